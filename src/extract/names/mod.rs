//! Names of people, organizations and places: a linear-chain tagger of our own.
//!
//! [`Article`] reads a document into facts about its words, [`Features`] turns
//! them into hashed features, [`Model`] weighs these, and `crf` finds the best
//! labels and how sure they are. The model is made by `train/names`, which
//! uses the same code for everything but learning. Read with more care
//! ([`Tagging`]), sentences that it is unsure of go to the network of
//! `extract::network` too, and `cascade` weighs both.

mod agreement;
mod article;
#[cfg(feature = "neural")]
mod cascade;
mod case;
mod certain;
mod crf;
mod features;
pub mod hash;
pub mod labels;
pub mod lexicon;
mod lists;
mod memory;
pub mod model;
pub mod table;
mod tagger;
mod tagging;
mod words;

pub use article::Article;
pub use case::Case;
pub use crf::{Legal, Scores};
pub use features::Features;
pub use model::Model;
pub use tagger::Tagger;
pub use tagging::Tagging;
pub use words::{Form, Reader, Word};

use super::{Component, Layer};
use crate::document::{Document, Mention};

/// The model of English that is part of the program.
pub static ENGLISH: &[u8] = include_bytes!("data/english.names");

/// Adds the names to [`Document::mentions`].
pub struct Names {
    tagger: Tagger<'static>,
}

impl Names {
    /// Makes the component that reads names in this way.
    pub fn new(tagging: Tagging) -> Names {
        let model = Model::new(ENGLISH).expect("a test opens the embedded model");
        Names { tagger: Tagger::new(model).with(tagging) }
    }
}

impl Component for Names {
    fn name(&self) -> &'static str {
        "names"
    }

    fn requires(&self) -> &'static [Layer] {
        &[Layer::Language, Layer::Tokens, Layer::Sentences, Layer::Dates]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Names]
    }

    fn apply(&self, doc: &mut Document) {
        if self.tagger.knows(doc.language.as_deref()) {
            let mut names = self.tagger.mentions(doc);
            names.retain(|name| !is_part_of_a_date(doc, name));
            doc.mentions = names;
        }
    }
}

/// Tells whether the name is but a part of a date, as the *Jan* of *Jan 12*.
fn is_part_of_a_date(doc: &Document, name: &Mention) -> bool {
    let at = doc.dates.partition_point(|date| date.span.end < name.span.end);
    let Some(date) = doc.dates.get(at).map(|date| date.span) else { return false };
    date.start <= name.span.start && name.span.end <= date.end && date != name.span
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityKind;
    use crate::extract::{dates::Dates, language::Language, sentences::Sentences, tokens::Tokens};

    /// Checks that `annotated` holds just the names marked in it:
    /// `[Merkel|person] went to [Paris|place].`
    fn check(annotated: &str) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for (index, part) in annotated.split(['[', ']']).enumerate() {
            match part.split_once('|').filter(|_| index % 2 == 1) {
                Some((name, kind)) => {
                    text.push_str(name);
                    expected.push((name.to_owned(), kind.to_owned()));
                }
                None => text.push_str(part),
            }
        }
        assert_eq!(names(&text), expected, "in {text:?}");
    }

    fn names(text: &str) -> Vec<(String, String)> {
        let doc = read(text);
        let name =
            |m: &crate::document::Mention| (m.span.of(&doc.text).to_owned(), m.kind.as_str().to_owned());
        doc.mentions.iter().map(name).collect()
    }

    fn read(text: &str) -> Document {
        read_with(Tagging::Fast, text)
    }

    fn read_with(tagging: Tagging, text: &str) -> Document {
        let names = Names::new(tagging);
        let mut doc = Document::new(None, text);
        let steps: [&dyn Component; 5] = [&Language, &Tokens, &Sentences, &Dates, &names];
        steps.into_iter().for_each(|step| step.apply(&mut doc));
        doc
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert_eq!(model::verify(ENGLISH), Ok(()));
        assert_eq!(model::verify(&ENGLISH[..ENGLISH.len() - 1]), Err(model::ModelError::Checksum));
        assert!(Model::new(&ENGLISH[..1000]).is_err());
        assert!(Model::new(b"DLNM").is_err());
        assert!(ENGLISH.len() < 6_000_000, "the model keeps its size");
    }

    #[test]
    fn names_come_without_titles_and_articles() {
        check("President [Barack Obama|person] met [Angela Merkel|person] in [Berlin|place] on Tuesday.");
        check(
            "Dr. [Samir Haddad|person] and Ms. [O'Brien-Smith|person] spoke with Sen. [John Walker|person].",
        );
        check("The ambassador spoke at the [United Nations|organization] in [New York|place].");
    }

    #[test]
    fn suffixes_and_forms_of_address_tell_persons() {
        check("The envoys met [Samir Haddad, Jr.|person] in [Berlin|place] on Tuesday.");
        check("Ms. [Haddad|person] and Mr. [Walker|person] met in [Berlin|place] on Tuesday.");
    }

    #[test]
    fn months_of_dates_are_no_people() {
        check("[DOHA|place], Jan 12 (Agency) - [Jan Okafor|person] met [April Nyberg|person] on April 9.");
    }

    #[test]
    fn other_languages_have_no_names() {
        let doc = read("Der Bundeskanzler traf gestern in Berlin den Minister aus Paris und sprach mit ihm.");
        assert_eq!((doc.language.as_deref(), doc.mentions.len()), (Some("de"), 0));
    }

    #[test]
    fn confidence_is_a_probability() {
        let doc = read("Officials of Qatar said that Mr. Al-Thani would go to Oslo and call Larsen.");
        assert!(!doc.mentions.is_empty());
        assert!(doc.mentions.iter().all(|mention| (0.0..=1.0).contains(&mention.confidence)));
        assert!(doc.mentions.iter().any(|mention| mention.kind == EntityKind::Place));
    }

    #[cfg(feature = "neural")]
    #[test]
    fn the_network_is_asked_where_the_model_is_unsure() {
        let text = "Officials of Porto Sul Crossing and Marsh Hill spoke with Lake Ferris.";
        let lake = |tagging| {
            let doc = read_with(tagging, text);
            doc.mentions.iter().find(|m| m.span.of(text) == "Lake Ferris").map(|m| m.kind)
        };
        assert_eq!(lake(Tagging::Best), Some(EntityKind::Place));
        assert_eq!(
            lake(Tagging::Fast),
            Some(EntityKind::Person),
            "what the model alone can read shows nothing"
        );
    }

    #[test]
    fn any_input_is_survived() {
        "best".parse().into_iter().for_each(survives);
        survives(Tagging::Fast);
    }

    fn survives(tagging: Tagging) {
        for text in [
            "",
            " ",
            "\u{feff}",
            "🙂🙂 A\u{301}\u{301} ß İstanbul ǅ",
            "((((",
            "'s 's ’s",
            "-–—-",
            "A.B.C.D.",
            "\0\u{1}",
        ] {
            read_with(tagging, text);
        }
        read_with(tagging, &"Aa".repeat(50_000));
        read_with(tagging, &"New York ".repeat(20_000));
        read_with(tagging, &"Paris\n".repeat(5_000));
    }
}
