//! Which words the rules and symbols of a grammar can begin with.

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
        let compiled = self.symbols.iter().zip(&firsts).map(|(rules, first)| Symbol {
            rules: rules.iter().map(|(program, op)| self.rule(program, *op, &firsts, size)).collect(),
            first: first.clone(),
        });
        Ok(compiled.collect())
    }

    fn rule(&self, program: &Program, op: Op, firsts: &[Box<[bool]>], size: usize) -> Rule {
        let mut first = vec![false; size];
        for start in program.starts() {
            self.mark(&start, &mut first, |symbol| &firsts[symbol][..]);
        }
        Rule { program: program.clone(), op, first: first.into() }
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
