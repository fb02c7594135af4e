//! Meetings told by verbs: *met*, *was received by*, *sat down with*.

use super::draft::Draft;
use super::lexicon::{LEXICON, Trigger};
use super::lists;
use super::parties::{PartyAt, listed, other_than, parties};
use super::spine::spine;
use super::story::Story;
use super::view::View;
use crate::document::{ChainId, EntityKind, EventKind, MentionForm};
use crate::extract::syntax::{Relation, Upos, Xpos, verb_lemma};

/// Returns what the verb at `at` tells.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    let verb =
        view.parse.xpos(at).is_verb() || view.parse.word(at).upos == Upos::Verb || is_hidden_gerund(view, at);
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

/// Tells whether the verb is passive; *was to have met* is not, for all that
/// the parser may take its subject for that of a passive.
fn is_passive(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let has = |forms: &[&str]| parse.children(at).any(|child| forms.contains(&parse.form(child)));
    let perfect = has(&["have", "has", "had", "having"]) && !has(&["been", "being", "got"]);
    parse.is_passive(at) && !perfect
}

/// Tells whether a gerund was taken for a noun: *Reyes and Kiharada, meeting
/// in Manila, signed*. A noun would have an article or an owner.
pub fn is_hidden_gerund(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let bare = !parse.children(at).any(|child| child < at && parse.relation(child) != Relation::Punct);
    let after_comma = at > 0 && parse.form(at - 1) == ",";
    parse.xpos(at) == Xpos::Nn && parse.form(at).ends_with("ing") && bare && after_comma
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
        separate: parse.children(at).any(|child| parse.form(child) == "separately"),
        extends: false,
        any_means: sense.any_means,
        spine,
        destination: None,
        weight: sense.weight,
        rule: String::new(),
    };
    let subjects = subjects(view, story, at);
    let partners = partners(view, story, at, sense);
    let partners = apart(view, story, &subjects, partners);
    if !sense.objects.is_empty()
        && !parse.objects(at).any(|object| sense.objects.iter().any(|thing| thing == view.lemma(object)))
    {
        return None;
    }
    let thing = sense.objects.is_empty() && has_thing(view, at);
    if partners.is_empty() && !(sense.reciprocal && subjects.len() > 1 && !thing) {
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
    (draft.parties.len() > 1 && meets(view, &draft, sense)).then_some(draft)
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
    let span = view.span(at);
    let party =
        |chain: &ChainId| PartyAt { chain: *chain, word: at, span, people: true, reason: String::new() };
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

/// The partners, where a pronoun that was taken for the subject itself stands
/// for another: in *the king greeted the premier and talked with him* the king
/// does not talk with himself.
pub fn apart(
    view: &View<'_>,
    story: &Story,
    subjects: &[PartyAt],
    mut partners: Vec<PartyAt>,
) -> Vec<PartyAt> {
    let chains: Vec<ChainId> = subjects.iter().map(|party| party.chain).collect();
    for party in &mut partners {
        let pronoun = matches!(view.parse.form(party.word), "him" | "her");
        if pronoun
            && chains.contains(&party.chain)
            && let Some(other) = other_than(view, story, party.word, &chains)
        {
            *party = other;
        }
    }
    partners
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
    !meets && (pronoun && told() || story.has_met(&parties, view.sentence))
}

/// Tells whether the clause names the means: *spoke by telephone*.
fn has_means(view: &View<'_>, at: usize) -> bool {
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
fn asks_to(view: &View<'_>, at: usize) -> bool {
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

/// Tells whether the verb has an object that is no party: *met the deadline*.
fn has_thing(view: &View<'_>, at: usize) -> bool {
    let thing = view.parse.child_by(at, Relation::Obj).is_some_and(|object| !view.is_aside(object));
    thing && !is_passive(view, at)
}

/// The parties that do it: the subject, the agent of a passive, and, where
/// a read-out leaves it out, the one whose story it is.
pub fn subjects(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    if is_passive(view, at) {
        let agent = parse.agent(at).or_else(|| following(view, at, &["by"], &[]).map(|(_, noun)| noun));
        let only_with = !LEXICON.verb(view.lemma(at)).iter().any(|sense| sense.takes("object"));
        let deeper = || {
            parse
                .phrases(at)
                .filter(|(_, noun)| *noun > at && !LEXICON.noun(view.lemma(*noun)).is_empty())
                .find_map(|(_, noun)| parse.phrases_with(noun, "by").next())
        };
        let agent = agent.or_else(deeper).or_else(|| parse.subject(at).filter(|_| only_with));
        return agent.map(|agent| parties(view, story, agent)).unwrap_or_default();
    }
    let own = parse.subject(at).or_else(|| outer(view, at)).filter(|_| !is_hidden_gerund(view, at));
    let Some(subject) = for_whom(view, at).or_else(|| thanked(view, at)).or(own).or_else(|| before(view, at))
    else {
        let elided = is_elided(view, at).then(|| story.protagonist(view.span(at))).flatten();
        return elided.into_iter().collect();
    };
    let mut found = parties(view, story, subject);
    if found.is_empty() && parse.relation(at) == Relation::Acl {
        return climb(view, story, at);
    }
    if found.is_empty() {
        found = before(view, at).map(|name| parties(view, story, name)).unwrap_or_default();
    }
    let first = found.iter().filter_map(|party| view.named.iter().find(|named| named.head == party.word));
    let row = first
        .min_by_key(|named| named.words.start)
        .map(|first| lists::around(view, first))
        .unwrap_or_default();
    if row.len() > found.len() && row.last().is_some_and(|last| last.words.end <= at) {
        found = listed(view, story, row);
    }
    found
}

/// The subject that the parser hung outside the clause: *he is to see*.
fn outer(view: &View<'_>, at: usize) -> Option<usize> {
    view.parse.children(at).find(|&child| child < at && view.parse.relation(child).is_subject())
}

/// Whose doing an infinitive is by *for*: *no plans for Idris to meet Nyberg*.
fn for_whom(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let to = at.checked_sub(1).filter(|&to| parse.form(to) == "to" && parse.xpos(at) == Xpos::Vb)?;
    let mut word = to.checked_sub(1)?;
    for _ in 0..8 {
        if parse.has_case(word, "for")
            || parse.children(word).any(|child| child < word && parse.form(child) == "for")
        {
            return Some(word);
        }
        word = parse.head(word).filter(|&head| head < to && !parse.xpos(head).is_verb())?;
    }
    None
}

/// Whose doing a gerund is that is the reason of another clause: *thanked Nowak
/// for receiving him*, *kept them from meeting*.
fn thanked(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let reason = parse.xpos(at) == Xpos::Vbg
        && parse
            .children(at)
            .any(|child| child < at && matches!(parse.form(child), "for" | "from" | "of" | "into"));
    let verb = parse.head(at).filter(|&head| reason && parse.xpos(head).is_verb())?;
    parse.objects(verb).find(|&object| object > verb && object < at)
}

/// The name right before a finite verb or a gerund, adverbs, days and marks
/// aside, where the parser found no subject.
fn before(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let finite = matches!(parse.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || is_hidden_gerund(view, at);
    let mut word = at.checked_sub(1).filter(|_| finite)?;
    while view.is_aside(word) || parse.form(word) == "," {
        word = word.checked_sub(1)?;
    }
    let name = view.mention_over(word).filter(|named| view.kind(named) == EntityKind::Person)?;
    let mut head = name.head;
    while let Some(above) = parse.head(head).filter(|above| *above < at && !parse.xpos(*above).is_verb()) {
        head = above;
    }
    Some(parse.first_conjunct(head))
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

/// Tells whether the verb opens an elided sentence or clause: *Also met with
/// Lavrov*; *official visit; met with Gierek*; *in Prague, met with Babis*.
fn is_elided(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let finite = matches!(parse.xpos(at), Xpos::Vbd | Xpos::Vbn | Xpos::Vbz);
    let first = parse.first_conjunct(at);
    let opens = |at: usize| {
        let from = (0..at)
            .rev()
            .find(|&word| matches!(parse.form(word), ";" | "." | ":"))
            .map_or(0, |mark| mark + 1);
        (from..at)
            .all(|word| view.is_aside(word) || matches!(parse.word(word).upos, Upos::Punct | Upos::Cconj))
    };
    let under = parse.head(first).filter(|_| parse.relation(first) != Relation::Conj).is_some_and(opens);
    let imperative = parse.form(0) == "meet";
    (finite && opens(first) || under && (finite || parse.xpos(first) == Xpos::Vb)) && !imperative
}

fn partners(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Vec<PartyAt> {
    let parse = &view.parse;
    let mut words: Vec<usize> = Vec::new();
    if sense.takes("object") {
        if is_passive(view, at) {
            words.extend(parse.subject(at));
        } else {
            words.extend(parse.objects(at));
            if !(sense.people && is_of_thing(view, at)) {
                words.extend(caseless(view, at));
            }
        }
    }
    if is_passive(view, at) && at + 1 < parse.len() && sense.takes(parse.form(at + 1)) {
        // He was called upon by the premier.
        words.extend(parse.subject(at));
    }
    // *Exchanged views with Nehru*: the partner hangs on the views.
    let things = if sense.objects.is_empty() { None } else { parse.child_by(at, Relation::Obj) };
    let of_thing = things.into_iter().flat_map(|thing| parse.phrases(thing));
    for (preposition, noun) in parse.phrases(at).chain(strayed(view, at)).chain(of_thing) {
        let bound = preposition.is_some_and(|case| sense.takes(parse.form(case)));
        if is_absolute(view, noun) || is_second_with(view, at, preposition) {
            continue;
        }
        if bound || cases(view, noun).iter().any(|case| sense.takes(case)) {
            words.push(noun);
        }
    }
    words.sort_unstable();
    words.dedup();
    let mut found: Vec<PartyAt> = Vec::new();
    for word in words {
        if !sense.never.iter().any(|never| never == view.lemma(word)) {
            found.extend(parties(view, story, parse.antecedent(word)));
        }
    }
    let starts: Vec<usize> =
        (at + 1..parse.len()).filter(|&word| opens_list(view, sense, at, word)).collect();
    for start in starts {
        found.extend(listed(view, story, lists::from(view, start)));
    }
    // What stands first may be a place that was taken for the object.
    let placed = || {
        let object = parse.child_by(at, Relation::Obj).and_then(|object| view.mention_over(object));
        object.is_some_and(|named| view.kind(named) == EntityKind::Place)
    };
    let open = !has_thing(view, at) || placed();
    if found.is_empty() && sense.takes("object") && !is_passive(view, at) && open {
        found = displaced(view, story, at);
    }
    let mut seen: Vec<ChainId> = Vec::new();
    found.retain(|party| {
        !seen.contains(&party.chain) && {
            seen.push(party.chain);
            true
        }
    });
    found.retain(|party| !sense.people || party.people || party.span.of(&view.doc.text).is_empty());
    found
}

/// Tells whether the preposition is a *with* behind another one of the verb,
/// not joined to it: *met with firms with the means to act*.
fn is_second_with(view: &View<'_>, at: usize, preposition: Option<usize>) -> bool {
    let parse = &view.parse;
    let Some(case) = preposition.filter(|&case| case > at && parse.form(case) == "with") else {
        return false;
    };
    let joined =
        matches!(parse.form(case - 1), "," | ";" | "and" | "or" | "also" | "then" | "along" | "together");
    let earlier = (at + 1..case).any(|word| parse.form(word) == "with");
    earlier && !joined
}

/// Tells whether the noun is the subject of a participle under *with*, which
/// brings a circumstance and no partner: *with Nowak urging restraint*.
pub fn is_absolute(view: &View<'_>, noun: usize) -> bool {
    let parse = &view.parse;
    let subject = parse.relation(noun).is_subject()
        && parse.head(noun).is_some_and(|verb| parse.xpos(verb) == Xpos::Vbg);
    if subject && parse.has_case(noun, "with") {
        return true;
    }
    let seated =
        noun + 3 < parse.len() && (noun + 1..=noun + 3).map(|at| parse.form(at)).eq(["in", "the", "chair"]);
    if seated && parse.has_case(noun, "with") {
        return true;
    }
    let behind = noun + 1 < parse.len() && parse.xpos(noun + 1) == Xpos::Vbg;
    let own = || matches!(parse.relation(noun + 1), Relation::Acl | Relation::Advcl | Relation::Xcomp);
    behind && parse.has_case(noun, "with") && parse.head(noun + 1) == Some(noun) && own()
}

/// Tells whether the object is a thing that a verb of people does not take as
/// a party: *received messages from Ur*.
fn is_of_thing(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let thing = |object: usize| {
        object > at
            && view.mention_over(object).is_none()
            && !view.is_aside(object)
            && !LEXICON.is_people(view.lemma(object))
    };
    parse.child_by(at, Relation::Obj).is_some_and(thing)
}

/// Words behind a verb among which its object may stand when other phrases
/// come first.
const FAR: usize = 24;

/// The object that stands behind phrases of place and time, where the parser
/// found none: *received in audience at the palace this morning Mr. Ur*.
fn displaced(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let person = |word: usize| {
        view.mention_over(word).filter(|named| {
            named.words.start == word
                && view.kind(named) == EntityKind::Person
                && view.doc.mentions[named.mention].form == MentionForm::Name
        })
    };
    for word in at + 1..parse.len().min(at + FAR) {
        if parse.xpos(word).is_verb() || matches!(parse.form(word), "who" | "that" | "which" | ";" | ":") {
            return Vec::new();
        }
        let Some(named) = person(word) else { continue };
        let before = parse.word(word - 1).upos;
        let follows = parse.form(word - 1);
        let free = !matches!(before, Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part)
            && !matches!(follows, "'s" | "’s" | "'" | "’");
        let closed = follows != "," || (at + 1..word - 1).any(|comma| parse.form(comma) == ",");
        let goes_on = named.words.end < parse.len()
            && (parse.xpos(named.words.end).is_verb() || parse.form(named.words.end) == "'s");
        if free && closed && !goes_on && word > at + 1 {
            return listed(view, story, lists::from(view, word));
        }
    }
    Vec::new()
}

/// A person behind the verb whom the parser took for an oblique though no
/// preposition is there: *received in the Kremlin Amal Idris*.
fn caseless(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    parse.children(at).find(|&child| {
        let oblique = matches!(parse.relation(child), Relation::Obl | Relation::OblUnmarked | Relation::Dep);
        let person = view.mention_over(child).is_some_and(|named| view.kind(named) == EntityKind::Person);
        child > at && oblique && person && parse.child_by(child, Relation::Case).is_none()
    })
}

/// The prepositions of a noun, all words of each: *along with*.
pub fn cases<'a>(view: &'a View<'_>, noun: usize) -> Vec<&'a str> {
    let parse = &view.parse;
    let mut cases = Vec::new();
    for case in parse.children_by(noun, Relation::Case) {
        cases.push(parse.form(case));
        cases.extend(parse.children_by(case, Relation::Fixed).map(|fixed| parse.form(fixed)));
    }
    cases
}

/// Tells whether a list of partners begins at `word`: right behind the trigger
/// where it takes an object, or behind the preposition of a partner found.
fn opens_list(view: &View<'_>, sense: &Trigger, at: usize, word: usize) -> bool {
    let parse = &view.parse;
    if word == at + 1 {
        return sense.takes("object") && !is_passive(view, at);
    }
    let case = parse.form(word - 1);
    if case == ":" {
        return sense.takes("object")
            && !is_passive(view, at)
            && parse.objects(at).all(|object| object > word);
    }
    let near = adjacent(view, at).is_some_and(|(found, _)| found == Some(word - 1));
    let bound = || parse.phrases(at).any(|(found, _)| found == Some(word - 1));
    sense.takes(case) && (near || bound())
}

/// The phrases with *with* and *between* that the parser hung on a place or a
/// day behind the trigger: *met at the guesthouse with Tesfaye*. A place or a
/// day has no partner, so they are the trigger's.
pub fn strayed(view: &View<'_>, at: usize) -> Vec<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut found = Vec::new();
    let mut open: Vec<usize> = parse.phrases(at).map(|(_, noun)| noun).filter(|&noun| noun > at).collect();
    found.extend(adjacent(view, at));
    for clause in parse.children_by(at, Relation::Acl).filter(|&clause| LEXICON.holds(view.lemma(clause))) {
        let with =
            |case: Option<usize>| case.is_some_and(|case| matches!(parse.form(case), "with" | "between"));
        found.extend(
            parse.phrases(clause).filter(|(case, noun)| with(*case) || parse.has_case(*noun, "with")),
        );
    }
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

/// The phrase with *with* or *between* that follows the trigger with nothing
/// but adverbs, days and places between: it can be of nothing else.
fn adjacent(view: &View<'_>, at: usize) -> Option<(Option<usize>, usize)> {
    following(view, at, &["with", "between"], MEANS)
}

/// Words of the means of a talk, and others that part a verb from *with*.
const MEANS: &[&str] = &[
    ",",
    "including",
    "down",
    "up",
    "by",
    "phone",
    "telephone",
    "video",
    "conference",
    "videoconference",
    "link",
];

/// The phrase with one of the prepositions `cases` that follows the trigger
/// with nothing but what says when, where or how between, and `others`.
fn following(view: &View<'_>, at: usize, cases: &[&str], others: &[&str]) -> Option<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut case = at + 1;
    while case < parse.len() && !cases.contains(&parse.form(case)) {
        if !view.is_aside(case) && !others.contains(&parse.form(case)) && parse.form(case) != "this" {
            return None;
        }
        case += 1;
    }
    let mut noun = Some(case + 1).filter(|&noun| noun < parse.len())?;
    while let Some(above) = parse.head(noun).filter(|above| *above > case) {
        noun = above;
    }
    Some((Some(case), noun))
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

/// A visit: who goes, and where.
fn visit(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger, spine: Vec<usize>) -> Option<Draft> {
    let parse = &view.parse;
    let mut draft = Draft {
        kind: EventKind::Visit,
        trigger: at,
        parties: Vec::new(),
        separate: false,
        extends: false,
        any_means: sense.any_means,
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
    let grouped = parse.objects(at).any(|object| LEXICON.is_group(view.lemma(object)));
    if sense.needs.iter().any(|need| need == "group") && !grouped {
        return None;
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
    let under = parse.objects(at).filter(|&word| LEXICON.is_group(view.lemma(word)));
    direct.or_else(|| {
        parse
            .phrases(at)
            .chain(under.flat_map(|word| parse.phrases(word)))
            .filter(|(case, _)| {
                case.is_some_and(|case| sense.place.iter().any(|place| place == parse.form(case)))
            })
            .map(|(_, noun)| noun)
            .find(|&noun| is_place(noun))
    })
}
