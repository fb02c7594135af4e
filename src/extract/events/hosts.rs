//! Whose event a noun is: owners, authors, those in the chair, those honoured.

use super::draft::Draft;
use super::governor::{Governor, takes_part_in};
use super::lexicon::{LEXICON, Trigger};
use super::parties::{PartyAt, parties};
use super::phrases::on_asides;
use super::story::Story;
use super::subjects::subjects;
use super::view::View;
use crate::document::EntityKind;
use crate::extract::syntax::{Relation, Xpos};

/// The owners and authors of the noun: *Sullivan's meeting*, *the visit by*,
/// *the Trump-Kim summit*.
pub fn own_hosts(
    view: &View<'_>,
    story: &mut Story,
    at: usize,
    governor: Option<Governor>,
    draft: &mut Draft,
) {
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

/// Those in whose honour a meal is given: *in honour of Ur*, *in Ur's honour*.
pub fn honoured(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>) -> Vec<PartyAt> {
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
pub fn chaired(view: &View<'_>, story: &mut Story, at: usize, governor: Option<Governor>) -> Vec<PartyAt> {
    let parse = &view.parse;
    let above = governor.map(|governor| governor.verb);
    let mut phrases = parse.phrases(at).chain(above.into_iter().flat_map(|verb| parse.phrases(verb)));
    let chair = phrases.find(|(_, noun)| {
        parse.has_case(*noun, "under") && matches!(view.lemma(*noun), "co-chairmanship" | "chairmanship")
    });
    let of = chair.and_then(|(_, noun)| parse.phrases(noun).find(|(_, of)| *of > noun));
    of.map(|(_, word)| parties(view, story, word)).unwrap_or_default()
}

/// The verb of a relative clause without a pronoun, which the parser may hang on
/// what is above the noun: *the meeting the premier had with Ek*.
pub fn bare_clause(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let verb = (at + 1..parse.len()).find(|&word| parse.is_verb(word))?;
    let first = parse.own_subjects(verb).map(|subject| view.phrase(subject).start).min();
    (parse.relation(verb) == Relation::Acl && first == Some(at + 1)).then_some(verb)
}

/// Adds the subject of a relative clause that holds the event to the draft, and
/// returns the partners that it brings: *the talks that Ur had with Ek*.
pub fn of_relative(
    view: &View<'_>,
    story: &mut Story,
    at: usize,
    sense: &Trigger,
    draft: &mut Draft,
) -> Vec<PartyAt> {
    let parse = &view.parse;
    let clause = parse.children_by(at, Relation::AclRelcl).chain(bare_clause(view, at)).find(|&verb| {
        (takes_part_in(view.lemma(verb)) || matches!(view.lemma(verb), "give" | "host" | "offer" | "pay"))
            && !parse.is_passive(verb)
            && !parse.is_negated(verb)
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
    let with: Vec<usize> = parse
        .phrases(verb)
        .chain(on_asides(view, verb))
        .filter(|(case, _)| bound(*case))
        .map(|(_, noun)| noun)
        .collect();
    with.into_iter().flat_map(|noun| parties(view, story, noun)).collect()
}
