//! A report made ready for comparison: numbers instead of names and dates.

use std::hash::{Hash, Hasher};

use chrono::{Datelike, NaiveDate};
use rustc_hash::{FxHashMap, FxHasher};

use super::profile::Profile;
use crate::document::{EventKind, Interval, Place, Status};
use crate::resolve::{ArticleRecord, EntityId, Report};

/// A party as a number, equal for equal entities, or for equal descriptions of
/// parties without an entity.
pub type Key = u32;

/// Words that a sentence needs for its wording alone to identify it.
const TELLING: usize = 10;

/// One report.
pub struct Item {
    /// Its article's index.
    pub article: usize,
    /// Its index in the article.
    pub report: usize,
    pub kind: EventKind,
    pub status: Status,
    /// The parties, each once, sorted.
    pub parties: Vec<Key>,
    /// The party whose story it is.
    pub hub: Option<Key>,
    /// The entity of each participant of the report, in its order.
    pub entities: Vec<Option<EntityId>>,
    /// The entity of each place of the report, in its order.
    pub venues: Vec<Option<EntityId>>,
    /// First and last day, counted from the common era.
    pub days: Option<(i32, i32)>,
    /// The day of publication.
    pub published: Option<i32>,
    /// The finest place that the gazetteer knows.
    pub place: Option<Place>,
    /// A hash of the evidence's words, equal in copies of one wire story; 0 for
    /// sentences too short to tell.
    pub wording: u64,
}

impl Item {
    /// Tells whether the event's day is known, give or take a weekend.
    pub fn is_exact(&self) -> bool {
        self.days.is_some_and(|(from, to)| to - from <= 3)
    }

    /// Tells whether the two places lie one in the other, or one is unknown.
    pub fn place_fits(&self, other: &Item) -> bool {
        let (Some(a), Some(b)) = (&self.place, &other.place) else { return true };
        a.path.iter().zip(&b.path).all(|(a, b)| a == b)
    }

    /// Returns the day to sort by.
    pub fn sort_day(&self) -> i32 {
        self.days.map(|days| days.0).or(self.published).unwrap_or(i32::MAX)
    }
}

/// Returns the reports of `articles` in an order that does not depend on that
/// of the articles: by day of publication, article, and place in the article.
pub fn items(
    articles: &[ArticleRecord],
    entity_of: &dyn Fn(usize, usize) -> Option<EntityId>,
) -> (Vec<Item>, Vec<Profile>) {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|index| {
        let article = &articles[*index];
        (article.published.unwrap_or(NaiveDate::MAX), &article.id, &article.path)
    });
    let mut keys = Keys::default();
    let mut items = Vec::new();
    for index in order {
        for report in 0..articles[index].reports.len() {
            items.push(keys.item(articles, index, report, entity_of));
        }
    }
    (items, keys.profiles)
}

/// Numbers given to parties.
#[derive(Default)]
struct Keys {
    numbers: FxHashMap<String, Key>,
    profiles: Vec<Profile>,
}

impl Keys {
    fn item(
        &mut self,
        articles: &[ArticleRecord],
        index: usize,
        number: usize,
        entity_of: &dyn Fn(usize, usize) -> Option<EntityId>,
    ) -> Item {
        let article = &articles[index];
        let report = &article.reports[number];
        let entities: Vec<_> = report.participants.iter().map(|chain| entity_of(index, *chain)).collect();
        let mut parties: Vec<Key> = report
            .participants
            .iter()
            .zip(&entities)
            .map(|(chain, entity)| self.key(article, *chain, entity.as_ref()))
            .collect();
        let hub = parties.first().copied();
        parties.sort_unstable();
        parties.dedup();
        Item {
            article: index,
            report: number,
            kind: report.kind,
            status: report.status,
            parties,
            hub,
            entities,
            venues: report.places.iter().map(|chain| entity_of(index, *chain)).collect(),
            days: report.when.and_then(days),
            published: article.published.map(|day| day.num_days_from_ce()),
            place: place(article, report),
            wording: wording(&report.evidence),
        }
    }

    fn key(&mut self, article: &ArticleRecord, chain: usize, entity: Option<&EntityId>) -> Key {
        let name = match (entity, article.chains.get(chain)) {
            (Some(entity), _) => format!("#{}", entity.0),
            (None, Some(record)) => record.chain.name.to_lowercase(),
            (None, None) => String::new(),
        };
        let next = self.profiles.len() as Key;
        let key = *self.numbers.entry(name).or_insert(next);
        if key == next {
            self.profiles.push(Profile::default());
        }
        if let Some(record) = article.chains.get(chain) {
            self.profiles[key as usize].learn(&record.chain, entity.is_some());
        }
        key
    }
}

/// Returns the first and last day; none for intervals with an open end, which
/// tell no day that two reports could share.
fn days(interval: Interval) -> Option<(i32, i32)> {
    Some((interval.from?.num_days_from_ce(), interval.to?.num_days_from_ce()))
}

/// Returns a hash of the words of `sentence`, case and marks aside.
fn wording(sentence: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut words = 0;
    for word in sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        word.to_lowercase().hash(&mut hasher);
        words += 1;
    }
    if words < TELLING { 0 } else { hasher.finish().max(1) }
}

fn place(article: &ArticleRecord, report: &Report) -> Option<Place> {
    report.places.iter().find_map(|chain| article.chains.get(*chain)?.chain.place.clone())
}
