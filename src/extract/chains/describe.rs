//! What a finished chain is called and what the article says of it.

use super::draft::{Draft, Drafts};
use super::honorific::bare;
use crate::document::{Chain, ChainId, EntityKind, Mention, Place, PlaceKind};
use crate::extract::roles::words::Words;
use crate::gazetteer::{self, Context};
use crate::likeness::{content, fold};

/// Makes chains of the drafts that have mentions, in the order of their first
/// ones; returns them and the place of each draft among them.
pub fn chains(words: &Words, drafts: &Drafts, found: &[Mention]) -> (Vec<Chain>, Vec<Option<usize>>) {
    let mut firsts: Vec<(usize, usize)> = Vec::new();
    let mut described: Vec<Option<usize>> = vec![None; drafts.all.len()];
    for (number, mention) in found.iter().enumerate() {
        if let Some(chain) = mention.chain {
            described[chain.0].get_or_insert(number);
        }
    }
    for (draft, first) in
        drafts.all.iter().zip(&described).enumerate().filter_map(|(chain, (draft, first))| {
            let name = draft.names.iter().map(|&number| words.doc.mentions[number].span.start).min();
            let other = first.map(|number| found[number].span.start);
            name.into_iter().chain(other).min().map(|start| (chain, start))
        })
    {
        firsts.push((first, draft));
    }
    firsts.sort();
    let mut order = vec![None; drafts.all.len()];
    for (place, (_, draft)) in firsts.iter().enumerate() {
        order[*draft] = Some(place);
    }
    let context = Setting::of(words);
    let chains = firsts
        .iter()
        .map(|&(_, draft)| {
            let description = described[draft].map(|number| found[number].span.of(&words.doc.text));
            chain(words, &drafts.all[draft], description, &order, &context)
        })
        .collect();
    (chains, order)
}

fn chain(
    words: &Words,
    draft: &Draft,
    description: Option<&str>,
    order: &[Option<usize>],
    setting: &Setting,
) -> Chain {
    let mut names: Vec<String> = Vec::new();
    for &number in &draft.names {
        let name = printed(draft.kind, words.doc.mentions[number].span.of(&words.doc.text));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let fullest = fullest(draft.kind, &names);
    let name = fullest.map(|at| names.remove(at)).or(description.map(plain)).unwrap_or_default();
    let place = (draft.kind == EntityKind::Place).then(|| place(words, draft, &name, setting)).flatten();
    Chain {
        kind: draft.kind,
        name,
        named: draft.is_named(),
        aliases: names,
        roles: draft.roles.clone(),
        country: place.as_ref().and_then(|place| place.country.clone()).or_else(|| draft.country.clone()),
        gender: draft.gender.filter(|_| draft.kind == EntityKind::Person),
        place,
        candidates: draft.candidates.iter().filter_map(|&other| order[other]).map(ChainId).collect(),
        reason: draft.reason.clone(),
    }
}

/// Returns a name as chains show it: persons without forms of address, places
/// without the capitals of a dateline.
fn printed(kind: EntityKind, name: &str) -> String {
    match kind {
        EntityKind::Person => plain(bare(name)),
        EntityKind::Place => ordinary_case(&plain(name)),
        EntityKind::Organization => plain(name),
    }
}

/// Returns `ADDIS ABABA` as `Addis Ababa`; what has small letters, marks or no
/// more than four letters stays as it is.
fn ordinary_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '\''));
    let written = || gazetteer::resolve(name, &Context::default()).map(|place| place.name);
    match (capitals, letters) {
        (true, 5..) => {
            written().filter(|known| fold(known) == fold(name)).unwrap_or_else(|| capitalized(name))
        }
        (true, 3..) => written().filter(|known| fold(known) == fold(name)).unwrap_or_else(|| name.to_owned()),
        _ => name.to_owned(),
    }
}

/// Returns `name` with small letters but at the start of each word.
fn capitalized(name: &str) -> String {
    let mut starts = true;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if starts {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        starts = !c.is_alphabetic();
    }
    out
}

/// Returns a name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns which of the names is the fullest: the one of most words, for
/// persons without initials and particles; the first one among equals.
fn fullest(kind: EntityKind, names: &[String]) -> Option<usize> {
    let size = |name: &str| {
        let form = super::draft::form(name);
        let words = if kind == EntityKind::Person { content(&form).len() } else { form.len() };
        (words, if kind == EntityKind::Person { form.len() } else { 0 })
    };
    (0..names.len()).max_by_key(|&at| (size(&names[at]), std::cmp::Reverse(at)))
}

/// Where the article is set: what it tells of the places that it names.
struct Setting {
    countries: Vec<(&'static str, u32)>,
    /// The country of the dateline.
    home: Option<String>,
    regions: Vec<u32>,
}

impl Setting {
    fn of(words: &Words) -> Setting {
        let names: Vec<&str> = place_names(words).collect();
        let dateline = words.doc.dateline.as_ref().map(|dateline| dateline.place.of(&words.doc.text));
        let home = dateline.and_then(|name| gazetteer::resolve(name, &Context::default())?.country);
        Setting { countries: countries(words, &names), home, regions: regions(&names) }
    }
}

fn place_names<'a>(words: &Words<'a>) -> impl Iterator<Item = &'a str> {
    let places = words.doc.mentions.iter().filter(|mention| mention.kind == EntityKind::Place);
    places.map(|mention| mention.span.of(&words.doc.text))
}

/// Counts the countries that the article's words and places point to.
fn countries(words: &Words, names: &[&str]) -> Vec<(&'static str, u32)> {
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    let told = (0..words.count()).filter_map(|at| clear_country(words, at));
    for code in told.chain(names.iter().filter_map(|name| gazetteer::sole_country(name))) {
        match counts.iter_mut().find(|(known, _)| *known == code) {
            Some(entry) => entry.1 += 1,
            None => counts.push((code, 1)),
        }
    }
    counts
}

/// Returns the regions that the places' names mean, unless they mean a city or a country sooner.
fn regions(names: &[&str]) -> Vec<u32> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names.dedup();
    let kind = |name: &str| gazetteer::resolve(name, &Context::default()).map(|place| place.kind);
    let mean = names.into_iter().filter(|name| kind(name) == Some(PlaceKind::Region));
    mean.flat_map(gazetteer::regions).collect()
}

/// Returns the country that word `at` points to, unless its name has a namesake elsewhere.
fn clear_country(words: &Words, at: usize) -> Option<&'static str> {
    let word = words.text(at);
    if matches!(word, "Georgia" | "Jordan" | "Chad" | "Lebanon") {
        return None;
    }
    words.country(at)
}

fn place(words: &Words, draft: &Draft, name: &str, setting: &Setting) -> Option<Place> {
    let container = draft.names.iter().find_map(|&number| {
        let (_, end) = words.of(number);
        let next = (words.text(end) == ",").then(|| words.name(end + 1)).flatten()?;
        let mention = &words.doc.mentions[next];
        (mention.kind == EntityKind::Place).then(|| mention.span.of(&words.doc.text))
    });
    let context = Context {
        countries: setting.countries.clone(),
        home: setting.home.as_deref(),
        container,
        regions: setting.regions.clone(),
    };
    gazetteer::resolve(name, &context)
}
