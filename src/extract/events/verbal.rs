//! Meetings told by verbs: *met*, *was received by*, *sat down with*.

use super::draft::Draft;
use super::lexicon::{LEXICON, Trigger};
use super::parties::{PartyAt, parties};
use super::spine::spine;
use super::story::Story;
use super::view::View;
use crate::document::{EntityKind, EventKind};
use crate::extract::syntax::{Relation, Upos, Xpos};

/// Returns what the verb at `at` tells.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    let verb = view.parse.xpos(at).is_verb() || view.parse.word(at).upos == Upos::Verb;
    if !verb || view.parse.word(at).upos == Upos::Aux {
        return Vec::new();
    }
    let lemma = view.lemma(at).to_owned();
    LEXICON.verb(&lemma).iter().filter_map(|sense| draft(view, story, at, sense)).take(1).collect()
}

fn draft(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Option<Draft> {
    let parse = &view.parse;
    let particle =
        parse.children(at).any(|child| sense.particle.iter().any(|word| word == parse.form(child)));
    if !sense.particle.is_empty() && !particle {
        return None;
    }
    if sense.bare && parse.children(at).any(|child| is_complement(parse.relation(child))) {
        return None;
    }
    let spine = spine(view, at);
    if sense.kind == EventKind::Visit {
        return visit(view, story, at, sense, spine);
    }
    let mut draft = Draft {
        kind: means(view, at, sense.kind),
        trigger: at,
        parties: Vec::new(),
        separate: parse.children(at).any(|child| parse.form(child) == "separately"),
        extends: false,
        spine,
        destination: None,
        weight: sense.weight,
        rule: String::new(),
    };
    let subjects = subjects(view, story, at);
    let partners = partners(view, story, at, sense);
    if partners.is_empty() && !(sense.reciprocal && subjects.len() > 1 && !has_thing(view, at)) {
        return None;
    }
    draft.rule = format!(
        "{}: subject{}",
        view.parse.form(at),
        if partners.is_empty() { "s together" } else { ", partner" }
    );
    draft.add(subjects, &format!("subject of {}", parse.form(at)));
    draft.add(partners, &format!("partner of {}", parse.form(at)));
    (draft.parties.len() > 1 && meets(view, &draft, sense)).then_some(draft)
}

/// Returns the kind with what the clause says of the means: by telephone it
/// is a call, by video a meeting.
pub fn means(view: &View<'_>, at: usize, kind: EventKind) -> EventKind {
    let mut words = view.parse.subtree(at).map(|word| view.lemma(word));
    match words.find_map(|word| LEXICON.means(word)) {
        Some(by) if kind != EventKind::Visit => by,
        _ => kind,
    }
}

fn is_complement(relation: Relation) -> bool {
    matches!(relation, Relation::Xcomp | Relation::Ccomp | Relation::Iobj)
}

/// Tells whether the verb has an object that is no party: *met the deadline*.
fn has_thing(view: &View<'_>, at: usize) -> bool {
    view.parse.child_by(at, Relation::Obj).is_some() && !view.parse.is_passive(at)
}

/// The parties that do it: the subject, the agent of a passive, and, where
/// a read-out leaves it out, the one whose story it is.
pub fn subjects(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    if parse.is_passive(at) {
        return parse.agent(at).map(|agent| parties(view, story, agent)).unwrap_or_default();
    }
    match parse.subject(at) {
        Some(subject) => {
            let found = parties(view, story, subject);
            if found.is_empty() && parse.relation(at) == Relation::Acl {
                climb(view, story, at)
            } else {
                found
            }
        }
        None if is_elided(view, at) => story.protagonist(view.span(at)).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The subject of the verb above a participle or an infinitive that hangs on
/// a noun: *had no plans to meet Wang*, *declined an invitation to meet him*.
fn climb(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let mut head = view.parse.head(at);
    while let Some(above) = head {
        if view.parse.xpos(above).is_verb() {
            return view
                .parse
                .subject(above)
                .map(|subject| parties(view, story, subject))
                .unwrap_or_default();
        }
        head = view.parse.head(above);
    }
    Vec::new()
}

/// Tells whether the verb opens an elided sentence: *Also met with Lavrov*.
fn is_elided(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let finite = matches!(parse.xpos(at), Xpos::Vbd | Xpos::Vbn | Xpos::Vbz);
    let root = parse.head(at).is_none()
        || matches!(
            parse.relation(at),
            Relation::Conj | Relation::Parataxis | Relation::Xcomp | Relation::Advcl
        );
    let opens = (0..view.parse.first_conjunct(at))
        .all(|word| matches!(parse.word(word).upos, Upos::Adv | Upos::Punct | Upos::Cconj | Upos::Verb));
    (finite || parse.relation(at) != Relation::Root) && root && opens && parse.form(0) != "meet"
}

fn partners(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Vec<PartyAt> {
    let parse = &view.parse;
    let mut words: Vec<usize> = Vec::new();
    if sense.takes("object") {
        if parse.is_passive(at) {
            words.extend(parse.subject(at));
        } else {
            words.extend(parse.objects(at));
        }
    }
    for (preposition, noun) in parse.phrases(at).chain(strayed(view, at)) {
        let Some(preposition) = preposition else { continue };
        if sense.takes(parse.form(preposition)) {
            words.push(noun);
        }
    }
    let mut found: Vec<PartyAt> = Vec::new();
    for word in words {
        found.extend(parties(view, story, parse.antecedent(word)));
    }
    found.retain(|party| !sense.people || party.people || party.span.of(&view.doc.text).is_empty());
    found
}

/// The phrases with *with* and *between* that the parser hung on a place or a
/// day behind the trigger: *met at the guesthouse with Tesfaye*. A place or a
/// day has no partner, so they are the trigger's.
pub fn strayed(view: &View<'_>, at: usize) -> Vec<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut found = Vec::new();
    let mut open: Vec<usize> = parse.phrases(at).map(|(_, noun)| noun).filter(|&noun| noun > at).collect();
    while let Some(noun) = open.pop() {
        let is_party = view.mention_over(noun).is_some_and(|named| view.kind(named) == EntityKind::Person)
            || LEXICON.is_people(view.lemma(noun));
        let is_event = !LEXICON.noun(view.lemma(noun)).is_empty();
        if is_party || is_event {
            continue;
        }
        for (case, under) in parse.phrases(noun) {
            match case.map(|case| parse.form(case)) {
                Some("with" | "between") => found.push((case, under)),
                _ if under > noun => open.push(under),
                _ => {}
            }
        }
    }
    found
}

/// Tells whether what the sense needs is in the clause, and nothing speaks
/// against it.
fn meets(view: &View<'_>, draft: &Draft, sense: &Trigger) -> bool {
    if draft.kind == EventKind::Meeting
        && !draft.parties.iter().any(|party| party.people)
        && has_thing(view, draft.trigger)
    {
        return false;
    }
    sense.needs.is_empty() || sense.needs.iter().any(|need| has(view, draft, need))
}

fn has(view: &View<'_>, draft: &Draft, need: &str) -> bool {
    let at = draft.trigger;
    let parse = &view.parse;
    let clause = parse.subtree(at);
    match need {
        "place" => view
            .named
            .iter()
            .any(|named| clause.contains(&named.head) && view.kind(named) == EntityKind::Place),
        "day" | "time" => {
            view.doc.dates.iter().any(|date| clause.clone().any(|word| view.span(word).overlaps(date.span)))
        }
        "length" => clause.clone().any(|word| matches!(view.lemma(word), "hour" | "minute")),
        "plan" => draft.spine.iter().skip(1).any(|&word| LEXICON.verb_effect(view.lemma(word)).is_some()),
        "across" => clause.clone().any(|word| matches!(parse.form(word), "across" | "opposite" | "beside")),
        "event" => clause.clone().any(|word| !LEXICON.noun(view.lemma(word)).is_empty()),
        _ => false,
    }
}

/// A visit: who goes, and where.
fn visit(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger, spine: Vec<usize>) -> Option<Draft> {
    let parse = &view.parse;
    let mut draft = Draft {
        kind: EventKind::Visit,
        trigger: at,
        parties: Vec::new(),
        separate: false,
        extends: false,
        destination: destination(view, at, sense),
        weight: sense.weight,
        rule: format!("{}: subject, place", parse.form(at)),
        spine,
    };
    draft.add(subjects(view, story, at), &format!("subject of {}", parse.form(at)));
    draft.parties.retain(|party| party.people);
    if sense.takes("object") && !draft.parties.is_empty() {
        let mut hosts: Vec<PartyAt> = Vec::new();
        for object in parse.objects(at).collect::<Vec<_>>() {
            hosts.extend(parties(view, story, object).into_iter().filter(|party| party.people));
        }
        draft.add(hosts, &format!("object of {}", parse.form(at)));
    }
    let told = draft.destination.is_some() || draft.parties.len() > 1;
    (told && !draft.parties.is_empty()).then_some(draft)
}

/// The word of the place that a visit goes to.
pub fn destination(view: &View<'_>, at: usize, sense: &Trigger) -> Option<usize> {
    let parse = &view.parse;
    let is_place =
        |word: usize| view.mention_over(word).is_some_and(|named| view.kind(named) == EntityKind::Place);
    let object = sense.place.iter().any(|place| place == "object");
    let direct = object.then(|| parse.objects(at).find(|&word| is_place(word))).flatten();
    direct.or_else(|| {
        parse
            .phrases(at)
            .filter(|(case, _)| {
                case.is_some_and(|case| sense.place.iter().any(|place| place == parse.form(case)))
            })
            .map(|(_, noun)| noun)
            .find(|&noun| is_place(noun))
    })
}
