//! Whether a text tells the holder of an office that it does not name from one
//! whose title that office is: *the President spoke with President Ek*.

use std::ops::Range;

use crate::document::{Document, Span};

/// Words before an office that make it another.
pub const LESSER: &[&str] = &[
    "vice",
    "deputy",
    "assistant",
    "under",
    "former",
    "ex",
    "acting",
    "press",
    "private",
    "permanent",
    "executive",
    "first",
    "second",
];

/// What is had with others: *the president's call with President Ek*.
const EVENTS: &[&str] = &["call", "meeting", "talks", "conversation", "visit", "trip", "summit"];

/// Tells whether a sentence that gives one of `names` the title `office` speaks
/// of *the* holder of that office before, who must be somebody else: nobody is
/// described first and named in full afterwards.
pub fn is_told_apart(doc: &Document, names: impl Iterator<Item = Span>, office: &str) -> bool {
    let office: Vec<&str> = office.split_whitespace().collect();
    let word = |token: usize| doc.tokens[token].span.of(&doc.text);
    let is_office = |start: usize| {
        office.iter().enumerate().all(|(at, part)| word(start + at).eq_ignore_ascii_case(part))
    };
    let is_lesser = |token: usize| LESSER.iter().any(|lesser| word(token).eq_ignore_ascii_case(lesser));
    let titled = |name: Span| {
        let first = doc.tokens.partition_point(|token| token.span.start < name.start);
        let start = first.checked_sub(office.len())?;
        let title = !office.is_empty() && is_office(start) && !(start > 0 && is_lesser(start - 1));
        title.then_some(start)
    };
    let bare = |before: Range<usize>| {
        (before.start + 1..before.end.saturating_sub(office.len())).any(|start| {
            // *The president of Togo*, *the President Ek*, *the president's office* are not bare.
            let next = word(start + office.len());
            let owner =
                matches!(next, "'s" | "’s" | "'" | "’") && !EVENTS.contains(&word(start + office.len() + 1));
            let quoted = (start..before.end).any(|token| matches!(word(token), "\"" | "“" | "”" | "''"));
            let more = next == "of" || next.starts_with(char::is_uppercase) || owner || quoted;
            word(start - 1).eq_ignore_ascii_case("the") && is_office(start) && !more
        })
    };
    let mut sentences = names.filter_map(titled).filter_map(|token| {
        let sentence = doc.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        doc.sentences.get(sentence).map(|sentence| sentence.tokens.start..token)
    });
    sentences.any(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::MentionForm;
    use crate::extract::{names::Tagging, pipeline};

    /// Checks whether the names of `text` are told from who holds `office`.
    fn check(text: &str, office: &str, expected: bool) {
        let mut doc = Document::new(None, text);
        pipeline(Tagging::Fast).apply(&mut doc);
        let names = doc.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
        assert_eq!(is_told_apart(&doc, names.map(|mention| mention.span), office), expected, "{text}");
    }

    #[test]
    fn who_is_named_beside_the_holder_is_another() {
        check("The President spoke with President Ekberg on Monday.", "president", true);
        check("On Monday the Vice President met Vice President Ekberg here.", "vice president", true);
        check("On Monday the president met Vice President Ekberg here.", "president", false);
        check("President Ekberg left. The president was in a hurry.", "president", false);
        check("The president's office said President Ekberg would leave.", "president", false);
        check("The president's call with President Ekberg was short.", "president", true);
        check("“We await the president,” President Ekberg's aide said.", "president", false);
        check("He met President Ekberg in Oslo, a spokesman for the president said.", "president", false);
        check("President Ekberg met the president of Togo on Monday.", "president", false);
    }
}
