//! What the rules of a grammar make of their slots: the second word of a rule.

use super::meaning::word_value;
use super::unit::Unit;

/// What a rule makes of its slots; the second word of a rule in a grammar file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    /// `sum`, `times`, `pair`: a number from the numbers in all slots.
    Sum,
    /// `a * b`.
    Times,
    /// `a * 100 + b`: nineteen eighty-four.
    Pair,
    /// `length`, or `length N` where the number is not in a slot; `length ?`
    /// for an unknown number and `half` for a half.
    Length(Option<f64>),
    /// `clock`, `clock HOUR`.
    Clock(Option<u32>),
    /// `date`: day, month, year as far as they are there.
    Date,
    /// `date bc`: a year before Christ.
    Bc,
    /// `years`: from year to year2.
    Years,
    /// `share 1`, `share -1`: the first or last length of the point in slot of.
    Share(i64),
    /// `planned`: a length from publication, where the tense is the future.
    Planned,
    /// `part N`: a part of the day N away from publication; `part 0 night`.
    Daypart(i64, Option<i64>),
    /// `compact`: year, month and day in one number.
    Compact,
    /// `slashed`: first, second and year, in the order of the article.
    Slashed,
    /// `month-span`, `day-span`: two days or months with one year.
    DaySpan,
    /// `weekday`.
    Weekday,
    /// `unit N`: the unit, N away from the one of publication, or of slot which.
    Unit(i64, Option<Unit>),
    /// `told-unit N`: the same, counted from the day that the text last told.
    ToldUnit(i64, Option<Unit>),
    /// `stretch -1`, `stretch 1`: the last or next so many units.
    Stretch(i64),
    /// `ago`, `hence`, `earlier`, `later`, `before`, `after`: a length from publication,
    /// from the day told last, or from a point.
    Shift(i64, Base),
    /// `child KIND`: a part of the point in slot of, or of the fitting year.
    Child(ChildOp),
    /// `decade`, `century`, `fiscal`.
    Decade,
    /// See [`Op::Decade`].
    Century(i64),
    /// See [`Op::Decade`].
    Fiscal,
    /// `vague past`, `vague present`, `vague future`.
    Vague(i64),
    /// `range`: from point to point2.
    Range,
    /// `open since`, `open until`, `open before`, `open after`.
    Open(Side),
    /// `timed`: a point and a clock or part of the day.
    Timed,
    /// `pass`: what the slot point holds.
    Pass,
    /// `drop`: recognised so that nothing else is, and left out.
    Drop,
}

/// What a shift counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication.
    Publication,
    /// The day that the text told last.
    Told,
    /// The point in the slot.
    Point,
}

/// The side on which an interval is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// From the point on.
    Since,
    /// Up to the point, which is included.
    Until,
    /// Up to the day before the point.
    Before,
    /// From the day after the point.
    After,
}

/// The kinds of parts that a longer period has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChildOp {
    /// The quarter of number n.
    Quarter,
    /// The half of number half or n.
    Half,
    /// The season.
    Season,
    /// The month.
    Month,
    /// The day of the month.
    Day,
    /// The week of number n.
    Week,
    /// The holiday.
    Holiday,
    /// The weekday of number n, -1 being the last.
    Weekday,
    /// The unit of number n, -1 being the last.
    Unit,
    /// The month of number n and the day in it.
    Date,
    /// Its start, middle or end.
    Part,
    /// From its start to now, or from now to its end.
    Sofar,
    /// The weekend next to it, together with it.
    Weekend,
}

impl Op {
    /// Parses the meaning of a rule in a grammar file.
    ///
    /// # Errors
    ///
    /// A word that is no meaning.
    pub fn parse(text: &str) -> Result<Op, String> {
        let (name, argument) = text.split_once(' ').unwrap_or((text, ""));
        let (first, second) = argument.split_once(' ').unwrap_or((argument, ""));
        let number = first.parse::<i64>().ok();
        let parsed = match name {
            "sum" => Some(Op::Sum),
            "times" => Some(Op::Times),
            "pair" => Some(Op::Pair),
            "length" => parse_length(argument),
            "clock" => Some(Op::Clock(argument.parse().ok())),
            "date" if argument == "bc" => Some(Op::Bc),
            "date" => Some(Op::Date),
            "years" => Some(Op::Years),
            "share" => number.map(Op::Share),
            "planned" => Some(Op::Planned),
            "part" => number.map(|n| Op::Daypart(n, word_value(second))),
            "compact" => Some(Op::Compact),
            "slashed" => Some(Op::Slashed),
            "span" => Some(Op::DaySpan),
            "weekday" => Some(Op::Weekday),
            "unit" => Some(Op::Unit(number.unwrap_or(0), Unit::parse(second))),
            "told-unit" => Some(Op::ToldUnit(number.unwrap_or(0), Unit::parse(second))),
            "stretch" => number.map(Op::Stretch),
            "child" => ChildOp::parse(argument).map(Op::Child),
            "decade" => Some(Op::Decade),
            "century" => Some(Op::Century(if argument == "bc" { -1 } else { 1 })),
            "fiscal" => Some(Op::Fiscal),
            "vague" => word_value(argument).map(Op::Vague),
            "range" => Some(Op::Range),
            "open" => Side::parse(argument).map(Op::Open),
            "timed" => Some(Op::Timed),
            "pass" => Some(Op::Pass),
            "drop" => Some(Op::Drop),
            _ => parse_shift(name),
        };
        parsed.ok_or_else(|| format!("`{text}` is no meaning"))
    }
}

fn parse_length(argument: &str) -> Option<Op> {
    match argument {
        "" => Some(Op::Length(None)),
        "?" => Some(Op::Length(Some(f64::NAN))),
        number => number.parse().ok().map(|n| Op::Length(Some(n))),
    }
}

fn parse_shift(name: &str) -> Option<Op> {
    Some(match name {
        "ago" => Op::Shift(-1, Base::Publication),
        "hence" => Op::Shift(1, Base::Publication),
        "earlier" => Op::Shift(-1, Base::Told),
        "later" => Op::Shift(1, Base::Told),
        "before" => Op::Shift(-1, Base::Point),
        "after" => Op::Shift(1, Base::Point),
        _ => return None,
    })
}

impl ChildOp {
    fn parse(name: &str) -> Option<ChildOp> {
        Some(match name {
            "quarter" => ChildOp::Quarter,
            "half" => ChildOp::Half,
            "season" => ChildOp::Season,
            "month" => ChildOp::Month,
            "day" => ChildOp::Day,
            "week" => ChildOp::Week,
            "holiday" => ChildOp::Holiday,
            "weekday" => ChildOp::Weekday,
            "unit" => ChildOp::Unit,
            "date" => ChildOp::Date,
            "part" => ChildOp::Part,
            "sofar" => ChildOp::Sofar,
            "weekend" => ChildOp::Weekend,
            _ => return None,
        })
    }
}

impl Side {
    fn parse(name: &str) -> Option<Side> {
        Some(match name {
            "since" => Side::Since,
            "until" => Side::Until,
            "before" => Side::Before,
            "after" => Side::After,
            _ => return None,
        })
    }
}
