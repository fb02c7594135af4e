//! `dateline extract`: the understanding alone, without an index.

use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde::Deserialize;
use serde_json::json;

use super::{Outcome, mapping, options};
use crate::document::{Document, Source};
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::extract::names::{Names, Tagging};
use crate::extract::{self, Pipeline};
use crate::parse::{self, Content, Format, Input, ParseOptions};
use crate::present::article;
use crate::read::{self, Found, Limits, WalkOptions};

/// Articles in, one JSON object an article out; needs no index.
///
/// Files and folders of text, Markdown, HTML, JSON and JSON Lines are read by
/// their names. Standard input in JSON Lines is taken as it is: one object a
/// line with `id` and `text`, and, if known, `title`, `published`, `url`,
/// `source`, `language`; its text is not touched, so that offsets hold.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Extract {
    /// Files and folders to read; `-` is standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    inputs: Vec<PathBuf>,

    /// The format of standard input, and of files whose names tell none.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = ["text", "md", "html", "json", "jsonl"])]
    input_format: String,

    /// A TOML file that says where JSON objects keep what; see `dateline index --help`.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,

    /// How names are read: `fast`, or `best`, by a network where that is unsure.
    #[arg(long, value_name = "fast|best", default_value = "fast", value_parser = options::tagger)]
    tagger: Tagging,

    /// Leave out names that are less sure than this, and all that would follow from them.
    #[arg(long, value_name = "P", default_value = "0", value_parser = options::probability)]
    min_confidence: f32,

    /// Print the time of each component to stderr.
    #[arg(long)]
    timings: bool,
}

const EXAMPLES: &str = "\
Examples:
  dateline extract ~/clippings > articles.jsonl
  dateline extract --input-format text - < story.txt
  echo '{\"id\": \"1\", \"text\": \"Envoys met in Doha on Sunday.\"}' | dateline extract";

/// Understands every article of the inputs.
pub fn run(arguments: Extract) -> Result<Outcome> {
    let mapping = arguments.mapping.as_deref().map(mapping::read).transpose()?;
    let parsing = ParseOptions { mapping, ..ParseOptions::default() };
    let named = Format::NAMES.iter().find(|(name, _)| *name == arguments.input_format);
    let format = named.map_or(Format::JsonLines, |(_, format)| *format);
    let names = Names::new(arguments.tagger).surer_than(arguments.min_confidence);
    let mut printer = Printer::new(names);
    let mut warnings = 0;
    for input in &arguments.inputs {
        let found = if input.as_os_str() == "-" {
            standard_input(format, &parsing, &mut printer)
        } else {
            files(input, format, &parsing, &mut printer)
        };
        for warning in found? {
            warnings += 1;
            eprintln!("dateline: {}: {}", warning.path, warning.reason);
        }
    }
    printer.finish(arguments.timings)?;
    match printer.articles {
        0 if warnings > 0 => Err(Error::new(ErrorKind::Input, "no article could be read")),
        0 => Ok(Outcome::Nothing),
        _ => Ok(Outcome::Found),
    }
}

fn standard_input(format: Format, options: &ParseOptions, printer: &mut Printer) -> Result<Vec<Warning>> {
    let failed = |error| Error::new(ErrorKind::Io, "cannot read standard input").because(error);
    if format == Format::JsonLines && options.mapping.is_none() {
        printer.records(&mut io::stdin().lock(), failed)?;
        return Ok(Vec::new());
    }
    let source = Source { path: "-".into(), member: None };
    if format == Format::JsonLines {
        let content = Content::Lines(&mut io::stdin().lock());
        return printer.parsed(Input { source: &source, modified: None, format, content }, options);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(Limits::default().file).read_to_end(&mut bytes).map_err(failed)?;
    match read::decode(&bytes) {
        Err(reason) => Ok(vec![Warning::new("-", reason)]),
        Ok(decoded) => {
            let content = Content::Text(&decoded.text);
            let mut warnings =
                printer.parsed(Input { source: &source, modified: None, format, content }, options)?;
            warnings.extend(decoded.fault.map(|fault| Warning::new("-", fault)));
            Ok(warnings)
        }
    }
}

fn files(
    root: &std::path::Path,
    format: Format,
    options: &ParseOptions,
    printer: &mut Printer,
) -> Result<Vec<Warning>> {
    let mut warnings = Vec::new();
    for found in read::walk(&[root.to_owned()], &WalkOptions::default()) {
        let done = found.and_then(|found| file(&found, format, options, printer));
        match done {
            Ok(outcome) => warnings.extend(outcome?),
            Err(warning) => warnings.push(warning),
        }
    }
    Ok(warnings)
}

/// Understands one file; the outer error costs the file, the inner one the run.
fn file(
    found: &Found,
    format: Format,
    options: &ParseOptions,
    printer: &mut Printer,
) -> Result<Result<Vec<Warning>>, Warning> {
    let (source, modified) = (&found.source, found.modified_day());
    if let Some(format) = Format::of_name(&source.path).filter(|format| format.streams()) {
        let mut reader = read::open_lines(found)?;
        let content = Content::Lines(&mut *reader);
        return Ok(printer.parsed(Input { source, modified, format, content }, options));
    }
    let read = read::read_text(found, &Limits::default())?;
    let format = Format::of_name(&source.path).unwrap_or(match format {
        // Nobody chose the default for this file.
        Format::JsonLines => {
            Format::of(&source.path, &read.text).ok_or_else(|| found.warning("no known format"))?
        }
        chosen => chosen,
    });
    let content = Content::Text(&read.text);
    let parsed = printer.parsed(Input { source, modified, format, content }, options);
    Ok(parsed.map(|mut warnings| {
        warnings.extend(read.fault);
        warnings
    }))
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

impl Record {
    fn document(self) -> Document {
        let published = self.published.as_deref().and_then(parse::parse_day);
        let mut doc = parse::verbatim(self.title.as_deref(), &self.text, published);
        doc.id = self.id;
        doc.url = self.url;
        doc.publisher = self.source.or(doc.publisher);
        doc.language = self.language;
        doc
    }
}

/// Understands documents and writes them to standard output.
struct Printer {
    pipeline: Pipeline,
    out: io::BufWriter<io::Stdout>,
    times: Vec<(&'static str, Duration)>,
    articles: usize,
}

impl Printer {
    fn new(names: Names) -> Printer {
        let out = io::BufWriter::new(io::stdout());
        Printer { pipeline: extract::pipeline_with(names), out, times: Vec::new(), articles: 0 }
    }

    /// Understands records whose text stays as it is, one a line; a line that
    /// is none is answered with an error in its place.
    fn records(&mut self, input: &mut dyn BufRead, failed: impl Fn(io::Error) -> Error) -> Result<()> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if input.read_until(b'\n', &mut line).map_err(&failed)? == 0 {
                break;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Record>(&line) {
                Ok(record) => self.print(record.document())?,
                Err(error) => {
                    let error = format!("line {number}: {error}");
                    self.write(&json!({ "schema": article::SCHEMA, "error": error }))?;
                }
            }
        }
        Ok(())
    }

    /// Understands the documents of one input.
    fn parsed(&mut self, input: Input<'_>, options: &ParseOptions) -> Result<Vec<Warning>> {
        let mut written = Ok(());
        let warnings = parse::parse(input, options, &mut |doc| {
            if written.is_ok() {
                written = self.print(doc);
            }
        });
        written.map(|()| warnings)
    }

    fn print(&mut self, mut doc: Document) -> Result<()> {
        let times = &mut self.times;
        self.pipeline.apply_timed(&mut doc, |name, time| {
            match times.iter_mut().find(|(other, _)| *other == name) {
                Some(entry) => entry.1 += time,
                None => times.push((name, time)),
            }
        });
        self.articles += 1;
        self.write(&article::article(&doc))
    }

    fn write(&mut self, object: &serde_json::Value) -> Result<()> {
        writeln!(self.out, "{object}").map_err(unwritten)
    }

    fn finish(&mut self, timings: bool) -> Result<()> {
        self.out.flush().map_err(unwritten)?;
        for (name, time) in self.times.iter().filter(|_| timings) {
            eprintln!("{name:12} {:.3} s", time.as_secs_f64());
        }
        Ok(())
    }
}

fn unwritten(error: io::Error) -> Error {
    Error::new(ErrorKind::Io, "cannot write the result").because(error)
}
