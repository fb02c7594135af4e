//! The features of a token: hashes of what it is and of what stands around it.
//!
//! Each feature is a template and a value, hashed into one key; the trainer
//! and the tagger call the same code. Sentences whose capitals tell nothing
//! have keys of their own and features without capitals.

use std::ops::Range;

use super::article::Article;
use super::case::Case;
use super::hash::{self, mix};
use super::lexicon::Clusters;
use super::words::Word;

/// The templates. Neighbours shift a template by their distance, so those
/// that have neighbours leave room.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Template {
    Bias,
    Written,
    Capital,
    CaseClass,
    FirstClass,
    Prefix,
    Suffix = 20,
    Part = 30,
    WordBefore,
    WordAfter,
    Around,
    Shapes,
    Lists,
    ListPair,
    SeenLower,
    SeenCapital,
    SeenInside,
    SeenBefore,
    SeenAfter,
    Position,
    SequenceFirst,
    SequenceLast,
    SequenceList,
    SequenceFirstClusters = 60,
    SequenceLastClusters = 70,
    ClassBefore,
    ClassAfter,
    ClassesAround,
    Word = 100,
    Shape = 200,
    Brown = 300,
    Vectors = 400,
    Glove = 500,
    Place = 600,
    Edge = 700,
}

/// The distances of the words that a token is told by.
pub const REACH: [isize; 5] = [0, -2, -1, 1, 2];

/// Writes the features of one token after another.
pub struct Features<'a> {
    article: &'a Article,
    sentence: Range<usize>,
    case: Case,
    keys: Vec<u64>,
}

impl<'a> Features<'a> {
    /// Prepares for the sentence with the number `index`.
    pub fn new(article: &'a Article, index: usize, keys: Vec<u64>) -> Features<'a> {
        Features { article, sentence: article.sentences[index].clone(), case: article.cases[index], keys }
    }

    /// Returns the features of the token at `token`, which lies in the sentence.
    pub fn of(&mut self, token: usize) -> &[u64] {
        self.keys.clear();
        for distance in REACH {
            self.write_single(token, distance);
        }
        self.write_joint(token);
        &self.keys
    }

    /// Returns those features of the token at `token` that the word at
    /// `distance`, one of `REACH`, and the sentence's case decide alone:
    /// a word brings the same ones wherever it stands.
    pub fn single(&mut self, token: usize, distance: isize) -> &[u64] {
        self.keys.clear();
        self.write_single(token, distance);
        &self.keys
    }

    /// Adds all other features of the sentence's tokens to `found`, each with
    /// the place of its token in the sentence.
    pub fn joint(&mut self, found: &mut Vec<(u32, u64)>) {
        for token in self.sentence.clone() {
            self.keys.clear();
            self.write_joint(token);
            let place = (token - self.sentence.start) as u32;
            found.extend(self.keys.iter().map(|key| (place, *key)));
        }
    }

    fn write_single(&mut self, token: usize, distance: isize) {
        let Some(word) = self.word(token, distance) else { return };
        if distance == 0 { self.own(word) } else { self.neighbour(word, distance) }
    }

    fn write_joint(&mut self, token: usize) {
        for distance in REACH {
            if self.word(token, distance).is_none() {
                self.push(Template::Edge, distance as i64, 0);
            }
        }
        self.first(token);
        self.pairs(token);
        self.lists(token);
        let seen = self.article.evidence(token);
        let word = &self.article.words[token];
        if word.form.is_capitalised()
            || (!self.case.is_usual() && word.form.is_word() && seen.capital + seen.lower > 0)
        {
            self.seen(token);
            self.sequence(token);
        }
    }

    /// Gives the buffer back.
    pub fn into_keys(self) -> Vec<u64> {
        self.keys
    }

    #[inline]
    fn push(&mut self, template: Template, shift: i64, value: u64) {
        let template = (template as i64 + shift) as u64;
        self.keys.push(mix(template << 1 | u64::from(!self.case.is_usual()), value));
    }

    fn word(&self, token: usize, distance: isize) -> Option<&'a Word> {
        let at = token.checked_add_signed(distance)?;
        self.sentence.contains(&at).then(|| &self.article.words[at])
    }

    fn clusters(&self, word: &Word) -> Clusters {
        if self.case.is_usual() { word.clusters } else { word.caseless }
    }

    /// Returns the shape; only how the sentence is written where that tells no more.
    fn shape(&self, word: &Word) -> u64 {
        match self.case {
            Case::Usual => word.shape,
            _ if word.form.is_word() => 1,
            _ => word.shape,
        }
    }

    fn own(&mut self, word: &Word) {
        self.push(Template::Bias, 0, 0);
        self.push(Template::Word, 0, word.lower);
        self.push(Template::Shape, 0, self.shape(word));
        self.push(Template::Written, 0, self.case as u64 * 8 + word.form as u64);
        self.push(Template::CaseClass, 0, word.facts.case as u64);
        self.push(Template::Capital, 0, word.facts.case as u64 * 8 + word.form as u64);
        for size in 0..4 {
            self.affix(Template::Prefix, size, word.prefixes[size]);
            self.affix(Template::Suffix, size, word.suffixes[size]);
        }
        for part in word.parts.into_iter().filter(|part| *part != 0) {
            self.push(Template::Part, 0, part);
        }
        self.class_features(word, 0);
    }

    /// How the first word of the sentence is written.
    fn first(&mut self, token: usize) {
        if token == self.sentence.start {
            let word = &self.article.words[token];
            self.push(Template::FirstClass, 0, word.facts.case as u64 * 8 + word.form as u64);
            self.push(Template::FirstClass, 1, self.shape(word));
        }
    }

    fn affix(&mut self, template: Template, size: usize, affix: u64) {
        if affix != 0 {
            self.push(template, size as i64, affix);
        }
    }

    /// Clusters of the word itself and of those beside it.
    fn class_features(&mut self, word: &Word, distance: i64) {
        let clusters = self.clusters(word);
        if clusters.brown != 0 {
            for (size, bits) in [4, 6, 10, 20].into_iter().enumerate() {
                self.push(
                    Template::Brown,
                    8 * distance + size as i64,
                    u64::from(clusters.brown & ((1 << bits) - 1)),
                );
            }
        }
        if clusters.vectors[2] != 0 {
            for (size, cluster) in clusters.vectors.into_iter().enumerate() {
                self.push(Template::Vectors, 8 * distance + size as i64, u64::from(cluster));
            }
        }
        if word.facts.glove[2] != 0 {
            for (size, cluster) in word.facts.glove.into_iter().enumerate() {
                self.push(Template::Glove, 8 * distance + size as i64, u64::from(cluster));
            }
        }
    }

    fn neighbour(&mut self, word: &Word, distance: isize) {
        let shift = distance as i64;
        self.push(Template::Word, shift, word.lower);
        self.push(Template::Shape, shift, self.shape(word));
        if distance.abs() == 1 {
            self.class_features(word, shift);
        } else {
            let vectors = self.clusters(word).vectors;
            self.push(Template::Vectors, 8 * shift + 1, u64::from(vectors[1]));
            self.push(Template::Glove, 8 * shift, u64::from(word.facts.glove[0]));
            self.push(Template::Glove, 8 * shift + 1, u64::from(word.facts.glove[1]));
        }
    }

    fn pairs(&mut self, token: usize) {
        let word = &self.article.words[token];
        let (before, after) = (self.word(token, -1), self.word(token, 1));
        if let Some(before) = before {
            self.push(Template::WordBefore, 0, mix(before.lower, word.lower));
            self.push(Template::ClassBefore, 0, mix(before.facts.glove[1].into(), self.shape(word)));
        }
        if let Some(after) = after {
            self.push(Template::WordAfter, 0, mix(word.lower, after.lower));
            self.push(Template::ClassAfter, 0, mix(after.facts.glove[1].into(), self.shape(word)));
        }
        if let (Some(before), Some(after)) = (before, after) {
            self.push(Template::Around, 0, mix(before.lower, after.lower));
            let shapes = mix(mix(self.shape(before), self.shape(word)), self.shape(after));
            self.push(Template::Shapes, 0, shapes);
            let classes = u64::from(before.facts.glove[1]) << 16 | u64::from(after.facts.glove[1]);
            self.push(Template::ClassesAround, 0, classes);
        }
    }

    fn lists(&mut self, token: usize) {
        let article = self.article;
        for distance in [-1, 0, 1] {
            let at = token.wrapping_add_signed(distance);
            if self.sentence.contains(&at) {
                for place in &article.places[at] {
                    self.push(Template::Place, distance as i64, u64::from(*place));
                }
            }
        }
        let own = &article.places[token];
        if !own.is_empty() {
            let all = hash::bytes(own);
            self.push(Template::Lists, 0, all);
            if token + 1 < self.sentence.end && !article.places[token + 1].is_empty() {
                self.push(Template::ListPair, 0, mix(all, hash::bytes(&article.places[token + 1])));
            }
        }
    }

    fn seen(&mut self, token: usize) {
        let article = self.article;
        let evidence = article.evidence(token);
        if evidence.lower > 0 {
            self.push(Template::SeenLower, 0, 0);
        }
        self.push(Template::SeenCapital, 0, u64::from(evidence.capital.min(3)));
        let own_inside =
            article.words[token].form.is_capitalised() && token > self.sentence.start && self.case.is_usual();
        if evidence.inside > u32::from(own_inside) {
            self.push(Template::SeenInside, 0, 0);
        }
        for other in article.others(token) {
            let before = other.checked_sub(1).map_or(0, |at| article.words[at].lower);
            let after = article.words.get(other + 1).map_or(0, |word| word.lower);
            self.push(Template::SeenBefore, 0, before);
            self.push(Template::SeenAfter, 0, after);
        }
    }

    /// What the longest name-like sequence with this word elsewhere tells.
    fn sequence(&mut self, token: usize) {
        let article = self.article;
        let Some(sequence) = article.best_sequence(token) else { return };
        let words = &article.words[sequence.start..sequence.end];
        let lower = article.words[token].lower;
        let position = words.iter().position(|word| word.lower == lower).unwrap_or(0);
        let part = u64::from(position > 0) + u64::from(position + 1 == words.len());
        self.push(Template::Position, 0, part * 8 + words.len().min(4) as u64);
        let (first, last) = (&words[0], &words[words.len() - 1]);
        self.push(Template::SequenceFirst, 0, first.lower);
        self.push(Template::SequenceLast, 0, last.lower);
        for (template, word) in
            [(Template::SequenceFirstClusters, first), (Template::SequenceLastClusters, last)]
        {
            self.push(template, 0, u64::from(word.facts.glove[0]));
            self.push(template, 1, u64::from(word.clusters.vectors[0]));
            self.push(template, 2, u64::from(word.clusters.brown & 63));
        }
        for place in article.places[sequence.start..sequence.end].iter().flatten().take(8) {
            self.push(Template::SequenceList, 0, u64::from(*place));
        }
    }
}
