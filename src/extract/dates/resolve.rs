//! From a meaning to days: what an expression stands for in its context.

use chrono::Datelike;

use super::anchor::{Anchor, Told};
use super::calendar::{self, Period, plus_days, plus_months};
use super::child;
use super::meaning::{Child, Clock, Fields, Meaning};
use super::op::{Base, ChildOp, Side};
use super::range::{open, range};
use super::shift::{few, share_of, shift, shift_base, stretch};
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
        Meaning::Open(point, side) => opened(point, *side, anchor),
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

/// Opens a point on one side. Before the end of a period is up to its last
/// day, after its beginning is from its first: such parts have no bounds of
/// their own inside. A weekday that something lasts until is the coming one.
fn opened(point: &Meaning, side: Side, anchor: &Anchor) -> Option<Resolved> {
    let part =
        if let Meaning::Child(Child { op: ChildOp::Part, n, .. }, _) = point { Some(*n) } else { None };
    let side = match (side, part) {
        (Side::Before, Some(2)) => Side::Until,
        (Side::After, Some(0)) => Side::Since,
        _ => side,
    };
    let ahead = side == Side::Until && matches!(point, Meaning::Weekday(_, None));
    let anchor = if ahead { Anchor { tense: Tense::Future, ..*anchor } } else { *anchor };
    open(&resolve(point, &anchor)?, side)
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
        Meaning::Fiscal(year, moved) => fiscal(*year, *moved, anchor),
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

/// Returns the expression that stands for a period.
pub(super) fn of_period((period, reason): Told) -> Resolved {
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
    let anchor = if unit == Unit::Day { anchor.of_days() } else { *anchor };
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

fn fiscal(year: Option<i32>, moved: i64, anchor: &Anchor) -> Option<Told> {
    let moved = i32::try_from(moved).ok()?;
    let year = year.or_else(|| anchor.published?.year().checked_add(moved))?;
    let calendar = calendar::year(year)?;
    let timex = format!("FY{}", calendar.timex);
    Some((Period { timex, ..calendar }, "the fiscal year, taken as the calendar year".to_owned()))
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
