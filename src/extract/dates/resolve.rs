//! From a meaning to days: what an expression stands for in its context.

use chrono::{Datelike, NaiveDate};

use super::anchor::{Anchor, Told};
use super::calendar::{self, Period, plus_days, plus_months};
use super::child;
use super::meaning::{Base, Clock, Fields, Length, Meaning, Side};
use super::tense::Tense;
use super::unit::Unit;
use crate::document::{Interval, Precision};

/// A resolved expression.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// The TIMEX3 value.
    pub timex: String,
    /// The days.
    pub interval: Interval,
    /// How it was anchored.
    pub reason: String,
}

/// Resolves what an expression means; none for what is no date.
pub(super) fn resolve(meaning: &Meaning, anchor: &Anchor) -> Option<Resolved> {
    match meaning {
        Meaning::Number(_) | Meaning::Length(_) | Meaning::Drop => None,
        Meaning::Vague(when) => Some(vague(*when)),
        Meaning::Open(point, side) => open(&resolve(point, anchor)?, *side),
        Meaning::Range(from, to) => range(from, to, anchor),
        Meaning::Timed(point, clock) => timed(&resolve(point, anchor)?, *clock),
        Meaning::Clock(clock) => timed(&told_day(anchor), *clock),
        Meaning::Share(length, direction, whole) => share_of(*length, *direction, whole, anchor),
        Meaning::Planned(length) if anchor.tense == Tense::Past || length.unit.seconds() > 0 => None,
        Meaning::Planned(length) => resolve(&Meaning::Shift(*length, 1, Base::Publication, None), anchor),
        Meaning::Stretch(length, _) if length.unit.seconds() > 0 => None,
        Meaning::Stretch(length, direction) => stretch(*length, *direction, anchor),
        Meaning::Shift(length, sign, base, point) if length.n.is_nan() => {
            few(*length, *sign, shift_base(*sign, *base, point.as_deref(), anchor)?.0)
        }
        _ => Some(period(meaning, anchor).map_or_else(|| unresolved(meaning), of_period)),
    }
}

/// Returns the period that a meaning stands for, where it is one.
pub(super) fn period(meaning: &Meaning, anchor: &Anchor) -> Option<Told> {
    match meaning {
        Meaning::Date(fields) => date(*fields, anchor),
        Meaning::Weekday(weekday, which) => weekday_of(*weekday, *which, anchor),
        Meaning::Unit(unit, n, base) => unit_of(*unit, *n, *base, anchor),
        Meaning::Shift(length, sign, base, point) => shift(*length, *sign, *base, point.as_deref(), anchor),
        Meaning::Child(child, parent) => child::period(*child, parent.as_deref(), anchor),
        Meaning::Decade(year) => Some((calendar::decade(*year)?, written())),
        Meaning::Century(n) => Some((calendar::century(*n)?, written())),
        Meaning::Fiscal(year) => fiscal(*year, anchor),
        Meaning::Timed(point, _) => period(point, anchor),
        Meaning::Vague(1) => Some((calendar::day(anchor.published?), "now".to_owned())),
        _ => {
            let resolved = resolve(meaning, anchor)?;
            let Interval { from, to, precision } = resolved.interval;
            Some((Period { from: from?, to: to?, precision, timex: resolved.timex }, resolved.reason))
        }
    }
}

fn written() -> String {
    "as written".to_owned()
}

fn of_period((period, reason): Told) -> Resolved {
    let interval = Interval { from: Some(period.from), to: Some(period.to), precision: period.precision };
    Resolved { timex: period.timex, interval, reason }
}

/// Returns what can be said of an expression that nothing anchors.
fn unresolved(meaning: &Meaning) -> Resolved {
    let fields = if let Meaning::Date(fields) = meaning { *fields } else { Fields::default() };
    let two = |part: Option<u32>| part.map_or("XX".to_owned(), |part| format!("{part:02}"));
    let timex = match meaning {
        Meaning::Weekday(weekday, _) => format!("XXXX-WXX-{weekday}"),
        Meaning::Date(Fields { day: None, .. }) => format!("XXXX-{}", two(fields.month)),
        Meaning::Unit(Unit::Year, ..) => "XXXX".to_owned(),
        Meaning::Unit(Unit::Month, ..) => "XXXX-XX".to_owned(),
        Meaning::Unit(Unit::Week, ..) => "XXXX-WXX".to_owned(),
        _ => format!("XXXX-{}-{}", two(fields.month), two(fields.day)),
    };
    let precision = match meaning {
        Meaning::Unit(unit, ..) => unit.precision(),
        Meaning::Date(Fields { day: None, .. }) => Precision::Month,
        _ => Precision::Day,
    };
    let interval = Interval { from: None, to: None, precision };
    Resolved { timex, interval, reason: "nothing to resolve it against".to_owned() }
}

fn vague(when: i64) -> Resolved {
    let timex = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][when.clamp(0, 2) as usize].to_owned();
    let interval = Interval { from: None, to: None, precision: Precision::Century };
    Resolved { timex, interval, reason: "no particular time".to_owned() }
}

/// Years that a leap day may be away.
const LEAP_DAY: i32 = 8;

fn date(mut fields: Fields, anchor: &Anchor) -> Option<Told> {
    if fields.slashed && !anchor.month_first {
        std::mem::swap(&mut fields.month, &mut fields.day);
    }
    let day = |year: i32| calendar::date(year, fields.month?, fields.day?).map(calendar::day);
    match (fields.year, fields.month, fields.day) {
        (Some(year), Some(_), Some(_)) => Some((day(year)?, written())),
        (Some(year), Some(month), None) => Some((calendar::month(year, month)?, written())),
        (Some(year), ..) => Some((calendar::year(year)?, written())),
        (None, Some(_), Some(_)) => anchor
            .fitting(1, |year| day(year).filter(|day| fits(fields.weekday, day)))
            .or_else(|| anchor.fitting(1, day))
            .or_else(|| anchor.fitting(LEAP_DAY, day)),
        (None, Some(month), None) => anchor.fitting(1, |year| calendar::month(year, month)),
        (None, None, Some(day)) => day_of_month(day, fields.weekday, anchor),
        _ => None,
    }
}

fn fits(weekday: Option<u32>, day: &Period) -> bool {
    weekday.is_none_or(|weekday| day.from.weekday().number_from_monday() == weekday)
}

/// Resolves `the 10th` and `Monday the 10th` to a day of the months around.
fn day_of_month(day: u32, weekday: Option<u32>, anchor: &Anchor) -> Option<Told> {
    let near = anchor.base(Base::Told, 1)?;
    let candidates: Vec<Period> = (-11..=11)
        .filter_map(|n| plus_months(near.with_day(1)?, n)?.with_day(day))
        .map(calendar::day)
        .filter(|day| fits(weekday, day))
        .collect();
    let found = anchor.choose(&candidates, anchor.published.unwrap_or(near))?;
    Some((found.clone(), format!("the fitting month near {near}")))
}

/// Resolves a weekday: the last (-1), that of this week (0), of the next week
/// (1), the past (-2) or coming (2) one, the one before (-3) or after (3) the
/// day told, or as the tense has it.
fn weekday_of(weekday: u32, which: Option<i64>, anchor: &Anchor) -> Option<Told> {
    let base = if which.is_some_and(|which| which.abs() == 3) { Base::Told } else { Base::Publication };
    let near = anchor.base(base, which.unwrap_or(0))?;
    let (found, side) = match which {
        Some(0) => {
            let found = plus_days(calendar::monday(near)?, i64::from(weekday) - 1)?;
            let gone = found < near && anchor.tense != Tense::Past;
            (if gone { plus_days(found, 7)? } else { found }, "in the week of")
        }
        Some(1) => (plus_days(calendar::monday(near)?, i64::from(weekday) + 6)?, "in the week after"),
        Some(..0) => (calendar::on_or_before(near.pred_opt()?, weekday)?, "the last before"),
        Some(_) => (calendar::on_or_after(near.succ_opt()?, weekday)?, "the next after"),
        None if anchor.tense == Tense::Future => {
            (calendar::on_or_after(near, weekday)?, "planned, the next from")
        }
        None => (calendar::on_or_before(near, weekday)?, "the last up to"),
    };
    Some((calendar::day(found), format!("{side} {}", anchor.base_name(base, near))))
}

fn unit_of(unit: Unit, n: i64, base: Base, anchor: &Anchor) -> Option<Told> {
    let near = anchor.base(base, n)?;
    let found = calendar::unit(unit, near, n)?;
    let (name, anchor) = (unit.name(), anchor.base_name(base, near));
    let reason = match n {
        0 => format!("the {name} of {anchor}"),
        1.. => format!("{n} {name}(s) after {anchor}"),
        _ => format!("{} {name}(s) before {anchor}", -n),
    };
    Some((found, reason))
}

/// Returns the day that a shift counts from, and whether the text told just that day.
fn shift_base(sign: i64, base: Base, point: Option<&Meaning>, anchor: &Anchor) -> Option<(NaiveDate, bool)> {
    let Some(point) = point else { return Some((anchor.base(base, sign)?, false)) };
    let (point, _) = period(point, anchor)?;
    Some((point.from, point.precision <= Precision::Day))
}

fn shift(length: Length, sign: i64, base: Base, point: Option<&Meaning>, anchor: &Anchor) -> Option<Told> {
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
    if unit.days() > 0 {
        let finest = if whole && unit != Unit::Fortnight { unit } else { Unit::Day };
        return Some((plus_days(day, count(unit.days()))?, finest));
    }
    Some((plus_days(day, count(unit.seconds()) / 86_400)?, unit))
}

/// Resolves `a few weeks ago`: two to nine of them.
fn few(length: Length, sign: i64, near: NaiveDate) -> Option<Resolved> {
    let (one, _) = step(near, 9.0, length.unit, sign)?;
    let (other, _) = step(near, if length.unit.seconds() > 0 { 0.0 } else { 2.0 }, length.unit, sign)?;
    let timex = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned();
    let interval =
        Interval { from: Some(one.min(other)), to: Some(one.max(other)), precision: length.unit.precision() };
    let side = if sign < 0 { "before" } else { "after" };
    Some(Resolved { timex, interval, reason: format!("a few {}s {side} {near}", length.unit.name()) })
}

/// Resolves `the last three weeks`: up to publication, or from then on.
fn stretch(length: Length, direction: i64, anchor: &Anchor) -> Option<Resolved> {
    let letter = ["TS", "TM", "TH", "D", "W", "W", "W", "M", "M", "M", "Y", "Y", "Y", "Y"];
    let per = if length.unit.months() >= 12 { length.unit.months() / 12 } else { 1 };
    let n = if length.n.is_nan() { "X".to_owned() } else { (length.n * per as f64).to_string() };
    let code = letter.get(length.unit as usize).copied().unwrap_or("D");
    let (time, code) = code.strip_prefix('T').map_or(("", code), |code| ("T", code));
    let timex = format!("P{time}{n}{code}");
    let near = anchor.published;
    let there = near.and_then(|near| {
        let n = if length.n.is_nan() { 9.0 } else { length.n };
        Some(step(near, n, length.unit, direction)?.0)
    });
    let interval = Interval {
        from: near.zip(there).map(|(near, there)| near.min(there)),
        to: near.zip(there).map(|(near, there)| near.max(there)),
        precision: length.unit.precision().max(Precision::Day),
    };
    let side = if direction < 0 { "up to" } else { "from" };
    Some(Resolved { timex, interval, reason: format!("{side} publication") })
}

/// Resolves `the first two weeks of June`.
fn share_of(length: Length, direction: i64, whole: &Meaning, anchor: &Anchor) -> Option<Resolved> {
    let (whole, reason) = period(whole, anchor)?;
    let (near, inward) = if direction > 0 { (whole.from, -1) } else { (whole.to, 1) };
    let there = plus_days(step(near, length.n, length.unit, direction)?.0, inward)?;
    let (from, to) = (near.min(there).max(whole.from), near.max(there).min(whole.to));
    let timex = format!("{}/{}", calendar::iso(from), calendar::iso(to));
    Some(of_period((
        Period { from, to, precision: length.unit.precision().max(Precision::Day), timex },
        reason,
    )))
}

fn fiscal(year: Option<i32>, anchor: &Anchor) -> Option<Told> {
    let year = year.or_else(|| anchor.published.map(|day| day.year()))?;
    let calendar = calendar::year(year)?;
    let timex = format!("FY{}", calendar.timex);
    Some((Period { timex, ..calendar }, "the fiscal year, taken as the calendar year".to_owned()))
}

fn open(point: &Resolved, side: Side) -> Option<Resolved> {
    let Interval { from, to, precision } = point.interval;
    let (from, to) = match side {
        Side::Since => (from, None),
        Side::Until => (None, to),
        Side::Before => (None, from.and_then(|day| day.pred_opt())),
        Side::After => (to.and_then(|day| day.succ_opt()), None),
    };
    Some(Resolved { interval: Interval { from, to, precision }, ..point.clone() })
}

/// Gives a day a time; what is no day stays as it is.
fn timed(point: &Resolved, clock: Clock) -> Option<Resolved> {
    let is_day = point.interval.from == point.interval.to && point.interval.precision <= Precision::Day;
    if !is_day {
        return Some(point.clone());
    }
    let time = match clock {
        Clock::Time(hour, minute, utc) => format!("T{hour:02}:{minute:02}{}", if utc { "Z" } else { "" }),
        Clock::Part(part) => format!("T{}", ["MO", "AF", "EV", "NI"][part.clamp(0, 3) as usize]),
    };
    let day = point.timex.split('T').next().unwrap_or_default();
    let interval = Interval { precision: Precision::Time, ..point.interval };
    Some(Resolved { timex: format!("{day}{time}"), interval, reason: point.reason.clone() })
}

/// Returns the day that a bare time belongs to.
fn told_day(anchor: &Anchor) -> Resolved {
    let told = anchor.told.filter(|(from, to)| from == to).map(|(from, _)| from);
    match told.or(anchor.published) {
        Some(day) => of_period((calendar::day(day), "on the day told before".to_owned())),
        None => Resolved {
            timex: "XXXX-XX-XX".to_owned(),
            interval: Interval { from: None, to: None, precision: Precision::Day },
            reason: "nothing to resolve it against".to_owned(),
        },
    }
}

/// Resolves a range, each end lending the other the parts that it lacks.
fn range(from: &Meaning, to: &Meaning, anchor: &Anchor) -> Option<Resolved> {
    let (from, to) = share(from, to);
    let first = resolve(&from, anchor)?;
    let second = match (&to, first.interval.from) {
        (Meaning::Vague(1), _) => of_period(period(&to, anchor)?),
        (Meaning::Unit(..) | Meaning::Shift(..), _) => resolve(&to, anchor)?,
        (_, Some(near)) => resolve(&to, &after(near, anchor))?,
        _ => resolve(&to, anchor)?,
    };
    let mut interval = Interval {
        from: first.interval.from,
        to: second.interval.to,
        precision: first.interval.precision.max(second.interval.precision),
    };
    let ends = interval.from.zip(interval.to);
    if ends.is_some_and(|(from, to)| from > to) {
        return None;
    }
    if interval.precision == Precision::Time && ends.is_some_and(|(from, to)| from < to) {
        interval.precision = Precision::Day;
    }
    let timex = format!("{}/{}", first.timex, second.timex);
    Some(Resolved { timex, interval, reason: first.reason })
}

/// Lets one end of a range have the year or month that only the other names.
fn share(from: &Meaning, to: &Meaning) -> (Meaning, Meaning) {
    let (Meaning::Date(mut a), Meaning::Date(mut b)) = (from.clone(), to.clone()) else {
        return (from.clone(), to.clone());
    };
    if b.month.is_none() && b.year.is_none() && b.day.is_some() {
        (b.month, b.year) = (a.month, a.year);
    }
    let wraps =
        matches!((a.month, b.month), (Some(first), Some(last)) if (first, a.day) > (last, b.day.or(a.day)));
    match (a.year, b.year) {
        (None, Some(year)) if a.month.is_some() => a.year = Some(year - i32::from(wraps)),
        (Some(year), None) if b.month.is_some() => b.year = Some(year + i32::from(wraps)),
        // 1914-18, whose second number was read as a year of this century.
        (Some(first), Some(last)) if last - first > 100 && a.month.is_none() => b.year = Some(last - 100),
        _ => {}
    }
    (Meaning::Date(a), Meaning::Date(b))
}

/// Returns the anchor of a range's end: what comes next from its start on.
fn after(start: NaiveDate, anchor: &Anchor) -> Anchor {
    Anchor { published: Some(start), background: None, tense: Tense::Future, ..*anchor }
}
