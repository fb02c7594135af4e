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

/// Returns the mapping that articles are taken in with: the one at `typed`,
/// which is kept beside the index in `index`, or else the one that was kept.
///
/// # Errors
///
/// When a mapping cannot be read, understood or kept.
pub(super) fn kept(index: &Path, typed: Option<&Path>) -> Result<Option<Mapping>> {
    let beside = index.join(FILE);
    match typed {
        None if beside.exists() => read(&beside).map(Some),
        None => Ok(None),
        Some(path) => {
            let text = text(path)?;
            let mapping = parse(&text, path)?;
            // The index is made where the articles are: no folder of articles, no index.
            let made = if index.is_dir() { Ok(()) } else { std::fs::create_dir(index) };
            let written = made.and_then(|()| std::fs::write(&beside, text));
            written.map_err(|error| {
                Error::new(ErrorKind::Io, "cannot keep the mapping").at(beside.display()).because(error)
            })?;
            Ok(Some(mapping))
        }
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
