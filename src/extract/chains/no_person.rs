//! Names of persons that name nobody: degrees, suffixes, and things called after people.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::extract::bearers::is_eponym_head;
use crate::extract::roles::words::Words;
use crate::likeness::{fold, is_suffix};

static NO_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("data/no_names.txt")));

/// Words of a thing's name behind the person's at most: `Press Briefing Room`.
const REACH: usize = 6;

fn list(text: &'static str) -> FxHashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Tells whether the name that is mention `number` is a part of something
/// else's: of a law or a house called after somebody, of a storm, of a case
/// before a court.
pub fn is_eponym(words: &Words, number: usize) -> bool {
    let (start, end) = words.of(number);
    let before = |count: usize| start.checked_sub(count).map_or("", |at| words.text(at));
    let versus = is_versus(before(1)) || (before(1) == "." && is_versus(before(2)));
    is_storm(&fold(before(1))) || versus || is_versus(words.text(end)) || heads_a_thing(words, end)
}

/// Tells whether the folded words of a name are none by themselves: a suffix, a title's part.
pub fn is_none(form: &[String]) -> bool {
    form.iter().all(|word| is_suffix(word) || NO_NAMES.contains(word.as_str()))
}

/// Tells whether a name is initials alone, such as a degree: `J.D.`, `D.`.
pub fn is_initials(form: &[String]) -> bool {
    form.iter().all(|word| word.chars().count() < 3) && form.iter().any(|word| word.chars().count() == 1)
}

fn is_storm(word: &str) -> bool {
    matches!(word, "hurricane" | "typhoon" | "cyclone" | "storm")
}

fn is_versus(word: &str) -> bool {
    matches!(word, "v." | "v" | "vs." | "vs")
}

/// Tells whether capitalised words from `at` on end in what is called after people.
fn heads_a_thing(words: &Words, at: usize) -> bool {
    let (_, last) = words.bounds(at.saturating_sub(1));
    if is_verb(words.text(at)) && is_headline(words, at) {
        return false;
    }
    for next in at..last.min(at + REACH) {
        let joins = next > at && matches!(words.text(next), "in" | "of" | "and" | "for" | "&");
        if !words.is_capital(next) && !joins {
            return false;
        }
        if words.is_capital(next) && is_eponym_head(words.lower(next).as_str()) {
            return true;
        }
    }
    false
}

/// Tells whether all longer words of the sentence have capitals, as in headlines.
fn is_headline(words: &Words, at: usize) -> bool {
    let (first, last) = words.bounds(at);
    !(first..last).any(|at| words.text(at).len() > 4 && words.text(at).starts_with(char::is_lowercase))
}

/// Guesses from its form whether a capitalised word is a headline's verb:
/// `Ek Signs the Bill`.
fn is_verb(word: &str) -> bool {
    (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ics"))
        || word.ends_with("ed")
        || word == "To"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::annotated::document;

    /// Checks whether the first name of `annotated` is a part of something else's.
    fn check(annotated: &str, expected: bool) {
        let doc = document(annotated);
        assert_eq!(is_eponym(&Words::new(&doc), 0), expected, "{annotated}");
    }

    #[test]
    fn things_called_after_people() {
        check("the [Ann Ek|PER] Voting Rights Act", true);
        check("[Ann S. Ek|PER] Press Briefing Room", true);
        check("the [Ek|PER] Justice in Policing Act", true);
        check("Hurricane [Ann|PER] came", true);
        check("the ruling in [Ek|PER] v. [Ur|PER]", true);
        check("[Ek|PER] Signs Infrastructure Bill", false);
        check("[Ann Ek|PER] met the Press", false);
        check("[Ann Ek|PER] voted for the Act", false);
    }

    #[test]
    fn words_that_are_no_names() {
        let form = crate::extract::chains::draft::form;
        assert!(is_none(&form("Jr.")) && is_none(&form("God")) && !is_none(&form("Ek Jr.")));
        assert!(is_initials(&form("J.D.")) && is_initials(&form("Ph.D.")) && !is_initials(&form("Ek")));
    }
}
