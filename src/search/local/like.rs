//! What an article is about, as a query: the words that it has more often
//! than others, and the entities that it mentions most.

use std::collections::BTreeMap;

use tantivy::Term;

use super::{Local, hits};
use crate::document::Document;
use crate::error::Result;
use crate::index::{article_key, damaged, fold_word, words};
use crate::query::{Boost, EntityName, Mentioned, Query, TextField, Word};

/// Words that are looked for.
const WORDS: usize = 20;
/// Entities that are looked for.
const ENTITIES: usize = 6;
/// What an entity counts, where a word counts its weight.
const ENTITY: f32 = 4.0;
/// Letters below which a word tells nothing.
const SHORT: usize = 3;

/// Returns the query of what the article with the identifier `id` is about;
/// none where there is no such article, or nothing in it.
pub fn query(local: &Local, id: &str) -> Result<Option<Query>> {
    let Some(doc) = hits::article(local, id)? else { return Ok(None) };
    let mut clauses = telling_words(local, &doc)?;
    clauses.extend(entities(local, &doc)?);
    Ok((!clauses.is_empty()).then(|| Query::or(clauses)))
}

/// Returns the words of the greatest weight: term frequency and inverse
/// document frequency (Spärck Jones 1972).
fn telling_words(local: &Local, doc: &Document) -> Result<Vec<Query>> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for word in words(doc.body.of(&doc.text)).map(|word| fold_word(word.text)) {
        if word.chars().count() > SHORT && word.chars().all(char::is_alphabetic) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let (searcher, field) = (local.archive.searcher()?, local.fields()?.body);
    let articles = local.decisions.articles() as f32;
    let mut weighed = Vec::new();
    for (word, count) in counts {
        let bearing = searcher.doc_freq(&Term::from_field_text(field, &word)).map_err(damaged)? as f32;
        // What no other article has finds nothing; what most have tells nothing.
        if bearing > 1.0 && bearing * 4.0 < articles {
            weighed.push(((1.0 + (count as f32).ln()) * (articles / bearing).ln(), word));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed.truncate(WORDS);
    let clause =
        |(weight, text)| boosted(Query::Word(Word { field: TextField::Any, text, exact: true }), weight);
    Ok(weighed.into_iter().map(clause).collect())
}

fn entities(local: &Local, doc: &Document) -> Result<Vec<Query>> {
    let Some(row) = local.decisions.article_row(article_key(&doc.id)) else { return Ok(Vec::new()) };
    let mut clauses = Vec::new();
    for number in local.decisions.entities_of(row).iter().take(ENTITIES) {
        let party = local.decisions.party(number)?;
        let name = EntityName::exact(party.id);
        clauses.push(boosted(Query::Mentioned(Mentioned { kind: Some(party.kind), name }), ENTITY));
    }
    Ok(clauses)
}

fn boosted(query: Query, weight: f32) -> Query {
    let factor = ((weight * 10.0).round() / 10.0).clamp(0.1, 1000.0);
    Query::Boost(Boost { query: Box::new(query), factor })
}
