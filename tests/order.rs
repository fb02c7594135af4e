use std::path::{Path, PathBuf};
use std::process::Command;

use crate::archive::{dateline, sample_archive};
use crate::random::Random;

/// Increments in which the corpus is taken in.
const STEPS: usize = 10;

/// Returns the files of the corpus, relative to it.
fn files(corpus: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(corpus).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(|entry| entry.file_name() != ".dateline").filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(corpus).ok()?.to_owned()))
        .collect()
}

fn run(arguments: &[&str], archive: &Path) -> String {
    let output = Command::new(dateline()).args(arguments).arg("-a").arg(archive).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Returns the entities and the events of an archive, each sorted.
fn decisions(archive: &Path) -> [Vec<String>; 2] {
    let asked: [&[&str]; 2] = [
        &["export", "--unit", "entities", "--format", "jsonl"],
        &["events", "--status", "any", "--limit", "all", "--format", "jsonl"],
    ];
    asked.map(|arguments| {
        let mut lines: Vec<String> = run(arguments, archive).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    })
}

/// The corpus in ten increments of shuffled files, some of which are first
/// there with other words and some for a while only, gives what it gives at once.
#[test]
fn the_order_of_files_and_increments_leave_no_trace() {
    let corpus = sample_archive().corpus();
    let at_once = decisions(&corpus);
    assert!(at_once.iter().all(|lines| lines.len() > 20));
    for seed in 1..=3 {
        let mut random = Random(seed);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut files = files(&corpus);
        random.shuffle(&mut files);
        let stray = folder.path().join("stray.txt");
        for step in files.chunks(files.len().div_ceil(STEPS)) {
            for file in step {
                let target = folder.path().join(file);
                std::fs::create_dir_all(target.parent().expect("a file has a folder"))
                    .expect("a folder is made");
                std::fs::copy(corpus.join(file), target).expect("a file is copied");
            }
            let words = format!("OSLO, May {} (Wire) - Wang Jiahe met Wang Lulin.", random.below(28) + 1);
            std::fs::write(&stray, words).expect("a file is written");
            run(&["index"], folder.path());
        }
        std::fs::remove_file(&stray).expect("a file is removed");
        run(&["index"], folder.path());
        let found = decisions(folder.path());
        for (found, expected) in found.iter().zip(&at_once) {
            assert_eq!(found.len(), expected.len(), "seed {seed}");
            for (found, expected) in found.iter().zip(expected) {
                assert_eq!(found, expected, "seed {seed}");
            }
        }
    }
}
