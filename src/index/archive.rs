//! An index on disk: where it lies, whether it can be used, and its readers.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, ReloadPolicy, Searcher, TantivyError};

use super::fields::{self, Fields, VERSION};
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
}

impl Payload {
    pub fn current(tagger: Option<&str>) -> Payload {
        let dateline = env!("CARGO_PKG_VERSION").to_owned();
        Payload { fields: *VERSION, dateline, tagger: tagger.map(str::to_owned) }
    }
}

/// The index in one folder, and what lies beside it.
pub struct Archive {
    folder: PathBuf,
    opened: OnceLock<(Index, Fields)>,
    searcher: OnceLock<Searcher>,
}

impl Archive {
    /// Tells whether `folder` holds an index.
    pub fn exists(folder: &Path) -> bool {
        folder.join("index/meta.json").is_file()
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

    /// Returns the index in `folder`, made if there is none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when it cannot be made, [`ErrorKind::Index`] when the
    /// index that is there is damaged or of another version.
    pub fn open_or_create(folder: &Path) -> Result<Archive> {
        let archive = Archive::at(folder);
        if !Archive::exists(folder) {
            archive.create()?;
        }
        archive.index()?;
        Ok(archive)
    }

    /// Removes the index in `folder`, if there is one; corrections stay.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when it cannot be removed.
    pub fn remove(folder: &Path) -> Result<()> {
        for file in [super::decisions::FILE, super::decisions::base::FILE] {
            let _ = fs::remove_file(folder.join(file));
        }
        let index = folder.join("index");
        match fs::remove_dir_all(&index) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::new(ErrorKind::Io, "cannot remove the index").at(index.display()).because(error))
            }
            _ => Ok(()),
        }
    }

    fn at(folder: &Path) -> Archive {
        Archive { folder: folder.to_owned(), opened: OnceLock::new(), searcher: OnceLock::new() }
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
        let path = self.folder.join("index/meta.json");
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
        let payload = self.index()?.load_metas().map_err(damaged)?.payload;
        let payload = payload.and_then(|payload| serde_json::from_str::<Payload>(&payload).ok());
        Ok(payload.and_then(|payload| payload.tagger))
    }

    pub(super) fn index(&self) -> Result<&Index> {
        Ok(&self.opened()?.0)
    }

    fn opened(&self) -> Result<&(Index, Fields)> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let index = Index::open_in_dir(self.folder.join("index")).map_err(damaged)?;
        let fields = check_version(&index).map_err(|error| error.at(self.folder.display()))?;
        fields::register_analyzers(&index);
        Ok(self.opened.get_or_init(|| (index, fields)))
    }

    fn create(&self) -> Result<()> {
        let path = self.folder.join("index");
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| cannot_write(error).at(path.display());
        fs::create_dir_all(&path).map_err(|error| failed(error.into()))?;
        let directory = MmapDirectory::open(&path).map_err(|error| failed(error.into()))?;
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
            docstore_blocksize: 32_768,
            ..IndexSettings::default()
        };
        Index::create(directory, fields::schema(), settings).map_err(|error| failed(error.into()))?;
        Ok(())
    }
}

/// Returns the bytes on disk of the index and of what lies beside it.
pub fn archive_bytes(archive: &Archive) -> u64 {
    let files = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().collect::<Vec<_>>();
    let all = files(&archive.folder).into_iter().chain(files(&archive.folder.join("index")));
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

const REBUILD: &str =
    "build it anew with `dateline index --rebuild FOLDER`; the articles themselves are safe";

/// Returns the error of an index that cannot be read.
pub(crate) fn damaged(error: TantivyError) -> Error {
    Error::new(ErrorKind::Index, "the index cannot be read").because(error).hint(REBUILD)
}

/// Returns the error of an index that cannot be written.
pub(super) fn cannot_write(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Io, "cannot write the index")
        .because(error)
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
        Archive::remove(folder.path()).unwrap();
        assert!(Archive::open_or_create(folder.path()).is_ok());
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
