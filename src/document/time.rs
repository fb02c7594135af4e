//! Expressions of time and the intervals that they mean.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Span;

/// How exactly an interval is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A time of day is known.
    Time,
    /// A day, or a range of days whose ends are known.
    Day,
    /// A week or a weekend.
    Week,
    /// A month or a part of it.
    Month,
    /// A quarter or half of a year.
    Quarter,
    /// A season.
    Season,
    /// A year, calendar or fiscal.
    Year,
    /// A decade.
    Decade,
    /// A century or longer.
    Century,
}

impl Precision {
    /// Returns the precision as JSON writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Time => "time",
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Decade => "decade",
            Precision::Century => "century",
        }
    }
}

/// Days in the proleptic Gregorian calendar, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// The first day; none when open ("until March").
    pub from: Option<NaiveDate>,
    /// The last day; none when open ("since October 7"); never before `from`.
    pub to: Option<NaiveDate>,
    /// How exactly the ends are known: `2024-03-01..2024-03-31` of precision
    /// month is *some time in March*, of precision day *all of March*.
    pub precision: Precision,
}

impl Interval {
    /// Returns the interval of one day.
    pub fn day(day: NaiveDate) -> Interval {
        Interval { from: Some(day), to: Some(day), precision: Precision::Day }
    }

    /// Tells whether the two intervals share a day; an open end reaches for ever.
    pub fn overlaps(self, other: Interval) -> bool {
        let starts_before = |a: Option<NaiveDate>, b: Option<NaiveDate>| match (a, b) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        };
        starts_before(self.from, other.to) && starts_before(other.from, self.to)
    }
}

/// A date, time or period in the text, resolved (TIMEX3 of TimeML).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The expression with its preposition left out: `Sunday` of `on Sunday`.
    pub span: Span,
    /// The TIMEX3 value: `2024-03-17`, `2024-03`, `2024-W11`, `198`, `2023-Q1`.
    pub timex: String,
    /// The days that it means; both ends open where they cannot be told, as
    /// for `recently`: such an expression dates and matches nothing.
    pub interval: Interval,
    /// How it was anchored, for `show`: `the Sunday before publication 2024-03-20`.
    pub reason: String,
}
