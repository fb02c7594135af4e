//! A report that needs nothing else: one web page with the question, when it
//! was, who and what is in it, and the evidence with what matched marked; no
//! script, no font, no address.

use std::io::{self, Write};

use super::{About, Counts, Item, Sink, Unit, days, sheet};
use crate::document::Span;
use crate::resolve::Party;
use crate::search::{Bar, EventRow, Facet, Hit};

/// The page up to its title, and what follows it.
const HEAD: (&str, &str) = (
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
     <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>",
    "</title>\n<style>\n",
);

const STYLE: &str = include_str!("data/report.css");

/// The page, row by row.
pub(super) struct Html<W> {
    out: W,
    rows: usize,
}

impl<W: Write> Html<W> {
    pub(super) fn begin(mut out: W, unit: Unit, about: &About) -> io::Result<Html<W>> {
        let title = escaped(about.title());
        write!(out, "{}{title}{}{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n", HEAD.0, HEAD.1)?;
        let total = about.total.map(|total| format!("{total} rows, ")).unwrap_or_default();
        writeln!(out, "<p class=\"about\">{total}{}</p>", escaped(&about.line()))?;
        counts(&mut out, &about.counts)?;
        write!(out, "<table class=\"rows\">\n<thead><tr>")?;
        let columns = match unit {
            Unit::Events => vec!["when", "status", "who", "where", "sentence"],
            Unit::Hits | Unit::Articles => vec!["published", "source", "article"],
            other => sheet::columns(other),
        };
        for column in columns {
            write!(out, "<th>{column}</th>")?;
        }
        writeln!(out, "</tr></thead>")?;
        Ok(Html { out, rows: 0 })
    }
}

impl<W: Write> Sink for Html<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        self.rows += 1;
        let cells = match item {
            Item::Event(row) => event(row),
            Item::Hit(hit) | Item::Article(hit, _) => found(hit),
            other => sheet::cells(other).iter().map(|cell| escaped(cell)).collect(),
        };
        writeln!(self.out, "<tr><td>{}</td></tr>", cells.join("</td><td>"))
    }

    fn finish(&mut self) -> io::Result<()> {
        writeln!(self.out, "</table>\n<p class=\"about\">{} rows</p>\n</body>\n</html>", self.rows)?;
        self.out.flush()
    }
}

/// Writes the histogram, and the values of the facets beside each other.
fn counts(out: &mut impl Write, counts: &Counts) -> io::Result<()> {
    if counts.histogram.len() > 1 {
        histogram(out, &counts.histogram)?;
    }
    let facets: Vec<&Facet> = counts.facets.iter().filter(|facet| !facet.values.is_empty()).collect();
    if facets.is_empty() {
        return Ok(());
    }
    writeln!(out, "<div class=\"facets\">")?;
    for facet in facets {
        let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1);
        write!(out, "<section><h2>{}</h2>\n<ol>", facet.field)?;
        for value in &facet.values {
            let (name, count) = (escaped(&value.value), value.count);
            let share = count * 100 / most.max(1);
            write!(out, "<li><span style=\"width:{share}%\"></span><b>{count}</b> {name}</li>")?;
        }
        let more = facet.distinct - facet.values.len();
        let more = if more > 0 { format!("<p>and {more} more</p>") } else { String::new() };
        writeln!(out, "</ol>{more}</section>")?;
    }
    writeln!(out, "</div>")
}

fn histogram(out: &mut impl Write, bars: &[Bar]) -> io::Result<()> {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let (first, last) = (bars[0].from, bars[bars.len() - 1].to);
    write!(out, "<figure><div class=\"bars\">")?;
    for bar in bars {
        let height = bar.count as f64 * 100.0 / most as f64;
        let said = format!("{} to {}: {}", bar.from, bar.to, bar.count);
        write!(out, "<i title=\"{said}\"><span style=\"height:{height:.1}%\"></span></i>")?;
    }
    writeln!(
        out,
        "</div><figcaption><span>{first}</span><span>at most {most} a bar</span><span>{last}</span></figcaption></figure>"
    )
}

fn event(row: &EventRow) -> Vec<String> {
    let names: Vec<String> = row.participants.iter().map(|party| escaped(&party.name)).collect();
    let places: Vec<String> = row.places.iter().map(|venue| escaped(&venue.name)).collect();
    let told = row.reports.iter().map(|report| {
        let by = [report.publisher.clone(), report.published.map(|day| day.to_string())];
        let by: Vec<String> = by.into_iter().flatten().collect();
        format!(
            "<q>{}</q> <small>{} {}</small>",
            marked(&report.evidence, &named(&report.evidence, &row.participants)),
            escaped(&by.join(", ")),
            escaped(&report.path)
        )
    });
    let told = told.collect::<Vec<_>>().join("<br>");
    let kind = format!("{} {}", row.kind.as_str(), row.status.as_str());
    let when = format!("{}<br><small>{}</small>", days::interval(row.when), first_digits(&row.id));
    vec![when, kind, names.join("<br>"), places.join(", "), told]
}

/// Returns the digits of an identifier that tables show, too.
fn first_digits(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// Returns where a sentence names one of `parties`, in full or by the last name.
fn named(sentence: &str, parties: &[Party]) -> Vec<Span> {
    let ends = |at: usize| !sentence[at..].starts_with(char::is_alphanumeric);
    let begins = |at: usize| !sentence[..at].ends_with(char::is_alphanumeric);
    let places = |name: &str| -> Vec<Span> {
        let found = sentence.match_indices(name).map(|(at, name)| Span::new(at, at + name.len()));
        found.filter(|span| begins(span.start) && ends(span.end)).collect()
    };
    let mut spans: Vec<Span> = Vec::new();
    for party in parties.iter().filter(|party| !party.name.is_empty()) {
        let whole = places(&party.name);
        let last = party.name.rsplit(' ').next().unwrap_or_default();
        spans.extend(if whole.is_empty() && last.chars().count() > 2 { places(last) } else { whole });
    }
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|next, before| next.start < before.end);
    spans
}

fn found(hit: &Hit) -> Vec<String> {
    let mut shown = format!(
        "<b>{}</b> <small>{}</small>",
        escaped(hit.title.as_deref().unwrap_or("")),
        escaped(&hit.path)
    );
    for snippet in &hit.snippets {
        shown.push_str("<br>");
        shown.push_str(&marked(&snippet.text, &snippet.highlights));
    }
    let published = hit.published.map(|day| day.to_string()).unwrap_or_default();
    vec![published, escaped(hit.publisher.as_deref().unwrap_or("")), shown]
}

/// Escapes `text` and marks `spans`, which are sorted and disjoint.
fn marked(text: &str, spans: &[Span]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for span in spans {
        out.push_str(&escaped(&text[at..span.start]));
        out.push_str(&format!("<mark>{}</mark>", escaped(span.of(text))));
        at = span.end;
    }
    out.push_str(&escaped(&text[at..]));
    out
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityKind;

    #[test]
    fn parties_are_marked_by_their_whole_or_last_names() {
        let party = |name: &str| Party { id: String::new(), name: name.into(), kind: EntityKind::Person };
        let check = |sentence: &str, names: &[&str], expected: &str| {
            let parties: Vec<Party> = names.iter().map(|name| party(name)).collect();
            assert_eq!(marked(sentence, &named(sentence, &parties)), expected);
        };
        check("Anna Ek met Ur.", &["Anna Ek", "Bo Ur"], "<mark>Anna Ek</mark> met Ur.");
        check("Ekman met <Urban>.", &["Anna Ek", "Bo Urban"], "Ekman met &lt;<mark>Urban</mark>&gt;.");
        check("Ek and Ek Berg", &["Ek Berg", "Ek"], "<mark>Ek</mark> and <mark>Ek Berg</mark>");
    }
}
