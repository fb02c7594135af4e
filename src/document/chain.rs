//! Chains: one article's mentions of one thing, and what the article says of it.

use serde::{Deserialize, Serialize};

use super::EntityKind;

/// An index into [`Document::chains`](super::Document).
///
/// JSON shows chain 0 as `e1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChainId(pub usize);

/// A gender that names, titles and pronouns have shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// `she`, `Mrs`, a name given to women.
    Female,
    /// `he`, `Mr`, a name given to men.
    Male,
}

/// What the article says that somebody is: `former ambassador to Lebanon`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Role {
    /// The role as printed, without article: `Chinese Foreign Minister`.
    pub title: String,
    /// The ISO 3166-1 alpha-2 code of the country that the role is held for.
    pub country: Option<String>,
    /// Tells whether the text says that the role is no longer held.
    pub former: bool,
}

/// How fine a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// `Asia`, `Europe`.
    Continent,
    /// A country or territory with an ISO 3166-1 code, and former states.
    Country,
    /// A state, province, or informal region such as `Kashmir`.
    Region,
    /// A city, town or village.
    City,
    /// A building, river, base or another feature.
    Feature,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name in English: `Doha`.
    pub name: String,
    /// From the continent down to the place itself: `["Asia", "Qatar", "Doha"]`.
    pub path: Vec<String>,
    /// How fine the place is.
    pub kind: PlaceKind,
    /// The ISO 3166-1 alpha-2 code of its country.
    pub country: Option<String>,
    /// Degrees north, -90..=90.
    pub latitude: f32,
    /// Degrees east, -180..=180.
    pub longitude: f32,
}

/// One article's mentions of one person, organization or place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// What it is. A government spoken of by its capital ("Beijing said") is
    /// an organization, apart from the place.
    pub kind: EntityKind,
    /// The fullest name in the article; a description where it has no name.
    pub name: String,
    /// Tells whether `name` is a name; false for a chain of nominals and
    /// pronouns only, such as `Israeli foreign affairs officials`.
    pub named: bool,
    /// The other names the article uses, each once, in order of appearance.
    pub aliases: Vec<String>,
    /// What the article says it is, in order of appearance.
    pub roles: Vec<Role>,
    /// The ISO 3166-1 alpha-2 code of the country it belongs to or is.
    pub country: Option<String>,
    /// The gender that the article shows; persons only.
    pub gender: Option<Gender>,
    /// The place that a chain of kind place resolves to.
    pub place: Option<Place>,
    /// Other chains that this one may be, where the article leaves it open.
    pub candidates: Vec<ChainId>,
    /// Why the mentions were joined, for `show`: `surname of Wang Kejian`.
    pub reason: String,
}
