//! The one error of the house: what went wrong, where, why, and what to do.

use std::fmt;

/// A result whose error is the house's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of thing went wrong; decides exit status and HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read or written.
    Io,
    /// An input is not what it claims to be.
    Input,
    /// A query cannot be understood.
    Query,
    /// A name fits several entities.
    Ambiguous,
    /// An index is missing, damaged, or of another version.
    Index,
    /// Another process holds the index.
    Locked,
    /// A command's arguments do not fit together.
    Usage,
    /// A limit on time, memory or expansion was reached.
    Limit,
    /// The program itself is at fault.
    Fault,
}

/// An error with its place, its cause, and a way out.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    place: Option<String>,
    hint: Option<String>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Makes an error that says what was attempted and went wrong, in one line.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), place: None, hint: None, cause: None }
    }

    /// Adds where it happened: a path, a record, a byte.
    pub fn at(mut self, place: impl fmt::Display) -> Error {
        self.place = Some(place.to_string());
        self
    }

    /// Adds what the user can do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the error that caused it.
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        self.cause = Some(cause.into());
        self
    }

    /// Returns what sort of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the way out, if one is known.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// Writes `message: place: cause`, on one line unless a part holds several.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(place) = &self.place {
            write!(f, ": {place}")?;
        }
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

/// Something that went wrong with one input and cost only that input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file, with the member behind `#` where there is one.
    pub path: String,
    /// Why, as a short phrase: `not UTF-8`, `broken YAML front matter at line 3`.
    pub reason: String,
}

impl Warning {
    /// Makes a warning about `path`.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Warning {
        Warning { path: path.into(), reason: reason.into() }
    }
}
