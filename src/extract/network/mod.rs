//! The careful tagger's network: a six-layer encoder that reads names out of
//! sentences.
//!
//! all-MiniLM-L6-v2, fine-tuned on names with an embedding of each word's case
//! beside that of its pieces, quantised to eight bits, and run in pure Rust.
//! `model/README.md` is its model card. It is some forty times slower than the
//! linear tagger, so `extract::names` sends it only what that one is unsure of.
//!
//! This room knows words, not documents: sentences of words go in,
//! probabilities of classes come out.

mod encode;
mod recent;
mod wordpiece;

use std::cell::RefCell;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use encode::{Encoder, Input, Window};
use recent::Recent;

/// The network, loaded.
pub struct Network {
    model: Model,
    inputs: [NodeId; 3],
    output: NodeId,
    encoder: Encoder,
    /// What was read of late: agencies' articles come more than once.
    recent: Mutex<Recent<Input, Arc<[Classes]>>>,
}

/// The logarithm of each class's probability; [`Network::OUTSIDE`],
/// [`Network::begin`] and [`Network::inside`] say which is which.
pub type Classes = [f32; Network::CLASSES];

/// The weights, ONNX with 8-bit integers.
static WEIGHTS: &[u8] = include_bytes!("model/names.int8.onnx");

/// Windows that are remembered: about five megabytes.
const REMEMBERED: usize = 1_000;

impl Network {
    /// Classes that are told apart: BIO of persons, organizations, places and
    /// other names.
    pub const CLASSES: usize = 9;

    /// The class of words outside of names.
    pub const OUTSIDE: usize = 0;

    /// Returns the class of the first word of a name of this kind, 0..4.
    pub const fn begin(kind: usize) -> usize {
        1 + 2 * kind
    }

    /// Returns the class of every further word of a name of this kind, 0..4.
    pub const fn inside(kind: usize) -> usize {
        2 + 2 * kind
    }

    /// Returns the network of this process, loading it at first use (about a
    /// tenth of a second); none when the embedded weights cannot be loaded.
    pub fn shared() -> Option<&'static Network> {
        static NETWORK: OnceLock<Option<Network>> = OnceLock::new();
        NETWORK.get_or_init(Network::load).as_ref()
    }

    fn load() -> Option<Network> {
        // Weights that are packed once cost twelve megabytes, and make it
        // half as fast again.
        let model = ModelOptions::with_all_ops().prepack_weights(true).load_static_slice(WEIGHTS).ok()?;
        let id = |name: &str| model.node_id(name).ok();
        let inputs = [id("ids")?, id("cs")?, id("mask")?];
        let output = id("logits")?;
        let recent = Mutex::new(Recent::new(REMEMBERED));
        Some(Network { model, inputs, output, encoder: Encoder::new(), recent })
    }

    /// Returns what each word of each sentence is. Neighbours are read
    /// together, so sentences of one article belong in one call, in their order.
    ///
    /// The same sentences are always read alike; those that the network cannot
    /// take, which is never seen, have no words.
    pub fn read(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Classes>> {
        let mut readings: Vec<Vec<Classes>> = vec![Vec::new(); sentences.len()];
        for Window { input, words } in self.encoder.windows(sentences) {
            let Some(classes) = self.classes(input, &words) else { continue };
            for (word, classes) in words.iter().zip(classes.iter()) {
                readings[word.sentence].push(*classes);
            }
        }
        readings
    }

    /// Returns the classes of a window's words, from memory or by running it.
    fn classes(&self, input: Input, words: &[encode::Word]) -> Option<Arc<[Classes]>> {
        let recent = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = recent().get(&input) {
            return Some(known);
        }
        let logits = self.run(&input)?;
        let classes: Arc<[Classes]> =
            words.iter().map(|word| classes_at(&logits.view(), word.piece)).collect();
        recent().insert(input, Arc::clone(&classes));
        Some(classes)
    }

    /// Runs one window. Windows that run together would be quantised by one
    /// scale, so that what is read in one would hang on its companions; with
    /// packed weights it would be no faster either.
    fn run(&self, input: &Input) -> Option<NdTensor<f32, 3>> {
        let row = |values: &[i32]| NdTensor::<i32, 2>::from_data([1, values.len()], values.to_vec()).into();
        let mask = vec![1; input.pieces.len()];
        let rows = [row(&input.pieces), row(&input.cases), row(&mask)];
        let mut options = RunOptions::default();
        options.thread_pool = Some(own_thread());
        let inputs = self.inputs.into_iter().zip(rows).collect();
        let [logits] = self.model.run_n(inputs, [self.output], Some(options)).ok()?;
        logits.try_into().ok()
    }
}

/// Returns a pool of one thread for the calling thread: the archive's workers
/// already keep every core busy.
fn own_thread() -> Arc<ThreadPool> {
    thread_local! {
        static POOL: RefCell<Option<Arc<ThreadPool>>> = const { RefCell::new(None) };
    }
    POOL.with_borrow_mut(|pool| pool.get_or_insert_with(|| Arc::new(ThreadPool::with_num_threads(1))).clone())
}

/// Returns the logarithms of the probabilities (log softmax) at a piece.
fn classes_at(logits: &NdTensorView<'_, f32, 3>, piece: usize) -> Classes {
    let scores: Classes = std::array::from_fn(|class| logits[[0, piece, class]]);
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let total: f32 = scores.iter().map(|score| (score - highest).exp()).sum();
    scores.map(|score| score - highest - total.ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the likeliest class of each word of `text`.
    fn check(readings: &[Classes], text: &str, expected: &[usize]) {
        let best =
            |classes: &Classes| (0..Network::CLASSES).max_by(|a, b| classes[*a].total_cmp(&classes[*b]));
        assert_eq!(readings.iter().filter_map(best).collect::<Vec<_>>(), expected, "in {text}");
    }

    #[test]
    fn names_are_read_in_their_sentences() {
        let network = Network::shared().expect("the embedded weights load");
        let texts =
            ["Ruth Adler met Wang Lulin in Beijing .", "", "The ministry of the region said nothing ."];
        let sentences: Vec<Vec<&str>> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
        let first = network.read(&sentences);
        let [person, inside, place] = [Network::begin(0), Network::inside(0), Network::begin(2)];
        check(&first[0], texts[0], &[person, inside, 0, person, inside, 0, place, 0]);
        check(&first[1], texts[1], &[]);
        check(&first[2], texts[2], &[0; 8]);
        assert!(
            first[0].iter().all(|word| (word.iter().map(|log| log.exp()).sum::<f32>() - 1.0).abs() < 1e-3)
        );
        assert_eq!(network.read(&sentences), first, "what is remembered is what was read");
    }

    #[test]
    fn every_word_of_a_long_sentence_is_read() {
        let network = Network::shared().expect("the embedded weights load");
        assert_eq!(
            network.read(&[vec!["talks"; 400], vec!["Oslo"]]).iter().map(Vec::len).sum::<usize>(),
            401
        );
    }
}
