//! Sentences to the network's input: pieces, cases, and windows of neighbours.

use super::wordpiece::Vocabulary;

/// Pieces of one window, the two marks at its ends not counted.
const WINDOW: usize = 158;

/// Pieces of one word; the rest of a longer word is not looked at.
const WORD: usize = 12;

/// What the network is given: a row of pieces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Input {
    /// Vocabulary ids, with the marks at both ends.
    pub pieces: Vec<i32>,
    /// The case class of each piece.
    pub cases: Vec<i32>,
}

/// Words that are read together.
pub struct Window {
    /// Their pieces.
    pub input: Input,
    /// The words, in their order.
    pub words: Vec<Word>,
}

/// A word of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word's sentence, among those given.
    pub sentence: usize,
    /// The position of its first piece in the window.
    pub piece: usize,
}

/// Turns words into windows.
pub struct Encoder {
    vocabulary: Vocabulary,
}

impl Encoder {
    /// Loads the vocabulary.
    pub fn new() -> Encoder {
        Encoder { vocabulary: Vocabulary::new() }
    }

    /// Packs `sentences` into windows, in their order. A sentence that does
    /// not fit in what is left of one opens the next; one that is longer than
    /// a whole window goes on in the next.
    pub fn windows(&self, sentences: &[Vec<&str>]) -> Vec<Window> {
        let mut windows = vec![Window::open()];
        for (sentence, words) in sentences.iter().enumerate() {
            let pieces: Vec<Vec<i32>> = words.iter().map(|word| self.pieces(word)).collect();
            window_for(pieces.iter().map(Vec::len).sum(), &mut windows);
            for (word, pieces) in words.iter().zip(&pieces) {
                window_for(pieces.len(), &mut windows).push(sentence, word, pieces);
            }
        }
        windows.retain(|window| !window.words.is_empty());
        windows.iter_mut().for_each(Window::close);
        windows
    }

    fn pieces(&self, word: &str) -> Vec<i32> {
        let mut pieces = self.vocabulary.pieces(word);
        pieces.truncate(WORD);
        pieces
    }
}

/// Returns the last window, a new one unless `length` pieces fit or it is empty.
fn window_for(length: usize, windows: &mut Vec<Window>) -> &mut Window {
    let fits = |window: &Window| window.words.is_empty() || window.input.pieces.len() + length <= WINDOW + 1;
    if !windows.last().is_some_and(fits) {
        windows.push(Window::open());
    }
    windows.last_mut().expect("one was pushed unless there was one")
}

impl Window {
    fn open() -> Window {
        let input = Input { pieces: vec![Vocabulary::START], cases: vec![0] };
        Window { input, words: Vec::new() }
    }

    fn push(&mut self, sentence: usize, word: &str, pieces: &[i32]) {
        self.words.push(Word { sentence, piece: self.input.pieces.len() });
        let case = case_class(word);
        self.input.cases.push(case);
        self.input.cases.extend(std::iter::repeat_n(case + 10, pieces.len() - 1));
        self.input.pieces.extend(pieces);
    }

    fn close(&mut self) {
        self.input.pieces.push(Vocabulary::END);
        self.input.cases.push(0);
    }
}

/// Returns the class, 1..=9, of a word's case, which the uncased vocabulary
/// does not see; a piece that does not begin its word has the class plus ten.
fn case_class(word: &str) -> i32 {
    let first_upper = word.starts_with(char::is_uppercase);
    let cased = word.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let lower = cased && !word.chars().any(char::is_uppercase);
    let upper = cased && !word.chars().any(char::is_lowercase);
    let rest = word.char_indices().nth(1).map_or("", |(at, _)| &word[at..]);
    let rest_lower = rest.chars().any(char::is_lowercase) && !rest.chars().any(char::is_uppercase);
    if lower {
        1
    } else if word.chars().all(char::is_numeric) {
        2
    } else if upper {
        if rest.is_empty() { 4 } else { 3 }
    } else if first_upper && rest_lower {
        5
    } else if word.chars().any(char::is_numeric) {
        6
    } else if first_upper {
        7
    } else if word.chars().any(char::is_alphabetic) {
        8
    } else {
        9
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_have_classes() {
        let words = ["talks", "2024", "UN", "A", "Wang", "7-Up", "McKay", "al-Thani", "—"];
        assert_eq!(words.map(case_class), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    #[test]
    fn short_sentences_share_a_window_and_long_ones_go_on_in_the_next() {
        let encoder = Encoder::new();
        let windows = encoder.windows(&[vec!["talks", "."], vec![], vec!["peace"], vec!["talks"; 400]]);
        let lengths: Vec<usize> = windows.iter().map(|window| window.words.len()).collect();
        assert_eq!(lengths, [3, WINDOW, WINDOW, 400 - 2 * WINDOW]);
        assert_eq!(windows[0].words[2], Word { sentence: 2, piece: 3 });
        assert!(windows.iter().all(|window| window.input.pieces.len() == window.input.cases.len()));
        assert!(encoder.windows(&[vec![]]).is_empty());
    }
}
