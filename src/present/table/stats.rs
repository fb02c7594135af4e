//! What an archive holds, and what was covered.

use std::fmt::Write;

use super::Style;
use crate::search::Stats;

/// The greatest number of files without an article that are named.
const SHOWN: usize = 20;

/// Returns the figures of an archive.
pub fn stats(stats: &Stats, _style: Style) -> String {
    let mut text = String::new();
    write_stats(&mut text, stats).expect("a string takes any text");
    text
}

fn write_stats(text: &mut String, stats: &Stats) -> std::fmt::Result {
    let [people, organizations, places] = stats.entities;
    let rows = [
        ("files", stats.files),
        ("articles", stats.articles),
        ("people", people),
        ("organizations", organizations),
        ("places", places),
        ("events", stats.events),
        ("reports of events", stats.reports),
        ("articles without a date", stats.undated),
        ("files without an article", stats.skipped.len()),
    ];
    for (name, count) in rows {
        writeln!(text, "{count:>10}  {name}")?;
    }
    writeln!(text, "{:>10.1}  MB on disk", stats.bytes as f64 / 1e6)?;
    if let Some((first, last)) = stats.days {
        writeln!(text, "\npublished {first}..{last}")?;
    }
    let languages: Vec<String> =
        stats.languages.iter().map(|(code, count)| format!("{code} {count}")).collect();
    if !languages.is_empty() {
        writeln!(text, "languages {}", languages.join(", "))?;
    }
    for warning in stats.skipped.iter().take(SHOWN) {
        writeln!(text, "skipped {}: {}", warning.path, warning.reason)?;
    }
    match stats.skipped.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(text, "and {more} more"),
    }
}
