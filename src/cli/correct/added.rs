//! Events added by hand, with the sentence that tells them.

use super::entries::one_of;
use super::typed::AddEvent;
use crate::cli::context::Context;
use crate::cli::names::Wanted;
use crate::cli::output;
use crate::cli::show::article_of;
use crate::document::{CodePoints, Document, EntityKind, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::resolve::corrections as entry;
use crate::search::Backend;

/// Returns the event that was typed; none where a name or the article is unknown.
pub(super) fn event(
    typed: AddEvent,
    note: Option<String>,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<entry::AddEvent>> {
    let all = |names: &[String], wanted| -> Result<Option<Vec<String>>> {
        names.iter().map(|name| one_of(name, wanted, backend, context)).collect()
    };
    let Some(with) = all(&typed.with, Wanted::Party)? else { return Ok(None) };
    let Some(places) = all(&typed.places, Wanted::Kind(EntityKind::Place))? else { return Ok(None) };
    let Some(doc) = article_of(&typed.article, backend)? else {
        output::remark(&format!("no article has the id or path `{}`", typed.article));
        return Ok(None);
    };
    let (sentence, offsets) = evidence(&doc, typed.sentence)?;
    let (kind, status) = (typed.kind.of_event()?, typed.status.meant());
    let (from, to, article) = (typed.from, typed.to, doc.id);
    Ok(Some(entry::AddEvent { kind, status, with, places, from, to, article, sentence, offsets, note }))
}

/// A sentence, and where it lies in the body, in code points; none of the headline.
type Evidence = (String, Option<(usize, usize)>);

/// Finds the sentence in the body of `doc`; its headline where none is given.
fn evidence(doc: &Document, sentence: Option<String>) -> Result<Evidence> {
    let fault = |message: &str| {
        Error::new(ErrorKind::Usage, message.to_owned())
            .at(&doc.source.path)
            .hint("give the sentence with --sentence, as it stands in the article")
    };
    let Some(sentence) = sentence else {
        let title = doc.title().ok_or_else(|| fault("the article has no headline"))?;
        return Ok((title.to_owned(), None));
    };
    let sentence = sentence.trim().to_owned();
    let body = doc.body.of(&doc.text);
    let at = body.find(&sentence).filter(|_| !sentence.is_empty());
    let start = doc.body.start + at.ok_or_else(|| fault("the article does not say so"))?;
    let offsets = CodePoints::new(doc).of(Span::new(start, start + sentence.len()));
    Ok((sentence, offsets))
}
