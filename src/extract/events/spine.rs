//! The words through which a trigger hangs on its clause.

use super::governor::takes_part_in;
use super::hosts::bare_clause;
use super::lexicon::LEXICON;
use super::view::View;
use crate::document::EntityKind;
use crate::extract::syntax::Relation;

/// Returns the words from the trigger up to the verb of its clause: for
/// *meet* in *flew to Manila to meet her*, *meet* and *flew*; for *talks* in
/// *held talks*, *talks* and *held*.
pub fn spine(view: &View<'_>, trigger: usize) -> Vec<usize> {
    let parse = &view.parse;
    let mut spine = vec![trigger];
    let mut at = trigger;
    while let Some(head) = parse.head(at) {
        let up = match parse.relation(at) {
            Relation::Xcomp | Relation::Acl => true,
            Relation::Advcl => !has_own_clause(view, at),
            Relation::Conj => !parse.xpos(at).is_verb() || parse.own_subjects(at).next().is_none(),
            relation => {
                !parse.xpos(at).is_verb()
                    && !matches!(relation, Relation::Parataxis | Relation::AclRelcl | Relation::Ccomp)
                    && !view_is_party(view, at, head)
            }
        };
        if !up || spine.len() > 12 {
            break;
        }
        spine.push(head);
        at = head;
    }
    if let Some(clause) = held_by(view, trigger) {
        spine.insert(1, clause);
    }
    spine
}

/// The verb of a clause behind a noun that says when and where it is held: *the
/// meeting, which was to have taken place here on Saturday*.
fn held_by(view: &View<'_>, trigger: usize) -> Option<usize> {
    let parse = &view.parse;
    let clause = |&at: &usize| matches!(parse.relation(at), Relation::AclRelcl | Relation::Acl);
    let own = |&at: &usize| parse.own_subjects(at).all(|subject| parse.antecedent(subject) != subject);
    let held = |&at: &usize| LEXICON.holds(view.lemma(at)) || LEXICON.verb_effect(view.lemma(at)).is_some();
    let noun = !parse.xpos(trigger).is_verb();
    let told =
        parse.children(trigger).filter(|&at| noun && at > trigger).filter(clause).filter(held).find(own);
    // *The talks of Lind with Ek, which had been arranged for May*: no person is a which.
    let which = |verb: &usize| {
        parse.relation(*verb) == Relation::AclRelcl
            && parse.own_subjects(*verb).any(|subject| parse.form(subject) == "which")
            && parse
                .head(*verb)
                .and_then(|head| view.mention_over(head))
                .is_some_and(|named| view.kind(named) == EntityKind::Person)
    };
    let told = told.or_else(|| (trigger + 1..parse.len()).find(which).filter(|at| noun && held(at)));
    // *The talks that she had in Oslo*.
    let had = || {
        let takes_part =
            |&at: &usize| parse.relation(at) == Relation::AclRelcl && takes_part_in(view.lemma(at));
        parse.children(trigger).filter(|&at| noun && at > trigger).find(takes_part)
    };
    told.or_else(|| bare_clause(view, trigger).filter(|at| noun && held(at))).or_else(had)
}

/// Tells whether the adverbial clause has tense and subject of its own.
fn has_own_clause(view: &View<'_>, at: usize) -> bool {
    view.parse.own_subjects(at).next().is_some()
}

/// Tells whether a trigger noun stands under a name, as in *the talks' host*.
fn view_is_party(view: &View<'_>, at: usize, head: usize) -> bool {
    view.parse.relation(at) == Relation::NmodPoss
        || view.mention_over(head).is_some() && !view.parse.xpos(head).is_verb()
}

/// Returns how far up the spine the phrase at `word` hangs; none when a
/// clause or one of `blocked`, the parties' words, lies between.
pub fn distance(view: &View<'_>, spine: &[usize], word: usize, blocked: &[usize]) -> Option<usize> {
    let parse = &view.parse;
    let mut at = word;
    for _ in 0..parse.len() {
        if let Some(place) = spine.iter().position(|&on| on == at) {
            return Some(place);
        }
        if blocked.contains(&at) && at != word {
            return None;
        }
        let clause = matches!(
            parse.relation(at),
            Relation::AclRelcl
                | Relation::Ccomp
                | Relation::Advcl
                | Relation::Parataxis
                | Relation::Acl
                | Relation::Csubj
                | Relation::Xcomp
        );
        if clause && at != word && parse.xpos(at).is_verb() {
            return None;
        }
        at = parse.head(at)?;
    }
    None
}
