//! Days as integers, YYYYMMDD, in the proleptic Gregorian calendar.
//!
//! Dates of the index library begin in 1677; numbers begin nowhere, and other
//! engines order and count them alike.

use chrono::{Datelike, NaiveDate};

use crate::document::Interval;

/// Stands for an open beginning.
pub const OPEN_FROM: i64 = -99_999_999;
/// Stands for an open end.
pub const OPEN_TO: i64 = 99_999_999;

/// Returns the number of `day`: 18070314 for 14 March 1807. Numbers are in the
/// order of days, before the year 1 too, where they are negative.
pub fn to_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// Returns the day of `number`; none where it is no day of the calendar.
pub fn from_number(number: i64) -> Option<NaiveDate> {
    let year = i32::try_from(number.div_euclid(10_000)).ok()?;
    let rest = number.rem_euclid(10_000) as u32;
    NaiveDate::from_ymd_opt(year, rest / 100, rest % 100)
}

/// Returns `number`, unless it stands for an open end.
pub fn unless_open(number: i64) -> Option<i64> {
    Some(number).filter(|number| *number > OPEN_FROM && *number < OPEN_TO)
}

/// Returns the first and last day of `interval` as numbers; none where both
/// ends are open, which tells nothing.
pub fn bounds(interval: Interval) -> Option<(i64, i64)> {
    (interval.from.is_some() || interval.to.is_some())
        .then(|| (interval.from.map_or(OPEN_FROM, to_number), interval.to.map_or(OPEN_TO, to_number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(day: &str, number: i64) {
        let day: NaiveDate = day.parse().unwrap();
        assert_eq!(to_number(day), number);
        assert_eq!(from_number(number), Some(day));
    }

    #[test]
    fn days_of_every_century_are_numbers_and_back() {
        check("2024-02-29", 20240229);
        check("1605-07-01", 16050701);
        check("0033-04-03", 330403);
        check("-0044-03-15", -439685);
        assert_eq!(from_number(20230229), None);
        assert_eq!(from_number(i64::MAX), None);
    }

    #[test]
    fn numbers_are_in_the_order_of_days() {
        let days = ["-0044-03-15", "-0044-12-31", "-0001-01-01", "0001-01-01", "1582-10-15", "2024-12-31"];
        let numbers: Vec<i64> = days.iter().map(|day| to_number(day.parse().unwrap())).collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
    }
}
