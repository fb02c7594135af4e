//! The engine in the process: tantivy, and the decisions of `resolve` beside it.
//!
//! Words are evaluated by tantivy. What is asked of entities and events is
//! evaluated on the decisions and comes to tantivy as a set of articles, so
//! that spellings are merged and corrections obeyed, at once and without
//! writing the index.

mod alike;
mod articles;
mod asking;
mod bits;
mod bitset;
mod cursor;
mod events;
mod extents;
mod facets;
mod highlight;
mod histogram;
mod hits;
mod items;
mod like;
mod listing;
mod matches;
mod names;
mod order;
mod positions;
mod snippets;
mod speaking;
mod stats;
mod template;
mod terms;
mod tree;
mod walk;

use std::path::Path;
use std::time::Duration;

use crate::document::{Document, EntityKind};
use crate::error::Result;
use crate::index::{Archive, Decisions, Fields, Seen, archive_bytes};
use crate::query::{Query, SearchRequest};
use crate::resolve::corrections::Problem;
use crate::resolve::entities::Candidate;
use crate::resolve::{Entity, EntityId};

use self::articles::Articles;
use self::facets::Trees;
use super::{Backend, EventList, EventRow, Hit, HitList, Stats};

/// An archive's index, opened for questions.
pub struct Local {
    archive: Archive,
    decisions: Decisions,
    articles: Articles,
    trees: Trees,
    /// How long finding an answer may take; none for as long as it takes.
    time: Option<Duration>,
}

impl Local {
    /// Opens the index in `folder`; decisions that are not fresh are made again.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when there is none, or it
    /// is damaged or of another version;
    /// [`ErrorKind::Input`](crate::error::ErrorKind) when the corrections
    /// beside it cannot be understood.
    pub fn open(folder: &Path) -> Result<Local> {
        Local::over(Archive::open(folder)?)
    }

    /// Opens an index of which something was read already.
    ///
    /// # Errors
    ///
    /// Those of [`Local::open`].
    pub fn over(archive: Archive) -> Result<Local> {
        let decisions = Decisions::load(&archive)?;
        Ok(Local::of(archive, decisions))
    }

    /// Opens the index in `folder` where all is decided about it; none where
    /// the decisions would have to be made first.
    ///
    /// # Errors
    ///
    /// Those of [`Local::open`].
    pub fn open_decided(folder: &Path) -> Result<Option<Local>> {
        let archive = Archive::open(folder)?;
        let decisions = Decisions::kept(&archive)?;
        Ok(decisions.map(|decisions| Local::of(archive, decisions)))
    }

    fn of(archive: Archive, decisions: Decisions) -> Local {
        Local { archive, decisions, articles: Articles::default(), trees: Trees::default(), time: None }
    }

    /// Lets the finding of no answer take longer than `time`.
    pub fn within(self, time: Duration) -> Local {
        Local { time: Some(time), ..self }
    }

    fn fields(&self) -> Result<Fields> {
        self.archive.fields()
    }
}

impl Backend for Local {
    fn search(&self, request: &SearchRequest) -> Result<HitList> {
        hits::search(self, request)
    }

    fn events(&self, request: &SearchRequest) -> Result<EventList> {
        events::search(self, request)
    }

    fn count(&self, query: &Query) -> Result<usize> {
        Ok(matches::find(&self.asking(), query, false)?.len())
    }

    fn walk(
        &self,
        query: &Query,
        snippets: bool,
        each: &mut dyn FnMut(Hit, Document) -> Result<()>,
    ) -> Result<()> {
        hits::walk(self, query, snippets, each)
    }

    fn article(&self, id: &str) -> Result<Option<Document>> {
        hits::article(self, id)
    }

    fn like(&self, id: &str) -> Result<Option<Query>> {
        like::query(self, id)
    }

    fn events_of(&self, id: &str) -> Result<Vec<EventRow>> {
        let mut numbers: Vec<u32> = self.decisions.events_identified(id).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| self.decisions.row(number)).collect()
    }

    fn candidates(&self, name: &str, kind: Option<EntityKind>) -> Result<Vec<Candidate>> {
        let mut candidates = self.decisions.registry()?.find(name);
        candidates.retain(|candidate| kind.is_none_or(|kind| kind == candidate.kind));
        Ok(candidates)
    }

    fn names_beginning(&self, start: &str, kind: Option<EntityKind>, most: usize) -> Result<Vec<String>> {
        self.beginning_with(start, kind, most)
    }

    fn problems(&self) -> Result<Vec<Problem>> {
        Ok(self.decisions.registry()?.problems())
    }

    fn akin(&self, id: &EntityId) -> Result<Vec<Candidate>> {
        Ok(self.decisions.registry()?.akin(id))
    }

    fn entity(&self, id: &EntityId) -> Result<Option<Entity>> {
        Ok(self.decisions.registry()?.get(id).cloned())
    }

    fn entities_of(&self, id: &str) -> Result<Vec<Option<Entity>>> {
        let Some(doc) = self.article(id)? else { return Ok(Vec::new()) };
        let registry = self.decisions.registry()?;
        let entity = |number: Option<u32>| registry.entities().nth(number? as usize).cloned();
        Ok(registry.numbers_of(&doc.id).map(entity).collect())
    }

    fn stats(&self) -> Result<Stats> {
        let mut stats = stats::count(self)?;
        let seen = Seen::read(&self.archive)?;
        stats.files = seen.iter().filter(|(_, file)| file.articles > 0).count();
        stats.skipped = seen.iter().flat_map(|(path, file)| file.warnings(path)).collect();
        stats.skipped.sort_by(|a, b| (&a.path, &a.reason).cmp(&(&b.path, &b.reason)));
        stats.state = self.archive.fingerprint()?[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        stats.bytes = archive_bytes(&self.archive);
        Ok(stats)
    }
}

#[cfg(test)]
mod tests;
