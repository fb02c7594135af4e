//! An article as the tagger sees it: the facts of its words, sentence by
//! sentence, and what all of it tells of each word.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::case::{self, Case};
use super::hash;
use super::lexicon::{CaseClass, Lexicon};
use super::lists::{self, Places};
use super::words::{Form, Reader, Word};
use crate::document::Document;

/// An article's words and what they share.
pub struct Article {
    /// The facts of each token.
    pub words: Vec<Word>,
    /// Each token's places in listed phrases.
    pub places: Vec<Places>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// How each sentence is written.
    pub cases: Vec<Case>,
    /// For each token, its word's entry in `evidence`.
    ids: Vec<u32>,
    /// For each token, its sequence of capitalised words, or [`NONE`].
    sequence_of: Vec<u32>,
    sequences: Vec<Sequence>,
    evidence: Vec<Evidence>,
}

/// What the article tells of a word, by all of its occurrences in sentences
/// whose capitals tell something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// All occurrences, those in sentences whose capitals tell nothing included.
    total: u32,
    /// Occurrences in lower case.
    pub lower: u32,
    /// Occurrences with a capital.
    pub capital: u32,
    /// Occurrences with a capital that do not begin a sentence.
    pub inside: u32,
    /// The first capitalised occurrences, as tokens.
    occurrences: [u32; SEEN],
    best: Option<(Rank, u32)>,
}

/// Several capitalised words in a row.
#[derive(Clone, Copy, Debug)]
pub struct Sequence {
    /// The first token.
    pub start: usize,
    /// The token behind the last.
    pub end: usize,
    hash: u64,
}

/// Occurrences of a word whose neighbours are looked at.
const SEEN: usize = 5;

/// Stands for no sequence.
const NONE: u32 = u32::MAX;

/// How telling a sequence is: not too long, often, long.
type Rank = (bool, u32, usize);

impl Article {
    /// Reads a document whose tokens and sentences are there.
    pub fn read(lexicon: &Lexicon<'_>, reader: &mut Reader, doc: &Document) -> Article {
        let words = doc.tokens.iter().map(|token| reader.read(lexicon, token.span.of(&doc.text)));
        let sentences = doc.sentences.iter().map(|sentence| sentence.tokens.clone());
        Article::new(lexicon, words.collect(), sentences.collect())
    }

    /// Makes an article of words and the sentences that they form.
    pub fn new(lexicon: &Lexicon<'_>, words: Vec<Word>, sentences: Vec<Range<usize>>) -> Article {
        let bare = case::is_bare(&words);
        let cases: Vec<Case> = sentences.iter().map(|range| Case::of(&words[range.clone()], bare)).collect();
        let mut places = Vec::with_capacity(words.len());
        let mut row = Vec::new();
        for (range, case) in sentences.iter().zip(&cases) {
            places.resize(range.start, Places::new());
            lists::find(lexicon, &words[range.clone()], *case, &mut row);
            places.append(&mut row);
        }
        places.resize(words.len(), Places::new());
        let sequence_of = vec![NONE; words.len()];
        let mut article = Article {
            words,
            places,
            sentences,
            cases,
            ids: vec![],
            sequence_of,
            sequences: vec![],
            evidence: vec![],
        };
        article.gather();
        article
    }

    /// Returns what the article tells of the word at `token`.
    pub fn evidence(&self, token: usize) -> &Evidence {
        &self.evidence[self.ids[token] as usize]
    }

    /// Returns the number of different words.
    pub fn kinds(&self) -> usize {
        self.evidence.len()
    }

    /// Returns the number of the word at `token`, among all different words.
    pub fn kind_of(&self, token: usize) -> usize {
        self.ids[token] as usize
    }

    /// Tells whether the sentence `index` cannot hold a name: none of its words
    /// has a capital but *I*, and the one that begins it, which owes it to that.
    pub fn is_plain(&self, index: usize) -> bool {
        let mut capitals = self.sentences[index]
            .clone()
            .skip_while(|&token| !self.words[token].form.is_word())
            .enumerate()
            .filter(|(_, token)| self.words[*token].form.is_capitalised() && !self.words[*token].is_i());
        self.cases[index].is_usual() && capitals.all(|(at, token)| at == 0 && self.is_common(token))
    }

    /// Tells whether the capital of the word at `token` only begins a sentence,
    /// there and wherever else the article has it.
    fn is_common(&self, token: usize) -> bool {
        let (word, seen) = (&self.words[token], self.evidence(token));
        word.form == Form::Title
            && seen.inside == 0
            && (word.facts.case == CaseClass::Lower || seen.lower > 0)
    }

    /// Tells whether the word at `token` looks like a name here and occurs elsewhere.
    pub fn is_repeated_name(&self, token: usize, case: Case) -> bool {
        let (word, seen) = (&self.words[token], self.evidence(token));
        if case.is_usual() {
            word.form.is_capitalised() && seen.total > 1 && !self.is_common(token)
        } else {
            word.form.is_word() && word.facts.case != CaseClass::Lower && seen.total > 1
        }
    }

    /// Returns the other capitalised occurrences of the word at `token`.
    pub fn others(&self, token: usize) -> impl Iterator<Item = usize> {
        let evidence = self.evidence(token);
        let seen = SEEN.min(evidence.capital as usize);
        evidence.occurrences[..seen].iter().map(|other| *other as usize).filter(move |other| *other != token)
    }

    /// Returns the most telling sequence that holds the word at `token`,
    /// unless the token stands in just such a sequence itself.
    pub fn best_sequence(&self, token: usize) -> Option<Sequence> {
        let best = self.sequences[self.evidence(token).best?.1 as usize];
        let own = self.sequences.get(self.sequence_of[token] as usize);
        own.is_none_or(|own| own.hash != best.hash).then_some(best)
    }

    fn gather(&mut self) {
        let mut ids: FxHashMap<u64, u32> = FxHashMap::default();
        for word in &self.words {
            let next = ids.len() as u32;
            self.ids.push(*ids.entry(word.lower).or_insert(next));
        }
        self.evidence.resize(ids.len(), Evidence::default());
        for id in &self.ids {
            self.evidence[*id as usize].total += 1;
        }
        for (range, _) in self.sentences.iter().zip(&self.cases).filter(|(_, case)| case.is_usual()) {
            for token in range.clone() {
                self.evidence[self.ids[token] as usize].count(
                    token,
                    self.words[token].form,
                    token == range.start,
                );
            }
        }
        for index in 0..self.sentences.len() {
            if self.cases[index].is_usual() {
                self.find_sequences(self.sentences[index].clone());
            }
        }
        self.rank_sequences();
    }

    fn find_sequences(&mut self, sentence: Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            if !self.may_join(at, at == sentence.start) {
                at += 1;
                continue;
            }
            let start = at;
            while at < sentence.end && self.words[at].form.is_capitalised() {
                at += 1;
            }
            if at - start > 1 {
                self.sequence_of[start..at].fill(self.sequences.len() as u32);
                let hash = self.words[start..at].iter().fold(0, |hash, word| hash::mix(hash, word.lower));
                self.sequences.push(Sequence { start, end: at, hash });
            }
        }
    }

    /// Tells whether a sequence may begin at `token`; the first word of a
    /// sentence has its capital anyway.
    fn may_join(&self, token: usize, first: bool) -> bool {
        let word = &self.words[token];
        word.form.is_capitalised()
            && !(first && (self.evidence(token).lower > 0 || word.facts.case == CaseClass::Lower))
    }

    fn rank_sequences(&mut self) {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for sequence in &self.sequences {
            *counts.entry(sequence.hash).or_default() += 1;
        }
        for (index, sequence) in self.sequences.iter().enumerate() {
            let length = sequence.end - sequence.start;
            let rank = (length <= 4, counts[&sequence.hash], length);
            for token in sequence.start..sequence.end {
                let best = &mut self.evidence[self.ids[token] as usize].best;
                if best.is_none_or(|(other, _)| rank > other) {
                    *best = Some((rank, index as u32));
                }
            }
        }
    }
}

impl Evidence {
    fn count(&mut self, token: usize, form: Form, first: bool) {
        if form.is_capitalised() {
            if let Some(slot) = self.occurrences.get_mut(self.capital as usize) {
                *slot = token as u32;
            }
            self.capital += 1;
            self.inside += u32::from(!first);
        } else {
            self.lower += u32::from(form == Form::Lower);
        }
    }
}
