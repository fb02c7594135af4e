//! Answers a name that somebody typed with the entities that it may mean.

use super::{Entity, EntityId, Registry};
use crate::document::EntityKind;
use crate::likeness::{content, fold, similarity};
use crate::threads::each;

/// Suggestions at most.
const SUGGESTIONS: usize = 5;

/// Entities at most that are said to be akin.
const AKIN: usize = 10;

/// How alike a spelling must be to be suggested, in 0..=1.
const ALIKE: f64 = 0.85;

/// How a typed name matched an entity, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The identifier.
    Id,
    /// The entity's name, case and accents apart.
    Name,
    /// Another spelling or an alias.
    Alias,
    /// A role and a surname: `Foreign Minister Wang`.
    Role,
    /// A part of the name: a surname alone.
    Part,
    /// A similar spelling: a suggestion, never an answer.
    Similar,
}

/// An entity that a typed name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub id: EntityId,
    /// Its kind.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// The role that most articles give it.
    pub role: Option<String>,
    /// The number of articles that speak of it.
    pub articles: u32,
    /// The number of mentions.
    pub mentions: u32,
    /// How the name matched.
    pub by: Match,
}

/// What a typed name means.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// One entity.
    One(EntityId),
    /// Several that nothing decides between, most mentioned first.
    Several(Vec<Candidate>),
    /// None; similar names, most similar first.
    Nothing(Vec<Candidate>),
}

impl Registry {
    /// Returns the entities that `name` may mean, those of the best kind of
    /// match only, most mentioned first; similar names where nothing matches.
    ///
    /// A single word that is no entity's full name means all that bear it.
    pub fn find(&self, name: &str) -> Vec<Candidate> {
        let meant = self.meant(name);
        if !meant.is_empty() {
            return meant;
        }
        let folded = fold(name);
        best(self.similar(without_article(&folded)))
    }

    /// Returns the entities that `name` means, as [`Registry::find`] does, and
    /// looks for no similar names where there are none.
    pub fn meant(&self, name: &str) -> Vec<Candidate> {
        if let Some(entity) = self.get(&EntityId(name.to_owned())) {
            return vec![candidate(entity, Match::Id)];
        }
        let folded = fold(name);
        let folded = without_article(&folded);
        let borne =
            |number| self.decode(number as usize).map(|entity| candidate(entity, rank(entity, folded)));
        let mut found: Vec<Candidate> = self.bearing(folded).filter_map(borne).collect();
        if found.is_empty() {
            found = self.by_role(folded);
        }
        if found.is_empty() {
            found = self.by_words(folded);
        }
        if !folded.contains(' ') {
            level(&mut found);
        }
        best(found)
    }

    /// Returns what `name` means: one entity, several, or none.
    pub fn resolve(&self, name: &str) -> Found {
        let mut candidates = self.find(name);
        match candidates.first().map(|first| first.by) {
            None | Some(Match::Similar) => Found::Nothing(candidates),
            Some(_) if candidates.len() == 1 => Found::One(candidates.remove(0).id),
            Some(_) => Found::Several(candidates),
        }
    }

    /// Returns the entities that may be the one with the identifier `id`, most
    /// mentioned first: its candidates, those whose candidate it is, and those
    /// of its kind with a similar name.
    pub fn akin(&self, id: &EntityId) -> Vec<Candidate> {
        let Some(own) = self.get(id) else { return Vec::new() };
        let linked =
            |other: &&Entity| other.candidates.contains(&own.id) || own.candidates.contains(&other.id);
        let linked = self.entities().filter(linked).map(|entity| candidate(entity, Match::Part));
        let similar = self.similar(&fold(&own.name)).into_iter().filter(|other| other.kind == own.kind);
        let mut all: Vec<Candidate> = linked.chain(similar).filter(|other| other.id != own.id).collect();
        all.sort_by(|a, b| (b.mentions, &a.id).cmp(&(a.mentions, &b.id)));
        all.dedup_by(|a, b| a.id == b.id);
        all.truncate(AKIN);
        all
    }

    /// `foreign minister wang`: the words before the surname stand in a role of its bearer.
    fn by_role(&self, folded: &str) -> Vec<Candidate> {
        let words: Vec<&str> = folded.split(' ').collect();
        let mut found = Vec::new();
        for cut in 1..words.len() {
            let (asked, name) = (&words[..cut], words[cut..].join(" "));
            let numbers: Vec<u32> = self.bearing(&name).collect();
            let mut entities: Vec<&Entity> =
                numbers.into_iter().filter_map(|number| self.decode(number as usize)).collect();
            if entities.is_empty() {
                entities = self.ending(&name);
            }
            for entity in entities {
                let polite = asked.iter().all(|word| COURTESY.contains(&word.trim_end_matches('.')));
                let person = entity.kind == EntityKind::Person;
                let holds = polite && person
                    || entity.roles.iter().any(|role| {
                        let title = fold(&role.title);
                        asked.iter().all(|word| title.split(' ').any(|own| own == *word))
                    });
                if holds {
                    found.push(candidate(entity, Match::Role));
                }
            }
        }
        found
    }

    /// Entities one of whose spellings ends with `name`, each once.
    fn ending(&self, name: &str) -> Vec<&Entity> {
        let ends = |spelling: &str| spelling.strip_suffix(name).is_some_and(|before| before.ends_with(' '));
        let mut numbers: Vec<u32> =
            self.spellings().filter(|(spelling, _)| ends(spelling)).map(|(_, number)| number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().filter_map(|number| self.decode(number as usize)).collect()
    }

    /// Entities whose spellings hold all the words typed.
    fn by_words(&self, folded: &str) -> Vec<Candidate> {
        let words: Vec<&str> = folded.split(' ').filter(|word| word.len() > 1).collect();
        let holds = |spelling: &str| words.iter().all(|word| spelling.split(' ').any(|own| own == *word));
        let found = self.spellings().filter(|(spelling, _)| !words.is_empty() && holds(spelling));
        found.filter_map(|(_, number)| Some(candidate(self.decode(number as usize)?, Match::Part))).collect()
    }

    fn similar(&self, folded: &str) -> Vec<Candidate> {
        let as_long = |(spelling, _): &(&str, u32)| spelling.len().abs_diff(folded.len()) < 8;
        let spellings: Vec<(&str, u32)> = self.spellings().filter(as_long).collect();
        let mut near = each(&spellings, |(spelling, number)| (similarity(spelling, folded), *number));
        near.retain(|(alike, _)| *alike >= ALIKE);
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.dedup_by_key(|entry| entry.1);
        near.truncate(SUGGESTIONS);
        near.into_iter()
            .filter_map(|(_, number)| Some(candidate(self.decode(number as usize)?, Match::Similar)))
            .collect()
    }
}

/// Forms of address, folded, before the name of anybody.
const COURTESY: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "mme", "mlle", "m", "herr", "frau", "senor",
    "hon",
];

fn without_article(folded: &str) -> &str {
    folded.strip_prefix("the ").unwrap_or(folded)
}

/// Tells how `folded`, which the entity bears, matches it. A person's surname
/// is an alias even of an open entity that has no other name.
fn rank(entity: &Entity, folded: &str) -> Match {
    let words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
    let short = entity.kind == EntityKind::Person && content(&words).len() < 2;
    if fold(&entity.name) == folded && (!short || entity.candidates.is_empty()) {
        Match::Name
    } else {
        Match::Alias
    }
}

fn candidate(entity: &Entity, by: Match) -> Candidate {
    Candidate {
        id: entity.id.clone(),
        kind: entity.kind,
        name: entity.name.clone(),
        role: entity.roles.first().map(|role| role.title.clone()),
        articles: entity.articles,
        mentions: entity.mentions,
        by,
    }
}

/// A single word that others bear more often than the entity of that name
/// means all of them alike.
fn level(found: &mut [Candidate]) {
    let most = |by: Match| found.iter().filter(|candidate| candidate.by == by).map(|c| c.mentions).max();
    if most(Match::Alias) > most(Match::Name) {
        for candidate in found.iter_mut().filter(|candidate| candidate.by == Match::Name) {
            candidate.by = Match::Alias;
        }
    }
}

/// Keeps the candidates of the best kind of match.
fn best(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by(|a, b| (a.by, b.mentions, &a.id).cmp(&(b.by, a.mentions, &b.id)));
    let by = found.first().map(|first| first.by);
    found.retain(|candidate| Some(candidate.by) == by);
    found.dedup_by(|a, b| a.id == b.id);
    found
}
