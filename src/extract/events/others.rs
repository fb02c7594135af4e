//! Other events of the sentence, which have days and places of their own:
//! *the call between Lind and Nowak on Friday*.

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::view::View;
use crate::document::EntityKind;
use crate::extract::syntax::{Relation, Upos};

/// Words between a day and the noun that it stands before: `virtual`.
const BEFORE: usize = 3;

/// The nouns of events in a sentence that have parties other than a draft's.
pub struct Others {
    trigger: usize,
    words: Vec<usize>,
}

impl Others {
    /// Finds the nouns of other events than that of `draft`.
    pub fn new(view: &View<'_>, draft: &Draft) -> Others {
        let is_event = |at: usize| {
            at != draft.trigger
                && !draft.parties.iter().any(|party| party.word == at)
                && view.is_nominal(at)
                && !LEXICON.noun(view.lemma(at)).is_empty()
        };
        let words = (0..view.parse.len()).filter(|&at| is_event(at) && has_parties(view, draft, at));
        Others { trigger: draft.trigger, words: words.collect() }
    }

    /// The nouns, in order.
    pub fn words(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().copied()
    }

    /// Tells whether what stands at the word `at` belongs to another event: it
    /// hangs on its noun, stands in its phrase, or follows it where it follows
    /// the trigger.
    pub fn own(&self, view: &View<'_>, at: usize) -> bool {
        let parse = &view.parse;
        let mut above = parse.ancestors(at).take_while(|&above| !parse.xpos(above).is_verb());
        let hangs = above.any(|above| self.words.contains(&above));
        let inside = |noun: usize| {
            let plain = |word: usize| {
                matches!(
                    parse.word(word).upos,
                    Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Punct
                )
            };
            at < noun && noun - at <= BEFORE + 2 && (at + 1..noun).all(plain)
        };
        hangs || self.words().any(|noun| self.trigger < noun && noun < at || inside(noun))
    }
}

fn has_parties(view: &View<'_>, draft: &Draft, at: usize) -> bool {
    let parse = &view.parse;
    let other = |at: usize| {
        let named = view.mention_over(at).is_some_and(|named| view.kind(named) != EntityKind::Place);
        let of_draft = draft.parties.iter().any(|party| party.word == at);
        (named || LEXICON.is_people(view.lemma(at))) && !of_draft
    };
    let brought = parse.phrases(at).any(|(case, noun)| {
        let bound = case.is_some_and(|case| matches!(parse.form(case), "with" | "between" | "of" | "by"));
        noun > at && bound && other(noun)
    });
    brought
        || parse.children_by(at, Relation::NmodPoss).any(|owner| {
            let taken_up = parse.word(owner).upos == Upos::Pron && parse.has_case(at, "since");
            let date = taken_up || view.dates().iter().any(|date| date.span.overlaps(view.span(owner)));
            date || other(owner)
        })
}
