//! Trains the network of `dateline::extract::syntax` and writes its file.
//!
//! `train-syntax VECTORS GUM_TRAIN GUM_DEV OWN_TRAIN OWN_DEV EPOCHS MODEL`: see README.md.

mod augment;
mod corpus;
mod expand;
mod gradient;
mod optimizer;
mod random;
mod score;

use std::path::Path;
use std::time::Instant;

use dateline::extract::syntax::features::{features, key, normalize};
use dateline::extract::syntax::layout::{HIDDEN, Parameters, Tensor, VECTOR, tensors};
use dateline::extract::syntax::model::{Model, write};

use corpus::Gold;
use gradient::{Dropout, Example, learn};
use optimizer::Optimizer;
use random::Random;
use score::score;

const SEED: u64 = 20_240_501;
const KNOWN_WORDS: usize = 52_000;
const BATCH: usize = 12;
const RATE: f32 = 0.003;
const OWN_WEIGHT: usize = 4;
const DROPOUT: Dropout = Dropout { form: 0.25, vector: 0.08, input: 0.15, state: 0.3, arc: 0.2 };

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [vectors, train, dev, own, own_dev, epochs, model] = arguments.as_slice() else {
        panic!("train-syntax VECTORS GUM_TRAIN GUM_DEV OWN_TRAIN OWN_DEV EPOCHS MODEL");
    };
    let epochs: usize = epochs.parse().expect("a number of epochs");
    let vectors = read_vectors(Path::new(vectors));
    let dev = [dev, own_dev].map(|path| corpus::read(Path::new(path)));
    let mut sentences = corpus::read(Path::new(train));
    let own = corpus::read(Path::new(own));
    println!("{} vectors, {} sentences and {} of our own", vectors.len(), sentences.len(), own.len());
    (0..OWN_WEIGHT).for_each(|_| sentences.extend(own.iter().cloned()));
    sentences.iter_mut().for_each(corpus::promote_names);
    let parameters = train_network(&vectors, &sentences, &dev, epochs);
    let file = write(&vectors, &parameters);
    std::fs::write(model, &file).expect("the model can be written");
    report(&file, &dev);
}

fn read_vectors(path: &Path) -> Vec<(u32, Vec<f32>)> {
    let text = std::fs::read_to_string(path).expect("the vectors can be read");
    let parse = |line: &str| {
        let mut fields = line.split(' ');
        let key = key(&normalize(fields.next().unwrap_or_default()));
        let vector: Vec<f32> = fields.map(|field| field.parse().expect("a number")).collect();
        assert_eq!(vector.len(), VECTOR);
        (key, vector)
    };
    text.lines().take(KNOWN_WORDS).map(parse).collect()
}

fn train_network(
    vectors: &[(u32, Vec<f32>)],
    sentences: &[Gold],
    dev: &[Vec<Gold>],
    epochs: usize,
) -> Parameters {
    let start = Instant::now();
    let mut random = Random::new(SEED);
    let mut parameters = initial(&mut random);
    let mut gradient = Parameters::zero();
    let mut optimizer = Optimizer::new(&parameters);
    let file = write(vectors, &parameters);
    let known = Model::read(&file).expect("what was written can be read").vectors;
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let total = epochs * sentences.len();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let (mut loss, mut words) = (0.0, 0);
        for (batch, members) in order.chunks(BATCH).enumerate() {
            let done = (epoch * sentences.len() + batch * BATCH) as f32 / total as f32;
            let mut size = 0;
            for &member in members {
                let next = &sentences[random.below(sentences.len())];
                let example = example(&augment::augment(&sentences[member], next, &mut random), &mut random);
                size += example.heads.len();
                loss += learn(&parameters, &known, &example, DROPOUT, &mut random, &mut gradient);
            }
            words += size;
            gradient.values.iter_mut().for_each(|g| *g /= size as f32);
            optimizer.step(&mut parameters, &mut gradient, RATE * (1.0 - 0.97 * done));
        }
        println!(
            "epoch {epoch}: loss {:.3} a word, {:.0} s",
            loss / words as f32,
            start.elapsed().as_secs_f32()
        );
        if epoch % 3 == 2 {
            report(&write(vectors, &optimizer.average), dev);
        }
    }
    optimizer.average
}

fn report(file: &[u8], dev: &[Vec<Gold>]) {
    let model = Model::read(file).expect("what was written can be read");
    println!("  {} bytes", file.len());
    for dev in dev {
        let start = Instant::now();
        println!("  {} in {:.2} s", score(&model, dev, false), start.elapsed().as_secs_f64());
        println!("  {} with names", score(&model, dev, true));
    }
}

fn example(gold: &Gold, random: &mut Random) -> Example {
    let names = random.chance(0.5).then(|| gold.names());
    let len = gold.words.len();
    Example {
        features: features(&gold.forms(), names.as_deref()),
        upos: gold.words.iter().map(|word| word.upos as usize).collect(),
        xpos: gold.words.iter().map(|word| word.xpos as usize).collect(),
        heads: gold.words.iter().map(|word| word.head.unwrap_or(len)).collect(),
        relations: gold.words.iter().map(|word| word.relation as usize).collect(),
    }
}

/// Glorot's uniform weights; biases zero, but the forget gates' one.
fn initial(random: &mut Random) -> Parameters {
    let mut parameters = Parameters::zero();
    for (tensor, rows, columns) in tensors() {
        let bound = match tensor {
            Tensor::Embeddings => 0.1,
            _ if rows == 1 && tensor != Tensor::Root => 0.0,
            _ => (6.0 / (rows + columns) as f32).sqrt(),
        };
        parameters.of_mut(tensor).iter_mut().for_each(|value| *value = (2.0 * random.unit() - 1.0) * bound);
        if let Tensor::Bias(..) = tensor {
            parameters.of_mut(tensor)[..HIDDEN].fill(1.0);
        }
    }
    parameters
}
