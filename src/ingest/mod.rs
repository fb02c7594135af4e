//! The walk of an archive: read, parse, extract, index, in parallel.
//!
//! A survey names all files and finds those that have vanished. Workers then
//! take file after file: one whose bytes the index has seen is passed over,
//! another is read, understood and written at once with a note that says so.
//! Memory is bounded by a [budget](Options::memory) of which every article
//! holds a share from reading until the index has taken it. Commits come in
//! between, so that a kill costs seconds; when all is in, `resolve` decides.

mod budget;
mod claims;
mod origin;
mod progress;
mod report;
mod survey;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

pub use progress::Progress;
pub use report::Report;

use self::budget::Budget;
use self::claims::Claims;
use self::report::Tally;
use self::survey::Survey;
use self::worker::{Done, Worker};
use crate::error::{Error, ErrorKind, Result};
use crate::extract;
use crate::extract::names::Tagging;
use crate::index::{Archive, Decisions, Lock, Seen, Writer};
use crate::parse::ParseOptions;
use crate::read::{Found, Limits, WalkOptions, walk};

/// How an archive is taken in.
#[derive(Clone, Debug)]
pub struct Options {
    /// How files are named.
    pub walk: WalkOptions,
    /// How large an input may be.
    pub limits: Limits,
    /// How inputs are parsed.
    pub parse: ParseOptions,
    /// Workers; as many as the machine has processors when 0.
    pub threads: usize,
    /// Bytes that articles on their way may take.
    pub memory: u64,
    /// The longest time between two commits.
    pub commit_every: Duration,
    /// Tells whether the index is built anew.
    pub rebuild: bool,
    /// How names are read; as they were in the index when none, else fast.
    /// Articles whose names were read otherwise are understood again.
    pub tagging: Option<Tagging>,
}

impl Default for Options {
    /// All processors, 96 MB of articles on their way, a commit every 20 seconds.
    fn default() -> Options {
        Options {
            walk: WalkOptions::default(),
            limits: Limits::default(),
            parse: ParseOptions::default(),
            threads: 0,
            memory: 96 << 20,
            commit_every: Duration::from_secs(20),
            rebuild: false,
            tagging: None,
        }
    }
}

/// Takes the articles under `roots` into the index in `folder`, made if there
/// is none, and returns what came of it.
///
/// When `stop` becomes true, what has been read is committed, and the report
/// says that the walk was interrupted; an index that is built anew is then as
/// it was before.
///
/// # Errors
///
/// [`ErrorKind::Io`] when a root is missing or the index cannot be written,
/// [`ErrorKind::Locked`] when another process writes it, [`ErrorKind::Index`]
/// when it is damaged or of another version, [`ErrorKind::Usage`] when it is of
/// other articles. What is wrong with one file is a
/// warning in the report.
pub fn ingest(
    roots: &[PathBuf],
    folder: &Path,
    options: &Options,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Result<Report> {
    let start = Instant::now();
    check_roots(roots)?;
    let tagging = tagging(options, folder)?;
    let (archive, lock) = open(folder, options.rebuild)?;
    let roots_before = if options.rebuild { Vec::new() } else { archive.roots()? };
    origin::check(roots, &roots_before, folder)?;
    let read = Reading { roots, folder, options, tagging, progress, stop }.all(&archive, lock);
    let stopped = stop.load(Ordering::Relaxed);
    if options.rebuild {
        // What was built anew takes its place when it is whole, or goes.
        match &read {
            Ok(_) if !stopped => archive.install()?,
            _ => archive.discard(),
        }
    }
    let (tally, lock) = read?;
    drop(lock);
    if stopped {
        let seen =
            if Archive::exists(folder) { Seen::read(&Archive::open(folder)?)? } else { Seen::default() };
        return Ok(tally.interrupted(&seen, start.elapsed()));
    }
    progress.deciding();
    let archive = Archive::open(folder)?;
    let decisions = Decisions::load(&archive)?;
    tally.report(&archive, &decisions, start)
}

/// What is read into which folder, and how.
struct Reading<'a> {
    roots: &'a [PathBuf],
    folder: &'a Path,
    options: &'a Options,
    tagging: Tagging,
    progress: &'a dyn Progress,
    stop: &'a AtomicBool,
}

impl Reading<'_> {
    /// Reads all that is new or has changed into `archive`, and commits it.
    fn all(&self, archive: &Archive, lock: Lock) -> Result<(Tally, Lock)> {
        let Reading { roots, folder, options, tagging, progress, stop } = *self;
        let writer = Writer::open(archive, lock, tagging.as_str())?;
        let seen = Seen::read(archive)?;
        let survey = Survey::of(roots, options, &seen, stop);
        let writer = writer.of(origin::names(roots, folder), survey.files.max(seen.len() as u64));
        progress.found(survey.files, survey.bytes);
        let claims = Claims::read(archive, &survey.vanished)?;
        survey.vanished.iter().try_for_each(|path| writer.replace(path).write())?;
        let tally = Mutex::new(Tally::new(&survey));
        let (writing, seen, claims) = (&writer, &seen, &claims);
        let run = Run { roots, options, tagging, progress, stop, writer: writing, seen, claims };
        run.files(&tally)?;
        let lock = if stop.load(Ordering::Relaxed) { writer.stop()? } else { writer.finish()? };
        Ok((tally.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()), lock))
    }
}

fn check_roots(roots: &[PathBuf]) -> Result<()> {
    match roots.iter().find(|root| !root.exists()) {
        None => Ok(()),
        Some(root) => Err(Error::new(ErrorKind::Io, "no such file or folder").at(root.display())),
    }
}

/// Returns how names are to be read: as the options say, or as the index in
/// `folder` has them.
fn tagging(options: &Options, folder: &Path) -> Result<Tagging> {
    let recorded = || match Archive::exists(folder) {
        true => Archive::open(folder)?.tagger(),
        false => Ok(None),
    };
    match (options.tagging, recorded()) {
        (Some(tagging), _) => Ok(tagging),
        (None, Ok(Some(name))) => name.parse().map_err(|reason: String| {
            Error::new(ErrorKind::Usage, format!("the index has names that the tagger `{name}` read"))
                .at(folder.display())
                .hint(format!("{reason}; `--tagger fast` reads all names again without it"))
        }),
        // What cannot be opened is about to be removed.
        (None, Err(error)) if !options.rebuild => Err(error),
        (None, _) => Ok(Tagging::default()),
    }
}

fn open(folder: &Path, rebuild: bool) -> Result<(Archive, Lock)> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let hint = "`--index DIR` puts the index elsewhere";
        Error::new(ErrorKind::Io, "cannot make the index").at(folder.display()).because(error).hint(hint)
    })?;
    let lock = Lock::take(folder)?;
    let archive = if rebuild { Archive::anew(folder)? } else { Archive::open_or_create(folder)? };
    Ok((archive, lock))
}

/// What the threads of one run share.
struct Run<'a> {
    roots: &'a [PathBuf],
    options: &'a Options,
    tagging: Tagging,
    progress: &'a dyn Progress,
    stop: &'a AtomicBool,
    writer: &'a Writer,
    seen: &'a Seen,
    claims: &'a Claims,
}

impl Run<'_> {
    /// Hands every file to a worker, and commits now and then.
    fn files(&self, tally: &Mutex<Tally>) -> Result<()> {
        let threads = match self.options.threads {
            0 => thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        let (pipeline, budget) = (extract::pipeline(self.tagging), Budget::new(self.options.memory));
        let (found_in, found_out) = bounded::<Found>(2 * threads);
        let (done_in, done_out) = bounded::<Result<Done>>(8 * threads);
        thread::scope(|scope| {
            scope.spawn(move || self.walk(&found_in));
            for _ in 0..threads {
                let (found, done) = (found_out.clone(), done_in.clone());
                let mut worker = Worker::new(self, &pipeline, &budget);
                scope.spawn(move || found.iter().try_for_each(|file| done.send(worker.file(&file))));
            }
            drop((found_out, done_in));
            // The receiver ends with the gathering: where that fails, nobody
            // waits for it, and the threads come to their end.
            self.gather(done_out, tally)
        })
    }

    fn walk(&self, found: &Sender<Found>) {
        for file in walk(self.roots, &self.options.walk).filter_map(Result::ok) {
            if self.stop.load(Ordering::Relaxed) || found.send(file).is_err() {
                return;
            }
        }
    }

    /// Counts what the workers have done until they have ended.
    fn gather(&self, done: Receiver<Result<Done>>, tally: &Mutex<Tally>) -> Result<()> {
        let mut committed = Instant::now();
        let mut fresh = false;
        loop {
            match done.recv_timeout(Duration::from_millis(200)) {
                Ok(done) => {
                    let done = done?;
                    fresh |= done.written;
                    self.progress.read(done.bytes);
                    tally.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).add(done);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if fresh && committed.elapsed() >= self.options.commit_every {
                self.writer.commit()?;
                (committed, fresh) = (Instant::now(), false);
            }
        }
    }
}

#[cfg(test)]
mod tests;
