//! Which archive is asked, and its index, built first where there is none.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::{index, output};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Archive, CORRECTIONS, Seen};
use crate::search::{Backend, Local};

/// The folder beside the articles in which the index lies.
pub(super) const HOME: &str = ".dateline";

/// An archive: its articles and its index.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The folder of articles.
    pub folder: PathBuf,
    /// The folder of the index.
    pub index: PathBuf,
}

/// Finds the archive that is meant.
///
/// # Errors
///
/// When none is named and no folder above has an index, or what is named is
/// no folder.
pub(super) fn locate(context: &Context) -> Result<Place> {
    let folder = match &context.archive {
        Some(folder) => existing(folder)?,
        None => match (nearest()?, &context.index) {
            (Some(folder), _) => folder,
            (None, Some(index)) if Archive::exists(index) => PathBuf::from("."),
            (None, _) => return Err(nowhere()),
        },
    };
    let index = context.index.clone().unwrap_or_else(|| folder.join(HOME));
    Ok(Place { folder, index })
}

fn existing(folder: &Path) -> Result<PathBuf> {
    if folder.is_dir() {
        return Ok(folder.to_owned());
    }
    let what = if folder.exists() { "the archive is no folder" } else { "there is no such archive" };
    Err(Error::new(ErrorKind::Usage, what).at(folder.display()).hint("-a names a folder of articles"))
}

/// Returns the nearest folder, from here upwards, that has an index.
fn nearest() -> Result<Option<PathBuf>> {
    let here = std::env::current_dir()
        .map_err(|error| Error::new(ErrorKind::Io, "the current folder cannot be read").because(error))?;
    Ok(here.ancestors().find(|folder| Archive::exists(&folder.join(HOME))).map(Path::to_owned))
}

fn nowhere() -> Error {
    Error::new(ErrorKind::Usage, "no archive is named, and neither this folder nor one above has an index")
        .hint("name the folder of articles with -a FOLDER or DATELINE_ARCHIVE; `-a .` means this one")
}

/// Opens the archive that is meant, and builds its index if there is none.
///
/// # Errors
///
/// Those of [`locate`], of building and of opening.
pub(super) fn open(context: &Context) -> Result<(Place, Box<dyn Backend>)> {
    let place = locate(context)?;
    // A first run that was killed before it kept anything counts as none.
    if !Archive::exists(&place.index) || Archive::is_blank(&place.index) {
        index::build_first(&place, context)?;
    }
    let archive = Archive::open(&place.index)?;
    check(&archive, &place, context)?;
    let backend: Box<dyn Backend> = Box::new(Local::over(archive)?.within(context.time_limit));
    if place.index.join(CORRECTIONS).exists() {
        remind(&*backend)?;
    }
    Ok((place, backend))
}

/// Says when not all articles are in yet.
///
/// # Errors
///
/// When the archive that is named is not the one that the index is of.
fn check(archive: &Archive, place: &Place, context: &Context) -> Result<()> {
    // What is in the environment gives way to an index that is typed.
    let set = std::env::var_os("DATELINE_ARCHIVE");
    let typed = context.archive.as_ref().is_some_and(|folder| set.as_deref() != Some(folder.as_os_str()));
    if typed && context.index.is_some() {
        of_this_archive(&archive.roots()?, place)?;
    }
    if let Some(files) = archive.unfinished()? {
        let read = Seen::read(archive)?.len();
        output::remark(&format!(
            "the index is not finished: {read} of {files} files are in it; `dateline index` reads the others"
        ));
    }
    Ok(())
}

/// What is no longer where the index says may have been moved.
fn of_this_archive(roots: &[PathBuf], place: &Place) -> Result<()> {
    let Ok(folder) = place.folder.canonicalize() else { return Ok(()) };
    let is_it = |root: &PathBuf| root.starts_with(&folder) || folder.starts_with(root) || !root.exists();
    match roots.first() {
        Some(first) if !roots.iter().any(is_it) => {
            let message = format!("the index is of {}, not of {}", first.display(), place.folder.display());
            Err(Error::new(ErrorKind::Usage, message)
                .at(place.index.display())
                .hint("name that archive with -a, or another index with --index DIR"))
        }
        _ => Ok(()),
    }
}

/// Says when corrections fit nothing.
fn remind(backend: &dyn Backend) -> Result<()> {
    match backend.problems()?.len() {
        0 => {}
        count => output::remark(&format!("{count} corrections fit nothing; `dateline doctor` names them")),
    }
    Ok(())
}
