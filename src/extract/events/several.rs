//! Several parties in few words: *the India-Pakistan talks*, *Norwegian and
//! Swedish negotiators*.

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::parties::{PartyAt, by_name};
use super::story::Story;
use super::view::{Named, View};
use crate::document::{Chain, ChainId, Document, EntityKind, MentionForm, PlaceKind, Span};
use crate::extract::syntax::Upos;
use crate::gazetteer::{self, Country, by_part};
use crate::likeness::fold;

/// Words between a pair and the noun it belongs to: *the India-Pakistan
/// foreign secretary level talks*.
const BETWEEN: usize = 4;

/// Adds those whom a word with hyphens before the noun of `draft` names: the
/// countries of *Sino-Soviet talks*, the people of *the Reagan-Gorbachev summit*.
pub fn add_pair(view: &View<'_>, story: &mut Story, draft: &mut Draft) {
    let at = draft.trigger;
    for word in (at.saturating_sub(BETWEEN + 1)..at).rev() {
        if !matches!(view.parse.word(word).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) {
            return;
        }
        let parts = if is_parted(view, word) {
            [word - 2, word].into_iter().filter_map(|word| part(view, story, word)).collect()
        } else {
            parts(view, story, word)
        };
        if parts.len() > 1 {
            let reason = format!("named with {}", view.parse.form(at));
            draft.add(parts, &reason);
            return;
        }
    }
}

fn parts(view: &View<'_>, story: &mut Story, word: usize) -> Vec<PartyAt> {
    let span = view.span(word);
    let mut start = span.start;
    let mut found = Vec::new();
    for part in span.of(&view.doc.text).split(HYPHENS) {
        let own = Span::new(start, start + part.len());
        start = own.end + view.doc.text[own.end..].chars().next().map_or(1, char::len_utf8);
        // Nobody is taken in before all are known: *Franco-Prussian*.
        let Some(known) = known(view.doc, part) else { return Vec::new() };
        found.push((own, known));
    }
    let party = |(own, known): (Span, Known)| {
        let chain = known.chain(story)?;
        let people = story.chain(view.doc, chain).kind == EntityKind::Person;
        Some(PartyAt { chain, word, span: own, people, reason: String::new() })
    };
    found.into_iter().filter_map(party).collect()
}

/// Tells whether the word is the second of two that a hyphen joins, each a word
/// of its own: *EU* of *U.S.-EU*.
fn is_parted(view: &View<'_>, word: usize) -> bool {
    word >= 2
        && HYPHENS.iter().any(|hyphen| view.parse.form(word - 1).starts_with(*hyphen))
        && view.span(word - 2).end == view.span(word - 1).start
        && view.span(word - 1).end == view.span(word).start
}

/// The party that a whole word names beside a hyphen: *U.S.* of *U.S.-EU*.
fn part(view: &View<'_>, story: &mut Story, word: usize) -> Option<PartyAt> {
    let span = view.span(word);
    let named = view.mention_over(word).filter(|named| named.words == (word..word + 1));
    let told = named.and_then(|named| view.doc.mentions[named.mention].chain);
    let chain = match told {
        Some(chain) => chain,
        None => known(view.doc, span.of(&view.doc.text))?.chain(story)?,
    };
    let people = story.chain(view.doc, chain).kind == EntityKind::Person;
    Some(PartyAt { chain, word, span, people, reason: String::new() })
}

const HYPHENS: [char; 4] = ['-', '‐', '‑', '–'];

/// What a part of a pair stands for.
enum Known {
    /// Somebody the article tells of.
    Told(ChainId),
    /// A country that it names here only.
    Country(&'static Country),
}

impl Known {
    /// The chain, made where there is none.
    fn chain(self, story: &mut Story) -> Option<ChainId> {
        match self {
            Known::Told(chain) => Some(chain),
            Known::Country(country) => {
                story.country(country.name, gazetteer::resolve(country.name, &Default::default())?)
            }
        }
    }
}

/// The country that `part` stands for, or the person or body of the article
/// that is called so.
fn known(doc: &Document, part: &str) -> Option<Known> {
    if !part.starts_with(char::is_uppercase) {
        return None;
    }
    let folded = fold(part);
    let called = |name: &String| fold(name) == folded;
    let is_called = |chain: &Chain| {
        let surname = || chain.name.split_whitespace().last().is_some_and(|last| fold(last) == folded);
        match chain.kind {
            EntityKind::Person => chain.named && surname(),
            EntityKind::Organization => called(&chain.name) || chain.aliases.iter().any(called),
            EntityKind::Place => false,
        }
    };
    let Some(country) = by_part(part) else {
        return doc.chains.iter().position(is_called).map(|index| Known::Told(ChainId(index)));
    };
    let is_country = |chain: &Chain| {
        chain.place.as_ref().is_some_and(|place| {
            place.kind == PlaceKind::Country && place.country.as_deref() == Some(country.code)
        })
    };
    let told = doc.chains.iter().position(is_country);
    Some(told.map_or(Known::Country(country), |index| Known::Told(ChainId(index))))
}

/// Tells whether the word joins two countries by a hyphen.
pub fn is_pair(word: &str) -> bool {
    word.contains(HYPHENS) && word.split(HYPHENS).all(|part| by_part(part).is_some())
}

/// One party for each sender of a plural: *Norwegian and Swedish foreign
/// ministers*, *the EU and Iranian delegations*; none where there is but one.
pub fn of_each(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let plural = view.parse.form(at) != view.lemma(at);
    if !plural || !(LEXICON.is_people(view.lemma(at)) || LEXICON.is_group(view.lemma(at))) {
        return Vec::new();
    }
    let mut senders: Vec<(usize, Option<String>)> = Vec::new();
    let mut word = at;
    // Whether *and* or a comma stands before the sender found last.
    let mut joined = true;
    while word > 0 {
        word -= 1;
        // *Saudi Arabia* is one sender.
        if let Some(named) = name_over(view, word).filter(|named| named.words.end == word + 1) {
            word = named.words.start;
        }
        let joins = matches!(view.parse.form(word), "and" | "," | "&");
        match sender(view, word) {
            // *Burmese NUG representatives* are of one sender.
            Some(_) if !joined => return Vec::new(),
            Some(country) => {
                senders.insert(0, (word, country));
                joined = false;
            }
            None if joins && !senders.is_empty() => joined = true,
            None if senders.is_empty() && is_title(view, word) => {}
            None => break,
        }
    }
    if senders.len() < 2 {
        return Vec::new();
    }
    let words = |word: usize| {
        let named = name_over(view, word).filter(|named| named.words.start == word);
        named.map_or(word..word + 1, |named| named.words.clone())
    };
    let last = senders.last().map_or(at, |(word, _)| words(*word).end);
    // Two ministers are one of each, two groups are several of each.
    let title = if LEXICON.is_office(view.lemma(at)) || LEXICON.is_group(view.lemma(at)) {
        story.singular(view, last..at, at)
    } else {
        view.span_of(last..at + 1).of(&view.doc.text).to_owned()
    };
    senders
        .into_iter()
        .map(|(word, country)| PartyAt {
            chain: story
                .described(format!("{} {title}", view.span_of(words(word)).of(&view.doc.text)), country),
            word,
            span: view.span_of(words(word)),
            people: true,
            reason: String::new(),
        })
        .collect()
}

/// The countries of which several bodies of one kind are: *the Ministries of
/// Foreign Affairs of Kazakhstan and Slovenia*; none where there is but one.
pub fn of_countries(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    if parse.form(at) == view.lemma(at) {
        return Vec::new();
    }
    let of =
        |noun: usize| parse.phrases(noun).filter(move |(_, under)| *under > noun).map(|(_, under)| under);
    let mut open: Vec<usize> = of(at).collect();
    let mut found: Vec<PartyAt> = Vec::new();
    while let Some(noun) = open.pop() {
        for word in parse.conjuncts(noun) {
            let country = view.mention_over(word).filter(|named| view.kind(named) == EntityKind::Place);
            let party = country.and_then(|named| by_name(view, story, named));
            found.extend(party.filter(|party| found.iter().all(|seen| seen.chain != party.chain)));
        }
        if found.is_empty() && open.len() < 8 {
            open.extend(of(noun).filter(|&under| parse.has_case(under, "of")));
        }
    }
    found.retain(|party| story.chain(view.doc, party.chain).kind == EntityKind::Place);
    if found.len() > 1 { found } else { Vec::new() }
}

/// The name, and no description, whose words hold `at`.
fn name_over<'a>(view: &'a View<'_>, at: usize) -> Option<&'a Named> {
    view.mention_over(at).filter(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
}

/// Tells whether the word may stand between a sender and the noun.
fn is_title(view: &View<'_>, word: usize) -> bool {
    matches!(view.parse.word(word).upos, Upos::Adj | Upos::Noun | Upos::Propn)
}

/// The country of a word that says who sends: a demonym, a country, a body.
fn sender(view: &View<'_>, word: usize) -> Option<Option<String>> {
    let named = name_over(view, word).filter(|named| named.words.start == word);
    let span = named.map_or(view.span(word), |named| view.span_of(named.words.clone()));
    let text = span.of(&view.doc.text);
    let capital = text.starts_with(char::is_uppercase);
    let demonym = gazetteer::by_demonym(text).or_else(|| gazetteer::by_name(text));
    if let Some(country) = demonym.filter(|_| capital) {
        return Some(Some(country.code.to_owned()));
    }
    (view.kind(named?) == EntityKind::Organization).then_some(None)
}
