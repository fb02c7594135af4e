//! Who stands at a word: a name, or what is read by `pronouns`, `titled`,
//! `groups`, `several` and `described`.

use super::described::described;
use super::groups::{led, senders, told_before};
use super::lexicon::LEXICON;
use super::pronouns::{is_count, pronoun};
use super::several::{of_countries, of_each};
use super::story::Story;
use super::titled::{behind, beside, honoured};
use super::view::{Named, View};
use crate::document::{Chain, ChainId, EntityKind, MentionForm, PlaceKind, Span};
use crate::extract::roles::lexicon::office;
use crate::extract::syntax::{Relation, Upos};
use crate::gazetteer;
use crate::likeness::is_suffix;

/// A party of an event, and the word that speaks of it.
#[derive(Clone, Debug)]
pub struct PartyAt {
    /// The party.
    pub chain: ChainId,
    /// The word that binds it to the rest of the sentence.
    pub word: usize,
    /// The words that speak of it.
    pub span: Span,
    /// Whether it is people: a person or a group of persons.
    pub people: bool,
    /// Why it is a party, for the slot: `subject of met`.
    pub reason: String,
}

impl PartyAt {
    /// One of whom the word `word` speaks without naming him.
    pub fn at(view: &View<'_>, word: usize, chain: ChainId) -> PartyAt {
        PartyAt { chain, word, span: view.span(word), people: true, reason: String::new() }
    }

    /// Tells whether it is one who holds an office, or is called by one.
    pub fn holds_office(&self, view: &View<'_>, story: &Story) -> bool {
        let chain = story.chain(view.doc, self.chain);
        !chain.roles.is_empty() || office(view.lemma(self.word)).is_some_and(|office| office.title)
    }
}

/// Coordinated parties beyond which a list is no list of parties.
pub const MANY: usize = 24;

/// Returns the parties that the word `at` and those coordinated with it stand
/// for, each once.
pub fn parties(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let mut found: Vec<PartyAt> = Vec::new();
    for word in view.parse.conjuncts(at).into_iter().take(MANY) {
        if view.parse.xpos(word).is_verb() && word != at {
            continue;
        }
        for party in at_word(view, story, word) {
            if found.iter().all(|seen| seen.chain != party.chain) {
                found.push(party);
            }
        }
    }
    found
}

fn at_word(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let over = view.mention_over(at).cloned();
    let name = over.as_ref().is_some_and(|named| view.doc.mentions[named.mention].form == MentionForm::Name);
    if LEXICON.is_media(view.lemma(at)) && !name {
        return Vec::new();
    }
    let office = over.as_ref().is_some_and(|named| {
        view.kind(named) == EntityKind::Organization && LEXICON.is_office(view.lemma(named.words.start))
    });
    let known = story.aliased(view, view.phrase(at));
    if known.len() > 1 {
        return known.into_iter().map(|chain| PartyAt::at(view, at, chain)).collect();
    }
    if let Some(party) = honoured(view, story, at) {
        return vec![party];
    }
    let behind = if office { behind(view, story, at) } else { Vec::new() };
    if !behind.is_empty() {
        return behind;
    }
    if let Some(named) =
        over.as_ref().filter(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
    {
        let body = view.kind(named) == EntityKind::Organization;
        let each = if body { of_countries(view, story, at) } else { Vec::new() };
        if !each.is_empty() {
            return each;
        }
        let led = if body { led(view, story, at) } else { Vec::new() };
        return if led.is_empty() { by_name(view, story, named).into_iter().collect() } else { led };
    }
    let owned = |child: usize| matches!(view.parse.form(child), "his" | "her" | "their");
    if LEXICON.is_kin(view.lemma(at)) && view.parse.children(at).any(owned) {
        // *Met his wife, Edith* is private, *met her husband Omar Haddad* may not be.
        let mut found = beside(view, story, at);
        found.retain(|party| story.chain(view.doc, party.chain).name.contains(' '));
        return found;
    }
    let beside = beside(view, story, at);
    if !beside.is_empty() {
        return beside;
    }
    if view.parse.word(at).upos == Upos::Pron || is_count(view, at) {
        return pronoun(view, story, at, over.as_ref());
    }
    let led = led(view, story, at);
    if !led.is_empty() {
        for party in &led {
            story.note(party.chain, view.span_of(view.phrase(at)).of(&view.doc.text));
        }
        return led;
    }
    let each = of_each(view, story, at);
    if !each.is_empty() {
        return each;
    }
    let senders = senders(view, story, at);
    if !senders.is_empty() {
        return senders;
    }
    let before = told_before(view, story, at);
    if !before.is_empty() {
        return before;
    }
    if let Some(people) = counted(view, at) {
        return parties(view, story, people);
    }
    described(view, story, at, over.as_ref())
}

/// A name is a party when it is people, a body, or a country.
pub fn by_name(view: &View<'_>, story: &Story, named: &Named) -> Option<PartyAt> {
    let mention = &view.doc.mentions[named.mention];
    if mention.kind == EntityKind::Person
        && (is_suffix(mention.span.of(&view.doc.text)) || is_namesake(view, named))
    {
        return None;
    }
    let chain = mention.chain?;
    if mention.kind == EntityKind::Place && is_adjective(view, named) {
        return None;
    }
    let may = match mention.kind {
        EntityKind::Person | EntityKind::Organization => true,
        EntityKind::Place => is_actor(story.chain(view.doc, chain)),
    };
    may.then(|| PartyAt {
        chain,
        word: named.head,
        span: mention.span,
        people: mention.kind == EntityKind::Person,
        reason: String::new(),
    })
}

/// Tells whether the name is the adjective of a country that stands for nobody:
/// *the Djiboutian capital*, but not *the Chinese met the Russians*.
fn is_adjective(view: &View<'_>, named: &Named) -> bool {
    let text = view.doc.mentions[named.mention].span.of(&view.doc.text);
    let before = named.words.start.checked_sub(1).map_or("", |at| view.parse.form(at));
    let adjective = view.parse.word(named.head).upos == Upos::Adj
        || matches!(view.parse.relation(named.head), Relation::Amod | Relation::Compound);
    adjective
        && before != "the"
        && gazetteer::by_demonym(text).is_some()
        && gazetteer::by_name(text).is_none()
}

/// Tells whether the name stands in that of a thing: *the Albright Award*.
fn is_namesake(view: &View<'_>, named: &Named) -> bool {
    let parse = &view.parse;
    let (start, end) = (named.words.start, named.words.end);
    let article = start > 0 && parse.form(start - 1) == "the";
    let goes_on =
        end < parse.len() && parse.word(end).upos == Upos::Propn && view.mention_over(end).is_none();
    let dated = end < parse.len() && view.dates().iter().any(|date| date.span.overlaps(view.span(end)));
    article && goes_on && !dated
}

/// Tells whether a place can act: a country does, a city does not.
pub fn is_actor(chain: &Chain) -> bool {
    chain.kind != EntityKind::Place
        || chain.place.as_ref().is_some_and(|place| place.kind == PlaceKind::Country)
}

/// The parties of names in a row.
pub fn listed(view: &View<'_>, story: &Story, names: Vec<&Named>) -> Vec<PartyAt> {
    names.into_iter().filter_map(|named| by_name(view, story, named)).collect()
}

/// The people whom the noun only counts: *members* of *a range of members*.
fn counted(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let counts = LEXICON.is_group(view.lemma(at)) && !LEXICON.is_people(view.lemma(at));
    let of = parse.children_by(at, Relation::Nmod).find(|&noun| noun > at && parse.has_case(noun, "of"));
    of.filter(|&noun| counts && parse.form(noun) != view.lemma(noun))
}
