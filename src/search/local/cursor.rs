//! Going through the documents that may have a place: the postings of its
//! words side by side, the rarest first.
//!
//! [`Opening`] finds the words in one segment and begins; a [`Cursor`] goes on,
//! and looks at positions only where a document has all parts.

use tantivy::directory::CompositeFile;
use tantivy::index::SegmentComponent;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::asking::{Deadline, in_scorer};
use super::extents::{Extent, Relation, fewest_between, go_on, in_order};
use super::positions::Place;
use super::walk::{Walk, Walks};
use crate::error::{Error, ErrorKind};

/// Goes through the documents that may have a place.
pub enum Cursor {
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
pub struct Opening<'a> {
    segment: &'a SegmentReader,
    positions: CompositeFile,
    deadline: Deadline,
}

impl Opening<'_> {
    pub fn of(segment: &SegmentReader, deadline: Deadline) -> tantivy::Result<Opening<'_>> {
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
    pub fn open(&self, place: &Place, asked: u32) -> tantivy::Result<Option<Cursor>> {
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
    pub fn doc(&self) -> DocId {
        match self {
            Cursor::Walks(walks) => walks.doc(),
            Cursor::Postings { postings, .. } => postings.doc(),
            Cursor::Listed { docs, at, .. } => docs.get(*at).map_or(TERMINATED, |(doc, _)| *doc),
            Cursor::Any { doc, .. } | Cursor::All { doc, .. } => *doc,
        }
    }

    /// Goes to the first document from `target` on that may have the place.
    pub fn seek(&mut self, target: DocId) -> DocId {
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
    pub fn has_place(&mut self) -> bool {
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
    pub fn most(&self) -> u32 {
        match self {
            Cursor::Walks(walks) => walks.most(),
            Cursor::Postings { postings, .. } => postings.doc_freq(),
            Cursor::Listed { docs, .. } => docs.len() as u32,
            Cursor::Any { cursors, .. } => cursors.iter().map(Cursor::most).fold(0, u32::saturating_add),
            Cursor::All { parts, .. } => parts.iter().map(Cursor::most).min().unwrap_or(0),
        }
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

fn too_many() -> Error {
    Error::new(ErrorKind::Limit, format!("the words that may be meant stand in more than {MOST} places"))
        .hint("write more of the words")
}
