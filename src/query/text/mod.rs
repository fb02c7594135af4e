//! The text grammar: what somebody types, read into the one query tree.
//!
//! Hand-written recursive descent without a separate list of tokens, because
//! what a character means depends on where it stands: `/` opens a pattern,
//! but is a letter of a path. The grammar is written down in
//! `schema/query.ebnf`. Nothing is ever guessed: what cannot be read is an
//! error with a caret, what was expected, and the nearest name.

mod cursor;
mod dates;
mod event;
mod fault;
mod fields;
mod near;
mod parser;
mod terms;
mod values;

use chrono::NaiveDate;

use super::Query;
use crate::error::Result;

pub use fields::field_names;

/// The greatest number of bytes of a query.
pub const MAX_LENGTH: usize = 16 * 1024;
/// The greatest depth of parentheses.
pub const MAX_DEPTH: usize = 40;
/// The greatest number of words, values and clauses.
pub const MAX_TERMS: usize = 500;

/// What a query's text means, and what its writer may not have meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// Remarks on what is legal but easily misread, a sentence each.
    pub notes: Vec<String>,
}

/// Reads `text` as a query; blank text asks for everything. `today` anchors
/// dates such as `"last week"`.
///
/// # Errors
///
/// [`ErrorKind::Query`](crate::error::ErrorKind::Query) when the text is not a
/// query, with a caret under the place, and
/// [`ErrorKind::Limit`](crate::error::ErrorKind::Limit) when it is too long.
///
/// ```
/// let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 20).expect("March has a 20th");
/// let parsed = dateline::query::parse("ceasefire place:Qatar", today)?;
/// assert_eq!(parsed.query.to_string(), "ceasefire AND place:Qatar");
/// # Ok::<(), dateline::error::Error>(())
/// ```
pub fn parse(text: &str, today: NaiveDate) -> Result<Parsed> {
    if text.len() > MAX_LENGTH {
        return Err(fault::too_long(text.len()));
    }
    parser::Parser::new(text, today).parse().map_err(|fault| fault.into_error(text))
}

/// Reads one date or range of dates, as `published:` and `on:` take it.
///
/// # Errors
///
/// As for [`parse`].
pub fn parse_dates(text: &str, today: NaiveDate) -> Result<super::DateRange> {
    dates::whole(text, today).map_err(|fault| fault.into_error(text))
}

#[cfg(test)]
mod tests;
