//! Items as rows of plain cells, for formats that have columns.

use super::{EntityRow, Item, MentionRow, Unit, days};
use crate::document::Document;
use crate::resolve::Party;
use crate::search::{EventRow, Hit, ReportRow};

/// What stands between several values in one cell.
const AND: &str = "; ";

/// Returns the names of the columns of `unit`.
pub fn columns(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Articles => &[
            "id",
            "path",
            "published",
            "source",
            "language",
            "title",
            "byline",
            "url",
            "people",
            "organizations",
            "places",
            "text",
        ],
        Unit::Hits => &[
            "id",
            "path",
            "published",
            "source",
            "language",
            "title",
            "score",
            "snippet",
            "people",
            "organizations",
            "places",
        ],
        Unit::Events => &[
            "id",
            "kind",
            "status",
            "from",
            "to",
            "precision",
            "participants",
            "participant_ids",
            "places",
            "country",
            "reports",
            "source",
            "published",
            "article",
            "path",
            "evidence",
            "attributed_to",
            "confidence",
        ],
        Unit::Mentions => &[
            "article",
            "path",
            "published",
            "source",
            "start",
            "end",
            "text",
            "kind",
            "form",
            "entity_id",
            "entity",
        ],
        Unit::Entities => &[
            "id",
            "name",
            "kind",
            "names",
            "roles",
            "country",
            "path",
            "articles",
            "first_seen",
            "last_seen",
        ],
    }
}

/// Returns the cells of an item, one a column of its unit.
pub fn cells(item: Item<'_>) -> Vec<String> {
    match item {
        Item::Article(hit, doc) => article(hit, doc),
        Item::Hit(hit) => found(hit),
        Item::Event(row) => event(row),
        Item::Mention(row) => mention(row),
        Item::Entity(row) => entity(row),
    }
}

fn article(hit: &Hit, doc: &Document) -> Vec<String> {
    let mut cells = head(hit);
    cells.extend([doc.byline.join(AND), hit.url.clone().unwrap_or_default()]);
    cells.extend(named(hit));
    cells.push(doc.body.of(&doc.text).to_owned());
    cells
}

fn found(hit: &Hit) -> Vec<String> {
    let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
    let mut cells = head(hit);
    cells.extend([format!("{:.4}", hit.score), snippets.join(" … ")]);
    cells.extend(named(hit));
    cells
}

fn head(hit: &Hit) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        hit.id.clone(),
        hit.path.clone(),
        hit.published.map(|day| day.to_string()).unwrap_or_default(),
        text(&hit.publisher),
        text(&hit.language),
        text(&hit.title),
    ]
}

fn named(hit: &Hit) -> [String; 3] {
    [names(&hit.people), names(&hit.organizations), names(&hit.places)]
}

fn event(row: &EventRow) -> Vec<String> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let ids: Vec<&str> = row.participants.iter().map(|party| party.id.as_str()).collect();
    let places: Vec<&str> = row.places.iter().map(|venue| venue.name.as_str()).collect();
    let country = row.places.iter().find_map(|venue| venue.place.as_ref()?.country.clone());
    let mut cells = vec![
        row.id.clone(),
        row.kind.as_str().to_owned(),
        row.status.as_str().to_owned(),
        day(row.when.and_then(|when| when.from)),
        day(row.when.and_then(|when| when.to)),
        row.when.map(|when| when.precision.as_str().to_owned()).unwrap_or_default(),
        names(&row.participants),
        ids.join(AND),
        places.join(AND),
        country.unwrap_or_default(),
        row.reports.len().to_string(),
    ];
    cells.extend(first_report(row));
    cells
}

/// Returns what the report that is shown says, or empty cells.
fn first_report(row: &EventRow) -> Vec<String> {
    let Some(report) = telling(row) else { return vec![String::new(); 7] };
    vec![
        report.publisher.clone().unwrap_or_default(),
        report.published.map(|day| day.to_string()).unwrap_or_default(),
        report.article.clone(),
        report.path.clone(),
        report.evidence.clone(),
        names(&report.attributed_to),
        format!("{:.3}", report.confidence),
    ]
}

fn mention(row: &MentionRow<'_>) -> Vec<String> {
    let (id, name) = row.entity.unwrap_or_default();
    let head = head(row.hit);
    let mut cells = head[..4].to_vec();
    cells.extend([row.start.to_string(), row.end.to_string(), row.text.to_owned()]);
    let form = match row.form {
        crate::document::MentionForm::Name => "name",
        crate::document::MentionForm::Nominal => "nominal",
        crate::document::MentionForm::Pronoun => "pronoun",
    };
    cells.extend([row.kind.as_str(), form, id, name].map(str::to_owned));
    cells
}

fn entity(row: &EntityRow) -> Vec<String> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        row.id.clone(),
        row.name.clone(),
        row.kind.as_str().to_owned(),
        row.names.join(AND),
        row.roles.join(AND),
        row.country.clone().unwrap_or_default(),
        row.path.join("/"),
        row.articles.to_string(),
        day(row.seen.0),
        day(row.seen.1),
    ]
}

fn names(parties: &[Party]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(AND)
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
