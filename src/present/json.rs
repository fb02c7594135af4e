//! The JSON objects of events, hits, mentions and entities, as `schema/` defines them.
//!
//! Offsets count Unicode code points: those of evidence in the article's
//! body, those of highlights in the snippet. Absent values are `null`, never
//! missing.

use serde_json::{Value, json};

use super::{EntityRow, Graph, MentionRow, article};
use crate::document::Interval;
use crate::resolve::{Party, Venue};
use crate::search::{Bar, EventList, EventRow, Facet, Hit, HitList, ReportRow, Snippet};

/// The name and version of an event's schema.
pub const EVENT: &str = "dateline.event/1";
/// The name and version of a hit's schema.
pub const HIT: &str = "dateline.hit/1";
/// The name and version of a mention's schema.
pub const MENTION: &str = "dateline.mention/1";
/// The name and version of an entity's schema.
pub const ENTITY: &str = "dateline.entity/1";

/// What joins the snippets of one hit.
const GAP: &str = " … ";

/// Returns the object of an event of the archive.
pub fn event(row: &EventRow) -> Value {
    let (from, to, precision) = ends(row.when);
    json!({
        "schema": EVENT,
        "id": row.id,
        "kind": row.kind,
        "status": row.status,
        "postponed": row.postponed,
        "participants": row.participants.iter().map(party).collect::<Vec<_>>(),
        "places": row.places.iter().map(venue).collect::<Vec<_>>(),
        "from": from,
        "to": to,
        "precision": precision,
        "reports": row.reports.iter().map(report).collect::<Vec<_>>(),
        "codes": codes(row),
        "history": row.history().into_iter().map(change).collect::<Vec<_>>(),
        "reason": row.reason,
        "contradictions": row.contradictions,
    })
}

/// Returns the object of a hit.
pub fn hit(hit: &Hit) -> Value {
    json!({
        "schema": HIT,
        "id": hit.id,
        "path": hit.path,
        "member": hit.member,
        "url": hit.url,
        "title": hit.title,
        "published": hit.published.map(|day| day.to_string()),
        "source": hit.publisher,
        "language": hit.language,
        "score": rounded(hit.score),
        "copies": hit.copies,
        "snippet": snippet(&hit.snippets),
        "people": hit.people.iter().map(party).collect::<Vec<_>>(),
        "organizations": hit.organizations.iter().map(party).collect::<Vec<_>>(),
        "places": hit.places.iter().map(party).collect::<Vec<_>>(),
    })
}

/// Returns the object of a whole search for articles; `query` is its canonical form.
pub fn search(query: &str, list: &HitList) -> Value {
    json!({
        "query": query,
        "total": list.total,
        "hits": list.hits.iter().map(hit).collect::<Vec<_>>(),
        "facets": facets(&list.facets),
        "histogram": histogram(&list.histogram),
        "next": list.next,
    })
}

/// Returns the object of a whole search for events; `query` is its canonical form.
pub fn events(query: &str, list: &EventList) -> Value {
    json!({
        "query": query,
        "total": list.total,
        "events": list.events.iter().map(event).collect::<Vec<_>>(),
        "facets": facets(&list.facets),
        "histogram": histogram(&list.histogram),
        "next": list.next,
    })
}

/// Returns the object of a mention.
pub fn mention(row: &MentionRow<'_>) -> Value {
    json!({
        "schema": MENTION,
        "article": row.hit.id,
        "path": row.hit.path,
        "published": row.hit.published.map(|day| day.to_string()),
        "source": row.hit.publisher,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "kind": row.kind,
        "form": row.form,
        "confidence": article::rounded(row.confidence),
        "entity": row.entity.map(|(id, name)| json!({ "id": id, "name": name, "kind": row.kind })),
    })
}

/// Returns the object of an entity.
pub fn entity(row: &EntityRow) -> Value {
    json!({
        "schema": ENTITY,
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "names": row.names,
        "roles": row.roles,
        "country": row.country,
        "path": row.path,
        "latitude": row.coordinates.map(|(latitude, _)| degrees(latitude)),
        "longitude": row.coordinates.map(|(_, longitude)| degrees(longitude)),
        "articles": row.articles,
        "first_seen": row.seen.0.map(|day| day.to_string()),
        "last_seen": row.seen.1.map(|day| day.to_string()),
    })
}

/// Returns the nodes and edges of a graph, those with most events first.
pub fn network(graph: &Graph) -> Value {
    let nodes = graph.nodes.iter().map(|(node, events)| {
        let mut object = party(node);
        object["events"] = json!(events);
        object
    });
    let edges = graph.pairs().into_iter().map(|(one, other, edge)| {
        let evidence = edge.evidence.iter().map(|(text, path)| json!({ "text": text, "path": path }));
        json!({ "source": party(one), "target": party(other), "events": edge.events,
                "first": edge.first, "last": edge.last, "evidence": evidence.collect::<Vec<_>>() })
    });
    json!({ "nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>() })
}

/// Returns the facets, by the names of their fields.
pub fn facets(facets: &[Facet]) -> Value {
    let object = |facet: &Facet| {
        let values = facet.values.iter().map(
            |value| json!({ "value": value.value, "id": value.id, "path": value.path, "count": value.count }),
        );
        (facet.field.as_str().to_owned(), values.collect())
    };
    Value::Object(facets.iter().map(object).collect())
}

/// Returns the object of a participant or an attribution.
pub fn party(party: &Party) -> Value {
    let id = Some(&party.id).filter(|id| !id.is_empty());
    json!({ "id": id, "name": party.name, "kind": party.kind })
}

fn venue(venue: &Venue) -> Value {
    let path = venue.place.as_ref().map(|place| place.path.clone()).unwrap_or_default();
    json!({
        "id": Some(&venue.id).filter(|id| !id.is_empty()),
        "name": venue.name,
        "path": path,
        "country": venue.place.as_ref().and_then(|place| place.country.clone()),
        "latitude": venue.place.as_ref().map(|place| degrees(place.latitude)),
        "longitude": venue.place.as_ref().map(|place| degrees(place.longitude)),
    })
}

fn codes(row: &EventRow) -> Value {
    let codes = super::codes(row);
    json!({ "plover": codes.plover, "mode": codes.mode, "cameo": codes.cameo })
}

fn change(report: &ReportRow) -> Value {
    json!({
        "status": report.status,
        "published": report.published.map(|day| day.to_string()),
        "article": report.article,
    })
}

fn report(report: &ReportRow) -> Value {
    let (start, end) = report.offsets.unzip();
    json!({
        "article": report.article,
        "title": report.title,
        "published": report.published.map(|day| day.to_string()),
        "source": report.publisher,
        "path": report.path,
        "status": report.status,
        "evidence": { "start": start, "end": end, "text": report.evidence },
        "attributed_to": report.attributed_to.iter().map(party).collect::<Vec<_>>(),
        "confidence": article::rounded(report.confidence),
        "reason": report.reason,
    })
}

fn histogram(bars: &[Bar]) -> Vec<Value> {
    let bar =
        |bar: &Bar| json!({ "from": bar.from.to_string(), "to": bar.to.to_string(), "count": bar.count });
    bars.iter().map(bar).collect()
}

/// Joins the snippets of a hit to one, with highlights in its code points.
fn snippet(snippets: &[Snippet]) -> Value {
    let mut text = String::new();
    let mut highlights = Vec::new();
    for snippet in snippets {
        if !text.is_empty() {
            text.push_str(GAP);
        }
        let before = text.chars().count();
        let point = |byte: usize| before + snippet.text[..byte].chars().count();
        highlights.extend(snippet.highlights.iter().map(|span| [point(span.start), point(span.end)]));
        text.push_str(&snippet.text);
    }
    json!({ "text": text, "highlights": highlights })
}

fn ends(when: Option<Interval>) -> (Option<String>, Option<String>, Option<&'static str>) {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let ends = when.map(|when| (day(when.from), day(when.to), Some(when.precision.as_str())));
    ends.unwrap_or_default()
}

/// Rounds a score to what can be told apart.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// Rounds degrees to about ten metres.
pub(super) fn degrees(degrees: f32) -> f64 {
    (f64::from(degrees) * 10_000.0).round() / 10_000.0
}
