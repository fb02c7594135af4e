//! Lines to paragraphs: what was wrapped to a width is joined again.
//!
//! A line break inside a block is a wrap when the next line's first word
//! would not have fitted, which needs no knowledge of what the lines say;
//! any other line break was meant, and makes a paragraph of its own.

use super::characters::push_words;

/// Returns `lines` with one paragraph a line and a blank line between paragraphs.
pub(super) fn reflow<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> String {
    let width = wrap_width(lines.clone());
    reflow_at(lines, width)
}

fn reflow_at<'a>(lines: impl Iterator<Item = &'a str>, width: Option<usize>) -> String {
    let mut out = String::new();
    let mut previous = "";
    for line in lines {
        let mark = out.len();
        if !previous.trim().is_empty() && !line.trim().is_empty() {
            match joint(previous, line, width) {
                Joint::Break => out.push_str("\n\n"),
                Joint::Space => out.push(' '),
                Joint::Nothing => {}
            }
        } else if !out.is_empty() && !line.trim().is_empty() {
            out.push_str("\n\n");
        }
        if !push_words(&mut out, line) {
            out.truncate(mark);
        }
        previous = line;
    }
    out
}

/// Does the same with the lines of `text`.
pub(super) fn reflow_text(text: &str) -> String {
    reflow(text.split('\n'))
}

/// Joins the lines of one block that were broken on purpose: a line that is
/// plainly unfinished goes on, every other one is a paragraph.
pub(super) fn rejoin(text: &str) -> String {
    reflow_at(text.split('\n'), None)
}

/// What stands between two lines of one block.
#[derive(Debug, PartialEq, Eq)]
enum Joint {
    Break,
    Space,
    Nothing,
}

fn joint(line: &str, next: &str, width: Option<usize>) -> Joint {
    let (line, indented) = (line.trim_end(), indent(next) > indent(line) + 1);
    let next = next.trim();
    let first = next.chars().next().unwrap_or(' ');
    let wrapped = width.is_some_and(|width| {
        let word = next.split(' ').next().unwrap_or("");
        // An editor's wrap is exact; a typist's, or one that counts bytes, nearly so.
        length(line) + 1 + length(word) > width - width / 10
    });
    let continues = (first.is_lowercase() && !ends_sentence(line)) || is_unfinished(line);
    let announces = line.ends_with(':') && !first.is_lowercase();
    if is_item(next) || indented || announces || !(wrapped || continues) {
        return Joint::Break;
    }
    let hyphenated = line.ends_with('-') && !line.ends_with("--") && !line.ends_with(" -");
    if hyphenated && first.is_alphabetic() { Joint::Nothing } else { Joint::Space }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '?', ':', ';'])
}

/// Tells whether the line's last word or mark wants another word behind it.
fn is_unfinished(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or("");
    line.ends_with(',') || UNFINISHED.contains(&last)
}

const UNFINISHED: [&str; 20] = [
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "&", "that",
    "which", "de", "von", "und",
];

/// Tells whether the line begins an item of a list.
fn is_item(line: &str) -> bool {
    ["- ", "* ", "• ", "· ", "▪ ", "– "].iter().any(|mark| line.starts_with(mark))
}

fn indent(line: &str) -> usize {
    line.bytes()
        .map_while(|byte| match byte {
            b' ' => Some(1),
            b'\t' => Some(4),
            _ => None,
        })
        .sum()
}

fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Lines longer than this are paragraphs by themselves.
const WIDEST: usize = 132;

/// Returns the width to which the lines were wrapped, in characters: the
/// longest of those that another follows; none when the lines that are
/// followed are too long, or too short, to have been wrapped.
fn wrap_width<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut width, mut wide, mut followed, mut previous) = (0, 0, 0, 0);
    for line in lines {
        let here = length(line.trim_end());
        if here > 0 && previous > 0 {
            followed += 1;
            if previous > WIDEST {
                wide += 1;
            } else {
                width = width.max(previous);
            }
        }
        previous = here;
    }
    (width >= 30 && wide * 4 <= followed).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that the paragraphs of `text` are `expected`.
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(reflow_text(text).split("\n\n").collect::<Vec<_>>(), expected);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "The foreign ministers of the two countries met in the\ncapital on Tuesday and agreed to open their embassies\nagain.\n\nNo date was given.\n",
            &[
                "The foreign ministers of the two countries met in the capital on Tuesday and agreed to open their embassies again.",
                "No date was given.",
            ],
        );
        check(
            "The minister called it a far-reaching and well-\nconsidered plan, and his guest agreed.",
            &["The minister called it a far-reaching and well-considered plan, and his guest agreed."],
        );
    }

    #[test]
    fn lines_that_were_meant_stay_apart() {
        check(
            "Present were, among others, the following three persons:\nJ. Doe\nR. Roe\n- M. Moe\n",
            &["Present were, among others, the following three persons:", "J. Doe", "R. Roe", "- M. Moe"],
        );
        let long = "Word ".repeat(60);
        let long = long.trim();
        check(&format!("{long}\n{long}\n"), &[long, long]);
        check(
            "   The envoy arrived in the city on Monday evening and\nwent to his hotel.\n   He left it on Tuesday, without a word to the press.\n",
            &[
                "The envoy arrived in the city on Monday evening and went to his hotel.",
                "He left it on Tuesday, without a word to the press.",
            ],
        );
    }
}
