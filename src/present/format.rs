//! The names of the output formats.

use std::fmt;

use super::Unit;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// For people, as wide as the terminal.
    Table,
    /// JSON Lines: one object of the schemas a line.
    Jsonl,
    /// One JSON value.
    Json,
    /// Comma-separated values (RFC 4180), safe to open in a spreadsheet.
    Csv,
    /// The same with tabs.
    Tsv,
    /// A Markdown table.
    Md,
    /// A web page that needs nothing else.
    Html,
    /// RIS, for reference managers.
    Ris,
    /// BibTeX.
    Bibtex,
    /// CSL-JSON, for Zotero.
    Csl,
    /// iCalendar (RFC 5545).
    Ics,
    /// GeoJSON (RFC 7946).
    Geojson,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// GraphML.
    Graphml,
    /// Office Open XML, for spreadsheets.
    Xlsx,
    /// Apache Parquet.
    Parquet,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// PLOVER records, JSON Lines.
    Plover,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Format; 18] = [
        Format::Table,
        Format::Jsonl,
        Format::Json,
        Format::Csv,
        Format::Tsv,
        Format::Md,
        Format::Html,
        Format::Ris,
        Format::Bibtex,
        Format::Csl,
        Format::Ics,
        Format::Geojson,
        Format::Gexf,
        Format::Graphml,
        Format::Xlsx,
        Format::Parquet,
        Format::Ftm,
        Format::Plover,
    ];

    /// Returns the format's name, as options write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Jsonl => "jsonl",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Md => "md",
            Format::Html => "html",
            Format::Ris => "ris",
            Format::Bibtex => "bibtex",
            Format::Csl => "csl",
            Format::Ics => "ics",
            Format::Geojson => "geojson",
            Format::Gexf => "gexf",
            Format::Graphml => "graphml",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Ftm => "ftm",
            Format::Plover => "plover",
        }
    }

    /// Returns the format whose files have the extension `extension`.
    pub fn of_extension(extension: &str) -> Option<Format> {
        let extension = extension.to_lowercase();
        match extension.as_str() {
            "bib" => Some(Format::Bibtex),
            "ndjson" => Some(Format::Jsonl),
            "htm" => Some(Format::Html),
            _ => Format::ALL.into_iter().find(|f| f.as_str() == extension && *f != Format::Table),
        }
    }

    /// Tells whether things of `unit` can be written in the format.
    pub fn holds(self, unit: Unit) -> bool {
        match self {
            Format::Ris | Format::Bibtex | Format::Csl => matches!(unit, Unit::Articles | Unit::Hits),
            Format::Ics | Format::Geojson | Format::Gexf | Format::Graphml | Format::Plover => {
                unit == Unit::Events
            }
            Format::Ftm => unit != Unit::Mentions,
            _ => true,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
