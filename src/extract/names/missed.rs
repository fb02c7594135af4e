//! Bodies that the model missed though their chief word tells what they are:
//! *the Sporting Shooters' League*.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::article::Article;
use super::labels::Kind;
use super::tagger::Name;
use crate::document::Document;

/// Chief words that with a capital letter, and others before them, name a body.
static HEADS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("data/associations.txt").lines().filter(|l| !l.starts_with('#')).collect());

/// How sure such a name is.
const CONFIDENCE: f32 = 0.6;

/// Words of such a name at most.
const LONGEST: usize = 8;

/// Adds to `names`, which are sorted, and stay so, the bodies that are told by
/// their chief words. Headlines are left alone, where anything has a capital.
pub fn add(doc: &Document, article: &Article, names: &mut Vec<Name>) {
    let word = |token: usize| doc.tokens[token].span.of(&doc.text);
    let capital = |token: usize| article.words[token].form.is_capitalised();
    let mut found: Vec<Name> = Vec::new();
    for sentence in &article.sentences {
        if doc.tokens[sentence.start].span.end <= doc.headline.end && !doc.headline.is_empty() {
            continue;
        }
        let heads = sentence.clone().filter(|&token| capital(token) && HEADS.contains(word(token)));
        for head in heads {
            let next = names.partition_point(|name| name.end <= head);
            let over = names.get(next).filter(|name| name.start <= head);
            if over.is_some_and(|name| name.kind != Kind::Other || name.end != head + 1) {
                continue;
            }
            let from = names[..next].last().map_or(sentence.start, |name| name.end.max(sentence.start));
            let from = from.max(head.saturating_sub(LONGEST));
            let own = |token: usize| {
                capital(token) && !OPENERS.contains(&word(token)) && !CALENDAR.contains(&word(token))
            };
            let part = |token: &usize| own(*token) || matches!(word(*token), "'" | "’" | "'s" | "’s" | "&");
            let start = (from..head).rev().take_while(part).filter(|&token| own(token)).last();
            // A sentence's first word has its capital from there: *Yesterday Ministry officials*.
            let start = start.filter(|&start| start > sentence.start || head - start > 1);
            if let Some(start) = start.filter(|_| !is_shouted(article, sentence)) {
                // *League* inside *the Easy League Trust* is no name of its own.
                found.retain(|body| body.end <= start);
                found.push(Name { start, end: head + 1, kind: Kind::Organization, confidence: CONFIDENCE });
            }
        }
    }
    if found.is_empty() {
        return;
    }
    names.retain(|name| found.iter().all(|body| name.end <= body.start || body.end <= name.start));
    names.extend(found);
    names.sort_by_key(|name| name.start);
}

/// Words that begin a sentence with a capital letter and no name.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "This",
    "That",
    "These",
    "Those",
    "Its",
    "His",
    "Her",
    "Their",
    "Our",
    "Your",
    "My",
    "In",
    "At",
    "On",
    "For",
    "With",
    "By",
    "From",
    "To",
    "And",
    "But",
    "As",
    "When",
    "While",
    "If",
    "Of",
    "Some",
    "Any",
    "Another",
    "Such",
    "Other",
    "Then",
    "Since",
    "Today",
    "Yesterday",
    "Tomorrow",
    "Chapter",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
    "Sir",
    "Both",
    "All",
    "Each",
    "Every",
    "No",
];

/// Days and months, which are in no body's name.
const CALENDAR: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Tells whether most words of the sentence have a capital letter.
pub(super) fn is_shouted(article: &Article, sentence: &std::ops::Range<usize>) -> bool {
    let words = sentence.clone().filter(|&token| article.words[token].form.is_word());
    let (mut all, mut capital) = (0, 0);
    for token in words {
        all += 1;
        capital += usize::from(article.words[token].form.is_capitalised());
    }
    2 * capital > all
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, EntityKind, MentionForm};
    use crate::extract::{names::Tagging, pipeline};

    /// The bodies that the text names.
    fn bodies(text: &str) -> Vec<String> {
        let mut doc = Document::new(None, text);
        pipeline(Tagging::Fast).apply(&mut doc);
        let named = doc
            .mentions
            .iter()
            .filter(|mention| mention.kind == EntityKind::Organization && mention.form == MentionForm::Name);
        named.map(|mention| mention.span.of(&doc.text).to_owned()).collect()
    }

    #[test]
    fn bodies_are_told_by_their_chief_word_and_never_overlap() {
        assert_eq!(
            bodies("He spoke to the Sporting Shooters' League last night."),
            ["Sporting Shooters' League"]
        );
        let found = bodies("The officials of the Easy League Trust met in the hall.");
        assert!(found.len() < 2, "{found:?}");
        assert_eq!(bodies("Yesterday Ministry officials met in the hall."), [""; 0]);
        assert_eq!(bodies("In March Commission officials met in the hall."), [""; 0]);
    }
}
