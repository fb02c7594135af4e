//! Events on a map (GeoJSON, RFC 7946): a point for each place of each event.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Item, Sink, days, json, sheet};
use crate::search::EventRow;

/// A collection of features. Events whose place has no coordinates have no geometry.
pub(super) struct Geojson<W> {
    out: W,
    empty: bool,
}

impl<W: Write> Geojson<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Geojson<W>> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Geojson { out, empty: true })
    }
}

impl<W: Write> Sink for Geojson<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let Item::Event(row) = item else { return Ok(()) };
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        Ok(serde_json::to_writer(&mut self.out, &feature(row))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

/// One feature an event, so that rows equal hits: at its first place.
fn feature(row: &EventRow) -> Value {
    let place = row.places.iter().find_map(|venue| venue.place.as_ref());
    let geometry = place.map(|place| {
        json!({ "type": "Point", "coordinates": [json::degrees(place.longitude), json::degrees(place.latitude)] })
    });
    let report = sheet::telling(row);
    json!({
        "type": "Feature",
        "id": row.id,
        "geometry": geometry,
        "properties": {
            "title": sheet::summary(row),
            "kind": row.kind,
            "status": row.status,
            "when": days::interval(row.when),
            "participants": row.participants.iter().map(|party| &party.name).collect::<Vec<_>>(),
            "place": row.places.first().map(|venue| &venue.name),
            "evidence": report.map(|report| &report.evidence),
            "path": report.map(|report| &report.path),
            "reports": row.reports.len(),
        },
    })
}
