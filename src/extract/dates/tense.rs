//! Whether a sentence speaks of the past or the future where a date stands.

use std::ops::Range;

use serde::Deserialize;

use super::lexer::{Kind, Lexeme};
use super::vocabulary::{NO_WORD, Word};

/// The direction in which an incomplete date is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// Told as having happened.
    Past,
    /// Planned, announced.
    Future,
    /// Nothing shows it.
    Unknown,
}

/// The section `[tense]` of a grammar file; words apart by white space.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileCues {
    /// Words of the future or of a plan.
    future: String,
    /// Verbs and auxiliaries of the past.
    past: String,
    /// Endings of verbs of the past.
    past_endings: String,
    /// Endings of verbs of the future.
    future_endings: String,
    /// Auxiliaries that make a participle behind them one of the future: `be`.
    passive: String,
    /// The mark of an infinitive that tells a plan, such as `to`, if any.
    infinitive: String,
    /// Words that never follow that mark in an infinitive.
    no_infinitive: String,
    /// Words in front of that mark that make the infinitive a plan.
    plans: String,
}

/// Words and endings that show a tense.
#[derive(Default)]
pub(super) struct Cues {
    future: Vec<bool>,
    past: Vec<bool>,
    past_endings: Vec<String>,
    future_endings: Vec<String>,
    infinitive: Option<Word>,
    no_infinitive: Vec<bool>,
    plans: Vec<bool>,
    passive: Vec<bool>,
}

/// Lexemes behind which a cue no longer counts.
const REACH: usize = 40;

/// Letters that a verb has at least in front of a cue's ending.
const SHORTEST_STEM: usize = 2;

impl Cues {
    /// Compiles the section, numbering its words.
    pub fn compile(file: &FileCues, mut number: impl FnMut(&str) -> Word) -> Cues {
        let mut set = |words: &str| {
            let mut set = Vec::new();
            for word in words.split_whitespace().map(&mut number) {
                set.resize(set.len().max(word as usize + 1), false);
                set[word as usize] = true;
            }
            set
        };
        let endings = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        Cues {
            future: set(&file.future),
            past: set(&file.past),
            no_infinitive: set(&file.no_infinitive),
            plans: set(&file.plans),
            passive: set(&file.passive),
            past_endings: endings(&file.past_endings),
            future_endings: endings(&file.future_endings),
            infinitive: file.infinitive.split_whitespace().next().map(number),
        }
    }

    /// Returns the tense at the lexemes `at` of a sentence: that of the
    /// nearest cue in front of them, else of the nearest behind them.
    pub fn tense(&self, text: &str, sentence: &[Lexeme], at: Range<usize>) -> Tense {
        let before = (at.start.saturating_sub(REACH)..at.start).rev();
        let after = at.end..sentence.len().min(at.end + REACH);
        before.chain(after).find_map(|index| self.cue(text, sentence, index)).unwrap_or(Tense::Unknown)
    }

    fn cue(&self, text: &str, sentence: &[Lexeme], index: usize) -> Option<Tense> {
        let lexeme = &sentence[index];
        // `May` and `Will` are names where no sentence begins.
        if lexeme.capital && index > 0 {
            return None;
        }
        if holds(&self.future, lexeme.word) {
            return Some(Tense::Future);
        }
        let behind_be =
            || sentence[index.saturating_sub(2)..index].iter().any(|word| holds(&self.passive, word.word));
        let past = || if behind_be() { Tense::Future } else { Tense::Past };
        if holds(&self.past, lexeme.word) {
            return Some(past());
        }
        if self.infinitive == Some(lexeme.word) {
            return self.is_plan(text, sentence, index).then_some(Tense::Future);
        }
        let tense =
            (lexeme.kind == Kind::Word && !lexeme.capital).then(|| self.ending(text, lexeme)).flatten();
        tense.map(|tense| if tense == Tense::Past { past() } else { tense })
    }

    fn ending(&self, text: &str, lexeme: &Lexeme) -> Option<Tense> {
        let word = &text[lexeme.start..lexeme.end];
        let ends = |endings: &[String]| {
            endings
                .iter()
                .any(|ending| word.ends_with(ending.as_str()) && word.len() > ending.len() + SHORTEST_STEM)
        };
        if ends(&self.future_endings) {
            return Some(Tense::Future);
        }
        ends(&self.past_endings).then_some(Tense::Past)
    }

    /// Tells whether an infinitive follows that the text presents as a plan:
    /// behind a word of planning, or where no verb of the past stands before.
    fn is_plan(&self, text: &str, sentence: &[Lexeme], index: usize) -> bool {
        let Some(verb) = sentence.get(index + 1) else { return false };
        if verb.kind != Kind::Word || verb.capital || holds(&self.no_infinitive, verb.word) {
            return false;
        }
        let before = &sentence[index.saturating_sub(REACH)..index];
        if before.last().is_some_and(|word| holds(&self.plans, word.word)) {
            return true;
        }
        !before.iter().any(|word| {
            holds(&self.past, word.word) || (!word.capital && self.ending(text, word) == Some(Tense::Past))
        })
    }
}

fn holds(set: &[bool], word: Word) -> bool {
    word != NO_WORD && set.get(word as usize).copied().unwrap_or(false)
}
