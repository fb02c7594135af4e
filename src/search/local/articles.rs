//! Documents of the index and rows of the decisions: which is whose.

use std::cmp::Reverse;
use std::sync::OnceLock;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Local;
use super::bits::Bits;
use super::items::{Columns, Days, Mentioned, TextColumn, marks};
use super::listing::{Listing, Part, Value};
use crate::document::EntityKind;
use crate::error::Result;
use crate::index::damaged;
use crate::threads::{each, share, split};

/// What belongs to which article; each made when it is first needed.
#[derive(Default)]
pub struct Articles {
    rows: OnceLock<Vec<Vec<u32>>>,
    addresses: OnceLock<Vec<DocAddress>>,
    /// By the first of near-duplicates, how many there are.
    copies: OnceLock<Vec<u32>>,
    /// The rows of the articles that have near-duplicates.
    copied: OnceLock<Bits>,
    /// By row, the marks of the events that are told.
    marks: OnceLock<Vec<u8>>,
    /// Where the segments begin.
    bases: OnceLock<Bases>,
    /// By place, the day of publication.
    published: OnceLock<Listing<Days>>,
    /// By place, the days that the text speaks of.
    mentioned: OnceLock<Listing<Days>>,
    /// By row, the days of the events that are told.
    told: OnceLock<Listing<Days>>,
    /// By event, its days.
    days: OnceLock<Listing<Days>>,
    sources: OnceLock<Listing<String>>,
    languages: OnceLock<Listing<String>>,
    /// The persons and the organizations, those that most articles mention first.
    leading: [OnceLock<Vec<u32>>; 2],
}

/// Where the segments begin: the documents of the index are numbered through,
/// and the number of each is its place.
pub struct Bases(Vec<u32>);

impl Bases {
    /// Returns the place of the document at `address`; `NONE` where there is no such segment.
    pub fn place(&self, address: DocAddress) -> u32 {
        self.0.get(address.segment_ord as usize).map_or(NONE, |base| base + address.doc_id)
    }

    /// Returns the address of the document at `place`.
    pub fn address(&self, place: u32) -> DocAddress {
        let segment = self.0.partition_point(|base| *base <= place).saturating_sub(1);
        DocAddress::new(segment as u32, place - self.0.get(segment).copied().unwrap_or(0))
    }
}

/// Articles from which on it pays to make lists of what all have; tests have few.
pub const MANY: usize = if cfg!(test) { 10 } else { 20_000 };

/// The share of all articles from which on that pays however few they are.
pub const MOST_OF: usize = 4;

/// Stands for documents that are no article.
pub const NONE: u32 = u32::MAX;

impl Local {
    /// Returns, by segment and document, the row of each article, and
    /// `NONE` for others.
    pub fn rows(&self) -> Result<&[Vec<u32>]> {
        if let Some(rows) = self.articles.rows.get() {
            return Ok(rows);
        }
        let segments = self.archive.searcher()?.segment_readers();
        let rows = share(segments, || (), |(), segment| self.rows_of(segment));
        let rows = rows.into_iter().collect::<Result<Vec<_>>>()?;
        Ok(self.articles.rows.get_or_init(|| rows))
    }

    /// Returns the row of each document of `segment`.
    fn rows_of(&self, segment: &SegmentReader) -> Result<Vec<u32>> {
        let kind = self.fields()?.kind;
        let keys = segment.fast_fields().u64("key").map_err(damaged)?;
        let index = segment.inverted_index(kind).map_err(damaged)?;
        let term = Term::from_field_text(kind, "article");
        let mut articles: Vec<(u64, DocId)> = Vec::new();
        let found = index.read_postings(&term, IndexRecordOption::Basic);
        if let Some(mut found) = found.map_err(|error| damaged(error.into()))? {
            while found.doc() != TERMINATED {
                articles.extend(keys.first(found.doc()).map(|key| (key, found.doc())));
                found.advance();
            }
        }
        // In the order of the decisions, which are gone through once.
        articles.sort_unstable();
        let mut rows = vec![NONE; segment.max_doc() as usize];
        let found = self.decisions.article_rows(articles.iter().map(|(key, _)| *key));
        for ((_, doc), row) in articles.iter().zip(found) {
            rows[*doc as usize] = row.unwrap_or(NONE);
        }
        Ok(rows)
    }

    /// Returns the row of a document; `NONE` for what is no article.
    pub fn row(&self, address: DocAddress) -> Result<u32> {
        Ok(self.rows()?[address.segment_ord as usize][address.doc_id as usize])
    }

    /// Returns where the article of each row lies.
    pub fn addresses(&self) -> Result<&[DocAddress]> {
        if let Some(addresses) = self.articles.addresses.get() {
            return Ok(addresses);
        }
        let mut addresses = vec![DocAddress::new(NONE, NONE); self.decisions.articles()];
        for (segment, rows) in self.rows()?.iter().enumerate() {
            let alive = self.archive.searcher()?.segment_reader(segment as u32).alive_bitset();
            for (doc, row) in (0u32..).zip(rows).filter(|(_, row)| **row != NONE) {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    addresses[*row as usize] = DocAddress::new(segment as u32, doc);
                }
            }
        }
        Ok(self.articles.addresses.get_or_init(|| addresses))
    }

    /// Returns how many other articles are near-duplicates of that in row `row`.
    pub fn copies_of(&self, row: u32) -> usize {
        let count = self.copies().get(self.decisions.first_copy(row) as usize).copied().unwrap_or(1);
        count.saturating_sub(1) as usize
    }

    /// Returns the rows of the articles that have near-duplicates.
    pub fn copied(&self) -> &Bits {
        self.articles.copied.get_or_init(|| {
            let all = 0..self.decisions.articles() as u32;
            let mut rows = Bits::below(all.len());
            all.filter(|row| self.copies_of(*row) > 0).for_each(|row| {
                rows.add(row);
            });
            rows
        })
    }

    /// Returns, by row, the marks of the events that the article tells.
    pub fn marks_told(&self) -> &[u8] {
        self.articles.marks.get_or_init(|| {
            let of_event = |event: &u32| self.decisions.brief(*event).map_or(0, |brief| marks(&brief));
            let all: Vec<u32> = (0..self.decisions.events()).collect();
            let events: Vec<u8> = each(&all, of_event);
            let of_row = |row: &u32| {
                let told = self.decisions.events_told(*row).iter();
                told.filter_map(|event| events.get(event as usize)).fold(0, |all, marks| all | marks)
            };
            let all: Vec<u32> = (0..self.decisions.articles() as u32).collect();
            each(&all, of_row)
        })
    }

    /// Returns, by place, the day of publication of each article.
    pub fn published(&self) -> Result<&Listing<Days>> {
        if let Some(listing) = self.articles.published.get() {
            return Ok(listing);
        }
        let columns = Columns::open(self, TextColumn::Source)?;
        let listing = self.listed(|part, place, address| {
            part.add(place, columns.day(address).map(|day| (day, day)).into_iter());
        })?;
        Ok(self.articles.published.get_or_init(|| listing))
    }

    /// Returns, by place, the days that the text of each article speaks of.
    pub fn mentioned(&self) -> Result<&Listing<Days>> {
        if let Some(listing) = self.articles.mentioned.get() {
            return Ok(listing);
        }
        let mentioned = Mentioned::open(self)?;
        let listing = self.listed_in(|part, segment, base, docs| {
            mentioned.days_of(segment, docs, |doc, days| part.add(base + doc, days.iter().copied()));
        })?;
        Ok(self.articles.mentioned.get_or_init(|| listing))
    }

    /// Returns, by place, the text of each article in a column.
    pub fn texts(&self, column: TextColumn) -> Result<&Listing<String>> {
        let known = match column {
            TextColumn::Source => &self.articles.sources,
            TextColumn::Language => &self.articles.languages,
        };
        if let Some(listing) = known.get() {
            return Ok(listing);
        }
        let columns = Columns::open(self, column)?;
        let listing =
            self.listed(|part, place, address| part.add(place, columns.text(address).into_iter()))?;
        Ok(known.get_or_init(|| listing.map(|text| columns.value(*text))))
    }

    /// Returns, by event, its days.
    pub fn days_of_events(&self) -> &Listing<Days> {
        self.articles.days.get_or_init(|| {
            let all: Vec<u32> = (0..self.decisions.events()).collect();
            let days = |event| self.decisions.brief(event).map(|brief| brief.days());
            listed_by(&all, |part, event| part.add(event, days(event).into_iter()))
        })
    }

    /// Returns, by row, the days of the events that each article tells.
    pub fn days_told(&self) -> &Listing<Days> {
        self.articles.told.get_or_init(|| {
            let all: Vec<u32> = (0..self.decisions.articles() as u32).collect();
            let days = self.days_of_events();
            let of_row =
                |row| self.decisions.events_told(row).iter().filter_map(|event| days.value_of(event));
            listed_by(&all, |part, row| part.add(row, of_row(row).copied()))
        })
    }

    /// Lists, by place, what `add` adds for each article, whose place and address it is given.
    fn listed<V: Value>(&self, add: impl Fn(&mut Part<V>, u32, DocAddress) + Sync) -> Result<Listing<V>> {
        self.listed_in(|part, segment, base, docs| {
            docs.iter().for_each(|doc| add(part, base + doc, DocAddress::new(segment, *doc)));
        })
    }

    /// Lists, by place, what `add` adds for each segment, of which it is given
    /// the number, where it begins and the documents that are articles.
    fn listed_in<V: Value>(
        &self,
        add: impl Fn(&mut Part<V>, u32, u32, &[DocId]) + Sync,
    ) -> Result<Listing<V>> {
        let readers = self.archive.searcher()?.segment_readers();
        let (rows, bases) = (self.rows()?, self.bases()?);
        let segments: Vec<u32> = (0..rows.len() as u32).collect();
        let parts = share(
            &segments,
            || (),
            |(), segment| {
                let mut part = Part::default();
                let alive = readers[*segment as usize].alive_bitset();
                let all = (0u32..).zip(&rows[*segment as usize]).filter(|(_, row)| **row != NONE);
                let docs =
                    all.map(|(doc, _)| doc).filter(|doc| alive.is_none_or(|alive| alive.is_alive(*doc)));
                let base = bases.place(DocAddress::new(*segment, 0));
                add(&mut part, *segment, base, &docs.collect::<Vec<_>>());
                part
            },
        );
        Ok(Listing::of(rows.iter().map(Vec::len).sum(), parts))
    }

    /// Returns where the segments begin.
    pub fn bases(&self) -> Result<&Bases> {
        if let Some(bases) = self.articles.bases.get() {
            return Ok(bases);
        }
        let (mut bases, mut next) = (Vec::new(), 0);
        for reader in self.archive.searcher()?.segment_readers() {
            bases.push(next);
            next += reader.max_doc();
        }
        let bases = Bases(bases);
        Ok(self.articles.bases.get_or_init(|| bases))
    }

    /// Returns the entities of `kind`, those that most articles mention first.
    pub fn leading(&self, kind: EntityKind) -> &[u32] {
        let known = &self.articles.leading[usize::from(kind != EntityKind::Person)];
        known.get_or_init(|| {
            let all: Vec<u32> = (0..self.decisions.entities() as u32).collect();
            let count = |number: &u32| match self.decisions.kind_of(*number) == Some(kind) {
                true => Some((Reverse(self.decisions.articles_of(*number)), *number)),
                false => None,
            };
            let mut counted: Vec<(Reverse<usize>, u32)> = each(&all, count).into_iter().flatten().collect();
            counted.sort_unstable();
            counted.into_iter().map(|(_, number)| number).collect()
        })
    }

    fn copies(&self) -> &[u32] {
        self.articles.copies.get_or_init(|| {
            let mut copies = vec![0; self.decisions.articles()];
            for row in 0..copies.len() as u32 {
                if let Some(count) = copies.get_mut(self.decisions.first_copy(row) as usize) {
                    *count += 1;
                }
            }
            copies
        })
    }
}

/// Lists what `add` adds for each of `things`, which threads share.
fn listed_by<V: Value>(things: &[u32], add: impl Fn(&mut Part<V>, u32) + Sync) -> Listing<V> {
    let parts = share(
        &split(things, 1),
        || (),
        |(), things| {
            let mut part = Part::default();
            things.iter().for_each(|thing| add(&mut part, *thing));
            part
        },
    );
    Listing::of(things.len(), parts)
}
