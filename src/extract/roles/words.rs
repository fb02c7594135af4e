//! A document's words with what stands at each: the view that rules read.

use crate::document::{Document, EntityKind, MentionForm, Span};
use crate::gazetteer;

/// The words of a document, their sentences, and the names that they belong to.
pub struct Words<'a> {
    /// The document.
    pub doc: &'a Document,
    texts: Vec<&'a str>,
    sentences: Vec<u32>,
    names: Vec<Option<u32>>,
    ranges: Vec<(usize, usize)>,
}

impl<'a> Words<'a> {
    /// Reads `doc`, whose tokens, sentences and names are there.
    pub fn new(doc: &'a Document) -> Words<'a> {
        let mut words = Words {
            doc,
            texts: doc.tokens.iter().map(|token| token.span.of(&doc.text)).collect(),
            sentences: vec![u32::MAX; doc.tokens.len()],
            names: vec![None; doc.tokens.len()],
            ranges: Vec::with_capacity(doc.mentions.len()),
        };
        for (number, sentence) in doc.sentences.iter().enumerate() {
            let tokens = sentence.tokens.start..sentence.tokens.end.min(words.sentences.len());
            words.sentences[tokens].fill(number as u32);
        }
        for (number, mention) in doc.mentions.iter().enumerate() {
            let (start, end) = words.range(mention.span);
            words.ranges.push((start, end));
            if mention.form == MentionForm::Name {
                words.names[start..end].fill(Some(number as u32));
            }
        }
        words
    }

    /// Returns the number of words.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    /// Returns word `at`; empty behind the last one.
    pub fn text(&self, at: usize) -> &'a str {
        self.texts.get(at).copied().unwrap_or("")
    }

    /// Returns word `at` in lower case.
    pub fn lower(&self, at: usize) -> String {
        self.text(at).to_lowercase()
    }

    /// Returns the number of the sentence that holds word `at`.
    pub fn sentence(&self, at: usize) -> usize {
        self.sentences.get(at).map_or(usize::MAX, |number| *number as usize)
    }

    /// Returns the words of the sentence that holds word `at`, from its first to behind its last.
    pub fn bounds(&self, at: usize) -> (usize, usize) {
        match self.doc.sentences.get(self.sentence(at)) {
            Some(sentence) => (sentence.tokens.start, sentence.tokens.end.min(self.count())),
            None => (at, at + 1),
        }
    }

    /// Returns the mention, of form name, that word `at` belongs to.
    pub fn name(&self, at: usize) -> Option<usize> {
        self.names.get(at).copied().flatten().map(|number| number as usize)
    }

    /// Returns the kind of the name that word `at` belongs to.
    pub fn kind(&self, at: usize) -> Option<EntityKind> {
        self.name(at).map(|number| self.doc.mentions[number].kind)
    }

    /// Returns the words of mention `number`, from the first to behind the last.
    pub fn of(&self, number: usize) -> (usize, usize) {
        self.ranges[number]
    }

    /// Returns the words that `span` touches, from the first to behind the last.
    pub fn range(&self, span: Span) -> (usize, usize) {
        let start = self.doc.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.doc.tokens.partition_point(|token| token.span.start < span.end);
        (start, end.max(start))
    }

    /// Returns the bytes from word `start` to the end of the word before `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.doc.tokens[start].span.start;
        Span::new(first, self.doc.tokens[end - 1].span.end.max(first))
    }

    /// Tells whether word `at` begins with an upper-case letter.
    pub fn is_capital(&self, at: usize) -> bool {
        self.text(at).starts_with(char::is_uppercase)
    }

    /// Returns the country that word `at` points to, as demonym or as the end of a place's name.
    pub fn country(&self, at: usize) -> Option<&'static str> {
        let word = self.text(at);
        if !self.is_capital(at) {
            return None;
        }
        let name = match self.name(at) {
            Some(number) if self.doc.mentions[number].kind != EntityKind::Person => {
                self.doc.mentions[number].span.of(&self.doc.text)
            }
            Some(_) => return None,
            None => word,
        };
        gazetteer::by_demonym(word)
            .or_else(|| gazetteer::by_name(name))
            .or_else(|| gazetteer::by_seat(name))
            .map(|country| country.code)
    }
}
