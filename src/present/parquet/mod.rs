//! Apache Parquet: columns of typed values, for data frames and databases.
//!
//! Every column may lack values. Texts are UTF-8, days are dates, numbers are
//! doubles; values are plain and not compressed. Rows are kept until a row
//! group is full, so that memory stays constant.

mod thrift;

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};

use self::thrift::{Struct, varint};
use super::sheet::{CellKind, Column, columns_of};
use super::{About, Item, Sink, Unit};

const MAGIC: &[u8; 4] = b"PAR1";
/// Bytes of values after which a row group is written.
const GROUP: usize = 8 << 20;

// Enums of Parquet's `parquet.thrift`.
const INT32: i32 = 1;
const DOUBLE: i32 = 5;
const BYTE_ARRAY: i32 = 6;
const OPTIONAL: i32 = 1;
const UTF8: i32 = 0;
const DATE: i32 = 6;
const PLAIN: i32 = 0;
const RLE: i32 = 3;
const DATA_PAGE: i32 = 0;
const UNCOMPRESSED: i32 = 0;

/// A file in the making.
pub(super) struct Parquet<W> {
    out: W,
    unit: Unit,
    about: Vec<Struct>,
    chunks: Vec<Chunk>,
    /// Bytes written, and rows in all groups and in the one in the making.
    offset: usize,
    rows: usize,
    in_group: usize,
    groups: Vec<Struct>,
}

/// The values of one column in one row group.
#[derive(Default)]
struct Chunk {
    /// Tells, for each row, whether there is a value.
    present: Vec<bool>,
    values: Vec<u8>,
}

impl<W: Write> Parquet<W> {
    pub(super) fn begin(mut out: W, unit: Unit, about: &About) -> io::Result<Parquet<W>> {
        out.write_all(MAGIC)?;
        let note = |key, value: &str| Struct::default().text(1, key).text(2, value);
        let about = vec![note("query", &about.query), note("about", &about.line())];
        let mut file = Parquet {
            out,
            unit,
            about,
            chunks: Vec::new(),
            offset: 4,
            rows: 0,
            in_group: 0,
            groups: Vec::new(),
        };
        file.chunks = file.empty();
        Ok(file)
    }

    fn empty(&self) -> Vec<Chunk> {
        columns_of(self.unit).map(|_| Chunk::default()).collect()
    }

    fn write_group(&mut self) -> io::Result<()> {
        let empty = self.empty();
        let chunks = std::mem::replace(&mut self.chunks, empty);
        let (start, mut columns) = (self.offset, Vec::new());
        for (column, chunk) in columns_of(self.unit).zip(chunks) {
            let offset = self.offset;
            let page = chunk.page();
            self.out.write_all(&page)?;
            self.offset += page.len();
            columns.push(metadata(column, self.in_group, offset, page.len()));
        }
        let size = (self.offset - start) as i64;
        self.groups.push(Struct::default().list(1, columns).i64(2, size).i64(3, self.in_group as i64));
        self.in_group = 0;
        Ok(())
    }
}

impl<W: Write> Sink for Parquet<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let mut size = 0;
        for (column, chunk) in columns_of(self.unit).zip(&mut self.chunks) {
            chunk.push(column.kind, &column.cell(item));
            size += chunk.values.len();
        }
        self.rows += 1;
        self.in_group += 1;
        if size >= GROUP { self.write_group() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.in_group > 0 {
            self.write_group()?;
        }
        let footer = Struct::default()
            .i32(1, 2)
            .list(2, schema(self.unit))
            .i64(3, self.rows as i64)
            .list(4, std::mem::take(&mut self.groups))
            .list(5, std::mem::take(&mut self.about))
            .text(6, concat!("dateline ", env!("CARGO_PKG_VERSION")))
            .finish();
        self.out.write_all(&footer)?;
        self.out.write_all(&(footer.len() as u32).to_le_bytes())?;
        self.out.write_all(MAGIC)?;
        self.out.flush()
    }
}

impl Chunk {
    fn push(&mut self, kind: CellKind, cell: &str) {
        let before = self.values.len();
        match kind {
            CellKind::Number => {
                self.values.extend(cell.parse::<f64>().ok().into_iter().flat_map(f64::to_le_bytes));
            }
            CellKind::Day => {
                let day = cell.parse().ok().map(|day: NaiveDate| day.num_days_from_ce() - EPOCH);
                self.values.extend(day.into_iter().flat_map(i32::to_le_bytes));
            }
            CellKind::Text | CellKind::Link if cell.is_empty() => {}
            CellKind::Text | CellKind::Link => {
                self.values.extend((cell.len() as u32).to_le_bytes());
                self.values.extend(cell.as_bytes());
            }
        }
        self.present.push(self.values.len() > before);
    }

    /// Returns the one page of the chunk, with its header.
    fn page(self) -> Vec<u8> {
        let levels = runs(&self.present);
        let size = (4 + levels.len() + self.values.len()) as i32;
        let data = Struct::default().i32(1, self.present.len() as i32).i32(2, PLAIN).i32(3, RLE).i32(4, RLE);
        let header = Struct::default().i32(1, DATA_PAGE).i32(2, size).i32(3, size).inner(5, data);
        let mut page = header.finish();
        page.extend((levels.len() as u32).to_le_bytes());
        page.extend(levels);
        page.extend(self.values);
        page
    }
}

/// 1 January 1970, in days from the common era.
const EPOCH: i32 = 719_163;

/// Returns what tells the rows with a value from those without: runs of equal levels.
fn runs(present: &[bool]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for run in present.chunk_by(|a, b| a == b) {
        varint(&mut bytes, (run.len() as u64) << 1);
        bytes.push(u8::from(run[0]));
    }
    bytes
}

/// Returns the type of a column, and what its values mean.
fn types(kind: CellKind) -> (i32, Option<i32>) {
    match kind {
        CellKind::Number => (DOUBLE, None),
        CellKind::Day => (INT32, Some(DATE)),
        CellKind::Text | CellKind::Link => (BYTE_ARRAY, Some(UTF8)),
    }
}

fn schema(unit: Unit) -> Vec<Struct> {
    let root = Struct::default().text(4, "dateline").i32(5, columns_of(unit).count() as i32);
    let columns = columns_of(unit).map(|column| {
        let (stored, meaning) = types(column.kind);
        let element = Struct::default().i32(1, stored).i32(3, OPTIONAL).text(4, column.name);
        meaning.into_iter().fold(element, |element, meaning| element.i32(6, meaning))
    });
    std::iter::once(root).chain(columns).collect()
}

fn metadata(column: &Column, rows: usize, offset: usize, size: usize) -> Struct {
    let metadata = Struct::default()
        .i32(1, types(column.kind).0)
        .enums(2, &[PLAIN, RLE])
        .texts(3, &[column.name])
        .i32(4, UNCOMPRESSED)
        .i64(5, rows as i64)
        .i64(6, size as i64)
        .i64(7, size as i64)
        .i64(9, offset as i64);
    Struct::default().i64(2, offset as i64).inner(3, metadata)
}
