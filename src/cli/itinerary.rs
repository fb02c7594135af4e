//! `dateline itinerary`: where somebody was, day by day.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::context::Context;
use super::who::{events_with, named};
use super::{Outcome, archive, complete, options, output};
use crate::document::Status;
use crate::error::Result;
use crate::present::{Format, Item, Unit, table};
use crate::search::EventRow;

/// Where somebody was, day by day, with gaps and conflicts.
///
/// Made of the events that were held at a known place on a known day.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Itinerary {
    /// A name or an id.
    #[arg(required = true, add = ArgValueCompleter::new(complete::name))]
    name: Vec<String>,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::formats(Unit::Events))]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline itinerary \"Wang Jiahe\"
  dateline itinerary \"Wang Jiahe\" --format geojson > stations.geojson";

/// Answers with stations in the order of time.
pub(super) fn run(typed: Itinerary, context: &Context) -> Result<Outcome> {
    let name = typed.name.join(" ");
    let (_, backend) = archive::open(context)?;
    let Some(entity) = named(&name, "dateline itinerary", &*backend, context)? else {
        return Ok(Outcome::Nothing);
    };
    let stations = stations(events_with(&entity, &*backend)?.events);
    match typed.format {
        _ if stations.is_empty() => {
            output::remark(&format!("no event of {} has a place and a day", entity.name));
        }
        Format::Table => output::print(&table::itinerary(&stations, &entity.name, context.style))?,
        format => {
            let items = stations.iter().map(Item::Event);
            output::print_items(items, Unit::Events, format, (&entity.name, &entity.name), context)?;
        }
    }
    Ok(Outcome::of(stations.len()))
}

/// Keeps the events that were held at a known place on a known day.
pub(super) fn stations(mut events: Vec<EventRow>) -> Vec<EventRow> {
    events.retain(|row| {
        let dated = row.when.is_some_and(|when| when.from.is_some());
        row.status == Status::Held && !row.places.is_empty() && dated
    });
    events
}
