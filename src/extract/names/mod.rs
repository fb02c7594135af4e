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
mod mend;
mod missed;
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
    /// The confidence below which a name is none.
    least: f32,
}

impl Names {
    /// Makes the component that reads names in this way.
    pub fn new(tagging: Tagging) -> Names {
        let model = Model::new(ENGLISH).expect("a test opens the embedded model");
        Names { tagger: Tagger::new(model).with(tagging), least: 0.0 }
    }

    /// Returns the component that leaves out names less sure than `least`, a
    /// probability.
    pub fn surer_than(self, least: f32) -> Names {
        Names { least, ..self }
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
            names.retain(|name| name.confidence >= self.least && !is_part_of_a_date(doc, name));
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
mod tests;
