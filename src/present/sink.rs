//! Where items go one after the other: an export that is being written.

use std::io::{self, Write};

use super::{Format, Item, Unit};
use crate::search::{Bar, Facet};

/// What an export is of, for formats that say so.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The query's canonical form.
    pub query: String,
    /// What is exported, for people; the query where it is empty.
    pub title: String,
    /// How many rows there are, where that is known before they are written.
    pub total: Option<usize>,
    /// The day on which it is written.
    pub today: Option<chrono::NaiveDate>,
    /// The state of the index that answered; empty where there is none.
    pub index: String,
    /// Counts over all that is exported, for reports.
    pub counts: Counts,
}

/// Counts over a whole result.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// How much there is when.
    pub histogram: Vec<Bar>,
    /// The values of some fields.
    pub facets: Vec<Facet>,
}

impl About {
    /// Returns what is exported, for people.
    pub fn title(&self) -> &str {
        if self.title.is_empty() { &self.query } else { &self.title }
    }

    /// Returns one line on what wrote the export, from what, and when.
    pub fn line(&self) -> String {
        let mut line = concat!("Dateline ", env!("CARGO_PKG_VERSION")).to_owned();
        if !self.index.is_empty() {
            line.push_str(&format!(", index {}", self.index));
        }
        if let Some(day) = self.today {
            line.push_str(&format!(", {day}"));
        }
        line
    }
}

/// An export that takes its items one by one.
pub trait Sink {
    /// Writes one item, or remembers it for the end.
    ///
    /// # Errors
    ///
    /// Those of the output.
    fn item(&mut self, item: Item<'_>) -> io::Result<()>;

    /// Writes what must stand at the end, and flushes.
    ///
    /// # Errors
    ///
    /// Those of the output.
    fn finish(&mut self) -> io::Result<()>;
}

/// Begins an export of `unit` in `format` to `out`; none where the format
/// cannot hold the unit, or is a table.
///
/// # Errors
///
/// Those of the output.
pub fn sink<'a>(
    format: Format,
    unit: Unit,
    about: &About,
    out: Box<dyn Write + 'a>,
) -> io::Result<Option<Box<dyn Sink + 'a>>> {
    if !format.holds(unit) {
        return Ok(None);
    }
    Ok(Some(match format {
        Format::Table => return Ok(None),
        Format::Jsonl => Box::new(super::lines::Lines::new(out)),
        Format::Json => Box::new(super::lines::Array::begin(out)?),
        Format::Csv => Box::new(super::csv::Csv::begin(out, unit, b',')?),
        Format::Tsv => Box::new(super::csv::Csv::begin(out, unit, b'\t')?),
        Format::Md => Box::new(super::markdown::Markdown::begin(out, unit, about)?),
        Format::Html => Box::new(super::html::Html::begin(out, unit, about)?),
        Format::Ris => Box::new(super::bibliography::Ris::new(out)),
        Format::Bibtex => Box::new(super::bibliography::Bibtex::new(out)),
        Format::Csl => Box::new(super::bibliography::Csl::begin(out)?),
        Format::Ics => Box::new(super::calendar::Ics::begin(out, about)?),
        Format::Geojson => Box::new(super::map::Geojson::begin(out)?),
        Format::Gexf => Box::new(super::graph::Drawn::new(out, about, super::graph::write_gexf)),
        Format::Graphml => Box::new(super::graph::Drawn::new(out, about, super::graph::write_graphml)),
        Format::Xlsx => Box::new(super::workbook::Xlsx::begin(out, unit, about)?),
        Format::Parquet => Box::new(super::parquet::Parquet::begin(out, unit, about)?),
        Format::Ftm => Box::new(super::investigate::Ftm::new(out)),
        Format::Plover => Box::new(super::plover::Plover::new(out)),
    }))
}
