//! An index on disk: where it lies, whether it can be used, and its readers.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::OpenReadError;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, ReloadPolicy, Searcher, TantivyError};

use super::fields::{self, Fields, VERSION};
use super::seal;
use super::shelf::Shelf;
use crate::error::{Error, ErrorKind, Result};

/// What every commit says of the program that made it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of the fields.
    pub fields: u32,
    /// The version of the program.
    pub dateline: String,
    /// How names were read.
    #[serde(default)]
    pub tagger: Option<String>,
    /// Files that there are, while not all of them have been read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<u64>,
    /// What the index is of, where it does not lie beside it: absolute paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roots: Vec<String>,
}

/// The folder of the index proper in that of the archive.
const PROPER: &str = "index";
/// The index that is being built anew.
const ANEW: &str = "index.new";
/// The index that one built anew takes the place of, for a moment.
const BEFORE: &str = "index.old";
/// The file by which tantivy knows an index.
const META: &str = "meta.json";
/// The file that remembers which of the others were checked.
const SEAL: &str = "seal";

impl Payload {
    pub fn current(tagger: Option<&str>) -> Payload {
        let dateline = env!("CARGO_PKG_VERSION").to_owned();
        let tagger = tagger.map(str::to_owned);
        Payload { fields: *VERSION, dateline, tagger, unfinished: None, roots: Vec::new() }
    }
}

/// The index in one folder, and what lies beside it.
pub struct Archive {
    folder: PathBuf,
    /// The folder of the index proper.
    home: PathBuf,
    opened: OnceLock<(Index, Fields)>,
    searcher: OnceLock<Searcher>,
}

impl Archive {
    /// Tells whether `folder` holds an index.
    pub fn exists(folder: &Path) -> bool {
        home(folder).join(META).is_file()
    }

    /// Tells whether the index in `folder` was begun, and nothing has been
    /// committed to it yet.
    pub fn is_blank(folder: &Path) -> bool {
        let meta = fs::read(home(folder).join(META)).ok();
        let meta = meta.and_then(|meta| serde_json::from_slice::<serde_json::Value>(&meta).ok());
        meta.is_some_and(|meta| meta["payload"].is_null())
    }

    /// Returns the index in `folder`, which is opened when it is first needed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when there is none.
    pub fn open(folder: &Path) -> Result<Archive> {
        if !Archive::exists(folder) {
            return Err(Error::new(ErrorKind::Index, "there is no index")
                .at(folder.display())
                .hint("make one with `dateline index FOLDER`"));
        }
        Ok(Archive::at(folder))
    }

    /// Returns the index in `folder`, made if there is none, for the one that
    /// writes it: what a killed process left of building it anew goes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when it cannot be made, [`ErrorKind::Index`] when the
    /// index that is there is damaged or of another version.
    pub fn open_or_create(folder: &Path) -> Result<Archive> {
        let proper = folder.join(PROPER);
        if home(folder) != proper {
            fs::rename(home(folder), &proper).map_err(|error| cannot_write(error).at(proper.display()))?;
        }
        let _ = (fs::remove_dir_all(folder.join(ANEW)), fs::remove_dir_all(folder.join(BEFORE)));
        let archive = Archive::at(folder);
        if !Archive::exists(folder) {
            archive.create()?;
        }
        archive.check_files()?;
        Ok(archive)
    }

    /// Returns an index without articles beside the one in `folder`, which
    /// answers until [`Archive::install`] puts this one in its place.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when it cannot be made.
    pub fn anew(folder: &Path) -> Result<Archive> {
        let archive = Archive { home: folder.join(ANEW), ..Archive::at(folder) };
        remove(&archive.home)?;
        archive.create()?;
        archive.index()?;
        Ok(archive)
    }

    /// Puts an index that was made by [`Archive::anew`] in the place of the one
    /// before; corrections stay.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when a folder cannot be renamed; the one before then stays.
    pub fn install(self) -> Result<()> {
        let Archive { folder, home, opened, searcher } = self;
        drop((opened, searcher));
        let (proper, before) = (folder.join(PROPER), folder.join(BEFORE));
        let failed = |error| cannot_write(error).at(proper.display());
        if proper.exists() {
            remove(&before)?;
            fs::rename(&proper, &before).map_err(failed)?;
        }
        // A kill at this moment leaves the one before, which is found there.
        if let Err(error) = fs::rename(&home, &proper) {
            let _ = fs::rename(&before, &proper);
            return Err(failed(error));
        }
        let _ = fs::remove_dir_all(before);
        Ok(())
    }

    /// Removes an index that was made by [`Archive::anew`] and is not wanted.
    pub fn discard(self) {
        let home = self.home.clone();
        drop(self);
        let _ = fs::remove_dir_all(home);
    }

    fn at(folder: &Path) -> Archive {
        let home = home(folder);
        Archive { folder: folder.to_owned(), home, opened: OnceLock::new(), searcher: OnceLock::new() }
    }

    /// Returns the folder of the index.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the fields.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the index is damaged or of another version.
    pub fn fields(&self) -> Result<Fields> {
        Ok(self.opened()?.1)
    }

    /// Returns a view of the last commit; always the same one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the index is damaged or of another version.
    pub fn searcher(&self) -> Result<&Searcher> {
        if let Some(searcher) = self.searcher.get() {
            return Ok(searcher);
        }
        self.check_files()?;
        let builder = self.index()?.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = builder.try_into().map_err(damaged)?;
        Ok(self.searcher.get_or_init(|| reader.searcher()))
    }

    /// Returns a hash that every commit changes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the index cannot be read.
    pub fn fingerprint(&self) -> Result<[u8; 32]> {
        let path = self.home.join(META);
        let meta = fs::read(&path).map_err(|error| {
            Error::new(ErrorKind::Io, "cannot read the index").at(path.display()).because(error)
        })?;
        Ok(*blake3::hash(&meta).as_bytes())
    }

    /// Returns how the names of the articles were read, as
    /// [`Writer::open`](super::Writer) was told; none before the first commit.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the index is damaged or of another version.
    pub fn tagger(&self) -> Result<Option<String>> {
        Ok(self.payload()?.and_then(|payload| payload.tagger))
    }

    /// Returns how many files there are, while not all of them have been read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the index is damaged or of another version.
    pub fn unfinished(&self) -> Result<Option<u64>> {
        Ok(self.payload()?.and_then(|payload| payload.unfinished))
    }

    /// Returns the folders and files that the index is of, absolute, where it
    /// does not lie beside them; none before the first commit.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the index is damaged or of another version.
    pub fn roots(&self) -> Result<Vec<PathBuf>> {
        let roots = self.payload()?.map(|payload| payload.roots).unwrap_or_default();
        Ok(roots.into_iter().map(PathBuf::from).collect())
    }

    fn payload(&self) -> Result<Option<Payload>> {
        let payload = self.index()?.load_metas().map_err(damaged)?.payload;
        Ok(payload.and_then(|payload| serde_json::from_str(&payload).ok()))
    }

    /// Returns the files of the index that are not as they were written.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when a file is missing or cannot be read at all.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let index = self.index()?;
        let found = catch_unwind(AssertUnwindSafe(|| index.validate_checksum()));
        let found = found.unwrap_or_else(|_| Err(TantivyError::InternalError("unreadable".to_owned())));
        let mut files: Vec<PathBuf> =
            found.map_err(damaged)?.into_iter().map(|file| self.home.join(file)).collect();
        files.sort_unstable();
        Ok(files)
    }

    /// Calls `read`, which reads what is stored.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] with the names of the damaged files when `read`
    /// fails or, since tantivy trusts what it wrote, panics.
    pub fn reading<T>(&self, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
        match catch_unwind(AssertUnwindSafe(read)) {
            Ok(Ok(read)) => Ok(read),
            Ok(Err(error)) => Err(self.damage().unwrap_or_else(|| damaged(error))),
            Err(_) => Err(self.damage().unwrap_or_else(|| {
                Error::new(ErrorKind::Index, "the index cannot be read").at(self.home.display()).hint(REBUILD)
            })),
        }
    }

    /// Returns the error that names the damaged files; none where all are well.
    fn damage(&self) -> Option<Error> {
        self.damaged_files().ok().filter(|files| !files.is_empty()).map(damage)
    }

    pub(super) fn index(&self) -> Result<&Index> {
        Ok(&self.opened()?.0)
    }

    fn opened(&self) -> Result<&(Index, Fields)> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let shelf = Shelf::open(&self.home).map_err(|error| damaged(error.into()))?;
        let index = Index::open(shelf).map_err(damaged)?;
        let fields = check_version(&index).map_err(|error| error.at(self.folder.display()))?;
        fields::register_analyzers(&index);
        Ok(self.opened.get_or_init(|| (index, fields)))
    }

    /// Checks the files that are new, or were written to since they were checked.
    fn check_files(&self) -> Result<()> {
        let index = self.index()?;
        let files = index.load_metas().map_err(damaged)?.list_segment_files();
        let directory = index.directory();
        // A file that a writer removes meanwhile is nothing that is asked.
        let is_sound = |file: &Path| {
            let sound = catch_unwind(AssertUnwindSafe(|| directory.validate_checksum(file)));
            matches!(sound, Ok(Ok(true) | Err(OpenReadError::FileDoesNotExist(_))))
        };
        let found = seal::damaged((&self.home, SEAL), files.iter().map(PathBuf::as_path), is_sound);
        match found.is_empty() {
            true => Ok(()),
            false => Err(damage(found.into_iter().map(|file| self.home.join(file)).collect())),
        }
    }

    fn create(&self) -> Result<()> {
        let path = &self.home;
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| cannot_write(error).at(path.display());
        fs::create_dir_all(path).map_err(|error| failed(error.into()))?;
        let directory = Shelf::open(path).map_err(|error| failed(error.into()))?;
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
            docstore_blocksize: 32_768,
            ..IndexSettings::default()
        };
        Index::create(directory, fields::schema(), settings).map_err(|error| failed(error.into()))?;
        Ok(())
    }
}

/// Returns the folder of the index proper: the one before, when building it
/// anew was killed in the moment in which the new one takes its place.
fn home(folder: &Path) -> PathBuf {
    let (proper, before) = (folder.join(PROPER), folder.join(BEFORE));
    if !proper.exists() && before.join(META).is_file() { before } else { proper }
}

/// Removes the folder, if there is one.
fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::new(ErrorKind::Io, "cannot remove the index").at(folder.display()).because(error))
        }
        _ => Ok(()),
    }
}

/// Returns the bytes on disk of the index and of what lies beside it.
pub fn archive_bytes(archive: &Archive) -> u64 {
    let files = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().collect::<Vec<_>>();
    let all = files(&archive.folder).into_iter().chain(files(&archive.home));
    all.filter_map(|entry| entry.metadata().ok()).filter(|meta| meta.is_file()).map(|meta| meta.len()).sum()
}

/// Returns the fields of an index that this program can use.
fn check_version(index: &Index) -> Result<Fields> {
    let meta = index.load_metas().map_err(damaged)?;
    let made_by = match &meta.payload {
        Some(payload) => serde_json::from_str::<Payload>(payload).ok(),
        // Nothing has been committed yet.
        None => Some(Payload::current(None)),
    };
    let fields = Fields::of(&index.schema());
    match (made_by, fields) {
        (Some(made_by), Some(fields)) if made_by.fields == *VERSION => Ok(fields),
        (made_by, _) => {
            let version = made_by.map_or("unknown".to_owned(), |made_by| {
                format!("{} (made by dateline {})", made_by.fields, made_by.dateline)
            });
            let message = format!("the index is of version {version}, this program needs {}", *VERSION);
            Err(Error::new(ErrorKind::Index, message).hint(REBUILD))
        }
    }
}

/// Returns the error that names damaged files.
fn damage(mut files: Vec<PathBuf>) -> Error {
    files.sort_unstable();
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    Error::new(ErrorKind::Index, "the index is damaged").at(names.join(", ")).hint(REBUILD)
}

const REBUILD: &str =
    "build it anew with `dateline index --rebuild FOLDER`; the articles themselves are safe";

/// Returns the error of an index that cannot be read.
pub(crate) fn damaged(error: TantivyError) -> Error {
    Error::new(ErrorKind::Index, "the index cannot be read").because(error).hint(REBUILD)
}

/// Returns the error of an index that cannot be written.
pub(super) fn cannot_write(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let error = error.into();
    let failed = Error::new(ErrorKind::Io, "cannot write the index");
    // What befell a thread of tantivy's it does not hand on: it says that one ended.
    let told = !matches!(error.downcast_ref(), Some(TantivyError::ErrorInThread(_)));
    let failed = if told { failed.because(error) } else { failed };
    failed
        .hint("see whether the disk is full or the folder read-only; `--index DIR` puts the index elsewhere")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_another_version_is_an_error_with_a_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::open_or_create(folder.path()).unwrap();
        let mut writer = archive.index().unwrap().writer::<tantivy::TantivyDocument>(15_000_000).unwrap();
        let mut commit = writer.prepare_commit().unwrap();
        commit.set_payload(r#"{"fields":0,"dateline":"0.0.9"}"#);
        commit.commit().unwrap();
        let error = Archive::open_or_create(folder.path()).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Index);
        assert!(error.to_string().contains("version 0 (made by dateline 0.0.9)"), "{error}");
        assert!(error.hint_text().unwrap().contains("--rebuild"));
        drop(writer);
        Archive::anew(folder.path()).unwrap().install().unwrap();
        assert!(Archive::open_or_create(folder.path()).is_ok());
    }

    #[test]
    fn an_index_made_anew_takes_the_place_of_the_one_before_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let commit = |archive: &Archive| {
            let mut writer = archive.index().unwrap().writer::<tantivy::TantivyDocument>(15_000_000).unwrap();
            writer.commit().unwrap();
        };
        commit(&Archive::open_or_create(folder.path()).unwrap());
        let first = Archive::open(folder.path()).unwrap().fingerprint().unwrap();
        let now = || Archive::open(folder.path()).unwrap().fingerprint().unwrap();
        Archive::anew(folder.path()).unwrap().discard();
        assert_eq!((now(), folder.path().join(ANEW).exists()), (first, false));
        let anew = Archive::anew(folder.path()).unwrap();
        commit(&anew);
        let second = anew.fingerprint().unwrap();
        assert_eq!(now(), first, "the one before answers meanwhile");
        // As a kill leaves it that comes between the two renamings.
        fs::rename(folder.path().join(PROPER), folder.path().join(BEFORE)).unwrap();
        assert!(Archive::exists(folder.path()));
        assert_eq!(now(), first);
        fs::rename(folder.path().join(BEFORE), folder.path().join(PROPER)).unwrap();
        anew.install().unwrap();
        assert_eq!((now(), folder.path().join(BEFORE).exists()), (second, false));
    }

    #[test]
    fn what_panics_on_a_damaged_file_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::open_or_create(folder.path()).unwrap();
        let mut writer = archive.index().unwrap().writer::<tantivy::TantivyDocument>(15_000_000).unwrap();
        let mut doc = tantivy::TantivyDocument::new();
        doc.add_text(archive.fields().unwrap().id, "a story");
        writer.add_document(doc).unwrap();
        writer.commit().unwrap();
        drop(writer);
        assert!(archive.damaged_files().unwrap().is_empty());
        let entries = fs::read_dir(folder.path().join(PROPER)).unwrap().flatten();
        let store = entries.map(|entry| entry.path()).find(|path| path.extension() == Some("store".as_ref()));
        let store = store.unwrap();
        let mut bytes = fs::read(&store).unwrap();
        bytes[..8].fill(0xff);
        fs::remove_file(&store).unwrap();
        fs::write(&store, bytes).unwrap();
        let archive = Archive::open(folder.path()).unwrap();
        assert_eq!(archive.damaged_files().unwrap(), std::slice::from_ref(&store));
        let error = archive.reading(|| -> tantivy::Result<()> { panic!("capacity overflow") }).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Index);
        assert!(error.to_string().ends_with(&store.display().to_string()), "{error}");
        // It was written to since it was checked, and is checked again.
        for error in [archive.searcher().err(), Archive::open_or_create(folder.path()).err()] {
            let error = error.unwrap().to_string();
            assert!(error.starts_with("the index is damaged: ") && error.ends_with(".store"), "{error}");
        }
    }

    #[test]
    fn what_is_no_index_is_an_error_and_not_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Archive::open(folder.path()).err().unwrap().kind(), ErrorKind::Index);
        fs::create_dir(folder.path().join("index")).unwrap();
        fs::write(folder.path().join("index/meta.json"), "{").unwrap();
        let archive = Archive::open(folder.path()).unwrap();
        assert_eq!(archive.searcher().err().unwrap().kind(), ErrorKind::Index);
    }
}
