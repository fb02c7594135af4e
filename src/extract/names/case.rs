//! Whether the capital letters of a sentence tell anything.

use super::lexicon::CaseClass;
use super::words::{Form, Word};

/// How a sentence is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// Capitals mark names, as usual.
    #[default]
    Usual,
    /// Everything is in capitals.
    Upper,
    /// Everything is in lower case, in a text that has no capitals at all.
    Lower,
    /// Every word of weight has a capital, as in headlines.
    Title,
}

impl Case {
    /// Returns how the sentence of `words` is written, in a text that is
    /// without capitals if `bare`.
    pub fn of(words: &[Word], bare: bool) -> Case {
        let count = |form: Form| words.iter().filter(|word| word.form == form).count();
        let (letters, upper) = (words.iter().filter(|word| word.form.is_word()).count(), count(Form::Upper));
        let singles = words.iter().filter(|word| word.form == Form::Title && word.prefixes[0] == 0).count();
        if upper > 0 && 10 * (upper + singles) > 7 * letters {
            Case::Upper
        } else if bare && count(Form::Lower) == letters {
            Case::Lower
        } else if is_title_case(words) {
            Case::Title
        } else {
            Case::Usual
        }
    }

    /// Tells whether capitals mark names here.
    pub fn is_usual(self) -> bool {
        self == Case::Usual
    }
}

/// Tells whether words that are mostly written in lower case have capitals
/// here, and hardly any of length has none.
fn is_title_case(words: &[Word]) -> bool {
    let long = |word: &&Word| word.facts.case == CaseClass::Lower && word.prefixes[3] != 0;
    let common = words.iter().skip(1).filter(long);
    let raised = common.clone().filter(|word| word.form.is_capitalised()).count();
    raised >= 2 && common.filter(|word| word.form == Form::Lower).count() * 4 <= raised
}

/// Tells whether a text is without capitals.
pub fn is_bare(words: &[Word]) -> bool {
    let capitals = words.iter().filter(|word| word.form.is_capitalised()).count();
    200 * capitals < words.iter().filter(|word| word.form.is_word()).count()
}
