//! `dateline export`: everything that a query finds, as a file.

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};
use clap::{Args, ValueEnum};
use clap_complete::ArgValueCompleter;

use super::context::Context;
use super::nothing::{self, Asked};
use super::output::{NewFile, failed, unfit};
use super::{Outcome, archive, complete, history, manifest, names, options, output};
use crate::document::{CodePoints, Document, EntityKind};
use crate::error::{Error, ErrorKind, Result};
use crate::present::{About, Counts, EntityRow, Format, Item, MentionRow, Sink, Unit, sink};
use crate::query::{
    DateField, DateRange, FacetField, FacetRequest, HistogramRequest, Limit, Query, SearchRequest, Step,
};
use crate::resolve::EntityId;
use crate::search::{Backend, Bar, Hit};

/// Everything that a query finds, as a file: no limit, a row a hit.
///
/// All units can be written as csv, tsv, jsonl, json, md, html, xlsx
/// and parquet, all but
/// mentions as ftm (FollowTheMoney), articles also as ris, bibtex and csl,
/// events also as ics, geojson, gexf, graphml and plover. The format follows
/// the name of the file when --format is not given.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// Which articles or events; without a query, all.
    #[arg(value_name = "QUERY", add = ArgValueCompleter::new(complete::query))]
    query: Vec<String>,

    /// What the rows are.
    #[arg(long, default_value = "articles")]
    unit: TypedUnit,

    /// The format.
    #[arg(long, value_parser = options::export_formats())]
    format: Option<Format>,

    /// The file; stdout when not given. It appears when it is whole.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Leave out mentions that are less sure than this; only with `--unit mentions`.
    #[arg(long, value_name = "P", default_value = "0", value_parser = options::probability)]
    min_confidence: f32,

    /// Write beside FILE a FILE.manifest.json: query, index, rows, hash.
    #[arg(long, requires = "output")]
    manifest: bool,

    /// Say on stderr how the question was understood.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline export 'place:Qatar' -o qatar.csv
  dateline export --unit events 'meeting(with:\"Wang Jiahe\")' -o wang.ics
  dateline export --unit events status:held -o who-met-whom.gexf
  dateline export --unit events 'event(in:Africa)' -o africa.xlsx --manifest
  dateline export --unit mentions 'published:2024-03' --format jsonl";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TypedUnit {
    Articles,
    Events,
    Mentions,
    Entities,
}

/// Writes the file, and says how many rows it has.
pub(super) fn run(typed: Export, context: &Context) -> Result<Outcome> {
    let unit = match typed.unit {
        TypedUnit::Articles => Unit::Articles,
        TypedUnit::Events => Unit::Events,
        TypedUnit::Mentions => Unit::Mentions,
        TypedUnit::Entities => Unit::Entities,
    };
    let format = format(&typed)?;
    if !format.holds(unit) {
        return Err(unfit(format));
    }
    if typed.min_confidence > 0.0 && unit != Unit::Mentions {
        return Err(Error::new(ErrorKind::Usage, "--min-confidence is about mentions")
            .hint("add --unit mentions; events give their confidence in a column"));
    }
    let query = options::query(&typed.query, context)?;
    if typed.explain {
        output::explain(&query);
    }
    let (place, backend) = archive::open(context)?;
    let index = backend.stats()?.state;
    let (counts, total) = match format {
        Format::Html | Format::Md => counts(&query, unit, &*backend)?,
        _ => (Counts::default(), None),
    };
    let (title, today) = (names::title(&query, unit, &*backend)?, Some(context.today));
    let about = About { query: query.to_string(), title, total, today, index, counts };
    let snippets = format == Format::Html;
    let rows = Rows { unit, query: &query, least: typed.min_confidence, snippets };
    let rows = match &typed.output {
        None => write_to(output::stdout(), format, &rows, &about, &*backend)?,
        Some(path) => {
            let (file, out) = NewFile::begin(path)?;
            if typed.manifest && !file.is_file() {
                return Err(Error::new(ErrorKind::Usage, "a manifest is of a file").at(path.display()));
            }
            let rows = write_to(out, format, &rows, &about, &*backend)?;
            file.finish()?;
            output::remark(&format!("{rows} rows in {}", path.display()));
            if typed.manifest {
                manifest::write(path, format, unit, rows, &about)?;
            }
            rows
        }
    };
    history::keep(&place.index, "export", &about.query, rows, context);
    let asked = if unit == Unit::Events { Asked::Events } else { Asked::Articles };
    if rows == 0 { nothing::found(&query, asked, &*backend, &place.folder) } else { Ok(Outcome::Found) }
}

/// What the rows of an export are.
struct Rows<'a> {
    unit: Unit,
    query: &'a Query,
    /// The confidence below which mentions are left out.
    least: f32,
    /// Tells whether articles come with the sentences that match.
    snippets: bool,
}

/// Writes the whole export and returns how many rows it has.
fn write_to(
    out: Box<dyn std::io::Write>,
    format: Format,
    rows: &Rows<'_>,
    about: &About,
    backend: &dyn Backend,
) -> Result<usize> {
    let mut sink = sink(format, rows.unit, about, out).map_err(failed)?.ok_or_else(|| unfit(format))?;
    let rows = write(rows, backend, &mut *sink)?;
    sink.finish().map_err(failed)?;
    Ok(rows)
}

fn format(typed: &Export) -> Result<Format> {
    let extension = typed.output.as_ref().and_then(|path| path.extension()?.to_str());
    match (typed.format, extension) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(Format::Jsonl),
        (None, Some(extension)) => Format::of_extension(extension).ok_or_else(|| {
            Error::new(ErrorKind::Usage, format!("no format has files named .{extension}"))
                .hint("say which with --format")
        }),
    }
}

/// Values of each facet that a report shows.
const VALUES: usize = 10;
/// Bars that a report's histogram has at most.
const BARS: usize = 120;

/// Counts what a report shows of the whole, and its rows where they are known.
fn counts(query: &Query, unit: Unit, backend: &dyn Backend) -> Result<(Counts, Option<usize>)> {
    let fields = match unit {
        Unit::Events => [FacetField::Person, FacetField::Organization, FacetField::Place, FacetField::Status],
        _ => [FacetField::Person, FacetField::Organization, FacetField::Place, FacetField::Source],
    };
    let field = if unit == Unit::Events { DateField::Event } else { DateField::Published };
    let mut request = SearchRequest::new(query.clone(), Limit::First(0));
    request.facets = fields.iter().map(|field| FacetRequest::new(*field, VALUES)).collect();
    let range = DateRange { from: None, to: None };
    let mut total = 0;
    let mut ask = |request: &SearchRequest| -> Result<Counts> {
        let (histogram, facets, found) = match unit {
            Unit::Events => backend.events(request).map(|list| (list.histogram, list.facets, list.total))?,
            _ => backend.search(request).map(|list| (list.histogram, list.facets, list.total))?,
        };
        total = found;
        Ok(Counts { histogram, facets })
    };
    request.histogram = Some(HistogramRequest { field, step: Step::Month, range });
    let mut counts = ask(&request)?;
    match counts.histogram.len() {
        0 => {}
        // Days, where there are not too many of them.
        months if months * 31 <= BARS => {
            request.histogram = Some(HistogramRequest { field, step: Step::Day, range });
            request.facets.clear();
            counts.histogram = ask(&request)?.histogram;
        }
        months if months > BARS => counts.histogram = years(&counts.histogram),
        _ => {}
    }
    // The rows of other units are not what is found.
    let total = matches!(unit, Unit::Events | Unit::Articles).then_some(total);
    Ok((counts, total))
}

/// Joins bars of months to those of years; every item of a row has one day.
fn years(months: &[Bar]) -> Vec<Bar> {
    let of_year = |year: &[Bar]| {
        let first = year.first()?.from;
        let (from, to) = (first.with_ordinal(1)?, NaiveDate::from_ymd_opt(first.year(), 12, 31)?);
        Some(Bar { from, to, count: year.iter().map(|bar| bar.count).sum() })
    };
    months.chunk_by(|a, b| a.from.year() == b.from.year()).filter_map(of_year).collect()
}

/// Writes every row and returns how many there are.
fn write(rows: &Rows<'_>, backend: &dyn Backend, sink: &mut dyn Sink) -> Result<usize> {
    let Rows { unit, query, least, snippets } = *rows;
    let mut count = 0;
    let mut item = |item: Item<'_>| {
        count += 1;
        sink.item(item).map_err(failed)
    };
    match unit {
        Unit::Articles | Unit::Hits => {
            backend.walk(query, snippets, &mut |hit, doc| item(Item::Article(&hit, &doc)))?
        }
        Unit::Mentions => {
            backend.walk(query, false, &mut |hit, doc| mentions((&hit, &doc), least, backend, &mut item))?
        }
        Unit::Events => events(query, backend, &mut item)?,
        Unit::Entities => entities(query, backend, &mut item)?,
    }
    Ok(count)
}

/// A place where items go, which may fail.
type Each<'a> = dyn FnMut(Item<'_>) -> Result<()> + 'a;

/// Events of which a page is read at a time.
const PAGE: usize = 10_000;

fn events(query: &Query, backend: &dyn Backend, item: &mut Each<'_>) -> Result<()> {
    let mut request = SearchRequest::new(query.clone(), Limit::First(PAGE));
    loop {
        let list = backend.events(&request)?;
        list.events.iter().try_for_each(|row| item(Item::Event(row)))?;
        match list.next {
            Some(next) => request.after = Some(next),
            None => return Ok(()),
        }
    }
}

fn mentions(
    (hit, doc): (&Hit, &Document),
    least: f32,
    backend: &dyn Backend,
    item: &mut Each<'_>,
) -> Result<()> {
    let entities = backend.entities_of(&doc.id)?;
    let points = CodePoints::new(doc);
    for mention in doc.mentions.iter().filter(|mention| mention.confidence >= least) {
        // A mention in the headline has no offsets in the body.
        let Some((start, end)) = points.of(mention.span) else { continue };
        let entity = mention.chain.and_then(|chain| entities.get(chain.0)?.as_ref());
        let row = MentionRow {
            hit,
            start,
            end,
            text: mention.span.of(&doc.text),
            kind: mention.kind,
            form: mention.form,
            confidence: mention.confidence,
            entity: entity.map(|entity| (entity.id.as_str(), entity.name.as_str())),
        };
        item(Item::Mention(&row))?;
    }
    Ok(())
}

fn entities(query: &Query, backend: &dyn Backend, item: &mut Each<'_>) -> Result<()> {
    let fields = [
        (FacetField::Person, EntityKind::Person),
        (FacetField::Organization, EntityKind::Organization),
        (FacetField::Place, EntityKind::Place),
    ];
    let mut request = SearchRequest::new(query.clone(), Limit::First(0));
    request.facets = fields.iter().map(|(field, _)| FacetRequest::new(*field, usize::MAX)).collect();
    let list = backend.search(&request)?;
    for (facet, (_, kind)) in list.facets.iter().zip(fields) {
        for value in &facet.values {
            let id = value.id.clone().unwrap_or_default();
            let row = entity_row(&id, &value.value, kind, value.count, backend)?;
            item(Item::Entity(&row))?;
        }
    }
    Ok(())
}

fn entity_row(
    id: &str,
    name: &str,
    kind: EntityKind,
    articles: usize,
    backend: &dyn Backend,
) -> Result<EntityRow> {
    let entity = backend.entity(&EntityId(id.to_owned()))?;
    let place = entity.as_ref().and_then(|entity| entity.place.as_ref());
    Ok(EntityRow {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        names: entity.iter().flat_map(|e| &e.names).map(|name| name.name.clone()).collect(),
        roles: entity.iter().flat_map(|e| &e.roles).map(|role| role.title.clone()).collect(),
        country: entity.as_ref().and_then(|entity| entity.country.clone()),
        path: place.map(|place| place.path.clone()).unwrap_or_default(),
        coordinates: place.map(|place| (place.latitude, place.longitude)),
        articles,
        seen: entity.as_ref().map(|e| (e.first_seen, e.last_seen)).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_joined_to_years() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let months = [(1999, 11, 2), (1999, 12, 3), (2000, 1, 0), (2000, 2, 4)];
        let bars = months.map(|(year, month, count)| Bar {
            from: day(year, month, 1),
            to: day(year, month, 28),
            count,
        });
        let expected = [(1999, 5), (2000, 4)];
        let expected =
            expected.map(|(year, count)| Bar { from: day(year, 1, 1), to: day(year, 12, 31), count });
        assert_eq!(years(&bars), expected);
    }
}
