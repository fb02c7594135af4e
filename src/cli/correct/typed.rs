//! What can be typed behind `dateline correct`.

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};

use super::examples::{ADD, ADD_EVENT, ALIAS, APPLY, LIST, MERGE, REJECT, RENAME, RETYPE, SPLIT, UNDO};
use crate::document::{EntityKind, EventKind, Status};
use crate::error::{Error, ErrorKind, Result};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Two or more entities, or events, are one; the first one's identifier stays.
    #[command(after_help = MERGE)]
    Merge {
        /// Names or ids of entities, or ids of events or their first digits.
        #[arg(required = true, num_args = 2.., value_name = "WHO")]
        all: Vec<String>,
    },
    /// Some chains of an entity are somebody else; some reports of an event are of another one.
    #[command(after_help = SPLIT)]
    Split {
        /// The name or id of the entity, or the id of the event or its first digits.
        #[arg(value_name = "WHO")]
        who: String,
        /// The name of the other entity.
        #[arg(long = "as", value_name = "NAME", default_value = "")]
        name: String,
        /// A name whose chains leave; again for more.
        #[arg(long = "name", value_name = "NAME")]
        names: Vec<String>,
        /// An article whose chains or reports leave; again for more.
        #[arg(long = "article", value_name = "ID")]
        articles: Vec<String>,
    },
    /// An entity also bears a name.
    #[command(after_help = ALIAS)]
    Alias {
        /// The name or id of the entity; the id, where NAME is already another's.
        #[arg(value_name = "WHO")]
        who: String,
        /// The other name.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Something is no entity, or no event.
    #[command(after_help = REJECT)]
    Reject {
        /// The name or id of the entity, or the id of the event or its first digits.
        #[arg(value_name = "WHO")]
        who: String,
    },
    /// An entity is of another kind; an event was of another kind, status or day.
    #[command(
        after_help = RETYPE,
        group(ArgGroup::new("change").required(true).multiple(true).args(["kind", "status", "from"]))
    )]
    Retype {
        /// The name or id of the entity, or the id of the event or its first digits.
        #[arg(value_name = "WHO")]
        who: String,
        /// person, organization or place; for events meeting, call or visit.
        #[arg(long, value_name = "KIND", ignore_case = true)]
        kind: Option<Kind>,
        /// For events: held, planned, cancelled or denied.
        #[arg(long, value_name = "STATUS", ignore_case = true)]
        status: Option<State>,
        /// For events: the first day.
        #[arg(long, value_name = "DAY")]
        from: Option<NaiveDate>,
        /// For events: the last day.
        #[arg(long, value_name = "DAY", requires = "from")]
        to: Option<NaiveDate>,
    },
    /// There is an entity that the program did not find.
    #[command(after_help = ADD)]
    Add {
        /// Its name.
        #[arg(value_name = "NAME")]
        name: String,
        /// person, organization or place.
        #[arg(long, value_name = "KIND", default_value = "person", ignore_case = true)]
        kind: Kind,
        /// Another name; again for more.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Vec<String>,
    },
    /// An entity is called otherwise; its other names still find it.
    #[command(after_help = RENAME)]
    Rename {
        /// The name or id of the entity.
        #[arg(value_name = "WHO")]
        who: String,
        /// The name that it is shown by.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// An article tells an event that the program did not find.
    #[command(after_help = ADD_EVENT)]
    AddEvent(AddEvent),
    /// Take over the corrections of a file, such as a colleague's; those that
    /// fit nothing are named and left out.
    #[command(after_help = APPLY)]
    Apply {
        /// A corrections.toml.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take back the last correction, or the last N.
    #[command(after_help = UNDO)]
    Undo {
        /// How many.
        #[arg(value_name = "N", default_value_t = 1)]
        count: usize,
    },
    /// Print the corrections, and those that fit nothing on stderr.
    #[command(after_help = LIST)]
    List,
}

#[derive(Debug, Args)]
pub(super) struct AddEvent {
    /// A party; again for more.
    #[arg(long, required = true, value_name = "WHO")]
    pub(super) with: Vec<String>,
    /// A place; again for more.
    #[arg(long = "in", value_name = "PLACE")]
    pub(super) places: Vec<String>,
    /// meeting, call or visit.
    #[arg(long, value_name = "KIND", default_value = "meeting", ignore_case = true)]
    pub(super) kind: Kind,
    /// held, planned, cancelled or denied.
    #[arg(long, value_name = "STATUS", default_value = "held", ignore_case = true)]
    pub(super) status: State,
    /// The first day.
    #[arg(long, value_name = "DAY")]
    pub(super) from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DAY", requires = "from")]
    pub(super) to: Option<NaiveDate>,
    /// The article that tells it: its id or path.
    #[arg(long, value_name = "ID")]
    pub(super) article: String,
    /// The sentence that tells it, as it stands in the article; the headline when not given.
    #[arg(long, value_name = "TEXT")]
    pub(super) sentence: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Person,
    Organization,
    Place,
    Meeting,
    Call,
    Visit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum State {
    Held,
    Planned,
    #[value(alias = "canceled")]
    Cancelled,
    Denied,
}

impl Kind {
    pub(super) fn of_event(self) -> Result<EventKind> {
        match self {
            Kind::Meeting => Ok(EventKind::Meeting),
            Kind::Call => Ok(EventKind::Call),
            Kind::Visit => Ok(EventKind::Visit),
            _ => Err(Error::new(ErrorKind::Usage, "an event is a meeting, a call or a visit")),
        }
    }

    pub(super) fn of_entity(kind: Option<Kind>) -> Result<EntityKind> {
        match kind {
            Some(Kind::Person) => Ok(EntityKind::Person),
            Some(Kind::Organization) => Ok(EntityKind::Organization),
            Some(Kind::Place) => Ok(EntityKind::Place),
            _ => Err(Error::new(ErrorKind::Usage, "an entity is a person, an organization or a place")
                .hint("say which with --kind")),
        }
    }
}

impl State {
    pub(super) fn meant(self) -> Status {
        match self {
            State::Held => Status::Held,
            State::Planned => Status::Planned,
            State::Cancelled => Status::Cancelled,
            State::Denied => Status::Denied,
        }
    }
}
