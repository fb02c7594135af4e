//! Parts of longer periods: the third quarter of 2023, Easter, early March.

use chrono::{Datelike, NaiveDate};

use super::anchor::{Anchor, Told};
use super::calendar::{self, Period, plus_days};
use super::holidays;
use super::meaning::{Child, Meaning};
use super::op::ChildOp;
use super::resolve;
use super::unit::Unit;
use crate::document::Precision;

/// Returns the part of what `parent` means, or of the fitting year.
pub(super) fn period(child: Child, parent: Option<&Meaning>, anchor: &Anchor) -> Option<Told> {
    let in_year = |year: i32| of_year(child, year);
    let Some(parent) = parent else {
        return match child.which {
            Some(which) => anchor.nth(which, in_year),
            None => anchor.fitting(1, in_year),
        };
    };
    let (parent, reason) = resolve::period(parent, anchor)?;
    Some((within(child, &parent, anchor)?, reason))
}

/// Returns the parts of kind `child` that a year has.
fn of_year(child: Child, year: i32) -> Vec<Period> {
    let n = u32::try_from(child.n).ok();
    let found = match child.op {
        ChildOp::Quarter => number_or_last(child.n, 4).and_then(|n| calendar::quarter(year, n)),
        ChildOp::Half => number_or_last(child.n, 2).and_then(|n| calendar::half(year, n)),
        ChildOp::Season => n.and_then(|n| calendar::season(year, n)),
        ChildOp::Month => n.and_then(|n| calendar::month(year, n)),
        ChildOp::Week => n.and_then(|n| calendar::week_of_year(year, n)),
        ChildOp::Date => n
            .zip(u32::try_from(child.of).ok())
            .and_then(|(month, day)| calendar::date(year, month, day))
            .map(calendar::day),
        ChildOp::Holiday => return holiday(child, year),
        _ => None,
    };
    found.into_iter().collect()
}

fn number_or_last(n: i64, last: u32) -> Option<u32> {
    if n < 0 { Some(last) } else { u32::try_from(n).ok() }
}

fn holiday(child: Child, year: i32) -> Vec<Period> {
    let Ok(index) = usize::try_from(child.n) else { return Vec::new() };
    let days = holidays::days(index, year, child.of);
    let period = |(from, to): (NaiveDate, NaiveDate)| Period { to, ..calendar::day(from) };
    days.into_iter()
        .map(|days| {
            let one = period(days);
            let timex = if one.from == one.to {
                one.timex
            } else {
                format!("{}/{}", one.timex, calendar::iso(one.to))
            };
            Period { timex, ..one }
        })
        .collect()
}

/// Returns the part of a period that is known.
fn within(child: Child, parent: &Period, anchor: &Anchor) -> Option<Period> {
    let year = parent.from.year();
    match child.op {
        ChildOp::Day => parent.from.with_day(u32::try_from(child.n).ok()?).map(calendar::day),
        ChildOp::Week if parent.precision < Precision::Year => unit(Unit::Week, child.n, parent),
        ChildOp::Unit => unit(Unit::of_value(child.of)?, child.n, parent),
        ChildOp::Weekday => {
            let weekday = u32::try_from(child.of).ok()?;
            let n = if child.n == 0 { 1 } else { child.n };
            calendar::nth_weekday(parent.from, parent.to, weekday, n).map(calendar::day)
        }
        ChildOp::Part => part(child.n, parent),
        ChildOp::Weekend => long_weekend(parent),
        ChildOp::Sofar => sofar(child.n, parent, anchor.published?),
        _ => of_year(child, year).into_iter().next(),
    }
}

/// Returns the unit of number `n` in a period, the last for -1.
fn unit(unit: Unit, n: i64, parent: &Period) -> Option<Period> {
    if unit == Unit::Week && parent.precision >= Precision::Year && n > 0 {
        return calendar::week_of_year(parent.from.year(), u32::try_from(n).ok()?);
    }
    if unit == Unit::Week && parent.precision <= Precision::Day {
        return calendar::week(parent.from);
    }
    if unit == Unit::Week {
        // A week belongs to the month that its Thursday is in, as in ISO 8601.
        return calendar::week(calendar::nth_weekday(parent.from, parent.to, 4, n)?);
    }
    let found = if n < 0 {
        calendar::unit(unit, parent.to, n + 1)?
    } else {
        calendar::unit(unit, parent.from, n.checked_sub(1)?)?
    };
    (found.from <= parent.to && parent.from <= found.to).then_some(found)
}

/// Returns the first, middle or last third; its value is the whole's, as
/// TIMEX3 keeps such parts apart from values.
fn part(which: i64, parent: &Period) -> Option<Period> {
    if parent.from == parent.to {
        return Some(parent.clone());
    }
    let months = months(parent);
    let (first, last) = if months >= 3 && months % 3 != 0 || months >= 12 {
        let at = |n: i64| calendar::plus_months(parent.from, months * n / 3);
        (at(which)?, at(which + 1)?.pred_opt()?)
    } else {
        let days = (parent.to - parent.from).num_days() + 1;
        let at = |n: i64| plus_days(parent.from, (days * n + 1) / 3);
        (at(which)?, at(which + 1)?.pred_opt()?.max(at(which)?))
    };
    Some(Period { from: first.min(parent.to), to: last.min(parent.to), ..parent.clone() })
}

fn months(period: &Period) -> i64 {
    let next = period.to.succ_opt().unwrap_or(period.to);
    if next.day() != 1 || period.from.day() != 1 {
        return 0;
    }
    i64::from(next.year() - period.from.year()) * 12 + i64::from(next.month())
        - i64::from(period.from.month())
}

/// Returns the weekend that a holiday lies in or next to, together with the holiday.
fn long_weekend(holiday: &Period) -> Option<Period> {
    // From Thursday on the weekend after it, else the one before it.
    let weekday = i64::from(holiday.from.weekday().number_from_monday());
    let saturday = plus_days(holiday.from, if weekday < 4 { -weekday - 1 } else { 6 - weekday })?;
    let sunday = plus_days(saturday, 1)?;
    let weekend = calendar::weekend(saturday)?;
    Some(Period { from: saturday.min(holiday.from), to: sunday.max(holiday.to), ..weekend })
}

/// Returns a period up to (0) or from (2) the day of publication.
fn sofar(which: i64, parent: &Period, published: NaiveDate) -> Option<Period> {
    if published < parent.from || published > parent.to {
        return part(which, parent);
    }
    let (from, to) = if which == 0 { (parent.from, published) } else { (published, parent.to) };
    Some(Period { from, to, ..parent.clone() })
}
