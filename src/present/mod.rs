//! Finished things to one output format each; presenting never searches.
//!
//! Each export format is one file with a [`Sink`], which takes one [`Item`]
//! after the other, so that an export of any size needs constant memory
//! (graphs and maps excepted, which hold their nodes). [`json`] makes the
//! objects of the schemas in `schema/`, [`table`] what people read.

pub mod article;
mod bibliography;
mod calendar;
mod codes;
mod csv;
mod days;
mod format;
mod graph;
mod html;
mod investigate;
mod item;
pub mod json;
mod lines;
mod map;
mod markdown;
mod parquet;
mod plover;
mod sheet;
mod sink;
pub mod table;
mod workbook;

pub use codes::{Codes, codes};
pub use csv::harmless;
pub use days::interval;
pub use format::Format;
pub use graph::{Edge, Graph};
pub use item::{EntityRow, Item, MentionRow, Unit};
pub use sheet::{cells, columns};
pub use sink::{About, Counts, Sink, sink};
