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
mod retell;
mod sets;
mod verdict;

pub use retell::Retelling;

use serde::{Deserialize, Serialize};

pub(super) use self::sets::Sets;

use super::{ArticleRecord, EntityId, Party, Venue};
use crate::document::{EventKind, Interval, Status};
use crate::threads::each;

/// A meeting, call or visit of the archive, merged over its reports.
///
/// `R` is what stands for a report: where merging finds it, an index into the
/// records that were merged and one into their [`ArticleRecord::reports`];
/// where it is shown, the report spelt out ([`EventRow`](super::EventRow)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArchiveEvent<R = (usize, usize)> {
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
    /// The reports, by day of publication; never empty.
    pub reports: Vec<R>,
    /// Why the reports are one: `same parties; dates overlap; planned, then held`.
    pub reason: String,
    /// Where reports disagree, one clause each, for the detail view.
    pub contradictions: Vec<String>,
}

impl<R> ArchiveEvent<R> {
    /// Returns the event with `reports` in the place of its own.
    pub fn with_reports<S>(self, reports: Vec<S>) -> ArchiveEvent<S> {
        ArchiveEvent {
            reports,
            id: self.id,
            kind: self.kind,
            status: self.status,
            postponed: self.postponed,
            participants: self.participants,
            places: self.places,
            when: self.when,
            reason: self.reason,
            contradictions: self.contradictions,
        }
    }
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
    let mut events = each(&sets.groups(), |group| verdict::event(articles, &items, group));
    sort(&mut events);
    events
}

/// Puts events in the order of time, those of one day in that of their identifiers.
pub fn sort(events: &mut [ArchiveEvent]) {
    events.sort_by(|a, b| start(a).cmp(&start(b)).then_with(|| a.id.cmp(&b.id)));
}

fn start(event: &ArchiveEvent) -> Option<chrono::NaiveDate> {
    event.when.and_then(|when| when.from.or(when.to))
}

#[cfg(test)]
mod tests;
