//! Phrases with gaps: words and what fills gaps stand in the index at their
//! positions, and are found in sequence.

use std::collections::BTreeSet;

use tantivy::Term;

use super::Local;
use super::asking::Asking;
use super::positions::{Place, Placed};
use super::terms::{self, Texts, fields_of};
use super::tree::{Built, any_of, constant};
use crate::error::Result;
use crate::index::{Filler, damaged, filler, length_of_filler};
use crate::query::{Part, Template};

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

/// A word as it is indexed, or a gap.
pub enum Wanted {
    /// The folded word.
    Word(String),
    /// What fills the gap.
    Filler(Filler),
}

impl Wanted {
    /// Returns what `template` asks for, in its order.
    pub fn of(template: &Template) -> Vec<Wanted> {
        let of_part = |part: &Part| match part {
            Part::Word(word) => terms::folded(word).into_iter().map(Wanted::Word).collect(),
            Part::Entity(kind) => vec![Wanted::Filler(Some(*kind))],
            Part::Date => vec![Wanted::Filler(None)],
        };
        template.parts.iter().flat_map(of_part).collect()
    }
}
