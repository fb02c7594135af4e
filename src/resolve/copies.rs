//! Near-duplicates: articles whose wordings are all but the same, such as a
//! wire story in several papers.

use super::events::Sets;

/// Bits in which the hashes of two copies may differ, of 64.
const APART: u32 = 6;
/// Neighbours with which a hash is compared in each order.
const NEAR: usize = 16;
/// The orders: hashes turned by so many bits, so that bits that differ come last in one.
const TURNS: [u32; 4] = [0, 16, 32, 48];

/// Returns, for each hash of a wording, the index of the first of its copies:
/// its own where it has none before it. A hash of 0 tells nothing.
///
/// Neighbours in four orders are compared, so the work grows as sorting does.
pub fn copies(hashes: &[u64]) -> Vec<u32> {
    let mut sets = Sets::new(hashes.len());
    let telling: Vec<usize> = (0..hashes.len()).filter(|index| hashes[*index] != 0).collect();
    for turn in TURNS {
        let mut order = telling.clone();
        order.sort_unstable_by_key(|index| (hashes[*index].rotate_left(turn), *index));
        for (at, one) in order.iter().enumerate() {
            for other in order[at + 1..].iter().take(NEAR) {
                if (hashes[*one] ^ hashes[*other]).count_ones() <= APART {
                    sets.union(*one, *other);
                }
            }
        }
    }
    (0..hashes.len()).map(|index| sets.find(index) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_few_bits_is_one_story() {
        let story = 0x0123_4567_89ab_cdef_u64;
        let hashes = [story, !story, story ^ 0b111, 0, 0, story ^ (0b1111 << 60)];
        assert_eq!(copies(&hashes), [0, 1, 0, 3, 4, 0]);
        assert_eq!(copies(&[]), [0u32; 0]);
    }
}
