//! Who met whom, as a table of pairs.

use comfy_table::{Cell, CellAlignment};

use super::{Style, frame};
use crate::present::Graph;

/// Returns the table of the first `count` pairs of `graph`, those with most events first.
pub fn network(graph: &Graph, count: usize, style: Style) -> String {
    let mut table = frame::dense(style, &["events", "who", "and who", "first", "last"]);
    for (one, other, edge) in graph.pairs().into_iter().take(count) {
        table.add_row(vec![
            Cell::new(edge.events).set_alignment(CellAlignment::Right),
            Cell::new(&one.name),
            Cell::new(&other.name),
            Cell::new(edge.first.clone().unwrap_or_default()),
            Cell::new(edge.last.clone().unwrap_or_default()),
        ]);
    }
    frame::text(&table)
}
