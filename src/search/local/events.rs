//! Events: which satisfy a clause, and which satisfy a whole query.
//!
//! Asked for events, a query is evaluated on pairs of an event and an article
//! that reports it: clauses of events speak of the event, all other nodes of
//! the article. An event is found when one of its pairs is.

use super::asking::Asking;
use super::bits::Bits;
use super::items::{Items, in_parts};
use super::matches;
use super::names::Numbers;
use super::order::{Rank, page};
use super::{Local, facets, histogram};
use crate::document::{EventKind, Status};
use crate::error::Result;
use crate::index::{EventHead, NumberList};
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
    ToldIn(Bits),
}

impl Clause {
    /// Looks up the names of `clause`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`](crate::error::ErrorKind) when one could be several.
    pub fn of(asking: &Asking<'_>, clause: &EventClause) -> Result<Clause> {
        let known = |condition: &Condition| Ok((condition.negated, Known::of(asking, &condition.slot)?));
        Ok(Clause {
            kind: clause.kind,
            conditions: clause.conditions.iter().map(known).collect::<Result<_>>()?,
        })
    }

    /// Tells whether the clause is true of event `number`.
    pub fn holds(&self, number: u32, head: &EventHead<'_>) -> bool {
        self.kind.is_none_or(|kind| kind == head.kind)
            && self.conditions.iter().all(|(negated, known)| known.holds(number, head) != *negated)
    }

    /// Returns the numbers of the events of which the clause is true, ascending.
    ///
    /// Where a condition names entities or events, only theirs are looked at.
    fn events(&self, asking: &Asking<'_>) -> Result<Vec<u32>> {
        let required = self.conditions.iter().filter(|(negated, _)| !negated);
        let fewest = required.filter_map(|(_, known)| known.candidates(asking)).min_by_key(Vec::len);
        let numbers = fewest.unwrap_or_else(|| (0..asking.decisions.events()).collect());
        asking.deadline.check()?;
        let (decisions, deadline) = (&asking.local.decisions, asking.deadline);
        let part = |numbers: &[u32]| {
            let (mut found, mut looked) = (Vec::new(), 0);
            for number in numbers {
                deadline.check_every(&mut looked)?;
                if decisions.head(*number).is_some_and(|head| self.holds(*number, &head)) {
                    found.push(*number);
                }
            }
            Ok(found)
        };
        Ok(in_parts(&numbers, part)?.concat())
    }
}

impl Known {
    fn of(asking: &Asking<'_>, slot: &Slot) -> Result<Known> {
        let any = |names: &[_], kind| {
            let mut numbers = Numbers::new();
            for name in names {
                numbers.extend(asking.named(name, kind)?.iter());
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
                    numbers.extend(asking.decisions.events_identified(id));
                }
                Known::Events(numbers)
            }
            Slot::Told(query) => Known::ToldIn(articles_of(asking, query)?),
        })
    }

    /// Returns the numbers, ascending, of all events of which the condition
    /// can be true, where they can be listed.
    fn candidates(&self, asking: &Asking<'_>) -> Option<Vec<u32>> {
        let mut found: Vec<u32> = match self {
            Known::With(entities) | Known::In(entities) | Known::By(entities) => {
                entities.iter().flat_map(|entity| asking.decisions.events_of(*entity).iter()).collect()
            }
            Known::Events(numbers) => numbers.iter().copied().collect(),
            Known::ToldIn(rows) => {
                let mut told = Bits::below(asking.decisions.events() as usize);
                rows.iter().flat_map(|row| asking.decisions.events_told(row).iter()).for_each(|event| {
                    told.add(event);
                });
                return Some(told.iter().collect());
            }
            Known::On(_) | Known::Status(_) => return None,
        };
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    fn holds(&self, number: u32, head: &EventHead<'_>) -> bool {
        let any = |numbers: &Numbers, of: NumberList<'_>| of.iter().any(|number| numbers.contains(&number));
        match self {
            Known::With(numbers) => any(numbers, head.participants),
            Known::In(numbers) => any(numbers, head.places),
            Known::By(numbers) => any(numbers, head.sources),
            Known::On(range) => head.overlaps(range.from, range.to),
            Known::Status(statuses) => statuses.contains(&head.status),
            Known::Events(numbers) => numbers.contains(&number),
            Known::ToldIn(rows) => head.articles.iter().any(|row| rows.has(row)),
        }
    }
}

/// Returns the rows of the articles that tell an event of which `clause` is true.
pub fn articles_with(asking: &Asking<'_>, clause: &EventClause) -> Result<Vec<u32>> {
    let numbers = Clause::of(asking, clause)?.events(asking)?;
    let heads = numbers.into_iter().filter_map(|number| asking.decisions.head(number));
    let mut rows = Bits::below(asking.decisions.articles());
    heads.flat_map(|head| head.articles.iter()).for_each(|row| {
        rows.add(row);
    });
    Ok(rows.iter().collect())
}

/// Answers `request` with events.
pub fn search(local: &Local, request: &SearchRequest) -> Result<EventList> {
    let sort = match request.sort {
        Sort::Newest | Sort::Event => Sort::Newest,
        Sort::Relevance | Sort::Oldest => Sort::Oldest,
    };
    let after = request.after.as_deref().map(|cursor| Rank::of_cursor(cursor, sort)).transpose()?;
    let asking = &local.asking();
    let found = find(asking, &request.query)?;
    let total = found.len();
    let rank = |event: u32| {
        // Events lie in a fixed order of time and identifier: their number is a key.
        let day = local.decisions.brief(event).and_then(|brief| brief.first_day());
        (Rank::dated(day, sort == Sort::Newest, u64::from(event)), event)
    };
    let (ranked, more) = page(found.iter().map(|event| rank(*event)).collect(), after, request.limit.count());
    let events = ranked.iter().map(|(_, event)| local.decisions.row(*event)).collect::<Result<_>>()?;
    let next = ranked.last().filter(|_| more).map(|(rank, _)| rank.cursor(sort));
    let items = Items::Events(found);
    let facets = facets::count(asking, &items, &request.facets)?;
    let histogram = histogram::count(asking, &items, request.histogram)?;
    Ok(EventList { total, events, facets, histogram, next })
}

/// Returns the numbers of the events of which `query` is true.
fn find(asking: &Asking<'_>, query: &Query) -> Result<Vec<u32>> {
    if let Query::Event(clause) = query {
        return Clause::of(asking, clause)?.events(asking);
    }
    let heads = asking.decisions.heads();
    let pairs: Vec<(u32, u32)> =
        heads.flat_map(|(event, head)| head.articles.iter().map(move |row| (event, row))).collect();
    let truths = evaluate(asking, query, &pairs)?;
    let mut found: Vec<u32> =
        pairs.iter().zip(truths).filter(|(_, truth)| *truth).map(|(pair, _)| pair.0).collect();
    found.dedup();
    Ok(found)
}

/// Tells of which pairs `query` is true.
fn evaluate(asking: &Asking<'_>, query: &Query, pairs: &[(u32, u32)]) -> Result<Vec<bool>> {
    asking.deadline.check()?;
    match query {
        Query::All => Ok(vec![true; pairs.len()]),
        Query::Event(clause) => {
            let mut truths = vec![false; asking.decisions.events() as usize];
            let events = Clause::of(asking, clause)?.events(asking)?;
            events.into_iter().for_each(|event| truths[event as usize] = true);
            Ok(pairs.iter().map(|(event, _)| truths[*event as usize]).collect())
        }
        _ if !speaks_of_events(query) => {
            let truths = articles_of(asking, query)?;
            Ok(pairs.iter().map(|(_, row)| truths.has(*row)).collect())
        }
        Query::And(queries) => joined(asking, queries, pairs, true),
        Query::Or(queries) => joined(asking, queries, pairs, false),
        Query::Not(inner) => Ok(evaluate(asking, inner, pairs)?.into_iter().map(|truth| !truth).collect()),
        Query::Boost(boost) => evaluate(asking, &boost.query, pairs),
        _ => Ok(vec![false; pairs.len()]),
    }
}

/// Returns the rows of the articles of which `query` is true.
fn articles_of(asking: &Asking<'_>, query: &Query) -> Result<Bits> {
    let mut rows = Bits::below(asking.decisions.articles());
    for found in matches::find(asking, query, false)? {
        rows.add(asking.row(found.address)?);
    }
    Ok(rows)
}

/// Returns the conjunction of `queries` when `all`, else the disjunction.
fn joined(asking: &Asking<'_>, queries: &[Query], pairs: &[(u32, u32)], all: bool) -> Result<Vec<bool>> {
    let mut truths = vec![all; pairs.len()];
    for query in queries {
        let of_query = evaluate(asking, query, pairs)?;
        truths.iter_mut().zip(of_query).for_each(|(truth, other)| {
            *truth = if all { *truth && other } else { *truth || other };
        });
    }
    Ok(truths)
}

fn speaks_of_events(query: &Query) -> bool {
    matches!(query, Query::Event(_)) || query.children().into_iter().any(speaks_of_events)
}
