//! Titles right before a name: `Secretary of State Ann Ek`, `Presidents Ek and Ur`.

use super::phrase::{complement_end, head_before, modifiers_start};
use super::words::Words;
use crate::document::EntityKind;

/// Words between a head and its name at most: `of the European Commission`.
const REACH: usize = 7;

/// Returns the words, from first to behind last, of the title before name `number`.
pub fn titles(words: &Words, number: usize) -> Option<(usize, usize)> {
    let (name, _) = words.of(number);
    let (first, _) = words.bounds(name);
    if name == first {
        return None;
    }
    match words.text(name - 1) {
        "," => apposition(words, name - 1),
        "and" => shared(words, name - 1),
        _ => adjacent(words, name, first),
    }
}

/// Finds a head that ends right before the name, or whose complement does.
fn adjacent(words: &Words, name: usize, first: usize) -> Option<(usize, usize)> {
    for end in (first + 1..=name).rev().take(REACH) {
        if words.kind(end - 1) == Some(EntityKind::Person)
            || matches!(words.text(end - 1), "," | ";" | ":" | ".")
        {
            return None;
        }
        if let Some((length, _)) = head_before(words, end) {
            let fits = end == name || complement_end(words, end) == name;
            return fits.then(|| (modifiers_start(words, end - length), name));
        }
    }
    None
}

/// `the Hamas political chief, Bo Ur`: a determined title before a comma.
fn apposition(words: &Words, comma: usize) -> Option<(usize, usize)> {
    let (first, _) = words.bounds(comma);
    let (start, end) = adjacent(words, comma, first)?;
    let before = start.checked_sub(1).filter(|&at| at >= first)?;
    let determined = matches!(
        words.lower(before).as_str(),
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "'s" | "’s"
    );
    determined.then_some((start, end))
}

/// `Presidents Ek and Ur`: the plural title of the name before `and`.
fn shared(words: &Words, and: usize) -> Option<(usize, usize)> {
    let other = words.name(and.checked_sub(1)?)?;
    let (start, _) = words.of(other);
    let (length, plural) = head_before(words, start)?;
    (plural && words.sentence(start) == words.sentence(and))
        .then(|| (modifiers_start(words, start - length), start))
}
