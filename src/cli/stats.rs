//! `dateline stats`: what is in the archive, and what was covered.

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::{Outcome, archive, options, output};
use crate::error::Result;
use crate::present::{Format, table};

/// What is in the archive, and which files could not be read, and why.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::page_formats())]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline stats
  dateline stats -a ~/clippings --format json";

/// Answers with counts.
pub(super) fn run(typed: Stats, context: &Context) -> Result<Outcome> {
    let (_, backend) = archive::open(context)?;
    let stats = backend.stats()?;
    match typed.format {
        Format::Json => output::print_json(&object(&stats))?,
        _ => output::print(&table::stats(&stats, context.style))?,
    }
    Ok(Outcome::of(stats.articles))
}

fn object(stats: &crate::search::Stats) -> serde_json::Value {
    let [people, organizations, places] = stats.entities;
    let skipped = stats.skipped.iter().map(|w| json!({ "path": w.path, "reason": w.reason }));
    let languages: serde_json::Map<_, _> =
        stats.languages.iter().map(|(code, count)| (code.clone(), json!(count))).collect();
    json!({
        "files": stats.files,
        "articles": stats.articles,
        "people": people,
        "organizations": organizations,
        "places": places,
        "events": stats.events,
        "reports": stats.reports,
        "undated": stats.undated,
        "first": stats.days.map(|(first, _)| first.to_string()),
        "last": stats.days.map(|(_, last)| last.to_string()),
        "languages": languages,
        "skipped": skipped.collect::<Vec<_>>(),
        "state": stats.state,
        "bytes": stats.bytes,
    })
}
