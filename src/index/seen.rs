//! The record of files seen: what the index knows of each file it has read.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::archive::{Archive, damaged};
use crate::error::{Result, Warning};

/// What is known of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenFile {
    /// A hash of its bytes and of what read them.
    pub hash: u64,
    /// How many articles it gave.
    pub articles: u64,
    /// What was wrong with it.
    pub faults: Vec<String>,
}

impl SeenFile {
    /// Returns what was wrong with the file, which lies at `path`. A fault
    /// of one article is kept behind its member and a tab.
    pub fn warnings(&self, path: &str) -> Vec<Warning> {
        let warning = |fault: &String| match fault.split_once('\t') {
            Some((member, reason)) => Warning::new(format!("{path}#{member}"), reason),
            None => Warning::new(path, fault),
        };
        self.faults.iter().map(warning).collect()
    }

    /// Returns the fault to keep of a warning about the file at `path`.
    pub fn fault(path: &str, warning: &Warning) -> String {
        match warning.path.strip_prefix(path).and_then(|rest| rest.strip_prefix('#')) {
            Some(member) => format!("{member}\t{}", warning.reason),
            None => warning.reason.clone(),
        }
    }
}

/// Every file that the index has read, by path.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    files: FxHashMap<String, SeenFile>,
}

impl Seen {
    /// Reads the record from the last commit of `archive`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    pub fn read(archive: &Archive) -> Result<Seen> {
        let mut seen = Seen::default();
        for segment in archive.searcher()?.segment_readers() {
            read_segment(segment, &mut seen.files).map_err(damaged)?;
        }
        Ok(seen)
    }

    /// Returns what is known of the file at `path`.
    pub fn get(&self, path: &str) -> Option<&SeenFile> {
        self.files.get(path)
    }

    /// Returns every file, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SeenFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Tells whether no file was seen.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Returns the file of each article of the last commit, by the article's key.
///
/// # Errors
///
/// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
pub fn article_owners(archive: &Archive) -> Result<FxHashMap<u64, Arc<str>>> {
    let mut owners = FxHashMap::default();
    for segment in archive.searcher()?.segment_readers() {
        segment_owners(segment, &mut owners).map_err(damaged)?;
    }
    Ok(owners)
}

fn segment_owners(segment: &SegmentReader, owners: &mut FxHashMap<u64, Arc<str>>) -> tantivy::Result<()> {
    let keys = segment.fast_fields().u64("key")?;
    let mut by_file: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
    let Some(files) = segment.fast_fields().str("file")? else { return Ok(()) };
    for doc in segment.doc_ids_alive() {
        if let (Some(ord), Some(key)) = (files.term_ords(doc).next(), keys.first(doc)) {
            by_file.entry(ord).or_default().push(key);
        }
    }
    let mut ords: Vec<u64> = by_file.keys().copied().collect();
    ords.sort_unstable();
    let mut order = ords.iter();
    files.dictionary().sorted_ords_to_term_cb(&ords, |bytes| {
        let file: Arc<str> = String::from_utf8_lossy(bytes).into();
        let keys = order.next().and_then(|ord| by_file.get(ord));
        owners.extend(keys.into_iter().flatten().map(|key| (*key, Arc::clone(&file))));
    })?;
    Ok(())
}

/// Returns the number of expressions of time in the articles of the last commit.
///
/// # Errors
///
/// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
pub fn date_count(archive: &Archive) -> Result<u64> {
    let mut count = 0;
    for segment in archive.searcher()?.segment_readers() {
        let dates = segment.fast_fields().i64("mentioned_from").map_err(damaged)?;
        count += segment.doc_ids_alive().map(|doc| dates.values_for_doc(doc).count() as u64).sum::<u64>();
    }
    Ok(count)
}

fn read_segment(segment: &SegmentReader, files: &mut FxHashMap<String, SeenFile>) -> tantivy::Result<()> {
    let columns = segment.fast_fields();
    let (hashes, articles) = (columns.u64("hash")?, columns.i64("articles")?);
    let notes: Vec<(DocId, u64)> =
        segment.doc_ids_alive().filter_map(|doc| Some((doc, hashes.first(doc)?))).collect();
    let mut paths = strings(columns.str("file")?, notes.iter().map(|note| note.0))?;
    let mut faults = strings(columns.str("fault")?, notes.iter().map(|note| note.0))?;
    for (doc, hash) in notes {
        let Some(path) = paths.remove(&doc).and_then(|mut paths| paths.pop()) else { continue };
        let faults = faults.remove(&doc).unwrap_or_default();
        let articles = articles.first(doc).unwrap_or(0) as u64;
        files.insert(path, SeenFile { hash, articles, faults });
    }
    Ok(())
}

/// Returns the values of `docs` in `column`, each string read once.
fn strings(
    column: Option<StrColumn>,
    docs: impl Iterator<Item = DocId>,
) -> tantivy::Result<FxHashMap<DocId, Vec<String>>> {
    let mut values: FxHashMap<DocId, Vec<String>> = FxHashMap::default();
    let Some(column) = column else { return Ok(values) };
    let mut wanted: Vec<(u64, DocId)> =
        docs.flat_map(|doc| column.term_ords(doc).map(move |ord| (ord, doc)).collect::<Vec<_>>()).collect();
    wanted.sort_unstable();
    let ords: Vec<u64> = wanted.iter().map(|pair| pair.0).collect();
    let mut docs = wanted.iter().map(|pair| pair.1);
    column.dictionary().sorted_ords_to_term_cb(&ords, |bytes| {
        let value = String::from_utf8_lossy(bytes).into_owned();
        docs.next().into_iter().for_each(|doc| values.entry(doc).or_default().push(value.clone()));
    })?;
    Ok(values)
}
