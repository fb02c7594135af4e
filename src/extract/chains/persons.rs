//! Persons: full names first, then surnames, given names and titles that lead back to them.

use super::by_word::ByWord;
use super::draft::{Draft, Drafts, form};
use super::honorific::bare;
use super::surname::{Part, is_common, part};
use super::{given, is_name, no_person};
use crate::document::{EntityKind, Gender, Role};
use crate::extract::roles::lexicon::{office, offices};
use crate::extract::roles::words::Words;
use crate::likeness::{self, content};

/// Clusters the names of persons.
pub fn cluster(words: &Words, drafts: &mut Drafts) {
    let eponyms = eponyms(words);
    let persons: Vec<(usize, Vec<String>)> = (0..words.doc.mentions.len())
        .filter(|&number| is_name(words, number, EntityKind::Person))
        .map(|number| (number, form(name_of(words, number))))
        .filter(|(number, form)| !eponyms.iter().any(|(eponym, name)| eponym == number || name == form))
        .collect();
    let first = drafts.all.len();
    let mut known = ByWord::default();
    let is_somebody = |name: &&(usize, Vec<String>)| !no_person::is_none(&name.1);
    for (number, form) in persons.iter().filter(is_somebody).filter(|name| is_full(words, name)) {
        full(words, drafts, &mut known, *number, form);
    }
    for (number, form) in persons.iter().filter(is_somebody).filter(|name| !is_full(words, name)) {
        short(words, drafts, &mut known, *number, form);
    }
    for (number, _) in persons.iter().filter(|name| !is_somebody(name)) {
        suffix(words, drafts, *number);
    }
    for (number, _) in eponyms {
        namesake(words, drafts, first, number);
    }
}

/// Gives a name inside a thing's name to the person of that full name, if the
/// article speaks of one.
fn namesake(words: &Words, drafts: &mut Drafts, first: usize, number: usize) {
    let form = form(name_of(words, number));
    let same = (first..drafts.all.len()).find(|&chain| drafts.all[chain].forms.contains(&form));
    if let Some(chain) = same.filter(|_| content(&form).len() > 1) {
        drafts.attach(number, chain);
    }
}

fn name_of<'a>(words: &Words<'a>, number: usize) -> &'a str {
    bare(words.doc.mentions[number].span.of(&words.doc.text))
}

/// Returns the names that are a part of something else's; the folded words of
/// a surname too, so that `Ek` is no person where `Ek v. Ur` was decided.
fn eponyms(words: &Words) -> Vec<(usize, Vec<String>)> {
    let numbers = (0..words.doc.mentions.len()).filter(|&number| is_name(words, number, EntityKind::Person));
    let found = numbers.filter(|&number| no_person::is_eponym(words, number));
    found
        .map(|number| (number, form(name_of(words, number))))
        .map(|(number, form)| (number, if form.len() == 1 { form } else { Vec::new() }))
        .collect()
}

/// Gives `Jr.` to the chain of the name right before it.
fn suffix(words: &Words, drafts: &mut Drafts, number: usize) {
    let (start, _) = words.of(number);
    let end = start - usize::from(start > 0 && words.text(start - 1) == ",");
    let before = end.checked_sub(1).and_then(|at| words.name(at));
    if let Some(chain) = before.and_then(|before| drafts.of_name(before)) {
        drafts.attach(number, chain);
    }
}

/// Tells whether a name has more than a surname or a given name.
fn is_full(words: &Words, (number, form): &(usize, Vec<String>)) -> bool {
    content(form).len() > 1 && name_of(words, *number).contains(char::is_whitespace)
}

/// Stands for the words of names without any but small ones.
const SMALL: &str = "";

/// Returns the key beside its words of a name that is made of small words.
fn small(form: &[String]) -> Vec<String> {
    form.iter().all(|word| word.len() <= 3).then(|| SMALL.to_owned()).into_iter().collect()
}

/// Returns the chains that a name can belong to: one name is another, or a part
/// of it, only where they share a word, small ones apart.
fn sharing(known: &ByWord, form: &[String]) -> Vec<usize> {
    known.under(form.iter().chain(&small(form)))
}

/// Joins a full name to the chain of the same name, or begins one.
fn full(words: &Words, drafts: &mut Drafts, known: &mut ByWord, number: usize, form: &[String]) {
    let gender = given::of_name(words, number, form);
    let same = sharing(known, form).into_iter().find(|&chain| {
        let draft = &drafts.all[chain];
        agree(draft.gender, gender) && draft.forms.iter().any(|known| likeness::same_person(known, form))
    });
    let chain = same.unwrap_or_else(|| drafts.push(Draft::new(EntityKind::Person, "full name")));
    drafts.join(words, number, chain);
    known.learn(drafts, chain, small);
    let draft = &mut drafts.all[chain];
    draft.gender = draft.gender.or(gender);
}

/// What speaks for a chain as the bearer of a short name.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Claim {
    /// The article is enough to decide it.
    sure: bool,
    /// The role agrees.
    role: bool,
    /// How the short name stands in the full one.
    part: Part,
    /// The chain was named before.
    before: bool,
    /// Where it was named last before, or first behind, counted so that more is nearer.
    nearness: f64,
}

/// Joins a short name to the chain that has the best claim to it.
fn short(words: &Words, drafts: &mut Drafts, known: &mut ByWord, number: usize, form: &[String]) {
    let gender = given::of_name(words, number, form);
    let roles = drafts.roles_of(number).to_vec();
    let mut claims: Vec<(Claim, usize)> = sharing(known, form)
        .into_iter()
        .filter_map(|chain| Some((claim(drafts, chain, number, form, gender, &roles)?, chain)))
        .collect();
    claims.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal).then(a.1.cmp(&b.1)));
    let chain = match claims.first() {
        Some(&(claim, chain)) if claim.sure => chain,
        Some(_) => {
            let mut draft =
                Draft::new(EntityKind::Person, "an office and a surname that a relative may share");
            draft.candidates = claims.iter().map(|&(_, chain)| chain).collect();
            drafts.push(draft)
        }
        None if no_person::is_initials(form) && !name_of(words, number).contains(char::is_whitespace) => {
            return;
        }
        None => drafts.push(Draft::new(EntityKind::Person, "single name")),
    };
    if drafts.all[chain].reason == "full name" {
        drafts.all[chain].reason = format!("short form of {}", name(words, drafts, chain));
    }
    drafts.join(words, number, chain);
    known.learn(drafts, chain, small);
    let draft = &mut drafts.all[chain];
    draft.gender = draft.gender.or(gender);
}

fn name<'a>(words: &'a Words, drafts: &Drafts, chain: usize) -> &'a str {
    drafts.all[chain].names.first().map_or("", |&number| words.doc.mentions[number].span.of(&words.doc.text))
}

/// Weighs the claim of `chain` to the short name; none where something contradicts.
fn claim(
    drafts: &Drafts,
    chain: usize,
    number: usize,
    form: &[String],
    gender: Option<Gender>,
    roles: &[Role],
) -> Option<Claim> {
    let draft = &drafts.all[chain];
    let same = draft.forms.iter().any(|known| content(known) == content(form));
    let part = draft.forms.iter().filter_map(|full| part(form, full)).max();
    // `J.D.` of `J.D. Ek`.
    let initials = no_person::is_initials(form) && draft.forms.iter().any(|full| full.starts_with(form));
    let part = if same { Part::Surname } else { part.or(initials.then_some(Part::Given))? };
    let fit = roles_fit(&draft.roles, roles);
    let common = content(form).first().is_none_or(|word| is_common(word));
    let apart = common || at_the_top(roles) || is_spouse(&draft.roles);
    if !agree(draft.gender, gender) || (fit == Some(false) && apart) {
        return None;
    }
    // A given name alone is used of those who were introduced.
    let before = draft.names.iter().filter(|&&name| name < number).max();
    if part != Part::Surname && (before.is_none() || !roles.iter().all(goes_with_given)) {
        return None;
    }
    // Who is introduced later without that office is not the president named now.
    if before.is_none() && !same && fit.is_none() && !roles.is_empty() {
        return None;
    }
    let nearest = before.or(draft.names.first()).map_or(0.0, |&name| name.abs_diff(number) as f64);
    // The first of a country is seldom introduced: an article that names him by
    // office and surname may name his wife or son in full.
    let sure = same || fit == Some(true) || !at_the_top(roles);
    Some(Claim { sure, role: fit == Some(true), part, before: before.is_some(), nearness: -nearest })
}

/// Tells whether the title stands before given names: *Sir Geoffrey* is Sir
/// Geoffrey Howe.
fn goes_with_given(role: &Role) -> bool {
    matches!(
        role.title.to_lowercase().as_str(),
        "sir"
            | "dame"
            | "prince"
            | "princess"
            | "king"
            | "queen"
            | "sheikh"
            | "father"
            | "sister"
            | "lord"
            | "lady"
    )
}

/// Tells whether two genders are not known to differ.
pub fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Tells whether the office beside a short name is one that the chain holds:
/// yes, no, or none where either has no office.
fn roles_fit(known: &[Role], roles: &[Role]) -> Option<bool> {
    let known: Vec<_> = known.iter().filter_map(group).collect();
    let asked: Vec<_> = roles.iter().filter_map(group).collect();
    if known.is_empty() || asked.is_empty() {
        return None;
    }
    Some(asked.iter().any(|(group, country)| {
        known
            .iter()
            .any(|(other, land)| group == other && (country.is_none() || land.is_none() || country == land))
    }))
}

/// Tells whether an office is the first in its country, which is given with
/// the surname alone where a relative is named in full.
fn at_the_top(roles: &[Role]) -> bool {
    roles.iter().filter_map(group).any(|(group, _)| matches!(group, "president" | "premier" | "monarch"))
}

/// Tells whether somebody is known as the spouse of who holds an office.
fn is_spouse(roles: &[Role]) -> bool {
    roles.iter().filter_map(group).any(|(group, _)| group == "spouse")
}

/// Returns the group of a role's head and its country.
pub fn group(role: &Role) -> Option<(&'static str, Option<&str>)> {
    let end = role.title.find([',']).unwrap_or(role.title.len());
    let head: Vec<&str> = role.title[..end]
        .split_whitespace()
        .take_while(|word| !matches!(*word, "of" | "to" | "for" | "at" | "in"))
        .collect();
    let word = |at: usize| {
        // `Prime Minister`, `Vice President` are offices of their own.
        let pair = at.checked_sub(1).and_then(|before| office(&format!("{} {}", head[before], head[at])));
        pair.or_else(|| office(head[at])).or_else(|| offices(head[at]))
    };
    let found = (0..head.len()).rev().find_map(word)?;
    (!matches!(found.group, "person" | "family")).then_some((found.group, role.country.as_deref()))
}
