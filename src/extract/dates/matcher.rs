//! Finds what the rules of a grammar match, longest first, from left to right.

use std::ops::Range;
use std::rc::Rc;

use smallvec::SmallVec;

use super::build::{self, Captures, Value};
use super::grammar::{Grammar, Rule, Words};
use super::lexer::{Kind, Lexeme};
use super::meaning::Meaning;
use super::pattern::{Digits, Step};
use super::vocabulary::{DIGITS, Word};
use super::years;

/// A stretch of lexemes that a symbol matches, and its meaning.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// The lexemes, context included.
    pub all: Range<usize>,
    /// The lexemes of the expression itself.
    pub expression: Range<usize>,
    /// What it means.
    pub meaning: Rc<Meaning>,
}

/// Steps that one rule may take at one place; real matches need far fewer.
const MOST_STEPS: u32 = 400;

/// Symbols inside symbols, so that no input nests without end.
const DEEPEST: u8 = 12;

/// The matches of symbols at the places around the one looked at.
pub(super) struct Matcher<'a> {
    grammar: &'a Grammar,
    text: &'a str,
    lexemes: &'a [Lexeme],
    /// Tells whether capitals and surroundings are no evidence, as in a query.
    lenient: bool,
    /// Per symbol, the places looked at and what it matches there.
    known: Vec<Vec<(usize, Rc<[Match]>)>>,
    /// The symbols that have some.
    filled: Vec<usize>,
    nothing: Rc<[Match]>,
    depth: u8,
}

/// Matches under way of one rule.
struct Thread {
    captures: Captures,
    begin: usize,
    end: Option<usize>,
}

impl<'a> Matcher<'a> {
    /// Makes a matcher over the lexemes of `text`.
    pub fn new(grammar: &'a Grammar, text: &'a str, lexemes: &'a [Lexeme], lenient: bool) -> Matcher<'a> {
        let known = vec![Vec::new(); grammar.symbols.len()];
        Matcher {
            grammar,
            text,
            lexemes,
            lenient,
            known,
            filled: Vec::new(),
            nothing: Rc::from([]),
            depth: 0,
        }
    }

    /// Returns the longest expression that begins at lexeme `at`, if any.
    pub fn longest(&mut self, at: usize) -> Option<Match> {
        let top = self.grammar.top;
        if self.grammar.symbols[top].opened_by(self.first_word(at)).is_empty() {
            return None;
        }
        if self.is_decimal(at) {
            return None;
        }
        self.filled.drain(..).for_each(|symbol| self.known[symbol].clear());
        let found = self.matches(top, at);
        found.iter().filter(|found| self.stands_free(&found.all)).max_by_key(|found| found.all.end).cloned()
    }

    /// Tells whether a number is what stands behind a decimal point.
    fn is_decimal(&self, at: usize) -> bool {
        let Some([whole, point, decimals]) = at.checked_sub(2).map(|first| &self.lexemes[first..=at]) else {
            return false;
        };
        decimals.kind == Kind::Number
            && whole.kind == Kind::Number
            && decimals.glued
            && point.glued
            && matches!(&self.text[point.start..point.end], "." | ",")
    }

    /// Tells whether no letter or digit continues what is matched, as in `3am3io`.
    fn stands_free(&self, found: &Range<usize>) -> bool {
        let text = self.text.as_bytes();
        let joined = |at: usize| {
            let around = at.checked_sub(1).and_then(|before| text.get(before)).zip(text.get(at));
            around.is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
        };
        !joined(self.lexemes[found.start].start) && !joined(self.lexemes[found.end - 1].end)
    }

    /// Returns the expression that is the whole of the lexemes, if there is one.
    pub fn whole(&mut self) -> Option<Match> {
        let end = self.lexemes.len();
        self.matches(self.grammar.query, 0).iter().find(|found| found.all.end == end).cloned()
    }

    fn first_word(&self, at: usize) -> Word {
        let lexeme = &self.lexemes[at];
        if lexeme.kind == Kind::Number { DIGITS } else { lexeme.word }
    }

    /// Returns the matches of a symbol at `at`, one for each end.
    fn matches(&mut self, symbol: usize, at: usize) -> Rc<[Match]> {
        let grammar = self.grammar;
        let Some(opened) =
            self.lexemes.get(at).map(|_| grammar.symbols[symbol].opened_by(self.first_word(at)))
        else {
            return self.nothing.clone();
        };
        if opened.is_empty() || self.depth >= DEEPEST {
            return self.nothing.clone();
        }
        if let Some((_, known)) = self.known[symbol].iter().find(|(known, _)| *known == at) {
            return known.clone();
        }
        let mut found: Vec<Match> = Vec::new();
        self.depth += 1;
        let next = self.lexemes.get(at + 1).map(|_| self.first_word(at + 1));
        for rule in opened.iter().map(|rule| &grammar.symbols[symbol].rules[usize::from(*rule)]) {
            let goes_on = |words: &Words| next.is_some_and(|next| words.contains(next));
            if rule.second.as_ref().is_none_or(goes_on) {
                self.apply(rule, at, &mut found);
            }
        }
        self.depth -= 1;
        let found: Rc<[Match]> = if found.is_empty() { self.nothing.clone() } else { found.into() };
        if self.known[symbol].is_empty() {
            self.filled.push(symbol);
        }
        self.known[symbol].push((at, found.clone()));
        found
    }

    fn apply(&mut self, rule: &Rule, at: usize, found: &mut Vec<Match>) {
        let mut steps = MOST_STEPS;
        let mut thread = Thread { captures: SmallVec::new(), begin: at, end: None };
        self.run(rule, 0, at, at, &mut thread, &mut steps, found);
    }

    #[allow(clippy::too_many_arguments, reason = "the state of a backtracking matcher")]
    fn run(
        &mut self,
        rule: &Rule,
        step: usize,
        start: usize,
        at: usize,
        thread: &mut Thread,
        steps: &mut u32,
        found: &mut Vec<Match>,
    ) {
        if *steps == 0 {
            return;
        }
        *steps -= 1;
        match &rule.program[step] {
            Step::Words(words) => {
                if self.may_go_on(start, at) && words.contains(&self.lexemes[at].word) {
                    self.run(rule, step + 1, start, at + 1, thread, steps, found);
                }
            }
            Step::Class(class, slot) => {
                for (end, value) in self.phrases(*class, start, at) {
                    thread.captures.push((*slot, Value::Number(value)));
                    self.run(rule, step + 1, start, end, thread, steps, found);
                    thread.captures.pop();
                }
            }
            Step::Digits(kind, slot) => {
                if let Some(value) = self.digits(*kind, start, at) {
                    thread.captures.push((*slot, Value::Number(value)));
                    self.run(rule, step + 1, start, at + 1, thread, steps, found);
                    thread.captures.pop();
                }
            }
            Step::Symbol(symbol, slot) => {
                if !self.may_go_on(start, at) {
                    return;
                }
                for inner in self.matches(*symbol, at).iter() {
                    // What is context to the symbol is context to the whole.
                    let begin = if thread.begin == at { inner.expression.start } else { thread.begin };
                    let before = std::mem::replace(&mut thread.begin, begin);
                    thread.captures.push((*slot, Value::Meaning(inner.meaning.clone())));
                    self.run(rule, step + 1, start, inner.all.end, thread, steps, found);
                    thread.captures.pop();
                    thread.begin = before;
                }
            }
            Step::Glue => {
                if self.lexemes.get(at).is_some_and(|lexeme| lexeme.glued) {
                    self.run(rule, step + 1, start, at, thread, steps, found);
                }
            }
            Step::Boundary => {
                let next = self.lexemes.get(at);
                if next.is_none_or(|next| next.opens || next.kind == Kind::Mark) {
                    self.run(rule, step + 1, start, at, thread, steps, found);
                }
            }
            Step::Begin => {
                let before = std::mem::replace(&mut thread.begin, at);
                self.run(rule, step + 1, start, at, thread, steps, found);
                thread.begin = before;
            }
            Step::End => {
                let before = thread.end.replace(at);
                self.run(rule, step + 1, start, at, thread, steps, found);
                thread.end = before;
            }
            Step::Fork(one, other) => {
                self.run(rule, *one, start, at, thread, steps, found);
                self.run(rule, *other, start, at, thread, steps, found);
            }
            Step::Jump(there) => self.run(rule, *there, start, at, thread, steps, found),
            Step::Done => self.accept(rule, start, at, thread, found),
        }
    }

    fn accept(&self, rule: &Rule, start: usize, at: usize, thread: &Thread, found: &mut Vec<Match>) {
        let end = thread.end.unwrap_or(at);
        if at == start || found.iter().any(|other| other.all.end == end) || end <= thread.begin {
            return;
        }
        if let Some(meaning) = build::meaning(rule.op, &thread.captures) {
            found.push(Match { all: start..end, expression: thread.begin..end, meaning });
        }
    }

    /// Tells whether lexeme `at` is there and in one paragraph with `start`.
    fn may_go_on(&self, start: usize, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| at == start || !lexeme.opens)
    }

    /// Returns the ends and values of the phrases of a class at `at`, longest first.
    fn phrases(&self, class: usize, start: usize, at: usize) -> SmallVec<[(usize, i64); 2]> {
        let mut found: SmallVec<[(usize, i64); 2]> = SmallVec::new();
        if !self.may_go_on(start, at) {
            return found;
        }
        let first = &self.lexemes[at];
        for phrase in self.grammar.phrases[first.word as usize].iter().filter(|phrase| phrase.class == class)
        {
            let rest = self.lexemes.get(at + 1..at + 1 + phrase.rest.len()).unwrap_or(&[]);
            let fits = rest.len() == phrase.rest.len()
                && rest.iter().zip(&phrase.rest).all(|(lexeme, word)| lexeme.word == *word && !lexeme.opens)
                && (!phrase.capital || first.capital || self.lenient);
            if fits {
                found.push((at + 1 + rest.len(), phrase.value));
            }
        }
        found.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
        found
    }

    /// Tells whether a point and digits follow, as in a runner's time.
    fn has_decimals(&self, at: usize) -> bool {
        let glued = |lexeme: &Lexeme| lexeme.glued;
        let (Some(point), Some(digits)) = (self.lexemes.get(at + 1), self.lexemes.get(at + 2)) else {
            return false;
        };
        let is_point = matches!(&self.text[point.start..point.end], "." | ",");
        is_point && glued(point) && glued(digits) && digits.kind == Kind::Number
    }

    /// Tells whether a currency stands in front of the number.
    fn is_amount(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.lexemes[before]);
        before.is_some_and(|mark| matches!(&self.text[mark.start..mark.end], "$" | "€" | "£" | "¥"))
    }

    fn digits(&self, kind: Digits, start: usize, at: usize) -> Option<i64> {
        let lexeme = self.lexemes.get(at).filter(|lexeme| lexeme.kind == Kind::Number)?;
        if at != start && lexeme.opens {
            return None;
        }
        let value = lexeme.value;
        let fits = match kind {
            Digits::Day => lexeme.digits <= 2 && (1..=31).contains(&value) && !self.is_amount(at),
            Digits::Month => lexeme.digits <= 2 && (1..=12).contains(&value),
            Digits::Hour => lexeme.digits <= 2 && value <= 24,
            Digits::Minute => lexeme.digits == 2 && value < 60 && !self.has_decimals(at),
            Digits::Year => lexeme.digits == 4 && value > 0,
            Digits::ShortYear => lexeme.digits == 2,
            Digits::LateYear => lexeme.digits == 2 && value > 31,
            Digits::Compact => lexeme.digits == 8 && build::compact(value).is_some(),
            Digits::Integer => lexeme.digits <= 4,
            Digits::BareYear => {
                lexeme.digits == 4
                    && (self.lenient || years::is_year(self.text, self.lexemes, at, &self.grammar.years))
            }
        };
        let value = i64::from(value);
        fits.then(|| {
            if matches!(kind, Digits::ShortYear | Digits::LateYear) { years::full(value) } else { value }
        })
    }
}
