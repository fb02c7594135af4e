//! The wall around one article's parser: a panic costs the article alone.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `parse` and turns a panic in it into a reason for a warning.
pub(super) fn caught<T>(parse: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // What `parse` borrows mutably is a list of reasons, whole at any moment.
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<&str>().copied();
        let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Err(format!("the parser gave up: {}", message.unwrap_or("no reason given")))
    })
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
