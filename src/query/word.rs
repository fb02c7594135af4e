//! A word of the text, in any of its forms, or exactly as written.

use std::fmt;

use super::quote;

/// The part of an article's text in which to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextField {
    /// Headline and body.
    #[default]
    Any,
    /// The headline.
    Title,
    /// The body.
    Body,
}

impl TextField {
    /// Returns the field's name in the query language; empty for any.
    pub fn as_str(self) -> &'static str {
        match self {
            TextField::Any => "",
            TextField::Title => "title",
            TextField::Body => "body",
        }
    }
}

/// Writes `title:`, `body:` or nothing.
impl fmt::Display for TextField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if *self == TextField::Any { "" } else { ":" };
        write!(f, "{}{colon}", self.as_str())
    }
}

/// A word of the text.
///
/// It is compared in lower case, without accents, and stemmed by the
/// article's language unless it is exact. A word that the analyzer splits,
/// such as `Al-Thani`, is the phrase of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Where to look.
    pub field: TextField,
    /// The word as typed.
    pub text: String,
    /// Tells whether only this form counts: `=meeting` is not `meetings`.
    pub exact: bool,
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.field, if self.exact { "=" } else { "" })?;
        quote::write_word(f, &self.text)
    }
}
