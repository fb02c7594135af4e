//! What came of a walk.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;

use super::survey::Survey;
use super::worker::{Done, Fate};
use crate::document::EntityKind;
use crate::error::{Result, Warning};
use crate::index::{Archive, Decisions, Seen, date_count};

/// What came of taking an archive in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Files that there are.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were new.
    pub added: u64,
    /// Files that had changed.
    pub changed: u64,
    /// Files that have another name than before.
    pub moved: u64,
    /// Files that have vanished.
    pub removed: u64,
    /// Files that were passed over since they were as before.
    pub unchanged: u64,
    /// Bytes of the files that were read and understood.
    pub bytes_read: u64,
    /// Articles read and understood in this run.
    pub articles_read: u64,
    /// Articles in the archive.
    pub articles: u64,
    /// Persons of the archive.
    pub people: u64,
    /// Organizations of the archive.
    pub organizations: u64,
    /// Places of the archive.
    pub places: u64,
    /// Expressions of time in the archive.
    pub dates: u64,
    /// Events of the archive, merged over their reports.
    pub events: u64,
    /// What was wrong with files, by path: of those read now and those passed over.
    pub warnings: Vec<Warning>,
    /// How long it took.
    pub elapsed: Duration,
    /// Tells whether the walk was interrupted; of the archive only articles are counted then.
    pub interrupted: bool,
}

impl Report {
    /// Returns how many megabytes (10⁶ bytes) were dealt with in a second.
    pub fn megabytes_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.elapsed.as_secs_f64().max(1e-9)
    }
}

/// A report in the making.
pub struct Tally {
    report: Report,
    vanished: FxHashSet<u64>,
}

impl Tally {
    /// Starts with what the survey found.
    pub fn new(survey: &Survey) -> Tally {
        let report = Report {
            files: survey.files,
            bytes: survey.bytes,
            removed: survey.vanished.len() as u64,
            warnings: survey.warnings.clone(),
            ..Report::default()
        };
        Tally { report, vanished: survey.vanished_hashes.clone() }
    }

    /// Counts a file.
    pub fn add(&mut self, done: Done) {
        let report = &mut self.report;
        match done.fate {
            Fate::Unchanged => report.unchanged += 1,
            Fate::Changed => report.changed += 1,
            Fate::Added if self.vanished.remove(&done.hash) => {
                report.moved += 1;
                report.removed -= 1;
            }
            Fate::Added => report.added += 1,
            Fate::Failed => {}
        }
        if done.written {
            report.bytes_read += done.bytes;
        }
        report.articles_read += done.articles;
        report.warnings.extend(done.warnings);
    }

    /// Ends with the counts of the whole archive.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    pub fn report(mut self, archive: &Archive, decisions: &Decisions, start: Instant) -> Result<Report> {
        let registry = decisions.registry()?;
        let count = |kind| registry.entities().filter(|entity| entity.kind == kind).count() as u64;
        let seen = Seen::read(archive)?;
        let report = &mut self.report;
        report.articles = seen.iter().map(|(_, file)| file.articles).sum();
        report.people = count(EntityKind::Person);
        report.organizations = count(EntityKind::Organization);
        report.places = count(EntityKind::Place);
        report.dates = date_count(archive)?;
        report.events = u64::from(decisions.events());
        report.elapsed = start.elapsed();
        Ok(self.sorted())
    }

    /// Ends a walk that was interrupted, and that left the index with the files `seen`.
    pub fn interrupted(mut self, seen: &Seen, elapsed: Duration) -> Report {
        self.report.interrupted = true;
        self.report.articles = seen.iter().map(|(_, file)| file.articles).sum();
        self.report.elapsed = elapsed;
        self.sorted()
    }

    fn sorted(mut self) -> Report {
        let warnings: BTreeSet<(String, String)> =
            self.report.warnings.drain(..).map(|warning| (warning.path, warning.reason)).collect();
        self.report.warnings = warnings.into_iter().map(|(path, reason)| Warning { path, reason }).collect();
        self.report
    }
}
