//! `dateline show`: one article with every layer marked.

use clap::Args;

use super::context::Context;
use super::{Outcome, archive, options, output};
use crate::document::Document;
use crate::error::Result;
use crate::present::{Format, article, table};
use crate::query::{Keyword, KeywordField, Limit, Query, SearchRequest};
use crate::search::Backend;

/// One article with every layer marked: names, dates, events, and why.
///
/// People are cyan, organizations magenta, places green, dates yellow, and the
/// words that tell an event are underlined; without colours each mark stands
/// in brackets with its label.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// The article's id, or its path in the archive.
    id: String,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::page_formats())]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline show 3f2a9c51d07e8b64
  dateline show reuters/2024-03-20_talks.txt --format json";

/// Answers with one article.
pub(super) fn run(typed: Show, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    let Some(doc) = found(&typed.id, &*backend)? else {
        output::remark(&format!("no article has the id or path `{}`", typed.id));
        return output::nothing_in(&*backend, &place.folder);
    };
    match typed.format {
        Format::Json => output::print_json(&article::article(&doc))?,
        _ => {
            let entities = backend.entities_of(&doc.id)?;
            output::print(&table::layers(&doc, &entities, context.style))?;
        }
    }
    Ok(Outcome::Found)
}

fn found(id: &str, backend: &dyn Backend) -> Result<Option<Document>> {
    if let Some(doc) = backend.article(id)? {
        return Ok(Some(doc));
    }
    let path = Keyword { field: KeywordField::Path, value: id.to_owned(), wildcard: false };
    let list = backend.search(&SearchRequest::new(Query::Keyword(path), Limit::First(2)))?;
    if let [_, _] = list.hits.as_slice() {
        output::remark(&format!("note: `{id}` holds {} articles, of which this is one", list.total));
    }
    list.hits.first().map_or(Ok(None), |hit| backend.article(&hit.id))
}
