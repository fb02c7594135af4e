//! What may fill the gap of a phrase, as terms that stand where it begins.
//!
//! A term says the kind and the number of words: `person2` at the position of
//! the first of two words that speak of a person.

use tantivy::tokenizer::{PreTokenizedString, Token};

use crate::document::{Document, EntityKind, Span};

/// What fills a gap: a mention of a kind, or an expression of time.
pub type Filler = Option<EntityKind>;

/// Returns the term of what fills gaps of `kind` with `length` words.
pub fn filler(kind: Filler, length: u32) -> String {
    format!("{}{length}", name(kind))
}

/// Returns how many words the filler of `kind` covers that `term` stands for;
/// none where it stands for another kind.
pub fn length_of_filler(term: &str, kind: Filler) -> Option<u32> {
    term.strip_prefix(name(kind))?.parse().ok()
}

fn name(kind: Filler) -> &'static str {
    kind.map_or("date", EntityKind::as_str)
}

/// Returns what may fill a gap in the part `zone` of `doc`, of which `words`
/// are the words: the kind, the number of its first word, and the number of the
/// word behind its last.
pub fn fillers_of(doc: &Document, zone: Span, words: &[Span]) -> Vec<(Filler, usize, usize)> {
    let mentions = doc.mentions.iter().map(|mention| (Some(mention.kind), mention.span));
    let dates = doc.dates.iter().map(|date| (None, date.span));
    let inside = mentions.chain(dates).filter(|(_, span)| zone.contains(*span));
    let at = |byte: usize| words.partition_point(|word| word.start < byte);
    let placed = inside.map(|(kind, span)| (kind, at(span.start), at(span.end)));
    placed.filter(|(_, first, end)| first < end).collect()
}

/// Returns the terms of all that may fill a gap in the part `zone` of `doc`.
pub fn gaps(doc: &Document, zone: Span, words: &[Span]) -> PreTokenizedString {
    let mut fillers = fillers_of(doc, zone, words);
    fillers.sort_by_key(|(_, first, end)| (*first, *end));
    let token = |(kind, first, end): (Filler, usize, usize)| Token {
        offset_from: 0,
        offset_to: 0,
        position: first,
        text: filler(kind, (end - first) as u32),
        position_length: end - first,
    };
    PreTokenizedString { text: String::new(), tokens: fillers.into_iter().map(token).collect() }
}
