//! On which days holidays fall: `holidays.toml` and the calendars behind it.

use std::sync::OnceLock;

use chrono::{Duration, NaiveDate};
use serde::Deserialize;

use super::calendar::{self, plus_days};
use super::lunar;

/// The rule of a holiday.
enum Rule {
    Fixed(u32, u32),
    Easter(i64),
    Pascha(i64),
    Weekday { month: u32, weekday: u32, n: i64, moved: i64 },
    Hijri(u32, u32),
    Hebrew(u32, u32),
    Nowruz,
    LunarNewYear(i64),
    Diwali(i64),
    Independence,
    Advent(i64),
}

struct Holiday {
    name: String,
    rule: Rule,
    days: i64,
}

struct Table {
    holidays: Vec<Holiday>,
    independence: Vec<(i64, (u32, u32))>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    holiday: toml::Table,
    independence: toml::Table,
}

/// Returns the index of the holiday that the grammar files call `name`.
pub(super) fn index(name: &str) -> Option<usize> {
    table().holidays.binary_search_by(|holiday| holiday.name.as_str().cmp(name)).ok()
}

/// Returns the first and last days of the holiday that begin in a Gregorian
/// year; two for those that the shorter Islamic year brings twice, none for
/// a national day of a country that the text does not name.
pub(super) fn days(index: usize, year: i32, country: i64) -> Vec<(NaiveDate, NaiveDate)> {
    let Some(holiday) = table().holidays.get(index) else { return Vec::new() };
    let first = match holiday.rule {
        Rule::Fixed(month, day) => calendar::date(year, month, day),
        Rule::Easter(moved) => easter(year).and_then(|day| plus_days(day, moved)),
        Rule::Pascha(moved) => orthodox_easter(year).and_then(|day| plus_days(day, moved)),
        Rule::Weekday { month, weekday, n, moved } => {
            nth(year, month, weekday, n).and_then(|day| plus_days(day, moved))
        }
        Rule::Hijri(month, day) => return spread(lunar::hijri(year, month, day), holiday.days),
        Rule::Hebrew(month, day) => lunar::hebrew(year, month, day),
        Rule::Nowruz => lunar::nowruz(year),
        Rule::LunarNewYear(moved) => lunar::chinese_new_year(year).and_then(|day| plus_days(day, moved)),
        Rule::Diwali(moved) => lunar::diwali(year).and_then(|day| plus_days(day, moved)),
        Rule::Independence => independence(country).and_then(|(month, day)| calendar::date(year, month, day)),
        Rule::Advent(moved) => calendar::date(year, 12, 24)
            .and_then(|eve| calendar::on_or_before(eve, 7))
            .and_then(|sunday| plus_days(sunday, moved - 21)),
    };
    spread(first.into_iter().collect(), holiday.days)
}

fn spread(firsts: Vec<NaiveDate>, days: i64) -> Vec<(NaiveDate, NaiveDate)> {
    firsts.into_iter().map(|first| (first, first + Duration::days(days - 1))).collect()
}

fn independence(country: i64) -> Option<(u32, u32)> {
    let table = &table().independence;
    table.binary_search_by_key(&country, |(code, _)| *code).ok().map(|index| table[index].1)
}

fn nth(year: i32, month: u32, weekday: u32, n: i64) -> Option<NaiveDate> {
    let month = calendar::month(year, month)?;
    calendar::nth_weekday(month.from, month.to, weekday, n)
}

/// Returns Easter Sunday (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    calendar::date(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)
}

/// Returns Easter Sunday of the Julian calendar, as a Gregorian day.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let d = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let e = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - d + 34).rem_euclid(7);
    let sum = d + e + 114;
    let julian = calendar::date(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?)?;
    plus_days(julian, i64::from(year.div_euclid(100) - year.div_euclid(400) - 2))
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| parse(include_str!("holidays.toml")).expect("a test reads the table of holidays"))
}

fn parse(text: &str) -> Option<Table> {
    let file: File = toml::from_str(text).ok()?;
    let mut holidays = Vec::new();
    for (name, value) in &file.holiday {
        let value = value.as_array()?;
        let rule = parse_rule(value.first()?.as_str()?)?;
        holidays.push(Holiday { name: name.clone(), rule, days: value.get(1)?.as_integer()? });
    }
    holidays.sort_by(|a, b| a.name.cmp(&b.name));
    let mut independence = Vec::new();
    for (code, day) in &file.independence {
        independence.push((super::meaning::country_value(code), parse_day(day.as_str()?)?));
    }
    independence.sort_unstable();
    Some(Table { holidays, independence })
}

fn parse_rule(text: &str) -> Option<Rule> {
    if let Some((month, day)) = parse_day(text) {
        return Some(Rule::Fixed(month, day));
    }
    let mut words = text.split(' ');
    let name = words.next()?;
    let numbers: Vec<i64> = words.filter_map(|word| word.trim_start_matches('+').parse().ok()).collect();
    let number = |index: usize| numbers.get(index).copied();
    let small = |index: usize| number(index).and_then(|number| u32::try_from(number).ok());
    Some(match name {
        "easter" => Rule::Easter(number(0)?),
        "pascha" => Rule::Pascha(number(0)?),
        "weekday" => {
            let moved = number(3).unwrap_or(0);
            Rule::Weekday { month: small(0)?, weekday: small(1)?, n: number(2)?, moved }
        }
        "hijri" => Rule::Hijri(small(0)?, small(1)?),
        "hebrew" => Rule::Hebrew(small(0)?, small(1)?),
        "nowruz" => Rule::Nowruz,
        "lunar" => Rule::LunarNewYear(number(0)?),
        "diwali" => Rule::Diwali(number(0)?),
        "independence" => Rule::Independence,
        "advent" => Rule::Advent(number(0).unwrap_or(0)),
        _ => return None,
    })
}

fn parse_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks on which day a holiday begins.
    fn check(name: &str, country: &str, year: i32, expected: &str) {
        let index = index(name).expect("the holiday is in the table");
        let days = days(index, year, super::super::meaning::country_value(country));
        let first = days.first().map(|(first, _)| first.to_string());
        assert_eq!(first.as_deref(), Some(expected), "{name} {year}");
    }

    #[test]
    fn holidays_of_every_calendar() {
        check("easter", "", 2024, "2024-03-31");
        check("easter", "", 2019, "2019-04-21");
        check("orthodox-easter", "", 2024, "2024-05-05");
        check("thanksgiving", "", 2023, "2023-11-23");
        check("memorial-day", "", 2024, "2024-05-27");
        check("independence-day", "IN", 2022, "2022-08-15");
        check("ramadan", "", 2024, "2024-03-11");
        check("eid-al-fitr", "", 2024, "2024-04-10");
        check("eid-al-fitr", "", 2022, "2022-05-02");
        check("eid-al-fitr", "", 2023, "2023-04-21");
        check("ramadan", "", 2023, "2023-03-23");
        check("eid-al-fitr", "", 2021, "2021-05-13");
        check("eid-al-adha", "", 2019, "2019-08-11");
        check("nowruz", "", 2024, "2024-03-20");
        check("nowruz", "", 2023, "2023-03-21");
        check("passover", "", 2024, "2024-04-23");
        check("yom-kippur", "", 2023, "2023-09-25");
        check("rosh-hashanah", "", 2024, "2024-10-03");
        check("hanukkah", "", 2023, "2023-12-08");
        check("lunar-new-year", "", 2024, "2024-02-10");
        check("lunar-new-year", "", 2023, "2023-01-22");
        check("lunar-new-year", "", 2025, "2025-01-29");
        check("diwali", "", 2017, "2017-10-19");
        check("diwali", "", 2018, "2018-11-07");
        check("diwali", "", 2020, "2020-11-14");
        check("diwali", "", 2021, "2021-11-04");
        check("diwali", "", 2022, "2022-10-24");
        check("diwali", "", 2023, "2023-11-12");
        check("diwali", "", 2024, "2024-10-31");
        check("diwali", "", 2025, "2025-10-20");
    }
}
