//! `dateline show`: one article with every layer marked, or one event with all its reports.

use clap::Args;

use super::context::Context;
use super::{Outcome, archive, names, nothing, options, output};
use crate::document::Document;
use crate::error::Result;
use crate::present::{Format, article, json, table};
use crate::query::{Keyword, KeywordField, Limit, Query, SearchRequest};
use crate::search::Backend;

/// One article with every layer marked, or one event with all its reports.
///
/// Of an article: names, dates, events, and why. People are cyan, organizations magenta, places green, dates yellow, and the
/// words that tell an event are underlined; without colours each mark stands
/// in brackets with its label. Names that may well be wrong have a question mark.
///
/// Of an event: its parties, how its status changed, where the reports
/// contradict each other, and the sentence of each. Tables of events show the
/// first digits of the id beneath the date.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// The article's id or path in the archive, or the event's id or its first digits.
    id: String,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::page_formats())]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  dateline show 5432985c45e8e25c
  dateline show e9f8e680
  dateline show northern-wire/2024-03-20-doha-held.txt --format json";

/// Answers with one article or one event.
pub(super) fn run(typed: Show, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    if let Some(doc) = article_of(&typed.id, &*backend)? {
        show_article(&doc, &*backend, typed.format, context)?;
        return Ok(Outcome::Found);
    }
    let events = if is_event_id(&typed.id) { backend.events_of(&typed.id)? } else { Vec::new() };
    for row in &events {
        match typed.format {
            Format::Json => output::print_json(&json::event(row))?,
            _ => output::print(&table::event(row, context.style))?,
        }
    }
    if events.is_empty() {
        output::remark(&format!("no article or event has the id or path `{}`", typed.id));
        if !names::is_nobody(&backend.candidates(&typed.id, None)?) {
            output::remark(&format!(
                "it is a name: `dateline who {:?}` shows who or what bears it",
                typed.id
            ));
            return Ok(Outcome::Nothing);
        }
        return nothing::covered(&*backend, &place.folder);
    }
    Ok(Outcome::Found)
}

fn show_article(doc: &Document, backend: &dyn Backend, format: Format, context: &Context) -> Result<()> {
    match format {
        Format::Json => output::print_json(&article::article(doc)),
        _ => output::print(&table::layers(doc, &backend.entities_of(&doc.id)?, context.style)),
    }
}

/// Tells whether `id` can be an event's, or enough of its beginning to mean few.
fn is_event_id(id: &str) -> bool {
    id.len() >= 4 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns the article with the identifier or path `id`.
pub(super) fn article_of(id: &str, backend: &dyn Backend) -> Result<Option<Document>> {
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
