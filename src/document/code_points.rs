//! From bytes of the text to code points of the body, as everything outside counts.

use super::{Document, Span};

/// Converts byte spans of a document's text to code points of its body.
pub struct CodePoints<'a> {
    doc: &'a Document,
    /// The number of body code points before every 64th byte of the text;
    /// empty where bytes and code points are the same.
    samples: Vec<usize>,
}

/// Bytes between two samples.
const STEP: usize = 64;

impl<'a> CodePoints<'a> {
    /// Counts the code points of `doc` once.
    pub fn new(doc: &'a Document) -> CodePoints<'a> {
        let mut samples = Vec::new();
        if !doc.body.of(&doc.text).is_ascii() {
            let body = &doc.text.as_bytes()[doc.body.start..];
            let mut count = 0;
            for block in body.chunks(STEP) {
                samples.push(count);
                count += block.iter().filter(|byte| starts_char(**byte)).count();
            }
        }
        CodePoints { doc, samples }
    }

    /// Returns `(start, end)` in code points of the body, or none for a span
    /// that begins in the headline.
    pub fn of(&self, span: Span) -> Option<(usize, usize)> {
        let start = span.start.checked_sub(self.doc.body.start)?;
        let end = span.end - self.doc.body.start;
        Some((self.count(start), self.count(end)))
    }

    fn count(&self, offset: usize) -> usize {
        if self.samples.is_empty() {
            return offset;
        }
        let block = (offset / STEP).min(self.samples.len() - 1);
        let body = &self.doc.text.as_bytes()[self.doc.body.start..];
        let rest = &body[block * STEP..offset];
        self.samples[block] + rest.iter().filter(|byte| starts_char(**byte)).count()
    }
}

fn starts_char(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}
