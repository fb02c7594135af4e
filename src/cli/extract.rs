//! `dateline extract`: the understanding alone, without an index.

use std::io::{self, BufRead, Write};

use clap::Args;
use serde::Deserialize;
use serde_json::json;

use super::Outcome;
use crate::document::{Document, Publication, PublishedFrom};
use crate::error::{Error, ErrorKind, Result};
use crate::extract;
use crate::present::article;

/// Articles in, one JSON object an article out; needs no index.
#[derive(Debug, Args)]
pub struct Extract {
    /// Files to read; `-` is standard input.
    #[arg(default_value = "-")]
    inputs: Vec<String>,

    /// The format of standard input.
    #[arg(long, default_value = "jsonl")]
    input_format: String,

    /// Print the time of each component to stderr.
    #[arg(long)]
    timings: bool,
}

/// One line of `--input-format jsonl`.
#[derive(Deserialize)]
struct Record {
    id: String,
    title: Option<String>,
    text: String,
    published: Option<String>,
    url: Option<String>,
    source: Option<String>,
    language: Option<String>,
}

/// Understands each line of standard input.
pub fn run(arguments: Extract) -> Result<Outcome> {
    let pipeline = extract::pipeline();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let failed = |error: io::Error| Error::new(ErrorKind::Io, "cannot write the result").because(error);
    let mut times: Vec<(&str, std::time::Duration)> = Vec::new();
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line =
            line.map_err(|error| Error::new(ErrorKind::Io, "cannot read standard input").because(error))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Record>(&line) {
            Ok(record) => {
                let mut doc = document(record);
                pipeline.apply_timed(&mut doc, |name, time| {
                    match times.iter_mut().find(|(n, _)| *n == name) {
                        Some(entry) => entry.1 += time,
                        None => times.push((name, time)),
                    }
                });
                writeln!(out, "{}", article::article(&doc)).map_err(failed)?;
            }
            Err(error) => {
                let object =
                    json!({ "schema": article::SCHEMA, "error": format!("line {}: {error}", number + 1) });
                writeln!(out, "{object}").map_err(failed)?;
            }
        }
    }
    out.flush().map_err(failed)?;
    if arguments.timings {
        for (name, time) in times {
            eprintln!("{name:12} {:.3} s", time.as_secs_f64());
        }
    }
    Ok(Outcome::Found)
}

fn document(record: Record) -> Document {
    let mut doc = Document::new(record.title.as_deref(), &record.text);
    doc.id = record.id;
    doc.url = record.url;
    doc.publisher = record.source;
    doc.language = record.language;
    doc.published = record
        .published
        .and_then(|day| day.get(..10).unwrap_or(&day).parse().ok())
        .map(|day| Publication { day, from: PublishedFrom::Metadata });
    doc
}
