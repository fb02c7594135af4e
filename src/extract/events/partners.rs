//! With whom: the object of a verb and what its prepositions bring.

use super::lexicon::{LEXICON, Trigger};
use super::lists;
use super::parties::{PartyAt, listed, parties};
use super::phrases::{adjacent, cases, is_absolute, strayed, with_again};
use super::pronouns::other_than;
use super::story::Story;
use super::subjects::{climb, is_passive};
use super::view::View;
use crate::document::{ChainId, EntityKind, MentionForm};
use crate::extract::syntax::{Relation, Upos};

/// The partners, where a pronoun that was taken for the subject itself stands
/// for another: in *the king greeted the premier and talked with him* the king
/// does not talk with himself.
pub fn apart(
    view: &View<'_>,
    story: &mut Story,
    subjects: &mut [PartyAt],
    mut partners: Vec<PartyAt>,
) -> Vec<PartyAt> {
    // *Lind was received by the high commissioner*: a description was taken for her.
    let named: Vec<ChainId> =
        partners.iter().filter(|party| is_name(view, party)).map(|party| party.chain).collect();
    for party in subjects.iter_mut().filter(|party| named.contains(&party.chain)) {
        as_another(view, story, party);
    }
    let named: Vec<ChainId> =
        subjects.iter().filter(|party| is_name(view, party)).map(|party| party.chain).collect();
    for party in partners.iter_mut().filter(|party| named.contains(&party.chain)) {
        as_another(view, story, party);
    }
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

fn is_name(view: &View<'_>, party: &PartyAt) -> bool {
    let named = view.mention_over(party.word);
    named.is_some_and(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
}

/// Makes the party one of its own, where it is told by an office.
fn as_another(view: &View<'_>, story: &mut Story, party: &mut PartyAt) {
    let nominal = view
        .mention_over(party.word)
        .is_none_or(|named| view.doc.mentions[named.mention].form == MentionForm::Nominal);
    let noun = matches!(view.parse.word(party.word).upos, Upos::Noun | Upos::Propn);
    if nominal && noun && LEXICON.is_people(view.lemma(party.word)) {
        party.chain = story.apart(view, view.phrase(party.word));
    }
}

/// Tells whether the verb has an object that is no party: *met the deadline*.
pub fn has_thing(view: &View<'_>, at: usize) -> bool {
    let thing = view.parse.child_by(at, Relation::Obj).is_some_and(|object| !view.is_aside(object));
    thing && !is_passive(view, at)
}

pub fn partners(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Vec<PartyAt> {
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
    // *Sat across a table from Nehru*: he hangs on the table.
    let table = sense.needs.iter().any(|need| need == "across");
    let tables = parse.phrases(at).map(|(_, noun)| noun);
    let tables = tables.filter(|&noun| table && matches!(view.lemma(noun), "table" | "desk" | "aisle"));
    let of_thing = things.into_iter().chain(tables).flat_map(|thing| parse.phrases(thing));
    let again = with_again(view, at).filter(|_| sense.takes("with"));
    for (preposition, noun) in parse.phrases(at).chain(strayed(view, at)).chain(of_thing).chain(again) {
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
            found.extend(parties(view, story, one_of(view, parse.antecedent(word))));
        }
    }
    // *Had the honour of being received by*: whoever had it.
    let being = parse.children(at).any(|child| parse.form(child) == "being");
    if found.is_empty() && being && is_passive(view, at) && parse.relation(at) == Relation::Acl {
        found.extend(climb(view, story, at));
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

/// Who is said to be among those at `word`: *Lind was among five growers received by
/// the governor*; `word` where nobody is.
pub fn one_of(view: &View<'_>, word: usize) -> usize {
    let parse = &view.parse;
    let among = parse.has_case(word, "among") && parse.child_by(word, Relation::Cop).is_some();
    let own = among.then(|| parse.child_by(word, Relation::Nsubj)).flatten();
    own.filter(|&own| own < word).unwrap_or(word)
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
    let Some(earlier) = (at + 1..case).rev().find(|&word| parse.form(word) == "with") else { return false };
    // Behind a day or a place the verb goes on: *met with Lind on Monday with Nowak*.
    let goes_on = (earlier + 1..case).any(|word| {
        let placed = view.mention_over(word).is_some_and(|named| view.kind(named) == EntityKind::Place);
        let dated = view.dates().iter().any(|date| date.span.overlaps(view.span(word)));
        placed || dated || parse.form(word) == ","
    });
    !joined && !goes_on
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
        // Behind an owner may stand a title that was left out: *the UN's envoy, Mr. Ur*.
        let titled = view.span(word).start > view.span(word - 1).end + 2;
        let free = titled && matches!(follows, "'s" | "'")
            || !matches!(before, Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part)
                && !matches!(follows, "'s" | "'");
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
