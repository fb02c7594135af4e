//! The hashes that stand for words and features in the model file.
//!
//! They are part of the file's format: a change here needs a new model and a
//! new [`FORMAT`](super::model::FORMAT).

const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xd6e8_feb8_6659_fd93;

/// Returns a well-mixed hash of two values; their order matters.
#[inline]
pub fn mix(first: u64, second: u64) -> u64 {
    let product = u128::from(first ^ FIRST) * u128::from(second ^ SECOND);
    (product >> 64) as u64 ^ product as u64
}

/// Returns the hash of a string's bytes.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        hash = mix(hash, u64::from_le_bytes(chunk.try_into().expect("a chunk has eight bytes")));
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(hash, u64::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_length_and_content_matter() {
        assert_ne!(mix(1, 2), mix(2, 1));
        assert_ne!(bytes(b""), bytes(b"\0"));
        assert_ne!(bytes(b"Colombia"), bytes(b"Columbia"));
        assert_eq!(bytes(b"Doha"), bytes("Doha".as_bytes()));
    }

    #[test]
    fn both_halves_are_spread_evenly() {
        let words: Vec<u64> = (0..4096).map(|number| bytes(format!("w{number}").as_bytes())).collect();
        for shift in [0, 16, 32, 52] {
            let slots: std::collections::HashSet<u64> =
                words.iter().map(|hash| hash >> shift & 0xfff).collect();
            assert!((2400..2800).contains(&slots.len()), "{} of 4096 slots at bit {shift}", slots.len());
        }
    }
}
