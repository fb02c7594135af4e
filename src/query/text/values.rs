//! Fields and their values: names, sources, kinds, and groups of them.

use super::cursor::Raw;
use super::dates;
use super::fault::{Fault, unknown_field};
use super::fields::{self, Field};
use super::parser::Parser;
use crate::document::Span;
use crate::query::{EntityName, EventClause, Exists, Keyword, KeywordField, Mentioned, Query, Slot, quote};

impl Parser<'_> {
    /// Reads the value of the field `name`, which stands at `span`, behind its colon.
    pub(super) fn field(&mut self, name: &str, span: Span) -> Result<Query, Fault> {
        let field = fields::field(name)
            .ok_or_else(|| unknown_field(name, Span::new(span.start, self.cursor.at())))?;
        if fields::is_of_clause(field) {
            return Err(Fault::new(span, format!("`{name}:` belongs in a clause about one event"))
                .hint(format!("write meeting({name}:…), or call(…), visit(…), event(…)")));
        }
        self.expect_value(name, span)?;
        match (field, self.cursor.peek()) {
            (Field::Text(scope), _) => self.scoped(scope),
            (_, Some('(')) => self.values(field),
            _ => self.one_value(field, false),
        }
    }

    /// Checks that a value follows the colon at once.
    pub(super) fn expect_value(&self, name: &str, span: Span) -> Result<(), Fault> {
        match self.cursor.peek() {
            Some(c) if !c.is_whitespace() && c != ')' => Ok(()),
            _ => Err(Fault::new(Span::new(span.start, self.cursor.at()), format!("`{name}:` needs a value"))
                .hint(format!("write the value behind the colon, without a space: {name}:…"))),
        }
    }

    /// Reads a word, phrase or group of the text field `scope`.
    fn scoped(&mut self, scope: crate::query::TextField) -> Result<Query, Fault> {
        let outer = std::mem::replace(&mut self.scope, scope);
        let query = match self.cursor.peek() {
            Some('(') => self.group(scope),
            Some('/') => self.pattern(),
            Some(c) if quote::is_quote(c) => self.phrase(),
            _ => self.word(),
        };
        self.scope = outer;
        query
    }

    /// Reads `( value { OR value } )`, with AND and NOT.
    fn values(&mut self, field: Field) -> Result<Query, Fault> {
        let start = self.open()?;
        let mut any = Vec::new();
        loop {
            let mut all = vec![self.signed_value(field)?];
            while self.eat_operator("AND") {
                all.push(self.signed_value(field)?);
            }
            any.push(Query::and(all));
            if !self.eat_operator("OR") {
                break;
            }
        }
        self.cursor.skip_space();
        if self.cursor.peek().is_some_and(|c| c != ')') {
            return Err(self.unexpected("OR, AND or ) is expected here"));
        }
        self.close(start)?;
        Ok(Query::or(any))
    }

    fn signed_value(&mut self, field: Field) -> Result<Query, Fault> {
        let negated = self.eat_operator("NOT") || self.cursor.eat('-');
        self.cursor.skip_space();
        let query = self.one_value(field, true)?;
        Ok(if negated { Query::not(query) } else { query })
    }

    /// Reads one value; in a group it may be of several words.
    fn one_value(&mut self, field: Field, grouped: bool) -> Result<Query, Fault> {
        if matches!(field, Field::Published | Field::On) {
            return self.date_value(field, grouped);
        }
        if field == Field::Entity(None) && dates::is_next(&self.cursor, self.today) {
            return dates::range(&mut self.cursor, self.today, false).map(Query::MentionedDays);
        }
        let raw = if grouped { self.words_value()? } else { self.value()? };
        if !grouped {
            self.remark_on_name(field, &raw);
        }
        self.meaning(field, raw)
    }

    fn date_value(&mut self, field: Field, grouped: bool) -> Result<Query, Fault> {
        if self.eat_star() {
            return Ok(match field {
                Field::Published => Query::Exists(Exists::Published),
                _ => Query::Event(EventClause::default()),
            });
        }
        let range = dates::range(&mut self.cursor, self.today, grouped)?;
        Ok(match field {
            Field::Published => Query::Published(range),
            _ => Query::Event(EventClause::of(Slot::On(range))),
        })
    }

    /// Moves behind a `*` that stands alone.
    fn eat_star(&mut self) -> bool {
        let mut ahead = self.cursor.clone();
        let alone = ahead.eat('*') && ahead.peek().is_none_or(|c| c.is_whitespace() || c == ')' || c == '^');
        if alone {
            self.cursor = ahead;
        }
        alone
    }

    /// Reads one quoted value or one word.
    pub(super) fn value(&mut self) -> Result<Raw, Fault> {
        if self.cursor.peek().is_some_and(quote::is_quote) {
            let raw = self.cursor.quoted()?;
            return check_value(raw);
        }
        if let Some(c @ ('<' | '>' | '[' | '{')) = self.cursor.peek() {
            return Err(
                self.unexpected(&format!("{c} opens a range, and only published: and on: take ranges"))
            );
        }
        let mut raw = self.cursor.bare(is_value_char);
        raw.text.truncate(raw.text.trim_end_matches(',').len());
        check_value(raw)
    }

    /// Reads one quoted value, or words up to the next field, operator or parenthesis.
    pub(super) fn words_value(&mut self) -> Result<Raw, Fault> {
        let mut raw = self.value()?;
        while !raw.quoted && !self.cursor.follows(',') && self.name_goes_on() {
            let next = self.value()?;
            raw.text = format!("{} {}", raw.text, next.text);
            raw.wildcard |= next.wildcard;
            raw.escaped |= next.escaped;
            raw.span = raw.span.join(next.span);
        }
        Ok(raw)
    }

    /// Tells whether another plain word follows; moves to it if so.
    fn name_goes_on(&mut self) -> bool {
        let mut ahead = self.cursor.clone();
        ahead.skip_space();
        let start = ahead.clone();
        let operator = ["AND", "OR", "NOT"].into_iter().any(|word| ahead.eat_operator(word));
        let word = ahead.bare(is_value_char);
        let goes_on = !operator
            && !word.span.is_empty()
            && !word.text.starts_with('-')
            && !matches!(ahead.peek(), Some(':' | '('));
        if goes_on {
            self.cursor = start;
        }
        goes_on
    }

    /// Turns a value into the query that it means for `field`.
    fn meaning(&self, field: Field, raw: Raw) -> Result<Query, Fault> {
        let any = raw.text == "*" && raw.wildcard;
        Ok(match field {
            Field::Entity(kind) if any => Query::Exists(Exists::Entity(kind)),
            Field::Entity(kind) => Query::Mentioned(Mentioned { kind, name: entity_name(raw)? }),
            Field::Keyword(field) if any => Query::Exists(Exists::Keyword(field)),
            Field::Keyword(field) => Query::Keyword(keyword(field, raw)?),
            Field::Kind if any => Query::Event(EventClause::default()),
            Field::Kind => Query::Event(EventClause { kind: Some(kind(&raw)?), conditions: Vec::new() }),
            Field::Status => Query::Event(statuses(&raw)?.map_or_else(EventClause::default, EventClause::of)),
            _ => return Err(Fault::new(raw.span, "no value is expected here")),
        })
    }

    /// Notes a name that may have been meant to go on.
    fn remark_on_name(&mut self, field: Field, raw: &Raw) {
        let mut ahead = self.cursor.clone();
        ahead.skip_space();
        let next = ahead.bare(quote::is_word_char);
        let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        let is_name = !raw.quoted && matches!(field, Field::Entity(_)) && capital(&raw.text);
        let follows = capital(&next.text) && next.text.chars().any(char::is_lowercase);
        if is_name && follows && !matches!(ahead.peek(), Some(':' | '(')) {
            let name = fields::name_of(field);
            self.notes.push(format!(
                "`{name}:{}` takes one word; for the whole name write {name}:\"{} {}\"",
                raw.text, raw.text, next.text
            ));
        }
    }
}

fn is_value_char(c: char) -> bool {
    quote::is_word_char(c) || matches!(c, '*' | '?')
}

fn check_value(raw: Raw) -> Result<Raw, Fault> {
    if raw.is_blank() && !(raw.text == "*" && raw.wildcard) {
        return Err(Fault::new(raw.span, "a value with a letter or digit is expected here"));
    }
    Ok(raw)
}

/// Makes a name of a value; `*` and `?` leave letters open.
pub(super) fn entity_name(raw: Raw) -> Result<EntityName, Fault> {
    check_wildcard(&raw)?;
    Ok(EntityName { text: raw.text.trim().to_owned(), wildcard: raw.wildcard })
}

fn keyword(field: KeywordField, raw: Raw) -> Result<Keyword, Fault> {
    check_wildcard(&raw)?;
    Ok(Keyword { field, value: raw.text, wildcard: raw.wildcard })
}

/// An escaped and an open `*` in one value could not be told apart.
fn check_wildcard(raw: &Raw) -> Result<(), Fault> {
    if raw.wildcard && raw.escaped {
        return Err(Fault::new(raw.span, "a value with * or ? takes no \\"));
    }
    Ok(())
}

fn kind(raw: &Raw) -> Result<crate::document::EventKind, Fault> {
    fields::kind(&raw.text).map_err(|near| unknown_value(raw, "kind", near, "meeting, call, visit"))
}

/// Returns the condition that a status asks for; none for any status.
pub(super) fn statuses(raw: &Raw) -> Result<Option<Slot>, Fault> {
    let found = fields::status(&raw.text)
        .map_err(|near| unknown_value(raw, "status", near, "held, planned, cancelled, denied, any"))?;
    Ok((found.len() == 1).then_some(Slot::Status(found)))
}

fn unknown_value(raw: &Raw, field: &str, near: Option<&str>, all: &str) -> Fault {
    let fault = Fault::new(raw.span, format!("`{}` is no {field} of an event", raw.text));
    match near {
        Some(near) => fault.hint(format!("did you mean `{field}:{near}`?")),
        None => fault.hint(format!("it is one of {all}")),
    }
}
