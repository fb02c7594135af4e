//! Intervals as people read them.

use chrono::{Datelike, NaiveDate};

use crate::document::{Interval, Precision};

/// Returns `2024-03-17`, `2024-03`, `2024`, `2024-03-11..2024-03-17`, or with an
/// open end `2024-03-11..`; nothing for an interval that is not known.
pub fn interval(when: Option<Interval>) -> String {
    let Some(when) = when else { return String::new() };
    match (when.from, when.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => whole(from, to, when.precision).unwrap_or_else(|| format!("{from}..{to}")),
        (from, to) => {
            let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", shown(from), shown(to))
        }
    }
}

/// Returns the name of a whole month or year, when the interval is no finer.
fn whole(from: NaiveDate, to: NaiveDate, precision: Precision) -> Option<String> {
    let starts = from.day() == 1 && precision >= Precision::Month;
    let ends = to.succ_opt().is_some_and(|next| next.day() == 1);
    if !starts || !ends || from.year() != to.year() {
        return None;
    }
    match (from.month(), to.month()) {
        (1, 12) => Some(format!("{:04}", from.year())),
        (first, last) if first == last => Some(format!("{:04}-{first:02}", from.year())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, precision: Precision, shown: &str) {
        let when = Interval { from: from.parse().ok(), to: to.parse().ok(), precision };
        assert_eq!(interval(Some(when)), shown);
    }

    #[test]
    fn an_interval_is_shown_as_exactly_as_it_is_known() {
        check("2024-03-17", "2024-03-17", Precision::Day, "2024-03-17");
        check("2024-03-01", "2024-03-31", Precision::Month, "2024-03");
        check("2024-03-01", "2024-03-31", Precision::Day, "2024-03-01..2024-03-31");
        check("2024-01-01", "2024-12-31", Precision::Year, "2024");
        check("2024-01-01", "2024-03-31", Precision::Quarter, "2024-01-01..2024-03-31");
        check("2024-03-11", "", Precision::Day, "2024-03-11..");
        check("", "2024-03-11", Precision::Day, "..2024-03-11");
        assert_eq!(interval(None), "");
    }
}
