//! Asking: the one query tree, its text grammar, and requests for hits and facets.
//!
//! Every front end builds a [`Query`]: the text grammar by [`parse`], command
//! options and the HTTP interface by the nodes' constructors. There is one
//! file a kind of node, which says what the node means, and how it is
//! printed. [`Query`]'s `Display` is canonical: what it prints parses to the
//! same tree. Nothing here knows an index; `search` evaluates the tree.
//!
//! # What a query is true of
//!
//! A query asks for articles or for events. A clause about an event
//! ([`EventClause`]) is true of an *article* when one event that the article
//! tells satisfies all of the clause's conditions. Asked for *events*, a query
//! is true of an event when it is true of one of its reports: there the
//! event's clauses speak of this very event, and every other node of the
//! article that reports it.

mod boolean;
mod boost;
mod dates;
mod entity;
mod event;
mod exists;
mod explain;
mod fuzzy;
mod keyword;
mod near;
mod pattern;
mod phrase;
mod quote;
mod request;
mod template;
mod text;
mod wildcard;
mod word;

use std::fmt;

pub use boost::Boost;
pub use dates::DateRange;
pub use entity::{EntityName, Mentioned};
pub use event::{Condition, EventClause, Slot};
pub use exists::Exists;
pub use explain::in_words;
pub use fuzzy::Fuzzy;
pub use keyword::{Keyword, KeywordField};
pub use near::Near;
pub use pattern::Pattern;
pub use phrase::Phrase;
pub use request::{
    DateField, FacetField, FacetRequest, Freshness, HistogramRequest, Limit, SearchRequest, Sort, Step,
};
pub use template::{MAX_GAP, Part, Template};
pub use text::{MAX_DEPTH, MAX_LENGTH, MAX_TERMS, Parsed, field_names, parse, parse_dates};
pub use wildcard::Wildcard;
pub use word::{TextField, Word};

/// A question, as a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Everything: the empty query.
    All,
    /// A word of the text.
    Word(Word),
    /// Words beside each other, or near each other.
    Phrase(Phrase),
    /// Words with gaps between them that mentions fill.
    Template(Template),
    /// Two things of the text within a distance.
    Near(Near),
    /// Words with some letters left open.
    Wildcard(Wildcard),
    /// Words spelt alike.
    Fuzzy(Fuzzy),
    /// Words that match a regular expression.
    Pattern(Pattern),
    /// Articles that mention an entity.
    Mentioned(Mentioned),
    /// Articles whose source, language, identifier or path has a value.
    Keyword(Keyword),
    /// Articles published in a range of days.
    Published(DateRange),
    /// Articles whose text speaks of a day in a range.
    MentionedDays(DateRange),
    /// Articles that have any value of a field.
    Exists(Exists),
    /// An event that satisfies conditions.
    Event(EventClause),
    /// A query whose score counts more or less.
    Boost(Boost),
    /// All of them; never empty.
    And(Vec<Query>),
    /// At least one of them; never empty.
    Or(Vec<Query>),
    /// All that the query is not true of.
    Not(Box<Query>),
}

impl Query {
    /// Returns how many words, values and clauses it holds.
    pub fn terms(&self) -> usize {
        match self {
            Query::Near(node) => node.left.terms() + node.right.terms(),
            Query::Event(node) => node.terms(),
            Query::Boost(node) => node.query.terms(),
            Query::And(queries) | Query::Or(queries) => queries.iter().map(Query::terms).sum(),
            Query::Not(query) => query.terms(),
            _ => 1,
        }
    }
}

/// Prints the canonical form, which parses to the same tree.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_str("*"),
            Query::Word(node) => node.fmt(f),
            Query::Phrase(node) => node.fmt(f),
            Query::Template(node) => node.fmt(f),
            Query::Near(node) => node.fmt(f),
            Query::Wildcard(node) => node.fmt(f),
            Query::Fuzzy(node) => node.fmt(f),
            Query::Pattern(node) => node.fmt(f),
            Query::Mentioned(node) => node.fmt(f),
            Query::Keyword(node) => node.fmt(f),
            Query::Published(range) => write!(f, "published:{range}"),
            Query::MentionedDays(range) => write!(f, "mentions:{range}"),
            Query::Exists(node) => node.fmt(f),
            Query::Event(node) => node.fmt(f),
            Query::Boost(node) => node.fmt(f),
            Query::And(queries) => boolean::write_joined(f, queries, " AND "),
            Query::Or(queries) => boolean::write_joined(f, queries, " OR "),
            Query::Not(query) => boolean::write_not(f, query),
        }
    }
}
