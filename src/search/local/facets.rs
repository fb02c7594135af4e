//! Counting the values of a field over a result, each item once a value.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Local;
use super::items::{Columns, Items};
use crate::document::{EntityKind, EventKind, Status};
use crate::error::Result;
use crate::index::from_number;
use crate::likeness::fold;
use crate::query::{FacetField, FacetRequest};
use crate::search::{Facet, FacetValue};

/// Counts what `request` asks for.
pub fn count(local: &Local, items: &Items, request: &FacetRequest) -> Result<Facet> {
    let values = match request.field {
        FacetField::Person => return entities(local, items, EntityKind::Person, request),
        FacetField::Organization => return entities(local, items, EntityKind::Organization, request),
        FacetField::Place => places(local, items, &request.under)?,
        FacetField::Source => texts(local, items, "source")?,
        FacetField::Language => texts(local, items, "language")?,
        FacetField::Kind => kinds(local, items)?,
        FacetField::Status => statuses(local, items)?,
        FacetField::Published => days(local, items, &request.under)?,
    };
    Ok(chosen(values, request))
}

/// Keeps the values that are asked for, in their order.
fn chosen(mut values: Vec<FacetValue>, request: &FacetRequest) -> Facet {
    if let Some(part) = request.containing.as_deref().map(fold) {
        values.retain(|value| fold(&value.value).contains(&part));
    }
    let distinct = values.len();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)).then(a.id.cmp(&b.id)));
    values.truncate(request.size);
    if request.field == FacetField::Published {
        values.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Facet { field: request.field, values, distinct }
}

/// Counts entities of `kind`; only those that may be shown are looked up.
fn entities(local: &Local, items: &Items, kind: EntityKind, request: &FacetRequest) -> Result<Facet> {
    let outlines = local.decisions.outlines()?;
    let mut counts = vec![0; outlines.len()];
    items.entities(local, |entities| {
        for entity in entities {
            if let Some(count) = counts.get_mut(*entity as usize) {
                *count += 1;
            }
        }
    })?;
    let counted = (0u32..).zip(outlines).zip(counts);
    let counted = counted.filter(|((_, outline), count)| outline.kind == kind && *count > 0);
    let mut counted: Vec<(u32, usize)> = counted.map(|((number, _), count)| (number, count)).collect();
    let distinct = counted.len();
    if request.containing.is_none() {
        keep_greatest(&mut counted, request.size);
    }
    let mut values = Vec::with_capacity(counted.len());
    for (number, count) in counted {
        let entity = local.decisions.entity(number)?;
        let id = Some(entity.id.0.clone());
        values.push(FacetValue { value: entity.name.clone(), id, path: Vec::new(), count });
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

/// Counts the places directly under the path `under`, with all that lies in them.
fn places(local: &Local, items: &Items, under: &[String]) -> Result<Vec<FacetValue>> {
    let outlines = local.decisions.outlines()?;
    let mut nodes = Nodes { under, known: vec![None; outlines.len()], ..Nodes::default() };
    for (number, outline) in (0u32..).zip(outlines) {
        nodes.learn(number, &outline.path);
    }
    let mut of_item = Vec::new();
    items.entities(local, |entities| {
        of_item.clear();
        of_item.extend(
            entities.iter().filter_map(|entity| nodes.known.get(*entity as usize).copied().flatten()),
        );
        of_item.sort_unstable();
        of_item.dedup();
        of_item.iter().for_each(|node| nodes.values[*node].count += 1);
    })?;
    for (node, number) in &nodes.themselves {
        if nodes.values[*node].count > 0 {
            nodes.values[*node].id = Some(local.decisions.entity(*number)?.id.0.clone());
        }
    }
    nodes.values.retain(|value| value.count > 0);
    Ok(nodes.values)
}

/// The children of a place, and the child in which each place lies.
#[derive(Default)]
struct Nodes<'a> {
    under: &'a [String],
    children: FxHashMap<String, usize>,
    /// By the number of a place, the child in which it lies.
    known: Vec<Option<usize>>,
    /// The children that are entities of the archive, and their numbers.
    themselves: Vec<(usize, u32)>,
    values: Vec<FacetValue>,
}

impl Nodes<'_> {
    fn learn(&mut self, number: u32, path: &[String]) {
        let depth = self.under.len();
        if path.len() <= depth || !path.starts_with(self.under) {
            return;
        }
        let values = &mut self.values;
        let node = *self.children.entry(path[depth].clone()).or_insert_with(|| {
            let path = path[..=depth].to_vec();
            values.push(FacetValue { value: path[depth].clone(), id: None, path, count: 0 });
            values.len() - 1
        });
        if path.len() == depth + 1 {
            self.themselves.push((node, number));
        }
        self.known[number as usize] = Some(node);
    }
}

fn texts(local: &Local, items: &Items, field: &str) -> Result<Vec<FacetValue>> {
    let columns = Columns::open(local, field)?;
    let mut counts: FxHashMap<(u32, u64), usize> = FxHashMap::default();
    let mut several: BTreeMap<String, usize> = BTreeMap::new();
    items.rows(local, |rows| match rows {
        [row] => columns.text(*row).iter().for_each(|text| *counts.entry(*text).or_default() += 1),
        rows => {
            let mut texts: Vec<String> =
                rows.iter().filter_map(|row| columns.text(*row)).map(|text| columns.value(text)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.into_iter().for_each(|text| *several.entry(text).or_default() += 1);
        }
    })?;
    for (text, count) in counts {
        *several.entry(columns.value(text)).or_default() += count;
    }
    Ok(several.into_iter().map(|(value, count)| plain(value, count)).collect())
}

fn plain(value: String, count: usize) -> FacetValue {
    FacetValue { value, id: None, path: Vec::new(), count }
}

fn kinds(local: &Local, items: &Items) -> Result<Vec<FacetValue>> {
    let heads = local.decisions.heads()?;
    let kinds = [EventKind::Meeting, EventKind::Call, EventKind::Visit];
    let mut counts = [0; 3];
    items.events(local, |events| {
        for (kind, count) in kinds.iter().zip(&mut counts) {
            *count += usize::from(events.iter().any(|event| heads[*event as usize].kind == *kind));
        }
    })?;
    let counted = kinds.iter().zip(counts).filter(|(_, count)| *count > 0);
    Ok(counted.map(|(kind, count)| plain(kind.as_str().to_owned(), count)).collect())
}

fn statuses(local: &Local, items: &Items) -> Result<Vec<FacetValue>> {
    let heads = local.decisions.heads()?;
    let statuses = [Status::Held, Status::Planned, Status::Cancelled, Status::Denied];
    let mut counts = [0; 4];
    items.events(local, |events| {
        for (status, count) in statuses.iter().zip(&mut counts) {
            *count += usize::from(events.iter().any(|event| heads[*event as usize].status == *status));
        }
    })?;
    let counted = statuses.iter().zip(counts).filter(|(_, count)| *count > 0);
    Ok(counted.map(|(status, count)| plain(status.as_str().to_owned(), count)).collect())
}

/// Counts years, the months of a year, or the days of a month.
fn days(local: &Local, items: &Items, under: &[String]) -> Result<Vec<FacetValue>> {
    let columns = Columns::open(local, "source")?;
    let unit = [10_000, 100, 1].get(under.len()).copied();
    let Some(unit) = unit else { return Ok(Vec::new()) };
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let mut of_item = Vec::new();
    items.rows(local, |rows| {
        of_item.clear();
        of_item.extend(rows.iter().filter_map(|row| columns.day(*row)).map(|day| day.div_euclid(unit)));
        of_item.sort_unstable();
        of_item.dedup();
        of_item.iter().for_each(|node| *counts.entry(*node).or_default() += 1);
    })?;
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
