//! Meetings told by nouns: *talks with*, *the meeting between*, *his visit to*.

use super::again::{is_another, parties_again};
use super::draft::Draft;
use super::governor::{Governor, above, governor};
use super::hosts::{chaired, honoured, of_relative, own_hosts};
use super::lexicon::{LEXICON, Trigger};
use super::lists;
use super::mood::{Effect, puts_off};
use super::parties::{PartyAt, listed, parties};
use super::partners::apart;
use super::phrases::{cases, is_absolute, is_of_day, of_clause, on_asides, strayed, strayed_to, with_again};
use super::place::is_journey;
use super::several::add_pair;
use super::specific::{harks_back, is_anchored, is_held, is_loose, is_mass, is_state, is_unspecific};
use super::spine::spine;
use super::story::Story;
use super::subjects::subjects;
use super::verbal::{asks_to, is_hidden_gerund, is_object_gerund, means};
use super::view::View;
use super::visits::destination;
use crate::document::{ChainId, EntityKind, EventKind};
use crate::extract::syntax::{Relation, Upos, Xpos};

/// How sure a noun is at least that a verb of holding has as its object.
const HELD: f32 = 0.75;

/// Returns what the noun at `at` tells.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    let object = view.parse.word(at).upos == Upos::Adj
        && matches!(view.parse.relation(at), Relation::Obj | Relation::Obl | Relation::Nsubj);
    if !(object || matches!(view.parse.word(at).upos, Upos::Noun | Upos::Propn | Upos::Verb))
        || is_verbal(view, at)
        || is_hidden_gerund(view, at)
        || is_object_gerund(view, at)
    {
        return Vec::new();
    }
    let lemma = noun(view, at);
    LEXICON.noun(&lemma).iter().filter_map(|sense| draft(view, story, at, sense)).take(1).collect()
}

/// A gerund that the tagger took for a verb is a noun when it has an article,
/// an owner or an adjective: *the meeting with*.
fn is_verbal(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    parse.xpos(at).is_verb()
        && !parse
            .children(at)
            .any(|child| matches!(parse.relation(child), Relation::Det | Relation::Amod | Relation::NmodPoss))
}

fn noun(view: &View<'_>, at: usize) -> String {
    let own = crate::extract::syntax::noun_lemma(view.parse.form(at));
    let before = view
        .parse
        .children(at)
        .filter(|&word| matches!(view.parse.relation(word), Relation::Compound | Relation::Amod))
        .last()
        .map(|word| view.parse.form(word).to_owned());
    match (before.as_deref(), own.as_str()) {
        (Some("phone" | "telephone"), "call") => "phone-call".to_owned(),
        (Some("video"), "conference") => "videoconference".to_owned(),
        (Some("courtesy" | "farewell"), "call") => "courtesy-call".to_owned(),
        (_, "exchange") if is_of_views(view, at) => "exchange-of-views".to_owned(),
        _ => own,
    }
}

/// Tells whether it is said how long the talk was in which some were: *they remained in
/// conversation for two hours*.
fn lasts(view: &View<'_>, at: usize) -> bool {
    let clause = view.parse.head(at).map(|head| view.parse.subtree(head));
    let long = |word: usize| matches!(view.lemma(word), "hour" | "minute");
    view.parse.has_case(at, "in") && clause.is_some_and(|mut clause| clause.any(long))
}

fn is_of_views(view: &View<'_>, at: usize) -> bool {
    view.parse.phrases_with(at, "of").any(|noun| matches!(view.lemma(noun), "view" | "opinion"))
}

fn draft(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Option<Draft> {
    let parse = &view.parse;
    if sense.plural && parse.form(at) == sense.lemma {
        return None;
    }
    if sense.mass && is_mass(view, at) && !lasts(view, at) {
        return None;
    }
    // *There was no such meeting* tells of none by itself.
    let such = |word: &str| parse.children(at).any(|child| parse.form(child) == word);
    if such("no") && such("such") {
        return None;
    }
    let before: Vec<usize> = parse
        .children(at)
        .filter(|&child| {
            matches!(parse.relation(child), Relation::Compound | Relation::Amod | Relation::NmodPoss)
        })
        .collect();
    if before.iter().any(|&word| sense.never.iter().any(|never| never == parse.form(word))) {
        return None;
    }
    let call = before.iter().any(|&word| sense.call.iter().any(|call| call == parse.form(word)));
    let spine = spine(view, at);
    let mut draft = Draft {
        kind: if call { EventKind::Call } else { means(view, at, sense.kind) },
        trigger: at,
        parties: Vec::new(),
        separate: before.iter().any(|&word| parse.form(word) == "separate")
            || sense.lemma == "meeting" && parse.xpos(at) == Xpos::Nns,
        extends: false,
        any_means: sense.any_means,
        destination: destination(view, at, sense),
        weight: sense.weight,
        rule: String::new(),
        spine,
    };
    let governor = governor(view, at);
    // *Renewed his call on the president to release them* asks.
    if sense.takes("on") && asks_to(view, at) {
        return None;
    }
    if harks_back(view, story, at, sense.kind) {
        return None;
    }
    own_hosts(view, story, at, governor, &mut draft);
    if is_state(view, at) {
        // *Nowak was in talks with Lind*: the noun itself is what is said of him.
        draft.add(subjects(view, story, at), &format!("subject of {}", parse.form(at)));
    }
    if draft.kind == EventKind::Meeting && is_anchored(view, at, governor) {
        add_pair(view, story, &mut draft);
    }
    let mut with = partners(view, story, at, sense, governor, &mut draft);
    with.extend(honoured(view, story, at, governor));
    draft.add(chaired(view, story, at, governor), "in the chair");
    let relative = of_relative(view, story, at, sense, &mut draft);
    with.extend(relative);
    above(view, story, at, governor, &mut draft);
    if draft.kind == EventKind::Visit
        && !with.is_empty()
        && with.iter().all(|party| party.people)
        && !draft.parties.is_empty()
    {
        draft.kind = EventKind::Meeting;
    }
    if draft.parties.is_empty() {
        draft.add(traveller(view, story, governor), "who goes where it is");
    }
    let mut with = apart(view, story, &mut draft.parties, with);
    if sense.office {
        with.retain(|party| party.holds_office(view, story));
    }
    // *Held negotiations with* is no turn of speech.
    if is_held(view, governor) {
        draft.weight = draft.weight.max(HELD);
    }
    let official = with.iter().chain(&draft.parties).any(|party| party.holds_office(view, story));
    let partnered = !with.is_empty();
    draft.add(with, &format!("partner of {}", parse.form(at)));
    settle(view, story, governor, &mut draft);
    if draft.parties.is_empty() && draft.kind == EventKind::Meeting {
        draft.add(parties_again(view, story, at, governor), "party of the event told before");
    }
    draft.rule = format!("{}: {}", parse.form(at), rule(view, governor, partnered));
    let enough =
        if draft.kind == EventKind::Visit { draft.destination.is_some() } else { draft.parties.len() > 1 };
    let needs = sense.needs.is_empty()
        || sense.needs.iter().any(|need| match need.as_str() {
            "officer" => official,
            "between" => draft.parties.iter().filter(|party| party.reason.starts_with("between")).count() > 1,
            // A *Lome Conference* has a name of its own.
            "hosts together" => {
                let plain = view.span(at).of(&view.doc.text).starts_with(char::is_lowercase);
                plain && !partnered && draft.parties.len() > 1 && is_held(view, governor)
            }
            need => has(view, at, governor, partnered, need),
        });
    let loose = sense.any_means && !partnered && !is_held(view, governor) && is_loose(view, at, &draft);
    let specific = !loose && !is_unspecific(view, at, governor, &draft);
    (enough && needs && specific && !draft.parties.is_empty()).then_some(draft)
}

/// The parties that prepositions bring, at the noun or at the verb that
/// governs it: *held talks in Geneva with Lavrov*.
fn partners(
    view: &View<'_>,
    story: &mut Story,
    at: usize,
    sense: &Trigger,
    governor: Option<Governor>,
    draft: &mut Draft,
) -> Vec<PartyAt> {
    let parse = &view.parse;
    let mut with = Vec::new();
    let phrases = bringing(view, at, sense, governor);
    for (case, noun) in phrases.into_iter().filter(|(_, noun)| !is_absolute(view, *noun)) {
        let noun = named_with_day(view, noun).unwrap_or(noun);
        let mut cases: Vec<&str> = cases(view, noun);
        cases.extend(case.map(|case| parse.form(case)));
        let found = |story: &mut Story| {
            let mut found = parties(view, story, parse.antecedent(noun));
            let mut row = case.map(|case| lists::from(view, case + 1)).unwrap_or_default();
            // What stands at the noun itself was read as what it stands for.
            row.retain(|named| !named.words.contains(&noun));
            for party in listed(view, story, row) {
                if found.iter().all(|seen| seen.chain != party.chain) {
                    found.push(party);
                }
            }
            found
        };
        // *Officials, among them Lind*: she is one of those.
        let of_them = matches!(parse.form(noun), "them" | "whom" | "which");
        if cases.iter().any(|case| matches!(*case, "between" | "among")) && !of_them {
            let mut all = found(story);
            if let [one] = all.as_slice()
                && let Some(other) = other_side(view, noun)
            {
                let one = one.chain;
                all.extend(parties(view, story, other).into_iter().filter(|party| party.chain != one));
            }
            draft.add(all, &format!("between, of {}", parse.form(at)));
        } else if cases.iter().any(|case| matches!(*case, "of" | "by" | "from"))
            && cases.iter().any(|case| sense.takes(case))
        {
            let all = found(story);
            draft.add(all, &format!("author of {}", parse.form(at)));
        } else if cases.iter().any(|case| sense.takes(case)) {
            let more = found(story);
            with.extend(more.into_iter().filter(|party| !sense.people || party.people));
        }
    }
    with
}

/// The phrases that may bring parties, in the order of the text: those of the noun, of
/// the verb that governs it, and those that the parser hung elsewhere.
fn bringing(
    view: &View<'_>,
    at: usize,
    sense: &Trigger,
    governor: Option<Governor>,
) -> Vec<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut phrases: Vec<(Option<usize>, usize)> = parse.phrases(at).collect();
    phrases.extend(strayed(view, at));
    let above = governor.filter(|governor| governor.direct).map(|governor| governor.verb);
    let asides = on_asides(view, at).chain(of_clause(view, at)).chain(with_again(view, at));
    let asides = asides.chain(above.into_iter().flat_map(|verb| on_asides(view, verb)));
    phrases.extend(asides.filter(|(case, noun)| {
        let takes = |case: &str| matches!(case, "between" | "among") || sense.takes(case);
        *noun > at && case.is_some_and(|case| takes(parse.form(case)))
    }));
    if let Some(governor) = governor.filter(|governor| governor.direct && sense.takes("to")) {
        phrases.extend(strayed_to(view, governor.verb).filter(|(_, noun)| *noun > at));
    }
    if let Some(governor) = governor.filter(|governor| governor.direct) {
        // A verb of meeting has its partner before: *met Lind after the talks with Nowak*.
        let meets = !LEXICON.verb(view.lemma(governor.verb)).is_empty();
        phrases.extend(parse.phrases(governor.verb).filter(|(case, noun)| {
            *noun != at
                && !(meets && *noun < at)
                && case.is_some_and(|case| {
                    let case = parse.form(case);
                    matches!(case, "with" | "between" | "among")
                        || matches!(case, "for" | "to" | "on" | "upon" | "from") && sense.takes(case)
                })
        }));
    }
    // *Two days of talks between Lind and Nowak* hangs them on the days.
    let counted = parse.head(at).filter(|&head| {
        parse.has_case(at, "of")
            && matches!(view.lemma(head), "day" | "hour" | "week" | "month" | "round" | "series" | "session")
    });
    phrases.extend(counted.into_iter().flat_map(|head| parse.phrases(head)).filter(|(case, noun)| {
        *noun > at && case.is_some_and(|case| matches!(parse.form(case), "between" | "with" | "among"))
    }));
    // *Discussed the border with Nowak at a meeting* may hang him on the border.
    let discussed = governor.filter(|governor| governor.direct && governor.relation.is_oblique());
    if let Some(governor) = discussed.filter(|governor| parse.own_subjects(governor.verb).next().is_some()) {
        // *Went into the question with Nowak in a conversation*, too.
        let obliques = parse.phrases(governor.verb).map(|(_, noun)| noun);
        let things = parse
            .objects(governor.verb)
            .chain(obliques.filter(|&noun| noun < at))
            .filter(|&thing| LEXICON.noun(view.lemma(thing)).is_empty());
        let below: Vec<usize> = things
            .flat_map(|object| [Some(object), parse.child_by(object, Relation::Nmod)])
            .flatten()
            .collect();
        phrases.extend(below.into_iter().flat_map(|object| parse.phrases(object)).filter(|(case, noun)| {
            let person = view.mention_over(*noun).is_some_and(|named| view.kind(named) == EntityKind::Person);
            *noun < at && person && case.is_some_and(|case| parse.form(case) == "with")
        }));
    }
    phrases.sort_by_key(|(_, noun)| *noun);
    phrases.dedup_by_key(|(_, noun)| *noun);
    phrases
}

/// Who goes to the place where the event is to be: *Lind will fly to Oslo, where talks
/// with Nowak are planned*.
fn traveller(view: &View<'_>, story: &mut Story, governor: Option<Governor>) -> Vec<PartyAt> {
    let parse = &view.parse;
    let clause = governor.filter(|governor| governor.relation.is_subject()).map(|governor| governor.verb);
    let there = |clause: &usize| parse.children(*clause).any(|child| parse.form(child) == "where");
    let above = clause.filter(there).and_then(|clause| parse.ancestors(clause).find(|&up| parse.is_verb(up)));
    // *Criticised the truce in Oslo, where talks are planned* goes nowhere.
    let visits = |verb| LEXICON.verb(view.lemma(verb)).iter().any(|sense| sense.kind == EventKind::Visit);
    let above = above.filter(|&verb| is_journey(view, verb) || visits(verb));
    let mut found = above.map(|verb| subjects(view, story, verb)).unwrap_or_default();
    found.retain(|party| party.people);
    found
}

/// The person whose name the parser took for part of the day behind it: *talks with
/// Lind tomorrow*.
fn named_with_day(view: &View<'_>, day: usize) -> Option<usize> {
    let person = |word: &usize| {
        let named = view.mention_over(*word);
        named.is_some_and(|named| view.kind(named) == EntityKind::Person && named.words.end <= day)
    };
    is_of_day(view, day).then(|| view.parse.children(day).find(person)).flatten()
}

/// The second of two that *between* joins, where the parser hung it higher: *days
/// of talks between Lind, the envoy, and a delegation*.
fn other_side(view: &View<'_>, noun: usize) -> Option<usize> {
    let parse = &view.parse;
    let end = (noun + 1..parse.len())
        .find(|&word| matches!(parse.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
        .unwrap_or(parse.len());
    let joined = |&word: &usize| {
        let and =
            parse.children(word).any(|child| child > noun && child < word && parse.form(child) == "and");
        parse.relation(word) == Relation::Conj && and && parse.head(word).is_some_and(|head| head < noun)
    };
    (noun + 1..end).find(joined)
}

/// Fills in what an elided sentence leaves out, and what *attended by* adds to.
fn settle(view: &View<'_>, story: &mut Story, governor: Option<Governor>, draft: &mut Draft) {
    if draft.extends {
        let known = story.recent(view.sentence).to_vec();
        let known: Vec<PartyAt> = known
            .into_iter()
            .map(|chain| PartyAt {
                reason: "party of the event told before".to_owned(),
                ..PartyAt::at(view, draft.trigger, chain)
            })
            .collect();
        let added = std::mem::take(&mut draft.parties);
        draft.add(known, "party of the event told before");
        draft.extends = draft.parties.len() > 1;
        draft.add(added, "attended");
        return;
    }
    let root = view.parse.head(draft.trigger).is_none()
        || draft
            .spine
            .last()
            .is_some_and(|&top| view.parse.head(top).is_none() && !view.parse.xpos(top).is_verb());
    let aside = |word: usize| {
        view.is_aside(word) || matches!(view.parse.word(word).upos, Upos::Num | Upos::Punct | Upos::Adj)
    };
    let opens = draft.trigger < 4 || (0..draft.trigger).all(aside);
    let called_off = governor.is_some_and(|governor| {
        let bare =
            !view.parse.children(draft.trigger).any(|child| view.parse.relation(child) == Relation::Det);
        let off = LEXICON
            .verb_effect(view.lemma(governor.verb))
            .is_some_and(|effect| matches!(effect, Effect::Cancel | Effect::Postpone))
            || puts_off(view, governor.verb);
        let ahead = LEXICON.verb_effect(view.lemma(governor.verb)) == Some(Effect::Plan);
        let one =
            view.parse.children(draft.trigger).any(|child| matches!(view.parse.form(child), "a" | "an"));
        (bare || off || one && ahead)
            && governor.relation.is_subject()
            && draft.parties.iter().all(|party| party.people)
            && (off || LEXICON.verb_effect(view.lemma(governor.verb)).is_some())
    });
    if (governor.is_none() && root || called_off) && opens && draft.parties.len() == 1 && !view.is_headline()
    {
        let known: Vec<ChainId> = draft.parties.iter().map(|party| party.chain).collect();
        let first = || story.just_told(view.sentence).and_then(|told| told.participants.first().copied());
        let span = view.span(draft.trigger);
        let told = |chain| PartyAt::at(view, draft.trigger, chain);
        let protagonist = story.protagonist(span).or_else(|| first().map(told));
        let protagonist: Vec<PartyAt> =
            protagonist.into_iter().filter(|party| !known.contains(&party.chain)).collect();
        let rest = std::mem::take(&mut draft.parties);
        draft.add(protagonist, "whose story it is");
        for party in rest {
            let reason = party.reason.clone();
            draft.add(vec![party], &reason);
        }
    }
}

fn rule(view: &View<'_>, governor: Option<Governor>, partnered: bool) -> String {
    let verb =
        governor.map_or(String::new(), |governor| format!(" under {}", view.parse.form(governor.verb)));
    format!("{}{verb}", if partnered { "with a partner" } else { "of several" })
}

fn has(view: &View<'_>, at: usize, governor: Option<Governor>, partnered: bool, need: &str) -> bool {
    match need {
        "with" => partnered,
        "goes" => governor.is_some_and(|governor| {
            governor.relation == Relation::Nsubj
                && LEXICON.holds(view.lemma(governor.verb))
                && view.parse.objects(governor.verb).next().is_none()
        }),
        "held" => partnered && has(view, at, governor, partnered, "hosts"),
        "hosts" => {
            let relative = view.parse.children_by(at, Relation::AclRelcl).any(|verb| {
                LEXICON.holds(view.lemma(verb)) && view.parse.own_subjects(verb).next().is_some()
            });
            relative
                || governor.is_some_and(|governor| {
                    governor.relation != Relation::Nsubj && LEXICON.holds(view.lemma(governor.verb))
                })
        }
        "again" => is_another(view, at, governor),
        "for" | "after" => partnered && view.parse.has_case(at, need),
        "within" => {
            let bare = !view.parse.children(at).any(|child| view.parse.relation(child) == Relation::Det);
            partnered && bare && view.parse.has_case(at, "in")
        }
        "had" => governor.is_some_and(|governor| governor.direct && view.lemma(governor.verb) == "have"),
        "place" => view.named.iter().any(|named| {
            view.parse.subtree(at).contains(&named.head) && view.kind(named) == EntityKind::Place
        }),
        "day" => {
            let clause = view.parse.subtree(at);
            view.dates().iter().any(|date| clause.clone().any(|word| view.span(word).overlaps(date.span)))
        }
        _ => false,
    }
}
