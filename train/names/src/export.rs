//! The bytes of the model file; the layouts are those of `dateline::extract::names`.

use dateline::extract::names::labels::LABELS;
use dateline::extract::names::model::{FORMAT, Section};
use dateline::extract::names::table::Table;

use crate::learner::Weights;

/// Records that share a bucket of a table, on average.
const FILL: usize = 6;

/// Writes a table of values of `length` bytes, or of any length if that is 0.
pub fn table(entries: &[(u64, Vec<u8>)], length: usize) -> Vec<u8> {
    let count = (entries.len() / FILL).max(1);
    let mut buckets: Vec<Vec<&(u64, Vec<u8>)>> = vec![Vec::new(); count];
    for entry in entries {
        buckets[Table::bucket(entry.0, count as u32)].push(entry);
    }
    let (mut offsets, mut records) = (Vec::new(), Vec::new());
    for bucket in &mut buckets {
        offsets.extend((records.len() as u32).to_le_bytes());
        bucket.sort();
        for (key, value) in bucket.iter() {
            records.extend((*key as u16).to_le_bytes());
            if length == 0 {
                records.push(value.len() as u8);
            }
            records.extend(value);
        }
    }
    offsets.extend((records.len() as u32).to_le_bytes());
    let mut bytes = (count as u32).to_le_bytes().to_vec();
    bytes.extend((length as u32).to_le_bytes());
    bytes.extend(offsets);
    bytes.extend(records);
    bytes
}

/// Writes the features that have any weight of half a step or more.
pub fn weights(keys: &[u64], weights: &Weights, step: f32) -> Vec<u8> {
    let mut entries = Vec::new();
    for (key, row) in keys.iter().zip(&weights.features) {
        let mut value = Vec::new();
        for (label, weight) in row.iter().enumerate() {
            let steps = (weight / step).round().clamp(-127.0, 127.0) as i8;
            if steps != 0 {
                value.extend([label as u8, steps as u8]);
            }
        }
        if !value.is_empty() {
            entries.push((*key, value));
        }
    }
    eprintln!("{} features of {} have weights", entries.len(), keys.len());
    table(&entries, 0)
}

/// Writes the size of a step and the transitions.
pub fn transitions(transitions: &[[f32; LABELS]; LABELS], step: f32) -> Vec<u8> {
    let all = std::iter::once(&step).chain(transitions.iter().flatten());
    all.flat_map(|number| number.to_le_bytes()).collect()
}

/// Writes the file of a language's sections.
pub fn file(language: &str, sections: &[Vec<u8>]) -> Vec<u8> {
    let mut start = 20 + 4 + 8 * Section::ALL.len();
    let mut hashed = (sections.len() as u32).to_le_bytes().to_vec();
    for section in sections {
        hashed.extend((start as u32).to_le_bytes());
        hashed.extend((section.len() as u32).to_le_bytes());
        start += section.len();
    }
    hashed.extend(sections.iter().flatten());
    let mut bytes = b"DLNM".to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(language.bytes().chain([0; 4]).take(4));
    bytes.extend(&blake3::hash(&hashed).as_bytes()[..8]);
    bytes.extend(hashed);
    bytes
}
