//! Which format an input has, and the one door to all parsers.

use std::io::BufRead;

use chrono::NaiveDate;

use super::draft::Draft;
use super::{Mapping, guard, html, json, lines, markdown, text};
use crate::document::{Document, Source};
use crate::error::Warning;

/// A format of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter in YAML or TOML.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// One JSON value, or several: an article, a list of articles, a reply of
    /// a search service.
    Json,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// All formats with the names that the command line gives them.
    pub const NAMES: [(&'static str, Format); 5] = [
        ("text", Format::Text),
        ("md", Format::Markdown),
        ("html", Format::Html),
        ("json", Format::Json),
        ("jsonl", Format::JsonLines),
    ];

    /// Returns the format that the end of a file's name tells; none for names
    /// without an end and for ends that no format has.
    pub fn of_name(name: &str) -> Option<Format> {
        let (_, end) = file_name(name).rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" | "jsonlines" => Some(Format::JsonLines),
            _ => None,
        }
    }

    /// Recognises the format of a file by its name, else, where the name has
    /// no end, by the look of its text; none for a file of another kind.
    pub fn of(name: &str, text: &str) -> Option<Format> {
        let known = Format::of_name(name);
        let ends = file_name(name).rsplit_once('.').is_some_and(|(_, end)| is_extension(end));
        known.or_else(|| (!ends).then(|| Format::sniff(text)))
    }

    /// Guesses the format of a text without a name.
    pub fn sniff(text: &str) -> Format {
        let start = text.trim_start();
        let opens = |mark: &str| start.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
        if start.starts_with('{') || start.starts_with("[{") {
            Format::Json
        } else if opens("<!doctype html") || opens("<html") {
            Format::Html
        } else if start.starts_with("---\n") || start.starts_with("+++\n") || start.starts_with("# ") {
            Format::Markdown
        } else {
            Format::Text
        }
    }

    /// Tells whether files of this format are read as a stream of lines,
    /// since they may be larger than memory.
    pub fn streams(self) -> bool {
        self == Format::JsonLines
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Tells whether `end` reads like a file's type and not like `v1.2` or `J. Doe`.
fn is_extension(end: &str) -> bool {
    (1..=5).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && end.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// What is parsed.
pub struct Input<'a> {
    /// Where it lies; the path names it in warnings and identifiers.
    pub source: &'a Source,
    /// The day on which the file was last written.
    pub modified: Option<NaiveDate>,
    /// Its format.
    pub format: Format,
    /// Its content.
    pub content: Content<'a>,
}

/// The content of an input.
pub enum Content<'a> {
    /// The whole text.
    Text(&'a str),
    /// A stream of UTF-8, for [`Format::JsonLines`].
    Lines(&'a mut dyn BufRead),
}

/// How inputs are parsed.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// Where JSON objects keep what, for those whose field names are uncommon.
    pub mapping: Option<Mapping>,
    /// The day of publication, given with the command; it overrules all others.
    pub published: Option<NaiveDate>,
    /// The most bytes of one line of JSON Lines; longer ones are skipped.
    pub line_limit: usize,
}

impl Default for ParseOptions {
    /// No mapping, no day, and 16 MB a line.
    fn default() -> ParseOptions {
        ParseOptions { mapping: None, published: None, line_limit: 16 << 20 }
    }
}

/// Parses `input`, calls `each` with every article in it, in their order, and
/// returns what was wrong.
///
/// ```
/// use dateline::document::Source;
/// use dateline::parse::{Content, Format, Input, ParseOptions, parse};
///
/// let source = Source { path: "2024-03-20_talks.txt".into(), member: None };
/// let content = Content::Text("Envoy in Doha\n\nDOHA, March 19 (Press) - The envoy met the emir.\n");
/// let input = Input { source: &source, modified: None, format: Format::Text, content };
/// let mut titles = Vec::new();
/// let warnings = parse(input, &ParseOptions::default(), &mut |doc| {
///     titles.push((doc.title().map(str::to_owned), doc.published_day().map(|day| day.to_string())));
/// });
/// assert!(warnings.is_empty());
/// assert_eq!(titles, [(Some("Envoy in Doha".into()), Some("2024-03-20".into()))]);
/// ```
pub fn parse(input: Input<'_>, options: &ParseOptions, each: &mut dyn FnMut(Document)) -> Vec<Warning> {
    let Input { source, modified, format, content } = input;
    let mut output = Output { source, modified, options, each, warnings: Vec::new(), documents: 0 };
    match content {
        Content::Text(text) => whole(format, text, &mut output),
        Content::Lines(reader) => lines::parse(reader, &mut output),
    }
    if output.documents == 0 && output.warnings.is_empty() {
        output.warn(None, "no article in it");
    }
    output.warnings
}

fn whole(format: Format, text: &str, output: &mut Output<'_>) {
    match format {
        Format::Text => output.guarded(None, |_| Ok(text::parse(text))),
        Format::Markdown => output.guarded(None, |warn| Ok(markdown::parse(text, warn))),
        Format::Html => output.guarded(None, |warn| html::parse(text, warn)),
        Format::Json => json::parse(text, output),
        Format::JsonLines => lines::parse(&mut text.as_bytes(), output),
    }
}

/// Where the parsers put what they find.
pub(super) struct Output<'a> {
    source: &'a Source,
    modified: Option<NaiveDate>,
    pub(super) options: &'a ParseOptions,
    each: &'a mut dyn FnMut(Document),
    warnings: Vec<Warning>,
    documents: usize,
}

impl Output<'_> {
    /// Runs the parser of one article, which may panic, and hands over what
    /// it made; `warn` takes the reasons of faults that cost no article.
    pub(super) fn guarded(
        &mut self,
        member: Option<String>,
        parse: impl FnOnce(&mut Vec<String>) -> Result<Draft, String>,
    ) {
        let source = Source { path: self.source.path.clone(), member };
        let (modified, options) = (self.modified, self.options);
        let mut reasons = Vec::new();
        let made = guard::caught(|| parse(&mut reasons)?.finish(&source, modified, options));
        for reason in reasons {
            self.warn(source.member.as_deref(), &reason);
        }
        match made {
            Ok(doc) => {
                self.documents += 1;
                (self.each)(doc);
            }
            Err(reason) => self.warn(source.member.as_deref(), &reason),
        }
    }

    /// Notes a fault of the file, or of a member of it.
    pub(super) fn warn(&mut self, member: Option<&str>, reason: &str) {
        let path = match member {
            Some(member) => format!("{}#{member}", self.source.path),
            None => self.source.path.clone(),
        };
        self.warnings.push(Warning::new(path, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name_then_by_look() {
        assert_eq!(Format::of("a/b.HTM", ""), Some(Format::Html));
        assert_eq!(Format::of("a.b/story", "{\"text\": 1}"), Some(Format::Json));
        assert_eq!(Format::of("story", "<!DOCTYPE HTML><p>"), Some(Format::Html));
        assert_eq!(Format::of("story.2024", "GENEVA - Talks"), Some(Format::Text));
        assert_eq!(Format::of("style.css", "a {}"), None);
    }
}
