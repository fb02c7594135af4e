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

use serde::Deserialize;

use super::first::First;
use super::op::Op;
use super::pattern::{self, Program};
use super::tense::Cues;
use super::vocabulary::{Vocabulary, Word, plain_mark};

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
    /// The words that can come second in a match; none where one lexeme may be
    /// a match by itself.
    pub second: Option<Words>,
}

/// A set of words, by number.
#[derive(Clone, Default)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// Adds `word`.
    pub fn insert(&mut self, word: Word) {
        let (place, bit) = (word as usize / 64, word % 64);
        self.0.resize(self.0.len().max(place + 1), 0);
        self.0[place] |= 1 << bit;
    }

    /// Adds all of `others`.
    pub fn extend(&mut self, others: &Words) {
        self.0.resize(self.0.len().max(others.0.len()), 0);
        self.0.iter_mut().zip(&others.0).for_each(|(own, other)| *own |= other);
    }

    /// Tells whether `word` is in the set.
    pub fn contains(&self, word: Word) -> bool {
        self.0.get(word as usize / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }
}

/// A symbol of the grammar.
pub(super) struct Symbol {
    /// Its rules; of two matches of one length the earlier rule's counts.
    pub rules: Vec<Rule>,
    /// For each word, by number, which of `openings` a match can begin with.
    pub first: Box<[u16]>,
    /// Lists of rules, by index, that one word opens; the first has none.
    pub openings: Vec<Box<[u16]>>,
}

impl Symbol {
    /// Returns the indices of the rules that a match which begins with `word` can be of.
    pub fn opened_by(&self, word: Word) -> &[u16] {
        &self.openings[usize::from(self.first[word as usize])]
    }
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

languages!("en", "fr", "de", "es", "zh", "ar");

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
    /// The words so far.
    pub vocabulary: Vocabulary,
    classes: Vec<String>,
    /// The names of the symbols.
    pub symbols: Vec<String>,
    /// The phrases of all classes, by their first word.
    pub phrases: Vec<Vec<Phrase>>,
    /// The first words of the phrases of each class.
    pub first_words: Vec<Vec<Word>>,
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
            self.first_words.push(Vec::new());
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
        self.first_words[class].push(first);
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
