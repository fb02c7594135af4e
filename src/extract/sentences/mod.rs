//! Sentences over tokens: at final marks, line structure, and glued full stops.

mod lines;

use self::lines::Lines;
use super::{Component, Layer};
use crate::document::{Document, Sentence, Span};

/// Fills [`Document::sentences`].
pub struct Sentences;

/// Tokens after which a sentence ends in any case: no language writes longer
/// ones, and what is quadratic in a sentence stays linear in an article.
const LONGEST: usize = 400;

impl Component for Sentences {
    fn name(&self) -> &'static str {
        "sentences"
    }

    fn requires(&self) -> &'static [Layer] {
        &[Layer::Tokens]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn apply(&self, doc: &mut Document) {
        let tokens: Vec<Span> = doc.tokens.iter().map(|token| token.span).collect();
        let lines = Lines::new(&doc.text);
        let mut start = 0;
        let mut sentences = Vec::new();
        for next in 1..=tokens.len() {
            if next == tokens.len()
                || next - start == LONGEST
                || is_boundary(&doc.text, &lines, &tokens, start, next)
            {
                let span = Span::new(tokens[start].start, tokens[next - 1].end);
                sentences.push(Sentence { span, tokens: start..next });
                start = next;
            }
        }
        doc.sentences = sentences;
    }
}

/// Tells whether a sentence that began at token `start` ends before token `next`.
fn is_boundary(text: &str, lines: &Lines, tokens: &[Span], start: usize, next: usize) -> bool {
    let (end, begin) = (tokens[next - 1].end, tokens[next].start);
    let word = tokens[next].of(text);
    if text.as_bytes()[end..begin].contains(&b'\n') {
        return lines.end_between(end, begin) || is_bullet(word) || ends_sentence(text, tokens, start, next);
    }
    let opens =
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'(*•-–—[".contains(c));
    ends_sentence(text, tokens, start, next) && opens && !closes(word)
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "*" | "·" | "▪" | "–" | "-" | "—")
}

fn closes(word: &str) -> bool {
    matches!(word, "”" | "’" | ")" | "]" | "»")
}

/// Tells whether the last tokens before `next` end a sentence: a final mark,
/// with closing quotes and brackets behind it.
fn ends_sentence(text: &str, tokens: &[Span], start: usize, next: usize) -> bool {
    let mut last = next - 1;
    while last > start && (closes(tokens[last].of(text)) || tokens[last].of(text) == "\"") {
        last -= 1;
    }
    let word = tokens[last].of(text);
    if matches!(word, "." | "!" | "?" | "…" | "。" | "！" | "？") || word.starts_with("..") {
        return true;
    }
    // An abbreviation with a point may end a sentence where one begins behind it.
    word.ends_with('.')
        && word.len() > 1
        && next < tokens.len()
        && starts_plainly(tokens[next].of(text), word)
}

/// Tells whether `next` is a word that begins sentences more often than it
/// follows the abbreviation `word` inside one.
fn starts_plainly(next: &str, word: &str) -> bool {
    let opener = matches!(
        next,
        "The"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "In"
            | "On"
            | "But"
            | "And"
            | "A"
            | "An"
            | "At"
            | "This"
            | "That"
            | "His"
            | "Her"
    );
    opener
        && (word.matches('.').count() > 1
            || matches!(word, "Inc." | "Corp." | "Co." | "Ltd." | "Jr." | "etc."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::tokens::Tokens;

    /// Checks that `annotated`, with `|` between its sentences, is cut just there.
    fn check(annotated: &str) {
        let mut doc = Document::new(None, &annotated.replace('|', ""));
        Tokens.apply(&mut doc);
        Sentences.apply(&mut doc);
        let found: Vec<&str> = doc.sentences.iter().map(|sentence| sentence.span.of(&doc.text)).collect();
        let expected: Vec<&str> = annotated.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn no_sentence_is_endless() {
        let mut doc = Document::new(None, &"New York ".repeat(3_000));
        Tokens.apply(&mut doc);
        Sentences.apply(&mut doc);
        assert!(doc.sentences.iter().all(|sentence| sentence.tokens.len() <= LONGEST));
        assert_eq!(doc.sentences.last().map(|sentence| sentence.tokens.end), Some(doc.tokens.len()));
    }

    #[test]
    fn final_marks_abbreviations_and_glue() {
        check("Mr. Wang met Gen. Li of the U.S. Army. |They talked.");
        check("They deepened relations.|The two sides agreed.");
        check("“We met.” |He left.");
        check("A headline\n\n|The story begins here and\nwraps a line.");
        check("Group D\n|Molde 3 1\n|Bergen 2 2");
    }
}
