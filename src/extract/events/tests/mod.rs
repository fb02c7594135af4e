//! Events, on text whose names are marked.

mod articles;

use super::*;
use crate::document::{Chain, EntityKind, Mention, MentionForm, Span};
use crate::extract::{sentences, tokens};

/// Makes a document of text in which names are marked as `[Amal Idris|P]`,
/// with `P`, `O` or `L` for people, organizations and places; pronouns are
/// marked alike, with the name they stand for: `[she=Amal Idris|P]`. Equal
/// names are one chain.
fn document(annotated: &str) -> Document {
    let mut text = String::new();
    let mut marked: Vec<(Span, String, EntityKind, MentionForm)> = Vec::new();
    let mut rest = annotated;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').expect("a mark ends");
        let (words, kind) = mark.split_once('|').expect("a mark has a kind");
        let (words, name) = words.split_once('=').unwrap_or((words, words));
        text.push_str(before);
        let start = text.len();
        text.push_str(words);
        let form = if words == name { MentionForm::Name } else { MentionForm::Pronoun };
        marked.push((Span::new(start, text.len()), name.to_owned(), kind_of(kind), form));
        rest = after;
    }
    text.push_str(rest);
    let mut doc = Document::new(None, &text);
    tokens::Tokens.apply(&mut doc);
    sentences::Sentences.apply(&mut doc);
    for (span, name, kind, form) in marked {
        let known = doc.chains.iter().position(|chain| chain.name == name);
        let chain = known.unwrap_or_else(|| {
            doc.chains.push(chain(name, kind));
            doc.chains.len() - 1
        });
        doc.mentions.push(Mention { span, kind, form, chain: Some(ChainId(chain)), confidence: 1.0 });
    }
    doc
}

fn kind_of(letter: &str) -> EntityKind {
    match letter {
        "P" => EntityKind::Person,
        "O" => EntityKind::Organization,
        _ => EntityKind::Place,
    }
}

fn chain(name: String, kind: EntityKind) -> Chain {
    Chain {
        kind,
        name,
        named: true,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        gender: None,
        place: None,
        candidates: Vec::new(),
        reason: String::new(),
    }
}

/// Checks that `annotated` tells just the events `expected`, each written as
/// `status kind: parties @ places`.
fn check(annotated: &str, expected: &[&str]) {
    let mut doc = document(annotated);
    Events::default().apply(&mut doc);
    let names = |ids: &[ChainId]| -> String {
        ids.iter().map(|id| doc.chains[id.0].name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let told: Vec<String> = doc
        .events
        .iter()
        .map(|event| {
            let (status, kind) = (event.status.as_str(), event.kind.as_str());
            let place =
                if event.places.is_empty() { String::new() } else { format!(" @ {}", names(&event.places)) };
            format!("{status} {kind}: {}{place}", names(&event.participants))
        })
        .collect();
    assert_eq!(told, expected, "in {annotated}");
}

#[test]
fn verbs_tell_of_meetings() {
    check("[Amal Idris|P] met [Tor Nyberg|P] in [Oslo|L].", &["held meeting: Amal Idris, Tor Nyberg @ Oslo"]);
    check("[Amal Idris|P] was received by [Tor Nyberg|P].", &["held meeting: Tor Nyberg, Amal Idris"]);
    check("[Amal Idris|P] and [Tor Nyberg|P] met.", &["held meeting: Amal Idris, Tor Nyberg"]);
    check("[Amal Idris|P] sat down with [Tor Nyberg|P].", &["held meeting: Amal Idris, Tor Nyberg"]);
}

#[test]
fn nouns_tell_of_meetings() {
    check("[Amal Idris|P] held talks with [Tor Nyberg|P].", &["held meeting: Amal Idris, Tor Nyberg"]);
    check(
        "The meeting between [Amal Idris|P] and [Tor Nyberg|P] ended.",
        &["held meeting: Amal Idris, Tor Nyberg"],
    );
}

#[test]
fn the_words_above_tell_whether_it_happened() {
    check("[Amal Idris|P] will meet [Tor Nyberg|P].", &["planned meeting: Amal Idris, Tor Nyberg"]);
    check("[Amal Idris|P] did not meet [Tor Nyberg|P].", &["denied meeting: Amal Idris, Tor Nyberg"]);
    check("[Amal Idris|P] refused to meet [Tor Nyberg|P].", &["denied meeting: Amal Idris, Tor Nyberg"]);
    check(
        "[Amal Idris|P] cancelled a meeting with [Tor Nyberg|P].",
        &["cancelled meeting: Amal Idris, Tor Nyberg"],
    );
    check("[Amal Idris|P] wants to meet [Tor Nyberg|P].", &[]);
    check("If [Amal Idris|P] met [Tor Nyberg|P], it would help.", &[]);
}

#[test]
fn things_are_met_and_received_without_a_meeting() {
    check("[Amal Idris|P] met the deadline.", &[]);
    check("[Amal Idris|P] received a letter from [Tor Nyberg|P].", &[]);
    check("The plan met with criticism from [Tor Nyberg|P].", &[]);
    check("[Amal Idris|P] and [Tor Nyberg|P] welcomed the outcomes of the summit in [Oslo|L].", &[]);
    check("[Amal Idris|P] and [Tor Nyberg|P] welcomed the virtual summit.", &[]);
}

#[test]
fn an_owner_is_no_place() {
    check(
        "[Amal Idris|P] met [Tor Nyberg|P] of the policy office at [Norway|L]'s chancellery.",
        &["held meeting: Amal Idris, Tor Nyberg @ Norway's chancellery"],
    );
    check("[Amal Idris|P] met [Tor Nyberg|P] in [Oslo|L].", &["held meeting: Amal Idris, Tor Nyberg @ Oslo"]);
}

#[test]
fn talks_that_are_repeated_or_conditional_are_no_event() {
    check("[Amal Idris|P] and [Tor Nyberg|P] speak once a week by telephone.", &[]);
    check("[Amal Idris|P] says that he would meet [Tor Nyberg|P] at any time.", &[]);
    check(
        "[Amal Idris|P] left on a tour meant to revive talks between the [Front|O] and the [Council|O].",
        &[],
    );
    check("[Amal Idris|P] called on [Tor Nyberg|P] to release the prisoners.", &[]);
    check(
        "[Amal Idris|P] called on [Tor Nyberg|P] to discuss trade.",
        &["held meeting: Amal Idris, Tor Nyberg"],
    );
}

#[test]
fn plans_that_are_not_and_plans_that_failed() {
    check(
        "There are no plans for [Amal Idris|P] to meet with [Tor Nyberg|P].",
        &["denied meeting: Amal Idris, Tor Nyberg"],
    );
    check(
        "In [Oslo|L] [Amal Idris|P] was to have met [Tor Nyberg|P].",
        &["cancelled meeting: Amal Idris, Tor Nyberg"],
    );
}

#[test]
fn groups_stand_for_those_who_sent_or_lead_them() {
    check(
        "Delegations of the [Coastal Front|O] and the [Highland Council|O] met on Tuesday.",
        &["held meeting: Coastal Front, Highland Council"],
    );
    check(
        "[Amal Idris|P] received a delegation of the [Coastal Front|O] headed by [Tor Nyberg|P].",
        &["held meeting: Amal Idris, Tor Nyberg, Coastal Front"],
    );
}

#[test]
fn a_meeting_that_is_taken_up_again_is_not_another() {
    check(
        "[Amal Idris|P] met [Tor Nyberg|P]. During the meeting, [he=Amal Idris|P] thanked [Ona Petit|P] for help.",
        &["held meeting: Amal Idris, Tor Nyberg"],
    );
}

#[test]
fn him_is_not_the_one_who_speaks_with_him() {
    check(
        "[Amal Idris|P] greeted [Tor Nyberg|P] and later held talks with [him=Amal Idris|P].",
        &["held meeting: Amal Idris, Tor Nyberg"],
    );
}

#[test]
fn several_parties_in_few_words() {
    check("India-Pakistan talks were held on Tuesday.", &["held meeting: India, Pakistan"]);
    check("The Franco-German summit opened in [Bonn|L].", &["held meeting: France, Germany @ Bonn"]);
    check("The U.S.-Angola dialogue is the centerpiece of our engagement.", &[]);
    check("The [Idris|P]-[Nyberg|P] meeting was held in [Oslo|L].", &["held meeting: Idris, Nyberg @ Oslo"]);
    check(
        "Norwegian and Iranian negotiators met in [Vienna|L].",
        &["held meeting: Norwegian negotiators, Iranian negotiators @ Vienna"],
    );
    check(
        "The Finnish and Swedish foreign ministers conferred.",
        &["held meeting: Finnish foreign minister, Swedish foreign minister"],
    );
}

#[test]
fn calls_audiences_and_meals_of_courtesy() {
    for text in [
        "[Amal Idris|P] paid a courtesy call on [Tor Nyberg|P].",
        "[Amal Idris|P] gave an audience to [Tor Nyberg|P].",
        "[Amal Idris|P] gave a dinner in [Tor Nyberg|P]'s honour.",
        "[Amal Idris|P] exchanged views with [Tor Nyberg|P].",
    ] {
        check(text, &["held meeting: Amal Idris, Tor Nyberg"]);
    }
    check(
        "[Amal Idris|P] received in audience at the lodge this morning [Tor Nyberg|P].",
        &["held meeting: Amal Idris, Tor Nyberg @ lodge"],
    );
    check("[Tor Nyberg|P] was called upon by [Amal Idris|P].", &["held meeting: Amal Idris, Tor Nyberg"]);
    check("[Amal Idris|P] received messages of greeting from [Tor Nyberg|P].", &[]);
}

#[test]
fn talks_of_a_relative_clause() {
    check(
        "The talk that [Amal Idris|P] had with [Tor Nyberg|P] lasted an hour.",
        &["held meeting: Amal Idris, Tor Nyberg"],
    );
    check(
        "[Amal Idris|P] will meet [Tor Nyberg|P], who will be joined by [Ona Petit|P].",
        &["planned meeting: Amal Idris, Tor Nyberg, Ona Petit"],
    );
}

#[test]
fn only_the_first_with_brings_partners() {
    check(
        "[Amal Idris|P] met with envoys from [Norway|L] with the means to act.",
        &["held meeting: Amal Idris, envoys from Norway"],
    );
}
