//! WordPiece: a word to the pieces of BERT's uncased English vocabulary.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The vocabulary of all-MiniLM-L6-v2: one piece a line, its id the line's
/// number counted from 0, `##` before pieces that do not begin a word.
static PIECES: &str = include_str!("model/vocab.txt");

/// Bytes of the longest word that is cut into pieces; longer ones are unknown.
const LONGEST: usize = 200;

/// Pieces and their ids.
pub struct Vocabulary {
    ids: FxHashMap<&'static str, i32>,
}

impl Vocabulary {
    /// The id of the mark before a text, `[CLS]`.
    pub const START: i32 = 101;
    /// The id of the mark behind a text, `[SEP]`.
    pub const END: i32 = 102;
    /// The id of a word that cannot be cut into pieces, `[UNK]`.
    const UNKNOWN: i32 = 100;

    /// Indexes the embedded vocabulary.
    pub fn new() -> Vocabulary {
        let ids = PIECES.lines().enumerate().map(|(id, piece)| (piece, id as i32)).collect();
        Vocabulary { ids }
    }

    /// Returns the ids of the pieces of `word`, at least one.
    pub fn pieces(&self, word: &str) -> Vec<i32> {
        let mut pieces = Vec::new();
        for part in parts(word) {
            self.cut(&part, &mut pieces);
        }
        if pieces.is_empty() {
            pieces.push(Vocabulary::UNKNOWN);
        }
        pieces
    }

    /// Adds the longest pieces of `part` from left to right.
    fn cut(&self, part: &str, pieces: &mut Vec<i32>) {
        let before = pieces.len();
        let mut candidate = String::new();
        let mut start = 0;
        while start < part.len() && part.len() <= LONGEST {
            let ends = part[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
            let longest = ends.rev().find_map(|end| {
                candidate.clear();
                candidate.push_str(if start == 0 { "" } else { "##" });
                candidate.push_str(&part[start..end]);
                self.ids.get(candidate.as_str()).map(|&id| (end, id))
            });
            let Some((end, id)) = longest else { break };
            pieces.push(id);
            start = end;
        }
        if start < part.len() {
            pieces.truncate(before);
            pieces.push(Vocabulary::UNKNOWN);
        }
    }
}

/// Lower-cases, strips accents, and sets marks and ideographs apart.
fn parts(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    for c in word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() && !is_ideograph(c) {
            parts.last_mut().expect("there is always a part").push(c);
        } else {
            parts.extend([c.to_string(), String::new()]);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that `word` is cut into `expected`.
    fn check(word: &str, expected: &str) {
        let vocabulary = Vocabulary::new();
        let lines: Vec<&str> = PIECES.lines().collect();
        let pieces: Vec<&str> = vocabulary.pieces(word).into_iter().map(|id| lines[id as usize]).collect();
        assert_eq!(pieces.join(" "), expected);
    }

    #[test]
    fn words_are_cut_like_bert_cuts_them() {
        check("Beijing", "beijing");
        check("Marković", "marko ##vic");
        check("U.S.", "u . s .");
        check("al-Thani", "al - than ##i");
        check("\u{fffff}", "[UNK]");
        check("", "[UNK]");
    }
}
