//! The look that all tables share.

use comfy_table::{Attribute, Cell, Color, ContentArrangement, LineStyle, Table, TableStyle};

use super::Style;
use crate::document::Status;

/// A line beneath the header, none between rows.
const DENSE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The same with lines between rows, for rows of several lines.
const APART: TableStyle = DENSE.row_separator(LineStyle::none().fill('─').junction('─'));

/// Returns an empty table with `header` for rows of one line.
pub(super) fn dense(style: Style, header: &[&str]) -> Table {
    table(style, header, DENSE)
}

/// Returns an empty table with `header` for rows of several lines.
pub(super) fn apart(style: Style, header: &[&str]) -> Table {
    table(style, header, APART)
}

fn table(style: Style, header: &[&str], look: TableStyle) -> Table {
    let mut table = Table::new();
    table.load_style(look);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(style.width.max(20));
    if style.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.set_header(header.iter().map(|name| Cell::new(name).add_attribute(Attribute::Bold)));
    table
}

/// Returns the table as text, without spaces at the ends of lines.
pub(super) fn text(table: &Table) -> String {
    let mut text = table.trim_fmt();
    text.push('\n');
    text
}

/// Returns a cell in the colour of `status`.
pub(super) fn of_status(text: String, status: Status) -> Cell {
    let colour = match status {
        Status::Held => Color::Green,
        Status::Planned => Color::Yellow,
        Status::Cancelled | Status::Denied => Color::Red,
    };
    Cell::new_owned(text).fg(colour)
}
