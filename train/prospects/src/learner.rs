//! Logistic regression over features that are there or not.

use dateline::extract::events::prospects::WEIGHTS;

/// A trigger and whether it told of an event.
pub struct Example {
    /// Its sentence in the article.
    pub sentence: usize,
    /// What is seen around it.
    pub features: Vec<u32>,
    /// Whether it told of an event.
    pub tells: bool,
    /// How often it counts.
    pub weight: f32,
}

/// Steps that are taken, each over all examples.
const STEPS: usize = 600;

/// What an example counts beside the squares of the weights.
const COUNTS: f32 = 0.1;

/// Returns the weights that make what was told likely and are small: by
/// accelerated descent (Nesterov), begun anew where it overshoots.
pub fn learn(examples: &[Example]) -> Vec<f32> {
    let step = 1.0 / steepest(examples);
    let (mut weights, mut ahead) = (vec![0.0_f32; WEIGHTS], vec![0.0_f32; WEIGHTS]);
    let (mut momentum, mut before) = (1.0_f32, f64::INFINITY);
    for number in 0..STEPS {
        let (loss, slopes) = slopes(examples, &ahead);
        if loss > before {
            (momentum, before) = (1.0, f64::INFINITY);
            ahead.clone_from(&weights);
            continue;
        }
        let next = f32::midpoint(1.0, (1.0 + 4.0 * momentum * momentum).sqrt());
        let carried = (momentum - 1.0) / next;
        for ((weight, ahead), slope) in weights.iter_mut().zip(&mut ahead).zip(slopes) {
            let moved = *ahead - step * slope;
            *ahead = moved + carried * (moved - *weight);
            *weight = moved;
        }
        (momentum, before) = (next, loss);
        if number % 100 == 99 {
            println!("step {}: loss {loss:.1}", number + 1);
        }
    }
    weights
}

/// Returns the loss at `weights` and how steep it is along each.
fn slopes(examples: &[Example], weights: &[f32]) -> (f64, Vec<f32>) {
    let mut slopes = weights.to_vec();
    let mut loss = weights.iter().map(|weight| f64::from(weight * weight)).sum::<f64>() / 2.0;
    for example in examples {
        let likely = 1.0 / (1.0 + (-sum(weights, &example.features)).exp());
        let of_what_is = if example.tells { likely } else { 1.0 - likely };
        let counts = COUNTS * example.weight;
        loss -= f64::from(counts * of_what_is.max(1e-12).ln());
        let slope = counts * (likely - f32::from(u8::from(example.tells)));
        example.features.iter().for_each(|&feature| slopes[feature as usize] += slope);
    }
    (loss, slopes)
}

/// Returns a bound of how fast slopes may change: by some rounds of the power method.
fn steepest(examples: &[Example]) -> f32 {
    let mut direction = vec![1.0_f32; WEIGHTS];
    let mut length = 1.0;
    for _ in 0..30 {
        let mut turned = direction.clone();
        for example in examples {
            let along = COUNTS * example.weight / 4.0 * sum(&direction, &example.features);
            example.features.iter().for_each(|&feature| turned[feature as usize] += along);
        }
        length = turned.iter().map(|value| value * value).sum::<f32>().sqrt();
        turned.iter_mut().for_each(|value| *value /= length);
        direction = turned;
    }
    length * 1.05
}

/// The log-odds of what has these features.
pub fn sum(weights: &[f32], features: &[u32]) -> f32 {
    features.iter().map(|&feature| weights[feature as usize]).sum()
}
