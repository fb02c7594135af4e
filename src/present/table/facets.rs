//! Counts: the values of a facet, and a histogram.

use comfy_table::{Cell, CellAlignment};

use super::{Style, frame};
use crate::document::{Interval, Precision};
use crate::present::days;
use crate::search::{Bar, Facet};

/// Returns the table of a facet's values.
pub fn facet(facet: &Facet, style: Style) -> String {
    let mut table = frame::dense(style, &["count", facet.field.as_str(), ""]);
    let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1);
    for value in &facet.values {
        let shown = if value.path.len() > 1 && facet.field.as_str() == "place" {
            value.path.join(" › ")
        } else {
            value.value.clone()
        };
        table.add_row(vec![
            Cell::new(value.count).set_alignment(CellAlignment::Right),
            Cell::new(shown),
            Cell::new(bar(value.count, most, style)),
        ]);
    }
    let mut text = frame::text(&table);
    if facet.distinct > facet.values.len() {
        text.push_str(&format!("{} of {} values\n", facet.values.len(), facet.distinct));
    }
    text
}

/// Returns the table of a histogram.
pub fn histogram(bars: &[Bar], style: Style) -> String {
    let mut table = frame::dense(style, &["when", "count", ""]);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(1);
    for one in bars {
        let span = Interval { from: Some(one.from), to: Some(one.to), precision: Precision::Month };
        table.add_row(vec![
            Cell::new(days::interval(Some(span))),
            Cell::new(one.count).set_alignment(CellAlignment::Right),
            Cell::new(bar(one.count, most, style)),
        ]);
    }
    frame::text(&table)
}

/// Draws `count` as a part of a third of the width.
fn bar(count: usize, most: usize, style: Style) -> String {
    let width = usize::from(style.width / 3).min(40);
    let eighths = (count * width * 8).div_ceil(most.max(1));
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{}{part}", "█".repeat(eighths / 8))
}
