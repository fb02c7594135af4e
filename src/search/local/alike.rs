//! Walking a dictionary of words only where words that are spelt alike can be.

use std::str;

use tantivy_fst::Automaton;

/// Accepts the words that become a given one by at most so many insertions,
/// deletions and substitutions of a letter, and exchanges of two letters
/// between which others may have been inserted or deleted (Damerau and
/// Levenshtein), and gives words up as soon as no ending can make them so.
pub struct Alike {
    word: Vec<char>,
    distance: usize,
}

/// A way in which the letters read so far can have come from the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// Letters of the word that are behind.
    at: usize,
    /// Of an exchange of which the later letter was read: where the word goes
    /// on behind it, once that at `at` is read too; else 0.
    behind: usize,
    edits: usize,
}

/// The ways that are open, and the first bytes of a letter that is being read.
#[derive(Clone)]
pub struct Ways {
    open: Vec<Way>,
    bytes: [u8; 4],
    count: usize,
}

impl Alike {
    /// Makes the automaton of the words at most `distance` edits from `word`.
    pub fn new(word: &str, distance: usize) -> Alike {
        Alike { word: word.chars().collect(), distance }
    }

    /// Returns the ways that are open when `c` was read too.
    fn step(&self, ways: &[Way], c: char) -> Vec<Way> {
        let mut open = Vec::with_capacity(ways.len() * 2);
        for way in ways {
            match way.behind {
                0 => self.step_plain(*way, c, &mut open),
                _ => self.step_exchange(*way, c, &mut open),
            }
        }
        open.retain(|way| way.edits <= self.distance);
        open.sort_unstable();
        // Among equals the one with the fewest edits is first.
        open.dedup_by_key(|way| (way.at, way.behind));
        open
    }

    fn step_plain(&self, way: Way, c: char, open: &mut Vec<Way>) {
        open.push(Way { edits: way.edits + 1, ..way });
        for deleted in 0..=self.distance - way.edits {
            let (at, edits) = (way.at + deleted, way.edits + deleted);
            let Some(letter) = self.word.get(at) else { break };
            open.push(Way { at: at + 1, behind: 0, edits: edits + usize::from(*letter != c) });
            for behind in at + 2..=at + 1 + self.distance {
                if self.word.get(behind - 1) == Some(&c) {
                    open.push(Way { at, behind, edits: edits + behind - at - 1 });
                }
            }
        }
    }

    fn step_exchange(&self, way: Way, c: char, open: &mut Vec<Way>) {
        if self.word.get(way.at) == Some(&c) {
            open.push(Way { at: way.behind, behind: 0, ..way });
        }
        open.push(Way { edits: way.edits + 1, ..way });
    }
}

impl Automaton for Alike {
    type State = Ways;

    fn start(&self) -> Ways {
        Ways { open: vec![Way { at: 0, behind: 0, edits: 0 }], bytes: [0; 4], count: 0 }
    }

    fn is_match(&self, ways: &Ways) -> bool {
        let ends = |way: &Way| way.behind == 0 && way.edits + self.word.len() - way.at <= self.distance;
        ways.count == 0 && ways.open.iter().any(ends)
    }

    fn can_match(&self, ways: &Ways) -> bool {
        !ways.open.is_empty()
    }

    fn accept(&self, ways: &Ways, byte: u8) -> Ways {
        let (mut bytes, count) = (ways.bytes, ways.count + 1);
        let Some(last) = bytes.get_mut(ways.count) else {
            return Ways { open: Vec::new(), bytes, count: 0 };
        };
        *last = byte;
        match str::from_utf8(&bytes[..count]).ok().and_then(|letter| letter.chars().next()) {
            Some(c) => Ways { open: self.step(&ways.open, c), bytes: [0; 4], count: 0 },
            None => Ways { open: ways.open.clone(), bytes, count },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(alike: &Alike, word: &str) -> bool {
        let mut ways = alike.start();
        for byte in word.bytes() {
            if !alike.can_match(&ways) {
                return false;
            }
            ways = alike.accept(&ways, byte);
        }
        alike.is_match(&ways)
    }

    #[test]
    fn all_short_words_are_as_far_apart_as_they_are() {
        let letters = ['a', 'b', 'ä'];
        let mut words = vec![String::new()];
        for length in 0..5 {
            let longest: Vec<String> =
                words.iter().filter(|word| word.chars().count() == length).cloned().collect();
            words.extend(longest.iter().flat_map(|word| letters.map(|letter| format!("{word}{letter}"))));
        }
        for distance in 1..=2 {
            for typed in words.iter().filter(|word| !word.is_empty()) {
                let alike = Alike::new(typed, distance);
                for word in &words {
                    let near = strsim::damerau_levenshtein(typed, word) <= distance;
                    assert_eq!(accepts(&alike, word), near, "{typed}~{distance} and {word}");
                }
            }
        }
    }

    #[test]
    fn letters_may_be_exchanged_around_another() {
        assert!(accepts(&Alike::new("ca", 2), "abc") && !accepts(&Alike::new("ca", 1), "abc"));
        assert!(
            accepts(&Alike::new("treaty", 1), "traety") && accepts(&Alike::new("minister", 1), "mniister")
        );
    }
}
