//! Making the decisions: every article's record in, the file's bytes out.

use std::collections::BTreeMap;

use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::file::{self, State};
use super::{Archive, EventHead, Outline};
use crate::document::EntityKind;
use crate::error::Result;
use crate::index::archive::damaged;
use crate::index::article_key;
use crate::index::day::{OPEN_FROM, OPEN_TO, bounds};
use crate::resolve::{
    ArchiveEvent, ArticleRecord, Corrections, EntityId, EventRow, Party, Registry, ReportRow, copies,
    corrections, events,
};

/// Decides about the last commit of `archive`.
pub fn make(archive: &Archive, corrections: &Corrections, state: &State) -> Result<Vec<u8>> {
    let mut records = records(archive)?;
    records.sort_by_cached_key(|record| article_key(&record.id));
    records.dedup_by(|a, b| a.id == b.id);
    let registry = Registry::build(records.iter(), corrections);
    let entity_of = |article: usize, chain: usize| {
        registry.entity_of(&records[article].id, chain).map(|entity| entity.id.clone())
    };
    let telling = || events::Retelling::new(&records, &entity_of);
    let (events, problems) =
        corrections::events::apply(events::merge(&records, &entity_of), corrections, &telling);
    let registry = registry.note(problems);
    let making = Making { records: &records, registry: &registry };
    let heads: Vec<EventHead> = events.iter().map(|event| making.head(event)).collect();
    let keys = records.iter().flat_map(|record| article_key(&record.id).to_le_bytes()).collect();
    let entities = file::lists((0..records.len()).map(|article| making.entities(article)));
    let rows = file::lists(events.iter().map(|event| to_bytes(&making.row(event))));
    let outlines: Vec<Outline> = registry.entities().map(Outline::of).collect();
    let hashes: Vec<u64> = records.iter().map(|record| record.simhash).collect();
    let copies = copies(&hashes).into_iter().flat_map(u32::to_le_bytes).collect();
    let (heads, outlines) = (to_bytes(&heads), to_bytes(&outlines));
    let sections = [registry.to_bytes(), keys, entities, heads, rows, outlines, copies];
    Ok(file::bytes(state, sections))
}

/// Reads the record of every article of the last commit.
fn records(archive: &Archive) -> Result<Vec<ArticleRecord>> {
    let field = archive.fields()?.record;
    let mut records = Vec::new();
    for segment in archive.searcher()?.segment_readers() {
        let store = segment.get_store_reader(1).map_err(|error| damaged(error.into()))?;
        for doc in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            let doc = doc.map_err(damaged)?;
            let bytes = doc.get_first(field).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            records.extend(bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()));
        }
    }
    Ok(records)
}

/// Returns the number of the entity with the identifier `id`: its place in
/// the registry's order, which is that of the identifiers.
pub fn number_of(registry: &Registry, id: &EntityId) -> Option<u32> {
    let (mut low, mut high) = (0, registry.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let entity = registry.entities().nth(middle)?;
        if entity.id < *id { low = middle + 1 } else { high = middle }
    }
    (registry.entities().nth(low)?.id == *id).then_some(low as u32)
}

struct Making<'a> {
    records: &'a [ArticleRecord],
    registry: &'a Registry,
}

impl Making<'_> {
    fn number(&self, id: &EntityId) -> Option<u32> {
        number_of(self.registry, id)
    }

    /// Returns the entities of an article, most mentioned first.
    fn entities(&self, article: usize) -> Vec<u8> {
        let record = &self.records[article];
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for (chain, member) in record.chains.iter().enumerate() {
            let entity = self.registry.entity_of(&record.id, chain);
            if let Some(number) = entity.and_then(|entity| self.number(&entity.id)) {
                *counts.entry(number).or_default() += member.mentions;
            }
        }
        let mut order: Vec<(u32, u32)> = counts.into_iter().collect();
        order.sort_by_key(|(number, mentions)| (std::cmp::Reverse(*mentions), *number));
        order.iter().flat_map(|(number, _)| number.to_le_bytes()).collect()
    }

    fn head(&self, event: &ArchiveEvent) -> EventHead {
        let (from, to) = event.when.and_then(bounds).unwrap_or((OPEN_TO, OPEN_FROM));
        let numbers = |ids: &mut dyn Iterator<Item = &String>| {
            once(ids.filter_map(|id| self.number(&EntityId(id.clone()))).collect())
        };
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
        for party in &mut row.participants {
            self.rename(&party.id, &mut party.name);
        }
        for venue in &mut row.places {
            self.rename(&venue.id, &mut venue.name);
        }
        row
    }

    /// Gives what is shown of an event the names that the archive settled on.
    fn rename(&self, id: &str, name: &mut String) {
        if let Some(entity) = self.registry.get(&EntityId(id.to_owned())) {
            name.clone_from(&entity.name);
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
        let record = &self.records[article];
        let chains = record.reports[number].attributed_to.iter();
        chains.filter_map(|chain| self.party(record, *chain)).collect()
    }

    fn party(&self, record: &ArticleRecord, chain: usize) -> Option<Party> {
        let member = &record.chains.get(chain)?.chain;
        let entity = self.registry.entity_of(&record.id, chain);
        let name = entity.map_or(&member.name, |entity| &entity.name).clone();
        let id = entity.map_or(String::new(), |entity| entity.id.0.clone());
        let kind: EntityKind = member.kind;
        Some(Party { id, name, kind })
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
