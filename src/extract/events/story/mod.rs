//! What the article has told so far: its parties, its last event, where they are.

mod holders;
mod retold;
mod unnamed;
mod whose;

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::parties::PartyAt;
use super::turns::{Turn, turns};
use super::view::View;
use crate::document::{
    Chain, ChainId, Document, EntityKind, Event, EventKind, Interval, MentionForm, PlaceKind, Precision,
    Slot, SlotKind, Span, Status, TimeExpression,
};
use crate::extract::syntax::verb_lemma;

pub use retold::joined;
use unnamed::trim_article;
use whose::{author, protagonist};

/// Sentences over which *they* and *the two leaders* reach back.
const REACH: usize = 4;

/// Sentences over which a visit or a day goes on.
const STAY: usize = 6;

/// Sentences over which the stops of a journey that is planned are told.
const JOURNEY: usize = 12;

/// The state of reading one article.
pub struct Story {
    base: usize,
    /// Parties without a name that were found, as new chains.
    pub unnamed: Vec<Chain>,
    described: FxHashMap<String, ChainId>,
    /// Fuller descriptions of chains without a name that chains had found.
    pub fuller: Vec<(ChainId, String)>,
    aliases: FxHashMap<String, Vec<ChainId>>,
    /// What parties were said to lead: *a delegation of the Front*.
    pub notes: FxHashMap<ChainId, Vec<String>>,
    /// The events found so far.
    pub events: Vec<Event>,
    /// The sentence of each event.
    pub sentences: Vec<usize>,
    recent: Vec<ChainId>,
    recent_at: usize,
    protagonist: Option<ChainId>,
    author: Option<ChainId>,
    turns: Vec<Turn>,
    games: OnceCell<bool>,
    day_lines: OnceCell<Vec<(usize, usize)>>,
}

impl Story {
    /// Starts reading `doc`.
    pub fn new(doc: &Document) -> Story {
        Story {
            base: doc.chains.len(),
            unnamed: Vec::new(),
            described: FxHashMap::default(),
            fuller: Vec::new(),
            aliases: FxHashMap::default(),
            notes: FxHashMap::default(),
            events: Vec::new(),
            sentences: Vec::new(),
            recent: Vec::new(),
            recent_at: 0,
            protagonist: protagonist(doc),
            author: author(doc),
            turns: turns(doc),
            games: OnceCell::new(),
            day_lines: OnceCell::new(),
        }
    }

    /// The chain `id`, of the article or newly described.
    pub fn chain<'a>(&'a self, doc: &'a Document, id: ChainId) -> &'a Chain {
        doc.chains.get(id.0).unwrap_or_else(|| &self.unnamed[id.0 - self.base])
    }

    /// The one who says *I* at `span`.
    pub fn speaker(&self, span: Span) -> Option<ChainId> {
        match self.turn(span) {
            Some(turn) if turn.question => None,
            Some(turn) => turn.speaker.or(self.protagonist),
            None => self.author,
        }
    }

    /// The one who has the floor at `span`, who says *I* and not *he*.
    pub fn has_floor(&self, span: Span) -> Option<ChainId> {
        self.turn(span).filter(|turn| !turn.question)?.speaker
    }

    /// The byte of the sentence `span` where what is said begins: behind the mark
    /// of a turn, which names nobody who does anything, and behind whom a
    /// question is put to: *Q Ann, has he met him?*
    pub fn said_from(&self, doc: &Document, span: Span) -> usize {
        let Some(turn) = self.turn(span).filter(|turn| turn.said > span.start) else { return span.start };
        let from = turn.said.min(span.end);
        let first = doc.mentions.partition_point(|mention| mention.span.start < from);
        let called = doc.mentions.get(first).filter(|mention| {
            turn.question
                && mention.kind == EntityKind::Person
                && mention.form == MentionForm::Name
                && mention.span.end < span.end
                && doc.text[from..mention.span.start].trim().is_empty()
                && doc.text[mention.span.end..].starts_with(',')
                && !doc.text[mention.span.end + 1..].trim_start().starts_with("who")
                && !mention.span.of(&doc.text).contains(' ')
        });
        called.map_or(from, |mention| mention.span.end + 1)
    }

    fn turn(&self, span: Span) -> Option<&Turn> {
        let next = self.turns.partition_point(|turn| turn.span.start <= span.start);
        self.turns[..next].last()
    }

    /// The one whose story it is: the first person of the headline.
    pub fn protagonist(&self, span: Span) -> Option<PartyAt> {
        let chain = self.protagonist?;
        Some(PartyAt { chain, word: 0, span, people: true, reason: "whose story it is".to_owned() })
    }

    /// Tells whether the article has two words of sports reports, or one in its
    /// headline: clubs that meet in it play.
    pub fn is_of_games(&self, doc: &Document) -> bool {
        *self.games.get_or_init(|| {
            let words = doc.tokens.iter().map(|token| (token.span, token.span.of(&doc.text).to_lowercase()));
            let mut words = words.filter(|(_, word)| LEXICON.is_sport(word));
            let first = words.next();
            first.is_some_and(|(span, first)| {
                span.overlaps(doc.headline) || words.any(|(_, word)| word != first)
            })
        })
    }

    /// The lines of the article that are a day and nothing else, where there are
    /// at least two, as in a programme of a week: (sentence, index of its date).
    pub fn day_lines(&self, doc: &Document) -> &[(usize, usize)] {
        self.day_lines.get_or_init(|| {
            let alone = |(index, date): (usize, &TimeExpression)| {
                let sentence = doc.sentences.partition_point(|sentence| sentence.span.end <= date.span.start);
                let span = doc.sentences.get(sentence)?.span;
                let rest =
                    [doc.text.get(span.start..date.span.start)?, doc.text.get(date.span.end..span.end)?];
                let plain = rest.concat().chars().all(|c| !c.is_alphanumeric());
                let day =
                    date.interval.precision == Precision::Day && date.interval.from != doc.published_day();
                (plain && day).then_some((sentence, index))
            };
            let lines: Vec<(usize, usize)> = doc.dates.iter().enumerate().filter_map(alone).collect();
            if lines.len() > 1 { lines } else { Vec::new() }
        })
    }

    /// The parties of the last event, while they are fresh.
    pub fn recent(&self, sentence: usize) -> &[ChainId] {
        if sentence.saturating_sub(self.recent_at) <= REACH { &self.recent } else { &[] }
    }

    /// Tells whether an event of `kind` was told in the sentences just before.
    pub fn has_told(&self, kind: EventKind, sentence: usize) -> bool {
        let told = self.events.iter().zip(&self.sentences);
        told.into_iter()
            .any(|(event, at)| event.kind == kind && (1..=STAY).contains(&sentence.saturating_sub(*at)))
    }

    /// Tells whether a call of all parties of `draft` was told just before.
    pub fn has_called(&self, draft: &Draft, sentence: usize) -> bool {
        let told = self.events.iter().zip(&self.sentences);
        told.into_iter().any(|(event, at)| {
            event.kind == EventKind::Call
                && sentence.saturating_sub(*at) <= STAY
                && draft.parties.iter().all(|party| event.participants.contains(&party.chain))
        })
    }

    /// Tells whether the headline tells of a meeting of all parties of `draft`.
    pub fn headline_has_met(&self, doc: &Document, draft: &Draft) -> bool {
        self.events.iter().any(|event| {
            event.kind == EventKind::Meeting
                && !doc.headline.is_empty()
                && event.evidence.end <= doc.headline.end
                && draft.parties.iter().all(|party| event.participants.contains(&party.chain))
        })
    }

    /// Tells whether a meeting or call of all `parties` was told just before.
    pub fn has_met(&self, parties: &[ChainId], sentence: usize) -> bool {
        let told = self.events.iter().zip(&self.sentences);
        told.into_iter().any(|(event, at)| {
            event.kind != EventKind::Visit
                && (1..=STAY).contains(&sentence.saturating_sub(*at))
                && parties.iter().all(|party| event.participants.contains(party))
        })
    }

    /// The meeting that was told last, in this sentence or the two before.
    pub fn just_told(&self, sentence: usize) -> Option<&Event> {
        let (event, at) = self.events.iter().zip(&self.sentences).next_back()?;
        let fresh = sentence.saturating_sub(*at) <= 2 && event.kind == EventKind::Meeting;
        Some(event).filter(|event| fresh && matches!(event.status, Status::Held | Status::Planned))
    }

    /// The one who received somebody in one of the last two sentences, for
    /// those of whom it is only said that they were received too.
    pub fn receiver(&self, view: &View<'_>) -> Option<ChainId> {
        let event = self.just_told(view.sentence)?;
        let verb = verb_lemma(event.trigger.of(&view.doc.text));
        event.participants.first().copied().filter(|_| verb == "receive")
    }

    /// The day of the last event that was held, while the telling goes on.
    pub fn day_around(&self, sentence: usize) -> Option<Interval> {
        let last = self.events.iter().zip(&self.sentences).next_back()?;
        let fresh = sentence.saturating_sub(*last.1) <= 2 && last.0.status == Status::Held;
        last.0.when.filter(|_| fresh)
    }

    /// The day of the last event, whatever became of it.
    pub fn last_day(&self, sentence: usize) -> Option<Interval> {
        let (event, at) = self.events.iter().zip(&self.sentences).next_back()?;
        let near = sentence.saturating_sub(*at) <= 2;
        event.when.filter(|when| near && when.from.is_some() && when.from == when.to)
    }

    /// Where one of `parties` is on a visit, or met last.
    ///
    /// What was long before or after `when` says nothing of it.
    pub fn whereabouts(
        &self,
        doc: &Document,
        sentence: usize,
        parties: impl Iterator<Item = ChainId>,
        when: Option<Interval>,
    ) -> Option<Slot> {
        let parties: Vec<ChainId> = parties.collect();
        let told = self.events.iter().zip(&self.sentences).rev();
        let mut near = told.take_while(|(_, at)| sentence.saturating_sub(**at) <= STAY);
        let around = |event: &Event| {
            event.status == Status::Held
                && !event.when.zip(when).is_some_and(|(told, when)| is_far(told, when))
                && !event.places.is_empty()
                && event.participants.iter().any(|party| parties.contains(party))
        };
        let (event, _) = near.find(|(event, _)| around(event))?;
        // Who met in a palace met the next one somewhere in its town.
        let mut places = event.slots.iter().filter(|slot| slot.kind == SlotKind::Place);
        let town = |slot: &&Slot| {
            let place = slot.chain.and_then(|chain| doc.chains.get(chain.0)?.place.as_ref());
            place.is_some_and(|place| place.kind == PlaceKind::City)
        };
        let slot = places.clone().find(town).or_else(|| places.next())?;
        Some(Slot { reason: format!("of the {} told before", event.kind.as_str()), ..slot.clone() })
    }

    /// When the visit is that `party` was said to plan, while the telling goes on.
    pub fn planned_visit(&self, sentence: usize, party: Option<ChainId>) -> Option<Interval> {
        let told = self.events.iter().zip(&self.sentences).rev();
        let mut near = told.take_while(|(_, at)| sentence.saturating_sub(**at) <= JOURNEY);
        let visit = |event: &Event| event.kind == EventKind::Visit && event.status == Status::Planned;
        let (event, _) =
            near.find(|(event, _)| visit(event) && event.participants.first() == party.as_ref())?;
        event.when
    }

    /// The one who is on a visit told in this or the last sentence.
    pub fn visitor(&self, sentence: usize) -> Option<ChainId> {
        let (event, at) = self.events.iter().zip(&self.sentences).next_back()?;
        let fresh = event.kind == EventKind::Visit && sentence.saturating_sub(*at) <= 1;
        event.participants.first().copied().filter(|_| fresh)
    }

    /// Remembers whom a plural phrase stands for: *the three ministers - Lind,
    /// Haddad and Nowak*.
    pub fn alias(&mut self, view: &View<'_>, phrase: std::ops::Range<usize>, parties: Vec<ChainId>) {
        let words = view.span_of(trim_article(view, phrase)).of(&view.doc.text).to_lowercase();
        self.aliases.entry(words).or_insert(parties);
    }

    /// Those whom the same plural phrase stood for before.
    pub fn aliased(&self, view: &View<'_>, phrase: std::ops::Range<usize>) -> Vec<ChainId> {
        let words = view.span_of(trim_article(view, phrase)).of(&view.doc.text).to_lowercase();
        self.aliases.get(&words).cloned().unwrap_or_default()
    }

    /// Remembers all parties of a sentence for *they* and *the two leaders*.
    pub fn remember(&mut self, parties: Vec<ChainId>, sentence: usize) {
        if parties.len() > 1 {
            self.recent = parties;
            self.recent_at = sentence;
        }
    }
}

/// Days between two events of one stay at most.
const APART: i64 = 14;

/// Tells whether two spans of time are too far apart for one stay.
fn is_far(a: Interval, b: Interval) -> bool {
    let gap = |a: Interval, b: Interval| b.from.zip(a.to).map_or(0, |(from, to)| (from - to).num_days());
    gap(a, b) > APART || gap(b, a) > APART
}
