//! How alike two names are.
//!
//! Pure functions over strings, without context. Whoever compares names folds
//! them first with [`fold`], so that case, accents and punctuation never part
//! what a reader would call one spelling.

mod alike;
mod fold;
mod latin;
mod nicknames;
mod parts;
mod person;
mod similarity;
mod skeleton;

pub use alike::{Alike, alike};
pub use fold::fold;
pub use nicknames::{formal, nickname};
pub use parts::{content, generations_agree, is_particle, is_suffix, surname_first};
pub use person::same_person;
pub use similarity::similarity;
pub use skeleton::skeleton;
