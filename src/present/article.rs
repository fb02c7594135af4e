//! The JSON object of one understood article, `dateline.article/1`.
//!
//! Offsets, `start` and `end`, are half-open and count Unicode code points of
//! `text`, the body. A layer's stretch that lies in the headline has no
//! offsets in `text`: such mentions and dates are left out, and an event's
//! trigger or evidence there has its words but `null` offsets. The schema is
//! `schema/article.schema.json`.

use serde_json::{Value, json};

use crate::document::{Chain, ChainId, CodePoints, Document, Event, Span};

/// The name and version of the object's schema.
pub const SCHEMA: &str = "dateline.article/1";

/// Returns the object of `doc`.
pub fn article(doc: &Document) -> Value {
    let points = CodePoints::new(doc);
    json!({
        "schema": SCHEMA,
        "id": doc.id,
        "path": doc.source.path,
        "member": doc.source.member,
        "url": doc.url,
        "source": doc.publisher,
        "title": doc.title(),
        "byline": doc.byline,
        "language": doc.language,
        "published": doc.published.map(|publication| publication.day.to_string()),
        "published_from": doc.published.map(|publication| publication.from),
        "text": doc.body.of(&doc.text),
        "mentions": mentions(doc, &points),
        "entities": doc.chains.iter().enumerate().map(|(index, chain)| entity(index, chain)).collect::<Vec<_>>(),
        "dates": dates(doc, &points),
        "events": doc.events.iter().enumerate().map(|(index, e)| event(doc, &points, index, e)).collect::<Vec<_>>(),
    })
}

fn mentions(doc: &Document, points: &CodePoints<'_>) -> Vec<Value> {
    let with_offsets = doc.mentions.iter().filter_map(|mention| Some((mention, points.of(mention.span)?)));
    with_offsets
        .map(|(mention, (start, end))| {
            json!({
                "start": start,
                "end": end,
                "text": mention.span.of(&doc.text),
                "kind": mention.kind,
                "form": mention.form,
                "entity": mention.chain.map(entity_id),
                "confidence": rounded(mention.confidence),
            })
        })
        .collect()
}

fn entity(index: usize, chain: &Chain) -> Value {
    json!({
        "id": entity_id(ChainId(index)),
        "kind": chain.kind,
        "name": chain.name,
        "aliases": chain.aliases,
        "roles": chain.roles.iter().map(|role| &role.title).collect::<Vec<_>>(),
        "place": chain.place.as_ref().map(|place| &place.path),
    })
}

fn dates(doc: &Document, points: &CodePoints<'_>) -> Vec<Value> {
    let with_offsets = doc.dates.iter().filter_map(|date| Some((date, points.of(date.span)?)));
    with_offsets
        .map(|(date, (start, end))| {
            json!({
                "start": start,
                "end": end,
                "text": date.span.of(&doc.text),
                "timex": date.timex,
                "from": date.interval.from.map(|day| day.to_string()),
                "to": date.interval.to.map(|day| day.to_string()),
                "precision": date.interval.precision,
            })
        })
        .collect()
}

fn event(doc: &Document, points: &CodePoints<'_>, index: usize, event: &Event) -> Value {
    json!({
        "id": format!("v{}", index + 1),
        "kind": event.kind,
        "status": event.status,
        "postponed": event.postponed,
        "participants": ids(&event.participants),
        "places": ids(&event.places),
        "from": event.when.and_then(|when| when.from).map(|day| day.to_string()),
        "to": event.when.and_then(|when| when.to).map(|day| day.to_string()),
        "precision": event.when.map(|when| when.precision),
        "attributed_to": ids(&event.attributed_to),
        "trigger": stretch(doc, points, event.trigger),
        "evidence": stretch(doc, points, event.evidence),
        "confidence": rounded(event.confidence),
        "reason": event.reason,
    })
}

fn stretch(doc: &Document, points: &CodePoints<'_>, span: Span) -> Value {
    let (start, end) = points.of(span).unzip();
    json!({ "start": start, "end": end, "text": span.of(&doc.text) })
}

fn ids(chains: &[ChainId]) -> Vec<String> {
    chains.iter().copied().map(entity_id).collect()
}

/// Returns the identifier that JSON shows for a chain.
pub fn entity_id(chain: ChainId) -> String {
    format!("e{}", chain.0 + 1)
}

/// Rounds a probability to the three digits that mean something.
pub(super) fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1000.0).round() / 1000.0
}
