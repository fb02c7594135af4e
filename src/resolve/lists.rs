//! Lists of byte strings that are read where they lie: how many there are,
//! where each ends, and what they hold.
//!
//! The count and the ends are of eight bytes each, the ends counted from the
//! first string on. All numbers are little-endian. Bytes that are damaged hold
//! fewer strings, or others; reading them never panics.

/// Returns the bytes of `strings`.
pub fn write<S: AsRef<[u8]>>(strings: impl ExactSizeIterator<Item = S>) -> Vec<u8> {
    let mut ends = (strings.len() as u64).to_le_bytes().to_vec();
    let mut body: Vec<u8> = Vec::new();
    for string in strings {
        body.extend(string.as_ref());
        ends.extend((body.len() as u64).to_le_bytes());
    }
    ends.extend(body);
    ends
}

/// Tells whether the last of the strings ends where `bytes` do.
pub fn is_whole(bytes: &[u8]) -> bool {
    let body = || {
        let start = count(bytes).checked_add(1)?.checked_mul(8)?;
        let last = if start == 8 { 0 } else { number(bytes, start - 8)? };
        bytes.len().checked_sub(start).filter(|length| *length as u64 == last)
    };
    bytes.is_empty() || body().is_some()
}

/// Returns the number of strings.
pub fn count(bytes: &[u8]) -> usize {
    number(bytes, 0).unwrap_or(0) as usize
}

/// Returns string `index`; none where there is none.
pub fn get(bytes: &[u8], index: usize) -> Option<&[u8]> {
    let count = count(bytes);
    if index >= count {
        return None;
    }
    let start = if index == 0 { 0 } else { number(bytes, index.checked_mul(8)?)? as usize };
    let end = number(bytes, index.checked_add(1)?.checked_mul(8)?)? as usize;
    bytes.get(count.checked_add(1)?.checked_mul(8)?..)?.get(start..end)
}

/// Returns the number of eight bytes that stands at `at`.
pub fn number(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// Reads numbers of four bytes each.
pub fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|chunk| u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]))
}

/// Returns the bytes of `numbers`, of four bytes each.
pub fn of_numbers(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    numbers.flat_map(u32::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back_and_damaged_bytes_do_no_harm() {
        let strings = [b"one".as_slice(), b"", b"three"];
        let bytes = write(strings.iter());
        assert_eq!([0, 1, 2].map(|at| get(&bytes, at)), strings.map(Some));
        assert_eq!((count(&bytes), get(&bytes, 3), get(&bytes, usize::MAX)), (3, None, None));
        for cut in 1..bytes.len() {
            assert!(!is_whole(&bytes[..cut]), "cut at {cut}");
            assert_eq!(get(&bytes[..cut], 2), None, "cut at {cut}");
        }
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] ^= flip;
                let found = [0, 1, 2, 7].map(|index| get(&bytes, index).map_or(0, <[u8]>::len));
                assert!(found.into_iter().all(|length| length <= bytes.len()), "flipped at {at}");
                assert!(!is_whole(&bytes) || count(&bytes) <= bytes.len(), "flipped at {at}");
            }
        }
        assert!(is_whole(&bytes) && is_whole(&write([b""; 0].iter())) && is_whole(b""));
        assert_eq!(numbers(&of_numbers([7, u32::MAX].into_iter())).collect::<Vec<_>>(), [7, u32::MAX]);
    }
}
