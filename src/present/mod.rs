//! Finished things to one output format each; presenting never searches.

pub mod article;
