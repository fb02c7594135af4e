//! Descriptions: `the Chinese envoy`, `the agency`, `Israeli officials`.
//!
//! A description is a head out of the lexicons of offices, bodies and places
//! with the modifiers before it. It joins the chain of the one that it speaks
//! of (`referents`), or begins a chain without a name.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{Draft, Drafts};
use super::referents;
use super::salience::Salience;
use crate::document::{ChainId, EntityKind, Mention, MentionForm, Role, Span};
use crate::extract::roles::lexicon::{self, Office, is_modifier, office, offices};
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

static PHRASE_ENDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/phrase_ends.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Words of modifiers at most.
const LONGEST: usize = 7;

/// A description as it stands in the text.
pub struct Nominal {
    pub start: usize,
    pub end: usize,
    pub kind: EntityKind,
    pub head: String,
    pub office: Option<Office>,
    pub plural: bool,
    pub definite: bool,
    pub country: Option<&'static str>,
    /// The words between the determiner and the head, in lower case.
    pub modifiers: Vec<String>,
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
    let behind = referents::behind_complement(words, &nominal);
    let chain = referents::of(words, drafts, salience, &nominal, behind);
    if chain.is_none() && nominal.kind == EntityKind::Place {
        return None;
    }
    let chain = chain.unwrap_or_else(|| drafts.push(begin(&nominal)));
    if behind.and_then(|name| drafts.of_name(name)) == Some(chain) {
        drafts.all[chain].roles.push(role(words, &nominal));
    }
    salience.see(span, words.sentence(at), chain);
    Some((mention(span, &drafts.all[chain], chain), nominal.end))
}

/// The office that the description is, without its article.
fn role(words: &Words, nominal: &Nominal) -> Role {
    let first = nominal.start + usize::from(is_determiner(&words.lower(nominal.start)));
    let title = words.span(first, nominal.end).of(&words.doc.text).to_owned();
    Role { title, country: nominal.country.map(str::to_owned), former: false }
}

fn mention(span: Span, draft: &Draft, chain: usize) -> Mention {
    let form = MentionForm::Nominal;
    Mention { span, kind: draft.kind, form, chain: Some(ChainId(chain)), confidence: 0.7 }
}

fn begin(nominal: &Nominal) -> Draft {
    let mut draft = Draft::new(nominal.kind, "description");
    draft.plural = nominal.plural;
    draft.head.clone_from(&nominal.head);
    draft.modifiers.clone_from(&nominal.modifiers);
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
    let first = start + usize::from(is_determiner(&first));
    let modifiers: Vec<String> = (first..at).map(|at| words.lower(at)).collect();
    // `prime minister`, `vice president` are offices of their own.
    let pair = modifiers.last().and_then(|last| lexicon::office(&format!("{last} {lower}")));
    let office = if kind == EntityKind::Person { pair.or(office) } else { office };
    Some(Nominal { start, end: at + 1, kind, head, office, plural, definite, country, modifiers })
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
    const DETERMINERS: [&str; 22] = [
        "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my",
        "some", "several", "two", "three", "four", "both", "many", "another", "one",
    ];
    DETERMINERS.contains(&word)
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
    let form = ["ed", "ing", "ly"].iter().any(|ending| word.ends_with(ending));
    marks || form || PHRASE_ENDS.contains(word.as_str())
}
