//! Counting days into bars, with the empty ones between.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::asking::Asking;
use super::items::Items;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{from_number, unless_open};
use crate::query::{DateField, DateRange, HistogramRequest, Step};
use crate::search::Bar;

/// Bars that a histogram may have.
const MOST: usize = 100_000;

/// Counts what `request` asks for.
///
/// # Errors
///
/// [`ErrorKind::Limit`] when there would be too many bars, or it takes too long.
pub fn count(asking: &Asking<'_>, items: &Items, request: Option<HistogramRequest>) -> Result<Vec<Bar>> {
    let Some(request) = request else { return Ok(Vec::new()) };
    // Returns the first day of the bar of a day that is asked for.
    let bar = |day: i64| {
        let day = from_number(day).filter(|day| request.range.contains(*day))?;
        Some(start(day, request.step))
    };
    let counts = items.days(asking, request.field, |(from, to)| match request.field {
        // An event is where it began.
        DateField::Event => unless_open(from).and_then(bar),
        // What is told of several days lies whole in a bar, or in none.
        _ => bar(from).filter(|start| from == to || Some(*start) == bar(to)),
    })?;
    bars(&counts, request.range, request.step)
}

/// Returns the bars from the first to the last day of `range`, where it has
/// them, else of the counts.
fn bars(counts: &BTreeMap<NaiveDate, usize>, range: DateRange, step: Step) -> Result<Vec<Bar>> {
    let first = range.from.map(|day| start(day, step)).or_else(|| counts.keys().next().copied());
    let last = range.to.map(|day| start(day, step)).or_else(|| counts.keys().next_back().copied());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let mut bars = Vec::new();
    let mut from = first;
    while from <= last {
        if bars.len() == MOST {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("the histogram would have more than {MOST} bars"),
            )
            .hint("take wider bars or a shorter range"));
        }
        let Some(next) = next(from, step) else { break };
        let to = next.pred_opt().unwrap_or(from);
        bars.push(Bar { from, to, count: counts.get(&from).copied().unwrap_or(0) });
        from = next;
    }
    Ok(bars)
}

/// Returns the first day of the bar in which `day` lies.
fn start(day: NaiveDate, step: Step) -> NaiveDate {
    let first_of = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
    match step {
        Step::Day => day,
        Step::Week => {
            let behind = u64::from(day.weekday().num_days_from_monday());
            day.checked_sub_days(Days::new(behind)).unwrap_or(day)
        }
        Step::Month => first_of(day.month()),
        Step::Quarter => first_of(day.month0() / 3 * 3 + 1),
        Step::Year => first_of(1),
    }
}

fn next(start: NaiveDate, step: Step) -> Option<NaiveDate> {
    match step {
        Step::Day => start.succ_opt(),
        Step::Week => start.checked_add_days(Days::new(7)),
        Step::Month => start.checked_add_months(Months::new(1)),
        Step::Quarter => start.checked_add_months(Months::new(3)),
        Step::Year => start.checked_add_months(Months::new(12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn check(days: &[&str], step: Step, expected: &[(&str, &str, usize)]) {
        let mut counts = BTreeMap::new();
        days.iter().for_each(|text| *counts.entry(start(day(text), step)).or_default() += 1);
        let bars = bars(&counts, DateRange { from: None, to: None }, step).unwrap();
        let expected: Vec<Bar> = expected
            .iter()
            .map(|(from, to, count)| Bar { from: day(from), to: day(to), count: *count })
            .collect();
        assert_eq!(bars, expected);
    }

    #[test]
    fn empty_bars_stand_between_the_first_and_the_last() {
        check(&[], Step::Day, &[]);
        check(
            &["1604-12-30", "1605-02-28", "1605-02-01"],
            Step::Month,
            &[
                ("1604-12-01", "1604-12-31", 1),
                ("1605-01-01", "1605-01-31", 0),
                ("1605-02-01", "1605-02-28", 2),
            ],
        );
        check(
            &["2023-12-31", "2024-01-01"],
            Step::Week,
            &[("2023-12-25", "2023-12-31", 1), ("2024-01-01", "2024-01-07", 1)],
        );
        check(
            &["2024-02-29", "2024-05-01"],
            Step::Quarter,
            &[("2024-01-01", "2024-03-31", 1), ("2024-04-01", "2024-06-30", 1)],
        );
        check(
            &["2022-05-05", "2024-05-05"],
            Step::Year,
            &[
                ("2022-01-01", "2022-12-31", 1),
                ("2023-01-01", "2023-12-31", 0),
                ("2024-01-01", "2024-12-31", 1),
            ],
        );
    }

    #[test]
    fn too_many_bars_are_an_error() {
        let range = DateRange { from: Some(day("0001-01-01")), to: Some(day("2024-01-01")) };
        assert!(bars(&BTreeMap::new(), range, Step::Day).is_err());
    }
}
