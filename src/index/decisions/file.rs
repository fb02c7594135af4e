//! The layout of the file of decisions, and its parts as they are used.
//!
//! A magic word, the state that it belongs to, its whole length, the lengths
//! of the seven sections, and the sections: registry, keys of the articles in
//! ascending order, their entities, heads of events, events, outlines of
//! entities, and for each article the row of the first of its copies. Numbers
//! are little-endian. Two sections hold lists of lists: the number of lists, where
//! each ends, and what they hold.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

/// Changes with the layout, and with the meaning of what is in it.
const MAGIC: &[u8; 8] = b"DATELN05";
/// Sections.
const COUNT: usize = 7;
/// Bytes before the sections.
const HEADER: usize = 8 + 32 + 8 + COUNT * 8;

/// What a file of decisions belongs to: a commit, corrections, a program.
pub type State = [u8; 32];

/// Returns the state of the commit with `fingerprint` under `corrections`.
pub fn state(fingerprint: &[u8; 32], corrections: &str) -> State {
    let mut hasher = blake3::Hasher::new();
    hasher.update(fingerprint).update(env!("CARGO_PKG_VERSION").as_bytes()).update(corrections.as_bytes());
    *hasher.finalize().as_bytes()
}

/// The sections of a file.
pub struct Sections {
    bytes: Vec<u8>,
    ranges: [Range<usize>; COUNT],
}

impl Sections {
    /// Reads the file at `path`; none where it is missing, of another state or cut off.
    pub fn read(path: &Path, state: &State) -> Option<Sections> {
        Sections::of(fs::read(path).ok()?, state)
    }

    /// Takes `bytes` apart; none where they are of another state or cut off.
    pub fn of(bytes: Vec<u8>, state: &State) -> Option<Sections> {
        let fits = bytes.get(..8)? == MAGIC && bytes.get(8..40)? == state;
        if !fits || number(&bytes, 40)? != bytes.len() as u64 {
            return None;
        }
        let mut start = HEADER;
        let mut ranges: [Range<usize>; COUNT] = Default::default();
        for (index, range) in ranges.iter_mut().enumerate() {
            let end = start.checked_add(number(&bytes, 48 + index * 8)? as usize)?;
            bytes.get(start..end)?;
            *range = start..end;
            start = end;
        }
        Some(Sections { bytes, ranges })
    }

    /// Returns the registry as it writes itself.
    pub fn registry(&self) -> &[u8] {
        self.section(0)
    }

    /// Returns the heads of the events.
    pub fn heads(&self) -> &[u8] {
        self.section(3)
    }

    /// Returns the whole of event `index`.
    pub fn row(&self, index: usize) -> Option<&[u8]> {
        list(self.section(4), index)
    }

    /// Returns the outlines of the entities.
    pub fn outlines(&self) -> &[u8] {
        self.section(5)
    }

    /// Returns the row of the first copy of the article in row `row`.
    pub fn first_copy(&self, row: u32) -> Option<u32> {
        let at = row as usize * 4;
        Some(u32::from_le_bytes(self.section(6).get(at..at + 4)?.try_into().ok()?))
    }

    /// Returns the number of articles.
    pub fn articles(&self) -> usize {
        self.section(1).len() / 8
    }

    /// Returns the key of the article in row `row`.
    pub fn article_key(&self, row: u32) -> u64 {
        number(self.section(1), row as usize * 8).unwrap_or(0)
    }

    /// Returns the row of the article with the key `key`.
    pub fn article_row(&self, key: u64) -> Option<u32> {
        let (mut low, mut high) = (0, self.articles() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.article_key(middle) < key { low = middle + 1 } else { high = middle }
        }
        ((low as usize) < self.articles() && self.article_key(low) == key).then_some(low)
    }

    /// Returns the entities of the article in row `row`.
    pub fn entities_of(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let bytes = list(self.section(2), row as usize).unwrap_or(&[]);
        bytes.chunks_exact(4).map(|chunk| u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]))
    }

    fn section(&self, index: usize) -> &[u8] {
        &self.bytes[self.ranges[index].clone()]
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// Returns list `index` of a section of lists.
fn list(bytes: &[u8], index: usize) -> Option<&[u8]> {
    let count = number(bytes, 0)? as usize;
    if index >= count {
        return None;
    }
    let start = if index == 0 { 0 } else { number(bytes, index * 8)? as usize };
    let end = number(bytes, (index + 1) * 8)? as usize;
    bytes.get((count + 1) * 8..)?.get(start..end)
}

/// Returns the bytes of a section of lists.
pub fn lists(lists: impl ExactSizeIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut ends = (lists.len() as u64).to_le_bytes().to_vec();
    let mut body = Vec::new();
    for list in lists {
        body.extend(list);
        ends.extend((body.len() as u64).to_le_bytes());
    }
    ends.extend(body);
    ends
}

/// Returns the bytes of a file.
pub fn bytes(state: &State, sections: [Vec<u8>; COUNT]) -> Vec<u8> {
    let length = HEADER + sections.iter().map(Vec::len).sum::<usize>();
    let mut bytes = Vec::with_capacity(length);
    bytes.extend(MAGIC);
    bytes.extend(state);
    bytes.extend((length as u64).to_le_bytes());
    for section in &sections {
        bytes.extend((section.len() as u64).to_le_bytes());
    }
    sections.iter().for_each(|section| bytes.extend(section));
    bytes
}

/// Writes the file whole or not at all.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.part", std::process::id()));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_come_back_and_a_cut_file_does_not() {
        let state = state(&[7; 32], "");
        let keys: Vec<u8> = [3u64, 9, 12].iter().flat_map(|key| key.to_le_bytes()).collect();
        let entities = lists(
            [vec![5u32, 1], vec![], vec![8]]
                .into_iter()
                .map(|numbers| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>()),
        );
        let rows = lists([b"one".to_vec(), b"".to_vec()].into_iter());
        let outlines = b"outlines".to_vec();
        let copies = [0u32, 0, 2].iter().flat_map(|row| row.to_le_bytes()).collect();
        let sections = [b"registry".to_vec(), keys, entities, b"heads".to_vec(), rows, outlines, copies];
        let file = bytes(&state, sections);
        for cut in 0..file.len() {
            assert!(Sections::of(file[..cut].to_vec(), &state).is_none(), "cut at {cut}");
        }
        assert!(Sections::of(file.clone(), &[0; 32]).is_none(), "another state");
        let sections = Sections::of(file, &state).unwrap();
        assert_eq!((sections.registry(), sections.heads()), (&b"registry"[..], &b"heads"[..]));
        assert_eq!(sections.outlines(), b"outlines");
        assert_eq!([0, 1, 2, 3].map(|row| sections.first_copy(row)), [Some(0), Some(0), Some(2), None]);
        assert_eq!([3, 9, 12, 4].map(|key| sections.article_row(key)), [Some(0), Some(1), Some(2), None]);
        assert_eq!(sections.entities_of(0).collect::<Vec<_>>(), [5, 1]);
        assert_eq!(sections.entities_of(1).count() + sections.entities_of(7).count(), 0);
        assert_eq!([0, 1, 2].map(|row| sections.row(row)), [Some(&b"one"[..]), Some(b""), None]);
    }
}
