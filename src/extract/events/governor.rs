//! The verb above a noun, and whether its subject takes part: *held talks*,
//! *flew in for talks*, but not *commented on the talks*.

use super::draft::Draft;
use super::lexicon::LEXICON;
use super::parties::parties;
use super::phrases::cases;
use super::story::Story;
use super::subjects::subjects;
use super::view::View;
use crate::document::EntityKind;
use crate::extract::syntax::{Relation, Upos};

/// The verb that a noun hangs on.
#[derive(Clone, Copy, Debug)]
pub struct Governor {
    /// The verb's word.
    pub verb: usize,
    /// The relation of the last noun below it.
    pub relation: Relation,
    /// The noun below it.
    pub noun: usize,
    /// Whether the trigger itself is that noun.
    pub direct: bool,
}

/// Returns the verb or predicate that the noun hangs on, nouns between left out.
pub fn governor(view: &View<'_>, trigger: usize) -> Option<Governor> {
    let parse = &view.parse;
    let mut at = trigger;
    for _ in 0..8 {
        let head = parse.head(at)?;
        if parse.xpos(head).is_verb() && parse.word(head).upos != Upos::Noun
            || parse.children(head).any(|c| parse.relation(c) == Relation::Cop)
        {
            return Some(Governor {
                verb: head,
                relation: parse.relation(at),
                noun: at,
                direct: at == trigger,
            });
        }
        let nominal = parse.relation(at).is_nominal_modifier()
            || matches!(parse.relation(at), Relation::Conj | Relation::Appos | Relation::Obl);
        // *Concluded in Rome two days of talks* may hang the days on the town.
        let town = view.mention_over(head).is_some_and(|named| view.kind(named) == EntityKind::Place)
            && parse.child_by(at, Relation::Case).is_none();
        if !nominal || view.mention_over(head).is_some() && !town {
            return None;
        }
        at = head;
    }
    None
}

/// Adds the subject of the governing verb where it takes part: *held talks*,
/// *said after a meeting with*, *flew in for talks with*.
pub fn above(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>, draft: &mut Draft) {
    let Some(governor) = governor else { return };
    let parse = &view.parse;
    let lemma = view.lemma(governor.verb).to_owned();
    let form = parse.form(governor.verb).to_owned();
    // *Concluded in Rome two days of talks* hangs the days on as if they said when.
    let counted = governor.relation == Relation::OblUnmarked && !governor.direct;
    let object = governor.relation == Relation::Obj || counted;
    // *Will be in Thimphu for talks* hangs the talks on the town.
    let copular = parse.child_by(governor.verb, Relation::Cop).is_some();
    let oblique = governor.relation.is_oblique()
        || governor.relation == Relation::Advcl
        || copular && governor.relation == Relation::Nmod;
    let passive_subject = parse.is_passive(governor.verb) && governor.relation.is_subject();
    if governor.relation.is_subject() && lemma == "bring"
        || lemma == "include" && governor.relation.is_subject()
    {
        for object in parse.objects(governor.verb).collect::<Vec<_>>() {
            let all = parties(view, story, object);
            draft.add(all, &format!("object of {form}"));
        }
        return;
    }
    if matches!(lemma.as_str(), "have" | "take") && oblique && cases(view, at).contains(&"to") {
        // *Had the ambassador to lunch*.
        let host = subjects(view, story, governor.verb);
        let guests: Vec<usize> = parse.objects(governor.verb).collect();
        let guests = guests.into_iter().flat_map(|object| parties(view, story, object)).collect::<Vec<_>>();
        if guests.iter().any(|guest| guest.people) {
            draft.add(host, &format!("subject of {form}"));
            draft.add(guests, &format!("object of {form}"));
        }
        return;
    }
    if passive_subject {
        let agent = parse.agent(governor.verb).map(|agent| parties(view, story, agent)).unwrap_or_default();
        if lemma == "attend" || lemma == "join" {
            draft.extends = draft.parties.is_empty() && !agent.is_empty();
        }
        if draft.extends || LEXICON.holds(&lemma) {
            draft.add(agent, &format!("agent of {form}"));
        }
        return;
    }
    if !is_of_event(view, governor, at) {
        return;
    }
    let takes_part = object && (LEXICON.holds(&lemma) || LEXICON.verb_effect(&lemma).is_some());
    let adds = takes_part && takes_part_in(&lemma);
    if !(adds || draft.parties.is_empty()) {
        return;
    }
    if takes_part || oblique && takes_along(view, governor, at) {
        let found = subjects(view, story, governor.verb);
        let before = std::mem::take(&mut draft.parties);
        draft.add(found, &format!("subject of {form}"));
        let rest = before;
        for party in rest {
            let reason = party.reason.clone();
            draft.add(vec![party], &reason);
        }
    }
}

/// Tells whether the subject of the verb is a party of the event that is its
/// object, whoever else the noun brings.
pub fn takes_part_in(lemma: &str) -> bool {
    matches!(lemma, "hold" | "have" | "join" | "attend" | "conduct" | "receive")
}

/// Tells whether the noun between the verb and the event is a part or number
/// of it and no word on it: *a round of talks*, but not *comments on the
/// meeting* or *in terms of the meeting*.
fn is_of_event(view: &View<'_>, governor: Governor, at: usize) -> bool {
    let about = |at: usize| {
        cases(view, at)
            .iter()
            .any(|case| matches!(*case, "on" | "about" | "regarding" | "concerning" | "over"))
    };
    governor.direct || !about(at) && !LEXICON.is_regard(view.lemma(governor.noun))
}

/// Tells whether the preposition takes the subject of the clause into the
/// event: *in*, *at*, *after* a meeting, but not *despite* it.
fn takes_along(view: &View<'_>, governor: Governor, at: usize) -> bool {
    let cases = [cases(view, governor.noun), cases(view, at)].concat();
    if cases.contains(&"with") && !(governor.direct && LEXICON.holds(view.lemma(governor.verb))) {
        return false;
    }
    cases.is_empty()
        || cases.iter().any(|case| {
            matches!(
                *case,
                "in" | "at"
                    | "during"
                    | "after"
                    | "following"
                    | "before"
                    | "ahead"
                    | "for"
                    | "to"
                    | "into"
                    | "on"
                    | "over"
                    | "from"
                    | "through"
                    | "by"
                    | "with"
                    | "via"
                    | "since"
            )
        })
}
