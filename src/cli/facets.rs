//! `dateline facets`: the values of a field with their counts.

use std::collections::BTreeMap;

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde_json::{Value, json};

use super::context::Context;
use super::nothing::{self, Asked};
use super::{Outcome, archive, complete, history, options, output};
use crate::error::{Error, ErrorKind, Result};
use crate::present::{Format, json, table};
use crate::query::{FacetField, FacetRequest, Limit, Query, SearchRequest};
use crate::search::{Facet, FacetValue};

/// The values of a field with their counts: who, where, which paper, which month.
///
/// Counts are numbers of articles of which QUERY is true. Places and days are
/// trees: --under opens a branch. Days are those of publication (published), of
/// the events told (on), or those that the text speaks of (mentions); the last
/// two count where they lie whole: `March 2024` in its year and its month.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Facets {
    /// The field: person, org, place, source, lang, kind, status, published, on or mentions.
    #[arg(value_parser = options::facet_field, add = ArgValueCompleter::new(complete::facet))]
    field: FacetField,

    /// Which articles are counted; without a query, all.
    #[arg(value_name = "QUERY", add = ArgValueCompleter::new(complete::query))]
    query: Vec<String>,

    /// How many values, or `all`.
    #[arg(long, value_name = "N", default_value = "20", value_parser = options::limit)]
    limit: Limit,

    /// The branch of a tree to open: Asia/Qatar, 2024.
    #[arg(long, value_name = "PATH", default_value = "")]
    under: String,

    /// Only values that contain TEXT.
    #[arg(long, value_name = "TEXT")]
    containing: Option<String>,

    /// First what is unusual: values more frequent here than in the whole archive.
    #[arg(long)]
    unusual: bool,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::list_formats())]
    format: Format,

    /// Say on stderr how the question was understood.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline facets person 'place:Qatar published:2024'
  dateline facets place --under Asia
  dateline facets org 'meeting(in:Doha)' --unusual
  dateline facets published 'meeting(with:\"Ruth Adler\")' --under 2024
  dateline facets org --containing ministry --limit all --format csv";

/// Answers with values and counts.
pub(super) fn run(typed: Facets, context: &Context) -> Result<Outcome> {
    let query = options::query(&typed.query, context)?;
    if typed.explain {
        output::explain(&query);
    }
    let (place, backend) = archive::open(context)?;
    let mut request = SearchRequest::new(query, Limit::First(0));
    request.facets = vec![FacetRequest {
        field: typed.field,
        size: if typed.unusual { usize::MAX } else { typed.limit.count() },
        under: typed.under.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        containing: typed.containing,
    }];
    let mut list = backend.search(&request)?;
    history::keep(&place.index, "facets", &request.query.to_string(), list.total, context);
    if typed.unusual {
        let all = backend.search(&SearchRequest { query: Query::All, ..request.clone() })?;
        let (here, all) = (&mut list, &all);
        for (facet, background) in here.facets.iter_mut().zip(&all.facets) {
            keep_unusual(facet, background, here.total, all.total, typed.limit.count());
        }
    }
    let Some(facet) = list.facets.first().filter(|facet| !facet.values.is_empty()) else {
        return nothing::found(&request.query, Asked::Articles, &*backend, &place.folder);
    };
    write(facet, typed.format, context)?;
    Ok(Outcome::Found)
}

/// Keeps the `limit` values whose share of the `here` articles of the result
/// exceeds their share of `all` articles most, both absolutely and relatively.
fn keep_unusual(facet: &mut Facet, background: &Facet, here: usize, all: usize, limit: usize) {
    let name = |value: &FacetValue| (value.id.clone(), value.path.clone(), value.value.clone());
    let counts: BTreeMap<_, usize> =
        background.values.iter().map(|value| (name(value), value.count)).collect();
    let share = |count: usize, total: usize| count as f64 / total.max(1) as f64;
    let score = |value: &FacetValue| {
        let usual = share(counts.get(&name(value)).copied().unwrap_or(value.count), all);
        let found = share(value.count, here);
        (found - usual) * (found / usual)
    };
    let mut scored: Vec<(f64, FacetValue)> =
        facet.values.drain(..).map(|value| (score(&value), value)).collect();
    scored.retain(|(score, value)| *score > 0.0 && value.count > 1);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.truncate(limit);
    facet.values = scored.into_iter().map(|(_, value)| value).collect();
}

fn write(facet: &Facet, format: Format, context: &Context) -> Result<()> {
    let object = |value: &FacetValue| json!({ "value": value.value, "id": value.id, "path": value.path, "count": value.count });
    match format {
        Format::Table => output::print(&table::facet(facet, context.style)),
        Format::Json => output::print_json(&json::facets(std::slice::from_ref(facet))),
        Format::Jsonl => {
            let lines: Vec<Value> = facet.values.iter().map(object).collect();
            output::print(&lines.iter().map(|line| format!("{line}\n")).collect::<String>())
        }
        Format::Tsv => rows(facet, b'\t'),
        _ => rows(facet, b','),
    }
}

fn rows(facet: &Facet, delimiter: u8) -> Result<()> {
    let broken = |error: csv::Error| {
        Error::new(ErrorKind::Io, "cannot write the result").because(std::io::Error::from(error))
    };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(output::stdout());
    writer.write_record([facet.field.as_str(), "id", "path", "count"]).map_err(broken)?;
    for value in &facet.values {
        let (id, path) = (value.id.clone().unwrap_or_default(), value.path.join("/"));
        let cells = [crate::present::harmless(&value.value).as_ref(), &id, &path, &value.count.to_string()]
            .map(str::to_owned);
        writer.write_record(cells).map_err(broken)?;
    }
    writer.flush().map_err(output::failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(counts: &[(&str, usize)]) -> Facet {
        let value = |(name, count): &(&str, usize)| FacetValue {
            value: (*name).to_owned(),
            id: None,
            path: Vec::new(),
            count: *count,
        };
        Facet {
            field: FacetField::Person,
            values: counts.iter().map(value).collect(),
            distinct: counts.len(),
        }
    }

    #[test]
    fn what_is_frequent_everywhere_is_not_unusual() {
        let mut here = facet(&[("Everybody", 9), ("Anna Ek", 5), ("Bo Ur", 4), ("Once", 1)]);
        let all = facet(&[("Everybody", 90), ("Anna Ek", 40), ("Bo Ur", 4), ("Once", 1)]);
        keep_unusual(&mut here, &all, 10, 100, 5);
        let names: Vec<&str> = here.values.iter().map(|value| value.value.as_str()).collect();
        assert_eq!(names, ["Bo Ur", "Anna Ek"]);
    }
}
