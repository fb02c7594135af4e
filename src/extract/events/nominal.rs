//! Meetings told by nouns: *talks with*, *the meeting between*, *his visit to*.

use super::draft::Draft;
use super::lexicon::{LEXICON, Trigger};
use super::lists;
use super::mood::{Effect, puts_off};
use super::parties::{PartyAt, listed, parties};
use super::several::add_pair;
use super::spine::spine;
use super::story::Story;
use super::verbal::{apart, cases, destination, is_absolute, is_hidden_gerund, means, strayed, subjects};
use super::view::View;
use crate::document::{EntityKind, EventKind, MentionForm};
use crate::extract::syntax::{Relation, Upos, Xpos};

/// Returns what the noun at `at` tells.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    let object = view.parse.word(at).upos == Upos::Adj
        && matches!(view.parse.relation(at), Relation::Obj | Relation::Obl | Relation::Nsubj);
    if !(object || matches!(view.parse.word(at).upos, Upos::Noun | Upos::Propn | Upos::Verb))
        || is_verbal(view, at)
        || is_hidden_gerund(view, at)
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
        _ => own,
    }
}

fn draft(view: &View<'_>, story: &mut Story, at: usize, sense: &Trigger) -> Option<Draft> {
    let parse = &view.parse;
    if sense.plural && parse.form(at) == sense.lemma {
        return None;
    }
    if sense.mass && is_mass(view, at) {
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
    let with = apart(view, story, &draft.parties, with);
    let partnered = !with.is_empty();
    draft.add(with, &format!("partner of {}", parse.form(at)));
    settle(view, story, governor, &mut draft);
    draft.rule = format!("{}: {}", parse.form(at), rule(view, governor, partnered));
    let enough =
        if draft.kind == EventKind::Visit { draft.destination.is_some() } else { draft.parties.len() > 1 };
    let needs =
        sense.needs.is_empty() || sense.needs.iter().any(|need| has(view, at, governor, partnered, need));
    let loose = sense.any_means && !partnered && !is_held(view, governor) && is_loose(view, at, &draft);
    let specific = !loose && !is_unspecific(view, at, governor, &draft);
    (enough && needs && specific && !draft.parties.is_empty()).then_some(draft)
}

/// Tells whether the noun stands as one that cannot be counted, which tells of
/// no one event: *agreed on close consultation*.
fn is_mass(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let counted = |child: usize| {
        matches!(parse.relation(child), Relation::Det | Relation::NmodPoss | Relation::Nummod)
            || view.mention_over(child).is_some()
    };
    let plural = matches!(parse.xpos(at), Xpos::Nns | Xpos::Nnps);
    !plural && !view.is_headline() && !parse.children(at).any(|child| child < at && counted(child))
}

/// Tells whether the noun only takes up an event that was told: *during the
/// meeting, they*; one with parties of its own tells of it.
fn harks_back(view: &View<'_>, story: &Story, at: usize, kind: EventKind) -> bool {
    let parse = &view.parse;
    let definite = parse
        .children(at)
        .any(|child| matches!(parse.form(child), "the" | "this" | "that" | "these" | "those"));
    let during =
        ["during", "at", "in", "after", "following", "on"].iter().any(|case| parse.has_case(at, case));
    let own = parse.phrases(at).any(|(case, noun)| {
        noun > at
            && case.is_some_and(|case| {
                matches!(parse.form(case), "with" | "between" | "among" | "of" | "by" | "to")
            })
    });
    let named = parse.children(at).any(|child| {
        matches!(parse.relation(child), Relation::NmodPoss | Relation::Compound)
            && view.mention_over(child).is_some()
    });
    definite && during && !own && !named && story.has_told(kind, view.sentence)
}

/// Tells whether the noun speaks of many talks that the text does not tell
/// apart: *have had many conversations*.
fn is_unspecific(view: &View<'_>, at: usize, governor: Option<Governor>, draft: &Draft) -> bool {
    let parse = &view.parse;
    let plural = matches!(parse.xpos(at), Xpos::Nns | Xpos::Nnps) && view.lemma(at) != "talk";
    let many = parse.children(at).any(|child| LEXICON.is_countless(parse.form(child)));
    let perfect = governor.is_some_and(|governor| {
        view.lemma(governor.verb) == "have"
            && (parse.xpos(governor.verb) == Xpos::Vbg
                || parse.auxiliaries(governor.verb).iter().any(|&aux| parse.form(aux) == "have"))
    });
    let named = draft.parties.iter().skip(1).all(|party| {
        view.mention_over(party.word)
            .is_some_and(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
    });
    plural && !dated(view, at) && ((perfect || many) && !named || many && perfect)
}

/// Tells whether a verb of holding has the noun itself: *held discussions*.
fn is_held(view: &View<'_>, governor: Option<Governor>) -> bool {
    governor.is_some_and(|governor| {
        governor.direct && governor.relation == Relation::Obj && LEXICON.holds(view.lemma(governor.verb))
    })
}

/// Tells whether the noun is a plural without a day and without two parties by
/// name: *said so in recent conversations*.
fn is_loose(view: &View<'_>, at: usize, draft: &Draft) -> bool {
    let name = |word: usize| {
        view.mention_over(word)
            .is_some_and(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
    };
    let plural = matches!(view.parse.xpos(at), Xpos::Nns | Xpos::Nnps);
    let named = draft.parties.iter().filter(|party| name(party.word)).count() > 1;
    plural && !named && !dated(view, at)
}

/// Tells whether the noun is the predicate: *was in talks*.
fn is_state(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let within = parse.has_case(at, "in") || parse.has_case(at, "at");
    within && parse.child_by(at, Relation::Cop).is_some()
}

/// Tells whether the clause holds the event, or says when or where: it is one
/// event, and not talks that go on for years.
fn is_anchored(view: &View<'_>, at: usize, governor: Option<Governor>) -> bool {
    let clause = view.parse.subtree(view.parse.head(at).unwrap_or(at));
    let within = |noun: usize| ["in", "at"].iter().any(|case| view.parse.has_case(noun, case));
    let placed = view.named.iter().any(|named| {
        clause.contains(&named.head) && view.kind(named) == EntityKind::Place && within(named.head)
    });
    let held = governor.is_some_and(|governor| {
        view.parse.is_passive(governor.verb) && LEXICON.holds(view.lemma(governor.verb))
    });
    placed || held || dated(view, at)
}

/// Tells whether a day stands in the clause of the noun.
fn dated(view: &View<'_>, at: usize) -> bool {
    let clause = view.parse.subtree(view.parse.head(at).unwrap_or(at));
    view.dates().iter().any(|date| clause.clone().any(|word| view.span(word).overlaps(date.span)))
}

/// The owners and authors of the noun: *Sullivan's meeting*, *the visit by*,
/// *the Trump-Kim summit*.
fn own_hosts(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>, draft: &mut Draft) {
    let parse = &view.parse;
    let form = parse.form(at).to_owned();
    for child in parse.children(at).collect::<Vec<_>>() {
        let named = view.mention_over(child).is_some_and(|named| view.kind(named) != EntityKind::Place);
        match parse.relation(child) {
            Relation::NmodPoss if is_kind(view, child) => {}
            // *Lind and Nowak will hold their first talks*: those of the clause.
            Relation::NmodPoss
                if parse.form(child) == "their"
                    && governor.is_some_and(|governor| subjects(view, story, governor.verb).len() > 1) => {}
            Relation::NmodPoss => {
                let owner = owner_above(view, child).unwrap_or_else(|| parse.antecedent(child));
                draft.add(parties(view, story, owner), &format!("owner of {form}"));
            }
            Relation::Compound
                if named
                    && view
                        .mention_over(child)
                        .is_some_and(|named| view.kind(named) == EntityKind::Person) =>
            {
                draft.add(parties(view, story, child), &format!("named with {form}"))
            }
            _ => {}
        }
    }
}

/// The owner of the visit or meeting of which that of *his* is a part: *the
/// visit of Tan, including his talks with Nowak*.
fn owner_above(view: &View<'_>, pronoun: usize) -> Option<usize> {
    let parse = &view.parse;
    let own = parse.head(pronoun).filter(|_| matches!(parse.form(pronoun), "his" | "her"))?;
    let above = parse
        .ancestors(own)
        .take_while(|&word| !parse.xpos(word).is_verb())
        .find(|&word| !LEXICON.noun(view.lemma(word)).is_empty())?;
    let of = parse.phrases(above).filter(|(case, noun)| {
        *noun > above && case.is_some_and(|case| matches!(parse.form(case), "of" | "by"))
    });
    let mut owners = parse.children_by(above, Relation::NmodPoss).chain(of.map(|(_, noun)| noun));
    owners.find(|&owner| {
        owner != pronoun
            && view.mention_over(owner).is_some_and(|named| view.kind(named) == EntityKind::Person)
    })
}

/// Tells whether a plural before the noun says what kind of event it is and not
/// whose: *the virtual leaders' summit*, but *the two leaders' meeting*.
fn is_kind(view: &View<'_>, owner: usize) -> bool {
    let parse = &view.parse;
    let counted =
        parse.children(owner).any(|child| matches!(parse.form(child), "two" | "three" | "both" | "these"));
    LEXICON.is_parties(view.lemma(owner)) && matches!(parse.xpos(owner), Xpos::Nns) && !counted
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
    let mut phrases: Vec<(Option<usize>, usize)> = parse.phrases(at).collect();
    phrases.extend(strayed(view, at));
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
    phrases.sort_by_key(|(_, noun)| *noun);
    phrases.dedup_by_key(|(_, noun)| *noun);
    for (case, noun) in phrases.into_iter().filter(|(_, noun)| !is_absolute(view, *noun)) {
        let mut cases: Vec<&str> = super::verbal::cases(view, noun);
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
        if cases.iter().any(|case| matches!(*case, "between" | "among")) {
            let all = found(story);
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

/// Those in whose honour a meal is given: *in honour of Ur*, *in Ur's honour*.
fn honoured(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>) -> Vec<PartyAt> {
    let parse = &view.parse;
    let above = governor.filter(|governor| governor.direct).map(|governor| governor.verb);
    let phrases = parse.phrases(at).chain(above.into_iter().flat_map(|verb| parse.phrases(verb)));
    let honour = phrases
        .map(|(_, noun)| noun)
        .find(|&noun| matches!(view.lemma(noun), "honour" | "honor") && parse.has_case(noun, "in"));
    let Some(honour) = honour else { return Vec::new() };
    let owner = parse.child_by(honour, Relation::NmodPoss);
    let of = || parse.phrases(honour).find(|(_, noun)| *noun > honour).map(|(_, noun)| noun);
    owner.or_else(of).map(|word| parties(view, story, word)).unwrap_or_default()
}

/// Those under whom the event was held: *under the co-chairmanship of Ur and Ek*.
fn chaired(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>) -> Vec<PartyAt> {
    let parse = &view.parse;
    let above = governor.map(|governor| governor.verb);
    let mut phrases = parse.phrases(at).chain(above.into_iter().flat_map(|verb| parse.phrases(verb)));
    let chair = phrases.find(|(_, noun)| {
        parse.has_case(*noun, "under") && matches!(view.lemma(*noun), "co-chairmanship" | "chairmanship")
    });
    let of = chair.and_then(|(_, noun)| parse.phrases(noun).find(|(_, of)| *of > noun));
    of.map(|(_, word)| parties(view, story, word)).unwrap_or_default()
}

/// Adds the subject of a relative clause that holds the event to the draft, and
/// returns the partners that it brings: *the talks that Ur had with Ek*.
fn of_relative(
    view: &View<'_>,
    story: &mut Story,
    at: usize,
    sense: &Trigger,
    draft: &mut Draft,
) -> Vec<PartyAt> {
    let parse = &view.parse;
    let clause = parse.children_by(at, Relation::AclRelcl).find(|&verb| {
        takes_part_in(view.lemma(verb))
            && !parse.is_passive(verb)
            && parse.own_subjects(verb).next().is_some()
    });
    let Some(verb) = clause else { return Vec::new() };
    let subject = parse.own_subjects(verb).next().filter(|&subject| parse.antecedent(subject) == subject);
    let Some(subject) = subject else { return Vec::new() };
    let found = parties(view, story, subject);
    if found.is_empty() {
        return Vec::new();
    }
    draft.add(found, &format!("subject of {}", parse.form(verb)));
    let bound = |case: Option<usize>| case.is_some_and(|case| sense.takes(parse.form(case)));
    let with: Vec<usize> =
        parse.phrases(verb).filter(|(case, _)| bound(*case)).map(|(_, noun)| noun).collect();
    with.into_iter().flat_map(|noun| parties(view, story, noun)).collect()
}

/// The phrases with *to* that the parser hung on a day of the clause: *gave an
/// audience on Monday evening to the bishop*.
fn strayed_to<'a>(view: &'a View<'_>, verb: usize) -> impl Iterator<Item = (Option<usize>, usize)> + use<'a> {
    let parse = &view.parse;
    let dated = |noun: usize| view.dates().iter().any(|date| date.span.overlaps(view.span(noun)));
    let days: Vec<usize> = parse.phrases(verb).map(|(_, noun)| noun).filter(|&noun| dated(noun)).collect();
    let phrases = days.into_iter().flat_map(|day| parse.phrases(day));
    phrases.filter(|(case, _)| case.is_some_and(|case| view.parse.form(case) == "to"))
}

/// The verb that a noun hangs on.
#[derive(Clone, Copy, Debug)]
struct Governor {
    verb: usize,
    /// The relation of the last noun below it.
    relation: Relation,
    /// The noun below it.
    noun: usize,
    /// Whether the trigger itself is that noun.
    direct: bool,
}

fn governor(view: &View<'_>, trigger: usize) -> Option<Governor> {
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
fn above(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>, draft: &mut Draft) {
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
    matches!(lemma, "hold" | "have" | "join" | "attend" | "conduct")
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

/// Fills in what an elided sentence leaves out, and what *attended by* adds to.
fn settle(view: &View<'_>, story: &mut Story, governor: Option<Governor>, draft: &mut Draft) {
    if draft.extends {
        let known = story.recent(view.sentence).to_vec();
        let span = view.span(draft.trigger);
        let known: Vec<PartyAt> = known
            .into_iter()
            .map(|chain| PartyAt {
                chain,
                word: draft.trigger,
                span,
                people: true,
                reason: "party of the event told before".to_owned(),
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
    let opens = draft.trigger < 4;
    let called_off = governor.is_some_and(|governor| {
        let bare =
            !view.parse.children(draft.trigger).any(|child| view.parse.relation(child) == Relation::Det);
        let off = LEXICON
            .verb_effect(view.lemma(governor.verb))
            .is_some_and(|effect| matches!(effect, Effect::Cancel | Effect::Postpone))
            || puts_off(view, governor.verb);
        (bare || off)
            && governor.relation.is_subject()
            && draft.parties.iter().all(|party| party.people)
            && (off || LEXICON.verb_effect(view.lemma(governor.verb)).is_some())
    });
    if (governor.is_none() && root || called_off) && opens && draft.parties.len() == 1 && !view.is_headline()
    {
        let protagonist: Vec<PartyAt> = story.protagonist(view.span(draft.trigger)).into_iter().collect();
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
        "hosts" => {
            let relative = view.parse.children_by(at, Relation::AclRelcl).any(|verb| {
                LEXICON.holds(view.lemma(verb)) && view.parse.own_subjects(verb).next().is_some()
            });
            relative
                || governor.is_some_and(|governor| {
                    governor.relation != Relation::Nsubj && LEXICON.holds(view.lemma(governor.verb))
                })
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
