//! Documents of the index and rows of the decisions: which is whose.

use std::sync::OnceLock;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use super::Local;
use crate::error::Result;
use crate::index::damaged;

/// What belongs to which article; each made when it is first needed.
#[derive(Default)]
pub struct Articles {
    rows: OnceLock<Vec<Vec<u32>>>,
    addresses: OnceLock<Vec<(u32, u32)>>,
    /// By the first of near-duplicates, how many there are.
    copies: OnceLock<Vec<u32>>,
}

/// Stands for documents that are no article.
pub const NONE: u32 = u32::MAX;

impl Local {
    /// Returns, by segment and document, the row of each article, and
    /// `NONE` for others.
    pub fn rows(&self) -> Result<&[Vec<u32>]> {
        if let Some(rows) = self.articles.rows.get() {
            return Ok(rows);
        }
        let kind = self.fields()?.kind;
        let term = Term::from_field_text(kind, "article");
        let mut rows = Vec::new();
        for segment in self.archive.searcher()?.segment_readers() {
            let keys = segment.fast_fields().u64("key").map_err(damaged)?;
            let mut of_segment = vec![NONE; segment.max_doc() as usize];
            let index = segment.inverted_index(kind).map_err(damaged)?;
            let articles = index.read_postings(&term, IndexRecordOption::Basic);
            if let Some(mut articles) = articles.map_err(|error| damaged(error.into()))? {
                while articles.doc() != TERMINATED {
                    let doc = articles.doc();
                    let row = keys.first(doc).and_then(|key| self.decisions.article_row(key));
                    of_segment[doc as usize] = row.unwrap_or(NONE);
                    articles.advance();
                }
            }
            rows.push(of_segment);
        }
        Ok(self.articles.rows.get_or_init(|| rows))
    }

    /// Returns the row of a document; `NONE` for what is no article.
    pub fn row(&self, address: DocAddress) -> Result<u32> {
        Ok(self.rows()?[address.segment_ord as usize][address.doc_id as usize])
    }

    /// Returns the segment and the document of each row.
    pub fn addresses(&self) -> Result<&[(u32, u32)]> {
        if let Some(addresses) = self.articles.addresses.get() {
            return Ok(addresses);
        }
        let mut addresses = vec![(NONE, NONE); self.decisions.articles()];
        for (segment, rows) in self.rows()?.iter().enumerate() {
            let alive = self.archive.searcher()?.segment_reader(segment as u32).alive_bitset();
            for (doc, row) in (0u32..).zip(rows).filter(|(_, row)| **row != NONE) {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    addresses[*row as usize] = (segment as u32, doc);
                }
            }
        }
        Ok(self.articles.addresses.get_or_init(|| addresses))
    }

    /// Returns how many other articles are near-duplicates of that in row `row`.
    pub fn copies_of(&self, row: u32) -> usize {
        let copies = self.articles.copies.get_or_init(|| {
            let mut copies = vec![0; self.decisions.articles()];
            for row in 0..copies.len() as u32 {
                if let Some(count) = copies.get_mut(self.decisions.first_copy(row) as usize) {
                    *count += 1;
                }
            }
            copies
        });
        let count = copies.get(self.decisions.first_copy(row) as usize).copied().unwrap_or(1);
        count.saturating_sub(1) as usize
    }
}
