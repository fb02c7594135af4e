//! What a title's phrase is made of: modifiers, a head, and a complement.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lexicon::{is_modifier, office, offices};
use super::words::Words;
use crate::document::EntityKind;

/// Words of a complement at most, for linear time and sane titles.
const LONGEST: usize = 14;

/// Returns how many words ending before `end` are one word of office, and
/// whether it is a plural: 2 for `Attorney General`.
pub fn head_before(words: &Words, end: usize) -> Option<(usize, bool)> {
    let (first, _) = words.bounds(end.checked_sub(1)?);
    let two = (end >= first + 2).then(|| format!("{} {}", words.text(end - 2), words.text(end - 1)));
    if two.as_deref().is_some_and(|pair| holds_office(office(pair))) {
        return Some((2, false));
    }
    let word = words.text(end - 1);
    let word = word.rsplit_once('-').filter(|_| office(word).is_none()).map_or(word, |(_, last)| last);
    match () {
        _ if holds_office(office(word)) => Some((1, false)),
        _ if holds_office(offices(word)) => Some((1, true)),
        _ => None,
    }
}

/// Persons are described by many words, but hold office by those of the other groups.
fn holds_office(found: Option<super::lexicon::Office>) -> bool {
    found.is_some_and(|office| !matches!(office.group, "person" | "family"))
}

/// Returns where the modifiers of the head that begins at `head` begin.
pub fn modifiers_start(words: &Words, head: usize) -> usize {
    let (first, _) = words.bounds(head);
    let mut start = head;
    while start > first && head - start < LONGEST {
        if modifies(words, start - 1, first) {
            start -= 1;
        } else if start >= first + 4
            && words.text(start - 1) == ")"
            && words.text(start - 3) == "("
            && words.is_capital(start - 2)
            && modifies(words, start - 4, first)
        {
            start -= 4;
        } else if start < head && joins_fields(words, start, first) {
            start -= 2;
        } else {
            break;
        }
    }
    // A possessor stays outside: `France's` of `France's President`.
    match (start..head).rev().find(|&at| matches!(words.text(at), "'s" | "’s")) {
        Some(mark) => mark + 1,
        None => start,
    }
}

/// Tells whether the words before `start` join two fields of one office: `Oil and Gas
/// Minister`. What has a name of its own, or is an office, is somebody else.
fn joins_fields(words: &Words, start: usize, first: usize) -> bool {
    start >= first + 3
        && matches!(words.text(start - 1), "and" | "&")
        && office(words.text(start)).is_none()
        && words.is_capital(start)
        && words.kind(start).is_none()
        && words.kind(start - 2).is_none()
        && words.is_capital(start - 2)
        && office(words.text(start - 2)).is_none()
        && !is_of_clause(words.text(start - 2))
        && !is_calendar(words.text(start - 2))
        && crate::gazetteer::by_demonym(words.text(start - 2)).is_none()
}

fn modifies(words: &Words, at: usize, first: usize) -> bool {
    let word = words.text(at);
    match words.kind(at) {
        Some(EntityKind::Person) => return false,
        Some(EntityKind::Place) if is_where(words, at) => return false,
        Some(_) => return true,
        None => {}
    }
    if is_modifier(word)
        || is_ordinal(word)
        || office(word).is_some_and(|office| office.title) && words.is_capital(at)
    {
        return true;
    }
    let demonym = words.is_capital(at) && crate::gazetteer::by_demonym(word).is_some();
    demonym || (words.is_capital(at) && at > first && !is_of_clause(word) && !is_calendar(word))
}

/// Tells whether the name over the word says where something is and whose no office is:
/// `received at Lund Palace Danish Minister Ek`.
fn is_where(words: &Words, at: usize) -> bool {
    let Some(name) = words.name(at) else { return false };
    let (start, end) = words.of(name);
    let (first, last) = words.bounds(at);
    let next = || {
        end < last
            && (words.country(end).is_some() || crate::gazetteer::by_demonym(words.text(end)).is_some())
    };
    start > first && matches!(words.text(start - 1), "at" | "in") && end - start > 1 && next()
}

/// Tells whether the word is a number in an order: `1st`.
fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < word.len() && matches!(digits, "st" | "nd" | "rd" | "th")
}

/// Returns where the complement behind a head that ends before `at` ends:
/// `of the Interior`, `to Qatar`; `at` itself where there is none.
pub fn complement_end(words: &Words, at: usize) -> usize {
    let (_, last) = words.bounds(at.saturating_sub(1));
    let mut end = at;
    while end < last && matches!(words.text(end), "of" | "to" | "for" | "at" | "on" | "in") {
        let stop = noun_phrase_end(words, end + 1, last);
        if stop == end + 1 {
            break;
        }
        end = stop;
        // An acronym in brackets belongs to what it stands for.
        if words.text(end) == "(" && words.text(end + 2) == ")" && words.is_capital(end + 1) {
            end += 3;
        }
        if end - at > LONGEST {
            break;
        }
    }
    end
}

/// Returns where the noun phrase that begins at `start` ends; `start` where none begins.
fn noun_phrase_end(words: &Words, start: usize, last: usize) -> usize {
    let mut end = start;
    while end < last && matches!(words.text(end), "the" | "its" | "his" | "her" | "their" | "a" | "an") {
        end += 1;
    }
    let content = end;
    while end < last && end - start < LONGEST {
        let joins = matches!(words.text(end), "and" | "&" | "'s" | "’s")
            && end > content
            && words.is_capital(end + 1)
            && end + 1 < last
            && words.kind(end + 1) != Some(EntityKind::Person);
        let word = words.is_capital(end)
            && words.kind(end) != Some(EntityKind::Person)
            && !is_calendar(words.text(end));
        let plain = is_plain_noun(words.text(end)) && end - content < 3;
        if !(joins || word || plain) {
            break;
        }
        end += 1;
    }
    if end == content { start } else { end }
}

/// Lower-case words that complements of titles are made of.
fn is_plain_noun(word: &str) -> bool {
    is_modifier(word)
        || matches!(
            word,
            "affairs"
                | "staff"
                | "relations"
                | "operations"
                | "rights"
                | "human"
                | "studies"
                | "policy"
                | "services"
                | "committee"
                | "council"
                | "board"
                | "ministry"
                | "department"
                | "country"
                | "region"
                | "company"
                | "group"
                | "forces"
                | "movement"
                | "mission"
                | "public"
                | "peace"
                | "war"
        )
}

/// Returns the country that a title between `start` and `end` is held for:
/// its demonym or country, its possessor, or the country behind `of`.
pub fn country(words: &Words, start: usize, end: usize) -> Option<&'static str> {
    let complement = (start..end).find(|&at| matches!(words.text(at), "of" | "to" | "for" | "at" | "in"));
    let inside = (start..complement.unwrap_or(end)).find_map(|at| words.country(at));
    let possessor = || {
        let mark = start.checked_sub(1)?;
        matches!(words.text(mark), "'s" | "’s" | "'" | "’")
            .then(|| words.country(mark.checked_sub(1)?))
            .flatten()
    };
    let of = || {
        complement
            .filter(|&at| words.text(at) == "of")
            .and_then(|at| (at + 1..end).find_map(|at| words.country(at)))
    };
    inside.or_else(possessor).or_else(of)
}

/// Tells whether `word` is a day of the week or a month.
pub fn is_calendar(word: &str) -> bool {
    let stem = word.trim_end_matches('.');
    matches!(
        stem,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan"
            | "Feb"
            | "Aug"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
    )
}

/// Tells whether the capitalised `word` belongs to a clause or a headline rather than to a title.
pub fn is_of_clause(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("data/clause_words.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    WORDS.contains(word.to_lowercase().as_str())
}
