//! What is known of words before any text is read: clusters and lists of names.

use super::hash;
use super::model::{ModelError, Section, section};
use super::table::{Table, u16_at, u32_at};

/// The clusters of a word; 0 is none, in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// The path in the Brown hierarchy, least significant bit first.
    pub brown: u32,
    /// Clusters of cased word vectors, coarse to fine, each one more.
    pub vectors: [u16; 3],
}

/// How a word is mostly written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseClass {
    /// The word is not known.
    #[default]
    Unknown,
    /// In lower case.
    Lower,
    /// Now in lower case, now with a capital: `may`, `apple`.
    Mixed,
    /// With a capital.
    Title,
    /// All in capitals.
    Upper,
    /// In some other way: `iPhone`.
    Other,
}

/// What the lower-case form of a word tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LowerFacts {
    /// Clusters of GloVe vectors, coarse to fine, each one more; 0 is none.
    pub glove: [u16; 3],
    /// How the word is mostly written.
    pub case: CaseClass,
}

/// The bit of a phrase that longer phrases begin with.
pub const CONTINUES: u16 = 1 << 15;

/// The number of lists of names.
pub const LISTS: usize = 15;

/// The most words in a listed phrase.
pub const LONGEST: usize = 6;

/// The lexicon, over the bytes of a model file.
#[derive(Clone, Debug)]
pub struct Lexicon<'a> {
    brown: &'a [u8],
    vectors: &'a [u8],
    glove: &'a [u8],
    cased: Table<'a>,
    lower: Table<'a>,
    phrases: Table<'a>,
}

impl<'a> Lexicon<'a> {
    /// Opens the lexicon of a model file.
    ///
    /// # Errors
    ///
    /// When a section is damaged.
    pub fn new(bytes: &'a [u8]) -> Result<Lexicon<'a>, ModelError> {
        let table =
            |kind| section(bytes, kind).and_then(|part| Table::new(part).ok_or(ModelError::Damaged(kind)));
        Ok(Lexicon {
            brown: section(bytes, Section::Brown)?,
            vectors: section(bytes, Section::Vectors)?,
            glove: section(bytes, Section::Glove)?,
            cased: table(Section::Cased)?,
            lower: table(Section::Lower)?,
            phrases: table(Section::Phrases)?,
        })
    }

    /// Returns the clusters of a word exactly as written.
    pub fn clusters(&self, word: &[u8]) -> Option<Clusters> {
        let value = self.cased.get(hash::bytes(word))?;
        let (brown, row) = (usize::from(u16_at(value, 0)?), usize::from(u16_at(value, 2)?));
        let bits = brown.checked_sub(1).and_then(|index| u32_at(self.brown, 4 * index));
        let cluster = |row: usize, size: usize| u16_at(self.vectors, 6 * row + 2 * size).map(|id| id + 1);
        let vectors = row.checked_sub(1).map(|row| [0, 1, 2].map(|size| cluster(row, size).unwrap_or(0)));
        Some(Clusters { brown: bits.unwrap_or(0), vectors: vectors.unwrap_or_default() })
    }

    /// Returns what is known of a word by the hash of its lower-case form.
    pub fn lower(&self, word: u64) -> LowerFacts {
        self.find_lower(word).unwrap_or_default()
    }

    fn find_lower(&self, word: u64) -> Option<LowerFacts> {
        let packed = u16_at(self.lower.get(word)?, 0)?;
        let fine = packed >> 3;
        let coarser = |size: usize| {
            let at = usize::from(fine.checked_sub(1)?) * 4 + 2 * size;
            u16_at(self.glove, at).map(|id| id + 1)
        };
        let glove = [coarser(0).unwrap_or(0), coarser(1).unwrap_or(0), fine];
        let case = match packed & 7 {
            1 => CaseClass::Lower,
            2 => CaseClass::Mixed,
            3 => CaseClass::Title,
            4 => CaseClass::Upper,
            5 => CaseClass::Other,
            _ => CaseClass::Unknown,
        };
        Some(LowerFacts { glove, case })
    }

    /// Returns the lists that hold a phrase, and [`CONTINUES`] where a longer
    /// phrase begins with it. `phrase` is the hash of [`Lexicon::extend`].
    #[inline]
    pub fn lists(&self, phrase: u64) -> u16 {
        self.phrases.get(phrase).and_then(|value| u16_at(value, 0)).unwrap_or(0)
    }

    /// Returns the hash of a phrase and one more word; a phrase begins as 0.
    #[inline]
    pub fn extend(phrase: u64, lower_word: u64) -> u64 {
        hash::mix(phrase.rotate_left(1), lower_word)
    }
}
