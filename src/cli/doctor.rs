//! `dateline doctor`: whether the archive and its index are well.

use clap::Args;

use super::context::Context;
use super::{Outcome, archive, output};
use crate::error::Result;
use crate::extract::names::Tagging;
use crate::index::Archive;
use crate::query::{Limit, Query, SearchRequest};
use crate::search::Backend;

/// Check the archive and its index: is it there, does it open, do its parts agree?
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Doctor {}

const EXAMPLES: &str = "\
Examples:
  dateline doctor -a ~/clippings
  dateline doctor -a ~/clippings && echo well";

/// One check: what is looked at, and what is wrong, if anything is.
type Check = (&'static str, fn(&dyn Backend) -> Result<Option<String>>);

const CHECKS: [Check; 4] = [
    ("counts agree", counts),
    ("articles can be read", articles),
    ("events can be read", events),
    ("corrections fit", corrections),
];

const UNFINISHED: &str = "FAULT    not all files were read; `dateline index` reads the others\n";

/// Prints a line for each check; an error when one fails.
pub(super) fn run(_: Doctor, context: &Context) -> Result<Outcome> {
    let place = archive::locate(context)?;
    output::print(&format!("archive  {}\nindex    {}\n", place.folder.display(), place.index.display()))?;
    let files = if Archive::exists(&place.index) { files(&place)? } else { None };
    if let Some(fault) = files {
        output::print(&format!("FAULT    files are as they were written: {fault}\n"))?;
        output::remark("build the index again with `dateline index --rebuild`");
        return Ok(Outcome::Nothing);
    }
    let (_, backend) = archive::open(context)?;
    output::print("ok       the index opens, and its files are as they were written\n")?;
    output::print(&names(&place)?)?;
    let unfinished = Archive::open(&place.index)?.unfinished()?.is_some();
    output::print(if unfinished { UNFINISHED } else { "ok       all files were read\n" })?;
    let mut well = !unfinished;
    for (name, check) in CHECKS {
        let line = match check(&*backend) {
            Ok(None) => format!("ok       {name}\n"),
            Ok(Some(fault)) => format!("FAULT    {name}: {fault}\n"),
            Err(error) => format!("FAULT    {name}: {error}\n"),
        };
        well &= line.starts_with("ok");
        output::print(&line)?;
    }
    if !well && !unfinished {
        output::remark("build the index again with `dateline index --rebuild`, or mend corrections.toml");
    }
    Ok(if well { Outcome::Found } else { Outcome::Nothing })
}

/// Returns the files that are damaged, if any are.
fn files(place: &archive::Place) -> Result<Option<String>> {
    let names: Vec<String> = match Archive::open(&place.index)?.damaged_files() {
        Ok(files) => files.iter().map(|file| file.display().to_string()).collect(),
        Err(error) => vec![error.to_string()],
    };
    Ok((!names.is_empty()).then(|| names.join(", ")))
}

fn corrections(backend: &dyn Backend) -> Result<Option<String>> {
    let problems = backend.problems()?;
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Ok((!problems.is_empty()).then(|| problems.join("\n         ")))
}

/// Says how names were read, and how they are read best.
fn names(place: &archive::Place) -> Result<String> {
    let tagger = Archive::open(&place.index)?.tagger()?;
    Ok(match (tagger.as_deref(), "best".parse::<Tagging>()) {
        (Some("best"), _) => "names    read with --tagger best\n".to_owned(),
        (_, Ok(_)) => {
            "names    read with --tagger fast; `dateline index --tagger best` reads them with more care\n"
                .to_owned()
        }
        (_, Err(reason)) => format!("names    read with --tagger fast; for --tagger best, {reason}\n"),
    })
}

fn counts(backend: &dyn Backend) -> Result<Option<String>> {
    let (stats, counted) = (backend.stats()?, backend.count(&Query::All)?);
    let fault = format!("{} articles are noted, {counted} are found", stats.articles);
    Ok((stats.articles != counted).then_some(fault))
}

fn articles(backend: &dyn Backend) -> Result<Option<String>> {
    let (mut walked, expected) = (0, backend.count(&Query::All)?);
    backend.walk(&Query::All, false, &mut |_, _| {
        walked += 1;
        Ok(())
    })?;
    Ok((walked != expected).then(|| format!("{walked} of {expected} can be read")))
}

fn events(backend: &dyn Backend) -> Result<Option<String>> {
    let list = backend.events(&SearchRequest::new(Query::All, Limit::All))?;
    let noted = backend.stats()?.events;
    let found = list.events.len();
    Ok((found != noted).then(|| format!("{noted} events are noted, {found} can be read")))
}
