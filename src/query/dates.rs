//! Ranges of days, with either end open: `2024-03..2024-04`, `>=2024`.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// Days from one to another, both included; an open end reaches for ever.
///
/// An article is in the range by its day of publication. An event is in the
/// range when its interval and the range share a day, so that a meeting "in
/// March" is found by any day of that March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// The first day; none when open.
    pub from: Option<NaiveDate>,
    /// The last day; none when open; never before `from`.
    pub to: Option<NaiveDate>,
}

impl DateRange {
    /// Returns the range of one day.
    pub fn day(day: NaiveDate) -> DateRange {
        DateRange { from: Some(day), to: Some(day) }
    }

    /// Returns the range of a whole month, 1..=12; none for another number or
    /// a year that the calendar does not hold.
    pub fn month(year: i32, month: u32) -> Option<DateRange> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
        Some(DateRange { from: Some(first), to: Some(last) })
    }

    /// Returns the range of a whole year.
    pub fn year(year: i32) -> Option<DateRange> {
        Some(DateRange {
            from: Some(NaiveDate::from_ymd_opt(year, 1, 1)?),
            to: Some(NaiveDate::from_ymd_opt(year, 12, 31)?),
        })
    }

    /// Tells whether the range holds `day`.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Prints the shortest of `2024`, `2024-03`, `2024-03-17`, `2024-03-01..2024-03-17`,
/// `2024-03-01..`, `..2024-03-17` that means these days.
impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write_day(f, from),
            (Some(from), Some(to)) if DateRange::year(from.year()) == Some(*self) && to.year() >= 0 => {
                write!(f, "{:04}", from.year())
            }
            (Some(from), _) if DateRange::month(from.year(), from.month()) == Some(*self) => {
                write!(f, "{:04}-{:02}", from.year(), from.month())
            }
            (from, to) => {
                from.map_or(Ok(()), |from| write_day(f, from))?;
                f.write_str("..")?;
                to.map_or(Ok(()), |to| write_day(f, to))
            }
        }
    }
}

fn write_day(f: &mut fmt::Formatter<'_>, day: NaiveDate) -> fmt::Result {
    write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn check(from: Option<&str>, to: Option<&str>, printed: &str) {
        let range = DateRange { from: from.map(day), to: to.map(day) };
        assert_eq!(range.to_string(), printed);
    }

    #[test]
    fn a_range_prints_as_the_shortest_form() {
        check(Some("2024-03-17"), Some("2024-03-17"), "2024-03-17");
        check(Some("2024-02-01"), Some("2024-02-29"), "2024-02");
        check(Some("2023-02-01"), Some("2023-02-27"), "2023-02-01..2023-02-27");
        check(Some("2024-01-01"), Some("2024-12-31"), "2024");
        check(Some("2024-03-01"), None, "2024-03-01..");
        check(None, Some("1914-07-28"), "..1914-07-28");
        check(None, None, "..");
    }

    #[test]
    fn a_range_holds_both_of_its_ends() {
        let range = DateRange::month(2024, 3).unwrap();
        assert!(range.contains(day("2024-03-01")) && range.contains(day("2024-03-31")));
        assert!(!range.contains(day("2024-02-29")) && !range.contains(day("2024-04-01")));
        assert!(DateRange { from: None, to: None }.contains(day("0033-04-03")));
        assert_eq!(DateRange::month(2024, 13), None);
    }
}
