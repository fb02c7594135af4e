//! Names that swallowed the end of the title before them: `Secretary of the
//! [Interior Ana Lind]` is the Secretary of the Interior, and Ana Lind.

use super::lexicon::is_modifier;
use super::phrase::head_before;
use super::words::Words;
use crate::document::{EntityKind, MentionForm};
use crate::extract::bearers::{is_thing, of_given};
use crate::gazetteer;
use crate::likeness::fold;

/// Words between the preposition and the name: `of the Republic and`.
const REACH: usize = 5;

/// Words of a person's name at most.
const LONGEST: usize = 3;

/// Returns the names that begin with what the title before them is of, each
/// with the first word of the person in it.
pub fn names(words: &Words) -> Vec<(usize, usize)> {
    let is_name = |number: &usize| words.doc.mentions[*number].form == MentionForm::Name;
    let numbers = (0..words.doc.mentions.len()).filter(is_name);
    numbers.filter_map(|number| Some((number, person(words, number)?))).collect()
}

/// Returns the first word of the person whose name is the rest of name `number`.
fn person(words: &Words, number: usize) -> Option<usize> {
    let (start, end) = words.of(number);
    if let Some(at) = behind_office(words, start, end) {
        return Some(at);
    }
    if end - start < 3 || !is_complement(words, start) {
        return None;
    }
    let given = |at: usize| of_given(&fold(words.text(at))).is_some();
    let field = |at: usize| is_modifier(words.text(at)) || gazetteer::by_name(words.text(at)).is_some();
    let named = (start + 1..end - 1).find(|&at| given(at));
    let rest = || (start..end).find(|&at| !field(at)).filter(|&at| at > start && end - at > 1);
    let at = named.or_else(rest).filter(|at| end - at <= LONGEST)?;
    let plain = !given(start) && (start..end).all(|at| words.is_capital(at));
    let thing = |at: usize| {
        let word = fold(words.text(at));
        is_thing(&word) || at > start && field(at)
    };
    (plain && !(at..end).any(thing) && head_before(words, end).is_none()).then_some(at)
}

/// Returns the first word of the person where the name begins with an office of
/// two words: `[Attorney General Ek]`.
fn behind_office(words: &Words, start: usize, end: usize) -> Option<usize> {
    let at = start + 2;
    let office = words.doc.mentions[words.name(start)?].kind != EntityKind::Person
        && (at + 1..=at + LONGEST).contains(&end)
        && head_before(words, at) == Some((2, false));
    let thing = |at: usize| {
        let word = fold(words.text(at));
        is_thing(&word) || is_modifier(words.text(at))
    };
    (office && (at..end).all(|at| words.is_capital(at) && !thing(at))).then_some(at)
}

/// Tells whether the word at `start` is in what an office is of or for, right
/// behind the words that open it: `Minister for Trade and`.
fn is_complement(words: &Words, start: usize) -> bool {
    let (first, _) = words.bounds(start);
    let opens = start > first && matches!(words.text(start - 1), "of" | "for" | "the" | "and" | "&");
    let inner = |at: usize| words.is_capital(at) || matches!(words.text(at), "the" | "and" | "&");
    let of = (first..start).rev().take(REACH).find(|&at| !inner(at));
    opens && of.is_some_and(|at| matches!(words.text(at), "of" | "for") && head_before(words, at).is_some())
}
