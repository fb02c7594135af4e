//! `wild*` and `w?ld`: words with some letters left open.

use std::fmt;

use super::TextField;

/// Words that match a pattern, whole, in lower case and without accents;
/// they are not stemmed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wildcard {
    /// Where to look.
    pub field: TextField,
    /// The pattern: `*` stands for any letters, `?` for one. It holds one of
    /// them at least, and a letter or digit.
    pub pattern: String,
}

impl fmt::Display for Wildcard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.field, self.pattern)
    }
}
