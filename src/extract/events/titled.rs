//! Names beside their titles: before them, behind a comma, or told before.

use super::lexicon::LEXICON;
use super::lists;
use super::parties::{MANY, PartyAt, by_name};
use super::story::Story;
use super::view::{Named, View};
use crate::document::{ChainId, EntityKind, MentionForm};
use crate::extract::syntax::{Relation, Upos};

/// Words of titles between a form of honour and the name at most.
const TITLE: usize = 5;

/// The names that a title or description stands beside: *the Italian premier,
/// Paolo Ferrante*; *Secretary of State Alan Kerrigan*.
pub fn beside(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let mut found: Vec<PartyAt> = Vec::new();
    let children: Vec<usize> = parse.children(at).collect();
    for child in children {
        use Relation::{Appos, Compound, Dep, Flat, NmodDesc, NmodUnmarked};
        let proper = view.span(at).of(&view.doc.text).starts_with(char::is_uppercase);
        let inside = child < at && proper && !LEXICON.is_people(view.lemma(at));
        if !matches!(parse.relation(child), Appos | Compound | Dep | Flat | NmodDesc | NmodUnmarked) || inside
        {
            continue;
        }
        let words = if parse.relation(child) == Appos { parse.conjuncts(child) } else { vec![child] };
        for word in words {
            let person =
                view.mention_over(word).filter(|named| view.kind(named) == EntityKind::Person).cloned();
            match person {
                Some(named) => found.extend(by_name(view, story, &named)),
                None if parse.relation(child) == Appos && view.parse.word(word).upos != Upos::Propn => {
                    found.extend(beside(view, story, word));
                }
                None => {}
            }
        }
    }
    if found.is_empty() && LEXICON.is_people(view.lemma(at)) {
        found.extend(behind(view, story, at));
    }
    if found.len() > 1 {
        story.alias(view, view.phrase(at), found.iter().map(|party| party.chain).collect());
    }
    found
}

/// The names behind a long title, with a comma or without: *the leader of
/// the Front, Omar Haddad*; *the presidents of Ecuador and Peru, Cordero and
/// Quispe*; *the chief of staff of the republic Paul Nowak*.
pub fn behind(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let plural = parse.form(at) != view.lemma(at);
    let mut word = at + 1;
    while word < parse.len() && word < at + 16 && parse.form(word) != "," {
        let ends = parse.xpos(word).is_verb() || parse.form(word) == "and" && !plural;
        if let Some(name) = glued(view, word) {
            return by_name(view, story, name).into_iter().collect();
        }
        let named = view.mention_over(word).is_some_and(|named| {
            view.kind(named) == EntityKind::Person
                && view.doc.mentions[named.mention].form == MentionForm::Name
        });
        if ends || named || matches!(parse.form(word), ";" | ":" | "(" | "who" | "that") {
            return Vec::new();
        }
        word += 1;
    }
    let fellow = word + 1 < parse.len()
        && LEXICON.is_people(view.lemma(word + 1))
        && view.mention_over(word + 1).is_none();
    let listed = lists::from(view, word + 1 + usize::from(fellow));
    // *Governors, Lind and Nowak* are three or more, as the parser has it.
    let of =
        parse.phrases(at).any(|(case, noun)| noun > at && case.is_some_and(|case| parse.form(case) == "of"));
    let beside =
        |named: &&Named| parse.relation(named.head) == Relation::Conj && parse.head(named.head) == Some(at);
    // *The two ministers, Lind and Nowak* are just these.
    let counts = |form: &str| matches!((form, listed.len()), ("two" | "both", 2) | ("three", 3));
    let counted = parse.children(at).any(|child| counts(parse.form(child)));
    if plural && !of && !counted && listed.first().is_some_and(beside) {
        return Vec::new();
    }
    let people = listed.into_iter().filter(|named| view.kind(named) == EntityKind::Person);
    people.take(if plural { MANY } else { 1 }).filter_map(|named| by_name(view, story, named)).collect()
}

/// The name that begins at `word` with no preposition, article or possessive
/// before it, so that what stands before is its title.
fn glued<'a>(view: &'a View<'_>, word: usize) -> Option<&'a Named> {
    let named = view.mention_over(word).filter(|named| named.words.start == word && word > 0)?;
    let person =
        view.kind(named) == EntityKind::Person && view.doc.mentions[named.mention].form == MentionForm::Name;
    let before = view.parse.word(word - 1).upos;
    (person && matches!(before, Upos::Noun | Upos::Propn)).then_some(named)
}

/// The one named last before whom a form of honour without a name is for: *His
/// Majesty* is the king.
pub fn honoured(view: &View<'_>, story: &mut Story, at: usize) -> Option<PartyAt> {
    let offices = LEXICON.honoured_as(view.lemma(at));
    let owned =
        view.parse.children(at).any(|child| matches!(view.parse.form(child), "his" | "her" | "their"));
    if offices.is_empty() || !owned {
        return None;
    }
    let span = view.span(at);
    // *His Majesty King Talal* is named right behind.
    let behind = view.named.iter().find(|named| {
        let title = |word: usize| matches!(view.parse.word(word).upos, Upos::Noun | Upos::Propn | Upos::Det);
        named.words.start > at
            && named.words.start <= at + TITLE
            && view.kind(named) == EntityKind::Person
            && view.doc.mentions[named.mention].form == MentionForm::Name
            && (at + 1..named.words.start).all(title)
    });
    if let Some(party) = behind.and_then(|named| by_name(view, story, named)) {
        return Some(party);
    }
    let before = view.doc.mentions.partition_point(|mention| mention.span.start < span.start);
    let of_office = |chain: &ChainId| {
        let chain = story.chain(view.doc, *chain);
        let titles = chain.roles.iter().map(|role| role.title.as_str()).chain([chain.name.as_str()]);
        chain.kind == EntityKind::Person
            && titles.flat_map(str::split_whitespace).any(|word| offices.contains(&word.to_lowercase()))
    };
    let mentioned = || view.doc.mentions[..before].iter().rev().filter_map(|mention| mention.chain);
    let by_name = mentioned().find(|chain| of_office(chain) && story.chain(view.doc, *chain).named);
    // *The King* of whom no more is said is His Majesty too.
    let known = by_name.or_else(|| mentioned().find(of_office));
    let chain = known.unwrap_or_else(|| story.apart(view, view.phrase(at)));
    Some(PartyAt {
        chain,
        word: at,
        span: view.span_of(view.phrase(at)),
        people: true,
        reason: String::new(),
    })
}

/// Descriptions among `parties` of one who is named behind them, and is a party
/// too: *the mediator in the crisis, General Ur, conferred with Ek*.
pub fn spare(view: &View<'_>, story: &Story, parties: &[PartyAt]) -> Vec<ChainId> {
    let person = |party: &&PartyAt| {
        let chain = story.chain(view.doc, party.chain);
        chain.named && chain.kind == EntityKind::Person
    };
    let named: Vec<&PartyAt> = parties.iter().filter(person).collect();
    let describes = |party: &&PartyAt| {
        let one = view.parse.form(party.word) == view.lemma(party.word);
        one && named.iter().any(|name| name.chain != party.chain && is_beside(view, party, name))
    };
    let others = parties.iter().filter(|party| !person(party));
    others.filter(describes).map(|party| party.chain).collect()
}

/// Tells whether nothing but what the description is of, a comma and titles
/// stand between it and the name.
fn is_beside(view: &View<'_>, described: &PartyAt, name: &PartyAt) -> bool {
    let (from, to) = (described.span.end, name.span.start);
    let Some((of, title)) = view.doc.text.get(from..to).and_then(|gap| gap.split_once(',')) else {
        return false;
    };
    let clause = (0..view.parse.len()).any(|at| {
        let span = view.span(at);
        span.start >= from && span.end <= to && view.parse.xpos(at).is_verb()
    });
    let titles = title.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of");
    let owner = of.starts_with(['\'', '’']);
    let plain = !owner && !of.contains([';', ':']) && of.split_whitespace().all(|word| word != "and");
    of.len() < WITHIN && !clause && titles && plain
}

/// Bytes of what a description is of, before the name.
const WITHIN: usize = 80;
