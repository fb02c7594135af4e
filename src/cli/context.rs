//! What holds for every command: which archive, which day it is, how to print.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Local, NaiveDate};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use crate::present::table::Style;

/// The width of tables that do not go to a terminal.
const WIDTH: u16 = 100;

/// The heading over these options in each command's help.
const HEADING: &str = "Options of every command";

/// Options of every command, as typed.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// The archive, a folder of articles; else the nearest folder above that has an index.
    #[arg(
        short, long, global = true, help_heading = HEADING, value_name = "FOLDER", env = "DATELINE_ARCHIVE",
        value_parser = OsStringValueParser::new().map(PathBuf::from), value_hint = ValueHint::DirPath,
    )]
    archive: Option<PathBuf>,

    /// Where the index lies, when not in FOLDER/.dateline.
    #[arg(long, global = true, help_heading = HEADING, value_name = "DIR")]
    index: Option<PathBuf>,

    /// When to use colours.
    #[arg(long, global = true, help_heading = HEADING, value_name = "WHEN", default_value = "auto")]
    color: Color,

    /// How long finding the answer to a question may take.
    #[arg(long, global = true, help_heading = HEADING, value_name = "SECONDS", default_value = "60")]
    time_limit: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// What the options mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The archive that was named.
    pub archive: Option<PathBuf>,
    /// The index's folder, where it was named.
    pub index: Option<PathBuf>,
    /// The day that "yesterday" is counted from.
    pub today: NaiveDate,
    /// The moment at which the program was called.
    pub now: DateTime<Local>,
    /// How long a question may take.
    pub time_limit: Duration,
    /// How results are drawn.
    pub style: Style,
    /// How what goes to stderr is drawn.
    pub remarks: Style,
}

impl Global {
    /// Looks at the clock, the terminal and the environment, once.
    pub fn meant(self) -> Context {
        let colour = |auto: anstream::ColorChoice| match self.color {
            Color::Auto => auto != anstream::ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        let out = colour(anstream::AutoStream::choice(&std::io::stdout()));
        let err = colour(anstream::AutoStream::choice(&std::io::stderr()));
        let now = Local::now();
        Context {
            // A variable that is set to nothing names no folder.
            archive: self.archive.filter(|folder| !folder.as_os_str().is_empty()),
            index: self.index,
            today: now.date_naive(),
            now,
            time_limit: Duration::from_secs(u64::from(self.time_limit)),
            style: Style { width: width(std::io::stdout().is_terminal()), colour: out },
            remarks: Style { width: width(std::io::stderr().is_terminal()), colour: err },
        }
    }
}

/// Returns the width that `COLUMNS` says, or the terminal, or the default.
fn width(terminal: bool) -> u16 {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let found = || if terminal { comfy_table::Table::new().width() } else { None };
    said.or_else(found).unwrap_or(WIDTH).max(20)
}
