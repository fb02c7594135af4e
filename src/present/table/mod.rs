//! What people read: tables and pages, as wide as they are told.

mod diff;
mod entities;
mod event;
mod events;
mod facets;
mod frame;
mod hits;
mod layers;
mod network;
mod stats;

pub use diff::{Difference, differences};
pub use entities::{candidates, counterparts, page, whereabouts};
pub use event::event;
pub use events::{events, itinerary};
pub use facets::{facet, histogram};
pub use hits::hits;
pub use layers::layers;
pub use network::network;
pub use stats::stats;

/// How a table is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The number of columns of the terminal, at least 20.
    pub width: u16,
    /// Tells whether to colour.
    pub colour: bool,
}
