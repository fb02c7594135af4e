//! Dateline's tests from outside, in one binary. Each module says what it holds.

/// The house: which room may use which, and which crate is known where.
mod tidy;
