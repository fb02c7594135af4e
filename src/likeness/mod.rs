//! How alike two names are.
//!
//! Pure functions over strings, without context. Whoever compares names folds
//! them first with [`fold`], so that case, accents and punctuation never part
//! what a reader would call one spelling.

mod fold;
mod nicknames;
mod person;
mod skeleton;

pub use fold::fold;
pub use nicknames::nickname;
pub use person::same_person;
pub use skeleton::skeleton;
