//! The model file: a head, and sections that are used in place.
//!
//! Layout, little-endian: `DLNM`; the format's version (u32); the ISO 639-1
//! code of the language, padded with zeros (4 bytes); the first eight bytes of
//! the BLAKE3 hash of all that follows; the number of sections (u32); for each
//! section its start from the file's beginning and its length (u32 each); the
//! sections, in the order of [`Section`].

use super::labels::LABELS;
use super::lexicon::Lexicon;
use super::table::{Table, u32_at};

/// The version of the file's layout, of its hashes, and of its features.
pub const FORMAT: u32 = 1;

/// Bytes in front of the hashed part of the file.
pub const UNHASHED: usize = 20;

/// The sections of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The bits of each Brown cluster, least significant first (u32).
    Brown,
    /// Three clusters of each row of word vectors (u16).
    Vectors,
    /// Two coarser clusters of each fine cluster of GloVe (u16).
    Glove,
    /// A table from cased words to Brown cluster and vector row (u16, one more; 0 is none).
    Cased,
    /// A table from lower-case words to GloVe cluster (one more, 13 bits) and case class (3 bits).
    Lower,
    /// A table from phrases to the lists that hold them (u16, a set of bits).
    Phrases,
    /// The weight of one step (f32), then the transitions, from row to column (f32).
    Transitions,
    /// A table from features to pairs of label (u8) and weight in steps (i8).
    Weights,
}

impl Section {
    /// All sections, in the file's order.
    pub const ALL: [Section; 8] = [
        Section::Brown,
        Section::Vectors,
        Section::Glove,
        Section::Cased,
        Section::Lower,
        Section::Phrases,
        Section::Transitions,
        Section::Weights,
    ];
}

/// Features that are on their way from memory at once.
const FETCHED: usize = 32;

/// The sum of the weights of each label, in steps, and room that makes the
/// row as wide as the processor likes it. A token has fewer than two hundred
/// features and each weighs one signed byte, so 16 bits hold the sum.
pub type Sums = [i16; 24];

/// The sums of no features.
pub const NO_SUMS: Sums = [0; 24];

/// A model that cannot be used, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The bytes do not begin as a model of names does.
    NoModel,
    /// The file has another version of the format.
    Version(u32),
    /// The file ends early, or a section is not what it should be.
    Damaged(Section),
    /// The checksum differs.
    Checksum,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ModelError::NoModel => f.write_str("not a model of names"),
            ModelError::Version(found) => write!(f, "model format {found}, where {FORMAT} is understood"),
            ModelError::Damaged(section) => write!(f, "the section {section:?} of the model is damaged"),
            ModelError::Checksum => f.write_str("the model's checksum differs"),
        }
    }
}

impl std::error::Error for ModelError {}

/// The parameters of the tagger, over the bytes of a model file.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    language: &'a str,
    /// The knowledge of words that features are made of.
    pub lexicon: Lexicon<'a>,
    weights: Table<'a>,
    step: f32,
    /// The weight of each pair of neighbouring labels.
    pub transitions: [[f32; LABELS]; LABELS],
}

impl<'a> Model<'a> {
    /// Opens a model without reading more than its head.
    ///
    /// # Errors
    ///
    /// When the bytes are no model of this format.
    pub fn new(bytes: &'a [u8]) -> Result<Model<'a>, ModelError> {
        let language = head(bytes)?;
        let lexicon = Lexicon::new(bytes)?;
        let damaged = ModelError::Damaged;
        let weights = Table::new(section(bytes, Section::Weights)?).ok_or(damaged(Section::Weights))?;
        let numbers = section(bytes, Section::Transitions)?;
        let number = |at| u32_at(numbers, 4 * at).map(f32::from_bits).ok_or(damaged(Section::Transitions));
        let mut transitions = [[0.0; LABELS]; LABELS];
        for (from, row) in transitions.iter_mut().enumerate() {
            for (to, weight) in row.iter_mut().enumerate() {
                *weight = number(1 + from * LABELS + to)?;
            }
        }
        Ok(Model { language, lexicon, weights, step: number(0)?, transitions })
    }

    /// Returns the ISO 639-1 code of the language that the model knows.
    pub fn language(&self) -> &'a str {
        self.language
    }

    /// Adds to the sum of each label, in steps, what `features` weigh; each
    /// comes with the place of its sums in `sums`.
    ///
    /// A feature's bucket is hardly ever near the processor, nor is the number
    /// that says where the bucket is. So both are fetched ahead, one while others
    /// are looked through.
    pub fn weigh(&self, features: &[(u32, u64)], sums: &mut [Sums]) {
        let mut buckets = [&[][..]; FETCHED];
        let at = |step: usize, behind: usize| step.checked_sub(behind).and_then(|at| features.get(at));
        for step in 0..features.len() + 2 * FETCHED {
            let bucket = &mut buckets[step % FETCHED];
            if let Some(&(place, feature)) = at(step, 2 * FETCHED) {
                self.add(feature, bucket, &mut sums[place as usize]);
            }
            if let Some((_, feature)) = at(step, FETCHED) {
                *bucket = self.weights.fetched_records(*feature);
            }
            if let Some((_, feature)) = at(step, 0) {
                self.weights.fetch(*feature);
            }
        }
    }

    /// Adds what one feature weighs, which is in its bucket.
    #[inline]
    fn add(&self, feature: u64, bucket: &[u8], sums: &mut Sums) {
        for pair in self.weights.find(feature, bucket).unwrap_or_default().chunks_exact(2) {
            if let Some(sum) = sums.get_mut(usize::from(pair[0])) {
                *sum = sum.wrapping_add(i16::from(pair[1] as i8));
            }
        }
    }

    /// Returns the score of each label whose weights sum up to `sums`.
    pub fn scores(&self, sums: &Sums) -> [f32; LABELS] {
        std::array::from_fn(|label| f32::from(sums[label]) * self.step)
    }
}

/// Checks that the sections are as they were written.
///
/// # Errors
///
/// When the bytes are no model of this format, or have changed.
pub fn verify(bytes: &[u8]) -> Result<(), ModelError> {
    head(bytes)?;
    let hash = blake3::hash(&bytes[UNHASHED..]);
    if hash.as_bytes()[..8] == bytes[12..UNHASHED] { Ok(()) } else { Err(ModelError::Checksum) }
}

/// Returns the bytes of a section.
///
/// # Errors
///
/// When the file is too short for it.
pub fn section(bytes: &[u8], section: Section) -> Result<&[u8], ModelError> {
    let entry = UNHASHED + 4 + 8 * section as usize;
    let find = || {
        let start = u32_at(bytes, entry)? as usize;
        let length = u32_at(bytes, entry + 4)? as usize;
        bytes.get(start..start.checked_add(length)?)
    };
    find().ok_or(ModelError::Damaged(section))
}

/// Checks the head and returns the language.
fn head(bytes: &[u8]) -> Result<&str, ModelError> {
    if bytes.len() < UNHASHED || !bytes.starts_with(b"DLNM") {
        return Err(ModelError::NoModel);
    }
    match u32_at(bytes, 4) {
        Some(FORMAT) => {}
        other => return Err(ModelError::Version(other.unwrap_or(0))),
    }
    let language = bytes[8..12].split(|byte| *byte == 0).next().unwrap_or_default();
    std::str::from_utf8(language).map_err(|_| ModelError::NoModel)
}
