//! Dateline's tests from outside, in one binary. Each module says what it holds.

/// Invented answers that other modules present.
mod answers;
/// An indexed copy of `sample_corpus` that modules share.
mod archive;
/// The program as it is called: exit statuses, streams, counts that agree.
mod cli;
/// The meetings of `sample_corpus`, against the list of all that its articles tell.
mod corpus;
/// What people say is wrong holds at once, and is taken back.
mod correct;
/// Facets and totals against counts by hand, before and after random corrections.
mod counts;
/// Days that texts speak of and events fall on.
mod dates;
/// The index against a brute-force reading of what `extract` prints.
mod differential;
/// Each export format holds what went in.
mod formats;
/// The examples that every help text gives.
mod help;
/// Each sample and each kind of broken input, with what is read from it.
mod inputs;
/// Articles made of the sentences of `sample_corpus`, with other names.
#[path = "../examples/invent/articles.rs"]
mod invented;
/// Whatever the order and the increments in which files come, the decisions are the same.
mod order;
/// Numbers that look random and are the same in every run.
mod random;
/// Every command of the README prints what the README shows.
mod readme;
/// Every JSON object is what its schema says.
mod schema;
/// The session in `tests/session.txt` is what the program prints.
mod session;
/// Tables fit the width that they are given.
mod tables;
/// What holds of every parser, whatever it is given.
#[path = "../examples/fuzz/targets.rs"]
mod targets;
/// The house: which room may use which, and which crate is known where.
mod tidy;
