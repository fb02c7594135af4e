//! One file: passed over, or read, understood and written.

use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rustc_hash::FxHashSet;

use super::Run;
use super::budget::{Budget, Share};
use crate::document::Document;
use crate::error::{Error, Result, Warning};
use crate::extract::Pipeline;
use crate::index::{Batch, Documents, FileNote, SeenFile};
use crate::parse::{Content, Format, Input, parse};
use crate::read::{Found, hash_file, open_lines, read_text};

/// Bytes that an article takes on its way for each byte of its text: the text
/// itself, its layers, its analyzed words, and all of them once more as written.
const SPREAD: u64 = 12;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was as before.
    Unchanged,
    /// It was new.
    Added,
    /// It had changed.
    Changed,
    /// It could not be read.
    Failed,
}

/// What a worker says of a file that it has dealt with.
pub struct Done {
    /// What became of it.
    pub fate: Fate,
    /// Its hash, 0 where it could not be read.
    pub hash: u64,
    /// Its length.
    pub bytes: u64,
    /// Tells whether the index was written.
    pub written: bool,
    /// The articles that it gave now.
    pub articles: u64,
    /// What was wrong with it.
    pub warnings: Vec<Warning>,
}

/// A thread's tools.
pub struct Worker<'a> {
    run: &'a Run<'a>,
    pipeline: &'a Pipeline,
    budget: Budget,
    documents: Documents,
}

impl<'a> Worker<'a> {
    /// Makes a worker of `run`.
    pub fn new(run: &'a Run<'a>, pipeline: &'a Pipeline, budget: &Budget) -> Worker<'a> {
        Worker { run, pipeline, budget: budget.clone(), documents: run.writer.documents() }
    }

    /// Deals with one file.
    ///
    /// # Errors
    ///
    /// Those of writing the index; what is wrong with the file is a warning.
    pub fn file(&mut self, found: &Found) -> Result<Done> {
        let path = &found.source.path;
        let before = self.run.seen.get(path);
        let hash = match hash_file(found) {
            Ok(hash) => self.hash(&hash),
            Err(warning) => return Ok(done(Fate::Failed, found, vec![warning])),
        };
        if let Some(before) = before.filter(|before| before.hash == hash) {
            let warnings = before.warnings(path);
            return Ok(Done { hash, ..done(Fate::Unchanged, found, warnings) });
        }
        let fate = if before.is_some() { Fate::Changed } else { Fate::Added };
        let mut taking = Taking::new(self, path);
        taking.content(found);
        let (articles, warnings) = taking.end(hash)?;
        Ok(Done { hash, written: true, articles, ..done(fate, found, warnings) })
    }

    /// Returns the hash of a file's bytes and of what reads them.
    fn hash(&self, bytes: &blake3::Hash) -> u64 {
        let parse = &self.run.options.parse;
        let (version, tagging) = (env!("CARGO_PKG_VERSION"), self.run.tagging);
        let reader = format!("{version} {tagging} {:?} {:?}", parse.published, parse.mapping);
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes.as_bytes()).update(reader.as_bytes());
        let hash = hasher.finalize();
        u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has eight bytes"))
    }
}

fn done(fate: Fate, found: &Found, warnings: Vec<Warning>) -> Done {
    Done { fate, hash: 0, bytes: found.size, written: false, articles: 0, warnings }
}

/// A file that is being taken in.
struct Taking<'a, 'w> {
    worker: &'w mut Worker<'a>,
    path: &'w str,
    batch: Batch<'a>,
    /// The share of the whole file, for formats that are read whole.
    whole: Option<Arc<Share>>,
    own: FxHashSet<u64>,
    articles: u64,
    warnings: Vec<Warning>,
    error: Option<Error>,
}

impl<'a, 'w> Taking<'a, 'w> {
    fn new(worker: &'w mut Worker<'a>, path: &'w str) -> Taking<'a, 'w> {
        let batch = worker.run.writer.replace(path);
        Taking {
            worker,
            path,
            batch,
            whole: None,
            own: FxHashSet::default(),
            articles: 0,
            warnings: Vec::new(),
            error: None,
        }
    }

    fn content(&mut self, found: &Found) {
        if Format::of_name(self.path).is_some_and(Format::streams) {
            match open_lines(found) {
                Ok(mut lines) => self.lines(found, &mut lines),
                Err(warning) => self.warnings.push(warning),
            }
            return;
        }
        self.whole = Some(Arc::new(self.worker.budget.take(found.size.saturating_mul(SPREAD))));
        match read_text(found, &self.worker.run.options.limits) {
            Ok(text) => {
                self.warnings.extend(text.fault);
                match Format::of(self.path, &text.text) {
                    Some(format) => self.parse(found, format, Content::Text(&text.text)),
                    None => self.warnings.push(found.warning("no format of articles that is known")),
                }
            }
            Err(warning) => self.warnings.push(warning),
        }
    }

    fn lines(&mut self, found: &Found, lines: &mut dyn BufRead) {
        self.parse(found, Format::JsonLines, Content::Lines(lines));
    }

    fn parse<'c>(&mut self, found: &'c Found, format: Format, content: Content<'c>) {
        let options = &self.worker.run.options.parse;
        let input = Input { source: &found.source, modified: found.modified_day(), format, content };
        let warnings = parse(input, options, &mut |doc| self.article(doc));
        self.warnings.extend(warnings);
    }

    fn article(&mut self, mut doc: Document) {
        if self.error.is_some() || self.stopped() {
            return;
        }
        let share = self.share(doc.text.len() as u64);
        let renamed = self.worker.run.claims.take(&mut doc, &mut self.own);
        if let Some(reason) = renamed {
            self.warn(&doc, reason);
        }
        let pipeline = self.worker.pipeline;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| pipeline.apply(&mut doc))) {
            self.warn(&doc, format!("could not be understood, a fault of Dateline: {}", message(&*panic)));
            doc = without_layers(doc);
        }
        self.batch.add(&mut self.worker.documents, doc, Some(share));
        self.articles += 1;
    }

    /// Returns what the article holds of the budget. What waits in the batch
    /// holds its share too, so it is written before a wait.
    fn share(&mut self, bytes: u64) -> Arc<Share> {
        if let Some(whole) = &self.whole {
            return Arc::clone(whole);
        }
        let bytes = bytes.saturating_mul(SPREAD);
        if let Some(share) = self.worker.budget.try_take(bytes) {
            return Arc::new(share);
        }
        if let Err(error) = self.batch.write() {
            self.error = Some(error);
        }
        Arc::new(self.worker.budget.take(bytes))
    }

    /// Writes what is left, and the note that says that the file has been read.
    fn end(mut self, hash: u64) -> Result<(u64, Vec<Warning>)> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.stopped() && self.whole.is_none() {
            self.batch.write()?;
            return Ok((self.articles, self.warnings));
        }
        let faults = self.warnings.iter().map(|warning| SeenFile::fault(self.path, warning)).collect();
        let note = FileNote { path: self.path.to_owned(), hash, articles: self.articles, faults };
        self.batch.note(&self.worker.documents, &note);
        self.batch.write()?;
        Ok((self.articles, self.warnings))
    }

    fn stopped(&self) -> bool {
        // A file that is read whole is brought to its end.
        self.whole.is_none() && self.worker.run.stop.load(Ordering::Relaxed)
    }

    fn warn(&mut self, doc: &Document, reason: String) {
        let path = match &doc.source.member {
            Some(member) => format!("{}#{member}", self.path),
            None => self.path.to_owned(),
        };
        self.warnings.push(Warning::new(path, reason));
    }
}

/// Returns what the panic said.
fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

/// Returns the article without what a broken component may have left half done.
fn without_layers(doc: Document) -> Document {
    Document {
        tokens: Vec::new(),
        sentences: Vec::new(),
        mentions: Vec::new(),
        roles: Vec::new(),
        dates: Vec::new(),
        chains: Vec::new(),
        events: Vec::new(),
        ..doc
    }
}
