//! What the program decides without being corrected, kept so that under
//! corrections nobody's chains need be compared again.
//!
//! It depends on the commit alone: the record of every article, and the
//! entities that their chains are. A correction still costs reading it, putting
//! the reports together and writing all decisions.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tantivy::schema::{Field, Value};
use tantivy::{DocId, SegmentReader, TantivyDocument};

use super::Archive;
use super::file::{self, State};
use crate::error::Result;
use crate::index::{article_key, write_whole};
use crate::resolve::{ArticleRecord, Registry, copies, lists};
use crate::threads::{both, share};

/// The file's name in the archive's folder.
pub(in crate::index) const FILE: &str = "uncorrected.bin";

/// Changes with the layout, and with the meaning of what is in it.
const MAGIC: &[u8; 8] = b"DATELNU4";

/// How hard the file is pressed: what is read soon again must be quick.
const LEVEL: i32 = 1;

/// Records that one thread reads, packs or unpacks after each other.
const TOGETHER: usize = 128;

/// The records of a commit's articles, in the order of their keys, and what
/// the program decided about them that corrections do not change.
pub struct Base {
    pub records: Vec<ArticleRecord>,
    pub registry: Registry,
    /// By record, the index of the first of its near-duplicates.
    pub copies: Vec<u32>,
}

impl Base {
    /// Reads what was decided about the last commit of `archive`, or decides
    /// and keeps it.
    pub fn load(archive: &Archive) -> Result<Base> {
        let (state, path) = (file::state(&archive.fingerprint()?, ""), archive.folder().join(FILE));
        if let Some(base) = read(&path, &state) {
            return Ok(base);
        }
        let mut records = records(archive)?;
        records.sort_by_cached_key(|record| article_key(&record.id));
        records.dedup_by(|a, b| a.id == b.id);
        let hashes: Vec<u64> = records.iter().map(|record| record.simhash).collect();
        let registry = Registry::decide(&records.iter().collect::<Vec<_>>());
        let base = Base { records, registry, copies: copies(&hashes) };
        // Where nothing can be written, the next correction decides again.
        let _ = bytes(&base, &state).and_then(|bytes| write_whole(archive.folder(), FILE, &bytes));
        Ok(base)
    }
}

/// Reads the file; none where it is missing, of another state or damaged.
fn read(path: &Path, state: &State) -> Option<Base> {
    let bytes = fs::read(path).ok()?;
    let parts = bytes.strip_prefix(MAGIC)?.strip_prefix(state).filter(|parts| lists::is_whole(parts))?;
    let parts: Vec<&[u8]> =
        (0..lists::count(parts)).map(|at| lists::get(parts, at)).collect::<Option<_>>()?;
    let ([registry, copies], blocks) = parts.split_first_chunk()?;
    let (records, registry) = both(
        || share(blocks, || (), |(), block| unpacked::<Vec<ArticleRecord>>(block)),
        || Registry::from_bytes(&zstd::decode_all(*registry).ok()?).ok(),
    );
    let records: Vec<Vec<ArticleRecord>> = records.into_iter().collect::<Option<_>>()?;
    let records = records.into_iter().flatten().collect();
    Some(Base { records, registry: registry?, copies: unpacked(copies)? })
}

/// Returns the file's bytes: a magic word, the state, and, as [`lists`] and
/// each packed by itself, the registry, which records are copies, and some
/// records after the other.
fn bytes(base: &Base, state: &State) -> io::Result<Vec<u8>> {
    let blocks: Vec<&[ArticleRecord]> = base.records.chunks(TOGETHER).collect();
    let blocks =
        share(&blocks, || (), |(), block| packed(block)).into_iter().collect::<io::Result<Vec<_>>>()?;
    let mut parts = vec![pressed(&base.registry.to_bytes())?, packed(&base.copies)?];
    parts.extend(blocks);
    Ok([MAGIC.as_slice(), state, &lists::write(parts.iter())].concat())
}

fn packed<T: Serialize + ?Sized>(value: &T) -> io::Result<Vec<u8>> {
    pressed(&postcard::to_stdvec(value).map_err(io::Error::other)?)
}

/// Packs `plain` with a checksum, so that what is damaged is not unpacked.
fn pressed(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = zstd::Encoder::new(Vec::new(), LEVEL)?;
    packed.include_checksum(true)?;
    packed.write_all(plain)?;
    packed.finish()
}

/// Reads what [`packed`] wrote; none where it is damaged.
fn unpacked<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    postcard::from_bytes(&zstd::decode_all(packed).ok()?).ok()
}

/// Reads the record of every article of the last commit, some beside each other.
fn records(archive: &Archive) -> Result<Vec<ArticleRecord>> {
    let field = archive.fields()?.record;
    let segments = archive.searcher()?.segment_readers().iter();
    let parts: Vec<(&SegmentReader, Range<DocId>)> = segments
        .flat_map(|segment| {
            let starts = (0..segment.max_doc()).step_by(TOGETHER);
            starts.map(move |from| (segment, from..segment.max_doc().min(from + TOGETHER as DocId)))
        })
        .collect();
    let read = share(&parts, || (), |(), (segment, docs)| records_of(archive, segment, docs.clone(), field));
    let read = read.into_iter().collect::<Result<Vec<_>>>()?;
    Ok(read.into_iter().flatten().collect())
}

fn records_of(
    archive: &Archive,
    segment: &SegmentReader,
    docs: Range<DocId>,
    field: Field,
) -> Result<Vec<ArticleRecord>> {
    archive.reading(|| {
        let store = segment.get_store_reader(1)?;
        let mut records = Vec::new();
        for doc in docs.clone().filter(|doc| !segment.is_deleted(*doc)) {
            let doc: TantivyDocument = store.get(doc)?;
            let bytes = doc.get_first(field).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            records.extend(bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()));
        }
        Ok(records)
    })
}
