//! The bytes of a registry after corrections: what they touched is written
//! anew, all else is copied with its new numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{MAGIC, Registry, encode, spellings, tag, to_bytes, untag};
use crate::resolve::corrections::Problem;
use crate::resolve::entities::EntityId;
use crate::resolve::entities::overlay::Draft;
use crate::resolve::lists;
use crate::threads::both;

/// Returns the bytes of `base` with `drafts` in the place of what they touch.
pub fn write(
    base: &Registry,
    drafts: BTreeMap<usize, Draft>,
    moved: &[(EntityId, usize)],
    problems: &[Problem],
) -> Vec<u8> {
    let order = order(base, &drafts);
    let mut numbers: Vec<Option<u32>> = vec![None; base.len()];
    let mut drafted: BTreeMap<usize, u32> = BTreeMap::new();
    for (number, &at) in (0u32..).zip(&order) {
        match numbers.get_mut(at) {
            Some(cell) => *cell = Some(number),
            None => drop(drafted.insert(at, number)),
        }
    }
    let number = |at: usize| numbers.get(at).copied().flatten().or_else(|| drafted.get(&at).copied());
    let blob = |at: &usize| match drafts.get(at) {
        Some(draft) => Cow::from(draft.as_ref().map(|(entity, _)| to_bytes(entity)).unwrap_or_default()),
        None => Cow::from(base.entities.get(&base.bytes, *at)),
    };
    let blobs: Vec<Cow<'_, [u8]>> = order.iter().map(blob).collect();
    let ids: Vec<&[u8]> = (0..base.articles.count()).map(|row| base.articles.get(&base.bytes, row)).collect();
    let mut moved: Vec<Vec<u8>> =
        moved.iter().filter_map(|(id, at)| Some(tag(id.as_str(), number(*at)? as usize))).collect();
    moved.sort_unstable();
    let problems: Vec<Vec<u8>> = problems.iter().map(to_bytes).collect();
    let (names, chains) = both(|| names(base, &drafts, &number), || chains(base, &drafts, &numbers, &number));
    let mut bytes = MAGIC.to_vec();
    encode::write(&mut bytes, &blobs);
    encode::write(&mut bytes, &ids);
    encode::write(&mut bytes, &chains);
    encode::write(&mut bytes, &names);
    encode::write(&mut bytes, &moved);
    encode::write(&mut bytes, &problems);
    bytes
}

/// Returns the handles of all entities, in the order of their identifiers.
fn order(base: &Registry, drafts: &BTreeMap<usize, Draft>) -> Vec<usize> {
    let is_gone = |at: &usize| matches!(drafts.get(at), Some(None));
    let mut order: Vec<usize> = (0..base.len()).filter(|at| !is_gone(at)).collect();
    let by_hand = drafts.range(base.len()..).filter_map(|(at, draft)| Some((at, &draft.as_ref()?.0.id)));
    let mut by_hand: Vec<(&EntityId, usize)> = by_hand.map(|(at, id)| (id, *at)).collect();
    by_hand.sort();
    for (id, at) in by_hand.into_iter().rev() {
        let place =
            order.partition_point(|&other| base.id_at(other).is_some_and(|other| other < id.as_str()));
        order.insert(place, at);
    }
    order
}

/// Returns the entity of each chain of each article.
fn chains(
    base: &Registry,
    drafts: &BTreeMap<usize, Draft>,
    numbers: &[Option<u32>],
    number: &dyn Fn(usize) -> Option<u32>,
) -> Vec<Vec<u8>> {
    let renumbered = |old: u32| {
        let at = (old as usize).checked_sub(1)?;
        numbers.get(at).copied().flatten().map(|number| number + 1)
    };
    let mut chains: Vec<Vec<u8>> = (0..base.chains.count())
        .map(|row| {
            let old = lists::numbers(base.chains.get(&base.bytes, row));
            old.flat_map(|old| renumbered(old).unwrap_or(0).to_le_bytes()).collect()
        })
        .collect();
    for (at, draft) in drafts {
        if let (Some((_, members)), Some(number)) = (draft, number(*at)) {
            encode::assign(&mut chains, members, number + 1);
        }
    }
    chains
}

/// Returns the tagged spellings of all entities, sorted.
fn names<'a>(
    base: &'a Registry,
    drafts: &BTreeMap<usize, Draft>,
    number: &dyn Fn(usize) -> Option<u32>,
) -> Vec<Cow<'a, [u8]>> {
    let renumbered = |tagged: &'a [u8]| {
        let (name, at) = untag(tagged).filter(|(_, at)| !drafts.contains_key(&(*at as usize)))?;
        let now = number(at as usize)?;
        Some(if now == at { Cow::from(tagged) } else { Cow::from(tag(name, now as usize)) })
    };
    let all = (0..base.spellings.count()).map(|at| base.spellings.get(&base.bytes, at));
    let mut names: Vec<Cow<'a, [u8]>> = all.filter_map(renumbered).collect();
    for (at, draft) in drafts {
        if let (Some((entity, _)), Some(number)) = (draft, number(*at)) {
            names.extend(spellings(entity, number as usize).map(Cow::from));
        }
    }
    // Nearly sorted already, of which the stable sort makes use.
    names.sort();
    names.dedup();
    names
}
