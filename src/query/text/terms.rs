//! Words, phrases, wildcards, fuzzy words and patterns.

use regex::RegexBuilder;

use super::cursor::Raw;
use super::fault::{Fault, unknown_field};
use super::fields;
use super::parser::Parser;
use crate::document::Span;
use crate::query::{Fuzzy, MAX_GAP, Pattern, Phrase, Query, Template, TextField, Wildcard, Word, quote};

/// The greatest distance of a fuzzy word.
const MAX_EDITS: u32 = 2;
/// The greatest slop of a phrase.
const MAX_SLOP: u32 = 1000;

impl Parser<'_> {
    /// Reads a word of the text, with what may hang on to it.
    pub(super) fn word(&mut self) -> Result<Query, Fault> {
        let start = self.cursor.at();
        let exact = self.cursor.eat('=');
        let raw = self.cursor.bare(|c| quote::is_word_char(c) || matches!(c, '*' | '?'));
        self.check_word(&raw, start)?;
        if raw.text == "*" && raw.wildcard && !exact {
            return Ok(self.anything());
        }
        if raw.is_blank() {
            return Err(
                Fault::new(raw.span, "no letter and no digit is in this").hint(operator_hint(&raw.text))
            );
        }
        if let Some(distance) = self.tilde(1, MAX_EDITS, "a fuzzy word takes ~1 or ~2")? {
            return self.fuzzy(raw, distance as u8);
        }
        if raw.wildcard {
            return self.wildcard(raw, exact);
        }
        self.remark_on(&raw);
        Ok(Query::Word(Word { field: self.scope, text: raw.text, exact }))
    }

    fn check_word(&self, raw: &Raw, start: usize) -> Result<(), Fault> {
        if raw.span.is_empty() {
            let width = self.cursor.peek().map_or(0, char::len_utf8);
            let span = Span::new(start, self.cursor.at() + width);
            return Err(Fault::new(span, "a word, phrase or field is expected here")
                .hint("put a \\ before a sign that is meant as a letter, or quote it"));
        }
        if self.cursor.peek() == Some(':') {
            let span = Span::new(start, self.cursor.at() + 1);
            return Err(match fields::field(&raw.text) {
                Some(_) => Fault::new(span, "a field cannot stand within another"),
                None => unknown_field(&raw.text, span),
            });
        }
        Ok(())
    }

    fn anything(&self) -> Query {
        match self.scope {
            TextField::Any => Query::All,
            field => Query::Exists(crate::query::Exists::Text(field)),
        }
    }

    fn fuzzy(&mut self, raw: Raw, distance: u8) -> Result<Query, Fault> {
        if raw.wildcard {
            return Err(Fault::new(raw.span, "a word is either fuzzy or a wildcard"));
        }
        Ok(Query::Fuzzy(Fuzzy { field: self.scope, word: raw.text, distance }))
    }

    fn wildcard(&mut self, raw: Raw, exact: bool) -> Result<Query, Fault> {
        if raw.escaped || exact {
            return Err(Fault::new(raw.span, "a wildcard holds letters, digits, * and ? only"));
        }
        Ok(Query::Wildcard(Wildcard { field: self.scope, pattern: raw.text }))
    }

    /// Reads `"…"` with an optional `~5`.
    pub(super) fn phrase(&mut self) -> Result<Query, Fault> {
        let raw = self.cursor.quoted()?;
        if raw.is_blank() {
            return Err(Fault::new(raw.span, "no letter and no digit is in this phrase"));
        }
        let start = self.cursor.at();
        let slop = self.tilde(1, MAX_SLOP, "a phrase takes ~1 to ~1000, the number of words between")?;
        let slop = slop.unwrap_or(0);
        match Template::of(self.scope, &raw.text, slop) {
            Some(_) if slop > MAX_GAP => {
                let message = format!("a phrase with gaps takes ~1 to ~{MAX_GAP}");
                Err(Fault::new(self.cursor.since(start), message))
            }
            Some(template) => Ok(Query::Template(template)),
            None => Ok(Query::Phrase(Phrase { field: self.scope, text: raw.text, slop })),
        }
    }

    /// Reads `~5` when it comes next; `default` stands for `~` alone.
    fn tilde(&mut self, default: u32, max: u32, message: &str) -> Result<Option<u32>, Fault> {
        let start = self.cursor.at();
        if !self.cursor.eat('~') {
            return Ok(None);
        }
        let number = self.cursor.take_while(char::is_alphanumeric);
        let parsed = if number.is_empty() { Ok(default) } else { number.parse() };
        match parsed {
            Ok(number) if (1..=max).contains(&number) => Ok(Some(number)),
            _ => Err(Fault::new(self.cursor.since(start), message)),
        }
    }

    /// Reads `/regex/`; the cursor stands on the first slash.
    pub(super) fn pattern(&mut self) -> Result<Query, Fault> {
        let start = self.cursor.at();
        self.cursor.next();
        let mut regex = String::new();
        loop {
            match self.cursor.next() {
                None => {
                    return Err(Fault::new(
                        Span::new(start, start + 1),
                        "this / opens a pattern that is never closed",
                    )
                    .hint("end the pattern with /, or quote text that begins with /"));
                }
                Some('/') => break,
                Some('\\') if self.cursor.eat('/') => regex.push('/'),
                Some('\\') => regex.extend(std::iter::once('\\').chain(self.cursor.next())),
                Some(c) => regex.push(c),
            }
        }
        check_regex(&regex, self.cursor.since(start))?;
        Ok(Query::Pattern(Pattern { field: self.scope, regex }))
    }

    /// Notes what was probably meant as an operator.
    fn remark_on(&mut self, raw: &Raw) {
        let name = raw.text.split('/').next().unwrap_or("");
        let near = raw.text.contains('/') && matches!(name, "near" | "adj");
        if !raw.escaped && (near || matches!(raw.text.as_str(), "or" | "not")) {
            let note =
                format!("`{}` is read as a word; the operator is {}", raw.text, raw.text.to_uppercase());
            self.notes.push(note);
        }
    }
}

/// Checks that the expression can be compiled, small, and matches no empty word.
fn check_regex(regex: &str, span: Span) -> Result<(), Fault> {
    if regex.is_empty() {
        return Err(Fault::new(span, "nothing stands in this pattern"));
    }
    match RegexBuilder::new(regex).size_limit(1 << 20).build() {
        Ok(_) => Ok(()),
        Err(regex::Error::CompiledTooBig(_)) => Err(Fault::limit(span, "this pattern is too large")),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or("").trim_start_matches("error: ").to_owned();
            Err(Fault::new(span, format!("this pattern is no regular expression: {reason}")))
        }
    }
}

fn operator_hint(text: &str) -> &'static str {
    match text {
        "|" | "||" => "write OR for either of two",
        "&" | "&&" => "write AND, or nothing, for both of two",
        _ => "leave it out, or put it into a phrase: \"…\"",
    }
}
