//! Which words of an article made a query true of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Local;
use super::asking::Asking;
use super::events::Clause;
use super::extents::{Extent, are_near, in_sequence, narrow_windows};
use super::names::Numbers;
use super::template::Wanted;
use super::terms::{Fit, folded};
use crate::document::{ChainId, Document, EventKind, Mention, Span};
use crate::error::Result;
use crate::index::{Filler, Stems, article_key, fillers_of, fold_word, words};
use crate::query::{DateRange, Query, TextField};

/// What each clause of a query matched in one article: spans of its text.
pub type Highlights = Vec<Vec<Span>>;

/// Finds what a query matched.
pub struct Highlighter<'a> {
    local: &'a Local,
    leaves: Vec<Leaf>,
    tests: Vec<Test>,
}

/// The words that a highlighter met so far, by language: what it learnt in one
/// article helps in the next.
#[derive(Default)]
pub struct Learnt(FxHashMap<String, Met>);

/// A clause that can be shown.
enum Leaf {
    Text(TextField, Seek),
    Entities(Arc<Numbers>),
    Events(Clause),
    Template(TextField, Vec<Sought>, u32),
    Days(DateRange),
}

/// What is asked of one word of a text.
enum Test {
    /// To be this one, folded.
    Folded(String),
    /// To have the stem of this one.
    Stem(String),
    Fits(Fit),
}

impl Test {
    /// Returns the ASCII letter or digit with which every word begins that
    /// passes and begins with one; none where it may be any. `sought` is the
    /// word or stem that is asked for.
    fn beginning(&self, language: &str, sought: Option<&str>) -> Option<u8> {
        let start = match self {
            Test::Folded(word) => word.as_str(),
            // English loses endings, other languages beginnings too.
            Test::Stem(_) if language == "en" => sought.unwrap_or_default(),
            Test::Stem(_) => "",
            Test::Fits(fit) => fit.start(),
        };
        start.bytes().next().filter(u8::is_ascii_alphanumeric)
    }
}

/// What is looked for among the words of a text; numbers are those of tests.
enum Seek {
    /// Words beside each other that pass these.
    Run(Vec<usize>),
    /// Words near each other, in any order.
    Window(Vec<usize>, u32),
    Near(Box<Seek>, Box<Seek>, u32, bool),
    Any(Vec<Seek>),
}

/// A part of a phrase with gaps: the number of a test, or a gap.
enum Sought {
    Word(usize),
    Filler(Filler),
}

/// The words that were met in articles of one language: each is tested once.
struct Met {
    stems: Stems,
    /// By test, the stem or the folded word that passes it; none for those that
    /// several words may pass.
    sought: Vec<Option<String>>,
    /// By ASCII letter or digit, whether a word that begins with it can pass a test.
    begins: [bool; 128],
    /// Where in `passed` each word is, as it is written.
    known: FxHashMap<String, usize>,
    /// Numbers of the tests that words pass; the first are those of most words: none.
    passed: Vec<Vec<u32>>,
}

impl Met {
    fn new(language: &str, tests: &[Test]) -> Met {
        let stems = Stems::new(language);
        let sought = |test: &Test| match test {
            Test::Folded(word) => Some(word.clone()),
            Test::Stem(word) => Some(stems.stem_once(word)),
            Test::Fits(_) => None,
        };
        let sought: Vec<Option<String>> = tests.iter().map(sought).collect();
        let mut begins = [false; 128];
        for (test, sought) in tests.iter().zip(&sought) {
            match test.beginning(language, sought.as_deref()) {
                Some(first) => begins[usize::from(first.to_ascii_lowercase())] = true,
                None => begins = [true; 128],
            }
        }
        Met { sought, stems, begins, known: FxHashMap::default(), passed: vec![Vec::new()] }
    }

    /// Returns the numbers of the tests that `word` passes.
    fn passed(&mut self, tests: &[Test], word: &str) -> &[u32] {
        let first = word.bytes().next().map_or(0, |first| first.to_ascii_lowercase());
        if self.begins.get(usize::from(first)) == Some(&false) {
            return &[];
        }
        let known = self.known.get(word).copied();
        let at = known.unwrap_or_else(|| self.learn(tests, word));
        &self.passed[at]
    }

    fn learn(&mut self, tests: &[Test], word: &str) -> usize {
        let passed = self.test(tests, word);
        let mut at = 0;
        if !passed.is_empty() {
            at = self.passed.len();
            self.passed.push(passed);
        }
        self.known.insert(word.to_owned(), at);
        at
    }

    fn test(&self, tests: &[Test], word: &str) -> Vec<u32> {
        let folded = fold_word(word);
        let mut stem: Option<String> = None;
        let mut passes = |(number, test): &(u32, &Test)| {
            let sought = self.sought[*number as usize].as_deref();
            match test {
                Test::Folded(_) => sought == Some(folded.as_str()),
                Test::Stem(_) => {
                    sought == Some(stem.get_or_insert_with(|| self.stems.stem_once(word)).as_str())
                }
                Test::Fits(fit) => fit.fits(&folded),
            }
        };
        (0u32..).zip(tests).filter(|test| passes(test)).map(|(number, _)| number).collect()
    }
}

/// The words of a part of an article.
struct Words {
    part: Span,
    spans: Vec<Span>,
    /// By test, which words pass it, in order.
    passing: Vec<Vec<u32>>,
}

impl<'a> Highlighter<'a> {
    /// Makes the highlighter of all that `query` asks for and does not exclude.
    pub fn new(asking: &Asking<'a>, query: &Query) -> Result<Highlighter<'a>> {
        let (mut leaves, mut tests) = (Vec::new(), Vec::new());
        gather(asking, query, &mut leaves, &mut tests)?;
        Ok(Highlighter { local: asking.local, leaves, tests })
    }

    /// Tells whether the text of an article is all that is looked at.
    pub fn reads_words_only(&self) -> bool {
        self.leaves.iter().all(|leaf| matches!(leaf, Leaf::Text(..)))
    }

    /// Returns what each clause matched in `doc`.
    pub fn highlights(&self, doc: &Document, learnt: &mut Learnt) -> Result<Highlights> {
        let language = doc.language.clone().unwrap_or_default();
        let met = learnt.0.entry(language).or_insert_with_key(|language| Met::new(language, &self.tests));
        // Names and days are found without a look at the words.
        let reads = self.leaves.iter().any(|leaf| matches!(leaf, Leaf::Text(..) | Leaf::Template(..)));
        let [title, body] = [doc.headline, doc.body].map(|part| match reads {
            true => Words::of(doc, part, &self.tests, met),
            false => Words { part, spans: Vec::new(), passing: Vec::new() },
        });
        self.leaves.iter().map(|leaf| spans(self.local, leaf, doc, &title, &body)).collect()
    }
}

fn spans(local: &Local, leaf: &Leaf, doc: &Document, title: &Words, body: &Words) -> Result<Vec<Span>> {
    let inside = |field: TextField| match field {
        TextField::Title => vec![title],
        TextField::Body => vec![body],
        TextField::Any => vec![title, body],
    };
    let mut spans: Vec<Span> = match leaf {
        Leaf::Text(field, seek) => inside(*field).into_iter().flat_map(|words| words.spans(seek)).collect(),
        Leaf::Entities(numbers) => mentions(local, doc, numbers)?,
        Leaf::Events(clause) => slots(local, doc, clause)?,
        Leaf::Template(field, parts, slop) => {
            inside(*field).into_iter().flat_map(|words| words.filled(doc, parts, *slop)).collect()
        }
        Leaf::Days(range) => days(doc, *range),
    };
    spans.sort_unstable();
    spans.dedup();
    Ok(spans)
}

/// Returns the mentions, of whatever form, of the entities.
fn mentions(local: &Local, doc: &Document, sought: &Numbers) -> Result<Vec<Span>> {
    let numbers: Vec<Option<u32>> = local.decisions.registry()?.numbers_of(&doc.id).collect();
    let number = |chain: ChainId| numbers.get(chain.0).copied().flatten();
    let sought =
        |mention: &&Mention| mention.chain.and_then(number).is_some_and(|number| sought.contains(&number));
    Ok(doc.mentions.iter().filter(sought).map(|mention| mention.span).collect())
}

/// Returns what fills the slots of the events of which `clause` is true,
/// and their triggers.
fn slots(local: &Local, doc: &Document, clause: &Clause) -> Result<Vec<Span>> {
    let mut spans = Vec::new();
    let told = told(local, doc, clause)?;
    for event in &doc.events {
        let sentence = event.evidence.of(&doc.text);
        if told.iter().any(|(kind, evidence)| *kind == event.kind && evidence == sentence) {
            spans.push(event.trigger);
            spans.extend(event.slots.iter().map(|slot| slot.span));
        }
    }
    Ok(spans)
}

/// Returns the kinds and sentences of the events of which `clause` is true,
/// as `doc` reports them.
fn told(local: &Local, doc: &Document, clause: &Clause) -> Result<Vec<(EventKind, String)>> {
    let decisions = &local.decisions;
    let Some(row) = decisions.article_row(article_key(&doc.id)) else { return Ok(Vec::new()) };
    let mut told = Vec::new();
    for number in decisions.events_told(row).iter() {
        if decisions.head(number).is_some_and(|head| clause.holds(number, &head)) {
            let event = decisions.row(number)?;
            let reports = event.reports.into_iter().filter(|report| report.article == doc.id);
            told.extend(reports.map(|report| (event.kind, report.evidence)));
        }
    }
    Ok(told)
}

/// Returns the expressions of time that mean a day in `range`.
fn days(doc: &Document, range: DateRange) -> Vec<Span> {
    let meant = doc.dates.iter().filter(|date| {
        let (from, to) = (date.interval.from, date.interval.to);
        let starts = range.to.is_none_or(|last| from.is_none_or(|from| from <= last));
        let ends = range.from.is_none_or(|first| to.is_none_or(|to| first <= to));
        (from, to) != (None, None) && starts && ends
    });
    meant.map(|date| date.span).collect()
}

fn gather(asking: &Asking<'_>, query: &Query, leaves: &mut Vec<Leaf>, tests: &mut Vec<Test>) -> Result<()> {
    match query {
        Query::And(queries) | Query::Or(queries) => {
            queries.iter().try_for_each(|query| gather(asking, query, leaves, tests))?;
        }
        Query::Boost(boost) => gather(asking, &boost.query, leaves, tests)?,
        Query::Mentioned(node) => leaves.push(Leaf::Entities(asking.named(&node.name, node.kind)?)),
        Query::Event(clause) => leaves.push(Leaf::Events(Clause::of(asking, clause)?)),
        Query::Template(node) => {
            let parts = Wanted::of(node).into_iter().map(|part| match part {
                Wanted::Word(word) => Sought::Word(numbered(Test::Folded(word), tests)),
                Wanted::Filler(kind) => Sought::Filler(kind),
            });
            leaves.push(Leaf::Template(node.field, parts.collect(), node.slop));
        }
        Query::MentionedDays(range) => leaves.push(Leaf::Days(*range)),
        query => {
            if let Some(seek) = seek(query, tests)? {
                leaves.push(Leaf::Text(super::terms::field_of(query), seek));
            }
        }
    }
    Ok(())
}

/// Returns what a query of words looks for; none for other queries.
fn seek(query: &Query, tests: &mut Vec<Test>) -> Result<Option<Seek>> {
    Ok(Some(match query {
        Query::Word(node) if node.exact => Seek::Run(folded_tests(&node.text, tests)),
        Query::Word(node) => {
            let stems = words(&node.text).map(|word| Test::Stem(word.text.to_owned()));
            Seek::Run(stems.map(|test| numbered(test, tests)).collect())
        }
        Query::Phrase(node) if node.slop == 0 => Seek::Run(folded_tests(&node.text, tests)),
        Query::Phrase(node) => Seek::Window(folded_tests(&node.text, tests), node.slop),
        Query::Wildcard(_) | Query::Fuzzy(_) | Query::Pattern(_) => {
            Seek::Run(vec![numbered(Test::Fits(Fit::of(query)?), tests)])
        }
        Query::Or(queries) => {
            let sought = queries.iter().map(|query| seek(query, tests)).collect::<Result<Vec<_>>>()?;
            Seek::Any(sought.into_iter().flatten().collect())
        }
        Query::Near(near) => match (seek(&near.left, tests)?, seek(&near.right, tests)?) {
            (Some(left), Some(right)) => {
                Seek::Near(Box::new(left), Box::new(right), near.distance, near.ordered)
            }
            _ => return Ok(None),
        },
        _ => return Ok(None),
    }))
}

/// Returns the numbers of the tests for the folded words of `text`.
fn folded_tests(text: &str, tests: &mut Vec<Test>) -> Vec<usize> {
    folded(text).into_iter().map(|word| numbered(Test::Folded(word), tests)).collect()
}

/// Returns the number of a test; a folded word has one, however often it is sought.
fn numbered(test: Test, tests: &mut Vec<Test>) -> usize {
    let same = |known: &Test| matches!((known, &test), (Test::Folded(a), Test::Folded(b)) if a == b);
    tests.iter().position(same).unwrap_or_else(|| {
        tests.push(test);
        tests.len() - 1
    })
}

/// Tells whether `one` begins at most `distance` words behind the end of one of
/// `others`, which are in the order of their beginnings.
fn is_behind(one: Extent, others: &[Extent], distance: u32) -> bool {
    let longest = others.iter().map(|(start, end)| end - start).max().unwrap_or(0);
    let reach = distance.saturating_add(longest);
    let from = others.partition_point(|(start, _)| start.saturating_add(reach) < one.0);
    let mut before = others[from..].iter().take_while(|(start, _)| *start < one.0);
    before.any(|other| are_near(&[*other], &[one], distance))
}

impl Words {
    fn of(doc: &Document, part: Span, tests: &[Test], met: &mut Met) -> Words {
        let mut all = Words { part, spans: Vec::new(), passing: vec![Vec::new(); tests.len()] };
        for (at, word) in (0u32..).zip(words(part.of(&doc.text))) {
            all.spans.push(Span::new(part.start + word.span.start, part.start + word.span.end));
            for test in met.passed(tests, word.text) {
                all.passing[*test as usize].push(at);
            }
        }
        all
    }

    fn spans(&self, seek: &Seek) -> Vec<Span> {
        let span = |(start, end): Extent| self.spans[start as usize].join(self.spans[end as usize]);
        match seek {
            // Words between those that are near were not asked for.
            Seek::Near(left, right, distance, ordered) => {
                let (left, right) = (self.extents(left), self.extents(right));
                let first = left.iter().filter(|one| {
                    are_near(&[**one], &right, *distance) || (!ordered && is_behind(**one, &right, *distance))
                });
                let second = right.iter().filter(|one| {
                    is_behind(**one, &left, *distance) || (!ordered && are_near(&[**one], &left, *distance))
                });
                first.chain(second).map(|extent| span(*extent)).collect()
            }
            Seek::Window(tests, _) => {
                let inside = |(start, end): Extent| start..=end;
                let all = self.extents(seek).into_iter().flat_map(inside);
                let sought = |at: &u32| tests.iter().any(|test| self.passes(*at, *test));
                all.filter(sought).map(|at| span((at, at))).collect()
            }
            seek => self.extents(seek).into_iter().map(span).collect(),
        }
    }

    /// Returns where these parts stand in sequence, from the first to the last.
    fn filled(&self, doc: &Document, parts: &[Sought], slop: u32) -> Vec<Span> {
        let fillers = fillers_of(doc, self.part, &self.spans);
        let extents = |part: &Sought| -> Vec<Extent> {
            match part {
                Sought::Word(test) => self.passing[*test].iter().map(|at| (*at, *at)).collect(),
                Sought::Filler(kind) => {
                    let fit = fillers.iter().filter(|(filler, ..)| filler == kind);
                    let mut fit: Vec<Extent> =
                        fit.map(|(_, first, end)| (*first as u32, *end as u32 - 1)).collect();
                    fit.sort_unstable();
                    fit
                }
            }
        };
        let parts: Vec<Vec<Extent>> = parts.iter().map(extents).collect();
        let found = in_sequence(&parts, slop).into_iter();
        found.map(|(first, last)| self.spans[first as usize].join(self.spans[last as usize])).collect()
    }

    /// Tells whether word `at` passes `test`.
    fn passes(&self, at: u32, test: usize) -> bool {
        self.passing[test].binary_search(&at).is_ok()
    }

    fn extents(&self, seek: &Seek) -> Vec<Extent> {
        match seek {
            Seek::Run(tests) => {
                let Some((first, rest)) = tests.split_first() else { return Vec::new() };
                let follow =
                    |at: &&u32| (1u32..).zip(rest).all(|(more, test)| self.passes(**at + more, *test));
                let begun = self.passing[*first].iter().filter(follow);
                begun.map(|at| (*at, at + rest.len() as u32)).collect()
            }
            Seek::Window(tests, slop) => self.windows(tests, *slop),
            Seek::Any(seeks) => {
                let mut all: Vec<Extent> = seeks.iter().flat_map(|seek| self.extents(seek)).collect();
                all.sort_unstable();
                all
            }
            Seek::Near(..) => Vec::new(),
        }
    }

    fn windows(&self, tests: &[usize], slop: u32) -> Vec<Extent> {
        let mut needs: BTreeMap<usize, usize> = BTreeMap::new();
        tests.iter().for_each(|test| *needs.entry(*test).or_default() += 1);
        let words = needs.keys().enumerate();
        let mut at: Vec<(u32, usize)> =
            words.flat_map(|(word, test)| self.passing[*test].iter().map(move |at| (*at, word))).collect();
        at.sort_unstable();
        let counts: Vec<usize> = needs.into_values().collect();
        narrow_windows(&at, &counts, slop.saturating_add(tests.len() as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_another_is_found_among_many() {
        let others = [(0, 0), (4, 6), (5, 5), (20, 20)];
        let check = |at: u32, distance: u32, expected: bool| {
            let plain = others.iter().any(|other| are_near(&[*other], &[(at, at)], distance));
            assert_eq!((is_behind((at, at), &others, distance), plain), (expected, expected), "{at}");
        };
        check(0, 3, false);
        check(3, 3, true);
        check(6, 1, true);
        check(7, 1, true);
        check(9, 2, false);
        check(9, 3, true);
        check(21, 1, true);
    }
}
