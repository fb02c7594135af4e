//! The index: fields, analysis, the writer, the record of files seen, and the
//! decisions of `resolve` that lie beside it.
//!
//! An [`Archive`] is one folder, `.dateline` as a rule. It holds articles, the
//! reports of events that they tell, and a note of every file read, as
//! documents of one tantivy index: what a file gave is written in one
//! operation with its note, so that they are always together or not at all.

mod analyzer;
mod archive;
mod day;
mod decisions;
mod documents;
mod fields;
mod gaps;
mod lock;
mod seal;
mod seen;
mod shelf;
mod writer;

pub use analyzer::{Stems, TextWord, fold_word, words};
pub(crate) use archive::damaged;
pub use archive::{Archive, archive_bytes};
pub use day::{OPEN_FROM, OPEN_TO, from_number, to_number, unless_open};
pub use decisions::{Above, CORRECTIONS, Decisions, EventBrief, EventHead, NumberList, Outline, Regions};
pub use documents::{Documents, FileNote, article_key};
pub use fields::{Fields, VERSION};
pub use gaps::{Filler, filler, fillers_of, length_of_filler};
pub use lock::{Lock, Turn};
pub use seen::{Seen, SeenFile, article_owners, date_count};
pub use shelf::write_whole;
pub use writer::{Batch, Hold, Writer};
