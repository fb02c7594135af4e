//! Which language an article is written in, where its input does not say.

use super::{Component, Layer};
use crate::document::Document;

/// Fills [`Document::language`] where it is empty.
pub struct Language;

/// Bytes of text that the detector looks at; more changes no decision.
const SAMPLE: usize = 2_000;

/// Bytes below which a guess is worth less than none.
const LEAST: usize = 20;

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
/// text is too short to tell.
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
    use whichlang::Lang::*;
    Some(match whichlang::detect_language(&sample) {
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
    })
}
