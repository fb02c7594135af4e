//! What a match means, apart from any day: "the month before that of publication".

use std::rc::Rc;

use super::holidays;
use super::op::{Base, ChildOp, Side};
use super::unit::Unit;

macro_rules! slots {
    ($($slot:ident = $name:literal),* $(,)?) => {
        /// A place in a rule's meaning that a part of its pattern fills.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Slot { $(#[doc = $name] $slot),* }

        impl Slot {
            /// Returns the slot that a grammar file calls `name`.
            pub fn parse(name: &str) -> Option<Slot> {
                match name { $($name => Some(Slot::$slot),)* _ => None }
            }
        }
    };
}

slots! {
    N = "n", N2 = "n2", N3 = "n3", Unit3 = "unit3", Unit = "unit", Unit2 = "unit2", Year = "year", Year2 = "year2", Month = "month",
    Month2 = "month2", Day = "day", Day2 = "day2", Weekday = "weekday", Weekday2 = "weekday2", Which = "which",
    Part = "part", Season = "season", Holiday = "holiday", Country = "country", Daypart = "daypart", Hour = "hour",
    Minute = "minute", Half = "half", Of = "of", Point = "point", Point2 = "point2", Length = "length",
    Clock = "clock", First = "first", Second = "second", Zone = "zone", Offset = "offset", Any = "any",
}

/// Returns the number for a value of a `[words]` table: a number, a unit, an
/// edge, a country code, or the name of a holiday.
pub(super) fn word_value(value: &str) -> Option<i64> {
    if let Ok(number) = value.parse() {
        return Some(number);
    }
    let named = match value {
        "start" | "spring" | "past" | "morning" | "am" => 0,
        "mid" | "summer" | "present" | "afternoon" | "pm" => 1,
        "end" | "autumn" | "future" | "evening" => 2,
        "winter" | "night" => 3,
        _ => return unit_or_name(value),
    };
    Some(named)
}

fn unit_or_name(value: &str) -> Option<i64> {
    if let Some(unit) = Unit::parse(value) {
        return Some(unit as i64);
    }
    if value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(country_value(value));
    }
    holidays::index(value).map(|index| index as i64)
}

/// Returns the number that stands for a country's ISO 3166-1 alpha-2 code.
pub(super) fn country_value(code: &str) -> i64 {
    code.bytes().fold(0, |value, byte| value * 256 + i64::from(byte))
}

/// A length of time: a number of units; the number is NaN where it is vague.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Length {
    /// How many.
    pub n: f64,
    /// Of what.
    pub unit: Unit,
    /// Finer parts: one year, *two months* and *three days*.
    pub rest: [Option<(f64, Unit)>; 2],
}

/// A time of day, or a part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// Hour, minute, and whether it is told in UTC.
    Time(u32, u32, bool),
    /// Morning, afternoon, evening, night.
    Part(i64),
}

/// The parts of a date that the text names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// The year, astronomical: 0 is 1 BC.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 to 31.
    pub day: Option<u32>,
    /// 1, Monday, to 7.
    pub weekday: Option<u32>,
    /// Month and day may also be meant the other way round.
    pub slashed: bool,
}

/// A part of a longer period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Child {
    /// Which kind of part.
    pub op: ChildOp,
    /// Its number, season, month, edge or holiday.
    pub n: i64,
    /// The weekday, unit or country, where the kind has one.
    pub of: i64,
    /// The last such (-1), this (0), the next (1), where the text says so.
    pub which: Option<i64>,
}

/// What a stretch of text means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A number.
    Number(i64),
    /// A length of time.
    Length(Length),
    /// A time of day.
    Clock(Clock),
    /// A date or a part of one.
    Date(Fields),
    /// A weekday; last, this, next, or as the tense has it.
    Weekday(u32, Option<i64>),
    /// A unit so far from that of publication, or of the day told last.
    Unit(Unit, i64, Base),
    /// The last (-1) or next (1) so many units.
    Stretch(Length, i64),
    /// A length before (-1) or after (1) a base or point.
    Shift(Length, i64, Base, Option<Rc<Meaning>>),
    /// The first (1) or last (-1) weeks of a period.
    Share(Length, i64, Rc<Meaning>),
    /// Two weeks from now, if the text speaks of the future.
    Planned(Length),
    /// A part of a period, or of the fitting year.
    Child(Child, Option<Rc<Meaning>>),
    /// The decade that begins in this year.
    Decade(i32),
    /// The century with this number, negative before Christ.
    Century(i32),
    /// The fiscal year; that of publication, moved by so many, where no year is told.
    Fiscal(Option<i32>, i64),
    /// Some past (0), present (1) or future (2) time.
    Vague(i64),
    /// From one to the other.
    Range(Rc<Meaning>, Rc<Meaning>),
    /// Open on one side.
    Open(Rc<Meaning>, Side),
    /// A point and a time of day.
    Timed(Rc<Meaning>, Clock),
    /// No expression of a date.
    Drop,
}
