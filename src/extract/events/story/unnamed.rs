//! Parties without a name: chains that are made for them, and what they are
//! called.

use super::Story;
use crate::document::{Chain, ChainId, EntityKind, Place};
use crate::extract::events::view::View;
use crate::extract::syntax::{Relation, noun_lemma};

impl Story {
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
        let country = place.and_then(|place| place.country);
        let named = country.as_deref().and_then(|country| self.holder_in(view.doc, title, country));
        named.unwrap_or_else(|| self.described(name, country))
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

    /// The chain of a building that the article gives no name; one of its own where
    /// it is somebody's, *his office*.
    pub fn building(&mut self, words: &str, owned: bool) -> ChainId {
        let key = words.to_lowercase();
        let known = self.unnamed.iter().position(|chain| {
            chain.kind == EntityKind::Place && !chain.named && chain.name.to_lowercase() == key
        });
        if let Some(known) = known.filter(|_| !owned) {
            return ChainId(self.base + known);
        }
        let id = self.describe_new(words.to_owned(), None);
        if let Some(chain) = self.unnamed.last_mut() {
            chain.kind = EntityKind::Place;
        }
        id
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
}

pub(super) fn trim_article(view: &View<'_>, phrase: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let article = matches!(view.parse.form(phrase.start), "the" | "a" | "an" | "some") && phrase.len() > 1;
    phrase.start + usize::from(article)..phrase.end
}
