//! One question while it is answered: until when, and what was found out for it.

use std::cell::RefCell;
use std::io;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use tantivy::schema::Field;
use tantivy::{TantivyError, Term};

use super::Local;
use crate::error::{Error, ErrorKind, Result};
use crate::index::damaged;
use crate::query::Query;

/// What open words were found to fit, by field and word.
type Expanded = FxHashMap<(Field, String), Arc<[Term]>>;

/// A question to an engine. Whatever is looked up for it shares one deadline.
pub struct Asking<'a> {
    /// The engine.
    pub local: &'a Local,
    /// Until when the answer must be found.
    pub deadline: Deadline,
    expanded: RefCell<Expanded>,
}

impl Local {
    /// Begins a question.
    pub fn asking(&self) -> Asking<'_> {
        let time = self.time.unwrap_or_default();
        let at = self.time.and_then(|time| Instant::now().checked_add(time));
        Asking { local: self, deadline: Deadline { at, time }, expanded: RefCell::default() }
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
        if let Some(known) = self.expanded.borrow().get(&key) {
            return Ok(Arc::clone(known));
        }
        let found: Arc<[Term]> = find()?.into();
        self.expanded.borrow_mut().insert(key, Arc::clone(&found));
        Ok(found)
    }
}

/// Things that are looked at between two looks at the clock.
const BETWEEN: u32 = 2048;

/// The moment after which nothing more is looked for.
#[derive(Clone, Copy, Debug)]
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
