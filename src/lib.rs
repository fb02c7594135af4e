#![doc = include_str!("README.md")]
#![warn(missing_docs)]

pub mod cli;
pub mod document;
pub mod error;
pub mod extract;
pub mod gazetteer;
pub mod index;
pub mod ingest;
pub mod likeness;
pub mod parse;
pub mod present;
pub mod query;
pub mod read;
pub mod resolve;
pub mod search;
mod threads;
