//! The day that a text itself says it is of, where that is certain.

use chrono::NaiveDate;

use super::grammar_of;
use super::lexer;
use super::matcher::Matcher;
use super::meaning::{Fields, Meaning};
use crate::document::Document;

/// Lines at a text's head among which one that is a date counts.
const HEAD_LINES: usize = 6;

/// Bytes beyond which a line is no date line.
const LONGEST_LINE: usize = 60;

/// Returns the day that the dateline, or a line at the head of `doc` that is
/// nothing but a date, tells in full; none where there is any doubt.
///
/// The layer of dates need not have been filled. Dates in digits whose order
/// is open (`3/4/2024`) are not certain.
pub(super) fn certain_date(doc: &Document) -> Option<NaiveDate> {
    let from_dateline = doc.dateline.as_ref().and_then(|dateline| dateline.day);
    from_dateline.or_else(|| {
        let lines = doc.text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .take(HEAD_LINES)
            .filter(|line| line.len() <= LONGEST_LINE)
            .find_map(|line| full_date(line, doc.language.as_deref()))
    })
}

/// Returns the day of a line that is a full date, with or without weekday and time.
fn full_date(line: &str, language: Option<&str>) -> Option<NaiveDate> {
    let grammar = grammar_of(language);
    let line = line.trim_end_matches('.');
    let lexemes = lexer::lex(line, &grammar.vocabulary);
    let matched = Matcher::new(grammar, line, &lexemes, true).whole()?;
    match &*matched.meaning {
        Meaning::Date(fields) => day(fields),
        Meaning::Timed(point, _) => match &**point {
            Meaning::Date(fields) => day(fields),
            _ => None,
        },
        _ => None,
    }
}

fn day(fields: &Fields) -> Option<NaiveDate> {
    if fields.slashed {
        return None;
    }
    NaiveDate::from_ymd_opt(fields.year?, fields.month?, fields.day?)
}
