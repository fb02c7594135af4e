//! Entries of `corrections.toml`, made of what was typed.

use super::added::event;
use super::ids::{is_event, with_whole_ids};
use super::typed::{Kind, State, What};
use crate::cli::context::Context;
use crate::cli::names::{Meant, Wanted, entity, unknown};
use crate::cli::output;
use crate::error::{Error, ErrorKind, Result};
use crate::likeness::fold;
use crate::resolve::Corrections;
use crate::resolve::corrections as entry;
use crate::search::Backend;

/// Returns the entries that were typed; none where a name is nobody's.
pub(super) fn entries(
    what: What,
    note: Option<String>,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<Corrections>> {
    let name = |typed: &str| one(typed, backend, context);
    let mut all = Corrections::default();
    match with_whole_ids(what, backend)? {
        What::Merge { all: events } if events.iter().all(|id| is_event(id)) => {
            all.merge_event.push(entry::MergeEvent { events, note });
        }
        What::Merge { all: typed } if typed.iter().any(|id| is_event(id)) => {
            let message = format!("`{}` are no events and entities to be one", typed.join("`, `"));
            return Err(Error::new(ErrorKind::Usage, message)
                .hint("merge entities with entities, and events with events"));
        }
        What::Merge { all: typed } => {
            let entities: Option<Vec<String>> =
                typed.iter().map(|typed| name(typed)).collect::<Result<_>>()?;
            let Some(entities) = entities else { return Ok(None) };
            all.merge.push(entry::Merge { entities, note });
        }
        What::Split { who: event, articles, .. } if is_event(&event) => {
            all.split_event.push(entry::SplitEvent { event, articles, note });
        }
        What::Split { who, name: other, names, articles } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.split.push(entry::Split { entity, names, articles, name: named(other)?, note });
        }
        What::Alias { who, name: other } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            sees_whose(&other, &entity, who == entity, backend)?;
            all.alias.push(entry::Alias { entity, name: other, note });
        }
        What::Reject { who: event } if is_event(&event) => {
            all.reject_event.push(entry::RejectEvent { event, note });
        }
        What::Reject { who } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.reject.push(entry::Reject { entity, note });
        }
        What::Retype { who: event, kind, status, from, to } if is_event(&event) => {
            let (kind, status) = (kind.map(Kind::of_event).transpose()?, status.map(State::meant));
            all.retype_event.push(entry::RetypeEvent { event, kind, status, from, to, note });
        }
        What::Retype { who, kind, .. } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.retype.push(entry::Retype { entity, kind: Kind::of_entity(kind)?, note });
        }
        What::Add { name, kind, aliases } => {
            all.add.push(entry::Add { name, kind: Kind::of_entity(Some(kind))?, aliases, note });
        }
        What::Rename { who, name: other } => {
            let Some(entity) = name(&who)? else { return Ok(None) };
            all.rename.push(entry::Rename { entity, name: named(other)?, note });
        }
        What::AddEvent(typed) => {
            let Some(event) = event(typed, note, backend, context)? else { return Ok(None) };
            all.add_event.push(event);
        }
        What::Apply { .. } | What::Undo { .. } | What::List => {}
    }
    Ok(Some(all))
}

/// Returns the identifier of the one entity that `typed` means.
fn one(typed: &str, backend: &dyn Backend, context: &Context) -> Result<Option<String>> {
    one_of(typed, Wanted::Any, backend, context)
}

pub(super) fn one_of(
    typed: &str,
    wanted: Wanted,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<String>> {
    match entity(typed, "", wanted, backend, context)? {
        Meant::One(candidate) => Ok(Some(candidate.id.0)),
        Meant::Nobody(similar) => {
            output::remark(&unknown(typed, &similar));
            Ok(None)
        }
    }
}

/// Sees to it that `name`, which is to be a name of `entity` too, is nobody
/// else's, or that the entity was named `by_id`, by one who knows.
fn sees_whose(name: &str, entity: &str, by_id: bool, backend: &dyn Backend) -> Result<()> {
    let mut others = backend.candidates(name, None)?;
    others.retain(|other| fold(&other.name) == fold(name) && other.id.as_str() != entity);
    for other in others {
        // Who is not known, but may be one of several, has no name of its own.
        let is_open = backend.entity(&other.id)?.is_none_or(|other| !other.candidates.is_empty());
        if is_open {
            continue;
        }
        if by_id {
            output::remark(&format!("note: `{name}` is also the name of {}", other.id));
        } else {
            let merge = format!("dateline correct merge {entity} {}", other.id);
            let message = format!("`{name}` is the name of another already, {}", other.id);
            return Err(Error::new(ErrorKind::Ambiguous, message).hint(format!(
                "`{merge}` where they are one; to let both bear the name, write the id: alias {entity} {name:?}"
            )));
        }
    }
    Ok(())
}

fn named(name: String) -> Result<String> {
    if name.trim().is_empty() {
        return Err(
            Error::new(ErrorKind::Usage, "an entity needs a name").hint("name it; in a split with --as NAME")
        );
    }
    Ok(name)
}
