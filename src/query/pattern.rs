//! `/negotiat(or|ion)s?/`: words that match a regular expression.

use std::fmt;

use super::TextField;

/// Words that match a regular expression, whole, in lower case and without
/// accents; they are not stemmed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Where to look.
    pub field: TextField,
    /// The expression, without the slashes around it.
    pub regex: String,
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.field)?;
        let mut escaped = false;
        for c in self.regex.chars() {
            let slash = if c == '/' && !escaped { "\\" } else { "" };
            write!(f, "{slash}{c}")?;
            escaped = c == '\\' && !escaped;
        }
        f.write_str("/")
    }
}
