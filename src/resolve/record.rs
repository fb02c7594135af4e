//! What one article contributes to the decisions: its chains and its reports.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::simhash::simhash;
use crate::document::{
    Chain, ChainId, CodePoints, Document, EntityKind, Event, EventKind, Interval, Place, Status,
};

/// What resolution needs to know of one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// The article's identifier.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its path in the archive.
    pub path: String,
    /// When it was published.
    pub published: Option<NaiveDate>,
    /// A hash of its wording under which near-duplicates lie close (SimHash
    /// over word shingles of the body); 0 for texts too short to tell.
    pub simhash: u64,
    /// Its chains, in the order of [`Document::chains`](crate::document::Document).
    pub chains: Vec<ChainRecord>,
    /// The events that it tells, in the order of `Document::events`.
    pub reports: Vec<Report>,
}

impl ArticleRecord {
    /// Takes from `doc` what resolution needs.
    pub fn of(doc: &Document) -> ArticleRecord {
        let points = CodePoints::new(doc);
        ArticleRecord {
            id: doc.id.clone(),
            title: doc.title().map(str::to_owned),
            publisher: doc.publisher.clone(),
            path: doc.source.path.clone(),
            published: doc.published_day(),
            simhash: simhash(doc.body.of(&doc.text)),
            chains: chains(doc),
            reports: doc.events.iter().map(|event| report(doc, &points, event)).collect(),
        }
    }
}

fn chains(doc: &Document) -> Vec<ChainRecord> {
    let mut chains: Vec<ChainRecord> =
        doc.chains.iter().map(|chain| ChainRecord { chain: chain.clone(), mentions: 0 }).collect();
    for ChainId(index) in doc.mentions.iter().filter_map(|mention| mention.chain) {
        if let Some(record) = chains.get_mut(index) {
            record.mentions += 1;
        }
    }
    // A party that is only described has no mention, but the article speaks of it.
    for ChainId(index) in doc.events.iter().flat_map(|event| event.participants.iter().copied()) {
        if let Some(record) = chains.get_mut(index) {
            record.mentions = record.mentions.max(1);
        }
    }
    chains
}

fn report(doc: &Document, points: &CodePoints<'_>, event: &Event) -> Report {
    let indices = |chains: &[ChainId]| chains.iter().map(|chain| chain.0).collect();
    Report {
        kind: event.kind,
        status: event.status,
        postponed: event.postponed,
        participants: indices(&event.participants),
        places: indices(&event.places),
        when: event.when,
        attributed_to: indices(&event.attributed_to),
        evidence: event.evidence.of(&doc.text).to_owned(),
        offsets: points.of(event.evidence),
        confidence: event.confidence,
        reason: event.reason.clone(),
    }
}

/// One article's chain, and how often the article mentions it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainRecord {
    /// The chain.
    pub chain: Chain,
    /// The number of mentions of every form; 1 for a party of an event that is
    /// only described.
    pub mentions: u32,
}

/// A meeting, call or visit as one article tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened.
    pub status: Status,
    /// Tells whether it was put off.
    pub postponed: bool,
    /// Indices into [`ArticleRecord::chains`], the one whose story it is first.
    pub participants: Vec<usize>,
    /// Indices into [`ArticleRecord::chains`], finest first.
    pub places: Vec<usize>,
    /// When, where the article gives ground for it.
    pub when: Option<Interval>,
    /// Indices into [`ArticleRecord::chains`] of those who say so.
    pub attributed_to: Vec<usize>,
    /// The sentence that says so.
    pub evidence: String,
    /// Where the sentence lies in the body, in code points, half-open; none
    /// when it is the headline.
    pub offsets: Option<(usize, usize)>,
    /// The probability that the event is told, 0..=1.
    pub confidence: f32,
    /// How it was found.
    pub reason: String,
}

/// A participant of an event of the archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// The entity's stable identifier; empty for a party without a name.
    pub id: String,
    /// The entity's name, or the words that describe the party.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
}

/// A place of an event of the archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Venue {
    /// The entity's stable identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it lies, when the gazetteer knows it.
    pub place: Option<Place>,
}
