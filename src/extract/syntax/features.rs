//! What the network sees of a word: rows of an embedding table, by hashing.
//!
//! Training and parsing share this file. A word is its form in lower case with
//! digits made zero, its affixes, its shape, and whether it belongs to a name
//! that the caller knows. The shape of a sentence without case is marked as
//! such, so that headlines in capitals do not look like strings of names.

use std::ops::Range;

/// Rows of the table of trained embeddings.
pub const ROWS: usize = 10_240;

/// Rows that a word sums.
pub const ROWS_PER_WORD: usize = 9;

/// A word as the network's first layer takes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Features {
    /// Finds the pretrained vector of the form; the second is tried when the
    /// first has none, as the last part of a compound with hyphens.
    pub keys: [u32; 2],
    /// Rows of the trained table, the first [`FORM_ROWS`] of the form itself.
    pub rows: [u32; ROWS_PER_WORD],
}

/// Rows of the form itself, which training hides at times.
pub const FORM_ROWS: usize = 2;

/// How the case of a sentence's words can be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Casing {
    Mixed,
    Upper,
    Lower,
    Title,
}

/// Computes the features of each of `words`; `names` are ranges of words that
/// are names, or none when the caller does not know.
pub fn features(words: &[&str], names: Option<&[Range<usize>]>) -> Vec<Features> {
    let casing = casing(words);
    let marks = marks(words.len(), names);
    words.iter().zip(marks).map(|(word, mark)| word_features(word, casing, mark)).collect()
}

/// The key of `form`, in lower case, in the table of pretrained vectors.
pub fn key(form: &str) -> u32 {
    let hash = hash(0, form);
    (hash >> 32) as u32 ^ hash as u32
}

/// The form as the tables know it: lower case, straight apostrophes, digits
/// made zero.
pub fn normalize(word: &str) -> String {
    let plain = |c: char| match c {
        '’' | '‘' => '\'',
        '‐' | '‑' => '-',
        c if c.is_numeric() => '0',
        c => c,
    };
    word.chars().flat_map(char::to_lowercase).map(plain).collect()
}

fn word_features(word: &str, casing: Casing, mark: u8) -> Features {
    let form = normalize(word);
    let last = form.rsplit('-').next().unwrap_or(&form);
    let case = [casing as u8];
    let case = str::from_utf8(&case).unwrap_or_default();
    let mark_name = ["unknown", "outside", "first", "inside"][usize::from(mark)];
    let rows = [
        row(1, &form),
        row(2, &form),
        row(3, suffix(&form, 2)),
        row(4, suffix(&form, 3)),
        row(5, suffix(&form, 4)),
        row(6, prefix(&form, 2)),
        row(7, prefix(&form, 3)),
        row(8, &(shape(word) + case)),
        row(9, mark_name),
    ];
    Features { keys: [key(&form), key(last)], rows }
}

fn marks(count: usize, names: Option<&[Range<usize>]>) -> Vec<u8> {
    let Some(names) = names else { return vec![0; count] };
    let mut marks = vec![1; count];
    for name in names {
        let end = name.end.min(count);
        marks[name.start.min(end)..end].fill(3);
        if name.start < end {
            marks[name.start] = 2;
        }
    }
    marks
}

fn casing(words: &[&str]) -> Casing {
    let (mut upper, mut title, mut lower) = (0, 0, 0);
    for word in words.iter().filter(|word| word.chars().count() > 3) {
        let mut letters = word.chars();
        match (letters.next().is_some_and(char::is_uppercase), letters.any(char::is_lowercase)) {
            (true, false) => upper += 1,
            (true, true) => title += 1,
            (false, _) => lower += 1,
        }
    }
    match (upper, title, lower) {
        (_, 0, 0) if upper > 1 => Casing::Upper,
        (_, 0, 0) => Casing::Mixed,
        (0, 0, _) => Casing::Lower,
        _ if upper > 2 * (title + lower) => Casing::Upper,
        _ if title + upper > 3 && lower * 4 < title + upper => Casing::Title,
        _ => Casing::Mixed,
    }
}

/// The kinds of characters of `word` in order, each run shortened to two.
fn shape(word: &str) -> String {
    let mut shape = String::new();
    let (mut previous, mut run) = (' ', 0);
    for c in word.chars().take(24) {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            c => c,
        };
        run = if kind == previous { run + 1 } else { 1 };
        previous = kind;
        if run <= 2 {
            shape.push(kind);
        }
    }
    shape
}

fn suffix(form: &str, length: usize) -> &str {
    let start = form.char_indices().rev().nth(length - 1).map_or(0, |(at, _)| at);
    &form[start..]
}

fn prefix(form: &str, length: usize) -> &str {
    let end = form.char_indices().nth(length).map_or(form.len(), |(at, _)| at);
    &form[..end]
}

fn row(kind: u8, text: &str) -> u32 {
    (hash(kind, text) % ROWS as u64) as u32
}

/// FNV-1a with a final mix, the same on every machine and for all time.
fn hash(kind: u8, text: &str) -> u64 {
    let bytes = std::iter::once(kind).chain(text.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_shapes() {
        assert_eq!(normalize("2024’S"), "0000's");
        assert_eq!(shape("McDonald-3rd"), "XxXxx-0xx");
        assert_eq!((suffix("né", 3), prefix("été", 2)), ("né", "ét"));
    }

    #[test]
    fn casing_is_told_by_the_sentence() {
        let upper = features(&["ENVOY", "MEETS", "KING"], None);
        let mixed = features(&["The", "ENVOY", "meets", "kings", "there"], None);
        assert_ne!(upper[0].rows[7], mixed[1].rows[7]);
        assert_eq!(upper[0].rows[..7], mixed[1].rows[..7]);
    }
}
