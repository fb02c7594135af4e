//! Writing: all that one file gave in one operation, and commits between.

use std::any::Any;
use std::sync::{Arc, RwLock};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::schema::{Document as IndexDocument, Term};
use tantivy::{IndexWriter, TantivyDocument};

use super::archive::{Archive, Payload, cannot_write};
use super::documents::{Documents, FileNote};
use super::fields::Fields;
use super::lock::Lock;
use crate::document::Document;
use crate::error::Result;

/// Something that is held until the document it came with has been written,
/// such as a share of a memory budget.
pub type Hold = Arc<dyn Any + Send + Sync>;

/// A document on its way through the index's queue.
struct Held {
    document: TantivyDocument,
    /// Let go when the document is.
    _hold: Option<Hold>,
}

impl IndexDocument for Held {
    type Value<'a> = <TantivyDocument as IndexDocument>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as IndexDocument>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

/// Bytes of an indexing thread before it writes a segment.
const BUFFER: usize = 96 << 20;

/// Writes the index; the one that does, since it holds the lock.
pub struct Writer {
    inner: RwLock<IndexWriter<Held>>,
    fields: Fields,
    /// What every commit says.
    payload: Payload,
    lock: Lock,
}

impl Writer {
    /// Makes the writer of `archive`, whose `lock` it holds from now on, of
    /// articles whose names `tagger` reads.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`](crate::error::ErrorKind) when the index cannot be written.
    pub fn open(archive: &Archive, lock: Lock, tagger: &str) -> Result<Writer> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(BUFFER)
            .num_merge_threads(1)
            .build();
        let inner: IndexWriter<Held> = archive.index()?.writer_with_options(options).map_err(cannot_write)?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.3);
        inner.set_merge_policy(Box::new(policy));
        Ok(Writer {
            inner: RwLock::new(inner),
            fields: archive.fields()?,
            payload: Payload::current(Some(tagger)),
            lock,
        })
    }

    /// Says in every commit that the index is of `roots`, and, until
    /// [`Writer::finish`], that not all of its `files` have been read.
    pub fn of(mut self, roots: Vec<String>, files: u64) -> Writer {
        self.payload.roots = roots;
        self.payload.unfinished = Some(files);
        self
    }

    /// Starts the documents that take the place of all that the file at `path` gave.
    pub fn replace(&self, path: &str) -> Batch<'_> {
        let delete = UserOperation::Delete(Term::from_field_text(self.fields.file, path));
        Batch { writer: self, operations: vec![delete] }
    }

    /// Makes documents for this index.
    pub fn documents(&self) -> Documents {
        Documents::new(self.fields)
    }

    /// Makes all that was written so far lasting and visible.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`](crate::error::ErrorKind) when it cannot be written.
    pub fn commit(&self) -> Result<()> {
        let mut inner = self.inner.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        let payload = serde_json::to_string(&self.payload).map_err(cannot_write)?;
        let mut commit = inner.prepare_commit().map_err(cannot_write)?;
        commit.set_payload(&payload);
        commit.commit().map_err(cannot_write)?;
        Ok(())
    }

    /// Commits all that there was to read, waits until segments have been
    /// merged, and gives the lock back.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`](crate::error::ErrorKind) when it cannot be written.
    pub fn finish(mut self) -> Result<Lock> {
        self.payload.unfinished = None;
        self.stop()
    }

    /// Commits what was read before it was interrupted, and ends as [`Writer::finish`] does.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`](crate::error::ErrorKind) when it cannot be written.
    pub fn stop(self) -> Result<Lock> {
        self.commit()?;
        let Writer { inner, lock, .. } = self;
        let inner = inner.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        inner.wait_merging_threads().map_err(cannot_write)?;
        Ok(lock)
    }
}

/// What one file gave, or a part of it, to be written together.
pub struct Batch<'a> {
    writer: &'a Writer,
    operations: Vec<UserOperation<Held>>,
}

impl Batch<'_> {
    /// Adds an article with its reports, and what to hold until they are written.
    pub fn add(&mut self, documents: &mut Documents, doc: Document, hold: Option<Hold>) {
        for document in documents.article(doc) {
            self.operations.push(UserOperation::Add(Held { document, _hold: hold.clone() }));
        }
    }

    /// Adds the note of the file, which says that all of it has been read.
    pub fn note(&mut self, documents: &Documents, note: &FileNote) {
        self.operations.push(UserOperation::Add(Held { document: documents.note(note), _hold: None }));
    }

    /// Hands the documents over to be written, all of them or none; more may follow.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`](crate::error::ErrorKind) when the index cannot be written.
    pub fn write(&mut self) -> Result<()> {
        let operations = std::mem::take(&mut self.operations);
        let inner = self.writer.inner.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        inner.run(operations).map_err(cannot_write)?;
        Ok(())
    }
}
