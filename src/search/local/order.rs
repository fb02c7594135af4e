//! The order of hits, total and stable, and the cursor that names a place in it.

use std::fmt::Write;

use super::Local;
use super::articles::MANY;
use super::matches::Match;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{damaged, from_number};
use crate::query::{SearchRequest, Sort};

/// A place in the order: smaller comes first. The class puts what has no date
/// last, the value is the score or the day, the key tells equals apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    class: u8,
    value: i64,
    key: u64,
}

impl Rank {
    /// Returns the rank of something scored; a greater score comes first.
    pub fn scored(score: f32, key: u64) -> Rank {
        // The bits of floats that are not negative are in their order.
        Rank { class: 0, value: -i64::from(score.max(0.0).to_bits()), key }
    }

    /// Returns the rank of something dated, or not.
    pub fn dated(day: Option<i64>, newest_first: bool, key: u64) -> Rank {
        let value = day.unwrap_or(0);
        Rank { class: u8::from(day.is_none()), value: if newest_first { -value } else { value }, key }
    }

    /// Returns the cursor that asks for what follows.
    pub fn cursor(self, sort: Sort) -> String {
        let mut cursor = letter(sort).to_string();
        // Writing to a string does not fail.
        let _ = write!(cursor, "{}.{}.{:x}", self.class, self.value, self.key);
        cursor
    }

    /// Reads what [`Rank::cursor`] wrote for the same order.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] for what is no cursor, or one of another order.
    pub fn of_cursor(cursor: &str, sort: Sort) -> Result<Rank> {
        parse(cursor, sort).ok_or_else(|| {
            Error::new(ErrorKind::Query, format!("`{cursor}` is no cursor of this order"))
                .hint("take the cursor from `next` of an answer to the same question in the same order")
        })
    }
}

fn letter(sort: Sort) -> char {
    match sort {
        Sort::Relevance => 'r',
        Sort::Newest => 'n',
        Sort::Oldest => 'o',
        Sort::Event => 'e',
    }
}

fn parse(cursor: &str, sort: Sort) -> Option<Rank> {
    let mut parts = cursor.strip_prefix(letter(sort))?.split('.');
    let class = parts.next()?.parse().ok()?;
    let value = parts.next()?.parse().ok()?;
    let key = u64::from_str_radix(parts.next()?, 16).ok()?;
    parts.next().is_none().then_some(Rank { class, value, key })
}

/// Returns the first `limit` of `ranked` that come after `after`, in order,
/// and whether more follow.
pub fn page<T>(mut ranked: Vec<(Rank, T)>, after: Option<Rank>, limit: usize) -> (Vec<(Rank, T)>, bool) {
    if let Some(after) = after {
        ranked.retain(|(rank, _)| *rank > after);
    }
    let more = ranked.len() > limit;
    if more && limit > 0 {
        ranked.select_nth_unstable_by_key(limit - 1, |(rank, _)| *rank);
    }
    ranked.truncate(limit);
    ranked.sort_unstable_by_key(|(rank, _)| *rank);
    (ranked, more)
}

impl Local {
    /// Returns the rank of each match, and the match with the score that it has in this order.
    pub fn ranked(&self, matches: &[Match], request: &SearchRequest) -> Result<Vec<(Rank, Match)>> {
        let sort = request.sort;
        let mut columns = Vec::new();
        for segment in self.archive.searcher()?.segment_readers() {
            let fast = segment.fast_fields();
            columns.push((fast.u64("key").map_err(damaged)?, fast.i64("day").map_err(damaged)?));
        }
        let rank = |found: &Match| {
            let (keys, days) = &columns[found.address.segment_ord as usize];
            let key = keys.first(found.address.doc_id).unwrap_or(0);
            let day = || days.first(found.address.doc_id);
            let factor = request.fresh.map_or(1.0, |fresh| fresh.factor(day().and_then(from_number)));
            let found = Match { score: found.score * factor, ..*found };
            let rank = match sort {
                Sort::Relevance => Rank::scored(found.score, key),
                Sort::Event => Rank::dated(self.last_event(self.row(found.address)?), true, key),
                _ => Rank::dated(day(), sort == Sort::Newest, key),
            };
            Ok((rank, found))
        };
        matches.iter().map(rank).collect()
    }

    /// Returns the last day on which an event began that the article in row `row` tells.
    fn last_event(&self, row: u32) -> Option<i64> {
        let told = self.decisions.events_told(row).iter();
        told.filter_map(|event| self.decisions.brief(event)?.first_day()).max()
    }

    /// Keeps of near-duplicates the one of the first rank.
    pub fn without_copies(&self, mut ranked: Vec<(Rank, Match)>) -> Result<Vec<(Rank, Match)>> {
        const NOBODY: u32 = u32::MAX;
        // By group of copies, the place in `ranked` of the first.
        let mut first = vec![NOBODY; self.decisions.articles()];
        let mut gone = vec![false; ranked.len()];
        let copied = (ranked.len() >= MANY).then(|| self.copied());
        for (at, (rank, found)) in ranked.iter().enumerate() {
            let row = self.row(found.address)?;
            // Most have no copies, and their groups need not be looked at.
            if copied.is_some_and(|copied| copied.get(row as usize) == Some(&false)) {
                continue;
            }
            let group = self.decisions.first_copy(row);
            let Some(best) = first.get_mut(group as usize) else { continue };
            if *best == NOBODY {
                *best = at as u32;
            } else if *rank < ranked[*best as usize].0 {
                gone[*best as usize] = true;
                *best = at as u32;
            } else {
                gone[at] = true;
            }
        }
        let mut gone = gone.into_iter();
        ranked.retain(|_| gone.next() == Some(false));
        Ok(ranked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_through_all_once() {
        let days = [Some(20240320), None, Some(16050701), Some(20240320), None, Some(-439685)];
        for sort in [Sort::Newest, Sort::Oldest] {
            let ranked = || -> Vec<(Rank, usize)> {
                let rank = |(key, day): (usize, &Option<i64>)| {
                    (Rank::dated(*day, sort == Sort::Newest, key as u64), key)
                };
                days.iter().enumerate().map(rank).collect()
            };
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (page, more) = page(ranked(), after, 2);
                seen.extend(page.iter().map(|(_, key)| *key));
                let cursor = page.last().unwrap().0.cursor(sort);
                after = Some(Rank::of_cursor(&cursor, sort).unwrap());
                if !more {
                    break;
                }
            }
            let expected = if sort == Sort::Newest { [0, 3, 2, 5, 1, 4] } else { [5, 2, 0, 3, 1, 4] };
            assert_eq!(seen, expected);
        }
    }

    #[test]
    fn a_greater_score_comes_first_and_a_false_cursor_is_an_error() {
        assert!(Rank::scored(2.5, 9) < Rank::scored(2.25, 1) && Rank::scored(1.0, 1) < Rank::scored(1.0, 2));
        for cursor in ["", "r", "n0.1.2", "r0.1", "r0.1.2.3", "r9999.1.2"] {
            assert!(Rank::of_cursor(cursor, Sort::Relevance).is_err(), "{cursor}");
        }
    }
}
