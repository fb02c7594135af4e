//! The nouns of the house: what an article is, and the layers that understanding adds to it.
//!
//! Plain data, no logic beyond small accessors and no I/O. Everything that
//! stands between two rooms is one of these types.
//!
//! # Coordinates
//!
//! A [`Document`] owns one normalised `text`: the headline, if there is one,
//! a blank line, and the body. Every [`Span`] of every layer is a half-open
//! range of *bytes* of that text, on character boundaries. What leaves the
//! program counts Unicode code points of the body alone; the conversion
//! happens in one place, [`CodePoints`].

mod article;
mod chain;
mod code_points;
mod event;
mod mention;
mod span;
mod time;

pub use article::{Dateline, Document, Front, Publication, PublishedFrom, Source, Zone, ZoneKind};
pub use chain::{Chain, ChainId, Gender, Place, PlaceKind, Role};
pub use code_points::CodePoints;
pub use event::{Event, EventKind, Slot, SlotKind, Status};
pub use mention::{EntityKind, Mention, MentionForm, RoleMention, Sentence, Token};
pub use span::Span;
pub use time::{Interval, Precision, TimeExpression};
