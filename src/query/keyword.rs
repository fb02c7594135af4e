//! `source:`, `lang:`, `id:`, `path:`: articles whose field has a value, whole.

use std::fmt;

use super::quote;

/// A field of one value that is compared whole, without regard to case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeywordField {
    /// Who published the article.
    Source,
    /// Its language, ISO 639-1.
    Language,
    /// Its identifier.
    Id,
    /// Its path in the archive, with `/` between the parts.
    Path,
}

impl KeywordField {
    /// Returns the field's name in the query language.
    pub fn as_str(self) -> &'static str {
        match self {
            KeywordField::Source => "source",
            KeywordField::Language => "lang",
            KeywordField::Id => "id",
            KeywordField::Path => "path",
        }
    }
}

/// Articles whose field has a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Keyword {
    /// The field.
    pub field: KeywordField,
    /// The value, with `*` for any letters and `?` for one when it is a wildcard.
    pub value: String,
    /// Tells whether `*` and `?` in `value` leave letters open.
    pub wildcard: bool,
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.field.as_str())?;
        quote::write_value(f, &self.value, self.wildcard)
    }
}
