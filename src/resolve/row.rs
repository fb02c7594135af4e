//! Events of the archive with their reports spelt out, as they are shown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ArchiveEvent, Party};
use crate::document::Status;

/// A meeting, call or visit of the archive, with all that is shown of it.
pub type EventRow = ArchiveEvent<ReportRow>;

impl EventRow {
    /// Returns the first of the reports, and each that gives another status
    /// than the one before it: planned, then held.
    pub fn history(&self) -> Vec<&ReportRow> {
        let mut changes: Vec<&ReportRow> = Vec::new();
        for report in &self.reports {
            if changes.last().is_none_or(|last| last.status != report.status) {
                changes.push(report);
            }
        }
        changes
    }
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
