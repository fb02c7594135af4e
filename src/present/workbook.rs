//! A workbook (Office Open XML, .xlsx): typed days and numbers, links, filters.
//!
//! Rows go to a temporary file as they come, so that memory stays constant.
//! Cells are never formulas, whatever their first sign. A sheet holds
//! 1,048,576 rows; what is more goes to further sheets.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::sheet::{CellKind, Column, columns_of};
use super::{About, Item, Sink, Unit};

/// Rows of a sheet, the header included.
const ROWS: u32 = 1_048_576;
/// Characters of a cell.
const LONGEST: usize = 32_767;
/// Links of a sheet; Excel takes no more.
const LINKS: u32 = 65_000;

/// The workbook in the making.
pub(super) struct Xlsx<W> {
    out: W,
    book: Workbook,
    sheet: Worksheet,
    unit: Unit,
    row: u32,
    links: u32,
    sheets: u32,
    day: Format,
}

impl<W: Write> Xlsx<W> {
    pub(super) fn begin(out: W, unit: Unit, about: &About) -> io::Result<Xlsx<W>> {
        let mut book = Workbook::new();
        let mut properties = DocProperties::new().set_title(&about.query).set_comment(about.line());
        if let Some(day) = about.today.and_then(date) {
            properties = properties.set_creation_datetime(&day);
        }
        book.set_properties(&properties);
        let sheet = sheet(&mut book, unit, 1).map_err(broken)?;
        let day = Format::new().set_num_format("yyyy-mm-dd");
        Ok(Xlsx { out, book, sheet, unit, row: 1, links: 0, sheets: 1, day })
    }

    fn next_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let next = sheet(&mut self.book, self.unit, self.sheets)?;
        let mut full = std::mem::replace(&mut self.sheet, next);
        close(&mut full, self.unit, self.row)?;
        self.book.push_worksheet(full);
        (self.row, self.links) = (1, 0);
        Ok(())
    }

    fn write(&mut self, item: Item<'_>) -> Result<(), XlsxError> {
        if self.row == ROWS {
            self.next_sheet()?;
        }
        for (number, column) in (0u16..).zip(columns_of(self.unit)) {
            let cell = column.cell(item);
            if !cell.is_empty() {
                self.write_cell(number, column, cell)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    fn write_cell(&mut self, number: u16, column: &Column, cell: String) -> Result<(), XlsxError> {
        let (sheet, row) = (&mut self.sheet, self.row);
        match column.kind {
            CellKind::Number => {
                if let Ok(value) = cell.parse::<f64>() {
                    return sheet.write_number(row, number, value).map(drop);
                }
            }
            CellKind::Day => {
                if let Some(value) = cell.parse().ok().and_then(date) {
                    return sheet.write_datetime_with_format(row, number, &value, &self.day).map(drop);
                }
            }
            CellKind::Link if self.links < LINKS => {
                // What is no address that Excel knows is written as text.
                if sheet.write_url(row, number, cell.as_str()).is_ok() {
                    self.links += 1;
                    return Ok(());
                }
            }
            CellKind::Text | CellKind::Link => {}
        }
        sheet.write_string(row, number, shortened(cell)).map(drop)
    }

    fn save(&mut self) -> Result<Vec<u8>, XlsxError> {
        let mut last = std::mem::replace(&mut self.sheet, Worksheet::new());
        close(&mut last, self.unit, self.row)?;
        self.book.push_worksheet(last);
        self.book.save_to_buffer()
    }
}

impl<W: Write> Sink for Xlsx<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        self.write(item).map_err(broken)
    }

    fn finish(&mut self) -> io::Result<()> {
        let bytes = self.save().map_err(broken)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

/// Makes a sheet with a header that stays in sight.
fn sheet(book: &mut Workbook, unit: Unit, number: u32) -> Result<Worksheet, XlsxError> {
    let mut sheet = book.new_worksheet_with_constant_memory()?;
    let name = format!("{unit:?}").to_lowercase();
    sheet.set_name(if number == 1 { name } else { format!("{name} {number}") })?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (number, column) in (0u16..).zip(columns_of(unit)) {
        sheet.set_column_width(number, if column.kind == CellKind::Text { 24 } else { 12 })?;
        sheet.write_string_with_format(0, number, column.name, &bold)?;
    }
    Ok(sheet)
}

/// Lets a sheet of `rows` rows be filtered by every column.
fn close(sheet: &mut Worksheet, unit: Unit, rows: u32) -> Result<(), XlsxError> {
    let last = columns_of(unit).count().saturating_sub(1) as u16;
    sheet.autofilter(0, 0, rows.saturating_sub(1), last).map(drop)
}

/// Returns a day that the workbook's calendar knows: it begins in 1900.
fn date(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}

fn shortened(cell: String) -> String {
    if cell.chars().map(char::len_utf16).sum::<usize>() <= LONGEST {
        return cell;
    }
    cell.chars().take(LONGEST / 2).chain(['…']).collect()
}

fn broken(error: XlsxError) -> io::Error {
    io::Error::other(error)
}
