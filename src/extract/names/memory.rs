//! What single words weigh, remembered from sentence to sentence.
//!
//! Most features of a token are decided by one word near it and the case of
//! the sentence, and most words are frequent ones. Their sums are exact, so
//! that a name is the same whether its words were remembered or not.

use super::article::Article;
use super::features::{Features, REACH};
use super::hash::mix;
use super::model::{Model, NO_SUMS, Sums};
use super::words::Reader;

/// Places for words; a newer one takes the place of an older one.
const PLACES: usize = 1 << 15;

/// What one word in one case weighs.
struct Entry {
    /// The hash of the word and the case.
    key: u64,
    /// The distances of [`REACH`] that were asked for, a bit for each.
    known: u64,
    /// The sum at each distance of [`REACH`].
    sums: [Sums; REACH.len()],
}

/// What one tagger knows of the words that it has met.
pub struct Memory {
    /// Makes words of tokens, and remembers them.
    pub reader: Reader,
    /// For each place, one more than its entry; 0 where nothing is remembered.
    places: Vec<u32>,
    /// As many as there were words: one article needs little room.
    entries: Vec<Entry>,
}

impl Memory {
    /// Remembers nothing yet.
    pub fn new() -> Memory {
        Memory { reader: Reader::default(), places: vec![0; PLACES], entries: Vec::new() }
    }

    /// Returns the keys of the words of the sentence `index`.
    pub fn keys(article: &Article, index: usize) -> Vec<u64> {
        let words = &article.words[article.sentences[index].clone()];
        words.iter().map(|word| mix(word.spelling, article.cases[index] as u64) | 1).collect()
    }

    /// Adds to `sums` what the features of `token` weigh that the word at
    /// `REACH[reach]`, whose key is `key`, decides alone.
    #[inline]
    pub fn add(
        &mut self,
        model: &Model<'_>,
        features: &mut Features<'_>,
        (token, reach): (usize, usize),
        key: u64,
        sums: &mut Sums,
    ) {
        let entry = self.entry(key);
        if entry.key != key || entry.known & (1 << reach) == 0 {
            entry.learn(key, reach, model, features.single(token, REACH[reach]));
        }
        for (sum, own) in sums.iter_mut().zip(&entry.sums[reach]) {
            *sum = sum.wrapping_add(*own);
        }
    }

    /// Returns the entry at the place of `key`, which may be another word's.
    #[inline]
    fn entry(&mut self, key: u64) -> &mut Entry {
        let place = &mut self.places[(key >> 32) as usize % PLACES];
        if *place == 0 {
            self.entries.push(Entry { key, known: 0, sums: [NO_SUMS; REACH.len()] });
            *place = self.entries.len() as u32;
        }
        &mut self.entries[*place as usize - 1]
    }
}

impl Entry {
    #[cold]
    fn learn(&mut self, key: u64, reach: usize, model: &Model<'_>, features: &[u64]) {
        if self.key != key {
            (self.key, self.known) = (key, 0);
        }
        self.sums[reach] = NO_SUMS;
        model.weigh(features, &mut self.sums[reach]);
        self.known |= 1 << reach;
    }
}
