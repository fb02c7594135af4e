//! Plain text: header lines, a title, and paragraphs.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::{characters, dateline, fields, paragraphs, zones};
use crate::document::PublishedFrom;

/// Parses a text file.
pub(super) fn parse(text: &str) -> Draft {
    let text = characters::clean(text);
    let lines: Vec<&str> = text.split('\n').collect();
    let mut draft = Draft::default();
    let start = headers(&lines, &mut draft);
    let rest = &lines[start..];
    let first = rest.iter().position(|line| !line.trim().is_empty()).unwrap_or(rest.len());
    let rest = &rest[first..];
    let length = if draft.title.is_none() { title_length(rest) } else { 0 };
    if length > 0 {
        draft.title = Some(rest[..length].join(" "));
    }
    draft.body = paragraphs::reflow(rest[length..].iter().copied());
    draft
}

/// Reads the lines `Title: …`, `Date: …` at the head of an export and returns
/// how many there are; one alone, unless it is the title, is no header.
fn headers(lines: &[&str], draft: &mut Draft) -> usize {
    let mut object = Map::new();
    let mut end = 0;
    for (index, line) in lines.iter().enumerate().take(20) {
        if line.trim().is_empty() && object.is_empty() {
            continue;
        }
        let Some((name, value)) = header(line) else { break };
        object.entry(name.to_owned()).or_insert_with(|| Value::from(value));
        end = index + 1;
    }
    let mut found = Draft::default();
    fields::metadata(&object, PublishedFrom::Metadata, &mut found);
    if object.len() > 1 || found.title.is_some() {
        *draft = found;
        return end;
    }
    0
}

fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    let plain = name.len() <= 20 && name.starts_with(char::is_uppercase);
    (plain && !value.trim().is_empty() && fields::is_header(name)).then_some((name, value.trim()))
}

/// A title takes no more lines, and no more bytes, than these.
const TITLE: (usize, usize) = (3, 250);

/// Returns how many of the first lines are the title: a short block without a
/// full stop, with a text behind it.
fn title_length(lines: &[&str]) -> usize {
    let is_part = |line: &&&str| !line.trim().is_empty() && !opens_story(line);
    let length = lines.iter().take(TITLE.0 + 1).take_while(is_part).count();
    let bytes: usize = lines[..length].iter().map(|line| line.len()).sum();
    let follows = lines[length..].iter().any(|line| !line.trim().is_empty());
    let block_ends = lines.get(length).is_some_and(|next| next.trim().is_empty() || opens_story(next));
    if length == 0 || !follows {
        return 0;
    }
    if block_ends && length <= TITLE.0 && bytes <= TITLE.1 && is_title(lines[length - 1]) {
        return length;
    }
    // Paragraphs without blank lines between them: a short line above a longer one.
    let shorter = lines.get(1).is_some_and(|next| lines[0].trim().len() * 3 < next.trim().len() * 2);
    usize::from(length > 1 && shorter && lines[0].len() <= 160 && is_title(lines[0]))
}

/// Tells whether a line begins the story itself: a byline, a date, a dateline.
fn opens_story(line: &str) -> bool {
    let line = line.trim();
    zones::byline(line).is_some() || zones::is_date_line(line) || dateline::leading(line, false).is_some()
}

/// Tells whether a block that ends with `line` reads like a title.
fn is_title(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '”', '’', '\'']);
    let abbreviated = line.rsplit(' ').next().is_some_and(|word| word.trim_end_matches('.').contains('.'));
    !line.ends_with([':', ';', ',']) && (!line.ends_with('.') || line.ends_with("...") || abbreviated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, body: &str) {
        let draft = parse(text);
        let found = draft.title.as_deref().map(characters::one_line);
        assert_eq!((found.as_deref(), draft.body.as_str()), (title, body));
    }

    #[test]
    fn the_title_is_taken_out_of_the_body() {
        check("Envoys meet\n\nThey met on Monday.\n", Some("Envoys meet"), "They met on Monday.");
        check(
            "Envoys meet in Doha for\nthe first time\n\nThey met.",
            Some("Envoys meet in Doha for the first time"),
            "They met.",
        );
        check("Envoys meet\r\nBy Jane Doe\r\n\r\nThey met.", Some("Envoys meet"), "By Jane Doe\n\nThey met.");
        check(
            "Envoys meet\nDOHA (Press) - They met.\nThey left.",
            Some("Envoys meet"),
            "DOHA (Press) - They met.\n\nThey left.",
        );
        check("Envoy at the U.N.\n\nHe spoke.", Some("Envoy at the U.N."), "He spoke.");
        check("\n  Who met whom?\n\nNobody knows.", Some("Who met whom?"), "Nobody knows.");
    }

    #[test]
    fn a_text_without_a_title_has_none() {
        check("They met on Monday.\n\nThey left.", None, "They met on Monday.\n\nThey left.");
        check("DOHA, March 3 (Press) - They met.", None, "DOHA, March 3 (Press) - They met.");
        check("Envoys meet", None, "Envoys meet");
        check(
            "The envoys, who had come by train, met in the hall of the\nstation and left it an hour later by different doors.\n",
            None,
            "The envoys, who had come by train, met in the hall of the station and left it an hour later by different doors.",
        );
    }

    #[test]
    fn header_lines_are_metadata() {
        let draft = parse(
            "Title: Envoys meet\nDate: March 3, 2024\nSource: The Paper\nAuthor: Jane Doe\n\nThey met.",
        );
        assert_eq!(
            (draft.title.as_deref(), draft.publisher.as_deref()),
            (Some("Envoys meet"), Some("The Paper"))
        );
        assert_eq!(draft.published.map(|found| found.day.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!((draft.byline, draft.body.as_str()), (vec!["Jane Doe".to_owned()], "They met."));
        check("Note: they met.\n\nThen left.", None, "Note: they met.\n\nThen left.");
    }
}
