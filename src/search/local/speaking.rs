//! A query for articles whose text speaks of days, the more exactly the higher.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED, TantivyError};

use super::Local;
use crate::error::Result;
use crate::index::{OPEN_FROM, OPEN_TO, from_number, to_number};
use crate::query::DateRange;
use crate::threads::share;

/// The score of an expression that is open on one side: it tells the least.
const OPEN: Score = 1e-5;

/// Documents in their order, each with a score.
type Scored = Vec<(DocId, Score)>;

/// A query that is true of articles with an expression of time that shares a
/// day with a range.
///
/// An article's score is that of its most exact such expression: the share of
/// its days that lie in the range. A day in the range has 1, the month that
/// holds a day some 0.03, its decade less than 0.001.
#[derive(Clone)]
pub struct Speaking {
    /// By segment, the documents that are meant.
    docs: Arc<FxHashMap<SegmentId, Arc<Scored>>>,
}

impl Local {
    /// Returns the query of the articles that speak of a day in `range`.
    pub fn speaking(&self, range: DateRange) -> Result<Speaking> {
        let (mentioned, bases) = (self.mentioned()?, self.bases()?);
        let readers = self.archive.searcher()?.segment_readers();
        // Many articles speak of the same days.
        let scores: Vec<Option<Score>> =
            mentioned.values().iter().map(|(from, to)| score(range, *from, *to)).collect();
        let best = |place: u32| {
            let scores = mentioned.numbers_of(place).iter().filter_map(|number| scores[*number as usize]);
            scores.max_by(Score::total_cmp)
        };
        let of_segment = |(): &mut (), segment: &SegmentOrdinal| -> Arc<Scored> {
            let base = bases.place(DocAddress::new(*segment, 0));
            let docs = 0..readers[*segment as usize].max_doc();
            Arc::new(docs.filter_map(|doc| Some((doc, best(base + doc)?))).collect())
        };
        let found = share(&(0..readers.len() as u32).collect::<Vec<_>>(), || (), of_segment);
        let segments = readers.iter().map(SegmentReader::segment_id);
        Ok(Speaking { docs: Arc::new(segments.zip(found).collect()) })
    }
}

/// Returns the score of an expression from `from` to `to`, as numbers of days;
/// none where it is apart from `range`.
fn score(range: DateRange, from: i64, to: i64) -> Option<Score> {
    let first = range.from.map_or(i64::MIN, to_number);
    let last = range.to.map_or(i64::MAX, to_number);
    if from > last || to < first {
        return None;
    }
    if from == OPEN_FROM || to == OPEN_TO {
        return Some(OPEN);
    }
    let days = |from: i64, to: i64| {
        Some((from_number(to)? - from_number(from)?).num_days() + 1).filter(|days| *days > 0)
    };
    let shared = days(from.max(first), to.min(last)).zip(days(from, to));
    Some(shared.map_or(OPEN, |(shared, all)| (shared as Score / all as Score).max(OPEN)))
}

impl fmt::Debug for Speaking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Speaking")
    }
}

impl Query for Speaking {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Speaking {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.docs.get(&segment.segment_id()).cloned().unwrap_or_default();
        Ok(Box::new(Listed { docs, at: 0, boost }))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("share of the mentioned days in the range", scorer.score()))
    }
}

/// Documents in order, each with its score.
struct Listed {
    docs: Arc<Scored>,
    at: usize,
    boost: Score,
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.docs.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.docs[self.at..].partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        self.docs.get(self.at).map_or(0.0, |(_, score)| self.boost * *score)
    }
}

#[cfg(test)]
mod tests {
    use crate::index::{OPEN_FROM, OPEN_TO, to_number};

    /// Checks the score of an expression from one day to another, in thousandths.
    fn check(range: &str, from: &str, to: &str, expected: Option<u32>) {
        let today = "2024-03-20".parse().expect("a day");
        let query = crate::query::parse_dates(range, today).expect("a range");
        let number = |day: &str, open: i64| day.parse().map_or(open, to_number);
        let score = super::score(query, number(from, OPEN_FROM), number(to, OPEN_TO));
        assert_eq!(score.map(|score| (score * 1000.0).round() as u32), expected, "{range}: {from} to {to}");
    }

    #[test]
    fn what_is_told_more_exactly_scores_higher() {
        check("2023-10-07", "2023-10-07", "2023-10-07", Some(1000));
        check("2023-10-07", "2023-10-01", "2023-10-31", Some(32));
        check("2023-10-07", "2020-01-01", "2029-12-31", Some(0));
        check("2023-10-07", "2023-10-08", "2023-10-31", None);
        check("2023-10-07", "2023-10-01", "..", Some(0));
        check("2023-10..", "2023-09-16", "2023-10-15", Some(500));
        check("2023-10-07", "..", "2023-10-06", None);
    }
}
