//! Where the parts of a place stand to each other: in order, near, or within
//! a window. Nothing here knows of an index.

/// The first and the last position of something in a text.
pub type Extent = (u32, u32);

/// How the parts of a place must stand to each other.
pub enum Relation {
    Sequence(u32),
    /// How often each part is needed, and the greatest number of words in all.
    Window(Vec<usize>, u32),
    Near(u32, bool),
}

/// Puts sorted runs of `extents` in order.
pub fn in_order(extents: &mut [Extent]) {
    if !extents.is_sorted() {
        // A stable sort merges runs.
        extents.sort();
    }
}

/// Puts into `next` where the parts may end after one more of them, which
/// stands at `places`, when those before end where they have `reached`.
pub fn go_on(reached: &[(u32, u32)], places: &[Extent], slop: u32, next: &mut Vec<(u32, u32)>) {
    next.clear();
    for (at, used) in reached {
        let begin = places.partition_point(|(start, _)| start <= at);
        let within = places[begin..].iter().take_while(|(start, _)| start - at - 1 <= slop - used);
        next.extend(within.map(|(start, end)| (*end, used + (start - at - 1))));
    }
    fewest_between(next);
}

/// Keeps, in order, of equal ends the one with the fewest words between.
pub fn fewest_between(reached: &mut Vec<(u32, u32)>) {
    if !reached.is_sorted() {
        reached.sort_unstable();
    }
    reached.dedup_by_key(|(end, _)| *end);
}

impl Relation {
    /// Tells whether the parts stand so somewhere; none of them is nowhere.
    pub fn holds(&self, parts: &[Vec<Extent>]) -> bool {
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
    pub fn extents(&self, parts: &[Vec<Extent>]) -> Vec<Extent> {
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
