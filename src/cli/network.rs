//! `dateline network`: who met whom, as a graph.

use clap::Args;

use super::conditions::Conditions;
use super::context::Context;
use super::nothing::{self, Asked};
use super::{Outcome, archive, options, output};
use crate::error::Result;
use crate::present::{Format, Graph, Item, Unit, json, table};
use crate::query::{Limit, SearchRequest};
use crate::search::EventRow;

/// Who met whom, as a graph: pairs with the number of their events.
///
/// A table shows the pairs with most events; gexf and graphml hold the whole
/// graph for Gephi and other programs.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Network {
    #[command(flatten)]
    conditions: Conditions,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::graph_formats())]
    format: Format,

    /// How many pairs a table shows, or `all`.
    #[arg(long, value_name = "N", default_value = "30", value_parser = options::limit)]
    limit: Limit,

    /// Say on stderr how the question was understood.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline network --since 2024
  dateline network --in Africa --status held --format gexf > africa.gexf";

/// Answers with pairs.
pub(super) fn run(typed: Network, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    let Some(query) = typed.conditions.meant(None, &*backend, context)? else {
        return Ok(Outcome::Nothing);
    };
    let canonical = query.to_string();
    if typed.explain {
        output::explain(&query);
    }
    let events = backend.events(&SearchRequest::new(query.clone(), Limit::All))?.events;
    let graph = Graph::of(&events);
    if graph.edges.is_empty() {
        return nothing::found(&query, Asked::Events, &*backend, &place.folder);
    }
    write(&graph, &events, &typed, &canonical, context)?;
    Ok(Outcome::Found)
}

fn write(graph: &Graph, events: &[EventRow], typed: &Network, query: &str, context: &Context) -> Result<()> {
    match typed.format {
        Format::Table => {
            output::print(&table::network(graph, typed.limit.count(), context.style))?;
            let (pairs, shown) = (graph.edges.len(), typed.limit.count());
            let of = format!("{pairs} pairs of {} parties in {} events", graph.nodes.len(), events.len());
            output::remark(&match shown < pairs {
                true => format!("{shown} of {of}; `--limit N` or `--limit all` shows more"),
                false => of,
            });
            Ok(())
        }
        Format::Json => output::print_json(&json::network(graph)),
        format => {
            output::print_items(events.iter().map(Item::Event), Unit::Events, format, (query, query), context)
        }
    }
}
