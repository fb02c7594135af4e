//! The mapping file, which says where JSON objects keep what: as it was typed,
//! and as it is kept beside the index.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
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

/// Returns the mapping that articles are taken in with: the one at `typed`, or
/// else the one that was kept beside the index in `index`.
///
/// # Errors
///
/// When a mapping cannot be read or understood.
pub(super) fn meant(index: &Path, typed: Option<&Path>) -> Result<Option<Mapping>> {
    let beside = index.join(FILE);
    match typed {
        Some(path) => read(path).map(Some),
        None if beside.exists() => read(&beside).map(Some),
        None => Ok(None),
    }
}

/// Keeps the mapping at `typed` beside the index in `index`, which articles were
/// taken into with it.
///
/// # Errors
///
/// When it cannot be read or written.
pub(super) fn keep(index: &Path, typed: &Path) -> Result<()> {
    let beside = index.join(FILE);
    std::fs::write(&beside, text(typed)?).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot keep the mapping").at(beside.display()).because(error)
    })
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot read the mapping file").at(path.display()).because(error)
    })
}

fn parse(text: &str, path: &Path) -> Result<Mapping> {
    Mapping::parse(text).map_err(|error| error.at(path.display()))
}
