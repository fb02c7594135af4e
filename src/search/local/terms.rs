//! Words, phrases and open words as terms of the index.

use regex::{Regex, RegexBuilder};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, EmptyQuery, ExistsQuery, Occur, PhraseQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::Local;
use super::near::{self, Place};
use super::tree::{Built, any_of, articles, constant, filtered};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Stems, damaged, fold_word, words};
use crate::query::{Fuzzy, Pattern, Phrase, Query, TextField, Wildcard, Word};

/// The weight of a word in the headline against one in the body.
const TITLE: f32 = 2.0;
/// Words that a pattern may fit.
const MOST: usize = 10_000;
/// Bytes of a compiled pattern.
const PATTERN_SIZE: usize = 1 << 20;

/// A part of an article's text: its words, and their stems.
#[derive(Clone, Copy)]
pub struct Texts {
    /// The field of the folded words.
    pub words: Field,
    stems: Field,
    weight: f32,
}

/// Returns the parts of the text in which `field` looks.
pub fn fields_of(local: &Local, field: TextField) -> Result<Vec<Texts>> {
    let fields = local.fields()?;
    let title = Texts { words: fields.title, stems: fields.title_stem, weight: TITLE };
    let body = Texts { words: fields.body, stems: fields.body_stem, weight: 1.0 };
    Ok(match field {
        TextField::Any => vec![title, body],
        TextField::Title => vec![title],
        TextField::Body => vec![body],
    })
}

/// Returns the part of the text in which a query of words looks.
pub fn field_of(query: &Query) -> TextField {
    match query {
        Query::Word(node) => node.field,
        Query::Phrase(node) => node.field,
        Query::Wildcard(node) => node.field,
        Query::Fuzzy(node) => node.field,
        Query::Pattern(node) => node.field,
        Query::Or(queries) => queries.first().map_or(TextField::Any, field_of),
        Query::Boost(boost) => field_of(&boost.query),
        _ => TextField::Any,
    }
}

/// Returns the query of a word.
pub fn word(local: &Local, node: &Word) -> Result<Built> {
    let build = |texts: Texts| match node.exact {
        true => Ok(sequence(texts.words, &folded(&node.text))),
        false => stemmed(local, texts, &node.text),
    };
    in_each(local, node.field, build)
}

/// Returns the query of a phrase.
pub fn phrase(local: &Local, node: &Phrase) -> Result<Built> {
    let words = folded(&node.text);
    in_each(local, node.field, |texts| {
        if node.slop == 0 || words.len() < 2 {
            return Ok(sequence(texts.words, &words));
        }
        let terms = words.iter().map(|word| Term::from_field_text(texts.words, word)).collect::<Vec<_>>();
        let each = terms.iter().map(|term| single(term.clone())).collect();
        Ok(filtered(Box::new(BooleanQuery::intersection(each)), near::window(terms, node.slop)))
    })
}

/// Returns the query of the words that a wildcard, fuzzy word or pattern fits.
pub fn expanded(local: &Local, query: &Query) -> Result<Built> {
    in_each(local, field_of(query), |texts| {
        let terms = expand(local, texts.words, &Fit::of(query)?)?;
        Ok(constant(Box::new(TermSetQuery::new(terms)), 1.0))
    })
}

/// Returns the query of the values of a caseless field that a wildcard fits.
pub fn caseless_wildcard(local: &Local, field: Field, pattern: &str) -> Result<Built> {
    let regex = compile(&wildcard_regex(pattern, &|text| text.to_owned()), pattern)?;
    let terms = expand(local, field, &Fit::Regex { regex, name: pattern.to_owned() })?;
    Ok(constant(Box::new(TermSetQuery::new(terms)), 1.0))
}

/// Returns the places, in `texts`, of what `query` looks for.
pub fn place(local: &Local, query: &Query, texts: Texts) -> Result<Place> {
    let phrase = |field: Field, words: &[String]| {
        Place::Phrase(words.iter().map(|word| vec![Term::from_field_text(field, word)]).collect())
    };
    match query {
        Query::Word(node) if !node.exact => {
            let stems = stems(local, &node.text)?;
            Ok(Place::Any(stems.iter().map(|(stems, _)| phrase(texts.stems, stems)).collect()))
        }
        Query::Word(Word { text, .. }) | Query::Phrase(Phrase { text, slop: 0, .. }) => {
            Ok(phrase(texts.words, &folded(text)))
        }
        Query::Phrase(node) => {
            let terms = folded(&node.text).iter().map(|w| Term::from_field_text(texts.words, w)).collect();
            Ok(Place::Window(terms, node.slop))
        }
        Query::Wildcard(_) | Query::Fuzzy(_) | Query::Pattern(_) => {
            Ok(Place::Phrase(vec![expand(local, texts.words, &Fit::of(query)?)?]))
        }
        other => Err(Error::new(ErrorKind::Query, format!("`{other}` has no place in the text"))
            .hint("NEAR and ADJ join words and phrases")),
    }
}

/// Returns the folded words of what was typed.
pub fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold_word(word.text)).collect()
}

fn in_each(local: &Local, field: TextField, build: impl Fn(Texts) -> Result<Built>) -> Result<Built> {
    let weighted =
        |texts: Texts| -> Result<Built> { Ok(Box::new(BoostQuery::new(build(texts)?, texts.weight))) };
    Ok(any_of(fields_of(local, field)?.into_iter().map(weighted).collect::<Result<_>>()?))
}

/// Returns the query of words beside each other.
pub fn sequence(field: Field, words: &[String]) -> Built {
    let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => single(terms.swap_remove(0)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

fn single(term: Term) -> Built {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Returns the query of the stems of what was typed, those of each language in
/// the articles of that language.
fn stemmed(local: &Local, texts: Texts, text: &str) -> Result<Built> {
    let variants = stems(local, text)?;
    let only = variants.len() == 1;
    let mut built = Vec::new();
    for (stems, languages) in &variants {
        let query = sequence(texts.stems, stems);
        built.push(if only { query } else { filtered(query, in_languages(local, languages)?) });
    }
    Ok(any_of(built))
}

/// Returns the stems of `text` in each way that the archive's languages stem
/// it, with the languages; the empty one is that of articles without one.
fn stems(local: &Local, text: &str) -> Result<Vec<(Vec<String>, Vec<String>)>> {
    let mut variants: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for language in local.languages()? {
        let mut stemmer = Stems::new(&language);
        let stems: Vec<String> = words(text).map(|word| stemmer.stem(word.text).to_owned()).collect();
        match variants.iter_mut().find(|(known, _)| *known == stems) {
            Some((_, languages)) => languages.push(language),
            None => variants.push((stems, vec![language])),
        }
    }
    Ok(variants)
}

fn in_languages(local: &Local, languages: &[String]) -> Result<Built> {
    let field = local.fields()?.language;
    let named: Vec<Term> =
        languages.iter().filter(|l| !l.is_empty()).map(|l| Term::from_field_text(field, l)).collect();
    let mut any: Vec<Built> = vec![Box::new(TermSetQuery::new(named))];
    if languages.iter().any(String::is_empty) {
        let without: Vec<(Occur, Built)> = vec![
            (Occur::Must, articles(local)?),
            (Occur::MustNot, Box::new(ExistsQuery::new("language".to_owned(), false))),
        ];
        any.push(Box::new(BooleanQuery::new(without)));
    }
    Ok(any_of(any))
}

impl Local {
    /// Returns the languages of the archive, and the empty one.
    fn languages(&self) -> Result<Vec<String>> {
        let field = self.fields()?.language;
        let mut languages = vec![String::new()];
        for segment in self.archive.searcher()?.segment_readers() {
            let index = segment.inverted_index(field).map_err(damaged)?;
            let mut terms = index.terms().stream().map_err(|error| damaged(error.into()))?;
            while terms.advance() {
                languages.push(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
        languages.sort_unstable();
        languages.dedup();
        Ok(languages)
    }
}

/// What decides whether a word is meant.
pub enum Fit {
    /// The folded word matches, whole.
    Regex {
        /// The expression.
        regex: Regex,
        /// What was typed.
        name: String,
    },
    /// The folded word is spelt alike.
    Fuzzy {
        /// The folded word.
        word: String,
        /// The number of edits.
        distance: usize,
    },
}

impl Fit {
    /// Returns what decides for a wildcard, fuzzy word or pattern.
    pub fn of(query: &Query) -> Result<Fit> {
        match query {
            Query::Wildcard(Wildcard { pattern, .. }) => {
                let regex = compile(&wildcard_regex(pattern, &fold_word), pattern)?;
                Ok(Fit::Regex { regex, name: pattern.clone() })
            }
            Query::Pattern(Pattern { regex: typed, .. }) => {
                let regex = compile(typed, typed)?;
                Ok(Fit::Regex { regex, name: format!("/{typed}/") })
            }
            Query::Fuzzy(Fuzzy { word, distance, .. }) => {
                Ok(Fit::Fuzzy { word: fold_word(word), distance: usize::from(*distance) })
            }
            other => Err(Error::new(ErrorKind::Query, format!("`{other}` is no open word"))),
        }
    }

    /// Tells whether the folded `word` is meant.
    pub fn fits(&self, word: &str) -> bool {
        match self {
            Fit::Regex { regex, .. } => regex.is_match(word),
            Fit::Fuzzy { word: typed, distance } => {
                word.len().abs_diff(typed.len()) <= 4 * distance
                    && strsim::damerau_levenshtein(typed, word) <= *distance
            }
        }
    }

    fn name(&self) -> String {
        match self {
            Fit::Regex { name, .. } => name.clone(),
            Fit::Fuzzy { word, distance } => format!("{word}~{distance}"),
        }
    }
}

fn wildcard_regex(pattern: &str, fold: &dyn Fn(&str) -> String) -> String {
    let mut regex = String::new();
    for part in pattern.split_inclusive(['*', '?']) {
        let text = part.trim_end_matches(['*', '?']);
        if !text.is_empty() {
            regex.push_str(&regex::escape(&fold(text)));
        }
        match &part[text.len()..] {
            "*" => regex.push_str(".*"),
            "?" => regex.push('.'),
            _ => {}
        }
    }
    regex
}

fn compile(regex: &str, typed: &str) -> Result<Regex> {
    let whole = format!("^(?s:{regex})$");
    RegexBuilder::new(&whole).size_limit(PATTERN_SIZE).build().map_err(|error| {
        let (kind, why) = match error {
            regex::Error::CompiledTooBig(_) => (ErrorKind::Limit, "is too large".to_owned()),
            error => (ErrorKind::Query, format!("is no regular expression: {error}")),
        };
        Error::new(kind, format!("`{typed}` {why}"))
    })
}

/// Returns the terms of `field` that `fit` means.
fn expand(local: &Local, field: Field, fit: &Fit) -> Result<Vec<Term>> {
    let mut found: Vec<String> = Vec::new();
    for segment in local.archive.searcher()?.segment_readers() {
        let index = segment.inverted_index(field).map_err(damaged)?;
        let mut terms = index.terms().stream().map_err(|error| damaged(error.into()))?;
        while terms.advance() {
            if let Some(word) = std::str::from_utf8(terms.key()).ok().filter(|word| fit.fits(word)) {
                found.push(word.to_owned());
            }
        }
        found.sort_unstable();
        found.dedup();
        if found.len() > MOST {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("`{}` fits more than {MOST} words", fit.name()),
            )
            .hint("write more of the word"));
        }
    }
    Ok(found.iter().map(|word| Term::from_field_text(field, word)).collect())
}
