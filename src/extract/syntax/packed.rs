//! Products with weights of one byte each, in whole numbers.
//!
//! The model file holds a byte for each weight and a scale for each input. An
//! input row times the scales is rounded to 16 bits, so that all sums are sums
//! of whole numbers: the same on every processor, in any order, and with half
//! of the bytes that numbers with a point would take.

use std::ops::Range;

use super::kernels::round;

/// Columns that are multiplied at once.
const PANEL: usize = 16;

/// Rows that are multiplied at once.
const ROWS: usize = 4;

/// Rows that go by one panel after the other: few enough to stay near the
/// processor meanwhile, as each panel does.
const BLOCK: usize = 64;

/// A matrix with a row for each input.
#[derive(Debug)]
pub struct Packed {
    width: usize,
    /// What a step of each input's bytes is worth.
    scales: Vec<f32>,
    /// For each panel of columns and each pair of inputs, the two weights of
    /// each column. What is missing of the last panel and pair is zero.
    panels: Vec<i16>,
}

/// Room that products need, kept from one to the next.
#[derive(Default)]
pub struct Room {
    inputs: Vec<i16>,
    steps: Vec<f32>,
}

impl Packed {
    /// Packs rows of `width` signed bytes, one of each input; `scales` say
    /// what a step of each row is worth.
    pub fn new(scales: Vec<f32>, bytes: &[u8], width: usize) -> Packed {
        let pairs = scales.len().div_ceil(2);
        let mut panels = vec![0; width.div_ceil(PANEL) * pairs * 2 * PANEL];
        for (input, row) in bytes.chunks_exact(width).enumerate() {
            for (panel, bytes) in row.chunks(PANEL).enumerate() {
                let first = (panel * pairs + input / 2) * 2 * PANEL + input % 2;
                let weights = panels[first..].iter_mut().step_by(2);
                weights.zip(bytes).for_each(|(weight, byte)| *weight = i16::from(*byte as i8));
            }
        }
        Packed { width, scales, panels }
    }

    /// The number of inputs, which is that of rows.
    pub fn inputs(&self) -> usize {
        self.scales.len()
    }

    /// Adds to each row of `y` the row of `x` times this matrix.
    pub fn multiply(&self, x: &[f32], y: &mut [f32], room: &mut Room) {
        room.round(x, &self.scales);
        let inputs = self.inputs().next_multiple_of(2);
        let blocks = room.inputs.chunks(BLOCK * inputs).zip(room.steps.chunks(BLOCK));
        for ((rows, steps), y) in blocks.zip(y.chunks_mut(BLOCK * self.width)) {
            for (at, weights) in self.panels.chunks_exact(inputs * PANEL).enumerate() {
                let columns = at * PANEL..self.width.min((at + 1) * PANEL);
                Panel { weights, columns, width: self.width }.multiply(rows, steps, y);
            }
        }
    }
}

/// Some columns of a matrix.
struct Panel<'a> {
    /// For each pair of inputs, the two weights of each column.
    weights: &'a [i16],
    /// The columns, [`PANEL`] or fewer.
    columns: Range<usize>,
    /// The columns of the matrix.
    width: usize,
}

impl Panel<'_> {
    /// Adds to these columns of each row of `y` the row of `rows`, whose steps
    /// are worth `steps`, times the panel.
    fn multiply(&self, rows: &[i16], steps: &[f32], y: &mut [f32]) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been asked for AVX2.
            return unsafe { self.multiply_wide(rows, steps, y) };
        }
        self.multiply_plain(rows, steps, y);
    }

    /// [`Panel::multiply`] for any processor.
    fn multiply_plain(&self, rows: &[i16], steps: &[f32], y: &mut [f32]) {
        let rows = rows.chunks_exact(self.weights.len() / PANEL).zip(steps);
        for ((row, step), y) in rows.zip(y.chunks_exact_mut(self.width)) {
            let mut sums = [0; PANEL];
            for (pair, weights) in row.as_chunks::<2>().0.iter().zip(self.weights.chunks_exact(2 * PANEL)) {
                let [first, second] = pair.map(i32::from);
                for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                    *sum += first * i32::from(weights[0]) + second * i32::from(weights[1]);
                }
            }
            add(&sums, *step, &mut y[self.columns.clone()]);
        }
    }

    /// [`Panel::multiply`] with registers of sixteen numbers.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn multiply_wide(&self, rows: &[i16], steps: &[f32], y: &mut [f32]) {
        let inputs = self.weights.len() / PANEL;
        let mut done = 0;
        while done < steps.len() {
            let (rows, steps, y) = (&rows[done * inputs..], &steps[done..], &mut y[done * self.width..]);
            done += match steps.len() {
                1 => self.rows_wide::<1>(rows, steps, y),
                2 => self.rows_wide::<2>(rows, steps, y),
                3 => self.rows_wide::<3>(rows, steps, y),
                _ => self.rows_wide::<ROWS>(rows, steps, y),
            };
        }
    }

    /// Does the first `R` rows, and returns how many those are.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn rows_wide<const R: usize>(&self, rows: &[i16], steps: &[f32], y: &mut [f32]) -> usize {
        let inputs = self.weights.len() / PANEL;
        let mut pairs = [&[][..]; R];
        for (row, pairs) in pairs.iter_mut().enumerate() {
            *pairs = rows[row * inputs..(row + 1) * inputs].as_chunks::<2>().0;
        }
        let sums = wide::products(&pairs, self.weights);
        for (row, sums) in sums.iter().enumerate() {
            let y = &mut y[row * self.width..][self.columns.clone()];
            match y.as_chunks_mut::<PANEL>() {
                ([y], []) => add(sums, steps[row], y),
                _ => add(sums, steps[row], y),
            }
        }
        R
    }
}

/// Adds to `y` the sums, each step of which is worth `step`.
#[inline(always)]
fn add(sums: &[i32; PANEL], step: f32, y: &mut [f32]) {
    for (y, sum) in y.iter_mut().zip(sums) {
        *y += *sum as f32 * step;
    }
}

impl Room {
    /// Rounds each row of `x` times `scales`, and keeps what a step of the row
    /// is worth.
    fn round(&mut self, x: &[f32], scales: &[f32]) {
        let inputs = scales.len().next_multiple_of(2);
        let rows = x.len() / scales.len();
        self.inputs.clear();
        self.inputs.resize(rows * inputs, 0);
        self.steps.clear();
        let rows = x.chunks_exact(scales.len()).zip(self.inputs.chunks_exact_mut(inputs));
        self.steps.extend(rows.map(|(x, rounded)| round(x, scales, rounded)));
    }
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256,
    };

    use super::PANEL;

    /// The sums of products of each row, in pairs, with each column of a panel.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn products<const R: usize>(rows: &[&[[i16; 2]]; R], panel: &[i16]) -> [[i32; PANEL]; R] {
        let mut sums = [[_mm256_setzero_si256(); 2]; R];
        for (pair, weights) in panel.as_chunks::<{ 2 * PANEL }>().0.iter().enumerate() {
            let halves = weights.as_chunks::<PANEL>().0;
            let weights = [load(&halves[0]), load(&halves[1])];
            for (row, sums) in rows.iter().zip(&mut sums) {
                let [first, second] = row[pair];
                let both = i32::from(first as u16) | i32::from(second) << 16;
                let both = _mm256_set1_epi32(both);
                sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(both, weights[0]));
                sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(both, weights[1]));
            }
        }
        sums.map(|sums| store(&sums))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(weights: &[i16; PANEL]) -> __m256i {
        // SAFETY: sixteen numbers of 16 bits are read, and no alignment is asked for.
        unsafe { _mm256_loadu_si256(weights.as_ptr().cast()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store(sums: &[__m256i; 2]) -> [i32; PANEL] {
        let mut stored = [0; PANEL];
        for (half, sums) in stored.as_chunks_mut::<8>().0.iter_mut().zip(sums) {
            // SAFETY: each half is eight numbers of 32 bits, and no alignment is asked for.
            unsafe { _mm256_storeu_si256(half.as_mut_ptr().cast(), *sums) };
        }
        stored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_near_those_of_plain_numbers() {
        let (inputs, width) = (7, 21);
        let bytes: Vec<u8> = (0..inputs * width).map(|at| (at * 37 % 255) as u8).collect();
        let weights: Vec<f32> = bytes.iter().map(|byte| f32::from(*byte as i8) / 64.0).collect();
        let x: Vec<f32> = (0..6 * inputs).map(|at| (at % 11) as f32 - 5.0).collect();
        let mut y = vec![1.0; 6 * width];
        let packed = Packed::new(vec![1.0 / 64.0; inputs], &bytes, width);
        packed.multiply(&x, &mut y, &mut Room::default());
        for (row, y) in y.chunks_exact(width).enumerate() {
            for (column, y) in y.iter().enumerate() {
                let products =
                    (0..inputs).map(|input| x[row * inputs + input] * weights[input * width + column]);
                let expected = 1.0 + products.sum::<f32>();
                assert!((y - expected).abs() < 0.01, "{y} for {expected}");
            }
        }
    }

    #[test]
    fn every_processor_sums_alike() {
        let weights: Vec<i16> = (0..10 * 2 * PANEL).map(|at| (at * 7919 % 255) as i16 - 127).collect();
        let rows: Vec<i16> =
            (0..7 * 20).map(|at| if at % 3 == 0 { i16::MAX } else { -30_000 + at as i16 }).collect();
        for columns in [3..3 + PANEL, 8..13] {
            let panel = Panel { weights: &weights, columns, width: 3 + PANEL };
            let (mut one, mut other) = (vec![0.5; 7 * panel.width], vec![0.5; 7 * panel.width]);
            panel.multiply(&rows, &[0.25; 7], &mut one);
            panel.multiply_plain(&rows, &[0.25; 7], &mut other);
            assert_eq!(one, other);
        }
    }

    #[test]
    fn nothing_times_anything_is_nothing() {
        let mut y = vec![0.5; 3];
        Packed::new(vec![1.0; 2], &[0; 6], 3).multiply(&[0.0, 0.0], &mut y, &mut Room::default());
        assert_eq!(y, [0.5; 3]);
    }
}
