//! AND, OR, NOT, parentheses and boosts: the frame of the grammar.

use chrono::NaiveDate;

use super::cursor::Cursor;
use super::fault::Fault;
use super::{MAX_DEPTH, MAX_TERMS, Parsed, fields};
use crate::document::Span;
use crate::query::{Boost, Query, TextField, quote};

/// The state of reading one query.
pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) today: NaiveDate,
    /// Where words are looked for: the field of the group we are in.
    pub(super) scope: TextField,
    pub(super) notes: Vec<String>,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, today: NaiveDate) -> Parser<'a> {
        Parser { cursor: Cursor::new(text), today, scope: TextField::Any, notes: Vec::new(), depth: 0 }
    }

    /// Reads the whole text.
    pub(super) fn parse(mut self) -> Result<Parsed, Fault> {
        self.cursor.skip_space();
        let query = if self.cursor.is_end() { Query::All } else { self.or()? };
        self.cursor.skip_space();
        match self.cursor.peek() {
            None if query.terms() > MAX_TERMS => Err(self.too_many()),
            None => Ok(Parsed { query, notes: self.notes }),
            Some(_) => Err(self.unexpected("nothing to close here: this ) has no (")),
        }
    }

    /// `or = and { "OR" and }`
    pub(super) fn or(&mut self) -> Result<Query, Fault> {
        let mut queries = vec![self.and()?];
        while self.eat_operator("OR") {
            queries.push(self.and()?);
        }
        Ok(Query::or(queries))
    }

    /// `and = not { [ "AND" ] not }`
    fn and(&mut self) -> Result<Query, Fault> {
        let mut queries = vec![self.not()?];
        while self.eat_operator("AND") || self.operand_follows() {
            queries.push(self.not()?);
        }
        Ok(Query::and(queries))
    }

    /// `not = { "NOT" | "-" | "+" } near`
    fn not(&mut self) -> Result<Query, Fault> {
        let mut negated = false;
        loop {
            if self.eat_operator("NOT") || self.cursor.eat('-') {
                negated = !negated;
            } else if !self.cursor.eat('+') {
                break;
            }
        }
        let query = self.near()?;
        Ok(if negated { Query::not(query) } else { query })
    }

    /// `boosted = primary [ "^" number ]`
    pub(super) fn boosted(&mut self) -> Result<Query, Fault> {
        self.expect_operand()?;
        let query = self.primary()?;
        let start = self.cursor.at();
        if !self.cursor.eat('^') {
            return Ok(query);
        }
        let number = self.cursor.take_while(|c| c.is_ascii_digit() || c == '.');
        match number.parse::<f32>() {
            Ok(factor) if factor > 0.0 && factor <= 1000.0 => {
                Ok(Query::Boost(Boost { query: Box::new(query), factor }))
            }
            _ => Err(Fault::new(self.cursor.since(start), "a boost is a number above 0 and up to 1000")
                .hint("write `word^2`")),
        }
    }

    fn primary(&mut self) -> Result<Query, Fault> {
        match self.cursor.peek() {
            Some('(') => self.group(self.scope),
            Some('/') => self.pattern(),
            Some(c) if quote::is_quote(c) => self.phrase(),
            _ => self.named_or_word(),
        }
    }

    /// Reads `( or )` with words looked for in `scope`.
    pub(super) fn group(&mut self, scope: TextField) -> Result<Query, Fault> {
        let start = self.open()?;
        let outer = std::mem::replace(&mut self.scope, scope);
        self.cursor.skip_space();
        if self.cursor.peek() == Some(')') {
            return Err(Fault::new(
                Span::new(start, self.cursor.at() + 1),
                "nothing stands in these parentheses",
            ));
        }
        let query = self.or()?;
        self.scope = outer;
        self.close(start)?;
        Ok(query)
    }

    /// Moves behind `(` and returns where it stands.
    pub(super) fn open(&mut self) -> Result<usize, Fault> {
        let start = self.cursor.at();
        self.cursor.next();
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("parentheses stand at most {MAX_DEPTH} deep");
            return Err(Fault::limit(Span::new(start, start + 1), message));
        }
        Ok(start)
    }

    /// Moves behind the `)` of the `(` at `start`.
    pub(super) fn close(&mut self, start: usize) -> Result<(), Fault> {
        self.cursor.skip_space();
        self.depth -= 1;
        if self.cursor.eat(')') {
            return Ok(());
        }
        Err(Fault::new(Span::new(start, start + 1), "this ( is never closed").hint("end the group with )"))
    }

    /// Moves behind an operator that stands next.
    pub(super) fn eat_operator(&mut self, word: &str) -> bool {
        self.cursor.skip_space();
        self.cursor.eat_operator(word)
    }

    /// Tells whether what comes next can begin an operand.
    fn operand_follows(&mut self) -> bool {
        self.cursor.skip_space();
        let mut ahead = self.cursor.clone();
        !self.cursor.is_end() && self.cursor.peek() != Some(')') && !ahead.eat_operator("OR")
    }

    /// Checks that an operand begins here.
    fn expect_operand(&mut self) -> Result<(), Fault> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        let mut ahead = self.cursor.clone();
        let word = ahead.take_while(|c| !c.is_whitespace() && !"()\"".contains(c));
        match self.cursor.peek() {
            None => Err(self.unexpected("the query ends where a word, phrase or field is expected")),
            Some(')') => Err(self.unexpected("a word, phrase or field is expected before this )")),
            Some(_) if quote::is_operator(word) => {
                let message = format!("a word, phrase or field is expected here, not {word}");
                Err(Fault::new(ahead.since(start), message)
                    .hint(format!("to look for the word itself, write \"{}\"", word.to_lowercase())))
            }
            Some(_) => Ok(()),
        }
    }

    /// Makes a fault about the character that stands here.
    pub(super) fn unexpected(&self, message: &str) -> Fault {
        let width = self.cursor.peek().map_or(0, char::len_utf8);
        Fault::new(Span::new(self.cursor.at(), self.cursor.at() + width), message)
    }

    /// Makes the fault of a query with more terms than are read. They are
    /// counted in what was understood, so that what it prints is read, too.
    fn too_many(&self) -> Fault {
        let span = Span::new(self.cursor.at(), self.cursor.at());
        Fault::limit(span, format!("a query holds at most {MAX_TERMS} words, values and clauses"))
    }

    /// Reads a field, a clause, or a word of the text.
    fn named_or_word(&mut self) -> Result<Query, Fault> {
        let mut ahead = self.cursor.clone();
        let name = ahead.take_while(|c| c.is_alphanumeric() || c == '_');
        let span = ahead.since(self.cursor.at());
        match ahead.peek() {
            Some(':') if !name.is_empty() => {
                ahead.next();
                self.cursor = ahead;
                self.field(name, span)
            }
            Some('(') if fields::clause(name).is_some() => {
                self.cursor = ahead;
                self.event(fields::clause(name).flatten())
            }
            _ => self.word(),
        }
    }
}
