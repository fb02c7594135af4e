//! The wall around one article's parser: a panic costs the article alone.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether a parser runs in this thread, whose panic is nobody's business.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `parse` and turns a panic in it into a reason for a warning.
pub(super) fn caught<T>(parse: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    hush();
    GUARDED.set(true);
    // What `parse` borrows mutably is a list of reasons, whole at any moment.
    let caught = catch_unwind(AssertUnwindSafe(parse));
    GUARDED.set(false);
    caught.unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<&str>().copied();
        let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Err(format!("the parser gave up: {}", message.unwrap_or("no reason given")))
    })
}

/// Keeps the panics of guarded parsers off stderr; the warning says what they say.
fn hush() {
    static HUSHED: Once = Once::new();
    HUSHED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                previous(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_reason() {
        assert_eq!(caught(|| Ok(1)), Ok(1));
        let failed: Result<(), String> = caught(|| panic!("no tree"));
        assert_eq!(failed, Err("the parser gave up: no tree".into()));
    }
}
