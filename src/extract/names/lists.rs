//! Which lists of names hold the phrases of a sentence.

use smallvec::SmallVec;

use super::case::Case;
use super::lexicon::{CONTINUES, LISTS, LONGEST, Lexicon};
use super::words::Word;

/// A token's places in listed phrases: five codes for each list.
pub type Places = SmallVec<[u8; 8]>;

/// The only word of a phrase.
const UNIT: u8 = 0;
/// The code of a word that is, by itself, in the list of bodies: parliaments,
/// offices, parties, movements (`body` of `train/names/prepare/lexicons.py`).
pub const BODY: u8 = 5 * 13 + UNIT;
/// The first of two words.
const FIRST_OF_TWO: u8 = 1;
/// The first of more.
const FIRST: u8 = 2;
/// Between first and last.
const INSIDE: u8 = 3;
/// The last word.
const LAST: u8 = 4;

/// Fills `places`, one for each word, with the longest phrases of each list.
pub fn find(lexicon: &Lexicon<'_>, words: &[Word], case: Case, places: &mut Vec<Places>) {
    places.clear();
    places.resize(words.len(), Places::new());
    let mut covered = [0; LISTS];
    for start in 0..words.len() {
        if may_begin(&words[start], case) {
            find_at(lexicon, words, start, &mut covered, places);
        }
    }
}

/// Tells whether a phrase may begin with this word.
fn may_begin(word: &Word, case: Case) -> bool {
    word.form.is_word() && (!case.is_usual() || word.form.is_capitalised())
}

/// Marks the longest phrase of each list that begins at `start`, unless it
/// lies in one of the same list that began before.
fn find_at(
    lexicon: &Lexicon<'_>,
    words: &[Word],
    start: usize,
    covered: &mut [usize; LISTS],
    places: &mut [Places],
) {
    let mut found = [0u16; LONGEST];
    let mut phrase = 0;
    for (length, word) in words[start..].iter().take(LONGEST).enumerate() {
        phrase = Lexicon::extend(phrase, word.lower);
        let lists = lexicon.lists(phrase);
        found[length] = lists & !CONTINUES;
        if lists & CONTINUES == 0 {
            break;
        }
    }
    let mut taken = 0;
    for (index, lists) in found.iter().enumerate().rev() {
        let mut fresh = lists & !taken;
        taken |= lists;
        while fresh != 0 {
            let list = fresh.trailing_zeros() as usize;
            fresh &= fresh - 1;
            if covered[list] <= start {
                covered[list] = start + index + 1;
                mark(list as u8, &mut places[start..=start + index]);
            }
        }
    }
}

fn mark(list: u8, places: &mut [Places]) {
    let last = places.len() - 1;
    for (at, place) in places.iter_mut().enumerate() {
        let part = match (at, last) {
            (0, 0) => UNIT,
            (0, 1) => FIRST_OF_TWO,
            (0, _) => FIRST,
            _ if at == last => LAST,
            _ => INSIDE,
        };
        place.push(5 * list + part);
    }
}
