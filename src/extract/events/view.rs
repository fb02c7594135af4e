//! One sentence as the extractor sees it: its tree, with names on its words.
//!
//! What stands for a person as a title and a name is parsed as the name alone,
//! see [`reduce`].

use std::ops::Range;

use super::reduce;
use super::story::Story;
use crate::document::{Document, EntityKind, MentionForm, Span, TimeExpression};
use crate::extract::syntax::{Parse, Relation, Sentence, Upos, noun_lemma, parse_all, verb_lemma};

/// A mention as words of the sentence.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its index in [`Document::mentions`].
    pub mention: usize,
    /// Its words.
    pub words: Range<usize>,
    /// The word that binds it to the rest.
    pub head: usize,
}

/// A sentence, parsed, with its mentions.
pub struct View<'a> {
    /// The article.
    pub doc: &'a Document,
    /// The sentence's index.
    pub sentence: usize,
    /// Its tree.
    pub parse: Parse,
    /// Its mentions, in order.
    pub named: Vec<Named>,
    lemmas: Vec<String>,
    words: Vec<Span>,
}

impl<'a> View<'a> {
    /// Parses `sentences` of `doc`, which go faster together.
    pub fn of(doc: &'a Document, story: &Story, sentences: &[usize]) -> Vec<View<'a>> {
        let said = |sentence: usize| story.said_from(doc, doc.sentences[sentence].span);
        let words = sentences.iter().map(|&sentence| reduce::words(doc, sentence, said(sentence)));
        let words: Vec<Vec<Span>> = words.collect();
        let mentions: Vec<_> = words.iter().map(|words| mention_words(doc, words)).collect();
        let to_parse = |(words, mentions): (&Vec<Span>, &Vec<_>)| Sentence {
            words: words.iter().map(|span| span.of(&doc.text)).collect(),
            names: Some(disjoint_names(doc, mentions)),
        };
        let to_parse: Vec<Sentence<'_>> = words.iter().zip(&mentions).map(to_parse).collect();
        let parsed = sentences.iter().zip(parse_all(&to_parse)).zip(words.into_iter().zip(mentions));
        parsed
            .map(|((&sentence, parse), (words, mentions))| View::new(doc, sentence, parse, words, mentions))
            .collect()
    }

    fn new(
        doc: &'a Document,
        sentence: usize,
        parse: Parse,
        words: Vec<Span>,
        mentions: Vec<(usize, Range<usize>)>,
    ) -> View<'a> {
        let named = mentions
            .into_iter()
            .filter_map(|(mention, words)| {
                Some(Named { mention, head: parse.head_of(words.clone())?, words })
            })
            .collect();
        let lemmas = (0..parse.len()).map(|at| lemma(&parse, at)).collect();
        View { doc, sentence, parse, named, lemmas, words }
    }

    /// The lemma of the word at `at`, in lower case.
    pub fn lemma(&self, at: usize) -> &str {
        &self.lemmas[at]
    }

    /// The bytes of the word at `at`.
    pub fn span(&self, at: usize) -> Span {
        self.words[at]
    }

    /// The bytes of the words `words`; they must not be none.
    pub fn span_of(&self, words: Range<usize>) -> Span {
        self.span(words.start).join(self.span(words.end - 1))
    }

    /// The dates of the sentence.
    pub fn dates(&self) -> &'a [TimeExpression] {
        let sentence = self.evidence();
        let first = self.doc.dates.partition_point(|date| date.span.start < sentence.start);
        let end = self.doc.dates.partition_point(|date| date.span.start < sentence.end);
        &self.doc.dates[first..end]
    }

    /// The sentence's bytes.
    pub fn evidence(&self) -> Span {
        self.doc.sentences[self.sentence].span
    }

    /// The mention whose words hold `at`, names before nominals and pronouns.
    pub fn mention_over(&self, at: usize) -> Option<&Named> {
        let over = |form: MentionForm| {
            self.named
                .iter()
                .find(move |named| named.words.contains(&at) && self.doc.mentions[named.mention].form == form)
        };
        over(MentionForm::Name).or_else(|| over(MentionForm::Nominal)).or_else(|| over(MentionForm::Pronoun))
    }

    /// The kind of what the mention speaks of.
    pub fn kind(&self, named: &Named) -> EntityKind {
        self.doc.mentions[named.mention].kind
    }

    /// Tells whether the sentence is the headline.
    pub fn is_headline(&self) -> bool {
        self.evidence().end <= self.doc.headline.end && !self.doc.headline.is_empty()
    }

    /// Tells whether `at` is a noun, a proper noun, or a pronoun.
    pub fn is_nominal(&self, at: usize) -> bool {
        matches!(self.parse.word(at).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }

    /// Tells whether the word only says how, when or where: an adverb, a date,
    /// a number, a place or what introduces it.
    pub fn is_aside(&self, at: usize) -> bool {
        let span = self.span(at);
        let dated = self.dates().iter().any(|date| date.span.overlaps(span));
        let placed = self.mention_over(at).is_some_and(|named| self.kind(named) == EntityKind::Place);
        let small = matches!(self.parse.word(at).upos, Upos::Adv | Upos::Num)
            || matches!(
                self.parse.form(at),
                "in" | "at"
                    | "on"
                    | "for"
                    | "the"
                    | "here"
                    | "there"
                    | "hours"
                    | "hour"
                    | "minutes"
                    | "person"
            );
        dated || placed || small
    }

    /// The words that make up the noun phrase at `at` without clauses,
    /// appositions and coordinated phrases: `senior Israeli officials`.
    pub fn phrase(&self, at: usize) -> Range<usize> {
        let mut range = at..at + 1;
        for child in self.parse.children(at).filter(|&child| self.belongs(child)) {
            let part = self.phrase(child);
            range = range.start.min(part.start)..range.end.max(part.end);
        }
        let cased = self.parse.children(at).filter(|&c| self.parse.relation(c) == Relation::Case).max();
        match cased.filter(|&case| case < at && range.contains(&case)) {
            Some(case) => case + 1..range.end,
            None => range,
        }
    }

    /// Tells whether the word is part of the phrase of its head: not what says
    /// where or when.
    fn belongs(&self, at: usize) -> bool {
        use Relation::{Amod, Case, Compound, Det, Flat, Nmod, NmodDesc, NmodPoss, Nummod};
        match self.parse.relation(at) {
            // *The Secretary late yesterday*: what follows a noun says when.
            Amod if self.parse.head(at).is_some_and(|head| head < at) => false,
            Nmod => ["of", "for", "from", "to"].iter().any(|case| self.parse.has_case(at, case)),
            relation => {
                matches!(relation, Amod | Compound | Det | Flat | NmodDesc | NmodPoss | Nummod | Case)
            }
        }
    }
}

fn lemma(parse: &Parse, at: usize) -> String {
    if parse.xpos(at).is_verb() || matches!(parse.word(at).upos, Upos::Verb | Upos::Aux) {
        verb_lemma(parse.form(at))
    } else {
        noun_lemma(parse.form(at))
    }
}

/// Returns the mentions with their words, in order; those whose words were
/// left out are not there.
fn mention_words(doc: &Document, words: &[Span]) -> Vec<(usize, Range<usize>)> {
    let (Some(from), Some(to)) = (words.first(), words.last()) else { return Vec::new() };
    let first = doc.mentions.partition_point(|mention| mention.span.start < from.start);
    let inside = doc.mentions[first..].iter().take_while(|mention| mention.span.start < to.end);
    inside
        .enumerate()
        .map(|(offset, mention)| (first + offset, words_of(words, mention.span)))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

fn words_of(words: &[Span], span: Span) -> Range<usize> {
    let start = words.partition_point(|word| word.end <= span.start);
    let end = words.partition_point(|word| word.start < span.end);
    start..end.max(start)
}

/// Returns the words of the names that do not overlap.
fn disjoint_names(doc: &Document, ranges: &[(usize, Range<usize>)]) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for (mention, words) in ranges {
        let is_name = doc.mentions[*mention].form == MentionForm::Name;
        if is_name && names.last().is_none_or(|last| last.end <= words.start) {
            names.push(words.clone());
        }
    }
    names
}
