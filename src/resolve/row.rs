//! Events of the archive with their reports spelt out, as they are shown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Party, Venue};
use crate::document::{EventKind, Interval, Status};

/// A meeting, call or visit of the archive, with all that is shown of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// The stable identifier, 16 hexadecimal digits.
    pub id: String,
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened, by the reports that knew last.
    pub status: Status,
    /// Tells whether it was put off; its status is then cancelled.
    pub postponed: bool,
    /// The parties, those that most reports name first.
    pub participants: Vec<Party>,
    /// Where, what most reports say first.
    pub places: Vec<Venue>,
    /// When, as exactly as any report knows it.
    pub when: Option<Interval>,
    /// The reports, by day of publication; never empty.
    pub reports: Vec<ReportRow>,
    /// Why the reports are one event.
    pub reason: String,
    /// Where the reports disagree, one clause each.
    pub contradictions: Vec<String>,
}

/// One article's telling of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportRow {
    /// The article's identifier.
    pub article: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<NaiveDate>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its path in the archive.
    pub path: String,
    /// What this article says of the status.
    pub status: Status,
    /// The sentence that says so.
    pub evidence: String,
    /// Where the sentence lies in the body, in code points; none when it is
    /// the headline.
    pub offsets: Option<(usize, usize)>,
    /// Who says so.
    pub attributed_to: Vec<Party>,
    /// The probability that the event is told, 0..=1.
    pub confidence: f32,
    /// How it was found.
    pub reason: String,
}
