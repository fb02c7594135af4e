//! `dateline completions`: what a shell needs to complete commands and options.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::output::failed;
use super::{Arguments, Outcome, output};
use crate::error::Result;

/// Print the completions of a shell.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell.
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish";

/// Prints the script.
pub(super) fn run(typed: Completions) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut Arguments::command(), "dateline", &mut script);
    let mut out = output::stdout();
    out.write_all(&script).and_then(|()| out.flush()).map_err(failed)?;
    Ok(Outcome::Found)
}
