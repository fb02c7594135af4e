//! Parts of speech and dependencies of a sentence.
//!
//! [`parse`] takes the words of one sentence, as [`tokens`](super::tokens)
//! splits them, and returns their tree; [`parse_all`] takes several, and may
//! know which words are names to keep together. The network behind them
//! was trained by `train/syntax` and is embedded; it is read at first use.
//! [`verb_lemma`] and [`noun_lemma`] undo inflection.

pub mod clause;
pub mod decode;
pub mod features;
pub mod kernels;
pub mod labels;
pub mod layout;
mod lemma;
pub mod model;
mod network;
mod packed;
mod parser;
pub mod tree;

pub use labels::{Relation, Upos, Xpos};
pub use lemma::{irregular_forms, noun_lemma, verb_lemma};
pub use parser::{MODEL_FILE, Sentence, parse, parse_all, parse_by};
pub use tree::{Parse, Word};
