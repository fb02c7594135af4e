//! Names that options give, and the one entity that each must mean.

use super::context::Context;
use crate::document::EntityKind;
use crate::error::{Error, ErrorKind, Result};
use crate::likeness::fold;
use crate::present::{Unit, table};
use crate::query::{EntityName, Query, Slot};
use crate::resolve::EntityId;
use crate::resolve::entities::{Candidate, Match};
use crate::search::Backend;

/// What a name in an option may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Anybody: persons and organizations before places of the same name.
    Party,
    /// An entity of one kind.
    Kind(EntityKind),
    /// Any entity.
    Any,
}

/// The entity that a name means, or the suggestions where none bears it.
pub(super) enum Meant {
    /// The entity.
    One(Candidate),
    /// Nobody; with the nearest names.
    Nobody(Vec<Candidate>),
}

/// Returns the entity that `name` means.
///
/// # Errors
///
/// [`ErrorKind::Ambiguous`] when it means several, which are listed.
pub(super) fn entity(
    name: &str,
    option: &str,
    wanted: Wanted,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Meant> {
    let kind = match wanted {
        Wanted::Kind(kind) => Some(kind),
        Wanted::Party | Wanted::Any => None,
    };
    let mut found = backend.candidates(name, kind)?;
    let parties = found.iter().any(|candidate| candidate.kind != EntityKind::Place);
    if wanted == Wanted::Party && parties {
        found.retain(|candidate| candidate.kind != EntityKind::Place);
    }
    if matches!(wanted, Wanted::Kind(EntityKind::Place) | Wanted::Any) && is_nobody(&found) {
        let within = within(name, backend)?;
        found = if within.is_empty() { found } else { within };
    }
    match found.first().map(|first| first.by) {
        None | Some(Match::Similar) => Ok(Meant::Nobody(found)),
        Some(_) if found.len() == 1 => Ok(Meant::One(found.swap_remove(0))),
        Some(_) => Err(ambiguous(name, option, &found, context)),
    }
}

/// Returns what `query` asks for as a title: entities that it means by their
/// identifiers are called by their names.
///
/// # Errors
///
/// When the index is damaged.
pub(super) fn title(query: &Query, unit: Unit, backend: &dyn Backend) -> Result<String> {
    if *query == Query::All {
        return Ok(format!("All {}", format!("{unit:?}").to_lowercase()));
    }
    let mut title = query.to_string();
    for name in super::nothing::names(query) {
        if let Some(entity) = backend.entity(&EntityId(name.text.clone()))? {
            title = title.replace(&name.text, &format!("\"{}\"", entity.name));
        }
    }
    Ok(title)
}

/// Tells whether `found` holds suggestions alone.
pub(super) fn is_nobody(found: &[Candidate]) -> bool {
    found.iter().all(|candidate| candidate.by == Match::Similar)
}

/// Returns the places that are meant by a place and what holds it, as tables
/// write it: `Doha, Qatar`.
fn within(name: &str, backend: &dyn Backend) -> Result<Vec<Candidate>> {
    let mut parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
    let Some(place) = parts.next() else { return Ok(Vec::new()) };
    let holders: Vec<String> = parts.map(fold).collect();
    if holders.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = backend.candidates(place, Some(EntityKind::Place))?;
    found.retain(|candidate| candidate.by != Match::Similar);
    let mut inside = Vec::new();
    for candidate in found {
        let entity = backend.entity(&candidate.id)?;
        let path = entity.and_then(|entity| entity.place).map(|place| place.path).unwrap_or_default();
        let path: Vec<String> = path.iter().map(|step| fold(step)).collect();
        if holders.iter().all(|holder| path.contains(holder)) {
            inside.push(candidate);
        }
    }
    Ok(inside)
}

/// Tells whether the place found lies in one that is called `name`: the Horn of
/// Africa, where no article speaks of Africa by itself.
fn lies_in(found: &Candidate, name: &str, backend: &dyn Backend) -> Result<bool> {
    let place = backend.entity(&found.id)?.and_then(|entity| entity.place);
    let path = place.map(|place| place.path).unwrap_or_default();
    Ok(fold(&found.name) != fold(name) && path.iter().any(|step| fold(step) == fold(name)))
}

/// Returns the name by which a query means exactly the entity that `name`
/// means; a wildcard stands for all that it fits.
///
/// # Errors
///
/// When it means several, or nobody.
pub(super) fn exactly(
    name: &str,
    option: &str,
    wanted: Wanted,
    backend: &dyn Backend,
    context: &Context,
) -> Result<Option<EntityName>> {
    if name.contains(['*', '?']) {
        return Ok(Some(EntityName { text: name.to_owned(), wildcard: true }));
    }
    match entity(name, option, wanted, backend, context)? {
        Meant::One(candidate)
            if wanted == Wanted::Kind(EntityKind::Place) && lies_in(&candidate, name, backend)? =>
        {
            Ok(Some(EntityName { text: name.to_owned(), wildcard: false }))
        }
        Meant::One(candidate) => Ok(Some(EntityName::exact(candidate.id.0))),
        // A continent or a region may hold places that the articles name
        // without being named itself.
        Meant::Nobody(_) if wanted == Wanted::Kind(EntityKind::Place) => {
            Ok(Some(EntityName { text: name.to_owned(), wildcard: false }))
        }
        Meant::Nobody(similar) => {
            super::output::remark(&unknown(name, &similar));
            Ok(None)
        }
    }
}

/// Says on stderr why each entity that `query` names is one.
///
/// # Errors
///
/// When the index is damaged.
pub(super) fn explain(query: &Query, backend: &dyn Backend) -> Result<()> {
    let names: Vec<&EntityName> = match query {
        Query::Mentioned(node) => vec![&node.name],
        Query::Event(clause) => {
            clause.conditions.iter().flat_map(|condition| of_slot(&condition.slot)).collect()
        }
        _ => Vec::new(),
    };
    for name in names.into_iter().filter(|name| !name.wildcard) {
        if let Some(entity) = backend.entity(&EntityId(name.text.clone()))? {
            super::output::remark(&super::who::because(&entity));
        }
    }
    query.children().into_iter().try_for_each(|inner| explain(inner, backend))
}

fn of_slot(slot: &Slot) -> &[EntityName] {
    match slot {
        Slot::With(_, names) | Slot::In(names) | Slot::By(names) => names,
        _ => &[],
    }
}

/// Says that nobody is called `name`, and who is nearly called so.
pub(super) fn unknown(name: &str, similar: &[Candidate]) -> String {
    let nearest: Vec<String> = similar
        .iter()
        .take(5)
        .map(|candidate| {
            let articles = super::output::counted(candidate.articles as usize, "article");
            format!("{} ({articles})", candidate.name)
        })
        .collect();
    let did =
        if nearest.is_empty() { String::new() } else { format!("; did you mean {}?", nearest.join(", ")) };
    format!("the archive knows no `{name}`{did}")
}

fn ambiguous(name: &str, option: &str, found: &[Candidate], context: &Context) -> Error {
    let shown = &found[..found.len().min(20)];
    let table = table::candidates(shown, context.remarks);
    let more = if found.len() > shown.len() {
        format!("\nand {} more", found.len() - shown.len())
    } else {
        String::new()
    };
    let message = format!("`{name}` could be any of these:\n{}{more}", table.trim_end());
    Error::new(ErrorKind::Ambiguous, message).hint(format!(
        "write more of the name, or the id: {}",
        format!("{option} {}", found[0].id).trim_start()
    ))
}
