//! Makes long persons of short names: *Wang* becomes *Deputy Prime Minister
//! and Foreign Minister Ahmed bin Ali*. Titles, peoples and names are those
//! of `data`; the name is the head, and its title modifies it.

use std::ops::Range;

use dateline::extract::syntax::{Relation, Upos, Xpos};

use crate::corpus::{Gold, GoldWord};
use crate::random::Random;

const TITLES: &str = include_str!("../data/titles.txt");
const DEMONYMS: &str = include_str!("../data/demonyms.txt");
const NAMES: &str = include_str!("../data/names.txt");
const PARTICLES: &str = include_str!("../data/particles.txt");

/// Replaces each name in `gold` that may be a person's, with `probability`.
pub fn expand(gold: &mut Gold, probability: f32, random: &mut Random) {
    let mut at = 0;
    while at < gold.words.len() {
        match person(gold, at) {
            Some(name) if random.chance(probability) => {
                let words = invent(gold, &name, random);
                at = name.start + words.len();
                replace(gold, name, words);
            }
            _ => at += 1,
        }
    }
}

/// The name that begins at `at`, if it stands where a person can: a proper
/// noun under which there is nothing but its own flat parts.
fn person(gold: &Gold, at: usize) -> Option<Range<usize>> {
    let words = &gold.words;
    let plain = matches!(
        words[at].relation,
        Relation::Nsubj
            | Relation::NsubjPass
            | Relation::Obj
            | Relation::Obl
            | Relation::OblAgent
            | Relation::Conj
            | Relation::Nmod
    );
    if words[at].upos != Upos::Propn || !plain {
        return None;
    }
    let flat = |word: &GoldWord| word.relation == Relation::Flat && word.head == Some(at);
    let end = (at + 1..words.len()).find(|&next| !flat(&words[next])).unwrap_or(words.len());
    let under =
        (0..words.len()).filter(|&other| words[other].head == Some(at) && !(at..end).contains(&other));
    let place = ["in", "at", "to", "from", "into", "near", "on", "of", "through", "across"];
    for other in under {
        let word = &words[other];
        let fits = match word.relation {
            Relation::Case => !place.contains(&word.form.to_lowercase().as_str()),
            Relation::Cc | Relation::Punct | Relation::Conj => true,
            _ => false,
        };
        if !fits {
            return None;
        }
    }
    // An unmarked noun of the clause, such as a weekday, is no person.
    let is_marked = words.iter().any(|word| word.head == Some(at) && word.relation == Relation::Case);
    (words[at].relation != Relation::Obl || is_marked).then_some(at..end)
}

/// A person in place of `name`; heads inside count from the range's start,
/// and the name's first word keeps the head and relation of the old.
fn invent(gold: &Gold, name: &Range<usize>, random: &mut Random) -> Vec<GoldWord> {
    let mut words = if random.chance(0.75) { title(random) } else { Vec::new() };
    let top = words.len();
    words.iter_mut().filter(|word| word.head.is_none()).for_each(|word| word.head = Some(top));
    let count = if words.is_empty() { 1 + random.below(2) } else { 1 + random.below(4) };
    for part in 0..count {
        let is_particle = part > 0 && part + 1 < count && random.chance(0.5);
        let form = if is_particle { pick(PARTICLES, random) } else { surname(random) };
        words.push(word(form, Upos::Propn, Xpos::Nnp, Some(top), Relation::Flat));
    }
    (words[top].head, words[top].relation) = (gold.words[name.start].head, gold.words[name.start].relation);
    words
}

/// A title; its main word has no head yet.
fn title(random: &mut Random) -> Vec<GoldWord> {
    let lines: Vec<&str> = TITLES.lines().collect();
    let line = lines[random.below(lines.len())];
    let mut fields: Vec<(String, String)> = line
        .split(' ')
        .map(|field| field.split_once('/').unwrap_or((field, "main")))
        .map(|(form, relation)| (form.to_owned(), relation.to_owned()))
        .collect();
    if random.chance(0.5) && !line.contains(['.', '\'']) {
        let people = pick(DEMONYMS, random);
        let relation = if people.starts_with(['U', 'E']) && people.len() < 5 { "compound" } else { "amod" };
        fields.insert(0, (people, relation.to_owned()));
    }
    let depends = |relation: &str| matches!(relation, "amod" | "compound" | "case" | "cc" | "nmod:poss");
    let main = fields.iter().position(|(_, relation)| relation == "main").expect("a title has a main word");
    let mut words = Vec::new();
    for (at, (form, relation)) in fields.iter().enumerate() {
        let next = (at + 1..fields.len()).find(|&other| !depends(&fields[other].1));
        let (head, label) = match relation.as_str() {
            "main" => (None, Relation::NmodDesc),
            relation if depends(relation) => (next, Relation::parse(relation).expect("a relation of UD")),
            relation => (Some(main), Relation::parse(relation).expect("a relation of UD")),
        };
        let (upos, xpos) = tags(form, relation);
        words.push(word(form.clone(), upos, xpos, head, label));
    }
    words
}

fn tags(form: &str, relation: &str) -> (Upos, Xpos) {
    let is_capital = form.starts_with(char::is_uppercase);
    match (relation, is_capital) {
        ("case", _) => (Upos::Adp, Xpos::In),
        ("cc", _) => (Upos::Cconj, Xpos::Cc),
        ("nmod:poss", _) => (Upos::Pron, Xpos::PrpPossessive),
        ("amod", true) if DEMONYMS.split_whitespace().any(|people| people == form) => (Upos::Adj, Xpos::Jj),
        ("amod", true) => (Upos::Adj, Xpos::Nnp),
        ("amod", false) => (Upos::Adj, Xpos::Jj),
        (_, true) => (Upos::Propn, Xpos::Nnp),
        (_, false) => (Upos::Noun, Xpos::Nn),
    }
}

fn word(form: String, upos: Upos, xpos: Xpos, head: Option<usize>, relation: Relation) -> GoldWord {
    GoldWord { form, upos, xpos, head, relation }
}

fn pick(table: &str, random: &mut Random) -> String {
    let entries: Vec<&str> = table.split_whitespace().collect();
    entries[random.below(entries.len())].to_owned()
}

/// A name of the table, or one that nobody has heard.
fn surname(random: &mut Random) -> String {
    if random.chance(0.6) {
        return pick(NAMES, random);
    }
    let onsets = ["K", "M", "T", "Sh", "D", "B", "R", "N", "Z", "L", "Gh", "S", "V", "Tch", "Y", "H"];
    let middles = ["a", "e", "i", "o", "u", "ar", "en", "in", "ol", "an", "ou", "ei"];
    let ends =
        ["k", "mov", "ri", "dze", "ni", "sson", "wa", "ba", "ko", "rez", "ti", "n", "li", "", "mba", "yev"];
    let mut name = onsets[random.below(onsets.len())].to_owned();
    for _ in 0..1 + random.below(2) {
        name += middles[random.below(middles.len())];
        name += &onsets[random.below(onsets.len())].to_lowercase();
    }
    name + middles[random.below(middles.len())] + ends[random.below(ends.len())]
}

/// Puts `words` in the place of `name`.
fn replace(gold: &mut Gold, name: Range<usize>, mut words: Vec<GoldWord>) {
    let top = words.iter().position(|word| {
        word.relation == gold.words[name.start].relation && word.head == gold.words[name.start].head
    });
    let top = top.unwrap_or(0);
    let grown = words.len();
    let moved = |head: usize| match head {
        head if head < name.start => head,
        head if head < name.end => name.start + top,
        head => head + grown - name.len(),
    };
    for (at, word) in words.iter_mut().enumerate() {
        word.head = if at == top { word.head.map(moved) } else { word.head.map(|head| head + name.start) };
    }
    for word in &mut gold.words {
        word.head = word.head.map(moved);
    }
    gold.words.splice(name, words);
}
