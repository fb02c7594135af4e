//! `a NEAR/5 b` and `a ADJ/3 b`: two things of the text within a distance.

use std::fmt;

use super::{Query, boolean};

/// Two things of one text with at most some words between them.
///
/// Each side is a word, phrase, wildcard, fuzzy word or pattern, or an OR of
/// them, and all of the same field. `a NEAR/5 b NEAR/5 c` is the AND of its
/// pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// One side; the first when ordered.
    pub left: Box<Query>,
    /// The other side.
    pub right: Box<Query>,
    /// The greatest difference of the positions of the nearest words of the
    /// two sides, at least 1: neighbours are at distance 1.
    pub distance: u32,
    /// Tells whether `left` must come before `right` (`ADJ`).
    pub ordered: bool,
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        boolean::write_operand(f, &self.left)?;
        write!(f, " {}/{} ", if self.ordered { "ADJ" } else { "NEAR" }, self.distance)?;
        boolean::write_operand(f, &self.right)
    }
}
