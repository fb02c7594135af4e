//! A read-only hash table that is used in place, as bytes of the model file.
//!
//! Keys are 64-bit hashes. The upper half chooses a bucket, the lowest 16 bits
//! tell the records of a bucket apart; the key itself is not stored, so that
//! one unknown key in ten thousand or so is taken for a known one.
//!
//! Layout, little-endian: the number of buckets `n` (u32); the length of every
//! value, or 0 where lengths differ (u32); `n + 1` byte offsets of buckets into
//! what follows (u32); the records of each bucket. A record is its fingerprint
//! (u16), the length of its value (u8, only where lengths differ), and the value.

/// A table over the bytes of the model.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    buckets: u32,
    length: usize,
    offsets: &'a [u8],
    records: &'a [u8],
}

impl<'a> Table<'a> {
    /// Reads the head of a table; none when the bytes cannot be one.
    pub fn new(bytes: &'a [u8]) -> Option<Table<'a>> {
        let buckets = u32_at(bytes, 0)?;
        let length = u32_at(bytes, 4)? as usize;
        let offsets_end = 8 + 4 * (buckets as usize + 1);
        let (offsets, records) = (bytes.get(8..offsets_end)?, &bytes[offsets_end..]);
        (buckets > 0).then_some(Table { buckets, length, offsets, records })
    }

    /// Returns the bucket that `key` falls into, among `buckets`.
    #[inline]
    pub fn bucket(key: u64, buckets: u32) -> usize {
        (((key >> 32) * u64::from(buckets)) >> 32) as usize
    }

    /// Returns the value stored for `key`.
    #[inline]
    pub fn get(&self, key: u64) -> Option<&'a [u8]> {
        self.find(key, self.records(key)?)
    }

    /// Begins to fetch what [`Table::records`] reads first.
    #[inline]
    pub fn fetch(&self, key: u64) {
        fetch(self.offsets, 4 * Table::bucket(key, self.buckets));
    }

    /// Returns the bytes of the bucket of `key`, and begins to fetch them.
    #[inline]
    pub fn fetched_records(&self, key: u64) -> &'a [u8] {
        let records = self.records(key).unwrap_or_default();
        fetch(records, 0);
        fetch(records, records.len().saturating_sub(1));
        records
    }

    /// Returns the bytes of the bucket of `key`.
    #[inline]
    pub fn records(&self, key: u64) -> Option<&'a [u8]> {
        let bucket = Table::bucket(key, self.buckets);
        let start = u32_at(self.offsets, 4 * bucket)? as usize;
        let end = u32_at(self.offsets, 4 * bucket + 4)? as usize;
        self.records.get(start..end)
    }

    /// Returns the value stored for `key` in its bucket `records`.
    #[inline]
    pub fn find<'r>(&self, key: u64, records: &'r [u8]) -> Option<&'r [u8]> {
        let fingerprint = (key as u16).to_le_bytes();
        if self.length > 0 {
            find_fixed(records, fingerprint, self.length)
        } else {
            find(records, fingerprint)
        }
    }
}

#[inline]
fn find_fixed(records: &[u8], fingerprint: [u8; 2], length: usize) -> Option<&[u8]> {
    let record = records.chunks_exact(2 + length).find(|record| record[..2] == fingerprint)?;
    Some(&record[2..])
}

#[inline]
fn find(mut records: &[u8], fingerprint: [u8; 2]) -> Option<&[u8]> {
    while let [low, high, length, rest @ ..] = records {
        let length = usize::from(*length);
        if [*low, *high] == fingerprint {
            return rest.get(..length);
        }
        records = rest.get(length..)?;
    }
    None
}

/// Begins to fetch `values[at]` from memory, on processors that are known to do
/// so; nothing waits for it. Nothing is fetched from beyond the values.
#[inline]
pub fn fetch<T>(values: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(value) = values.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the address is that of a value, and a prefetch changes nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (values, at);
}

/// Returns the little-endian number at byte `at`.
#[inline]
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Returns the little-endian number at byte `at`.
#[inline]
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_broken_bytes_are_none() {
        let mut bytes = vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0];
        bytes.extend([7, 0, 1, 42, 8, 0, 2, 1, 2]);
        let table = Table::new(&bytes).expect("the bytes are a table");
        assert_eq!(table.get(7), Some(&[42][..]));
        assert_eq!(table.get(8), Some(&[1, 2][..]));
        assert_eq!(table.get(9), None);
        assert!(Table::new(&bytes[..6]).is_none());
        let cut = Table::new(&bytes[..bytes.len() - 1]).expect("its head is whole");
        assert_eq!(cut.get(8), None);
    }
}
