//! The contract of a pipeline component.

use std::fmt;

use crate::document::Document;

/// A part of a [`Document`] that a component fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// `language`, where the input did not declare it.
    Language,
    /// `tokens`.
    Tokens,
    /// `sentences`.
    Sentences,
    /// `mentions` of form name.
    Names,
    /// `roles`.
    Roles,
    /// `dates`.
    Dates,
    /// `chains`, and the nominal and pronominal `mentions`.
    Chains,
    /// `events`.
    Events,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// One step of understanding.
///
/// A component reads the layers that it requires, writes the layers that it
/// assigns, and leaves all others as they are, except that a later component
/// may set the field of an earlier layer that is made for it, as chains set
/// [`Mention::chain`](crate::document::Mention).
pub trait Component: Send + Sync {
    /// Returns the component's name, as `stats` and errors print it.
    fn name(&self) -> &'static str;

    /// Returns the layers that must have been assigned before.
    fn requires(&self) -> &'static [Layer];

    /// Returns the layers that it fills.
    fn assigns(&self) -> &'static [Layer];

    /// Adds the layers to `doc`.
    fn apply(&self, doc: &mut Document);
}
