//! A place in the query's text, and how to move it on.

use super::fault::Fault;
use crate::document::Span;
use crate::query::quote;

/// A position in a text, always on a character boundary.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// A run of characters that quotes or escapes may have protected.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Raw {
    /// The characters meant, without quotes and escapes.
    pub text: String,
    /// Where they stand, quotes and escapes included.
    pub span: Span,
    /// Tells whether it stood in quotes.
    pub quoted: bool,
    /// Tells whether a `*` or `?` was not escaped.
    pub wildcard: bool,
    /// Tells whether any character was escaped.
    pub escaped: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn is_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Tells whether `c` is what was read last.
    pub(super) fn follows(&self, c: char) -> bool {
        self.text[..self.at].ends_with(c)
    }

    pub(super) fn skip_space(&mut self) {
        while self.peek().is_some_and(|c| c.is_whitespace() || c.is_control()) {
            self.next();
        }
    }

    /// Moves behind `expected` when it stands here.
    pub(super) fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.next();
        }
        found
    }

    /// Moves behind `text` when it stands here.
    pub(super) fn eat_str(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Moves behind the operator `word` when it stands here as a word of its own.
    pub(super) fn eat_operator(&mut self, word: &str) -> bool {
        let follows = self.rest().strip_prefix(word).map(|rest| rest.chars().next());
        let alone = follows.is_some_and(|next| {
            next.is_none_or(|c| c.is_whitespace() || c == '(' || c == ')' || quote::is_quote(c))
        });
        alone && self.eat_str(word)
    }

    /// Returns the characters from here on for which `keep` holds, and moves behind them.
    pub(super) fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.next();
        }
        &self.text[start..self.at]
    }

    /// Returns the span from `start` to here.
    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// Reads a quoted text; the cursor stands on the opening quote.
    pub(super) fn quoted(&mut self) -> Result<Raw, Fault> {
        let start = self.at;
        self.next();
        let mut raw = Raw { quoted: true, ..Raw::empty(start) };
        loop {
            match self.next() {
                None => {
                    let fault = Fault::new(Span::new(start, start + 1), "this quote is never closed");
                    return Err(fault.hint("end the phrase with \""));
                }
                Some(c) if quote::is_quote(c) => break,
                Some(c) => self.push(&mut raw, c),
            }
        }
        raw.span = self.since(start);
        Ok(raw)
    }

    /// Reads characters for which `keep` holds, with escapes.
    pub(super) fn bare(&mut self, keep: impl Fn(char) -> bool) -> Raw {
        let start = self.at;
        let mut raw = Raw::empty(start);
        while let Some(c) = self.peek().filter(|&c| keep(c) || c == '\\') {
            self.next();
            self.push(&mut raw, c);
        }
        raw.span = self.since(start);
        raw
    }

    /// Adds `c`, which was just read, or what it escapes.
    fn push(&mut self, raw: &mut Raw, c: char) {
        if c == '\\' {
            raw.escaped = true;
            raw.text.push(self.next().unwrap_or('\\'));
        } else {
            raw.wildcard |= matches!(c, '*' | '?');
            raw.text.push(c);
        }
    }
}

impl Raw {
    fn empty(start: usize) -> Raw {
        Raw {
            text: String::new(),
            span: Span::new(start, start),
            quoted: false,
            wildcard: false,
            escaped: false,
        }
    }

    /// Tells whether no letter and no digit is in it.
    pub(super) fn is_blank(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }
}
