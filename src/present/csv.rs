//! Comma- and tab-separated values (RFC 4180) that a spreadsheet may open without harm.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Item, Sink, Unit, sheet};

/// A table of values with a header.
pub(super) struct Csv<W: Write>(::csv::Writer<W>);

impl<W: Write> Csv<W> {
    pub(super) fn begin(out: W, unit: Unit, delimiter: u8) -> io::Result<Csv<W>> {
        let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
        writer.write_record(sheet::columns(unit))?;
        Ok(Csv(writer))
    }
}

impl<W: Write> Sink for Csv<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let cells = sheet::cells(item);
        Ok(self.0.write_record(cells.iter().map(|cell| harmless(cell).into_owned()))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Puts an apostrophe before a cell that a spreadsheet would run as a formula
/// (OWASP, CSV injection).
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let first = cell.trim_start_matches([' ', '\u{feff}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{cell}"))
        }
        _ => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "Wang", "2024-03-17", "a=b", "'=1"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
