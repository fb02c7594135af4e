//! Events as PLOVER records, JSON Lines: who did what to whom, where and when.
//!
//! The first party is the source, the others are its targets. See
//! <https://github.com/openeventdata/PLOVER>.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Item, Sink, codes, sheet};
use crate::resolve::Party;
use crate::search::EventRow;

/// Records, one a line.
pub(super) struct Plover<W>(W);

impl<W: Write> Plover<W> {
    pub(super) fn new(out: W) -> Plover<W> {
        Plover(out)
    }
}

impl<W: Write> Sink for Plover<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let Item::Event(row) = item else { return Ok(()) };
        serde_json::to_writer(&mut self.0, &record(row))?;
        self.0.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn record(row: &EventRow) -> Value {
    let codes = codes::codes(row);
    let (source, target) = row.participants.split_at(row.participants.len().min(1));
    let actors = |parties: &[Party]| parties.iter().map(actor).collect::<Vec<_>>();
    let place = row.places.iter().find_map(|venue| venue.place.as_ref());
    let report = sheet::telling(row);
    json!({
        "id": row.id,
        "date": row.when.and_then(|when| when.from).map(|day| day.to_string()),
        "event": codes.plover,
        "mode": codes.mode,
        "context": ["diplomatic"],
        "cameo": codes.cameo,
        "source": actors(source),
        "target": actors(target),
        "location": row.places.first().map(|venue| json!({
            "text": venue.name,
            "country": place.and_then(|place| place.country.clone()),
            "lat": place.map(|place| super::json::degrees(place.latitude)),
            "lon": place.map(|place| super::json::degrees(place.longitude)),
        })),
        "text": report.map(|report| &report.evidence),
        "textInfo": report.map(|report| json!({
            "idText": report.article,
            "source": report.publisher,
            "pubdate": report.published.map(|day| day.to_string()),
        })),
        "codingInfo": { "coder": "Dateline", "reports": row.reports.len() },
    })
}

fn actor(party: &Party) -> Value {
    json!({ "actor": party.name, "id": party.id, "kind": party.kind })
}
