//! Reports to events: which articles tell of one and the same meeting.
//!
//! Two reports are one event when they name the same parties and kind, and
//! their dates and places can both be true. A planned meeting and the report
//! that it was held are one event with a history. Nothing is compared with
//! everything: reports meet in blocks of equal pairs of parties, each sorted
//! by date, so the work grows as the number of reports.

mod block;
mod item;
mod profile;
mod sets;
mod verdict;

use serde::{Deserialize, Serialize};

use super::{ArticleRecord, EntityId, Party, Venue};
use crate::document::{EventKind, Interval, Status};

/// A meeting, call or visit of the archive, merged over its reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArchiveEvent {
    /// 16 hexadecimal digits, made of the earliest report: later reports and
    /// the order of files leave it as it is.
    pub id: String,
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened, by the reports that knew last.
    pub status: Status,
    /// Tells whether it was put off; its status is then cancelled.
    pub postponed: bool,
    /// The parties, those that most reports name first.
    pub participants: Vec<Party>,
    /// Where, what most reports say first, finer before coarser.
    pub places: Vec<Venue>,
    /// When, as exactly as any report knows it.
    pub when: Option<Interval>,
    /// Article and report, indices into the records that were merged and into
    /// their [`ArticleRecord::reports`], by day of publication.
    pub reports: Vec<(usize, usize)>,
    /// Why the reports are one: `same parties; dates overlap; planned, then held`.
    pub reason: String,
    /// Where reports disagree, one clause each, for the detail view.
    pub contradictions: Vec<String>,
}

/// Merges the reports of `articles` into events, by date and identifier.
///
/// `entity_of` tells the entity of a chain, by the index of the article and of
/// the chain in it; none for chains that stay open or have no name.
pub fn merge(
    articles: &[ArticleRecord],
    entity_of: &dyn Fn(usize, usize) -> Option<EntityId>,
) -> Vec<ArchiveEvent> {
    let (items, profiles) = item::items(articles, entity_of);
    let mut sets = sets::Sets::new(items.len());
    block::join(&items, &profiles, &mut sets);
    let mut events: Vec<ArchiveEvent> =
        sets.groups().iter().map(|group| verdict::event(articles, &items, group)).collect();
    events.sort_by(|a, b| start(a).cmp(&start(b)).then_with(|| a.id.cmp(&b.id)));
    events
}

fn start(event: &ArchiveEvent) -> Option<chrono::NaiveDate> {
    event.when.and_then(|when| when.from.or(when.to))
}

#[cfg(test)]
mod tests;
