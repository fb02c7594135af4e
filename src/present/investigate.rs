//! FollowTheMoney entities, JSON Lines, for OpenAleph and other tools of
//! investigators: Person, Organization, Address, Event, Article.
//!
//! An event refers to its parties, so each party that is new is written before
//! the event, as an entity of its own.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{EntityRow, Item, Sink, sheet};
use crate::document::{Document, EntityKind};
use crate::resolve::Party;
use crate::search::{EventRow, Hit};

/// Entities, one a line.
pub(super) struct Ftm<W> {
    out: W,
    written: BTreeSet<String>,
}

impl<W: Write> Ftm<W> {
    pub(super) fn new(out: W) -> Ftm<W> {
        Ftm { out, written: BTreeSet::new() }
    }

    fn write(&mut self, id: &str, schema: &str, properties: Vec<(&str, Vec<String>)>) -> io::Result<()> {
        let properties: Map<String, Value> = properties
            .into_iter()
            .map(|(name, values)| (name, values.into_iter().filter(|v| !v.is_empty()).collect::<Vec<_>>()))
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.to_owned(), json!(values)))
            .collect();
        let entity = json!({ "id": id, "schema": schema, "properties": properties });
        serde_json::to_writer(&mut self.out, &entity)?;
        self.out.write_all(b"\n")
    }

    fn party(&mut self, party: &Party) -> io::Result<()> {
        if party.id.is_empty() || !self.written.insert(party.id.clone()) {
            return Ok(());
        }
        self.write(&party.id, schema(party.kind), vec![(name_of(party.kind), vec![party.name.clone()])])
    }

    fn event(&mut self, row: &EventRow) -> io::Result<()> {
        row.participants.iter().try_for_each(|party| self.party(party))?;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).into_iter().collect();
        let of_each =
            |value: fn(&crate::search::ReportRow) -> String| row.reports.iter().map(value).collect();
        let ids = row.participants.iter().map(|party| party.id.clone()).collect();
        let properties = vec![
            ("name", vec![sheet::summary(row)]),
            ("startDate", day(row.when.and_then(|when| when.from))),
            ("endDate", day(row.when.and_then(|when| when.to))),
            ("summary", of_each(|report| report.evidence.clone())),
            ("publisher", of_each(|report| report.publisher.clone().unwrap_or_default())),
            ("location", row.places.iter().map(|venue| venue.name.clone()).collect()),
            ("country", sheet::country(row).map(|code| code.to_lowercase()).into_iter().collect()),
            ("keywords", vec![row.kind.as_str().to_owned(), row.status.as_str().to_owned()]),
            ("involved", ids),
        ];
        self.write(&row.id, "Event", properties)
    }

    fn entity(&mut self, row: &EntityRow) -> io::Result<()> {
        let (latitude, longitude) = row.coordinates.unzip();
        let degrees = |value: Option<f32>| value.map(|value| format!("{value:.4}")).into_iter().collect();
        let properties = match row.kind {
            EntityKind::Place => vec![
                (
                    "full",
                    vec![row.path.iter().rev().cloned().collect::<Vec<_>>().join(", "), row.name.clone()],
                ),
                ("latitude", degrees(latitude)),
                ("longitude", degrees(longitude)),
            ],
            EntityKind::Person => vec![
                ("name", vec![row.name.clone()]),
                ("alias", row.names.clone()),
                ("position", row.roles.clone()),
            ],
            EntityKind::Organization => {
                vec![("name", vec![row.name.clone()]), ("alias", row.names.clone())]
            }
        };
        let country = row.country.iter().map(|code| code.to_lowercase()).collect();
        self.write(&row.id, schema(row.kind), [properties, vec![("country", country)]].concat())
    }

    fn article(&mut self, hit: &Hit, doc: Option<&Document>) -> io::Result<()> {
        let text = |text: &Option<String>| text.clone().into_iter().collect::<Vec<_>>();
        let names = |parties: &[Party]| parties.iter().map(|party| party.name.clone()).collect();
        let properties = vec![
            ("title", text(&hit.title)),
            ("fileName", vec![hit.path.clone()]),
            ("publisher", text(&hit.publisher)),
            ("publishedAt", hit.published.map(|day| day.to_string()).into_iter().collect()),
            ("sourceUrl", text(&hit.url)),
            ("author", doc.map(|doc| doc.byline.clone()).unwrap_or_default()),
            ("bodyText", doc.map(|doc| doc.body.of(&doc.text).to_owned()).into_iter().collect()),
            ("peopleMentioned", names(&hit.people)),
            ("companiesMentioned", names(&hit.organizations)),
            ("locationMentioned", names(&hit.places)),
        ];
        self.write(&hit.id, "Article", properties)
    }
}

impl<W: Write> Sink for Ftm<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        match item {
            Item::Article(hit, doc) => self.article(hit, Some(doc)),
            Item::Hit(hit) => self.article(hit, None),
            Item::Event(row) => self.event(row),
            Item::Entity(row) => self.entity(row),
            Item::Mention(_) => Ok(()),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn schema(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Address",
    }
}

/// Returns the property that names an entity: addresses have no name.
fn name_of(kind: EntityKind) -> &'static str {
    if kind == EntityKind::Place { "full" } else { "name" }
}
