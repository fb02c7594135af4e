//! What a search returns: hits in their order, and the counts of the whole.

use chrono::NaiveDate;

use super::{Bar, EventRow, Facet};
use crate::document::Span;
use crate::resolve::Party;

/// An article that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    /// The article's identifier.
    pub id: String,
    /// Its path in the archive.
    pub path: String,
    /// The article inside the file, for files that hold several.
    pub member: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<NaiveDate>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its language, ISO 639-1.
    pub language: Option<String>,
    /// How well it fits, greater than 0; comparable within one answer.
    pub score: f32,
    /// The number of other articles of the archive in all but the same words.
    pub copies: usize,
    /// Sentences that show why, at most three, in the order of the text.
    pub snippets: Vec<Snippet>,
    /// Persons of the archive that it mentions, most mentioned first.
    pub people: Vec<Party>,
    /// Organizations, likewise.
    pub organizations: Vec<Party>,
    /// Places, likewise.
    pub places: Vec<Party>,
}

/// A sentence of a hit, or a part of a long one, with what matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The words, with white space made single.
    pub text: String,
    /// What matched: sorted, disjoint spans in bytes of `text`.
    pub highlights: Vec<Span>,
    /// Where it lies in the text of the document.
    pub span: Span,
}

/// Articles, and counts over all of which the query is true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HitList {
    /// The number of articles of which the query is true.
    pub total: usize,
    /// How many of them are no hits, because they are copies of one that is.
    pub collapsed: usize,
    /// The articles asked for.
    pub hits: Vec<Hit>,
    /// The facets asked for, in their order.
    pub facets: Vec<Facet>,
    /// The histogram asked for, in the order of time; else empty.
    pub histogram: Vec<Bar>,
    /// The cursor that asks for what follows; none at the end.
    pub next: Option<String>,
}

/// Events, and counts over all of which the query is true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventList {
    /// The number of events of which the query is true.
    pub total: usize,
    /// The events asked for.
    pub events: Vec<EventRow>,
    /// The facets asked for, in their order.
    pub facets: Vec<Facet>,
    /// The histogram asked for, in the order of time; else empty.
    pub histogram: Vec<Bar>,
    /// The cursor that asks for what follows; none at the end.
    pub next: Option<String>,
}
