//! What the program decides without being corrected, kept so that under
//! corrections nobody's chains need be compared again.
//!
//! It depends on the commit alone: the record of every article, and the
//! entities that their chains are. It is kept from the first correction on:
//! nobody else needs it. A correction still costs reading it, putting
//! the reports together and writing all decisions.

use std::fs;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use tantivy::schema::{Field, Value};
use tantivy::{SegmentReader, TantivyDocument};

use super::Archive;
use super::file::{self, Section, Sections, State};
use crate::error::Result;
use crate::index::article_key;
use crate::resolve::{ArticleRecord, Registry, copies, lists};

/// The file's name in the archive's folder.
pub(in crate::index) const FILE: &str = "uncorrected.bin";

/// Changes with the layout, and with the meaning of what is in it.
const MAGIC: &[u8; 8] = b"DATELNU2";

/// How hard the file is pressed: what is read soon again must be quick.
const LEVEL: i32 = 1;

/// The records of a commit's articles, in the order of their keys, and what
/// the program decided about them that corrections do not change.
pub struct Base {
    pub records: Vec<ArticleRecord>,
    pub registry: Registry,
    /// By record, the index of the first of its near-duplicates.
    pub copies: Vec<u32>,
}

impl Base {
    /// Reads what was decided about the last commit of `archive`, or decides,
    /// and keeps it where it is said to `keep` it.
    pub fn load(archive: &Archive, keep: bool) -> Result<Base> {
        let (state, path) = (file::state(&archive.fingerprint()?, ""), archive.folder().join(FILE));
        if let Some(base) = read(&path, &state) {
            return Ok(base);
        }
        let mut records = records(archive)?;
        records.sort_by_cached_key(|record| article_key(&record.id));
        records.dedup_by(|a, b| a.id == b.id);
        let (registry, copies) = decided(archive, &state, records.len()).unwrap_or_else(|| {
            let hashes: Vec<u64> = records.iter().map(|record| record.simhash).collect();
            (Registry::decide(&records.iter().collect::<Vec<_>>()), copies(&hashes))
        });
        let base = Base { records, registry, copies };
        // Where nothing can be written, the next correction decides again; what
        // is there is of another commit.
        let _ = match keep {
            true => bytes(&base, &state).and_then(|bytes| file::write(archive.folder(), FILE, &bytes)),
            false => fs::remove_file(path),
        };
        Ok(base)
    }
}

/// What the decisions in force hold of a base of `articles`, where nothing has
/// been corrected yet: the first correction need not decide again.
fn decided(archive: &Archive, state: &State, articles: usize) -> Option<(Registry, Vec<u32>)> {
    let sections = Sections::read(archive.folder(), super::FILE, state)?;
    let copies: Vec<u32> = lists::numbers(sections.section(Section::Copies)).collect();
    let registry = Registry::from_bytes(sections.section(Section::Registry)).ok()?;
    (copies.len() == articles).then_some((registry, copies))
}

/// Reads the file; none where it is missing, of another state or damaged.
fn read(path: &Path, state: &State) -> Option<Base> {
    let bytes = fs::read(path).ok()?;
    let packed = bytes.strip_prefix(MAGIC)?.strip_prefix(state)?;
    let bytes = zstd::decode_all(packed).ok()?;
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (registry, records) = rest.split_at_checked(u64::from_le_bytes(*length) as usize)?;
    let (records, copies): (Vec<ArticleRecord>, Vec<u32>) = postcard::from_bytes(records).ok()?;
    Some(Base { registry: Registry::from_bytes(registry).ok()?, records, copies })
}

/// Returns the file's bytes: a magic word, the state, and, packed, the length
/// of the registry, the registry, the records, and which of them are copies.
fn bytes(base: &Base, state: &State) -> std::io::Result<Vec<u8>> {
    let registry = base.registry.to_bytes();
    let mut plain = (registry.len() as u64).to_le_bytes().to_vec();
    plain.extend(registry);
    let plain = postcard::to_extend(&(&base.records, &base.copies), plain).map_err(std::io::Error::other)?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend(state);
    bytes.extend(zstd::encode_all(plain.as_slice(), LEVEL)?);
    Ok(bytes)
}

/// Reads the record of every article of the last commit, its segments beside each other.
fn records(archive: &Archive) -> Result<Vec<ArticleRecord>> {
    let field = archive.fields()?.record;
    let segments = archive.searcher()?.segment_readers();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut records = Vec::new();
    for some in segments.chunks(threads) {
        let read: Vec<Result<Vec<ArticleRecord>>> = thread::scope(|scope| {
            let threads: Vec<_> =
                some.iter().map(|segment| scope.spawn(|| records_of(archive, segment, field))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
                .collect()
        });
        for some in read {
            records.extend(some?);
        }
    }
    Ok(records)
}

fn records_of(archive: &Archive, segment: &SegmentReader, field: Field) -> Result<Vec<ArticleRecord>> {
    archive.reading(|| {
        let store = segment.get_store_reader(1)?;
        let mut records = Vec::new();
        for doc in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let doc = doc?;
            let bytes = doc.get_first(field).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            records.extend(bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()));
        }
        Ok(records)
    })
}
