//! An entity of the archive: its names, its roles, when it was seen.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::document::{EntityKind, Gender, Place};
use crate::likeness::fold;

/// An entity's stable identifier: a readable slug and a hash, `wang-kejian-1f9c02`.
///
/// It depends on the entity's kind and name, never on the order of files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub String);

impl EntityId {
    /// Returns the identifier of the entity of `kind` known as `name`;
    /// `sense` tells namesakes apart and is empty for the first of them.
    pub fn new(kind: EntityKind, name: &str, sense: &str) -> EntityId {
        let folded = fold(name);
        let hash = blake3::hash(format!("{}\0{folded}\0{sense}", kind.as_str()).as_bytes());
        let mut slug: String = folded.chars().take(48).collect::<String>().replace(' ', "-");
        if slug.is_empty() {
            slug.push_str(kind.as_str());
        }
        EntityId(format!("{slug}-{}", &hash.to_hex()[..6]))
    }

    /// Returns the identifier as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A spelling, and how many chains of the archive use it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCount {
    /// The name as printed.
    pub name: String,
    /// The number of articles that use it.
    pub count: u32,
}

/// A role, and when the archive gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRole {
    /// The role as most articles print it.
    pub title: String,
    /// The ISO 3166-1 alpha-2 code of the country that it is held for.
    pub country: Option<String>,
    /// Tells whether every article says that it is no longer held.
    pub former: bool,
    /// The first day of publication that gives it.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub to: Option<NaiveDate>,
    /// The number of articles that give it.
    pub count: u32,
}

/// A person, organization or place of the archive.
///
/// Its first members are those of a [`Sketch`], in that order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The stable identifier.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// The name that the archive uses most among the full ones.
    pub name: String,
    /// Where it lies; places only.
    pub place: Option<Place>,
    /// Every spelling, most frequent first.
    pub names: Vec<NameCount>,
    /// What the archive says it is, most frequent first.
    pub roles: Vec<DatedRole>,
    /// The ISO 3166-1 alpha-2 code of the country that it belongs to or is.
    pub country: Option<String>,
    /// The gender; persons only.
    pub gender: Option<Gender>,
    /// The number of mentions of every form.
    pub mentions: u32,
    /// The number of articles.
    pub articles: u32,
    /// The first day of publication of an article that speaks of it.
    pub first_seen: Option<NaiveDate>,
    /// The last one.
    pub last_seen: Option<NaiveDate>,
    /// Other entities that this one may be, where the archive leaves it open.
    pub candidates: Vec<EntityId>,
    /// Why its chains were joined, for `--explain`: a phrase each.
    pub reasons: Vec<String>,
}

/// The first members of an [`Entity`], which can be read without the others.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Sketch {
    /// The stable identifier.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// The name that the archive uses most among the full ones.
    pub name: String,
    /// Where it lies; places only.
    pub place: Option<Place>,
}
