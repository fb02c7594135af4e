//! A memory of bounded size for what was computed of late.

use std::hash::Hash;
use std::mem;

use rustc_hash::FxHashMap;

/// Values by their keys, those not asked for in a long while forgotten.
///
/// Two generations: when the young one is full, the old one is forgotten and
/// the young one takes its place. What is found in the old one becomes young.
pub struct Recent<K, V> {
    young: FxHashMap<K, V>,
    old: FxHashMap<K, V>,
    size: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Recent<K, V> {
    /// Makes a memory of at least the last `size / 2` values, and at most `size`.
    pub fn new(size: usize) -> Recent<K, V> {
        Recent { young: FxHashMap::default(), old: FxHashMap::default(), size }
    }

    /// Returns the value of `key`, if it is remembered.
    pub fn get(&mut self, key: &K) -> Option<V> {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, value) = self.old.remove_entry(key)?;
        self.insert(key, value.clone());
        Some(value)
    }

    /// Remembers the value of `key`.
    pub fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= self.size / 2 {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let mut recent = Recent::new(10);
        for number in 0..100 {
            recent.insert(number, -number);
            assert_eq!(recent.get(&0), Some(0), "after {number}");
            assert!(recent.young.len() + recent.old.len() <= 10);
        }
        assert_eq!(recent.get(&99), Some(-99));
        assert_eq!(recent.get(&50), None);
    }
}
