//! `places.bin`, read in place: records, the names that lead to them, and a heap of text.
//!
//! Little-endian throughout. A header of 16 bytes: `DLPL`, the number of
//! records, the number of keys, the length of the heap. A record of 24 bytes:
//! the name's offset in the heap (u32) and length (u8), kind (u8), row in
//! `countries.tsv` or 255 (u8), flags (u8), parent record or `u32::MAX`,
//! latitude and longitude (f32), inhabitants (u32). A key of 8 bytes: 40 bits
//! of the FNV-1a hash of a folded name, one bit that marks an alternate name,
//! 23 bits of record; keys are sorted.

use crate::document::PlaceKind;

static DATA: &[u8] = include_bytes!("data/places.bin");

const HEADER: usize = 16;
const RECORD: usize = 24;
const KEY: usize = 8;
const CAPITAL: u8 = 1;
const CURATED: u8 = 2;

/// A record of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub index: u32,
    pub kind: PlaceKind,
    /// The row in `countries.tsv`; none for what spans several countries.
    pub country: Option<u8>,
    /// A seat of government.
    pub capital: bool,
    /// Taken from the tables that are kept by hand.
    pub curated: bool,
    pub parent: Option<u32>,
    pub latitude: f32,
    pub longitude: f32,
    pub inhabitants: u32,
    name: (u32, u8),
}

impl Record {
    /// Returns the place's name.
    pub fn name(&self) -> &'static str {
        let start = heap() + self.name.0 as usize;
        let bytes = &DATA[start..start + self.name.1 as usize];
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Returns record `index`.
pub(super) fn record(index: u32) -> Record {
    let bytes = &DATA[HEADER + index as usize * RECORD..][..RECORD];
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    Record {
        index,
        kind: kind(bytes[5]),
        country: (bytes[6] != u8::MAX).then_some(bytes[6]),
        capital: bytes[7] & CAPITAL != 0,
        curated: bytes[7] & CURATED != 0,
        parent: (word(8) != u32::MAX).then_some(word(8)),
        latitude: f32::from_bits(word(12)),
        longitude: f32::from_bits(word(16)),
        inhabitants: word(20),
        name: (word(0), bytes[4]),
    }
}

/// Returns the records that the folded name `folded` leads to, and whether
/// it is an alternate name of each.
pub(super) fn look(folded: &str) -> impl Iterator<Item = (Record, bool)> {
    let hash = fnv(folded) >> 24;
    let (mut low, mut high) = (0, count(8));
    while low < high {
        let middle = (low + high) / 2;
        if key(middle) >> 24 < hash { low = middle + 1 } else { high = middle }
    }
    (low..count(8))
        .map(key)
        .take_while(move |key| key >> 24 == hash)
        .map(|key| (record((key & 0x7f_ffff) as u32), key & 0x80_0000 != 0))
}

fn kind(byte: u8) -> PlaceKind {
    match byte {
        0 => PlaceKind::Continent,
        1 => PlaceKind::Country,
        2 => PlaceKind::Region,
        3 => PlaceKind::City,
        _ => PlaceKind::Feature,
    }
}

fn count(at: usize) -> usize {
    u32::from_le_bytes([DATA[at], DATA[at + 1], DATA[at + 2], DATA[at + 3]]) as usize
}

fn key(index: usize) -> u64 {
    let start = HEADER + count(4) * RECORD + index * KEY;
    let bytes = &DATA[start..start + KEY];
    bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

fn heap() -> usize {
    HEADER + count(4) * RECORD + count(8) * KEY
}

fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::fold;

    #[test]
    fn every_place_is_found_by_its_name() {
        assert_eq!(&DATA[..4], b"DLPL");
        assert_eq!(DATA.len(), heap() + count(12));
        for index in (0..count(4) as u32).step_by(7) {
            let folded = fold(record(index).name());
            assert!(folded.len() < 2 || look(&folded).any(|(found, _)| found.index == index), "{folded}");
        }
    }
}
