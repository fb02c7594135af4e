//! `dateline diff`: what one part of the archive has that another lacks.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::{Outcome, archive, options, output};
use crate::error::Result;
use crate::present::table::{self, Difference};
use crate::present::{Format, json};
use crate::query::{FacetField, FacetRequest, Limit, Query, SearchRequest};
use crate::search::{Backend, EventRow, HitList};

/// The fields that are compared.
const FIELDS: [FacetField; 6] = [
    FacetField::Person,
    FacetField::Organization,
    FacetField::Place,
    FacetField::Source,
    FacetField::Kind,
    FacetField::Status,
];

/// What one source, month or any query has that another lacks.
///
/// Shown are the values whose shares of the articles differ most, and the
/// events that only one of the two tells.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The one query.
    a: String,

    /// The other query.
    b: String,

    /// How many values of each field and how many events are shown.
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::page_formats())]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline diff source:Xinhe 'source:\"Northern Wire\"'
  dateline diff published:2024-03 published:2024-04 --limit 10";

/// One side of the comparison.
struct Side {
    query: Query,
    list: HitList,
    events: Vec<EventRow>,
}

/// Answers with differences.
pub(super) fn run(typed: Diff, context: &Context) -> Result<Outcome> {
    let (_, backend) = archive::open(context)?;
    let a = side(&typed.a, &*backend, context)?;
    let b = side(&typed.b, &*backend, context)?;
    let both = backend.count(&Query::and([a.query.clone(), b.query.clone()]))?;
    let values = differences(&a, &b, typed.limit);
    let (only_a, only_b) = (only(&a, &b), only(&b, &a));
    let found = a.list.total + b.list.total;
    if typed.format == Format::Json {
        let events = |rows: &[&EventRow]| rows.iter().map(|row| json::event(row)).collect::<Vec<_>>();
        let values: Vec<_> = values.iter().map(object).collect();
        output::print_json(&json!({
            "a": summary(&a), "b": summary(&b), "both": both, "values": values,
            "events": { "a": events(&only_a), "b": events(&only_b) },
        }))?;
        return Ok(Outcome::of(found));
    }
    let mut text =
        format!("A  {} articles: {}\nB  {} articles: {}\n", a.list.total, a.query, b.list.total, b.query);
    text.push_str(&format!("{both} articles are in both\n\n"));
    text.push_str(&table::differences(&values, context.style));
    for (name, rows) in [("A", &only_a), ("B", &only_b)] {
        let shown: Vec<EventRow> = rows.iter().take(typed.limit).map(|row| (*row).clone()).collect();
        if !shown.is_empty() {
            let title = format!("\nEvents that only {name} tells ({} of {})\n", shown.len(), rows.len());
            text.push_str(&(title + &table::events(&shown, context.style)));
        }
    }
    output::print(&text)?;
    Ok(Outcome::of(found))
}

fn side(text: &str, backend: &dyn Backend, context: &Context) -> Result<Side> {
    let query = options::query(&[text.to_owned()], context)?;
    let mut request = SearchRequest::new(query.clone(), Limit::First(0));
    request.facets = FIELDS.iter().map(|field| FacetRequest::new(*field, usize::MAX)).collect();
    let list = backend.search(&request)?;
    let events = backend.events(&SearchRequest::new(query.clone(), Limit::All))?.events;
    Ok(Side { query, list, events })
}

/// Returns, of each field, the values whose shares differ most.
fn differences(a: &Side, b: &Side, limit: usize) -> Vec<Difference> {
    let mut all = Vec::new();
    for (one, other) in a.list.facets.iter().zip(&b.list.facets) {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        one.values.iter().for_each(|value| counts.entry(&value.value).or_default().0 += value.count);
        other.values.iter().for_each(|value| counts.entry(&value.value).or_default().1 += value.count);
        let difference = |(value, (in_a, in_b)): (&str, (usize, usize))| Difference {
            field: one.field.as_str(),
            value: value.to_owned(),
            a: in_a,
            b: in_b,
            shares: (share(in_a, a.list.total), share(in_b, b.list.total)),
        };
        let mut of_field: Vec<Difference> = counts.into_iter().map(difference).collect();
        of_field.retain(|one| one.apart() > 0.0);
        of_field.sort_by(|x, y| y.apart().total_cmp(&x.apart()));
        of_field.truncate(limit);
        all.extend(of_field);
    }
    all
}

fn share(count: usize, total: usize) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}

/// Returns the events of `one` that are none of `other`.
fn only<'a>(one: &'a Side, other: &Side) -> Vec<&'a EventRow> {
    let known: BTreeSet<&str> = other.events.iter().map(|row| row.id.as_str()).collect();
    one.events.iter().filter(|row| !known.contains(row.id.as_str())).collect()
}

fn summary(side: &Side) -> serde_json::Value {
    json!({ "query": side.query.to_string(), "articles": side.list.total, "events": side.events.len() })
}

fn object(one: &Difference) -> serde_json::Value {
    json!({ "field": one.field, "value": one.value, "a": one.a, "b": one.b })
}
