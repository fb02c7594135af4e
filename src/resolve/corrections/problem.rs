//! Entries of the corrections that could not be applied.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Corrections;

/// A kind of entry, in the order in which they are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Section {
    /// `[[add]]`
    Add,
    /// `[[split]]`
    Split,
    /// `[[retype]]`
    Retype,
    /// `[[rename]]`
    Rename,
    /// `[[alias]]`
    Alias,
    /// `[[merge]]`
    Merge,
    /// `[[reject]]`
    Reject,
    /// `[[add-event]]`
    AddEvent,
    /// `[[merge-event]]`
    MergeEvent,
    /// `[[split-event]]`
    SplitEvent,
    /// `[[retype-event]]`
    RetypeEvent,
    /// `[[reject-event]]`
    RejectEvent,
}

impl Section {
    /// Returns the name of the section's tables in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Add => "add",
            Section::Split => "split",
            Section::Retype => "retype",
            Section::Rename => "rename",
            Section::Alias => "alias",
            Section::Merge => "merge",
            Section::Reject => "reject",
            Section::AddEvent => "add-event",
            Section::MergeEvent => "merge-event",
            Section::SplitEvent => "split-event",
            Section::RetypeEvent => "retype-event",
            Section::RejectEvent => "reject-event",
        }
    }
}

/// An entry that fits nothing or contradicts another one, and was left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Problem {
    /// The kind of entry.
    pub section: Section,
    /// Which of its kind, from 0.
    pub number: usize,
    /// What it is about: names or identifiers.
    pub about: String,
    /// Why it was left out.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}: {}", self.section.as_str(), self.about, self.reason)
    }
}

impl Corrections {
    /// Returns the number of entries of the section.
    pub fn count(&self, section: Section) -> usize {
        match section {
            Section::Add => self.add.len(),
            Section::Split => self.split.len(),
            Section::Retype => self.retype.len(),
            Section::Rename => self.rename.len(),
            Section::Alias => self.alias.len(),
            Section::Merge => self.merge.len(),
            Section::Reject => self.reject.len(),
            Section::AddEvent => self.add_event.len(),
            Section::MergeEvent => self.merge_event.len(),
            Section::SplitEvent => self.split_event.len(),
            Section::RetypeEvent => self.retype_event.len(),
            Section::RejectEvent => self.reject_event.len(),
        }
    }

    /// Removes entry `number` of the section, where it is there.
    pub fn remove(&mut self, section: Section, number: usize) {
        fn remove<T>(entries: &mut Vec<T>, number: usize) {
            if number < entries.len() {
                entries.remove(number);
            }
        }
        match section {
            Section::Add => remove(&mut self.add, number),
            Section::Split => remove(&mut self.split, number),
            Section::Retype => remove(&mut self.retype, number),
            Section::Rename => remove(&mut self.rename, number),
            Section::Alias => remove(&mut self.alias, number),
            Section::Merge => remove(&mut self.merge, number),
            Section::Reject => remove(&mut self.reject, number),
            Section::AddEvent => remove(&mut self.add_event, number),
            Section::MergeEvent => remove(&mut self.merge_event, number),
            Section::SplitEvent => remove(&mut self.split_event, number),
            Section::RetypeEvent => remove(&mut self.retype_event, number),
            Section::RejectEvent => remove(&mut self.reject_event, number),
        }
    }
}
