//! What can be exported, one thing at a time.

use chrono::NaiveDate;

use crate::document::{Document, EntityKind, MentionForm};
use crate::search::{EventRow, Hit};

/// What the rows of an output are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Articles with their text and layers.
    Articles,
    /// Articles as a search shows them: with score and snippet.
    Hits,
    /// Events of the archive.
    Events,
    /// Mentions of entities in articles.
    Mentions,
    /// Entities of the archive.
    Entities,
}

/// One row of an output.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// An article, whole.
    Article(&'a Hit, &'a Document),
    /// An article that was found.
    Hit(&'a Hit),
    /// An event.
    Event(&'a EventRow),
    /// A mention.
    Mention(&'a MentionRow<'a>),
    /// An entity.
    Entity(&'a EntityRow),
}

/// A mention with the article in which it stands and the entity that it means.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionRow<'a> {
    /// The article.
    pub hit: &'a Hit,
    /// The first code point of the body that belongs to it.
    pub start: usize,
    /// The first that no longer does.
    pub end: usize,
    /// The words.
    pub text: &'a str,
    /// What is spoken of.
    pub kind: EntityKind,
    /// How it is spoken of.
    pub form: MentionForm,
    /// The probability, in 0..=1, that span and kind are both right.
    pub confidence: f32,
    /// The identifier and name of the entity of the archive, where it is known.
    pub entity: Option<(&'a str, &'a str)>,
}

/// An entity with what the result says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityRow {
    /// The stable identifier.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other spellings, most frequent first.
    pub names: Vec<String>,
    /// What the archive says it is, most frequent first.
    pub roles: Vec<String>,
    /// The ISO 3166-1 alpha-2 code of its country.
    pub country: Option<String>,
    /// From the continent down to the place; empty for others.
    pub path: Vec<String>,
    /// Degrees north and east, for places.
    pub coordinates: Option<(f32, f32)>,
    /// The number of articles of the result that mention it.
    pub articles: usize,
    /// The first and the last day of publication in the archive.
    pub seen: (Option<NaiveDate>, Option<NaiveDate>),
}
