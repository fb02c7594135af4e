//! Those whom a later sentence adds to the meeting told before: *also present
//! was the consul*, *the two sides were led by Lind and Nowak*.

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists;
use super::mood::mood;
use super::parties::{PartyAt, by_name, listed, parties};
use super::story::Story;
use super::subjects::is_passive;
use super::view::{Named, View};
use crate::document::{ChainId, EntityKind, MentionForm, Status};
use crate::extract::syntax::Relation;

/// Words between *by* and the name of the one who leads.
const TITLE: usize = 12;

/// Words behind *present* in which it is said at what.
const NEAR: usize = 8;

/// How sure it is that one who was present took part.
const WEIGHT: f32 = 0.8;

/// Returns the meeting told before with those whom the word at `at` adds, or
/// that of those who led its sides.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    if !LEXICON.adds_parties(view.lemma(at)) || story.just_told(view.sentence).is_none() {
        return Vec::new();
    }
    // Who was not there denies nothing of the others' meeting.
    if !matches!(mood(view, at).status(), Some(Status::Held | Status::Planned)) {
        return Vec::new();
    }
    let led = leaders(view, story, at);
    let known: Vec<PartyAt> = told(view, story, at);
    if led.len() > 1 {
        // Sides with names of their own were there with those who led them.
        let body = |party: &PartyAt| {
            let chain = story.chain(view.doc, party.chain);
            chain.named && chain.kind != EntityKind::Person
        };
        let bodies: Vec<PartyAt> = known.iter().filter(|party| body(party)).cloned().collect();
        let mut draft = draft(
            at,
            if bodies.len() == known.len() { bodies } else { Vec::new() },
            "party of the event told before",
        );
        draft.add(led, "who led the sides");
        return vec![draft];
    }
    let mut added = if is_of_group(view, story, at) { led } else { present(view, story, at) };
    added.retain(|party| known.iter().all(|seen| seen.chain != party.chain));
    if added.is_empty() {
        return Vec::new();
    }
    let mut draft = draft(at, known, "party of the event told before");
    draft.add(added, "was present");
    vec![draft]
}

fn draft(at: usize, parties: Vec<PartyAt>, reason: &str) -> Draft {
    let mut draft = Draft::meeting(at, vec![at], WEIGHT, reason);
    draft.add(parties, reason);
    draft
}

/// The parties of the meeting that was just told.
fn told(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let chains = story.just_told(view.sentence).map(|event| event.participants.clone()).unwrap_or_default();
    let party = |chain| PartyAt::at(view, at, chain);
    chains.into_iter().map(party).collect()
}

/// Those who were present: *also present was Ek*, *Ek was present at the
/// talks*; not those at a ceremony.
fn present(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    if !says_who_came(view, at) {
        return Vec::new();
    }
    let is_be = |word: usize| matches!(parse.form(word), "was" | "were" | "is" | "are" | "be" | "been");
    let opens = (0..at).all(|word| matches!(parse.form(word), "also" | "those" | "among" | "others" | "in"));
    let also = opens || (0..parse.len()).any(|word| parse.form(word) == "also");
    if view.lemma(at) == "presence" {
        // *Received the envoy in the presence of Ek*; elsewhere one signs in it.
        let here = story.just_told(view.sentence).is_some_and(|event| event.evidence == view.evidence());
        let of = (here && at + 1 < parse.len() && parse.form(at + 1) == "of").then_some(at + 1);
        let first = of.and_then(|of| person_behind(view, of, of + TITLE));
        return first.map(|named| people_from(view, story, named)).unwrap_or_default();
    }
    if view.lemma(at) == "join" {
        return joining(view, story, at);
    }
    let Some(event) = at_what(view, at, also) else { return Vec::new() };
    if opens {
        let be = (at + 1..parse.len().min(at + 1 + NEAR)).find(|&word| is_be(word));
        let first = be.and_then(|be| person_behind(view, be, parse.len()));
        return first.map(|named| people_from(view, story, named)).unwrap_or_default();
    }
    let verb = parse.xpos(at).is_verb();
    let copular = (at.saturating_sub(4)..at).any(is_be) || event || verb;
    let subject = parse.subject(at).filter(|&subject| subject < at && copular);
    let mut found = subject.map(|subject| parties(view, story, subject)).unwrap_or_default();
    found.retain(|party| story.chain(view.doc, party.chain).named);
    found.retain(|party| party.people);
    found
}

/// Those by whom the parties told before were joined: *they were joined by Ek*,
/// *Ek joined them*.
fn joining(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let several = |word: usize| matches!(parse.form(word), "they" | "them" | "two" | "both" | "three");
    let (others, new) = match is_passive(view, at) {
        true => (parse.subject(at), parse.agent(at)),
        false => (parse.objects(at).next(), parse.subject(at)),
    };
    // *The president joined for part of the discussion*.
    let part = || {
        parse.phrases_with(at, "for").any(|noun| {
            matches!(view.lemma(noun), "part" | "portion" | "beginning" | "end" | "half")
                || !LEXICON.noun(view.lemma(noun)).is_empty()
        })
    };
    let alone = !is_passive(view, at) && parse.objects(at).next().is_none() && part();
    let new = new.filter(|_| others.is_some_and(several) || alone);
    let mut found = new.map(|word| parties(view, story, word)).unwrap_or_default();
    found.retain(|party| party.people && story.chain(view.doc, party.chain).named);
    found
}

/// Tells whether the word can say who came: *present* as an adjective, *attend*
/// and *chair* as verbs, but not *presented* or *the chair*.
fn says_who_came(view: &View<'_>, at: usize) -> bool {
    let verb = view.parse.xpos(at).is_verb();
    match view.lemma(at) {
        "present" => !verb && view.parse.form(at) == "present",
        "presence" | "attendance" => !verb,
        // *Attending were the consul and his aide* may be taken for a noun.
        "attend" => verb || at == 0,
        "chair" | "moderate" | "mediate" | "join" => verb,
        _ => false,
    }
}

/// Tells at what one was present: none where it was no meeting, and whether
/// the meeting is named.
fn at_what(view: &View<'_>, at: usize, also: bool) -> Option<bool> {
    let parse = &view.parse;
    let near = at + 1..parse.len().min(at + 1 + NEAR);
    let placed = near
        .clone()
        .next()
        .is_some_and(|word| matches!(parse.form(word), "at" | "during" | "on" | "in" | "for"));
    let direct = matches!(view.lemma(at), "attend" | "chair" | "moderate" | "mediate")
        && parse.objects(at).next().is_some();
    let meets = |word: usize| !LEXICON.noun(view.lemma(word)).is_empty() || view.lemma(word) == "occasion";
    match (placed || direct, near.into_iter().any(meets)) {
        (true, named) => named.then_some(true),
        (false, _) => also.then_some(false),
    }
}

/// Tells whether the clause says who led a group that was just received: *the
/// deputation was led by Ek*.
fn is_of_group(view: &View<'_>, story: &Story, at: usize) -> bool {
    let group =
        view.parse.subject(at).map(|subject| view.lemma(subject)).filter(|lemma| LEXICON.is_group(lemma));
    let told = story.just_told(view.sentence).map_or("", |event| event.evidence.of(&view.doc.text));
    group.is_some_and(|group| told.to_lowercase().contains(group))
}

/// Those who led the sides: *the sides were led by Lind and Nowak*, *Lind and
/// Nowak headed the delegations*.
fn leaders(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    // *The Danish party was headed by Ek, the Greek side by Ur*.
    let side = |word: &usize| LEXICON.is_side(view.lemma(*word)) || view.lemma(*word) == "party";
    let sides = (0..parse.len()).any(|word| LEXICON.is_side(view.lemma(word)));
    if !LEXICON.leads(view.lemma(at)) || !parse.xpos(at).is_verb() || !sides {
        return Vec::new();
    }
    if parse.objects(at).any(|object| side(&object)) {
        // *Lind leads the one side, while Nowak heads the other*.
        let leads = |word: &usize| {
            *word >= at
                && parse.xpos(*word).is_verb()
                && LEXICON.leads(view.lemma(*word))
                && parse.objects(*word).any(|object| side(&object))
        };
        let verbs: Vec<usize> = (0..parse.len()).filter(leads).collect();
        let subjects: Vec<usize> = verbs.into_iter().filter_map(|verb| parse.subject(verb)).collect();
        let mut found: Vec<PartyAt> = Vec::new();
        for subject in subjects {
            for party in parties(view, story, subject) {
                let named = party.people && story.chain(view.doc, party.chain).named;
                if named && found.iter().all(|seen| seen.chain != party.chain) {
                    found.push(party);
                }
            }
        }
        if found.len() == 1 {
            found.extend(joined(view, story, at, found[0].chain));
        }
        return found;
    }
    if !parse.subject(at).is_some_and(|subject| side(&subject)) {
        return Vec::new();
    }
    let mut found: Vec<PartyAt> = Vec::new();
    for by in (at + 1..parse.len()).filter(|&word| parse.form(word) == "by") {
        let Some(named) = person_behind(view, by, by + TITLE) else { continue };
        for party in people_from(view, story, named) {
            if found.iter().all(|seen| seen.chain != party.chain) {
                found.push(party);
            }
        }
    }
    found
}

/// Those before the verb whom the parser joined to what the first is of: *Lind
/// of the embassy and Nowak led the two sides*.
fn joined(view: &View<'_>, story: &Story, at: usize, first: ChainId) -> Vec<PartyAt> {
    let people = view.named.iter().filter(|named| {
        let name = view.doc.mentions[named.mention].form == MentionForm::Name;
        named.words.end <= at
            && name
            && view.kind(named) == EntityKind::Person
            && view.parse.relation(named.head) == Relation::Conj
    });
    people.filter_map(|named| by_name(view, story, named)).filter(|party| party.chain != first).collect()
}

/// The first person named behind the word `at` and before `end`, in the same
/// clause.
fn person_behind<'a>(view: &'a View<'_>, at: usize, end: usize) -> Option<&'a Named> {
    let parse = &view.parse;
    let stop = (at + 1..parse.len().min(end))
        .find(|&word| matches!(parse.form(word), "who" | "whom" | "which" | ";" | "by"))
        .unwrap_or(parse.len().min(end));
    view.named.iter().find(|named| {
        (at + 1..stop).contains(&named.words.start)
            && view.kind(named) == EntityKind::Person
            && view.doc.mentions[named.mention].form == MentionForm::Name
    })
}

/// The people named in a row from `named` on, titles between them.
fn people_from(view: &View<'_>, story: &mut Story, named: &Named) -> Vec<PartyAt> {
    let row = listed(view, story, lists::from(view, named.words.start));
    let all = parties(view, story, named.head);
    let mut found = if row.len() > all.len() { row } else { all };
    found.retain(|party| party.people);
    found
}
