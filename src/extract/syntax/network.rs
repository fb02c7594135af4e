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
use super::layout::{ARC, GATES, HIDDEN, INPUT, LABEL, STATE, Tensor, VECTOR};
use super::model::Model;
use super::packed::{Packed, Room};

/// What the network says of a sentence before a tree is chosen.
pub struct Reading<'a> {
    model: &'a Model<'a>,
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
pub fn read<'a>(model: &'a Model<'a>, sentences: &[Vec<Features>]) -> Vec<Reading<'a>> {
    let rows = rows(sentences);
    let input = embed(model, sentences);
    let room = &mut Room::default();
    let first = recurrent(model, 0, &input, &rows, room);
    let second = recurrent(model, 1, &first, &rows, room);
    let tags = tags(model, &first, room);
    let dependents = affine(model, &second, Tensor::LabelDependent, Tensor::LabelBias, room);
    let mut heads = vec![0.0; second.len() / STATE * LABEL];
    model.packed(Tensor::LabelHead).multiply(&second, &mut heads, room);
    let reading = |rows: Range<usize>| Reading {
        model,
        tags: tags[rows.clone()].to_vec(),
        arcs: arcs(model, &second[rows.start * STATE..rows.end * STATE], rows.len(), room),
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
        let mut scores = self.model.of(Tensor::LabelOut).to_vec();
        multiply(&hidden, LABEL, self.model.of(Tensor::Label), Relation::ALL.len(), &mut scores);
        scores[Relation::Root as usize] = f32::NEG_INFINITY;
        Relation::ALL[largest(&scores)]
    }
}

/// The input of the first layer: pretrained vector, then trained embedding.
fn embed(model: &Model<'_>, sentences: &[Vec<Features>]) -> Vec<f32> {
    let words = sentences.iter().map(Vec::len).sum::<usize>();
    let mut input = vec![0.0; words * INPUT];
    for (word, input) in sentences.iter().flatten().zip(input.chunks_exact_mut(INPUT)) {
        let (vector, embedding) = input.split_at_mut(VECTOR);
        model.vectors.add(word, vector);
        word.rows.iter().for_each(|&row| model.embeddings.add(row as usize, embedding));
    }
    input
}

/// A recurrent layer over sentences, whose words are `rows` of `input`.
fn recurrent(
    model: &Model<'_>,
    layer: usize,
    input: &[f32],
    rows: &[Range<usize>],
    room: &mut Room,
) -> Vec<f32> {
    let len = rows.last().map_or(0, |rows| rows.end);
    let mut states = vec![0.0; len * STATE];
    let mut longest_first = rows.to_vec();
    longest_first.sort_by_key(|rows| Reverse(rows.len()));
    for direction in 0..2 {
        let mut gates = model.of(Tensor::Bias(layer, direction)).repeat(len);
        model.packed(Tensor::Input(layer, direction)).multiply(input, &mut gates, room);
        let weights = model.packed(Tensor::Recurrent(layer, direction));
        for rows in longest_first.chunks(ABREAST) {
            walk(weights, direction, rows, &gates, &mut states, room);
        }
    }
    states
}

/// Walks along sentences, the longest first, side by side in one direction.
fn walk(
    weights: &Packed,
    direction: usize,
    sentences: &[Range<usize>],
    gates: &[f32],
    states: &mut [f32],
    room: &mut Room,
) {
    let mut state = [0.0; ABREAST * HIDDEN];
    let mut cell = [0.0; ABREAST * HIDDEN];
    let mut sums = [0.0; ABREAST * GATES];
    for step in 0..sentences.first().map_or(0, |rows| rows.len()) {
        let running = sentences.partition_point(|rows| rows.len() > step);
        let row = |rows: &Range<usize>| if direction == 0 { rows.start + step } else { rows.end - 1 - step };
        for (rows, sums) in sentences[..running].iter().zip(sums.chunks_exact_mut(GATES)) {
            sums.copy_from_slice(&gates[row(rows) * GATES..][..GATES]);
        }
        weights.multiply(&state[..running * HIDDEN], &mut sums[..running * GATES], room);
        let units = cell.chunks_exact_mut(HIDDEN).zip(state.chunks_exact_mut(HIDDEN));
        let sums = sums.chunks_exact(GATES);
        for ((rows, sums), (cell, state)) in sentences[..running].iter().zip(sums).zip(units) {
            advance(sums, cell, state);
            states[row(rows) * STATE + direction * HIDDEN..][..HIDDEN].copy_from_slice(state);
        }
    }
}

fn tags(model: &Model<'_>, states: &[f32], room: &mut Room) -> Vec<(Upos, Xpos)> {
    let upos = affine(model, states, Tensor::Upos, Tensor::UposBias, room);
    let xpos = affine(model, states, Tensor::Xpos, Tensor::XposBias, room);
    let rows = upos.chunks_exact(Upos::ALL.len()).zip(xpos.chunks_exact(Xpos::ALL.len()));
    rows.map(|(upos, xpos)| (Upos::ALL[largest(upos)], Xpos::ALL[largest(xpos)])).collect()
}

fn arcs(model: &Model<'_>, states: &[f32], len: usize, room: &mut Room) -> Scores {
    let mut dependents = affine(model, states, Tensor::Dependent, Tensor::DependentBias, room);
    let mut heads = affine(model, states, Tensor::Head, Tensor::HeadBias, room);
    rectify(&mut dependents);
    rectify(&mut heads);
    heads.extend_from_slice(model.of(Tensor::Root));
    let mut turned = model.of(Tensor::Prior).repeat(len);
    model.packed(Tensor::Bilinear).multiply(&dependents, &mut turned, room);
    let mut values = vec![0.0; len * (len + 1)];
    multiply_transposed(&turned, ARC, &heads, &mut values);
    Scores::new(len, values)
}

fn affine(model: &Model<'_>, states: &[f32], weights: Tensor, bias: Tensor, room: &mut Room) -> Vec<f32> {
    let mut output = model.of(bias).repeat(states.len() / STATE);
    model.packed(weights).multiply(states, &mut output, room);
    output
}

fn largest(scores: &[f32]) -> usize {
    let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(at, _)| at)
}
