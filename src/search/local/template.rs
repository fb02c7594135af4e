//! Phrases with gaps: words and what fills gaps stand in the index at their
//! positions, and are found in sequence.

use std::collections::BTreeSet;

use tantivy::Term;

use super::Local;
use super::asking::Asking;
use super::positions::{Extent, Place, Placed, in_sequence};
use super::terms::{self, Texts, fields_of};
use super::tree::{Built, any_of, constant};
use crate::document::{Document, Span};
use crate::error::Result;
use crate::index::{Filler, damaged, filler, fillers_of, fold_word, length_of_filler, words};
use crate::query::{Part, Template, TextField};

/// Returns the query of the articles in which `template` is true.
pub fn query(asking: &Asking<'_>, template: &Template) -> Result<Built> {
    let mut fields = Vec::new();
    for texts in fields_of(asking, template.field)? {
        let mut parts = Vec::new();
        for wanted in Wanted::of(template) {
            parts.push(match wanted {
                Wanted::Word(word) => Place::words(vec![Term::from_field_text(texts.words, &word)]),
                Wanted::Filler(kind) => Place::Terms(fillers(asking, texts, kind)?),
            });
        }
        let place = Placed::new(Place::Sequence(parts, template.slop), asking.deadline);
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
    /// What fills gaps: its kind, and its first and last word.
    fillers: Vec<(Filler, Extent)>,
}

impl Zone {
    fn of(doc: &Document, zone: Span) -> Zone {
        let mut all = Zone { spans: Vec::new(), folded: Vec::new(), fillers: Vec::new() };
        for word in words(zone.of(&doc.text)) {
            all.spans.push(Span::new(zone.start + word.span.start, zone.start + word.span.end));
            all.folded.push(fold_word(word.text));
        }
        let fillers = fillers_of(doc, zone, &all.spans);
        let extent = |(kind, first, end): (Filler, usize, usize)| (kind, (first as u32, end as u32 - 1));
        all.fillers = fillers.into_iter().map(extent).collect();
        all
    }

    fn spans(&self, template: &Template) -> Vec<Span> {
        let parts: Vec<Vec<Extent>> = Wanted::of(template).iter().map(|part| self.extents(part)).collect();
        let found = in_sequence(&parts, template.slop);
        found
            .into_iter()
            .map(|(first, last)| self.spans[first as usize].join(self.spans[last as usize]))
            .collect()
    }

    /// Returns where `part` stands, in the order of the text.
    fn extents(&self, part: &Wanted) -> Vec<Extent> {
        let mut extents: Vec<Extent> = match part {
            Wanted::Word(word) => {
                let at = (0u32..).zip(&self.folded).filter(|(_, folded)| *folded == word);
                at.map(|(at, _)| (at, at)).collect()
            }
            Wanted::Filler(kind) => {
                let fit = self.fillers.iter().filter(|(filler, _)| filler == kind);
                fit.map(|(_, extent)| *extent).collect()
            }
        };
        extents.sort_unstable();
        extents
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
