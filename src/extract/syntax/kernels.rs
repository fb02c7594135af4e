//! The arithmetic of the network on plain slices, written so that the
//! compiler vectorises it. Matrices are row by row; a layer's weights have a
//! row for each input.
//!
//! Sums are built with fused multiply-adds, in the order of the inputs, on
//! every processor. Where one has no such instruction they are computed in
//! software: slower, with the same bits.

use crate::extract::wide::wide;

wide! {
    /// Adds to each row of `y` (rows of `width`) the row of `x` times `weights`.
    pub fn multiply(x: &[f32], inputs: usize, weights: &[f32], width: usize, y: &mut [f32]) {
        let (mut fours, mut sums) = (x.chunks_exact(4 * inputs), y.chunks_exact_mut(4 * width));
        for (x, y) in (&mut fours).zip(&mut sums) {
            columns::<4, 16>(x, weights, width, y);
        }
        let rest = fours.remainder().chunks_exact(inputs);
        for (x, y) in rest.zip(sums.into_remainder().chunks_exact_mut(width)) {
            columns::<1, 64>(x, weights, width, y);
        }
    }
}

wide! {
    /// Adds to each row of `y` the row of `x` times `weights` transposed: `x`
    /// has `width` columns, as `weights` has, and `y` one for each row of those.
    pub fn multiply_transposed(x: &[f32], width: usize, weights: &[f32], y: &mut [f32]) {
        let outputs = weights.len() / width;
        for (x, y) in x.chunks_exact(width).zip(y.chunks_exact_mut(outputs)) {
            for (y, row) in y.iter_mut().zip(weights.chunks_exact(width)) {
                *y += dot(x, row);
            }
        }
    }
}

wide! {
    /// One step of recurrent units: from the sums at their gates, forget,
    /// candidate and output in this order, to their cells and states.
    pub fn advance(gates: &[f32], cell: &mut [f32], state: &mut [f32]) {
        let (forget, others) = gates.split_at(cell.len());
        let (candidate, output) = others.split_at(cell.len());
        let units = cell.iter_mut().zip(state).zip(forget).zip(candidate).zip(output);
        for ((((cell, state), forget), candidate), output) in units {
            let keep = sigmoid(*forget);
            *cell = keep * *cell + (1.0 - keep) * tanh(*candidate);
            *state = sigmoid(*output) * tanh(*cell);
        }
    }
}

wide! {
    /// Rounds `x` times `scales` to whole numbers, the largest of them 32,767
    /// or its negative, and returns what a step is worth.
    pub fn round(x: &[f32], scales: &[f32], rounded: &mut [i16]) -> f32 {
        let (x_chunks, scale_chunks) = (x.chunks_exact(8), scales.chunks_exact(8));
        let mut lanes = [1e-30; 8];
        for (x, scale) in x_chunks.remainder().iter().zip(scale_chunks.remainder()) {
            lanes[0] = larger(lanes[0], (x * scale).abs());
        }
        for (x, scales) in x_chunks.zip(scale_chunks) {
            for lane in 0..8 {
                lanes[lane] = larger(lanes[lane], (x[lane] * scales[lane]).abs());
            }
        }
        let mut largest = 0.0;
        for lane in lanes {
            largest = larger(largest, lane);
        }
        let fit = 32767.0 / largest;
        for ((rounded, x), scale) in rounded.iter_mut().zip(x).zip(scales) {
            *rounded = nearest(x * scale * fit);
        }
        largest / 32767.0
    }
}

/// The larger of two numbers, neither of them NaN.
#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The nearest whole number to `x`, which must be less than 2^15 from zero:
/// behind 1.5 * 2^23 there are no fractions, and the number ends in its bits.
#[inline(always)]
fn nearest(x: f32) -> i16 {
    (x + 12_582_912.0).to_bits() as i16
}

/// Adds to `ROWS` rows of `y` those of `x` times `weights`, `COLUMNS` columns
/// at a time, so that sums stay in registers.
#[inline(always)]
fn columns<const ROWS: usize, const COLUMNS: usize>(x: &[f32], weights: &[f32], width: usize, y: &mut [f32]) {
    let mut column = 0;
    while column + COLUMNS <= width {
        block::<ROWS, COLUMNS>(x, weights, width, column, y);
        column += COLUMNS;
    }
    while column + 8 <= width {
        block::<ROWS, 8>(x, weights, width, column, y);
        column += 8;
    }
    while column < width {
        block::<ROWS, 1>(x, weights, width, column, y);
        column += 1;
    }
}

/// Does the part of [`columns`] that begins at `column`.
#[inline(always)]
fn block<const ROWS: usize, const COLUMNS: usize>(
    x: &[f32],
    weights: &[f32],
    width: usize,
    column: usize,
    y: &mut [f32],
) {
    let inputs = x.len() / ROWS;
    let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &x[row * inputs..(row + 1) * inputs]);
    let mut sums = [[0.0f32; COLUMNS]; ROWS];
    for (row, sums) in sums.iter_mut().enumerate() {
        sums.copy_from_slice(&y[row * width + column..][..COLUMNS]);
    }
    for (input, weights) in weights.chunks_exact(width).take(inputs).enumerate() {
        let weights = &weights[column..column + COLUMNS];
        for (row, sums) in rows.iter().zip(&mut sums) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = row[input].mul_add(*weight, *sum);
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        y[row * width + column..][..COLUMNS].copy_from_slice(sums);
    }
}

/// The sum of products of `a` and `b`, in eight lanes.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] = a[lane].mul_add(b[lane], lanes[lane]);
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Sets the negative of `values` to zero.
pub fn rectify(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
}

/// The hyperbolic tangent by a rational function, right to 1e-6.
#[inline]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.99, 7.99);
    let s = x * x;
    let p = -2.760_768_4e-16 * s + 2.000_188e-13;
    let p = p * s - 8.604_672e-11;
    let p = p * s + 5.122_297_1e-8;
    let p = p * s + 1.485_722_4e-5;
    let p = p * s + 6.372_619_3e-4;
    let p = p * s + 4.893_524_6e-3;
    let q = 1.198_258_4e-6 * s + 1.185_347_1e-4;
    let q = q * s + 2.268_434_6e-3;
    let q = q * s + 4.893_525e-3;
    x * p / q
}

/// The logistic function.
#[inline]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_plain_loops() {
        let x: Vec<f32> = (0..11).map(|i| i as f32 - 5.0).collect();
        let w: Vec<f32> = (0..33).map(|i| (i % 7) as f32).collect();
        let mut y = vec![1.0; 3];
        multiply(&x, 11, &w, 3, &mut y);
        for (at, y) in y.iter().enumerate() {
            let column: Vec<f32> = w.iter().skip(at).step_by(3).copied().collect();
            let mut product = [1.0];
            multiply_transposed(&x, 11, &column, &mut product);
            assert!((y - product[0]).abs() < 1e-4);
        }
    }

    #[test]
    fn rows_are_rounded_to_their_largest() {
        let x: Vec<f32> = (0..19).map(|at| at as f32 - 9.0).collect();
        let mut rounded = [0; 20];
        let step = round(&x, &[0.5; 19], &mut rounded);
        assert_eq!((rounded[0], rounded[9], rounded[18], rounded[19]), (-32767, 0, 32767, 0));
        assert!(
            x.iter().zip(rounded).all(|(x, rounded)| (f32::from(rounded) * step - x * 0.5).abs() <= step)
        );
        assert!(round(&[0.0; 3], &[1.0; 3], &mut rounded) > 0.0 && rounded[..3] == [0; 3]);
        assert_eq!([nearest(0.5), nearest(-1.5), nearest(2.4)], [0, -2, 2]);
    }

    #[test]
    fn tanh_is_near() {
        for step in -1000..1000 {
            let x = step as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-5, "{x}");
        }
    }
}
