//! One event with all that is known of it: who says what, and where they disagree.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};

use super::Style;
use super::events::places;
use super::hits::{painted, wrapped};
use crate::present::days;
use crate::search::{EventRow, ReportRow};

/// Returns the page of an event: parties, history, contradictions, and every
/// report with its sentence.
pub fn event(row: &EventRow, style: Style) -> String {
    let mut text = String::new();
    write_head(&mut text, row, style).expect("a string takes any text");
    if row.history().len() > 1 {
        let changes = row.history().into_iter().map(|report| format!("{}  {}", dated(report), by(report)));
        write_list(&mut text, "History", changes, style);
    }
    write_list(&mut text, "Contradictions", row.contradictions.iter().cloned(), style);
    let _ = writeln!(text, "\n{}", heading("Reports", style));
    for report in &row.reports {
        write_report(&mut text, report, style).expect("a string takes any text");
    }
    text
}

fn write_head(text: &mut String, row: &EventRow, style: Style) -> std::fmt::Result {
    let when = days::interval(row.when);
    let when = if when.is_empty() { "undated".to_owned() } else { when };
    let postponed = if row.postponed { " (postponed)" } else { "" };
    let (kind, status) = (row.kind.as_str(), row.status.as_str());
    let title = format!("{when}  {kind} {status}{postponed}");
    writeln!(text, "{}  {}", heading(&title, style), row.id)?;
    for party in &row.participants {
        let id = if party.id.is_empty() { String::new() } else { format!("  {}", dim(&party.id, style)) };
        writeln!(text, "  {}{id}", party.name)?;
    }
    if !row.places.is_empty() {
        writeln!(text, "  in {}", places(&row.places))?;
    }
    writeln!(text, "  {}", row.reason)
}

fn write_list(text: &mut String, title: &str, lines: impl Iterator<Item = String>, style: Style) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", heading(title, style));
    for line in lines.iter().flat_map(|line| wrapped(line, style.width, 2)) {
        let _ = writeln!(text, "  {line}");
    }
}

fn write_report(text: &mut String, report: &ReportRow, style: Style) -> std::fmt::Result {
    writeln!(text, "  {}  {}", dated(report), by(report))?;
    for line in wrapped(&report.evidence, style.width, 4) {
        writeln!(text, "    {line}")?;
    }
    let said: Vec<&str> = report.attributed_to.iter().map(|party| party.name.as_str()).collect();
    let said = if said.is_empty() { String::new() } else { format!("citing {}; ", said.join(", ")) };
    let why = format!("{said}{} ({:.2})", report.reason, report.confidence);
    for line in wrapped(&why, style.width, 4) {
        writeln!(text, "    {}", dim(line, style))?;
    }
    writeln!(text, "    {}", dim(&format!("{}  {}", report.path, report.article), style))
}

fn dated(report: &ReportRow) -> String {
    let day = report.published.map_or("undated   ".to_owned(), |day| day.to_string());
    format!("{day}  {:9}", report.status.as_str())
}

fn by(report: &ReportRow) -> &str {
    report.publisher.as_deref().unwrap_or(&report.path)
}

fn heading(text: &str, style: Style) -> String {
    painted(text, Ansi::new().bold(), style)
}

fn dim(text: &str, style: Style) -> String {
    painted(text, Ansi::new().fg_color(Some(AnsiColor::BrightBlack.into())), style)
}
