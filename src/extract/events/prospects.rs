//! How likely a trigger tells of an event, by the words around it.
//!
//! In a transcript nine of ten sentences that the rules of `screening` leave
//! over tell of no event, and a parse costs more than all else. So a linear
//! model, which was trained on what the parsed sentences turned out to tell
//! (`train/prospects`), sets those aside that hardly ever do. It decides only
//! what is looked at; what an event is, the tree decides.

use std::sync::LazyLock;

use super::lexicon::LEXICON;
use super::screening::{Candidate, Screened};
use crate::extract::names::hash::{bytes, mix};
use crate::extract::syntax::{noun_lemma, verb_lemma};

/// The weights that there are; hashes of features fall on them.
pub const WEIGHTS: usize = 1 << 16;

/// Log-odds below which a trigger is set aside.
///
/// Chosen on articles that the model was not trained on, see `train/prospects/README.md`.
pub const LEAST: f32 = -3.3;

const MAGIC: &[u8; 4] = b"DPRO";
const VERSION: u32 = 1;

/// The embedded weights; `train/prospects` makes them.
pub const MODEL_FILE: &[u8] = include_bytes!("data/prospects.bin");

static WEIGHED: LazyLock<Weights<'static>> = LazyLock::new(|| {
    Weights::read(MODEL_FILE).expect("the embedded weights are of this version, as a test shows")
});

/// A weight for each feature.
#[derive(Clone, Copy, Debug)]
struct Weights<'a> {
    /// What a step of the bytes is worth.
    step: f32,
    bytes: &'a [u8],
}

impl<'a> Weights<'a> {
    fn read(file: &'a [u8]) -> Option<Weights<'a>> {
        let (magic, rest) = file.split_first_chunk()?;
        let (version, rest) = rest.split_first_chunk()?;
        let (step, bytes) = rest.split_first_chunk()?;
        let fits = magic == MAGIC && u32::from_le_bytes(*version) == VERSION && bytes.len() == WEIGHTS;
        fits.then_some(Weights { step: f32::from_le_bytes(*step), bytes })
    }

    fn sum(&self, features: &[u32]) -> f32 {
        let weight = |feature: &u32| i32::from(self.bytes[*feature as usize] as i8);
        features.iter().map(weight).sum::<i32>() as f32 * self.step
    }
}

/// Writes the file of `weights`, of which there are [`WEIGHTS`].
pub fn write(weights: &[f32]) -> Vec<u8> {
    let step = weights.iter().fold(1e-8_f32, |most, weight| most.max(weight.abs())) / 127.0;
    let bytes = weights.iter().map(|weight| (weight / step).round() as i8 as u8);
    MAGIC.iter().copied().chain(VERSION.to_le_bytes()).chain(step.to_le_bytes()).chain(bytes).collect()
}

/// Tells whether what is seen around a trigger makes an event likely enough to be looked for.
pub fn is_likely(features: &[u32]) -> bool {
    WEIGHED.sum(features) >= LEAST
}

/// What a feature is about. Those that have neighbours leave room.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Template {
    Bias,
    Trigger,
    Lemma,
    Beside = 10,
    BesideLemma = 30,
    Around = 50,
    Next,
    Last,
    PartyBefore,
    PartyAfter,
    PartiesAround,
    Between,
    Preposition,
    Near,
    Parties = 60,
    First,
    Length,
    Where,
}

/// Words on either side that tell.
const REACH: isize = 3;

/// Words on either side any of which may tell.
const NEAR: usize = 8;

/// Returns what is seen around the word `at`.
pub(super) fn features(sentence: &Screened, at: usize) -> Vec<u32> {
    let mut seen = Seen { features: Vec::with_capacity(64), words: &sentence.words };
    let lemma = lemma(seen.word(at as isize));
    let lemma = bytes(lemma.as_bytes());
    seen.add(Template::Bias, 0, 0);
    seen.add(Template::Trigger, 0, seen.hash(at as isize));
    seen.add(Template::Lemma, 0, lemma);
    for distance in (-REACH..=REACH).filter(|distance| *distance != 0) {
        let word = seen.hash(at as isize + distance);
        seen.add(Template::Beside, (distance + REACH) as u64, word);
        seen.add(Template::BesideLemma, (distance + REACH) as u64, mix(word, lemma));
    }
    let [last, next] = [-1, 1].map(|side| seen.hash(at as isize + side));
    seen.add(Template::Around, 0, mix(mix(last, next), lemma));
    seen.add(Template::Next, 0, mix(next, seen.hash(at as isize + 2)));
    seen.add(Template::Last, 0, mix(seen.hash(at as isize - 2), last));
    parties(sentence, at, lemma, &mut seen);
    for (word, hash) in seen.near(at) {
        seen.add(Template::Near, u64::from(word > at), hash);
    }
    let is_preposition = |word: &&String| PREPOSITIONS.contains(&word.as_str());
    let preposition = sentence.words[at + 1..].iter().take(REACH as usize + 1).find(is_preposition);
    let preposition = preposition.map_or(0, |word| bytes(word.as_bytes()));
    seen.add(Template::Preposition, 0, mix(preposition, lemma));
    seen.add(Template::First, 0, seen.hash(0));
    seen.add(Template::First, 0, mix(seen.hash(0), seen.hash(1)));
    seen.add(Template::Length, 0, (sentence.words.len() as u64).ilog2_or_zero());
    seen.add(
        Template::Where,
        0,
        u64::from(sentence.has_place) + 2 * u64::from(sentence.has_date) + 4 * u64::from(at < 3),
    );
    seen.features
}

/// Adds who stands before and behind the word, how far away.
fn parties(sentence: &Screened, at: usize, lemma: u64, seen: &mut Seen<'_>) {
    let party = |word: &usize| sentence.parties[*word].is_some();
    let before = (0..at).rev().find(party);
    let after = (at + 1..sentence.parties.len()).find(party);
    let of = |word: Option<usize>| match word {
        None => 0,
        Some(word) => {
            let kind = match sentence.parties[word] {
                Some(Candidate::One) => 1,
                Some(Candidate::Several) => 2,
                _ => 3,
            };
            let distance = (word.abs_diff(at) as u64).ilog2_or_zero();
            let pronoun = PRONOUNS.iter().position(|pronoun| *pronoun == sentence.words[word]);
            mix(kind * 8 + distance, pronoun.map_or(0, |pronoun| pronoun as u64 + 1))
        }
    };
    let (of_before, of_after) = (of(before), of(after));
    for (template, party) in [(Template::PartyBefore, of_before), (Template::PartyAfter, of_after)] {
        seen.add(template, 0, party);
        seen.add(template, 0, mix(party, lemma));
    }
    seen.add(Template::PartiesAround, 0, mix(mix(of_before, of_after), lemma));
    let close = after.filter(|after| after - at <= REACH as usize + 1);
    let between =
        close.map_or(0, |after| (at + 1..after).fold(1, |hash, word| mix(hash, seen.hash(word as isize))));
    seen.add(Template::Between, 0, mix(between, lemma));
    let count = sentence.parties.iter().flatten().count().min(6) as u64;
    seen.add(Template::Parties, 0, count);
    seen.add(Template::Parties, 0, mix(count, lemma));
}

/// The lemma that the lexicon knows the word by.
fn lemma(word: &str) -> String {
    let noun = noun_lemma(word);
    if LEXICON.noun(&noun).is_empty() { verb_lemma(word) } else { noun }
}

/// Features as they are collected.
struct Seen<'a> {
    features: Vec<u32>,
    words: &'a [String],
}

impl Seen<'_> {
    fn add(&mut self, template: Template, place: u64, value: u64) {
        self.features.push((mix(template as u64 + place, value) >> 32) as u32 % WEIGHTS as u32);
    }

    /// The word at `at`; nothing outside the sentence.
    fn word(&self, at: isize) -> &str {
        usize::try_from(at).ok().and_then(|at| self.words.get(at)).map_or("", String::as_str)
    }

    fn hash(&self, at: isize) -> u64 {
        bytes(self.word(at).as_bytes())
    }

    /// The words around `at`, with their hashes.
    fn near(&self, at: usize) -> Vec<(usize, u64)> {
        let range = at.saturating_sub(NEAR)..self.words.len().min(at + NEAR + 1);
        range.filter(|word| *word != at).map(|word| (word, self.hash(word as isize))).collect()
    }
}

trait Magnitude {
    /// The number of digits of a number in base two, less one.
    fn ilog2_or_zero(self) -> u64;
}

impl Magnitude for u64 {
    fn ilog2_or_zero(self) -> u64 {
        u64::from(self.checked_ilog2().unwrap_or(0))
    }
}

/// Prepositions behind a trigger that bring parties, or take them away.
const PREPOSITIONS: &[&str] =
    &["with", "to", "on", "of", "about", "between", "among", "at", "in", "for", "by"];

/// Pronouns, each of which tells something of its own.
const PRONOUNS: &[&str] =
    &["i", "we", "he", "she", "it", "they", "us", "me", "him", "her", "them", "who", "our", "your"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_can_be_read() {
        assert!(Weights::read(MODEL_FILE).is_some());
        assert!(Weights::read(&MODEL_FILE[1..]).is_none());
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        let mut weights = vec![0.0; WEIGHTS];
        (weights[3], weights[70]) = (2.0, -0.5);
        let file = write(&weights);
        let read = Weights::read(&file).expect("what was written can be read");
        assert!((read.sum(&[3, 70, 8]) - 1.5).abs() < 0.02);
    }
}
