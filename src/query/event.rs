//! `meeting(with:… in:… on:… status:…)`: conditions that hold of one event.

use std::fmt;

use super::entity::field_of;
use super::{DateRange, EntityName, Query};
use crate::document::{EntityKind, EventKind, Status};

/// An event of which all conditions hold.
///
/// `meeting(…)`, `call(…)` and `visit(…)` ask for one kind, `event(…)` for
/// any. Without conditions, any event of the kind will do. `kind:call`,
/// `status:held` and `on:2024` outside a clause are clauses of one condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventClause {
    /// The kind; none for any.
    pub kind: Option<EventKind>,
    /// What must hold of the event, all of it.
    pub conditions: Vec<Condition>,
}

/// One condition of an event's clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Tells whether it must not hold: `-in:Qatar`.
    pub negated: bool,
    /// What must hold.
    pub slot: Slot,
}

/// What a condition asks of an event; it holds if one of the alternatives does.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A participant of the kind, or of any: `with:`, `person:`, `org:`, `place:`… never empty.
    With(Option<EntityKind>, Vec<EntityName>),
    /// A place of the event is this place or lies in it: `in:Qatar`; never empty.
    In(Vec<EntityName>),
    /// Somebody says so: `by:"China's Foreign Ministry"`; never empty.
    By(Vec<EntityName>),
    /// The event's interval and the range share a day: `on:2024-03`.
    On(DateRange),
    /// The event's status is one of these: `status:(held OR planned)`; never empty.
    Status(Vec<Status>),
    /// The event's identifier begins with one of these: `id:3f2a9c51`; never empty.
    Id(Vec<String>),
    /// An article of which the query is true tells of it: `told:(grain source:Courier)`.
    Told(Box<Query>),
}

impl From<Slot> for Condition {
    fn from(slot: Slot) -> Condition {
        Condition { negated: false, slot }
    }
}

impl Slot {
    /// Returns the names that the slot asks for.
    pub fn names(&self) -> &[EntityName] {
        match self {
            Slot::With(_, names) | Slot::In(names) | Slot::By(names) => names,
            Slot::On(_) | Slot::Status(_) | Slot::Id(_) | Slot::Told(_) => &[],
        }
    }

    /// Returns the names that the slot asks for, to be changed.
    pub fn names_mut(&mut self) -> &mut [EntityName] {
        match self {
            Slot::With(_, names) | Slot::In(names) | Slot::By(names) => names,
            Slot::On(_) | Slot::Status(_) | Slot::Id(_) | Slot::Told(_) => &mut [],
        }
    }
}

impl EventClause {
    /// Makes the clause of one condition.
    pub fn of(slot: Slot) -> EventClause {
        EventClause { kind: None, conditions: vec![slot.into()] }
    }

    /// Returns how many values it holds, itself counted too.
    pub(super) fn terms(&self) -> usize {
        let of = |condition: &Condition| match &condition.slot {
            Slot::With(_, names) | Slot::In(names) | Slot::By(names) => names.len(),
            Slot::On(_) => 1,
            Slot::Status(all) => all.len(),
            Slot::Id(ids) => ids.len(),
            Slot::Told(query) => query.terms(),
        };
        1 + self.conditions.iter().map(of).sum::<usize>()
    }
}

impl fmt::Display for EventClause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.kind.map_or("event", EventKind::as_str))?;
        for (number, condition) in self.conditions.iter().enumerate() {
            let space = if number > 0 { " " } else { "" };
            write!(f, "{space}{condition}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negated { "-" } else { "" };
        write!(f, "{sign}{}", self.slot)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slot::With(kind, names) => write_any(f, kind.map_or("with", field_of), names),
            Slot::In(names) => write_any(f, "in", names),
            Slot::By(names) => write_any(f, "by", names),
            Slot::On(range) => write!(f, "on:{range}"),
            Slot::Status(all) => {
                let names: Vec<_> = all.iter().map(|status| status.as_str()).collect();
                write_any(f, "status", &names)
            }
            Slot::Id(ids) => write_any(f, "id", ids),
            Slot::Told(query) => write!(f, "told:({query})"),
        }
    }
}

fn write_any(f: &mut fmt::Formatter<'_>, field: &str, values: &[impl fmt::Display]) -> fmt::Result {
    if let [value] = values {
        return write!(f, "{field}:{value}");
    }
    write!(f, "{field}:(")?;
    for (number, value) in values.iter().enumerate() {
        let or = if number > 0 { " OR " } else { "" };
        write!(f, "{or}{value}")?;
    }
    f.write_str(")")
}
