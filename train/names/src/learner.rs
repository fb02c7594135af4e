//! Learns the weights: AdaGrad with an L1 penalty, one sentence at a time.
//!
//! Duchi, Hazan and Singer (2011), "Adaptive subgradient methods". The penalty
//! is laid on a feature only when it is next seen, for all the steps since.

use std::error::Error;
use std::ops::Range;

use dateline::extract::names::hash::mix;
use dateline::extract::names::labels::LABELS;
use dateline::extract::names::lexicon::Lexicon;
use dateline::extract::names::{Article, Features, Legal, Reader, Scores};
use rustc_hash::FxHashMap;

use crate::articles::Corpus;

/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Options {
    /// Passes over the articles.
    pub passes: usize,
    /// The first learning rate.
    pub rate: f32,
    /// The L1 penalty, for the whole of the articles.
    pub penalty: f32,
    /// Occurrences below which a feature is left out.
    pub least_count: u32,
    /// The share of articles with copies in other case.
    pub recased: f32,
    /// The share of features that is left out of each token at random.
    pub dropped: f32,
    /// The step in which weights are stored.
    pub step: f32,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            passes: 10,
            rate: 0.2,
            penalty: 0.1,
            least_count: 2,
            recased: 1.0,
            dropped: 0.0,
            step: 1.0 / 32.0,
        }
    }
}

impl Options {
    /// Sets the option `key`.
    pub fn set(&mut self, key: &str, number: &str) -> Result<(), Box<dyn Error>> {
        match key {
            "passes" => self.passes = number.parse()?,
            "rate" => self.rate = number.parse()?,
            "penalty" => self.penalty = number.parse()?,
            "least" => self.least_count = number.parse()?,
            "recased" => self.recased = number.parse()?,
            "dropped" => self.dropped = number.parse()?,
            "step" => self.step = number.parse()?,
            _ => return Err(format!("no option {key}").into()),
        }
        Ok(())
    }
}

/// Sentences to learn from: features as indices into `keys`.
pub struct Instances {
    /// The hashed features.
    pub keys: Vec<u64>,
    features: Vec<u32>,
    /// For each token, where its features begin; one more at the end.
    tokens: Vec<usize>,
    allowed: Vec<u32>,
    sentences: Vec<(Range<usize>, f32)>,
}

impl Instances {
    /// Extracts the features of all tokens and leaves out the rare ones.
    pub fn new(lexicon: &Lexicon<'_>, corpus: Corpus, least: u32) -> Instances {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let (mut keys, mut counts): (Vec<u64>, Vec<u32>) = Default::default();
        let mut made =
            Instances { keys: vec![], features: vec![], tokens: vec![0], allowed: vec![], sentences: vec![] };
        let docs = corpus.docs.iter().zip(&corpus.allowed).zip(&corpus.weights);
        let mut buffer = Vec::new();
        let mut reader = Reader::default();
        for ((doc, allowed), weight) in docs {
            let article = Article::read(lexicon, &mut reader, doc);
            for (index, tokens) in article.sentences.iter().enumerate() {
                let first = made.allowed.len();
                let mut features = Features::new(&article, index, std::mem::take(&mut buffer));
                for token in tokens.clone() {
                    for key in features.of(token) {
                        let number = *numbers.entry(*key).or_insert_with(|| {
                            keys.push(*key);
                            counts.push(0);
                            keys.len() as u32 - 1
                        });
                        counts[number as usize] += 1;
                        made.features.push(number);
                    }
                    made.tokens.push(made.features.len());
                    made.allowed.push(allowed[token]);
                }
                made.sentences.push((first..made.allowed.len(), *weight));
                buffer = features.into_keys();
            }
        }
        drop(numbers);
        made.keep_frequent(&keys, &counts, least);
        made
    }

    fn keep_frequent(&mut self, keys: &[u64], counts: &[u32], least: u32) {
        let mut renumbered = vec![u32::MAX; keys.len()];
        for (number, key) in keys.iter().enumerate().filter(|(number, _)| counts[*number] >= least) {
            renumbered[number] = self.keys.len() as u32;
            self.keys.push(*key);
        }
        let (mut kept, mut from) = (0, 0);
        for token in 1..self.tokens.len() {
            for at in from..self.tokens[token] {
                let number = renumbered[self.features[at] as usize];
                if number != u32::MAX {
                    self.features[kept] = number;
                    kept += 1;
                }
            }
            from = self.tokens[token];
            self.tokens[token] = kept;
        }
        self.features.truncate(kept);
        self.features.shrink_to_fit();
    }

    /// Says how much there is.
    pub fn describe(&self) -> String {
        format!(
            "{} sentences, {} tokens, {} features, {:.0} a token",
            self.sentences.len(),
            self.allowed.len(),
            self.keys.len(),
            self.features.len() as f32 / self.allowed.len().max(1) as f32
        )
    }

    fn features(&self, token: usize) -> &[u32] {
        &self.features[self.tokens[token]..self.tokens[token + 1]]
    }
}

/// What was learned.
pub struct Weights {
    /// For each feature, the weight of each label.
    pub features: Vec<Scores>,
    /// The weight of each pair of labels.
    pub transitions: [Scores; LABELS],
}

/// A feature's weights and the squares of their gradients so far.
#[derive(Clone)]
struct Row {
    weights: Scores,
    squares: Scores,
    seen: u32,
}

/// Squares to begin with, so that first steps are not too long.
const FIRST_SQUARE: f32 = 0.5;

struct Learner<'a> {
    instances: &'a Instances,
    options: &'a Options,
    legal: Legal,
    rows: Vec<Row>,
    transitions: [Row; LABELS],
    rate: f32,
    steps: u32,
    loss: f64,
}

/// Learns from all sentences, in another order in each pass.
pub fn learn(instances: &Instances, options: &Options) -> Weights {
    let row = Row { weights: [0.0; LABELS], squares: [FIRST_SQUARE; LABELS], seen: 0 };
    let mut learner = Learner {
        instances,
        options,
        legal: Legal::default(),
        rows: vec![row.clone(); instances.keys.len()],
        transitions: std::array::from_fn(|_| row.clone()),
        rate: options.rate,
        steps: 0,
        loss: 0.0,
    };
    let mut order: Vec<usize> = (0..instances.sentences.len()).collect();
    for pass in 0..options.passes {
        let started = std::time::Instant::now();
        order.sort_by_key(|sentence| mix(*sentence as u64, pass as u64));
        learner.loss = 0.0;
        for &sentence in &order {
            learner.rate = options.rate * learner.decay(order.len());
            learner.step(sentence);
        }
        eprintln!("pass {}: loss {:.0}, {:.0} s", pass + 1, learner.loss, started.elapsed().as_secs_f32());
    }
    learner.finish()
}

impl Learner<'_> {
    /// The rate falls in a straight line, to a twentieth.
    fn decay(&self, sentences: usize) -> f32 {
        let done = self.steps as f32 / (sentences * self.options.passes) as f32;
        1.0 - 0.95 * done
    }

    fn step(&mut self, sentence: usize) {
        let (tokens, weight) = self.instances.sentences[sentence].clone();
        self.steps += 1;
        let scores: Vec<Scores> = tokens.clone().map(|token| self.score(token)).collect();
        let transitions: [Scores; LABELS] = std::array::from_fn(|label| self.transitions[label].weights);
        let free = Sums::new(&scores, &transitions, &self.legal, None);
        let allowed = &self.instances.allowed[tokens.clone()];
        let held = Sums::new(&scores, &transitions, &self.legal, Some(allowed));
        if !held.log_total.is_finite() {
            return;
        }
        self.loss += weight as f64 * (free.log_total - held.log_total);
        for (at, token) in tokens.enumerate() {
            let gradient: Scores =
                std::array::from_fn(|label| weight * (free.marginals[at][label] - held.marginals[at][label]));
            if gradient.iter().any(|g| g.abs() > 1e-3) {
                self.update(token, &gradient);
            }
        }
        for from in 0..LABELS {
            let gradient: Scores =
                std::array::from_fn(|to| weight * (free.pairs[from][to] - held.pairs[from][to]));
            self.transitions[from].add(&gradient, self.rate);
        }
    }

    fn is_dropped(&self, feature: u32, token: usize) -> bool {
        self.options.dropped > 0.0 && {
            let draw = mix(u64::from(feature) << 32 | token as u64, u64::from(self.steps)) >> 40;
            (draw as f32) < self.options.dropped * (1u64 << 24) as f32
        }
    }

    fn score(&mut self, token: usize) -> Scores {
        let shrink = self.options.penalty / self.instances.sentences.len() as f32 * self.rate;
        let mut sums = [0.0; LABELS];
        for &feature in self.instances.features(token) {
            let row = &mut self.rows[feature as usize];
            row.shrink(shrink, self.steps);
            if self.options.dropped > 0.0 && self.is_dropped(feature, token) {
                continue;
            }
            let row = &self.rows[feature as usize];
            for (sum, weight) in sums.iter_mut().zip(&row.weights) {
                *sum += weight;
            }
        }
        let kept = 1.0 - self.options.dropped;
        sums.map(|sum| sum / kept)
    }

    fn update(&mut self, token: usize, gradient: &Scores) {
        for &feature in self.instances.features(token) {
            if !self.is_dropped(feature, token) {
                self.rows[feature as usize].add(gradient, self.rate);
            }
        }
    }

    fn finish(mut self) -> Weights {
        let shrink = self.options.penalty / self.instances.sentences.len() as f32 * self.rate;
        for row in &mut self.rows {
            row.shrink(shrink, self.steps);
        }
        Weights {
            features: self.rows.iter().map(|row| row.weights).collect(),
            transitions: std::array::from_fn(|label| self.transitions[label].weights),
        }
    }
}

impl Row {
    /// Draws the weights towards zero, for all the steps since they were seen.
    fn shrink(&mut self, shrink: f32, steps: u32) {
        let since = (steps - self.seen) as f32 * shrink;
        self.seen = steps;
        for (weight, square) in self.weights.iter_mut().zip(&self.squares) {
            let by = since / square.sqrt();
            *weight = if weight.abs() <= by { 0.0 } else { *weight - by.copysign(*weight) };
        }
    }

    fn add(&mut self, gradient: &Scores, rate: f32) {
        for label in 0..LABELS {
            self.squares[label] += gradient[label] * gradient[label];
            self.weights[label] -= rate * gradient[label] / self.squares[label].sqrt();
        }
    }
}

/// The exponential in software: the system's last digit is another on other processors.
fn exp(number: f32) -> f32 {
    libm::expf(number)
}

/// Expected counts of labels and of pairs of labels in a sentence.
struct Sums {
    log_total: f64,
    marginals: Vec<Scores>,
    pairs: [Scores; LABELS],
}

impl Sums {
    /// Sums over all legal sequences, or over those that are allowed.
    fn new(
        scores: &[Scores],
        transitions: &[Scores; LABELS],
        legal: &Legal,
        allowed: Option<&[u32]>,
    ) -> Sums {
        let mut steps = [[0.0; LABELS]; LABELS];
        for label in 0..LABELS {
            for &before in legal.before(label) {
                steps[before as usize][label] = exp(transitions[before as usize][label]);
            }
        }
        let may = |at: usize, label: usize| allowed.is_none_or(|sets| sets[at] & 1 << label != 0);
        let mut log_total = 0.0;
        let mut own = Vec::with_capacity(scores.len());
        for (at, row) in scores.iter().enumerate() {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            log_total += f64::from(top);
            own.push(std::array::from_fn::<f32, LABELS, _>(|label| {
                if may(at, label) { exp(row[label] - top) } else { 0.0 }
            }));
        }
        let mut forward: Vec<Scores> = Vec::with_capacity(scores.len());
        let mut scales = Vec::with_capacity(scores.len());
        for row in &own {
            let mut sums: Scores = std::array::from_fn(|label| if legal.starts(label) { 1.0 } else { 0.0 });
            if let Some(previous) = forward.last() {
                sums = [0.0; LABELS];
                for (weight, step) in previous.iter().zip(&steps) {
                    for (sum, step) in sums.iter_mut().zip(step) {
                        *sum += weight * step;
                    }
                }
            }
            let sums: Scores = std::array::from_fn(|label| sums[label] * row[label]);
            let scale = sums.iter().sum::<f32>();
            log_total += libm::log(f64::from(scale));
            forward.push(sums.map(|sum| sum / scale));
            scales.push(scale);
        }
        let mut next: Scores = std::array::from_fn(|label| if legal.ends(label) { 1.0 } else { 0.0 });
        let ending: f32 = forward.last().map_or(1.0, |last| last.iter().zip(&next).map(|(a, b)| a * b).sum());
        log_total += libm::log(f64::from(ending));
        next = next.map(|end| end / ending);
        let mut marginals = vec![[0.0; LABELS]; scores.len()];
        let mut pairs = [[0.0; LABELS]; LABELS];
        for at in (0..scores.len()).rev() {
            marginals[at] = std::array::from_fn(|label| forward[at][label] * next[label]);
            let weighed: Scores = std::array::from_fn(|label| next[label] * own[at][label] / scales[at]);
            if at > 0 {
                for from in 0..LABELS {
                    for to in 0..LABELS {
                        pairs[from][to] += forward[at - 1][from] * steps[from][to] * weighed[to];
                    }
                }
            }
            next = std::array::from_fn(|from| steps[from].iter().zip(&weighed).map(|(a, b)| a * b).sum());
        }
        Sums { log_total, marginals, pairs }
    }
}
