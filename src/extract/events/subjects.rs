//! Who does what a verb tells: its subject, the agent of a passive, whom an
//! infinitive or gerund leaves out, the one whose story it is.

use super::lexicon::LEXICON;
use super::lists;
use super::parties::{PartyAt, listed, parties};
use super::partners::one_of;
use super::phrases::following;
use super::pronouns::many;
use super::story::Story;
use super::verbal::is_hidden_gerund;
use super::view::View;
use crate::document::{EntityKind, MentionForm};
use crate::extract::syntax::{Relation, Upos, Xpos};

/// Tells whether the verb is passive; *was to have met* is not, for all that
/// the parser may take its subject for that of a passive.
pub fn is_passive(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let has = |forms: &[&str]| parse.children(at).any(|child| forms.contains(&parse.form(child)));
    let perfect = has(&["have", "has", "had", "having"]) && !has(&["been", "being", "got"]);
    // *Lind yesterday called off the strike*: a past was taken for a participle.
    let auxiliary =
        parse.children(at).any(|child| matches!(parse.relation(child), Relation::AuxPass | Relation::Cop));
    let past = parse.head(at).is_none()
        && parse.own_subjects(at).any(|subject| subject < at)
        && !auxiliary
        && parse.agent(at).is_none()
        && !view.is_headline();
    parse.is_passive(at) && !perfect && !past
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
        let stray = || {
            let by = (at + 1..parse.len()).find(|&word| parse.form(word) == "by")?;
            let verb = (at + 1..by).any(|word| parse.xpos(word).is_verb());
            let person = view.mention_over(by + 1).filter(|named| view.kind(named) == EntityKind::Person)?;
            (!verb && person.words.start == by + 1).then_some(person.head)
        };
        let agent = agent.or_else(deeper).or_else(stray).or_else(|| parse.subject(at).filter(|_| only_with));
        let Some(agent) = agent else { return received_too(view, story, at) };
        return parties(view, story, agent);
    }
    let dated = |word: &usize| view.dates().iter().any(|date| date.span.overlaps(view.span(*word)));
    // *On Tuesday, June 21, officials met*: a day may be taken for a subject.
    let first = parse.subject(at).filter(|word| !dated(word));
    let own = first
        .or_else(|| parse.own_subjects(at).find(|word| !dated(word)))
        .or_else(|| outer(view, at))
        .filter(|_| !is_hidden_gerund(view, at));
    let subject = for_whom(view, at).or_else(|| thanked(view, at)).or(own).or_else(|| before(view, at));
    let Some(subject) = subject.or_else(|| before_colon(view, at)) else {
        if parse.children(at).any(|child| child < at && parse.form(child) == "both") {
            let party = |chain| PartyAt::at(view, at, chain);
            return many(view, story, at).into_iter().map(party).collect();
        }
        let elided = is_elided(view, at).then(|| story.protagonist(view.span(at))).flatten();
        return elided.into_iter().collect();
    };
    let mut found = parties(view, story, one_of(view, subject));
    // *Lind and I had a meeting*: the second may be taken for a subject of its own.
    let joined = |&other: &usize| other > subject && parse.children(other).any(|cc| parse.form(cc) == "and");
    if let Some(other) = parse.own_subjects(at).find(joined) {
        for party in parties(view, story, other) {
            if found.iter().all(|seen| seen.chain != party.chain) {
                found.push(party);
            }
        }
    }
    for party in together(view, story, subject, at) {
        if !found.is_empty() && found.iter().all(|seen| seen.chain != party.chain) {
            found.push(party);
        }
    }
    if found.is_empty() && parse.relation(at) == Relation::Acl {
        return climb(view, story, at);
    }
    if found.is_empty() {
        found = before_who(view, at).map(|name| parties(view, story, name)).unwrap_or_default();
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

/// Those who do it with the subject: *Lind, together with her Danish counterpart, Ek, met*.
fn together(view: &View<'_>, story: &mut Story, subject: usize, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let verb = (subject..at).find(|&word| parse.is_verb(word)).unwrap_or(at);
    let with = (subject + 1..verb).find(|&word| {
        parse.form(word) == "with" && matches!(parse.form(word - 1), "together" | "along" | "jointly")
    });
    let noun = with.map(|case| {
        let mut noun = case + 1;
        while let Some(above) = parse.head(noun).filter(|above| *above > case && *above < verb) {
            noun = above;
        }
        noun
    });
    let mut found =
        noun.filter(|&noun| noun < verb).map(|noun| parties(view, story, noun)).unwrap_or_default();
    found.retain(|party| party.people && story.chain(view.doc, party.chain).named);
    found
}

/// The host of those received in the sentence before, where this one does not
/// say by whom: *the consul was received at noon*.
fn received_too(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let host = story.receiver(view).filter(|_| view.lemma(at) == "receive");
    let party = |chain| PartyAt::at(view, at, chain);
    host.map(party).into_iter().collect()
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

/// The person named right before the *who* of the clause, where the parser took
/// it for that of a thing: *a plan by Lind, who will fly to Oslo to meet Nowak*.
fn before_who(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let clauses = std::iter::once(at).chain(parse.ancestors(at)).take(3);
    let who = clauses.flat_map(|clause| parse.children(clause)).find(|&word| parse.form(word) == "who")?;
    let end = if who > 0 && parse.form(who - 1) == "," { who - 1 } else { who };
    let named =
        view.named.iter().find(|named| named.words.end == end && view.kind(named) == EntityKind::Person)?;
    Some(named.head)
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

/// Whose entry in a programme it is: *Commissioner Lind in Riga: meets Nowak*.
fn before_colon(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let colon = at.checked_sub(1).filter(|&colon| parse.form(colon) == ":")?;
    let head = parse.head(at).filter(|&head| head < colon)?;
    let person = view.mention_over(head).filter(|named| view.kind(named) == EntityKind::Person)?;
    (view.doc.mentions[person.mention].form == MentionForm::Name).then_some(head)
}

/// The subject of the verb above a participle or an infinitive that hangs on
/// a noun: *had no plans to meet Wang*, *declined an invitation to meet him*.
pub fn climb(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
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
