//! Documents of the index and rows of the decisions: which is whose.

use std::sync::OnceLock;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Local;
use super::items::marks;
use crate::error::Result;
use crate::index::{OPEN_FROM, OPEN_TO, damaged};
use crate::threads::share;

/// What belongs to which article; each made when it is first needed.
#[derive(Default)]
pub struct Articles {
    rows: OnceLock<Vec<Vec<u32>>>,
    addresses: OnceLock<Vec<DocAddress>>,
    /// By the first of near-duplicates, how many there are.
    copies: OnceLock<Vec<u32>>,
    /// By row, whether there are near-duplicates.
    copied: OnceLock<Vec<bool>>,
    /// By row, the marks of the events that are told.
    marks: OnceLock<Vec<u8>>,
    /// The first and the last day of each event.
    days: OnceLock<Vec<(i32, i32)>>,
}

/// Articles from which on it pays to make lists of what all have; tests have few.
pub const MANY: usize = if cfg!(test) { 10 } else { 20_000 };

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

    /// Tells, by row, whether there are near-duplicates of the article.
    pub fn copied(&self) -> &[bool] {
        self.articles.copied.get_or_init(|| {
            (0..self.decisions.articles() as u32).map(|row| self.copies_of(row) > 0).collect()
        })
    }

    /// Returns, by row, the marks of the events that the article tells.
    pub fn marks_told(&self) -> &[u8] {
        self.articles.marks.get_or_init(|| {
            let of_event = |event| self.decisions.brief(event).map_or(0, |brief| marks(&brief));
            let events: Vec<u8> = (0..self.decisions.events()).map(of_event).collect();
            let of_row = |row| {
                let told = self.decisions.events_told(row).iter();
                told.filter_map(|event| events.get(event as usize)).fold(0, |all, marks| all | marks)
            };
            (0..self.decisions.articles() as u32).map(of_row).collect()
        })
    }

    /// Returns the first and the last day of each event as numbers; an open end
    /// is as in [`EventBrief::days`](crate::index::EventBrief::days).
    pub fn days_of_events(&self) -> &[(i32, i32)] {
        self.articles.days.get_or_init(|| {
            // No calendar goes beyond these numbers; half of the memory is half of the time.
            let narrow = |day: i64| day.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
            let none = (OPEN_TO, OPEN_FROM);
            let of_event = |event| self.decisions.brief(event).map_or(none, |brief| brief.days());
            (0..self.decisions.events()).map(of_event).map(|(from, to)| (narrow(from), narrow(to))).collect()
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
