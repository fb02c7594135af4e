//! Who says so: *the ministry said*, *according to officials in Doha*.

use super::lexicon::LEXICON;
use super::parties::{PartyAt, parties};
use super::story::Story;
use super::view::View;
use crate::document::{MentionForm, Slot, SlotKind};
use crate::extract::syntax::Relation;

/// Returns the named ones who say what the trigger tells.
pub fn attribution(view: &View<'_>, story: &mut Story, trigger: usize) -> Vec<Slot> {
    let parse = &view.parse;
    let mut sayers: Vec<PartyAt> = Vec::new();
    let mut at = trigger;
    for _ in 0..parse.len() {
        for child in parse.children(at).collect::<Vec<_>>() {
            let said = parse.relation(child) == Relation::Parataxis && LEXICON.reports(view.lemma(child));
            if said {
                sayers.extend(speakers(view, story, child));
            }
            if parse.relation(child) == Relation::Obl && parse.has_case(child, "according") {
                sayers.extend(parties(view, story, child));
            }
        }
        let Some(head) = parse.head(at) else { break };
        if parse.relation(at) == Relation::Ccomp && LEXICON.reports(view.lemma(head)) {
            sayers.extend(speakers(view, story, head));
        }
        at = head;
    }
    let named = |party: &PartyAt| {
        view.mention_over(party.word)
            .is_some_and(|named| view.doc.mentions[named.mention].form != MentionForm::Pronoun)
            || story.chain(view.doc, party.chain).named
    };
    sayers.retain(named);
    sayers.dedup_by_key(|party| party.chain);
    sayers
        .into_iter()
        .map(|party| Slot {
            kind: SlotKind::Attribution,
            span: party.span,
            chain: Some(party.chain),
            reason: "says so".to_owned(),
        })
        .collect()
}

fn speakers(view: &View<'_>, story: &mut Story, verb: usize) -> Vec<PartyAt> {
    let subject = view.parse.own_subjects(verb).next();
    subject.map(|subject| parties(view, story, subject)).unwrap_or_default()
}
