//! `dateline meetings` and `dateline events`: the event table.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::conditions::Conditions;
use super::context::Context;
use super::names;
use super::nothing::{self, Asked};
use super::saved::{self, Saved};
use super::{Outcome, archive, complete, history, options, output};
use crate::document::EventKind;
use crate::error::Result;
use crate::present::{Format, Item, Unit, json, table};
use crate::query::{DateField, DateRange, FacetRequest, HistogramRequest, Limit, SearchRequest, Sort, Step};
use crate::search::EventList;

/// The greatest number of events in a table, unless `--limit` says more.
const IN_A_TABLE: usize = 50;

/// Meetings: who met whom, when, where, and the sentence that says so.
///
/// Each meeting is listed once, however many articles report it. Meetings that
/// were only planned, that were cancelled, and that somebody denies are listed
/// too, with their status, unless --status asks for some.
#[derive(Debug, Args)]
#[command(after_help = MEETINGS)]
pub(super) struct Meetings {
    #[command(flatten)]
    table: EventTable,
}

const MEETINGS: &str = "\
Examples:
  dateline meetings --with \"Wang Jiahe\"
  dateline meetings --with \"Wang Jiahe\" --with \"Ruth Adler\" --in Africa --since 2023-11
  dateline meetings --with wang-jiahe-28b116 --status held --format csv
  dateline meetings --in Doha talks --format jsonl";

/// Events of every kind: meetings, calls and visits.
#[derive(Debug, Args)]
#[command(after_help = EVENTS)]
pub(super) struct Events {
    #[command(flatten)]
    table: EventTable,
}

const EVENTS: &str = "\
Examples:
  dateline events --with \"Ruth Adler\" --kind call
  dateline events --in Africa --since \"January 2024\" --status planned
  dateline events 'source:Xinhe' --facet kind --facet place";

#[derive(Debug, Args)]
struct EventTable {
    #[command(flatten)]
    conditions: Conditions,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::formats(Unit::Events))]
    format: Format,

    /// How many events, or `all`; 50 in a table and all in other formats when not given.
    #[arg(long, value_name = "N", value_parser = options::limit)]
    limit: Option<Limit>,

    /// Go on after the cursor that an earlier answer ended with.
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,

    /// The order of the answer, by the day of the event.
    #[arg(long, default_value = "oldest", value_parser = ["oldest", "newest"])]
    sort: String,

    /// Count events by day, week, month, quarter or year.
    #[arg(long, value_name = "STEP", value_parser = options::step)]
    by: Option<Step>,

    /// Count the values of a field over the whole answer: FIELD or FIELD:N.
    #[arg(long, value_name = "FIELD[:N]", value_parser = options::facet, add = ArgValueCompleter::new(complete::facet))]
    facet: Vec<FacetRequest>,

    /// Save the question under NAME, for `query:NAME` and `dateline news`.
    #[arg(long, value_name = "NAME")]
    save: Option<String>,

    /// Say on stderr how the question was understood.
    #[arg(long)]
    explain: bool,
}

/// Answers with meetings.
pub(super) fn run_meetings(typed: Meetings, context: &Context) -> Result<Outcome> {
    run(typed.table, Some(EventKind::Meeting), context)
}

/// Answers with events of every kind.
pub(super) fn run_events(typed: Events, context: &Context) -> Result<Outcome> {
    run(typed.table, None, context)
}

fn run(typed: EventTable, kind: Option<EventKind>, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    let Some(query) = typed.conditions.meant(kind, &*backend, context)? else {
        return Ok(Outcome::Nothing);
    };
    let canonical = query.to_string();
    if typed.explain {
        output::explain(&query);
        names::explain(&query, &*backend)?;
    }
    if let Some(name) = typed.save {
        saved::save(&place.index, Saved { name, of: Asked::Events, text: canonical.clone() })?;
    }
    let default = if typed.format == Format::Table { Limit::First(IN_A_TABLE) } else { Limit::All };
    let mut request = SearchRequest::new(query, typed.limit.unwrap_or(default));
    request.after = typed.after;
    request.facets = typed.facet;
    request.sort = if typed.sort == "newest" { Sort::Newest } else { Sort::Oldest };
    let range = DateRange { from: None, to: None };
    request.histogram = typed.by.map(|step| HistogramRequest { field: DateField::Event, step, range });
    let list = backend.events(&request)?;
    history::keep(
        &place.index,
        if kind.is_some() { "meetings" } else { "events" },
        &canonical,
        list.total,
        context,
    );
    let title = names::title(&request.query, Unit::Events, &*backend)?;
    write(&list, (&canonical, &title), typed.format, context)?;
    match list.total {
        0 => nothing::found(&request.query, Asked::Events, &*backend, &place.folder),
        _ => Ok(Outcome::Found),
    }
}

/// Writes the answer to what was asked, a query and its title.
fn write(list: &EventList, asked: (&str, &str), format: Format, context: &Context) -> Result<()> {
    match format {
        Format::Table if list.total == 0 => Ok(()),
        Format::Table => {
            let mut text = table::events(&list.events, context.style);
            if !list.histogram.is_empty() {
                text.push('\n');
                text.push_str(&table::histogram(&list.histogram, context.style));
            }
            for facet in list.facets.iter().filter(|facet| !facet.values.is_empty()) {
                text.push('\n');
                text.push_str(&table::facet(facet, context.style));
            }
            output::print(&text)?;
            output::remark(&footer(list));
            Ok(())
        }
        Format::Json => output::print_json(&json::events(asked.0, list)),
        _ => output::print_items(list.events.iter().map(Item::Event), Unit::Events, format, asked, context),
    }
}

fn footer(list: &EventList) -> String {
    let events = if list.total == 1 { "event" } else { "events" };
    match &list.next {
        None => format!("{} {events}", list.total),
        Some(next) => format!(
            "{} of {} {events}; `--limit all` shows the rest, `--after {next}` the next",
            list.events.len(),
            list.total
        ),
    }
}
