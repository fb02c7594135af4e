//! `dateline correct`: say what the program got wrong, and take it back.
//!
//! What is said goes to the end of `corrections.toml` in the archive's folder
//! and holds for the next question. An entry that fits nothing is not written.
//! `typed` is what can be typed, `examples` its help, `entries` makes entries of
//! it, with the events that `ids` and `added` find.

mod added;
mod entries;
mod examples;
mod ids;
mod typed;

use std::fs;
use std::path::Path;

use clap::Args;

use entries::entries;
use examples::EXAMPLES;
use typed::What;

use crate::cli::archive::Place;
use crate::cli::context::Context;
use crate::cli::{Outcome, archive, output};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{CORRECTIONS, Turn, write_whole};
use crate::resolve::Corrections;
use crate::resolve::corrections::{Problem, history};
use crate::search::{Backend, Local};

/// Correct who is who and what happened: merge, split, alias, rename, retype, reject, add, and undo.
///
/// Corrections are kept in corrections.toml beside the index, hold at once and
/// survive indexing; the file can be edited by hand and given to others.
/// Entities are named as in every command, events by their ids or the first
/// digits of them, as tables show them, six or more.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Correct {
    #[command(subcommand)]
    what: What,

    /// Why; kept beside the correction.
    #[arg(long, global = true, value_name = "TEXT")]
    note: Option<String>,
}

/// Writes, takes back or prints corrections.
pub(super) fn run(typed: Correct, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    let file = place.index.join(CORRECTIONS);
    match typed.what {
        What::List => list(&file, &*backend),
        What::Undo { count } => {
            let _turn = Turn::wait(&place.index)?;
            undo(&file, count)
        }
        What::Apply { file: other } => {
            let more = Corrections::parse(&read(&other)?)?;
            let _turn = Turn::wait(&place.index)?;
            apply(&place, &*backend, more)
        }
        what => match entries(what, typed.note, &*backend, context)? {
            Some(more) => {
                let _turn = Turn::wait(&place.index)?;
                write(&place, &*backend, more)
            }
            None => Ok(Outcome::Nothing),
        },
    }
}

fn list(file: &Path, backend: &dyn Backend) -> Result<Outcome> {
    let text = read_or_nothing(file)?;
    output::print(&text)?;
    for problem in backend.problems()? {
        output::remark(&problem.to_string());
    }
    Ok(Outcome::of(text.len()))
}

fn undo(file: &Path, count: usize) -> Result<Outcome> {
    let mut text = read_or_nothing(file)?;
    let (mut undone, mut taken) = (0, Vec::new());
    while let Some((rest, entry)) = history::undo(&text).filter(|_| undone < count) {
        taken.push(entry.to_owned());
        (text, undone) = (rest, undone + 1);
    }
    if undone == 0 {
        output::remark("there is no correction to take back");
        return Ok(Outcome::Nothing);
    }
    save(file, &text)?;
    output::remark("taken back:");
    output::print(&(taken.join("\n") + "\n"))?;
    Ok(Outcome::Found)
}

/// Adds `more` to the corrections, unless one of them fits nothing.
fn write(place: &Place, backend: &dyn Backend, more: Corrections) -> Result<Outcome> {
    let file = place.index.join(CORRECTIONS);
    let before = read_or_nothing(&file)?;
    let more = more.without(Corrections::parse(&before)?);
    if more.is_empty() {
        output::remark("the corrections say so already");
        return Ok(Outcome::Nothing);
    }
    match attempt(place, &before, backend, &more)?.into_iter().next() {
        None => said(&more),
        Some(problem) => {
            save(&file, &before)?;
            Err(Error::new(ErrorKind::Input, "nothing is corrected").because(problem.to_string()))
        }
    }
}

/// Adds those of `more` to the corrections that fit, and names the others.
fn apply(place: &Place, backend: &dyn Backend, mut more: Corrections) -> Result<Outcome> {
    let file = place.index.join(CORRECTIONS);
    let before = read_or_nothing(&file)?;
    let own = Corrections::parse(&before)?;
    more = more.without(own.clone());
    let mut left_out = 0_usize;
    loop {
        let mut problems = attempt(place, &before, backend, &more)?;
        // An entry of the file may contradict one that was there before it.
        if let Some(problem) = problems.iter().find(|problem| problem.number < own.count(problem.section)) {
            save(&file, &before)?;
            let message = "nothing is taken over, for it contradicts what is there";
            return Err(Error::new(ErrorKind::Input, message).because(problem.to_string()));
        }
        if problems.is_empty() {
            break;
        }
        problems.sort_by_key(|problem| std::cmp::Reverse((problem.section, problem.number)));
        problems.dedup_by_key(|problem| (problem.section, problem.number));
        for problem in problems {
            output::remark(&format!("left out: {problem}"));
            more.remove(problem.section, problem.number - own.count(problem.section));
            left_out += 1;
        }
    }
    if more.is_empty() {
        let why = if left_out > 0 { "nothing is taken over" } else { "the corrections say so already" };
        output::remark(why);
        return Ok(Outcome::Nothing);
    }
    said(&more)
}

/// Prints what was written.
fn said(more: &Corrections) -> Result<Outcome> {
    output::remark("done; `dateline correct undo` takes it back:");
    output::print(&format!("{}\n", more.to_toml().trim_end()))?;
    Ok(Outcome::Found)
}

/// Writes `before` with `more` behind it, and returns what does not fit that fitted before.
fn attempt(place: &Place, before: &str, backend: &dyn Backend, more: &Corrections) -> Result<Vec<Problem>> {
    let known = backend.problems()?;
    let file = place.index.join(CORRECTIONS);
    save(&file, &history::append(before, more)?)?;
    let found = Local::open(&place.index).and_then(|local| local.problems());
    if found.is_err() {
        save(&file, before)?;
    }
    Ok(found?.into_iter().filter(|problem| !known.contains(problem)).collect())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot read the corrections").at(file.display()).because(error)
    })
}

fn read_or_nothing(file: &Path) -> Result<String> {
    if file.exists() { read(file) } else { Ok(String::new()) }
}

/// Writes the file whole, or leaves it as it was.
fn save(file: &Path, text: &str) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    write_whole(folder, CORRECTIONS, text.as_bytes()).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot write the corrections").at(file.display()).because(error)
    })
}
