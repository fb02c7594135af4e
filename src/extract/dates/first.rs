//! Which words the rules and symbols of a grammar can begin with, and which can
//! come second.

use rustc_hash::FxHashMap;

use super::grammar::{Compiler, Rule, Symbol, Words};
use super::op::Op;
use super::pattern::{self, Program, Start};
use super::vocabulary::{DIGITS, Word};

/// Computes the words that rules and symbols can begin with.
pub(super) struct First<'a> {
    /// Names and phrases.
    pub compiler: &'a Compiler,
    /// The rules of each symbol.
    pub symbols: &'a [Vec<(Program, Op)>],
}

impl First<'_> {
    /// Completes the symbols.
    ///
    /// # Errors
    ///
    /// A symbol that can begin with itself.
    pub fn compute(&self) -> Result<Vec<Symbol>, String> {
        let size = self.compiler.vocabulary.len();
        let mut firsts: Vec<Option<Box<[bool]>>> = vec![None; self.symbols.len()];
        for symbol in 0..self.symbols.len() {
            self.symbol(symbol, &mut firsts, &mut Vec::new())?;
        }
        let firsts: Vec<Box<[bool]>> = firsts.into_iter().flatten().collect();
        let mut seconds = Seconds::new(self, &firsts);
        Ok(self.symbols.iter().map(|rules| self.complete(rules, &firsts, &mut seconds, size)).collect())
    }

    /// Files the rules of a symbol under the words that they begin with.
    fn complete(
        &self,
        rules: &[(Program, Op)],
        firsts: &[Box<[bool]>],
        seconds: &mut Seconds<'_>,
        size: usize,
    ) -> Symbol {
        let words: Vec<Vec<bool>> =
            rules.iter().map(|(program, _)| self.words(program, firsts, size)).collect();
        let mut known: FxHashMap<Box<[u16]>, u16> = FxHashMap::from_iter([(Box::default(), 0)]);
        let mut openings: Vec<Box<[u16]>> = vec![Box::default()];
        let first = (0..size).map(|word| {
            let opened = (0u16..).zip(&words).filter(|(_, words)| words[word]);
            let opened: Box<[u16]> = opened.map(|(rule, _)| rule).collect();
            *known.entry(opened.clone()).or_insert_with(|| {
                openings.push(opened);
                (openings.len() - 1) as u16
            })
        });
        let first = first.collect();
        let rule = |(program, op): &(Program, Op)| {
            let second = seconds.of(program);
            Rule { program: program.clone(), op: *op, second: (!second.alone).then_some(second.words) }
        };
        let rules = rules.iter().map(rule).collect();
        Symbol { rules, first, openings }
    }

    fn words(&self, program: &Program, firsts: &[Box<[bool]>], size: usize) -> Vec<bool> {
        let mut first = vec![false; size];
        for start in pattern::next(program, 0).into_iter().filter_map(|(_, start)| start) {
            self.mark(&start, &mut first, |symbol| &firsts[symbol][..]);
        }
        first
    }

    fn symbol(
        &self,
        symbol: usize,
        firsts: &mut Vec<Option<Box<[bool]>>>,
        above: &mut Vec<usize>,
    ) -> Result<(), String> {
        if firsts[symbol].is_some() {
            return Ok(());
        }
        if above.contains(&symbol) {
            return Err(format!("the symbol `{}` can begin with itself", self.compiler.symbols[symbol]));
        }
        above.push(symbol);
        let mut first = vec![false; self.compiler.vocabulary.len()];
        let starts = self.symbols[symbol].iter().flat_map(|(program, _)| pattern::next(program, 0));
        for start in starts.filter_map(|(_, start)| start) {
            if let Start::Symbol(inner) = start {
                self.symbol(inner, firsts, above)?;
            }
            let inner = |symbol: usize| firsts[symbol].as_deref().unwrap_or_default();
            self.mark(&start, &mut first, inner);
        }
        above.pop();
        firsts[symbol] = Some(first.into());
        Ok(())
    }

    fn mark<'s>(&self, start: &Start, first: &mut [bool], symbol: impl Fn(usize) -> &'s [bool]) {
        match start {
            Start::Words(words) => words.iter().for_each(|word| first[*word as usize] = true),
            Start::Digits => first[DIGITS as usize] = true,
            Start::Class(class) => {
                self.compiler.first_words[*class].iter().for_each(|word| first[*word as usize] = true);
            }
            Start::Symbol(inner) => {
                first.iter_mut().zip(symbol(*inner)).for_each(|(mine, theirs)| *mine |= theirs);
            }
        }
    }
}

/// What can follow the first lexeme of a match.
#[derive(Clone, Default)]
struct Second {
    /// The words.
    words: Words,
    /// Tells whether the first lexeme can be all of it.
    alone: bool,
}

/// Computes the words that can come second in matches of rules and symbols.
struct Seconds<'a> {
    rules: &'a First<'a>,
    /// For each symbol, the words that it can begin with.
    firsts: Vec<Words>,
    /// The same for the phrases of each class.
    classes: Vec<Words>,
    /// What follows the first word of the phrases of each class.
    phrases: Vec<Second>,
    /// What was found of each symbol.
    known: Vec<Option<Second>>,
}

impl<'a> Seconds<'a> {
    fn new(rules: &'a First<'a>, firsts: &[Box<[bool]>]) -> Seconds<'a> {
        let set = |words: &mut dyn Iterator<Item = Word>| {
            let mut set = Words::default();
            words.for_each(|word| set.insert(word));
            set
        };
        let first =
            |firsts: &[bool]| set(&mut (0..firsts.len() as Word).filter(|word| firsts[*word as usize]));
        let classes = &rules.compiler.first_words;
        let mut phrases = vec![Second::default(); classes.len()];
        for phrase in rules.compiler.phrases.iter().flatten() {
            let second = &mut phrases[phrase.class];
            match phrase.rest.first() {
                Some(word) => second.words.insert(*word),
                None => second.alone = true,
            }
        }
        Seconds {
            rules,
            firsts: firsts.iter().map(|firsts| first(firsts)).collect(),
            classes: classes.iter().map(|words| set(&mut words.iter().copied())).collect(),
            phrases,
            known: vec![None; firsts.len()],
        }
    }

    fn of(&mut self, program: &Program) -> Second {
        let mut second = Second::default();
        for (at, start) in pattern::next(program, 0) {
            match start {
                None => second.alone = true,
                Some(Start::Words(_) | Start::Digits) => self.follow(program, at + 1, &mut second),
                Some(Start::Class(class)) => {
                    second.words.extend(&self.phrases[class].words);
                    if self.phrases[class].alone {
                        self.follow(program, at + 1, &mut second);
                    }
                }
                Some(Start::Symbol(symbol)) => {
                    let inner = self.of_symbol(symbol);
                    second.words.extend(&inner.words);
                    if inner.alone {
                        self.follow(program, at + 1, &mut second);
                    }
                }
            }
        }
        second
    }

    /// Adds what can come at step `at`, behind the first lexeme.
    fn follow(&self, program: &Program, at: usize, second: &mut Second) {
        for (_, start) in pattern::next(program, at) {
            match start {
                None => second.alone = true,
                Some(Start::Words(words)) => words.iter().for_each(|word| second.words.insert(*word)),
                Some(Start::Digits) => second.words.insert(DIGITS),
                Some(Start::Class(class)) => second.words.extend(&self.classes[class]),
                Some(Start::Symbol(symbol)) => second.words.extend(&self.firsts[symbol]),
            }
        }
    }

    fn of_symbol(&mut self, symbol: usize) -> Second {
        if let Some(known) = &self.known[symbol] {
            return known.clone();
        }
        let rules = self.rules;
        let mut second = Second::default();
        for (program, _) in &rules.symbols[symbol] {
            let own = self.of(program);
            second.words.extend(&own.words);
            second.alone |= own.alone;
        }
        self.known[symbol] = Some(second.clone());
        second
    }
}
