//! A text read from its start to its end, each date in the light of those before.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::anchor::Anchor;
use super::calendar;
use super::grammar::Grammar;
use super::grammar_of;
use super::lexer::{self, Kind, Lexeme};
use super::matcher::{Match, Matcher};
use super::meaning::Meaning;
use super::op::Base;
use super::resolve::{self, Resolved};
use super::tense::Tense;
use crate::document::{Document, Interval, Precision, Span, TimeExpression};

/// Returns the expressions of time in `doc`, in order.
pub(super) fn read(doc: &Document) -> Vec<TimeExpression> {
    let grammar = grammar_of(doc.language.as_deref());
    let lexemes = lexer::lex(&doc.text, &grammar.vocabulary);
    let mut reader = Reader {
        doc,
        grammar,
        lexemes: &lexemes,
        published: doc.published_day(),
        month_first: month_first(doc, grammar, &lexemes),
        told: None,
        day: None,
        background: None,
        passage: 0,
        sentence: 0,
    };
    reader.read()
}

/// Bytes that may stand in front of a date which opens a sentence: `Early on`.
const OPENING: usize = 12;

/// Bytes of the body in which the day of a dateline begins.
const DATELINE: usize = 80;

/// Sentences behind one that a bare year opens which are of that year too.
const PASSAGE: usize = 2;

/// Days within which a story is printed after it was filed.
const PRINTED: i64 = 3;

struct Reader<'a> {
    doc: &'a Document,
    grammar: &'a Grammar,
    lexemes: &'a [Lexeme],
    published: Option<NaiveDate>,
    month_first: bool,
    /// What the text told last.
    told: Option<(NaiveDate, NaiveDate)>,
    /// The last of them that was one day.
    day: Option<NaiveDate>,
    /// The year of the dated passage that the text is in.
    background: Option<i32>,
    /// The byte behind that passage.
    passage: usize,
    /// The sentence of the last match.
    sentence: usize,
}

impl Reader<'_> {
    fn read(&mut self) -> Vec<TimeExpression> {
        let mut matcher = Matcher::new(self.grammar, &self.doc.text, self.lexemes, false);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < self.lexemes.len() {
            match longest(&mut matcher, at) {
                Some(matched) => {
                    at = matched.all.end;
                    found.extend(self.expression(&matched));
                }
                None => at += 1,
            }
        }
        found
    }

    fn expression(&mut self, matched: &Match) -> Option<TimeExpression> {
        let range = &matched.expression;
        let span = Span::new(self.lexemes[range.start].start, self.lexemes[range.end - 1].end);
        let anchor = self.anchor(span, range.clone());
        let resolved = resolve::resolve(&matched.meaning, &anchor)?;
        if let Some(filed) = self.filed(span, resolved.interval) {
            self.published = Some(filed);
        }
        let opens = self.opens_sentence(span);
        self.remember(&matched.meaning, &resolved, &anchor, opens);
        Some(TimeExpression {
            span,
            timex: resolved.timex,
            interval: resolved.interval,
            reason: resolved.reason,
        })
    }

    /// Returns the day of filing when the expression stands in the dateline:
    /// *today* in a story of `MOSCOW, October 15 (Agency) -` that a paper of
    /// the 16th prints is the 15th.
    fn filed(&self, span: Span, interval: Interval) -> Option<NaiveDate> {
        let day = interval.from.filter(|from| interval.to == Some(*from))?;
        let late = (self.published? - day).num_days();
        let body = self.doc.body.start;
        let opens = span.start >= body && span.start - body <= DATELINE;
        let marked = self.doc.dateline.as_ref().is_some_and(|dateline| dateline.span.overlaps(span));
        let filed = marked || opens && ends_dateline(&self.doc.text[span.end..]);
        ((1..=PRINTED).contains(&late) && filed).then_some(day)
    }

    fn anchor(&mut self, span: Span, lexemes: Range<usize>) -> Anchor {
        let tense = self.tense(span, lexemes);
        Anchor {
            published: self.published,
            told: self.told,
            day: self.day,
            background: self.background.filter(|_| tense != Tense::Future && span.start < self.passage),
            tense,
            month_first: self.month_first,
            only_after: false,
        }
    }

    /// Returns the tense of the sentence where the expression stands.
    fn tense(&mut self, span: Span, lexemes: Range<usize>) -> Tense {
        let sentences = &self.doc.sentences;
        while sentences.get(self.sentence).is_some_and(|sentence| sentence.span.end <= span.start) {
            self.sentence += 1;
        }
        let Some(sentence) = sentences.get(self.sentence) else { return Tense::Unknown };
        let first =
            self.lexemes[..lexemes.start].partition_point(|lexeme| lexeme.start < sentence.span.start);
        let rest = &self.lexemes[lexemes.end..];
        let last = lexemes.end + rest.partition_point(|lexeme| lexeme.end <= sentence.span.end);
        let at = lexemes.start - first..lexemes.end - first;
        self.grammar.cues.tense(&self.doc.text, &self.lexemes[first..last], at)
    }

    /// Tells whether an expression stands at the head of its sentence, and so
    /// dates what follows; one further in may be a mere comparison.
    fn opens_sentence(&self, span: Span) -> bool {
        let sentence = self.doc.sentences.get(self.sentence);
        sentence.is_some_and(|sentence| span.start <= sentence.span.start + OPENING)
    }

    /// Returns the byte behind the sentences of this paragraph that a year at
    /// the head of the current one dates.
    fn passage_end(&self) -> usize {
        let sentences = self.doc.sentences.get(self.sentence..).unwrap_or_default();
        let mut end = sentences.first().map_or(0, |sentence| sentence.span.end);
        for pair in sentences.windows(2).take(PASSAGE) {
            let between = self.doc.text.get(end..pair[1].span.start).unwrap_or_default();
            if between.contains("\n\n") {
                break;
            }
            end = pair[1].span.end;
        }
        end
    }

    /// Keeps what later expressions refer to: the day told, and the year of a
    /// passage that dates itself apart from publication.
    fn remember(&mut self, meaning: &Meaning, resolved: &Resolved, anchor: &Anchor, opens: bool) {
        let interval = resolved.interval;
        let fine = interval.precision <= Precision::Season || matches!(meaning, Meaning::Date(_));
        if let (Some(from), Some(to), true) = (interval.from, interval.to, fine) {
            self.told = Some((from, to));
            self.day = if from == to { Some(from) } else { self.day };
        }
        if let Meaning::Date(fields) = meaning
            && let (Some(year), Some(published)) = (fields.year, self.published)
        {
            let apart = year < published.year() && anchor.tense != Tense::Future;
            self.background = (apart && opens).then_some(year);
            // A month dates what is told from there on, a bare year what follows it closely.
            self.passage = if fields.month.is_some() { usize::MAX } else { self.passage_end() };
        } else if is_about_publication(meaning) {
            self.background = None;
        }
    }
}

/// Returns the longest expression at `at`; one that a preposition announces
/// gives way to a longer one behind the preposition.
fn longest(matcher: &mut Matcher<'_>, at: usize) -> Option<Match> {
    let found = matcher.longest(at)?;
    if found.expression.start == at {
        return Some(found);
    }
    let behind = matcher.longest(found.expression.start);
    Some(behind.filter(|behind| behind.all.end > found.all.end).unwrap_or(found))
}

/// Tells whether a dateline ends behind its day: at a dash, with at most the
/// agency in brackets or as a word before it.
fn ends_dateline(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['.', ',', ' ']);
    let agency = rest.strip_prefix('(').and_then(|inside| inside.split_once(')')).map(|(_, after)| after);
    let word = rest.split_once(' ').filter(|(word, _)| word.chars().all(char::is_alphanumeric));
    [Some(rest), agency, word.map(|(_, after)| after)]
        .into_iter()
        .flatten()
        .any(|rest| rest.trim_start_matches([',', ' ']).starts_with(['-', '–', '—']))
}

/// Tells whether an expression is counted from the day of publication.
fn is_about_publication(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Weekday(_, which) => which.is_none_or(|which| which.abs() < 3),
        Meaning::Unit(_, _, base) | Meaning::Shift(_, _, base, None) => *base == Base::Publication,
        Meaning::Timed(point, _) | Meaning::Open(point, _) => is_about_publication(point),
        _ => false,
    }
}

/// Tells whether numbers such as 3/4 have the month first in this text: as
/// shown by those that can be read in one way only, or that are the day of
/// publication when read in one way; else as the country of its address or
/// its language has it.
fn month_first(doc: &Document, grammar: &Grammar, lexemes: &[Lexeme]) -> bool {
    let near = |year: u32, month: u32, day: u32| {
        let day = calendar::date(i32::try_from(year).ok()?, month, day)?;
        Some((doc.published_day()? - day).num_days().abs() <= PRINTED)
    };
    let (mut month_first, mut day_first) = (0, 0);
    for window in lexemes.windows(5) {
        let [a, slash, b, other, year] = window else { continue };
        let numbers = [a, b, year].iter().all(|lexeme| lexeme.kind == Kind::Number);
        let marks = slash.kind == Kind::Mark && slash.word != 0 && slash.word == other.word;
        if !numbers || !marks || a.digits > 2 || b.digits > 2 {
            continue;
        }
        let is_near = |month: u32, day: u32| near(year.value, month, day) == Some(true);
        let (month_near, day_near) = (is_near(a.value, b.value), is_near(b.value, a.value));
        month_first += u32::from(a.value <= 12 && (13..=31).contains(&b.value) || month_near && !day_near);
        day_first += u32::from(b.value <= 12 && (13..=31).contains(&a.value) || day_near && !month_near);
    }
    if month_first == day_first { usual_order(doc, grammar) } else { month_first > day_first }
}

/// Endings of addresses that tell no country with another order: that of the
/// United States, and those that anyone takes.
const NO_COUNTRY: [&str; 8] = ["us", "io", "tv", "co", "me", "ai", "fm", "ly"];

/// Tells whether the month comes first in the language; in countries other
/// than the United States, which the address tells, it does not.
fn usual_order(doc: &Document, grammar: &Grammar) -> bool {
    let host = doc.url.as_deref().and_then(|url| url.split("//").nth(1)?.split(['/', ':']).next());
    let top = host.and_then(|host| host.rsplit('.').next()).unwrap_or("");
    grammar.month_first && (top.len() != 2 || NO_COUNTRY.contains(&top))
}
