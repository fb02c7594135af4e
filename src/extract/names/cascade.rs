//! The second reading: sentences that the linear model is unsure of are read
//! by the network too, and both are weighed together.
//!
//! The network's logarithms of probabilities are added to the linear model's
//! scores, a product of experts; agreement within the article, the best labels
//! and their confidences then come of the sums as of any scores. A sentence
//! that is told by the one is so still heard by those that the other tells.

use super::article::Article;
use super::case::Case;
use super::crf::{Lattice, Scores};
use super::labels::{self, LABELS, Part};
use super::tagger::Name;
use crate::document::Document;
use crate::extract::network::{Classes, Network};

/// A sentence is read again when the likeliest label of one of its words is
/// less probable than this. Found, as [`WEIGHT`] was, on CoNLL-2003 testa and
/// the set of `train/names/dev`.
const DOUBT: f32 = 0.7;

/// How much the network's word counts beside the linear model's.
const WEIGHT: f32 = 0.8;

/// The logarithm of the odds that a name is right, as a line over that which
/// both models together claim: two that have learned the same are not two
/// witnesses. Fitted to the same sets.
const ODDS: [f32; 2] = [0.4, -0.22];

/// Returns the sentences, by number, that the network should read too.
///
/// `scores` are those of the article's words after agreement.
pub fn unsure<'s>(
    article: &Article,
    scores: &[Scores],
    lattice: impl Fn(&[Scores]) -> Lattice<'s>,
) -> Vec<usize> {
    let doubtful = |sentence: &usize| {
        let tokens = article.sentences[*sentence].clone();
        let lattice = lattice(&scores[tokens.clone()]);
        (0..tokens.len()).any(|at| lattice.marginals(at).iter().all(|probability| *probability < DOUBT))
    };
    // Without its capitals, text is nothing that the network has learnt.
    let legible = |sentence: &usize| article.cases[*sentence] != Case::Lower;
    (0..article.sentences.len()).filter(legible).filter(doubtful).collect()
}

/// Mends the confidence of the names in `sentences`, which were read again.
pub fn calibrate(article: &Article, sentences: &[usize], names: &mut [Name]) {
    for sentence in sentences {
        let tokens = &article.sentences[*sentence];
        let [first, end] =
            [tokens.start, tokens.end].map(|token| names.partition_point(|name| name.start < token));
        names[first..end].iter_mut().for_each(|name| name.confidence = calibrated(name.confidence));
    }
}

fn calibrated(confidence: f32) -> f32 {
    let claimed = confidence.clamp(1e-4, 1.0 - 1e-4);
    let odds = ODDS[0] * (claimed / (1.0 - claimed)).ln() + ODDS[1];
    1.0 / (1.0 + (-odds).exp())
}

/// Lets the network read `sentences` and adds its word to the scores of theirs.
pub fn read_again(doc: &Document, article: &Article, sentences: &[usize], scores: &mut [Scores]) {
    let Some(network) = Network::shared().filter(|_| !sentences.is_empty()) else { return };
    let tokens = |sentence: &usize| article.sentences[*sentence].clone();
    let word = |token: usize| doc.tokens[token].span.of(&doc.text);
    let words: Vec<Vec<&str>> =
        sentences.iter().map(|sentence| tokens(sentence).map(word).collect()).collect();
    for (sentence, readings) in sentences.iter().zip(network.read(&words)) {
        for (token, classes) in tokens(sentence).zip(&readings) {
            add(classes, &mut scores[token]);
        }
    }
}

fn add(classes: &Classes, scores: &mut Scores) {
    for (label, score) in scores.iter_mut().enumerate().take(LABELS) {
        *score += WEIGHT * classes[class(label)];
    }
}

/// Returns the network's class of a label: it tells only where names begin.
fn class(label: usize) -> usize {
    match labels::parse(label) {
        None => Network::OUTSIDE,
        Some((kind, Part::Begin | Part::Unit)) => Network::begin(kind as usize),
        Some((kind, Part::Inside | Part::Last)) => Network::inside(kind as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::names::labels::{Kind, label};

    #[test]
    fn classes_lend_to_the_labels_that_they_hold() {
        let mut classes = [-9.0; Network::CLASSES];
        classes[Network::begin(Kind::Place as usize)] = -0.5;
        let mut scores = [0.0; LABELS];
        add(&classes, &mut scores);
        for part in [Part::Begin, Part::Unit] {
            assert_eq!(scores[label(Kind::Place, part)], -0.5 * WEIGHT);
        }
        for other in [label(Kind::Place, Part::Inside), label(Kind::Person, Part::Unit), labels::OUTSIDE] {
            assert_eq!(scores[other], -9.0 * WEIGHT);
        }
    }

    #[test]
    fn confidence_stays_a_probability_and_its_order() {
        let mended = [0.0, 0.3, 0.5, 0.9, 1.0].map(calibrated);
        assert!(mended.is_sorted() && mended.iter().all(|p| (0.0..=1.0).contains(p)), "{mended:?}");
        assert!(mended[3] < 0.75 && mended[4] > 0.95, "two models that agree claim too much: {mended:?}");
    }
}
