//! `dateline who`: the page of one entity.

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde_json::json;

use super::context::Context;
use super::itinerary::stations;
use super::names::{Meant, Wanted, entity, unknown};
use super::{Outcome, archive, complete, options, output};
use crate::error::Result;
use crate::present::{Format, json, table};
use crate::query::{EntityName, EventClause, Limit, Query, SearchRequest, Slot};
use crate::resolve::Entity;
use crate::resolve::entities::Candidate;
use crate::search::{Backend, EventList, EventRow};

/// The greatest number of meetings on a page.
const SHOWN: usize = 10;

/// A person, organization or place: names seen, roles with dates, counts,
/// counterparts, last meetings and itinerary.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Who {
    /// A name or an id.
    #[arg(required = true, add = ArgValueCompleter::new(complete::name))]
    name: Vec<String>,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::page_formats())]
    format: Format,

    /// Say on stderr why what was read is one person, organization or place.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline who \"Wang Jiahe\"
  dateline who \"coastal council\" --format json";

/// Answers with an entity's page.
pub(super) fn run(typed: Who, context: &Context) -> Result<Outcome> {
    let name = typed.name.join(" ");
    let (_, backend) = archive::open(context)?;
    let Some(entity) = named(&name, "dateline who", &*backend, context)? else {
        return Ok(Outcome::Nothing);
    };
    if typed.explain {
        output::remark(&because(&entity));
    }
    let (list, akin) = (events_with(&entity, &*backend)?, backend.akin(&entity.id)?);
    match typed.format {
        Format::Json => output::print_json(&object(&entity, &list, &akin))?,
        _ => output::print(&page(&entity, &list, &akin, context))?,
    }
    Ok(Outcome::Found)
}

/// Says why the chains of an entity are one.
pub(super) fn because(entity: &Entity) -> String {
    let mut lines = vec![format!("{} ({}): every chain of that name", entity.name, entity.id)];
    lines.extend(entity.reasons.iter().map(|reason| format!("  {reason}")));
    lines.join("\n")
}

/// Returns the entity that `name` means, or says that there is none.
pub(super) fn named(
    name: &str,
    command: &str,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<Entity>> {
    match entity(name, command, Wanted::Any, backend, context)? {
        Meant::One(candidate) => backend.entity(&candidate.id),
        Meant::Nobody(similar) => {
            output::remark(&unknown(name, &similar));
            Ok(None)
        }
    }
}

/// Returns every event in which the entity takes part, in the order of time.
pub(super) fn events_with(entity: &Entity, backend: &dyn Backend) -> Result<EventList> {
    let with = Slot::With(None, vec![EntityName::exact(entity.id.0.clone())]);
    backend.events(&SearchRequest::new(Query::Event(EventClause::of(with)), Limit::All))
}

fn page(entity: &Entity, list: &EventList, akin: &[Candidate], context: &Context) -> String {
    let mut text = table::page(entity, &list.events, akin, context.style);
    if list.events.is_empty() {
        return text;
    }
    let last = &list.events[list.events.len().saturating_sub(SHOWN)..];
    let shown = shown_of(last.len(), list.total);
    text.push_str(&format!("\nEvents{shown}\n{}", table::events(last, context.style)));
    let stations = stations(list.events.clone());
    if !stations.is_empty() {
        let last = &stations[stations.len().saturating_sub(SHOWN)..];
        let table = table::itinerary(last, &entity.name, context.style);
        text.push_str(&format!("\nItinerary{}\n{table}", shown_of(last.len(), stations.len())));
    }
    text
}

/// Says how many of all are shown, unless they are all.
fn shown_of(shown: usize, all: usize) -> String {
    if shown < all { format!(" (the last {shown} of {all})") } else { String::new() }
}

fn object(entity: &Entity, list: &EventList, akin: &[Candidate]) -> serde_json::Value {
    let counts = |counts: Vec<(String, usize)>| -> Vec<serde_json::Value> {
        counts.into_iter().map(|(name, count)| json!({ "name": name, "count": count })).collect()
    };
    let akin = akin.iter().map(|other| {
        json!({ "id": other.id.as_str(), "name": other.name, "kind": other.kind, "role": other.role,
                "articles": other.articles, "mentions": other.mentions })
    });
    let names = entity.names.iter().map(|name| json!({ "name": name.name, "count": name.count }));
    let roles = entity.roles.iter().map(|role| {
        json!({ "title": role.title, "country": role.country, "former": role.former, "count": role.count,
                "from": role.from.map(|day| day.to_string()), "to": role.to.map(|day| day.to_string()) })
    });
    json!({
        "id": entity.id.as_str(),
        "name": entity.name,
        "kind": entity.kind,
        "names": names.collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
        "country": entity.country,
        "path": entity.place.as_ref().map(|place| &place.path),
        "articles": entity.articles,
        "mentions": entity.mentions,
        "first_seen": entity.first_seen.map(|day| day.to_string()),
        "last_seen": entity.last_seen.map(|day| day.to_string()),
        "candidates": entity.candidates.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        "may_be": akin.collect::<Vec<_>>(),
        "reasons": entity.reasons,
        "counterparts": counts(table::counterparts(entity, &list.events)),
        "places": counts(table::whereabouts(&list.events)),
        "events": list.events.iter().map(json::event).collect::<Vec<_>>(),
        "itinerary": stations(list.events.clone()).iter().map(station).collect::<Vec<_>>(),
    })
}

fn station(row: &EventRow) -> serde_json::Value {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    json!({
        "event": row.id,
        "from": row.when.and_then(|when| day(when.from)),
        "to": row.when.and_then(|when| day(when.to)),
        "place": row.places.first().map(|venue| &venue.name),
    })
}
