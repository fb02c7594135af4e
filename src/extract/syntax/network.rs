//! The network: two recurrent layers over the sentence in both directions,
//! parts of speech from the first, arcs and relations from the second.
//!
//! After Kiperwasser and Goldberg (2016) and Dozat and Manning (2017), with
//! units whose input gate is what the forget gate leaves.

use super::decode::Scores;
use super::features::Features;
use super::kernels::{advance, multiply, multiply_transposed, rectify};
use super::labels::{Relation, Upos, Xpos};
use super::layout::{ARC, EMBEDDING, GATES, HIDDEN, INPUT, LABEL, Parameters, STATE, Tensor, VECTOR};
use super::model::{Model, Vectors};

/// What the network says of a sentence before a tree is chosen.
pub struct Reading<'a> {
    parameters: &'a Parameters,
    /// The likeliest parts of speech of each word.
    pub tags: Vec<(Upos, Xpos)>,
    /// The score of each arc.
    pub arcs: Scores,
    dependents: Vec<f32>,
    heads: Vec<f32>,
}

/// Reads a sentence of `words`.
pub fn read<'a>(model: &'a Model<'_>, words: &[Features]) -> Reading<'a> {
    let parameters = &model.parameters;
    let input = embed(&model.vectors, parameters, words);
    let first = recurrent(parameters, 0, &input, INPUT);
    let second = recurrent(parameters, 1, &first, STATE);
    Reading {
        parameters,
        tags: tags(parameters, &first),
        arcs: arcs(parameters, &second, words.len()),
        dependents: affine(parameters, &second, Tensor::LabelDependent, Tensor::LabelBias),
        heads: project(parameters, &second, Tensor::LabelHead, LABEL),
    }
}

impl Reading<'_> {
    /// The likeliest relation of `dependent` to `head`.
    pub fn relation(&self, dependent: usize, head: usize) -> Relation {
        let of = |values: &[f32], word: usize| values[word * LABEL..(word + 1) * LABEL].to_vec();
        let mut hidden = of(&self.dependents, dependent);
        hidden.iter_mut().zip(of(&self.heads, head)).for_each(|(a, b)| *a += b);
        rectify(&mut hidden);
        let mut scores = self.parameters.of(Tensor::LabelOut).to_vec();
        multiply(&hidden, LABEL, self.parameters.of(Tensor::Label), Relation::ALL.len(), &mut scores);
        scores[Relation::Root as usize] = f32::NEG_INFINITY;
        Relation::ALL[largest(&scores)]
    }
}

/// The input of the first layer: pretrained vector, then trained embedding.
fn embed(vectors: &Vectors<'_>, parameters: &Parameters, words: &[Features]) -> Vec<f32> {
    let table = parameters.of(Tensor::Embeddings);
    let mut input = vec![0.0; words.len() * INPUT];
    for (word, input) in words.iter().zip(input.chunks_exact_mut(INPUT)) {
        let (vector, embedding) = input.split_at_mut(VECTOR);
        vectors.add(word, vector);
        for &row in &word.rows {
            let row = &table[row as usize * EMBEDDING..(row as usize + 1) * EMBEDDING];
            embedding.iter_mut().zip(row).for_each(|(x, value)| *x += value);
        }
    }
    input
}

fn recurrent(parameters: &Parameters, layer: usize, input: &[f32], width: usize) -> Vec<f32> {
    let len = input.len() / width;
    let mut states = vec![0.0; len * STATE];
    for direction in 0..2 {
        let mut gates = parameters.of(Tensor::Bias(layer, direction)).repeat(len);
        multiply(input, width, parameters.of(Tensor::Input(layer, direction)), GATES, &mut gates);
        let weights = parameters.of(Tensor::Recurrent(layer, direction));
        let (mut state, mut cell) = ([0.0; HIDDEN], [0.0; HIDDEN]);
        for step in 0..len {
            let at = if direction == 0 { step } else { len - 1 - step };
            let gates = &mut gates[at * GATES..(at + 1) * GATES];
            multiply(&state, HIDDEN, weights, GATES, gates);
            advance(gates, &mut cell, &mut state);
            states[at * STATE + direction * HIDDEN..][..HIDDEN].copy_from_slice(&state);
        }
    }
    states
}

fn tags(parameters: &Parameters, states: &[f32]) -> Vec<(Upos, Xpos)> {
    let upos = affine(parameters, states, Tensor::Upos, Tensor::UposBias);
    let xpos = affine(parameters, states, Tensor::Xpos, Tensor::XposBias);
    let rows = upos.chunks_exact(Upos::ALL.len()).zip(xpos.chunks_exact(Xpos::ALL.len()));
    rows.map(|(upos, xpos)| (Upos::ALL[largest(upos)], Xpos::ALL[largest(xpos)])).collect()
}

fn arcs(parameters: &Parameters, states: &[f32], len: usize) -> Scores {
    let mut dependents = affine(parameters, states, Tensor::Dependent, Tensor::DependentBias);
    let mut heads = affine(parameters, states, Tensor::Head, Tensor::HeadBias);
    rectify(&mut dependents);
    rectify(&mut heads);
    heads.extend_from_slice(parameters.of(Tensor::Root));
    let mut turned = parameters.of(Tensor::Prior).repeat(len);
    multiply(&dependents, ARC, parameters.of(Tensor::Bilinear), ARC, &mut turned);
    let mut values = vec![0.0; len * (len + 1)];
    multiply_transposed(&turned, ARC, &heads, &mut values);
    Scores::new(len, values)
}

fn affine(parameters: &Parameters, states: &[f32], weights: Tensor, bias: Tensor) -> Vec<f32> {
    let bias = parameters.of(bias);
    let mut output = bias.repeat(states.len() / STATE);
    multiply(states, STATE, parameters.of(weights), bias.len(), &mut output);
    output
}

fn project(parameters: &Parameters, states: &[f32], weights: Tensor, width: usize) -> Vec<f32> {
    let mut output = vec![0.0; states.len() / STATE * width];
    multiply(states, STATE, parameters.of(weights), width, &mut output);
    output
}

fn largest(scores: &[f32]) -> usize {
    let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(at, _)| at)
}
