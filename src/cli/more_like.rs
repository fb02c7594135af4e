//! `dateline more-like`: articles on what an article is about.

use clap::Args;

use super::context::Context;
use super::show::article_of;
use super::{Outcome, archive, nothing, options, output, search};
use crate::error::Result;
use crate::present::{Format, Unit};
use crate::query::{Keyword, KeywordField, Limit, Query, SearchRequest};

/// Articles on what an article is about: its telling words and its people.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct MoreLike {
    /// The article's id, or its path in the archive.
    id: String,

    /// How the answer is written.
    #[arg(long, default_value = "table", value_parser = options::formats(Unit::Hits))]
    format: Format,

    /// How many articles, or `all`.
    #[arg(long, value_name = "N", default_value = "10", value_parser = options::limit)]
    limit: Limit,

    /// Say on stderr which words and names are looked for.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline more-like 5432985c45e8e25c
  dateline more-like northern-wire/2024-03-20-doha-held.txt --explain";

/// Answers with articles, the most alike first.
pub(super) fn run(typed: MoreLike, context: &Context) -> Result<Outcome> {
    let (place, backend) = archive::open(context)?;
    let doc = article_of(&typed.id, &*backend)?;
    let like = doc.as_ref().map(|doc| backend.like(&doc.id)).transpose()?.flatten();
    let (Some(doc), Some(like)) = (doc, like) else {
        output::remark(&format!("no article with words has the id or path `{}`", typed.id));
        return nothing::covered(&*backend, &place.folder);
    };
    let itself = Keyword { field: KeywordField::Id, value: doc.id, wildcard: false };
    let query = Query::and([like, Query::not(Query::Keyword(itself))]);
    if typed.explain {
        output::explain(&query);
    }
    let mut request = SearchRequest::new(query, typed.limit);
    request.collapse = typed.format == Format::Table;
    let list = backend.search(&request)?;
    search::write(&list, &request, &request.query.to_string(), typed.format, context)?;
    Ok(Outcome::of(list.total))
}
