//! The files of an archive, each with its stable name, in a fixed order.
//!
//! Hidden files and folders are passed over, the index in `.dateline` among
//! them; symbolic links are followed, and a link that leads back to a folder
//! above it is named and left. What `.datelineignore` at a root names is
//! passed over too.

use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDate, Utc};
use walkdir::{DirEntry, WalkDir};

use super::ignored::Ignored;
use crate::document::Source;
use crate::error::Warning;

/// A file of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where the file lies on this machine.
    pub path: PathBuf,
    /// Its name in the archive; the member is none.
    pub source: Source,
    /// Its length in bytes.
    pub size: u64,
    /// When it was last written, where the file system tells.
    pub modified: Option<SystemTime>,
}

impl Found {
    /// Returns the day, in UTC, on which the file was last written.
    pub fn modified_day(&self) -> Option<NaiveDate> {
        self.modified.map(|time| DateTime::<Utc>::from(time).date_naive())
    }

    /// Makes a warning about this file.
    pub fn warning(&self, reason: impl Into<String>) -> Warning {
        Warning::new(&self.source.path, reason)
    }
}

/// How [`walk`] names what it finds.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// The archive's root: what lies under it is named relative to it. With
    /// none, the files of a single folder are named relative to that folder,
    /// and those of several roots begin with the root as it was typed.
    pub base: Option<PathBuf>,
}

/// Returns the files under `roots`, which are folders or files, sorted by name
/// within each folder, and a warning for each place that cannot be entered.
///
/// The walk is lazy: an archive of a million files is never held as a list.
pub fn walk<'a>(
    roots: &'a [PathBuf],
    options: &'a WalkOptions,
) -> impl Iterator<Item = Result<Found, Warning>> + 'a {
    roots.iter().flat_map(move |root| {
        let prefix = Prefix::new(root, roots.len(), options);
        let ignored = Ignored::of(root);
        WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(move |entry| {
                entry.depth() == 0 || !(is_hidden(entry) || ignored.matches(&below(root, entry)))
            })
            .filter_map(move |entry| prefix.found(entry))
    })
}

/// Returns the entry's path below `root`.
fn below(root: &Path, entry: &DirEntry) -> String {
    joined(entry.path().strip_prefix(root).unwrap_or(entry.path()))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// What is taken off, and put before, the path of a file under one root.
struct Prefix {
    /// The leading part that is not named; none names the path whole.
    strip: Option<PathBuf>,
}

impl Prefix {
    fn new(root: &Path, roots: usize, options: &WalkOptions) -> Prefix {
        let strip = match &options.base {
            Some(base) if root.starts_with(base) => Some(base.clone()),
            Some(_) => None,
            None if roots == 1 && root.is_dir() => Some(root.to_owned()),
            None => None,
        };
        Prefix { strip }
    }

    /// Returns the file or the fault of `entry`; none for a folder.
    fn found(&self, entry: walkdir::Result<DirEntry>) -> Option<Result<Found, Warning>> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(Err(self.fault(&error))),
        };
        if entry.file_type().is_dir() {
            return None;
        }
        let name = self.name(entry.path());
        if !entry.file_type().is_file() {
            return Some(Err(Warning::new(name, "not a regular file")));
        }
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            Err(error) => return Some(Err(self.fault(&error))),
        };
        Some(Ok(Found {
            source: Source { path: name, member: None },
            size: metadata.len(),
            modified: metadata.modified().ok(),
            path: entry.into_path(),
        }))
    }

    fn fault(&self, error: &walkdir::Error) -> Warning {
        let name = self.name(error.path().unwrap_or(Path::new("")));
        if let Some(ancestor) = error.loop_ancestor() {
            return Warning::new(
                name,
                format!("symbolic link leads back to {}", self.name_or_root(ancestor)),
            );
        }
        let reason = error.io_error().map_or_else(|| error.to_string(), |cause| describe(cause).to_string());
        Warning::new(name, reason)
    }

    fn name_or_root(&self, path: &Path) -> String {
        let name = self.name(path);
        if name.is_empty() { "the archive itself".to_owned() } else { name }
    }

    /// Returns the path's name in the archive, with `/` between its parts.
    fn name(&self, path: &Path) -> String {
        let inner = self.strip.as_ref().and_then(|strip| path.strip_prefix(strip).ok()).unwrap_or(path);
        joined(inner)
    }
}

/// Returns `path` with `/` between its parts.
fn joined(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::RootDir => name.push('/'),
            _ => {
                if !name.is_empty() && !name.ends_with('/') {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    name
}

/// Returns why a file or folder could not be read, in one phrase.
pub(super) fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "unreadable: permission denied".to_owned(),
        _ => format!("unreadable: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Checks that a folder with `files` is walked as `expected`, where a
    /// warning is written as `name: reason`.
    fn check(files: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let roots = vec![folder.path().to_owned()];
        assert_eq!(names(&roots, &WalkOptions::default()), expected);
    }

    fn names(roots: &[PathBuf], options: &WalkOptions) -> Vec<String> {
        walk(roots, options)
            .map(|entry| match entry {
                Ok(found) => found.source.path,
                Err(warning) => format!("{}: {}", warning.path, warning.reason),
            })
            .collect()
    }

    #[test]
    fn files_come_in_order_and_hidden_ones_not_at_all() {
        check(
            &["b.txt", "a/2.txt", "a/10.txt", ".dateline/meta.json", ".git/x", "a/.hidden", "c.md"],
            &["a/10.txt", "a/2.txt", "b.txt", "c.md"],
        );
    }

    #[test]
    fn a_base_names_files_relative_to_itself_and_a_missing_root_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join("a/1.txt"), "x").unwrap();
        let options = WalkOptions { base: Some(folder.path().to_owned()) };
        let roots = vec![folder.path().join("a"), folder.path().join("none")];
        assert_eq!(names(&roots, &options), ["a/1.txt", "none: no such file or folder"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("dead")).unwrap();
        let roots = vec![folder.path().to_owned()];
        let expected =
            ["a/up: symbolic link leads back to the archive itself", "dead: no such file or folder"];
        assert_eq!(names(&roots, &WalkOptions::default()), expected);
    }
}
