//! Whether a noun tells of one event, and of one that was not told before.

use super::draft::Draft;
use super::governor::Governor;
use super::lexicon::LEXICON;
use super::story::Story;
use super::view::View;
use crate::document::{EntityKind, EventKind, MentionForm};
use crate::extract::syntax::{Relation, Xpos};

/// Tells whether the noun stands as one that cannot be counted, which tells of
/// no one event: *agreed on close consultation*.
pub fn is_mass(view: &View<'_>, at: usize) -> bool {
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
pub fn harks_back(view: &View<'_>, story: &Story, at: usize, kind: EventKind) -> bool {
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
pub fn is_unspecific(view: &View<'_>, at: usize, governor: Option<Governor>, draft: &Draft) -> bool {
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
pub fn is_held(view: &View<'_>, governor: Option<Governor>) -> bool {
    governor.is_some_and(|governor| {
        governor.direct && governor.relation == Relation::Obj && LEXICON.holds(view.lemma(governor.verb))
    })
}

/// Tells whether the noun is a plural without a day and without two parties by
/// name: *said so in recent conversations*.
pub fn is_loose(view: &View<'_>, at: usize, draft: &Draft) -> bool {
    let name = |word: usize| {
        view.mention_over(word)
            .is_some_and(|named| view.doc.mentions[named.mention].form == MentionForm::Name)
    };
    let plural = matches!(view.parse.xpos(at), Xpos::Nns | Xpos::Nnps);
    let named = draft.parties.iter().filter(|party| name(party.word)).count() > 1;
    plural && !named && !dated(view, at)
}

/// Tells whether the noun is the predicate: *was in talks*.
pub fn is_state(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let within = parse.has_case(at, "in") || parse.has_case(at, "at");
    within && parse.child_by(at, Relation::Cop).is_some()
}

/// Tells whether the clause holds the event, or says when or where: it is one
/// event, and not talks that go on for years.
pub fn is_anchored(view: &View<'_>, at: usize, governor: Option<Governor>) -> bool {
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
