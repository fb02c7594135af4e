//! Which files were found to be as they were written, so that none is read
//! through twice.
//!
//! Files that are mapped are not checked when they are asked: that would cost
//! reading all of them. A seal, a small file beside them, remembers the length
//! and the time of each file that was checked; one that has other ones, since
//! it is new, was written to, cut off or copied, is checked once before it is
//! asked. What a disk changes without the system's knowing only `doctor` finds.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::write_whole;

/// Returns those of `files`, named by their paths in `folder`, that `is_sound`
/// says are damaged; it is asked of those that the file `seal` does not hold as
/// they are. The others are remembered there, where something can be written.
/// A file that is missing is passed over.
pub(super) fn damaged<'a>(
    (folder, seal): (&Path, &str),
    files: impl Iterator<Item = &'a Path>,
    mut is_sound: impl FnMut(&'a Path) -> bool,
) -> Vec<&'a Path> {
    let text = fs::read_to_string(folder.join(seal)).unwrap_or_default();
    let known: BTreeSet<&str> = text.lines().collect();
    let mut lines = BTreeSet::new();
    let mut damaged = Vec::new();
    for file in files {
        let Some(line) = line(folder, file) else { continue };
        if known.contains(line.as_str()) || is_sound(file) {
            lines.insert(line);
        } else {
            damaged.push(file);
        }
    }
    if !lines.iter().map(String::as_str).eq(known.iter().copied()) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        // Where nothing can be written, the next question checks again.
        let _ = write_whole(folder, seal, text.as_bytes());
    }
    damaged
}

/// What is remembered of a file: its name, its length in bytes, and the time at
/// which it was written, in nanoseconds; none where it is missing.
fn line(folder: &Path, file: &Path) -> Option<String> {
    let meta = fs::metadata(folder.join(file)).ok()?;
    let time = meta.modified().ok()?;
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_else(|before| before.duration());
    Some(format!("{} {} {}", file.display(), meta.len(), since.as_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_checked_once_and_again_when_it_has_changed() {
        let folder = tempfile::tempdir().expect("a folder of its own");
        let path = folder.path().join("a");
        fs::write(&path, "sound").expect("the file can be written");
        let check = || {
            let mut checked = 0;
            let files = [Path::new("a"), Path::new("missing")];
            let bad = damaged((folder.path(), "seal"), files.into_iter(), |file| {
                checked += 1;
                fs::read_to_string(folder.path().join(file)).expect("the file is there") == "sound"
            });
            (checked, bad.len())
        };
        assert_eq!((check(), check()), ((1, 0), (0, 0)));
        fs::write(&path, "cut").expect("the file can be written");
        assert_eq!((check(), check()), ((1, 1), (1, 1)), "what is damaged is never remembered as sound");
        fs::write(&path, "sound").expect("the file can be written");
        fs::write(folder.path().join("seal"), "a 5 0\n\0").expect("the file can be written");
        assert_eq!((check(), check()), ((1, 0), (0, 0)));
    }
}
