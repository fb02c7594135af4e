//! `"met PERSON in PLACE"`: a phrase with gaps that names or dates fill.

use std::fmt;

use super::{TextField, quote};
use crate::document::EntityKind;

/// The greatest number of other words between the parts of a template.
pub const MAX_GAP: u32 = 20;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A word as typed; the analyzer of the text may split it.
    Word(String),
    /// A mention of an entity of the kind: `PERSON`, `ORG`, `PLACE`.
    Entity(EntityKind),
    /// An expression of time: `DATE`.
    Date,
}

/// Words in their order, with gaps between them that any mention of a kind
/// fills, be it a name, a description or a pronoun.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    /// Where to look.
    pub field: TextField,
    /// The parts; at least one is a word and one a gap.
    pub parts: Vec<Part>,
    /// The number of other words that may stand between the first and the
    /// last part, at most [`MAX_GAP`].
    pub slop: u32,
}

impl Template {
    /// Reads the text of a phrase in `field`; none where it has no gap, or no word.
    pub fn of(field: TextField, text: &str, slop: u32) -> Option<Template> {
        let parts: Vec<Part> = text.split_whitespace().map(Part::of).collect();
        let words = parts.iter().filter(|part| matches!(part, Part::Word(_))).count();
        (words > 0 && words < parts.len()).then_some(Template { field, parts, slop })
    }
}

impl Part {
    fn of(word: &str) -> Part {
        match word {
            "PERSON" => Part::Entity(EntityKind::Person),
            "ORG" | "ORGANIZATION" | "ORGANISATION" => Part::Entity(EntityKind::Organization),
            "PLACE" => Part::Entity(EntityKind::Place),
            "DATE" => Part::Date,
            word => Part::Word(word.to_owned()),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Word(word) => word,
            Part::Entity(EntityKind::Person) => "PERSON",
            Part::Entity(EntityKind::Organization) => "ORG",
            Part::Entity(EntityKind::Place) => "PLACE",
            Part::Date => "DATE",
        })
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.field)?;
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        quote::write_quoted(f, &parts.join(" "))?;
        if self.slop > 0 { write!(f, "~{}", self.slop) } else { Ok(()) }
    }
}
