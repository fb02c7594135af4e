//! The network of `extract::syntax` with its gradients, one sentence at a time.

use dateline::extract::syntax::features::{FORM_ROWS, Features};
use dateline::extract::syntax::kernels::{multiply, multiply_transposed, sigmoid, tanh};
use dateline::extract::syntax::labels::Relation;
use dateline::extract::syntax::layout::{
    ARC, EMBEDDING, GATES, HIDDEN, INPUT, LABEL, Parameters, STATE, Tensor, VECTOR,
};
use dateline::extract::syntax::model::Vectors;

use crate::random::Random;

/// A sentence ready for training. The root's head is the number of words.
pub struct Example {
    pub features: Vec<Features>,
    pub upos: Vec<usize>,
    pub xpos: Vec<usize>,
    pub heads: Vec<usize>,
    pub relations: Vec<usize>,
}

/// How much is hidden from the network while it learns.
#[derive(Clone, Copy)]
pub struct Dropout {
    pub form: f32,
    pub vector: f32,
    pub input: f32,
    pub state: f32,
    pub arc: f32,
}

/// Adds the gradient of `example` to `gradient` and returns the loss.
pub fn learn(
    parameters: &Parameters,
    vectors: &Vectors<'_>,
    example: &Example,
    dropout: Dropout,
    random: &mut Random,
    gradient: &mut Parameters,
) -> f32 {
    let len = example.features.len();
    let kept = keep_forms(example, dropout, random);
    let input_mask = mask(INPUT, dropout.input, random);
    let input = embed(parameters, vectors, example, &kept, &input_mask);
    let lower = Recurrent::forward(parameters, 0, input, INPUT);
    let lower_mask = mask(STATE, dropout.state, random);
    let first = masked(&lower.states(), &lower_mask);
    let upper = Recurrent::forward(parameters, 1, first.clone(), STATE);
    let upper_mask = mask(STATE, dropout.state, random);
    let second = masked(&upper.states(), &upper_mask);

    let mut first_back = vec![0.0; len * STATE];
    let mut second_back = vec![0.0; len * STATE];
    let mut loss = 0.0;
    for (weights, bias, gold) in
        [(Tensor::Upos, Tensor::UposBias, &example.upos), (Tensor::Xpos, Tensor::XposBias, &example.xpos)]
    {
        loss += learn_tags(parameters, &first, gold, weights, bias, 0.5, &mut first_back, gradient);
    }
    loss += learn_arcs(parameters, &second, example, dropout, random, &mut second_back, gradient);
    loss += learn_relations(parameters, &second, example, dropout, random, &mut second_back, gradient);

    apply_mask(&mut second_back, &upper_mask);
    let below = upper.backward(parameters, 1, &second_back, gradient);
    first_back.iter_mut().zip(below).for_each(|(a, b)| *a += b);
    apply_mask(&mut first_back, &lower_mask);
    let mut input_back = lower.backward(parameters, 0, &first_back, gradient);
    apply_mask(&mut input_back, &input_mask);
    embed_back(example, &kept, &input_back, gradient);
    loss
}

/// For each word, whether its form's rows and its vector are seen.
fn keep_forms(example: &Example, dropout: Dropout, random: &mut Random) -> Vec<(bool, bool)> {
    example.features.iter().map(|_| (!random.chance(dropout.form), !random.chance(dropout.vector))).collect()
}

fn mask(width: usize, drop: f32, random: &mut Random) -> Vec<f32> {
    (0..width).map(|_| if random.chance(drop) { 0.0 } else { 1.0 / (1.0 - drop) }).collect()
}

fn masked(values: &[f32], mask: &[f32]) -> Vec<f32> {
    let mut values = values.to_vec();
    apply_mask(&mut values, mask);
    values
}

fn apply_mask(values: &mut [f32], mask: &[f32]) {
    for row in values.chunks_exact_mut(mask.len()) {
        row.iter_mut().zip(mask).for_each(|(value, keep)| *value *= keep);
    }
}

fn seen_rows(word: &Features, form: bool) -> &[u32] {
    if form { &word.rows } else { &word.rows[FORM_ROWS..] }
}

fn embed(
    parameters: &Parameters,
    vectors: &Vectors<'_>,
    example: &Example,
    kept: &[(bool, bool)],
    mask: &[f32],
) -> Vec<f32> {
    let table = parameters.of(Tensor::Embeddings);
    let mut input = vec![0.0; example.features.len() * INPUT];
    for ((word, &(form, vector)), input) in
        example.features.iter().zip(kept).zip(input.chunks_exact_mut(INPUT))
    {
        let (pretrained, trained) = input.split_at_mut(VECTOR);
        if vector {
            vectors.add(word, pretrained);
        }
        for &row in seen_rows(word, form) {
            let row = &table[row as usize * EMBEDDING..][..EMBEDDING];
            trained.iter_mut().zip(row).for_each(|(x, value)| *x += value);
        }
        input.iter_mut().zip(mask).for_each(|(x, keep)| *x *= keep);
    }
    input
}

fn embed_back(example: &Example, kept: &[(bool, bool)], back: &[f32], gradient: &mut Parameters) {
    let table = gradient.of_mut(Tensor::Embeddings);
    for ((word, &(form, _)), back) in example.features.iter().zip(kept).zip(back.chunks_exact(INPUT)) {
        for &row in seen_rows(word, form) {
            let row = &mut table[row as usize * EMBEDDING..][..EMBEDDING];
            row.iter_mut().zip(&back[VECTOR..]).for_each(|(g, b)| *g += b);
        }
    }
}

/// Adds `x` transposed times `back` to `gradient`.
fn outer(x: &[f32], inputs: usize, back: &[f32], width: usize, gradient: &mut [f32]) {
    #[target_feature(enable = "avx2")]
    fn vector(x: &[f32], inputs: usize, back: &[f32], width: usize, gradient: &mut [f32]) {
        outer_plain(x, inputs, back, width, gradient);
    }
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just been asked for AVX2.
        return unsafe { vector(x, inputs, back, width, gradient) };
    }
    outer_plain(x, inputs, back, width, gradient);
}

#[inline(always)]
fn outer_plain(x: &[f32], inputs: usize, back: &[f32], width: usize, gradient: &mut [f32]) {
    let len = x.len() / inputs;
    let mut at = 0;
    while at < len {
        let count = (len - at).min(4);
        let row = |k: usize| &back[(at + k.min(count - 1)) * width..][..width];
        let (a, b, c, d) = (row(0), row(1), row(2), row(3));
        for (input, gradient) in gradient.chunks_exact_mut(width).enumerate() {
            let value = |k: usize| if k < count { x[(at + k) * inputs + input] } else { 0.0 };
            let (p, q, r, s) = (value(0), value(1), value(2), value(3));
            if p == 0.0 && q == 0.0 && r == 0.0 && s == 0.0 {
                continue;
            }
            for ((((g, a), b), c), d) in gradient.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *g += p * a + q * b + r * c + s * d;
            }
        }
        at += count;
    }
}

fn add_rows(back: &[f32], width: usize, gradient: &mut [f32]) {
    for row in back.chunks_exact(width) {
        gradient.iter_mut().zip(row).for_each(|(g, b)| *g += b);
    }
}

/// Backward through `x` times weights plus bias.
fn affine_back(
    parameters: &Parameters,
    (x, inputs): (&[f32], usize),
    (weights, bias): (Tensor, Option<Tensor>),
    (back, width): (&[f32], usize),
    below: &mut [f32],
    gradient: &mut Parameters,
) {
    multiply_transposed(back, width, parameters.of(weights), below);
    outer(x, inputs, back, width, gradient.of_mut(weights));
    if let Some(bias) = bias {
        add_rows(back, width, gradient.of_mut(bias));
    }
}

fn affine(parameters: &Parameters, x: &[f32], weights: Tensor, bias: Tensor) -> Vec<f32> {
    let bias = parameters.of(bias);
    let mut y = bias.repeat(x.len() / STATE);
    multiply(x, STATE, parameters.of(weights), bias.len(), &mut y);
    y
}

/// Turns `scores` into the gradient of the cross entropy, times `scale`.
fn cross_entropy(scores: &mut [f32], gold: usize, scale: f32) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score *= scale / total);
    let loss = -(scores[gold] / scale).max(1e-9).ln() * scale;
    scores[gold] -= scale;
    loss
}

#[allow(clippy::too_many_arguments)]
fn learn_tags(
    parameters: &Parameters,
    states: &[f32],
    gold: &[usize],
    weights: Tensor,
    bias: Tensor,
    scale: f32,
    below: &mut [f32],
    gradient: &mut Parameters,
) -> f32 {
    let width = parameters.of(bias).len();
    let mut scores = affine(parameters, states, weights, bias);
    let rows = scores.chunks_exact_mut(width).zip(gold);
    let loss = rows.map(|(row, &gold)| cross_entropy(row, gold, scale)).sum();
    affine_back(parameters, (states, STATE), (weights, Some(bias)), (&scores, width), below, gradient);
    loss
}

fn rectified(mut values: Vec<f32>, mask: &[f32]) -> Vec<f32> {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
    apply_mask(&mut values, mask);
    values
}

/// Backward through [`rectified`]: what was zero passes nothing.
fn rectified_back(back: &mut [f32], values: &[f32], mask: &[f32]) {
    back.iter_mut().zip(values).for_each(|(back, value)| *back = if *value > 0.0 { *back } else { 0.0 });
    apply_mask(back, mask);
}

fn learn_arcs(
    parameters: &Parameters,
    states: &[f32],
    example: &Example,
    dropout: Dropout,
    random: &mut Random,
    below: &mut [f32],
    gradient: &mut Parameters,
) -> f32 {
    let len = example.heads.len();
    let (dependent_mask, head_mask) = (mask(ARC, dropout.arc, random), mask(ARC, dropout.arc, random));
    let dependents =
        rectified(affine(parameters, states, Tensor::Dependent, Tensor::DependentBias), &dependent_mask);
    let mut heads = rectified(affine(parameters, states, Tensor::Head, Tensor::HeadBias), &head_mask);
    heads.extend_from_slice(parameters.of(Tensor::Root));
    let mut turned = vec![0.0; len * ARC];
    multiply(&dependents, ARC, parameters.of(Tensor::Bilinear), ARC, &mut turned);
    let prior = parameters.of(Tensor::Prior);

    let (mut loss, mut turned_back, mut heads_back) = (0.0, vec![0.0; len * ARC], vec![0.0; (len + 1) * ARC]);
    let mut prior_back = vec![0.0; ARC];
    for at in 0..len {
        let turned = &turned[at * ARC..][..ARC];
        let sums: Vec<f32> = turned.iter().zip(prior).map(|(a, b)| a + b).collect();
        let mut scores = vec![0.0; len + 1];
        multiply_transposed(&sums, ARC, &heads, &mut scores);
        scores[at] = f32::NEG_INFINITY;
        loss += cross_entropy(&mut scores, example.heads[at], 1.0);
        let turned_back = &mut turned_back[at * ARC..][..ARC];
        multiply(&scores, len + 1, &heads, ARC, turned_back);
        prior_back.iter_mut().zip(turned_back.iter()).for_each(|(a, b)| *a += b);
        for (back, score) in heads_back.chunks_exact_mut(ARC).zip(&scores) {
            back.iter_mut().zip(&sums).for_each(|(back, value)| *back += score * value);
        }
    }
    add_rows(&prior_back, ARC, gradient.of_mut(Tensor::Prior));
    add_rows(&heads_back[len * ARC..], ARC, gradient.of_mut(Tensor::Root));
    heads.truncate(len * ARC);
    heads_back.truncate(len * ARC);
    let mut dependents_back = vec![0.0; len * ARC];
    affine_back(
        parameters,
        (&dependents, ARC),
        (Tensor::Bilinear, None),
        (&turned_back, ARC),
        &mut dependents_back,
        gradient,
    );
    rectified_back(&mut dependents_back, &dependents, &dependent_mask);
    rectified_back(&mut heads_back, &heads, &head_mask);
    let dependent = (Tensor::Dependent, Some(Tensor::DependentBias));
    affine_back(parameters, (states, STATE), dependent, (&dependents_back, ARC), below, gradient);
    let head = (Tensor::Head, Some(Tensor::HeadBias));
    affine_back(parameters, (states, STATE), head, (&heads_back, ARC), below, gradient);
    loss
}

fn learn_relations(
    parameters: &Parameters,
    states: &[f32],
    example: &Example,
    dropout: Dropout,
    random: &mut Random,
    below: &mut [f32],
    gradient: &mut Parameters,
) -> f32 {
    let len = example.heads.len();
    let dependents = affine(parameters, states, Tensor::LabelDependent, Tensor::LabelBias);
    let mut heads = vec![0.0; len * LABEL];
    multiply(states, STATE, parameters.of(Tensor::LabelHead), LABEL, &mut heads);
    let keep = mask(LABEL, dropout.arc, random);
    let (mut loss, mut dependents_back, mut heads_back) =
        (0.0, vec![0.0; len * LABEL], vec![0.0; len * LABEL]);
    for (at, &head) in example.heads.iter().enumerate().filter(|(_, head)| **head < len) {
        let sum = dependents[at * LABEL..][..LABEL].iter().zip(&heads[head * LABEL..]).map(|(a, b)| a + b);
        let hidden = rectified(sum.collect(), &keep);
        let mut scores = parameters.of(Tensor::LabelOut).to_vec();
        multiply(&hidden, LABEL, parameters.of(Tensor::Label), Relation::ALL.len(), &mut scores);
        scores[Relation::Root as usize] = -1e9;
        loss += cross_entropy(&mut scores, example.relations[at], 1.0);
        let mut back = vec![0.0; LABEL];
        let label = (Tensor::Label, Some(Tensor::LabelOut));
        affine_back(parameters, (&hidden, LABEL), label, (&scores, Relation::ALL.len()), &mut back, gradient);
        rectified_back(&mut back, &hidden, &keep);
        add_rows(&back, LABEL, &mut dependents_back[at * LABEL..][..LABEL]);
        add_rows(&back, LABEL, &mut heads_back[head * LABEL..][..LABEL]);
    }
    let dependent = (Tensor::LabelDependent, Some(Tensor::LabelBias));
    affine_back(parameters, (states, STATE), dependent, (&dependents_back, LABEL), below, gradient);
    affine_back(
        parameters,
        (states, STATE),
        (Tensor::LabelHead, None),
        (&heads_back, LABEL),
        below,
        gradient,
    );
    loss
}

/// A recurrent layer's activations, for each direction.
struct Recurrent {
    input: Vec<f32>,
    width: usize,
    directions: [Direction; 2],
}

#[derive(Default)]
struct Direction {
    gates: Vec<f32>,
    cells: Vec<f32>,
    states: Vec<f32>,
}

fn order(len: usize, direction: usize) -> Vec<usize> {
    if direction == 0 { (0..len).collect() } else { (0..len).rev().collect() }
}

impl Recurrent {
    fn forward(parameters: &Parameters, layer: usize, input: Vec<f32>, width: usize) -> Recurrent {
        let directions =
            [0, 1].map(|direction| Direction::forward(parameters, layer, direction, &input, width));
        Recurrent { input, width, directions }
    }

    fn states(&self) -> Vec<f32> {
        let [left, right] = &self.directions;
        let rows = left.states.chunks_exact(HIDDEN).zip(right.states.chunks_exact(HIDDEN));
        rows.flat_map(|(left, right)| left.iter().chain(right).copied()).collect()
    }

    fn backward(
        &self,
        parameters: &Parameters,
        layer: usize,
        back: &[f32],
        gradient: &mut Parameters,
    ) -> Vec<f32> {
        let mut below = vec![0.0; self.input.len()];
        for (direction, states) in self.directions.iter().enumerate() {
            let (gates_back, previous) = states.backward(parameters, layer, direction, back);
            let weights = Tensor::Input(layer, direction);
            let bias = Some(Tensor::Bias(layer, direction));
            let input = (self.input.as_slice(), self.width);
            affine_back(parameters, input, (weights, bias), (&gates_back, GATES), &mut below, gradient);
            let recurrent = gradient.of_mut(Tensor::Recurrent(layer, direction));
            outer(&previous, HIDDEN, &gates_back, GATES, recurrent);
        }
        below
    }
}

impl Direction {
    fn forward(
        parameters: &Parameters,
        layer: usize,
        direction: usize,
        input: &[f32],
        width: usize,
    ) -> Direction {
        let len = input.len() / width;
        let mut gates = parameters.of(Tensor::Bias(layer, direction)).repeat(len);
        multiply(input, width, parameters.of(Tensor::Input(layer, direction)), GATES, &mut gates);
        let weights = parameters.of(Tensor::Recurrent(layer, direction));
        let (mut cells, mut states) = (vec![0.0; len * HIDDEN], vec![0.0; len * HIDDEN]);
        let (mut cell, mut state) = (vec![0.0; HIDDEN], vec![0.0; HIDDEN]);
        for at in order(len, direction) {
            let gates = &mut gates[at * GATES..][..GATES];
            multiply(&state, HIDDEN, weights, GATES, gates);
            for unit in 0..HIDDEN {
                let keep = sigmoid(gates[unit]);
                let candidate = tanh(gates[HIDDEN + unit]);
                let output = sigmoid(gates[2 * HIDDEN + unit]);
                cell[unit] = keep * cell[unit] + (1.0 - keep) * candidate;
                state[unit] = output * tanh(cell[unit]);
                (gates[unit], gates[HIDDEN + unit], gates[2 * HIDDEN + unit]) = (keep, candidate, output);
            }
            cells[at * HIDDEN..][..HIDDEN].copy_from_slice(&cell);
            states[at * HIDDEN..][..HIDDEN].copy_from_slice(&state);
        }
        Direction { gates, cells, states }
    }

    /// The gradient at the gates before their functions, and for each word
    /// the state that came in.
    fn backward(
        &self,
        parameters: &Parameters,
        layer: usize,
        direction: usize,
        back: &[f32],
    ) -> (Vec<f32>, Vec<f32>) {
        let len = back.len() / STATE;
        let weights = parameters.of(Tensor::Recurrent(layer, direction));
        let order = order(len, direction);
        let (mut gates_back, mut previous) = (vec![0.0; len * GATES], vec![0.0; len * HIDDEN]);
        let (mut state_back, mut cell_back) = (vec![0.0; HIDDEN], vec![0.0; HIDDEN]);
        for step in (0..len).rev() {
            let at = order[step];
            let before = step.checked_sub(1).map(|step| order[step]);
            if let Some(before) = before {
                previous[at * HIDDEN..][..HIDDEN].copy_from_slice(&self.states[before * HIDDEN..][..HIDDEN]);
            }
            let gates = &self.gates[at * GATES..][..GATES];
            let out = &mut gates_back[at * GATES..][..GATES];
            for unit in 0..HIDDEN {
                let (keep, candidate, output) = (gates[unit], gates[HIDDEN + unit], gates[2 * HIDDEN + unit]);
                let cell = tanh(self.cells[at * HIDDEN + unit]);
                let old = before.map_or(0.0, |before| self.cells[before * HIDDEN + unit]);
                let state = state_back[unit] + back[at * STATE + direction * HIDDEN + unit];
                let through = cell_back[unit] + state * output * (1.0 - cell * cell);
                out[unit] = through * (old - candidate) * keep * (1.0 - keep);
                out[HIDDEN + unit] = through * (1.0 - keep) * (1.0 - candidate * candidate);
                out[2 * HIDDEN + unit] = state * cell * output * (1.0 - output);
                cell_back[unit] = through * keep;
            }
            state_back.fill(0.0);
            multiply_transposed(out, GATES, weights, &mut state_back);
        }
        (gates_back, previous)
    }
}
