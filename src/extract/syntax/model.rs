//! The model file: pretrained vectors and the network's numbers, one byte
//! each, with a scale for each row.
//!
//! All integers are little-endian: the magic `DSYN`, the version, a checksum
//! of all that follows it (FNV-1a, 64 bits), the number of pretrained
//! vectors, their keys in ascending order, their scales, their bytes, then
//! each tensor of [`tensors`] with its scales and bytes.

use super::features::Features;
use super::layout::{EMBEDDING, Parameters, Tensor, VECTOR, tensors};
use super::packed::Packed;

const MAGIC: &[u8; 4] = b"DSYN";
const VERSION: u32 = 1;

/// Rows of numbers that stay in the file: a scale for each row, a byte for
/// each number.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    width: usize,
    scales: &'a [u8],
    bytes: &'a [u8],
}

/// Pretrained vectors, found by the key of a form.
#[derive(Clone, Copy, Debug)]
pub struct Vectors<'a> {
    keys: &'a [u8],
    rows: Rows<'a>,
}

/// The network as the file holds it.
#[derive(Debug)]
pub struct Model<'a> {
    /// The pretrained vectors.
    pub vectors: Vectors<'a>,
    /// The table of trained embeddings.
    pub embeddings: Rows<'a>,
    packed: Vec<(Tensor, Packed)>,
    plain: Vec<(Tensor, Vec<f32>)>,
}

impl<'a> Rows<'a> {
    fn take(rest: &mut &'a [u8], count: usize, width: usize) -> Result<Rows<'a>, &'static str> {
        Ok(Rows { width, scales: take(rest, count * 4)?, bytes: take(rest, count * width)? })
    }

    /// Adds the row `row` to `sums`.
    pub fn add(&self, row: usize, sums: &mut [f32]) {
        let scale = float(self.scales, row);
        let bytes = &self.bytes[row * self.width..(row + 1) * self.width];
        sums.iter_mut().zip(bytes).for_each(|(sum, &byte)| *sum += f32::from(byte as i8) * scale);
    }

    /// Returns all numbers, row by row.
    fn values(&self) -> Vec<f32> {
        let mut values = vec![0.0; self.bytes.len()];
        values.chunks_exact_mut(self.width).enumerate().for_each(|(row, values)| self.add(row, values));
        values
    }

    fn pack(&self) -> Packed {
        let scales = (0..self.scales.len() / 4).map(|row| float(self.scales, row)).collect();
        Packed::new(scales, self.bytes, self.width)
    }
}

impl Vectors<'_> {
    /// Adds the vector of a word to `input`, or nothing when none is known.
    pub fn add(&self, features: &Features, input: &mut [f32]) {
        let Some(row) = features.keys.iter().find_map(|&key| self.find(key)) else { return };
        self.rows.add(row, input);
    }

    fn find(&self, key: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.keys.len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            match word(self.keys, middle).cmp(&key) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl<'a> Model<'a> {
    /// Reads a model, or says what is wrong with the file. The checksum is
    /// left to [`is_intact`], since it takes longer than all else.
    ///
    /// # Errors
    ///
    /// When the file is of another kind or version, or too short.
    pub fn read(file: &'a [u8]) -> Result<Model<'a>, &'static str> {
        let mut rest = file;
        if take(&mut rest, 4)? != MAGIC {
            return Err("not a model of syntax");
        }
        if word(take(&mut rest, 4)?, 0) != VERSION {
            return Err("a model of another version");
        }
        take(&mut rest, 8)?;
        let count = word(take(&mut rest, 4)?, 0) as usize;
        let vectors =
            Vectors { keys: take(&mut rest, count * 4)?, rows: Rows::take(&mut rest, count, VECTOR)? };
        let mut embeddings = Rows { width: EMBEDDING, scales: &[], bytes: &[] };
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        for (tensor, count, width) in tensors() {
            let rows = Rows::take(&mut rest, count, width)?;
            match tensor {
                Tensor::Embeddings => embeddings = rows,
                _ if PACKED.contains(&tensor) => packed.push((tensor, rows.pack())),
                _ => plain.push((tensor, rows.values())),
            }
        }
        Ok(Model { vectors, embeddings, packed, plain })
    }

    /// The weights of `tensor`, one of those in `PACKED`, for products.
    pub fn packed(&self, tensor: Tensor) -> &Packed {
        let found = self.packed.iter().find(|(other, _)| *other == tensor);
        &found.expect("what is multiplied is packed").1
    }

    /// The numbers of `tensor`, row by row; the embeddings and the tensors in
    /// `PACKED` have none.
    pub fn of(&self, tensor: Tensor) -> &[f32] {
        self.plain.iter().find(|(other, _)| *other == tensor).map_or(&[], |(_, values)| values)
    }
}

/// The tensors that rows of words are multiplied with.
const PACKED: &[Tensor] = &[
    Tensor::Input(0, 0),
    Tensor::Input(0, 1),
    Tensor::Input(1, 0),
    Tensor::Input(1, 1),
    Tensor::Recurrent(0, 0),
    Tensor::Recurrent(0, 1),
    Tensor::Recurrent(1, 0),
    Tensor::Recurrent(1, 1),
    Tensor::Upos,
    Tensor::Xpos,
    Tensor::Dependent,
    Tensor::Head,
    Tensor::Bilinear,
    Tensor::LabelDependent,
    Tensor::LabelHead,
];

/// Tells whether the checksum of `file` is right.
pub fn is_intact(file: &[u8]) -> bool {
    file.len() > 16 && file[8..16] == checksum(&file[16..]).to_le_bytes()
}

/// Writes a model: `vectors` are keys with their vectors.
pub fn write(vectors: &[(u32, Vec<f32>)], parameters: &Parameters) -> Vec<u8> {
    let mut vectors = vectors.to_vec();
    vectors.sort_by_key(|(key, _)| *key);
    vectors.dedup_by_key(|(key, _)| *key);
    let mut body = (vectors.len() as u32).to_le_bytes().to_vec();
    vectors.iter().for_each(|(key, _)| body.extend(key.to_le_bytes()));
    let flat: Vec<f32> = vectors.iter().flat_map(|(_, vector)| vector.iter().copied()).collect();
    quantize(&flat, VECTOR, &mut body);
    for (tensor, _, columns) in tensors() {
        quantize(parameters.of(tensor), columns, &mut body);
    }
    let checksum = checksum(&body).to_le_bytes();
    [MAGIC.as_slice(), &VERSION.to_le_bytes(), &checksum, &body].concat()
}

fn quantize(values: &[f32], columns: usize, file: &mut Vec<u8>) {
    let scale = |row: &[f32]| row.iter().fold(1e-8f32, |most, value| most.max(value.abs())) / 127.0;
    values.chunks_exact(columns).for_each(|row| file.extend(scale(row).to_le_bytes()));
    for row in values.chunks_exact(columns) {
        let scale = scale(row);
        file.extend(row.iter().map(|value| (value / scale).round() as i8 as u8));
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], &'static str> {
    let (taken, others) = rest.split_at_checked(length).ok_or("a model that is cut off")?;
    *rest = others;
    Ok(taken)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[at * 4..at * 4 + 4]);
    u32::from_le_bytes(word)
}

fn float(bytes: &[u8], at: usize) -> f32 {
    f32::from_bits(word(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::super::features::features;
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let mut parameters = Parameters::zero();
        parameters.values.iter_mut().enumerate().for_each(|(at, value)| *value = (at % 9) as f32);
        let word = &features(&["Envoy"], None)[0];
        let file = write(&[(word.keys[0], vec![0.5; VECTOR])], &parameters);
        let model = Model::read(&file).expect("what was written can be read");
        let mut input = vec![0.0; VECTOR];
        model.vectors.add(word, &mut input);
        assert!(input.iter().all(|x| (x - 0.5).abs() < 1e-3));
        let near = |(a, b): (&f32, &f32)| (a - b).abs() < 0.05;
        let alike = |tensor, read: &[f32]| parameters.of(tensor).iter().zip(read).all(near);
        assert!(alike(Tensor::Embeddings, &model.embeddings.values()));
        assert!(alike(Tensor::Prior, model.of(Tensor::Prior)) && !model.of(Tensor::Prior).is_empty());
        assert!(is_intact(&file) && !is_intact(&file[..file.len() - 1]));
        assert_eq!(Model::read(&file[..40]).err(), Some("a model that is cut off"));
    }
}
