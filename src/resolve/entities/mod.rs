//! Who is who in the archive: chains of many articles become entities.
//!
//! [`Registry::build`] decides, [`Registry::entity_of`] tells what became of
//! a chain, and [`Registry::find`] answers a name that somebody typed.
//!
//! The decisions go from the sure to the weak: chains of one full name are
//! one (`nodes`) unless they speak of several people (`senses`), spellings of
//! one name are joined (`variants`), names that the archive uses for one body
//! (`acronyms`), and last the surnames, given names (`surnames`) and offices
//! (`descriptions`) that stand alone are given to the one that they can mean,
//! or stay open. What people corrected is laid over the result (`overlay`).

mod acronyms;
mod build;
mod descriptions;
mod encode;
mod entity;
mod find;
mod nodes;
mod overlay;
mod registry;
mod senses;
mod summary;
mod surnames;
mod variants;

pub use entity::{DatedRole, Entity, EntityId, NameCount, Sketch};
pub use find::{Candidate, Found, Match};
pub use registry::{Entities, Registry};
