//! What is certain whatever the model says: a form of address comes before a
//! person, capitals that are a listed body's stand for that body, and armed
//! groups are bodies, however much their names look like those of peoples.

use std::sync::LazyLock;

use super::article::Article;
use super::case::Case;
use super::crf::Scores;
use super::labels::{self, Kind, Part};
use super::lists;
use super::words::Form;
use crate::document::Document;

/// Forms of address that only persons have, of several languages, in lower case.
#[rustfmt::skip]
const ADDRESSES: [&str; 21] = [
    "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "mme", "mme.", "mlle", "mlle.", "frau", "herr", "shri", "smt.", "sra.", "monsieur", "señor",
    "señora", "signor", "signora", "senhor",
];

/// More bytes than any of [`ADDRESSES`] has.
const LONGER: usize = 9;

/// Names of armed groups, in lower case, sorted; of one word or two.
static GROUPS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("data/groups.txt").lines().collect());

/// The first letters of [`GROUPS`]: most words need no other look.
const INITIALS: [char; 7] = ['a', 'b', 'd', 'h', 'i', 'm', 't'];

/// What certainty adds to a score.
const CERTAIN: f32 = 5.0;

/// Adds to the scores of words that certainly name a person or a body;
/// agreement then tells the article's other occurrences.
pub fn add(doc: &Document, article: &Article, scores: &mut [Scores]) {
    for (tokens, case) in article.sentences.iter().zip(&article.cases) {
        for token in tokens.clone() {
            if *case != Case::Lower
                && let Some(words) = group(doc, article, token..tokens.end)
            {
                let parts = if words == 1 { &[Part::Unit][..] } else { &[Part::Begin, Part::Last] };
                for (token, part) in (token..).zip(parts) {
                    scores[token][labels::label(Kind::Organization, *part)] += CERTAIN;
                }
            }
            if is_addressed(doc, article, token) {
                favour(Kind::Person, &mut scores[token]);
            } else if case.is_usual() && is_acronym_of_body(article, token) {
                favour(Kind::Organization, &mut scores[token]);
            }
        }
    }
}

fn favour(kind: Kind, scores: &mut Scores) {
    for part in [Part::Begin, Part::Inside, Part::Last, Part::Unit] {
        scores[labels::label(kind, part)] += CERTAIN;
    }
}

fn is_addressed(doc: &Document, article: &Article, token: usize) -> bool {
    let Some(before) = token.checked_sub(1).filter(|_| article.words[token].form.is_capitalised()) else {
        return false;
    };
    let word = doc.tokens[before].span.of(&doc.text);
    word.len() < LONGER && ADDRESSES.iter().any(|address| address.eq_ignore_ascii_case(word))
}

/// Tells acronyms such as WHO, which as words are common.
fn is_acronym_of_body(article: &Article, token: usize) -> bool {
    article.words[token].form == Form::Upper && article.places[token].contains(&lists::BODY)
}

/// Returns how many words of `tokens`, from the first on, are the name of an armed group.
fn group(doc: &Document, article: &Article, tokens: std::ops::Range<usize>) -> Option<usize> {
    let lower = |token: usize| doc.tokens[token].span.of(&doc.text).to_lowercase();
    let first = article.words[tokens.start].form;
    let text = doc.tokens[tokens.start].span.of(&doc.text);
    let initial = text.chars().next()?.to_ascii_lowercase();
    if !(first.is_capitalised() || text.starts_with("al")) || !INITIALS.contains(&initial) {
        return None;
    }
    let word = lower(tokens.start);
    let is_group = |name: &str| GROUPS.binary_search(&name).is_ok();
    if tokens.len() > 1 && article.words[tokens.start + 1].form.is_capitalised() {
        let both = format!("{word} {}", lower(tokens.start + 1));
        if is_group(&both) {
            return Some(2);
        }
    }
    is_group(&word).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_short() {
        assert!(ADDRESSES.iter().all(|word| word.len() < LONGER));
    }

    #[test]
    fn groups_are_sorted_and_begin_with_an_initial() {
        assert!(GROUPS.is_sorted());
        assert!(GROUPS.iter().all(|name| name.starts_with(INITIALS)));
    }
}
