//! Finding the reports of one event without comparing all with all.

use super::item::{Item, Key};
use super::profile::Profile;
use super::sets::Sets;
use crate::document::{EventKind, Status};

/// Parties of a report beyond which only pairs with the first are compared.
const MANY: usize = 6;

/// Days on either side within which a report without a date may belong.
const NEARBY: i32 = 30;

/// Days within which a wire story is reprinted.
const REPRINT: i32 = 7;

/// Days over which a report that does not know the day may be another's.
const VAGUE: i32 = 7;

/// Events of one party and day beyond which no further ones are compared.
const CROWDED: usize = 24;

/// Two parties of a report, or a party and where it went.
type Block = (EventKind, Key, Key, u64);

/// Joins, in `sets`, the items that tell of one event.
pub fn join(items: &[Item], profiles: &[Profile], sets: &mut Sets) {
    let mut entries: Vec<(Block, i32, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        entries.extend(blocks(item).into_iter().map(|block| (block, item.sort_day(), index)));
    }
    entries.sort_unstable();
    for group in entries.chunk_by(|a, b| a.0 == b.0) {
        let members: Vec<usize> = group.iter().map(|entry| entry.2).collect();
        join_block(items, &members, sets);
    }
    join_copies(items, sets);
    join_other_words(items, profiles, sets);
    join_of_some_day(items, profiles, sets);
}

/// Joins events of one day that share a party and whose other parties can be
/// the same in other words: *Hamas*, and its chief by name.
fn join_other_words(items: &[Item], profiles: &[Profile], sets: &mut Sets) {
    let mut entries: Vec<(EventKind, i32, Key, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|(_, item)| item.kind != EventKind::Visit) {
        let days = item.days.filter(|(from, to)| to - from <= VAGUE).map(|(from, to)| from..=to);
        for day in days.into_iter().flatten() {
            entries.extend(item.parties.iter().map(|party| (item.kind, day, *party, index)));
        }
    }
    entries.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for group in entries.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        let mut firsts: Vec<usize> = group.iter().map(|entry| sets.find(entry.3)).collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts.truncate(CROWDED);
        let fits = |a: usize, b: usize| {
            a != b && items[a].place_fits(&items[b]) && are_others(&items[a], &items[b], profiles)
        };
        for &a in &firsts {
            let found: Vec<usize> = firsts.iter().copied().filter(|&b| fits(a, b)).collect();
            let one = found.iter().enumerate().all(|(at, &b)| found[at + 1..].iter().all(|&c| fits(b, c)));
            pairs.extend(found.into_iter().filter(|_| one).map(|b| (a, b)));
        }
    }
    for (a, b) in pairs {
        sets.union(a, b);
    }
}

/// Reports of a party's events of a month beyond which none is looked at.
const MONTHLY: usize = 256;

/// Days over which an event that somebody of a country took part in may be told.
const SOME_DAY: i32 = 31;

/// Joins what was some day of a month with somebody of a country, *his Chinese
/// counterpart*, to the only event of these days that it can be.
fn join_of_some_day(items: &[Item], profiles: &[Profile], sets: &mut Sets) {
    let met = |item: &Item| item.kind != EventKind::Visit;
    let mut known: Vec<(EventKind, Key, i32, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|(_, item)| met(item)) {
        if let Some((from, _)) = item.days.filter(|(from, to)| to - from <= VAGUE) {
            known.extend(item.parties.iter().map(|party| (item.kind, *party, from, index)));
        }
    }
    known.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|(_, item)| met(item)) {
        let some_day = item.days.filter(|(from, to)| (VAGUE + 1..=SOME_DAY).contains(&(to - from)));
        let Some((from, to)) = some_day.filter(|_| item.parties.len() == 2) else { continue };
        let of_country = |party: &Key| profiles[*party as usize].is_of_countries();
        let Some(party) = item.parties.iter().find(|party| !of_country(party)).copied() else { continue };
        if !item.parties.iter().any(of_country) {
            continue;
        }
        let first =
            known.partition_point(|entry| (entry.0, entry.1, entry.2) < (item.kind, party, from - VAGUE));
        let near = known[first..]
            .iter()
            .take_while(|entry| (entry.0, entry.1) == (item.kind, party) && entry.2 <= to)
            .map(|entry| entry.3);
        // Of one whom everybody meets, nobody can say which meeting it was.
        let near: Vec<usize> = near.take(MONTHLY + 1).collect();
        let fits = |other: &usize| {
            let within = items[*other].days.is_some_and(|days| days.1 >= from);
            within && items[*other].place_fits(item) && are_others(item, &items[*other], profiles)
        };
        let mut found: Vec<usize> = near.iter().copied().filter(fits).map(|other| sets.find(other)).collect();
        found.sort_unstable();
        found.dedup();
        if let ([only], true) = (&found[..], near.len() <= MONTHLY) {
            pairs.push((*only, index));
        }
    }
    for (only, index) in pairs {
        sets.union(only, index);
    }
}

/// Tells whether the parties that only one of the two has can be one another.
fn are_others(a: &Item, b: &Item, profiles: &[Profile]) -> bool {
    let only = |x: &Item, y: &Item| -> Vec<Key> {
        x.parties.iter().copied().filter(|party| !y.parties.contains(party)).collect()
    };
    let (fewer, more) = (only(a, b), only(b, a));
    let (fewer, more) = if fewer.len() <= more.len() { (fewer, more) } else { (more, fewer) };
    let together = a.article == b.article;
    let is_there = |party: &Key| {
        let mine = &profiles[*party as usize];
        more.iter()
            .map(|other| &profiles[*other as usize])
            .any(|other| mine.may_be(other) || together && mine.is_shorter(other))
            || mine.are_all(&more.iter().map(|other| &profiles[*other as usize]).collect::<Vec<_>>())
    };
    !fewer.is_empty() && fewer.iter().all(is_there)
}

/// Joins reports in the same words, whose parties may have been read apart:
/// copies of one wire story appear within days of each other.
fn join_copies(items: &[Item], sets: &mut Sets) {
    let known = |index: &usize| items[*index].wording != 0 && items[*index].published.is_some();
    let mut order: Vec<usize> = (0..items.len()).filter(known).collect();
    let key = |index: &usize| (items[*index].wording, items[*index].kind, items[*index].published, *index);
    order.sort_unstable_by_key(key);
    for pair in order.windows(2) {
        let (a, b) = (&items[pair[0]], &items[pair[1]]);
        let near = a.published.zip(b.published).is_some_and(|(a, b)| b - a <= REPRINT);
        let same_clause =
            a.status == b.status && a.article != b.article && a.parties.len() == b.parties.len();
        if near && same_clause && (a.wording, a.kind) == (b.wording, b.kind) && shares_a_party(a, b) {
            sets.union(pair[0], pair[1]);
        }
    }
}

fn shares_a_party(a: &Item, b: &Item) -> bool {
    a.parties.iter().any(|party| b.parties.contains(party))
}

fn blocks(item: &Item) -> Vec<Block> {
    if item.kind == EventKind::Visit {
        let country = item.place.as_ref().map_or(0, |place| hash(&place.path[..place.path.len().min(2)]));
        return item.hub.map(|hub| (item.kind, hub, hub, country)).into_iter().collect();
    }
    let parties = &item.parties;
    let mut blocks = Vec::new();
    for (index, a) in parties.iter().enumerate() {
        for b in &parties[index + 1..] {
            if parties.len() <= MANY || item.hub == Some(*a) || item.hub == Some(*b) {
                blocks.push((item.kind, *a, *b, 0));
            }
        }
    }
    blocks
}

fn hash(path: &[String]) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    path.hash(&mut hasher);
    hasher.finish()
}

/// Joins the members of one block, sorted by day: first those whose day is
/// known, then the vague ones to the nearest of them.
fn join_block(items: &[Item], members: &[usize], sets: &mut Sets) {
    let (exact, vague): (Vec<usize>, Vec<usize>) =
        members.iter().partition(|member| items[**member].is_exact());
    let anchors = join_exact(items, &exact, sets);
    let mut open: Option<usize> = None;
    for member in vague {
        if let Some(anchor) = nearest(items, &anchors, &items[member]) {
            sets.union(anchor, member);
        } else if let Some(last) = open.filter(|last| vague_fits(&items[*last], &items[member])) {
            sets.union(last, member);
            open = Some(narrower(items, last, member));
        } else {
            open = Some(member);
        }
    }
}

/// Joins neighbours of equal days; returns the first item of each event.
fn join_exact(items: &[Item], members: &[usize], sets: &mut Sets) -> Vec<usize> {
    let mut anchors: Vec<usize> = Vec::new();
    for &member in members {
        match anchors.last() {
            Some(&anchor) if exact_fits(&items[anchor], &items[member]) => sets.union(anchor, member),
            _ => anchors.push(member),
        }
    }
    anchors
}

fn exact_fits(a: &Item, b: &Item) -> bool {
    let (Some(x), Some(y)) = (a.days, b.days) else { return false };
    let gap = (y.0 - x.1).max(x.0 - y.1).max(0);
    let twice_in_one_article = a.article == b.article && !a.place_fits(b);
    gap <= slack(a, b) && !twice_in_one_article
}

/// Returns the days by which two tellings of one event may be apart: plans
/// shift, and papers differ by a night, if they agree on the place.
fn slack(a: &Item, b: &Item) -> i32 {
    let planned = (a.status == Status::Planned) != (b.status == Status::Planned);
    match (a.place_fits(b), planned) {
        (false, _) => 0,
        (true, true) => 2,
        (true, false) => i32::from(a.place.is_some() && a.place == b.place && a.article != b.article),
    }
}

/// Returns the anchor that the vague `item` can be told of, the nearest in
/// time to its publication.
fn nearest(items: &[Item], anchors: &[usize], item: &Item) -> Option<usize> {
    let (from, to) = item.days.or_else(|| item.published.map(|day| (day - NEARBY, day + NEARBY)))?;
    let target = item.published.unwrap_or(to);
    let first = anchors.partition_point(|anchor| items[*anchor].days.is_some_and(|days| days.1 < from));
    let last = anchors.partition_point(|anchor| items[*anchor].days.is_some_and(|days| days.0 <= to));
    let near = anchors.get(first..last.max(first))?;
    let middle = near.partition_point(|anchor| items[*anchor].sort_day() <= target);
    let around = &near[middle.saturating_sub(4)..(middle + 4).min(near.len())];
    let fits = around.iter().copied().filter(|anchor| items[*anchor].place_fits(item));
    fits.min_by_key(|anchor| ((items[*anchor].sort_day() - target).abs(), *anchor))
}

fn vague_fits(a: &Item, b: &Item) -> bool {
    let near = match (a.days, b.days) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => match (a.published, b.published) {
            (Some(a), Some(b)) => (a - b).abs() <= NEARBY,
            _ => true,
        },
    };
    near && a.place_fits(b)
}

fn narrower(items: &[Item], a: usize, b: usize) -> usize {
    let width = |item: &Item| item.days.map_or(i32::MAX, |(from, to)| to - from);
    if width(&items[b]) < width(&items[a]) { b } else { a }
}
