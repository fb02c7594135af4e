//! `"exact phrases"` and `"near words"~5`.

use std::fmt;

use super::{TextField, quote};

/// Words beside each other, in this order; or, with slop, all of them near
/// each other in any order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// Where to look.
    pub field: TextField,
    /// The words as typed, never blank; the analyzer of the text splits them.
    pub text: String,
    /// The number of other words that may stand between the first and the
    /// last; 0 asks for the phrase in its order.
    pub slop: u32,
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.field)?;
        quote::write_quoted(f, &self.text)?;
        if self.slop > 0 { write!(f, "~{}", self.slop) } else { Ok(()) }
    }
}
