//! Who is in the reader's mind at a point of the article.

use super::draft::Drafts;
use crate::document::Span;
use crate::extract::roles::words::Words;

/// Sentences back that a pronoun may reach.
const WINDOW: usize = 3;

/// One mention that was read.
#[derive(Clone, Copy, Debug)]
struct Seen {
    start: usize,
    sentence: usize,
    chain: usize,
    weight: f32,
}

/// The mentions read so far, and the names that are still to come.
pub struct Salience {
    /// Sorted by start.
    seen: Vec<Seen>,
    /// Names still to come, the next one last.
    names: Vec<(usize, usize, usize)>,
    last_sentence: usize,
}

impl Salience {
    /// Begins at the front of the article.
    pub fn new(words: &Words, drafts: &Drafts) -> Salience {
        // Nobody takes up the agency that a dateline names.
        let told = |number: &usize| {
            let span = words.doc.mentions[*number].span;
            words.doc.dateline.as_ref().is_none_or(|dateline| !dateline.span.contains(span))
        };
        let name = |number: usize| {
            let (start, _) = words.of(number);
            Some((words.doc.mentions[number].span.start, words.sentence(start), drafts.of_name(number)?))
        };
        let mut names: Vec<_> = (0..words.doc.mentions.len()).filter(told).filter_map(name).collect();
        names.reverse();
        Salience { seen: Vec::new(), names, last_sentence: usize::MAX }
    }

    /// Takes in every name that starts before byte `at`.
    pub fn read_to(&mut self, at: usize) {
        while let Some(&(start, sentence, chain)) = self.names.last().filter(|name| name.0 < at) {
            self.names.pop();
            self.add(start, sentence, chain, 1.2);
        }
    }

    /// Takes in a description or pronoun.
    pub fn see(&mut self, span: Span, sentence: usize, chain: usize) {
        self.add(span.start, sentence, chain, 1.0);
    }

    fn add(&mut self, start: usize, sentence: usize, chain: usize, weight: f32) {
        let first = sentence != self.last_sentence;
        self.last_sentence = sentence;
        self.seen.push(Seen { start, sentence, chain, weight: weight * if first { 1.6 } else { 1.0 } });
    }

    /// Returns the chains in mind in sentence `sentence`, with their weights,
    /// heaviest first; the later one first among equals.
    pub fn ranked(&self, sentence: usize) -> Vec<(usize, f32)> {
        let mut ranked: Vec<(usize, f32, usize)> = Vec::new();
        let recent = self.seen.iter().rev().take(64).take_while(|seen| seen.sentence + WINDOW >= sentence);
        for seen in recent {
            let weight = seen.weight * 0.5_f32.powi(sentence.saturating_sub(seen.sentence) as i32);
            match ranked.iter_mut().find(|(chain, ..)| *chain == seen.chain) {
                Some(entry) => entry.1 += weight,
                None => ranked.push((seen.chain, weight, seen.start)),
            }
        }
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)));
        ranked.into_iter().map(|(chain, weight, _)| (chain, weight)).collect()
    }

    /// Returns the chains seen so far, the last one first, each at every sight.
    pub fn latest(&self) -> impl Iterator<Item = usize> {
        self.seen.iter().rev().take(400).map(|seen| seen.chain)
    }
}
