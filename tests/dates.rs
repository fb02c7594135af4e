//! Days that texts speak of and events fall on, asked for by overlap.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::archive::dateline;

/// Invented articles: the file's name and its text, all published on 20 March 2024.
const ARTICLES: [(&str, &str); 6] = [
    ("day", "The attack of October 7, 2023 was condemned by all."),
    ("month", "In October 2023, the talks began."),
    ("decade", "The plan of the 2020s was made by nobody."),
    ("open", "He has lived in Oslo since October 1, 2023, he said."),
    ("old", "The peace of 1648 ended it."),
    ("meeting", "Foreign Minister Ruth Adler met Wang Lulin in Oslo on March 10, 2024."),
];

fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in ARTICLES {
        let article = format!("---\ntitle: An article\ndate: 2024-03-20\n---\n\n{text}\n");
        std::fs::write(folder.path().join(format!("{name}.md")), article).expect("a file is written");
    }
    let today = chrono::Local::now().date_naive();
    let week_ago = (today - chrono::Duration::days(7)).format("%B %-d, %Y");
    let article = format!("---\ntitle: An article\ndate: 2024-03-20\n---\n\nIt rained on {week_ago}.\n");
    std::fs::write(folder.path().join("week.md"), article).expect("a file is written");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(dateline()).args(arguments).arg("--archive").arg(folder).output().expect("the binary runs")
}

/// Checks which articles a query finds, best first.
#[track_caller]
fn check(folder: &Path, query: &str, expected: &[&str]) {
    let output = run(folder, &["search", query, "--format", "jsonl", "--limit", "all"]);
    let lines = String::from_utf8(output.stdout).expect("output is UTF-8");
    let found: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a JSON object"))
        .map(|hit| hit["path"].as_str().unwrap_or_default().trim_end_matches(".md").to_owned())
        .collect();
    assert_eq!(found, expected, "{query}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn days_are_found_by_overlap_the_most_exact_first() {
    let folder = archive();
    let folder = folder.path();
    check(folder, "mentions:2023-10-07", &["day", "month", "decade", "open"]);
    check(folder, "mentions:2023-10-08", &["month", "decade", "open"]);
    check(folder, "mentions:2023-09", &["decade"]);
    check(folder, "mentions:..1700", &["old"]);
    check(folder, "mentions:1648-01..1648-02", &["old"]);
    check(folder, "mentions:1649", &[]);
    check(folder, "on:2024-03", &["meeting"]);
    check(folder, "on:2024-03-10", &["meeting"]);
    check(folder, "on:2024-03-11..2024-03-12", &[]);
    check(folder, "on:>=2024", &["meeting"]);
    // A week that is counted from the day of asking, not from publication.
    check(folder, "mentions:\"last week\" -mentions:2023", &["week"]);
}

#[test]
fn days_are_counted() {
    let folder = archive();
    let count = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        String::from_utf8(output.stdout).expect("output is UTF-8")
    };
    let answer: Value =
        serde_json::from_str(&count(&["search", "mentions:2023", "--by", "month", "--format", "json"]))
            .expect("a JSON object");
    let bars = answer["histogram"].as_array().expect("a histogram");
    assert_eq!(bars.iter().map(|bar| bar["count"].as_u64()).collect::<Vec<_>>(), [Some(4)]);
    assert_eq!(bars[0]["from"], "2024-03-01");
    assert!(count(&["facets", "published"]).contains("2024"));
}

#[test]
fn days_of_events_and_days_spoken_of_are_trees_in_which_each_counts_where_it_lies_whole() {
    let folder = archive();
    let lines = |arguments: &[&str]| {
        let output = run(folder.path(), arguments);
        let text = String::from_utf8(output.stdout).expect("output is UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<Value>>()
    };
    let facet = |field: &str, under: &str| {
        let values = lines(&["facets", field, "NOT rained", "--under", under, "--format", "jsonl"]);
        let value =
            |value: &Value| format!("{} {}", value["value"].as_str().unwrap_or_default(), value["count"]);
        values.iter().map(value).collect::<Vec<_>>()
    };
    assert_eq!(
        facet("mentions", ""),
        ["1648 1", "2023 2", "2024 1"],
        "a decade is no year, nor is what is open"
    );
    assert_eq!(facet("mentions", "2023"), ["2023-10 2"]);
    assert_eq!(facet("mentions", "2023/2023-10"), ["2023-10-07 1"], "a month is no day");
    assert_eq!(facet("on", ""), ["2024 1"]);
    assert_eq!(facet("on", "2024/2024-03"), ["2024-03-10 1"]);
    let bars = |by: &str| {
        let output = run(folder.path(), &["search", "NOT rained", "--by", by, "--format", "json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).expect("a JSON object");
        let bars = answer["histogram"].as_array().expect("a histogram").clone();
        let full = bars.into_iter().filter(|bar| bar["count"] != 0);
        full.map(|bar| format!("{} {}", bar["from"].as_str().unwrap_or_default(), bar["count"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(bars("mentions:year"), ["1648-01-01 1", "2023-01-01 2", "2024-01-01 1"]);
    assert_eq!(bars("mentions:month"), ["2023-10-01 2", "2024-03-01 1"]);
    assert_eq!(bars("on:day"), ["2024-03-10 1"]);
    assert_eq!(bars("published:year"), bars("year"));
    assert_eq!(run(folder.path(), &["search", "talks", "--by", "person:month"]).status.code(), Some(2));
}

#[test]
fn an_article_without_a_day_gets_one_from_its_text_where_that_is_certain() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let told = |text: &str| {
        let path = folder.path().join("article.txt");
        std::fs::write(&path, text).expect("a file is written");
        let output = Command::new(dateline()).arg("extract").arg(&path).output().expect("the binary runs");
        let article: Value = serde_json::from_slice(&output.stdout).expect("a JSON object");
        (article["published"].clone(), article["published_from"].clone())
    };
    let (day, from) =
        told("Des négociations reprennent à Paris\n\ndimanche 10 mars 2024\n\nLes ministres se sont vus.");
    assert_eq!((day, from), ("2024-03-10".into(), "text".into()));
    let (_, from) = told("Talks resume in Paris\n\nThey met on March 10, 2024, he said.");
    assert_ne!(from, "text");
}
