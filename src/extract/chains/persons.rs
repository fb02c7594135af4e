//! Persons: full names first, then surnames, given names and titles that lead back to them.

use super::draft::{Draft, Drafts, form};
use super::surname::{Part, is_common, part};
use super::{given, is_name};
use crate::document::{EntityKind, Gender, Role};
use crate::extract::roles::lexicon::{office, offices};
use crate::extract::roles::words::Words;
use crate::likeness::{self, content};

/// Clusters the names of persons.
pub fn cluster(words: &Words, drafts: &mut Drafts) {
    let persons: Vec<(usize, Vec<String>)> = (0..words.doc.mentions.len())
        .filter(|&number| is_name(words, number, EntityKind::Person))
        .map(|number| (number, form(words.doc.mentions[number].span.of(&words.doc.text))))
        .collect();
    let first = drafts.all.len();
    for (number, form) in persons.iter().filter(|name| is_full(words, name)) {
        full(words, drafts, first, *number, form);
    }
    for (number, form) in persons.iter().filter(|name| !is_full(words, name)) {
        short(words, drafts, first, *number, form);
    }
}

/// Tells whether a name has more than a surname or a given name.
fn is_full(words: &Words, (number, form): &(usize, Vec<String>)) -> bool {
    let text = words.doc.mentions[*number].span.of(&words.doc.text);
    content(form).len() > 1 && text.contains(char::is_whitespace)
}

/// Joins a full name to the chain of the same name, or begins one.
fn full(words: &Words, drafts: &mut Drafts, first: usize, number: usize, form: &[String]) {
    let gender = given::of_name(words, number, form);
    let same = (first..drafts.all.len()).find(|&chain| {
        let draft = &drafts.all[chain];
        agree(draft.gender, gender) && draft.forms.iter().any(|known| likeness::same_person(known, form))
    });
    let chain = same.unwrap_or_else(|| drafts.push(Draft::new(EntityKind::Person, "full name")));
    drafts.join(words, number, chain);
    let draft = &mut drafts.all[chain];
    draft.gender = draft.gender.or(gender);
}

/// What speaks for a chain as the bearer of a short name.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Claim {
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
fn short(words: &Words, drafts: &mut Drafts, first: usize, number: usize, form: &[String]) {
    let gender = given::of_name(words, number, form);
    let roles = drafts.roles_of(number).to_vec();
    let mut claims: Vec<(Claim, usize)> = (first..drafts.all.len())
        .filter_map(|chain| Some((claim(drafts, chain, number, form, gender, &roles)?, chain)))
        .collect();
    claims.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal).then(a.1.cmp(&b.1)));
    let chain = match claims.first() {
        Some(&(_, chain)) => chain,
        None => drafts.push(Draft::new(EntityKind::Person, "single name")),
    };
    if drafts.all[chain].reason == "full name" {
        drafts.all[chain].reason = format!("short form of {}", name(words, drafts, chain));
    }
    drafts.join(words, number, chain);
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
    let part = if same { Part::Surname } else { part? };
    let fit = roles_fit(&draft.roles, roles);
    let common = content(form).first().is_none_or(|word| is_common(word));
    if !agree(draft.gender, gender) || (fit == Some(false) && common) {
        return None;
    }
    // A given name alone is used of those who were introduced.
    let before = draft.names.iter().rev().find(|&&name| name < number);
    if part != Part::Surname && (before.is_none() || !roles.is_empty()) {
        return None;
    }
    // Who is introduced later without any office is not the president named now.
    if before.is_none() && !same && fit.is_none() && !roles.is_empty() && draft.roles.is_empty() {
        return None;
    }
    let nearest = before.or(draft.names.first()).map_or(0.0, |&name| name.abs_diff(number) as f64);
    Some(Claim { role: fit == Some(true), part, before: before.is_some(), nearness: -nearest })
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

/// Returns the group of a role's head and its country.
pub fn group(role: &Role) -> Option<(&'static str, Option<&str>)> {
    let end = role.title.find([',']).unwrap_or(role.title.len());
    let head = role.title[..end]
        .split_whitespace()
        .take_while(|word| !matches!(*word, "of" | "to" | "for" | "at" | "in"));
    let found = head.filter_map(|word| office(word).or_else(|| offices(word))).last()?;
    (!matches!(found.group, "person" | "family")).then_some((found.group, role.country.as_deref()))
}
