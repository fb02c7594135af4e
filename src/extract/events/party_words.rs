//! Whether words that describe somebody can be of a party that is named.
//!
//! *The American envoy* can be Ruth Adler, U.S. special envoy; *Qatar* can be
//! its minister. Words are compared without inflection, countries by code,
//! acronyms by the initials they stand for.

use rustc_hash::FxHashSet;

use super::lexicon::LEXICON;
use crate::document::{Chain, EntityKind, PlaceKind};
use crate::extract::roles::lexicon::office;
use crate::extract::syntax::noun_lemma;
use crate::gazetteer::{by_demonym, by_name};

/// What an article says of a party, made ready for comparison.
#[derive(Clone, Debug, Default)]
pub struct PartyWords {
    /// Whether it has a name.
    pub named: bool,
    /// Whether it is a person or a description of persons.
    pub person: bool,
    /// Whether it is of several: *EU officials*.
    pub plural: bool,
    /// Whether its words hold a name.
    proper: bool,
    /// Whether the article names an office of it.
    office: bool,
    /// Whether it is described as the leader of its country.
    leads: bool,
    /// Whether it holds the first office of a country.
    first: bool,
    name: Vec<String>,
    all: FxHashSet<String>,
    countries: FxHashSet<String>,
    initials: FxHashSet<String>,
}

impl PartyWords {
    /// Gathers the words of `chain` and of `notes`, what else it was called.
    pub fn of(chain: &Chain, notes: &[String]) -> PartyWords {
        let mut party = PartyWords {
            named: chain.named,
            person: chain.kind == EntityKind::Person,
            ..PartyWords::default()
        };
        let country = chain.place.as_ref().filter(|place| place.kind == PlaceKind::Country);
        party.countries.extend(country.and_then(|place| place.country.clone()));
        party.countries.extend(chain.country.clone());
        party.name = party.take(&chain.name);
        party.proper = chain.name.contains(char::is_uppercase);
        if !chain.named {
            party.plural = chain.name.split_whitespace().any(is_plural);
        }
        for words in chain.aliases.iter().chain(notes) {
            party.take(words);
        }
        party.leads = !chain.named
            && chain.name.split_whitespace().last() == Some("leader")
            && (chain.name.starts_with("the ") || chain.name.starts_with("The "));
        party.first = chain.roles.iter().filter(|role| !role.former).any(|role| {
            let group = role.title.split_whitespace().last().and_then(office).map(|office| office.group);
            matches!(group, Some("president" | "premier" | "monarch"))
        });
        // *His Danish counterpart* holds whatever office the other does.
        let tells = |title: &str| !title.to_lowercase().ends_with("counterpart");
        party.office = chain.roles.iter().any(|role| !role.former && tells(&role.title));
        for role in &chain.roles {
            party.take(&role.title);
            party.countries.extend(role.country.clone());
        }
        party
    }

    /// Takes in words, and returns those that tell something.
    fn take(&mut self, words: &str) -> Vec<String> {
        let mut own = Vec::new();
        let printed: Vec<&str> = words
            .split(|c: char| !(c.is_alphanumeric() || c == '.'))
            .filter(|word| !word.is_empty())
            .collect();
        for (at, word) in printed.iter().enumerate() {
            let run = printed[at..].iter().take_while(|word| word.starts_with(char::is_uppercase)).take(4);
            let letters: Vec<char> = run.filter_map(|word| word.chars().next()).collect();
            self.initials.extend(
                (2..=letters.len()).map(|length| letters[..length].iter().collect::<String>().to_lowercase()),
            );
            own.extend(self.take_word(word));
        }
        if let Some(country) = by_name(words) {
            self.countries.insert(country.code.to_owned());
            own.retain(|word| !words.to_lowercase().contains(word.as_str()));
            own.push(format!("@{}", country.code));
        }
        own
    }

    fn take_word(&mut self, word: &str) -> Option<String> {
        let short = word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.');
        let country = by_demonym(word).filter(|_| word.starts_with(char::is_uppercase));
        let country =
            country.or_else(|| by_name(word).filter(|_| short || word.starts_with(char::is_uppercase)));
        if let Some(country) = country {
            self.countries.insert(country.code.to_owned());
            return Some(format!("@{}", country.code));
        }
        let word = noun_lemma(&word.replace('.', "").to_lowercase());
        let tells = !word.is_empty() && !LEXICON.says_little(&word);
        tells.then(|| {
            self.all.insert(word.clone());
            word
        })
    }

    /// Tells whether every word of the description `self` holds of `other`.
    pub fn can_be(&self, other: &PartyWords) -> bool {
        let all = self.name.iter().all(|word| other.holds(word));
        let told = !self.name.is_empty() || self.person;
        all && told && (self.person || other.person || !self.named)
    }

    /// Tells whether the description `self`, of one person in an office, is of
    /// the named `other`; a country alone would fit too many.
    pub fn names(&self, other: &PartyWords) -> bool {
        // *The Russian leader*, where the article names one who leads Russia.
        if self.leads && self.person && self.name.len() == 1 {
            return other.first && self.can_be(other);
        }
        let office = self.name.iter().any(|word| !word.starts_with('@') && !self.initials.contains(word));
        let of = self.name.iter().any(|word| word.starts_with('@')) || self.name.len() > 1;
        let senders =
            || self.name.iter().filter(|word| !LEXICON.is_people(word) && !LEXICON.is_attribute(word));
        let sent = !other.office && senders().next().is_some() && senders().all(|word| other.holds(word));
        self.person && !self.plural && office && of && (sent || self.can_be(other))
    }

    /// Adds the country or body that the party belongs to.
    pub fn belongs_to(&mut self, sender: &Chain) {
        let country = sender.place.as_ref().and_then(|place| place.country.clone());
        if country.is_none() {
            sender.aliases.iter().chain([&sender.name]).for_each(|name| drop(self.take(name)));
        }
        self.countries.extend(country);
    }

    fn holds(&self, word: &str) -> bool {
        match word.strip_prefix('@') {
            Some(code) => self.countries.contains(code),
            None => self.all.contains(word) || self.initials.contains(word),
        }
    }

    /// Tells whether the country of the party is known.
    pub fn has_country(&self) -> bool {
        !self.countries.is_empty()
    }

    /// Tells whether the party is a country.
    pub fn is_country(&self) -> bool {
        !self.person
            && self.named
            && !self.name.is_empty()
            && self.name.iter().all(|word| word.starts_with('@'))
    }

    /// Tells whether the party is described by its country alone: *Iranian
    /// officials*.
    pub fn is_of_country(&self) -> bool {
        !self.named && !self.name.is_empty() && self.name.iter().all(|word| word.starts_with('@'))
    }

    /// Tells whether both are persons of one surname.
    pub fn shares_surname(&self, other: &PartyWords) -> bool {
        self.named && other.named && self.person && other.person && self.name.last() == other.name.last()
    }

    /// Tells whether both are described, and in the same words.
    pub fn is_same_description(&self, other: &PartyWords) -> bool {
        !self.named && !other.named && !self.name.is_empty() && self.name == other.name
    }

    /// Tells whether the two are of different countries.
    pub fn is_elsewhere(&self, other: &PartyWords) -> bool {
        !self.countries.is_empty()
            && !other.countries.is_empty()
            && self.countries.is_disjoint(&other.countries)
    }

    /// Tells whether the party can be told from others: by a name, a country,
    /// or a body that its description names.
    pub fn is_identified(&self) -> bool {
        self.named || self.proper || !self.countries.is_empty()
    }

    /// Returns how much the party says, to keep the one that says more.
    pub fn weight(&self) -> (bool, bool, usize) {
        (self.named && self.person, self.named, self.name.len())
    }
}

fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && noun_lemma(&word.to_lowercase()) != word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Role;

    fn chain(name: &str, named: bool, roles: &[&str]) -> PartyWords {
        let role = |title: &&str| Role { title: (*title).to_owned(), country: None, former: false };
        let chain = Chain {
            kind: EntityKind::Person,
            name: name.to_owned(),
            named,
            aliases: Vec::new(),
            roles: roles.iter().map(role).collect(),
            country: None,
            gender: None,
            place: None,
            candidates: Vec::new(),
            reason: String::new(),
        };
        PartyWords::of(&chain, &[])
    }

    #[test]
    fn a_description_fits_the_offices_of_a_name() {
        let envoy = chain("Amal Idris", true, &["Qatari special envoy", "envoy of the African Union"]);
        for words in ["the envoy", "envoy of Qatar", "AU envoy", "Qatari envoy"] {
            assert!(chain(words, false, &[]).can_be(&envoy), "{words}");
        }
        for words in ["the minister", "Danish envoy", "UN envoy"] {
            assert!(!chain(words, false, &[]).can_be(&envoy), "{words}");
        }
    }

    #[test]
    fn a_party_is_identified_by_a_name_or_country() {
        assert!(chain("Danish officials", false, &[]).is_identified());
        assert!(!chain("our partners", false, &[]).is_identified());
    }
}
