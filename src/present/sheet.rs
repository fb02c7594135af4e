//! Items as rows of plain cells, for formats that have columns.

use chrono::NaiveDate;

use super::{EntityRow, Item, MentionRow, Unit, codes, days};
use crate::document::{Document, MentionForm};
use crate::resolve::Party;
use crate::search::{EventRow, Hit, ReportRow};

/// What stands between several values in one cell.
const AND: &str = "; ";

/// What the cells of a column hold, for formats that tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Any text.
    Text,
    /// A number, or nothing.
    Number,
    /// An ISO 8601 day, or nothing.
    Day,
    /// An address, or nothing.
    Link,
}

/// A column: its name, what its cells hold, and the cell of an item.
pub struct Column {
    /// The name in the header.
    pub name: &'static str,
    /// What the cells hold.
    pub kind: CellKind,
    cell: fn(Item<'_>) -> String,
}

impl Column {
    /// Returns the cell of `item`; empty for an item of another unit.
    pub fn cell(&self, item: Item<'_>) -> String {
        (self.cell)(item)
    }
}

/// Returns the columns of `unit`.
pub fn columns_of(unit: Unit) -> impl Iterator<Item = &'static Column> {
    let groups: &[&'static [Column]] = match unit {
        Unit::Articles => &[HIT, REFERENCE, NAMED, BODY],
        Unit::Hits => &[HIT, FOUND, NAMED],
        Unit::Events => &[EVENT, CODES, REPORT],
        Unit::Mentions => &[MENTION],
        Unit::Entities => &[ENTITY],
    };
    groups.iter().copied().flatten()
}

/// Returns the names of the columns of `unit`.
pub fn columns(unit: Unit) -> Vec<&'static str> {
    columns_of(unit).map(|column| column.name).collect()
}

/// Returns the cells of an item, one a column of its unit.
pub fn cells(item: Item<'_>) -> Vec<String> {
    let unit = match item {
        Item::Article(..) => Unit::Articles,
        Item::Hit(_) => Unit::Hits,
        Item::Event(_) => Unit::Events,
        Item::Mention(_) => Unit::Mentions,
        Item::Entity(_) => Unit::Entities,
    };
    columns_of(unit).map(|column| column.cell(item)).collect()
}

const fn text(name: &'static str, cell: fn(Item<'_>) -> String) -> Column {
    Column { name, kind: CellKind::Text, cell }
}

const fn number(name: &'static str, cell: fn(Item<'_>) -> String) -> Column {
    Column { name, kind: CellKind::Number, cell }
}

const fn day(name: &'static str, cell: fn(Item<'_>) -> String) -> Column {
    Column { name, kind: CellKind::Day, cell }
}

const HIT: &[Column] = &[
    text("id", |item| hit(item, |hit| hit.id.clone())),
    text("path", |item| hit(item, |hit| hit.path.clone())),
    day("published", |item| hit(item, |hit| iso(hit.published))),
    text("source", |item| hit(item, |hit| hit.publisher.clone().unwrap_or_default())),
    text("language", |item| hit(item, |hit| hit.language.clone().unwrap_or_default())),
    text("title", |item| hit(item, |hit| hit.title.clone().unwrap_or_default())),
];

const REFERENCE: &[Column] = &[
    text("byline", |item| doc(item, |doc| doc.byline.join(AND))),
    Column {
        name: "url",
        kind: CellKind::Link,
        cell: |item| hit(item, |hit| hit.url.clone().unwrap_or_default()),
    },
];

const FOUND: &[Column] = &[
    number("score", |item| hit(item, |hit| format!("{:.4}", hit.score))),
    text("snippet", |item| {
        hit(item, |hit| hit.snippets.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" … "))
    }),
];

const NAMED: &[Column] = &[
    text("people", |item| hit(item, |hit| names(&hit.people))),
    text("organizations", |item| hit(item, |hit| names(&hit.organizations))),
    text("places", |item| hit(item, |hit| names(&hit.places))),
];

const BODY: &[Column] = &[text("text", |item| doc(item, |doc| doc.body.of(&doc.text).to_owned()))];

const EVENT: &[Column] = &[
    text("id", |item| event(item, |row| row.id.clone())),
    text("kind", |item| event(item, |row| row.kind.as_str().to_owned())),
    text("status", |item| event(item, |row| row.status.as_str().to_owned())),
    day("from", |item| event(item, |row| iso(row.when.and_then(|when| when.from)))),
    day("to", |item| event(item, |row| iso(row.when.and_then(|when| when.to)))),
    text("precision", |item| {
        event(item, |row| row.when.map(|when| when.precision.as_str().to_owned()).unwrap_or_default())
    }),
    text("participants", |item| event(item, |row| names(&row.participants))),
    text("participant_ids", |item| event(item, |row| joined(row.participants.iter().map(|party| &party.id)))),
    text("places", |item| event(item, |row| joined(row.places.iter().map(|venue| &venue.name)))),
    text("country", |item| event(item, |row| country(row).unwrap_or_default())),
    number("reports", |item| event(item, |row| row.reports.len().to_string())),
];

const CODES: &[Column] = &[
    text("plover_event", |item| event(item, |row| codes::codes(row).plover.to_owned())),
    text("plover_mode", |item| event(item, |row| codes::codes(row).mode.to_owned())),
    text("cameo", |item| event(item, |row| codes::codes(row).cameo.to_owned())),
];

const REPORT: &[Column] = &[
    text("source", |item| told(item, |report| report.publisher.clone().unwrap_or_default())),
    day("published", |item| told(item, |report| iso(report.published))),
    text("article", |item| told(item, |report| report.article.clone())),
    text("path", |item| told(item, |report| report.path.clone())),
    text("evidence", |item| told(item, |report| report.evidence.clone())),
    text("attributed_to", |item| told(item, |report| names(&report.attributed_to))),
    number("confidence", |item| told(item, |report| format!("{:.3}", report.confidence))),
];

const MENTION: &[Column] = &[
    text("article", |item| mention(item, |row| row.hit.id.clone())),
    text("path", |item| mention(item, |row| row.hit.path.clone())),
    day("published", |item| mention(item, |row| iso(row.hit.published))),
    text("source", |item| mention(item, |row| row.hit.publisher.clone().unwrap_or_default())),
    number("start", |item| mention(item, |row| row.start.to_string())),
    number("end", |item| mention(item, |row| row.end.to_string())),
    text("text", |item| mention(item, |row| row.text.to_owned())),
    text("kind", |item| mention(item, |row| row.kind.as_str().to_owned())),
    text("form", |item| mention(item, |row| form(row.form).to_owned())),
    number("confidence", |item| mention(item, |row| format!("{:.3}", row.confidence))),
    text("entity_id", |item| mention(item, |row| row.entity.unwrap_or_default().0.to_owned())),
    text("entity", |item| mention(item, |row| row.entity.unwrap_or_default().1.to_owned())),
];

const ENTITY: &[Column] = &[
    text("id", |item| entity(item, |row| row.id.clone())),
    text("name", |item| entity(item, |row| row.name.clone())),
    text("kind", |item| entity(item, |row| row.kind.as_str().to_owned())),
    text("names", |item| entity(item, |row| row.names.join(AND))),
    text("roles", |item| entity(item, |row| row.roles.join(AND))),
    text("country", |item| entity(item, |row| row.country.clone().unwrap_or_default())),
    text("path", |item| entity(item, |row| row.path.join("/"))),
    number("articles", |item| entity(item, |row| row.articles.to_string())),
    day("first_seen", |item| entity(item, |row| iso(row.seen.0))),
    day("last_seen", |item| entity(item, |row| iso(row.seen.1))),
];

fn hit(item: Item<'_>, cell: fn(&Hit) -> String) -> String {
    match item {
        Item::Article(hit, _) | Item::Hit(hit) => cell(hit),
        _ => String::new(),
    }
}

fn doc(item: Item<'_>, cell: fn(&Document) -> String) -> String {
    if let Item::Article(_, doc) = item { cell(doc) } else { String::new() }
}

fn event(item: Item<'_>, cell: fn(&EventRow) -> String) -> String {
    if let Item::Event(row) = item { cell(row) } else { String::new() }
}

/// Returns a cell of the report that is shown of an event.
fn told(item: Item<'_>, cell: fn(&ReportRow) -> String) -> String {
    let Item::Event(row) = item else { return String::new() };
    telling(row).map(cell).unwrap_or_default()
}

fn mention(item: Item<'_>, cell: fn(&MentionRow<'_>) -> String) -> String {
    if let Item::Mention(row) = item { cell(row) } else { String::new() }
}

fn entity(item: Item<'_>, cell: fn(&EntityRow) -> String) -> String {
    if let Item::Entity(row) = item { cell(row) } else { String::new() }
}

fn iso(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn form(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Nominal => "nominal",
        MentionForm::Pronoun => "pronoun",
    }
}

/// Returns the ISO 3166-1 alpha-2 code of the country where the event was.
pub(super) fn country(row: &EventRow) -> Option<String> {
    row.places.iter().find_map(|venue| venue.place.as_ref()?.country.clone())
}

fn names(parties: &[Party]) -> String {
    joined(parties.iter().map(|party| &party.name))
}

fn joined<'a>(values: impl Iterator<Item = &'a String>) -> String {
    values.map(String::as_str).collect::<Vec<_>>().join(AND)
}

/// Returns the report to show where there is room for one: the first that says
/// of the event what is shown of it, so that a meeting that was held is not
/// shown by the sentence that announced it.
pub(super) fn telling(row: &EventRow) -> Option<&ReportRow> {
    row.reports.iter().find(|report| report.status == row.status).or(row.reports.first())
}

/// Returns an event as one line: `2024-03-17 meeting (held): A; B, in Doha`.
pub(super) fn summary(row: &EventRow) -> String {
    let when = days::interval(row.when);
    let place = row.places.first().map(|venue| format!(", in {}", venue.name)).unwrap_or_default();
    let line = format!(
        "{when} {} ({}): {}{place}",
        row.kind.as_str(),
        row.status.as_str(),
        names(&row.participants)
    );
    line.trim_start().to_owned()
}
