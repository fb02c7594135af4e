//! Which words of a person's name are the surname, and which names are frequent.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static FAMILY_FIRST: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("data/family_first.txt")));
static COMMON: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("data/common_surnames.txt")));

fn list(text: &'static str) -> FxHashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Words inside surnames that are no name by themselves, folded.
pub fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "ben"
            | "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "di"
            | "del"
            | "della"
            | "la"
            | "le"
            | "du"
            | "des"
            | "af"
            | "zu"
            | "ter"
            | "ten"
            | "y"
            | "e"
            | "ul"
            | "ur"
            | "ud"
            | "ad"
            | "as"
            | "ash"
            | "an"
            | "ar"
    )
}

/// Endings of names that tell generations apart, folded.
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv" | "phd" | "md")
}

/// Tells whether many families bear the surname.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// How a word stands in a full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A middle name.
    Middle,
    /// The given name.
    Given,
    /// The surname, or a part of it.
    Surname,
}

/// Tells how the short form `short` stands in the name `full`; both are folded words.
pub fn part(short: &[String], full: &[String]) -> Option<Part> {
    let short: Vec<&str> = content(short);
    let full = content(full);
    if short.is_empty() || short.len() >= full.len() {
        return None;
    }
    let at = full.windows(short.len()).position(|window| window == short)?;
    let (first, last) = (at == 0, at + short.len() == full.len());
    let family_first = full.len() <= 3 && FAMILY_FIRST.contains(full[0]);
    Some(match (first, last) {
        (true, _) if family_first => Part::Surname,
        (_, true) if family_first && full.len() == 3 => Part::Given,
        (_, true) => Part::Surname,
        (true, _) => Part::Given,
        _ if short.len() > 1 || full.len() > 3 => Part::Surname,
        _ => Part::Middle,
    })
}

/// Returns the words of a name without particles, suffixes and initials.
pub fn content(form: &[String]) -> Vec<&str> {
    let kept: Vec<&str> = form
        .iter()
        .map(String::as_str)
        .filter(|word| !is_particle(word) && !is_suffix(word) && word.chars().count() > 1)
        .collect();
    if kept.is_empty() { form.iter().map(String::as_str).collect() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::chains::draft::form;

    #[test]
    fn parts_of_names() {
        let part = |short, full| part(&form(short), &form(full));
        assert_eq!(part("Wang", "Wang Kejian"), Some(Part::Surname));
        assert_eq!(part("Ek", "Anna Ek"), Some(Part::Surname));
        assert_eq!(part("Anna", "Anna Ek"), Some(Part::Given));
        assert_eq!(part("al-Sisi", "Abdel Fattah el-Sisi"), Some(Part::Surname));
        assert_eq!(part("von der Leyen", "Ursula von der Leyen"), Some(Part::Surname));
        assert_eq!(part("Ek", "Anna Ekberg"), None);
    }
}
