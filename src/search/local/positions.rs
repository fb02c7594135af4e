//! Things of the text that have positions: words, phrases, gaps, and what is
//! near what.
//!
//! A [`Placed`] goes through the postings of its words side by side and looks
//! at positions only where all of them are in one document, so that a rare
//! word, or another clause of the query, spares the work.

use std::fmt;
use std::sync::Arc;

use tantivy::directory::CompositeFile;
use tantivy::index::SegmentComponent;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::asking::{Deadline, in_scorer};
use super::walk::{Walk, Walks};
use crate::error::{Error, ErrorKind};

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

/// The first and the last position of something in a text.
pub type Extent = (u32, u32);

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

/// Goes through the documents that may have a place.
enum Cursor {
    /// Words that many of the documents that are looked at have.
    Walks(Box<Walks>),
    Postings {
        postings: Box<SegmentPostings>,
        /// Words that it covers.
        length: u32,
        /// Where they are read to.
        positions: Vec<u32>,
    },
    /// What many terms have, gathered: documents, each with the end of its extents.
    Listed {
        docs: Vec<(DocId, usize)>,
        extents: Vec<Extent>,
        at: usize,
    },
    Any {
        cursors: Vec<Cursor>,
        doc: DocId,
    },
    All {
        parts: Vec<Cursor>,
        /// Where the document has each part, when that was asked for.
        places: Vec<Vec<Extent>>,
        relation: Relation,
        /// The numbers of the parts, the rarest first: it leads, and the
        /// others follow where it has led.
        order: Vec<usize>,
        doc: DocId,
        /// Where sequences are followed.
        reached: Reached,
    },
}

/// Where the parts of a sequence so far may end, with the fewest other words
/// between; and where that is reckoned for one part more.
type Reached = [Vec<(u32, u32)>; 2];

/// How the parts of a place must stand to each other.
enum Relation {
    Sequence(u32),
    /// How often each part is needed, and the greatest number of words in all.
    Window(Vec<usize>, u32),
    Near(u32, bool),
}

/// Terms from which on they are gathered rather than followed side by side;
/// tests have few.
const MANY: usize = if cfg!(test) { 4 } else { 64 };
/// Places that are gathered at most, of some twenty bytes each.
const MOST: usize = if cfg!(test) { 8 } else { 5_000_000 };

/// Ends up to which all places of the next part are compared with each.
const FEW: usize = 8;

/// Documents of a block of postings.
const BLOCK: u32 = 128;

/// Opens the cursors of one segment.
struct Opening<'a> {
    segment: &'a SegmentReader,
    positions: CompositeFile,
    deadline: Deadline,
}

impl Opening<'_> {
    fn of(segment: &SegmentReader, deadline: Deadline) -> tantivy::Result<Opening<'_>> {
        let positions = CompositeFile::open(&segment.open_read(SegmentComponent::Positions)?)?;
        Ok(Opening { segment, positions, deadline })
    }

    /// Returns a number of documents with `place` that is not exceeded; for
    /// many terms the greatest, since each has to be looked up.
    fn most(&self, place: &Place) -> tantivy::Result<u32> {
        let sum = |sum: tantivy::Result<u32>, more: tantivy::Result<u32>| Ok(sum?.saturating_add(more?));
        let least = |all: &mut dyn Iterator<Item = tantivy::Result<u32>>| {
            all.collect::<tantivy::Result<Vec<u32>>>().map(|all| all.into_iter().min().unwrap_or(0))
        };
        let of_term = |term: &Term| Ok(self.segment.inverted_index(term.field())?.doc_freq(term)?);
        match place {
            Place::Terms(terms) if terms.len() >= MANY => Ok(u32::MAX),
            Place::Terms(terms) => terms.iter().map(|(term, _)| of_term(term)).fold(Ok(0), sum),
            Place::Sequence(parts, _) => least(&mut parts.iter().map(|part| self.most(part))),
            Place::Window(terms, _) => least(&mut terms.iter().map(of_term)),
            Place::Near(left, right, ..) => least(&mut [left, right].into_iter().map(|part| self.most(part))),
            Place::Any(places) => places.iter().map(|place| self.most(place)).fold(Ok(0), sum),
        }
    }

    /// Opens the cursor of `place`, of which at most `asked` documents will be
    /// asked for; none where the segment cannot have it.
    fn open(&self, place: &Place, asked: u32) -> tantivy::Result<Option<Cursor>> {
        let all = |places: &[&Place], relation| -> tantivy::Result<Option<Cursor>> {
            let asked = asked.min(self.most(place)?);
            let parts = places.iter().map(|place| self.open(place, asked));
            let parts: Option<Vec<Cursor>> = parts.collect::<tantivy::Result<_>>()?;
            let parts = parts.filter(|parts| !parts.is_empty());
            Ok(parts.map(|parts| {
                let mut order: Vec<usize> = (0..parts.len()).collect();
                order.sort_by_key(|part| parts[*part].most());
                let places = vec![Vec::new(); parts.len()];
                let reached = Reached::default();
                let mut all = Cursor::All { parts, places, relation, order, doc: 0, reached };
                all.seek(0);
                all
            }))
        };
        match place {
            Place::Terms(terms) => self.open_terms(terms, asked),
            Place::Sequence(parts, slop) => all(&parts.iter().collect::<Vec<_>>(), Relation::Sequence(*slop)),
            Place::Near(left, right, distance, ordered) => {
                all(&[left, right], Relation::Near(*distance, *ordered))
            }
            Place::Window(terms, slop) => {
                let mut needs: Vec<(&Term, usize)> = Vec::new();
                for term in terms {
                    match needs.iter_mut().find(|(known, _)| *known == term) {
                        Some((_, count)) => *count += 1,
                        None => needs.push((term, 1)),
                    }
                }
                let parts: Vec<Place> =
                    needs.iter().map(|(term, _)| Place::words(vec![(*term).clone()])).collect();
                let counts = needs.iter().map(|(_, count)| *count).collect();
                let widest = slop.saturating_add(terms.len() as u32);
                all(&parts.iter().collect::<Vec<_>>(), Relation::Window(counts, widest))
            }
            Place::Any(places) => {
                let mut open = Vec::new();
                for place in places {
                    open.extend(self.open(place, asked)?);
                }
                Ok((!open.is_empty()).then(|| Cursor::any(open)))
            }
        }
    }

    fn open_terms(&self, terms: &[(Term, u32)], asked: u32) -> tantivy::Result<Option<Cursor>> {
        let (mut open, mut walks) = (Vec::new(), Vec::new());
        for (term, length) in terms {
            let index = self.segment.inverted_index(term.field())?;
            let Some(info) = index.get_term_info(term)? else { continue };
            let positions = self.positions.open_read(term.field());
            let are_few = info.doc_freq / BLOCK > asked;
            if let Some(positions) = positions.filter(|_| !are_few && terms.len() < MANY) {
                walks.push((Walk::open(&index, &info, &positions)?, *length));
                continue;
            }
            let option = IndexRecordOption::WithFreqsAndPositions;
            let postings = Box::new(index.read_postings_from_terminfo(&info, option)?);
            open.push(Cursor::Postings { postings, length: *length, positions: Vec::new() });
        }
        if !walks.is_empty() {
            open.push(Cursor::Walks(Box::new(Walks::of(walks, asked))));
        }
        Ok(match open.len() {
            0 => None,
            1 => open.pop(),
            count if count < MANY => Some(Cursor::any(open)),
            _ => Some(Cursor::gathered(open, self.deadline)?),
        })
    }
}

impl Cursor {
    fn any(cursors: Vec<Cursor>) -> Cursor {
        let doc = cursors.iter().map(Cursor::doc).min().unwrap_or(TERMINATED);
        Cursor::Any { cursors, doc }
    }

    fn gathered(cursors: Vec<Cursor>, deadline: Deadline) -> tantivy::Result<Cursor> {
        let (mut all, mut extents): (Vec<(DocId, Extent)>, Vec<Extent>) = (Vec::new(), Vec::new());
        let mut looked = 0;
        for mut cursor in cursors {
            while cursor.doc() != TERMINATED {
                deadline.check_every(&mut looked).map_err(in_scorer)?;
                extents.clear();
                cursor.extents(&mut extents);
                if all.len() + extents.len() > MOST {
                    return Err(in_scorer(too_many()));
                }
                all.extend(extents.iter().map(|extent| (cursor.doc(), *extent)));
                cursor.seek(cursor.doc() + 1);
            }
        }
        all.sort_unstable();
        let mut docs: Vec<(DocId, usize)> = Vec::new();
        for (end, (doc, _)) in (1..).zip(&all) {
            match docs.last_mut() {
                Some((last, ends)) if last == doc => *ends = end,
                _ => docs.push((*doc, end)),
            }
        }
        let extents = all.into_iter().map(|(_, extent)| extent).collect();
        Ok(Cursor::Listed { docs, extents, at: 0 })
    }

    /// Returns the document at which the cursor is.
    fn doc(&self) -> DocId {
        match self {
            Cursor::Walks(walks) => walks.doc(),
            Cursor::Postings { postings, .. } => postings.doc(),
            Cursor::Listed { docs, at, .. } => docs.get(*at).map_or(TERMINATED, |(doc, _)| *doc),
            Cursor::Any { doc, .. } | Cursor::All { doc, .. } => *doc,
        }
    }

    /// Goes to the first document from `target` on that may have the place.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Cursor::Walks(walks) => walks.seek(target),
            Cursor::Postings { postings, .. } => {
                if postings.doc() < target {
                    postings.seek(target)
                } else {
                    postings.doc()
                }
            }
            Cursor::Listed { docs, at, .. } => {
                *at += docs[*at..].partition_point(|(doc, _)| *doc < target);
                docs.get(*at).map_or(TERMINATED, |(doc, _)| *doc)
            }
            Cursor::Any { cursors, doc } => {
                if *doc < target {
                    // What is there already need not go there.
                    let found = cursors.iter_mut().map(|cursor| match cursor.doc() {
                        at if at < target => cursor.seek(target),
                        at => at,
                    });
                    *doc = found.min().unwrap_or(TERMINATED);
                }
                *doc
            }
            Cursor::All { parts, order, doc, .. } => {
                let mut target = target;
                let agreed = 'next: loop {
                    for part in order.iter() {
                        let found = parts[*part].seek(target);
                        if found == TERMINATED {
                            break 'next TERMINATED;
                        }
                        if found > target {
                            target = found;
                            continue 'next;
                        }
                    }
                    break target;
                };
                *doc = agreed;
                agreed
            }
        }
    }

    /// Tells whether the document has the place.
    fn has_place(&mut self) -> bool {
        match self {
            Cursor::Walks(_) | Cursor::Postings { .. } | Cursor::Listed { .. } => true,
            Cursor::Any { cursors, doc } => {
                cursors.iter_mut().any(|cursor| cursor.doc() == *doc && cursor.has_place())
            }
            Cursor::All { parts, places, relation: Relation::Sequence(slop), reached, .. } => {
                has_sequence(parts, places, *slop, reached)
            }
            Cursor::All { parts, places, relation, .. } => has_all(parts, places) && relation.holds(places),
        }
    }

    /// Adds where the document has the place, in the order of the text.
    fn extents(&mut self, out: &mut Vec<Extent>) {
        match self {
            Cursor::Walks(walks) => {
                let from = out.len();
                walks.extents(u32::MAX, |start, end| out.push((start, end)));
                if !walks.is_one() {
                    in_order(&mut out[from..]);
                }
            }
            Cursor::Postings { postings, length, positions } => {
                postings.positions(positions);
                out.extend(positions.iter().map(|at| (*at, at + *length - 1)));
            }
            Cursor::Listed { docs, extents, at } => {
                let start = at.checked_sub(1).map_or(0, |before| docs[before].1);
                out.extend(&extents[start..docs[*at].1]);
            }
            Cursor::Any { cursors, doc } => {
                let from = out.len();
                for cursor in cursors.iter_mut().filter(|cursor| cursor.doc() == *doc) {
                    cursor.extents(out);
                }
                in_order(&mut out[from..]);
            }
            Cursor::All { parts, places, relation, .. } => {
                if has_all(parts, places) {
                    out.extend(relation.extents(places));
                }
            }
        }
    }

    /// Returns a number of documents that is not exceeded.
    fn most(&self) -> u32 {
        match self {
            Cursor::Walks(walks) => walks.most(),
            Cursor::Postings { postings, .. } => postings.doc_freq(),
            Cursor::Listed { docs, .. } => docs.len() as u32,
            Cursor::Any { cursors, .. } => cursors.iter().map(Cursor::most).fold(0, u32::saturating_add),
            Cursor::All { parts, .. } => parts.iter().map(Cursor::most).min().unwrap_or(0),
        }
    }
}

/// Puts sorted runs of `extents` in order.
fn in_order(extents: &mut [Extent]) {
    if !extents.is_sorted() {
        // A stable sort merges runs.
        extents.sort();
    }
}

/// Looks up in `places` where the document has each of `parts`; tells whether it lacks none.
fn has_all(parts: &mut [Cursor], places: &mut [Vec<Extent>]) -> bool {
    parts.iter_mut().zip(places).all(|(part, places)| has_one(part, places))
}

/// Looks up in `places` where the document has `part`; tells whether it does.
fn has_one(part: &mut Cursor, places: &mut Vec<Extent>) -> bool {
    places.clear();
    part.extents(places);
    !places.is_empty()
}

/// Tells whether the document has all of `parts` in their order, with at most
/// `slop` other words between. Parts behind one that is nowhere in reach are
/// not looked up.
fn has_sequence(
    parts: &mut [Cursor],
    places: &mut [Vec<Extent>],
    slop: u32,
    [reached, next]: &mut Reached,
) -> bool {
    reached.clear();
    for (number, (part, places)) in parts.iter_mut().zip(places).enumerate() {
        match part {
            Cursor::Walks(walks) if number > 0 && reached.len() <= FEW => {
                next.clear();
                // No place that begins later is in reach.
                let last = reached.iter().map(|(end, _)| end.saturating_add(slop).saturating_add(1)).max();
                let last = last.unwrap_or(0);
                walks.extents(last, |start, end| {
                    for (at, used) in &*reached {
                        if start > *at && start - at - 1 <= slop - used {
                            next.push((end, used + (start - at - 1)));
                        }
                    }
                });
                fewest_between(next);
                std::mem::swap(reached, next);
            }
            part => {
                if !has_one(part, places) {
                    return false;
                }
                if number == 0 {
                    reached.extend(places.iter().map(|(_, end)| (*end, 0)));
                } else {
                    go_on(reached, places, slop, next);
                    std::mem::swap(reached, next);
                }
            }
        }
        if reached.is_empty() {
            return false;
        }
    }
    !reached.is_empty()
}

/// Puts into `next` where the parts may end after one more of them, which
/// stands at `places`, when those before end where they have `reached`.
fn go_on(reached: &[(u32, u32)], places: &[Extent], slop: u32, next: &mut Vec<(u32, u32)>) {
    next.clear();
    for (at, used) in reached {
        let begin = places.partition_point(|(start, _)| start <= at);
        let within = places[begin..].iter().take_while(|(start, _)| start - at - 1 <= slop - used);
        next.extend(within.map(|(start, end)| (*end, used + (start - at - 1))));
    }
    fewest_between(next);
}

/// Keeps, in order, of equal ends the one with the fewest words between.
fn fewest_between(reached: &mut Vec<(u32, u32)>) {
    if !reached.is_sorted() {
        reached.sort_unstable();
    }
    reached.dedup_by_key(|(end, _)| *end);
}

impl Relation {
    /// Tells whether the parts stand so somewhere; none of them is nowhere.
    fn holds(&self, parts: &[Vec<Extent>]) -> bool {
        match self {
            Relation::Sequence(slop) => sequences(parts, *slop).next().is_some(),
            Relation::Window(needs, widest) => has_window(parts, needs, *widest),
            Relation::Near(distance, ordered) => {
                let [left, right] = parts else { return false };
                are_near(left, right, *distance) || (!ordered && are_near(right, left, *distance))
            }
        }
    }

    /// Returns where the parts stand so.
    fn extents(&self, parts: &[Vec<Extent>]) -> Vec<Extent> {
        match self {
            Relation::Sequence(slop) => in_sequence(parts, *slop),
            Relation::Window(needs, widest) => {
                let words = parts.iter().enumerate();
                let mut at: Vec<(u32, usize)> =
                    words.flat_map(|(word, all)| all.iter().map(move |(at, _)| (*at, word))).collect();
                at.sort_unstable();
                narrow_windows(&at, needs, *widest)
            }
            Relation::Near(distance, ordered) => {
                // Nothing asks where the two are; whether they are is enough.
                let found = Relation::Near(*distance, *ordered).holds(parts);
                parts.first().and_then(|left| left.first()).filter(|_| found).copied().into_iter().collect()
            }
        }
    }
}

/// Returns where one of each of `parts` stand in order, with at most `slop`
/// other words between in all; of those that begin alike the shortest.
pub fn in_sequence(parts: &[Vec<Extent>], slop: u32) -> Vec<Extent> {
    let mut found: Vec<Extent> = sequences(parts, slop).collect();
    found.sort_unstable();
    found.dedup_by_key(|(start, _)| *start);
    found
}

/// Returns, by the first part, where all stand in order, with the nearest end.
fn sequences(parts: &[Vec<Extent>], slop: u32) -> impl Iterator<Item = Extent> {
    let (first, rest) = parts.split_first().map_or((&[][..], &[][..]), |(first, rest)| (&first[..], rest));
    // Where the parts so far may end, and how many other words lie between.
    let mut reached: Vec<(u32, u32)> = Vec::new();
    let mut next: Vec<(u32, u32)> = Vec::new();
    first.iter().filter_map(move |(start, end)| {
        reached.clear();
        reached.push((*end, 0));
        for part in rest {
            go_on(&reached, part, slop, &mut next);
            std::mem::swap(&mut reached, &mut next);
        }
        reached.first().map(|(end, _)| (*start, *end))
    })
}

/// Tells whether one of `first` ends at most `distance` words before one of
/// `second` begins. Both are in the order of their beginnings.
pub fn are_near(first: &[Extent], second: &[Extent], distance: u32) -> bool {
    let (mut next, mut last) = (0, 0);
    first.iter().any(|(_, end)| {
        next = match *end < last {
            // One that begins later may end earlier.
            true => second.partition_point(|(start, _)| start <= end),
            false => next + second[next..].iter().take_while(|(start, _)| start <= end).count(),
        };
        last = *end;
        second.get(next).is_some_and(|(start, _)| start - end <= distance)
    })
}

/// Tells whether there is a window as [`narrow_windows`] returns them: of at
/// most `widest` words, with word *n* `needs[n]` times, which stands at `places[n]`.
fn has_window(places: &[Vec<Extent>], needs: &[usize], widest: u32) -> bool {
    let mut first = vec![0; places.len()];
    loop {
        let (mut start, mut earliest, mut end) = (u32::MAX, 0, 0);
        for (word, ((places, need), first)) in places.iter().zip(needs).zip(&first).enumerate() {
            let Some((last, _)) = places.get(first + need - 1) else { return false };
            end = end.max(*last);
            if places[*first].0 < start {
                (start, earliest) = (places[*first].0, word);
            }
        }
        if end.saturating_sub(start) < widest {
            return !places.is_empty();
        }
        first[earliest] += 1;
    }
}

/// Returns the windows over `at` (position and number of the word) of at most
/// `widest` words that hold word *n* `needs[n]` times, none inside another.
pub fn narrow_windows(at: &[(u32, usize)], needs: &[usize], widest: u32) -> Vec<Extent> {
    let mut have = vec![0usize; needs.len()];
    let mut missing: usize = needs.iter().sum();
    let (mut found, mut start) = (Vec::new(), 0);
    for &(end_at, word) in at {
        have[word] += 1;
        missing -= usize::from(have[word] <= needs[word]);
        while missing == 0 {
            let (start_at, word) = at[start];
            if have[word] == needs[word] {
                if end_at - start_at < widest {
                    found.push((start_at, end_at));
                }
                missing += 1;
            }
            have[word] -= 1;
            start += 1;
        }
    }
    found
}

fn too_many() -> Error {
    Error::new(ErrorKind::Limit, format!("the words that may be meant stand in more than {MOST} places"))
        .hint("write more of the words")
}

impl fmt::Display for Placed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_the_narrowest_that_hold_all() {
        let check = |text: &str, needs: &[usize], widest: u32, expected: &[Extent]| {
            let words = (0u32..).zip(text.chars()).filter(|(_, c)| *c != '.');
            let at: Vec<(u32, usize)> = words.map(|(at, c)| (at, c as usize - 'a' as usize)).collect();
            assert_eq!(narrow_windows(&at, needs, widest), expected, "{text}");
            let of_word =
                |word| at.iter().filter(|(_, other)| *other == word).map(|(at, _)| (*at, *at)).collect();
            let places: Vec<Vec<Extent>> = (0..needs.len()).map(of_word).collect();
            assert_eq!(has_window(&places, needs, widest), !expected.is_empty(), "{text}");
        };
        check("a.b", &[1, 1], 3, &[(0, 2)]);
        check("a..b", &[1, 1], 3, &[]);
        check("a.ba.b", &[1, 1], 2, &[(2, 3)]);
        check("ab.a", &[2, 1], 4, &[(0, 3)]);
        check("ab", &[2, 1], 9, &[]);
    }

    #[test]
    fn nearness_is_counted_from_end_to_beginning() {
        assert!(are_near(&[(0, 2)], &[(5, 5)], 3) && !are_near(&[(0, 2)], &[(5, 5)], 2));
        assert!(!are_near(&[(3, 3)], &[(3, 3)], 5), "nothing is near itself");
        assert!(are_near(&[(1, 1), (9, 9)], &[(3, 3), (10, 10)], 1));
        assert!(
            are_near(&[(1, 8), (2, 2), (3, 9)], &[(3, 3), (20, 20)], 1),
            "one that begins later ends first"
        );
    }

    #[test]
    fn a_sequence_has_few_words_between() {
        let parts = [vec![(0, 0), (7, 7)], vec![(1, 3), (2, 2)], vec![(5, 5), (9, 9)]];
        assert_eq!(in_sequence(&parts, 0), []);
        assert_eq!(in_sequence(&parts, 1), [(0, 5)], "between (1, 3) and (5, 5) there is one word");
        assert_eq!(in_sequence(&parts[..2], 0), [(0, 3)]);
        assert_eq!(in_sequence(&parts[..2], 1), [(0, 2)]);
        assert_eq!(in_sequence(&[], 3), []);
        assert_eq!(in_sequence(&[vec![(1, 2), (1, 5)], vec![(6, 6)]], 3), [(1, 6)], "each beginning once");
    }
}
