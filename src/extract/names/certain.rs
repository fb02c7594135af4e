//! What is certain whatever the model says: a form of address comes before a
//! person, capitals that are a listed body's stand for that body, and a suffix
//! belongs to its person.

use super::article::Article;
use super::crf::Scores;
use super::labels::{self, Kind, Part};
use super::lists;
use super::tagger::Name;
use super::words::Form;
use crate::document::Document;

/// Forms of address that only persons have, in lower case.
const ADDRESSES: [&str; 6] = ["mr.", "mrs.", "ms.", "mr", "mrs", "ms"];

/// What sets sons apart from their fathers.
const SUFFIXES: [&str; 7] = ["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"];

/// What certainty adds to a score.
const CERTAIN: f32 = 5.0;

/// Adds to the scores of words that certainly name a person or a body;
/// agreement then tells the article's other occurrences.
pub fn add(doc: &Document, article: &Article, scores: &mut [Scores]) {
    for (tokens, case) in article.sentences.iter().zip(&article.cases) {
        for token in tokens.clone() {
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
    word.len() < 5 && ADDRESSES.contains(&word.to_ascii_lowercase().as_str())
}

/// Tells acronyms such as WHO, which as words are common.
fn is_acronym_of_body(article: &Article, token: usize) -> bool {
    article.words[token].form == Form::Upper && article.places[token].contains(&lists::BODY)
}

/// Lets the names of persons reach over a suffix: `Samir Haddad, Jr.`
pub fn reach_over_suffixes(doc: &Document, names: &mut Vec<Name>) {
    let is = |token: usize, words: &[&str]| {
        doc.tokens.get(token).is_some_and(|token| words.contains(&token.span.of(&doc.text)))
    };
    for name in names.iter_mut().filter(|name| name.kind == Kind::Person) {
        if is(name.end, &SUFFIXES) {
            name.end += 1;
        } else if is(name.end, &[","]) && is(name.end + 1, &SUFFIXES) {
            name.end += 2;
        }
    }
    let mut end = 0;
    names.retain(|name| {
        let apart = name.start >= end;
        end = end.max(name.end);
        apart
    });
}
