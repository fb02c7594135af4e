//! Text cut finely enough for dates: runs of letters, runs of digits, single marks.
//!
//! Finer than the tokens of [`tokens`](super::super::tokens): `mid-2011` is
//! three lexemes and `15SEP` two, so that a grammar needs no spelling twice.

use super::vocabulary::{NO_WORD, Vocabulary, Word};

/// What a lexeme is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters; one ideograph.
    Word,
    /// Decimal digits of any script.
    Number,
    /// Any other visible character.
    Mark,
}

/// A run of letters or digits, or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// What it is made of.
    pub kind: Kind,
    /// Its number in the vocabulary, [`NO_WORD`] for words that no rule knows.
    pub word: Word,
    /// The number that digits write; 0 for all else.
    pub value: u32,
    /// How many digits.
    pub digits: u8,
    /// Tells whether no white space stands in front of it.
    pub glued: bool,
    /// Tells whether a blank line or the text's start stands in front of it.
    pub opens: bool,
    /// Tells whether the first letter is a capital.
    pub capital: bool,
}

/// Digits beyond which a number is an identifier and no date.
const MOST_DIGITS: u8 = 9;

/// Bytes beyond which a word is in no vocabulary.
const LONGEST_WORD: usize = 48;

/// Cuts `text`, looking words up in `vocabulary`.
pub(super) fn lex(text: &str, vocabulary: &Vocabulary) -> Vec<Lexeme> {
    let mut lexemes = Vec::with_capacity(text.len() / 5);
    let mut lexer = Lexer { text, vocabulary, at: 0, lower: String::with_capacity(LONGEST_WORD) };
    let (mut glued, mut breaks) = (false, 2);
    while let Some(first) = lexer.peek() {
        if first.is_whitespace() || is_invisible(first) {
            breaks += u32::from(first == '\n');
            glued = glued && is_invisible(first);
            lexer.at += first.len_utf8();
            continue;
        }
        let mut lexeme = lexer.lexeme(first);
        (lexeme.glued, lexeme.opens) = (glued, breaks > 1);
        lexemes.push(lexeme);
        (glued, breaks) = (true, 0);
    }
    lexemes
}

struct Lexer<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    at: usize,
    lower: String,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() { Some(byte as char) } else { self.text[self.at..].chars().next() }
    }

    fn lexeme(&mut self, first: char) -> Lexeme {
        let start = self.at;
        let mut lexeme = Lexeme {
            start,
            end: start,
            kind: Kind::Mark,
            word: NO_WORD,
            value: 0,
            digits: 0,
            glued: false,
            opens: false,
            capital: first.is_uppercase(),
        };
        if digit(first).is_some() {
            lexeme.kind = Kind::Number;
            self.take_digits(&mut lexeme);
        } else if first.is_alphabetic() {
            lexeme.kind = Kind::Word;
            self.take_letters(first);
            lexeme.word = self.look_up(start);
        } else {
            self.at += first.len_utf8();
            lexeme.word = self.vocabulary.mark(first);
        }
        lexeme.end = self.at;
        lexeme
    }

    fn take_digits(&mut self, lexeme: &mut Lexeme) {
        while let Some(c) = self.peek()
            && let Some(value) = digit(c)
        {
            self.at += c.len_utf8();
            lexeme.digits = lexeme.digits.saturating_add(1);
            if lexeme.digits <= MOST_DIGITS {
                lexeme.value = lexeme.value * 10 + value;
            }
        }
    }

    fn take_letters(&mut self, first: char) {
        self.at += first.len_utf8();
        if is_ideograph(first) {
            return;
        }
        while let Some(c) = self.peek()
            && (c.is_alphabetic() || is_combining(c))
            && !is_ideograph(c)
        {
            self.at += c.len_utf8();
        }
    }

    fn look_up(&mut self, start: usize) -> Word {
        let word = &self.text[start..self.at];
        if word.len() > LONGEST_WORD {
            return NO_WORD;
        }
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        self.vocabulary.word(&self.lower)
    }
}

/// Returns the value of a decimal digit, Latin, Arabic, Persian, Devanagari or full-width.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        '\u{966}'..='\u{96f}' => Some(c as u32 - 0x966),
        '\u{ff10}'..='\u{ff19}' => Some(c as u32 - 0xff10),
        _ => None,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3007}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
