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
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use tantivy::directory::OwnedBytes;

use self::base::Base;
pub use self::file::NumberList;
use self::file::{Section, Sections};
use super::archive::Archive;
use super::day::{OPEN_FROM, OPEN_TO, to_number};
use super::write_whole;
use crate::document::{EntityKind, EventKind, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::resolve::entities::Sketch;
use crate::resolve::{Corrections, EntityId, EventRow, Party, Registry};

/// The file's name in the archive's folder.
pub(super) const FILE: &str = "resolution.bin";

/// The file in the archive's folder in which people correct decisions.
pub const CORRECTIONS: &str = "corrections.toml";

/// What is counted of an event.
#[derive(Clone, Copy, Debug)]
pub struct EventBrief {
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened.
    pub status: Status,
    /// The first day, as a number.
    from: i64,
    to: i64,
}

impl EventBrief {
    /// Reads the beginning of a head; none where the bytes are no head.
    fn read(bytes: &[u8]) -> Option<EventBrief> {
        let day = |at: usize| Some(i64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        let kind = EventKind::ALL.into_iter().find(|kind| Some(&number_of_kind(*kind)) == bytes.first())?;
        let status =
            Status::ALL.into_iter().find(|status| Some(&number_of_status(*status)) == bytes.get(1))?;
        Some(EventBrief { kind, status, from: day(2)?, to: day(10)? })
    }

    /// Returns the first day as a number, where it is known.
    pub fn first_day(&self) -> Option<i64> {
        super::day::unless_open(self.from)
    }

    /// Returns the first and the last day as numbers; an open end is [`OPEN_FROM`]
    /// or [`OPEN_TO`], and what has no date ends before it begins.
    pub fn days(&self) -> (i64, i64) {
        (self.from, self.to)
    }
}

/// An event in short: what questions filter by. Entities are given by their
/// numbers, articles by their rows, each once.
#[derive(Clone, Copy, Debug)]
pub struct EventHead<'a> {
    /// What is counted of it.
    brief: EventBrief,
    /// The parties that are known.
    pub participants: NumberList<'a>,
    /// The places that are known.
    pub places: NumberList<'a>,
    /// Those who say so.
    pub sources: NumberList<'a>,
    /// The articles that report it.
    pub articles: NumberList<'a>,
}

/// Bytes of a head before its numbers: kind, status, both days, and how many
/// numbers of each sort there are.
const HEAD: usize = 2 + 16 + 16;

/// Returns the number by which a head gives a kind.
fn number_of_kind(kind: EventKind) -> u8 {
    match kind {
        EventKind::Meeting => 0,
        EventKind::Call => 1,
        EventKind::Visit => 2,
    }
}

/// Returns the number by which a head gives a status.
fn number_of_status(status: Status) -> u8 {
    match status {
        Status::Held => 0,
        Status::Planned => 1,
        Status::Cancelled => 2,
        Status::Denied => 3,
    }
}

impl<'a> EventHead<'a> {
    /// Reads a head; none where the bytes are no head.
    fn read(bytes: &'a [u8]) -> Option<EventHead<'a>> {
        let mut at = HEAD;
        let mut numbers = |index: usize| {
            let count = bytes.get(18 + index * 4..22 + index * 4)?;
            let end = at.checked_add(u32::from_le_bytes(count.try_into().ok()?) as usize * 4)?;
            let numbers = NumberList::of(bytes.get(at..end)?);
            at = end;
            Some(numbers)
        };
        Some(EventHead {
            brief: EventBrief::read(bytes)?,
            participants: numbers(0)?,
            places: numbers(1)?,
            sources: numbers(2)?,
            articles: numbers(3)?,
        })
    }

    /// Tells whether the event may have been on a day of `from..=to`, either
    /// of which may be open. An event without a date never was.
    pub fn overlaps(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
        let dated = self.days() != (OPEN_TO, OPEN_FROM);
        let starts = to.is_none_or(|to| self.from <= to_number(to));
        let ends = from.is_none_or(|from| to_number(from) <= self.to);
        dated && starts && ends
    }
}

impl std::ops::Deref for EventHead<'_> {
    type Target = EventBrief;

    fn deref(&self) -> &EventBrief {
        &self.brief
    }
}

/// An entity in short: what questions about many entities look at.
#[derive(Clone, Copy, Debug)]
pub struct Outline<'a> {
    /// What it is.
    pub kind: EntityKind,
    /// The parts of the path, each behind a separator.
    path: &'a str,
}

/// What stands before each part of a path; none holds it.
const SEPARATOR: char = '\0';

impl<'a> Outline<'a> {
    /// Returns the bytes that [`Outline::read`] reads: of a place the path from
    /// the continent down, or the bare name where the gazetteer does not know it.
    fn bytes(entity: Sketch) -> Vec<u8> {
        let path = match (entity.kind, entity.place) {
            (EntityKind::Place, Some(place)) => place.path,
            (EntityKind::Place, None) => vec![entity.name],
            _ => Vec::new(),
        };
        let mut bytes = vec![number_of_entity(entity.kind)];
        bytes.extend(joined(&path).into_bytes());
        bytes
    }

    fn read(bytes: &'a [u8]) -> Option<Outline<'a>> {
        let (number, path) = bytes.split_first()?;
        let kind = kind_of_entity(*number)?;
        Some(Outline { kind, path: std::str::from_utf8(path).ok()? })
    }

    /// Tells whether it is a place.
    pub fn has_path(&self) -> bool {
        !self.path.is_empty()
    }

    /// Returns, for places, the path from the continent down; nothing for others.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = &'a str> + use<'a> {
        parts(self.path)
    }

    /// Tells whether the place lies in one of `regions`, or is one.
    pub fn lies_in(&self, regions: &Regions<'_>) -> bool {
        let inner = self.path.match_indices(SEPARATOR).map(|(at, _)| at).skip(1);
        inner.chain([self.path.len()]).any(|end| regions.0.contains(&self.path[..end]))
    }

    /// Returns the parts of the path behind `above`; none where it does not begin so.
    pub fn beyond(&self, above: &Above) -> Option<impl Iterator<Item = &'a str> + use<'a>> {
        let rest = self.path.strip_prefix(above.0.as_str())?;
        (rest.is_empty() || rest.starts_with(SEPARATOR)).then(|| parts(rest))
    }
}

/// The path of a place in which others lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above(String);

impl Above {
    /// Makes it of the parts of a path, from the continent down.
    pub fn of<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> Above {
        Above(joined(path))
    }
}

/// Places, by their paths, of which what lies in them is asked for.
#[derive(Clone, Debug, Default)]
pub struct Regions<'a>(FxHashSet<&'a str>);

impl Regions<'_> {
    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> FromIterator<Outline<'a>> for Regions<'a> {
    fn from_iter<I: IntoIterator<Item = Outline<'a>>>(places: I) -> Regions<'a> {
        Regions(places.into_iter().filter(Outline::has_path).map(|place| place.path).collect())
    }
}

fn parts<'a>(path: &'a str) -> impl DoubleEndedIterator<Item = &'a str> + use<'a> {
    path.strip_prefix(SEPARATOR).into_iter().flat_map(|parts| parts.split(SEPARATOR))
}

fn joined<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> String {
    let mut joined = String::new();
    for part in path {
        joined.push(SEPARATOR);
        joined.extend(part.as_ref().chars().filter(|c| *c != SEPARATOR));
    }
    joined
}

/// Returns the number by which an outline gives a kind.
fn number_of_entity(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organization => 1,
        EntityKind::Place => 2,
    }
}

/// Returns the kind that [`number_of_entity`] gave this number.
fn kind_of_entity(number: u8) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| number_of_entity(*kind) == number)
}

/// The decisions about one commit of an archive.
pub struct Decisions {
    sections: Sections,
    registry: OnceLock<Registry>,
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
        let text = corrections(archive)?;
        let state = file::state(&archive.fingerprint()?, &text);
        if let Some(sections) = Sections::read(archive.folder(), FILE, &state) {
            return Ok(Decisions::of(sections));
        }
        let corrections = Corrections::parse(&text)?;
        let bytes = make::make(Base::load(archive)?, &corrections, &state);
        // Where nothing can be written, the next question decides again.
        let kept = write_whole(archive.folder(), FILE, &bytes);
        let kept = kept.ok().and_then(|()| Sections::read(archive.folder(), FILE, &state));
        let sections = kept.or_else(|| Sections::of(OwnedBytes::new(bytes), &state)).ok_or_else(damaged)?;
        Ok(Decisions::of(sections))
    }

    /// Returns the decisions about the last commit of `archive` where they are
    /// there and fresh.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the corrections or the index cannot be read.
    pub fn kept(archive: &Archive) -> Result<Option<Decisions>> {
        let state = file::state(&archive.fingerprint()?, &corrections(archive)?);
        Ok(Sections::read(archive.folder(), FILE, &state).map(Decisions::of))
    }

    fn of(sections: Sections) -> Decisions {
        Decisions { sections, registry: OnceLock::new() }
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
        let registry = Registry::over(Arc::new(self.sections.kept(Section::Registry)))?;
        Ok(self.registry.get_or_init(|| registry))
    }

    /// Returns the number of the entity with the identifier `id`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn number_of(&self, id: &EntityId) -> Result<Option<u32>> {
        Ok(self.registry()?.number(id.as_str()).map(|number| number as u32))
    }

    /// Returns the number of events.
    pub fn events(&self) -> u32 {
        self.sections.count(Section::Heads) as u32
    }

    /// Returns event `number` in short; events are in the order of time.
    pub fn head(&self, number: u32) -> Option<EventHead<'_>> {
        EventHead::read(self.sections.list(Section::Heads, number as usize)?)
    }

    /// Returns what is counted of event `number`, and reads nothing else of it.
    pub fn brief(&self, number: u32) -> Option<EventBrief> {
        EventBrief::read(self.sections.list(Section::Heads, number as usize)?)
    }

    /// Returns every event in short, with its number.
    pub fn heads(&self) -> impl Iterator<Item = (u32, EventHead<'_>)> {
        (0..self.events()).filter_map(|number| Some((number, self.head(number)?)))
    }

    /// Returns the numbers of the events that the article in row `row` tells.
    pub fn events_told(&self, row: u32) -> NumberList<'_> {
        self.sections.numbers(Section::Told, row)
    }

    /// Returns the numbers of the events in which entity `number` has a part:
    /// as a party, a place, or one who says so.
    pub fn events_of(&self, number: u32) -> NumberList<'_> {
        self.sections.numbers(Section::Events, number)
    }

    /// Returns the numbers of the events whose identifiers begin with `id`.
    pub fn events_identified(&self, id: &str) -> impl Iterator<Item = u32> + '_ {
        self.sections.identified(id)
    }

    /// Returns the number of entities.
    pub fn entities(&self) -> usize {
        self.sections.count(Section::Outlines)
    }

    /// Returns entity `number` in short.
    pub fn outline(&self, number: u32) -> Option<Outline<'_>> {
        Outline::read(self.sections.list(Section::Outlines, number as usize)?)
    }

    /// Returns what entity `number` is, and reads nothing else of it.
    pub fn kind_of(&self, number: u32) -> Option<EntityKind> {
        kind_of_entity(*self.sections.list(Section::Outlines, number as usize)?.first()?)
    }

    /// Returns every entity in short, with its number.
    pub fn outlines(&self) -> impl Iterator<Item = (u32, Outline<'_>)> {
        (0..self.entities() as u32).filter_map(|number| Some((number, self.outline(number)?)))
    }

    /// Returns the identifier, the kind and the name of entity `number`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn party(&self, number: u32) -> Result<Party> {
        self.registry()?.party(number as usize).ok_or_else(damaged)
    }

    /// Returns the whole of event `number`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the file is damaged.
    pub fn row(&self, number: u32) -> Result<EventRow> {
        let bytes = self.sections.list(Section::Rows, number as usize).ok_or_else(damaged)?;
        postcard::from_bytes(bytes).map_err(|_| damaged())
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

    /// Returns the row of the article with each of `keys`, which ascend.
    pub fn article_rows(&self, keys: impl Iterator<Item = u64>) -> impl Iterator<Item = Option<u32>> {
        let mut row = 0;
        keys.map(move |key| {
            row = self.sections.row_from(row, key);
            Some(row).filter(|row| (*row as usize) < self.articles() && self.article_key(*row) == key)
        })
    }

    /// Returns how many rows are of articles with a key less than `key`.
    pub fn rows_before(&self, key: u64) -> u32 {
        self.sections.row_from(0, key)
    }

    /// Returns the key of the article in row `row`.
    pub fn article_key(&self, row: u32) -> u64 {
        self.sections.article_key(row)
    }

    /// Returns the numbers of the entities that the article in row `row`
    /// mentions, each once, most mentioned first.
    pub fn entities_of(&self, row: u32) -> NumberList<'_> {
        self.sections.numbers(Section::Entities, row)
    }

    /// Returns the rows of the articles that mention entity `number`, ascending.
    pub fn mentioning(&self, number: u32) -> NumberList<'_> {
        self.sections.numbers(Section::Articles, number)
    }

    /// Returns how many articles mention entity `number`.
    pub fn articles_of(&self, number: u32) -> usize {
        self.mentioning(number).len()
    }

    /// Returns the rows of the articles that mention one of `entities`, ascending.
    pub fn articles_with(&self, entities: &BTreeSet<u32>) -> Vec<u32> {
        let rows = |entity: &u32| self.sections.numbers(Section::Articles, *entity).iter();
        if let [entity] = entities.iter().collect::<Vec<_>>()[..] {
            return rows(entity).collect();
        }
        // A place such as Asia means thousands of entities: a table sorts at once.
        let mut wanted = vec![false; self.articles()];
        for row in entities.iter().flat_map(rows) {
            if let Some(wanted) = wanted.get_mut(row as usize) {
                *wanted = true;
            }
        }
        (0u32..).zip(wanted).filter(|(_, wanted)| *wanted).map(|(row, _)| row).collect()
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
