//! Events as a table: when, whether, who, where, and the sentence that says so.

use comfy_table::{Cell, ColumnConstraint, Width};

use super::{Style, frame};
use crate::present::{days, sheet};
use crate::resolve::Venue;
use crate::search::EventRow;

/// The least width at which every column stands alone.
const WIDE: u16 = 110;
/// Digits of an identifier that are shown.
const SHORT: usize = 8;
/// The greatest number of participants that are shown.
const SHOWN: usize = 8;

/// Returns the table of `events`.
pub fn events(events: &[EventRow], style: Style) -> String {
    let wide = style.width >= WIDE;
    let header: &[&str] = if wide {
        &["when", "status", "who", "where", "the sentence that says so"]
    } else {
        &["when", "who and where", "the sentence that says so"]
    };
    let mut table = frame::apart(style, header);
    for row in events {
        table.add_row(if wide { wide_row(row) } else { narrow_row(row) });
    }
    // Dates are never broken over lines, and the names keep a readable part.
    let rest = style.width.saturating_sub(if wide { 30 } else { 16 });
    let limits: &[u16] = if wide { &[12, 11, rest / 4, rest / 6] } else { &[12, rest * 2 / 5] };
    for (index, limit) in limits.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(*limit)));
        }
    }
    if let Some(column) = table.column_mut(0) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    frame::text(&table)
}

fn wide_row(row: &EventRow) -> Vec<Cell> {
    vec![
        Cell::new(format!("{}\n{}", when(row, "\n"), short(&row.id))),
        frame::of_status(status(row), row.status),
        Cell::new(who(row)),
        Cell::new(places(&row.places)),
        Cell::new(told(row)),
    ]
}

fn narrow_row(row: &EventRow) -> Vec<Cell> {
    let place = places(&row.places);
    let place = if place.is_empty() { place } else { format!("\nin {place}") };
    vec![
        frame::of_status(format!("{}\n{}\n{}", when(row, "\n"), status(row), short(&row.id)), row.status),
        Cell::new(format!("{}{place}", who(row))),
        Cell::new(told(row)),
    ]
}

/// Returns the interval, with the two ends of a range on lines of their own.
fn when(row: &EventRow, end: &str) -> String {
    match days::interval(row.when) {
        unknown if unknown.is_empty() => "undated".to_owned(),
        when => when.replace("..", &format!("{end}..")),
    }
}

/// Returns the status, with the kind where it is no meeting.
fn status(row: &EventRow) -> String {
    let status = if row.postponed { "postponed" } else { row.status.as_str() };
    match row.kind {
        crate::document::EventKind::Meeting => status.to_owned(),
        kind => format!("{status}\n{}", kind.as_str()),
    }
}

fn who(row: &EventRow) -> String {
    let mut names: Vec<String> =
        row.participants.iter().take(SHOWN).map(|party| party.name.clone()).collect();
    let more = row.participants.len().saturating_sub(SHOWN);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names.join("\n")
}

/// Returns the finest place with its country.
pub(super) fn places(places: &[Venue]) -> String {
    let Some(venue) = places.first() else { return String::new() };
    let path = venue.place.as_ref().map(|place| place.path.as_slice()).unwrap_or_default();
    match path.get(1) {
        Some(country) if *country != venue.name => format!("{}, {country}", venue.name),
        _ => venue.name.clone(),
    }
}

/// Returns the sentence of one report, and how many others there are.
fn told(row: &EventRow) -> String {
    let Some(report) = sheet::telling(row) else { return String::new() };
    let sentence = report.evidence.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut by = vec![report.publisher.clone().unwrap_or_else(|| report.path.clone())];
    by.extend(report.published.map(|day| day.to_string()));
    let said: Vec<&str> = report.attributed_to.iter().map(|party| party.name.as_str()).collect();
    let said = if said.is_empty() { String::new() } else { format!(", citing {}", said.join(", ")) };
    let more = match row.reports.len() - 1 {
        0 => String::new(),
        1 => ", and 1 more report".to_owned(),
        more => format!(", and {more} more reports"),
    };
    format!("{sentence}\n— {}{said}{more}", by.join(", "))
}

/// Returns as much of an identifier as `dateline show` needs.
fn short(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

/// Returns where somebody was: a place by date, with gaps in days, and days at
/// which two places are told.
pub fn itinerary(events: &[EventRow], name: &str, style: Style) -> String {
    let mut table = frame::dense(style, &["when", "where", "with", "told by", ""]);
    let mut before: Option<&EventRow> = None;
    for row in events {
        let others: Vec<&str> =
            row.participants.iter().map(|party| party.name.as_str()).filter(|n| *n != name).collect();
        table.add_row(vec![
            Cell::new(when(row, "\n")),
            Cell::new(places(&row.places)),
            Cell::new(others.join(", ")),
            Cell::new(format!(
                "{} {}",
                row.reports.len(),
                if row.reports.len() == 1 { "report" } else { "reports" }
            )),
            Cell::new(before.map(|before| step(before, row)).unwrap_or_default()),
        ]);
        before = Some(row);
    }
    if let Some(column) = table.column_mut(0) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    frame::text(&table)
}

/// Returns what lies between two stations: a gap in days, or a conflict.
fn step(before: &EventRow, row: &EventRow) -> String {
    let from = row.when.and_then(|when| when.from);
    let last = before.when.and_then(|when| when.to);
    let country = |row: &EventRow| row.places.first().and_then(|venue| venue.place.as_ref()?.country.clone());
    let (Some(from), Some(last)) = (from, last) else { return String::new() };
    let apart = (from - last).num_days();
    let elsewhere = matches!((country(before), country(row)), (Some(one), Some(other)) if one != other);
    match apart {
        ..=0 if elsewhere => "another country on the same day".to_owned(),
        2.. => format!("after {apart} days"),
        _ => String::new(),
    }
}
