//! Making the decisions: what the program decided and the corrections in, the file's bytes out.

use std::collections::BTreeMap;

use super::base::Base;
use super::file::{self, State};
use super::{EventHead, Outline};
use crate::document::EntityKind;
use crate::index::article_key;
use crate::index::day::{OPEN_FROM, OPEN_TO, bounds};
use crate::resolve::{
    ArchiveEvent, ArticleRecord, Corrections, EntityId, EventRow, Party, Registry, ReportRow, Venue, copies,
    corrections, events,
};

/// Lays `corrections` over what the program decided, and puts the reports of
/// one event together.
pub fn make(base: Base, corrections: &Corrections, state: &State) -> Vec<u8> {
    let Base { mut records, registry } = base;
    let registry = registry.corrected(&records.iter().collect::<Vec<_>>(), corrections);
    let mut numbers: Vec<Vec<Option<u32>>> =
        records.iter().map(|record| registry.numbers_of(&record.id).collect()).collect();
    let (by_hand, mut problems) = corrections::events::add(&mut records, corrections, &registry);
    by_hand.into_iter().for_each(|(article, number)| numbers[article].push(Some(number)));
    let entity_of = |article: usize, chain: usize| {
        let number = numbers[article].get(chain).copied().flatten()?;
        registry.id(number as usize)
    };
    let telling = || events::Retelling::new(&records, &entity_of);
    let merged = events::merge(&records, &entity_of);
    let (events, more) = corrections::events::apply(merged, corrections, &telling);
    problems.extend(more);
    let making = Making { records: &records, registry: &registry, numbers: &numbers };
    let heads: Vec<EventHead> = events.iter().map(|event| making.head(event)).collect();
    let keys = records.iter().flat_map(|record| article_key(&record.id).to_le_bytes()).collect();
    let entities = file::lists((0..records.len()).map(|article| making.entities(article)));
    let rows = file::lists(events.iter().map(|event| to_bytes(&making.row(event))));
    let outlines: Vec<Outline> =
        (0..registry.len()).filter_map(|at| registry.sketch(at)).map(Outline::of).collect();
    let hashes: Vec<u64> = records.iter().map(|record| record.simhash).collect();
    let copies = copies(&hashes).into_iter().flat_map(u32::to_le_bytes).collect();
    let (heads, outlines) = (to_bytes(&heads), to_bytes(&outlines));
    let sections = [registry.note(problems).to_bytes(), keys, entities, heads, rows, outlines, copies];
    file::bytes(state, sections)
}

struct Making<'a> {
    records: &'a [ArticleRecord],
    registry: &'a Registry,
    /// The entity of each chain of each article.
    numbers: &'a [Vec<Option<u32>>],
}

impl Making<'_> {
    fn number(&self, id: &str) -> Option<u32> {
        self.registry.number(id).map(|number| number as u32)
    }

    /// Returns the entities of an article, most mentioned first.
    fn entities(&self, article: usize) -> Vec<u8> {
        let record = &self.records[article];
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for (member, number) in record.chains.iter().zip(&self.numbers[article]) {
            // What somebody added by hand stands in no article.
            if let Some(number) = number.filter(|_| member.mentions > 0) {
                *counts.entry(number).or_default() += member.mentions;
            }
        }
        let mut order: Vec<(u32, u32)> = counts.into_iter().collect();
        order.sort_by_key(|(number, mentions)| (std::cmp::Reverse(*mentions), *number));
        order.iter().flat_map(|(number, _)| number.to_le_bytes()).collect()
    }

    fn head(&self, event: &ArchiveEvent) -> EventHead {
        let (from, to) = event.when.and_then(bounds).unwrap_or((OPEN_TO, OPEN_FROM));
        let numbers =
            |ids: &mut dyn Iterator<Item = &String>| once(ids.filter_map(|id| self.number(id)).collect());
        let sources: Vec<Party> =
            event.reports.iter().flat_map(|(article, report)| self.sources(*article, *report)).collect();
        EventHead {
            kind: event.kind,
            status: event.status,
            from,
            to,
            participants: numbers(&mut event.participants.iter().map(|party| &party.id)),
            places: numbers(&mut event.places.iter().map(|venue| &venue.id)),
            sources: numbers(&mut sources.iter().map(|party| &party.id)),
            articles: once(event.reports.iter().map(|(article, _)| *article as u32).collect()),
        }
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
