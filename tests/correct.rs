use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::archive::dateline;

/// Three articles: two spellings of one man, and a meeting that two papers tell.
const ARTICLES: [(&str, &str); 3] = [
    (
        "2024-03-02-a.txt",
        "Envoys meet\n\nOSLO - Envoy Anna Ekholm met minister Boris Urdal in Oslo on Friday.",
    ),
    ("2024-03-02-b.txt", "Talks in Oslo\n\nMinister Boris Urdal met envoy Anna Ekholm in Oslo on Friday."),
    ("2024-04-09-c.txt", "A visit\n\nDOHA - Bjarne Urdahl met Cyrus Odell in Doha on Monday."),
];

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in ARTICLES {
        std::fs::write(folder.path().join(name), text).expect("a file is written");
    }
    folder
}

fn run(archive: &Path, arguments: &[&str]) -> Output {
    Command::new(dateline()).args(arguments).arg("-a").arg(archive).output().expect("the binary runs")
}

fn say(archive: &Path, arguments: &[&str]) {
    let output = run(archive, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Returns the events, each with its status and the names of its parties.
fn events(archive: &Path) -> Vec<(String, String, Vec<String>)> {
    let output = run(archive, &["events", "--status", "any", "--limit", "all", "--format", "jsonl"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    rows.map(|event| {
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let names = event["participants"].as_array().into_iter().flatten().map(|party| text(&party["name"]));
        let mut names: Vec<String> = names.collect();
        names.sort();
        (text(&event["id"]), text(&event["status"]), names)
    })
    .collect()
}

#[test]
fn what_is_corrected_holds_at_once_and_is_undone() {
    let folder = archive();
    let path = folder.path();
    let before = events(path);
    assert!(before.len() >= 2, "{before:?}");
    let id = before[0].0.clone();

    say(path, &["correct", "merge", "Boris Urdal", "Bjarne Urdahl", "--note", "one man"]);
    assert!(events(path).iter().filter(|event| event.2.contains(&"Boris Urdal".to_owned())).count() > 1);
    say(path, &["correct", "retype", &id, "--status", "denied"]);
    assert!(events(path).iter().any(|event| event.0 == id && event.1 == "denied"));
    say(path, &["index"]);
    assert!(events(path).iter().any(|event| event.0 == id && event.1 == "denied"), "it survives indexing");
    say(path, &["correct", "reject", &id]);
    assert!(events(path).iter().all(|event| event.0 != id));
    say(path, &["correct", "undo", "3"]);
    assert_eq!(events(path), before);
}

#[test]
fn what_fits_nothing_is_not_written_and_what_came_to_fit_nothing_is_reported() {
    let folder = archive();
    let path = folder.path();
    say(path, &["index"]);
    let file = path.join(".dateline").join("corrections.toml");
    let output = run(path, &["correct", "reject", "0123456789abcdef"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(std::fs::read_to_string(&file).unwrap_or_default().is_empty());

    std::fs::write(&file, "[[reject]]\nentity = \"Nobody Known\"\n").expect("a file is written");
    let doctor = run(path, &["doctor"]);
    let printed = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(printed.contains("FAULT    corrections fit: reject of \"Nobody Known\""), "{printed}");
}
