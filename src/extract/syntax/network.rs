//! The network: two recurrent layers over the sentence in both directions,
//! parts of speech from the first, arcs and relations from the second.
//!
//! After Kiperwasser and Goldberg (2016) and Dozat and Manning (2017), with
//! units whose input gate is what the forget gate leaves.

use std::cmp::Reverse;
use std::ops::Range;

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

/// Sentences that go through the recurrent layers side by side, so that each
/// weight that is fetched serves several.
const ABREAST: usize = 8;

/// Reads sentences, each by itself: what is read does not depend on the others.
pub fn read<'a>(model: &'a Model<'_>, sentences: &[Vec<Features>]) -> Vec<Reading<'a>> {
    let parameters = &model.parameters;
    let rows = rows(sentences);
    let input = embed(&model.vectors, parameters, sentences);
    let first = recurrent(parameters, 0, (&input, INPUT), &rows);
    let second = recurrent(parameters, 1, (&first, STATE), &rows);
    let tags = tags(parameters, &first);
    let dependents = affine(parameters, &second, Tensor::LabelDependent, Tensor::LabelBias);
    let heads = project(parameters, &second, Tensor::LabelHead, LABEL);
    let reading = |rows: Range<usize>| Reading {
        parameters,
        tags: tags[rows.clone()].to_vec(),
        arcs: arcs(parameters, &second[rows.start * STATE..rows.end * STATE], rows.len()),
        dependents: dependents[rows.start * LABEL..rows.end * LABEL].to_vec(),
        heads: heads[rows.start * LABEL..rows.end * LABEL].to_vec(),
    };
    rows.into_iter().map(reading).collect()
}

/// The rows of each sentence among the words of all.
fn rows(sentences: &[Vec<Features>]) -> Vec<Range<usize>> {
    let mut end = 0;
    let next = |words: &Vec<Features>| {
        end += words.len();
        end - words.len()..end
    };
    sentences.iter().map(next).collect()
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
fn embed(vectors: &Vectors<'_>, parameters: &Parameters, sentences: &[Vec<Features>]) -> Vec<f32> {
    let table = parameters.of(Tensor::Embeddings);
    let words = sentences.iter().map(Vec::len).sum::<usize>();
    let mut input = vec![0.0; words * INPUT];
    for (word, input) in sentences.iter().flatten().zip(input.chunks_exact_mut(INPUT)) {
        let (vector, embedding) = input.split_at_mut(VECTOR);
        vectors.add(word, vector);
        for &row in &word.rows {
            let row = &table[row as usize * EMBEDDING..(row as usize + 1) * EMBEDDING];
            embedding.iter_mut().zip(row).for_each(|(x, value)| *x += value);
        }
    }
    input
}

/// A recurrent layer over sentences, whose words are `rows` of `input`.
fn recurrent(
    parameters: &Parameters,
    layer: usize,
    (input, width): (&[f32], usize),
    rows: &[Range<usize>],
) -> Vec<f32> {
    let len = input.len() / width;
    let mut states = vec![0.0; len * STATE];
    let mut longest_first = rows.to_vec();
    longest_first.sort_by_key(|rows| Reverse(rows.len()));
    for direction in 0..2 {
        let mut gates = parameters.of(Tensor::Bias(layer, direction)).repeat(len);
        multiply(input, width, parameters.of(Tensor::Input(layer, direction)), GATES, &mut gates);
        let weights = parameters.of(Tensor::Recurrent(layer, direction));
        for rows in longest_first.chunks(ABREAST) {
            walk(weights, direction, rows, &gates, &mut states);
        }
    }
    states
}

/// Walks along sentences, the longest first, side by side in one direction.
fn walk(weights: &[f32], direction: usize, sentences: &[Range<usize>], gates: &[f32], states: &mut [f32]) {
    let mut state = [0.0; ABREAST * HIDDEN];
    let mut cell = [0.0; ABREAST * HIDDEN];
    let mut sums = [0.0; ABREAST * GATES];
    for step in 0..sentences.first().map_or(0, |rows| rows.len()) {
        let running = sentences.partition_point(|rows| rows.len() > step);
        let row = |rows: &Range<usize>| if direction == 0 { rows.start + step } else { rows.end - 1 - step };
        for (rows, sums) in sentences[..running].iter().zip(sums.chunks_exact_mut(GATES)) {
            sums.copy_from_slice(&gates[row(rows) * GATES..][..GATES]);
        }
        multiply(&state[..running * HIDDEN], HIDDEN, weights, GATES, &mut sums[..running * GATES]);
        let units = cell.chunks_exact_mut(HIDDEN).zip(state.chunks_exact_mut(HIDDEN));
        let sums = sums.chunks_exact(GATES);
        for ((rows, sums), (cell, state)) in sentences[..running].iter().zip(sums).zip(units) {
            advance(sums, cell, state);
            states[row(rows) * STATE + direction * HIDDEN..][..HIDDEN].copy_from_slice(state);
        }
    }
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
