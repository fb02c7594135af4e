//! Where results go: stdout, or a file that appears only when it is whole.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

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

/// Writes items of `unit` to stdout, under a title where the format has one.
pub(super) fn print_items<'a>(
    items: impl ExactSizeIterator<Item = Item<'a>>,
    unit: Unit,
    format: Format,
    (query, title): (&str, &str),
    context: &Context,
) -> Result<()> {
    let (total, today) = (Some(items.len()), Some(context.today));
    let about = About { query: query.to_owned(), title: title.to_owned(), total, today, ..About::default() };
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

/// A file in the making, which takes its name when it is whole; a pipe, a
/// terminal or a device, which stays what it is, is written at once.
pub(super) struct NewFile {
    /// Where the file is, behind all links.
    path: PathBuf,
    draft: Option<PathBuf>,
}

impl NewFile {
    /// Begins the file `path`, with the permissions of the one that is there.
    pub fn begin(path: &Path) -> Result<(NewFile, Box<dyn Write>)> {
        let new = NewFile::at(path);
        let file = new.open().map_err(|error| {
            Error::new(ErrorKind::Io, "cannot write the file").at(path.display()).because(error)
        })?;
        Ok((new, Box::new(BufWriter::with_capacity(1 << 16, file))))
    }

    /// Tells whether it is a file, which can be read again.
    pub fn is_file(&self) -> bool {
        self.draft.is_some()
    }

    fn at(path: &Path) -> NewFile {
        let path = behind_links(path);
        if path.metadata().is_ok_and(|meta| !meta.is_file()) {
            return NewFile { path, draft: None };
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let draft = Some(path.with_file_name(name));
        NewFile { path, draft }
    }

    fn open(&self) -> io::Result<File> {
        let Some(draft) = &self.draft else { return OpenOptions::new().write(true).open(&self.path) };
        let file = File::create(draft)?;
        if let Ok(meta) = self.path.metadata() {
            file.set_permissions(meta.permissions())?;
        }
        Ok(file)
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<()> {
        let Some(draft) = &self.draft else { return Ok(()) };
        std::fs::rename(draft, &self.path).map_err(|error| {
            Error::new(ErrorKind::Io, "cannot name the file").at(self.path.display()).because(error)
        })
    }
}

/// Removes what was never finished.
impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft {
            let _ = std::fs::remove_file(draft);
        }
    }
}

/// Returns what `path` means when links are followed, the last of which may
/// lead to a file that is still to be made.
fn behind_links(path: &Path) -> PathBuf {
    let target = || {
        let target = std::fs::read_link(path).ok()?;
        Some(path.parent()?.join(target))
    };
    path.canonicalize().ok().or_else(target).unwrap_or_else(|| path.to_owned())
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
