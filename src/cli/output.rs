//! Where results go: stdout, or a file that appears only when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::present::{About, Format, Item, Unit, sink};

/// Tells whether the reader of our output has gone, which is no fault.
pub(super) fn is_broken_pipe(error: &Error) -> bool {
    std::error::Error::source(error)
        .and_then(|source| source.downcast_ref::<io::Error>())
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Makes the error of an output that cannot be written.
pub(super) fn failed(error: io::Error) -> Error {
    Error::new(ErrorKind::Io, "cannot write the result").because(error)
}

/// Writes `text` to stdout.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(failed)
}

/// Writes a JSON value to stdout, indented.
pub(super) fn print_json(value: &serde_json::Value) -> Result<()> {
    print(&format!("{value:#}\n"))
}

/// Returns stdout with a buffer.
pub(super) fn stdout() -> Box<dyn Write> {
    Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
}

/// Writes items of `unit` to stdout.
pub(super) fn print_items<'a>(
    items: impl IntoIterator<Item = Item<'a>>,
    unit: Unit,
    format: Format,
    query: &str,
    context: &Context,
) -> Result<()> {
    let about = About { query: query.to_owned(), today: Some(context.today), ..About::default() };
    let mut sink = sink(format, unit, &about, stdout()).map_err(failed)?.ok_or_else(|| unfit(format))?;
    for item in items {
        sink.item(item).map_err(failed)?;
    }
    sink.finish().map_err(failed)
}

/// Makes the error of a format that cannot hold what it is asked to.
pub(super) fn unfit(format: Format) -> Error {
    Error::new(ErrorKind::Usage, format!("the format {format} cannot hold this"))
        .hint("csv, tsv, jsonl, json, md and html hold everything")
}

/// A file in the making, which takes its name when it is whole.
pub(super) struct NewFile {
    path: std::path::PathBuf,
    draft: std::path::PathBuf,
}

impl NewFile {
    /// Begins the file `path`.
    pub fn begin(path: &Path) -> Result<(NewFile, Box<dyn Write>)> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let draft = path.with_file_name(name);
        let file = File::create(&draft).map_err(|error| {
            Error::new(ErrorKind::Io, "cannot write the file").at(path.display()).because(error)
        })?;
        let new = NewFile { path: path.to_owned(), draft };
        Ok((new, Box::new(BufWriter::with_capacity(1 << 16, file))))
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<()> {
        std::fs::rename(&self.draft, &self.path).map_err(|error| {
            Error::new(ErrorKind::Io, "cannot name the file").at(self.path.display()).because(error)
        })
    }
}

/// Removes what was never finished.
impl Drop for NewFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.draft);
    }
}

/// Says on stderr how a query was understood: its canonical form, and in words.
pub(super) fn explain(query: &crate::query::Query) {
    remark(&format!("query: {query}\n{}", crate::query::in_words(query)));
}

/// Returns `1 event`, `2 events`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Writes a remark for people to stderr.
pub(super) fn remark(text: &str) {
    eprintln!("{text}");
}
