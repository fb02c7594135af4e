//! Which language an article is written in, where its input does not say.
//!
//! A detector of letter sequences proposes a language. It is easily misled by
//! names, tables and capitals, so a language of Latin script must show its
//! function words as well; where it does not, the language stays open.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Component, Layer};
use crate::document::Document;

/// Fills [`Document::language`] where it is empty.
pub struct Language;

/// Bytes of text that the detector looks at; more changes no decision.
const SAMPLE: usize = 2_000;

/// Letters below which a guess is worth less than none.
const LEAST: usize = 20;

/// The share of function words, in a hundred words, that running text has in any language.
const RUNNING: usize = 6;

/// Frequent words that only link others, by language.
static FUNCTION_WORDS: LazyLock<FxHashMap<&str, FxHashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("function_words.tsv").lines();
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(code, words)| (code, words.split(' ').collect()))
        .collect()
});

impl Component for Language {
    fn name(&self) -> &'static str {
        "language"
    }

    fn requires(&self) -> &'static [Layer] {
        &[]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Language]
    }

    fn apply(&self, doc: &mut Document) {
        if doc.language.is_none() {
            doc.language = detect(&doc.text).map(str::to_owned);
        }
    }
}

/// Returns the ISO 639-1 code of the language of `text`, or none where the
/// text is too short or too much of a list to tell.
pub fn detect(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Capitals mislead the detector: it knows words as they are mostly written.
    let sample = text[..end].to_lowercase();
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return None;
    }
    confirm(&words(&text[..end]), propose(&sample))
}

/// Words that are a part of names in every language.
const PARTICLES: [&str; 16] =
    ["al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "las", "van", "von"];

/// Returns the words of `sample` in lower case, those left out that a name
/// holds: `Ludwig van der Berg` is no word of Dutch.
fn words(sample: &str) -> Vec<String> {
    let words: Vec<&str> =
        sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let inside = |at: usize| {
        let mut before = words[..at].iter().rev().skip_while(|word| PARTICLES.contains(word));
        let mut after = words[at..].iter().skip_while(|word| PARTICLES.contains(word));
        let capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        PARTICLES.contains(&words[at]) && capital(before.next()) && capital(after.next())
    };
    (0..words.len()).filter(|at| !inside(*at)).map(|at| words[at].to_lowercase()).collect()
}

/// Returns `proposed` or English where the function words of a sample bear it out.
fn confirm(words: &[String], proposed: &'static str) -> Option<&'static str> {
    let count = |language: &str| {
        let known = FUNCTION_WORDS.get(language)?;
        Some(words.iter().filter(|word| known.contains(word.as_str())).count())
    };
    let Some(own) = count(proposed) else { return Some(proposed) };
    let english = count("en").unwrap_or(0);
    if english > 0 && english >= own {
        Some("en")
    } else {
        (100 * own >= RUNNING * words.len()).then_some(proposed)
    }
}

fn propose(sample: &str) -> &'static str {
    use whichlang::Lang::*;
    match whichlang::detect_language(sample) {
        Ara => "ar",
        Cmn => "zh",
        Deu => "de",
        Eng => "en",
        Fra => "fr",
        Hin => "hi",
        Ita => "it",
        Jpn => "ja",
        Kor => "ko",
        Nld => "nl",
        Por => "pt",
        Rus => "ru",
        Spa => "es",
        Swe => "sv",
        Tur => "tr",
        Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_is_told() {
        let told = [
            ("The two ministers met in the capital on Monday and agreed to talk again.", Some("en")),
            ("THE TWO MINISTERS MET IN THE CAPITAL ON MONDAY AND AGREED TO TALK AGAIN.", Some("en")),
            (
                "Die beiden Minister trafen sich am Montag in der Hauptstadt und sprachen miteinander.",
                Some("de"),
            ),
            (
                "Les deux ministres se sont rencontrés lundi dans la capitale pour la première fois.",
                Some("fr"),
            ),
            ("Los dos ministros se reunieron el lunes en la capital por primera vez.", Some("es")),
            ("Оба министра встретились в столице в понедельник.", Some("ru")),
            ("Ursula van der Berg, Omar bin Said and Ludwig von der Au met in The Hague.", Some("en")),
            ("Oslo", None),
        ];
        for (text, language) in told {
            assert_eq!(detect(text), language, "{text}");
        }
    }

    #[test]
    fn a_list_of_foreign_names_is_no_foreign_text() {
        for text in [
            "Real Madrid 3 Valencia 1\nSevilla 2 Barcelona 2\nBilbao 0 Zaragoza 0",
            "Ferrari, Rossi, Bianchi (Milano) 3:12.5",
        ] {
            assert!(matches!(detect(text), None | Some("en")), "{text}: {:?}", detect(text));
        }
    }
}
