//! Reading: which files an archive has, and what each holds as text.
//!
//! [`walk`] names the files in a fixed order; [`read_text`] decodes one of
//! them as a whole, and [`open_lines`] hands it over as a stream, for formats
//! of which a file may be larger than memory. What a file's text means is
//! `parse`'s matter: this room knows charsets, not formats. Whatever is wrong
//! with one file is a [`Warning`](crate::error::Warning) that names it.

mod charset;
mod file;
mod ignored;
mod walk;

pub use charset::{Decoded, decode};
pub use file::{Limits, Text, hash_file, open_lines, read_text};
pub use walk::{Found, WalkOptions, walk};
