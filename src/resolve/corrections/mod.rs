//! What people have corrected: `.dateline/corrections.toml`.
//!
//! ```toml
//! [[merge]]
//! entities = ["ismail-haniyeh-1f9c02", "Ismail Haniya"]
//! note = "two spellings, see the obituary"
//!
//! [[reject-event]]
//! event = "6a1f09c2d4e87b35"
//! ```
//!
//! An entity is named by its identifier or by a name; a name must mean one
//! entity. An event is named by its identifier. Entries are applied kind by
//! kind, in the order of [`Section`]; one that fits nothing, or contradicts
//! another, is reported as a [`Problem`] and left out. The file's last entry
//! is the one that was made last, which [`history`] relies on.

pub mod events;
pub mod history;
mod problem;

pub use problem::{Problem, Section};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::document::{EntityKind, EventKind, Status};
use crate::error::{Error, ErrorKind, Result};

/// Calls a function on the entries of every kind, of the one and the other corrections.
macro_rules! sections {
    ($own:ident, $others:ident, $call:ident) => {
        $call(&mut $own.merge, $others.merge);
        $call(&mut $own.split, $others.split);
        $call(&mut $own.alias, $others.alias);
        $call(&mut $own.reject, $others.reject);
        $call(&mut $own.retype, $others.retype);
        $call(&mut $own.add, $others.add);
        $call(&mut $own.rename, $others.rename);
        $call(&mut $own.add_event, $others.add_event);
        $call(&mut $own.merge_event, $others.merge_event);
        $call(&mut $own.split_event, $others.split_event);
        $call(&mut $own.retype_event, $others.retype_event);
        $call(&mut $own.reject_event, $others.reject_event);
    };
}

/// The corrections of an archive; empty where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Corrections {
    /// Entities that are one; the first one's identifier stays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merge: Vec<Merge>,
    /// Chains that are somebody else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<Split>,
    /// Names that entities also bear.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alias: Vec<Alias>,
    /// Entities that are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reject: Vec<Reject>,
    /// Entities of another kind than the program took them for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retype: Vec<Retype>,
    /// Entities that the program did not find.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<Add>,
    /// Entities that are to be called otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rename: Vec<Rename>,
    /// Events that the program did not find.
    #[serde(rename = "add-event", skip_serializing_if = "Vec::is_empty")]
    pub add_event: Vec<AddEvent>,
    /// Events that are one; the first one's identifier stays.
    #[serde(rename = "merge-event", skip_serializing_if = "Vec::is_empty")]
    pub merge_event: Vec<MergeEvent>,
    /// Reports that tell of another event.
    #[serde(rename = "split-event", skip_serializing_if = "Vec::is_empty")]
    pub split_event: Vec<SplitEvent>,
    /// Events that were of another kind, at another time, or came to something else.
    #[serde(rename = "retype-event", skip_serializing_if = "Vec::is_empty")]
    pub retype_event: Vec<RetypeEvent>,
    /// Events that are none.
    #[serde(rename = "reject-event", skip_serializing_if = "Vec::is_empty")]
    pub reject_event: Vec<RejectEvent>,
}

/// Several entities are one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// Identifiers or names, two or more.
    pub entities: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Some chains of an entity are another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The identifier or name of the entity that holds too much.
    pub entity: String,
    /// The chains that bear one of these names leave it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The chains of these articles leave it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// The name of the other entity.
    #[serde(rename = "as")]
    pub name: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An entity also bears a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The identifier or name of the entity.
    pub entity: String,
    /// The other name; its open chains become the entity's.
    pub name: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something is no entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// The identifier or name of the entity.
    pub entity: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An entity is of another kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retype {
    /// The identifier or name of the entity.
    pub entity: String,
    /// What it is.
    pub kind: EntityKind,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// There is an entity that the program did not find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An entity is called otherwise from now on; the names that it had still find it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The identifier or name of the entity.
    pub entity: String,
    /// The name that it is shown by.
    pub name: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An article tells an event that the program did not find.
///
/// It is merged with what other reports tell of the same event, as if the
/// program had found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddEvent {
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened.
    pub status: Status,
    /// The identifiers or names of the parties, one or more.
    pub with: Vec<String>,
    /// The identifiers or names of the places.
    #[serde(rename = "in", default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day; the first one where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// The identifier or path of the article that tells it.
    pub article: String,
    /// The sentence that says so.
    pub sentence: String,
    /// Where the sentence lies in the article's text, in code points,
    /// half-open; left out for the headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offsets: Option<(usize, usize)>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Several events are one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeEvent {
    /// Identifiers, two or more.
    pub events: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Some reports of an event are of another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitEvent {
    /// The identifier of the event that holds too much.
    pub event: String,
    /// The reports of these articles leave it.
    pub articles: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An event was otherwise than the program took it for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetypeEvent {
    /// The event's identifier.
    pub event: String,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EventKind>,
    /// Whether it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day; the first one where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something is no event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectEvent {
    /// The event's identifier.
    pub event: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Corrections {
    /// Reads `corrections.toml`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] with the line and what is wrong there.
    pub fn parse(text: &str) -> Result<Corrections> {
        let corrections: Corrections = toml::from_str(text).map_err(|error| {
            Error::new(ErrorKind::Input, "the corrections cannot be read")
                .because(error)
                .hint("mend corrections.toml, or move it away")
        })?;
        let entities = corrections.merge.iter().map(|merge| &merge.entities);
        let events = corrections.merge_event.iter().map(|merge| &merge.events);
        match entities.chain(events).find(|named| named.len() < 2) {
            Some(named) => Err(Error::new(ErrorKind::Input, "a merge needs two or more")
                .at(named.join(", "))
                .hint("name each of them by its identifier or name")),
            None => Ok(corrections),
        }
    }

    /// Writes the corrections as [`Corrections::parse`] reads them.
    ///
    /// # Panics
    ///
    /// Never: tables of strings can be written as TOML.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("corrections hold nothing that TOML cannot write")
    }

    /// Tells whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Corrections::default()
    }

    /// Adds the entries of `others` that are not there yet, whatever is noted beside them.
    pub fn extend(&mut self, others: Corrections) {
        fn add<T: Entry>(own: &mut Vec<T>, others: Vec<T>) {
            for other in others {
                if !own.iter().any(|own| own.says_the_same(&other)) {
                    own.push(other);
                }
            }
        }
        sections!(self, others, add);
    }

    /// Returns the entries that `others` does not have, whatever is noted beside them.
    pub fn without(mut self, others: Corrections) -> Corrections {
        fn remove<T: Entry>(own: &mut Vec<T>, others: Vec<T>) {
            own.retain(|own| !others.iter().any(|other| own.says_the_same(other)));
        }
        sections!(self, others, remove);
        self
    }
}

/// An entry of any kind.
trait Entry: Clone + PartialEq {
    /// Returns what is noted beside it.
    fn note(&mut self) -> &mut Option<String>;

    /// Tells whether both correct the same thing in the same way.
    fn says_the_same(&self, other: &Self) -> bool {
        let bare = |entry: &Self| {
            let mut entry = entry.clone();
            *entry.note() = None;
            entry
        };
        bare(self) == bare(other)
    }
}

macro_rules! entries {
    ($($kind:ident),*) => {
        $(impl Entry for $kind {
            fn note(&mut self) -> &mut Option<String> {
                &mut self.note
            }
        })*
    };
}
entries!(
    Merge,
    Split,
    Alias,
    Reject,
    Retype,
    Add,
    Rename,
    AddEvent,
    MergeEvent,
    SplitEvent,
    RetypeEvent,
    RejectEvent
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text = "[[merge]]\nentities = [\"a-1\", \"Bo Ur\"]\nnote = \"one man\"\n\n[[retype]]\nentity = \"Ek\"\n\
            kind = \"place\"\n\n[[retype-event]]\nevent = \"0f\"\nstatus = \"denied\"\nfrom = \"2024-03-01\"\n";
        let corrections = Corrections::parse(text).expect("well-formed");
        assert_eq!(Corrections::parse(&corrections.to_toml()).ok(), Some(corrections.clone()));
        let mut more = corrections.clone();
        more.extend(corrections.clone());
        assert_eq!(more, corrections);
    }

    #[test]
    fn broken_files_are_errors() {
        for text in [
            "[[merge]]\nentities = [\"one\"]",
            "[[merge-event]]\nevents = []",
            "[[unite]]\na = 1",
            "[[retype]]\nentity = \"a\"\nkind = \"cat\"",
            "]",
        ] {
            assert_eq!(
                Corrections::parse(text).map_err(|error| error.kind()).err(),
                Some(ErrorKind::Input),
                "{text}"
            );
        }
    }
}
