//! Tagging a document with a model.

use super::article::Article;
use super::crf::{self, Legal, Scores};
use super::features::Features;
use super::labels::{self, Kind};
use super::model::Model;
use crate::document::{Document, Mention, MentionForm, Span};

/// A model ready to tag.
#[derive(Clone, Debug)]
pub struct Tagger<'a> {
    model: Model<'a>,
    legal: Legal,
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

impl<'a> Tagger<'a> {
    /// Makes a tagger of a model.
    pub fn new(model: Model<'a>) -> Tagger<'a> {
        Tagger { model, legal: Legal::default() }
    }

    /// Tells whether text of this language, an ISO 639-1 code with or without
    /// a region, can be tagged. Text too short to tell its language can.
    pub fn knows(&self, language: Option<&str>) -> bool {
        language.is_none_or(|code| code.split(['-', '_']).next() == Some(self.model.language()))
    }

    /// Returns the names of people, organizations and places in `doc`.
    pub fn mentions(&self, doc: &Document) -> Vec<Mention> {
        let mention = |name: Name| {
            let span = Span::new(doc.tokens[name.start].span.start, doc.tokens[name.end - 1].span.end);
            let (kind, form) = (name.kind.entity()?, MentionForm::Name);
            Some(Mention { span, kind, form, chain: None, confidence: name.confidence })
        };
        self.names(doc).into_iter().filter_map(mention).collect()
    }

    /// Returns all names in `doc`, those of other kinds included.
    pub fn names(&self, doc: &Document) -> Vec<Name> {
        let article = Article::read(&self.model.lexicon, doc);
        let (mut keys, mut scores, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..article.sentences.len() {
            keys = self.score(&article, index, keys, &mut scores);
            self.tag(article.sentences[index].start, &scores, &mut names);
        }
        names
    }

    fn score(&self, article: &Article, index: usize, keys: Vec<u64>, scores: &mut Vec<Scores>) -> Vec<u64> {
        scores.clear();
        let mut features = Features::new(article, index, keys);
        for token in article.sentences[index].clone() {
            scores.push(self.model.scores(features.of(token)));
        }
        features.into_keys()
    }

    fn tag(&self, first: usize, scores: &[Scores], names: &mut Vec<Name>) {
        let transitions = &self.model.transitions;
        let labels = crf::best_labels(scores, transitions, &self.legal);
        if labels.iter().all(|label| usize::from(*label) == labels::OUTSIDE) {
            return;
        }
        let confidences = crf::confidences(scores, transitions, &self.legal, &labels);
        for ((start, end, kind), confidence) in labels::names(&labels).zip(confidences) {
            names.push(Name { start: first + start, end: first + end, kind, confidence });
        }
    }
}
