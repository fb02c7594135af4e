//! Understanding: the components that add layers to a document, and their pipeline.
//!
//! A [`Component`] declares the layers that it requires and assigns; a
//! [`Pipeline`] checks, when it is built, that each finds what it needs.
//! Extraction is pure, given its embedded resources: no files, no clock, no
//! network. It never fails as a whole; what cannot be understood stays empty.

#[cfg(test)]
pub(crate) mod annotated;
mod apart;
mod bearers;
pub mod chains;
mod component;
pub mod dates;
pub mod events;
pub mod language;
pub mod names;
#[cfg(feature = "neural")]
pub mod network;
mod pipeline;
pub mod roles;
pub mod sentences;
mod slugs;
pub mod syntax;
pub mod tokens;
mod wide;

pub use component::{Component, Layer};
pub use pipeline::{Pipeline, PipelineError};

/// Builds the pipeline of full understanding, with names read in this way.
pub fn pipeline(tagging: names::Tagging) -> Pipeline {
    pipeline_with(names::Names::new(tagging))
}

/// Builds the pipeline of full understanding with this reader of names.
///
/// # Panics
///
/// Never: the order below satisfies every component, which a test holds.
pub fn pipeline_with(names: names::Names) -> Pipeline {
    Pipeline::new(vec![
        Box::new(language::Language),
        Box::new(tokens::Tokens),
        Box::new(sentences::Sentences),
        Box::new(dates::Dates),
        Box::new(names),
        Box::new(roles::Roles),
        Box::new(chains::Chains),
        Box::new(events::Events::default()),
    ])
    .expect("each component finds the layers that it requires")
}
