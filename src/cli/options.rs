//! Values of options that several commands share, and how they are read.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};

use crate::error::{Error, Result};
use crate::extract::names::Tagging;
use crate::present::{Format, Unit};
use crate::query::{DateField, DateRange, FacetField, FacetRequest, Limit, Parsed, Query, Step};

use super::context::Context;
use super::{output, saved};

/// Reads `--tagger`: `fast` or `best`.
pub(super) fn tagger(name: &str) -> Result<Tagging, String> {
    name.parse()
}

/// Reads `--min-confidence`: a probability.
pub(super) fn probability(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "a number between 0 and 1 is expected".to_owned())
}

/// Reads `--limit`: a number, or `all`.
pub(super) fn limit(text: &str) -> Result<Limit, String> {
    match text {
        "all" => Ok(Limit::All),
        number => number.parse().map(Limit::First).map_err(|_| "a number or `all` is expected".to_owned()),
    }
}

/// Returns the reader of `--format` for outputs of `unit`.
pub(super) fn formats(unit: Unit) -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.into_iter().filter(move |format| format.holds(unit)).map(Format::as_str);
    named(names)
}

/// Returns the reader of `--format` for pages that are a table or JSON.
pub(super) fn page_formats() -> impl TypedValueParser<Value = Format> {
    named(["table", "json"].into_iter())
}

/// Returns the reader of `--format` for news.
pub(super) fn news_formats() -> impl TypedValueParser<Value = Format> {
    named(["table", "jsonl"].into_iter())
}

/// Returns the reader of `--format` for lists of values.
pub(super) fn list_formats() -> impl TypedValueParser<Value = Format> {
    named(["table", "jsonl", "json", "csv", "tsv"].into_iter())
}

/// Returns the reader of `--format` for graphs.
pub(super) fn graph_formats() -> impl TypedValueParser<Value = Format> {
    named(["table", "json", "gexf", "graphml"].into_iter())
}

/// Returns the reader of `--format` for exports of any unit.
pub(super) fn export_formats() -> impl TypedValueParser<Value = Format> {
    named(Format::ALL.into_iter().filter(|format| *format != Format::Table).map(Format::as_str))
}

/// Returns the reader of one of `names`, in upper or lower case; American
/// spelling is understood.
pub(super) fn one_of(names: impl IntoIterator<Item = &'static str>) -> impl TypedValueParser<Value = String> {
    let value = |name| match name {
        "cancelled" => PossibleValue::new(name).alias("canceled"),
        _ => PossibleValue::new(name),
    };
    let known = PossibleValuesParser::new(names.into_iter().map(value).collect::<Vec<_>>());
    AnyCase(known).map(|name| name.replace("canceled", "cancelled"))
}

fn named(names: impl Iterator<Item = &'static str>) -> impl TypedValueParser<Value = Format> {
    one_of(names).map(|name| {
        let named = Format::ALL.into_iter().find(|format| format.as_str() == name);
        named.expect("only names of formats are possible")
    })
}

/// A reader of values that are known in lower case.
#[derive(Clone)]
struct AnyCase(PossibleValuesParser);

impl TypedValueParser for AnyCase {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        self.0.parse_ref(command, argument, &value.to_ascii_lowercase())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.0.possible_values()
    }
}

/// Reads `--facet`: `FIELD`, `FIELD:20`, `place/Asia/Qatar:20`.
pub(super) fn facet(text: &str) -> Result<FacetRequest, String> {
    let (name, size) = match text.rsplit_once(':') {
        Some((name, size)) => (name, size.parse().map_err(|_| format!("`{size}` is no number of values"))?),
        None => (text, 10),
    };
    let mut parts = name.split('/');
    let field = facet_field(parts.next().unwrap_or(""))?;
    let under = parts.map(str::to_owned).collect();
    Ok(FacetRequest { field, size, under, containing: None })
}

/// Reads the name of a facet's field.
pub(super) fn facet_field(name: &str) -> Result<FacetField, String> {
    FacetField::named(name).ok_or_else(|| {
        let names = FacetField::ALL.map(FacetField::as_str).join(", ");
        format!("there is no facet `{name}`; there are {names}")
    })
}

/// Reads `--by`: the width of a histogram's bars.
pub(super) fn step(text: &str) -> Result<Step, String> {
    Ok(match text {
        "day" => Step::Day,
        "week" => Step::Week,
        "month" => Step::Month,
        "quarter" => Step::Quarter,
        "year" => Step::Year,
        _ => return Err("one of day, week, month, quarter, year is expected".to_owned()),
    })
}

/// Reads `--by` of articles: the width of bars, with the days that are counted
/// before it where they are not those of publication: `mentions:month`.
pub(super) fn days_and_step(text: &str) -> Result<(DateField, Step), String> {
    let (field, width) = text.rsplit_once(':').unwrap_or(("published", text));
    let field = FacetField::named(field).and_then(FacetField::days);
    let field = field.ok_or("before the colon one of published, on, mentions is expected")?;
    Ok((field, step(width)?))
}

/// Reads the words of a query, joined, with saved queries put in the place of
/// their names, and remarks on what is easily misread.
pub(super) fn query(words: &[String], context: &Context) -> Result<Query> {
    let text = saved::expanded(&words.join(" "), context)?;
    let Parsed { query, notes } = crate::query::parse(&text, context.today)?;
    notes.iter().for_each(|note| output::remark(&format!("note: {note}")));
    Ok(query)
}

/// Reads the day with which `--since` or `--until` begins or ends.
pub(super) fn days(option: &str, text: &str, context: &Context) -> Result<DateRange> {
    crate::query::parse_dates(text, context.today).map_err(|error| {
        let hint = error.hint_text().map(str::to_owned);
        let error = Error::new(error.kind(), format!("--{option}: {error}"));
        hint.into_iter().fold(error, Error::hint)
    })
}
