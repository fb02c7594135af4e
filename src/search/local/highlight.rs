//! Which words of an article made a query true of it.

use rustc_hash::FxHashMap;

use super::asking::Asking;
use super::events::Clause;
use super::names::Numbers;
use super::positions::{Extent, are_near, narrow_windows};
use super::terms::{Fit, folded};
use super::{Local, template};
use crate::document::{ChainId, Document, EventKind, Span};
use crate::error::Result;
use crate::index::{Stems, article_key, words};
use crate::query::{DateRange, Query, Template, TextField};

/// What each clause of a query matched in one article: spans of its text.
pub type Highlights = Vec<Vec<Span>>;

/// Finds what a query matched.
pub struct Highlighter<'a> {
    local: &'a Local,
    leaves: Vec<Leaf>,
    /// The words of the query that are stemmed.
    typed: Vec<String>,
    /// The words met so far, by language.
    met: FxHashMap<String, Lexicon>,
}

/// A clause that can be shown.
enum Leaf {
    Text(TextField, Seek),
    Entities(Numbers),
    Events(Clause),
    Template(Template),
    Days(DateRange),
}

/// What is looked for among the words of a text.
enum Seek {
    Stems(Vec<String>),
    Phrase(Vec<String>),
    Window(Vec<String>, u32),
    Open(Fit),
    Near(Box<Seek>, Box<Seek>, u32, bool),
    Any(Vec<Seek>),
}

impl Seek {
    /// Gathers the words that are stemmed.
    fn stemmed(&self, typed: &mut Vec<String>) {
        match self {
            Seek::Stems(words) => typed.extend(words.iter().cloned()),
            Seek::Any(seeks) => seeks.iter().for_each(|seek| seek.stemmed(typed)),
            Seek::Near(left, right, ..) => {
                left.stemmed(typed);
                right.stemmed(typed);
            }
            Seek::Phrase(_) | Seek::Window(..) | Seek::Open(_) => {}
        }
    }
}

/// The words that were met in articles of one language. Folded words and stems
/// have numbers, so that words met again cost no more than being looked up.
struct Lexicon {
    stems: Stems,
    /// By word as it is written, the numbers of its folded form and of its stem.
    known: FxHashMap<String, (u32, u32)>,
    numbers: FxHashMap<String, u32>,
    forms: Vec<String>,
}

impl Lexicon {
    fn new(language: &str) -> Lexicon {
        Lexicon {
            stems: Stems::new(language),
            known: FxHashMap::default(),
            numbers: FxHashMap::default(),
            forms: Vec::new(),
        }
    }

    /// Returns the numbers of the folded form and of the stem of `word`.
    fn word(&mut self, word: &str) -> (u32, u32) {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let (folded, stem) = self.stems.forms(word);
        let (folded, stem) = (folded.to_owned(), stem.to_owned());
        let numbers = (self.number(folded), self.number(stem));
        self.known.insert(word.to_owned(), numbers);
        numbers
    }

    fn number(&mut self, form: String) -> u32 {
        let next = self.forms.len() as u32;
        let number = *self.numbers.entry(form.clone()).or_insert(next);
        if number == next {
            self.forms.push(form);
        }
        number
    }
}

/// The words of a part of an article.
struct Words<'t> {
    spans: Vec<Span>,
    folded: Vec<u32>,
    stems: Vec<u32>,
    lexicon: &'t Lexicon,
    /// The stems that the words of the query have in the article's language.
    typed: &'t FxHashMap<&'t str, u32>,
}

impl<'a> Highlighter<'a> {
    /// Makes the highlighter of all that `query` asks for and does not exclude.
    pub fn new(asking: &Asking<'a>, query: &Query) -> Result<Highlighter<'a>> {
        let mut leaves = Vec::new();
        gather(asking, query, &mut leaves)?;
        let mut typed = Vec::new();
        for leaf in &leaves {
            if let Leaf::Text(_, seek) = leaf {
                seek.stemmed(&mut typed);
            }
        }
        Ok(Highlighter { local: asking.local, leaves, typed, met: FxHashMap::default() })
    }

    /// Returns what each clause matched in `doc`.
    pub fn highlights(&mut self, doc: &Document) -> Result<Highlights> {
        let Highlighter { local, leaves, typed, met } = self;
        if leaves.is_empty() {
            return Ok(Vec::new());
        }
        let language = doc.language.clone().unwrap_or_default();
        let lexicon = met.entry(language).or_insert_with_key(|language| Lexicon::new(language));
        let typed = typed.iter().map(|word| (word.as_str(), lexicon.word(word).1)).collect();
        // Names and days are found without a look at the words.
        let reads = leaves.iter().any(|leaf| matches!(leaf, Leaf::Text(..)));
        let [title, body] = [doc.headline, doc.body].map(|part| match reads {
            true => numbered(doc, part, lexicon),
            false => Default::default(),
        });
        let lexicon = &*lexicon;
        let words = |(spans, folded, stems)| Words { spans, folded, stems, lexicon, typed: &typed };
        let (title, body) = (words(title), words(body));
        leaves.iter().map(|leaf| spans(local, leaf, doc, &title, &body)).collect()
    }
}

fn spans(
    local: &Local,
    leaf: &Leaf,
    doc: &Document,
    title: &Words<'_>,
    body: &Words<'_>,
) -> Result<Vec<Span>> {
    let mut spans = match leaf {
        Leaf::Text(TextField::Title, seek) => title.spans(seek),
        Leaf::Text(TextField::Body, seek) => body.spans(seek),
        Leaf::Text(TextField::Any, seek) => [title.spans(seek), body.spans(seek)].concat(),
        Leaf::Entities(numbers) => mentions(local, doc, numbers)?,
        Leaf::Events(clause) => slots(local, doc, clause)?,
        Leaf::Template(node) => template::spans(doc, node),
        Leaf::Days(range) => days(doc, *range),
    };
    spans.sort_unstable();
    spans.dedup();
    Ok(spans)
}

/// Returns the mentions, of whatever form, of the entities.
fn mentions(local: &Local, doc: &Document, numbers: &Numbers) -> Result<Vec<Span>> {
    let mut spans = Vec::new();
    for mention in &doc.mentions {
        let number = mention.chain.map(|chain| number(local, doc, chain)).transpose()?.flatten();
        if number.is_some_and(|number| numbers.contains(&number)) {
            spans.push(mention.span);
        }
    }
    Ok(spans)
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

fn number(local: &Local, doc: &Document, chain: ChainId) -> Result<Option<u32>> {
    let registry = local.decisions.registry()?;
    match registry.entity_of(&doc.id, chain.0) {
        Some(entity) => local.decisions.number_of(&entity.id),
        None => Ok(None),
    }
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

fn gather(asking: &Asking<'_>, query: &Query, leaves: &mut Vec<Leaf>) -> Result<()> {
    match query {
        Query::And(queries) | Query::Or(queries) => {
            queries.iter().try_for_each(|query| gather(asking, query, leaves))?;
        }
        Query::Boost(boost) => gather(asking, &boost.query, leaves)?,
        Query::Mentioned(node) => leaves.push(Leaf::Entities(asking.named(&node.name, node.kind)?)),
        Query::Event(clause) => leaves.push(Leaf::Events(Clause::of(asking, clause)?)),
        Query::Template(node) => leaves.push(Leaf::Template(node.clone())),
        Query::MentionedDays(range) => leaves.push(Leaf::Days(*range)),
        query => {
            if let Some(seek) = seek(query)? {
                leaves.push(Leaf::Text(super::terms::field_of(query), seek));
            }
        }
    }
    Ok(())
}

/// Returns what a query of words looks for; none for other queries.
fn seek(query: &Query) -> Result<Option<Seek>> {
    Ok(Some(match query {
        Query::Word(node) if node.exact => Seek::Phrase(folded(&node.text)),
        Query::Word(node) => Seek::Stems(words(&node.text).map(|word| word.text.to_owned()).collect()),
        Query::Phrase(node) if node.slop == 0 => Seek::Phrase(folded(&node.text)),
        Query::Phrase(node) => Seek::Window(folded(&node.text), node.slop),
        Query::Wildcard(_) | Query::Fuzzy(_) | Query::Pattern(_) => Seek::Open(Fit::of(query)?),
        Query::Or(queries) => {
            let sought = queries.iter().map(seek).collect::<Result<Vec<_>>>()?;
            Seek::Any(sought.into_iter().flatten().collect())
        }
        Query::Near(near) => match (seek(&near.left)?, seek(&near.right)?) {
            (Some(left), Some(right)) => {
                Seek::Near(Box::new(left), Box::new(right), near.distance, near.ordered)
            }
            _ => return Ok(None),
        },
        _ => return Ok(None),
    }))
}

/// Returns the words of a part of `doc`: where they stand, and the numbers of
/// their folded forms and of their stems.
fn numbered(doc: &Document, part: Span, lexicon: &mut Lexicon) -> (Vec<Span>, Vec<u32>, Vec<u32>) {
    let mut all = (Vec::new(), Vec::new(), Vec::new());
    for word in words(part.of(&doc.text)) {
        let (folded, stem) = lexicon.word(word.text);
        all.0.push(Span::new(part.start + word.span.start, part.start + word.span.end));
        all.1.push(folded);
        all.2.push(stem);
    }
    all
}

impl Words<'_> {
    /// Returns the number of a folded word; none where no article has it.
    fn number(&self, folded: &str) -> Option<u32> {
        self.lexicon.numbers.get(folded).copied()
    }

    fn spans(&self, seek: &Seek) -> Vec<Span> {
        let span = |(start, end): Extent| self.spans[start as usize].join(self.spans[end as usize]);
        match seek {
            // Words between those that are near were not asked for.
            Seek::Near(left, right, distance, ordered) => {
                let (left, right) = (self.extents(left), self.extents(right));
                let near = |a: &Extent, b: &Extent| {
                    are_near(&[*a], &[*b], *distance) || (!ordered && are_near(&[*b], &[*a], *distance))
                };
                let first = left.iter().filter(|a| right.iter().any(|b| near(a, b)));
                let second = right.iter().filter(|b| left.iter().any(|a| near(a, b)));
                first.chain(second).map(|extent| span(*extent)).collect()
            }
            Seek::Window(words, _) => {
                let inside = |(start, end): Extent| start..=end;
                let sought: Vec<u32> = words.iter().filter_map(|word| self.number(word)).collect();
                let all = self.extents(seek).into_iter().flat_map(inside);
                all.filter(|at| sought.contains(&self.folded[*at as usize]))
                    .map(|at| span((at, at)))
                    .collect()
            }
            seek => self.extents(seek).into_iter().map(span).collect(),
        }
    }

    fn extents(&self, seek: &Seek) -> Vec<Extent> {
        match seek {
            Seek::Phrase(words) => {
                let sought: Option<Vec<u32>> = words.iter().map(|word| self.number(word)).collect();
                sought.map_or(Vec::new(), |sought| runs(&self.folded, &sought))
            }
            Seek::Stems(words) => {
                let stems: Vec<u32> =
                    words.iter().filter_map(|word| self.typed.get(word.as_str()).copied()).collect();
                runs(&self.stems, &stems)
            }
            Seek::Open(fit) => {
                let mut known: FxHashMap<u32, bool> = FxHashMap::default();
                let mut fits = |number: &u32| {
                    let form = || fit.fits(&self.lexicon.forms[*number as usize]);
                    *known.entry(*number).or_insert_with(form)
                };
                (0u32..).zip(&self.folded).filter(|(_, word)| fits(word)).map(|(at, _)| (at, at)).collect()
            }
            Seek::Window(words, slop) => self.windows(words, *slop),
            Seek::Any(seeks) => {
                let mut all: Vec<Extent> = seeks.iter().flat_map(|seek| self.extents(seek)).collect();
                all.sort_unstable();
                all
            }
            Seek::Near(..) => Vec::new(),
        }
    }

    fn windows(&self, words: &[String], slop: u32) -> Vec<Extent> {
        let mut needs: Vec<(&str, usize)> = Vec::new();
        for word in words {
            match needs.iter_mut().find(|(known, _)| known == word) {
                Some((_, count)) => *count += 1,
                None => needs.push((word, 1)),
            }
        }
        // A word that no article has is never there.
        let sought: Vec<Option<u32>> = needs.iter().map(|(word, _)| self.number(word)).collect();
        let place = |number: &u32| sought.iter().position(|sought| *sought == Some(*number));
        let at = (0u32..).zip(&self.folded).filter_map(|(at, word)| Some((at, place(word)?)));
        let counts: Vec<usize> = needs.iter().map(|(_, count)| *count).collect();
        narrow_windows(&at.collect::<Vec<_>>(), &counts, slop.saturating_add(words.len() as u32))
    }
}

/// Returns where `sought` stands, whole and in order, in `words`.
fn runs(words: &[u32], sought: &[u32]) -> Vec<Extent> {
    if sought.is_empty() {
        return Vec::new();
    }
    let length = sought.len() as u32;
    let windows = (0u32..).zip(words.windows(sought.len()));
    windows.filter(|(_, window)| *window == sought).map(|(at, _)| (at, at + length - 1)).collect()
}
