use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// A Rust file of `src` and its lines without the tests at its end.
struct File {
    path: PathBuf,
    room: String,
    code: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.expect("src can be walked").into_path();
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("tests.rs") {
            continue;
        }
        let inner = path.strip_prefix(&root).expect("the file lies in src");
        let first = inner.components().next().expect("a path has a part").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("sources are UTF-8");
        let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or("").to_owned();
        files.push(File { path, room, code });
    }
    files
}

/// The table "Rooms" of `src/README.md`: each room and those that it may use.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let readme = include_str!("../src/README.md");
    let quoted = Regex::new("`([a-z]+)`").expect("a fixed pattern");
    let names =
        |cell: &str| quoted.captures_iter(cell).map(|found| found[1].to_owned()).collect::<BTreeSet<_>>();
    let mut rooms = BTreeMap::new();
    for line in readme.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        assert_eq!(cells.len(), 3, "three cells in {line}");
        let room = names(cells[0]).into_iter().next().expect("the first cell names a room");
        rooms.insert(room, names(cells[2]));
    }
    assert!(rooms.len() > 10, "the table of rooms was found");
    let all: BTreeSet<String> = rooms.keys().cloned().collect();
    rooms.insert("cli".into(), all);
    rooms
}

/// The rooms that `file` names after `crate::`, grouped imports included.
fn used(file: &File) -> BTreeSet<String> {
    let code: String =
        file.code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let single = Regex::new(r"\bcrate::([a-z_]+)").expect("a fixed pattern");
    let group = Regex::new(r"\bcrate::\{([^;]*)\};").expect("a fixed pattern");
    let first = Regex::new(r"(?:^|[,{]\s*)([a-z_]+)(?:::|,|\s|$)").expect("a fixed pattern");
    let mut used: BTreeSet<String> = single.captures_iter(&code).map(|found| found[1].to_owned()).collect();
    for found in group.captures_iter(&code) {
        used.extend(first.captures_iter(&found[1]).map(|inner| inner[1].to_owned()));
    }
    used
}

#[test]
fn a_room_uses_only_the_rooms_that_the_architecture_allows() {
    let rooms = rooms();
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| !matches!(file.room.as_str(), "lib" | "main")) {
        let Some(allowed) = rooms.get(&file.room) else {
            wrong.push(format!("{}: the room `{}` is not in src/README.md", file.path.display(), file.room));
            continue;
        };
        for other in used(file).iter().filter(|other| **other != file.room && rooms.contains_key(*other)) {
            if !allowed.contains(other) {
                wrong.push(format!("{}: `{}` may not use `{other}`", file.path.display(), file.room));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rooms_make_no_circle() {
    let mut rooms = rooms();
    while !rooms.is_empty() {
        let free: Vec<String> = rooms
            .iter()
            .filter(|(room, uses)| uses.iter().all(|other| other == *room || !rooms.contains_key(other)))
            .map(|(room, _)| room.clone())
            .collect();
        assert!(!free.is_empty(), "a circle among {:?}", rooms.keys().collect::<Vec<_>>());
        for room in free {
            rooms.remove(&room);
        }
    }
}

#[test]
fn each_framework_is_known_in_its_own_rooms_only() {
    let homes = [
        ("clap", vec!["cli"]),
        ("axum", vec!["serve"]),
        ("tantivy", vec!["index", "search"]),
        ("indicatif", vec!["cli"]),
        ("comfy_table", vec!["cli", "present"]),
    ];
    for file in files() {
        for (name, home) in &homes {
            let uses = Regex::new(&format!(r"\b{name}::")).expect("a fixed pattern").is_match(&file.code);
            assert!(!uses || home.contains(&file.room.as_str()), "{} uses {name}", file.path.display());
        }
    }
}

#[test]
fn only_the_command_line_prints_and_nothing_outside_tests_unwraps() {
    let prints = Regex::new(r"\b(?:e?println|e?print|dbg)!\(").expect("a fixed pattern");
    let unwraps = Regex::new(r"\.unwrap\(\)|\btodo!\(|\bunimplemented!\(").expect("a fixed pattern");
    for file in files() {
        for line in file.code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            assert!(file.room == "cli" || !prints.is_match(line), "{} prints: {line}", file.path.display());
            assert!(!unwraps.is_match(line), "{} unwraps: {line}", file.path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files() {
        let opens = file.code.starts_with("//!") || file.code.starts_with("#![doc");
        assert!(opens, "{} does not open with a doc comment", file.path.display());
    }
}
