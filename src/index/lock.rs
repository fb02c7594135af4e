//! One writer at a time: a file that the writer holds locked, and that names it;
//! and one at a time who changes what people have written beside the index.
//!
//! The lock is the system's and dies with the process, however it dies; what
//! the file says is for the message alone.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// Held while this process writes the index in a folder.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of the index in `folder`, which must be there.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Locked`] when another process holds it, with its number;
    /// [`ErrorKind::Io`] when the file cannot be made.
    pub fn take(folder: &Path) -> Result<Lock> {
        let path = folder.join("writer.lock");
        let failed =
            |error| Error::new(ErrorKind::Io, "cannot lock the index").at(path.display()).because(error);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(&mut file, folder)),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // A lock that cannot be signed holds all the same.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Lock { file })
    }
}

/// Held for the moment in which what people have written beside the index is
/// read, changed and written again.
#[derive(Debug)]
pub struct Turn {
    _file: File,
}

impl Turn {
    /// Waits until nobody else changes what lies in `folder`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the file that is locked cannot be made.
    pub fn wait(folder: &Path) -> Result<Turn> {
        let path = folder.join("notes.lock");
        let open = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let locked = open.and_then(|file| file.lock().map(|()| file));
        locked.map(|file| Turn { _file: file }).map_err(|error| {
            Error::new(ErrorKind::Io, "cannot write beside the index").at(path.display()).because(error)
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
    }
}

fn held(file: &mut File, folder: &Path) -> Error {
    let mut holder = String::new();
    let _ = file.read_to_string(&mut holder);
    let holder =
        if holder.trim().is_empty() { "another process".into() } else { format!("process {holder}") };
    Error::new(ErrorKind::Locked, format!("{holder} is writing this index"))
        .at(folder.display())
        .hint("wait until it has ended; questions can be asked meanwhile")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_writer_is_told_who_is_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        let error = Lock::take(folder.path()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Locked);
        assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
        drop(lock);
        assert!(Lock::take(folder.path()).is_ok());
    }
}
