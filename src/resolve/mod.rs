//! Deciding what is one: chains of many articles to entities, reports to events.
//!
//! Pure and deterministic: the same records give the same `Resolution` in
//! whatever order they come. The decisions live beside the index, never in
//! it, so that nothing is merged irreversibly and a correction takes effect
//! without reading an article again.

mod copies;
pub mod corrections;
pub mod entities;
pub mod events;
pub(crate) mod lists;
mod record;
mod row;
mod simhash;

pub use copies::copies;
pub use corrections::Corrections;
pub use entities::{Entity, EntityId, Registry};
pub use events::ArchiveEvent;
pub use record::{ArticleRecord, ChainRecord, Party, Report, Venue};
pub use row::{EventRow, ReportRow};
