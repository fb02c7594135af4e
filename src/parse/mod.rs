//! Parsing: one format to documents and warnings.
//!
//! [`parse`] takes the text of one file, or a stream of JSON Lines, and hands
//! over its articles one at a time, so that a file of many articles is never
//! in memory as a whole. It is pure: no files, no clock, no network. It never
//! fails as a whole; what is wrong with an input is said in warnings, and
//! whatever can be read of it is read.
//!
//! # What a text looks like
//!
//! Whatever the format, the body of a [`Document`](crate::document::Document)
//! has one paragraph a line and a blank line between paragraphs: lines that
//! were wrapped are joined, list items, table rows and headings stand alone,
//! white space is single, characters are composed (NFC), and invisible ones
//! are gone. [`verbatim`] alone leaves the text as it came.

mod calendar;
mod characters;
mod dateline;
mod draft;
mod fields;
mod format;
mod front_matter;
mod guard;
mod html;
mod json;
mod lines;
mod mapping;
mod markdown;
mod paragraphs;
mod text;
mod zones;

pub use calendar::parse_day;
pub use draft::verbatim;
pub use format::{Content, Format, Input, ParseOptions, parse};
pub use mapping::Mapping;
