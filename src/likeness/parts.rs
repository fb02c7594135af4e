//! The parts of a person's name: particles, suffixes, and names whose surname comes first.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static FAMILY_FIRST: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/family_first.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Tells whether a name that begins with this folded word has its surname
/// first, as Chinese, Korean and Vietnamese names do.
pub fn surname_first(word: &str) -> bool {
    FAMILY_FIRST.contains(word)
}

/// Tells whether the folded word stands inside surnames and is no name by itself.
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
    )
}

/// Tells whether the folded word tells generations apart or shows a degree.
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv" | "phd" | "md")
}

/// Words between a name and that of the father.
const PATRONYMICS: [&str; 5] = ["bin", "ibn", "ben", "bint", "binti"];

/// Tells whether `father`, as folded words, begins with whom `name` has for a
/// father: *Salman bin Aziz* is the father of *Khalid bin Salman bin Aziz*.
fn is_father(father: &[String], name: &[String]) -> bool {
    let Some(given) = father.first().filter(|given| name.first() != Some(given)) else { return false };
    name.windows(2).any(|pair| PATRONYMICS.contains(&pair[0].as_str()) && pair[1] == *given)
}

/// Tells whether two names, as folded words, do not tell two generations
/// apart: a junior may be named without it, a senior is never, and who has a
/// name behind *bin* is not the one of that name.
pub fn generations_agree(a: &[String], b: &[String]) -> bool {
    if is_father(a, b) || is_father(b, a) {
        return false;
    }
    let generation = |form: &[String]| {
        form.last()
            .map(String::as_str)
            .filter(|word| matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"))
            .map(str::to_owned)
    };
    match (generation(a), generation(b)) {
        (Some(x), Some(y)) => x == y,
        (Some(one), None) | (None, Some(one)) => one != "sr",
        (None, None) => true,
    }
}

/// Returns the words of a name without particles, suffixes and initials;
/// all of them where nothing else is left.
pub fn content(form: &[String]) -> Vec<&str> {
    let kept: Vec<&str> = form
        .iter()
        .map(String::as_str)
        .filter(|word| !is_particle(word) && !is_suffix(word) && word.chars().nth(1).is_some())
        .collect();
    if kept.is_empty() { form.iter().map(String::as_str).collect() } else { kept }
}
