//! Periods of the Gregorian calendar with their TIMEX3 values.

use chrono::{Datelike, Duration, Months, NaiveDate};

use super::unit::Unit;
use crate::document::Precision;

/// Days in a row, both ends included, and how TIMEX3 writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How exactly it is known.
    pub precision: Precision,
    /// The TIMEX3 value.
    pub timex: String,
}

/// Returns the day with this year, month and day, if there is one.
pub(super) fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Returns one day.
pub(super) fn day(day: NaiveDate) -> Period {
    Period { from: day, to: day, precision: Precision::Day, timex: iso(day) }
}

/// Returns `day` as TIMEX3 writes it: `2024-03-17`, `BC0044-03-15`.
pub(super) fn iso(day: NaiveDate) -> String {
    format!("{}-{:02}-{:02}", iso_year(day.year()), day.month(), day.day())
}

/// Returns an astronomical year as TIMEX3 writes it: four digits, `BC` in front.
pub(super) fn iso_year(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// Returns the ISO week that holds `day`.
pub(super) fn week(day: NaiveDate) -> Option<Period> {
    let from = monday(day)?;
    let iso = from.iso_week();
    let timex = format!("{}-W{:02}", iso_year(iso.year()), iso.week());
    Some(Period { from, to: plus_days(from, 6)?, precision: Precision::Week, timex })
}

/// Returns the Saturday and Sunday of the ISO week that holds `day`.
pub(super) fn weekend(day: NaiveDate) -> Option<Period> {
    let week = week(day)?;
    let from = plus_days(week.from, 5)?;
    Some(Period { from, timex: format!("{}-WE", week.timex), ..week })
}

/// Returns the ISO week of number `n` of `year`.
pub(super) fn week_of_year(year: i32, n: u32) -> Option<Period> {
    week(NaiveDate::from_isoywd_opt(year, n, chrono::Weekday::Mon)?)
}

/// Returns the Monday of the ISO week that holds `day`.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    plus_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// Returns a month.
pub(super) fn month(year: i32, month: u32) -> Option<Period> {
    let timex = format!("{}-{month:02}", iso_year(year));
    months(date(year, month, 1)?, 1, Precision::Month, timex)
}

/// Returns the quarter of number `n`, 1 to 4.
pub(super) fn quarter(year: i32, n: u32) -> Option<Period> {
    let first = date(year, n.checked_sub(1)? * 3 + 1, 1)?;
    months(first, 3, Precision::Quarter, format!("{}-Q{n}", iso_year(year)))
}

/// Returns the half of number `n`, 1 or 2.
pub(super) fn half(year: i32, n: u32) -> Option<Period> {
    let first = date(year, n.checked_sub(1)? * 6 + 1, 1)?;
    months(first, 6, Precision::Quarter, format!("{}-H{n}", iso_year(year)))
}

/// Returns a season: spring (0) from March, summer, autumn, winter (3) from
/// December of `year` on.
pub(super) fn season(year: i32, n: u32) -> Option<Period> {
    let name = ["SP", "SU", "FA", "WI"].get(n as usize)?;
    let first = date(year, n * 3 + 3, 1)?;
    months(first, 3, Precision::Season, format!("{}-{name}", iso_year(year)))
}

/// Returns a year.
pub(super) fn year(year: i32) -> Option<Period> {
    months(date(year, 1, 1)?, 12, Precision::Year, iso_year(year))
}

/// Returns the decade that begins with `year`.
pub(super) fn decade(year: i32) -> Option<Period> {
    let timex = iso_year(year);
    months(date(year, 1, 1)?, 120, Precision::Decade, timex.get(..timex.len() - 1)?.to_owned())
}

/// Returns the century of number `n`: the 19th is 1800 to 1899, as the tables
/// of TIMEX3 and everyday use have it; negative before Christ.
pub(super) fn century(n: i32) -> Option<Period> {
    let first =
        if n > 0 { n.checked_sub(1)?.checked_mul(100)? } else { n.checked_mul(100)?.checked_add(1)? };
    let timex = if n > 0 { format!("{:02}", n - 1) } else { format!("BC{:02}", -n - 1) };
    months(date(first, 1, 1)?, 1200, Precision::Century, timex)
}

fn millennium(year: i32) -> Option<Period> {
    let first = year.div_euclid(1000) * 1000;
    months(date(first, 1, 1)?, 12_000, Precision::Century, iso_year(first).get(..1)?.to_owned())
}

fn months(from: NaiveDate, count: u32, precision: Precision, timex: String) -> Option<Period> {
    let to = from.checked_add_months(Months::new(count))?.pred_opt()?;
    Some(Period { from, to, precision, timex })
}

/// Returns the unit that holds `day`, moved by `n` units.
pub(super) fn unit(unit: Unit, day: NaiveDate, n: i64) -> Option<Period> {
    let there = if unit.months() > 0 {
        plus_months(first_of_month(day)?, n.checked_mul(unit.months())?)?
    } else if unit == Unit::Workday {
        plus_workdays(day, n)?
    } else {
        plus_days(day, n.checked_mul(unit.days())?)?
    };
    let year = there.year();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => Some(self::day(there)),
        Unit::Week => week(there),
        Unit::Workweek => Some(Period { to: plus_days(week(there)?.from, 4)?, ..week(there)? }),
        Unit::Weekend => weekend(there),
        Unit::Fortnight => Some(Period { to: plus_days(week(there)?.to, 7)?, ..week(there)? }),
        Unit::Month => month(year, there.month()),
        Unit::Quarter => quarter(year, there.month0() / 3 + 1),
        Unit::Half => half(year, there.month0() / 6 + 1),
        Unit::Year => self::year(year),
        Unit::Decade => decade(year.div_euclid(10) * 10),
        Unit::Century => century(year.div_euclid(100) + 1),
        Unit::Millennium => millennium(year),
    }
}

/// Returns the `n`th such weekday (1 is Monday) from `from` to `to`, the last for -1.
pub(super) fn nth_weekday(from: NaiveDate, to: NaiveDate, weekday: u32, n: i64) -> Option<NaiveDate> {
    let found = if n < 0 {
        plus_days(on_or_before(to, weekday)?, 7 * (n + 1))?
    } else {
        plus_days(on_or_after(from, weekday)?, 7 * (n - 1))?
    };
    (from <= found && found <= to).then_some(found)
}

/// Returns the latest such weekday that is not after `day`.
pub(super) fn on_or_before(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let back = (i64::from(day.weekday().number_from_monday()) - i64::from(weekday)).rem_euclid(7);
    plus_days(day, -back)
}

/// Returns the earliest such weekday that is not before `day`.
pub(super) fn on_or_after(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let ahead = (i64::from(weekday) - i64::from(day.weekday().number_from_monday())).rem_euclid(7);
    plus_days(day, ahead)
}

/// Returns `day` moved by `n` days.
pub(super) fn plus_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    day.checked_add_signed(Duration::try_days(n)?)
}

/// Returns `day` moved by `n` days from Monday to Friday.
pub(super) fn plus_workdays(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    // Whole weeks first; from a weekend, counting begins on the day before or after it.
    let mut there = plus_days(day, n / 5 * 7)?;
    for _ in 0..(n % 5).abs() {
        there = plus_days(there, n.signum())?;
        while there.weekday().number_from_monday() > 5 {
            there = plus_days(there, n.signum())?;
        }
    }
    Some(there)
}

/// Returns `day` moved by `n` months, on the last day of shorter ones.
pub(super) fn plus_months(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(n.unsigned_abs()).ok()?);
    if n < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) }
}

fn first_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)
}
