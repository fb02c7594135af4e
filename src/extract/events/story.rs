//! What the article has told so far: its parties, its last event, where they are.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::parties::PartyAt;
use super::turns::{Turn, turns};
use super::view::View;
use crate::document::{
    Chain, ChainId, Document, EntityKind, Event, EventKind, Interval, Mention, MentionForm, Place, Precision,
    Slot, SlotKind, Span, Status, TimeExpression,
};
use crate::extract::roles::lexicon as roles;
use crate::extract::syntax::{Relation, noun_lemma, verb_lemma};
use crate::gazetteer;

/// Sentences over which *they* and *the two leaders* reach back.
const REACH: usize = 4;

/// Sentences over which a visit or a day goes on.
const STAY: usize = 6;

/// Events that a new one is compared with, so that the time grows with the
/// text; articles of people have far fewer.
const REMEMBERED: usize = 500;

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

    /// The one who is head of state or of government in the article, where it
    /// names but one: whom *the Head of State* stands for.
    fn head(&self, doc: &Document, office: &str) -> Option<ChainId> {
        let groups: &[&str] = match office {
            "head of state" | "chief of state" => &["president", "monarch"],
            "head of government" => &["premier"],
            _ => return None,
        };
        let holds = |chain: &Chain| {
            let mut titles = chain.roles.iter().filter(|role| !role.former).map(|role| &role.title);
            titles.any(|title| {
                // *President*, *French President*, but no company's or university's.
                let (before, office) = title.rsplit_once(' ').unwrap_or(("", title));
                let of_state = before.split_whitespace().all(|word| {
                    word == "Prime"
                        || gazetteer::by_demonym(word).is_some()
                        || gazetteer::by_name(word).is_some()
                });
                of_state && roles::office(office).is_some_and(|office| groups.contains(&office.group))
            })
        };
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| holds(chain));
        let (first, second) = (holders.next(), holders.next());
        first.filter(|_| second.is_none()).map(|(index, _)| ChainId(index))
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
        let chain = self.describe_new(words, None);
        self.described.insert(key, chain);
        chain
    }

    /// A chain of its own for the words of `phrase`, which were taken for
    /// somebody who cannot be meant.
    pub fn apart(&mut self, view: &View<'_>, phrase: std::ops::Range<usize>) -> ChainId {
        let words = view.span_of(trim_article(view, phrase)).of(&view.doc.text).to_owned();
        self.described(words, None)
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

    /// Puts the party `name` wherever `described` stands.
    pub fn rename(&mut self, described: ChainId, name: ChainId) {
        for event in &mut self.events {
            if event.participants.contains(&name) {
                continue;
            }
            for party in event.participants.iter_mut().filter(|party| **party == described) {
                *party = name;
            }
        }
    }

    /// Remembers the words for a group that the party `chain` leads.
    pub fn note(&mut self, chain: ChainId, words: &str) {
        self.notes.entry(chain).or_default().push(words.to_owned());
    }

    /// The title of officials of several countries, in the singular:
    /// `Foreign Minister` of *Foreign Ministers of France and Italy*.
    pub fn office(&self, view: &View<'_>, at: usize) -> String {
        let phrase = trim_article(view, view.phrase(at));
        self.singular(view, phrase.start.min(at)..at, at)
    }

    /// The words `before` the plural noun at `at`, and that noun in the singular.
    pub fn singular(&self, view: &View<'_>, before: std::ops::Range<usize>, at: usize) -> String {
        let before = if before.is_empty() { "" } else { view.span_of(before).of(&view.doc.text) };
        let own = view.span(at).of(&view.doc.text);
        let mut singular = noun_lemma(own);
        if own.starts_with(char::is_uppercase) {
            singular = singular[..1].to_uppercase() + &singular[1..];
        }
        format!("{before} {singular}").trim().to_owned()
    }

    /// The chain of the official `title` of the country or body of `mention`.
    pub fn official(&mut self, view: &View<'_>, title: &str, mention: usize) -> ChainId {
        let place = view.doc.mentions[mention].chain.map(|chain| self.chain(view.doc, chain).clone());
        let name = format!("{title} of {}", view.doc.mentions[mention].span.of(&view.doc.text));
        self.described(name, place.and_then(|place| place.country))
    }

    /// The chain of the party that is described as `name`, of `country`.
    pub fn described(&mut self, name: String, country: Option<String>) -> ChainId {
        let key = name.to_lowercase();
        if let Some(chain) = self.described.get(&key) {
            return *chain;
        }
        let id = self.describe_new(name, country);
        self.described.insert(key, id);
        id
    }

    /// The chain of a country that the article only names in one word with
    /// another.
    pub fn country(&mut self, name: &str, place: Place) -> Option<ChainId> {
        let known = self.unnamed.iter().position(|chain| chain.place.as_ref() == Some(&place));
        if let Some(known) = known {
            return Some(ChainId(self.base + known));
        }
        let id = self.describe_new(name.to_owned(), place.country.clone());
        let chain = self.unnamed.last_mut()?;
        chain.kind = EntityKind::Place;
        chain.named = true;
        chain.place = Some(place);
        chain.reason = "named in one word with another".to_owned();
        Some(id)
    }

    fn describe_new(&mut self, name: String, country: Option<String>) -> ChainId {
        let id = ChainId(self.base + self.unnamed.len());
        self.unnamed.push(Chain {
            kind: EntityKind::Person,
            name,
            named: false,
            aliases: Vec::new(),
            roles: Vec::new(),
            country,
            gender: None,
            place: None,
            candidates: Vec::new(),
            reason: "described, not named".to_owned(),
        });
        id
    }

    /// The one who holds just the office that a short description names, where
    /// the chain it was given to does not: *the President* is not the Vice
    /// President.
    pub fn officeholder(
        &self,
        view: &View<'_>,
        phrase: std::ops::Range<usize>,
        chain: Option<ChainId>,
    ) -> Option<ChainId> {
        if phrase.len() > 4 || view.parse.form(phrase.start) != "the" {
            return None;
        }
        let length = phrase.len();
        let office = view.span_of(trim_article(view, phrase)).of(&view.doc.text).to_lowercase();
        if let Some(head) = self.head(view.doc, &office) {
            return Some(head);
        }
        if length > 3 {
            return None;
        }
        let own = chain.map(|chain| self.chain(view.doc, chain));
        let has = |fits: &dyn Fn(&str) -> bool| {
            own.is_some_and(|own| own.roles.iter().any(|role| fits(&role.title)))
        };
        if has(&|title| title.eq_ignore_ascii_case(&office)) {
            return None;
        }
        let holder = self.just_holder(view.doc, &office);
        if holder.is_some() || has(&|title| is_office(title, &office)) {
            return holder;
        }
        self.holder(view.doc, &office)
    }

    /// The only person whose title is just `office`.
    fn just_holder(&self, doc: &Document, office: &str) -> Option<ChainId> {
        let just = |chain: &Chain| chain.roles.iter().any(|role| role.title.eq_ignore_ascii_case(office));
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| just(chain));
        let (first, second) = (holders.next(), holders.next());
        first.filter(|_| second.is_none()).map(|(index, _)| ChainId(index))
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

    /// The only person of the article who holds the office, or the earlier
    /// description that says more: *the president* of *the president of Togo*.
    fn holder(&self, doc: &Document, office: &str) -> Option<ChainId> {
        if let Some(holder) = self.just_holder(doc, office) {
            return Some(holder);
        }
        let fits = |title: &str| is_office(title, office);
        let mut holders = doc.chains.iter().enumerate().filter(|(_, chain)| {
            chain.kind == EntityKind::Person
                && chain.roles.iter().any(|role| !role.former && fits(&role.title))
        });
        let (first, second) = (holders.next(), holders.next());
        if let (Some((index, _)), None) = (first, second) {
            return Some(ChainId(index));
        }
        let fuller = self.unnamed.iter().rposition(|chain| fits(&chain.name));
        fuller.map(|index| ChainId(self.base + index))
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
                    told.participants.retain(|party| {
                        self.chain(doc, *party).named || named && self.is_plural(doc, *party)
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

/// Words before an office that make it another.
const LESSER: &[&str] = &[
    "vice",
    "deputy",
    "assistant",
    "under",
    "former",
    "ex",
    "acting",
    "press",
    "private",
    "permanent",
    "executive",
    "first",
    "second",
];

/// Tells whether `title` is the office or says more of it: *prime minister*
/// of *Japanese Prime Minister*, but not *president* of *vice president*.
fn is_office(title: &str, office: &str) -> bool {
    let title = title.to_lowercase();
    let lesser =
        |before: &str| before.split([' ', '-']).next_back().is_some_and(|word| LESSER.contains(&word));
    title == office
        || title
            .strip_suffix(office)
            .is_some_and(|before| before.ends_with(' ') && !lesser(before.trim_end()))
        || title.split_once(office).is_some_and(|(before, after)| {
            after.starts_with(" of ")
                && (before.is_empty() || before.ends_with(' ') && !lesser(before.trim_end()))
        })
}

fn trim_article(view: &View<'_>, phrase: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let article = matches!(view.parse.form(phrase.start), "the" | "a" | "an" | "some") && phrase.len() > 1;
    phrase.start + usize::from(article)..phrase.end
}

/// The first person whom the headline names; where there is no headline,
/// nobody.
fn protagonist(doc: &Document) -> Option<ChainId> {
    let in_headline = doc.mentions.iter().take_while(|mention| mention.span.end <= doc.headline.end);
    if let Some(guest) = guest(doc) {
        return Some(guest);
    }
    let mut people =
        in_headline.filter(|mention| mention.kind == EntityKind::Person && mention.form == MentionForm::Name);
    people.find_map(|mention| mention.chain).or_else(|| officeholder(doc))
}

/// Whom a headline says to be interviewed: *an interview with Ana Lind*.
fn guest(doc: &Document) -> Option<ChainId> {
    let headline = doc.headline.of(&doc.text).to_lowercase();
    let with = headline
        .find("interview with")
        .filter(|_| headline.len() == doc.headline.end - doc.headline.start)?;
    let from = doc.headline.start + with;
    // *Lind defends her plan in an interview with King*: the guest is named first.
    let earlier = doc.mentions.iter().take_while(|mention| mention.span.start < from);
    if earlier.into_iter().any(|mention| mention.kind == EntityKind::Person) {
        return None;
    }
    let mut behind =
        doc.mentions.iter().filter(|mention| (from..doc.headline.end).contains(&mention.span.start));
    behind.find(|mention| mention.kind == EntityKind::Person)?.chain
}

/// The first person of the body, where the headline names an office: *The
/// Foreign Minister's programme*.
fn officeholder(doc: &Document) -> Option<ChainId> {
    let headline = doc.headline.of(&doc.text).to_lowercase();
    let words = headline.split(|c: char| !c.is_alphanumeric());
    let offices: Vec<&str> = words.filter(|word| LEXICON.is_office(word)).collect();
    let named = |mention: &&Mention| mention.kind == EntityKind::Person && mention.form == MentionForm::Name;
    let first = doc.mentions.iter().find(named)?.chain?;
    let holds = |title: &str| {
        let title = title.to_lowercase();
        offices.iter().any(|office| title.split_whitespace().any(|word| word == *office))
    };
    doc.chains[first.0].roles.iter().any(|role| holds(&role.title)).then_some(first)
}

/// Words for what somebody says or writes in the first person.
const SPEECHES: &[&str] =
    &["statement", "remarks", "letter", "message", "address", "speech", "testimony", "toast", "column"];

/// The one whose words the article is, by its headline: *Statement by Foreign
/// Minister Ana Lind*.
fn author(doc: &Document) -> Option<ChainId> {
    let mention = doc.mentions.iter().find(|mention| mention.kind == EntityKind::Person)?;
    if mention.span.end > doc.headline.end {
        return None;
    }
    let before = doc.text[doc.headline.start..mention.span.start].to_lowercase();
    let mut words = before.split_whitespace();
    let speech = words.any(|word| SPEECHES.contains(&word));
    (speech && words.next().is_some_and(|word| matches!(word, "by" | "from" | "of")))
        .then_some(mention.chain)
        .flatten()
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

/// Days between two events of one stay at most.
const APART: i64 = 14;

/// Tells whether two spans of time are too far apart for one stay.
fn is_far(a: Interval, b: Interval) -> bool {
    let gap = |a: Interval, b: Interval| b.from.zip(a.to).map_or(0, |(from, to)| (from - to).num_days());
    gap(a, b) > APART || gap(b, a) > APART
}

fn is_sharper(a: Option<Interval>, b: Option<Interval>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.precision < b.precision,
        (Some(_), None) => true,
        _ => false,
    }
}
