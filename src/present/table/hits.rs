//! Articles that were found: a ranked list with the sentences that match.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};

use super::Style;
use crate::search::{Hit, Snippet};

/// Returns the list of `hits`, the first of which is number `first`.
pub fn hits(hits: &[Hit], first: usize, style: Style) -> String {
    let mut text = String::new();
    for (number, hit) in (first..).zip(hits) {
        write_hit(&mut text, number, hit, style).expect("a string takes any text");
        text.push('\n');
    }
    text
}

fn write_hit(text: &mut String, number: usize, hit: &Hit, style: Style) -> std::fmt::Result {
    let bold = Ansi::new().bold();
    let title = hit.title.as_deref().unwrap_or(&hit.path);
    let indent = format!("{number:>3}. ");
    for (line_number, line) in wrapped(title, style.width, indent.len()).iter().enumerate() {
        let lead = if line_number == 0 { indent.clone() } else { " ".repeat(indent.len()) };
        writeln!(text, "{lead}{}", painted(line, bold, style))?;
    }
    let facts = [
        hit.published.map(|day| day.to_string()),
        hit.publisher.clone(),
        Some(place(hit)),
        Some(hit.id.clone()),
        copies(hit.copies),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let dim = Ansi::new().fg_color(Some(AnsiColor::BrightBlack.into()));
    for line in wrapped(&facts.join("  "), style.width, 5) {
        writeln!(text, "     {}", painted(line, dim, style))?;
    }
    for snippet in &hit.snippets {
        write_snippet(text, snippet, style)?;
    }
    Ok(())
}

fn place(hit: &Hit) -> String {
    match &hit.member {
        Some(member) => format!("{}#{member}", hit.path),
        None => hit.path.clone(),
    }
}

fn copies(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 copy".to_owned()),
        count => Some(format!("{count} copies")),
    }
}

fn write_snippet(text: &mut String, snippet: &Snippet, style: Style) -> std::fmt::Result {
    let mark = Ansi::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    let mut at = 0;
    for line in wrapped(&snippet.text, style.width, 5) {
        let start = at + snippet.text[at..].find(line).unwrap_or(0);
        let end = start + line.len();
        text.push_str("     ");
        at = start;
        for span in snippet.highlights.iter().filter(|span| span.start < end && span.end > start) {
            let (from, to) = (span.start.max(at), span.end.min(end));
            text.push_str(&snippet.text[at..from]);
            text.push_str(&painted(&snippet.text[from..to], mark, style));
            at = to;
        }
        writeln!(text, "{}", &snippet.text[at..end])?;
        at = end;
    }
    Ok(())
}

/// Returns `text` in a style, when colours are wanted.
pub(super) fn painted(text: &str, ansi: Ansi, style: Style) -> String {
    if style.colour { format!("{ansi}{text}{ansi:#}") } else { text.to_owned() }
}

/// Breaks `text` between words into lines of the width that `indent` leaves.
pub(super) fn wrapped(text: &str, width: u16, indent: usize) -> Vec<&str> {
    use unicode_width::UnicodeWidthStr;
    let width = usize::from(width).saturating_sub(indent).max(20);
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (at, word) in words(text) {
        if end > start && text[start..at + word.len()].width() > width {
            lines.push(&text[start..end]);
            start = at;
        }
        end = at + word.len();
    }
    if end > start {
        lines.push(&text[start..end]);
    }
    lines
}

/// Returns the words of `text` and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
