//! `person:*`: articles that have any value of a field.

use std::fmt;

use super::entity::field_of;
use super::{KeywordField, TextField};
use crate::document::EntityKind;

/// Articles that have any value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exists {
    /// A headline, or a body that is not empty.
    Text(TextField),
    /// A mention of any entity of the kind.
    Entity(Option<EntityKind>),
    /// A source, language, identifier or path.
    Keyword(KeywordField),
    /// A day of publication.
    Published,
}

impl fmt::Display for Exists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = match self {
            Exists::Text(TextField::Any) => return f.write_str("*"),
            Exists::Text(field) => field.as_str(),
            Exists::Entity(kind) => kind.map_or("mentions", field_of),
            Exists::Keyword(field) => field.as_str(),
            Exists::Published => "published",
        };
        write!(f, "{field}:*")
    }
}
