//! `dateline man`: the manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use super::output::failed;
use super::{Arguments, Outcome, output};
use crate::error::{Error, ErrorKind, Result};

/// Print the manual page, or write the pages of all commands into a folder.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// The folder, such as ~/.local/share/man/man1; made if there is none.
    folder: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  dateline man | man -l -
  dateline man ~/.local/share/man/man1";

/// Prints or writes the pages.
pub(super) fn run(typed: Man) -> Result<Outcome> {
    let command = Arguments::command();
    match typed.folder {
        Some(folder) => {
            let made = std::fs::create_dir_all(&folder);
            made.and_then(|()| clap_mangen::generate_to(command, &folder)).map_err(|error| {
                Error::new(ErrorKind::Io, "cannot write the pages").at(folder.display()).because(error)
            })?;
        }
        None => {
            let mut out = output::stdout();
            clap_mangen::Man::new(command).render(&mut out).and_then(|()| out.flush()).map_err(failed)?;
        }
    }
    Ok(Outcome::Found)
}
