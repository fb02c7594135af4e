//! Which words the rules and symbols of a grammar can begin with.

use rustc_hash::FxHashMap;

use super::grammar::{Compiler, Rule, Symbol};
use super::op::Op;
use super::pattern::{self, Program, Starts};
use super::vocabulary::DIGITS;

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
        Ok(self.symbols.iter().map(|rules| self.complete(rules, &firsts, size)).collect())
    }

    /// Files the rules of a symbol under the words that they begin with.
    fn complete(&self, rules: &[(Program, Op)], firsts: &[Box<[bool]>], size: usize) -> Symbol {
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
        let rules = rules.iter().map(|(program, op)| Rule { program: program.clone(), op: *op }).collect();
        Symbol { rules, first, openings }
    }

    fn words(&self, program: &Program, firsts: &[Box<[bool]>], size: usize) -> Vec<bool> {
        let mut first = vec![false; size];
        for start in program.starts() {
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
        for start in self.symbols[symbol].iter().flat_map(|(program, _)| program.starts()) {
            if let pattern::Start::Symbol(inner) = start {
                self.symbol(inner, firsts, above)?;
            }
            let inner = |symbol: usize| firsts[symbol].as_deref().unwrap_or_default();
            self.mark(&start, &mut first, inner);
        }
        above.pop();
        firsts[symbol] = Some(first.into());
        Ok(())
    }

    fn mark<'s>(&self, start: &pattern::Start, first: &mut [bool], symbol: impl Fn(usize) -> &'s [bool]) {
        match start {
            pattern::Start::Words(words) => words.iter().for_each(|word| first[*word as usize] = true),
            pattern::Start::Digits => first[DIGITS as usize] = true,
            pattern::Start::Class(class) => {
                self.compiler.first_words[*class].iter().for_each(|word| first[*word as usize] = true);
            }
            pattern::Start::Symbol(inner) => {
                first.iter_mut().zip(symbol(*inner)).for_each(|(mine, theirs)| *mine |= theirs);
            }
        }
    }
}
