//! What is known of a party beyond its number, to see who stands for whom.
//!
//! One paper writes that the envoy met *Hamas*, another that he met its
//! chief; one names *the president of Togo*, another gives the name.

use rustc_hash::FxHashSet;

use crate::document::{Chain, EntityKind};

/// The words that name and describe a party.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    name: FxHashSet<String>,
    all: FxHashSet<String>,
    is_resolved_person: bool,
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
        }
    }

    /// Tells whether one of the two can be the other in other words: all
    /// words of its name are in the other's name or offices.
    pub fn may_be(&self, other: &Profile) -> bool {
        let within = |a: &Profile, b: &Profile| !a.name.is_empty() && a.name.is_subset(&b.all);
        let two_people = self.is_resolved_person && other.is_resolved_person;
        !two_people && (within(self, other) || within(other, self))
    }
}

/// Words that say nothing about who somebody is.
const EMPTY: &[&str] = &["the", "of", "a", "an", "and", "for", "to", "in", "mr", "mrs", "ms", "dr"];

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| !EMPTY.contains(&word.as_str()))
}
