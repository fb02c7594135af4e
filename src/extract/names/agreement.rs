//! Agreement within an article: what a word is at its other occurrences counts
//! for each of them.
//!
//! A first run over the article gives the probability of each label at each
//! occurrence of a name-like word; in the second run every occurrence is lent
//! the mean of the others.

use super::article::Article;
use super::crf::{Lattice, Scores};
use super::labels::{self, Kind, LABELS, Part};

/// How much the mean probability of the other occurrences adds to a score.
#[derive(Clone, Copy, Debug)]
pub struct Loan {
    /// To all parts of a person's name: surnames and full names help each other.
    pub person: f32,
    /// To a name of one word of another kind.
    pub unit: f32,
    /// To a part of a longer name of another kind.
    pub part: f32,
}

/// Found on development sets: CoNLL-2003 testa, and Wikinews labelled by the teacher.
const LOAN: Loan = Loan { person: 1.5, unit: 1.5, part: 1.0 };

/// The probabilities of the labels of each word, summed over its occurrences.
pub struct Agreement {
    /// For each token, its own probabilities; zeros where it was not looked at.
    own: Vec<Scores>,
    /// For each word of the article, the sum and the number of occurrences.
    sums: Vec<(Scores, f32)>,
}

impl Agreement {
    /// Gathers the probabilities of the words that occur more than once.
    pub fn of<'s>(
        article: &Article,
        scores: &[Scores],
        lattice: impl Fn(&[Scores]) -> Lattice<'s>,
    ) -> Agreement {
        let (mut own, mut sums) =
            (vec![[0.0; LABELS]; scores.len()], vec![([0.0; LABELS], 0.0); article.kinds()]);
        for (tokens, case) in article.sentences.iter().zip(&article.cases) {
            let counts = |token: &usize| article.is_repeated_name(*token, *case);
            if !tokens.clone().any(|token| counts(&token)) {
                continue;
            }
            let lattice = lattice(&scores[tokens.clone()]);
            for token in tokens.clone().filter(counts) {
                own[token] = lattice.marginals(token - tokens.start);
                let (sum, count) = &mut sums[article.kind_of(token)];
                *count += 1.0;
                for (sum, probability) in sum.iter_mut().zip(&own[token]) {
                    *sum += probability;
                }
            }
        }
        Agreement { own, sums }
    }

    /// Adds to the scores of each occurrence what the others lend it.
    pub fn lend(&self, article: &Article, scores: &mut [Scores]) {
        for (token, (own, scores)) in self.own.iter().zip(scores).enumerate() {
            let (sum, count) = &self.sums[article.kind_of(token)];
            if *count < 2.0 || own.iter().all(|probability| *probability == 0.0) {
                continue;
            }
            let mean: Scores = std::array::from_fn(|label| (sum[label] - own[label]) / (count - 1.0));
            for kind in Kind::ALL {
                lend_kind(kind, &mean, scores);
            }
        }
    }
}

fn lend_kind(kind: Kind, mean: &Scores, scores: &mut Scores) {
    let [begin, inside, last, unit] =
        [Part::Begin, Part::Inside, Part::Last, Part::Unit].map(|part| labels::label(kind, part));
    let parts = mean[begin] + mean[inside] + mean[last];
    let (to_unit, to_part) = match kind {
        Kind::Person => (LOAN.person * (parts + mean[unit]), LOAN.person * (parts + mean[unit])),
        _ => (LOAN.unit * mean[unit], LOAN.part * parts),
    };
    scores[unit] += to_unit;
    for label in [begin, inside, last] {
        scores[label] += to_part;
    }
}
