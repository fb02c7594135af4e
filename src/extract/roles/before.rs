//! Titles right before a name: `Secretary of State Ann Ek`, `Presidents Ek and Ur`.

use super::lexicon::{is_modifier, office};
use super::phrase::{complement_end, head_before, is_of_clause, modifiers_start};
use super::words::Words;
use crate::document::EntityKind;

/// Words between a head and its name at most: `of the Office of the European Commission for Trade`.
const REACH: usize = 14;

/// Words between the head of a longer title and the one inside it at most.
const LONGEST: usize = 12;

/// Returns the words, from first to behind last, of the title before name `number`.
pub fn titles(words: &Words, number: usize) -> Option<(usize, usize)> {
    let (name, _) = words.of(number);
    let (first, _) = words.bounds(name);
    if name == first {
        return None;
    }
    let addressed = before_address(words, name, first);
    match words.text(name - 1) {
        _ if addressed < name && addressed > first && words.text(addressed - 1) == "," => {
            apposition(words, addressed - 1)
        }
        "," => apposition(words, name - 1),
        "and" => shared(words, name - 1),
        _ => adjacent(words, name, first),
    }
}

/// Returns where the forms of address before the name begin: `H.E. Mr. Ur`,
/// `General Ur`; the name's first word where there are none.
fn before_address(words: &Words, name: usize, first: usize) -> usize {
    let address = |at: usize| {
        let word = words.text(at);
        let rank = office(word).is_some_and(|office| {
            office.title && matches!(office.group, "person" | "military" | "academic" | "religious")
        });
        (words.is_capital(at) || word == "comrade") && (rank || HONOURS.contains(&word))
    };
    (first..name).rev().take(FORMS).take_while(|&at| address(at)).last().unwrap_or(name)
}

/// Words of address at most.
const FORMS: usize = 4;

/// Forms of address that are no office.
const HONOURS: &[&str] = &[
    "H.E.", "HE", "Hon", "Hon.", "Sir", "Lord", "Lady", "Dame", "M.", "Me", "Mgr", "Msgr.", "Amb.", "Eng.",
    "Cde",
];

/// Finds a head that ends right before the name, or whose complement does.
fn adjacent(words: &Words, name: usize, first: usize) -> Option<(usize, usize)> {
    for end in (first + 1..=name).rev().take(REACH) {
        if words.kind(end - 1) == Some(EntityKind::Person)
            || matches!(words.text(end - 1), "," | ";" | ":" | ".")
        {
            return None;
        }
        let Some((length, _)) = head_before(words, end) else { continue };
        if end == name || complement_end(words, end) == name {
            let start = modifiers_start(words, end - length);
            let inner = if follows_complement(words, start, end) { start + 1 } else { start };
            return Some((longer(words, inner, name, first).unwrap_or(start), name));
        }
    }
    None
}

/// Tells whether the words from `start` to `end` are the rest of a complement
/// and a rank or form of address, which one has beside an office: `of
/// [Foreign Trade Sheikh]`.
fn follows_complement(words: &Words, start: usize, end: usize) -> bool {
    let rank = office(words.text(end - 1)).is_some_and(|office| {
        office.title && matches!(office.group, "academic" | "military" | "religious" | "monarch")
    });
    rank && (start..end - 1).any(|at| !is_modifier(words.text(at)))
}

/// Where a title begins whose complement the one at `inner` is part of or
/// follows: `Chief of Staff Professor`, `Head of the Office of the President`.
/// Under a bare preposition it is the title of another, `aide to President`,
/// and so it is behind *and*.
fn longer(words: &Words, inner: usize, name: usize, first: usize) -> Option<usize> {
    let before = words.text(inner.checked_sub(1).filter(|&at| at >= first)?);
    if matches!(before, "of" | "to" | "for" | "at" | "in" | "and" | "&" | "with" | "by") {
        return None;
    }
    for end in (first + 1..inner).rev().take(LONGEST) {
        if words.kind(end - 1) == Some(EntityKind::Person)
            || matches!(words.text(end - 1), "," | ";" | ":" | ".")
        {
            return None;
        }
        if let Some((length, _)) = head_before(words, end) {
            let fits = words.is_capital(end - 1) && complement_end(words, end) == name;
            let start = modifiers_start(words, end - length);
            return fits.then(|| longer(words, start, name, first).unwrap_or(start));
        }
    }
    None
}

/// `the Hamas political chief, Bo Ur`: a determined title before a comma.
fn apposition(words: &Words, comma: usize) -> Option<(usize, usize)> {
    let (first, _) = words.bounds(comma);
    let (start, end) = adjacent(words, comma, first).or_else(|| worded(words, comma, first))?;
    // `Minister of Trade, Mr. Ur, said`, at the head of a sentence or behind a dateline.
    let opens = start == first || matches!(words.text(start - 1), "-" | "–" | "—" | ":");
    if opens && words.is_capital(start) {
        return Some((start, end));
    }
    let before = start.checked_sub(1).filter(|&at| at >= first)?;
    let determined = matches!(
        words.lower(before).as_str(),
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "'s" | "’s"
    );
    determined.then_some((start, end))
}

/// A head whose complement is told in words of any kind: `the minister for
/// reconstruction, Bo Ur`, `the commander of the northern front, Bo Ur`.
fn worded(words: &Words, comma: usize, first: usize) -> Option<(usize, usize)> {
    let (_, name_end) = words.of(words.name(behind_address(words, comma + 1))?);
    // `The leader of the union faces arrest, Bo Ur warned`: a comma closes an apposition.
    let (_, last) = words.bounds(comma);
    if name_end < last && !matches!(words.text(name_end), "," | "." | ";" | ")") {
        return None;
    }
    let of = (first..comma).rev().take(WORDS).find(|&at| {
        matches!(words.text(at), "of" | "for" | "to") && at > first && head_before(words, at).is_some()
    })?;
    let (length, plural) = head_before(words, of)?;
    let plain = (of + 1..comma).all(|at| may_complement(words, at));
    let start = modifiers_start(words, of - length);
    (!plural && plain && of + 1 < comma).then_some((start, comma))
}

/// Returns where the name begins that forms of address open at `at`.
fn behind_address(words: &Words, at: usize) -> usize {
    (at..at + FORMS).find(|&word| words.name(word).is_some()).unwrap_or(at)
}

/// Tells whether the word may stand in the complement of a head: a noun, an
/// adjective, a name that is no person's, or what joins them.
fn may_complement(words: &Words, at: usize) -> bool {
    let word = words.text(at);
    if words.kind(at) == Some(EntityKind::Person) {
        return false;
    }
    let joins = matches!(word, "the" | "a" | "an" | "its" | "and" | "&" | "of" | "for" | "'s" | "’s" | "in");
    let verbal = word.ends_with("ed") && !is_modifier(word) || VERBS.contains(&word);
    let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    joins || words.is_capital(at) || plain && !verbal && !is_of_clause(word)
}

/// Words of a complement at most.
const WORDS: usize = 10;

/// Frequent verbs whose form does not show that they are no nouns.
const VERBS: &[&str] = &[
    "met", "left", "won", "lost", "said", "told", "went", "came", "held", "took", "made", "gave", "put",
    "saw", "fell", "died", "spoke", "led", "began", "became", "sent", "paid", "kept", "got", "ran", "knew",
];

/// `Presidents Ek and Ur`: the plural title of the name before `and`.
fn shared(words: &Words, and: usize) -> Option<(usize, usize)> {
    let other = words.name(and.checked_sub(1)?)?;
    let (start, _) = words.of(other);
    let (length, plural) = head_before(words, start)?;
    (plural && words.sentence(start) == words.sentence(and))
        .then(|| (modifiers_start(words, start - length), start))
}
