//! What single words weigh, remembered from sentence to sentence.
//!
//! Most features of a token are decided by one word near it and the case of
//! the sentence, and most words are frequent ones. Their sums are exact, so
//! that a name is the same whether its words were remembered or not.

use super::article::Article;
use super::features::{Features, REACH};
use super::hash::mix;
use super::model::{Model, NO_SUMS, Sums};
use super::table::fetch;
use super::words::{Reader, Word};

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
    /// Room for the features of a word.
    features: Vec<(u32, u64)>,
}

/// Words of the sentence whose entries are on their way from memory.
const FETCHED: usize = 4;

impl Memory {
    /// Remembers nothing yet.
    pub fn new() -> Memory {
        let (places, entries, features) = (vec![0; PLACES], Vec::new(), Vec::new());
        Memory { reader: Reader::default(), places, entries, features }
    }

    /// Adds to `sums`, one for each token of the sentence `index`, what those
    /// features weigh that single words decide alone.
    pub fn add(
        &mut self,
        model: &Model<'_>,
        article: &Article,
        index: usize,
        features: &mut Features<'_>,
        sums: &mut [Sums],
    ) {
        let sentence = article.sentences[index].clone();
        let words = &article.words[sentence.clone()];
        let key = |word: &Word| mix(word.spelling, article.cases[index] as u64) | 1;
        words.iter().take(FETCHED).for_each(|word| self.fetch(key(word)));
        for (at, word) in words.iter().enumerate() {
            if let Some(next) = words.get(at + FETCHED) {
                self.fetch(key(next));
            }
            let key = key(word);
            let entry = self.entry(key);
            for (reach, distance) in REACH.into_iter().enumerate() {
                // The token from which this word is at that distance.
                let token = at.wrapping_add_signed(-distance);
                let Some(sums) = sums.get_mut(token) else { continue };
                let entry = &mut self.entries[entry];
                if entry.key != key || entry.known & (1 << reach) == 0 {
                    self.features.clear();
                    let own = features.single(sentence.start + token, distance);
                    self.features.extend(own.iter().map(|feature| (0, *feature)));
                    entry.learn(key, reach, model, &self.features);
                }
                for (sum, own) in sums.iter_mut().zip(&entry.sums[reach]) {
                    *sum = sum.wrapping_add(*own);
                }
            }
        }
    }

    /// Returns the number of the entry at the place of `key`, which may be another word's.
    #[inline]
    fn entry(&mut self, key: u64) -> usize {
        let place = &mut self.places[(key >> 32) as usize % PLACES];
        if *place == 0 {
            self.entries.push(Entry { key, known: 0, sums: [NO_SUMS; REACH.len()] });
            *place = self.entries.len() as u32;
        }
        *place as usize - 1
    }

    /// Begins to fetch the entry of `key`.
    #[inline]
    fn fetch(&self, key: u64) {
        let place = self.places[(key >> 32) as usize % PLACES];
        if let Some(entry) = (place as usize).checked_sub(1).and_then(|at| self.entries.get(at)) {
            (0..REACH.len()).for_each(|reach| fetch(&entry.sums, reach));
        }
    }
}

impl Entry {
    #[cold]
    fn learn(&mut self, key: u64, reach: usize, model: &Model<'_>, features: &[(u32, u64)]) {
        if self.key != key {
            (self.key, self.known) = (key, 0);
        }
        self.sums[reach] = NO_SUMS;
        model.weigh(features, &mut self.sums[reach..=reach]);
        self.known |= 1 << reach;
    }
}
