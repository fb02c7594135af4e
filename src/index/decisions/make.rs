//! Making the decisions: what the program decided and the corrections in, the file's bytes out.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::base::Base;
use super::file::{self, State};
use super::{Outline, number_of_kind, number_of_status};
use crate::document::EntityKind;
use crate::index::article_key;
use crate::index::day::{OPEN_FROM, OPEN_TO, bounds};
use crate::resolve::{
    ArchiveEvent, ArticleRecord, Corrections, EntityId, EventRow, Party, Registry, ReportRow, Venue,
    corrections, events, lists,
};
use crate::threads::{both, each};

/// Lays `corrections` over what the program decided, and puts the reports of
/// one event together.
pub fn make(base: Base, corrections: &Corrections, state: &State) -> Vec<u8> {
    let Base { mut records, registry, copies } = base;
    let number = |registry: &Registry, records: &[ArticleRecord]| -> Vec<Vec<Option<u32>>> {
        records.iter().map(|record| registry.numbers_of(&record.id).collect()).collect()
    };
    let before = if corrections.reject.is_empty() { Vec::new() } else { number(&registry, &records) };
    let registry = registry.corrected(&records.iter().collect::<Vec<_>>(), corrections);
    let mut numbers = number(&registry, &records);
    for ((record, before), now) in records.iter_mut().zip(before).zip(&numbers) {
        leave_out(record, &before, now);
    }
    let (by_hand, mut problems) = corrections::events::add(&mut records, corrections, &registry);
    by_hand.into_iter().for_each(|(article, number)| numbers[article].push(Some(number)));
    let entity_of = |article: usize, chain: usize| {
        let number = numbers[article].get(chain).copied().flatten()?;
        registry.id(number as usize)
    };
    let making = Making { records: &records, registry: &registry, numbers: &numbers };
    let (of_articles, (events, more)) = both(
        || making.of_articles(),
        || {
            let telling = || events::Retelling::new(&records, &entity_of);
            corrections::events::apply(events::merge(&records, &entity_of), corrections, &telling)
        },
    );
    problems.extend(more);
    let [keys, entities, articles, outlines] = of_articles;
    let [heads, rows, having, told, ids] = making.of_events(&events);
    let copies = lists::of_numbers(copies.into_iter());
    // To give back what so many records hold takes a while too.
    let (registry, ()) = both(|| registry.note(problems).to_bytes(), || drop(records));
    let sections = [registry, keys, entities, heads, rows, outlines, copies, articles, having, told, ids];
    file::bytes(state, sections)
}

/// Takes what was rejected out of the reports of `record`: the chains that
/// were an entity `before`, and are none `now`. A report that is left without
/// a party stays: what happened can be rejected by itself.
fn leave_out(record: &mut ArticleRecord, before: &[Option<u32>], now: &[Option<u32>]) {
    let stays = |chain: &usize| {
        let entity = |numbers: &[Option<u32>]| numbers.get(*chain).copied().flatten();
        entity(before).is_none() || entity(now).is_some()
    };
    for report in &mut record.reports {
        report.participants.retain(stays);
        report.places.retain(stays);
        report.attributed_to.retain(stays);
    }
}

/// Returns the bytes of the [`EventHead`](super::EventHead) of an event with
/// these parties, places and sources.
fn head(event: &ArchiveEvent, parts: &[Vec<u32>; 3]) -> Vec<u8> {
    let (from, to) = event.when.and_then(bounds).unwrap_or((OPEN_TO, OPEN_FROM));
    let [participants, places, sources] = parts;
    let numbers = [participants, places, sources, &reporting(event)];
    let mut bytes = vec![number_of_kind(event.kind), number_of_status(event.status)];
    bytes.extend(from.to_le_bytes());
    bytes.extend(to.to_le_bytes());
    numbers.iter().for_each(|numbers| bytes.extend((numbers.len() as u32).to_le_bytes()));
    bytes.extend(lists::of_numbers(numbers.into_iter().flatten().copied()));
    bytes
}

/// Returns the rows of the articles that report `event`, each once.
fn reporting(event: &ArchiveEvent) -> Vec<u32> {
    once(event.reports.iter().map(|(article, _)| *article as u32).collect())
}

/// Returns the section of the identifiers of `events`.
fn identifiers(events: &[ArchiveEvent]) -> Vec<u8> {
    let mut ids: Vec<(&str, u32)> =
        (0u32..).zip(events).map(|(number, event)| (event.id.as_str(), number)).collect();
    ids.sort_unstable();
    let each = |(id, number): &(&str, u32)| [number.to_le_bytes().as_slice(), str::as_bytes(id)].concat();
    lists::write(ids.iter().map(each))
}

struct Making<'a> {
    records: &'a [ArticleRecord],
    registry: &'a Registry,
    /// The entity of each chain of each article.
    numbers: &'a [Vec<Option<u32>>],
}

impl Making<'_> {
    /// Returns the sections of the keys of articles, of the entities of each,
    /// of the articles of each entity, and of the outlines of entities.
    fn of_articles(&self) -> [Vec<u8>; 4] {
        let keys = self.records.iter().flat_map(|record| article_key(&record.id).to_le_bytes()).collect();
        let of_each: Vec<Vec<u32>> = (0..self.records.len()).map(|article| self.entities(article)).collect();
        let entities = lists::write(of_each.iter().map(|numbers| lists::of_numbers(numbers.iter().copied())));
        let articles = file::inverted(of_each.into_iter(), self.registry.len());
        let outline = |at| self.registry.sketch(at).map(Outline::bytes).unwrap_or_default();
        [keys, entities, articles, lists::write((0..self.registry.len()).map(outline))]
    }

    /// Returns the sections of the heads of `events`, of the whole of each, of
    /// the events of each entity and of each article, and of the identifiers.
    fn of_events(&self, events: &[ArchiveEvent]) -> [Vec<u8>; 5] {
        let made: Vec<([Vec<u32>; 3], Vec<u8>)> =
            each(events, |event| (self.parts(event), to_bytes(&self.row(event))));
        let (rows, having) = both(
            || lists::write(made.iter().map(|(_, row)| row)),
            || file::inverted(made.iter().map(|(parts, _)| once(parts.concat())), self.registry.len()),
        );
        let heads = lists::write(events.iter().zip(&made).map(|(event, (parts, _))| head(event, parts)));
        let told = file::inverted(events.iter().map(reporting), self.records.len());
        [heads, rows, having, told, identifiers(events)]
    }

    fn number(&self, id: &str) -> Option<u32> {
        self.registry.number(id).map(|number| number as u32)
    }

    /// Returns the entities of an article, most mentioned first.
    fn entities(&self, article: usize) -> Vec<u32> {
        let record = &self.records[article];
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for (member, number) in record.chains.iter().zip(&self.numbers[article]) {
            // What somebody added by hand stands in no article.
            if let Some(number) = number.filter(|_| member.mentions > 0) {
                *counts.entry(number).or_default() += member.mentions;
            }
        }
        let mut order: Vec<(u32, u32)> = counts.into_iter().collect();
        order.sort_unstable_by_key(|(number, mentions)| (Reverse(*mentions), *number));
        order.into_iter().map(|(number, _)| number).collect()
    }

    /// Returns the parties, the places and the sources of an event.
    fn parts(&self, event: &ArchiveEvent) -> [Vec<u32>; 3] {
        let numbers =
            |ids: &mut dyn Iterator<Item = &String>| once(ids.filter_map(|id| self.number(id)).collect());
        let sources: Vec<Party> =
            event.reports.iter().flat_map(|(article, report)| self.sources(*article, *report)).collect();
        [
            numbers(&mut event.participants.iter().map(|party| &party.id)),
            numbers(&mut event.places.iter().map(|venue| &venue.id)),
            numbers(&mut sources.iter().map(|party| &party.id)),
        ]
    }

    fn row(&self, event: &ArchiveEvent) -> EventRow {
        let reports = event.reports.iter().map(|(article, report)| self.report(*article, *report));
        let mut row = event.clone().with_reports(reports.collect());
        row.participants.iter_mut().for_each(|party| self.settle_party(party));
        row.places.iter_mut().for_each(|venue| self.settle_venue(venue));
        row
    }

    /// Gives a party the name and the kind that the archive settled on.
    fn settle_party(&self, party: &mut Party) {
        if let Some(entity) = self.registry.get(&EntityId(party.id.clone())) {
            party.name.clone_from(&entity.name);
            party.kind = entity.kind;
        }
    }

    fn settle_venue(&self, venue: &mut Venue) {
        if let Some(entity) = self.registry.get(&EntityId(venue.id.clone())) {
            venue.name.clone_from(&entity.name);
            venue.place = entity.place.clone().or(venue.place.take());
        }
    }

    fn report(&self, article: usize, number: usize) -> ReportRow {
        let record = &self.records[article];
        let report = &record.reports[number];
        ReportRow {
            article: record.id.clone(),
            title: record.title.clone(),
            published: record.published,
            publisher: record.publisher.clone(),
            path: record.path.clone(),
            status: report.status,
            evidence: report.evidence.clone(),
            offsets: report.offsets,
            attributed_to: self.sources(article, number),
            confidence: report.confidence,
            reason: report.reason.clone(),
        }
    }

    /// Returns those to whom the article attributes its report.
    fn sources(&self, article: usize, number: usize) -> Vec<Party> {
        let chains = self.records[article].reports[number].attributed_to.iter();
        chains.filter_map(|chain| self.party(article, *chain)).collect()
    }

    fn party(&self, article: usize, chain: usize) -> Option<Party> {
        let record = &self.records[article];
        let member = &record.chains.get(chain)?.chain;
        let (name, kind): (_, EntityKind) = (member.name.clone(), member.kind);
        let mut party = Party { id: String::new(), name, kind };
        if let Some(number) = self.numbers[article].get(chain).copied().flatten() {
            party.id = self.registry.id(number as usize)?.0;
            self.settle_party(&mut party);
        }
        Some(party)
    }
}

/// Returns `numbers` in ascending order, each once.
fn once(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn to_bytes<T: serde::Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("decisions hold nothing that postcard cannot write")
}
