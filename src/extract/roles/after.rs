//! Titles behind a name: `Cao Xiaolin, Beijing's ambassador to Qatar`.

use super::lexicon::{is_modifier, office};
use super::phrase::{complement_end, head_before};
use super::words::Words;
use crate::document::EntityKind;

/// Words between the comma and the head at most.
const REACH: usize = 9;

/// Returns the words, from first to behind last, of the title behind name `number`.
pub fn titles(words: &Words, number: usize) -> Option<(usize, usize)> {
    let (_, end) = words.of(number);
    let (_, last) = words.bounds(end.checked_sub(1)?);
    let start = opening(words, end, last)?;
    let (mut head, mut found) = (start, None);
    while head < last
        && head - start < REACH
        && (may_precede(words, head) || head_before(words, head + 1).is_some())
    {
        head += 1;
        if head_before(words, head).is_some() {
            found = Some(head);
        } else if matches!(words.text(head - 1), "'s" | "’s") {
            // The president's son is no president.
            found = None;
        }
    }
    let end = second(words, complement_end(words, found?), last);
    // `Ann Ek, Foreign Minister Bo Ur`: the title of the next name.
    let next = words.kind(end) == Some(EntityKind::Person) && end < last;
    let start = inner_start(words, start, found?);
    (!next && start < end).then_some((start, end))
}

/// Returns where a second title of the same person ends that *and* joins to the
/// one that ends at `end`: `Minister for Trade and Minister for Defense`.
fn second(words: &Words, end: usize, last: usize) -> usize {
    if !matches!(words.text(end), "and" | "&") {
        return end;
    }
    let mut head = end + 1;
    while head < last
        && head - end < REACH
        && (may_precede(words, head) || head_before(words, head + 1).is_some())
    {
        head += 1;
        if head_before(words, head).is_some() {
            let stop = complement_end(words, head);
            return if words.kind(stop) == Some(EntityKind::Person) && stop < last { end } else { stop };
        }
    }
    end
}

/// Tells whether the title that begins at `start` is told as past: `who was the`.
pub fn tells_past(words: &Words, start: usize) -> bool {
    (start.saturating_sub(3)..start)
        .any(|at| words.text(at) == "who" && matches!(words.text(at + 1), "was" | "served" | "had"))
}

/// Returns where an apposition that opens at word `at` begins.
fn opening(words: &Words, at: usize, last: usize) -> Option<usize> {
    if !matches!(words.text(at), "," | "(" | "–" | "—") || at + 1 >= last {
        return None;
    }
    let copula = words.text(at + 1) == "who"
        && matches!(words.text(at + 2), "is" | "was" | "became" | "served" | "serves");
    let start = if copula { at + 3 } else { at + 1 };
    Some(if copula && words.text(start) == "as" { start + 1 } else { start })
}

/// Returns the title's first word: behind articles, pronouns and possessors.
fn inner_start(words: &Words, start: usize, head: usize) -> usize {
    let outside = |at: &usize| {
        matches!(
            words.lower(*at).as_str(),
            "the" | "a" | "an" | "his" | "her" | "their" | "its" | "'s" | "’s" | "'" | "’"
        )
    };
    (start..head).rev().find(outside).map_or(start, |at| at + 1)
}

/// Tells whether the word may stand in an apposition before its head.
fn may_precede(words: &Words, at: usize) -> bool {
    if words.kind(at) == Some(EntityKind::Person) {
        return false;
    }
    let word = words.lower(at);
    let article =
        matches!(word.as_str(), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "'s" | "’s" | "and");
    let known = article || is_modifier(&word) || office(&word).is_some() || words.name(at).is_some();
    known || words.is_capital(at) || is_adjective(&word)
}

/// Guesses from its form whether a lower-case word is an adjective or noun that titles take.
fn is_adjective(word: &str) -> bool {
    let endings = [
        "al", "ic", "an", "ese", "ish", "ary", "ive", "ior", "time", "ing", "ist", "ional", "ment", "sity",
        "year-old",
    ];
    let function = matches!(
        word,
        "during" | "being" | "having" | "an" | "than" | "including" | "according" | "saying" | "adding"
    );
    !function && (word.contains('-') || endings.iter().any(|ending| word.ends_with(ending)))
}
