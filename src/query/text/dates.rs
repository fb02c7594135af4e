//! Values of `published:` and `on:`: days, months, years, ranges, and dates in words.

use chrono::NaiveDate;

use super::cursor::Cursor;
use super::fault::Fault;
use crate::document::Span;
use crate::extract::dates;
use crate::query::{DateRange, quote};

/// What stands before a date and makes it an end of a range.
const COMPARISONS: [&str; 5] = [">=", "<=", ">", "<", "="];

/// Reads a text that is nothing but a date or a range.
pub(super) fn whole(text: &str, today: NaiveDate) -> Result<DateRange, Fault> {
    let mut cursor = Cursor::new(text);
    cursor.skip_space();
    let range = range(&mut cursor, today, true)?;
    cursor.skip_space();
    if cursor.is_end() { Ok(range) } else { Err(no_date(Span::new(0, text.len()), text)) }
}

/// Tells whether what comes next can only be a date: digits, a comparison, or
/// quoted words without a capital such as `"last week"`.
pub(super) fn is_next(cursor: &Cursor, today: NaiveDate) -> bool {
    let mut ahead = cursor.clone();
    match ahead.peek() {
        Some('<' | '>' | '=') => true,
        Some(c) if quote::is_quote(c) => ahead.quoted().is_ok_and(|raw| {
            !raw.text.chars().any(char::is_uppercase) && meaning(raw.text.trim(), today).is_some()
        }),
        _ => {
            let word = ahead.take_while(quote::is_word_char);
            let from = word.split("..").next().unwrap_or("");
            iso(from).is_some() || (from.is_empty() && word.len() > 2)
        }
    }
}

/// Reads a date, a comparison or a range; `words` allows dates of several words.
pub(super) fn range(cursor: &mut Cursor, today: NaiveDate, words: bool) -> Result<DateRange, Fault> {
    let start = cursor.at();
    let comparison = COMPARISONS.into_iter().find(|sign| cursor.eat_str(sign));
    let from = piece(cursor, today, words)?;
    if let Some(comparison) = comparison {
        let day = from.ok_or_else(|| no_date(cursor.since(start), comparison))?;
        return compared(comparison, day).ok_or_else(|| out_of_range(cursor.since(start)));
    }
    if !cursor.eat_str("..") {
        return from.ok_or_else(|| no_date(cursor.since(start), ""));
    }
    let to = piece(cursor, today, words)?;
    let span = cursor.since(start);
    if from.is_none() && to.is_none() {
        return Err(Fault::new(span, "a range needs a date on one side of the dots"));
    }
    let range = DateRange { from: from.and_then(|r| r.from), to: to.and_then(|r| r.to) };
    match (range.from, range.to) {
        (Some(from), Some(to)) if from > to => {
            Err(Fault::new(span, format!("the range ends on {to}, before it begins on {from}")))
        }
        _ => Ok(range),
    }
}

/// Returns the range that a comparison with `range` asks for.
fn compared(comparison: &str, range: DateRange) -> Option<DateRange> {
    let open = DateRange { from: None, to: None };
    Some(match comparison {
        ">=" => DateRange { from: range.from, ..open },
        "<=" => DateRange { to: range.to, ..open },
        ">" => DateRange { from: Some(range.to?.succ_opt()?), ..open },
        "<" => DateRange { to: Some(range.from?.pred_opt()?), ..open },
        _ => range,
    })
}

/// Reads one end of a range; none when nothing stands there.
fn piece(cursor: &mut Cursor, today: NaiveDate, words: bool) -> Result<Option<DateRange>, Fault> {
    let start = cursor.at();
    let text =
        if cursor.peek().is_some_and(quote::is_quote) { cursor.quoted()?.text } else { bare(cursor, words) };
    let span = cursor.since(start);
    match text.trim().trim_end_matches(',') {
        "" if span.is_empty() => Ok(None),
        text => meaning(text, today).map(Some).ok_or_else(|| no_date(span, text)),
    }
}

/// Reads the words of a date up to `..`, a field, an operator, or the end.
fn bare(cursor: &mut Cursor, words: bool) -> String {
    let mut text = String::new();
    loop {
        let mut ahead = cursor.clone();
        ahead.skip_space();
        let before = ahead.clone();
        let operator = ["AND", "OR", "NOT"].into_iter().any(|word| ahead.eat_operator(word));
        let word = date_word(&mut ahead);
        let is_field = matches!(ahead.peek(), Some(':' | '('));
        let gap = before.at() > cursor.at();
        if operator
            || word.is_empty()
            || is_field
            || (gap && (text.is_empty() || !words || word.starts_with('-')))
        {
            return text;
        }
        if gap {
            text.push(' ');
        }
        text.push_str(word);
        *cursor = ahead;
    }
}

/// Reads one word of a date, which ends before `..`.
fn date_word<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let word = cursor.clone().take_while(quote::is_word_char);
    let word = word.find("..").map_or(word, |dots| &word[..dots]);
    cursor.eat_str(word);
    word
}

/// Returns the days that `text` means: `2024`, `2024-03`, `2024-03-17`, or a
/// date in words that is counted from `today`.
fn meaning(text: &str, today: NaiveDate) -> Option<DateRange> {
    iso(text).or_else(|| in_words(text, today))
}

fn iso(text: &str) -> Option<DateRange> {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] if digits(year, 4) => DateRange::year(year.parse().ok()?),
        [day] if digits(day, 8) => NaiveDate::parse_from_str(day, "%Y%m%d").ok().map(DateRange::day),
        [year, month] if digits(year, 4) && digits(month, 2) => {
            DateRange::month(year.parse().ok()?, month.parse().ok()?)
        }
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            text.parse().ok().map(DateRange::day)
        }
        _ => None,
    }
}

fn in_words(text: &str, today: NaiveDate) -> Option<DateRange> {
    let interval = dates::parse(text, "en", today)?;
    let known = interval.from.is_some() || interval.to.is_some();
    known.then_some(DateRange { from: interval.from, to: interval.to })
}

fn no_date(span: Span, text: &str) -> Fault {
    let what =
        if text.is_empty() { "a date is expected here".to_owned() } else { format!("`{text}` is no date") };
    Fault::new(span, what)
        .hint("write 2024, 2024-03, 2024-03-17, 2024-03..2024-04, >=2024, yesterday or \"last week\"")
}

fn out_of_range(span: Span) -> Fault {
    Fault::new(span, "no day of the calendar is beyond this date")
}
