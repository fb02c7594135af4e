//! What is said when nothing was found: what was covered, under which
//! spellings, and which questions come near and find something.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::names::unknown;
use super::{Outcome, output};
use crate::error::Result;
use crate::query::{
    DateField, DateRange, EntityName, EventClause, FacetField, FacetRequest, HistogramRequest, Limit, Query,
    SearchRequest, Step,
};
use crate::resolve::EntityId;
use crate::resolve::entities::Match;
use crate::search::{Backend, Bar, Facet};

/// Months without an article that are named.
const GAPS: usize = 6;
/// Months without an article that are only counted.
const MANY: usize = 60;
/// Sources that are named.
const SOURCES: usize = 6;
/// Spellings of one name that are given.
const SPELLINGS: usize = 6;
/// Questions that come near, at most, for each of which all is counted again.
const MISSES: usize = 8;

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Asked {
    /// Articles.
    Articles,
    /// Events.
    Events,
}

/// Says on stderr what was covered and what comes near `query`.
pub(super) fn found(query: &Query, asked: Asked, backend: &dyn Backend, folder: &Path) -> Result<Outcome> {
    covered(backend, folder)?;
    for line in spellings(query, backend)? {
        output::remark(&line);
    }
    for (left_out, nearer) in nearer(query).into_iter().take(MISSES) {
        let count = count(&nearer, asked, backend)?;
        if count > 0 {
            let noun = if asked == Asked::Articles { "article" } else { "event" };
            let left_out = named(&left_out, backend)?;
            output::remark(&format!("  without {left_out}: {}", output::counted(count, noun)));
        }
    }
    Ok(Outcome::Nothing)
}

/// Says on stderr what the archive holds.
pub(super) fn covered(backend: &dyn Backend, folder: &Path) -> Result<Outcome> {
    let stats = backend.stats()?;
    let days = stats.days.map(|(first, last)| format!(", published {first}..{last}")).unwrap_or_default();
    let skipped = match stats.skipped.len() {
        0 => String::new(),
        count => format!("; {count} files could not be read, see `dateline stats`"),
    };
    output::remark(&format!(
        "nothing found in the {} articles of {}{days}{skipped}",
        stats.articles,
        folder.display()
    ));
    let mut request = SearchRequest::new(Query::All, Limit::First(0));
    request.facets = vec![FacetRequest::new(FacetField::Source, SOURCES)];
    let range = DateRange { from: None, to: None };
    request.histogram = Some(HistogramRequest { field: DateField::Published, step: Step::Month, range });
    let list = backend.search(&request)?;
    if let Some(facet) = list.facets.first().filter(|facet| !facet.values.is_empty()) {
        output::remark(&format!("  sources: {}", sources(facet)));
    }
    let gaps = gaps(&list.histogram);
    if !gaps.is_empty() {
        output::remark(&format!("  months without an article: {gaps}"));
    }
    Ok(Outcome::Nothing)
}

/// Returns the months between the first and the last that have no article.
fn gaps(months: &[Bar]) -> String {
    let empty = |month: &&Bar| month.count == 0;
    let missing = months.iter().filter(empty).count();
    // Of an archive of decades, the months with articles are what can be told.
    if missing > MANY {
        return format!("{missing} of {}", months.len());
    }
    let mut named: Vec<String> =
        months.iter().filter(empty).take(GAPS).map(|month| month.from.format("%Y-%m").to_string()).collect();
    match months.iter().filter(empty).count() - named.len() {
        0 => {}
        more => named.push(format!("and {more} more")),
    }
    named.join(", ")
}

fn sources(facet: &Facet) -> String {
    let mut named: Vec<String> =
        facet.values.iter().map(|value| format!("{} {}", value.value, value.count)).collect();
    match facet.distinct - facet.values.len() {
        0 => {}
        more => named.push(format!("and {more} more")),
    }
    named.join(", ")
}

/// Returns, for each name of `query` that is an entity's, a line with the
/// spellings under which the articles were searched for it.
fn spellings(query: &Query, backend: &dyn Backend) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for name in names(query) {
        let Some(entity) = backend.entity(&EntityId(name.text.clone()))? else {
            lines.extend(nobody(name, backend)?);
            continue;
        };
        let tried: Vec<&str> = entity.names.iter().take(SPELLINGS).map(|name| name.name.as_str()).collect();
        if tried.len() > 1 {
            lines.push(format!("  {} was looked for as {}", entity.name, tried.join(", ")));
        }
    }
    lines.dedup();
    Ok(lines)
}

/// Says that no entity bears `name`, and which bear nearly the same.
fn nobody(name: &EntityName, backend: &dyn Backend) -> Result<Option<String>> {
    let found = if name.wildcard { Vec::new() } else { backend.candidates(&name.text, None)? };
    // A continent or region is known by the places in it.
    let mentioned = crate::query::parse(&format!("place:\"{}\"", name.text), chrono::NaiveDate::MIN);
    if mentioned.is_ok_and(|parsed| backend.count(&parsed.query).is_ok_and(|count| count > 0)) {
        return Ok(None);
    }
    let similar = found.iter().all(|candidate| candidate.by == Match::Similar);
    Ok((similar && !name.wildcard).then(|| format!("  {}", unknown(&name.text, &found))))
}

/// Returns the names of entities in `query`.
pub(super) fn names(query: &Query) -> Vec<&EntityName> {
    match query {
        Query::Mentioned(node) => vec![&node.name],
        Query::Event(clause) => {
            clause.conditions.iter().flat_map(|condition| condition.slot.names()).collect()
        }
        query => query.children().into_iter().flat_map(names).collect(),
    }
}

/// Returns what can be left out of `query`, and the query that remains.
fn nearer(query: &Query) -> Vec<(Query, Query)> {
    match query {
        Query::And(queries) => {
            let without = |index: usize| {
                let mut rest = queries.clone();
                let left_out = rest.remove(index);
                (left_out, Query::and(rest))
            };
            let mut all = Vec::new();
            for (index, child) in queries.iter().enumerate() {
                for (left_out, inner) in nearer(child) {
                    let (_, rest) = without(index);
                    all.push((left_out, Query::and([inner, rest])));
                }
                if nearer(child).is_empty() {
                    all.push(without(index));
                }
            }
            all
        }
        Query::Event(clause) => without_one(clause),
        _ => Vec::new(),
    }
}

fn without_one(clause: &EventClause) -> Vec<(Query, Query)> {
    let of = |conditions| Query::Event(EventClause { kind: clause.kind, conditions });
    let without = |index: usize| {
        let mut rest = clause.conditions.clone();
        let left_out = rest.remove(index);
        (of(vec![left_out]), of(rest))
    };
    (0..clause.conditions.len()).map(without).collect()
}

fn count(query: &Query, asked: Asked, backend: &dyn Backend) -> Result<usize> {
    match asked {
        Asked::Articles => backend.count(query),
        Asked::Events => Ok(backend.events(&SearchRequest::new(query.clone(), Limit::First(0)))?.total),
    }
}

/// Writes a part of a query with names in the place of identifiers.
fn named(query: &Query, backend: &dyn Backend) -> Result<String> {
    let Query::Event(clause) = query else { return Ok(format!("`{query}`")) };
    let mut clause = clause.clone();
    for condition in &mut clause.conditions {
        for name in condition.slot.names_mut() {
            if let Some(entity) = backend.entity(&EntityId(name.text.clone()))? {
                name.text = entity.name;
            }
        }
    }
    let conditions: Vec<String> = clause.conditions.iter().map(ToString::to_string).collect();
    Ok(if conditions.is_empty() { format!("`{query}`") } else { format!("`{}`", conditions.join(" ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &[&str]) {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 20).unwrap();
        let query = crate::query::parse(query, today).unwrap().query;
        let found: Vec<String> = nearer(&query).iter().map(|(out, rest)| format!("{out} → {rest}")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_condition_is_left_out_once() {
        check("grain", &[]);
        check("grain talks", &["grain → talks", "talks → grain"]);
        check(
            "meeting(with:Ek in:Oslo) grain",
            &[
                "meeting(with:Ek) → meeting(in:Oslo) AND grain",
                "meeting(in:Oslo) → meeting(with:Ek) AND grain",
                "grain → meeting(with:Ek in:Oslo)",
            ],
        );
    }
}
