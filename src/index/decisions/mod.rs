//! What `resolve` decided about the archive, kept beside the index.
//!
//! The decisions belong to one commit and one state of the corrections. When
//! either has changed they are made again, at question time too: a commit's
//! from the records that the index holds, corrected ones from what was decided
//! about the commit (`base`). The file is laid out so that a question reads
//! what it needs: small heads of all events, and the whole of those it shows.

pub(super) mod base;
mod file;
mod make;

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::base::Base;
use self::file::Sections;
use super::archive::Archive;
use super::day::{OPEN_FROM, OPEN_TO, to_number};
use crate::document::{EntityKind, EventKind, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::resolve::entities::Sketch;
use crate::resolve::{Corrections, Entity, EntityId, EventRow, Registry};

/// The file's name in the archive's folder.
pub(super) const FILE: &str = "resolution.bin";

/// The file in the archive's folder in which people correct decisions.
pub const CORRECTIONS: &str = "corrections.toml";

/// An event in short: what questions filter by. Entities are given by their
/// numbers, articles by their rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventHead {
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened.
    pub status: Status,
    /// The first day, as a number; [`EventHead::days`] tells both.
    from: i64,
    to: i64,
    /// The parties that are known, each once.
    pub participants: Vec<u32>,
    /// The places that are known, each once.
    pub places: Vec<u32>,
    /// Those who say so, each once.
    pub sources: Vec<u32>,
    /// The articles that report it, each once.
    pub articles: Vec<u32>,
}

impl EventHead {
    /// Returns the first day as a number, where it is known.
    pub fn first_day(&self) -> Option<i64> {
        (self.from > OPEN_FROM && self.from < OPEN_TO).then_some(self.from)
    }

    /// Tells whether the event may have been on a day of `from..=to`, either
    /// of which may be open. An event without a date never was.
    pub fn overlaps(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
        let dated = (self.from, self.to) != (OPEN_TO, OPEN_FROM);
        let starts = to.is_none_or(|to| self.from <= to_number(to));
        let ends = from.is_none_or(|from| to_number(from) <= self.to);
        dated && starts && ends
    }
}

/// An entity in short: what questions about many entities look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// What it is.
    pub kind: EntityKind,
    /// For places, from the continent down, or the bare name where the
    /// gazetteer does not know it; empty for others.
    pub path: Vec<String>,
}

impl Outline {
    fn of(entity: Sketch) -> Outline {
        let path = match (entity.kind, entity.place) {
            (EntityKind::Place, Some(place)) => place.path,
            (EntityKind::Place, None) => vec![entity.name],
            _ => Vec::new(),
        };
        Outline { kind: entity.kind, path }
    }
}

/// The decisions about one commit of an archive.
pub struct Decisions {
    sections: Sections,
    registry: OnceLock<Registry>,
    heads: OnceLock<Vec<EventHead>>,
    outlines: OnceLock<Vec<Outline>>,
}

impl Decisions {
    /// Returns the decisions about the last commit of `archive`, read if they
    /// are there and fresh, else made and kept.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the index is damaged, [`ErrorKind::Input`]
    /// when the corrections cannot be understood.
    pub fn load(archive: &Archive) -> Result<Decisions> {
        let path = archive.folder().join(FILE);
        let text = corrections(archive)?;
        let state = file::state(&archive.fingerprint()?, &text);
        if let Some(sections) = Sections::read(&path, &state) {
            return Ok(Decisions::of(sections));
        }
        let corrections = Corrections::parse(&text)?;
        let bytes = make::make(Base::load(archive)?, &corrections, &state);
        // Where nothing can be written, the next question decides again.
        let _ = file::write(&path, &bytes);
        let sections = Sections::of(bytes, &state).ok_or_else(damaged)?;
        Ok(Decisions::of(sections))
    }

    fn of(sections: Sections) -> Decisions {
        Decisions { sections, registry: OnceLock::new(), heads: OnceLock::new(), outlines: OnceLock::new() }
    }

    /// Returns the entities of the archive.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn registry(&self) -> Result<&Registry> {
        if let Some(registry) = self.registry.get() {
            return Ok(registry);
        }
        let registry = Registry::from_bytes(self.sections.registry())?;
        Ok(self.registry.get_or_init(|| registry))
    }

    /// Returns the entity of number `number`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn entity(&self, number: u32) -> Result<&Entity> {
        self.registry()?.entities().nth(number as usize).ok_or_else(damaged)
    }

    /// Returns the number of the entity with the identifier `id`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn number_of(&self, id: &EntityId) -> Result<Option<u32>> {
        Ok(self.registry()?.number(id.as_str()).map(|number| number as u32))
    }

    /// Returns every event in short, in the order of time.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn heads(&self) -> Result<&[EventHead]> {
        if let Some(heads) = self.heads.get() {
            return Ok(heads);
        }
        let heads = postcard::from_bytes(self.sections.heads()).map_err(|_| damaged())?;
        Ok(self.heads.get_or_init(|| heads))
    }

    /// Returns every entity in short, by its number.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn outlines(&self) -> Result<&[Outline]> {
        if let Some(outlines) = self.outlines.get() {
            return Ok(outlines);
        }
        let outlines = postcard::from_bytes(self.sections.outlines()).map_err(|_| damaged())?;
        Ok(self.outlines.get_or_init(|| outlines))
    }

    /// Returns the whole of event `index` of [`Decisions::heads`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn row(&self, index: usize) -> Result<EventRow> {
        let bytes = self.sections.row(index).ok_or_else(damaged)?;
        postcard::from_bytes(bytes).map_err(|_| damaged())
    }

    /// Returns the identifier of event `index` of [`Decisions::heads`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn event_id(&self, index: usize) -> Result<&str> {
        let bytes = self.sections.row(index).ok_or_else(damaged)?;
        // The identifier is the first member of an event, so it can be read alone.
        postcard::take_from_bytes(bytes).map(|(id, _)| id).map_err(|_| damaged())
    }

    /// Returns the number of articles.
    pub fn articles(&self) -> usize {
        self.sections.articles()
    }

    /// Returns the row of the first of the near-duplicates of the article in
    /// row `row`: its own where it has none.
    pub fn first_copy(&self, row: u32) -> u32 {
        self.sections.first_copy(row).unwrap_or(row)
    }

    /// Returns the row of the article with the key `key`.
    pub fn article_row(&self, key: u64) -> Option<u32> {
        self.sections.article_row(key)
    }

    /// Returns the key of the article in row `row`.
    pub fn article_key(&self, row: u32) -> u64 {
        self.sections.article_key(row)
    }

    /// Returns the numbers of the entities that the article in row `row`
    /// mentions, each once, most mentioned first.
    pub fn entities_of(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        self.sections.entities_of(row)
    }

    /// Returns the rows of the articles that mention one of `entities`.
    pub fn articles_with(&self, entities: &BTreeSet<u32>) -> Vec<u32> {
        // A place such as Asia means thousands of entities: a table answers at once.
        let mut wanted = vec![false; entities.last().map_or(0, |last| *last as usize + 1)];
        entities.iter().for_each(|entity| wanted[*entity as usize] = true);
        let is_wanted = |entity: u32| wanted.get(entity as usize).copied().unwrap_or(false);
        let rows = 0..self.articles() as u32;
        rows.filter(|row| self.entities_of(*row).any(is_wanted)).collect()
    }
}

/// Returns the text of the archive's corrections; empty where there are none.
fn corrections(archive: &Archive) -> Result<String> {
    let path = archive.folder().join(CORRECTIONS);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => {
            Err(Error::new(ErrorKind::Io, "cannot read the corrections").at(path.display()).because(error))
        }
    }
}

fn damaged() -> Error {
    Error::new(ErrorKind::Index, "the decisions beside the index cannot be read")
        .at(FILE)
        .hint("delete the file; it is made again")
}
