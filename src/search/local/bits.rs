//! A set of numbers below a limit, one bit each.

/// Numbers below a limit.
#[derive(Clone, Debug)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// Makes the empty set of numbers below `limit`.
    pub fn below(limit: usize) -> Bits {
        Bits(vec![0; limit.div_ceil(64)])
    }

    /// Adds `number` and tells whether it is new; what is beyond the limit is not added.
    pub fn add(&mut self, number: u32) -> bool {
        let Some(word) = self.0.get_mut(number as usize / 64) else { return false };
        let bit = 1 << (number % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Takes `number` out.
    pub fn remove(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    /// Tells whether `number` is in the set.
    pub fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 != 0)
    }

    /// Returns how many numbers are in both sets.
    pub fn shared(&self, other: &Bits) -> usize {
        self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones() as usize).sum()
    }

    /// Returns the numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0u32..).zip(&self.0).flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros());
                rest &= rest.wrapping_sub(1);
                bit.map(|bit| at * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn numbers_go_in_once_and_come_out_in_order() {
        let mut bits = Bits::below(130);
        let added: Vec<u32> = [129, 0, 64, 63, 0, 64, 5000].into_iter().filter(|n| bits.add(*n)).collect();
        assert_eq!(added, [129, 0, 64, 63]);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!([0, 1, 129, 5000].map(|number| bits.has(number)), [true, false, true, false]);
        let mut others = Bits::below(130);
        [1, 63, 129].into_iter().for_each(|number| assert!(others.add(number)));
        assert_eq!((bits.shared(&others), others.shared(&bits)), (2, 2));
        [63, 5000].into_iter().for_each(|number| bits.remove(number));
        assert_eq!((bits.iter().collect::<Vec<_>>(), bits.shared(&others)), (vec![0, 64, 129], 1));
    }
}
