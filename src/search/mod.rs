//! Finding: a tree of `query` evaluated over an index.
//!
//! [`Backend`] is the seam: what asks (`cli`, `serve`, `present`) knows it and
//! the answer's types alone.

mod backend;
mod facet;
mod hit;
mod local;

pub use backend::{Backend, Stats};
pub use facet::{Bar, Facet, FacetValue};
pub use hit::{EventList, Hit, HitList, Snippet};
pub use local::Local;

pub use crate::resolve::{EventRow, ReportRow};
