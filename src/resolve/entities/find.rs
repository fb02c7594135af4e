//! Answers a name that somebody typed with the entities that it may mean.

use super::{EntityId, Registry};
use crate::document::EntityKind;
use crate::likeness::fold;

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
    pub fn find(&self, name: &str) -> Vec<Candidate> {
        let folded = fold(name);
        let mut found: Vec<Candidate> = Vec::new();
        for index in self.bearing(&folded) {
            let entity = self.entity(index);
            let by = match () {
                _ if entity.id.as_str() == name => Match::Id,
                _ if fold(&entity.name) == folded => Match::Name,
                _ => Match::Alias,
            };
            found.push(candidate(entity, by));
        }
        if let Some(entity) = self.get(&EntityId(name.to_owned())) {
            found.push(candidate(entity, Match::Id));
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
}

fn candidate(entity: &super::Entity, by: Match) -> Candidate {
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

/// Keeps the candidates of the best kind of match.
fn best(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by(|a, b| (a.by, b.mentions, &a.id).cmp(&(b.by, a.mentions, &b.id)));
    let by = found.first().map(|first| first.by);
    found.retain(|candidate| Some(candidate.by) == by);
    found.dedup_by(|a, b| a.id == b.id);
    found
}
