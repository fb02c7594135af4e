//! `dateline completions`: what a shell needs to complete commands, options,
//! fields and values.

use clap::Args;
use clap_complete::Shell;
use clap_complete::env::Shells;

use super::output::failed;
use super::{Outcome, output, shell};
use crate::error::{Error, ErrorKind, Result};

/// The variable by which a shell asks the program for completions.
pub(super) const VARIABLE: &str = "COMPLETE";

/// Print the completions of a shell.
///
/// The shell then asks the program itself what fits: commands and options,
/// the fields of the query language, and the names in the archive's index.
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
    let shells = Shells::builtins();
    let completer = shells.completer(&typed.shell.to_string()).ok_or_else(|| {
        Error::new(ErrorKind::Usage, format!("there are no completions for {}", typed.shell))
    })?;
    let mut script = Vec::new();
    completer
        .write_registration(VARIABLE, "dateline", "dateline", "dateline", &mut script)
        .map_err(failed)?;
    let script = shell::telling(&String::from_utf8_lossy(&script), VARIABLE);
    let mut out = output::stdout();
    out.write_all(script.as_bytes()).and_then(|()| out.flush()).map_err(failed)?;
    Ok(Outcome::Found)
}
