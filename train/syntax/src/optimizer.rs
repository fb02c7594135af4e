//! Adam (Kingma and Ba, 2015), rows of the embedding table only where they
//! were used, with an average of the parameters.

use dateline::extract::syntax::layout::{EMBEDDING, Parameters, Tensor};

pub struct Optimizer {
    first: Vec<f32>,
    second: Vec<f32>,
    steps: i32,
    pub average: Parameters,
}

const KEEP_FIRST: f32 = 0.9;
const KEEP_SECOND: f32 = 0.98;
const KEEP_AVERAGE: f32 = 0.9985;

impl Optimizer {
    pub fn new(parameters: &Parameters) -> Optimizer {
        let zero = vec![0.0; parameters.values.len()];
        Optimizer { first: zero.clone(), second: zero, steps: 0, average: parameters.clone() }
    }

    /// Moves `parameters` against `gradient`, which becomes zero.
    pub fn step(&mut self, parameters: &mut Parameters, gradient: &mut Parameters, rate: f32) {
        self.steps += 1;
        let norm: f32 = gradient.values.iter().map(|g| g * g).sum::<f32>().sqrt();
        let clip = (5.0 / norm.max(1e-6)).min(1.0);
        let warm = 1.0 - KEEP_FIRST.powi(self.steps);
        let rate = rate * (1.0 - KEEP_SECOND.powi(self.steps)).sqrt() / warm;
        let sparse = parameters.place(Tensor::Embeddings);
        for start in sparse.clone().step_by(EMBEDDING) {
            if gradient.values[start..start + EMBEDDING].iter().any(|g| *g != 0.0) {
                self.update(parameters, gradient, start..start + EMBEDDING, rate, clip);
            }
        }
        self.update(parameters, gradient, sparse.end..parameters.values.len(), rate, clip);
        let keep = KEEP_AVERAGE.min(self.steps as f32 / (self.steps as f32 + 10.0));
        for (average, value) in self.average.values.iter_mut().zip(&parameters.values) {
            *average = keep * *average + (1.0 - keep) * value;
        }
        gradient.values.fill(0.0);
    }

    fn update(
        &mut self,
        parameters: &mut Parameters,
        gradient: &Parameters,
        range: std::ops::Range<usize>,
        rate: f32,
        clip: f32,
    ) {
        let moments = self.first[range.clone()].iter_mut().zip(&mut self.second[range.clone()]);
        let values = parameters.values[range.clone()].iter_mut().zip(&gradient.values[range]);
        for ((value, g), (first, second)) in values.zip(moments) {
            let g = g * clip;
            *first = KEEP_FIRST * *first + (1.0 - KEEP_FIRST) * g;
            *second = KEEP_SECOND * *second + (1.0 - KEEP_SECOND) * g * g;
            *value -= rate * *first / (second.sqrt() + 1e-8);
        }
    }
}
