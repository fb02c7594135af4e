//! What is known of a party beyond its number, to see who stands for whom.
//!
//! One paper writes that the envoy met *Hamas*, another that he met its
//! chief; one names *the president of Togo*, another gives the name.

use rustc_hash::FxHashSet;

use crate::document::{Chain, EntityKind};
use crate::gazetteer::{by_demonym, by_name};

/// The words that name and describe a party.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    name: FxHashSet<String>,
    all: FxHashSet<String>,
    is_resolved_person: bool,
    /// Whether it is only what a headline calls people who are named besides.
    pub is_heading: bool,
}

impl Profile {
    /// Takes in one article's `chain` of the party; `resolved` when the
    /// archive has decided who it is.
    pub fn learn(&mut self, chain: &Chain, resolved: bool) {
        self.is_resolved_person = resolved && chain.kind == EntityKind::Person;
        if self.name.is_empty() {
            self.name = words(&chain.name).collect();
        }
        self.all.extend(words(&chain.name));
        for role in &chain.roles {
            self.all.extend(words(&role.title));
            self.all.extend(role.country.as_deref().map(coded));
        }
        self.all.extend(chain.country.as_deref().map(coded));
    }

    /// Tells whether the words of one name are among those of the other, which
    /// in one article makes them one: *Kishida* and *Kishida Fumio*.
    pub fn is_shorter(&self, other: &Profile) -> bool {
        let within = |a: &Profile, b: &Profile| !a.name.is_empty() && a.name.is_subset(&b.name);
        within(self, other) || within(other, self)
    }

    /// Tells whether the party is one that the archive knows.
    pub fn is_resolved(&self) -> bool {
        self.is_resolved_person
    }

    /// Tells whether one of the two can be the other in other words: all
    /// words of its name are in the other's name or offices.
    pub fn may_be(&self, other: &Profile) -> bool {
        let within = |a: &Profile, b: &Profile| !a.name.is_empty() && a.name.is_subset(&b.all);
        if !self.name.is_empty() && self.name == other.name {
            return true;
        }
        let two_people = self.is_resolved_person && other.is_resolved_person;
        !two_people && (within(self, other) || within(other, self))
    }
}

/// Words that say nothing about who somebody is: *his Chinese counterpart* and
/// *senior Chinese officials* are somebody of China.
const EMPTY: &[&str] = &[
    "the",
    "of",
    "a",
    "an",
    "and",
    "for",
    "to",
    "in",
    "from",
    "mr",
    "mrs",
    "ms",
    "dr",
    "he",
    "hh",
    "hm",
    "his",
    "her",
    "their",
    "its",
    "counterpart",
    "counterparts",
    "colleague",
    "colleagues",
    "official",
    "officials",
    "leader",
    "leaders",
    "representatives",
    "delegation",
    "side",
    "authorities",
    "senior",
    "top",
    "ranking",
    "high",
    "level",
    "visiting",
    "other",
];

/// Returns the words of `text` that say who is meant, countries and their
/// people as codes: *American* and *U.S.* are one.
fn words(text: &str) -> impl Iterator<Item = String> {
    if let Some(country) = by_name(text) {
        return vec![coded(country.code)].into_iter();
    }
    let printed = text.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty());
    let words: Vec<String> = printed
        .map(|word| match by_demonym(word).or_else(|| by_name(word)) {
            Some(country) if word.starts_with(char::is_uppercase) => coded(country.code),
            _ => word.replace('.', "").to_lowercase(),
        })
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .collect();
    words.into_iter()
}

fn coded(country: &str) -> String {
    format!("@{country}")
}
