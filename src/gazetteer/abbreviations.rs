//! Short forms of regions as datelines and addresses have them: `Calif.`, `CA`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A short form and the region's folded name; those that stand alone too are marked.
static ROWS: LazyLock<FxHashMap<&'static str, (&'static str, bool)>> = LazyLock::new(|| {
    let lines = include_str!("data/abbreviations.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, (cells.next()?, cells.next() == Some("always"))))
    });
    rows.collect()
});

/// Returns the folded name of the region that the folded `short` stands for
/// behind a comma.
pub fn of_region(short: &str) -> Option<&'static str> {
    ROWS.get(short).map(|row| row.0)
}

/// Returns the folded name of the place that the folded `short` stands for
/// wherever it is written.
pub fn always(short: &str) -> Option<&'static str> {
    ROWS.get(short).filter(|row| row.1).map(|row| row.0)
}
