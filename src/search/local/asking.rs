//! One question while it is answered: until when, and what was found out for it.

use std::io;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use tantivy::schema::Field;
use tantivy::{TantivyError, Term};

use super::Local;
use super::names::Numbers;
use crate::document::EntityKind;
use crate::error::{Error, ErrorKind, Result};
use crate::index::damaged;
use crate::query::{EntityName, Query};

/// What open words were found to fit, by field and word.
type Expanded = FxHashMap<(Field, String), Arc<[Term]>>;

/// Which entities names were found to mean, by name and kind.
type Named = FxHashMap<(EntityName, Option<EntityKind>), Arc<Numbers>>;

/// A question to an engine, whose parts several threads may answer. Whatever is looked up for it shares one deadline.
pub struct Asking<'a> {
    /// The engine.
    pub local: &'a Local,
    /// Until when the answer must be found.
    pub deadline: Deadline,
    expanded: Mutex<Expanded>,
    named: Mutex<Named>,
}

impl Local {
    /// Begins a question.
    pub fn asking(&self) -> Asking<'_> {
        let time = self.time.unwrap_or_default();
        let at = self.time.and_then(|time| Instant::now().checked_add(time));
        let deadline = Deadline { at, time };
        Asking { local: self, deadline, expanded: Mutex::default(), named: Mutex::default() }
    }
}

impl Deref for Asking<'_> {
    type Target = Local;

    fn deref(&self) -> &Local {
        self.local
    }
}

impl Asking<'_> {
    /// Returns the terms of `field` that an open word fits, which `find` looks
    /// for when it is asked first: a word of NEAR is asked for again and again.
    pub fn expanded(
        &self,
        field: Field,
        word: &Query,
        find: impl FnOnce() -> Result<Vec<Term>>,
    ) -> Result<Arc<[Term]>> {
        let key = (field, word.to_string());
        if let Some(known) = locked(&self.expanded).get(&key) {
            return Ok(Arc::clone(known));
        }
        let found: Arc<[Term]> = find()?.into();
        locked(&self.expanded).insert(key, Arc::clone(&found));
        Ok(found)
    }

    /// Returns what [`Local::named`] returns, looked up once a question: what
    /// is searched by is highlighted too.
    ///
    /// # Errors
    ///
    /// Those of [`Local::named`].
    pub fn named(&self, name: &EntityName, kind: Option<EntityKind>) -> Result<Arc<Numbers>> {
        let key = (name.clone(), kind);
        if let Some(known) = locked(&self.named).get(&key) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(self.local.named(name, kind)?);
        locked(&self.named).insert(key, Arc::clone(&found));
        Ok(found)
    }
}

/// What was found out stays true whoever panicked.
fn locked<T>(known: &Mutex<T>) -> MutexGuard<'_, T> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Things that are looked at between two looks at the clock.
const BETWEEN: u32 = 2048;

/// The moment after which nothing more is looked for; there need be none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deadline {
    at: Option<Instant>,
    time: Duration,
}

impl Deadline {
    /// Checks that the time is not over.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] when it is.
    pub fn check(self) -> Result<()> {
        match self.at {
            Some(at) if Instant::now() > at => {
                let message = format!("the question takes more than {} s", self.time.as_secs_f32());
                Err(Error::new(ErrorKind::Limit, message)
                    .hint("ask for less, or allow more with --time-limit SECONDS"))
            }
            _ => Ok(()),
        }
    }

    /// Counts one more thing that was `looked` at, and checks now and then.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] when the time is over.
    pub fn check_every(self, looked: &mut u32) -> Result<()> {
        *looked = looked.wrapping_add(1);
        if looked.is_multiple_of(BETWEEN) { self.check() } else { Ok(()) }
    }
}

/// Returns an error as one that may come out of a scorer of the index library.
pub fn in_scorer(error: Error) -> TantivyError {
    io::Error::other(error).into()
}

/// Returns the error that came out of a scorer.
pub fn out_of_scorer(error: TantivyError) -> Error {
    let TantivyError::IoError(inner) = error else { return damaged(error) };
    match Arc::try_unwrap(inner).map(io::Error::downcast::<Error>) {
        Ok(Ok(own)) => own,
        Ok(Err(inner)) => damaged(inner.into()),
        Err(inner) => damaged(TantivyError::IoError(inner)),
    }
}
