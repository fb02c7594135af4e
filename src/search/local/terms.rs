//! Words, phrases and open words as terms of the index.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use tantivy::query::{
    BooleanQuery, BoostQuery, EmptyQuery, ExistsQuery, Occur, PhraseQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermStreamer;
use tantivy::{SegmentReader, Term};
use tantivy_fst::Automaton;

use super::Local;
use super::alike::Alike;
use super::asking::{Asking, Deadline};
use super::positions::{Place, Placed};
use super::tree::{Built, any_of, articles, constant, filtered};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Stems, damaged, fold_word, words};
use crate::query::{Fuzzy, Pattern, Phrase, Query, TextField, Wildcard, Word};
use crate::threads::share;

/// The weight of a word in the headline against one in the body.
const TITLE: f32 = 2.0;
/// Words that a pattern may fit.
const MOST: usize = 10_000;
/// Characters of an expression that an error shows.
const SHOWN: usize = 60;
/// Bytes of a compiled pattern.
const PATTERN_SIZE: usize = 1 << 20;

/// A part of an article's text: its words, and their stems.
#[derive(Clone, Copy)]
pub struct Texts {
    /// The field of the folded words.
    pub words: Field,
    /// The field of what may fill gaps.
    pub gaps: Field,
    stems: Field,
    weight: f32,
}

/// Returns the parts of the text in which `field` looks.
pub fn fields_of(asking: &Asking<'_>, field: TextField) -> Result<Vec<Texts>> {
    let fields = asking.fields()?;
    let title =
        Texts { words: fields.title, gaps: fields.title_gaps, stems: fields.title_stem, weight: TITLE };
    let body = Texts { words: fields.body, gaps: fields.body_gaps, stems: fields.body_stem, weight: 1.0 };
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
pub fn word(asking: &Asking<'_>, node: &Word) -> Result<Built> {
    let build = |texts: Texts| match node.exact {
        true => Ok(sequence(texts.words, &folded(&node.text))),
        false => stemmed(asking, texts, &node.text),
    };
    in_each(asking, node.field, build)
}

/// Returns the query of a phrase.
pub fn phrase(asking: &Asking<'_>, node: &Phrase) -> Result<Built> {
    let words = folded(&node.text);
    in_each(asking, node.field, |texts| {
        if node.slop == 0 || words.len() < 2 {
            return Ok(sequence(texts.words, &words));
        }
        let terms = words.iter().map(|word| Term::from_field_text(texts.words, word)).collect::<Vec<_>>();
        let each = terms.iter().map(|term| single(term.clone())).collect();
        Ok(filtered(
            Box::new(BooleanQuery::intersection(each)),
            Box::new(Placed::new(Place::Window(terms, node.slop), asking.deadline)),
        ))
    })
}

/// Returns the query of the words that a wildcard, fuzzy word or pattern fits.
pub fn expanded(asking: &Asking<'_>, query: &Query) -> Result<Built> {
    in_each(asking, field_of(query), |texts| {
        let terms = expand(asking, texts.words, query)?;
        Ok(constant(Box::new(TermSetQuery::new(terms.iter().cloned())), 1.0))
    })
}

/// Returns the query of the values of a caseless field that a wildcard fits.
pub fn caseless_wildcard(asking: &Asking<'_>, field: Field, pattern: &str) -> Result<Built> {
    let as_is = |text: &str| text.to_owned();
    let regex = compile(&wildcard_regex(pattern, &as_is), pattern)?;
    let fit = Fit::Regex { regex, start: beginning(pattern, &as_is), name: pattern.to_owned() };
    let terms = fitting(asking, field, &fit)?;
    Ok(constant(Box::new(TermSetQuery::new(terms)), 1.0))
}

/// Returns the places, in `texts` of `language`, of what `query` looks for.
pub fn place(asking: &Asking<'_>, query: &Query, texts: Texts, language: &str) -> Result<Place> {
    let phrase = |field: Field, words: &[String]| {
        Place::phrase(words.iter().map(|word| Term::from_field_text(field, word)))
    };
    match query {
        Query::Word(node) if !node.exact => Ok(phrase(texts.stems, &stems_in(language, &node.text))),
        Query::Word(Word { text, .. }) | Query::Phrase(Phrase { text, slop: 0, .. }) => {
            Ok(phrase(texts.words, &folded(text)))
        }
        Query::Phrase(node) => {
            let terms = folded(&node.text).iter().map(|w| Term::from_field_text(texts.words, w)).collect();
            Ok(Place::Window(terms, node.slop))
        }
        Query::Wildcard(_) | Query::Fuzzy(_) | Query::Pattern(_) => {
            Ok(Place::words(expand(asking, texts.words, query)?.to_vec()))
        }
        other => Err(Error::new(ErrorKind::Query, format!("`{other}` has no place in the text"))
            .hint("NEAR and ADJ join words and phrases")),
    }
}

/// Returns the folded words of what was typed.
pub fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold_word(word.text)).collect()
}

fn in_each(asking: &Asking<'_>, field: TextField, build: impl Fn(Texts) -> Result<Built>) -> Result<Built> {
    let weighted =
        |texts: Texts| -> Result<Built> { Ok(Box::new(BoostQuery::new(build(texts)?, texts.weight))) };
    Ok(any_of(fields_of(asking, field)?.into_iter().map(weighted).collect::<Result<_>>()?))
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
fn stemmed(asking: &Asking<'_>, texts: Texts, text: &str) -> Result<Built> {
    let variants = stems(asking, text)?;
    let only = variants.len() == 1;
    let mut built = Vec::new();
    for (stems, languages) in &variants {
        let query = sequence(texts.stems, stems);
        built.push(if only { query } else { filtered(query, in_languages(asking, languages)?) });
    }
    Ok(any_of(built))
}

/// Returns the stems of `text` in each way that the archive's languages stem
/// it, with the languages; the empty one is that of articles without one.
fn stems(asking: &Asking<'_>, text: &str) -> Result<Vec<(Vec<String>, Vec<String>)>> {
    let mut variants: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for language in asking.languages()? {
        let stems = stems_in(&language, text);
        match variants.iter_mut().find(|(known, _)| *known == stems) {
            Some((_, languages)) => languages.push(language),
            None => variants.push((stems, vec![language])),
        }
    }
    Ok(variants)
}

fn stems_in(language: &str, text: &str) -> Vec<String> {
    let mut stemmer = Stems::new(language);
    words(text).map(|word| stemmer.stem(word.text).to_owned()).collect()
}

/// Returns the languages of the archive in groups that stem all words of
/// `queries` alike; never none, and none of them empty.
pub fn languages_alike(asking: &Asking<'_>, queries: &[&Query]) -> Result<Vec<Vec<String>>> {
    let mut typed = Vec::new();
    queries.iter().for_each(|query| stemmed_words(query, &mut typed));
    let typed = typed.join(" ");
    Ok(stems(asking, &typed)?.into_iter().map(|(_, languages)| languages).collect())
}

/// Gathers the words of a query that are stemmed.
fn stemmed_words<'a>(query: &'a Query, typed: &mut Vec<&'a str>) {
    match query {
        Query::Word(node) if !node.exact => typed.push(&node.text),
        Query::Or(queries) => queries.iter().for_each(|query| stemmed_words(query, typed)),
        _ => {}
    }
}

/// Returns the query of the articles in one of `languages`.
pub fn in_languages(asking: &Asking<'_>, languages: &[String]) -> Result<Built> {
    let field = asking.fields()?.language;
    let named = languages.iter().filter(|language| !language.is_empty());
    let named = named
        .map(|language| TermQuery::new(Term::from_field_text(field, language), IndexRecordOption::Basic));
    let mut any: Vec<Built> = named.map(|term| Box::new(term) as Built).collect();
    if languages.iter().any(String::is_empty) {
        let without: Vec<(Occur, Built)> = vec![
            (Occur::Must, articles(asking)?),
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
        /// What every word that matches begins with.
        start: String,
        /// What was typed.
        name: String,
    },
    /// The folded word is spelt alike.
    Fuzzy {
        /// The folded word.
        word: String,
        /// Which letters it has, and how many.
        letters: (u64, usize),
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
                Ok(Fit::Regex { regex, start: beginning(pattern, &fold_word), name: pattern.clone() })
            }
            Query::Pattern(Pattern { regex: typed, .. }) => {
                let regex = compile(typed, typed)?;
                Ok(Fit::Regex { regex, start: literal_start(typed), name: format!("/{typed}/") })
            }
            Query::Fuzzy(Fuzzy { word, distance, .. }) => {
                let word = fold_word(word);
                Ok(Fit::Fuzzy { letters: letters(&word), word, distance: usize::from(*distance) })
            }
            other => Err(Error::new(ErrorKind::Query, format!("`{other}` is no open word"))),
        }
    }

    /// Tells whether the folded `word` is meant.
    pub fn fits(&self, word: &str) -> bool {
        match self {
            Fit::Regex { regex, .. } => regex.is_match(word),
            Fit::Fuzzy { word: typed, letters, distance } => {
                may_be_alike(*letters, word, *distance)
                    && strsim::damerau_levenshtein(typed, word) <= *distance
            }
        }
    }

    /// Returns what every word that is meant begins with.
    pub fn start(&self) -> &str {
        match self {
            Fit::Regex { start, .. } => start,
            Fit::Fuzzy { .. } => "",
        }
    }

    /// Returns what walks to the words that can be meant, where it can be told before they are read.
    fn alike(&self) -> Option<Alike> {
        match self {
            Fit::Regex { .. } => None,
            Fit::Fuzzy { word, distance, .. } => Some(Alike::new(word, *distance)),
        }
    }

    fn name(&self) -> String {
        match self {
            Fit::Regex { name, .. } => name.clone(),
            Fit::Fuzzy { word, distance, .. } => format!("{word}~{distance}"),
        }
    }
}

/// Returns what stands before the first open letter of a wildcard.
fn beginning(pattern: &str, fold: &dyn Fn(&str) -> String) -> String {
    fold(pattern.split(['*', '?']).next().unwrap_or_default())
}

/// Returns the letters before the first sign of an expression that is open;
/// nothing where it has alternatives.
fn literal_start(regex: &str) -> String {
    let is_open = |c: char| !c.is_alphanumeric();
    let mut depth = 0;
    // Behind an escape or in a class a parenthesis may be a sign like others.
    let plain = !regex.contains(['\\', '[']);
    let alternates = regex.chars().any(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == '|' && (depth <= 0 || !plain)
    });
    let end = regex.find(is_open).unwrap_or(regex.len());
    let mut start = regex[..end].to_owned();
    if regex[end..].starts_with(['*', '?', '{', '+']) {
        // The last letter may be missing, or be there again.
        start.pop();
    }
    if alternates { String::new() } else { start }
}

/// Returns which letters a word has, as bits, and how many letters it is long.
fn letters(word: &str) -> (u64, usize) {
    word.chars().fold((0, 0), |(set, count), c| (set | 1 << (u32::from(c) % 64), count + 1))
}

/// Tells whether so few edits may lead to `other` from a word with `letters`:
/// each changes the number of letters by at most one, and which letters there
/// are by at most two.
fn may_be_alike((set, count): (u64, usize), other: &str, distance: usize) -> bool {
    let (others, other_count) = letters(other);
    (set ^ others).count_ones() as usize <= 2 * distance && other_count.abs_diff(count) <= distance
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
            // Before its last line the library shows what we have put around the expression.
            error => {
                let told = error.to_string();
                let reason = told.lines().last().unwrap_or_default().trim_start_matches("error: ");
                (ErrorKind::Query, format!("is no regular expression: {reason}"))
            }
        };
        let shown: String = typed.chars().take(SHOWN).collect();
        let more = if shown.len() < typed.len() { "…" } else { "" };
        Error::new(kind, format!("`{shown}{more}` {why}"))
    })
}

/// Returns the terms of `field` that a wildcard, fuzzy word or pattern means.
fn expand(asking: &Asking<'_>, field: Field, query: &Query) -> Result<Arc<[Term]>> {
    asking.expanded(field, query, || fitting(asking, field, &Fit::of(query)?))
}

/// Returns the terms of `field` that `fit` means.
fn fitting(asking: &Asking<'_>, field: Field, fit: &Fit) -> Result<Vec<Term>> {
    let (segments, deadline) = (asking.archive.searcher()?.segment_readers(), asking.deadline);
    let of_segment = |(): &mut (), segment: &SegmentReader| fitting_in(segment, field, fit, deadline);
    let found = match fit.start().is_empty() {
        // The whole dictionary is looked through.
        true => share(segments, || (), of_segment),
        false => segments.iter().map(|segment| of_segment(&mut (), segment)).collect(),
    };
    let mut words: Vec<String> = Vec::new();
    for some in found {
        words.extend(some?);
        words.sort_unstable();
        words.dedup();
        if words.len() > MOST {
            return Err(too_open(fit));
        }
    }
    Ok(words.iter().map(|word| Term::from_field_text(field, word)).collect())
}

/// Returns the words of `field` in a segment that `fit` means.
fn fitting_in(segment: &SegmentReader, field: Field, fit: &Fit, deadline: Deadline) -> Result<Vec<String>> {
    let index = segment.inverted_index(field).map_err(damaged)?;
    let unreadable = |error: std::io::Error| damaged(error.into());
    match fit.alike() {
        Some(alike) => {
            gathered(index.terms().search(alike).into_stream().map_err(unreadable)?, fit, deadline)
        }
        None => {
            let from_there = index.terms().range().ge(fit.start().as_bytes());
            gathered(from_there.into_stream().map_err(unreadable)?, fit, deadline)
        }
    }
}

/// Returns the words of `terms`, as long as they begin as they must, that `fit` means.
fn gathered<A: Automaton>(
    mut terms: TermStreamer<'_, A>,
    fit: &Fit,
    deadline: Deadline,
) -> Result<Vec<String>> {
    let (mut found, mut looked) = (Vec::new(), 0);
    while terms.advance() && terms.key().starts_with(fit.start().as_bytes()) {
        if let Some(word) = std::str::from_utf8(terms.key()).ok().filter(|word| fit.fits(word)) {
            found.push(word.to_owned());
            if found.len() > MOST {
                return Err(too_open(fit));
            }
        }
        deadline.check_every(&mut looked)?;
    }
    Ok(found)
}

fn too_open(fit: &Fit) -> Error {
    Error::new(ErrorKind::Limit, format!("`{}` fits more than {MOST} words", fit.name()))
        .hint("write more of the word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_begins_with_its_letters() {
        let check = |regex: &str, start: &str| assert_eq!(literal_start(regex), start, "{regex}");
        check("negotiat(or|ion)s?", "negotiat");
        check("talks?", "talk");
        check("ab+c", "a");
        check("grain|rye", "");
        check("(?i)grain", "");
        check("", "");
        check("a[bc]|d", "");
        check("ab\\(|cd", "");
    }

    #[test]
    fn few_edits_change_few_letters() {
        let may = |one: &str, other: &str, distance| may_be_alike(letters(one), other, distance);
        assert!(may("treaty", "traety", 1) && may("treaty", "treat", 1) && may("väter", "vater", 1));
        assert!(!may("treaty", "talks", 2) && !may("ab", "abcd", 1));
    }
}
