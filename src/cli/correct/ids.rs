//! Identifiers of events, whole or by their first digits.

use super::typed::What;
use crate::error::{Error, ErrorKind, Result};
use crate::search::Backend;

/// Tells whether `typed` is the identifier of an event.
pub(super) fn is_event(typed: &str) -> bool {
    typed.len() == ID && typed.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Digits of an event's identifier.
const ID: usize = 16;

/// Digits that an identifier is known by, at least.
const ENOUGH: usize = 6;

/// Returns the correction with the identifiers of events written out, of which
/// tables show the first digits.
pub(super) fn with_whole_ids(what: What, backend: &dyn Backend) -> Result<What> {
    let whole = |typed: String| whole_id(typed, backend);
    Ok(match what {
        What::Merge { all } => What::Merge { all: all.into_iter().map(whole).collect::<Result<_>>()? },
        What::Split { who, name, names, articles } => What::Split { who: whole(who)?, name, names, articles },
        What::Reject { who } => What::Reject { who: whole(who)? },
        What::Retype { who, kind, status, from, to } => {
            What::Retype { who: whole(who)?, kind, status, from, to }
        }
        what => what,
    })
}

/// Returns the identifier of the one event whose identifier begins with
/// `typed`; what begins none is a name, or a whole identifier.
fn whole_id(typed: String, backend: &dyn Backend) -> Result<String> {
    let digits = typed.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits || !(ENOUGH..ID).contains(&typed.len()) {
        return Ok(typed);
    }
    let mut ids: Vec<String> =
        backend.events_of(&typed.to_lowercase())?.into_iter().map(|row| row.id).collect();
    ids.dedup();
    match ids.len() {
        0 => Ok(typed),
        1 => Ok(ids.swap_remove(0)),
        _ => Err(Error::new(ErrorKind::Ambiguous, format!("`{typed}` could be any of these events"))
            .because(ids.join(", "))
            .hint("write more digits of it")),
    }
}
