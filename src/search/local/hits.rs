//! Articles found: those of the page that is asked for, with what is shown of them.

use serde::de::DeserializeOwned;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, TantivyDocument, TantivyError, Term};

use super::articles::NONE;
use super::asking::Asking;
use super::highlight::{Highlighter, Learnt};
use super::items::Items;
use super::matches::{self, Match};
use super::order::{Page, Rank, page_of};
use super::{Local, facets, histogram, snippets};
use crate::document::{Document, EntityKind, Front};
use crate::error::Result;
use crate::query::{Query, SearchRequest, Sort};
use crate::search::{Bar, Facet, Hit, HitList};
use crate::threads::{both, share};

/// Answers `request` with articles.
pub fn search(local: &Local, request: &SearchRequest) -> Result<HitList> {
    let after = request.after.as_deref().map(|cursor| Rank::of_cursor(cursor, request.sort)).transpose()?;
    let asking = &local.asking();
    let matches = matches::find(asking, &request.query, request.sort == Sort::Relevance)?;
    if request.facets.is_empty() && request.histogram.is_none() {
        return listed(asking, request, &matches, after);
    }
    // What is shown is looked up while all is counted.
    let (list, counts) =
        both(|| listed(asking, request, &matches, after), || counted(asking, request, &matches));
    let (facets, histogram) = counts?;
    Ok(HitList { facets, histogram, ..list? })
}

/// Returns the facets and the bars that are asked for, over all `matches`.
fn counted(
    asking: &Asking<'_>,
    request: &SearchRequest,
    matches: &[Match],
) -> Result<(Vec<Facet>, Vec<Bar>)> {
    let items = Items::articles(asking.local, matches)?;
    let facets = facets::count(asking, &items, &request.facets)?;
    Ok((facets, histogram::count(asking, &items, request.histogram)?))
}

/// Returns the page of `matches` that is asked for behind `after`, without counts.
fn listed(
    asking: &Asking<'_>,
    request: &SearchRequest,
    matches: &[Match],
    after: Option<Rank>,
) -> Result<HitList> {
    let (local, total) = (asking.local, matches.len());
    let Page { hits: ranked, more, collapsed } = page_of(local, request, matches, after)?;
    let highlighter = Highlighter::new(asking, &request.query)?;
    let hit = |learnt: &mut Learnt, (_, found): &(Rank, Match)| shown(local, found, &highlighter, learnt);
    let hits = share(&ranked, Learnt::default, hit).into_iter().collect::<Result<_>>()?;
    let next = ranked.last().filter(|_| more).map(|(rank, _)| rank.cursor(request.sort));
    Ok(HitList { total, collapsed, hits, next, ..HitList::default() })
}

/// Calls `each` with every article of which `query` is true, with its snippets
/// where `with_snippets`.
pub fn walk(
    local: &Local,
    query: &Query,
    with_snippets: bool,
    each: &mut dyn FnMut(Hit, Document) -> Result<()>,
) -> Result<()> {
    let asking = &local.asking();
    let highlighter = with_snippets.then(|| Highlighter::new(asking, query)).transpose()?;
    let mut learnt = Learnt::default();
    for found in matches::find(asking, query, false)? {
        let doc = document(local, found.address)?;
        let mut hit = hit(local, &doc, &found)?;
        if let Some(highlighter) = &highlighter {
            hit.snippets = snippets::choose(&doc, &highlighter.highlights(&doc, &mut learnt)?);
        }
        each(hit, doc)?;
    }
    Ok(())
}

/// Returns the article with the identifier `id`.
pub fn article(local: &Local, id: &str) -> Result<Option<Document>> {
    let term = Term::from_field_text(local.fields()?.parent, id);
    let found =
        matches::find_in_index(&local.asking(), &TermQuery::new(term, IndexRecordOption::Basic), false)?;
    for found in found {
        if local.row(found.address)? != NONE {
            return document(local, found.address).map(Some);
        }
    }
    Ok(None)
}

/// Reads the article that is stored at `address`.
pub fn document(local: &Local, address: DocAddress) -> Result<Document> {
    read(local, address)
}

/// Reads of the article that is stored at `address` what comes before its mentions.
fn front(local: &Local, address: DocAddress) -> Result<Document> {
    read::<Front>(local, address).map(Document::from)
}

fn read<T: DeserializeOwned>(local: &Local, address: DocAddress) -> Result<T> {
    let (searcher, field) = (local.archive.searcher()?, local.fields()?.document);
    local.archive.reading(|| {
        let stored: TantivyDocument = searcher.doc(address)?;
        let bytes = stored.get_first(field).and_then(|value| value.as_bytes());
        let doc = bytes.and_then(|bytes| postcard::from_bytes(bytes).ok());
        doc.ok_or_else(|| TantivyError::InternalError("an article cannot be read".to_owned()))
    })
}

fn shown(local: &Local, found: &Match, highlighter: &Highlighter<'_>, learnt: &mut Learnt) -> Result<Hit> {
    let read = if highlighter.reads_words_only() { front } else { document };
    let doc = read(local, found.address)?;
    let highlights = highlighter.highlights(&doc, learnt)?;
    Ok(Hit { snippets: snippets::choose(&doc, &highlights), ..hit(local, &doc, found)? })
}

fn hit(local: &Local, doc: &Document, found: &Match) -> Result<Hit> {
    let row = local.row(found.address)?;
    let mut hit = Hit {
        id: doc.id.clone(),
        path: doc.source.path.clone(),
        member: doc.source.member.clone(),
        url: doc.url.clone(),
        title: doc.title().map(str::to_owned),
        published: doc.published_day(),
        publisher: doc.publisher.clone(),
        language: doc.language.clone(),
        score: found.score,
        copies: local.copies_of(row),
        ..Hit::default()
    };
    for number in local.decisions.entities_of(row).iter() {
        let party = local.decisions.party(number)?;
        match party.kind {
            EntityKind::Person => hit.people.push(party),
            EntityKind::Organization => hit.organizations.push(party),
            EntityKind::Place => hit.places.push(party),
        }
    }
    Ok(hit)
}
