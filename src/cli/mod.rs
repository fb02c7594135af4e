//! The command line: arguments, one file a command, and the only room that prints.

mod extract;

use clap::{Parser, Subcommand};

use crate::error::Result;

/// Who met whom, where, when, and which sentence says so.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
}

/// What a command found, for the exit status.
#[allow(dead_code, reason = "commands that can find nothing are on their way")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    Nothing,
}

/// Runs the program with the process's arguments and returns its exit status:
/// 0 found, 1 nothing found, 2 error.
pub fn run() -> i32 {
    let arguments = Arguments::parse();
    match dispatch(arguments.command) {
        Ok(Outcome::Found) => 0,
        Ok(Outcome::Nothing) => 1,
        Err(error) => {
            eprintln!("dateline: {error}");
            if let Some(hint) = error.hint_text() {
                eprintln!("hint: {hint}");
            }
            2
        }
    }
}

fn dispatch(command: Command) -> Result<Outcome> {
    match command {
        Command::Extract(arguments) => extract::run(arguments),
    }
}
