//! SimHash (Charikar 2002): near-duplicate wordings get hashes few bits apart.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// Words in a shingle.
const SHINGLE: usize = 3;
/// Texts of fewer words say too little to be told apart by their wording.
const MIN_WORDS: usize = 20;

/// Returns a hash of the wording of `text`, case and marks aside; 0 for a text
/// too short to tell.
pub fn simhash(text: &str) -> u64 {
    let words: Vec<u64> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash).collect();
    if words.len() < MIN_WORDS {
        return 0;
    }
    let mut votes = [0i32; 64];
    for shingle in words.windows(SHINGLE) {
        let hash = shingle.iter().fold(0u64, |hash, word| mix(hash.rotate_left(21) ^ word));
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().fold(0, |hash, (bit, vote)| if *vote > 0 { hash | 1 << bit } else { hash })
}

fn word_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.chars().flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
    mix(hasher.finish())
}

/// Spreads every bit over the whole word (the finalizer of MurmurHash3).
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::simhash;

    /// A text of `count` invented words, of which each `gap`th differs by `salt`.
    fn text(count: usize, gap: usize, salt: &str) -> String {
        let word = |n: usize| {
            if n % gap == gap - 1 { format!("word{n}{salt} ") } else { format!("word{n} ") }
        };
        (0..count).map(word).collect()
    }

    fn distance(a: &str, b: &str) -> u32 {
        (simhash(a) ^ simhash(b)).count_ones()
    }

    #[test]
    fn copies_lie_close_and_other_stories_do_not() {
        let story = text(300, 1000, "");
        assert_eq!(distance(&story, &story.to_uppercase()), 0, "case does not count");
        assert!(distance(&story, &text(300, 100, "x")) < 10, "three words of three hundred changed");
        assert!(distance(&story, &text(300, 1, "x")) > 16, "another story");
    }

    #[test]
    fn a_short_text_has_no_hash() {
        assert_eq!(simhash("Nobody met anybody today."), 0);
    }
}
