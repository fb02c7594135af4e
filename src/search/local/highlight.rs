//! Which words of an article made a query true of it.

use rustc_hash::FxHashMap;

use super::events::Clause;
use super::names::Numbers;
use super::positions::{are_near, narrow_windows};
use super::terms::{Fit, folded};
use super::{Local, template};
use crate::document::{ChainId, Document, EventKind, Span};
use crate::error::Result;
use crate::index::{Stems, article_key, fold_word, words};
use crate::query::{DateRange, Query, Template, TextField};

/// What each clause of a query matched in one article: spans of its text.
pub type Highlights = Vec<Vec<Span>>;

/// Finds what a query matched.
pub struct Highlighter<'a> {
    local: &'a Local,
    leaves: Vec<Leaf>,
    /// The words of the query that are stemmed.
    typed: Vec<String>,
    stems: FxHashMap<String, Stems>,
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

/// The first and the last position of something in a text.
type Extent = (u32, u32);

/// The words of a part of an article, and the stems that the words of the
/// query have in its language.
struct Words<'t> {
    spans: Vec<Span>,
    folded: Vec<String>,
    stems: Vec<String>,
    typed: &'t FxHashMap<String, String>,
}

impl<'a> Highlighter<'a> {
    /// Makes the highlighter of all that `query` asks for and does not exclude.
    pub fn new(local: &'a Local, query: &Query) -> Result<Highlighter<'a>> {
        let mut leaves = Vec::new();
        gather(local, query, &mut leaves)?;
        let mut typed = Vec::new();
        for leaf in &leaves {
            if let Leaf::Text(_, seek) = leaf {
                seek.stemmed(&mut typed);
            }
        }
        Ok(Highlighter { local, leaves, typed, stems: FxHashMap::default() })
    }

    /// Returns what each clause matched in `doc`.
    pub fn highlights(&mut self, doc: &Document) -> Result<Highlights> {
        if self.leaves.is_empty() {
            return Ok(Vec::new());
        }
        let language = doc.language.clone().unwrap_or_default();
        let stems = self.stems.entry(language.clone()).or_insert_with(|| Stems::new(&language));
        let stem = |word: &String| (word.clone(), stems.stem(word).to_owned());
        let typed: FxHashMap<String, String> = self.typed.iter().map(stem).collect();
        let title = Words::of(doc, doc.headline, stems, &typed);
        let body = Words::of(doc, doc.body, stems, &typed);
        self.leaves.iter().map(|leaf| self.spans(leaf, doc, &title, &body)).collect()
    }

    fn spans(&self, leaf: &Leaf, doc: &Document, title: &Words<'_>, body: &Words<'_>) -> Result<Vec<Span>> {
        let mut spans = match leaf {
            Leaf::Text(TextField::Title, seek) => title.spans(seek),
            Leaf::Text(TextField::Body, seek) => body.spans(seek),
            Leaf::Text(TextField::Any, seek) => [title.spans(seek), body.spans(seek)].concat(),
            Leaf::Entities(numbers) => self.mentions(doc, numbers)?,
            Leaf::Events(clause) => self.slots(doc, clause)?,
            Leaf::Template(node) => template::spans(doc, node),
            Leaf::Days(range) => days(doc, *range),
        };
        spans.sort_unstable();
        spans.dedup();
        Ok(spans)
    }

    /// Returns the mentions, of whatever form, of the entities.
    fn mentions(&self, doc: &Document, numbers: &Numbers) -> Result<Vec<Span>> {
        let mut spans = Vec::new();
        for mention in &doc.mentions {
            let number = mention.chain.map(|chain| self.number(doc, chain)).transpose()?.flatten();
            if number.is_some_and(|number| numbers.contains(&number)) {
                spans.push(mention.span);
            }
        }
        Ok(spans)
    }

    /// Returns what fills the slots of the events of which `clause` is true,
    /// and their triggers.
    fn slots(&self, doc: &Document, clause: &Clause) -> Result<Vec<Span>> {
        let mut spans = Vec::new();
        let told = self.told(doc, clause)?;
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
    fn told(&self, doc: &Document, clause: &Clause) -> Result<Vec<(EventKind, String)>> {
        let decisions = &self.local.decisions;
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

    fn number(&self, doc: &Document, chain: ChainId) -> Result<Option<u32>> {
        let registry = self.local.decisions.registry()?;
        match registry.entity_of(&doc.id, chain.0) {
            Some(entity) => self.local.decisions.number_of(&entity.id),
            None => Ok(None),
        }
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

fn gather(local: &Local, query: &Query, leaves: &mut Vec<Leaf>) -> Result<()> {
    match query {
        Query::And(queries) | Query::Or(queries) => {
            queries.iter().try_for_each(|query| gather(local, query, leaves))?;
        }
        Query::Boost(boost) => gather(local, &boost.query, leaves)?,
        Query::Mentioned(node) => leaves.push(Leaf::Entities(local.named(&node.name, node.kind)?)),
        Query::Event(clause) => leaves.push(Leaf::Events(Clause::of(local, clause)?)),
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

impl<'t> Words<'t> {
    fn of(
        doc: &Document,
        part: Span,
        stemmer: &mut Stems,
        typed: &'t FxHashMap<String, String>,
    ) -> Words<'t> {
        let mut all = Words { spans: Vec::new(), folded: Vec::new(), stems: Vec::new(), typed };
        for word in words(part.of(&doc.text)) {
            all.spans.push(Span::new(part.start + word.span.start, part.start + word.span.end));
            all.folded.push(fold_word(word.text));
            all.stems.push(stemmer.stem(word.text).to_owned());
        }
        all
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
                let all = self.extents(seek).into_iter().flat_map(inside);
                all.filter(|at| words.contains(&self.folded[*at as usize])).map(|at| span((at, at))).collect()
            }
            seek => self.extents(seek).into_iter().map(span).collect(),
        }
    }

    fn extents(&self, seek: &Seek) -> Vec<Extent> {
        match seek {
            Seek::Phrase(words) => runs(&self.folded, words),
            Seek::Stems(words) => {
                let stems: Vec<String> =
                    words.iter().filter_map(|word| self.typed.get(word).cloned()).collect();
                runs(&self.stems, &stems)
            }
            Seek::Open(fit) => {
                let fits = (0u32..).zip(&self.folded).filter(|(_, word)| fit.fits(word));
                fits.map(|(at, _)| (at, at)).collect()
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
        let number = |word: &String| needs.iter().position(|(known, _)| known == word);
        let at = (0u32..).zip(&self.folded).filter_map(|(at, word)| Some((at, number(word)?)));
        let counts: Vec<usize> = needs.iter().map(|(_, count)| *count).collect();
        narrow_windows(&at.collect::<Vec<_>>(), &counts, slop.saturating_add(words.len() as u32))
    }
}

/// Returns where `sought` stands, whole and in order, in `words`.
fn runs(words: &[String], sought: &[String]) -> Vec<Extent> {
    if sought.is_empty() {
        return Vec::new();
    }
    let length = sought.len() as u32;
    let windows = (0u32..).zip(words.windows(sought.len()));
    windows.filter(|(_, window)| *window == sought).map(|(at, _)| (at, at + length - 1)).collect()
}
