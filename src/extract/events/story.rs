//! What the article has told so far: its parties, its last event, where they are.

use rustc_hash::FxHashMap;

use super::parties::PartyAt;
use super::turns::{Turn, turns};
use super::view::View;
use crate::document::{
    Chain, ChainId, Document, EntityKind, Event, EventKind, Interval, MentionForm, Slot, SlotKind, Span,
    Status,
};
use crate::extract::syntax::Relation;

/// Sentences over which *they* and *the two leaders* reach back.
const REACH: usize = 4;

/// Sentences over which a visit or a day goes on.
const STAY: usize = 6;

/// The state of reading one article.
pub struct Story {
    base: usize,
    /// Parties without a name that were found, as new chains.
    pub unnamed: Vec<Chain>,
    described: FxHashMap<String, ChainId>,
    /// Fuller descriptions of chains without a name that chains had found.
    pub fuller: Vec<(ChainId, String)>,
    /// The events found so far.
    pub events: Vec<Event>,
    /// The sentence of each event.
    pub sentences: Vec<usize>,
    recent: Vec<ChainId>,
    recent_at: usize,
    protagonist: Option<ChainId>,
    turns: Vec<Turn>,
}

impl Story {
    /// Starts reading `doc`.
    pub fn new(doc: &Document) -> Story {
        Story {
            base: doc.chains.len(),
            unnamed: Vec::new(),
            described: FxHashMap::default(),
            fuller: Vec::new(),
            events: Vec::new(),
            sentences: Vec::new(),
            recent: Vec::new(),
            recent_at: 0,
            protagonist: protagonist(doc),
            turns: turns(doc),
        }
    }

    /// The chain `id`, of the article or newly described.
    pub fn chain<'a>(&'a self, doc: &'a Document, id: ChainId) -> &'a Chain {
        doc.chains.get(id.0).unwrap_or_else(|| &self.unnamed[id.0 - self.base])
    }

    /// Tells whether `span` is said by a questioner, who asserts nothing.
    pub fn is_asked(&self, span: Span) -> bool {
        self.turn(span).is_some_and(|turn| turn.question)
    }

    /// The one who says *I* at `span`.
    pub fn speaker(&self, span: Span) -> Option<ChainId> {
        match self.turn(span) {
            Some(turn) if turn.question => None,
            Some(turn) => turn.speaker.or(self.protagonist),
            None => None,
        }
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

    /// The parties of the last event, while they are fresh.
    pub fn recent(&self, sentence: usize) -> &[ChainId] {
        if sentence.saturating_sub(self.recent_at) <= REACH { &self.recent } else { &[] }
    }

    /// The day of the last event that was held, while the telling goes on.
    pub fn day_around(&self, sentence: usize) -> Option<Interval> {
        let last = self.events.iter().zip(&self.sentences).next_back()?;
        let fresh = sentence.saturating_sub(*last.1) <= 2 && last.0.status == Status::Held;
        last.0.when.filter(|_| fresh)
    }

    /// Where one of `parties` is on a visit, or met last.
    pub fn whereabouts(&self, sentence: usize, parties: impl Iterator<Item = ChainId>) -> Option<Slot> {
        let parties: Vec<ChainId> = parties.collect();
        let told = self.events.iter().zip(&self.sentences).rev();
        let mut near = told.take_while(|(_, at)| sentence.saturating_sub(**at) <= STAY);
        let around = |event: &Event| {
            event.status == Status::Held
                && !event.places.is_empty()
                && event.participants.iter().any(|party| parties.contains(party))
        };
        let (event, _) = near.find(|(event, _)| around(event))?;
        let slot = event.slots.iter().find(|slot| slot.kind == SlotKind::Place)?;
        Some(Slot { reason: format!("of the {} told before", event.kind.as_str()), ..slot.clone() })
    }

    /// The chain of a party without a name: an earlier one of the same words
    /// or, for *the president*, of the same office; else a new one.
    pub fn unnamed(&mut self, view: &View<'_>, at: usize, phrase: std::ops::Range<usize>) -> ChainId {
        let words = view.span_of(trim_article(view, phrase.clone())).of(&view.doc.text).to_owned();
        let key = words.to_lowercase();
        if let Some(chain) = self.described.get(&key) {
            return *chain;
        }
        let definite = view
            .parse
            .children(at)
            .any(|child| view.parse.relation(child) == Relation::Det && view.parse.form(child) == "the");
        let holder = || self.holder(view.doc, &key);
        if let Some(chain) = (definite && phrase.len() <= 3).then(holder).flatten() {
            return chain;
        }
        let chain = ChainId(self.base + self.unnamed.len());
        self.unnamed.push(Chain {
            kind: EntityKind::Person,
            name: words,
            named: false,
            aliases: Vec::new(),
            roles: Vec::new(),
            country: None,
            gender: None,
            place: None,
            candidates: Vec::new(),
            reason: "described, not named".to_owned(),
        });
        self.described.insert(key, chain);
        chain
    }

    /// Takes the words of `phrase` for the name of the chain `id`, which has
    /// none, when they say more: *executives of Blackrock*, not *executives*.
    pub fn describe(&mut self, view: &View<'_>, id: ChainId, phrase: std::ops::Range<usize>) {
        let chain = self.chain(view.doc, id);
        let words = view.span_of(trim_article(view, phrase)).of(&view.doc.text);
        if !chain.named && words.len() > chain.name.len() && id.0 < self.base {
            self.fuller.push((id, words.to_owned()));
        }
    }

    /// The only person of the article who holds the office, or the earlier
    /// description that says more: *the president* of *the president of Togo*.
    fn holder(&self, doc: &Document, office: &str) -> Option<ChainId> {
        let fits = |title: &str| {
            let title = title.to_lowercase();
            title == office
                || title.ends_with(&format!(" {office}"))
                || title.starts_with(&format!("{office} of "))
        };
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| {
            chain.kind == EntityKind::Person
                && chain.roles.iter().any(|role| !role.former && fits(&role.title))
        });
        if let (Some((index, _)), None) = (holders.next(), holders.next()) {
            return Some(ChainId(index));
        }
        let fuller = self.unnamed.iter().rposition(|chain| fits(&chain.name));
        fuller.map(|index| ChainId(self.base + index))
    }

    /// Takes in an event of `sentence`: as a new one, or as more words on one
    /// that was told before.
    pub fn tell(&mut self, doc: &Document, event: Event, sentence: usize) {
        if event.participants.len() > 1 {
            self.recent = event.participants.clone();
            self.recent_at = sentence;
        }
        match self.events.iter().rposition(|told| is_same(told, &event)) {
            Some(index) => {
                let headline = self.events[index].evidence.end <= doc.headline.end;
                self.events[index] = joined(self.events[index].clone(), event, headline);
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

fn trim_article(view: &View<'_>, phrase: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let article = matches!(view.parse.form(phrase.start), "the" | "a" | "an" | "some") && phrase.len() > 1;
    phrase.start + usize::from(article)..phrase.end
}

/// The first person whom the headline names; where there is no headline,
/// nobody.
fn protagonist(doc: &Document) -> Option<ChainId> {
    let in_headline = doc.mentions.iter().take_while(|mention| mention.span.end <= doc.headline.end);
    let mut people =
        in_headline.filter(|mention| mention.kind == EntityKind::Person && mention.form == MentionForm::Name);
    people.find_map(|mention| mention.chain)
}

/// Tells whether two tellings of one article are one event: the same kind and
/// status, the parties of one among those of the other, and days that can
/// both be true.
fn is_same(told: &Event, event: &Event) -> bool {
    let within = |a: &Event, b: &Event| a.participants.iter().all(|party| b.participants.contains(party));
    let parties = within(told, event) || within(event, told);
    let days = match (told.when, event.when) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => true,
    };
    let goes_on = told.kind != EventKind::Visit || told.places == event.places;
    told.kind == event.kind && told.status == event.status && parties && days && goes_on
}

/// Joins a second telling to the first; the body's words are better evidence
/// than the headline's.
fn joined(told: Event, more: Event, prefer_more: bool) -> Event {
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
    if first.places.is_empty() || says && !said {
        first.places = second.places;
        first.slots.retain(|slot| slot.kind != SlotKind::Place);
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
