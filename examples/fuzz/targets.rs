//! What is fuzzed: each parser with what must hold of whatever it is given.

use chrono::NaiveDate;
use dateline::document::{Document, Source, Span};
use dateline::extract::{Pipeline, dates, names::Tagging, pipeline};
use dateline::parse::{Content, Format, Input, Mapping, ParseOptions, parse, parse_day};
use dateline::present::article::article;
use dateline::resolve::Corrections;
use dateline::resolve::corrections::history;
use dateline::{query, read};

/// Languages that have a grammar of dates.
const LANGUAGES: [&str; 6] = ["en", "fr", "de", "es", "zh", "ar"];

/// The names of all targets; that of a kept case begins with one and a point.
pub const TARGETS: [&str; 10] =
    ["text", "md", "html", "json", "jsonl", "mapping", "corrections", "query", "dates", "extract"];

/// The program's parsers, ready to be given anything.
pub struct Targets {
    pipeline: Pipeline,
    mapped: ParseOptions,
}

impl Targets {
    /// Makes the parsers; JSON is read with `mapping`, too.
    pub fn new(mapping: &str) -> Targets {
        let mapping = Mapping::parse(mapping).expect("the sample of a mapping file is one");
        let mapped = ParseOptions { mapping: Some(mapping), ..ParseOptions::default() };
        Targets { pipeline: pipeline(Tagging::Fast), mapped }
    }

    /// Gives `bytes` to the target of this name.
    ///
    /// # Panics
    ///
    /// When the target is at fault, with what it did.
    pub fn run(&self, target: &str, bytes: &[u8]) {
        let Some(text) = decoded(bytes) else { return };
        match target {
            "mapping" => drop(Mapping::parse(&text)),
            "corrections" => corrections(&text),
            "query" => queries(&text),
            "dates" => expressions(&text),
            "extract" => self.understood(&text),
            name => self.parsed(name, &text),
        }
    }

    fn parsed(&self, name: &str, text: &str) {
        let known = Format::NAMES.iter().find(|(other, _)| *other == name);
        let format = known.unwrap_or_else(|| panic!("there is no target `{name}`")).1;
        let source = Source { path: format!("2024-03-20_case.{name}"), member: None };
        for options in [&ParseOptions::default(), &self.mapped] {
            let input = Input { source: &source, modified: None, format, content: Content::Text(text) };
            for warning in parse(input, options, &mut |doc| whole(&doc)) {
                assert!(!warning.reason.contains("the parser gave up"), "{}", warning.reason);
            }
        }
    }

    /// Every layer of the text as an article, and the JSON of it.
    fn understood(&self, text: &str) {
        let (title, body) = text.split_once('\n').unwrap_or(("", text));
        let mut doc = dateline::parse::verbatim(Some(title), body, today().pred_opt());
        self.pipeline.apply(&mut doc);
        whole(&doc);
        let object = article(&doc).to_string();
        let read: serde_json::Value = serde_json::from_str(&object).expect("what is printed is JSON");
        assert_eq!(read["text"], body, "the text is as it came");
    }
}

/// The text of the bytes as files are decoded; none where they are no text.
fn decoded(bytes: &[u8]) -> Option<String> {
    read::decode(bytes).ok().map(|decoded| decoded.text)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 20).expect("a day of the calendar")
}

/// Every span of the document lies in its text, between characters.
fn whole(doc: &Document) {
    let inside = |span: Span| span.start <= span.end && doc.text.get(span.start..span.end).is_some();
    assert!(inside(doc.headline) && inside(doc.body), "headline and body lie in the text");
    assert!(doc.zones.iter().all(|zone| inside(zone.span)), "zones lie in the text");
    assert!(doc.mentions.iter().all(|mention| inside(mention.span)), "mentions lie in the text");
    assert!(doc.sentences.iter().all(|sentence| inside(sentence.span)), "sentences lie in the text");
    assert!(doc.tokens.iter().all(|token| inside(token.span)), "tokens lie in the text");
}

/// Corrections that can be read are written, read back, added to and undone.
fn corrections(text: &str) {
    drop(history::undo(text));
    let Ok(read) = Corrections::parse(text) else { return };
    let again = Corrections::parse(&read.to_toml()).expect("what is written can be read");
    assert_eq!(again, read, "what is written means what was read");
    history::append(text, &read).expect("what can be read can be added to");
}

/// A query that can be read prints one that means the same.
fn queries(text: &str) {
    let parsed = match query::parse(text, today()) {
        Ok(parsed) => parsed,
        Err(error) => return drop((error.to_string(), error.hint_text().map(str::to_owned))),
    };
    drop(query::in_words(&parsed.query));
    let printed = parsed.query.to_string();
    // What is printed may be longer than what may be typed.
    if printed.len() > query::MAX_LENGTH {
        return;
    }
    let again = query::parse(&printed, today()).unwrap_or_else(|error| panic!("prints {printed:?}: {error}"));
    assert_eq!(again.query, parsed.query, "prints {printed:?}");
}

fn expressions(text: &str) {
    for line in text.lines().filter(|line| line.len() < query::MAX_LENGTH) {
        drop((parse_day(line), query::parse_dates(line, today())));
        for language in LANGUAGES {
            let found = dates::parse(line, language, today());
            let days = found.and_then(|interval| interval.from.zip(interval.to));
            assert!(days.is_none_or(|(from, to)| from <= to), "{language}: {line:?} ends before it begins");
        }
    }
}
