//! A query for documents that a function chooses.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::BitSet;
use tantivy::index::SegmentId;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TantivyError};

/// Returns the documents of a segment that are meant.
type Choose = dyn Fn(&SegmentReader) -> tantivy::Result<BitSet> + Send + Sync;

/// A query that is true of documents which a function chooses.
#[derive(Clone)]
pub struct Chosen {
    choose: Arc<Choose>,
}

impl Chosen {
    /// Makes the query of the documents that `choose` returns for a segment.
    pub fn new(choose: impl Fn(&SegmentReader) -> tantivy::Result<BitSet> + Send + Sync + 'static) -> Chosen {
        Chosen { choose: Arc::new(choose) }
    }
}

impl Chosen {
    /// Makes the query of the documents in the set of each segment.
    pub fn of_segments(sets: impl Iterator<Item = (SegmentId, BitSet)>) -> Chosen {
        let sets: FxHashMap<SegmentId, BitSet> = sets.collect();
        Chosen::new(move |segment| {
            let set = sets.get(&segment.segment_id()).cloned();
            Ok(set.unwrap_or_else(|| BitSet::with_max_value(segment.max_doc())))
        })
    }
}

/// Returns the set of `docs` of `segment`.
pub fn of(segment: &SegmentReader, docs: impl Iterator<Item = DocId>) -> BitSet {
    let mut set = BitSet::with_max_value(segment.max_doc());
    for doc in docs {
        set.insert(doc);
    }
    set
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chosen")
    }
}

impl Query for Chosen {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Chosen {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = BitSetDocSet::from((self.choose)(segment)?);
        Ok(Box::new(ConstScorer::new(docs, boost)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("one of the chosen", 1.0))
    }
}
