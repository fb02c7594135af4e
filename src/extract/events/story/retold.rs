//! Events as they come: one more, or more words on one that was told.

use super::Story;
use crate::document::{ChainId, Document, Event, EventKind, Interval, SlotKind};
use crate::extract::events::lexicon::LEXICON;
use crate::extract::syntax::noun_lemma;

/// Events that a new one is compared with, so that the time grows with the
/// text; articles of people have far fewer.
const REMEMBERED: usize = 500;

impl Story {
    /// Tells whether the party is several people without a name: *coal owners*.
    pub fn is_several(&self, doc: &Document, party: ChainId) -> bool {
        let chain = self.chain(doc, party);
        let group = |word: &str| LEXICON.is_group(&word.to_lowercase());
        !chain.named && (self.is_plural(doc, party) || chain.name.split_whitespace().any(group))
    }

    /// Tells whether a party of `event` leads a group of those whom the headline
    /// describes: *Burmese guests* are *the Burmese delegation led by Ek*.
    fn leads(&self, doc: &Document, event: &Event, described: ChainId) -> bool {
        let name = &self.chain(doc, described).name;
        let proper = |word: &&str| word.len() > 3 && word.starts_with(char::is_uppercase);
        let told = |note: &String| name.split_whitespace().filter(proper).any(|word| note.contains(word));
        event.participants.iter().filter_map(|party| self.notes.get(party)).flatten().any(told)
    }

    /// Tells whether a description is of many, who stay beside those of them
    /// that the body names: *Baltic leaders*.
    fn is_plural(&self, doc: &Document, party: ChainId) -> bool {
        let name = &self.chain(doc, party).name;
        name.split_whitespace().any(|word| word.len() > 3 && noun_lemma(word) != word.to_lowercase())
    }

    /// Tells whether two tellings of one article are one event: the same kind
    /// and status, the parties of one among those of the other, and days that
    /// can both be true. A headline may describe whom the body names.
    fn is_same(&self, doc: &Document, told: &Event, event: &Event) -> bool {
        let described = |party: &ChainId| in_headline(doc, told) && !self.chain(doc, *party).named;
        let within = |a: &Event, b: &Event| {
            a.participants.iter().all(|party| b.participants.contains(party) || described(party))
        };
        let parties = within(told, event) || within(event, told);
        let days = match (told.when, event.when) {
            (Some(a), Some(b)) => a.overlaps(b),
            _ => true,
        };
        let goes_on = told.kind != EventKind::Visit || self.is_within(doc, told, event);
        told.kind == event.kind && told.status == event.status && parties && days && goes_on
    }

    /// Tells whether two visits go to one place, or to one that holds the other.
    fn is_within(&self, doc: &Document, a: &Event, b: &Event) -> bool {
        let path = |event: &Event| {
            let first = event.places.first()?;
            Some(self.chain(doc, *first).place.as_ref()?.path.clone())
        };
        match (path(a), path(b)) {
            (Some(a), Some(b)) => a.iter().zip(&b).all(|(a, b)| a == b),
            _ => a.places == b.places,
        }
    }

    /// Takes in an event of `sentence`: as a new one, or as more words on one
    /// that was told before.
    pub fn tell(&mut self, doc: &Document, event: Event, sentence: usize) {
        let near = self.events.len().saturating_sub(REMEMBERED);
        match self.events[near..].iter().rposition(|told| self.is_same(doc, told, &event)).map(|at| near + at)
        {
            Some(index) => {
                let headline = in_headline(doc, &self.events[index]);
                let mut told = self.events[index].clone();
                if headline && !in_headline(doc, &event) {
                    // *Baltic leaders* stay beside those named, but *Iranian, Syrian officials* are they.
                    let named = told.participants.iter().any(|party| self.chain(doc, *party).named);
                    // *French and German leaders* are the two whom the body names.
                    let unnamed = |party: &&ChainId| !self.chain(doc, **party).named;
                    let described = told.participants.iter().filter(unnamed).count();
                    let new = event.participants.iter().filter(|party| !told.participants.contains(party));
                    let each = described > 1 && new.count() >= described;
                    told.participants.retain(|party| {
                        let apart = !each && !self.leads(doc, &event, *party);
                        self.chain(doc, *party).named || named && apart && self.is_plural(doc, *party)
                    });
                }
                self.events[index] = joined(told, event, headline);
                if headline {
                    self.sentences[index] = sentence;
                }
            }
            None => {
                self.events.push(event);
                self.sentences.push(sentence);
            }
        }
    }
}

fn in_headline(doc: &Document, event: &Event) -> bool {
    !doc.headline.is_empty() && event.evidence.end <= doc.headline.end
}

/// Joins a second telling to the first; the body's words are better evidence
/// than the headline's.
pub fn joined(told: Event, more: Event, prefer_more: bool) -> Event {
    let (mut first, second) = if prefer_more { (more, told) } else { (told, more) };
    for party in second.participants {
        if !first.participants.contains(&party) {
            first.participants.push(party);
        }
    }
    if is_sharper(second.when, first.when) {
        first.when = second.when;
    }
    let said = first.slots.iter().any(|slot| slot.kind == SlotKind::Place && slot.reason.contains("clause"));
    let says = second.slots.iter().any(|slot| slot.kind == SlotKind::Place && slot.reason.contains("clause"));
    let here = first.slots.iter().any(|slot| slot.kind == SlotKind::Place && slot.reason.starts_with("here"));
    if first.places.is_empty() || says && !said {
        let kept = if here { first.places.clone() } else { Vec::new() };
        first.slots.retain(|slot| slot.kind != SlotKind::Place || here);
        first.places = second.places;
        first.places.extend(kept);
        first.slots.extend(second.slots.into_iter().filter(|slot| slot.kind == SlotKind::Place));
    }
    first.confidence = first.confidence.max(second.confidence);
    first
}

fn is_sharper(a: Option<Interval>, b: Option<Interval>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.precision < b.precision,
        (Some(_), None) => true,
        _ => false,
    }
}
