//! `meeting(with:… in:… on:… status:…)`: the conditions of a clause.

use super::dates;
use super::fault::{Fault, unknown_field};
use super::fields::{self, Field};
use super::parser::Parser;
use super::values::{entity_name, statuses};
use crate::document::{EventKind, Span, Status};
use crate::query::{Condition, EntityName, EventClause, KeywordField, Query, Slot, TextField};

/// What a clause may hold, for errors.
const CONDITIONS: &str = "with:, person:, org:, in:, on:, by:, status:, id:, told:";

impl Parser<'_> {
    /// Reads the conditions of a clause about one event; the cursor stands on `(`.
    pub(super) fn event(&mut self, kind: Option<EventKind>) -> Result<Query, Fault> {
        let start = self.open()?;
        let mut clause = EventClause { kind, conditions: Vec::new() };
        loop {
            while self.eat_operator("AND") || self.cursor.eat(',') {}
            if matches!(self.cursor.peek(), None | Some(')')) {
                break;
            }
            self.condition(&mut clause)?;
        }
        self.close(start)?;
        Ok(Query::Event(clause))
    }

    /// Reads one condition, with its sign, into `clause`.
    fn condition(&mut self, clause: &mut EventClause) -> Result<(), Fault> {
        let negated = self.eat_operator("NOT") || self.cursor.eat('-');
        self.cursor.skip_space();
        let start = self.cursor.at();
        let name = self.cursor.take_while(|c| c.is_alphanumeric() || c == '_');
        let span = self.cursor.since(start);
        if name.is_empty() || !self.cursor.eat(':') {
            return Err(self.no_condition(span, name));
        }
        let whole = self.cursor.since(start);
        let field = fields::field(name).ok_or_else(|| unknown_field(name, whole))?;
        self.expect_value(name, span)?;
        if field == Field::Kind {
            return self.kind_condition(clause, negated, whole);
        }
        if let Some(slot) = self.slot(field, name, whole)? {
            clause.conditions.push(Condition { negated, slot });
        }
        Ok(())
    }

    /// Reads the value of `kind:`, which the name of a clause says as well.
    fn kind_condition(&mut self, clause: &mut EventClause, negated: bool, span: Span) -> Result<(), Fault> {
        let raw = self.value()?;
        match fields::kind(&raw.text) {
            Ok(kind) if clause.kind.is_none() && !negated => clause.kind = Some(kind),
            Ok(kind) if clause.kind == Some(kind) && !negated => {}
            Ok(_) => {
                return Err(Fault::new(span.join(raw.span), "a clause asks for one kind of event")
                    .hint("name the kind before the parenthesis: meeting(…), call(…), visit(…)"));
            }
            Err(_) => return Err(Fault::new(raw.span, "the kind is one of meeting, call, visit")),
        }
        Ok(())
    }

    fn slot(&mut self, field: Field, name: &str, span: Span) -> Result<Option<Slot>, Fault> {
        Ok(Some(match field {
            Field::With | Field::Entity(None) => Slot::With(None, self.names()?),
            Field::Entity(Some(crate::document::EntityKind::Place)) | Field::In => Slot::In(self.names()?),
            Field::Entity(kind) => Slot::With(kind, self.names()?),
            Field::By => Slot::By(self.names()?),
            Field::On => Slot::On(dates::range(&mut self.cursor, self.today, true)?),
            Field::Status => return self.status_slot(),
            Field::Keyword(KeywordField::Id) => Slot::Id(self.identifiers()?),
            Field::Told => Slot::Told(Box::new(self.told()?)),
            _ => {
                return Err(Fault::new(span, format!("`{name}:` is no condition of an event"))
                    .hint(format!("a clause takes {CONDITIONS}; write {name}: outside of it")));
            }
        }))
    }

    /// Reads one name, or several in parentheses with OR between them.
    fn names(&mut self) -> Result<Vec<EntityName>, Fault> {
        self.alternatives(|parser| {
            let raw = parser.words_value()?;
            Ok(vec![entity_name(raw)?])
        })
    }

    /// Reads one identifier of an event or its beginning, or several with OR between them.
    fn identifiers(&mut self) -> Result<Vec<String>, Fault> {
        self.alternatives(|parser| {
            let raw = parser.value()?;
            let is_id = raw.text.len() <= 16 && raw.text.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_id {
                return Err(Fault::new(raw.span, "an event's identifier is of the digits 0 to 9 and a to f")
                    .hint("tables of events show its beginning beneath the date"));
            }
            Ok(vec![raw.text.to_lowercase()])
        })
    }

    /// Reads a query about the articles that tell of the event.
    fn told(&mut self) -> Result<Query, Fault> {
        if self.cursor.peek() == Some('(') { self.group(TextField::Any) } else { self.boosted() }
    }

    fn status_slot(&mut self) -> Result<Option<Slot>, Fault> {
        let mut any = false;
        let found = self.alternatives(|parser| {
            let raw = parser.value()?;
            let slot = statuses(&raw)?;
            any |= slot.is_none();
            Ok(match slot {
                Some(Slot::Status(statuses)) => statuses,
                _ => Vec::<Status>::new(),
            })
        })?;
        Ok((!any).then_some(Slot::Status(found)))
    }

    /// Reads one value, or several in parentheses with OR between them.
    fn alternatives<T>(
        &mut self,
        mut one: impl FnMut(&mut Self) -> Result<Vec<T>, Fault>,
    ) -> Result<Vec<T>, Fault> {
        if self.cursor.peek() != Some('(') {
            return one(self);
        }
        let start = self.open()?;
        let mut found = Vec::new();
        loop {
            self.cursor.skip_space();
            found.extend(one(self)?);
            if !self.eat_operator("OR") {
                break;
            }
        }
        if self.cursor.peek().is_some_and(|c| c != ')') {
            return Err(self.unexpected("OR or ) is expected here"));
        }
        self.close(start)?;
        Ok(found)
    }

    /// Makes the fault of something in a clause that is no condition.
    fn no_condition(&self, span: Span, name: &str) -> Fault {
        if name == "OR" {
            return Fault::new(span, "all conditions of a clause must hold of the event")
                .hint("for one of several, write with:(… OR …), or join two clauses with OR");
        }
        let span = if span.is_empty() { Span::new(span.start, span.start + 1) } else { span };
        Fault::new(span, format!("a condition is expected here: {CONDITIONS}"))
            .hint("write words of the text outside of the clause")
    }
}
