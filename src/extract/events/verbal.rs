//! Meetings told by verbs: *met*, *was received by*, *sat down with*.

use super::draft::Draft;
use super::lexicon::{LEXICON, Trigger};
use super::parties::PartyAt;
use super::partners::{apart, has_thing, partners};
use super::spine::spine;
use super::story::Story;
use super::subjects::{is_passive, subjects};
use super::view::View;
use super::visits::visit;
use crate::document::{ChainId, EntityKind, EventKind};
use crate::extract::syntax::{Relation, Upos, Xpos, verb_lemma};

/// Returns what the verb at `at` tells.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    let verb = view.parse.xpos(at).is_verb()
        || view.parse.word(at).upos == Upos::Verb
        || is_hidden_gerund(view, at)
        || is_object_gerund(view, at)
        || is_hidden_participle(view, at);
    if !verb || view.parse.word(at).upos == Upos::Aux {
        return Vec::new();
    }
    if is_in_name(view, at) {
        return Vec::new();
    }
    let lemma = verb_lemma(view.parse.form(at));
    // *Called on the king* is not *called the king*.
    let next = if at + 1 < view.parse.len() { view.parse.form(at + 1) } else { "" };
    let senses = LEXICON.verb(&lemma);
    let person =
        |noun: usize| view.mention_over(noun).is_some_and(|named| view.kind(named) == EntityKind::Person);
    let mut phrases = view.parse.phrases(at);
    let on = matches!(next, "on" | "upon")
        || phrases.any(|(case, noun)| case.is_some_and(|case| view.parse.form(case) == "on") && person(noun));
    let prepositional = on && senses.iter().any(|sense| sense.takes("on"));
    let fits = |sense: &&Trigger| !prepositional || sense.takes("on");
    senses.iter().filter(fits).filter_map(|sense| draft(view, story, at, sense)).take(1).collect()
}

/// Tells whether the verb is part of a name: *appeared on Meet the Press*.
fn is_in_name(view: &View<'_>, at: usize) -> bool {
    let word = view.span(at).of(&view.doc.text);
    let capital = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let inside = at > 0 && matches!(view.parse.word(at - 1).upos, Upos::Adp | Upos::Det);
    capital && inside && !view.is_headline()
}

/// Tells whether a gerund was taken for a noun: *Reyes and Kiharada, meeting
/// in Manila, signed*. A noun would have an article or an owner.
pub fn is_hidden_gerund(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let bare = !parse.children(at).any(|child| child < at && parse.relation(child) != Relation::Punct);
    let after_comma = at > 0 && parse.form(at - 1) == ",";
    parse.xpos(at) == Xpos::Nn && parse.form(at).ends_with("ing") && bare && after_comma
}

/// Tells whether a gerund with a person as its object was taken for a noun: *Mori
/// denied meeting Ri*.
pub fn is_object_gerund(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let bare = parse.children(at).all(|child| child > at);
    let verb = parse.head(at).filter(|&head| head + 1 == at && parse.is_verb(head));
    let person = view
        .mention_over(at + 1)
        .is_some_and(|named| named.words.start == at + 1 && view.kind(named) == EntityKind::Person);
    parse.xpos(at) == Xpos::Nn && parse.form(at).ends_with("ing") && bare && verb.is_some() && person
}

/// Tells whether a passive participle was taken for an adjective: *they had been
/// closeted since morning*.
fn is_hidden_participle(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let passive = |child: usize| matches!(parse.relation(child), Relation::AuxPass | Relation::Cop);
    parse.xpos(at) == Xpos::Jj && parse.form(at).ends_with("ed") && parse.children(at).any(passive)
}

/// Tells whether each did it to the other: *saw each other*.
fn is_mutual(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    at + 2 < parse.len()
        && matches!(parse.form(at + 1), "each" | "one")
        && matches!(parse.form(at + 2), "other" | "another")
}

fn draft(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Option<Draft> {
    let parse = &view.parse;
    let mutual = sense.takes("object") && is_mutual(view, at);
    let is_particle = |word: usize| sense.particle.iter().any(|own| own == parse.form(word));
    let particle = parse.children(at).any(is_particle) || at + 1 < parse.len() && is_particle(at + 1);
    if !sense.particle.is_empty() && !particle {
        return None;
    }
    if sense.bare && !mutual && parse.children(at).any(|child| is_complement(parse.relation(child))) {
        return None;
    }
    if sense.bare && (is_naming(view, at) || asks_to(view, at)) {
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
        separate: is_one_by_one(view, at),
        extends: false,
        any_means: sense.any_means,
        spine,
        destination: None,
        weight: sense.weight,
        rule: String::new(),
    };
    let mut subjects = subjects(view, story, at);
    let barred = |party: &PartyAt| sense.never_by.iter().any(|never| never == view.lemma(party.word));
    if subjects.iter().any(barred)
        || parse.subject(at).is_some_and(|word| sense.never_by.iter().any(|never| never == view.lemma(word)))
    {
        return None;
    }
    let partners = if mutual { Vec::new() } else { partners(view, story, at, sense) };
    let partners = apart(view, story, &mut subjects, partners);
    if !sense.objects.is_empty()
        && !parse.objects(at).any(|object| sense.objects.iter().any(|thing| thing == view.lemma(object)))
    {
        return None;
    }
    let thing = sense.objects.is_empty() && !mutual && has_thing(view, at);
    if partners.is_empty() && !((sense.reciprocal || mutual) && subjects.len() > 1 && !thing) {
        return None;
    }
    if partners.is_empty() && goes_on(view, story, at, &subjects) {
        return None;
    }
    draft.rule = format!(
        "{}: subject{}",
        view.parse.form(at),
        if partners.is_empty() { "s together" } else { ", partner" }
    );
    let named = subjects.iter().any(|party| view.parse.word(party.word).upos != Upos::Pron);
    if partners.is_empty() && sense.kind == EventKind::Call && !(named || has_means(view, at)) {
        return None;
    }
    // In sports reports, clubs and men without office meet to play.
    let private = |party: &PartyAt| !party.people || story.chain(view.doc, party.chain).roles.is_empty();
    let all_private = subjects.iter().chain(&partners).all(private);
    if view.lemma(at) == "meet" && all_private && story.is_of_games(view.doc) {
        return None;
    }
    let company = company(view, story, at, &partners);
    draft.add(subjects, &format!("subject of {}", parse.form(at)));
    draft.add(partners, &format!("partner of {}", parse.form(at)));
    draft.add(company, "party of the event told before");
    (draft.parties.len() > 1 && meets(view, story, &draft, sense)).then_some(draft)
}

/// Tells whether the verb is said of several one by one: *met separately with Lind and
/// Nowak*, *saw in turn Lind and Nowak*.
fn is_one_by_one(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let parts =
        |child| matches!(parse.form(child), "separately" | "bilaterally" | "individually" | "successively");
    let in_turn = at + 2 < parse.len() && parse.form(at + 1) == "in" && parse.form(at + 2) == "turn";
    in_turn || parse.children(at).any(parts)
}

/// Those whom one of `partners` was just told to meet, where a relative clause
/// has others come along: *will meet Lind, who will be joined by her envoy*.
fn company(view: &View<'_>, story: &Story, at: usize, partners: &[PartyAt]) -> Vec<PartyAt> {
    let relative = view.parse.relation(at) == Relation::AclRelcl && view.lemma(at) == "join";
    if !relative || !is_passive(view, at) {
        return Vec::new();
    }
    let told = story.events.last().filter(|event| {
        event.evidence == view.evidence()
            && partners.iter().any(|party| event.participants.contains(&party.chain))
    });
    let party = |chain: &ChainId| PartyAt::at(view, at, *chain);
    told.map(|event| event.participants.iter().map(party).collect()).unwrap_or_default()
}

/// Returns the kind with what the clause says of the means: by telephone it
/// is a call, by video a meeting.
pub fn means(view: &View<'_>, at: usize, kind: EventKind) -> EventKind {
    if view.lemma(at) == "call" {
        return kind;
    }
    let mut words = view.parse.subtree(at).map(|word| view.lemma(word));
    match words.find_map(|word| LEXICON.means(word)) {
        Some(by) if kind != EventKind::Visit => by,
        _ => kind,
    }
}

/// Tells whether the clause only goes on about talks that were told: *they
/// also conferred on trade*.
fn goes_on(view: &View<'_>, story: &Story, at: usize, subjects: &[PartyAt]) -> bool {
    let meets = matches!(view.lemma(at), "meet" | "sit" | "dine" | "lunch" | "breakfast" | "huddle");
    let pronoun = subjects.iter().all(|party| view.parse.word(party.word).upos == Upos::Pron);
    let told = || {
        story.has_told(EventKind::Meeting, view.sentence) || story.has_told(EventKind::Call, view.sentence)
    };
    let parties: Vec<ChainId> = subjects.iter().map(|party| party.chain).collect();
    let again = view.parse.children(at).any(|child| matches!(view.parse.form(child), "again" | "anew"));
    !meets && !again && (pronoun && told() || story.has_met(&parties, view.sentence))
}

/// Tells whether the clause names the means: *spoke by telephone*.
pub fn has_means(view: &View<'_>, at: usize) -> bool {
    view.parse.subtree(at).any(|word| LEXICON.means(view.lemma(word)).is_some())
}

/// Tells whether the verb gives its object a name: *calling him "a patriot"*,
/// *called Wang a liar*.
fn is_naming(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let Some(object) = parse.objects(at).find(|&object| object > at) else { return false };
    let end = view.mention_over(object).map_or(object + 1, |named| named.words.end.max(object + 1));
    let next = if end < parse.len() { parse.form(end) } else { "." };
    let gerund = parse.xpos(at) == Xpos::Vbg && view.lemma(at) == "call";
    gerund || matches!(next, "\"" | "“" | "``" | "a" | "an" | "the" | "as")
}

/// Tells whether the clause asks somebody to do something: *called on the
/// governor to send troops*; one calls on him to discuss, not to act.
pub fn asks_to(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let bare = |word: usize| parse.xpos(word) == Xpos::Vb && word > 0 && parse.form(word - 1) == "to";
    let asked = (at + 1..parse.len())
        .take_while(|&word| !matches!(parse.form(word), "," | ";" | "." | "and"))
        .find(|&word| bare(word));
    asked.is_some_and(|word| !LEXICON.is_courtesy(view.lemma(word)))
}

fn is_complement(relation: Relation) -> bool {
    matches!(relation, Relation::Xcomp | Relation::Ccomp | Relation::Iobj)
}

/// Tells whether what the sense needs is in the clause, and nothing speaks
/// against it.
fn meets(view: &View<'_>, story: &Story, draft: &Draft, sense: &Trigger) -> bool {
    if draft.kind == EventKind::Meeting
        && !draft.parties.iter().any(|party| party.people)
        && has_thing(view, draft.trigger)
    {
        return false;
    }
    // *I see Secretary Lind down there* tells of no meeting.
    let told = !matches!(view.parse.xpos(draft.trigger), Xpos::Vbp | Xpos::Vbz) || view.is_headline();
    let official = || told && draft.parties.iter().all(|party| party.holds_office(view, story));
    sense.needs.is_empty()
        || sense.needs.iter().any(|need| match need.as_str() {
            "officers" => official(),
            need => has(view, draft, need),
        })
}

fn has(view: &View<'_>, draft: &Draft, need: &str) -> bool {
    let at = draft.trigger;
    let parse = &view.parse;
    // Of *to Rome, where he will talk with her*, the place and day are above.
    let placed = matches!(parse.relation(at), Relation::AclRelcl | Relation::Advcl)
        && parse.children(at).any(|child| parse.form(child) == "where");
    let clause = if placed { 0..parse.len() } else { parse.subtree(at) };
    match need {
        "place" => view
            .named
            .iter()
            .any(|named| clause.contains(&named.head) && view.kind(named) == EntityKind::Place),
        "day" | "time" => {
            view.dates().iter().any(|date| clause.clone().any(|word| view.span(word).overlaps(date.span)))
        }
        "venue" => clause.clone().any(|word| {
            let within = ["at", "in"].iter().any(|case| parse.has_case(word, case));
            within
                && LEXICON.is_venue(view.lemma(word))
                && !clause.clone().any(|word| LEXICON.means(view.lemma(word)).is_some())
        }),
        "length" => clause.clone().any(|word| matches!(view.lemma(word), "hour" | "minute")),
        "plan" => draft.spine.iter().skip(1).any(|&word| LEXICON.verb_effect(view.lemma(word)).is_some()),
        "across" => clause.clone().any(|word| matches!(parse.form(word), "across" | "opposite" | "beside")),
        "event" => {
            clause.clone().any(|word| !LEXICON.noun(view.lemma(word)).is_empty())
                || parse.relation(at) == Relation::AclRelcl && draft.parties.len() > 2
        }
        _ => false,
    }
}
