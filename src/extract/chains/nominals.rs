//! Descriptions: `the Chinese envoy`, `the agency`, `Israeli officials`.
//!
//! A description is a head out of the lexicons of offices, bodies and places
//! with the modifiers before it. One in apposition to a name belongs to the
//! name's chain; a definite one joins the last chain that it describes; every
//! other one begins a chain without a name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::draft::{Draft, Drafts};
use super::persons::{agree, group};
use super::salience::Salience;
use crate::document::{ChainId, EntityKind, Mention, MentionForm, PlaceKind, Span};
use crate::extract::roles::lexicon::{Office, is_modifier, office, offices};
use crate::extract::roles::words::Words;
use crate::gazetteer;

static HEADS: LazyLock<FxHashMap<&'static str, EntityKind>> = LazyLock::new(|| {
    let rows = include_str!("data/nominals.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let (head, kind) = row.split_once('\t')?;
        Some((head, if kind == "place" { EntityKind::Place } else { EntityKind::Organization }))
    })
    .collect()
});

/// Words of modifiers at most.
const LONGEST: usize = 7;

/// A description as it stands in the text.
struct Nominal {
    start: usize,
    end: usize,
    kind: EntityKind,
    head: String,
    office: Option<Office>,
    plural: bool,
    definite: bool,
    country: Option<&'static str>,
}

/// Tells whether the folded word is a kind of body rather than the name of one.
pub fn is_generic(word: &str) -> bool {
    HEADS.contains_key(word) || is_modifier(word)
}

/// Reads the description whose head is word `at`; returns the mention and the
/// next word.
pub fn read(
    words: &Words,
    drafts: &mut Drafts,
    salience: &mut Salience,
    at: usize,
) -> Option<(Mention, usize)> {
    let nominal = nominal(words, at)?;
    let span = words.span(nominal.start, nominal.end);
    salience.read_to(span.start);
    let chain = apposed(words, drafts, &nominal).or_else(|| described(drafts, salience, &nominal));
    if chain.is_none() && nominal.kind == EntityKind::Place {
        return None;
    }
    let chain = chain.unwrap_or_else(|| drafts.push(begin(&nominal)));
    salience.see(span, words.sentence(at), chain);
    Some((mention(span, &drafts.all[chain], chain), nominal.end))
}

fn mention(span: Span, draft: &Draft, chain: usize) -> Mention {
    let form = MentionForm::Nominal;
    Mention { span, kind: draft.kind, form, chain: Some(ChainId(chain)), confidence: 0.7 }
}

fn begin(nominal: &Nominal) -> Draft {
    let mut draft = Draft::new(nominal.kind, "description");
    draft.plural = nominal.plural;
    draft.head.clone_from(&nominal.head);
    draft.country = nominal.country.map(str::to_owned);
    draft.gender = nominal.office.and_then(|office| office.gender);
    draft
}

/// Finds the description whose last word is `at`.
fn nominal(words: &Words, at: usize) -> Option<Nominal> {
    let word = words.text(at);
    if words.name(at).is_some() || !word.starts_with(char::is_alphabetic) || !ends_phrase(words, at + 1) {
        return None;
    }
    let lower = word.to_lowercase();
    let (kind, office, plural, head) = head(&lower)?;
    let start = start(words, at);
    let first = words.lower(start);
    let possessed = matches!(first.as_str(), "its" | "his" | "her" | "their" | "our" | "my");
    let definite = matches!(first.as_str(), "the" | "this" | "that" | "these" | "those");
    // Titles before names are told by the roles.
    if words.is_capital(at) && !definite {
        return None;
    }
    let relative = possessed || (start..at).any(|at| matches!(words.text(at), "'s" | "’s"));
    let country = (start..at).find_map(|at| words.country(at));
    let definite = definite || (relative && kind != EntityKind::Person);
    Some(Nominal { start, end: at + 1, kind, head, office, plural, definite, country })
}

/// Reads a head: its kind, its office, whether it is a plural, and its singular.
fn head(lower: &str) -> Option<(EntityKind, Option<Office>, bool, String)> {
    if let Some(office) = office(lower) {
        return Some((EntityKind::Person, Some(office), false, lower.to_owned()));
    }
    if let Some(kind) = HEADS.get(lower) {
        let plural = matches!(lower, "police" | "troops" | "guerrillas" | "forces");
        return Some((*kind, None, plural, lower.to_owned()));
    }
    if let Some(office) = offices(lower) {
        return Some((EntityKind::Person, Some(office), true, lower.to_owned()));
    }
    let stem = lower.strip_suffix('s')?;
    let stem = stem.strip_suffix("ie").map_or(stem.to_owned(), |stem| format!("{stem}y"));
    let kind = HEADS.get(stem.as_str())?;
    Some((*kind, None, true, stem))
}

/// Returns where the noun phrase with its head at `at` begins.
fn start(words: &Words, at: usize) -> usize {
    let (first, _) = words.bounds(at);
    let mut start = at;
    while start > first && at - start < LONGEST {
        let word = words.lower(start - 1);
        if is_determiner(&word) {
            return start - 1;
        }
        if !modifies(words, start - 1, &word) {
            break;
        }
        start -= 1;
    }
    start
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "my"
            | "some"
            | "several"
            | "two"
            | "three"
            | "four"
            | "both"
            | "many"
            | "another"
            | "one"
    )
}

fn modifies(words: &Words, at: usize, lower: &str) -> bool {
    if let Some(kind) = words.kind(at) {
        return kind != EntityKind::Person
            || words.text(words.of(words.name(at).unwrap_or(0)).1).starts_with(['\'', '’']);
    }
    let adjective = [
        "al", "ic", "ese", "ish", "ary", "ive", "ior", "ous", "less", "ful", "ant", "ent", "ble", "year-old",
    ];
    let common = matches!(
        lower,
        "new"
            | "old"
            | "young"
            | "small"
            | "big"
            | "large"
            | "great"
            | "local"
            | "same"
            | "other"
            | "entire"
            | "whole"
            | "main"
            | "rival"
            | "few"
            | "more"
            | "most"
            | "unnamed"
            | "armed"
            | "united"
            | "six"
            | "five"
            | "seven"
    );
    let marks = matches!(lower, "'s" | "’s");
    marks
        || common
        || is_modifier(lower)
        || HEADS.contains_key(lower)
        || lower.contains('-')
        || gazetteer::by_demonym(words.text(at)).is_some() && words.is_capital(at)
        || (adjective.iter().any(|ending| lower.ends_with(ending)) && lower.len() > 4)
}

/// Tells whether the word `at` shows that the noun phrase before it is over.
fn ends_phrase(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    let marks = !word.starts_with(char::is_alphanumeric);
    marks
        || word.ends_with("ed")
        || word.ends_with("ing")
        || word.ends_with("ly")
        || matches!(
            word.as_str(),
            "of" | "in"
                | "on"
                | "at"
                | "to"
                | "for"
                | "from"
                | "by"
                | "with"
                | "and"
                | "or"
                | "but"
                | "who"
                | "which"
                | "that"
                | "was"
                | "were"
                | "is"
                | "are"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "should"
                | "did"
                | "does"
                | "do"
                | "said"
                | "says"
                | "say"
                | "told"
                | "also"
                | "not"
                | "as"
                | "after"
                | "before"
                | "when"
                | "while"
                | "where"
                | "whose"
                | "whom"
                | "during"
                | "since"
                | "until"
                | "against"
                | "between"
                | "about"
                | "over"
                | "under"
                | "into"
                | "than"
                | "because"
                | "if"
                | "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "he"
                | "she"
                | "it"
                | "they"
                | "be"
                | "been"
                | "met"
                | "held"
                | "made"
                | "took"
                | "came"
                | "went"
                | "began"
                | "spoke"
                | "gave"
                | "left"
                | "won"
                | "lost"
                | "became"
                | "saw"
                | "found"
                | "led"
                | "killed"
                | "then"
                | "now"
                | "there"
                | "here"
                | "alike"
                | "too"
                | "near"
                | "within"
                | "without"
                | "through"
                | "around"
                | "across"
                | "amid"
                | "so"
                | "yet"
                | "just"
                | "both"
        )
}

/// Returns the chain of the name that the description stands in apposition to:
/// `Cao Xiaolin, Beijing's ambassador`, `the envoy, Cao Xiaolin,`.
fn apposed(words: &Words, drafts: &Drafts, nominal: &Nominal) -> Option<usize> {
    let comma = |at: usize| matches!(words.text(at), "," | "(" | "–" | "—");
    let before = nominal.start.checked_sub(2).filter(|&at| comma(at + 1)).and_then(|at| words.name(at));
    let told = |number: usize| {
        let span = words.span(nominal.start, nominal.end);
        words.doc.roles.iter().any(|role| role.holder == Some(number) && role.span.overlaps(span))
    };
    let after = comma(nominal.end).then(|| words.name(nominal.end + 1)).flatten();
    let held =
        |number: &usize| drafts.of_name(*number).is_some_and(|chain| drafts.all[chain].kind == nominal.kind);
    before
        .filter(held)
        .filter(|&number| told(number) || nominal.kind != EntityKind::Person)
        .or(after.filter(held).filter(|&number| told(number)))
        .and_then(|number| drafts.of_name(number))
}

/// Returns the last chain that a definite description describes.
fn described(drafts: &Drafts, salience: &Salience, nominal: &Nominal) -> Option<usize> {
    if !nominal.definite {
        return None;
    }
    let mut seen: Vec<usize> = Vec::new();
    for chain in salience.latest() {
        if !seen.contains(&chain) {
            if seen.len() > 40 {
                break;
            }
            seen.push(chain);
        }
    }
    let sure = seen.iter().copied().find(|&chain| describes(&drafts.all[chain], nominal));
    sure.or_else(|| seen.into_iter().take(4).find(|&chain| may_describe(&drafts.all[chain], nominal)))
}

/// Tells whether the chain is what the description says: by role, by a word of
/// its name, by its kind of place, or by the same head.
fn describes(draft: &Draft, nominal: &Nominal) -> bool {
    let country = |code: Option<&str>| nominal.country.is_none() || code.is_none() || nominal.country == code;
    if draft.kind != nominal.kind || draft.plural != nominal.plural || !country(draft.country.as_deref()) {
        return false;
    }
    if !draft.is_named() {
        return draft.head == nominal.head && draft.country.as_deref() == nominal.country;
    }
    match (nominal.kind, nominal.office) {
        (EntityKind::Person, Some(office)) => holds(draft, nominal, office),
        (EntityKind::Organization, _) => draft.forms.iter().any(|form| form.contains(&nominal.head)),
        _ => is_such_place(draft, &nominal.head),
    }
}

fn holds(draft: &Draft, nominal: &Nominal, asked: Office) -> bool {
    if !agree(draft.gender, asked.gender) || matches!(asked.group, "person" | "family" | "leader") {
        return false;
    }
    draft.roles.iter().filter_map(group).any(|(group, land)| {
        group == asked.group && (land.is_none() || nominal.country.is_none() || land == nominal.country)
    })
}

/// Tells whether a chain in the reader's mind may be what a general word such
/// as `man`, `leader` or `company` stands for.
fn may_describe(draft: &Draft, nominal: &Nominal) -> bool {
    if draft.kind != nominal.kind || draft.plural || nominal.plural || !draft.is_named() {
        return false;
    }
    let country = nominal.country.is_none() || nominal.country == draft.country.as_deref();
    let general = match (nominal.kind, nominal.office) {
        (EntityKind::Person, Some(office)) => {
            matches!(office.group, "leader" | "person" | "diplomat") && agree(draft.gender, office.gender)
        }
        (EntityKind::Organization, _) => matches!(
            nominal.head.as_str(),
            "company"
                | "firm"
                | "group"
                | "organization"
                | "organisation"
                | "movement"
                | "agency"
                | "club"
                | "team"
                | "body"
        ),
        _ => false,
    };
    general && country
}

fn is_such_place(draft: &Draft, head: &str) -> bool {
    let Some(form) = draft.forms.first() else { return false };
    if form.iter().any(|word| word == head) {
        return true;
    }
    let kind = gazetteer::resolve(&form.join(" "), &gazetteer::Context::default()).map(|place| place.kind);
    match head {
        "country" | "nation" | "republic" | "kingdom" => kind == Some(PlaceKind::Country),
        "city" | "town" | "capital" | "village" | "municipality" => kind == Some(PlaceKind::City),
        "region" | "province" | "state" | "territory" => kind == Some(PlaceKind::Region),
        "continent" => kind == Some(PlaceKind::Continent),
        _ => false,
    }
}
