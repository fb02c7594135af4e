//! The world: countries, regions and cities, and what their people are called.
//!
//! All of it lies in the binary and is read in place. `countries` answers
//! for names, demonyms and seats of government, [`resolve`] finds the place
//! that a name means in an article.

mod abbreviations;
mod countries;
mod places;
mod resolve;

pub use countries::{Country, by_demonym, by_name, by_part, by_seat, country};
pub use resolve::{Context, known, regions, resolve, sole_country};
