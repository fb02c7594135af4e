//! How alike two names are.
//!
//! Pure functions over strings: no tables of the world, no context. Whoever
//! compares names folds them first with [`fold`], so that case, accents and
//! punctuation never part what a reader would call one spelling.

mod fold;

pub use fold::fold;
