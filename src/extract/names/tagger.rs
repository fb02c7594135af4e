//! Tagging a document with a model.

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::agreement::Agreement;
use super::article::Article;
#[cfg(feature = "neural")]
use super::cascade;
use super::certain;
use super::crf::{self, Lattice, Scores, Steps};
use super::features::Features;
use super::labels::{self, Kind, LABELS, OUTSIDE};
use super::memory::Memory;
use super::mend;
use super::missed;
use super::model::{Model, NO_SUMS};
use super::tagging::Tagging;
use crate::document::{Document, Mention, MentionForm, Span};

/// A model ready to tag.
pub struct Tagger<'a> {
    model: Model<'a>,
    steps: Steps,
    #[cfg_attr(not(feature = "neural"), expect(dead_code, reason = "there is one way only"))]
    tagging: Tagging,
    /// A memory for each thread that has tagged, while it does not.
    memories: Mutex<Vec<Memory>>,
}

/// A name among a document's tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    /// The first token.
    pub start: usize,
    /// The token behind the last.
    pub end: usize,
    /// What it names.
    pub kind: Kind,
    /// The probability that both are right.
    pub confidence: f32,
}

/// The scores of what is in no name.
const CERTAINLY_OUTSIDE: Scores = {
    let mut scores = [0.0; LABELS];
    scores[OUTSIDE] = 20.0;
    scores
};

impl<'a> Tagger<'a> {
    /// Makes a tagger of a model, which reads fast.
    pub fn new(model: Model<'a>) -> Tagger<'a> {
        let steps = Steps::new(&model.transitions);
        Tagger { model, steps, tagging: Tagging::default(), memories: Mutex::default() }
    }

    /// Returns the tagger that reads in this way.
    pub fn with(self, tagging: Tagging) -> Tagger<'a> {
        Tagger { tagging, ..self }
    }

    /// Tells whether text of this language, an ISO 639-1 code with or without
    /// a region, can be tagged. Text too short to tell its language can.
    pub fn knows(&self, language: Option<&str>) -> bool {
        language.is_none_or(|code| code.split(['-', '_']).next() == Some(self.model.language()))
    }

    /// Returns the names of people, organizations and places in `doc`.
    pub fn mentions(&self, doc: &Document) -> Vec<Mention> {
        let mention = |name: Name| {
            let start = name.start + title_words(doc, &name);
            let span = Span::new(doc.tokens[start].span.start, doc.tokens[name.end - 1].span.end);
            let (kind, form) = (name.kind.entity()?, MentionForm::Name);
            Some(Mention { span, kind, form, chain: None, confidence: name.confidence })
        };
        self.names(doc).into_iter().filter_map(mention).collect()
    }

    /// Returns all names in `doc`, those of other kinds included.
    pub fn names(&self, doc: &Document) -> Vec<Name> {
        let mut memory = self.memories().pop().unwrap_or_else(Memory::new);
        let article = Article::read(&self.model.lexicon, &mut memory.reader, doc);
        let mut scores = self.score(&article, &mut memory);
        self.memories().push(memory);
        certain::add(doc, &article, &mut scores);
        #[cfg(feature = "neural")]
        let again = self.read_again(doc, &article, &mut scores);
        self.agree(&article, &mut scores);
        let mut names = Vec::new();
        for tokens in &article.sentences {
            self.tag(tokens.start, &scores[tokens.clone()], &mut names);
        }
        #[cfg(feature = "neural")]
        cascade::calibrate(&article, &again, &mut names);
        mend::mend(doc, &article, &mut names);
        missed::add(doc, &article, &mut names);
        names
    }

    fn score(&self, article: &Article, memory: &mut Memory) -> Vec<Scores> {
        let mut scores = vec![[0.0; LABELS]; article.words.len()];
        let (mut keys, mut joint, mut sums) = (Vec::new(), Vec::new(), Vec::new());
        for (index, tokens) in article.sentences.iter().enumerate() {
            if article.is_plain(index) {
                scores[tokens.clone()].fill(CERTAINLY_OUTSIDE);
                continue;
            }
            let mut features = Features::new(article, index, keys);
            sums.clear();
            sums.resize(tokens.len(), NO_SUMS);
            memory.add(&self.model, article, index, &mut features, &mut sums);
            joint.clear();
            features.joint(&mut joint);
            self.model.weigh(&joint, &mut sums);
            for (scores, sums) in scores[tokens.clone()].iter_mut().zip(&sums) {
                *scores = self.model.scores(sums);
            }
            keys = features.into_keys();
        }
        scores
    }

    /// Lets the network read what the model is unsure of, if names are to be
    /// read best, and returns the sentences that it read.
    #[cfg(feature = "neural")]
    fn read_again(&self, doc: &Document, article: &Article, scores: &mut [Scores]) -> Vec<usize> {
        if self.tagging != Tagging::Best {
            return Vec::new();
        }
        let mut agreed = scores.to_vec();
        self.agree(article, &mut agreed);
        let unsure = cascade::unsure(article, &agreed, |tokens| self.lattice(tokens));
        cascade::read_again(doc, article, &unsure, scores);
        unsure
    }

    fn agree(&self, article: &Article, scores: &mut [Scores]) {
        Agreement::of(article, scores, |tokens| self.lattice(tokens)).lend(article, scores);
    }

    fn memories(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lattice(&self, scores: &[Scores]) -> Lattice<'_> {
        Lattice::new(scores, &self.steps)
    }

    fn tag(&self, first: usize, scores: &[Scores], names: &mut Vec<Name>) {
        if self.steps.are_outside(scores) {
            return;
        }
        let labels = crf::best_labels(scores, &self.steps);
        if labels.iter().all(|label| usize::from(*label) == OUTSIDE) {
            return;
        }
        let confidences = self.lattice(scores).confidences(&labels);
        for ((start, end, kind), confidence) in labels::names(&labels).zip(confidences) {
            names.push(Name { start: first + start, end: first + end, kind, confidence });
        }
    }
}

/// Titles and forms of address, in lower case, sorted: no part of a name that goes on behind them.
static TITLES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("data/titles.txt").lines().collect());

/// Returns how many words at the beginning of a name are a title or an article.
fn title_words(doc: &Document, name: &Name) -> usize {
    let is_prefix = |token: &usize| {
        let word = doc.tokens[*token].span.of(&doc.text).to_lowercase();
        match name.kind {
            Kind::Person => TITLES.binary_search(&word.as_str()).is_ok(),
            Kind::Organization => word == "the",
            _ => false,
        }
    };
    // The last word stays: a name that is all title is left as it is.
    (name.start..name.end - 1).take_while(is_prefix).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted() {
        assert!(TITLES.is_sorted());
    }
}
