//! The words and marks that the rules of a language know, numbered.

use rustc_hash::FxHashMap;

/// A word's number in a [`Vocabulary`].
pub(super) type Word = u32;

/// The number of every word that no rule knows.
pub(super) const NO_WORD: Word = 0;

/// The number under which rules that begin with digits are filed.
pub(super) const DIGITS: Word = 1;

/// The words and marks that the rules of one language know.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: FxHashMap<Box<str>, Word>,
    count: Word,
}

impl Vocabulary {
    /// Returns the number of `word`, which is in lower case.
    pub fn word(&self, word: &str) -> Word {
        self.words.get(word).copied().unwrap_or(NO_WORD)
    }

    /// Returns the number of a mark; dashes and apostrophes of every shape are one.
    pub fn mark(&self, mark: char) -> Word {
        self.word(plain_mark(mark).encode_utf8(&mut [0; 4]))
    }

    /// Returns how many numbers have been given.
    pub fn len(&self) -> usize {
        self.count as usize + 2
    }

    /// Returns the number of `word`, giving it one.
    pub fn number(&mut self, word: &str) -> Word {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        self.count += 1;
        self.words.insert(word.into(), self.count + 1);
        self.count + 1
    }
}

/// Returns the mark that stands for all of one kind: dashes, apostrophes.
pub(super) fn plain_mark(mark: char) -> char {
    match mark {
        '’' | '‘' | 'ʹ' | '＇' | '`' | '՚' | '′' | '‵' => '\'',
        // A dash of the length of an em parts clauses and joins no range.
        '–' | '‐' | '‑' | '−' | '～' | '~' => '-',
        other => other,
    }
}
