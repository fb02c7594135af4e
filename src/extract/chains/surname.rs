//! Which words of a person's name are the surname, and which names are frequent.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::likeness::{content, surname_first};

static COMMON: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("data/common_surnames.txt")));

fn list(text: &'static str) -> FxHashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
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
    let family_first = full.len() <= 3 && surname_first(full[0]);
    Some(match (first, last) {
        (true, _) if family_first => Part::Surname,
        (_, true) if family_first && full.len() == 3 => Part::Given,
        (_, true) => Part::Surname,
        (true, _) => Part::Given,
        _ if short.len() > 1 || full.len() > 3 => Part::Surname,
        _ => Part::Middle,
    })
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
