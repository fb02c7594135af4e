//! `person:`, `org:`, `place:`, `mentions:`: articles that speak of an entity.

use std::fmt;

use super::quote;
use crate::document::EntityKind;

/// What names an entity of the archive in a query.
///
/// It is an entity's identifier, or one of its names in any spelling that the
/// archive has merged. A name that fits several entities is an error that
/// lists them; with [`wildcard`](EntityName::wildcard) all of them are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityName {
    /// The name, with `*` for any letters and `?` for one when it is a wildcard.
    pub text: String,
    /// Tells whether `*` and `?` in `text` leave letters open.
    pub wildcard: bool,
}

impl EntityName {
    /// Makes a name in which every character counts.
    pub fn exact(text: impl Into<String>) -> EntityName {
        EntityName { text: text.into(), wildcard: false }
    }
}

/// Writes the name as the value of a field.
impl fmt::Display for EntityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        quote::write_value(f, &self.text, self.wildcard)
    }
}

/// Articles with a mention, of whatever form, of an entity.
///
/// A place holds all that lies in it: `place:Asia` is true of an article that
/// speaks of Doha alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mentioned {
    /// What the entity must be; none with `mentions:`, which takes any.
    pub kind: Option<EntityKind>,
    /// The entity.
    pub name: EntityName,
}

impl fmt::Display for Mentioned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.kind.map_or("mentions", field_of);
        write!(f, "{field}:{}", self.name)
    }
}

/// Returns the field that holds entities of `kind`.
pub(super) fn field_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "org",
        EntityKind::Place => "place",
    }
}
