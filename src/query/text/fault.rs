//! What is wrong with a query's text, shown with a caret under the place.

use unicode_width::UnicodeWidthStr;

use super::{MAX_LENGTH, fields};
use crate::document::Span;
use crate::error::{Error, ErrorKind};

/// The greatest number of columns of the query that an error shows.
const SHOWN: usize = 100;

/// A place in a query, what is wrong with it, and what to do.
#[derive(Debug)]
pub(super) struct Fault {
    kind: ErrorKind,
    span: Span,
    message: String,
    hint: Option<String>,
}

impl Fault {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Fault {
        Fault { kind: ErrorKind::Query, span, message: message.into(), hint: None }
    }

    pub(super) fn limit(span: Span, message: impl Into<String>) -> Fault {
        Fault { kind: ErrorKind::Limit, ..Fault::new(span, message) }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.hint = Some(hint.into());
        self
    }

    /// Makes the error that shows `text` with a caret.
    pub(super) fn into_error(self, text: &str) -> Error {
        let (line, caret) = picture(text, self.span);
        let message = format!("{}\n  {line}\n  {caret}", self.message);
        let error = Error::new(self.kind, message);
        self.hint.into_iter().fold(error, Error::hint)
    }
}

/// Returns one line of `text` around `span`, and a line with carets beneath it.
fn picture(text: &str, span: Span) -> (String, String) {
    let span = Span::new(text.floor_char_boundary(span.start), text.ceil_char_boundary(span.end));
    let before = tail(&text[..span.start], SHOWN / 2);
    let marked: String = span.of(text).chars().take(SHOWN / 2).collect();
    let after: String = text[span.end..].chars().take(SHOWN / 2).collect();
    let line = plain(&format!("{before}{marked}{after}"));
    let indent = plain(before).width();
    (
        line.trim_end().to_owned(),
        format!("{}{}", " ".repeat(indent), "^".repeat(plain(&marked).width().max(1))),
    )
}

/// Returns the last `count` characters of `text`.
fn tail(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().map_or("", |(at, _)| &text[at..])
}

/// Puts a space for every control character, so that the picture stays one line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Makes the error of a query that is too long to be read.
pub(super) fn too_long(length: usize) -> Error {
    Error::new(ErrorKind::Limit, format!("the query has {length} bytes, and at most {MAX_LENGTH} are read"))
        .hint("ask in several queries, or name entities by their identifiers")
}

/// Makes the fault of a field that does not exist.
pub(super) fn unknown_field(name: &str, span: Span) -> Fault {
    let fault = Fault::new(span, format!("there is no field `{name}:`"));
    match fields::nearest(name) {
        Some(near) => fault.hint(format!("did you mean `{near}:`?")),
        None => fault.hint(format!(
            "the fields are {}; put text with a colon in quotes",
            fields::field_names().join(", ")
        )),
    }
}
