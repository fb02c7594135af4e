//! All documents of which a query is true, with their scores.

use tantivy::query::{EnableScoring, Query as IndexQuery, Weight};
use tantivy::{DocAddress, DocSet, Score, Searcher, SegmentOrdinal, TERMINATED};

use super::asking::{Asking, Deadline, out_of_scorer};
use super::tree;
use crate::error::Result;
use crate::index::damaged;
use crate::query::Query;
use crate::threads::share;

/// Documents of an index from which on several threads look through it; tests have few.
const MANY: u64 = if cfg!(test) { 10 } else { 5_000 };

/// An article of which a query is true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The document.
    pub address: DocAddress,
    /// How well it fits.
    pub score: Score,
}

/// Returns the articles of which `query` is true, in the order of the index.
///
/// # Errors
///
/// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
pub fn find(asking: &Asking<'_>, query: &Query, scored: bool) -> Result<Vec<Match>> {
    let built = tree::build(asking, query)?;
    asking.deadline.check()?;
    find_in_index(asking, &*built, scored)
}

/// Returns the documents of which `query` is true.
///
/// # Errors
///
/// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
pub fn find_in_index(asking: &Asking<'_>, query: &dyn IndexQuery, scored: bool) -> Result<Vec<Match>> {
    let searcher = asking.archive.searcher()?;
    let deadline = asking.deadline;
    let scoring = match scored {
        true => EnableScoring::enabled_from_searcher(searcher),
        false => EnableScoring::disabled_from_searcher(searcher),
    };
    let weight = query.weight(scoring).map_err(damaged)?;
    let mut segments: Vec<SegmentOrdinal> = (0..searcher.segment_readers().len() as u32).collect();
    // The largest first: the threads end at about the same time.
    segments.sort_by_key(|ordinal| std::cmp::Reverse(searcher.segment_reader(*ordinal).max_doc()));
    let of_segment = |(): &mut (), ordinal: &SegmentOrdinal| -> Result<(SegmentOrdinal, Vec<Match>)> {
        Ok((*ordinal, in_segment(searcher, &*weight, *ordinal, scored, deadline)?))
    };
    let found = match searcher.num_docs() > MANY {
        true => share(&segments, || (), of_segment),
        false => segments.iter().map(|ordinal| of_segment(&mut (), ordinal)).collect(),
    };
    let mut found = found.into_iter().collect::<Result<Vec<_>>>()?;
    found.sort_unstable_by_key(|(ordinal, _)| *ordinal);
    Ok(found.into_iter().flat_map(|(_, matches)| matches).collect())
}

fn in_segment(
    searcher: &Searcher,
    weight: &dyn Weight,
    ordinal: SegmentOrdinal,
    scored: bool,
    deadline: Deadline,
) -> Result<Vec<Match>> {
    let segment = searcher.segment_reader(ordinal);
    let alive = segment.alive_bitset();
    let mut scorer = weight.scorer(segment, 1.0).map_err(out_of_scorer)?;
    let (mut matches, mut looked) = (Vec::new(), 0);
    let mut doc = scorer.doc();
    while doc != TERMINATED {
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            let score = if scored { scorer.score() } else { 0.0 };
            matches.push(Match { address: DocAddress::new(ordinal, doc), score });
        }
        deadline.check_every(&mut looked)?;
        doc = scorer.advance();
    }
    deadline.check()?;
    Ok(matches)
}
