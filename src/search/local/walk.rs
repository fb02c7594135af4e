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

    /// Calls `each` with every position of the word in the document up to
    /// `last`, ascending.
    fn positions(&mut self, last: u32, mut each: impl FnMut(u32)) {
        if self.ends.is_empty() {
            self.read_block();
        }
        let start = self.at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut position = 0;
        for more in &self.block[start..self.ends[self.at]] {
            position += more;
            if position > last {
                break;
            }
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
    /// The places of words that few documents have: document, first and last
    /// position, in order.
    rare: Vec<(DocId, u32, u32)>,
    /// The first of the rare places in the document at which they are.
    at: usize,
    doc: DocId,
    most: u32,
}

impl Walks {
    /// Walks these side by side, each with the number of words that it covers.
    /// About `asked` documents will be asked for: of words that few of these
    /// have, the places are gathered before.
    pub fn of(mut walks: Vec<(Walk, u32)>, asked: u32) -> Walks {
        let most = walks.iter().map(|(walk, _)| walk.count()).fold(0, u32::saturating_add);
        walks.sort_by_key(|(walk, _)| std::cmp::Reverse(walk.count()));
        let mut rare = Vec::new();
        let mut room = walks.first().map_or(0, |(walk, _)| walk.count()).min(asked) / RARE;
        while walks.len() > 2 && walks.last().is_some_and(|(walk, _)| walk.count() <= room) {
            let Some((mut walk, length)) = walks.pop() else { break };
            room -= walk.count();
            while walk.doc != TERMINATED {
                let doc = walk.doc;
                walk.positions(u32::MAX, |start| rare.push((doc, start, start + length - 1)));
                walk.seek(doc + 1);
            }
        }
        rare.sort_unstable();
        let docs: Vec<DocId> = walks.iter().map(|(walk, _)| walk.doc()).collect();
        let mut all = Walks { walks, docs, rare, at: 0, doc: 0, most };
        all.doc = all.docs.iter().copied().min().unwrap_or(TERMINATED).min(all.rare_doc());
        all
    }

    /// Returns the document at which the first of them is.
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Returns the document of the next rare place.
    fn rare_doc(&self) -> DocId {
        self.rare.get(self.at).map_or(TERMINATED, |(doc, ..)| *doc)
    }

    /// Goes on to the first document from `target` on.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            while self.rare_doc() < target {
                self.at += 1;
            }
            let mut first = self.rare_doc();
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

    /// Tells whether there is one word only.
    pub fn is_one(&self) -> bool {
        self.walks.len() == 1 && self.rare.is_empty()
    }

    /// Calls `each` with the first and the last position of every place in the
    /// document that begins up to `last`: in order for each word, one word after
    /// the other.
    pub fn extents(&mut self, last: u32, mut each: impl FnMut(u32, u32)) {
        for (doc, (walk, length)) in self.docs.iter().zip(&mut self.walks) {
            if *doc == self.doc {
                let more = *length - 1;
                walk.positions(last, |at| each(at, at + more));
            }
        }
        let rare = self.rare[self.at..].iter().take_while(|(doc, ..)| *doc == self.doc);
        rare.filter(|(_, start, _)| *start <= last).for_each(|(_, start, end)| each(*start, *end));
    }

    /// Returns a number of documents that is not exceeded.
    pub fn most(&self) -> u32 {
        self.most
    }
}

/// The share of the documents that are asked for up to which words are rare.
const RARE: u32 = 4;

#[cfg(test)]
mod tests {
    use tantivy::directory::CompositeFile;
    use tantivy::index::SegmentComponent;
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, Term, doc};

    use super::*;

    /// Walks through the documents with `words`, from each that is found to
    /// the first behind `step` others, and compares with plain reading.
    fn check(texts: &[String], words: &[&str], asked: u32, step: u32) {
        let mut builder = Schema::builder();
        let field = builder.add_text_field("body", TEXT);
        let index = Index::create_in_ram(builder.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for text in texts {
            writer.add_document(doc!(field => text.as_str())).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let segment = searcher.segment_reader(0);
        let inverted = segment.inverted_index(field).unwrap();
        let composite =
            CompositeFile::open(&segment.open_read(SegmentComponent::Positions).unwrap()).unwrap();
        let positions = composite.open_read(field).unwrap();
        let open = |word: &&str| {
            let info = inverted.get_term_info(&Term::from_field_text(field, word)).unwrap()?;
            Some((Walk::open(&inverted, &info, &positions).unwrap(), 2))
        };
        let mut walks = Walks::of(words.iter().filter_map(open).collect(), asked);
        let mut target = 0;
        loop {
            let expected = (target..texts.len() as u32).find_map(|doc| {
                let all = (0u32..).zip(texts[doc as usize].split(' '));
                let own: Vec<u32> = all.filter(|(_, word)| words.contains(word)).map(|(at, _)| at).collect();
                (!own.is_empty()).then_some((doc, own))
            });
            let found = walks.seek(target);
            let Some((doc, own)) = expected else { break assert_eq!(found, TERMINATED) };
            assert_eq!(found, doc, "{words:?} from {target}");
            for last in [u32::MAX, own[own.len() / 2]] {
                let mut extents = Vec::new();
                walks.extents(last, |start, end| extents.push((start, end)));
                extents.sort_unstable();
                let own = own.iter().filter(|at| **at <= last).map(|at| (*at, *at + 1));
                assert_eq!(extents, own.collect::<Vec<_>>(), "{words:?} in {doc}");
            }
            target = doc + step;
        }
    }

    #[test]
    fn words_are_walked_through_as_they_are_read() {
        let word = |number: u32| ["the", "in", "met", "envoy", "rye"][(number % 41 % 9 % 5) as usize];
        let text = |doc: u32| {
            let words = (0..doc % 13 + 1).map(|at| word(doc.wrapping_mul(2_654_435_761) >> (at % 11)));
            words.collect::<Vec<_>>().join(" ")
        };
        let texts: Vec<String> = (0..1500).map(text).collect();
        for step in [1, 2, 7, 300] {
            for asked in [0, 2000] {
                check(&texts, &["the"], asked, step);
                check(&texts, &["met", "the", "rye", "nowhere", "envoy"], asked, step);
            }
        }
    }
}
