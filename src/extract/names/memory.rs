//! What single words weigh, remembered from sentence to sentence.
//!
//! Most features of a token are decided by one word near it and the case of
//! the sentence, and most words are frequent ones. Their sums are exact, so
//! that a name is the same whether its words were remembered or not.

use super::case::Case;
use super::features::{Features, REACH};
use super::hash::mix;
use super::labels::LABELS;
use super::model::{Model, Sums};

/// Words that are remembered; a newer one takes the place of an older one.
const PLACES: usize = 1 << 14;

/// The sums of one word in one case.
#[derive(Clone)]
struct Entry {
    /// The hash of the word and the case; 0 where nothing is remembered.
    key: u64,
    /// For each distance of [`REACH`] that was asked for, the sum of each
    /// label in steps: a few dozen weights of one byte, so 16 bits hold them.
    sums: [[i16; LABELS]; REACH.len()],
    /// The distances that were asked for, a bit for each.
    known: u8,
}

/// The sums of words that one tagger has met.
pub struct Memory {
    entries: Vec<Entry>,
}

impl Memory {
    /// Remembers nothing yet.
    pub fn new() -> Memory {
        let entry = Entry { key: 0, sums: [[0; LABELS]; REACH.len()], known: 0 };
        Memory { entries: vec![entry; PLACES] }
    }

    /// Adds to `sums` what the features of `token` weigh that the word at
    /// `REACH[reach]`, whose spelling has the hash `spelling`, decides alone.
    pub fn add(
        &mut self,
        model: &Model<'_>,
        features: &mut Features<'_>,
        (token, reach): (usize, usize),
        (spelling, case): (u64, Case),
        sums: &mut Sums,
    ) {
        let key = mix(spelling, case as u64) | 1;
        let entry = &mut self.entries[(key >> 32) as usize % PLACES];
        if entry.key != key {
            (entry.key, entry.known) = (key, 0);
        }
        if entry.known & (1 << reach) == 0 {
            let mut own = [0; LABELS];
            model.weigh(features.single(token, REACH[reach]), &mut own);
            entry.sums[reach] = own.map(|sum| sum as i16);
            entry.known |= 1 << reach;
        }
        for (sum, own) in sums.iter_mut().zip(&entry.sums[reach]) {
            *sum += i32::from(*own);
        }
    }
}
