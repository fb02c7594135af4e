//! Lengths counted from a day: two years ago, three weeks later, the last month.

use chrono::NaiveDate;

use super::anchor::{Anchor, Told};
use super::calendar::{self, Period, plus_days, plus_months};
use super::meaning::{Length, Meaning};
use super::op::Base;
use super::resolve::{Resolved, of_period, period};
use super::unit::Unit;
use crate::document::{Interval, Precision};

/// Returns the day that a shift counts from, and whether the text told just that day.
pub(super) fn shift_base(
    sign: i64,
    base: Base,
    point: Option<&Meaning>,
    anchor: &Anchor,
) -> Option<(NaiveDate, bool)> {
    let Some(point) = point else { return Some((anchor.base(base, sign)?, false)) };
    let (point, _) = period(point, anchor)?;
    Some((point.from, point.precision <= Precision::Day))
}

/// Resolves a length before or after a base or point.
pub(super) fn shift(
    length: Length,
    sign: i64,
    base: Base,
    point: Option<&Meaning>,
    anchor: &Anchor,
) -> Option<Told> {
    let (near, exact) = shift_base(sign, base, point, anchor)?;
    let (there, unit) = moved(near, length, sign)?;
    let side = if sign < 0 { "before" } else { "after" };
    let reason = match point {
        Some(_) => format!("{} {}(s) {side} {near}", length.n, length.unit.name()),
        None => format!("{} {}(s) {side} {}", length.n, length.unit.name(), anchor.base_name(base, near)),
    };
    let unit = if exact || unit.seconds() > 0 { Unit::Day } else { unit };
    Some((calendar::unit(unit, there, 0)?, reason))
}

/// Moves a day by a length, and tells the unit that the result is as fine as.
fn moved(day: NaiveDate, length: Length, sign: i64) -> Option<(NaiveDate, Unit)> {
    let mut there = step(day, length.n, length.unit, sign)?;
    for (n, finer) in length.rest.into_iter().flatten() {
        there = step(there.0, n, finer, sign)?;
    }
    Some(there)
}

fn step(day: NaiveDate, n: f64, unit: Unit, sign: i64) -> Option<(NaiveDate, Unit)> {
    let whole = n.fract() == 0.0;
    let count = |per: i64| (n * per as f64).round() as i64 * sign;
    if unit.months() > 0 {
        let finest = if whole { unit } else { Unit::Month };
        return Some((plus_months(day, count(unit.months()))?, finest));
    }
    if unit == Unit::Workday {
        return Some((calendar::plus_workdays(day, n.round() as i64 * sign)?, Unit::Day));
    }
    if unit.days() > 0 {
        let finest = if whole && unit != Unit::Fortnight { unit } else { Unit::Day };
        return Some((plus_days(day, count(unit.days()))?, finest));
    }
    Some((plus_days(day, count(unit.seconds()) / 86_400)?, unit))
}

/// Resolves `a few weeks ago`: two to nine of them.
pub(super) fn few(length: Length, sign: i64, near: NaiveDate) -> Option<Resolved> {
    let (one, _) = step(near, 9.0, length.unit, sign)?;
    let (other, _) = step(near, if length.unit.seconds() > 0 { 0.0 } else { 2.0 }, length.unit, sign)?;
    let timex = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned();
    let interval =
        Interval { from: Some(one.min(other)), to: Some(one.max(other)), precision: length.unit.precision() };
    let side = if sign < 0 { "before" } else { "after" };
    Some(Resolved { timex, interval, reason: format!("a few {}s {side} {near}", length.unit.name()) })
}

/// Resolves `the last three weeks`: up to publication, or from then on.
pub(super) fn stretch(length: Length, direction: i64, anchor: &Anchor) -> Option<Resolved> {
    let letter = ["TS", "TM", "TH", "D", "D", "W", "W", "W", "W", "M", "M", "M", "Y", "Y", "Y", "Y"];
    let per = match length.unit.months() {
        0 if length.unit == Unit::Fortnight => 2,
        0 => 1,
        months @ ..12 => months,
        months => months / 12,
    };
    let n = if length.n.is_nan() { "X".to_owned() } else { (length.n * per as f64).to_string() };
    let code = letter.get(length.unit as usize).copied().unwrap_or("D");
    let (time, code) = code.strip_prefix('T').map_or(("", code), |code| ("T", code));
    let timex = format!("P{time}{n}{code}");
    let ends = anchor.published.and_then(|near| {
        if let Some(whole) = whole_units(near, length, direction) {
            return Some(whole);
        }
        let n = if length.n.is_nan() { 9.0 } else { length.n };
        let (there, _) = moved(near, Length { n, ..length }, direction)?;
        Some((near.min(there), near.max(there)))
    });
    let interval = Interval {
        from: ends.map(|(from, _)| from),
        to: ends.map(|(_, to)| to),
        precision: length.unit.precision().max(Precision::Day),
    };
    let side = if direction < 0 { "up to" } else { "from" };
    Some(Resolved { timex, interval, reason: format!("{side} publication") })
}

/// Returns the first and last day of so many quarters
/// before or after the one that holds `near`: quarters are counted as the
/// calendar has them, not from day to day.
fn whole_units(near: NaiveDate, length: Length, direction: i64) -> Option<(NaiveDate, NaiveDate)> {
    if length.unit != Unit::Quarter || length.n.fract() != 0.0 || length.n < 2.0 {
        return None;
    }
    let first = calendar::unit(length.unit, near, direction)?;
    let last = calendar::unit(length.unit, near, direction.checked_mul(length.n as i64)?)?;
    Some((first.from.min(last.from), first.to.max(last.to)))
}

/// Resolves `the first two weeks of June`, and `three days from Monday`, which is no part of its Monday.
pub(super) fn share_of(length: Length, direction: i64, whole: &Meaning, anchor: &Anchor) -> Option<Resolved> {
    let (whole, reason) = period(whole, anchor)?;
    let (near, inward) = if direction > 0 { (whole.from, -1) } else { (whole.to, 1) };
    let there = plus_days(step(near, length.n, length.unit, direction)?.0, inward)?;
    let (mut from, mut to) = (near.min(there), near.max(there));
    if whole.from < whole.to {
        (from, to) = (from.max(whole.from), to.min(whole.to));
    }
    let timex = format!("{}/{}", calendar::iso(from), calendar::iso(to));
    Some(of_period((
        Period { from, to, precision: length.unit.precision().max(Precision::Day), timex },
        reason,
    )))
}
