//! A Markdown table.

use std::io::{self, Write};

use super::{Item, Sink, Unit, sheet};

/// A table with a header, in GitHub's manner.
pub(super) struct Markdown<W>(W);

impl<W: Write> Markdown<W> {
    pub(super) fn begin(mut out: W, unit: Unit) -> io::Result<Markdown<W>> {
        let columns = sheet::columns(unit);
        writeln!(out, "| {} |", columns.join(" | "))?;
        writeln!(out, "|{}", "---|".repeat(columns.len()))?;
        Ok(Markdown(out))
    }
}

impl<W: Write> Sink for Markdown<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let cells: Vec<String> = sheet::cells(item).iter().map(|cell| escaped(cell)).collect();
        writeln!(self.0, "| {} |", cells.join(" | "))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Makes one line of a cell in which no character is markup.
fn escaped(cell: &str) -> String {
    let mut escaped = String::with_capacity(cell.len());
    for c in cell.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_holds_no_markup_and_no_line_break() {
        assert_eq!(super::escaped("a|b\n<c>"), "a\\|b \\<c\\>");
    }
}
