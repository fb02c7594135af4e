//! Who is who in the archive: chains of many articles become entities.
//!
//! [`Registry::build`] decides, [`Registry::entity_of`] tells what became of
//! a chain, and [`Registry::find`] answers a name that somebody typed.

mod entity;
mod find;
mod registry;

pub use entity::{DatedRole, Entity, EntityId, NameCount};
pub use find::{Candidate, Found, Match};
pub use registry::Registry;
