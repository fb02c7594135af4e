//! The mapping file, which says where JSON objects keep what: as it was typed,
//! and as it is kept beside the index.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::index::write_whole;
use crate::parse::Mapping;

/// The file's name in the folder of the index.
const FILE: &str = "mapping.toml";

/// Reads the mapping file at `path`.
///
/// # Errors
///
/// When it cannot be read or understood.
pub(super) fn read(path: &Path) -> Result<Mapping> {
    parse(&text(path)?, path)
}

/// The mapping that articles are taken in with, and its text where it was typed.
pub(super) struct Meant {
    /// The mapping; none where common names are enough.
    pub(super) mapping: Option<Mapping>,
    typed: Option<String>,
}

/// Returns the mapping at `typed`, or else the one that was kept beside the
/// index in `index`. The file at `typed` is read once: it may be a pipe.
///
/// # Errors
///
/// When a mapping cannot be read or understood.
pub(super) fn meant(index: &Path, typed: Option<&Path>) -> Result<Meant> {
    let beside = index.join(FILE);
    let kept = || if beside.exists() { read(&beside).map(Some) } else { Ok(None) };
    let typed = typed.map(|path| Ok((text(path)?, path))).transpose()?;
    let mapping = match &typed {
        Some((text, path)) => Some(parse(text, path)?),
        None => kept()?,
    };
    Ok(Meant { mapping, typed: typed.map(|(text, _)| text) })
}

impl Meant {
    /// Keeps the mapping, if it was typed, beside the index in `index`.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(super) fn keep(&self, index: &Path) -> Result<()> {
        let Some(text) = &self.typed else { return Ok(()) };
        let beside = index.join(FILE);
        let kept = std::fs::create_dir_all(index).and_then(|()| write_whole(index, FILE, text.as_bytes()));
        kept.map_err(|error| {
            Error::new(ErrorKind::Io, "cannot keep the mapping").at(beside.display()).because(error)
        })
    }
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot read the mapping file").at(path.display()).because(error)
    })
}

fn parse(text: &str, path: &Path) -> Result<Mapping> {
    Mapping::parse(text).map_err(|error| error.at(path.display()))
}
