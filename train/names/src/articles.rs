//! Labelled articles: read from JSON Lines, cut into tokens as the program does.

use std::error::Error;
use std::fs;

use dateline::document::{Document, Token};
use dateline::extract::Component;
use dateline::extract::names::labels::{self, Kind, Part, label};
use dateline::extract::sentences::Sentences;
use dateline::extract::tokens::Tokens;
use serde::Deserialize;

use crate::learner::Options;
use crate::recase::{self, Recasing};

/// One line of a labelled set.
#[derive(Clone, Deserialize)]
pub struct Gold {
    /// The untokenised text.
    pub text: String,
    /// Its names.
    #[serde(default)]
    pub mentions: Vec<GoldMention>,
    /// Whether the set marks names of other kinds than the three.
    #[serde(default = "yes")]
    pub other: bool,
}

/// A name by its code points.
#[derive(Clone, Deserialize)]
pub struct GoldMention {
    pub start: usize,
    pub end: usize,
    /// `person`, `organization`, `place`, `other`, or `open` where nothing is known.
    pub kind: String,
}

fn yes() -> bool {
    true
}

/// Articles to learn from.
#[derive(Default)]
pub struct Corpus {
    /// Each article with its tokens and sentences.
    pub docs: Vec<Document>,
    /// For each article, the labels that each token may have, as a set of bits.
    pub allowed: Vec<Vec<u32>>,
    /// How much each article counts.
    pub weights: Vec<f32>,
    misfits: usize,
}

/// Any label at all.
pub const ANY: u32 = (1 << labels::LABELS) - 1;

/// Reads the labelled articles of a file.
pub fn read(path: &str) -> Result<Vec<Gold>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let line = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| format!("{path}:{}: {error}", number + 1).into())
    };
    text.lines().enumerate().map(line).collect()
}

/// Adds the articles of `source`, a path with an optional `@WEIGHT`, and
/// copies of some of them in other case.
pub fn add(corpus: &mut Corpus, source: &str, options: &Options) -> Result<(), Box<dyn Error>> {
    let (path, weight) = source.rsplit_once('@').unwrap_or((source, "1"));
    let weight: f32 = weight.parse()?;
    let golds = read(path)?;
    let before = (corpus.docs.len(), corpus.misfits);
    for (number, gold) in golds.iter().enumerate() {
        corpus.add(gold, weight);
        for recasing in Recasing::for_article(number as u64, options.recased) {
            corpus.add(&recase::article(gold, recasing), weight);
        }
    }
    let added = corpus.docs.len() - before.0;
    eprintln!(
        "{source}: {} articles, {added} with copies, {} misfits",
        golds.len(),
        corpus.misfits - before.1
    );
    Ok(())
}

impl Corpus {
    fn add(&mut self, gold: &Gold, weight: f32) {
        let doc = tokenized(&gold.text);
        let (allowed, misfits) = allowed(&doc, gold);
        self.misfits += misfits;
        self.docs.push(doc);
        self.allowed.push(allowed);
        self.weights.push(weight);
    }
}

/// Makes a document with tokens and sentences.
pub fn tokenized(text: &str) -> Document {
    let mut doc = Document::new(None, text);
    Tokens.apply(&mut doc);
    Sentences.apply(&mut doc);
    doc
}

/// Prints the texts of a file with their sentences of tokens, by code points.
pub fn print_tokens(path: &str) -> Result<(), Box<dyn Error>> {
    for gold in read(path)? {
        let doc = tokenized(&gold.text);
        let mut points = vec![0; gold.text.len() + 1];
        for (number, (at, c)) in gold.text.char_indices().enumerate() {
            points[at..at + c.len_utf8()].fill(number);
            points[at + c.len_utf8()] = number + 1;
        }
        let token = |token: &Token| [points[token.span.start], points[token.span.end]];
        let sentences: Vec<Vec<_>> =
            doc.sentences.iter().map(|s| doc.tokens[s.tokens.clone()].iter().map(token).collect()).collect();
        println!("{}", serde_json::json!({ "text": gold.text, "sentences": sentences }));
    }
    Ok(())
}

/// Returns the names as ranges of bytes.
pub fn byte_spans(gold: &Gold) -> Vec<(usize, usize, &str)> {
    let mut bytes: Vec<usize> = gold.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(gold.text.len());
    gold.mentions.iter().map(|m| (bytes[m.start], bytes[m.end], m.kind.as_str())).collect()
}

/// Returns the labels allowed at each token, and how many names fit no tokens.
fn allowed(doc: &Document, gold: &Gold) -> (Vec<u32>, usize) {
    let other = (0..labels::LABELS).filter(|l| matches!(labels::parse(*l), Some((Kind::Other, _))));
    let outside = 1 | if gold.other { 0 } else { other.map(|label| 1 << label).sum() };
    let mut allowed = vec![outside; doc.tokens.len()];
    let mut misfits = 0;
    for (start, end, kind) in byte_spans(gold) {
        let first = doc.tokens.partition_point(|token| token.span.end <= start);
        let last = doc.tokens.partition_point(|token| token.span.start < end);
        let fits =
            first < last && doc.tokens[first].span.start == start && doc.tokens[last - 1].span.end == end;
        let one_sentence = doc.sentences.iter().any(|s| s.tokens.start <= first && last <= s.tokens.end);
        match parse_kind(kind) {
            Some(kind) if fits && one_sentence => mark(&mut allowed[first..last], kind),
            kind => {
                misfits += usize::from(kind.is_some());
                allowed[first..last].fill(ANY);
            }
        }
    }
    (allowed, misfits)
}

fn mark(allowed: &mut [u32], kind: Kind) {
    let last = allowed.len() - 1;
    for (at, set) in allowed.iter_mut().enumerate() {
        let part = match at {
            0 if last == 0 => Part::Unit,
            0 => Part::Begin,
            _ if at == last => Part::Last,
            _ => Part::Inside,
        };
        *set = 1 << label(kind, part);
    }
}

fn parse_kind(kind: &str) -> Option<Kind> {
    match kind {
        "person" => Some(Kind::Person),
        "organization" => Some(Kind::Organization),
        "place" => Some(Kind::Place),
        "other" => Some(Kind::Other),
        _ => None,
    }
}
