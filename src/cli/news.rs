//! `dateline news`: what saved queries find, and what of it is new.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::nothing::Asked;
use super::saved::{self, Saved};
use super::{Outcome, archive, options, output};
use crate::error::{Error, ErrorKind, Result};
use crate::index::write_whole;
use crate::present::{Format, interval, json, table};
use crate::query::{Limit, SearchRequest, Sort};
use crate::search::{Backend, EventRow, Hit};

/// The name and version of the schema of a piece of news.
const SCHEMA: &str = "dateline.news/1";
/// The file in the folder of the index that remembers the last look.
const LOOKS: &str = "looks.json";

/// What saved queries find, and why each piece is news.
///
/// Save a query with `--save NAME` of search, meetings and events. With
/// --since-last only what is new or has changed since the last such look is
/// shown, and the look is remembered.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct News {
    /// Saved queries; all when none is named.
    #[arg(value_name = "NAME")]
    names: Vec<String>,

    /// Only what is new or has changed since the last look, which is remembered.
    #[arg(long)]
    since_last: bool,

    /// List the saved queries.
    #[arg(long, conflicts_with_all = ["since_last", "forget"])]
    list: bool,

    /// Forget a saved query.
    #[arg(long, value_name = "NAME")]
    forget: Option<String>,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::news_formats())]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline meetings --with \"Wang Jiahe\" --save wang
  dateline news --since-last
  dateline news wang --format jsonl";

/// What is remembered of something that was found: facts by their names.
type Facts = BTreeMap<String, String>;
/// What was found at the last look, by query and identifier.
type Looks = BTreeMap<String, BTreeMap<String, Facts>>;

/// An article or an event that a query found.
enum Found {
    Article(Box<Hit>),
    Event(Box<EventRow>),
}

/// Answers with the news of each saved query.
pub(super) fn run(typed: News, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    if let Some(name) = &typed.forget {
        saved::named(name, &saved::read(&place.index)?)?;
        return Ok(Outcome::of(usize::from(saved::forget(&place.index, name)?)));
    }
    let all = saved::read(&place.index)?;
    let wanted = match typed.names.as_slice() {
        [] => all.iter().collect(),
        names => names.iter().map(|name| saved::named(name, &all)).collect::<Result<Vec<&Saved>>>()?,
    };
    if wanted.is_empty() {
        output::remark("no query is saved; save one with `dateline search QUERY --save NAME`");
    }
    if typed.list {
        let line =
            |saved: &&Saved| format!("{}  {:?}  {}\n", saved.name, saved.of, saved.text).to_lowercase();
        output::print(&wanted.iter().map(line).collect::<String>())?;
        return Ok(Outcome::of(wanted.len()));
    }
    let mut looks = read(&place.index)?;
    let mut shown = 0;
    for saved in wanted {
        shown += news_of(saved, &mut looks, &typed, &*backend, context)?;
    }
    if typed.since_last {
        write(&place.index, &looks)?;
    }
    Ok(Outcome::of(shown))
}

/// Prints the news of one query, and remembers what was found.
fn news_of(
    saved: &Saved,
    looks: &mut Looks,
    typed: &News,
    backend: &dyn Backend,
    context: &Context,
) -> Result<usize> {
    let found = find(saved, backend, context)?;
    let before = looks.entry(saved.name.clone()).or_default();
    let mut news: Vec<(String, &Found)> =
        found.iter().map(|found| (reason(before.get(found.id()), &found.facts()), found)).collect();
    if typed.since_last {
        news.retain(|(reason, _)| reason != SEEN);
    }
    print(saved, &news, found.len(), typed.format, context)?;
    let shown = news.len();
    *before = found.iter().map(|found| (found.id().to_owned(), found.facts())).collect();
    Ok(shown)
}

fn find(saved: &Saved, backend: &dyn Backend, context: &Context) -> Result<Vec<Found>> {
    let query = options::query(std::slice::from_ref(&saved.text), context)?;
    let mut request = SearchRequest::new(query, Limit::All);
    request.sort = Sort::Newest;
    Ok(match saved.of {
        Asked::Articles => {
            let hits = backend.search(&request)?.hits;
            hits.into_iter().map(|hit| Found::Article(Box::new(hit))).collect()
        }
        Asked::Events => {
            let events = backend.events(&request)?.events;
            events.into_iter().map(|row| Found::Event(Box::new(row))).collect()
        }
    })
}

/// What is said of something that is as it was.
const SEEN: &str = "seen before";

/// Says why something is news, or that it is not.
fn reason(before: Option<&Facts>, now: &Facts) -> String {
    let Some(before) = before else { return "new".to_owned() };
    let nothing = || "none".to_owned();
    let changed =
        now.iter().filter(|(name, value)| before.get(*name) != Some(*value)).map(|(name, value)| {
            let was = before.get(name).filter(|was| !was.is_empty()).cloned().unwrap_or_else(nothing);
            format!("{name} {was} → {value}")
        });
    let changed: Vec<String> = changed.collect();
    if changed.is_empty() { SEEN.to_owned() } else { changed.join("; ") }
}

impl Found {
    fn id(&self) -> &str {
        match self {
            Found::Article(hit) => &hit.id,
            Found::Event(row) => &row.id,
        }
    }

    /// Returns what would be news if it changed.
    fn facts(&self) -> Facts {
        let Found::Event(row) = self else { return Facts::new() };
        let names = row.participants.iter().map(|party| party.name.as_str()).collect::<Vec<_>>();
        let facts = [
            ("status", row.status.as_str().to_owned()),
            ("date", interval(row.when)),
            ("place", row.places.first().map(|venue| venue.name.clone()).unwrap_or_default()),
            ("parties", names.join(", ")),
            ("reports", row.reports.len().to_string()),
        ];
        facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn print(
    saved: &Saved,
    news: &[(String, &Found)],
    total: usize,
    format: Format,
    context: &Context,
) -> Result<()> {
    if format == Format::Jsonl {
        return output::print(
            &news.iter().map(|(reason, found)| line(saved, reason, found)).collect::<String>(),
        );
    }
    let mut text = format!("{}: {} of {total} are news\n", saved.name, news.len());
    if news.iter().any(|(reason, _)| reason == SEEN) {
        text = format!("{}: {total} found\n", saved.name);
    }
    let mut reasons: Vec<&str> = news.iter().map(|(reason, _)| reason.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        let of_reason = news.iter().filter(|(other, _)| other == reason).map(|(_, found)| *found);
        text.push_str(&format!("\n{reason}:\n{}", table_of(of_reason, context)));
    }
    output::print(&text)
}

fn table_of<'a>(found: impl Iterator<Item = &'a Found>, context: &Context) -> String {
    let (mut hits, mut events) = (Vec::new(), Vec::new());
    for found in found {
        match found {
            Found::Article(hit) => hits.push((**hit).clone()),
            Found::Event(row) => events.push((**row).clone()),
        }
    }
    let events = if events.is_empty() { String::new() } else { table::events(&events, context.style) };
    table::hits(&hits, 1, context.style) + &events
}

fn line(saved: &Saved, reason: &str, found: &Found) -> String {
    let (name, object) = match found {
        Found::Article(hit) => ("article", json::hit(hit)),
        Found::Event(row) => ("event", json::event(row)),
    };
    format!("{}\n", json!({ "schema": SCHEMA, "query": saved.name, "reason": reason, name: object }))
}

fn read(index: &Path) -> Result<Looks> {
    match fs::read(index.join(LOOKS)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Looks::new()),
        Err(error) => Err(failed("cannot read what was seen last", index).because(error)),
        // A damaged file is as none: then everything is new.
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_default()),
    }
}

fn write(index: &Path, looks: &Looks) -> Result<()> {
    let bytes = serde_json::to_vec(looks).map_err(std::io::Error::from);
    let written = bytes.and_then(|bytes| write_whole(index, LOOKS, &bytes));
    written.map_err(|error| failed("cannot remember what was seen", index).because(error))
}

fn failed(what: &str, index: &Path) -> Error {
    Error::new(ErrorKind::Io, what).at(index.join(LOOKS).display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_what_was_and_what_is() {
        let facts = |status: &str, place: &str| -> Facts {
            [("status", status), ("place", place)].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
        };
        let planned = facts("planned", "");
        assert_eq!(reason(None, &planned), "new");
        assert_eq!(reason(Some(&planned), &planned), SEEN);
        assert_eq!(
            reason(Some(&planned), &facts("held", "Oslo")),
            "place none → Oslo; status planned → held"
        );
    }
}
