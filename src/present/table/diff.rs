//! What two answers differ in, as a table.

use comfy_table::{Cell, CellAlignment};

use super::{Style, frame};

/// A value of a field, and how often it is in each of two answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field's name.
    pub field: &'static str,
    /// The value.
    pub value: String,
    /// The number of articles of the one answer.
    pub a: usize,
    /// The number of articles of the other.
    pub b: usize,
    /// The shares of all articles of the two answers, 0..=1.
    pub shares: (f64, f64),
}

impl Difference {
    /// Returns how far the shares are apart, 0..=1.
    pub fn apart(&self) -> f64 {
        (self.shares.0 - self.shares.1).abs()
    }
}

/// Returns the table of `differences`.
pub fn differences(differences: &[Difference], style: Style) -> String {
    let mut table = frame::dense(style, &["", "value", "A", "", "B", ""]);
    let right = |text: String| Cell::new_owned(text).set_alignment(CellAlignment::Right);
    let mut before = "";
    for one in differences {
        let field = if one.field == before { "" } else { one.field };
        before = one.field;
        table.add_row(vec![
            Cell::new(field),
            Cell::new(&one.value),
            right(one.a.to_string()),
            right(format!("{:.0} %", one.shares.0 * 100.0)),
            right(one.b.to_string()),
            right(format!("{:.0} %", one.shares.1 * 100.0)),
        ]);
    }
    frame::text(&table)
}
