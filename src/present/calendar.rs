//! Events as a calendar (iCalendar, RFC 5545): whole days, a VEVENT each.

use std::io::{self, Write};

use super::{About, Item, Sink, sheet};
use crate::document::Status;
use crate::search::EventRow;

/// A calendar. Events whose first day is not known cannot stand in it.
pub(super) struct Ics<W> {
    out: W,
    stamp: String,
}

impl<W: Write> Ics<W> {
    pub(super) fn begin(mut out: W, about: &About) -> io::Result<Ics<W>> {
        let stamp = about.today.map_or("19700101".to_owned(), |day| day.format("%Y%m%d").to_string());
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dateline//EN", "CALSCALE:GREGORIAN"] {
            write_folded(&mut out, line)?;
        }
        Ok(Ics { out, stamp: format!("{stamp}T000000Z") })
    }
}

impl<W: Write> Sink for Ics<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let Item::Event(row) = item else { return Ok(()) };
        for line in lines(row, &self.stamp).iter().flatten() {
            write_folded(&mut self.out, line)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        write_folded(&mut self.out, "END:VCALENDAR")?;
        self.out.flush()
    }
}

fn lines(row: &EventRow, stamp: &str) -> Option<Vec<String>> {
    let from = row.when.and_then(|when| when.from)?;
    let last = row.when.and_then(|when| when.to).unwrap_or(from);
    // DTEND is the first day that no longer belongs to the event.
    let end = last.succ_opt().unwrap_or(last);
    let status = match row.status {
        Status::Held => "CONFIRMED",
        Status::Planned => "TENTATIVE",
        Status::Cancelled | Status::Denied => "CANCELLED",
    };
    let places: Vec<&str> = row.places.iter().map(|venue| venue.name.as_str()).collect();
    let evidence: Vec<String> =
        row.reports.iter().map(|report| format!("{} ({})", report.evidence, report.path)).collect();
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@dateline", row.id),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", from.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&sheet::summary(row))),
        format!("DESCRIPTION:{}", escaped(&evidence.join("\n"))),
        format!("CATEGORIES:{}", row.kind.as_str()),
        format!("STATUS:{status}"),
    ];
    if !places.is_empty() {
        lines.push(format!("LOCATION:{}", escaped(&places.join(", "))));
    }
    lines.push("END:VEVENT".to_owned());
    Some(lines)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Writes a content line, folded after 75 bytes at most as RFC 5545 asks.
fn write_folded(out: &mut impl Write, line: &str) -> io::Result<()> {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.write_all(b"\r\n ")?;
            width = 1;
        }
        write!(out, "{c}")?;
        width += c.len_utf8();
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_fold_between_characters() {
        let mut out = Vec::new();
        write_folded(&mut out, &"é".repeat(60)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(60));
    }
}
