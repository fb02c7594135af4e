//! A language's grammar: its file read once, its words numbered, its rules compiled.
//!
//! # The file
//!
//! `[words.CLASS]` lists, per value, the phrases of a class; `^` in front of a
//! phrase means that only its capitalised spelling counts. `[[symbol]]` names
//! a symbol and its rules, each a pattern and a meaning. In a pattern
//!
//! - `word`, `a|b`: one of these words or marks;
//! - `<class>`, `<class=slot>`: a phrase of the class, a built-in number
//!   (see [`Digits`]) or another symbol, kept in a slot;
//! - `( … )`, `( … // … )`: a group, or a choice of groups; `?` behind a word,
//!   a class or a group makes it optional;
//! - `~`: no white space here; `$`: a mark or the paragraph's end comes next;
//! - `{` and `}`: the expression begins or ends here, and what stands outside
//!   is context.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::meaning::{Op, Slot};
use super::pattern::{self, Program, Starts};
use super::tense::Cues;

/// A word's number in a [`Vocabulary`].
pub(super) type Word = u32;

/// The number of every word that no rule knows.
pub(super) const NO_WORD: Word = 0;

/// The number under which rules that begin with digits are filed.
pub(super) const DIGITS: Word = 1;

/// The words and marks that the rules of one language know.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: FxHashMap<Box<str>, Word>,
    count: Word,
}

impl Vocabulary {
    /// Returns the number of `word`, which is in lower case.
    pub fn word(&self, word: &str) -> Word {
        self.words.get(word).copied().unwrap_or(NO_WORD)
    }

    /// Returns the number of a mark; dashes and apostrophes of every shape are one.
    pub fn mark(&self, mark: char) -> Word {
        self.word(plain_mark(mark).encode_utf8(&mut [0; 4]))
    }

    /// Returns how many numbers have been given.
    pub fn len(&self) -> usize {
        self.count as usize + 2
    }

    fn number(&mut self, word: &str) -> Word {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        self.count += 1;
        self.words.insert(word.into(), self.count + 1);
        self.count + 1
    }
}

fn plain_mark(mark: char) -> char {
    match mark {
        '’' | '‘' | 'ʹ' | '＇' | '`' | '՚' | '′' | '‵' => '\'',
        '–' | '—' | '‐' | '‑' | '−' | '～' | '~' => '-',
        other => other,
    }
}

/// A phrase of a class: the words behind its first, and its value.
pub(super) struct Phrase {
    /// The class it belongs to.
    pub class: usize,
    /// The words behind the first.
    pub rest: Box<[Word]>,
    /// What it stands for.
    pub value: i64,
    /// Tells whether it counts only when capitalised.
    pub capital: bool,
}

/// A pattern and what a match of it means.
pub(super) struct Rule {
    /// What to match.
    pub program: Program,
    /// What it means.
    pub op: Op,
    /// The words that a match can begin with, by number.
    pub first: Box<[bool]>,
}

/// A symbol of the grammar.
pub(super) struct Symbol {
    /// Its rules; of two matches of one length the earlier rule's counts.
    pub rules: Vec<Rule>,
    /// The words that a match can begin with, by number.
    pub first: Box<[bool]>,
}

/// Words around a number that tell whether it is a year.
#[derive(Default)]
pub(super) struct YearContext {
    /// Words behind which no year stands: `flight`, `resolution`.
    pub never_after: Vec<Word>,
    /// Words in front of which no year stands: `people`, `troops`.
    pub never_before: Vec<Word>,
    /// Words that make a number two or three words before them that of a house.
    pub streets: Vec<Word>,
    /// Words behind which even an unlikely number is a year: `in`, `since`.
    pub after: Vec<Word>,
}

/// The compiled grammar of one language.
pub(super) struct Grammar {
    /// Its words.
    pub vocabulary: Vocabulary,
    /// The phrases of all classes, by their first word.
    pub phrases: Vec<Vec<Phrase>>,
    /// Its symbols.
    pub symbols: Vec<Symbol>,
    /// The symbol of an expression in running text.
    pub top: usize,
    /// The symbol of a query that is an expression.
    pub query: usize,
    /// What tells the tense.
    pub cues: Cues,
    /// What tells years from other numbers.
    pub years: YearContext,
    /// Tells whether 3/4 is read as the fourth of March where nothing shows it.
    pub month_first: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    month_first: bool,
    years: FileYears,
    tense: super::tense::FileCues,
    words: toml::Table,
    symbol: Vec<FileSymbol>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileYears {
    never_after: String,
    never_before: String,
    streets: String,
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSymbol {
    name: String,
    rules: Vec<(String, String)>,
}

macro_rules! languages {
    ($($code:literal),*) => {
        /// Returns the grammar of a language by its ISO 639-1 code, compiled
        /// when it is first asked for; none where there is no file for it.
        pub(super) fn grammar(language: &str) -> Option<&'static Grammar> {
            match language.get(..2)? {
                $($code => {
                    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
                    Some(GRAMMAR.get_or_init(|| {
                        compile(include_str!(concat!("grammar/", $code, ".toml")))
                            .expect("a test compiles each grammar")
                    }))
                })*
                _ => None,
            }
        }

        /// The languages that have a grammar.
        #[cfg(test)]
        pub(super) const LANGUAGES: &[&str] = &[$($code),*];
    };
}

languages!("en", "fr", "de", "es");

/// Compiles the text of a grammar file.
///
/// # Errors
///
/// What is wrong with the file, and in which rule.
pub(super) fn compile(text: &str) -> Result<Grammar, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let symbols = file.symbol.iter().map(|symbol| symbol.name.clone()).collect();
    let mut compiler = Compiler { symbols, ..Compiler::default() };
    compiler.add_words(&file.words)?;
    let symbols =
        file.symbol.iter().map(|symbol| compiler.rules(symbol)).collect::<Result<Vec<_>, String>>()?;
    let years = YearContext {
        never_after: compiler.list(&file.years.never_after),
        never_before: compiler.list(&file.years.never_before),
        streets: compiler.list(&file.years.streets),
        after: compiler.list(&file.years.after),
    };
    let cues = Cues::compile(&file.tense, |word| compiler.vocabulary.number(word));
    let size = compiler.vocabulary.len();
    compiler.phrases.resize_with(size, Vec::new);
    let firsts = First { compiler: &compiler, symbols: &symbols };
    let symbols = firsts.compute()?;
    let root = |root: &str| {
        compiler.symbols.iter().position(|name| name == root).ok_or(format!("no symbol `{root}`"))
    };
    Ok(Grammar {
        top: root("top")?,
        query: root("query")?,
        vocabulary: compiler.vocabulary,
        phrases: compiler.phrases,
        symbols,
        cues,
        years,
        month_first: file.month_first,
    })
}

/// What the names in patterns refer to, while a file is compiled.
#[derive(Default)]
pub(super) struct Compiler {
    vocabulary: Vocabulary,
    classes: Vec<String>,
    symbols: Vec<String>,
    phrases: Vec<Vec<Phrase>>,
}

/// What a name in angle brackets refers to.
pub(super) enum Named {
    /// A class of phrases.
    Class(usize),
    /// A symbol.
    Symbol(usize),
}

impl Compiler {
    /// Returns the number of a literal word or mark of a pattern.
    pub fn literal(&mut self, word: &str) -> Word {
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(mark), None) => self.vocabulary.number(plain_mark(mark).encode_utf8(&mut [0; 4])),
            _ => self.vocabulary.number(word),
        }
    }

    /// Returns what `name` refers to.
    pub fn named(&self, name: &str) -> Option<Named> {
        let class = self.classes.iter().position(|class| class == name).map(Named::Class);
        class.or_else(|| self.symbols.iter().position(|symbol| symbol == name).map(Named::Symbol))
    }

    fn list(&mut self, words: &str) -> Vec<Word> {
        words.split_whitespace().map(|word| self.literal(word)).collect()
    }

    fn add_words(&mut self, words: &toml::Table) -> Result<(), String> {
        for (class, values) in words {
            self.classes.push(class.clone());
            let values = values.as_table().ok_or_else(|| format!("[words.{class}] is no table"))?;
            for (value, phrases) in values {
                let value = super::meaning::word_value(value)
                    .ok_or_else(|| format!("[words.{class}]: unknown value `{value}`"))?;
                let phrases = phrases.as_str().ok_or_else(|| format!("[words.{class}]: no string"))?;
                for phrase in phrases.split(',') {
                    self.add_phrase(self.classes.len() - 1, value, phrase.trim());
                }
            }
        }
        Ok(())
    }

    fn add_phrase(&mut self, class: usize, value: i64, phrase: &str) {
        let capital = phrase.starts_with('^');
        let words: Vec<Word> =
            split(phrase.trim_start_matches('^')).iter().map(|word| self.literal(word)).collect();
        let Some((&first, rest)) = words.split_first() else { return };
        let phrase = Phrase { class, rest: rest.into(), value, capital };
        let size = self.phrases.len().max(first as usize + 1);
        self.phrases.resize_with(size, Vec::new);
        self.phrases[first as usize].push(phrase);
    }

    fn rules(&mut self, symbol: &FileSymbol) -> Result<Vec<(Program, Op)>, String> {
        let mut rules = Vec::new();
        for (pattern, meaning) in &symbol.rules {
            let wrong = |error: String| format!("symbol {}, rule `{pattern}`: {error}", symbol.name);
            let op = Op::parse(meaning).map_err(wrong)?;
            rules.push((pattern::compile(pattern, self).map_err(wrong)?, op));
        }
        Ok(rules)
    }
}

/// Splits a phrase of a grammar file as the lexer splits text.
fn split(phrase: &str) -> Vec<String> {
    let none = Vocabulary::default();
    let lexemes = super::lexer::lex(phrase, &none);
    lexemes.iter().map(|lexeme| phrase[lexeme.start..lexeme.end].to_owned()).collect()
}

/// Computes the words that rules and symbols can begin with.
struct First<'a> {
    compiler: &'a Compiler,
    symbols: &'a [Vec<(Program, Op)>],
}

impl First<'_> {
    fn compute(&self) -> Result<Vec<Symbol>, String> {
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
                for (word, phrases) in self.compiler.phrases.iter().enumerate() {
                    first[word] |= phrases.iter().any(|phrase| phrase.class == *class);
                }
            }
            pattern::Start::Symbol(inner) => {
                first.iter_mut().zip(symbol(*inner)).for_each(|(mine, theirs)| *mine |= theirs);
            }
        }
    }
}

/// Returns the slot of a class without an explicit one.
pub(super) fn slot_of(name: &str) -> Option<Slot> {
    Slot::parse(name)
}
