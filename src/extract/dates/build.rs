//! Builds the meaning of a match from what its slots hold.

use std::rc::Rc;

use smallvec::SmallVec;

use super::meaning::{Child, Clock, Fields, Length, Meaning, Slot};
use super::op::{Base, ChildOp, Op};
use super::unit::Unit;
use super::years;

/// What a slot holds.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// The value of a phrase or number.
    Number(i64),
    /// The meaning of a symbol.
    Meaning(Rc<Meaning>),
}

/// The slots filled so far, in the order of the text.
pub(super) type Captures = SmallVec<[(Slot, Value); 8]>;

/// Returns what `op` makes of `captures`, or none where they make no sense,
/// as a thirtieth of February does.
pub(super) fn meaning(op: Op, captures: &Captures) -> Option<Rc<Meaning>> {
    let slots = Slots(captures);
    if let Op::Pass = op {
        return slots.meaning(Slot::Point).or_else(|| slots.first_meaning());
    }
    build(op, &slots).map(Rc::new)
}

struct Slots<'a>(&'a Captures);

impl Slots<'_> {
    fn value(&self, slot: Slot) -> Option<&Value> {
        self.0.iter().find(|(own, _)| *own == slot).map(|(_, value)| value)
    }

    fn number(&self, slot: Slot) -> Option<i64> {
        number(self.value(slot)?)
    }

    fn numbers(&self) -> impl Iterator<Item = i64> {
        self.0.iter().filter(|(slot, _)| *slot != Slot::Any).filter_map(|(_, value)| number(value))
    }

    fn small(&self, slot: Slot) -> Option<u32> {
        self.number(slot).and_then(|number| u32::try_from(number).ok())
    }

    fn year(&self, slot: Slot) -> Option<i32> {
        self.number(slot).and_then(|number| i32::try_from(number).ok())
    }

    fn unit(&self, slot: Slot) -> Option<Unit> {
        self.number(slot).and_then(Unit::of_value)
    }

    fn meaning(&self, slot: Slot) -> Option<Rc<Meaning>> {
        match self.value(slot)? {
            Value::Meaning(meaning) => Some(meaning.clone()),
            Value::Number(_) => None,
        }
    }

    fn first_meaning(&self) -> Option<Rc<Meaning>> {
        self.0.iter().find_map(|(_, value)| match value {
            Value::Meaning(meaning) => Some(meaning.clone()),
            Value::Number(_) => None,
        })
    }

    fn length(&self) -> Option<Length> {
        match *self.meaning(Slot::Length)? {
            Meaning::Length(length) => Some(length),
            _ => None,
        }
    }

    fn fields(&self) -> Fields {
        Fields {
            year: self.year(Slot::Year),
            month: self.small(Slot::Month),
            day: self.small(Slot::Day),
            weekday: self.small(Slot::Weekday),
            slashed: false,
        }
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Meaning(meaning) => match **meaning {
            Meaning::Number(number) => Some(number),
            _ => None,
        },
    }
}

fn build(op: Op, slots: &Slots<'_>) -> Option<Meaning> {
    Some(match op {
        Op::Sum => Meaning::Number(slots.numbers().sum()),
        Op::Times => Meaning::Number(slots.numbers().try_fold(1i64, i64::checked_mul)?),
        Op::Pair => pair(slots)?,
        Op::Length(n) => Meaning::Length(length(n, slots)?),
        Op::Clock(hour) => Meaning::Clock(clock(hour, slots)?),
        // A day that no month has is no date, and neither are its parts.
        Op::Date => valid(slots.fields()).map_or(Meaning::Drop, Meaning::Date),
        Op::Compact => Meaning::Date(compact(slots.small(Slot::N)?)?),
        Op::Bc => {
            Meaning::Date(Fields { year: slots.year(Slot::Year).map(|year| 1 - year), ..Fields::default() })
        }
        Op::Years => years_span(slots)?,
        Op::Share(direction) => Meaning::Share(slots.length()?, direction, slots.meaning(Slot::Of)?),
        Op::Planned => Meaning::Planned(slots.length()?),
        Op::Daypart(n, part) => {
            let part = part.or(slots.number(Slot::Daypart))?;
            Meaning::Timed(Rc::new(Meaning::Unit(Unit::Day, n, Base::Publication)), Clock::Part(part))
        }
        Op::Slashed => slashed(slots).map_or(Meaning::Drop, Meaning::Date),
        Op::DaySpan => day_span(slots).unwrap_or(Meaning::Drop),
        Op::Weekday => Meaning::Weekday(slots.small(Slot::Weekday)?, slots.number(Slot::Which)),
        Op::Unit(n, unit) => unit_away(n, unit, Base::Publication, slots)?,
        Op::ToldUnit(n, unit) => unit_away(n, unit, Base::Told, slots)?,
        Op::Stretch(direction) => Meaning::Stretch(length_or_one(slots)?, direction),
        Op::Shift(sign, base) => shift(sign, base, slots)?,
        Op::Child(op) => child(op, slots)?,
        Op::Decade => Meaning::Decade(decade(slots)?),
        Op::Century(sign) => Meaning::Century(slots.year(Slot::N)?.checked_mul(sign as i32)?),
        Op::Fiscal => Meaning::Fiscal(slots.year(Slot::Year), slots.number(Slot::Which).unwrap_or(0)),
        Op::Vague(when) => Meaning::Vague(when),
        Op::Range => Meaning::Range(slots.meaning(Slot::Point)?, slots.meaning(Slot::Point2)?),
        Op::Open(side) => Meaning::Open(slots.meaning(Slot::Point)?, side),
        Op::Timed => timed(slots)?,
        Op::Drop => Meaning::Drop,
        Op::Pass => return None,
    })
}

fn pair(slots: &Slots<'_>) -> Option<Meaning> {
    let mut numbers = slots.numbers();
    let century = numbers.next()?;
    let rest: i64 = numbers.sum();
    (10..=29).contains(&century).then_some(Meaning::Number(century * 100 + rest))
}

fn length(n: Option<f64>, slots: &Slots<'_>) -> Option<Length> {
    let counted = slots.number(Slot::N).map(|n| n as f64);
    let half = slots.number(Slot::Half).map_or(0.0, |_| 0.5);
    let n = n.or(counted)? + half;
    let part = |n, unit| slots.number(n).map(|n| n as f64).zip(slots.unit(unit));
    let rest = [part(Slot::N2, Slot::Unit2), part(Slot::N3, Slot::Unit3)];
    Some(Length { n, unit: slots.unit(Slot::Unit)?, rest })
}

fn clock(hour: Option<u32>, slots: &Slots<'_>) -> Option<Clock> {
    if let Some(part) = slots.number(Slot::Daypart) {
        return Some(Clock::Part(part));
    }
    // `0800 UTC` is one number.
    let joined = slots.small(Slot::N);
    let mut hour = hour.or_else(|| slots.small(Slot::Hour)).or(joined.map(|n| n / 100))?;
    match slots.number(Slot::Half) {
        Some(0) if hour == 12 => hour = 0,
        Some(_) if hour > 12 => return None,
        Some(1) if hour < 12 => hour += 12,
        _ => {}
    }
    let minute = slots.small(Slot::Minute).or(joined.map(|n| n % 100)).unwrap_or(0);
    (hour <= 24 && minute < 60).then_some(Clock::Time(hour, minute, slots.number(Slot::Zone).is_some()))
}

/// Returns the fields, unless the month has no such day in any year.
fn valid(fields: Fields) -> Option<Fields> {
    let (Some(month), Some(day)) = (fields.month, fields.day) else { return Some(fields) };
    let year = fields.year.unwrap_or(2000);
    chrono::NaiveDate::from_ymd_opt(year, month, day).map(|_| fields)
}

/// Returns the date that eight digits write, if they write one of modern times.
pub(super) fn compact(digits: u32) -> Option<Fields> {
    let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
    let year = i32::try_from(year).ok().filter(|year| (1800..2100).contains(year))?;
    let fields = Fields { year: Some(year), month: Some(month), day: Some(day), ..Fields::default() };
    valid(fields)
}

fn slashed(slots: &Slots<'_>) -> Option<Fields> {
    let (first, second) = (slots.small(Slot::First)?, slots.small(Slot::Second)?);
    let fields = |month, day| {
        valid(Fields {
            year: slots.year(Slot::Year),
            month: Some(month),
            day: Some(day),
            weekday: slots.small(Slot::Weekday),
            slashed: first <= 12 && second <= 12 && first != second,
        })
    };
    if first <= 12 { fields(first, second) } else { fields(second, first) }
}

/// Returns `12 to 14 June`, `June 12 to July 3, 2024` as two dates.
fn day_span(slots: &Slots<'_>) -> Option<Meaning> {
    let from = slots.fields();
    let year = from.year;
    let to = Fields {
        year: slots.year(Slot::Year2).or(year),
        month: slots.small(Slot::Month2).or(from.month),
        day: slots.small(Slot::Day2),
        weekday: slots.small(Slot::Weekday2),
        slashed: false,
    };
    let from = Fields { month: from.month.or(to.month), year: year.or(to.year), ..from };
    let dates = (Rc::new(Meaning::Date(valid(from)?)), Rc::new(Meaning::Date(valid(to)?)));
    Some(Meaning::Range(dates.0, dates.1))
}

fn unit_away(n: i64, unit: Option<Unit>, base: Base, slots: &Slots<'_>) -> Option<Meaning> {
    let n = slots.number(Slot::Which).or(slots.number(Slot::Offset)).unwrap_or(n);
    let unit = unit.or(slots.unit(Slot::Unit))?;
    (unit.seconds() == 0).then_some(Meaning::Unit(unit, n, base))
}

/// Returns the length in its slot, else so many, or one, of the unit in its slot.
fn length_or_one(slots: &Slots<'_>) -> Option<Length> {
    let n = slots.number(Slot::N).unwrap_or(1) as f64;
    slots.length().or_else(|| Some(Length { n, unit: slots.unit(Slot::Unit)?, rest: [None; 2] }))
}

/// Years that a span written as `1914-18` has at most.
const LONGEST_YEARS: i32 = 15;

/// The year from which `1926-2022` is a span wherever it stands.
const LIKELY: i32 = 1800;

/// Years that `1926-2022` spans at most: a long life.
const LIFE: i32 = 120;

fn years_span(slots: &Slots<'_>) -> Option<Meaning> {
    let from = slots.year(Slot::Year)?;
    let (to, longest) = match (slots.year(Slot::N2), slots.year(Slot::Year2)) {
        (Some(written), _) if from >= LIKELY => (written, LIFE),
        (Some(_), _) => return None,
        // A second of two digits has the century of the first.
        (None, short) => (from.div_euclid(100) * 100 + short?.rem_euclid(100), LONGEST_YEARS),
    };
    let years = 1000..2100;
    let likely = (1..=longest).contains(&(to - from)) && years.contains(&from) && years.contains(&to);
    let year = |year| Rc::new(Meaning::Date(Fields { year: Some(year), ..Fields::default() }));
    likely.then(|| Meaning::Range(year(from), year(to)))
}

fn shift(sign: i64, base: Base, slots: &Slots<'_>) -> Option<Meaning> {
    let point = slots.meaning(Slot::Point);
    if base == Base::Point && point.is_none() {
        return None;
    }
    Some(Meaning::Shift(length_or_one(slots)?, sign, base, point))
}

fn child(op: ChildOp, slots: &Slots<'_>) -> Option<Meaning> {
    let n = match op {
        ChildOp::Season => slots.number(Slot::Season),
        ChildOp::Month | ChildOp::Date => slots.number(Slot::Month).or(slots.number(Slot::N)),
        ChildOp::Unit => slots.number(Slot::N).or(Some(1)),
        ChildOp::Weekend => Some(0),
        ChildOp::Weekday => slots.number(Slot::N).or(Some(0)),
        ChildOp::Day => slots.number(Slot::Day),
        ChildOp::Holiday => slots.number(Slot::Holiday),
        ChildOp::Half => slots.number(Slot::Half).or(slots.number(Slot::N)),
        ChildOp::Part | ChildOp::Sofar => slots.number(Slot::Part),
        _ => slots.number(Slot::N),
    }?;
    let of = match op {
        ChildOp::Weekday => slots.number(Slot::Weekday)?,
        ChildOp::Date => slots.number(Slot::Day)?,
        ChildOp::Unit => slots.number(Slot::Unit)?,
        ChildOp::Holiday => slots.number(Slot::Country).unwrap_or(0),
        _ => 0,
    };
    let parent = slots.meaning(Slot::Of).or_else(|| {
        slots
            .year(Slot::Year)
            .map(|year| Rc::new(Meaning::Date(Fields { year: Some(year), ..Fields::default() })))
    });
    Some(Meaning::Child(Child { op, n, of, which: slots.number(Slot::Which) }, parent))
}

/// Returns the first year of `1980s` and of `80s`.
fn decade(slots: &Slots<'_>) -> Option<i32> {
    let year = slots.number(Slot::Year)?;
    let full = if year < 100 { years::full(year) } else { year };
    (full % 10 == 0).then_some(full as i32)
}

fn timed(slots: &Slots<'_>) -> Option<Meaning> {
    let clock = match slots.meaning(Slot::Clock).as_deref() {
        Some(Meaning::Clock(clock)) => *clock,
        _ => Clock::Part(slots.number(Slot::Daypart)?),
    };
    Some(Meaning::Timed(slots.meaning(Slot::Point)?, clock))
}
