//! `dateline search`: ranked articles with the sentences that match.

use clap::{Args, ValueEnum};
use clap_complete::ArgValueCompleter;

use super::context::Context;
use super::nothing::{self, Asked};
use super::saved::{self, Saved};
use super::{Outcome, archive, complete, history, options, output};
use crate::error::Result;
use crate::present::{Format, Item, Unit, json, table};
use crate::query::{
    DateField, DateRange, FacetRequest, Freshness, HistogramRequest, Limit, SearchRequest, Sort, Step,
};
use crate::search::HitList;

/// Articles: the best first, with the sentences that match.
///
/// Words side by side must all be there. OR, NOT, parentheses, "phrases",
/// NEAR/5, wild*, fuzzy~1, /regex/, fields such as person: place: published:,
/// and clauses about one event such as meeting(with:… in:…) are understood.
/// Put the query in single quotes, so that the shell leaves it alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Search {
    /// The question; without one, every article.
    #[arg(value_name = "QUERY", add = ArgValueCompleter::new(complete::query))]
    query: Vec<String>,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::formats(Unit::Hits))]
    format: Format,

    /// How many articles, or `all`.
    #[arg(long, value_name = "N", default_value = "10", value_parser = options::limit)]
    limit: Limit,

    /// Go on after the cursor that an earlier answer ended with.
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,

    /// The order of the answer; `event` is by the last event that an article tells.
    #[arg(long, default_value = "relevance")]
    sort: Order,

    /// Let newer articles come first: a score is halved in DAYS days of age.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    fresh: Option<u32>,

    /// In a table, show near-duplicates as hits of their own, not only how many there are.
    #[arg(long)]
    copies: bool,

    /// Count the values of a field over the whole answer: person, org, place,
    /// source, lang, kind, status or published, with how many are shown.
    #[arg(long, value_name = "FIELD[:N]", value_parser = options::facet, add = ArgValueCompleter::new(complete::facet))]
    facet: Vec<FacetRequest>,

    /// Count articles by day, week, month, quarter or year of publication, or
    /// of the events that they tell (on:month) or the days that they speak of
    /// (mentions:month).
    #[arg(long, value_name = "[DAYS:]STEP", value_parser = options::days_and_step)]
    by: Option<(DateField, Step)>,

    /// Save the question under NAME, for `query:NAME` and `dateline news`.
    #[arg(long, value_name = "NAME")]
    save: Option<String>,

    /// Say on stderr how the question was understood.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline search 'ceasefire (Doha OR Geneva) -opinion'
  dateline search '\"special envoy\" place:Qatar published:2023-11..2024-04' --by week
  dateline search 'meeting(with:\"Wang Jiahe\" in:Doha)' --facet source --facet person:20
  dateline search '\"met PERSON in PLACE\"~5 mentions:2024-01' --sort event
  dateline search 'title:envoy ceasefire NEAR/5 talk*' --format jsonl --limit all";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    Relevance,
    Newest,
    Oldest,
    Event,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Sort {
        match order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
            Order::Event => Sort::Event,
        }
    }
}

/// Answers with articles.
pub(super) fn run(typed: Search, context: &Context) -> Result<Outcome> {
    let (format, explain, save) = (typed.format, typed.explain, typed.save.clone());
    let request = meant(typed, context)?;
    let canonical = request.query.to_string();
    if explain {
        output::explain(&request.query);
    }
    let (place, backend) = archive::open(context)?;
    if let Some(name) = save {
        saved::save(&place.index, Saved { name, of: Asked::Articles, text: canonical.clone() })?;
    }
    let list = backend.search(&request)?;
    history::keep(&place.index, "search", &canonical, list.total, context);
    write(&list, &request, &canonical, format, context)?;
    match list.total {
        0 => nothing::found(&request.query, Asked::Articles, &*backend, &place.folder),
        _ => Ok(Outcome::Found),
    }
}

fn meant(typed: Search, context: &Context) -> Result<SearchRequest> {
    let all = DateRange { from: None, to: None };
    Ok(SearchRequest {
        query: options::query(&typed.query, context)?,
        limit: typed.limit,
        after: typed.after,
        sort: typed.sort.into(),
        fresh: typed.fresh.map(|half_life| Freshness { half_life, today: context.today }),
        collapse: typed.format == Format::Table && !typed.copies,
        facets: typed.facet,
        histogram: typed.by.map(|(field, step)| HistogramRequest { field, step, range: all }),
    })
}

/// Writes an answer with articles to stdout.
pub(super) fn write(
    list: &HitList,
    request: &SearchRequest,
    query: &str,
    format: Format,
    context: &Context,
) -> Result<()> {
    match format {
        Format::Table if list.total == 0 => Ok(()),
        Format::Table => {
            output::print(&page(list, context))?;
            output::remark(&footer(list, request));
            Ok(())
        }
        Format::Json => output::print_json(&json::search(query, list)),
        _ => {
            output::print_items(list.hits.iter().map(Item::Hit), Unit::Hits, format, (query, query), context)
        }
    }
}

fn page(list: &HitList, context: &Context) -> String {
    let mut text = table::hits(&list.hits, 1, context.style);
    if !list.histogram.is_empty() {
        text.push_str(&table::histogram(&list.histogram, context.style));
    }
    for facet in list.facets.iter().filter(|facet| !facet.values.is_empty()) {
        text.push('\n');
        text.push_str(&table::facet(facet, context.style));
    }
    text
}

fn footer(list: &HitList, request: &SearchRequest) -> String {
    let copies = match list.collapsed {
        0 => String::new(),
        count => format!(", {count} of them copies that `--copies` shows"),
    };
    let articles = if list.total == 1 { "article" } else { "articles" };
    match &list.next {
        Some(next) => format!(
            "{} of {} {articles}{copies}; `--limit N` or `--limit all` shows more, `--after {next}` the next",
            list.hits.len(),
            list.total
        ),
        None if request.after.is_some() => {
            format!("the last {} of {} {articles}{copies}", list.hits.len(), list.total)
        }
        None => format!("{} {articles}{copies}", list.total),
    }
}
