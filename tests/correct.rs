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

/// Returns what `dateline facets FIELD` counts, value by value.
fn facet(archive: &Path, field: &str) -> Vec<(String, u64)> {
    let output = run(archive, &["facets", field, "--format", "json"]);
    // Where nothing is counted, nothing is printed.
    if output.stdout.is_empty() {
        return Vec::new();
    }
    let object: Value = serde_json::from_slice(&output.stdout).expect("an object");
    let values = object[field].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value["value"].as_str().unwrap_or("").to_owned();
    values.iter().map(|value| (text(value), value["count"].as_u64().unwrap_or(0))).collect()
}

#[test]
fn a_name_is_changed_everywhere_and_the_old_one_still_finds() {
    let folder = archive();
    let path = folder.path();
    say(path, &["correct", "rename", "Boris Urdal", "Borys Urdál", "--note", "as he writes it"]);
    assert!(events(path).iter().all(|event| !event.2.contains(&"Boris Urdal".to_owned())));
    assert!(facet(path, "person").contains(&("Borys Urdál".to_owned(), 2)));
    for name in ["Boris Urdal", "borys urdal"] {
        let page = String::from_utf8_lossy(&run(path, &["who", name]).stdout).into_owned();
        assert!(page.starts_with("Borys Urdál\n"), "{name}: {page}");
    }
    let export = run(path, &["export", "--unit", "entities", "--format", "csv"]);
    assert!(String::from_utf8_lossy(&export.stdout).contains("Borys Urdál"));
    let again = run(path, &["correct", "rename", "Boris Urdal", "Somebody"]);
    let stderr = String::from_utf8_lossy(&again.stderr).into_owned();
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr.contains("contradicts another rename"), "{stderr}");
    say(path, &["correct", "rename", "Oslo", "Kristiania"]);
    let Some(place) = facet(path, "place").first().cloned() else { panic!("places are counted") };
    assert_eq!(place, ("Europe".to_owned(), 2));
    let places = run(path, &["events", "--in", "Kristiania", "--status", "any", "--format", "jsonl"]);
    assert!(String::from_utf8_lossy(&places.stdout).contains("\"Norway\",\"Kristiania\""));
}

#[test]
fn who_is_split_named_added_and_retyped() {
    let folder = archive();
    let path = folder.path();
    let first = "2024-03-02-a.txt";
    say(path, &["correct", "split", "Anna Ekholm", "--as", "Anna Ekholm (envoy)", "--article", first]);
    let names: Vec<String> = events(path).into_iter().flat_map(|event| event.2).collect();
    assert!(names.contains(&"Anna Ekholm (envoy)".to_owned()), "{names:?}");
    say(path, &["correct", "alias", "Cyrus Odell", "the Doha man"]);
    say(path, &["correct", "add", "Dee Lund", "--kind", "person", "--alias", "D. Lund"]);
    say(path, &["correct", "retype", "Bjarne Urdahl", "--kind", "organization"]);
    for (name, kind) in [("the Doha man", "person"), ("D. Lund", "person"), ("Bjarne Urdahl", "organization")]
    {
        let page = String::from_utf8_lossy(&run(path, &["who", name]).stdout).into_owned();
        assert!(page.lines().nth(1).is_some_and(|line| line.starts_with(kind)), "{name}: {page}");
    }
    assert!(facet(path, "org").contains(&("Bjarne Urdahl".to_owned(), 1)));
    assert!(!facet(path, "person").iter().any(|(name, _)| name == "Bjarne Urdahl"));
    say(path, &["correct", "reject", "Bjarne Urdahl"]);
    assert!(!facet(path, "org").iter().any(|(name, _)| name == "Bjarne Urdahl"));
}

#[test]
fn an_event_is_added_by_hand() {
    let folder = archive();
    let path = folder.path();
    let before = events(path).len();
    let typed = |sentence: &'static str, party: &'static str| {
        vec![
            "correct",
            "add-event",
            "--kind",
            "call",
            "--with",
            "Cyrus Odell",
            "--with",
            party,
            "--in",
            "Doha",
            "--from",
            "2024-04-08",
            "--article",
            "2024-04-09-c.txt",
            "--sentence",
            sentence,
        ]
    };
    let told = "Bjarne Urdahl met Cyrus Odell in Doha on Monday.";
    assert_eq!(run(path, &typed("They never said this.", "Anna Ekholm")).status.code(), Some(2));
    assert_eq!(run(path, &typed(told, "Nobody Known")).status.code(), Some(1));
    assert_eq!(events(path).len(), before);
    say(path, &typed(told, "Anna Ekholm"));
    let check = || {
        let output = run(path, &["events", "--with", "Anna Ekholm", "--in", "Qatar", "--format", "jsonl"]);
        let event: Value = serde_json::from_slice(&output.stdout).expect("one event");
        assert_eq!((&event["kind"], &event["from"]), (&Value::from("call"), &Value::from("2024-04-08")));
        let report = &event["reports"][0];
        assert_eq!(report["evidence"]["text"], told);
        let (start, end) = (report["evidence"]["start"].as_u64(), report["evidence"]["end"].as_u64());
        assert_eq!(start.zip(end).map(|(start, end)| end - start), Some(told.len() as u64));
        assert_eq!(events(path).len(), before + 1);
    };
    check();
    say(path, &["index", "--rebuild"]);
    check();
    let id = events(path).into_iter().find(|event| {
        event.2.contains(&"Anna Ekholm".to_owned()) && event.2.contains(&"Cyrus Odell".to_owned())
    });
    say(path, &["correct", "retype", &id.expect("it is there").0, "--status", "denied"]);
    assert_eq!(events(path).iter().filter(|event| event.1 == "denied").count(), 1);
    // The article is gone: the entries are stale, and say so.
    std::fs::remove_file(path.join("2024-04-09-c.txt")).expect("a file is removed");
    say(path, &["index"]);
    let doctor = String::from_utf8_lossy(&run(path, &["doctor"]).stdout).into_owned();
    assert!(doctor.contains("add-event of"), "{doctor}");
}

#[test]
fn a_colleagues_file_is_taken_over_but_for_what_does_not_fit() {
    let folder = archive();
    let path = folder.path();
    let theirs = path.join("theirs.toml");
    let write = |text: &str| std::fs::write(&theirs, text).expect("a file is written");
    let apply = || run(path, &["correct", "apply", theirs.to_str().expect("a path in UTF-8")]);
    write(
        "[[merge]]\nentities = [\"Boris Urdal\", \"Bjarne Urdahl\"]\nnote = \"one man\"\n\n\
         [[reject]]\nentity = \"Nobody Known\"\n\n[[rename]]\nentity = \"Nobody Known\"\nname = \"X\"\n",
    );
    let output = apply();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains("left out: reject of \"Nobody Known\""), "{stderr}");
    assert!(stderr.contains("left out: rename of \"Nobody Known\""), "{stderr}");
    let file = path.join(".dateline").join("corrections.toml");
    let written = std::fs::read_to_string(&file).expect("the corrections are there");
    assert!(written.contains("one man") && !written.contains("Nobody"), "{written}");
    assert_eq!(apply().status.code(), Some(1), "nothing is said twice");

    write("[[reject]]\nentity = \"Bjarne Urdahl\"\n");
    let output = apply();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a part of"));
    assert_eq!(std::fs::read_to_string(&file).ok(), Some(written));
}

#[test]
fn what_is_rejected_is_no_party_and_its_meetings_lose_it() {
    let folder = archive();
    let path = folder.path();
    let with = |name: &str| events(path).iter().filter(|event| event.2.contains(&name.to_owned())).count();
    assert!(with("Boris Urdal") > 0 && with("Anna Ekholm") > 0);
    say(path, &["correct", "reject", "Boris Urdal"]);
    assert!(with("Boris Urdal") == 0 && with("Anna Ekholm") > 0, "{:?}", events(path));
    let before = events(path).len();
    say(path, &["correct", "reject", "Anna Ekholm"]);
    assert!(with("Anna Ekholm") == 0 && events(path).len() == before, "{:?}", events(path));
    say(path, &["meetings"]);
}

#[test]
fn an_event_is_named_by_the_digits_that_tables_show() {
    let folder = archive();
    let path = folder.path();
    let id = events(path)[0].0.clone();
    say(path, &["correct", "retype", &id[..8], "--status", "Canceled"]);
    assert!(events(path).iter().any(|event| event.0 == id && event.1 == "cancelled"));
    let output = run(path, &["correct", "reject", "0123ab"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_cannot_be_one_is_not_merged_and_a_name_in_use_is_asked_about() {
    let folder = archive();
    let path = folder.path();
    say(path, &["index"]);
    let refused = |arguments: &[&str], says: &str| {
        let output = run(path, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(says), "{said}");
        said
    };
    refused(&["correct", "merge", "Boris Urdal", "Oslo"], "a person and a place are not one");
    let said = refused(&["correct", "alias", "Boris Urdal", "Anna Ekholm"], "is the name of another already");
    let id = said.split("alias ").nth(1).and_then(|rest| rest.split(' ').next()).expect("an id is given");
    say(path, &["correct", "alias", id, "Anna Ekholm"]);
    let said = String::from_utf8_lossy(&run(path, &["correct", "undo"]).stderr).into_owned();
    assert!(said.contains("taken back"), "{said}");
}
