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
pub(super) struct Doctor {}

/// One check: what is looked at, and what is wrong, if anything is.
type Check = (&'static str, fn(&dyn Backend) -> Result<Option<String>>);

const CHECKS: [Check; 4] = [
    ("counts agree", counts),
    ("articles can be read", articles),
    ("events can be read", events),
    ("corrections fit", corrections),
];

/// Prints a line for each check; an error when one fails.
pub(super) fn run(_: Doctor, context: &Context) -> Result<Outcome> {
    let place = archive::locate(context)?;
    output::print(&format!("archive  {}\nindex    {}\n", place.folder.display(), place.index.display()))?;
    let (_, backend) = archive::open(context)?;
    output::print("ok       the index opens\n")?;
    output::print(&names(&place)?)?;
    let mut well = true;
    for (name, check) in CHECKS {
        let line = match check(&*backend) {
            Ok(None) => format!("ok       {name}\n"),
            Ok(Some(fault)) => format!("FAULT    {name}: {fault}\n"),
            Err(error) => format!("FAULT    {name}: {error}\n"),
        };
        well &= line.starts_with("ok");
        output::print(&line)?;
    }
    if !well {
        output::remark("build the index again with `dateline index --rebuild`, or mend corrections.toml");
    }
    Ok(if well { Outcome::Found } else { Outcome::Nothing })
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
