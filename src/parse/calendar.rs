//! Full dates as metadata, file names, datelines and date lines write them.
//!
//! Not the dates that running text speaks of: those are `extract`'s, which
//! needs the sentence around them. Here a value is a date or it is not.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate};

/// A day whose year may be left open: `March 3` of a dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthDay {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

impl MonthDay {
    fn new(year: Option<i32>, month: u32, day: u32) -> Option<MonthDay> {
        // 2000 was a leap year, so that February 29 stands until a year is known.
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
        let plausible = year.is_none_or(|year| (1500..2200).contains(&year));
        plausible.then_some(MonthDay { year, month, day })
    }

    /// Returns the day, if its year is known.
    pub(super) fn full(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }

    /// Returns the day in its own year, else the last such day at or shortly
    /// before `published`: a story is filed up to a month before it is printed,
    /// and by the clock of another continent a day after.
    pub(super) fn near(self, published: Option<NaiveDate>) -> Option<NaiveDate> {
        if self.year.is_some() {
            return self.full();
        }
        let published = published?;
        let year = chrono::Datelike::year(&published);
        [year + 1, year, year - 1]
            .into_iter()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, self.month, self.day))
            .find(|day| (-1..=31).contains(&(published - *day).num_days()))
    }
}

/// Reads a metadata value as a day: ISO 8601 in any of its lengths, RFC 2822,
/// `March 3, 2024`, `3 March 2024`, `20240303`, `25/03/2024` where the order
/// cannot be mistaken, and seconds or milliseconds since 1970. The day is that
/// of the value's own time zone.
///
/// ```
/// use dateline::parse::parse_day;
///
/// let day = parse_day("Wed, 20 Mar 2024 23:10:00 +0100").expect("RFC 2822 is known");
/// assert_eq!(day.to_string(), "2024-03-20");
/// assert_eq!(parse_day("04/03/2024"), None);
/// ```
pub fn parse_day(value: &str) -> Option<NaiveDate> {
    let value = value.trim();
    if let Some(day) = since_epoch(value) {
        return Some(day);
    }
    // Words such as `Published:` or a weekday may stand before the date.
    let starts = value.char_indices().take(60).filter(|(at, c)| {
        c.is_alphanumeric() && !value[..*at].chars().next_back().is_some_and(char::is_alphanumeric)
    });
    starts.filter_map(|(at, _)| whole(&value[at..])).next()
}

/// Reads a date at the start of `text`, with its year in it or, as in
/// `Mar 20 10:00:00 +0000 2024`, at the very end.
fn whole(text: &str) -> Option<NaiveDate> {
    let (found, length) = leading_day(text)?;
    if found.year.is_some() {
        return found.full();
    }
    let last = text[length..].split_whitespace().next_back()?;
    let year = last.parse().ok().filter(|_| last.len() == 4)?;
    MonthDay::new(Some(year), found.month, found.day)?.full()
}

/// Reads seconds or milliseconds since 1970, of 1973 and later.
fn since_epoch(value: &str) -> Option<NaiveDate> {
    let digits = value.split_once('.').map_or(value, |(whole, _)| whole);
    if !(9..=13).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    let seconds = if digits.len() > 10 { number / 1000 } else { number };
    DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
}

/// Reads the date, with or without a year, with which `text` begins, a weekday
/// before it included, and returns it with its length in bytes.
pub(super) fn leading_day(text: &str) -> Option<(MonthDay, usize)> {
    let skipped = weekday(text).unwrap_or(0);
    let rest = &text[skipped..];
    let found = numeric(rest).or_else(|| month_first(rest)).or_else(|| day_first(rest));
    found.map(|(day, length)| (day, skipped + length))
}

/// Returns the length of the weekday with which `text` begins, with the comma
/// and the space behind it.
pub(super) fn weekday(text: &str) -> Option<usize> {
    let word = word(text);
    if CALENDAR.get(lower(word).as_str()) != Some(&0) {
        return None;
    }
    let rest = &text[word.len()..];
    let gap = rest.len() - rest.trim_start_matches(['.', ',', ' ']).len();
    Some(word.len() + gap)
}

/// Tells whether `word` names a month or a weekday.
pub(super) fn is_calendar_word(word: &str) -> bool {
    CALENDAR.contains_key(lower(word.trim_end_matches('.')).as_str())
}

/// `2024-03-20`, `2024/3/20`, `20240320`, `2024年3月20日`, `25/03/2024`, `25.03.2024`.
fn numeric(text: &str) -> Option<(MonthDay, usize)> {
    let (first, at) = number(text)?;
    if at == 8 {
        let (year, rest) = (first / 10_000, first % 10_000);
        return Some((MonthDay::new(Some(year as i32), rest / 100, rest % 100)?, 8));
    }
    let mark = text[at..].chars().next().filter(|c| "-/.年".contains(*c))?;
    let (second, length) = number(&text[at + mark.len_utf8()..])?;
    let at = at + mark.len_utf8() + length;
    let next = text[at..].chars().next().filter(|c| *c == mark || (mark == '年' && *c == '月'))?;
    let (third, length) = number(&text[at + next.len_utf8()..])?;
    let end = at + next.len_utf8() + length;
    let end = if text[end..].starts_with('日') { end + '日'.len_utf8() } else { end };
    let day = match (first > 31, third > 31) {
        (true, false) => MonthDay::new(Some(first as i32), second, third),
        // Points mean day first everywhere; strokes only where nothing else is possible.
        (false, true) if mark == '.' || first > 12 => MonthDay::new(Some(third as i32), second, first),
        (false, true) if second > 12 || first == second => MonthDay::new(Some(third as i32), first, second),
        _ => None,
    };
    Some((day?, end))
}

/// `March 3, 2024`, `Mar. 3rd 2024`, `March 3`.
fn month_first(text: &str) -> Option<(MonthDay, usize)> {
    let name = word(text);
    let month = month(name)?;
    let at = name.len() + gap(&text[name.len()..], ". ");
    let (day, length) = number(&text[at..]).filter(|(_, length)| *length <= 2)?;
    let at = at + length + ordinal(&text[at + length..]);
    with_year(text, month, day, at)
}

/// `3 March 2024`, `3. März 2024`, `3 de marzo de 2024`, `03-Mar-2024`.
fn day_first(text: &str) -> Option<(MonthDay, usize)> {
    let (day, length) = number(text).filter(|(_, length)| *length <= 2)?;
    let at = length + ordinal(&text[length..]);
    let at = at + gap(&text[at..], ".- ");
    let at = at + linking(&text[at..]);
    let name = word(&text[at..]);
    let month = month(name)?;
    with_year(text, month, day, at + name.len())
}

/// Adds the year that follows at `at`, if one does.
fn with_year(text: &str, month: u32, day: u32, at: usize) -> Option<(MonthDay, usize)> {
    let year_at = at + gap(&text[at..], ".,- ");
    let year_at = year_at + linking(&text[year_at..]);
    match number(&text[year_at..]) {
        Some((year, 4)) => MonthDay::new(Some(year as i32), month, day).map(|found| (found, year_at + 4)),
        _ => MonthDay::new(None, month, day).map(|found| (found, at)),
    }
}

/// Returns the number with which `text` begins and how many digits it has.
fn number(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..length].parse().ok()?;
    (length <= 8).then_some((value, length))
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

fn month(name: &str) -> Option<u32> {
    CALENDAR.get(lower(name).as_str()).copied().filter(|month| *month > 0)
}

/// Lower-cases a short word; longer ones are no calendar words.
fn lower(word: &str) -> String {
    if word.len() > 24 { String::new() } else { word.to_lowercase() }
}

/// Returns the length of up to three characters of `marks` at the start.
fn gap(text: &str, marks: &str) -> usize {
    text.bytes().take(3).take_while(|byte| marks.as_bytes().contains(byte)).count()
}

fn ordinal(text: &str) -> usize {
    let suffix = word(text);
    if matches!(suffix, "st" | "nd" | "rd" | "th" | "er" | "º") { suffix.len() } else { 0 }
}

/// The length of `of`, `de` or `del` and the space behind it.
fn linking(text: &str) -> usize {
    let links = ["of ", "de ", "del "];
    links.iter().find(|link| text.starts_with(**link)).map_or(0, |link| link.len())
}

/// Month names with their numbers, weekdays with 0.
static CALENDAR: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let lines = include_str!("data/calendar.txt").lines().filter(|line| !line.starts_with('#'));
    let mut calendar = HashMap::new();
    for line in lines {
        let mut words = line.split(' ');
        let number = words.next().and_then(|first| first.parse().ok()).unwrap_or(0);
        calendar.extend(words.map(|word| (word, number)));
    }
    calendar
});

/// Returns the day that a file's name or the folders above it tell:
/// `2024-03-20_talks.txt`, `20240320-talks.txt`, `2024/03/20/talks.html`.
pub(super) fn day_of_path(path: &str) -> Option<NaiveDate> {
    let name = path.rsplit('/').next().unwrap_or(path);
    day_among_digits(name).or_else(|| day_of_folders(path))
}

fn day_among_digits(name: &str) -> Option<NaiveDate> {
    let bytes = name.as_bytes();
    let starts = (0..bytes.len())
        .filter(|&at| bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit()));
    starts.filter_map(|at| day_at(&name[at..])).next()
}

/// Reads `YYYYMMDD`, `YYYY-MM-DD`, `YYYY_MM_DD` or `YYYY.MM.DD`, not followed by a digit.
fn day_at(text: &str) -> Option<NaiveDate> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 || digits == 14 || digits == 12 {
        let (number, rest) = (text[..4].parse().ok()?, &text[4..8]);
        return MonthDay::new(Some(number), rest[..2].parse().ok()?, rest[2..].parse().ok()?)?.full();
    }
    let mut parts = text.splitn(3, ['-', '_', '.']);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (year.len(), month.len(), end) != (4, 2, 2) {
        return None;
    }
    MonthDay::new(Some(year.parse().ok()?), month.parse().ok()?, rest[..2].parse().ok()?)?.full()
}

/// Reads `/2024/03/20/`, as the addresses of news sites have it.
fn day_of_folders(path: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = path.split('/').collect();
    let digits = |part: &str, lengths: &[usize]| {
        (lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    parts
        .windows(3)
        .filter_map(|window| {
            let year = digits(window[0], &[4])?;
            let (month, day) = (digits(window[1], &[1, 2])?, digits(window[2], &[1, 2])?);
            MonthDay::new(Some(year as i32), month, day)?.full()
        })
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        assert_eq!(parse_day(value).map(|day| day.to_string()), Some(expected.to_owned()), "{value}");
    }

    #[test]
    fn metadata_values_are_read() {
        check("2024-03-20", "2024-03-20");
        check("2024-03-20T23:30:00-05:00", "2024-03-20");
        check("2022-07-29 11:12:49-04:00", "2022-07-29");
        check("20240320T101500Z", "2024-03-20");
        check("Wed, 20 Mar 2024 10:15:00 GMT", "2024-03-20");
        check("Wed Mar 20 10:15:00 +0000 2024", "2024-03-20");
        check("Published: March 3rd, 2024 at 10:22", "2024-03-03");
        check("Sunday 3 March 2024", "2024-03-03");
        check("3. März 2024", "2024-03-03");
        check("3 de marzo de 2024", "2024-03-03");
        check("03-Mar-2024", "2024-03-03");
        check("25/03/2024", "2024-03-25");
        check("03/25/2024", "2024-03-25");
        check("04.03.2024", "2024-03-04");
        check("2024年3月20日", "2024-03-20");
        check("1710892800", "2024-03-20");
        check("1710892800123", "2024-03-20");
        check("Jan. 12, 1923", "1923-01-12");
    }

    #[test]
    fn what_is_no_full_date_stays_none() {
        for value in ["", "04/03/2024", "March 2024", "2024-13-01", "30 February 2024", "3 March", "12345"] {
            assert_eq!(parse_day(value), None, "{value}");
        }
    }

    #[test]
    fn file_names_and_folders_tell_days() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(day_of_path(path).map(|day| day.to_string()).as_deref(), expected, "{path}");
        };
        check("a/2024-03-20_talks.txt", Some("2024-03-20"));
        check("20240320-talks.txt", Some("2024-03-20"));
        check("agency_20240320101500.xml", Some("2024-03-20"));
        check("site/2024/3/20/talks/index.html", Some("2024-03-20"));
        check("talks-in-2024-03.txt", None);
        check("id-20241399.txt", None);
    }

    #[test]
    fn an_open_year_is_that_of_the_publication() {
        let published = NaiveDate::from_ymd_opt(2024, 1, 2);
        let near =
            |month, day| MonthDay { year: None, month, day }.near(published).map(|day| day.to_string());
        assert_eq!(near(12, 31).as_deref(), Some("2023-12-31"));
        assert_eq!(near(1, 3).as_deref(), Some("2024-01-03"));
        assert_eq!(near(6, 1), None);
    }
}
