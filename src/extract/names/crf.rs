//! Linear-chain inference: the best labels of a sentence, and how sure they are.
//!
//! Lafferty, McCallum and Pereira (2001), "Conditional random fields".

use super::labels::{LABELS, OUTSIDE, is_open, may_follow, names};
use crate::extract::wide::wide;

/// The score of each label of a token.
pub type Scores = [f32; LABELS];

/// The labels that may stand before each label, as a list for each.
#[derive(Clone, Debug)]
pub struct Legal {
    before: [Vec<u8>; LABELS],
    starts: [bool; LABELS],
    ends: [bool; LABELS],
}

impl Default for Legal {
    fn default() -> Legal {
        let before = std::array::from_fn(|next| {
            (0..LABELS).filter(|label| may_follow(*label, next)).map(|label| label as u8).collect()
        });
        let starts = std::array::from_fn(|label| may_follow(OUTSIDE, label));
        let ends = std::array::from_fn(|label| !is_open(label));
        Legal { before, starts, ends }
    }
}

impl Legal {
    /// Returns the labels that may stand before `label`.
    pub fn before(&self, label: usize) -> &[u8] {
        &self.before[label]
    }

    /// Tells whether a sentence may begin with `label`.
    pub fn starts(&self, label: usize) -> bool {
        self.starts[label]
    }

    /// Tells whether a sentence may end with `label`.
    pub fn ends(&self, label: usize) -> bool {
        self.ends[label]
    }
}

/// The labels, and room that makes a row as wide as processors like it.
const WIDE: usize = 24;

/// A number for each label.
type Row = [f32; WIDE];

/// The weights of all steps from label to label, as inference takes them.
#[derive(Clone, Debug)]
pub struct Steps {
    /// The weight of each step, from row to column; no path takes an illegal one.
    weights: [Row; LABELS],
    /// The exponentials, from row to column; zero where illegal.
    forward: [Row; LABELS],
    /// The same, from column to row.
    backward: [Row; LABELS],
    /// One where a sentence may begin, else zero.
    starts: Row,
    /// One where a sentence may end, else zero.
    ends: Row,
    /// By how much being outside must score better than each label so that no
    /// neighbours can make up for it.
    margins: Row,
}

/// What scores may be off by when they are summed up in another order.
const ROUNDING: f32 = 0.5;

impl Steps {
    /// Prepares the weights of `transitions`, from row to column.
    pub fn new(transitions: &[Scores; LABELS]) -> Steps {
        let legal = Legal::default();
        let mut steps = Steps {
            weights: [[f32::NEG_INFINITY; WIDE]; LABELS],
            forward: [[0.0; WIDE]; LABELS],
            backward: [[0.0; WIDE]; LABELS],
            starts: [0.0; WIDE],
            ends: [0.0; WIDE],
            margins: [f32::NEG_INFINITY; WIDE],
        };
        for (before, row) in transitions.iter().enumerate() {
            for (label, &weight) in row.iter().enumerate() {
                if legal.before(label).contains(&(before as u8)) {
                    steps.weights[before][label] = weight;
                    steps.forward[before][label] = weight.exp();
                    steps.backward[label][before] = weight.exp();
                }
            }
            steps.starts[before] = f32::from(u8::from(legal.starts(before)));
            steps.ends[before] = f32::from(u8::from(legal.ends(before)));
        }
        let stay = steps.weights[OUTSIDE][OUTSIDE];
        for label in (0..LABELS).filter(|label| *label != OUTSIDE) {
            let into = steps.weights.iter().map(|weights| weights[label]).fold(f32::MIN, f32::max);
            let back = steps.weights[label][OUTSIDE];
            steps.margins[label] = (into - stay).max(0.0) + (back - stay).max(0.0) + ROUNDING;
        }
        steps
    }

    /// Returns the label before `label` on the best way to it, where `reached` are
    /// the scores of the ways to the labels of the token before: the first of
    /// equal ones.
    fn before(&self, label: usize, reached: &Row) -> usize {
        let mut best = (NEVER, OUTSIDE);
        for (from, weights) in self.weights.iter().enumerate() {
            let score = reached[from] + weights[label];
            if score > best.0 {
                best = (score, from);
            }
        }
        best.1
    }

    /// Tells whether no label but outside can be among the best of a sentence
    /// with these scores: what a path gains by its steps it loses at its labels.
    pub fn are_outside(&self, scores: &[Scores]) -> bool {
        let lost = |scores: &Scores| {
            scores.iter().zip(&self.margins).all(|(score, margin)| scores[OUTSIDE] - score > *margin)
        };
        scores.iter().all(lost)
    }
}

/// Scores no legal path can have.
const NEVER: f32 = -1e30;

/// Returns the legal sequence of labels that scores best (Viterbi).
pub fn best_labels(scores: &[Scores], steps: &Steps) -> Vec<u8> {
    let mut reached = vec![[NEVER; WIDE]; scores.len()];
    reach(scores, steps, &mut reached);
    let Some(last) = reached.last() else { return Vec::new() };
    let ends = (0..LABELS).filter(|label| steps.ends[*label] > 0.0);
    let mut label = ends.max_by(|a, b| last[*a].total_cmp(&last[*b])).unwrap_or(OUTSIDE);
    let mut labels = vec![label as u8; scores.len()];
    for (labels, before) in labels[..scores.len() - 1].iter_mut().zip(&reached).rev() {
        label = steps.before(label, before);
        *labels = label as u8;
    }
    labels
}

wide! {
    /// Fills `reached` with the score of the best way to each label of each token.
    fn reach(scores: &[Scores], steps: &Steps, reached: &mut [Row]) {
        let mut so_far = [NEVER; WIDE];
        for (at, (own, reached)) in scores.iter().zip(reached).enumerate() {
            let mut next = [NEVER; WIDE];
            for (from, weights) in steps.weights.iter().enumerate() {
                for label in 0..WIDE {
                    let score = so_far[from] + weights[label];
                    next[label] = if score > next[label] { score } else { next[label] };
                }
            }
            for label in 0..LABELS {
                let begins = if steps.starts[label] > 0.0 { own[label] } else { NEVER };
                next[label] = if at == 0 { begins } else { next[label] + own[label] };
            }
            so_far = next;
            *reached = next;
        }
    }
}

/// Forward and backward sums of a sentence, each position scaled to one.
pub struct Lattice<'s> {
    steps: &'s Steps,
    own: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    scales: Vec<f32>,
}

impl<'s> Lattice<'s> {
    /// Sums over all legal sequences of labels.
    pub fn new(scores: &[Scores], steps: &'s Steps) -> Lattice<'s> {
        let own: Vec<Row> = scores.iter().map(exponentials).collect();
        let (mut forward, mut backward) = (vec![[0.0; WIDE]; own.len()], vec![[0.0; WIDE]; own.len()]);
        let mut scales = vec![0.0; own.len()];
        sum_forward(&own, steps, &mut forward, &mut scales);
        sum_backward(&own, &scales, steps, &mut backward);
        Lattice { steps, own, forward, backward, scales }
    }

    /// Returns the probability of each label of the token `at`.
    pub fn marginals(&self, at: usize) -> Scores {
        let products: Scores =
            std::array::from_fn(|label| self.forward[at][label] * self.backward[at][label]);
        let whole = products.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        products.map(|product| product / whole)
    }

    /// Returns the probability of each name that `labels` spell, in their order.
    pub fn confidences(&self, labels: &[u8]) -> Vec<f32> {
        names(labels).map(|(start, end, _)| self.path(start, &labels[start..end])).collect()
    }

    /// Returns the probability that the tokens from `start` on have just these labels.
    fn path(&self, start: usize, labels: &[u8]) -> f32 {
        let at = |offset: usize| usize::from(labels[offset]);
        let mut product = self.forward[start][at(0)];
        for offset in 1..labels.len() {
            let step = self.steps.forward[at(offset - 1)][at(offset)];
            product *= step * self.own[start + offset][at(offset)] / self.scales[start + offset];
        }
        let last = start + labels.len() - 1;
        let products = self.forward[last].iter().zip(&self.backward[last]).map(|(a, b)| a * b);
        let whole: f32 = products.take(LABELS).sum();
        (product * self.backward[last][at(labels.len() - 1)] / whole.max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

wide! {
    /// Fills `forward` with the sums over all beginnings, and `scales` with what
    /// they were divided by.
    pub fn sum_forward(own: &[Row], steps: &Steps, forward: &mut [Row], scales: &mut [f32]) {
        let mut sums = steps.starts;
        for ((own, forward), scale) in own.iter().zip(forward).zip(scales) {
            for label in 0..WIDE {
                sums[label] *= own[label];
            }
            let mut whole = 0.0;
            for sum in &sums[..LABELS] {
                whole += sum;
            }
            *scale = if whole > f32::MIN_POSITIVE { whole } else { f32::MIN_POSITIVE };
            for label in 0..WIDE {
                forward[label] = sums[label] / *scale;
            }
            sums = [0.0; WIDE];
            for (before, steps) in steps.forward.iter().enumerate() {
                for label in 0..WIDE {
                    sums[label] += forward[before] * steps[label];
                }
            }
        }
    }
}

wide! {
    /// Fills `backward` with the sums over all endings, scaled as the beginnings were.
    pub fn sum_backward(own: &[Row], scales: &[f32], steps: &Steps, backward: &mut [Row]) {
        let mut next = steps.ends;
        for ((own, scale), backward) in own.iter().zip(scales).zip(backward).rev() {
            *backward = next;
            let mut weighed = [0.0; WIDE];
            for label in 0..WIDE {
                weighed[label] = next[label] * own[label] / scale;
            }
            next = [0.0; WIDE];
            for (after, steps) in steps.backward.iter().enumerate() {
                for label in 0..WIDE {
                    next[label] += steps[label] * weighed[after];
                }
            }
        }
    }
}

/// Returns the exponentials, the largest of them one; zero in the room behind them.
fn exponentials(scores: &Scores) -> Row {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    std::array::from_fn(|label| scores.get(label).map_or(0.0, |score| (score - top).exp()))
}
