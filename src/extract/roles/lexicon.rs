//! Words of office: which words are titles, of what group, and what they tell of gender.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Gender;

/// What a word of office or description tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// The group of offices: two titles of different groups are two offices.
    pub group: &'static str,
    /// The gender that the word shows.
    pub gender: Option<Gender>,
    /// Tells whether it is a title that stands before names, as `President` does.
    pub title: bool,
}

static OFFICES: LazyLock<FxHashMap<&'static str, Office>> =
    LazyLock::new(|| rows(include_str!("data/offices.tsv")).filter_map(|row| entry(&row)).collect());

static MODIFIERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("data/modifiers.txt");
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// The single words of office and description, in lower case.
pub fn office_words() -> impl Iterator<Item = &'static str> {
    OFFICES.keys().copied().filter(|office| !office.contains([' ', '.']))
}

/// Returns what `word` tells, if it is a word of office in the singular; case apart.
pub fn office(word: &str) -> Option<Office> {
    OFFICES.get(word.to_lowercase().as_str()).copied()
}

/// Returns what the plural `word` tells: `Presidents`, `spokesmen`, `deputies`.
pub fn offices(word: &str) -> Option<Office> {
    let lower = word.to_lowercase();
    let singular = match lower.strip_suffix('s') {
        Some(stem) => stem.strip_suffix("ie").map_or(stem.to_owned(), |stem| format!("{stem}y")),
        None => lower.strip_suffix("men").map(|stem| format!("{stem}man"))?,
    };
    OFFICES.get(singular.as_str()).copied()
}

/// Tells whether `word` may stand inside a title before its head.
pub fn is_modifier(word: &str) -> bool {
    let lower = word.to_lowercase();
    MODIFIERS.contains(lower.as_str())
        || lower.split_once('-').is_some_and(|(first, _)| MODIFIERS.contains(format!("{first}-").as_str()))
}

/// Tells whether `word` says that an office is no longer held.
pub fn is_former(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(lower.as_str(), "former" | "onetime" | "one-time" | "erstwhile" | "ousted" | "deposed" | "late")
        || lower.starts_with("ex-")
        || lower.starts_with("then-")
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn entry(row: &[&'static str]) -> Option<(&'static str, Office)> {
    let [word, group, gender, kind] = *row else { return None };
    let gender = match gender {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    };
    Some((word, Office { group, gender, title: kind == "title" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_office() {
        assert_eq!(office("Queen").map(|office| office.gender), Some(Some(Gender::Female)));
        assert_eq!(office("envoy").map(|office| office.group), Some("diplomat"));
        assert_eq!(offices("Presidents").map(|office| office.group), Some("president"));
        assert_eq!(offices("deputies").map(|office| office.group), Some("legislator"));
        assert_eq!(office("table"), None);
        assert!(is_modifier("ex-foreign") && is_modifier("Foreign") && !is_modifier("said"));
    }
}
