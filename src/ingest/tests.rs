//! Walks over small archives: what is new, changed, moved, gone, or broken.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use tempfile::TempDir;

use super::*;
use crate::query::{Limit, Query, SearchRequest};
use crate::search::{Backend, Local};

struct Trial {
    folder: TempDir,
    options: Options,
}

impl Trial {
    fn new(files: &[(&str, &str)]) -> Trial {
        let trial = Trial {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            options: Options::default(),
        };
        files.iter().for_each(|(path, text)| trial.write(path, text));
        trial
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        let parent = path.parent().expect("a file of the trial lies in its folder");
        fs::create_dir_all(parent).expect("the trial's folder takes folders");
        fs::write(path, text).expect("the trial's folder takes files");
    }

    fn index(&self) -> std::path::PathBuf {
        self.folder.path().join(".dateline")
    }

    fn run(&self) -> Report {
        let roots = [self.folder.path().to_owned()];
        ingest(&roots, &self.index(), &self.options, &(), &AtomicBool::new(false))
            .expect("the trial is taken in")
    }

    /// The paths of the articles that hold `word`.
    fn found(&self, word: &str) -> Vec<String> {
        let local = Local::open(&self.index()).expect("the trial has an index");
        let query = crate::query::parse(word, today()).expect("a word is a query").query;
        let hits = local.search(&SearchRequest::new(query, Limit::All)).expect("a word is found or not").hits;
        let mut paths: Vec<String> = hits.into_iter().map(|hit| hit.path).collect();
        paths.sort_unstable();
        paths
    }

    fn count(&self) -> usize {
        let local = Local::open(&self.index()).expect("the trial has an index");
        local.count(&Query::All).expect("all are counted")
    }
}

fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day of the calendar")
}

#[test]
fn a_second_walk_takes_in_what_is_new_changed_moved_and_gone() {
    let trial = Trial::new(&[
        ("a.txt", "Envoys met in Doha on Sunday."),
        ("b.txt", "Grain prices rose in the market."),
        ("c/d.txt", "The harvest was late this year."),
        ("e.txt", "Nothing happened at all today."),
    ]);
    let first = trial.run();
    assert_eq!((first.files, first.added, first.articles), (4, 4, 4));
    let again = trial.run();
    assert_eq!((again.unchanged, again.added, again.changed, again.articles_read), (4, 0, 0, 0));
    trial.write("a.txt", "Envoys left for Oslo on Monday.");
    trial.write("f.txt", "Snow fell on the mountains.");
    fs::remove_file(trial.folder.path().join("b.txt")).expect("a file of the trial can go");
    fs::rename(trial.folder.path().join("c/d.txt"), trial.folder.path().join("c/g.txt"))
        .expect("a file of the trial can move");
    let third = trial.run();
    let counts = (third.added, third.changed, third.moved, third.removed, third.unchanged);
    assert_eq!(counts, (1, 1, 1, 1, 1));
    assert_eq!((third.articles, trial.count()), (4, 4));
    assert_eq!(trial.found("doha"), [""; 0]);
    assert_eq!(trial.found("grain"), [""; 0]);
    assert_eq!(trial.found("oslo"), ["a.txt"]);
    assert_eq!(trial.found("harvest"), ["c/g.txt"]);
}

#[test]
fn a_broken_file_is_named_each_time_and_costs_no_other() {
    let trial = Trial::new(&[
        ("a.txt", "Envoys met in Doha on Sunday."),
        ("empty.txt", ""),
        ("lines.jsonl", "{\"text\": \"One story.\"}\n{broken\n{\"text\": \"Another story.\"}\n"),
    ]);
    fs::write(trial.folder.path().join("noise.txt"), [0u8, 1, 2, 0xff])
        .expect("the trial's folder takes files");
    for run in 0..2 {
        let report = trial.run();
        assert_eq!(report.articles, 3, "run {run}");
        let named: Vec<&str> = report.warnings.iter().map(|warning| warning.path.as_str()).collect();
        assert_eq!(named, ["empty.txt", "lines.jsonl#2", "noise.txt"], "run {run}");
        assert_eq!(report.unchanged, if run == 0 { 0 } else { 4 });
    }
}

#[test]
fn one_identifier_names_one_article() {
    let story = |text: &str| format!("{{\"id\": \"x1\", \"text\": \"{text}\"}}\n");
    let trial = Trial::new(&[("a.jsonl", &(story("One.") + &story("Two."))), ("b.jsonl", &story("Three."))]);
    let report = trial.run();
    assert_eq!((report.articles, trial.count()), (3, 3));
    assert_eq!(report.warnings.len(), 2);
    fs::rename(trial.folder.path().join("b.jsonl"), trial.folder.path().join("c.jsonl"))
        .expect("a file of the trial can move");
    trial.run();
    assert_eq!(trial.count(), 3);
}

#[test]
fn a_walk_that_is_stopped_has_committed_what_it_read() {
    let files: Vec<(String, String)> =
        (0..200).map(|n| (format!("{n}.txt"), format!("Story {n} of many stories."))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let trial = Trial::new(&files);
    let stop = AtomicBool::new(false);
    let progress = StopAfter { left: Mutex::new(20), stop: &stop };
    let roots = [trial.folder.path().to_owned()];
    let report = ingest(&roots, &trial.index(), &trial.options, &progress, &stop)
        .expect("a walk that is stopped is no failure");
    assert!(report.interrupted && (20..200).contains(&report.added), "{}", report.added);
    assert_eq!(trial.count() as u64, report.articles_read);
    let rest = trial.run();
    assert_eq!((rest.unchanged, rest.articles), (report.added, 200));
}

struct StopAfter<'a> {
    left: Mutex<u32>,
    stop: &'a AtomicBool,
}

impl Progress for StopAfter<'_> {
    fn read(&self, _: u64) {
        let mut left = self.left.lock().expect("nobody panics while counting");
        *left = left.saturating_sub(1);
        self.stop.fetch_or(*left == 0, Ordering::Relaxed);
    }
}

#[test]
fn a_small_budget_and_many_commits_give_the_same_archive() {
    let line = |n: usize| format!("{{\"id\": \"s{n}\", \"text\": \"Story {n}. {}\"}}\n", "word ".repeat(50));
    let lines: String = (0..300).map(line).collect();
    let mut trial = Trial::new(&[("a.jsonl", &lines), ("b.txt", "A story of another kind.")]);
    trial.options.memory = 20_000;
    trial.options.commit_every = Duration::ZERO;
    let report = trial.run();
    assert_eq!((report.articles, trial.count()), (301, 301));
    assert_eq!(trial.run().unchanged, 2);
}

#[test]
fn a_second_writer_and_a_missing_folder_are_errors() {
    let trial = Trial::new(&[("a.txt", "Envoys met in Doha on Sunday.")]);
    trial.run();
    let _lock = Lock::take(&trial.index()).expect("nobody writes the trial's index");
    let run = |root: &Path| {
        ingest(&[root.to_owned()], &trial.index(), &trial.options, &(), &AtomicBool::new(false))
    };
    assert_eq!(run(trial.folder.path()).expect_err("another writes").kind(), ErrorKind::Locked);
    assert_eq!(run(&trial.folder.path().join("none")).expect_err("there is no folder").kind(), ErrorKind::Io);
}

#[cfg(feature = "neural")]
#[test]
fn another_tagger_reads_everything_again_and_is_kept() {
    let mut trial = Trial::new(&[("a.txt", "Envoys met in Doha."), ("b.txt", "Ana Prates went to Oslo.")]);
    let check = |trial: &Trial, articles: u64, tagger: &str| {
        assert_eq!(trial.run().articles_read, articles);
        let archive = Archive::open(&trial.index()).expect("the trial has an index");
        assert_eq!(archive.tagger().expect("its settings can be read").as_deref(), Some(tagger));
    };
    check(&trial, 2, "fast");
    trial.options.tagging = Some(Tagging::Best);
    check(&trial, 2, "best");
    trial.options.tagging = None;
    check(&trial, 0, "best");
    trial.options.rebuild = true;
    check(&trial, 2, "best");
}

#[test]
fn a_walk_that_is_stopped_says_that_the_index_is_not_finished() {
    let files: Vec<(String, String)> =
        (0..100).map(|n| (format!("{n}.txt"), format!("Story {n} of many stories."))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut trial = Trial::new(&files);
    let stopped = |trial: &Trial| {
        let stop = AtomicBool::new(false);
        let progress = StopAfter { left: Mutex::new(20), stop: &stop };
        let roots = [trial.folder.path().to_owned()];
        ingest(&roots, &trial.index(), &trial.options, &progress, &stop).expect("a stop is no failure")
    };
    let unfinished = |trial: &Trial| {
        let archive = Archive::open(&trial.index()).expect("the trial has an index");
        archive.unfinished().expect("its settings can be read")
    };
    Archive::open_or_create(&trial.index()).expect("an index can be made");
    assert!(Archive::is_blank(&trial.index()));
    let report = stopped(&trial);
    assert_eq!((unfinished(&trial), Archive::is_blank(&trial.index())), (Some(100), false));
    assert_eq!(report.articles as usize, trial.count());
    trial.run();
    assert_eq!((unfinished(&trial), trial.count()), (None, 100));
    trial.options.rebuild = true;
    assert!(stopped(&trial).interrupted);
    assert_eq!((unfinished(&trial), trial.count()), (None, 100), "the index is as it was");
    assert!(!trial.index().join("index.new").exists());
}

#[test]
fn an_index_that_lies_elsewhere_is_not_filled_with_another_archive() {
    let (one, other) = (Trial::new(&[("a.txt", "One story.")]), Trial::new(&[("b.txt", "Another story.")]));
    let elsewhere = tempfile::tempdir().expect("a temporary folder can be made");
    let index = elsewhere.path().join("index");
    let run = |trial: &Trial, rebuild: bool| {
        let options = Options { rebuild, ..Options::default() };
        ingest(&[trial.folder.path().to_owned()], &index, &options, &(), &AtomicBool::new(false))
    };
    run(&one, false).expect("an empty index takes any archive");
    let error = run(&other, false).expect_err("it is another archive's");
    assert_eq!(error.kind(), ErrorKind::Usage, "{error}");
    assert_eq!(run(&one, false).expect("it is its own").unchanged, 1);
    assert_eq!(run(&other, true).expect("a rebuild may be another's").removed, 0);
    assert_eq!(run(&other, false).expect("it is the other's now").unchanged, 1);
    drop(other);
    assert!(run(&one, false).is_ok(), "what is no longer there may have been moved");
}

#[test]
fn an_index_that_cannot_be_written_is_an_error_and_no_wait() {
    let files: Vec<(String, String)> =
        (0..600).map(|n| (format!("{n}.txt"), format!("Story {n}. {}", "Envoys met. ".repeat(40)))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut trial = Trial::new(&files);
    trial.options = Options { commit_every: Duration::ZERO, threads: 4, ..Options::default() };
    // What no commit can take the place of: whoever may write everywhere cannot either.
    struct Breaking(std::path::PathBuf, Mutex<u32>);
    impl Progress for Breaking {
        fn read(&self, _: u64) {
            let mut left = self.1.lock().expect("nobody panics while counting");
            *left = left.saturating_sub(1);
            if *left == 0 && self.0.is_file() {
                fs::remove_file(&self.0).expect("the index can be broken");
                fs::create_dir_all(self.0.join("barred")).expect("a folder can stand in its way");
            }
        }
    }
    let progress = Breaking(trial.index().join("index/meta.json"), Mutex::new(20));
    let roots = [trial.folder.path().to_owned()];
    let error = ingest(&roots, &trial.index(), &trial.options, &progress, &AtomicBool::new(false));
    assert_eq!(error.expect_err("no commit can be written").kind(), ErrorKind::Io);
}

#[test]
fn a_rebuild_reads_everything_again() {
    let mut trial = Trial::new(&[("a.txt", "Envoys met in Doha on Sunday.")]);
    trial.run();
    trial.options.rebuild = true;
    let report = trial.run();
    assert_eq!((report.added, report.unchanged, trial.count()), (1, 0, 1));
}

/// The variable that makes this process the one that is killed.
const VICTIM: &str = "DATELINE_TEST_VICTIM";

/// Not a test by itself: what the test below starts and kills.
#[test]
fn the_one_that_is_killed() {
    let Ok(folder) = std::env::var(VICTIM) else { return };
    let options = Options { commit_every: Duration::from_millis(20), threads: 2, ..Options::default() };
    let roots = [std::path::PathBuf::from(&folder)];
    let index = Path::new(&folder).join(".dateline");
    let _ = ingest(&roots, &index, &options, &(), &AtomicBool::new(false));
}

#[cfg(unix)]
#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_committed() {
    let files: Vec<(String, String)> =
        (0..300).map(|n| (format!("{n}.txt"), format!("Story {n}. {}", "Envoys met. ".repeat(40)))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let trial = Trial::new(&files);
    let mut kept = 0;
    for round in 0..10u64 {
        // Moments spread over the run, the first of them before the first commit.
        kill_after(&trial, Duration::from_millis(round * 37 % 230));
        let count = trial.count();
        assert!(count >= kept, "round {round}: {count} articles after {kept}");
        kept = count;
    }
    let report = trial.run();
    assert_eq!((report.articles, trial.count()), (300, 300));
    assert_eq!(trial.found("story").len(), 300);
    assert!(report.unchanged as usize >= kept, "what was committed is not read again");
}

/// Starts a walk, and kills it `time` after it has begun to write.
#[cfg(unix)]
fn kill_after(trial: &Trial, time: Duration) {
    let mut victim = std::process::Command::new(std::env::current_exe().expect("this test is a program"))
        .args(["ingest::tests::the_one_that_is_killed", "--exact"])
        .env(VICTIM, trial.folder.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("this test can be started again");
    let pid = victim.id().to_string();
    let signed = || fs::read_to_string(trial.index().join("writer.lock")).is_ok_and(|holder| holder == pid);
    while !(signed() && Archive::exists(&trial.index()))
        && victim.try_wait().expect("a child can be asked for").is_none()
    {
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(time);
    victim.kill().expect("a child can be killed");
    victim.wait().expect("a child that was killed ends");
}
