//! The seam between those who ask and the engine that answers.

use crate::document::{Document, EntityKind};
use crate::error::Result;
use crate::query::{Query, SearchRequest};
use crate::resolve::corrections::Problem;
use crate::resolve::entities::Candidate;
use crate::resolve::{Entity, EntityId};

use super::{EventList, EventRow, Hit, HitList};

/// An engine that answers questions about one archive.
///
/// Every method answers from one state of the archive, that in which the
/// backend was opened.
pub trait Backend {
    /// Returns articles with the counts of `request`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::error::ErrorKind) for a query that cannot be
    /// evaluated, [`ErrorKind::Ambiguous`](crate::error::ErrorKind) when it
    /// names an entity that could be several, [`ErrorKind::Limit`](crate::error::ErrorKind)
    /// when a pattern fits too many words.
    fn search(&self, request: &SearchRequest) -> Result<HitList>;

    /// Returns events, merged over their reports, with the counts of `request`.
    ///
    /// [`Sort::Relevance`](crate::query::Sort) means the order of time.
    ///
    /// # Errors
    ///
    /// As for [`Backend::search`].
    fn events(&self, request: &SearchRequest) -> Result<EventList>;

    /// Returns the number of articles of which `query` is true.
    ///
    /// # Errors
    ///
    /// As for [`Backend::search`].
    fn count(&self, query: &Query) -> Result<usize>;

    /// Calls `each` with every article of which `query` is true, in the order
    /// of the index, at constant memory; hits have no score, and snippets
    /// where `snippets` are wanted.
    ///
    /// # Errors
    ///
    /// As for [`Backend::search`], and those of `each`, which end the walk.
    fn walk(
        &self,
        query: &Query,
        snippets: bool,
        each: &mut dyn FnMut(Hit, Document) -> Result<()>,
    ) -> Result<()>;

    /// Returns the article with the identifier `id` and all its layers but the
    /// tokens; none where there is no such article.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn article(&self, id: &str) -> Result<Option<Document>>;

    /// Returns what the article with the identifier `id` is about, as a query;
    /// none where there is no such article, or nothing in it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn like(&self, id: &str) -> Result<Option<Query>>;

    /// Returns the events whose identifiers begin with `id`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn events_of(&self, id: &str) -> Result<Vec<EventRow>>;

    /// Returns the entities that a typed name may mean, of any kind or of one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn candidates(&self, name: &str, kind: Option<EntityKind>) -> Result<Vec<Candidate>>;

    /// Returns the names of at most `most` entities, of `kind` or of any, of
    /// which a spelling has a word that begins with `start`, without regard to
    /// case and accents; those that most articles mention come first.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn names_beginning(&self, start: &str, kind: Option<EntityKind>, most: usize) -> Result<Vec<String>>;

    /// Returns the corrections of the archive that fit nothing, or contradict
    /// others, each with the reason.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn problems(&self) -> Result<Vec<Problem>> {
        Ok(Vec::new())
    }

    /// Returns the entities that may be the one with the identifier `id`: those
    /// that the archive leaves open, and those with a similar name; most
    /// mentioned first.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn akin(&self, _id: &EntityId) -> Result<Vec<Candidate>> {
        Ok(Vec::new())
    }

    /// Returns the entity with the identifier `id`; none where there is none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn entity(&self, id: &EntityId) -> Result<Option<Entity>>;

    /// Returns the entity of each chain of the article with the identifier
    /// `id`, in the order of its chains; none for a chain that stays open.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn entities_of(&self, id: &str) -> Result<Vec<Option<Entity>>>;

    /// Returns what the archive holds.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    fn stats(&self) -> Result<Stats>;
}

/// What an archive holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Files that gave at least one article.
    pub files: usize,
    /// Articles.
    pub articles: usize,
    /// Entities: persons, organizations, places.
    pub entities: [usize; 3],
    /// Events, merged.
    pub events: usize,
    /// Reports of events.
    pub reports: usize,
    /// Articles without a day of publication.
    pub undated: usize,
    /// The first and the last day of publication.
    pub days: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
    /// Languages and their articles, most frequent first.
    pub languages: Vec<(String, usize)>,
    /// Files that gave nothing, and why.
    pub skipped: Vec<crate::error::Warning>,
    /// The state of the index, which every change of it changes: 16 hexadecimal digits.
    pub state: String,
    /// Bytes on disk, the decisions beside the index included.
    pub bytes: u64,
}
