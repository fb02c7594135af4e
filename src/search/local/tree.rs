//! The query tree as a query of tantivy, true of articles only.

use std::ops::Bound;

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, ExistsQuery, Occur, Query as IndexQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, Term};

use super::bitset::{self, Chosen};
use super::matches::Deadline;
use super::names::Numbers;
use super::positions::{Place, Placed};
use super::speaking::Speaking;
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
pub fn build(local: &Local, query: &Query, deadline: Deadline) -> Result<Built> {
    deadline.check()?;
    match query {
        Query::All => articles(local),
        Query::Word(word) => terms::word(local, word),
        Query::Phrase(phrase) => terms::phrase(local, phrase),
        Query::Template(node) => template::query(local, node),
        Query::Near(near) => build_near(local, near, deadline),
        Query::Wildcard(_) | Query::Fuzzy(_) | Query::Pattern(_) => terms::expanded(local, query),
        Query::Mentioned(node) => mentioning(local, &local.named(&node.name, node.kind)?),
        Query::Keyword(node) => keyword(local, node),
        Query::Published(range) => published(local, *range),
        Query::MentionedDays(range) => Ok(Box::new(Speaking::of(*range))),
        Query::Exists(node) => exists(local, *node),
        Query::Event(clause) => local.chosen(&events::articles_with(local, clause)?),
        Query::Boost(boost) => {
            Ok(Box::new(BoostQuery::new(build(local, &boost.query, deadline)?, boost.factor)))
        }
        Query::And(queries) => all_of(local, queries, deadline),
        Query::Or(queries) => {
            let built = queries.iter().map(|query| build(local, query, deadline));
            Ok(any_of(built.collect::<Result<_>>()?))
        }
        Query::Not(_) => all_of(local, std::slice::from_ref(query), deadline),
    }
}

/// Returns the query of all articles.
pub fn articles(local: &Local) -> Result<Built> {
    let term = Term::from_field_text(local.fields()?.kind, "article");
    Ok(constant(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0))
}

/// Returns a query that is true when one of `queries` is.
pub fn any_of(mut queries: Vec<Built>) -> Built {
    if queries.len() == 1 {
        return queries.swap_remove(0);
    }
    Box::new(BooleanQuery::union(queries))
}

fn all_of(local: &Local, queries: &[Query], deadline: Deadline) -> Result<Built> {
    let mut clauses: Vec<(Occur, Built)> = Vec::new();
    for query in queries {
        clauses.push(match query {
            Query::Not(inner) => (Occur::MustNot, build(local, inner, deadline)?),
            query => (Occur::Must, build(local, query, deadline)?),
        });
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, articles(local)?));
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

fn articles_where(local: &Local, filter: Built) -> Result<Built> {
    Ok(filtered(articles(local)?, filter))
}

/// Returns the query of the articles that mention one of `entities`.
fn mentioning(local: &Local, entities: &Numbers) -> Result<Built> {
    local.chosen(&local.decisions.articles_with(entities))
}

impl Local {
    /// Returns the query of the articles in `rows` of the decisions.
    pub fn chosen(&self, rows: &[u32]) -> Result<Built> {
        let readers = self.archive.searcher()?.segment_readers();
        let mut sets: Vec<BitSet> =
            readers.iter().map(|reader| BitSet::with_max_value(reader.max_doc())).collect();
        let addresses = self.addresses()?;
        for (segment, doc) in rows.iter().filter_map(|row| addresses.get(*row as usize)) {
            if let Some(set) = sets.get_mut(*segment as usize) {
                set.insert(*doc);
            }
        }
        Ok(Box::new(Chosen::of_segments(readers.iter().map(|reader| reader.segment_id()).zip(sets))))
    }
}

fn keyword(local: &Local, node: &Keyword) -> Result<Built> {
    let fields = local.fields()?;
    let field = match node.field {
        KeywordField::Source => fields.source,
        KeywordField::Language => fields.language,
        KeywordField::Id => fields.id,
        KeywordField::Path => fields.path,
    };
    let value = node.value.to_lowercase();
    if node.wildcard {
        return terms::caseless_wildcard(local, field, &value);
    }
    let term = Term::from_field_text(field, &value);
    Ok(constant(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0))
}

fn published(local: &Local, range: DateRange) -> Result<Built> {
    if (range.from, range.to) == (None, None) {
        return has(local, "day");
    }
    let field = local.fields()?.day;
    let bound = |day: Option<chrono::NaiveDate>| match day {
        Some(day) => Bound::Included(Term::from_field_i64(field, to_number(day))),
        None => Bound::Unbounded,
    };
    articles_where(local, Box::new(RangeQuery::new(bound(range.from), bound(range.to))))
}

fn has(local: &Local, column: &str) -> Result<Built> {
    articles_where(local, Box::new(ExistsQuery::new(column.to_owned(), false)))
}

fn exists(local: &Local, node: Exists) -> Result<Built> {
    let fields = local.fields()?;
    match node {
        Exists::Text(TextField::Any) | Exists::Keyword(KeywordField::Id | KeywordField::Path) => {
            articles(local)
        }
        Exists::Text(TextField::Title) => with_words(fields.title),
        Exists::Text(TextField::Body) => with_words(fields.body),
        Exists::Keyword(KeywordField::Source) => has(local, "source"),
        Exists::Keyword(KeywordField::Language) => has(local, "language"),
        Exists::Published => has(local, "day"),
        Exists::Entity(kind) => {
            let outlines = (0u32..).zip(local.decisions.outlines()?);
            let of_kind = outlines.filter(|(_, outline)| kind.is_none_or(|kind| kind == outline.kind));
            mentioning(local, &of_kind.map(|(number, _)| number).collect())
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

fn build_near(local: &Local, near: &Near, deadline: Deadline) -> Result<Built> {
    let mut places: Vec<Built> = Vec::new();
    // The stem of one language may be another word's in another.
    let groups = terms::languages_alike(local, &[&near.left, &near.right])?;
    for field in terms::fields_of(local, terms::field_of(&near.left))? {
        for languages in &groups {
            let left = side(local, &near.left, field, &languages[0])?;
            let right = side(local, &near.right, field, &languages[0])?;
            let place = Place::Near(Box::new(left), Box::new(right), near.distance, near.ordered);
            let placed = constant(Box::new(Placed::new(place)), 0.0);
            places.push(match groups.len() {
                1 => placed,
                _ => filtered(placed, terms::in_languages(local, languages)?),
            });
        }
    }
    let words = BooleanQuery::intersection(vec![
        build(local, &near.left, deadline)?,
        build(local, &near.right, deadline)?,
    ]);
    Ok(filtered(Box::new(words), any_of(places)))
}

/// Returns the places of a side of NEAR in texts of `language`.
fn side(local: &Local, query: &Query, field: terms::Texts, language: &str) -> Result<Place> {
    match query {
        Query::Or(queries) => {
            let each = queries.iter().map(|query| side(local, query, field, language));
            Ok(Place::Any(each.collect::<Result<_>>()?))
        }
        query => terms::place(local, query, field, language),
    }
}
