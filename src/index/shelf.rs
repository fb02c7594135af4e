//! The folder in which tantivy keeps its files, readable where nothing can be written.
//!
//! A reader takes a lock that keeps the writer from removing old files while
//! it opens them. Where the lock's file cannot be made, on a disk that is full
//! or read-only or another's, it does without: an archive can be asked all the
//! same.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// The files of one index.
#[derive(Clone, Debug)]
pub(super) struct Shelf(MmapDirectory, PathBuf);

impl Shelf {
    /// Opens the folder, which must be there.
    pub fn open(folder: &Path) -> Result<Shelf, OpenDirectoryError> {
        MmapDirectory::open(folder).map(|directory| Shelf(directory, folder.to_owned()))
    }
}

/// Writes the file `name` in `folder` whole or not at all; what is there
/// afterwards is on the disk.
///
/// # Errors
///
/// When it cannot be written; what was there before then stays.
pub fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let directory = Shelf::open(folder).map_err(io::Error::other)?;
    directory.atomic_write(Path::new(name), bytes)
}

impl Directory for Shelf {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error)) if lock.filepath == META_LOCK.filepath && is_barred(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            taken => taken,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)?;
        // Some file systems know no modes; the file is written all the same.
        let _ = share(&self.1, path);
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}

/// Lets those read the file who may read its folder: what is written whole is
/// made as a temporary file, which nobody else may read.
#[cfg(unix)]
fn share(folder: &Path, file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder)?.permissions().mode() & 0o444 | 0o600;
    std::fs::set_permissions(folder.join(file), std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn share(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Tells whether nothing can be written there.
fn is_barred(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::StorageFull
    )
}
