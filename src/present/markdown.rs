//! A Markdown page: the question, counts, and a table of the rows.

use std::io::{self, Write};

use super::{About, Item, Sink, Unit, sheet};

/// Tables with headers, in GitHub's manner.
pub(super) struct Markdown<W>(W);

impl<W: Write> Markdown<W> {
    pub(super) fn begin(mut out: W, unit: Unit, about: &About) -> io::Result<Markdown<W>> {
        writeln!(out, "# {}\n\n{}\n", escaped(about.title()), escaped(&about.line()))?;
        counts(&mut out, about)?;
        header(&mut out, &sheet::columns(unit))?;
        Ok(Markdown(out))
    }
}

/// Writes the histogram and the facets, a table each.
fn counts(out: &mut impl Write, about: &About) -> io::Result<()> {
    let bars = &about.counts.histogram;
    if bars.len() > 1 {
        header(out, &["from", "to", "count"])?;
        for bar in bars {
            writeln!(out, "| {} | {} | {} |", bar.from, bar.to, bar.count)?;
        }
        writeln!(out)?;
    }
    for facet in about.counts.facets.iter().filter(|facet| !facet.values.is_empty()) {
        header(out, &[facet.field.as_str(), "count"])?;
        for value in &facet.values {
            writeln!(out, "| {} | {} |", escaped(&value.value), value.count)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn header(out: &mut impl Write, columns: &[&str]) -> io::Result<()> {
    writeln!(out, "| {} |", columns.join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(columns.len()))
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
