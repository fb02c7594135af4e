//! Genders that titles and given names show.

use crate::document::Gender;
use crate::extract::bearers::of_given;
use crate::extract::roles::lexicon::office;
use crate::extract::roles::words::Words;

/// Returns the gender that the words before and in the name of mention `number` show.
pub fn of_name(words: &Words, number: usize, form: &[String]) -> Option<Gender> {
    let (start, _) = words.of(number);
    let title = start.checked_sub(1).and_then(|at| office(words.text(at))).and_then(|office| office.gender);
    let given = || if form.len() > 1 { of_given(form.first()?) } else { None };
    title.or_else(given)
}
