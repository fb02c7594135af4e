//! Days of the Islamic, Hebrew, Chinese and Persian calendars in Gregorian years.
//!
//! The Islamic calendar is computed for Mecca; where a new month is called by
//! sighting, it may differ by a day.

use chrono::{Datelike, NaiveDate};

use super::calendar::{self, plus_days};

/// Days from the start of the common era, 1 January of year 1 being 1.
fn fixed(n: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(n).ok()?)
}

/// Returns the days of a Gregorian year on which a day of the Islamic calendar falls.
pub(super) fn hijri(year: i32, month: u32, day: u32) -> Vec<NaiveDate> {
    const EPOCH: i64 = 227_015;
    let guess = (i64::from(year) - 622) * 33 / 32;
    let (month, day) = (i64::from(month), i64::from(day));
    (guess - 1..=guess + 2)
        .filter_map(|hijri| {
            let leap_days = (3 + 11 * hijri).div_euclid(30);
            let months = 29 * (month - 1) + month / 2;
            fixed(EPOCH - 1 + (hijri - 1) * 354 + leap_days + months + day)
        })
        .filter_map(|found| sighted(found, day))
        .filter(|found| found.year() == year)
        .collect()
}

/// Returns the day that Mecca's calendar has for a day of the arithmetic one:
/// its month begins on the evening after a new moon that comes before sunset.
fn sighted(arithmetic: NaiveDate, day: i64) -> Option<NaiveDate> {
    let first = plus_days(arithmetic, 1 - day)?;
    let julian = f64::from(first.num_days_from_ce()) + 1_721_424.5;
    let month = ((julian - 2_451_551.6) / 29.530_588_861).round();
    let sunset = new_moon(month) + 3.0 / 24.0 + 0.5 + 6.0 / 24.0;
    plus_days(fixed(julian_day_to_fixed(sunset.floor()))?, day)
}

/// Returns the day on which a day of the Hebrew calendar falls in a Gregorian
/// year; month 1 is Nisan, 7 Tishri, 12 Adar (the second one of leap years).
pub(super) fn hebrew(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let hebrew_year = i64::from(year) + if (7..11).contains(&month) { 3761 } else { 3760 };
    let new_year = hebrew_new_year(hebrew_year);
    let next = hebrew_new_year(hebrew_year + 1);
    let days = i64::from(day) - 1;
    // Counted back from the next new year, months from Adar on have fixed lengths.
    let from_next = |before: i64| fixed(next - before + days);
    let long_autumn = matches!(next - new_year, 355 | 385);
    match month {
        7 => fixed(new_year + days),
        8 => fixed(new_year + 30 + days),
        9 => fixed(new_year + 59 + i64::from(long_autumn) + days),
        12 => from_next(206),
        1 => from_next(177),
        2 => from_next(147),
        3 => from_next(118),
        _ => None,
    }
}

/// Returns the first of Tishri of a Hebrew year, in days of the common era.
fn hebrew_new_year(year: i64) -> i64 {
    const EPOCH: i64 = -1_373_427;
    let elapsed = hebrew_elapsed(year);
    let (before, after) = (hebrew_elapsed(year - 1), hebrew_elapsed(year + 1));
    let delay = if after - elapsed == 356 { 2 } else { i64::from(elapsed - before == 382) };
    EPOCH - 1 + elapsed + delay + 1
}

/// Returns the days to the new moon that begins a Hebrew year, with the rule
/// that keeps it off Sunday, Wednesday and Friday.
fn hebrew_elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

/// Returns the first day of the Persian year: that of the March equinox, or
/// the next where it comes after noon in Tehran.
pub(super) fn nowruz(year: i32) -> Option<NaiveDate> {
    let y = (f64::from(year) - 2000.0) / 1000.0;
    // The mean equinox of Meeus, a Julian day; good to some fifteen minutes.
    let equinox = 2_451_623.809_84 + 365_242.374_04 * y + 0.051_69 * y * y - 0.004_11 * y * y * y;
    let tehran = equinox + 3.5 / 24.0;
    fixed(julian_day_to_fixed((tehran + 0.5).floor()))
}

/// Returns the first day of the Chinese year: that of the second new moon
/// after the winter solstice, in Chinese time; a leap month after the
/// solstice, which comes twice in a century, is not provided for.
pub(super) fn chinese_new_year(year: i32) -> Option<NaiveDate> {
    let earliest = calendar::date(year, 1, 21)?;
    let months = ((f64::from(year) - 2000.0) * 12.3685).floor() as i64;
    (months - 2..=months + 4).find_map(|month| {
        let there = new_moon(month as f64) + 8.0 / 24.0;
        let day = fixed(julian_day_to_fixed((there + 0.5).floor()))?;
        (day >= earliest && day < plus_days(earliest, 30)?).then_some(day)
    })
}

/// Returns the day of Diwali: of the sunset that comes before the new moon
/// of the month from mid-October on, in Indian time.
pub(super) fn diwali(year: i32) -> Option<NaiveDate> {
    // The sun enters sidereal Libra on 17 October.
    let earliest = calendar::date(year, 10, 18)?;
    // A new moon less than a quarter of an hour after dusk belongs to the evening before.
    let dusk = 18.4 / 24.0;
    let months = ((f64::from(year) - 2000.0) * 12.3685).floor() as i64 + 8;
    (months..=months + 4).find_map(|month| {
        let there = new_moon(month as f64) + 5.5 / 24.0;
        let day = |moment: f64| fixed(julian_day_to_fixed((moment + 0.5).floor()));
        let evening = day(there - dusk)?;
        (day(there)? >= earliest && day(there)? < plus_days(earliest, 30)?).then_some(evening)
    })
}

fn julian_day_to_fixed(day: f64) -> i64 {
    day as i64 - 1_721_425
}

/// Returns the Julian day of new moon number `k` from January 2000 (Meeus,
/// Astronomical Algorithms, the greatest terms; good to some minutes).
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t;
    let sun = (2.5534 + 29.105_356_70 * k).to_radians();
    let moon = (201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t).to_radians();
    let node = (160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t).to_radians();
    mean - 0.407_20 * moon.sin()
        + 0.172_41 * sun.sin()
        + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * node).sin()
        + 0.007_39 * (moon - sun).sin()
        - 0.005_14 * (moon + sun).sin()
        + 0.002_08 * (2.0 * sun).sin()
}
