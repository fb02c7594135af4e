//! What single words tell of those who bear them: given names, bodies, and the
//! things that are called after persons.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Gender;

static GIVEN: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    let female = words(include_str!("data/given_female.txt")).map(|name| (name, Gender::Female));
    let male = words(include_str!("data/given_male.txt")).map(|name| (name, Gender::Male));
    female.chain(male).collect()
});

static EPONYMS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("data/eponym_heads.txt")).collect());

static BODIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("data/bodies.txt")).collect());

fn words(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// Returns the gender of those who bear the folded given name, where one is usual.
pub fn of_given(name: &str) -> Option<Gender> {
    GIVEN.get(name).copied()
}

/// Tells whether the folded word is of a thing that may be called after a
/// person: *award*, *bridge*.
pub fn is_eponym_head(word: &str) -> bool {
    EPONYMS.contains(word)
}

/// Tells whether the folded word cannot be of a person's name alone: a body, or
/// what may be called after a person.
pub fn is_thing(word: &str) -> bool {
    BODIES.contains(word) || is_eponym_head(word)
}
