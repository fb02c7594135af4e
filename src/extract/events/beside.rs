//! Meetings told by being with somebody: *was with the Chancellor for an hour*.

use super::draft::Draft;
use super::parties::parties;
use super::spine::spine;
use super::story::Story;
use super::subjects::subjects;
use super::view::View;
use crate::extract::syntax::Relation;

/// How sure it is that one who was with another met him.
const WEIGHT: f32 = 0.65;

/// Returns what *was with* the one at `at` tells: a meeting, where both hold an
/// office and the clause says on what day or for how long.
pub fn drafts(view: &View<'_>, story: &mut Story, at: usize) -> Vec<Draft> {
    let parse = &view.parse;
    let was =
        parse.children_by(at, Relation::Cop).any(|cop| matches!(parse.form(cop), "was" | "were" | "been"));
    if !was || !parse.has_case(at, "with") {
        return Vec::new();
    }
    let clause = parse.subtree(at);
    let long = clause.clone().any(|word| matches!(view.lemma(word), "hour" | "minute"));
    let dated =
        || view.dates().iter().any(|date| clause.clone().any(|word| view.span(word).overlaps(date.span)));
    if !long && !dated() {
        return Vec::new();
    }
    let mut draft = Draft::meeting(at, spine(view, at), WEIGHT, "was with");
    draft.add(subjects(view, story, at), "subject of was with");
    let with = parties(view, story, at);
    draft.add(with, "partner of was with");
    let official = draft.parties.iter().all(|party| party.people && party.holds_office(view, story));
    if draft.parties.len() > 1 && official { vec![draft] } else { Vec::new() }
}
