//! The query tree as a query of tantivy, true of articles only.

use std::ops::Bound;

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, ExistsQuery, Occur, Query as IndexQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, Term};

use super::asking::Asking;
use super::bitset::{self, Chosen};
use super::names::Numbers;
use super::positions::{Place, Placed};
use super::{Local, events, template, terms};
use crate::error::Result;
use crate::index::to_number;
use crate::query::{DateRange, Exists, Keyword, KeywordField, Near, Query, TextField};

/// A query of tantivy.
pub type Built = Box<dyn IndexQuery>;

/// Returns the query of tantivy that is true of the articles of which `query` is.
///
/// # Errors
///
/// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long to look up its words.
pub fn build(asking: &Asking<'_>, query: &Query) -> Result<Built> {
    asking.deadline.check()?;
    match query {
        Query::All => articles(asking),
        Query::Word(word) => terms::word(asking, word),
        Query::Phrase(phrase) => terms::phrase(asking, phrase),
        Query::Template(node) => template::query(asking, node),
        Query::Near(near) => build_near(asking, near),
        Query::Wildcard(_) | Query::Fuzzy(_) | Query::Pattern(_) => terms::expanded(asking, query),
        Query::Mentioned(node) => mentioning(asking, &*asking.named(&node.name, node.kind)?),
        Query::Keyword(node) => keyword(asking, node),
        Query::Published(range) => published(asking, *range),
        Query::MentionedDays(range) => Ok(Box::new(asking.speaking(*range)?)),
        Query::Exists(node) => exists(asking, *node),
        Query::Event(clause) => asking.chosen(&events::articles_with(asking, clause)?),
        Query::Boost(boost) => Ok(Box::new(BoostQuery::new(build(asking, &boost.query)?, boost.factor))),
        Query::And(queries) => all_of(asking, queries),
        Query::Or(queries) => {
            let built = queries.iter().map(|query| build(asking, query));
            Ok(any_of(built.collect::<Result<_>>()?))
        }
        Query::Not(_) => all_of(asking, std::slice::from_ref(query)),
    }
}

/// Returns the query of all articles.
pub fn articles(asking: &Asking<'_>) -> Result<Built> {
    let term = Term::from_field_text(asking.fields()?.kind, "article");
    Ok(constant(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0))
}

/// Returns a query that is true when one of `queries` is.
pub fn any_of(mut queries: Vec<Built>) -> Built {
    if queries.len() == 1 {
        return queries.swap_remove(0);
    }
    Box::new(BooleanQuery::union(queries))
}

fn all_of(asking: &Asking<'_>, queries: &[Query]) -> Result<Built> {
    let mut clauses: Vec<(Occur, Built)> = Vec::new();
    for query in queries {
        clauses.push(match query {
            Query::Not(inner) => (Occur::MustNot, build(asking, inner)?),
            query => (Occur::Must, build(asking, query)?),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, articles(asking)?));
    }
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// Returns `query` with the same score for all.
pub fn constant(query: Built, score: f32) -> Built {
    Box::new(ConstScoreQuery::new(query, score))
}

/// Returns `query` where `filter` is true too, without a score of its own.
pub fn filtered(query: Built, filter: Built) -> Built {
    Box::new(BooleanQuery::intersection(vec![query, constant(filter, 0.0)]))
}

fn articles_where(asking: &Asking<'_>, filter: Built) -> Result<Built> {
    Ok(filtered(articles(asking)?, filter))
}

/// Returns the query of the articles that mention one of `entities`.
fn mentioning(asking: &Asking<'_>, entities: &Numbers) -> Result<Built> {
    asking.chosen(&asking.decisions.articles_with(entities))
}

impl Local {
    /// Returns the query of the articles in `rows` of the decisions.
    pub fn chosen(&self, rows: &[u32]) -> Result<Built> {
        let readers = self.archive.searcher()?.segment_readers();
        let mut sets: Vec<BitSet> =
            readers.iter().map(|reader| BitSet::with_max_value(reader.max_doc())).collect();
        let addresses = self.addresses()?;
        for address in rows.iter().filter_map(|row| addresses.get(*row as usize)) {
            if let Some(set) = sets.get_mut(address.segment_ord as usize) {
                set.insert(address.doc_id);
            }
        }
        Ok(Box::new(Chosen::of_segments(readers.iter().map(|reader| reader.segment_id()).zip(sets))))
    }
}

fn keyword(asking: &Asking<'_>, node: &Keyword) -> Result<Built> {
    let fields = asking.fields()?;
    let field = match node.field {
        KeywordField::Source => fields.source,
        KeywordField::Language => fields.language,
        KeywordField::Id => fields.id,
        KeywordField::Path => fields.path,
    };
    let value = node.value.to_lowercase();
    if node.wildcard {
        return terms::caseless_wildcard(asking, field, &value);
    }
    let term = Term::from_field_text(field, &value);
    Ok(constant(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0))
}

fn published(asking: &Asking<'_>, range: DateRange) -> Result<Built> {
    if (range.from, range.to) == (None, None) {
        return has(asking, "day");
    }
    let field = asking.fields()?.day;
    let bound = |day: Option<chrono::NaiveDate>| match day {
        Some(day) => Bound::Included(Term::from_field_i64(field, to_number(day))),
        None => Bound::Unbounded,
    };
    articles_where(asking, Box::new(RangeQuery::new(bound(range.from), bound(range.to))))
}

fn has(asking: &Asking<'_>, column: &str) -> Result<Built> {
    articles_where(asking, Box::new(ExistsQuery::new(column.to_owned(), false)))
}

fn exists(asking: &Asking<'_>, node: Exists) -> Result<Built> {
    let fields = asking.fields()?;
    match node {
        Exists::Text(TextField::Any) | Exists::Keyword(KeywordField::Id | KeywordField::Path) => {
            articles(asking)
        }
        Exists::Text(TextField::Title) => with_words(fields.title),
        Exists::Text(TextField::Body) => with_words(fields.body),
        Exists::Keyword(KeywordField::Source) => has(asking, "source"),
        Exists::Keyword(KeywordField::Language) => has(asking, "language"),
        Exists::Published => has(asking, "day"),
        Exists::Entity(kind) => {
            let all = 0..asking.decisions.entities() as u32;
            mentioning(asking, &all.filter(|number| asking.is_of(kind, *number)).collect())
        }
    }
}

/// Returns the query of the documents whose text in `field` has a word.
fn with_words(field: Field) -> Result<Built> {
    Ok(Box::new(Chosen::new(move |segment| {
        let norms = segment.get_fieldnorms_reader(field)?;
        Ok(bitset::of(segment, (0..segment.max_doc()).filter(|doc| norms.fieldnorm(*doc) > 0)))
    })))
}

fn build_near(asking: &Asking<'_>, near: &Near) -> Result<Built> {
    let mut places: Vec<Built> = Vec::new();
    // The stem of one language may be another word's in another.
    let groups = terms::languages_alike(asking, &[&near.left, &near.right])?;
    for field in terms::fields_of(asking, terms::field_of(&near.left))? {
        for languages in &groups {
            let left = side(asking, &near.left, field, &languages[0])?;
            let right = side(asking, &near.right, field, &languages[0])?;
            let place = Place::Near(Box::new(left), Box::new(right), near.distance, near.ordered);
            let placed = constant(Box::new(Placed::new(place, asking.deadline)), 0.0);
            places.push(match groups.len() {
                1 => placed,
                _ => filtered(placed, terms::in_languages(asking, languages)?),
            });
        }
    }
    let words = BooleanQuery::intersection(vec![build(asking, &near.left)?, build(asking, &near.right)?]);
    Ok(filtered(Box::new(words), any_of(places)))
}

/// Returns the places of a side of NEAR in texts of `language`.
fn side(asking: &Asking<'_>, query: &Query, field: terms::Texts, language: &str) -> Result<Place> {
    match query {
        Query::Or(queries) => {
            let each = queries.iter().map(|query| side(asking, query, field, language));
            Ok(Place::Any(each.collect::<Result<_>>()?))
        }
        query => terms::place(asking, query, field, language),
    }
}
