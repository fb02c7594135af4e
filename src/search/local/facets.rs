//! Counting the values of a field over a result, each item once a value.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::Local;
use super::articles::MANY;
use super::asking::{Asking, Deadline};
use super::items::{Columns, Items, Mentioned, mark_of_kind, mark_of_status};
use crate::document::{EntityKind, EventKind, Status};
use crate::error::Result;
use crate::index::{Above, from_number};
use crate::likeness::fold;
use crate::query::{DateField, FacetField, FacetRequest};
use crate::resolve::Party;
use crate::search::{Facet, FacetValue};
use crate::threads::{share, split};

/// Counts what each of `requests` asks for, all entities in one pass.
pub fn count(asking: &Asking<'_>, items: &Items, requests: &[FacetRequest]) -> Result<Vec<Facet>> {
    let of = |field| requests.iter().filter(move |request| request.field == field);
    let trees: Vec<Arc<Tree>> =
        of(FacetField::Place).map(|request| asking.trees.of(asking, &request.under)).collect();
    let named = of(FacetField::Person).chain(of(FacetField::Organization)).next().is_some();
    let counts = if named || !trees.is_empty() { tally(asking, items, &trees)? } else { Tally::default() };
    let mut places = trees.into_iter().zip(&counts.nodes);
    let mut facets = Vec::with_capacity(requests.len());
    for request in requests {
        asking.deadline.check()?;
        let values = match request.field {
            FacetField::Person | FacetField::Organization => {
                facets.push(entities(asking, &counts.entities, request)?);
                continue;
            }
            FacetField::Place => {
                let (tree, nodes) = places.next().expect("a tree was made for each request of places");
                tree.values(asking, nodes)?
            }
            FacetField::Source => texts(asking, items, "source")?,
            FacetField::Language => texts(asking, items, "language")?,
            FacetField::Kind => kinds(asking, items)?,
            FacetField::Status => statuses(asking, items)?,
            FacetField::Published | FacetField::Event | FacetField::Mentioned => {
                let field = request.field.days().expect("these are fields of days");
                days(asking, items, field, &request.under)?
            }
        };
        facets.push(chosen(values, request));
    }
    Ok(facets)
}

/// How many items have each entity, and each node of each tree of places.
#[derive(Clone, Default)]
struct Tally {
    entities: Vec<u32>,
    nodes: Vec<Vec<u32>>,
}

/// Counts the entities of `items`: where they are most of the articles, by
/// taking away from all what the others have.
fn tally(asking: &Asking<'_>, items: &Items, trees: &[Arc<Tree>]) -> Result<Tally> {
    let (numbers, all) = (items.numbers(), asking.decisions.articles());
    let are_most = matches!(items, Items::Articles { .. }) && numbers.len() >= MANY.max(all / 2);
    if !are_most || trees.iter().any(|tree| !tree.is_whole) {
        return counted(asking, items, numbers, trees);
    }
    let of_entity = |number| asking.decisions.articles_of(number) as u32;
    let entities = (0..asking.decisions.entities() as u32).map(of_entity).collect();
    let nodes = trees.iter().map(|tree| tree.totals(asking, items)).collect::<Result<_>>()?;
    let others = counted(asking, items, &others(numbers, all as u32), trees)?;
    Ok(Tally { entities, nodes }.with(&others, u32::saturating_sub))
}

/// Returns the numbers below `all` that are not among `numbers`, which ascend.
fn others(numbers: &[u32], all: u32) -> Vec<u32> {
    let mut numbers = numbers.iter().peekable();
    (0..all).filter(|number| numbers.next_if(|next| *next == number).is_none()).collect()
}

/// Counts the entities of those of `items` that have `numbers`, on several
/// threads where they are many.
fn counted(asking: &Asking<'_>, items: &Items, numbers: &[u32], trees: &[Arc<Tree>]) -> Result<Tally> {
    let (local, deadline) = (asking.local, asking.deadline);
    let entities = local.decisions.entities();
    let part = |numbers| tally_of(local, deadline, items, numbers, trees, entities);
    if numbers.len() < MANY {
        return part(numbers);
    }
    let counted = share(&split(numbers, 1), || (), |(), numbers| part(numbers));
    let sum = counted.into_iter().reduce(|sum, more| Ok(sum?.with(&more?, |sum, more| sum + more)));
    sum.unwrap_or_else(|| Ok(Tally::default()))
}

impl Tally {
    /// Returns what `join` makes of each number and that of `other`.
    fn with(mut self, other: &Tally, join: fn(u32, u32) -> u32) -> Tally {
        let joined = |to: &mut [u32], from: &[u32]| {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = join(*to, *from));
        };
        joined(&mut self.entities, &other.entities);
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(to, from)| joined(to, from));
        self
    }
}

fn tally_of(
    local: &Local,
    deadline: Deadline,
    items: &Items,
    numbers: &[u32],
    trees: &[Arc<Tree>],
    entities: usize,
) -> Result<Tally> {
    let nodes: Vec<Vec<u32>> = trees.iter().map(|tree| vec![0; tree.values.len()]).collect();
    // The last item that was counted at a node: an item counts there once.
    let mut last = nodes.clone();
    let mut tally = Tally { entities: vec![0; entities], nodes };
    let mut item = 0;
    items.entities(local, deadline, numbers, |of_item| {
        item += 1;
        for entity in of_item {
            if let Some(count) = tally.entities.get_mut(*entity as usize) {
                *count += 1;
            }
            for (tree, (counts, last)) in trees.iter().zip(tally.nodes.iter_mut().zip(&mut last)) {
                let Some(node) = tree.node(*entity) else { continue };
                if last[node] != item {
                    last[node] = item;
                    counts[node] += 1;
                }
            }
        }
    })?;
    Ok(tally)
}

/// Keeps the values that are asked for, in their order.
fn chosen(mut values: Vec<FacetValue>, request: &FacetRequest) -> Facet {
    if let Some(part) = request.containing.as_deref().map(fold) {
        values.retain(|value| fold(&value.value).contains(&part));
    }
    let distinct = values.len();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)).then(a.id.cmp(&b.id)));
    values.truncate(request.size);
    if request.field.days().is_some() {
        values.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Facet { field: request.field, values, distinct }
}

/// Returns the entities of the field's kind; only those that may be shown are looked up.
fn entities(local: &Local, counts: &[u32], request: &FacetRequest) -> Result<Facet> {
    let kind = match request.field {
        FacetField::Person => EntityKind::Person,
        _ => EntityKind::Organization,
    };
    let counted = (0u32..).zip(counts).filter(|(_, count)| **count > 0);
    let counted = counted.filter(|(number, _)| local.decisions.kind_of(*number) == Some(kind));
    let mut counted: Vec<(u32, usize)> = counted.map(|(number, count)| (number, *count as usize)).collect();
    let distinct = counted.len();
    if request.containing.is_none() {
        keep_greatest(&mut counted, request.size);
    }
    let mut values = Vec::with_capacity(counted.len());
    for (number, count) in counted {
        let Party { id, name: value, .. } = local.decisions.party(number)?;
        values.push(FacetValue { value, id: Some(id), path: Vec::new(), count });
    }
    let facet = chosen(values, request);
    Ok(if request.containing.is_none() { Facet { distinct, ..facet } } else { facet })
}

/// Keeps the `size` entities with the greatest counts, and those that share
/// the least of these counts, among which the names decide.
fn keep_greatest(counted: &mut Vec<(u32, usize)>, size: usize) {
    if size == 0 || counted.len() <= size {
        return;
    }
    let mut counts: Vec<usize> = counted.iter().map(|(_, count)| *count).collect();
    let (_, least, _) = counts.select_nth_unstable_by(size - 1, |a, b| b.cmp(a));
    let least = *least;
    counted.retain(|(_, count)| *count >= least);
}

/// The trees that were made: that of all places is kept.
#[derive(Default)]
pub struct Trees {
    whole: OnceLock<Arc<Tree>>,
}

impl Trees {
    /// Returns the tree of what lies in the place with the path `under`.
    fn of(&self, local: &Local, under: &[String]) -> Arc<Tree> {
        match under {
            [] => Arc::clone(self.whole.get_or_init(|| Arc::new(Tree::of(local, under)))),
            _ => Arc::new(Tree::of(local, under)),
        }
    }
}

/// The children of a place, and the child in which each place lies.
#[derive(Default)]
struct Tree {
    /// By the number of a place, the child in which it lies, or `OUTSIDE`.
    nodes: Vec<u32>,
    /// The children that are entities of the archive, and their numbers.
    themselves: Vec<(usize, u32)>,
    /// The children.
    values: Vec<FacetValue>,
    /// Whether it is the tree of all places, which is kept.
    is_whole: bool,
    /// How many articles speak of each child; counted when it is first needed.
    totals: OnceLock<Vec<u32>>,
}

const OUTSIDE: u32 = u32::MAX;

impl Tree {
    /// Returns the children of the place with the path `under`.
    fn of(local: &Local, under: &[String]) -> Tree {
        let nodes = vec![OUTSIDE; local.decisions.entities()];
        let mut tree = Tree { nodes, is_whole: under.is_empty(), ..Tree::default() };
        let mut children: FxHashMap<&str, usize> = FxHashMap::default();
        let above = Above::of(under);
        for (number, outline) in local.decisions.outlines() {
            let Some(mut beyond) = outline.beyond(&above) else { continue };
            let Some(child) = beyond.next() else { continue };
            let values = &mut tree.values;
            let node = *children.entry(child).or_insert_with(|| {
                let path = under.iter().map(String::as_str).chain([child]).map(str::to_owned).collect();
                values.push(FacetValue { value: child.to_owned(), id: None, path, count: 0 });
                values.len() - 1
            });
            if beyond.next().is_none() {
                tree.themselves.push((node, number));
            }
            tree.nodes[number as usize] = node as u32;
        }
        tree
    }

    /// Returns the child in which the place of that number lies.
    fn node(&self, entity: u32) -> Option<usize> {
        let node = *self.nodes.get(entity as usize)?;
        (node != OUTSIDE).then_some(node as usize)
    }

    /// Returns how many of all articles, of which `items` are some, speak of each child.
    fn totals(self: &Arc<Tree>, asking: &Asking<'_>, items: &Items) -> Result<Vec<u32>> {
        if let Some(totals) = self.totals.get() {
            return Ok(totals.clone());
        }
        let all: Vec<u32> = (0..asking.decisions.articles() as u32).collect();
        let totals = counted(asking, items, &all, std::slice::from_ref(self))?.nodes.pop();
        Ok(self.totals.get_or_init(|| totals.unwrap_or_default()).clone())
    }

    /// Returns the children that were counted.
    fn values(&self, local: &Local, counts: &[u32]) -> Result<Vec<FacetValue>> {
        let mut values = self.values.clone();
        values.iter_mut().zip(counts).for_each(|(value, count)| value.count = *count as usize);
        for (node, number) in &self.themselves {
            if values[*node].count > 0 {
                values[*node].id = Some(local.decisions.party(*number)?.id);
            }
        }
        values.retain(|value| value.count > 0);
        Ok(values)
    }
}

fn texts(asking: &Asking<'_>, items: &Items, field: &str) -> Result<Vec<FacetValue>> {
    let columns = Columns::open(asking.local, field)?;
    let mut counts: Vec<Vec<usize>> = columns.distinct().map(|texts| vec![0; texts]).collect();
    let mut several: BTreeMap<String, usize> = BTreeMap::new();
    items.places(asking, |places| match places {
        [place] => {
            if let Some((segment, text)) = columns.text(*place) {
                counts[segment as usize][text as usize] += 1;
            }
        }
        places => {
            let texts = places.iter().filter_map(|place| columns.text(*place));
            let mut texts: Vec<String> = texts.map(|text| columns.value(text)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.into_iter().for_each(|text| *several.entry(text).or_default() += 1);
        }
    })?;
    for (segment, counts) in (0u32..).zip(counts) {
        for (text, count) in (0u64..).zip(counts).filter(|(_, count)| *count > 0) {
            *several.entry(columns.value((segment, text))).or_default() += count;
        }
    }
    Ok(several.into_iter().map(|(value, count)| plain(value, count)).collect())
}

fn plain(value: String, count: usize) -> FacetValue {
    FacetValue { value, id: None, path: Vec::new(), count }
}

fn kinds(asking: &Asking<'_>, items: &Items) -> Result<Vec<FacetValue>> {
    let counts = count_marks(asking, items, EventKind::ALL.map(mark_of_kind))?;
    let counted = EventKind::ALL.iter().zip(counts).filter(|(_, count)| *count > 0);
    Ok(counted.map(|(kind, count)| plain(kind.as_str().to_owned(), count)).collect())
}

fn statuses(asking: &Asking<'_>, items: &Items) -> Result<Vec<FacetValue>> {
    let counts = count_marks(asking, items, Status::ALL.map(mark_of_status))?;
    let counted = Status::ALL.iter().zip(counts).filter(|(_, count)| *count > 0);
    Ok(counted.map(|(status, count)| plain(status.as_str().to_owned(), count)).collect())
}

/// Counts the items that have an event with each of `marks`.
fn count_marks<const N: usize>(asking: &Asking<'_>, items: &Items, marks: [u8; N]) -> Result<[usize; N]> {
    let mut counts = [0; N];
    items.marks(asking, |of_item| {
        for (mark, count) in marks.iter().zip(&mut counts) {
            *count += usize::from(of_item & mark != 0);
        }
    })?;
    Ok(counts)
}

/// Counts years, the months of a year, or the days of a month.
fn days(asking: &Asking<'_>, items: &Items, field: DateField, under: &[String]) -> Result<Vec<FacetValue>> {
    let unit = [10_000, 100, 1].get(under.len()).copied();
    let Some(unit) = unit else { return Ok(Vec::new()) };
    // What lies in several years is in none.
    let node =
        |(from, to): (i64, i64)| Some(from.div_euclid(unit)).filter(|node| *node == to.div_euclid(unit));
    let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
    let mut count = |nodes: &mut Vec<i64>| {
        nodes.sort_unstable();
        nodes.dedup();
        nodes.drain(..).for_each(|node| *counts.entry(node).or_default() += 1);
    };
    let mut nodes = Vec::new();
    match field {
        DateField::Published => {
            let columns = Columns::open(asking.local, "source")?;
            items.places(asking, |places| {
                let days = places.iter().filter_map(|place| columns.day(*place));
                nodes.extend(days.map(|day| day.div_euclid(unit)));
                count(&mut nodes);
            })?;
        }
        DateField::Event => items.days(asking, |days| {
            nodes.extend(days.iter().copied().filter_map(node));
            count(&mut nodes);
        })?,
        DateField::Mentioned => {
            let mentioned = Mentioned::open(asking.local)?;
            items.places(asking, |places| {
                nodes.extend(places.iter().flat_map(|place| mentioned.days(*place)).filter_map(node));
                count(&mut nodes);
            })?;
        }
    }
    let counts = BTreeMap::from_iter(counts);
    let values = counts.into_iter().filter_map(|(node, count)| {
        let path = path_of_day(node * unit, unit)?;
        let value = path.last()?.clone();
        path.starts_with(under).then_some(FacetValue { value, id: None, path, count })
    });
    Ok(values.collect())
}

/// Returns `["2024", "2024-03", "2024-03-20"]`, as far as `unit` knows it.
fn path_of_day(number: i64, unit: i64) -> Option<Vec<String>> {
    // Months and years have no day 0: their first day stands for them.
    let first = match unit {
        10_000 => number + 101,
        100 => number + 1,
        _ => number,
    };
    let day = from_number(first)?.format("%Y-%m-%d").to_string();
    let (month, _) = day.rsplit_once('-')?;
    let (year, _) = month.rsplit_once('-')?;
    let mut path = vec![year.to_owned(), month.to_owned(), day.clone()];
    path.truncate(match unit {
        10_000 => 1,
        100 => 2,
        _ => 3,
    });
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::others;

    #[test]
    fn others_are_those_that_are_missing() {
        assert_eq!(others(&[1, 2, 5], 7), [0, 3, 4, 6]);
        assert_eq!((others(&[], 2), others(&[0, 1], 2)), (vec![0, 1], vec![]));
    }
}
