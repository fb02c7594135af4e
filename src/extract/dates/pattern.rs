//! Patterns over lexemes, compiled to small programs.

use super::grammar::{Compiler, Named};
use super::meaning::Slot;
use super::vocabulary::Word;

/// A built-in kind of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// `<d>`: a day of the month, one or two digits.
    Day,
    /// `<m>`: a month, one or two digits.
    Month,
    /// `<h>`: an hour, 0 to 24, one or two digits.
    Hour,
    /// `<mm>`: minutes, two digits.
    Minute,
    /// `<y>`: a year of four digits, whatever stands around it.
    Year,
    /// `<yy>`: a year of two digits.
    ShortYear,
    /// `<ayear>`: a number of four digits that its surroundings show to be a year.
    BareYear,
    /// `<lateyear>`: a year of two digits that are no day of a month.
    LateYear,
    /// `<ymd>`: year, month and day in eight digits.
    Compact,
    /// `<int>`: any number of up to four digits.
    Integer,
}

/// One step of a program.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// One of these words.
    Words(Box<[Word]>),
    /// A phrase of a class.
    Class(usize, Slot),
    /// A number.
    Digits(Digits, Slot),
    /// A symbol.
    Symbol(usize, Slot),
    /// No white space in front of the next lexeme.
    Glue,
    /// A mark, or the end of the paragraph, comes next.
    Boundary,
    /// The expression begins here.
    Begin,
    /// The expression ends here.
    End,
    /// Go on at both.
    Fork(usize, usize),
    /// Go on there.
    Jump(usize),
    /// The pattern is matched.
    Done,
}

/// A compiled pattern; it ends in [`Step::Done`].
pub(super) type Program = Vec<Step>;

/// What a match can begin or go on with.
pub(super) enum Start {
    /// One of these words.
    Words(Box<[Word]>),
    /// Digits.
    Digits,
    /// A phrase of a class.
    Class(usize),
    /// A symbol.
    Symbol(usize),
}

/// Lists the steps that can take the next lexeme when a match has come to step
/// `from`, each with what it takes; none stands for the end of the match.
pub(super) fn next(program: &Program, from: usize) -> Vec<(usize, Option<Start>)> {
    let (mut found, mut open) = (Vec::new(), vec![from]);
    while let Some(at) = open.pop() {
        match &program[at] {
            Step::Words(words) => found.push((at, Some(Start::Words(words.clone())))),
            Step::Class(class, _) => found.push((at, Some(Start::Class(*class)))),
            Step::Digits(..) => found.push((at, Some(Start::Digits))),
            Step::Symbol(symbol, _) => found.push((at, Some(Start::Symbol(*symbol)))),
            Step::Glue | Step::Boundary | Step::Begin | Step::End => open.push(at + 1),
            Step::Fork(one, other) => open.extend([*one, *other]),
            Step::Jump(there) => open.push(*there),
            Step::Done => found.push((at, None)),
        }
    }
    found
}

/// Compiles `pattern`; the module [`grammar`](super::grammar) tells its syntax.
///
/// # Errors
///
/// An unknown name or slot, or a group that is not closed.
pub(super) fn compile(pattern: &str, compiler: &mut Compiler) -> Result<Program, String> {
    let words: Vec<&str> = pattern.split_whitespace().collect();
    let mut parser = Parser { words, at: 0, program: Vec::new(), compiler };
    parser.choice()?;
    if parser.at < parser.words.len() {
        return Err(format!("`{}` closes nothing", parser.words[parser.at]));
    }
    parser.program.push(Step::Done);
    Ok(parser.program)
}

struct Parser<'a, 'c> {
    words: Vec<&'a str>,
    at: usize,
    program: Program,
    compiler: &'c mut Compiler,
}

impl Parser<'_, '_> {
    /// Compiles sequences with `//` between them, up to a closing bracket.
    fn choice(&mut self) -> Result<(), String> {
        let start = self.program.len();
        self.sequence()?;
        if self.words.get(self.at) != Some(&"//") {
            return Ok(());
        }
        self.at += 1;
        let first = self.program.split_off(start);
        let fork = self.program.len();
        self.program.push(Step::Done);
        self.append(first);
        let jump = self.program.len();
        self.program.push(Step::Done);
        self.program[fork] = Step::Fork(fork + 1, jump + 1);
        self.choice()?;
        self.program[jump] = Step::Jump(self.program.len());
        Ok(())
    }

    fn sequence(&mut self) -> Result<(), String> {
        while let Some(&word) = self.words.get(self.at) {
            if word == "//" || word.starts_with(')') {
                break;
            }
            self.at += 1;
            let start = self.program.len();
            let optional = self.item(word)?;
            if optional {
                let item = self.program.split_off(start);
                let end = start + 1 + item.len();
                self.program.push(Step::Fork(start + 1, end));
                self.append(item);
            }
        }
        Ok(())
    }

    /// Compiles one item and tells whether it is optional.
    fn item(&mut self, word: &str) -> Result<bool, String> {
        if word == "(" {
            self.choice()?;
            let close = self.words.get(self.at).copied().unwrap_or("");
            self.at += 1;
            return match close {
                ")" => Ok(false),
                ")?" => Ok(true),
                _ => Err("a group is not closed".to_owned()),
            };
        }
        let plain = word.strip_suffix('?').filter(|plain| !plain.is_empty());
        let step = self.step(plain.unwrap_or(word))?;
        self.program.push(step);
        Ok(plain.is_some())
    }

    fn step(&mut self, word: &str) -> Result<Step, String> {
        if let Some(name) = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            return self.named(name);
        }
        Ok(match word {
            "~" => Step::Glue,
            "$" => Step::Boundary,
            "{" => Step::Begin,
            "}" => Step::End,
            _ => Step::Words(word.split('|').map(|literal| self.compiler.literal(literal)).collect()),
        })
    }

    fn named(&mut self, name: &str) -> Result<Step, String> {
        let (name, slot) = name.split_once('=').unwrap_or((name, name));
        if let Some((digits, own)) = digits(name) {
            let slot = if slot == name { own } else { slot };
            return Ok(Step::Digits(digits, parse_slot(slot)?));
        }
        match self.compiler.named(name) {
            Some(Named::Class(class)) => Ok(Step::Class(class, parse_slot(slot)?)),
            Some(Named::Symbol(symbol)) => Ok(Step::Symbol(symbol, parse_slot(slot)?)),
            None => Err(format!("`{name}` is neither a class nor a symbol")),
        }
    }

    /// Appends steps that were compiled one place further up, moving their targets.
    fn append(&mut self, steps: Program) {
        self.program.extend(steps.into_iter().map(|step| match step {
            Step::Fork(one, other) => Step::Fork(one + 1, other + 1),
            Step::Jump(there) => Step::Jump(there + 1),
            other => other,
        }));
    }
}

fn digits(name: &str) -> Option<(Digits, &'static str)> {
    Some(match name {
        "d" => (Digits::Day, "day"),
        "m" => (Digits::Month, "month"),
        "h" => (Digits::Hour, "hour"),
        "mm" => (Digits::Minute, "minute"),
        "y" => (Digits::Year, "year"),
        "yy" => (Digits::ShortYear, "year"),
        "lateyear" => (Digits::LateYear, "year"),
        "ymd" => (Digits::Compact, "n"),
        "ayear" => (Digits::BareYear, "year"),
        "int" => (Digits::Integer, "n"),
        _ => return None,
    })
}

fn parse_slot(name: &str) -> Result<Slot, String> {
    Slot::parse(name).ok_or_else(|| format!("`{name}` is no slot; write <name=slot>"))
}
