//! Every expression of time in running text, and the days that it means.
//!
//! `lexer` cuts the text, `matcher` finds what the rules of the language's
//! `grammar` match, `build` gives a match its meaning, and `resolve`
//! tells the days from publication and from what the text told before. What
//! differs between languages is in `grammar/*.toml` alone; a language without
//! a file has only dates in digits.

mod anchor;
mod build;
mod calendar;
mod child;
mod first;
mod grammar;
mod head;
mod holidays;
mod lexer;
mod lunar;
mod matcher;
mod meaning;
mod narrative;
mod op;
mod pattern;
mod query;
mod range;
mod resolve;
mod shift;
mod tense;
#[cfg(test)]
mod tests;
mod unit;
mod vocabulary;
mod years;

use head::certain_date;
pub use query::parse;

use super::{Component, Layer};
use crate::document::{Document, Publication, PublishedFrom};

/// Fills [`Document::dates`]; gives a document without a day of publication the
/// one that its text tells for certain.
pub struct Dates;

impl Component for Dates {
    fn name(&self) -> &'static str {
        "dates"
    }

    fn requires(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Dates]
    }

    fn apply(&self, doc: &mut Document) {
        if doc.published_day().is_none()
            && let Some(day) = certain_date(doc)
        {
            doc.published = Some(Publication { day, from: PublishedFrom::Text });
        }
        doc.dates = narrative::read(doc);
    }
}

/// Returns the grammar of a document's language; English where it has none.
fn grammar_of(language: Option<&str>) -> &'static grammar::Grammar {
    language.and_then(grammar::grammar).or_else(|| grammar::grammar("en")).expect("English has a grammar")
}
