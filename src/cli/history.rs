//! `dateline history`: the questions that were asked, and `history.jsonl`
//! beside the index, in which they are kept.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::archive::locate;
use super::context::Context;
use super::{Outcome, options, output};
use crate::error::{Error, ErrorKind, Result};
use crate::index::write_whole;
use crate::present::Format;
use crate::query::Limit;

/// The file's name in the folder of the index.
const FILE: &str = "history.jsonl";
/// Bytes from which on the older half of the file is let go.
const LONG: u64 = 512 * 1024;

/// The questions that were asked of the archive, the last first.
///
/// They are kept beside the index, in history.jsonl, which may be deleted.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct History {
    /// Only questions that hold TEXT.
    #[arg(value_name = "TEXT")]
    text: Vec<String>,

    /// How many, or `all`.
    #[arg(long, value_name = "N", default_value = "20", value_parser = options::limit)]
    limit: Limit,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::news_formats())]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline history
  dateline history Geneva --limit all --format jsonl";

/// A question that was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Asked {
    /// When, in local time.
    at: String,
    /// The command.
    command: String,
    /// The canonical form of the query.
    query: String,
    /// How much was found.
    found: usize,
}

/// Prints the questions.
pub(super) fn run(typed: History, context: &Context) -> Result<Outcome> {
    let wanted = typed.text.join(" ").to_lowercase();
    let mut all = read(&locate(context)?.index)?;
    all.retain(|asked| asked.query.to_lowercase().contains(&wanted));
    let shown = all.iter().rev().take(typed.limit.count());
    let line = |asked: &Asked| match typed.format {
        Format::Jsonl => serde_json::to_string(asked).unwrap_or_default() + "\n",
        _ => format!("{}  {:>7}  {:<8}  {}\n", asked.at, asked.found, asked.command, asked.query),
    };
    output::print(&shown.map(line).collect::<String>())?;
    Ok(Outcome::of(all.len()))
}

/// Keeps a question and how much it found. Where nothing can be written,
/// nothing is kept: an answer is worth more than its record.
pub(super) fn keep(index: &Path, command: &str, query: &str, found: usize, context: &Context) {
    let at = context.now.format("%Y-%m-%dT%H:%M:%S").to_string();
    let asked = Asked { at, command: command.to_owned(), query: query.to_owned(), found };
    let _ = append(&index.join(FILE), &asked);
}

fn append(path: &Path, asked: &Asked) -> std::io::Result<()> {
    if fs::metadata(path).is_ok_and(|meta| meta.len() > LONG) {
        let text = fs::read_to_string(path)?;
        let half =
            text[text.floor_char_boundary(text.len() / 2)..].split_once('\n').map_or("", |(_, rest)| rest);
        write_whole(path.parent().unwrap_or(Path::new(".")), FILE, half.as_bytes())?;
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all((serde_json::to_string(asked)? + "\n").as_bytes())
}

/// Reads what was kept, the first question first; lines that are none are passed over.
fn read(index: &Path) -> Result<Vec<Asked>> {
    let path = index.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => {
            Err(Error::new(ErrorKind::Io, "cannot read the history").at(path.display()).because(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_kept_in_their_order_and_the_oldest_let_go() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap(), []);
        let context = Context::default();
        for number in 0..7000 {
            keep(folder.path(), "search", &format!("grain{number}"), number, &context);
        }
        let kept = read(folder.path()).unwrap();
        assert!(kept.len() > 2000 && kept.len() < 7000, "{}", kept.len());
        assert!(kept.windows(2).all(|pair| pair[0].found + 1 == pair[1].found));
        assert_eq!(kept.last().unwrap().query, "grain6999");
    }
}
