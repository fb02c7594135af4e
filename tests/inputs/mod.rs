//! Each sample of `samples/` beside what is read from it, and each kind of
//! broken input.
//!
//! `NAME.snap` holds the articles of `NAME`: their fields, and their text with
//! the dateline and the zones marked. After a wanted change, run with
//! `DATELINE_BLESS=1` and read the difference.

mod broken;
mod fuzzed;
mod noise;
mod speed;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::document::{Document, Span};
use dateline::error::Warning;
use dateline::parse::{Content, Format, Input, Mapping, ParseOptions, parse};
use dateline::read::{self, Found, Limits, WalkOptions};

/// Reads and parses one file as the program does.
fn articles(found: &Found, options: &ParseOptions, each: &mut dyn FnMut(Document)) -> Vec<Warning> {
    let source = &found.source;
    if let Some(format) = Format::of_name(&source.path).filter(|format| format.streams()) {
        return match read::open_lines(found) {
            Ok(mut reader) => {
                let content = Content::Lines(&mut *reader);
                parse(Input { source, modified: None, format, content }, options, each)
            }
            Err(warning) => vec![warning],
        };
    }
    let read = match read::read_text(found, &Limits::default()) {
        Ok(read) => read,
        Err(warning) => return vec![warning],
    };
    let Some(format) = Format::of(&source.path, &read.text) else {
        return vec![found.warning("no known format")];
    };
    let content = Content::Text(&read.text);
    let mut warnings = parse(Input { source, modified: None, format, content }, options, each);
    warnings.extend(read.fault);
    warnings
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/samples")
}

/// Writes an article as a snapshot shows it.
fn show(doc: &Document) -> String {
    let mut shown = String::new();
    let published = doc.published.map(|found| format!("{} ({:?})", found.day, found.from));
    let fields = [
        ("member", doc.source.member.clone()),
        ("id", Some(doc.id.clone())),
        ("title", doc.title().map(str::to_owned)),
        ("byline", (!doc.byline.is_empty()).then(|| doc.byline.join("; "))),
        ("published", published),
        ("publisher", doc.publisher.clone()),
        ("url", doc.url.clone()),
        ("language", doc.language.clone()),
        (
            "dateline",
            doc.dateline.as_ref().map(|line| format!("{} on {:?}", line.place.of(&doc.text), line.day)),
        ),
    ];
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        writeln!(shown, "{name}: {value}").expect("a string takes all");
    }
    shown + "\n" + &marked(doc) + "\n"
}

/// Returns the body with `<kind|` and `>` around its dateline and zones.
fn marked(doc: &Document) -> String {
    let mut marks: Vec<(Span, String)> =
        doc.zones.iter().map(|zone| (zone.span, format!("{:?}", zone.kind))).collect();
    marks.extend(doc.dateline.iter().map(|line| (line.span, "Dateline".to_owned())));
    marks.sort();
    let (mut out, mut at) = (String::new(), doc.body.start);
    for (span, kind) in marks {
        let before = &doc.text[at..span.start];
        write!(out, "{before}<{kind}|{}>", span.of(&doc.text)).expect("a string takes all");
        at = span.end;
    }
    out + &doc.text[at..]
}

fn options(sample: &Path) -> ParseOptions {
    let mapping = fs::read_to_string(sample.with_extension("toml")).ok();
    let mapping = mapping.map(|text| Mapping::parse(&text).expect("the sample's mapping is valid"));
    ParseOptions { mapping, ..ParseOptions::default() }
}

#[test]
fn every_sample_is_read_as_its_snapshot_says() {
    let mut wrong = Vec::new();
    for found in read::walk(&[samples()], &WalkOptions::default()) {
        let found = found.expect("the samples can be read");
        if found.path.extension().is_some_and(|end| end == "snap" || end == "toml") {
            continue;
        }
        let mut shown = String::new();
        let warnings =
            articles(&found, &options(&found.path), &mut |doc| shown += &format!("{}\n----\n", show(&doc)));
        for warning in warnings {
            writeln!(shown, "warning: {}: {}", warning.path, warning.reason).expect("a string takes all");
        }
        let snapshot = PathBuf::from(format!("{}.snap", found.path.display()));
        if std::env::var_os("DATELINE_BLESS").is_some() {
            fs::write(&snapshot, &shown).expect("the snapshot can be written");
        }
        let expected = fs::read_to_string(&snapshot).unwrap_or_default();
        if shown != expected {
            wrong.push(format!("{}:\n{shown}\n==== expected ====\n{expected}", found.source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
