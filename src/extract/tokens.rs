//! Words and marks with exact spans, on any input.
//!
//! A token is a word with its inner apostrophes, hyphens and points, a number
//! with its separators, or a single mark. The slug of a headline, which
//! `slugs` know, is apart from it. Possessive and contracted endings
//! (`'s`, `n't`, `'ll`) are tokens of their own, as in the Penn Treebank. The
//! point of an abbreviation belongs to it; which points those are is told by
//! [`is_abbreviation`].

use super::{Component, Layer, slugs};
use crate::document::{Document, Span, Token};

/// Fills [`Document::tokens`].
pub struct Tokens;

impl Component for Tokens {
    fn name(&self) -> &'static str {
        "tokens"
    }

    fn requires(&self) -> &'static [Layer] {
        &[]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Tokens]
    }

    fn apply(&self, doc: &mut Document) {
        doc.tokens = tokenize(&doc.text).into_iter().map(|span| Token { span }).collect();
    }
}

/// Splits `text` into the spans of its tokens, in order.
pub fn tokenize(text: &str) -> Vec<Span> {
    let mut spans = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
        } else if first.is_alphanumeric() {
            let end = word_end(text, at);
            push_word(text, at, end, &mut spans);
            at = end;
        } else {
            let end = mark_end(text, at, first);
            spans.push(Span::new(at, end));
            at = end;
        }
    }
    spans
}

/// Tells whether `word`, without its point, is an abbreviation that takes one.
pub fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    single || (word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)) || {
        let lower = word.to_lowercase();
        ABBREVIATIONS.binary_search(&lower.as_str()).is_ok()
    }
}

/// Abbreviations of English news that end in a point, in lower case, sorted.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "adm", "amb", "apr", "assn", "aug", "ave", "bldg", "brig", "bros", "capt", "cde", "cf", "cmdr", "co", "col",
    "corp", "cpl", "ctr", "dec", "dept", "dist", "dr", "dra", "drs", "eng", "esq", "est", "etc", "feb", "fr",
    "ft", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "messrs", "mgr", "mlle",
    "mme", "mr", "mrs", "ms", "msgr", "mt", "no", "nov", "oct", "pres", "prof", "pte", "pvt", "rep", "reps",
    "rev", "sen", "sens", "sep", "sept", "sgt", "sr", "sra", "st", "supt", "treas", "univ", "v", "vs",
];

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
        || c.is_control()
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let inside = c.is_alphanumeric()
            || is_combining(c)
            || (matches!(c, '\'' | '’' | '-' | '‐' | '‑' | '&' | '_' | '@') && next.is_alphanumeric())
            || (matches!(c, '.' | ',' | ':') && previous.is_ascii_digit() && next.is_ascii_digit())
            || (c == '.' && joins_letters(text, start, end, next))
            || (c == '.' && next.is_alphanumeric() && text[start..end].contains('@'));
        if !inside {
            break;
        }
        end += c.len_utf8();
        previous = c;
    }
    if text[end..].starts_with('.') && is_abbreviation(&text[start..end]) {
        end += 1;
    }
    end
}

/// Tells whether the point at `end` stands inside an abbreviation such as
/// `U.S` or `e.g`, or inside a host name such as `whitehouse.gov`.
fn joins_letters(text: &str, start: usize, end: usize, next: char) -> bool {
    let word = &text[start..end];
    let last = word.rsplit('.').next().unwrap_or(word);
    if last.chars().count() == 1 && last.chars().all(char::is_alphabetic) {
        let after = text[end + 1..].chars().nth(1).unwrap_or(' ');
        return next.is_alphabetic() && !after.is_alphanumeric();
    }
    // The part before the point is enough: a word of a million parts costs no more.
    next.is_ascii_lowercase() && last.is_ascii() && last.chars().any(|c| c.is_ascii_lowercase())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{5b0}'..='\u{5c7}' | '\u{93c}'..='\u{94d}')
}

fn push_word(text: &str, start: usize, end: usize, spans: &mut Vec<Span>) {
    if let Some(hyphen) = slugs::hyphen(text, start, end) {
        spans.extend([Span::new(start, hyphen), Span::new(hyphen, hyphen + 1)]);
        return push_word(text, hyphen + 1, end, spans);
    }
    if let Some(hyphen) = party_hyphen(text, start, end) {
        spans.extend([Span::new(start, hyphen), Span::new(hyphen, hyphen + 1)]);
        return push_word(text, hyphen + 1, end, spans);
    }
    let word = &text[start..end];
    let cut = clitic(word).map_or(end, |length| end - length);
    if start < cut {
        spans.push(Span::new(start, cut));
    }
    if cut < end {
        spans.push(Span::new(cut, end));
    }
}

/// Returns where the hyphen stands between party and state, as in `(D-Ohio)`.
fn party_hyphen(text: &str, start: usize, end: usize) -> Option<usize> {
    let state = text[start..end].strip_prefix(['D', 'R', 'I'])?.strip_prefix('-')?;
    (text[..start].ends_with('(') && state.starts_with(char::is_uppercase)).then_some(start + 1)
}

/// Returns the length in bytes of the contracted ending of `word`.
fn clitic(word: &str) -> Option<usize> {
    if !word.contains(['\'', '’']) {
        return None;
    }
    let lower = word.to_lowercase().replace('’', "'");
    let ending =
        ["n't", "'s", "'ll", "'re", "'ve", "'d", "'m"].iter().find(|ending| lower.ends_with(**ending))?;
    let length: usize = word.chars().rev().take(ending.chars().count()).map(char::len_utf8).sum();
    (length < word.len()).then_some(length)
}

/// Marks that are repeated, such as dots and dashes, are one token.
fn mark_end(text: &str, start: usize, first: char) -> usize {
    let rest = &text[start..];
    if let Some(ending) = ["'s", "’s"].iter().find(|ending| rest.starts_with(**ending))
        && !rest[ending.len()..].starts_with(char::is_alphanumeric)
        && start > 0
        && !text[..start].ends_with(char::is_whitespace)
    {
        return start + ending.len();
    }
    if !matches!(first, '.' | '-' | '–' | '—' | '_' | '*' | '=' | '`' | '\'') {
        return start + first.len_utf8();
    }
    start + rest.chars().take_while(|c| *c == first).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that `text`, with `|` between its tokens, is split just there.
    fn check(annotated: &str) {
        let text = annotated.replace('|', "");
        let tokens: Vec<&str> = tokenize(&text).into_iter().map(|span| span.of(&text)).collect();
        let expected: Vec<&str> = annotated.split('|').flat_map(str::split_whitespace).collect();
        assert_eq!(tokens, expected, "in {text:?}");
    }

    #[test]
    fn words_marks_and_endings() {
        check("The envoy|'s car|, he said|, did|n't stop|.");
        check("U.S. and Mr. Wang met at 3:30 p.m.");
        check("We|’ll meet al-Thani|’s aide|;|1,500.50 euros|.");
        check("the relations|.|The two sides");
        check("(|AP|) |—| talks|...|");
        check("see whitehouse.gov|.");
        check("Sen. Adler (|D|-|Ohio|) cited Adler v. Walker|.");
        check("at NEWS-DESK@EXAMPLE.GOV.ORG|.");
        check("Write to press@example.org|, or see https|:|/|/|example.org|/|a|.");
        check("a U.S.|-|China deal worth $|1.5bn|, up 3.5|%");
        check("AT&T|, and|/|or al-Assad|'s 2019|–|2020 plan|—|which");
        check("in the U.S.|The envoy");
        check("Soccer|-|Al-Thani|'s side wins a semi-final");
        check("rose on Jan. 5|.|The");
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }
}
