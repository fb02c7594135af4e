//! The network: two recurrent layers over the sentence in both directions,
//! parts of speech from the first, arcs and relations from the second.
//!
//! After Kiperwasser and Goldberg (2016) and Dozat and Manning (2017), with
//! units whose input gate is what the forget gate leaves.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

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
    let (kinds, input) = embed(model, sentences);
    let room = &mut Room::default();
    let first = recurrent(model, 0, &input, &kinds, &rows, room);
    let each: Vec<u32> = (0..kinds.len() as u32).collect();
    let second = recurrent(model, 1, &first, &each, &rows, room);
    let tags = tags(model, &first, room);
    let dependents = affine(model, &second, Tensor::LabelDependent, Tensor::LabelBias, room);
    let mut heads = vec![0.0; each.len() * LABEL];
    model.packed(Tensor::LabelHead).multiply(&second, &mut heads, room);
    let arcs = Arcs::of(model, &second, room);
    let reading = |rows: Range<usize>| Reading {
        model,
        tags: tags[rows.clone()].to_vec(),
        arcs: arcs.scores(model, rows.clone()),
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
    /// The likeliest relation of each word to its head; root where it has none.
    pub fn relations(&self, heads: &[Option<usize>]) -> Vec<Relation> {
        let mut hidden = self.dependents.clone();
        for (hidden, head) in hidden.chunks_exact_mut(LABEL).zip(heads) {
            let Some(head) = head else { continue };
            let of_head = &self.heads[head * LABEL..(head + 1) * LABEL];
            hidden.iter_mut().zip(of_head).for_each(|(a, b)| *a += b);
        }
        rectify(&mut hidden);
        let width = Relation::ALL.len();
        let mut scores = self.model.of(Tensor::LabelOut).repeat(heads.len());
        multiply(&hidden, LABEL, self.model.of(Tensor::Label), width, &mut scores);
        let relation = |(head, scores): (&Option<usize>, &mut [f32])| {
            scores[Relation::Root as usize] = f32::NEG_INFINITY;
            head.map_or(Relation::Root, |_| Relation::ALL[largest(scores)])
        };
        heads.iter().zip(scores.chunks_exact_mut(width)).map(relation).collect()
    }
}

/// The inputs of the first layer, pretrained vector, then trained embedding, of
/// each kind of word; before them, the kind of each word.
fn embed(model: &Model<'_>, sentences: &[Vec<Features>]) -> (Vec<u32>, Vec<f32>) {
    let mut known: FxHashMap<&Features, u32> = FxHashMap::default();
    let mut input = Vec::new();
    let kind = |word| {
        let next = known.len() as u32;
        *known.entry(word).or_insert_with(|| {
            let start = input.len();
            input.resize(start + INPUT, 0.0);
            let (vector, embedding) = input[start..].split_at_mut(VECTOR);
            model.vectors.add(word, vector);
            word.rows.iter().for_each(|&row| model.embeddings.add(row as usize, embedding));
            next
        })
    };
    let kinds = sentences.iter().flatten().map(kind).collect();
    (kinds, input)
}

/// A recurrent layer over sentences, whose words are `rows` of `kinds`, which
/// say where each word's `input` is.
fn recurrent(
    model: &Model<'_>,
    layer: usize,
    input: &[f32],
    kinds: &[u32],
    rows: &[Range<usize>],
    room: &mut Room,
) -> Vec<f32> {
    let mut states = vec![0.0; kinds.len() * STATE];
    let mut longest_first: Vec<Range<usize>> = rows.iter().filter(|rows| !rows.is_empty()).cloned().collect();
    longest_first.sort_by_key(|rows| Reverse(rows.len()));
    for direction in 0..2 {
        let weights = model.packed(Tensor::Input(layer, direction));
        let mut gates = model.of(Tensor::Bias(layer, direction)).repeat(input.len() / weights.inputs());
        weights.multiply(input, &mut gates, room);
        let walk = Walk {
            weights: model.packed(Tensor::Recurrent(layer, direction)),
            direction,
            kinds,
            gates: &gates,
        };
        walk.along(&longest_first, &mut states, room);
    }
    states
}

/// The way of a recurrent layer in one direction.
struct Walk<'a> {
    weights: &'a Packed,
    direction: usize,
    /// Where each word's gates are.
    kinds: &'a [u32],
    gates: &'a [f32],
}

impl Walk<'_> {
    /// Walks along sentences side by side and fills `states`; where one ends,
    /// the next begins.
    fn along(&self, sentences: &[Range<usize>], states: &mut [f32], room: &mut Room) {
        let mut waiting = sentences.iter();
        // The words of each that are still to come.
        let mut running: Vec<Range<usize>> = waiting.by_ref().take(ABREAST).cloned().collect();
        let (mut state, mut cell) = ([0.0; ABREAST * HIDDEN], [0.0; ABREAST * HIDDEN]);
        let mut sums = [0.0; ABREAST * GATES];
        while !running.is_empty() {
            for (rows, sums) in running.iter().zip(sums.chunks_exact_mut(GATES)) {
                let kind = self.kinds[self.next(rows)] as usize;
                sums.copy_from_slice(&self.gates[kind * GATES..][..GATES]);
            }
            let count = running.len();
            self.weights.multiply(&state[..count * HIDDEN], &mut sums[..count * GATES], room);
            let units = cell.chunks_exact_mut(HIDDEN).zip(state.chunks_exact_mut(HIDDEN));
            for ((rows, sums), (cell, state)) in running.iter_mut().zip(sums.chunks_exact(GATES)).zip(units) {
                advance(sums, cell, state);
                states[self.next(rows) * STATE + self.direction * HIDDEN..][..HIDDEN].copy_from_slice(state);
                if self.direction == 0 { rows.start += 1 } else { rows.end -= 1 }
            }
            for slot in (0..count).rev() {
                if running[slot].is_empty() {
                    Walk::replace(slot, waiting.next(), &mut running, [&mut state, &mut cell]);
                }
            }
        }
    }

    /// Begins the next sentence where the one in `slot` ended; when there is
    /// none, the last of those under way takes the place.
    fn replace(
        slot: usize,
        next: Option<&Range<usize>>,
        running: &mut Vec<Range<usize>>,
        units: [&mut [f32]; 2],
    ) {
        let own = slot * HIDDEN..(slot + 1) * HIDDEN;
        match next {
            Some(rows) => {
                running[slot] = rows.clone();
                units.into_iter().for_each(|units| units[own.clone()].fill(0.0));
            }
            None => {
                running.swap_remove(slot);
                let last = running.len() * HIDDEN..(running.len() + 1) * HIDDEN;
                units.into_iter().for_each(|units| units.copy_within(last.clone(), own.start));
            }
        }
    }

    /// The word that comes next of those still to come.
    fn next(&self, rows: &Range<usize>) -> usize {
        if self.direction == 0 { rows.start } else { rows.end - 1 }
    }
}

fn tags(model: &Model<'_>, states: &[f32], room: &mut Room) -> Vec<(Upos, Xpos)> {
    let upos = affine(model, states, Tensor::Upos, Tensor::UposBias, room);
    let xpos = affine(model, states, Tensor::Xpos, Tensor::XposBias, room);
    let rows = upos.chunks_exact(Upos::ALL.len()).zip(xpos.chunks_exact(Xpos::ALL.len()));
    rows.map(|(upos, xpos)| (Upos::ALL[largest(upos)], Xpos::ALL[largest(xpos)])).collect()
}

/// What decides on arcs: words as dependents, times what scores a dependent with
/// a head, and words as heads.
struct Arcs {
    dependents: Vec<f32>,
    heads: Vec<f32>,
}

impl Arcs {
    fn of(model: &Model<'_>, states: &[f32], room: &mut Room) -> Arcs {
        let mut dependents = affine(model, states, Tensor::Dependent, Tensor::DependentBias, room);
        let mut heads = affine(model, states, Tensor::Head, Tensor::HeadBias, room);
        rectify(&mut dependents);
        rectify(&mut heads);
        let mut turned = model.of(Tensor::Prior).repeat(states.len() / STATE);
        model.packed(Tensor::Bilinear).multiply(&dependents, &mut turned, room);
        Arcs { dependents: turned, heads }
    }

    /// The scores of the arcs among the words `rows`, which are a sentence.
    fn scores(&self, model: &Model<'_>, rows: Range<usize>) -> Scores {
        let own = rows.start * ARC..rows.end * ARC;
        let heads = [&self.heads[own.clone()], model.of(Tensor::Root)].concat();
        let mut values = vec![0.0; rows.len() * (rows.len() + 1)];
        multiply_transposed(&self.dependents[own], ARC, &heads, &mut values);
        Scores::new(rows.len(), values)
    }
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
