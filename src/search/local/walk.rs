//! The documents and positions of a word that many documents have, block by
//! block.
//!
//! The index library finds each document and its positions anew. Where most
//! blocks are looked at anyway it is faster to go through all of them, and to
//! read the positions of a block at once.

use tantivy::directory::FileSlice;
use tantivy::index::InvertedIndexReader;
use tantivy::positions::PositionReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED};

/// A walk through the documents that have a word.
pub struct Walk {
    postings: BlockSegmentPostings,
    positions: PositionReader,
    /// The document at which the walk is.
    doc: DocId,
    /// Its number in its block.
    at: usize,
    /// The positions in the blocks before.
    before: u64,
    /// The positions in the block, each counted from the one before it in the
    /// document; none before they are looked at.
    block: Vec<u32>,
    /// Where in `block` the positions of each document end.
    ends: Vec<usize>,
}

impl Walk {
    /// Begins at the first document that has the word. `positions` are those of
    /// the field.
    pub fn open(
        index: &InvertedIndexReader,
        word: &TermInfo,
        positions: &FileSlice,
    ) -> tantivy::Result<Walk> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let postings = index.read_block_postings_from_terminfo(word, option)?;
        let positions = positions.read_bytes_slice(word.positions_range.clone())?;
        let doc = postings.docs().first().copied().unwrap_or(TERMINATED);
        let (block, ends) = (Vec::new(), Vec::new());
        Ok(Walk { postings, positions: PositionReader::open(positions)?, doc, at: 0, before: 0, block, ends })
    }

    /// Returns the document at which the walk is.
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Goes on to the first document from `target` on.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        while self.postings.docs().last().is_some_and(|last| *last < target) {
            self.before += self.postings.freqs().iter().map(|count| u64::from(*count)).sum::<u64>();
            self.postings.advance();
            self.at = 0;
            self.ends.clear();
        }
        let rest = self.postings.docs().get(self.at..).unwrap_or_default();
        // The next one most often, else one of some that follow.
        let near = rest.iter().take(4).take_while(|doc| **doc < target).count();
        self.at += match near {
            4 => 4 + rest[4..].partition_point(|doc| *doc < target),
            near => near,
        };
        self.doc = self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED);
        self.doc
    }

    /// Calls `each` with every position of the word in the document, ascending.
    pub fn positions(&mut self, mut each: impl FnMut(u32)) {
        if self.ends.is_empty() {
            self.read_block();
        }
        let start = self.at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut position = 0;
        for more in &self.block[start..self.ends[self.at]] {
            position += more;
            each(position);
        }
    }

    fn read_block(&mut self) {
        let mut end = 0;
        self.ends.extend(self.postings.freqs().iter().map(|count| {
            end += *count as usize;
            end
        }));
        self.block.resize(end, 0);
        self.positions.read(self.before, &mut self.block);
    }

    /// Returns how many documents have the word.
    pub fn count(&self) -> u32 {
        self.postings.doc_freq()
    }
}

/// A walk through the documents that have one of several words.
pub struct Walks {
    /// Each with the number of words that it covers.
    walks: Vec<(Walk, u32)>,
    /// Where each is.
    docs: Vec<DocId>,
    doc: DocId,
}

impl Walks {
    /// Walks these side by side, each with the number of words that it covers.
    pub fn of(walks: Vec<(Walk, u32)>) -> Walks {
        let docs: Vec<DocId> = walks.iter().map(|(walk, _)| walk.doc()).collect();
        let doc = docs.iter().copied().min().unwrap_or(TERMINATED);
        Walks { walks, docs, doc }
    }

    /// Returns the document at which the first of them is.
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Goes on to the first document from `target` on.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let mut first = TERMINATED;
            for (doc, (walk, _)) in self.docs.iter_mut().zip(&mut self.walks) {
                if *doc < target {
                    *doc = walk.seek(target);
                }
                first = first.min(*doc);
            }
            self.doc = first;
        }
        self.doc
    }

    /// Calls `each` with the first and the last position of every place in the
    /// document: in order for each word, one word after the other.
    pub fn extents(&mut self, mut each: impl FnMut(u32, u32)) {
        for (doc, (walk, length)) in self.docs.iter().zip(&mut self.walks) {
            if *doc == self.doc {
                let more = *length - 1;
                walk.positions(|at| each(at, at + more));
            }
        }
    }

    /// Returns a number of documents that is not exceeded.
    pub fn most(&self) -> u32 {
        self.walks.iter().map(|(walk, _)| walk.count()).fold(0, u32::saturating_add)
    }
}
