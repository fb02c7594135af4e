//! The command line: arguments, one file a command, and the only room that prints.
//!
//! Each command has two stages: what was typed, a struct that clap fills, and
//! what it means, a [`query`](crate::query) and where its answer goes.
//! stdout carries results only; everything else goes to stderr.

mod archive;
mod complete;
mod completions;
mod conditions;
mod context;
mod correct;
mod diff;
mod doctor;
mod export;
mod extract;
mod facets;
mod history;
mod index;
mod itinerary;
mod man;
mod manifest;
mod mapping;
mod meetings;
mod more_like;
mod names;
mod network;
mod news;
mod nothing;
mod options;
mod output;
mod progress;
mod saved;
mod search;
mod shell;
mod show;
mod stats;
mod who;

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::CompleteEnv;

use crate::error::{Error, ErrorKind, Result};
use context::{Context, Global};

/// Who met whom, where, when, and which sentence says so.
///
/// Dateline reads a folder of news articles, understands them (people,
/// organizations, places, dates, meetings), and answers questions about them.
/// A question asked of a folder without an index builds it first.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    global: Global,

    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dateline index ~/clippings
  dateline meetings --with \"Wang Jiahe\" -a ~/clippings
  dateline search 'ceasefire place:Qatar published:2024' -a ~/clippings
  dateline facets person 'meeting(in:Doha)' -a ~/clippings

Exit status: 0 found, 1 nothing found, 2 error.";

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Index),
    Meetings(meetings::Meetings),
    Events(meetings::Events),
    Search(search::Search),
    Facets(facets::Facets),
    Who(who::Who),
    Itinerary(itinerary::Itinerary),
    Network(network::Network),
    Show(show::Show),
    Correct(correct::Correct),
    MoreLike(more_like::MoreLike),
    Diff(diff::Diff),
    News(news::News),
    History(history::History),
    Extract(extract::Extract),
    Export(export::Export),
    Stats(stats::Stats),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
}

/// What a command found, for the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    Nothing,
}

impl Outcome {
    /// Returns `Found` when there is any.
    fn of(count: usize) -> Outcome {
        if count > 0 { Outcome::Found } else { Outcome::Nothing }
    }
}

/// Runs the program with the process's arguments and returns its exit status:
/// 0 found, 1 nothing found, 2 error.
pub fn run() -> i32 {
    // A shell that asks what fits is answered here, and the program ends.
    CompleteEnv::with_factory(Arguments::command).var(completions::VARIABLE).complete();
    let arguments = Arguments::parse();
    let done = unbroken(|| dispatch(arguments.command, &arguments.global.meant()));
    match done {
        Ok(Outcome::Found) => 0,
        Ok(Outcome::Nothing) => 1,
        Err(error) if output::is_broken_pipe(&error) => 0,
        Err(error) => {
            report(&error);
            2
        }
    }
}

/// Runs `command`; where it panics, the error says so in one line.
fn unbroken(command: impl FnOnce() -> Result<Outcome>) -> Result<Outcome> {
    let fault = Arc::new(Mutex::new(String::new()));
    let said = Arc::clone(&fault);
    // What is caught on its way, such as an article that cannot be understood,
    // is told as a warning or an error by the one that catches it.
    panic::set_hook(Box::new(move |info| {
        *said.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string().replace('\n', " ");
    }));
    panic::catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let fault = std::mem::take(&mut *fault.lock().unwrap_or_else(PoisonError::into_inner));
        Err(Error::new(ErrorKind::Fault, "this is a fault of Dateline")
            .because(fault)
            .hint("`dateline doctor` tells whether the index is well"))
    })
}

fn report(error: &Error) {
    eprintln!("dateline: {error}");
    if let Some(hint) = error.hint_text() {
        eprintln!("hint: {hint}");
    }
}

fn dispatch(command: Command, context: &Context) -> Result<Outcome> {
    match command {
        Command::Index(typed) => index::run(typed, context),
        Command::Search(typed) => search::run(typed, context),
        Command::Meetings(typed) => meetings::run_meetings(typed, context),
        Command::Events(typed) => meetings::run_events(typed, context),
        Command::Facets(typed) => facets::run(typed, context),
        Command::Who(typed) => who::run(typed, context),
        Command::Itinerary(typed) => itinerary::run(typed, context),
        Command::Network(typed) => network::run(typed, context),
        Command::Show(typed) => show::run(typed, context),
        Command::Correct(typed) => correct::run(typed, context),
        Command::MoreLike(typed) => more_like::run(typed, context),
        Command::Diff(typed) => diff::run(typed, context),
        Command::News(typed) => news::run(typed, context),
        Command::History(typed) => history::run(typed, context),
        Command::Extract(typed) => extract::run(typed),
        Command::Export(typed) => export::run(typed, context),
        Command::Stats(typed) => stats::run(typed, context),
        Command::Doctor(typed) => doctor::run(typed, context),
        Command::Completions(typed) => completions::run(typed),
        Command::Man(typed) => man::run(typed),
    }
}
