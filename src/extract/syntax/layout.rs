//! The tensors of the network: their shapes and their order in the model file.

use std::ops::Range;

use super::features::ROWS;
use super::labels::{Relation, Upos, Xpos};

/// Width of the pretrained vectors.
pub const VECTOR: usize = 50;
/// Width of the trained embeddings.
pub const EMBEDDING: usize = 48;
/// Width of the first layer's input.
pub const INPUT: usize = VECTOR + EMBEDDING;
/// Width of one direction of a recurrent layer.
pub const HIDDEN: usize = 112;
/// Width of a recurrent layer's output: both directions.
pub const STATE: usize = 2 * HIDDEN;
/// Gates of a recurrent unit: forget, candidate, output.
pub const GATES: usize = 3 * HIDDEN;
/// Width of what decides on arcs.
pub const ARC: usize = 96;
/// Width of what decides on relations.
pub const LABEL: usize = 64;

/// A tensor of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tensor {
    /// The table of trained embeddings.
    Embeddings,
    /// Input weights of a recurrent layer (0 or 1) and direction (0 or 1).
    Input(usize, usize),
    /// Recurrent weights of a layer and direction.
    Recurrent(usize, usize),
    /// Bias of a layer and direction.
    Bias(usize, usize),
    /// From the first layer to universal parts of speech, and its bias.
    Upos,
    /// Bias of [`Tensor::Upos`].
    UposBias,
    /// From the first layer to Penn parts of speech.
    Xpos,
    /// Bias of [`Tensor::Xpos`].
    XposBias,
    /// From the second layer to a word as a dependent.
    Dependent,
    /// Bias of [`Tensor::Dependent`].
    DependentBias,
    /// From the second layer to a word as a head.
    Head,
    /// Bias of [`Tensor::Head`].
    HeadBias,
    /// The root as a head.
    Root,
    /// What scores a dependent with a head.
    Bilinear,
    /// What scores a head by itself.
    Prior,
    /// From a dependent to the relation's hidden layer.
    LabelDependent,
    /// From a head to the relation's hidden layer.
    LabelHead,
    /// Bias of the relation's hidden layer.
    LabelBias,
    /// From the relation's hidden layer to relations.
    Label,
    /// Bias of [`Tensor::Label`].
    LabelOut,
}

/// Every tensor with its rows and columns, in the order of the file.
pub fn tensors() -> Vec<(Tensor, usize, usize)> {
    let mut tensors = vec![(Tensor::Embeddings, ROWS, EMBEDDING)];
    for (layer, input) in [(0, INPUT), (1, STATE)] {
        for direction in 0..2 {
            tensors.push((Tensor::Input(layer, direction), input, GATES));
            tensors.push((Tensor::Recurrent(layer, direction), HIDDEN, GATES));
            tensors.push((Tensor::Bias(layer, direction), 1, GATES));
        }
    }
    tensors.extend([
        (Tensor::Upos, STATE, Upos::ALL.len()),
        (Tensor::UposBias, 1, Upos::ALL.len()),
        (Tensor::Xpos, STATE, Xpos::ALL.len()),
        (Tensor::XposBias, 1, Xpos::ALL.len()),
        (Tensor::Dependent, STATE, ARC),
        (Tensor::DependentBias, 1, ARC),
        (Tensor::Head, STATE, ARC),
        (Tensor::HeadBias, 1, ARC),
        (Tensor::Root, 1, ARC),
        (Tensor::Bilinear, ARC, ARC),
        (Tensor::Prior, 1, ARC),
        (Tensor::LabelDependent, STATE, LABEL),
        (Tensor::LabelHead, STATE, LABEL),
        (Tensor::LabelBias, 1, LABEL),
        (Tensor::Label, LABEL, Relation::ALL.len()),
        (Tensor::LabelOut, 1, Relation::ALL.len()),
    ]);
    tensors
}

/// All numbers of the network in one vector.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The numbers, tensor after tensor.
    pub values: Vec<f32>,
    places: Vec<(Tensor, Range<usize>)>,
}

impl Parameters {
    /// All numbers zero.
    pub fn zero() -> Parameters {
        let mut places = Vec::new();
        let mut end = 0;
        for (tensor, rows, columns) in tensors() {
            places.push((tensor, end..end + rows * columns));
            end += rows * columns;
        }
        Parameters { values: vec![0.0; end], places }
    }

    /// Where the numbers of `tensor` are.
    pub fn place(&self, tensor: Tensor) -> Range<usize> {
        let place = self.places.iter().find(|(other, _)| *other == tensor);
        place.map(|(_, range)| range.clone()).expect("every tensor has its place")
    }

    /// The numbers of `tensor`, row by row.
    pub fn of(&self, tensor: Tensor) -> &[f32] {
        &self.values[self.place(tensor)]
    }

    /// The numbers of `tensor`, to be changed.
    pub fn of_mut(&mut self, tensor: Tensor) -> &mut [f32] {
        let place = self.place(tensor);
        &mut self.values[place]
    }
}
