//! Genders of given names, titles and pronouns.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::Gender;
use crate::extract::roles::lexicon::office;
use crate::extract::roles::words::Words;

static GIVEN: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    let names = |text: &'static str, gender| {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).map(move |name| (name, gender))
    };
    names(include_str!("data/given_female.txt"), Gender::Female)
        .chain(names(include_str!("data/given_male.txt"), Gender::Male))
        .collect()
});

/// Returns the gender of those who bear the folded given name, where one is usual.
pub fn of_given(name: &str) -> Option<Gender> {
    GIVEN.get(name).copied()
}

/// Returns the gender that the words before and in the name of mention `number` show.
pub fn of_name(words: &Words, number: usize, form: &[String]) -> Option<Gender> {
    let (start, _) = words.of(number);
    let title = start.checked_sub(1).and_then(|at| office(words.text(at))).and_then(|office| office.gender);
    let given = || if form.len() > 1 { of_given(form.first()?) } else { None };
    title.or_else(given)
}
