//! What is known, as documents of the index: an article, its reports of
//! events, and a note of the file that they came from.

use rustc_hash::FxHashMap;
use tantivy::TantivyDocument;
use tantivy::schema::Facet;

use super::analyzer::{Stems, fold_word, words};
use super::day::{bounds, to_number};
use super::fields::Fields;
use super::gaps::gaps;
use crate::document::{Chain, ChainId, Document, EntityKind, Event, Interval, Span};
use crate::likeness::fold;
use crate::resolve::ArticleRecord;

/// What the index remembers of a file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileNote {
    /// The file's path in the archive.
    pub path: String,
    /// A hash of its bytes and of what read them.
    pub hash: u64,
    /// How many articles it gave.
    pub articles: u64,
    /// What was wrong with it.
    pub faults: Vec<String>,
}

/// Returns the key of the article with the identifier `id`.
pub fn article_key(id: &str) -> u64 {
    key(b'a', id)
}

/// Returns 63 bits of a hash; `kind` keeps the keys of files and articles apart.
fn key(kind: u8, name: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[kind]).update(name.as_bytes());
    let bytes = hasher.finalize();
    u64::from_le_bytes(bytes.as_bytes()[..8].try_into().expect("a hash has eight bytes")) >> 1
}

/// Makes documents of the index; keeps the stemmers between articles.
pub struct Documents {
    fields: Fields,
    stems: FxHashMap<String, Stems>,
}

impl Documents {
    /// Makes documents with the fields of one index.
    pub fn new(fields: Fields) -> Documents {
        Documents { fields, stems: FxHashMap::default() }
    }

    /// Returns the note of a file.
    pub fn note(&self, note: &FileNote) -> TantivyDocument {
        let fields = &self.fields;
        let mut out = TantivyDocument::new();
        out.add_text(fields.kind, "file");
        out.add_text(fields.file, &note.path);
        out.add_u64(fields.key, key(b'f', &note.path));
        out.add_u64(fields.hash, note.hash);
        out.add_i64(fields.articles, note.articles as i64);
        for fault in &note.faults {
            out.add_text(fields.fault, fault);
        }
        out
    }

    /// Returns the documents of an article: itself, and each of its reports.
    pub fn article(&mut self, mut doc: Document) -> Vec<TantivyDocument> {
        // Tokens are found again at no cost when they are needed.
        doc.tokens = Vec::new();
        let mut all = Vec::with_capacity(1 + doc.events.len());
        all.push(self.itself(&doc));
        all.extend(doc.events.iter().enumerate().map(|(number, event)| self.report(&doc, number, event)));
        all
    }

    fn itself(&mut self, doc: &Document) -> TantivyDocument {
        let fields = self.fields;
        let mut out = self.belonging(doc, "article", article_key(&doc.id));
        out.add_text(fields.id, &doc.id);
        out.add_text(fields.path, &doc.source.path);
        doc.publisher.iter().for_each(|publisher| out.add_text(fields.source, publisher));
        doc.language.iter().for_each(|language| out.add_text(fields.language, language));
        self.add_texts(&mut out, doc);
        self.add_chains(&mut out, doc.chains.iter());
        for event in &doc.events {
            out.add_text(fields.event, event.kind.as_str());
            out.add_text(fields.status, event.status.as_str());
        }
        for (from, to) in doc.dates.iter().filter_map(|date| bounds(date.interval)) {
            out.add_i64(fields.mentioned_from, from);
            out.add_i64(fields.mentioned_to, to);
        }
        out.add_bytes(fields.record, &to_bytes(&ArticleRecord::of(doc)));
        out.add_bytes(fields.document, &to_bytes(doc));
        out
    }

    fn report(&self, doc: &Document, number: usize, event: &Event) -> TantivyDocument {
        let fields = &self.fields;
        let mut out = self.belonging(doc, "report", key(b'r', &format!("{}\0{number}", doc.id)));
        out.add_text(fields.event, event.kind.as_str());
        out.add_text(fields.status, event.status.as_str());
        out.add_text(fields.evidence, folded(event.evidence.of(&doc.text)));
        let slots = event.participants.iter().chain(&event.places);
        self.add_chains(&mut out, slots.filter_map(|ChainId(index)| doc.chains.get(*index)));
        if let Some((from, to)) = event.when.and_then(|when: Interval| bounds(when)) {
            out.add_i64(fields.event_from, from);
            out.add_i64(fields.event_to, to);
        }
        out
    }

    /// Starts a document of `kind` that belongs to the article `doc`.
    fn belonging(&self, doc: &Document, kind: &str, key: u64) -> TantivyDocument {
        let fields = &self.fields;
        let mut out = TantivyDocument::new();
        out.add_text(fields.kind, kind);
        out.add_text(fields.file, &doc.source.path);
        out.add_text(fields.parent, &doc.id);
        out.add_u64(fields.key, key);
        doc.published_day().iter().for_each(|day| out.add_i64(fields.day, to_number(*day)));
        out
    }

    fn add_texts(&mut self, out: &mut TantivyDocument, doc: &Document) {
        let fields = self.fields;
        let language = doc.language.as_deref().unwrap_or("");
        if !self.stems.contains_key(language) {
            self.stems.insert(language.to_owned(), Stems::new(language));
        }
        let stems = self.stems.get_mut(language).expect("the stemmer was just put there");
        let parts = [
            (doc.headline, fields.title, fields.title_stem, fields.title_gaps),
            (doc.body, fields.body, fields.body_stem, fields.body_gaps),
        ];
        for (span, field, stem_field, gaps_field) in parts {
            let Analyzed { folded, stemmed, words } = Analyzed::of(doc, span, stems);
            out.add_text(field, folded);
            out.add_text(stem_field, stemmed);
            out.add_pre_tokenized_text(gaps_field, gaps(doc, span, &words));
        }
    }

    fn add_chains<'a>(&self, out: &mut TantivyDocument, chains: impl Iterator<Item = &'a Chain>) {
        let fields = &self.fields;
        for chain in chains.filter(|chain| chain.named) {
            let field = match chain.kind {
                EntityKind::Person => fields.person,
                EntityKind::Organization => fields.org,
                EntityKind::Place => {
                    if let Some(place) = &chain.place {
                        out.add_facet(fields.place, Facet::from_path(&place.path));
                    }
                    continue;
                }
            };
            for name in std::iter::once(&chain.name).chain(&chain.aliases) {
                out.add_text(field, fold(name));
            }
        }
    }
}

/// Returns the folded words of `text` between spaces.
fn folded(text: &str) -> String {
    words(text).map(|word| fold_word(word.text)).collect::<Vec<_>>().join(" ")
}

/// A part of an article as it is indexed.
struct Analyzed {
    /// The folded words, between spaces.
    folded: String,
    /// Their stems, between spaces.
    stemmed: String,
    /// Where the words stand in the article's text.
    words: Vec<Span>,
}

impl Analyzed {
    fn of(doc: &Document, part: Span, stems: &mut Stems) -> Analyzed {
        let text = part.of(&doc.text);
        let (mut folded, mut stemmed) =
            (String::with_capacity(text.len()), String::with_capacity(text.len()));
        let mut spans = Vec::new();
        for word in words(text) {
            if !folded.is_empty() {
                folded.push(' ');
                stemmed.push(' ');
            }
            let (form, stem) = stems.forms(word.text);
            folded.push_str(form);
            stemmed.push_str(stem);
            spans.push(Span::new(part.start + word.span.start, part.start + word.span.end));
        }
        Analyzed { folded, stemmed, words: spans }
    }
}

fn to_bytes<T: serde::Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("a document holds nothing that postcard cannot write")
}
