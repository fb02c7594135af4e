//! What an index is of, so that it is not filled with another archive.
//!
//! An index that lies beside its articles moves with them and needs no note.
//! One that lies elsewhere notes where they are.

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// Returns what the index in `folder` notes as its `roots`: their absolute
/// paths, and nothing where it lies beside the first of them.
pub fn names(roots: &[PathBuf], folder: &Path) -> Vec<String> {
    let folder = absolute(folder);
    let beside = |root: &PathBuf| {
        let root = absolute(root);
        let holder = if root.is_dir() { Some(root.as_path()) } else { root.parent() };
        holder == folder.parent()
    };
    if roots.first().is_none_or(beside) {
        return Vec::new();
    }
    roots.iter().map(|root| absolute(root).to_string_lossy().into_owned()).collect()
}

/// Sees to it that an index of the articles `before` is not made one of `roots`.
/// What is no longer there may have been moved.
///
/// # Errors
///
/// [`ErrorKind::Usage`] when articles that are still there would be left out.
pub fn check(roots: &[PathBuf], before: &[PathBuf], folder: &Path) -> Result<()> {
    let left_out =
        |before: &&PathBuf| before.exists() && !roots.iter().any(|root| absolute(root) == **before);
    match before.iter().find(left_out) {
        None => Ok(()),
        Some(other) => Err(Error::new(ErrorKind::Usage, format!("this is the index of {}", other.display()))
            .at(folder.display())
            .hint("give another --index DIR, or build this one anew with --rebuild")),
    }
}

/// Returns the path from the root, links followed.
fn absolute(path: &Path) -> PathBuf {
    let found = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    found.unwrap_or_else(|_| path.to_owned())
}
