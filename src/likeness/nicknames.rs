//! Short forms of given names.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

static PAIRS: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("data/nicknames.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(|line| {
        let names: Vec<&'static str> = line.split_whitespace().collect();
        names.clone().into_iter().flat_map(move |a| names.clone().into_iter().map(move |b| (a, b)))
    });
    pairs.filter(|(a, b)| a != b).collect()
});

static FORMAL: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/nicknames.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(' '));
    pairs.flat_map(|(formal, short)| short.split(' ').map(move |short| (short, formal))).collect()
});

/// Returns a given name that the folded one is a short form of.
pub fn formal(short: &str) -> Option<&'static str> {
    FORMAL.get(short).copied()
}

/// Tells whether one folded given name is a short form of the other, or both of a third.
pub fn nickname(a: &str, b: &str) -> bool {
    PAIRS.contains(&(a, b))
}
