//! A web page that needs nothing else: no script, no font, no address.

use std::io::{self, Write};

use super::{About, Item, Sink, Unit, days, sheet};
use crate::search::{EventRow, Hit};

/// The page up to its title, and what follows it.
const HEAD: (&str, &str) = (
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
     <meta name=\"viewport\" content=\"width=device-width\">\n\
     <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>",
    "</title>\n<style>\n\
     body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }\n\
     table { border-collapse: collapse; width: 100% }\n\
     th, td { border-bottom: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top }\n\
     mark { background: #fe9 } q { color: #333 } small { color: #666 }\n</style>\n</head>\n<body>\n",
);

/// The page, row by row.
pub(super) struct Html<W> {
    out: W,
    rows: usize,
    about: String,
}

impl<W: Write> Html<W> {
    pub(super) fn begin(mut out: W, unit: Unit, about: &About) -> io::Result<Html<W>> {
        let title = escaped(&about.query);
        write!(out, "{}{title}{}<h1>{title}</h1>\n<table>\n<tr>", HEAD.0, HEAD.1)?;
        let columns = match unit {
            Unit::Events => vec!["when", "status", "who", "where", "sentence"],
            Unit::Hits => vec!["published", "source", "article"],
            other => sheet::columns(other),
        };
        for column in columns {
            write!(out, "<th>{column}</th>")?;
        }
        writeln!(out, "</tr>")?;
        Ok(Html { out, rows: 0, about: escaped(&about.line()) })
    }
}

impl<W: Write> Sink for Html<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        self.rows += 1;
        let cells = match item {
            Item::Event(row) => event(row),
            Item::Hit(hit) => found(hit),
            other => sheet::cells(other).iter().map(|cell| escaped(cell)).collect(),
        };
        writeln!(self.out, "<tr><td>{}</td></tr>", cells.join("</td><td>"))
    }

    fn finish(&mut self) -> io::Result<()> {
        writeln!(
            self.out,
            "</table>\n<p><small>{} rows. {}</small></p>\n</body>\n</html>",
            self.rows, self.about
        )?;
        self.out.flush()
    }
}

fn event(row: &EventRow) -> Vec<String> {
    let names: Vec<String> = row.participants.iter().map(|party| escaped(&party.name)).collect();
    let places: Vec<String> = row.places.iter().map(|venue| escaped(&venue.name)).collect();
    let told = row.reports.iter().map(|report| {
        let by = [report.publisher.clone(), report.published.map(|day| day.to_string())];
        let by: Vec<String> = by.into_iter().flatten().collect();
        format!(
            "<q>{}</q> <small>{} {}</small>",
            escaped(&report.evidence),
            escaped(&by.join(", ")),
            escaped(&report.path)
        )
    });
    let told = told.collect::<Vec<_>>().join("<br>");
    let kind = format!("{} {}", row.kind.as_str(), row.status.as_str());
    vec![days::interval(row.when), kind, names.join("<br>"), places.join(", "), told]
}

fn found(hit: &Hit) -> Vec<String> {
    let mut shown = format!(
        "<b>{}</b> <small>{}</small>",
        escaped(hit.title.as_deref().unwrap_or("")),
        escaped(&hit.path)
    );
    for snippet in &hit.snippets {
        shown.push_str("<br>");
        let mut at = 0;
        for span in &snippet.highlights {
            shown.push_str(&escaped(&snippet.text[at..span.start]));
            shown.push_str(&format!("<mark>{}</mark>", escaped(span.of(&snippet.text))));
            at = span.end;
        }
        shown.push_str(&escaped(&snippet.text[at..]));
    }
    let published = hit.published.map(|day| day.to_string()).unwrap_or_default();
    vec![published, escaped(hit.publisher.as_deref().unwrap_or("")), shown]
}

/// Escapes text for an element or an attribute of HTML or XML; characters that
/// XML 1.0 forbids become spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
