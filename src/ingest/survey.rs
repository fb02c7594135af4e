//! What there is before anything is read: how much, and what has vanished.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashSet;

use super::Options;
use crate::error::Warning;
use crate::index::Seen;
use crate::read::walk;

/// The files of an archive, counted.
pub struct Survey {
    /// Files that can be read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that the index has seen and that are no longer there.
    pub vanished: Vec<String>,
    /// The hashes of the vanished files.
    pub vanished_hashes: FxHashSet<u64>,
    /// What could not be entered or is no file.
    pub warnings: Vec<Warning>,
}

impl Survey {
    /// Walks `roots` once, unless `stop` is set meanwhile.
    pub fn of(roots: &[PathBuf], options: &Options, seen: &Seen, stop: &AtomicBool) -> Survey {
        let (mut files, mut bytes, mut warnings) = (0, 0, Vec::new());
        let mut present: FxHashSet<String> = FxHashSet::default();
        for entry in walk(roots, &options.walk).take_while(|_| !stop.load(Ordering::Relaxed)) {
            match entry {
                Ok(found) => {
                    files += 1;
                    bytes += found.size;
                    if seen.get(&found.source.path).is_some() {
                        present.insert(found.source.path);
                    }
                }
                Err(warning) => warnings.push(warning),
            }
        }
        let mut survey =
            Survey { files, bytes, vanished: Vec::new(), vanished_hashes: FxHashSet::default(), warnings };
        if !stop.load(Ordering::Relaxed) {
            survey.find_vanished(roots, options, seen, &present);
        }
        survey
    }

    /// What was not walked has not vanished: what lies outside the roots, or
    /// under a folder that could not be entered.
    fn find_vanished(
        &mut self,
        roots: &[PathBuf],
        options: &Options,
        seen: &Seen,
        present: &FxHashSet<String>,
    ) {
        let scopes: Vec<String> = roots.iter().map(|root| scope(root, roots.len(), options)).collect();
        let barred: Vec<&str> = self.warnings.iter().map(|warning| warning.path.as_str()).collect();
        for (path, file) in seen.iter().filter(|(path, _)| !present.contains(*path)) {
            let walked = scopes.iter().any(|scope| lies_in(path, scope));
            if walked && !barred.iter().any(|barred| lies_in(path, barred)) {
                self.vanished.push(path.to_owned());
                self.vanished_hashes.insert(file.hash);
            }
        }
        self.vanished.sort_unstable();
    }
}

/// Returns the name that files under `root` begin with; empty for all.
fn scope(root: &Path, roots: usize, options: &Options) -> String {
    let inner = match &options.walk.base {
        Some(base) => root.strip_prefix(base).unwrap_or(root),
        None if roots == 1 && root.is_dir() => Path::new(""),
        None => root,
    };
    let parts = inner.components().map(|part| part.as_os_str().to_string_lossy());
    parts.filter(|part| part != ".").collect::<Vec<_>>().join("/").replace("//", "/")
}

fn lies_in(path: &str, scope: &str) -> bool {
    scope.is_empty() || path.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
