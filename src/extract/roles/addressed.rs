//! Names that a form of address shows to be a person's: `Ms. Ek`, whatever
//! the name was taken for.

use rustc_hash::FxHashSet;

use super::before;
use super::lexicon::{is_modifier, office};
use super::words::Words;
use crate::document::{EntityKind, MentionForm};
use crate::extract::bearers::is_thing;
use crate::gazetteer;
use crate::likeness::fold;

/// Returns the names that are persons' though they were taken for something
/// else: those behind `Mr`, `Mrs` and offices of state, and their like
/// elsewhere in the article.
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

/// Tells whether a title of office stands right before the name and nothing
/// makes it that of a place or a body: *Foreign Minister Bounkham*, *her
/// counterpart, Vu Gia Khiem*.
fn is_titled(words: &Words, number: usize) -> bool {
    let (start, end) = words.of(number);
    let name = words.doc.mentions[number].span.of(&words.doc.text);
    let initials = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let body = (start..end).any(|at| {
        let word = fold(words.text(at));
        is_thing(&word) || is_modifier(words.text(at)) || office(&word).is_some()
    });
    // *Premier Stalin* is a person, though a town is called so too.
    let glued = start > 0 && office(words.text(start - 1)).is_some_and(|office| office.title);
    let state = gazetteer::by_name(name).is_some() || gazetteer::by_seat(name).is_some();
    let place = state || !glued && gazetteer::known(name);
    let plain = !initials && !body && !place && (start..end).all(|at| words.is_capital(at));
    let of_state =
        |last: usize| office(words.text(last - 1)).is_some_and(|office| OF_STATE.contains(&office.group));
    // Behind a comma another clause may begin: *according to the president, Boeing
    // must pay*; *her counterpart, Vu Gia Khiem* is one person.
    let next_to = |first: usize, last: usize| {
        let whose = (first.saturating_sub(2)..first + 1)
            .any(|at| matches!(words.text(at), "his" | "her" | "its" | "their"));
        whose || (last..start).all(|at| words.text(at) != ",")
    };
    plain
        && end - start <= LONGEST
        && before::titles(words, number).is_some_and(|(first, last)| of_state(last) && next_to(first, last))
}

/// Groups of offices whose holders are seldom named beside the body they serve
/// with no *of* between.
const OF_STATE: &[&str] = &[
    "adviser",
    "diplomat",
    "governor",
    "leader",
    "minister",
    "monarch",
    "premier",
    "president",
    "secretary",
];

/// Words of a name that a title makes a person's at most.
const LONGEST: usize = 4;

/// Tells whether a courtesy title or a title of office of one sentence stands
/// right before the name.
fn is_addressed(words: &Words, number: usize) -> bool {
    let (start, _) = words.of(number);
    let Some(before) = start.checked_sub(1).filter(|&at| words.sentence(at) == words.sentence(start)) else {
        return false;
    };
    if is_titled(words, number) {
        return true;
    }
    let courtesy = office(words.text(before)).filter(|office| office.title && office.group == "person");
    courtesy.is_some_and(|office| office.gender.is_some()) && words.is_capital(before)
}
