//! Things of the text that have positions: words, phrases, gaps, and what is
//! near what.
//!
//! A [`Placed`] goes through the postings of its words side by side and looks
//! at positions only where all of them are in one document, so that a rare
//! word, or another clause of the query, spares the work.

use std::fmt;
use std::sync::Arc;

use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::asking::Deadline;
use super::cursor::{Cursor, Opening};

/// Something with places in the text.
#[derive(Clone, Debug)]
pub enum Place {
    /// One of these terms, each with the number of words that it covers.
    Terms(Vec<(Term, u32)>),
    /// These in their order, with at most so many other words between in all.
    Sequence(Vec<Place>, u32),
    /// All of these words, in any order, with at most some others between the
    /// first and the last.
    Window(Vec<Term>, u32),
    /// One of these.
    Any(Vec<Place>),
    /// Two with at most so many words from one to the other; in this order
    /// when true.
    Near(Box<Place>, Box<Place>, u32, bool),
}

impl Place {
    /// Returns the place of one of several words.
    pub fn words(terms: Vec<Term>) -> Place {
        Place::Terms(terms.into_iter().map(|term| (term, 1)).collect())
    }

    /// Returns the place of words beside each other.
    pub fn phrase(terms: impl Iterator<Item = Term>) -> Place {
        let mut words: Vec<Place> = terms.map(|term| Place::words(vec![term])).collect();
        if words.len() == 1 { words.swap_remove(0) } else { Place::Sequence(words, 0) }
    }
}

/// The query of the documents that have a place; all score alike.
#[derive(Clone, Debug)]
pub struct Placed {
    place: Arc<Place>,
    deadline: Deadline,
}

impl Placed {
    /// Makes the query of the documents that have `place`. Behind `deadline`
    /// it finds none: whoever asks must look at the clock too.
    pub fn new(place: Place, deadline: Deadline) -> Placed {
        Placed { place: Arc::new(place), deadline }
    }
}

impl Query for Placed {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Placed {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let cursor = Opening::of(segment, self.deadline)?.open(&self.place, u32::MAX)?;
        let Some(cursor) = cursor else { return Ok(Box::new(EmptyScorer)) };
        let mut docs = Docs { cursor, doc: 0, deadline: self.deadline, looked: 0 };
        docs.go_to(0);
        Ok(Box::new(ConstScorer::new(docs, boost)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("has the words where they are asked for", 1.0))
    }
}

/// The documents in which a cursor finds its place.
struct Docs {
    cursor: Cursor,
    doc: DocId,
    deadline: Deadline,
    /// Documents that were looked at in vain.
    looked: u32,
}

impl Docs {
    /// Goes to the first document from `target` on that has the place.
    fn go_to(&mut self, target: DocId) -> DocId {
        self.doc = self.cursor.seek(target);
        while self.doc != TERMINATED && !self.cursor.has_place() {
            let is_over = self.deadline.check_every(&mut self.looked).is_err();
            self.doc = if is_over { TERMINATED } else { self.cursor.seek(self.doc + 1) };
        }
        self.doc
    }
}

impl DocSet for Docs {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.go_to(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc { self.doc } else { self.go_to(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.cursor.most()
    }

    fn cost(&self) -> u64 {
        // Positions cost more than numbers of documents.
        u64::from(self.cursor.most()) * 10
    }
}

impl fmt::Display for Placed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.place)
    }
}
