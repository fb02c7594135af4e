//! Names that a form of address shows to be a person's: `Ms. Ek`, whatever
//! the name was taken for.

use rustc_hash::FxHashSet;

use super::lexicon::office;
use super::words::Words;
use crate::document::{EntityKind, MentionForm};

/// Returns the names that are persons' though they were taken for something
/// else: those behind `Mr`, `Mrs` and the like, and their like elsewhere in
/// the article.
pub fn persons(words: &Words) -> Vec<usize> {
    let mistaken: Vec<usize> = (0..words.doc.mentions.len())
        .filter(|&number| {
            let mention = &words.doc.mentions[number];
            mention.form == MentionForm::Name && mention.kind != EntityKind::Person
        })
        .collect();
    let text = |number: usize| words.doc.mentions[number].span.of(&words.doc.text).to_lowercase();
    let addressed: FxHashSet<String> =
        mistaken.iter().filter(|&&number| is_addressed(words, number)).map(|&number| text(number)).collect();
    mistaken.into_iter().filter(|&number| addressed.contains(&text(number))).collect()
}

/// Tells whether a courtesy title of one sentence stands right before the name.
fn is_addressed(words: &Words, number: usize) -> bool {
    let (start, _) = words.of(number);
    let Some(before) = start.checked_sub(1).filter(|&at| words.sentence(at) == words.sentence(start)) else {
        return false;
    };
    let courtesy = office(words.text(before)).filter(|office| office.title && office.group == "person");
    courtesy.is_some_and(|office| office.gender.is_some()) && words.is_capital(before)
}
