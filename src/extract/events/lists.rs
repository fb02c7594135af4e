//! Names in a row: *Zardari, Sharif and Aziz*, however the parser hung them.

use super::lexicon::LEXICON;
use super::reduce::is_of_title;
use super::view::{Named, View};
use crate::document::{EntityKind, MentionForm};
use crate::extract::syntax::Xpos;

/// Returns the names that follow one another from the word `start` on, with
/// nothing but commas and *and* between them.
///
/// The last one is left out where it begins a clause of its own (*met Wang,
/// and Li said*) or owns something (*met Wang and Li's aide*).
pub fn from<'a>(view: &'a View<'_>, start: usize) -> Vec<&'a Named> {
    let mut listed = row(view, start);
    if listed.last().is_some_and(|last| goes_on(view, last.words.end)) {
        listed.pop();
    }
    // *Meeting with Lind, Lund House* says where; *head of the firm, Ek & Co.* who sent her.
    let beside = |pair: &[&Named]| {
        let [before, last] = pair else { return false };
        let and = (before.words.end..last.words.start).any(|at| matches!(view.parse.form(at), "and" | "&"));
        !and && is_person(view, before) && !is_person(view, last)
    };
    if listed.len() == 2 && beside(&listed) {
        listed.pop();
    }
    listed
}

/// Returns the people in a row with `named`, before and behind it.
pub fn around<'a>(view: &'a View<'_>, named: &Named) -> Vec<&'a Named> {
    let right = row(view, named.words.start);
    let end = right.last().map_or(named.words.end, |last| last.words.end);
    let left = up_to(view, end);
    let people: Vec<&Named> = right.into_iter().filter(|named| is_person(view, named)).collect();
    if left.len() > people.len() { left } else { people }
}

/// Returns the names that follow one another from the word `start` on, the last
/// one whatever follows it.
pub fn row<'a>(view: &'a View<'_>, start: usize) -> Vec<&'a Named> {
    let mut listed: Vec<&Named> = Vec::new();
    let mut at = start;
    while let Some(named) = starting(view, politely(view, at)).filter(|named| !modifies(view, named)) {
        listed.push(named);
        let next = skip(view, skip(view, named.words.end, &[",", ";"]), &["and", "&", "with"]);
        if next == named.words.end {
            break;
        }
        at = next;
    }
    listed
}

/// Returns the people named one after another up to the word `end`, which is
/// not counted, in the order of the text.
fn up_to<'a>(view: &'a View<'_>, end: usize) -> Vec<&'a Named> {
    let mut listed: Vec<&Named> = Vec::new();
    let mut conjoined = false;
    let mut at = end;
    while let Some(named) = view.named.iter().find(|named| named.words.end == at && is_person(view, named)) {
        listed.insert(0, named);
        at = named.words.start;
        let form = |word: usize| view.parse.form(word);
        let and = at > 0 && matches!(form(at - 1), "and" | "&");
        conjoined |= and;
        at -= usize::from(and);
        let comma = at > 0 && form(at - 1) == ",";
        at -= usize::from(comma);
        if !(and || comma && conjoined) {
            break;
        }
    }
    listed
}

fn is_person(view: &View<'_>, named: &Named) -> bool {
    let mention = &view.doc.mentions[named.mention];
    mention.kind == EntityKind::Person && mention.form == MentionForm::Name
}

fn starting<'a>(view: &'a View<'_>, at: usize) -> Option<&'a Named> {
    let is_name = |named: &&Named| view.doc.mentions[named.mention].form == MentionForm::Name;
    view.named.iter().filter(is_name).find(|named| named.words.start == at)
}

/// Returns the word behind those that honour a name: *His Excellency Mr.*
fn politely(view: &View<'_>, at: usize) -> usize {
    let honours = |word: &usize| *word < view.parse.len() && LEXICON.is_polite(view.parse.form(*word));
    let end = at + (at..at + 6).take_while(honours).count();
    (at..=end).find(|&word| starting(view, word).is_some()).or_else(|| titled(view, at)).unwrap_or(at)
}

/// Words of a title that is not known as one.
const TITLE: usize = 6;

/// Returns the word where a person's name begins behind capitalised words that
/// can only be the title: *Trade Representative Tam*.
fn titled(view: &View<'_>, at: usize) -> Option<usize> {
    let part = |word: usize| is_of_title(view.span(word).of(&view.doc.text));
    let capital = |word: usize| view.span(word).of(&view.doc.text).starts_with(char::is_uppercase);
    let last = (view.parse.len().saturating_sub(1)).min(at + TITLE);
    let name =
        (at + 1..=last).find(|&word| starting(view, word).is_some_and(|named| is_person(view, named)))?;
    (capital(at) && capital(name - 1) && (at..name).all(part)).then_some(name)
}

/// Tells whether the name only belongs to a noun behind it: *AU* in *the AU
/// envoy*, *Albright* in *the Albright Award*.
fn modifies(view: &View<'_>, named: &Named) -> bool {
    let behind = view.parse.head(named.head).is_some_and(|head| head >= named.words.end);
    let noun = named.words.end < view.parse.len() && view.is_nominal(named.words.end);
    use crate::extract::syntax::Relation::{Amod, Compound, NmodPoss};
    behind && noun && matches!(view.parse.relation(named.head), Amod | Compound | NmodPoss)
}

fn skip(view: &View<'_>, at: usize, words: &[&str]) -> usize {
    at + usize::from(at < view.parse.len() && words.contains(&view.parse.form(at)))
}

/// Tells whether a verb or a possessive follows the name.
fn goes_on(view: &View<'_>, at: usize) -> bool {
    at < view.parse.len()
        && (view.parse.form(at) == "'s"
            || matches!(view.parse.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Md | Xpos::Pos))
}
