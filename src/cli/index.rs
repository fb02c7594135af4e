//! `dateline index`: take a folder of articles in, incrementally.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::archive::{HOME, Place, locate};
use super::context::Context;
use super::progress::Bar;
use super::{Outcome, mapping, options, output};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::names::Tagging;
use crate::ingest::{self, Options, Report, ingest};
use crate::parse::ParseOptions;

/// The greatest number of files that a report names.
const NAMED: usize = 20;

/// Take articles in: read, understand and index what is new or has changed.
///
/// Files that have not changed are passed over, files that have vanished are
/// removed. Without a folder, the archive that -a names is taken in again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Index {
    /// Folders and files of articles; the index lies in the first folder.
    #[arg(value_name = "FOLDER")]
    folders: Vec<PathBuf>,

    /// Build the index anew; the one before answers until the new one is whole.
    #[arg(long)]
    rebuild: bool,

    /// How names are read: `fast`, or `best`, by a network where that is
    /// unsure; else as before, at first fast.
    ///
    /// With `best` indexing takes some five times as long. Articles whose
    /// names were read otherwise are read again.
    #[arg(long, value_name = "fast|best", value_parser = options::tagger)]
    tagger: Option<Tagging>,

    /// A TOML file that says where JSON objects keep what, as below; it is
    /// kept beside the index and holds for later runs.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,

    /// How many articles are understood at the same time; all processors when 0.
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,

    /// Name every file that gave no article, and why.
    #[arg(short, long)]
    verbose: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline index ~/clippings
  dateline index ~/clippings --index ~/.cache/clippings-index
  dateline index -a ~/clippings --rebuild
  dateline index ~/dump --mapping fields.toml

A mapping file, for JSON and JSON Lines whose fields have names of their own:
  articles = \"response.docs\"        # the list of articles; left out, the whole value
  [fields]
  title = \"headline.main\"           # keys and list positions, parted by points
  text = \"sections.paragraphs\"      # a list gives all its items
  published = \"dates.0\"
The fields are id, title, text, published, url, publisher, byline and language;
those that are left out are found by their common names.";

/// Indexes and prints a report.
pub(super) fn run(typed: Index, context: &Context) -> Result<Outcome> {
    let (roots, index) = meant(&typed, context)?;
    let meant = mapping::meant(&index, typed.mapping.as_deref())?;
    let Index { threads, rebuild, tagger: tagging, .. } = typed;
    // What is committed before a kill is of this mapping; an index that is built
    // anew stays of the one before until it is done.
    if !rebuild {
        meant.keep(&index)?;
    }
    let parse = ParseOptions { mapping: meant.mapping.clone(), ..ParseOptions::default() };
    let options = Options { threads, rebuild, tagging, parse, ..Options::default() };
    let report = take_in(&roots, &index, &options)?;
    if rebuild && !report.interrupted {
        meant.keep(&index)?;
    }
    let named = if typed.verbose { usize::MAX } else { NAMED };
    output::print(&summary(&report, named))?;
    if report.interrupted {
        let kept = if rebuild { "the index is as it was" } else { "what was read is kept" };
        let hint = if rebuild { "run it again to build it anew" } else { "run it again to go on" };
        return Err(Error::new(ErrorKind::Io, format!("interrupted; {kept}")).hint(hint));
    }
    Ok(Outcome::of(report.articles as usize))
}

fn meant(typed: &Index, context: &Context) -> Result<(Vec<PathBuf>, PathBuf)> {
    let Some(first) = typed.folders.first() else {
        let place = locate(context)?;
        return Ok((vec![place.folder], place.index));
    };
    let home = || if first.is_dir() { first.join(HOME) } else { first.with_file_name(HOME) };
    Ok((typed.folders.clone(), context.index.clone().unwrap_or_else(home)))
}

/// Builds the index of an archive that has none, before it is asked.
pub(super) fn build_first(place: &Place, _context: &Context) -> Result<()> {
    output::remark(&format!("{} has no index yet; building it", place.folder.display()));
    let parse =
        ParseOptions { mapping: mapping::meant(&place.index, None)?.mapping, ..ParseOptions::default() };
    let options = Options { parse, ..Options::default() };
    let report = take_in(std::slice::from_ref(&place.folder), &place.index, &options)?;
    output::remark(first_line(&summary(&report, 0)));
    if report.interrupted {
        return Err(Error::new(ErrorKind::Io, "interrupted before the question was answered")
            .hint("run it again to go on"));
    }
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

fn take_in(roots: &[PathBuf], index: &std::path::Path, options: &ingest::Options) -> Result<Report> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    // A second Ctrl-C does not wait for the commit.
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    // Without a handler, Ctrl-C ends the program, and the last commit holds.
    let _ = ctrlc::set_handler(handler);
    let names: Vec<String> = roots.iter().map(|root| root.display().to_string()).collect();
    let bar = Bar::begin(names.join(" "));
    let report = ingest(roots, index, options, &bar, &stop);
    bar.end();
    report
}

fn summary(report: &Report, named: usize) -> String {
    let seconds = report.elapsed.as_secs_f64();
    let mut text = if report.interrupted {
        let read = report.added + report.changed + report.moved + report.unchanged;
        format!(
            "{read} of {} files, {seconds:.1} s; {} articles are in the index\n",
            report.files, report.articles
        )
    } else {
        let (articles, files, speed) = (report.articles, report.files, report.megabytes_per_second());
        format!("{articles} articles in {files} files, {seconds:.1} s, {speed:.1} MB/s\n")
    };
    text.push_str(&format!(
        "{} new, {} changed, {} moved, {} removed, {} unchanged\n",
        report.added, report.changed, report.moved, report.removed, report.unchanged
    ));
    if !report.interrupted {
        text.push_str(&counts(report));
    }
    if !report.warnings.is_empty() {
        text.push_str(&format!("{} warnings\n", report.warnings.len()));
    }
    for warning in report.warnings.iter().take(named) {
        text.push_str(&format!("  {}: {}\n", warning.path, warning.reason));
    }
    match report.warnings.len().saturating_sub(named) {
        more if more > 0 && named > 0 => text.push_str(&format!("  and {more} more; --verbose names them\n")),
        _ => {}
    }
    text
}

/// Says what the whole archive holds.
fn counts(report: &Report) -> String {
    format!(
        "{} people, {} organizations, {} places, {} dates, {} events\n",
        report.people, report.organizations, report.places, report.dates, report.events
    )
}
