//! Linear-chain inference: the best labels of a sentence, and how sure they are.
//!
//! Lafferty, McCallum and Pereira (2001), "Conditional random fields".

use super::labels::{LABELS, OUTSIDE, is_open, may_follow, names};

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

    /// Returns the exponentials of `transitions`, zero where they are illegal.
    pub fn steps(&self, transitions: &[Scores; LABELS]) -> [Scores; LABELS] {
        let mut steps = [[0.0; LABELS]; LABELS];
        for label in 0..LABELS {
            for &before in self.before(label) {
                steps[usize::from(before)][label] = transitions[usize::from(before)][label].exp();
            }
        }
        steps
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

/// Scores no legal path can have.
const NEVER: f32 = -1e30;

/// Returns the legal sequence of labels that scores best (Viterbi).
pub fn best_labels(scores: &[Scores], transitions: &[Scores; LABELS], legal: &Legal) -> Vec<u8> {
    let mut pointers: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut reached = [NEVER; LABELS];
    for (at, own) in scores.iter().enumerate() {
        let mut next = [NEVER; LABELS];
        let mut pointer = [0; LABELS];
        for label in 0..LABELS {
            if at == 0 {
                next[label] = if legal.starts(label) { own[label] } else { NEVER };
                continue;
            }
            for &before in legal.before(label) {
                let score = reached[usize::from(before)] + transitions[usize::from(before)][label];
                if score > next[label] {
                    (next[label], pointer[label]) = (score, before);
                }
            }
            next[label] += own[label];
        }
        pointers.push(pointer);
        reached = next;
    }
    trace(&pointers, &reached, legal)
}

fn trace(pointers: &[[u8; LABELS]], reached: &Scores, legal: &Legal) -> Vec<u8> {
    let ends = (0..LABELS).filter(|label| legal.ends(*label));
    let last = ends.max_by(|a, b| reached[*a].total_cmp(&reached[*b])).unwrap_or(OUTSIDE);
    let mut labels = vec![last as u8; pointers.len()];
    for at in (1..pointers.len()).rev() {
        labels[at - 1] = pointers[at][usize::from(labels[at])];
    }
    labels
}

/// Forward and backward sums of a sentence, each position scaled to one.
pub struct Lattice {
    /// Exponentials of the transitions; zero where illegal.
    steps: [Scores; LABELS],
    own: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    scales: Vec<f32>,
}

impl Lattice {
    /// Sums over all legal sequences of labels; `steps` are of [`Legal::steps`].
    pub fn new(scores: &[Scores], steps: &[Scores; LABELS], legal: &Legal) -> Lattice {
        let steps = *steps;
        let own = scores.iter().map(exponentials).collect();
        let mut lattice = Lattice { steps, own, forward: vec![], backward: vec![], scales: vec![] };
        lattice.run_forward(legal);
        lattice.run_backward(legal);
        lattice
    }

    fn run_forward(&mut self, legal: &Legal) {
        for at in 0..self.own.len() {
            let mut sums: Scores = std::array::from_fn(|label| f32::from(u8::from(legal.starts(label))));
            if let Some(previous) = self.forward.last() {
                sums = [0.0; LABELS];
                for (weight, row) in previous.iter().zip(&self.steps) {
                    for (sum, step) in sums.iter_mut().zip(row) {
                        *sum += weight * step;
                    }
                }
            }
            for (sum, own) in sums.iter_mut().zip(&self.own[at]) {
                *sum *= own;
            }
            let scale = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            self.forward.push(sums.map(|sum| sum / scale));
            self.scales.push(scale);
        }
    }

    fn run_backward(&mut self, legal: &Legal) {
        self.backward = vec![[0.0; LABELS]; self.own.len()];
        let mut next: Scores = std::array::from_fn(|label| f32::from(u8::from(legal.ends(label))));
        for at in (0..self.own.len()).rev() {
            self.backward[at] = next;
            let scale = self.scales[at];
            let weighed: Scores = std::array::from_fn(|label| next[label] * self.own[at][label] / scale);
            next = std::array::from_fn(|from| {
                self.steps[from].iter().zip(&weighed).map(|(step, weight)| step * weight).sum()
            });
        }
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
            let step = self.steps[at(offset - 1)][at(offset)];
            product *= step * self.own[start + offset][at(offset)] / self.scales[start + offset];
        }
        let last = start + labels.len() - 1;
        let whole: f32 = self.forward[last].iter().zip(&self.backward[last]).map(|(a, b)| a * b).sum();
        (product * self.backward[last][at(labels.len() - 1)] / whole.max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

/// Returns the exponentials, the largest of them one.
fn exponentials(scores: &Scores) -> Scores {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|score| (score - top).exp())
}
