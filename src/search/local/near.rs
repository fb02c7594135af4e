//! Things of the text within a distance of each other.

use rustc_hash::FxHashMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::bitset::Chosen;
use super::tree::Built;

/// Something with places in the text.
#[derive(Clone, Debug)]
pub enum Place {
    /// Words beside each other, each one of several.
    Phrase(Vec<Vec<Term>>),
    /// All of these words, in any order, with at most some others between the
    /// first and the last.
    Window(Vec<Term>, u32),
    /// One of these.
    Any(Vec<Place>),
}

/// The first and the last position of something in a text.
type Extent = (u32, u32);
/// Where something is, by document; in the order of the text.
type Extents = FxHashMap<DocId, Vec<Extent>>;

/// Returns the query of the documents in which `left` and `right` are at most
/// `distance` apart, `left` first when `ordered`.
pub fn query(left: Place, right: Place, distance: u32, ordered: bool) -> Built {
    Box::new(Chosen::new(move |segment| {
        let (left, right) = (extents(segment, &left)?, extents(segment, &right)?);
        let near = |doc: &DocId| {
            let others = right.get(doc).map_or(&[][..], Vec::as_slice);
            are_near(&left[doc], others, distance) || (!ordered && are_near(others, &left[doc], distance))
        };
        Ok(super::bitset::of(segment, left.keys().filter(|doc| near(doc)).copied()))
    }))
}

/// Returns the query of the documents that hold all `terms` with at most
/// `slop` other words between the first and the last.
pub fn window(terms: Vec<Term>, slop: u32) -> Built {
    let place = Place::Window(terms, slop);
    Box::new(Chosen::new(move |segment| {
        Ok(super::bitset::of(segment, extents(segment, &place)?.keys().copied()))
    }))
}

/// Tells whether one of `first` ends at most `distance` words before one of
/// `second` begins. Both are in the order of their beginnings.
pub fn are_near(first: &[Extent], second: &[Extent], distance: u32) -> bool {
    first.iter().any(|(_, end)| {
        let next = second.partition_point(|(start, _)| start <= end);
        second.get(next).is_some_and(|(start, _)| start - end <= distance)
    })
}

fn extents(segment: &SegmentReader, place: &Place) -> tantivy::Result<Extents> {
    match place {
        Place::Any(places) => {
            let mut all = Extents::default();
            for place in places {
                for (doc, extents) in extents_of_other(segment, place)? {
                    all.entry(doc).or_default().extend(extents);
                }
            }
            all.values_mut().for_each(|extents| extents.sort_unstable());
            Ok(all)
        }
        place => extents_of_other(segment, place),
    }
}

fn extents_of_other(segment: &SegmentReader, place: &Place) -> tantivy::Result<Extents> {
    match place {
        Place::Phrase(slots) => phrase(segment, slots),
        Place::Window(terms, slop) => windows(segment, terms, *slop),
        Place::Any(_) => extents(segment, place),
    }
}

fn phrase(segment: &SegmentReader, slots: &[Vec<Term>]) -> tantivy::Result<Extents> {
    let Some((first, rest)) = slots.split_first() else { return Ok(Extents::default()) };
    let mut found: Extents = positions(segment, first)?
        .into_iter()
        .map(|(doc, at)| (doc, at.into_iter().map(|at| (at, at)).collect()))
        .collect();
    for slot in rest {
        let next = positions(segment, slot)?;
        found.retain(|doc, extents| {
            let Some(next) = next.get(doc) else { return false };
            extents.retain_mut(|(_, end)| {
                *end += 1;
                next.binary_search(end).is_ok()
            });
            !extents.is_empty()
        });
    }
    Ok(found)
}

/// Returns the narrowest windows that hold every term as often as it is asked for.
fn windows(segment: &SegmentReader, terms: &[Term], slop: u32) -> tantivy::Result<Extents> {
    let mut needs: Vec<(Term, usize)> = Vec::new();
    for term in terms {
        match needs.iter_mut().find(|(known, _)| known == term) {
            Some((_, count)) => *count += 1,
            None => needs.push((term.clone(), 1)),
        }
    }
    let mut merged: FxHashMap<DocId, Vec<(u32, usize)>> = FxHashMap::default();
    for (number, (term, _)) in needs.iter().enumerate() {
        for (doc, at) in positions(segment, std::slice::from_ref(term))? {
            merged.entry(doc).or_default().extend(at.into_iter().map(|at| (at, number)));
        }
    }
    let counts: Vec<usize> = needs.iter().map(|(_, count)| *count).collect();
    let widest = slop.saturating_add(terms.len() as u32);
    let mut found = Extents::default();
    for (doc, mut at) in merged {
        at.sort_unstable();
        let extents = narrow_windows(&at, &counts, widest);
        if !extents.is_empty() {
            found.insert(doc, extents);
        }
    }
    Ok(found)
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

/// Returns the positions of the terms, in order.
fn positions(segment: &SegmentReader, terms: &[Term]) -> tantivy::Result<FxHashMap<DocId, Vec<u32>>> {
    let mut found: FxHashMap<DocId, Vec<u32>> = FxHashMap::default();
    let mut buffer = Vec::new();
    for term in terms {
        let index = segment.inverted_index(term.field())?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let Some(mut postings) = index.read_postings(term, option)? else { continue };
        while postings.doc() != TERMINATED {
            postings.positions(&mut buffer);
            found.entry(postings.doc()).or_default().extend(&buffer);
            postings.advance();
        }
    }
    if terms.len() > 1 {
        found.values_mut().for_each(|positions| positions.sort_unstable());
    }
    Ok(found)
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
    }
}
