//! The order of hits, total and stable, and the cursor that names a place in it.

use std::collections::hash_map::Entry;
use std::fmt::Write;

use rustc_hash::FxHashMap;
use tantivy::Score;

use super::Local;
use super::articles::{Bases, MANY, NONE};
use super::bits::Bits;
use super::items::{self, Columns, TextColumn};
use super::listing::Listing;
use super::matches::Match;
use crate::error::{Error, ErrorKind, Result};
use crate::index::from_number;
use crate::query::{Freshness, SearchRequest, Sort};
use crate::threads::{share, split};

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

/// A page of articles.
pub struct Page {
    /// The articles, each with its rank and the score that it has in this order.
    pub hits: Vec<(Rank, Match)>,
    /// Whether more follow.
    pub more: bool,
    /// How many of all are near-duplicates that gave way to another.
    pub collapsed: usize,
}

/// The page of `matches` that `request` asks for behind `after`.
///
/// Only what may be on the page is kept and sorted: of most matches no more is
/// looked at than decides that they are not.
pub fn page_of(
    local: &Local,
    request: &SearchRequest,
    matches: &[Match],
    after: Option<Rank>,
) -> Result<Page> {
    let ordering = Ordering::of(local, request, matches.len())?;
    let limit = request.limit.count();
    let rows_before = |key: u64| local.decisions.rows_before(key.saturating_add(1));
    let after = after.map(|after| Rank { key: u64::from(rows_before(after.key)), ..after });
    let part = |matches: &[Match]| -> Result<(Best, Vec<Copy>)> {
        let (mut best, mut copies) = (Best::new(after, limit), Vec::new());
        for found in matches {
            let row = local.row(found.address)?;
            let (class, value, score) = ordering.value(found, row);
            let found = Match { score, ..*found };
            // Rows are in the order of the keys, which lie far apart.
            let rank = Rank { class, value, key: u64::from(row) + 1 };
            if request.collapse && row != NONE && ordering.may_be_copied(row) {
                copies.push((local.decisions.first_copy(row), rank, found));
            } else {
                best.add(rank, found);
            }
        }
        Ok((best, copies))
    };
    let parts = match matches.len() < MANY {
        true => vec![part(matches)],
        false => share(&split(matches, 1), || (), |(), matches| part(matches)),
    };
    let (mut best, mut copies) = (Best::new(after, limit), Vec::new());
    for part in parts {
        let (more, more_copies) = part?;
        best.join(more);
        copies.extend(more_copies);
    }
    let copied = copies.len();
    let firsts = first_of_each(copies);
    let collapsed = copied - firsts.len();
    firsts.into_iter().for_each(|(_, rank, found)| best.add(rank, found));
    let (mut hits, more) = best.page();
    hits.iter_mut().for_each(|(rank, _)| rank.key = local.decisions.article_key((rank.key - 1) as u32));
    Ok(Page { hits, more, collapsed })
}

/// A match that may be a copy: the row of the first of its copies, and its rank.
type Copy = (u32, Rank, Match);

/// Returns of each group of copies the one of the first rank.
fn first_of_each(copies: Vec<Copy>) -> Vec<Copy> {
    let mut first: FxHashMap<u32, usize> = FxHashMap::default();
    let mut firsts: Vec<Copy> = Vec::new();
    for copy in copies {
        match first.entry(copy.0) {
            Entry::Vacant(entry) => {
                entry.insert(firsts.len());
                firsts.push(copy);
            }
            Entry::Occupied(entry) => {
                let known = &mut firsts[*entry.get()];
                if copy.1 < known.1 {
                    *known = copy;
                }
            }
        }
    }
    firsts
}

/// What is looked at to order matches.
struct Ordering<'a> {
    local: &'a Local,
    sort: Sort,
    fresh: Option<Freshness>,
    days: Days<'a>,
    copied: Option<&'a Bits>,
}

/// Where the days of publication are looked up.
enum Days<'a> {
    /// In the list of all articles.
    Listed(&'a Listing<items::Days>, &'a Bases),
    /// In the columns of each segment.
    Columns(Columns),
}

impl<'a> Ordering<'a> {
    fn of(local: &'a Local, request: &SearchRequest, count: usize) -> Result<Ordering<'a>> {
        let is_dated = matches!(request.sort, Sort::Newest | Sort::Oldest) || request.fresh.is_some();
        let days = match is_dated && count >= MANY {
            true => Days::Listed(local.published()?, local.bases()?),
            false => Days::Columns(Columns::open(local, TextColumn::Source)?),
        };
        let copied = (request.collapse && count >= MANY).then(|| local.copied());
        Ok(Ordering { local, sort: request.sort, fresh: request.fresh, days, copied })
    }

    /// Returns the class, the value and the score of a match in row `row`.
    fn value(&self, found: &Match, row: u32) -> (u8, i64, Score) {
        let day = || match &self.days {
            Days::Listed(listing, bases) => listing.value_of(bases.place(found.address)).map(|(day, _)| *day),
            Days::Columns(columns) => columns.day(found.address),
        };
        let factor = self.fresh.map_or(1.0, |fresh| fresh.factor(day().and_then(from_number)));
        let score = found.score * factor;
        let Rank { class, value, .. } = match self.sort {
            Sort::Relevance => Rank::scored(score, 0),
            Sort::Event => Rank::dated(self.last_event(row), true, 0),
            Sort::Newest | Sort::Oldest => Rank::dated(day(), self.sort == Sort::Newest, 0),
        };
        (class, value, score)
    }

    /// Tells whether the article in row `row` may have near-duplicates.
    fn may_be_copied(&self, row: u32) -> bool {
        self.copied.is_none_or(|copied| copied.has(row))
    }

    /// Returns the last day on which an event began that the article in row `row` tells.
    fn last_event(&self, row: u32) -> Option<i64> {
        let told = self.local.decisions.events_told(row).iter();
        told.filter_map(|event| self.local.decisions.brief(event)?.first_day()).max()
    }
}

/// The first of many matches behind a place in the order.
struct Best {
    after: Option<Rank>,
    limit: usize,
    /// Those that may be among the first, and some more.
    kept: Vec<(Rank, Match)>,
    /// The rank behind which nothing is kept: as many as are wanted are before it.
    last: Option<Rank>,
    /// How many were not kept, or no longer.
    dropped: usize,
}

/// Matches that are kept beyond those that are wanted, until they are looked through.
const SPARE: usize = 1024;

impl Best {
    fn new(after: Option<Rank>, limit: usize) -> Best {
        Best { after, limit, kept: Vec::new(), last: None, dropped: 0 }
    }

    fn add(&mut self, rank: Rank, found: Match) {
        if self.after.is_some_and(|after| rank <= after) {
            return;
        }
        match self.last {
            Some(last) if rank > last => self.dropped += 1,
            _ => self.keep(rank, found),
        }
    }

    fn keep(&mut self, rank: Rank, found: Match) {
        self.kept.push((rank, found));
        if self.kept.len() >= self.limit.saturating_mul(2).saturating_add(SPARE) {
            self.drop_others();
        }
    }

    /// Keeps no more than are wanted.
    fn drop_others(&mut self) {
        if self.kept.len() <= self.limit {
            return;
        }
        self.dropped += self.kept.len() - self.limit;
        if let Some(at) = self.limit.checked_sub(1) {
            let (_, (last, _), _) = self.kept.select_nth_unstable_by_key(at, |(rank, _)| *rank);
            self.last = Some(*last);
        }
        self.kept.truncate(self.limit);
    }

    fn join(&mut self, other: Best) {
        self.dropped += other.dropped;
        other.kept.into_iter().for_each(|(rank, found)| self.add(rank, found));
    }

    /// Returns those that are wanted, in order, and whether more follow.
    fn page(mut self) -> (Vec<(Rank, Match)>, bool) {
        self.drop_others();
        self.kept.sort_unstable_by_key(|(rank, _)| *rank);
        (self.kept, self.dropped > 0)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::DocAddress;

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
    fn the_best_of_many_are_those_of_the_first_ranks() {
        let found = |key: u64| Match { address: DocAddress::new(0, key as u32), score: 0.0 };
        let rank = |key: u64| Rank::dated(Some((key % 7) as i64), false, key);
        let mut all: Vec<Rank> = (0..5000).map(rank).collect();
        all.sort_unstable();
        for (after, limit) in
            [(None, 10), (Some(all[9]), 10), (Some(all[4993]), 10), (None, 0), (Some(all[3]), 9999)]
        {
            let mut halves = [0, 1].map(|_| Best::new(after, limit));
            for key in 0..5000 {
                let (rank, best) = (rank(key), &mut halves[(key % 2) as usize]);
                best.add(rank, found(key));
            }
            let [mut best, other] = halves;
            best.join(other);
            let (kept, more) = best.page();
            let rest: Vec<Rank> =
                all.iter().copied().filter(|rank| after.is_none_or(|after| *rank > after)).collect();
            let ranks: Vec<Rank> = kept.iter().map(|(rank, _)| *rank).collect();
            assert_eq!((ranks, more), (rest.iter().copied().take(limit).collect(), rest.len() > limit));
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
