//! Organizations: full names, acronyms, short forms, and whose ministry it is.

use super::by_word::ByWord;
use super::draft::{Draft, Drafts, form};
use super::is_name;
use crate::document::EntityKind;
use crate::extract::chains::nominals::is_generic;
use crate::extract::roles::words::Words;

/// Endings that companies wear and drop, folded.
const COMPANY: [&str; 12] =
    ["inc", "corp", "co", "ltd", "plc", "ag", "sa", "llc", "gmbh", "corporation", "company", "limited"];

/// Clusters the names of organizations.
pub fn cluster(words: &Words, drafts: &mut Drafts) {
    let mut known = ByWord::default();
    let mut names: Vec<(usize, Vec<String>)> = (0..words.doc.mentions.len())
        .filter(|&number| is_name(words, number, EntityKind::Organization))
        .map(|number| (number, plain(form(words.doc.mentions[number].span.of(&words.doc.text)))))
        .collect();
    // Longer names first, so that short forms find them wherever they stand.
    names.sort_by_key(|(number, form)| (std::cmp::Reverse(form.len()), *number));
    for (number, form) in names {
        let country = owner(words, number);
        let chain = find(words, drafts, &known, number, &form, country.as_deref());
        let chain = chain.unwrap_or_else(|| drafts.push(Draft::new(EntityKind::Organization, "name")));
        drafts.join(words, number, chain);
        let draft = &mut drafts.all[chain];
        draft.country = draft.country.take().or(country);
        if !draft.forms.contains(&form) {
            draft.forms.push(form);
        }
        known.learn(drafts, chain, initials);
    }
}

/// Stands for the words of a name without any, which may be a part of each.
const NO_WORD: String = String::new();

/// Returns the keys of a name beside its words: the acronyms that may stand for it.
fn initials(form: &[String]) -> Vec<String> {
    vec![NO_WORD, acronym(form, false), acronym(form, true)]
}

/// Returns a name without its article and company ending.
fn plain(mut form: Vec<String>) -> Vec<String> {
    if form.len() > 1 && form[0] == "the" {
        form.remove(0);
    }
    while form.len() > 1 && form.last().is_some_and(|last| COMPANY.contains(&last.as_str())) {
        form.pop();
    }
    form
}

/// Returns the country that owns the organization: inside the name, as
/// demonym before it, or as possessor.
fn owner(words: &Words, number: usize) -> Option<String> {
    let (start, end) = words.of(number);
    let inside = (start..end).find_map(|at| {
        let word = words.text(at);
        crate::gazetteer::by_demonym(word).map(|country| country.code)
    });
    let before = || {
        let at = start.checked_sub(1)?;
        match words.text(at) {
            "'s" | "’s" | "'" | "’" => words.country(at.checked_sub(1)?),
            _ => crate::gazetteer::by_demonym(words.text(at)).map(|country| country.code),
        }
    };
    let named =
        || crate::gazetteer::by_seat(words.doc.mentions[number].span.of(&words.doc.text)).map(|c| c.code);
    inside.or_else(before).or_else(named).map(str::to_owned)
}

/// Finds the chain that the name belongs to, the nearest before it first.
fn find(
    words: &Words,
    drafts: &Drafts,
    known: &ByWord,
    number: usize,
    form: &[String],
    country: Option<&str>,
) -> Option<usize> {
    let printed = words.doc.mentions[number].span.of(&words.doc.text);
    let is_initials = printed.chars().count() > 1 && printed.chars().all(char::is_uppercase);
    let rank = |chain: usize| {
        let draft = &drafts.all[chain];
        let apart = country.is_some() && draft.country.is_some() && draft.country.as_deref() != country;
        // *ASEAN* is not short for *ASEAN Institute*, which is a body of it.
        let part = |known: &[String]| is_initials && known.len() > 1 && known.starts_with(form);
        let related = |known: &Vec<String>| relation(known, form).filter(|_| !part(known));
        let kind = draft.forms.iter().filter_map(related).max()?;
        if apart || (kind == 1 && !written_beside(words, draft, number) && form.len() > 1) {
            return None;
        }
        let before = draft.names.iter().filter(|&&name| name < number).max();
        Some((kind, before.is_some(), before.map_or(0, |&name| name)))
    };
    // A name is another, a part of it or its acronym: one of its words is among the keys.
    let akin = known.under(form.iter().chain(form.is_empty().then_some(&NO_WORD)));
    akin.into_iter().filter_map(|chain| Some((rank(chain)?, chain))).max().map(|(_, chain)| chain)
}

/// Tells how `short` relates to the longer or equal name `known`: 3 the same,
/// 2 a short form, 1 an acronym.
fn relation(known: &[String], short: &[String]) -> Option<u8> {
    if known == short {
        return Some(3);
    }
    if short.len() < known.len() && known.len() > 1 {
        let tail = known.ends_with(short) && !(short.len() == 1 && is_generic(&short[0]) && known.len() > 3);
        let head = known.starts_with(short) && !short.iter().all(|word| is_generic(word) || is_place(word));
        if tail || head {
            return Some(2);
        }
    }
    (short.len() == 1 && is_acronym(known, &short[0])).then_some(1)
}

fn is_place(word: &str) -> bool {
    crate::gazetteer::by_demonym(word).is_some() || crate::gazetteer::known(word)
}

/// Tells whether `short` is made of the first letters of the words of `known`,
/// small words left out or not.
pub fn is_acronym(known: &[String], short: &str) -> bool {
    if known.len() < 2 || short.chars().count() < 2 {
        return false;
    }
    short == acronym(known, false) || short == acronym(known, true)
}

/// Returns the first letters of the words of `name`, of small ones where `all` are meant.
fn acronym(name: &[String], all: bool) -> String {
    let is_meant =
        |word: &&String| all || !matches!(word.as_str(), "of" | "the" | "and" | "for" | "on" | "in");
    name.iter().filter(is_meant).filter_map(|word| word.chars().next()).collect()
}

/// Tells whether the name stands in brackets right behind one of the chain's names.
fn written_beside(words: &Words, draft: &Draft, number: usize) -> bool {
    let (start, _) = words.of(number);
    draft.names.iter().any(|&name| words.of(name).1 + 1 == start && words.text(start - 1) == "(")
}
