//! Phrases with gaps: words and what fills gaps stand in the index at their
//! positions, and are found in sequence.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use tantivy::Term;

use super::Local;
use super::positions::{Place, Placed};
use super::terms::{self, Texts, fields_of};
use super::tree::{Built, any_of, constant};
use crate::document::{Document, Span};
use crate::error::Result;
use crate::index::{Filler, damaged, filler, fillers_of, fold_word, length_of_filler, words};
use crate::query::{Part, Template, TextField};

/// Returns the query of the articles in which `template` is true.
pub fn query(local: &Local, template: &Template) -> Result<Built> {
    let mut fields = Vec::new();
    for texts in fields_of(local, template.field)? {
        let mut parts = Vec::new();
        for wanted in Wanted::of(template) {
            parts.push(match wanted {
                Wanted::Word(word) => Place::words(vec![Term::from_field_text(texts.words, &word)]),
                Wanted::Filler(kind) => Place::Terms(fillers(local, texts, kind)?),
            });
        }
        let place = Placed::new(Place::Sequence(parts, template.slop));
        fields.push(constant(Box::new(place), 1.0));
    }
    Ok(any_of(fields))
}

/// Returns the terms of what fills gaps of `kind`, and how many words each covers.
fn fillers(local: &Local, texts: Texts, kind: Filler) -> Result<Vec<(Term, u32)>> {
    let mut lengths = BTreeSet::new();
    for segment in local.archive.searcher()?.segment_readers() {
        let index = segment.inverted_index(texts.gaps).map_err(damaged)?;
        let mut terms = index.terms().stream().map_err(|error| damaged(error.into()))?;
        while terms.advance() {
            let term = std::str::from_utf8(terms.key()).ok();
            lengths.extend(term.and_then(|term| length_of_filler(term, kind)));
        }
    }
    let term = |length| (Term::from_field_text(texts.gaps, &filler(kind, length)), length);
    Ok(lengths.into_iter().map(term).collect())
}

/// Returns where `template` is true of `doc`, from its first to its last part.
pub fn spans(doc: &Document, template: &Template) -> Vec<Span> {
    let zones = match template.field {
        TextField::Any => vec![doc.headline, doc.body],
        TextField::Title => vec![doc.headline],
        TextField::Body => vec![doc.body],
    };
    zones.into_iter().flat_map(|zone| Zone::of(doc, zone).spans(template)).collect()
}

/// The words of a part of an article, and what begins and ends at which.
struct Zone {
    spans: Vec<Span>,
    folded: Vec<String>,
    /// By kind and first word, where each filler ends: the word after its last.
    fillers: FxHashMap<(Filler, usize), Vec<usize>>,
}

impl Zone {
    fn of(doc: &Document, zone: Span) -> Zone {
        let mut all = Zone { spans: Vec::new(), folded: Vec::new(), fillers: FxHashMap::default() };
        for word in words(zone.of(&doc.text)) {
            all.spans.push(Span::new(zone.start + word.span.start, zone.start + word.span.end));
            all.folded.push(fold_word(word.text));
        }
        for (kind, first, end) in fillers_of(doc, zone, &all.spans) {
            all.fillers.entry((kind, first)).or_default().push(end);
        }
        all
    }

    fn spans(&self, template: &Template) -> Vec<Span> {
        let wanted = Wanted::of(template);
        let ends =
            (0..self.spans.len()).filter_map(|start| Some((start, self.end(start, &wanted, template.slop)?)));
        ends.map(|(start, end)| self.spans[start].join(self.spans[end - 1])).collect()
    }

    /// Returns the word after the nearest end of what is wanted from `start` on.
    fn end(&self, start: usize, wanted: &[Wanted], slop: u32) -> Option<usize> {
        // Where the parts so far may end, and with how many other words between.
        let mut reached: BTreeMap<usize, u32> = BTreeMap::from([(start, 0)]);
        for (number, part) in wanted.iter().enumerate() {
            let mut next = BTreeMap::new();
            for (at, used) in reached {
                let spare = if number == 0 { 0 } else { slop - used };
                for skipped in 0..=spare {
                    for end in self.ends(at + skipped as usize, part) {
                        let least = next.entry(end).or_insert(used + skipped);
                        *least = (*least).min(used + skipped);
                    }
                }
            }
            reached = next;
        }
        reached.into_keys().next()
    }

    /// Returns the words after which `part`, begun at word `at`, may end.
    fn ends(&self, at: usize, part: &Wanted) -> Vec<usize> {
        match part {
            Wanted::Word(word) if self.folded.get(at) == Some(word) => vec![at + 1],
            Wanted::Word(_) => Vec::new(),
            Wanted::Filler(filler) => self.fillers.get(&(*filler, at)).cloned().unwrap_or_default(),
        }
    }
}

/// A word as it is indexed, or a gap.
enum Wanted {
    Word(String),
    Filler(Filler),
}

impl Wanted {
    fn of(template: &Template) -> Vec<Wanted> {
        let of_part = |part: &Part| match part {
            Part::Word(word) => terms::folded(word).into_iter().map(Wanted::Word).collect(),
            Part::Entity(kind) => vec![Wanted::Filler(Some(*kind))],
            Part::Date => vec![Wanted::Filler(None)],
        };
        template.parts.iter().flat_map(of_part).collect()
    }
}
