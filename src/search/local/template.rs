//! Phrases with gaps: the words are looked up in the index, the gaps are
//! compared with the mentions of each article that has the words.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::bitset::Chosen;
use super::hits::document;
use super::matches;
use super::terms::{fields_of, sequence};
use super::tree::{Built, any_of};
use super::{Local, terms};
use crate::document::{Document, EntityKind, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{fold_word, words};
use crate::query::{Part, Template, TextField};
use tantivy::query::BooleanQuery;

/// Articles that are read for one template.
const MOST: usize = 20_000;

/// Returns the query of the articles in which `template` is true.
///
/// # Errors
///
/// [`ErrorKind::Limit`] when too many articles have its words.
pub fn query(local: &Local, template: &Template) -> Result<Built> {
    let found = matches::find_in_index(local, &*candidates(local, template)?, false)?;
    if found.len() > MOST {
        let message = format!("{} articles have the words of `{template}`", found.len());
        return Err(Error::new(ErrorKind::Limit, message)
            .hint(format!("at most {MOST} are read; write more words between the quotes")));
    }
    let mut by_segment: BTreeMap<u32, Vec<DocId>> = BTreeMap::new();
    for found in found {
        if !spans(&document(local, found.address)?, template).is_empty() {
            by_segment.entry(found.address.segment_ord).or_default().push(found.address.doc_id);
        }
    }
    let searcher = local.archive.searcher()?;
    let listed = by_segment.into_iter().map(|(ord, docs)| (searcher.segment_reader(ord).segment_id(), docs));
    Ok(Box::new(Chosen::of_segments(listed)))
}

/// Returns the query of the articles that have the words between the gaps.
fn candidates(local: &Local, template: &Template) -> Result<Built> {
    let mut fields = Vec::new();
    for texts in fields_of(local, template.field)? {
        let runs = runs(template).into_iter().map(|run| sequence(texts.words, &run)).collect();
        fields.push(Box::new(BooleanQuery::intersection(runs)) as Built);
    }
    Ok(any_of(fields))
}

/// Returns the words that must stand beside each other; each alone where
/// others may stand between.
fn runs(template: &Template) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = vec![Vec::new()];
    for part in &template.parts {
        let Part::Word(word) = part else {
            runs.push(Vec::new());
            continue;
        };
        match runs.last_mut().filter(|_| template.slop == 0) {
            Some(run) => run.extend(terms::folded(word)),
            None => runs.push(terms::folded(word)),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Returns where `template` is true of `doc`, from its first to its last part.
pub fn spans(doc: &Document, template: &Template) -> Vec<Span> {
    let zones = match template.field {
        TextField::Any => vec![doc.headline, doc.body],
        TextField::Title => vec![doc.headline],
        TextField::Body => vec![doc.body],
    };
    zones.into_iter().flat_map(|zone| Zone::of(doc, zone).spans(template)).collect()
}

/// What may fill a gap.
type Filler = Option<EntityKind>;

/// The words of a part of an article, and what begins and ends at which.
struct Zone {
    spans: Vec<Span>,
    folded: Vec<String>,
    /// By kind and first word, where each filler ends: the word after its last.
    fillers: FxHashMap<(Filler, usize), Vec<usize>>,
}

impl Zone {
    fn of(doc: &Document, zone: Span) -> Zone {
        let mut all = Zone { spans: Vec::new(), folded: Vec::new(), fillers: FxHashMap::default() };
        for word in words(zone.of(&doc.text)) {
            all.spans.push(Span::new(zone.start + word.span.start, zone.start + word.span.end));
            all.folded.push(fold_word(word.text));
        }
        let mentions = doc.mentions.iter().map(|mention| (Some(mention.kind), mention.span));
        let dates = doc.dates.iter().map(|date| (None, date.span));
        for (filler, span) in mentions.chain(dates).filter(|(_, span)| zone.contains(*span)) {
            let first = all.spans.partition_point(|word| word.start < span.start);
            let end = all.spans.partition_point(|word| word.start < span.end);
            if first < end {
                all.fillers.entry((filler, first)).or_default().push(end);
            }
        }
        all
    }

    fn spans(&self, template: &Template) -> Vec<Span> {
        let wanted = Wanted::of(template);
        let ends =
            (0..self.spans.len()).filter_map(|start| Some((start, self.end(start, &wanted, template.slop)?)));
        ends.map(|(start, end)| self.spans[start].join(self.spans[end - 1])).collect()
    }

    /// Returns the word after the nearest end of what is wanted from `start` on.
    fn end(&self, start: usize, wanted: &[Wanted], slop: u32) -> Option<usize> {
        // Where the parts so far may end, and with how many other words between.
        let mut reached: BTreeMap<usize, u32> = BTreeMap::from([(start, 0)]);
        for (number, part) in wanted.iter().enumerate() {
            let mut next = BTreeMap::new();
            for (at, used) in reached {
                let spare = if number == 0 { 0 } else { slop - used };
                for skipped in 0..=spare {
                    for end in self.ends(at + skipped as usize, part) {
                        let least = next.entry(end).or_insert(used + skipped);
                        *least = (*least).min(used + skipped);
                    }
                }
            }
            reached = next;
        }
        reached.into_keys().next()
    }

    /// Returns the words after which `part`, begun at word `at`, may end.
    fn ends(&self, at: usize, part: &Wanted) -> Vec<usize> {
        match part {
            Wanted::Word(word) if self.folded.get(at) == Some(word) => vec![at + 1],
            Wanted::Word(_) => Vec::new(),
            Wanted::Filler(filler) => self.fillers.get(&(*filler, at)).cloned().unwrap_or_default(),
        }
    }
}

/// A word as it is indexed, or a gap.
enum Wanted {
    Word(String),
    Filler(Filler),
}

impl Wanted {
    fn of(template: &Template) -> Vec<Wanted> {
        let of_part = |part: &Part| match part {
            Part::Word(word) => terms::folded(word).into_iter().map(Wanted::Word).collect(),
            Part::Entity(kind) => vec![Wanted::Filler(Some(*kind))],
            Part::Date => vec![Wanted::Filler(None)],
        };
        template.parts.iter().flat_map(of_part).collect()
    }
}
