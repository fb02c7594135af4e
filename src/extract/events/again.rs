//! Another meeting of those who were told to meet, of whom its own clause says
//! nothing: *a further meeting is fixed for Friday*, *the talks continue tomorrow*.

use super::governor::Governor;
use super::lexicon::LEXICON;
use super::mood::Effect;
use super::parties::PartyAt;
use super::story::Story;
use super::view::View;
use crate::document::Interval;
use crate::extract::syntax::Relation;

/// Returns the parties of the meeting told before, where the noun at `at` is
/// another one of theirs on a day of its own; else nobody.
pub fn parties_again(view: &View<'_>, story: &Story, at: usize, governor: Option<Governor>) -> Vec<PartyAt> {
    let Some(told) = story.just_told(view.sentence).filter(|told| told.participants.len() > 1) else {
        return Vec::new();
    };
    let apart = |date: Interval| date.from.is_some() && told.when.is_none_or(|when| !when.overlaps(date));
    let dated = view.dates().iter().any(|date| apart(date.interval));
    if told.evidence == view.evidence() || !dated || !is_another(view, at, governor) {
        return Vec::new();
    }
    let party = |&chain| PartyAt::at(view, at, chain);
    told.participants.iter().map(party).collect()
}

/// Tells whether the noun is the subject of a clause that holds or plans it, and
/// is one more, or the talks that go on.
pub fn is_another(view: &View<'_>, at: usize, governor: Option<Governor>) -> bool {
    let parse = &view.parse;
    let Some(governor) = governor.filter(|governor| governor.direct && governor.relation.is_subject()) else {
        return false;
    };
    let verb = view.lemma(governor.verb);
    let told =
        LEXICON.holds(verb) || LEXICON.adjective_effect(parse.form(governor.verb)) == Some(Effect::Plan);
    let one_more = parse.children(at).any(|child| LEXICON.is_one_more(parse.form(child)));
    let the = parse.children(at).any(|child| matches!(parse.form(child), "the" | "their"));
    let goes_on = the && matches!(verb, "continue" | "resume" | "reconvene" | "restart");
    // *The party's next meeting* is another's.
    let own = |child: usize| {
        let owner = parse.relation(child) == Relation::NmodPoss && parse.form(child) != "their";
        owner || matches!(parse.relation(child), Relation::Compound | Relation::Nmod)
    };
    told && (one_more || goes_on) && !parse.children(at).any(own)
}
