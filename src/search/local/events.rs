//! Events: which satisfy a clause, and which satisfy a whole query.
//!
//! Asked for events, a query is evaluated on pairs of an event and an article
//! that reports it: clauses of events speak of the event, all other nodes of
//! the article. An event is found when one of its pairs is.

use super::items::Items;
use super::matches;
use super::names::Numbers;
use super::order::{Rank, page};
use super::{Local, facets, histogram};
use crate::document::{EventKind, Status};
use crate::error::Result;
use crate::index::EventHead;
use crate::query::{Condition, DateRange, EventClause, Query, SearchRequest, Slot, Sort};
use crate::search::EventList;

/// A clause whose names are known entities.
pub struct Clause {
    kind: Option<EventKind>,
    conditions: Vec<(bool, Known)>,
}

enum Known {
    With(Numbers),
    In(Numbers),
    By(Numbers),
    On(DateRange),
    Status(Vec<Status>),
    Events(Numbers),
    ToldIn(Vec<bool>),
}

impl Clause {
    /// Looks up the names of `clause`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`](crate::error::ErrorKind) when one could be several.
    pub fn of(local: &Local, clause: &EventClause) -> Result<Clause> {
        let known = |condition: &Condition| Ok((condition.negated, Known::of(local, &condition.slot)?));
        Ok(Clause {
            kind: clause.kind,
            conditions: clause.conditions.iter().map(known).collect::<Result<_>>()?,
        })
    }

    /// Tells whether the clause is true of event `number`.
    pub fn holds(&self, number: u32, head: &EventHead) -> bool {
        self.kind.is_none_or(|kind| kind == head.kind)
            && self.conditions.iter().all(|(negated, known)| known.holds(number, head) != *negated)
    }
}

impl Known {
    fn of(local: &Local, slot: &Slot) -> Result<Known> {
        let any = |names: &[_], kind| {
            let mut numbers = Numbers::new();
            for name in names {
                numbers.extend(local.named(name, kind)?);
            }
            Ok(numbers)
        };
        Ok(match slot {
            Slot::With(kind, names) => Known::With(any(names, *kind)?),
            Slot::By(names) => Known::By(any(names, None)?),
            Slot::In(names) => Known::In(any(names, Some(crate::document::EntityKind::Place))?),
            Slot::On(range) => Known::On(*range),
            Slot::Status(statuses) => Known::Status(statuses.clone()),
            Slot::Id(ids) => {
                let mut numbers = Numbers::new();
                for id in ids {
                    numbers.extend(beginning_with(local, id)?);
                }
                Known::Events(numbers)
            }
            Slot::Told(query) => Known::ToldIn(articles_of(local, query)?),
        })
    }

    fn holds(&self, number: u32, head: &EventHead) -> bool {
        let any = |numbers: &Numbers, of: &[u32]| of.iter().any(|number| numbers.contains(number));
        match self {
            Known::With(numbers) => any(numbers, &head.participants),
            Known::In(numbers) => any(numbers, &head.places),
            Known::By(numbers) => any(numbers, &head.sources),
            Known::On(range) => head.overlaps(range.from, range.to),
            Known::Status(statuses) => statuses.contains(&head.status),
            Known::Events(numbers) => numbers.contains(&number),
            Known::ToldIn(truths) => head.articles.iter().any(|row| truths.get(*row as usize) == Some(&true)),
        }
    }
}

/// Returns the rows of the articles that tell an event of which `clause` is true.
pub fn articles_with(local: &Local, clause: &EventClause) -> Result<Vec<u32>> {
    let clause = Clause::of(local, clause)?;
    let heads = (0u32..).zip(local.decisions.heads()?).filter(|(number, head)| clause.holds(*number, head));
    let mut rows: Vec<u32> = heads.flat_map(|(_, head)| head.articles.iter().copied()).collect();
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

/// Returns the numbers of the events whose identifiers begin with `id`.
pub fn beginning_with(local: &Local, id: &str) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for number in 0..local.decisions.heads()?.len() {
        if local.decisions.event_id(number)?.starts_with(id) {
            found.push(number as u32);
        }
    }
    Ok(found)
}

/// Answers `request` with events.
pub fn search(local: &Local, request: &SearchRequest) -> Result<EventList> {
    let sort = match request.sort {
        Sort::Newest | Sort::Event => Sort::Newest,
        Sort::Relevance | Sort::Oldest => Sort::Oldest,
    };
    let after = request.after.as_deref().map(|cursor| Rank::of_cursor(cursor, sort)).transpose()?;
    let found = find(local, &request.query)?;
    let total = found.len();
    let heads = local.decisions.heads()?;
    let rank = |event: u32| {
        // Events lie in a fixed order of time and identifier: their number is a key.
        let day = heads[event as usize].first_day();
        (Rank::dated(day, sort == Sort::Newest, u64::from(event)), event)
    };
    let (ranked, more) = page(found.iter().map(|event| rank(*event)).collect(), after, request.limit.count());
    let events =
        ranked.iter().map(|(_, event)| local.decisions.row(*event as usize)).collect::<Result<_>>()?;
    let next = ranked.last().filter(|_| more).map(|(rank, _)| rank.cursor(sort));
    let items = Items::Events(found);
    let facets =
        request.facets.iter().map(|facet| facets::count(local, &items, facet)).collect::<Result<_>>()?;
    let histogram = histogram::count(local, &items, request.histogram)?;
    Ok(EventList { total, events, facets, histogram, next })
}

/// Returns the numbers of the events of which `query` is true.
fn find(local: &Local, query: &Query) -> Result<Vec<u32>> {
    let heads = local.decisions.heads()?;
    let pairs: Vec<(u32, u32)> = (0u32..)
        .zip(heads)
        .flat_map(|(event, head)| head.articles.iter().map(move |row| (event, *row)))
        .collect();
    let truths = evaluate(local, query, &pairs)?;
    let mut found: Vec<u32> =
        pairs.iter().zip(truths).filter(|(_, truth)| *truth).map(|(pair, _)| pair.0).collect();
    found.dedup();
    Ok(found)
}

/// Tells of which pairs `query` is true.
fn evaluate(local: &Local, query: &Query, pairs: &[(u32, u32)]) -> Result<Vec<bool>> {
    match query {
        Query::All => Ok(vec![true; pairs.len()]),
        Query::Event(clause) => {
            let clause = Clause::of(local, clause)?;
            let heads = local.decisions.heads()?;
            let truths: Vec<bool> =
                (0u32..).zip(heads).map(|(number, head)| clause.holds(number, head)).collect();
            Ok(pairs.iter().map(|(event, _)| truths[*event as usize]).collect())
        }
        _ if !speaks_of_events(query) => {
            let truths = articles_of(local, query)?;
            Ok(pairs.iter().map(|(_, row)| truths[*row as usize]).collect())
        }
        Query::And(queries) => joined(local, queries, pairs, true),
        Query::Or(queries) => joined(local, queries, pairs, false),
        Query::Not(inner) => Ok(evaluate(local, inner, pairs)?.into_iter().map(|truth| !truth).collect()),
        Query::Boost(boost) => evaluate(local, &boost.query, pairs),
        _ => Ok(vec![false; pairs.len()]),
    }
}

/// Tells, by row, of which articles `query` is true.
fn articles_of(local: &Local, query: &Query) -> Result<Vec<bool>> {
    let mut truths = vec![false; local.decisions.articles()];
    for found in matches::find(local, query, false)? {
        if let Some(truth) = truths.get_mut(local.row(found.address)? as usize) {
            *truth = true;
        }
    }
    Ok(truths)
}

/// Returns the conjunction of `queries` when `all`, else the disjunction.
fn joined(local: &Local, queries: &[Query], pairs: &[(u32, u32)], all: bool) -> Result<Vec<bool>> {
    let mut truths = vec![all; pairs.len()];
    for query in queries {
        let of_query = evaluate(local, query, pairs)?;
        truths.iter_mut().zip(of_query).for_each(|(truth, other)| {
            *truth = if all { *truth && other } else { *truth || other };
        });
    }
    Ok(truths)
}

fn speaks_of_events(query: &Query) -> bool {
    matches!(query, Query::Event(_)) || query.children().into_iter().any(speaks_of_events)
}
