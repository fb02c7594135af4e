//! The options that ask for events, and the query that they mean.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::context::Context;
use super::names::{Wanted, exactly, is_nobody};
use super::{complete, options, output};
use crate::document::{EntityKind, EventKind, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Condition, DateRange, EntityName, EventClause, Query, Slot};
use crate::search::Backend;

/// Which events are asked for, as typed.
#[derive(Debug, Default, Args)]
pub(super) struct Conditions {
    /// Words and clauses that a reporting article must satisfy.
    #[arg(value_name = "QUERY", add = ArgValueCompleter::new(complete::query))]
    query: Vec<String>,

    /// Who took part: a name or an id; given again, all of them.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::party))]
    with: Vec<String>,

    /// Which organization took part; given again, all of them.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::organization))]
    with_org: Vec<String>,

    /// Where: a city, a region, a country, a continent and all that lies in it.
    #[arg(long = "in", value_name = "PLACE", add = ArgValueCompleter::new(complete::place))]
    place: Vec<String>,

    /// The first day: 2024, 2024-03, 2024-03-17, "last week".
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// The last day.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// The kind of event.
    #[arg(long, value_parser = options::one_of(["meeting", "call", "visit", "any"]))]
    kind: Option<String>,

    /// Whether it happened; all are shown, each with its status, when not given.
    #[arg(long, value_delimiter = ',', value_parser = options::one_of(["held", "planned", "cancelled", "denied", "any"]))]
    status: Vec<String>,
}

impl Conditions {
    /// Returns the query that is meant; none when a name is nobody's.
    ///
    /// # Errors
    ///
    /// When a name means several, a date is none, or the query cannot be read.
    pub fn meant(
        &self,
        default: Option<EventKind>,
        backend: &dyn Backend,
        context: &Context,
    ) -> Result<Option<Query>> {
        let text = options::query(&self.query, context)?;
        self.remark_on_names_in_two(backend)?;
        let mut conditions: Vec<Condition> = Vec::new();
        conditions.extend(self.days(context)?.map(|range| Slot::On(range).into()));
        let statuses = self.statuses();
        conditions.extend((!statuses.is_empty()).then(|| Slot::Status(statuses).into()));
        let mut known = true;
        let mut name = |names: &[String], option: &str, wanted: Wanted, slot: fn(Vec<EntityName>) -> Slot| {
            for typed in names {
                match exactly(typed, option, wanted, backend, context)? {
                    Some(meant) => conditions.push(slot(vec![meant]).into()),
                    None => known = false,
                }
            }
            Ok::<(), Error>(())
        };
        name(&self.with, "--with", Wanted::Party, |names| Slot::With(None, names))?;
        name(&self.with_org, "--with-org", Wanted::Kind(EntityKind::Organization), |names| {
            Slot::With(Some(EntityKind::Organization), names)
        })?;
        name(&self.place, "--in", Wanted::Kind(EntityKind::Place), Slot::In)?;
        if !known {
            return Ok(None);
        }
        let clause = EventClause { kind: self.kind(default), conditions };
        Ok(Some(Query::and([Query::Event(clause), text])))
    }

    /// Says where the shell seems to have cut a name in two: the words behind
    /// it are a query of their own.
    fn remark_on_names_in_two(&self, backend: &dyn Backend) -> Result<()> {
        let rest = self.query.join(" ");
        if rest.is_empty() {
            return Ok(());
        }
        let named = [("--with", &self.with), ("--with-org", &self.with_org), ("--in", &self.place)];
        for (option, names) in named {
            let Some(whole) = names.last().map(|name| format!("{name} {rest}")) else { continue };
            if !is_nobody(&backend.candidates(&whole, None)?) {
                let note = format!("note: `{rest}` is looked for in the text; for the name, quote it");
                output::remark(&format!("{note}: {option} {whole:?}"));
            }
        }
        Ok(())
    }

    fn kind(&self, default: Option<EventKind>) -> Option<EventKind> {
        match self.kind.as_deref() {
            Some(typed) => EventKind::ALL.into_iter().find(|kind| kind.as_str() == typed),
            None => default,
        }
    }

    fn statuses(&self) -> Vec<Status> {
        if self.status.iter().any(|status| status == "any") {
            return Vec::new();
        }
        let is_typed = |status: &Status| self.status.iter().any(|typed| typed == status.as_str());
        Status::ALL.into_iter().filter(is_typed).collect()
    }

    fn days(&self, context: &Context) -> Result<Option<DateRange>> {
        let day = |option: &str, text: &Option<String>| {
            text.as_ref().map(|text| options::days(option, text, context)).transpose()
        };
        let from = day("since", &self.since)?.and_then(|range| range.from);
        let to = day("until", &self.until)?.and_then(|range| range.to);
        match (from, to) {
            (None, None) => Ok(None),
            (Some(from), Some(to)) if from > to => {
                Err(Error::new(ErrorKind::Usage, format!("--until {to} is before --since {from}")))
            }
            _ => Ok(Some(DateRange { from, to })),
        }
    }
}
