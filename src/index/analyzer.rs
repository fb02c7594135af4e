//! Text to the words that are indexed and asked for.
//!
//! A word is a run of letters and digits; a character of Chinese or Japanese
//! writing is a word of its own, so that a phrase finds any name. A short
//! elision (`l'accord`, `O'Brien`) is a word apart, other apostrophes join
//! (`don't`), and an ending `'s` is left out. Words are indexed folded, and as
//! the folded stem in the language of the article, at the same positions.

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use crate::document::Span;
use crate::likeness::fold;

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextWord<'a> {
    /// The word as written.
    pub text: &'a str,
    /// Where it stands, in bytes of the text.
    pub span: Span,
}

/// Longest word in bytes; longer runs are no words, and no engine takes them.
const LONGEST: usize = 120;

/// Returns the words of `text`, in order. Their numbers are their positions.
pub fn words(text: &str) -> impl Iterator<Item = TextWord<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some((start, end, next)) = next_word(text, at) {
            at = next;
            if end - start <= LONGEST {
                return Some(TextWord { text: &text[start..end], span: Span::new(start, end) });
            }
        }
        None
    })
}

/// Returns the start and end of the first word from `at` on, and where to go on.
fn next_word(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let bytes = text.as_bytes();
    let at =
        at + bytes[at..].iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
    let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = at + letters;
    // Most words are of ASCII letters alone, and end at such a sign.
    if letters > 0 && bytes.get(end).is_none_or(|next| next.is_ascii() && *next != b'\'') {
        return Some((at, end, end));
    }
    let start = at + text[at..].find(char::is_alphanumeric)?;
    let mut letters = 0;
    for (index, c) in text[start..].char_indices().map(|(index, c)| (start + index, c)) {
        if is_ideograph(c) {
            let end = if index == start { index + c.len_utf8() } else { index };
            return Some((start, end, end));
        }
        if is_apostrophe(c) {
            let rest = &text[index + c.len_utf8()..];
            match joint(letters, &text[start..index], rest) {
                Joint::Inside => continue,
                Joint::Possessive => return Some((start, index, index + c.len_utf8() + 1)),
                Joint::Between => return Some((start, index, index)),
            }
        }
        if !c.is_alphanumeric() && !is_mark(c) {
            return Some((start, index, index));
        }
        letters += 1;
    }
    Some((start, text.len(), text.len()))
}

/// What an apostrophe behind a word's beginning does.
enum Joint {
    Inside,
    Possessive,
    Between,
}

fn joint(letters: usize, before: &str, rest: &str) -> Joint {
    let mut after = rest.chars();
    match (after.next(), after.next()) {
        (Some('s' | 'S'), next) if next.is_none_or(|c| !c.is_alphanumeric()) => Joint::Possessive,
        (Some(c), _) if c.is_alphanumeric() && letters > 2 && !before.ends_with("ll") => Joint::Inside,
        _ => Joint::Between,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Tells whether `c` is written without spaces between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// Returns `word` in lower case and without accents, as it is indexed.
pub fn fold_word(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let folded = fold(word).replace(' ', "");
    if folded.is_empty() { word.to_lowercase() } else { folded }
}

/// A word as it is indexed.
struct Forms {
    folded: String,
    stem: String,
}

/// Folds and stems words of one language, and remembers what it has done.
pub struct Stems {
    stemmer: Option<Stemmer>,
    /// Where the forms of a word are.
    known: FxHashMap<String, usize>,
    forms: Vec<Forms>,
}

/// Words remembered; the vocabulary of an archive's every day is smaller.
const REMEMBERED: usize = 50_000;

impl Stems {
    /// Makes a stemmer for the language with the ISO 639-1 code `language`;
    /// one for which there are no rules leaves words as they are.
    pub fn new(language: &str) -> Stems {
        let stemmer = Algorithm::from_name(language).ok().map(Stemmer::new);
        Stems { stemmer, known: FxHashMap::default(), forms: Vec::new() }
    }

    /// Returns the folded stem of `word`.
    pub fn stem(&mut self, word: &str) -> &str {
        self.forms(word).1
    }

    /// Returns `word` folded, and its folded stem; neither is ever empty.
    pub fn forms(&mut self, word: &str) -> (&str, &str) {
        let at = self.known.get(word).copied().unwrap_or_else(|| self.learn(word));
        let forms = &self.forms[at];
        (&forms.folded, &forms.stem)
    }

    fn learn(&mut self, word: &str) -> usize {
        if self.forms.len() >= REMEMBERED {
            self.known.clear();
            self.forms.clear();
        }
        self.forms.push(Forms { folded: fold_word(word), stem: self.stem_once(word) });
        self.known.insert(word.to_owned(), self.forms.len() - 1);
        self.forms.len() - 1
    }

    /// Returns the folded stem of `word`, and does not remember it.
    pub fn stem_once(&self, word: &str) -> String {
        let lower = word.to_lowercase().replace(is_apostrophe, "'");
        let stem = self.stemmer.as_ref().map(|stemmer| fold_word(&stemmer.stem(&lower)));
        stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| fold_word(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        let found: Vec<String> = words(text).map(|word| fold_word(word.text)).collect();
        assert_eq!(found.join(" "), folded, "words of {text:?}");
    }

    #[test]
    fn words_are_folded_and_parted() {
        check("Mr. Erdoğan met Łukasz, 3.5 hours", "mr erdogan met lukasz 3 5 hours");
        check("The minister's men don't say", "the minister men dont say");
        check("L’accord d'O'Brien nell'Europa", "l accord d o brien nell europa");
        check("王克俭 met 李", "王 克 俭 met 李");
        check("Cafe\u{301} Ёлка", "cafe елка");
        check("'s ' '' 🙂 …", "s");
        check(&format!("a {} b", "x".repeat(5_000)), "a b");
    }

    #[test]
    fn spans_are_those_of_the_words() {
        let text = "Ärger’s “Öl”";
        let found: Vec<&str> = words(text).map(|word| word.span.of(text)).collect();
        assert_eq!(found, ["Ärger", "Öl"]);
    }

    #[test]
    fn stems_are_those_of_the_language() {
        assert_eq!(Stems::new("en").stem("Meetings"), "meet");
        assert_eq!(Stems::new("de").stem("Häuser"), "haus");
        assert_eq!(Stems::new("xx").stem("Meetings"), "meetings");
    }
}
