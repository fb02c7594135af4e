//! The JSON object of one understood article, `dateline.article/1`.
//!
//! Offsets, `start` and `end`, are half-open and count Unicode code points of
//! `text`, the body. A layer's stretch that lies in the headline has no
//! offsets in `text`: such mentions and dates are left out, and an event's
//! trigger or evidence there has its words but `null` offsets. The schema is
//! `schema/article.schema.json`.

use serde_json::{Value, json};

use crate::document::{Chain, ChainId, Document, Event, Span};

/// The name and version of the object's schema.
pub const SCHEMA: &str = "dateline.article/1";

/// Converts byte spans of a document's text to code points of its body.
pub struct CodePoints<'a> {
    doc: &'a Document,
    /// The number of body code points before every 64th byte of the text;
    /// empty where bytes and code points are the same.
    samples: Vec<usize>,
}

/// Bytes between two samples.
const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    /// Counts the code points of `doc` once.
    pub fn new(doc: &'a Document) -> CodePoints<'a> {
        let mut samples = Vec::new();
        if !doc.body.of(&doc.text).is_ascii() {
            let body = &doc.text.as_bytes()[doc.body.start..];
            let mut count = 0;
            for block in body.chunks(STEP) {
                samples.push(count);
                count += block.iter().filter(|byte| starts_char(**byte)).count();
            }
        }
        CodePoints { doc, samples }
    }

    /// Returns `(start, end)` in code points of the body, or none for a span
    /// that begins in the headline.
    pub fn of(&self, span: Span) -> Option<(usize, usize)> {
        let start = span.start.checked_sub(self.doc.body.start)?;
        let end = span.end - self.doc.body.start;
        Some((self.count(start), self.count(end)))
    }

    fn count(&self, offset: usize) -> usize {
        if self.samples.is_empty() {
            return offset;
        }
        let block = (offset / STEP).min(self.samples.len() - 1);
        let body = &self.doc.text.as_bytes()[self.doc.body.start..];
        let rest = &body[block * STEP..offset];
        self.samples[block] + rest.iter().filter(|byte| starts_char(**byte)).count()
    }
}

fn starts_char(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

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
        "published": doc.published_day().map(|day| day.to_string()),
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
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1000.0).round() / 1000.0
}
