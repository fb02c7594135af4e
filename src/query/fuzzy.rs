//! `Netanyahu~1`: words within some letters of another.

use std::fmt;

use super::{TextField, quote};

/// Words that become `word` by at most `distance` insertions, deletions,
/// substitutions and swaps of neighbours (Damerau and Levenshtein), after
/// accents are folded; they are not stemmed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fuzzy {
    /// Where to look.
    pub field: TextField,
    /// The word.
    pub word: String,
    /// The number of edits allowed: 1 or 2.
    pub distance: u8,
}

impl fmt::Display for Fuzzy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.field)?;
        quote::write_word(f, &self.word)?;
        write!(f, "~{}", self.distance)
    }
}
