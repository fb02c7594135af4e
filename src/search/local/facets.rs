//! Counting the values of a field over a result, each item once a value.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::Local;
use super::asking::{Asking, Deadline};
use super::bits::Bits;
use super::items::{Days, Items, TextColumn, in_parts, mark_of_kind, mark_of_status};
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
    let counted = match items {
        Items::Articles { rows, .. } if items.are_many(asking.local) => {
            Entities::Among(Among::of(asking, rows))
        }
        _ if named || !trees.is_empty() => Entities::Tallied(tally(asking, items, &trees)?),
        _ => Entities::Tallied(Tally::default()),
    };
    let mut places = (0..).zip(trees);
    let mut facets = Vec::with_capacity(requests.len());
    for request in requests {
        asking.deadline.check()?;
        let values = match request.field {
            FacetField::Person | FacetField::Organization => {
                facets.push(entities(asking, &counted, request)?);
                continue;
            }
            FacetField::Place => {
                let (number, tree) = places.next().expect("a tree was made for each request of places");
                match &counted {
                    Entities::Tallied(tally) => tree.values(asking, &tally.nodes[number])?,
                    Entities::Among(among) => tree.values(asking, &among.nodes(asking, &tree)?)?,
                }
            }
            FacetField::Source => texts(asking, items, TextColumn::Source)?,
            FacetField::Language => texts(asking, items, TextColumn::Language)?,
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

/// How the entities of a result are counted.
enum Entities {
    /// What each item has was counted.
    Tallied(Tally),
    /// Where each entity is is looked through: the result is large.
    Among(Among),
}

/// How many items have each entity, and each node of each tree of places.
#[derive(Clone, Default)]
struct Tally {
    entities: Vec<u32>,
    nodes: Vec<Vec<u32>>,
}

/// Counts the entities of `items`, on several threads where they are many.
fn tally(asking: &Asking<'_>, items: &Items, trees: &[Arc<Tree>]) -> Result<Tally> {
    let (local, deadline) = (asking.local, asking.deadline);
    let entities = local.decisions.entities();
    let parts =
        in_parts(items.numbers(), |numbers| tally_of(local, deadline, items, numbers, trees, entities))?;
    Ok(parts.into_iter().reduce(Tally::and).unwrap_or_default())
}

impl Tally {
    /// Returns the sums of these numbers and those of `other`.
    fn and(mut self, other: Tally) -> Tally {
        let add = |to: &mut [u32], from: &[u32]| to.iter_mut().zip(from).for_each(|(to, from)| *to += *from);
        add(&mut self.entities, &other.entities);
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(to, from)| add(to, from));
        self
    }
}

/// The articles of a result, among which the entities are counted.
struct Among {
    rows: Bits,
}

impl Among {
    fn of(local: &Local, rows: &[u32]) -> Among {
        let mut set = Bits::below(local.decisions.articles());
        rows.iter().for_each(|row| {
            set.add(*row);
        });
        Among { rows: set }
    }

    /// Returns how many of the articles mention entity `number`.
    fn count(&self, local: &Local, number: u32) -> usize {
        local.decisions.mentioning(number).iter().filter(|row| self.rows.has(*row)).count()
    }

    /// Returns the numbers of articles of the entities of `kind` that have at
    /// least as many as the first `size` have, and how many entities there are.
    ///
    /// Those that most articles of the archive mention come first, so that
    /// soon none can be among the first; of these one article is enough to know.
    fn first(
        &self,
        asking: &Asking<'_>,
        kind: EntityKind,
        size: usize,
    ) -> Result<(Vec<(u32, usize)>, usize)> {
        let (leading, deadline) = (asking.leading(kind), asking.deadline);
        let mut counted: Vec<(u32, usize)> = Vec::new();
        let mut least: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
        let (mut at, mut looked) = (0, 0);
        while let Some(number) = leading.get(at) {
            let bound = least.peek().filter(|_| least.len() >= size).map_or(1, |Reverse(count)| *count);
            if asking.decisions.articles_of(*number) < bound {
                break;
            }
            deadline.check_every(&mut looked)?;
            let count = self.count(asking, *number);
            if count > 0 {
                counted.push((*number, count));
                least.push(Reverse(count));
                if least.len() > size {
                    least.pop();
                }
            }
            at += 1;
        }
        let others = in_parts(&leading[at..], |numbers| {
            let (mut found, mut looked) = (0, 0);
            for number in numbers {
                deadline.check_every(&mut looked)?;
                found += usize::from(
                    asking.local.decisions.mentioning(*number).iter().any(|row| self.rows.has(row)),
                );
            }
            Ok(found)
        })?;
        let distinct = counted.len() + others.into_iter().sum::<usize>();
        Ok((counted, distinct))
    }

    /// Returns how many of the articles speak of each child of `tree`.
    fn nodes(&self, asking: &Asking<'_>, tree: &Tree) -> Result<Vec<u32>> {
        let (local, deadline) = (asking.local, asking.deadline);
        let everywhere = tree.everywhere(local);
        let all: Vec<u32> = (0..tree.values.len() as u32).collect();
        let part = |nodes: &[u32]| {
            let mut seen = Bits::below(local.decisions.articles());
            let (mut counts, mut looked) = (Vec::with_capacity(nodes.len()), 0);
            for node in nodes {
                if let Some(Some(rows)) = everywhere.get(*node as usize) {
                    counts.push(rows.shared(&self.rows) as u32);
                    continue;
                }
                let mut count = 0;
                let rows = || tree.rows(local, *node);
                for row in rows().filter(|row| self.rows.has(*row)) {
                    deadline.check_every(&mut looked)?;
                    count += u32::from(seen.add(row));
                }
                rows().for_each(|row| seen.remove(row));
                counts.push(count);
            }
            Ok(counts)
        };
        // The first are no larger than others, so that threads share them alike.
        let parts = share(&split(&all, 4), || (), |(), nodes| part(nodes));
        Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.concat())
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
fn entities(asking: &Asking<'_>, counts: &Entities, request: &FacetRequest) -> Result<Facet> {
    let kind = match request.field {
        FacetField::Person => EntityKind::Person,
        _ => EntityKind::Organization,
    };
    // To know the names that contain something all must be looked up.
    let size = if request.containing.is_none() { request.size } else { usize::MAX };
    let (mut counted, distinct) = match counts {
        Entities::Among(among) => among.first(asking, kind, size)?,
        Entities::Tallied(Tally { entities, .. }) => {
            let counted = (0u32..).zip(entities).filter(|(_, count)| **count > 0);
            let of_kind = counted.filter(|(number, _)| asking.decisions.kind_of(*number) == Some(kind));
            let counted: Vec<(u32, usize)> =
                of_kind.map(|(number, count)| (number, *count as usize)).collect();
            let distinct = counted.len();
            (counted, distinct)
        }
    };
    keep_greatest(&mut counted, size);
    let mut values = Vec::with_capacity(counted.len());
    for (number, count) in counted {
        let Party { id, name: value, .. } = asking.decisions.party(number)?;
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
    /// By child, the numbers of the places in it.
    members: Vec<Vec<u32>>,
    /// By child, the articles that speak of it, where they are many.
    everywhere: OnceLock<Vec<Option<Bits>>>,
}

/// The share of the articles from which on the articles that speak of a child
/// are kept; tests have few.
const EVERYWHERE: usize = if cfg!(test) { 2 } else { 16 };

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
                tree.members.push(Vec::new());
                values.len() - 1
            });
            if beyond.next().is_none() {
                tree.themselves.push((node, number));
            }
            tree.nodes[number as usize] = node as u32;
            tree.members[node].push(number);
        }
        tree
    }

    /// Returns the child in which the place of that number lies.
    fn node(&self, entity: u32) -> Option<usize> {
        let node = *self.nodes.get(entity as usize)?;
        (node != OUTSIDE).then_some(node as usize)
    }

    /// Returns the rows of the articles that speak of a place in child `node`,
    /// by place: a row may come several times.
    fn rows<'a>(&'a self, local: &'a Local, node: u32) -> impl Iterator<Item = u32> + 'a {
        let places = self.members.get(node as usize).into_iter().flatten();
        places.flat_map(|place| local.decisions.mentioning(*place).iter())
    }

    /// Returns, by child, the rows of the articles that speak of it, where
    /// they are many and the tree is kept.
    fn everywhere(&self, local: &Local) -> &[Option<Bits>] {
        if !self.is_whole {
            return &[];
        }
        self.everywhere.get_or_init(|| {
            let articles = local.decisions.articles();
            let mentions = |places: &Vec<u32>| {
                places.iter().map(|place| local.decisions.articles_of(*place)).sum::<usize>()
            };
            let of_node = |(node, places): (u32, &Vec<u32>)| {
                (mentions(places) * EVERYWHERE >= articles).then(|| {
                    let mut rows = Bits::below(articles);
                    self.rows(local, node).for_each(|row| {
                        rows.add(row);
                    });
                    rows
                })
            };
            let all: Vec<(u32, &Vec<u32>)> = (0..).zip(&self.members).collect();
            share(&all, || (), |(), node| of_node(*node))
        })
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

fn texts(asking: &Asking<'_>, items: &Items, column: TextColumn) -> Result<Vec<FacetValue>> {
    let counts = items.texts(asking, column)?;
    Ok(counts.into_iter().map(|(value, count)| plain(value, count)).collect())
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
    let counts = items.marks(asking)?;
    let having = |mark: u8| (0..=u8::MAX).zip(&counts).filter(move |(marks, _)| marks & mark != 0);
    Ok(marks.map(|mark| having(mark).map(|(_, count)| count).sum()))
}

/// Counts years, the months of a year, or the days of a month.
fn days(asking: &Asking<'_>, items: &Items, field: DateField, under: &[String]) -> Result<Vec<FacetValue>> {
    let unit = [10_000, 100, 1].get(under.len()).copied();
    let Some(unit) = unit else { return Ok(Vec::new()) };
    // What lies in several years is in none.
    let node = |(from, to): Days| Some(from.div_euclid(unit)).filter(|node| *node == to.div_euclid(unit));
    let counts = items.days(asking, field, node)?;
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
