//! All documents of which a query is true, with their scores.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query as IndexQuery;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Local, tree};
use crate::error::Result;
use crate::index::damaged;
use crate::query::Query;

/// An article of which a query is true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The document.
    pub address: DocAddress,
    /// How well it fits.
    pub score: Score,
}

/// Returns the articles of which `query` is true, in the order of the index.
pub fn find(local: &Local, query: &Query, scored: bool) -> Result<Vec<Match>> {
    find_in_index(local, &*tree::build(local, query)?, scored)
}

/// Returns the documents of which `query` is true.
pub fn find_in_index(local: &Local, query: &dyn IndexQuery, scored: bool) -> Result<Vec<Match>> {
    local.archive.searcher()?.search(query, &All { scored }).map_err(damaged)
}

/// Gathers everything; what is wanted of it is chosen and counted afterwards.
struct All {
    scored: bool,
}

struct Segment {
    ordinal: SegmentOrdinal,
    matches: Vec<Match>,
}

impl Collector for All {
    type Fruit = Vec<Match>;
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Segment> {
        Ok(Segment { ordinal, matches: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Match>>) -> tantivy::Result<Vec<Match>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for Segment {
    type Fruit = Vec<Match>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.matches.push(Match { address: DocAddress::new(self.ordinal, doc), score });
    }

    fn harvest(self) -> Vec<Match> {
        self.matches
    }
}
