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

    /// Tells whether nothing but the country of those who are meant is told.
    pub fn is_of_countries(&self) -> bool {
        !self.name.is_empty() && self.name.iter().all(|word| word.starts_with('@'))
    }

    /// Tells whether it can be all `others` in other words: *his counterparts from
    /// Japan and from Korea*.
    pub fn are_all(&self, others: &[&Profile]) -> bool {
        let of = |word: &String, other: &&Profile| other.all.contains(word);
        self.name.len() > 1
            && self.is_of_countries()
            && self.name.iter().all(|word| others.iter().any(|other| of(word, other)))
            && others.iter().all(|other| self.name.iter().any(|word| of(word, other)))
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
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’');
    let printed = text.split(|c: char| !is_part(c)).filter(|word| word.contains(char::is_alphanumeric));
    let printed: Vec<&str> = printed.collect();
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    while at < printed.len() {
        // *The Republic of Korea* is one country, and no republic besides.
        let most = LONGEST.min(printed.len() - at);
        let name = |length: usize| {
            let (last, before) = (printed[at + length - 1], &printed[at..at + length - 1]);
            [before, &[without_owner(last)]].concat().join(" ")
        };
        let long = (2..=most).rev().find_map(|length| Some((length, by_name(&name(length))?)));
        let (length, word) = match long {
            Some((length, country)) => (length, coded(country.code)),
            None => (1, code_or_word(without_owner(printed[at]))),
        };
        words.extend(Some(word).filter(|word| !EMPTY.contains(&word.as_str())));
        at += length;
    }
    words.into_iter()
}

/// Words of a country's name at most.
const LONGEST: usize = 5;

/// Returns the word without the ending of one who owns: *Norway* of *Norway's*.
fn without_owner(word: &str) -> &str {
    let marks = |c: char| matches!(c, '\'' | '’');
    let bare = word.trim_matches(marks);
    bare.strip_suffix('s')
        .filter(|rest| rest.ends_with(marks))
        .map_or(bare, |rest| rest.trim_end_matches(marks))
}

fn code_or_word(word: &str) -> String {
    match by_demonym(word).or_else(|| by_name(word)) {
        Some(country) if word.starts_with(char::is_uppercase) => coded(country.code),
        _ => word.replace('.', "").to_lowercase(),
    }
}

fn coded(country: &str) -> String {
    format!("@{country}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_codes_however_long_their_names() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        };
        check("President of the People's Republic of China", &["president", "@CN"]);
        check("ministers of the Democratic People’s Republic of Korea", &["ministers", "@KP"]);
        check("officials from Norway and from the Republic of Korea", &["@NO", "@KR"]);
        check("Norway's envoy", &["@NO", "envoy"]);
    }
}
