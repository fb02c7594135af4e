//! From one day to another, and from or up to a day.

use chrono::NaiveDate;

use super::anchor::Anchor;
use super::meaning::Meaning;
use super::op::Side;
use super::resolve::{Resolved, of_period, period, resolve};
use super::tense::Tense;
use crate::document::{Interval, Precision};

/// Opens a resolved point on one side.
pub(super) fn open(point: &Resolved, side: Side) -> Option<Resolved> {
    let Interval { from, to, precision } = point.interval;
    let (from, to) = match side {
        Side::Since => (from, None),
        Side::Until => (None, to),
        Side::Before => (None, from.and_then(|day| day.pred_opt())),
        Side::After => (to.and_then(|day| day.succ_opt()), None),
    };
    Some(Resolved { interval: Interval { from, to, precision }, ..point.clone() })
}

/// Resolves a range, each end lending the other the parts that it lacks.
pub(super) fn range(from: &Meaning, to: &Meaning, anchor: &Anchor) -> Option<Resolved> {
    let (from_told, to_told) = (from, to);
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
    let is_far =
        |(from, to): (NaiveDate, NaiveDate)| (to - from).num_days() > FAR && lack_year(from_told, to_told);
    if ends.is_some_and(|(from, to)| from > to) || ends.is_some_and(is_far) {
        return None;
    }
    if interval.precision == Precision::Time && ends.is_some_and(|(from, to)| from < to) {
        interval.precision = Precision::Day;
    }
    let timex = format!("{}/{}", first.timex, second.timex);
    Some(Resolved { timex, interval, reason: first.reason })
}

/// Days beyond which two days without a year are no range: "moved from May 1
/// to April 19".
const FAR: i64 = 300;

/// Tells whether both ends are days whose year is not told.
fn lack_year(from: &Meaning, to: &Meaning) -> bool {
    let lacks =
        |end: &Meaning| matches!(end, Meaning::Date(fields) if fields.year.is_none() && fields.day.is_some());
    lacks(from) && lacks(to)
}

/// Lets one end of a range have the year or month that only the other names.
fn share(from: &Meaning, to: &Meaning) -> (Meaning, Meaning) {
    let (Meaning::Date(mut a), Meaning::Date(mut b)) = (from.clone(), to.clone()) else {
        return (from.clone(), to.clone());
    };
    if b.month.is_none() && b.year.is_none() && a.day <= b.day {
        (b.month, b.year) = (a.month, a.year);
    }
    let wraps =
        matches!((a.month, b.month), (Some(first), Some(last)) if (first, a.day) > (last, b.day.or(a.day)));
    match (a.year, b.year) {
        (None, Some(year)) if a.month.is_some() => a.year = Some(year - i32::from(wraps)),
        (Some(year), None) if b.month.is_some() => b.year = Some(year + i32::from(wraps)),
        _ => {}
    }
    (Meaning::Date(a), Meaning::Date(b))
}

/// Returns the anchor of a range's end: what comes next from its start on.
fn after(start: NaiveDate, anchor: &Anchor) -> Anchor {
    Anchor { published: Some(start), background: None, tense: Tense::Future, only_after: true, ..*anchor }
}
