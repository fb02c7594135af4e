//! Units of time and the lengths that they measure.

use crate::document::Precision;

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// And all shorter ones but minute and hour.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A calendar day.
    Day,
    /// Monday to Friday; other days do not count.
    Workday,
    /// Monday to Sunday, as ISO 8601 has it.
    Week,
    /// Monday to Friday of a week.
    Workweek,
    /// Two weeks.
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

const UNITS: [(&str, Unit); 16] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("workday", Unit::Workday),
    ("week", Unit::Week),
    ("workweek", Unit::Workweek),
    ("fortnight", Unit::Fortnight),
    ("weekend", Unit::Weekend),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("half", Unit::Half),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("millennium", Unit::Millennium),
];

impl Unit {
    /// Returns the unit that a grammar file calls `name`.
    pub fn parse(name: &str) -> Option<Unit> {
        UNITS.iter().find(|(known, _)| *known == name).map(|(_, unit)| *unit)
    }

    /// Returns the unit whose discriminant is `value`.
    pub fn of_value(value: i64) -> Option<Unit> {
        UNITS.get(usize::try_from(value).ok()?).map(|(_, unit)| *unit)
    }

    /// Returns the unit's name in English, for reasons.
    pub fn name(self) -> &'static str {
        UNITS[self as usize].0
    }

    /// Returns the number of months in the unit, 0 for those shorter than a month.
    pub fn months(self) -> i64 {
        match self {
            Unit::Month => 1,
            Unit::Quarter => 3,
            Unit::Half => 6,
            Unit::Year => 12,
            Unit::Decade => 120,
            Unit::Century => 1_200,
            Unit::Millennium => 12_000,
            _ => 0,
        }
    }

    /// Returns the number of days in the unit, 0 for those counted in months or hours.
    pub fn days(self) -> i64 {
        match self {
            Unit::Day | Unit::Workday => 1,
            Unit::Week | Unit::Workweek | Unit::Weekend => 7,
            Unit::Fortnight => 14,
            _ => 0,
        }
    }

    /// Returns the number of seconds of units shorter than a day.
    pub fn seconds(self) -> i64 {
        match self {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            _ => 0,
        }
    }

    /// Returns how exactly something is known that is told in this unit.
    pub fn precision(self) -> Precision {
        match self {
            Unit::Second | Unit::Minute | Unit::Hour => Precision::Time,
            Unit::Day | Unit::Workday => Precision::Day,
            Unit::Week | Unit::Workweek | Unit::Weekend | Unit::Fortnight => Precision::Week,
            Unit::Month => Precision::Month,
            Unit::Quarter | Unit::Half => Precision::Quarter,
            Unit::Year => Precision::Year,
            Unit::Decade => Precision::Decade,
            Unit::Century | Unit::Millennium => Precision::Century,
        }
    }
}
