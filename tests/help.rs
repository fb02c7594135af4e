//! The examples of every help text do what they say, on `sample_corpus`.

use std::path::Path;
use std::process::Command;

use crate::archive::{copy, dateline};

/// Commands without examples of questions or files.
const WITHOUT: [&str; 1] = ["help"];

fn help(of: &[&str]) -> String {
    let output = Command::new(dateline()).args(of).arg("--help").output().expect("the binary runs");
    String::from_utf8(output.stdout).expect("help is UTF-8")
}

/// The names under "Commands:".
fn commands(help: &str) -> Vec<String> {
    let list = help.split("\nCommands:\n").nth(1).unwrap_or_default();
    let names = list.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    names.filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

/// The commands under "Examples:", lines that go on joined.
fn examples(help: &str) -> Vec<String> {
    let list = help.split("\nExamples:\n").nth(1).unwrap_or_default();
    let lines: Vec<&str> = list.lines().take_while(|line| line.starts_with("  ")).collect();
    let joined = lines.join("\n").replace("\\\n", " ");
    joined.lines().map(|line| line.trim().to_owned()).collect()
}

/// Runs an example as somebody types it whose clippings are `sample_corpus`.
fn run(example: &str, home: &Path) -> (Option<i32>, String) {
    let binary = Path::new(dateline()).parent().expect("a binary lies in a folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    // A reader of manual pages is not everywhere.
    let output = Command::new("bash")
        .args(["-o", "pipefail", "-c", &example.replace("| man -l -", "| cat")])
        .current_dir(home.join("clippings"))
        .env("PATH", path)
        .env("HOME", home)
        .env_remove("DATELINE_ARCHIVE")
        .output()
        .expect("bash runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_example_of_every_help_text_works() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let home = home.path();
    let clippings = home.join("clippings");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&root.join("sample_corpus"), &clippings);
    let write = |path: &str, text: &[u8]| {
        let path = home.join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder is made");
        std::fs::write(path, text).expect("a file is written");
    };
    let samples = root.join("tests/inputs/samples");
    let sample = |name: &str| std::fs::read(samples.join(name)).expect("the sample is there");
    write("dump/articles.json", &sample("mapped.json"));
    write("clippings/fields.toml", &sample("mapped.toml"));
    write("clippings/story.txt", &sample("wire.txt"));
    write(
        "clippings/colleague/corrections.toml",
        b"[[add]]\nname = \"Harbour Office\"\nkind = \"organization\"\n",
    );
    for folder in [".local/share/bash-completion/completions", ".config/fish/completions"] {
        std::fs::create_dir_all(home.join(folder)).expect("a folder is made");
    }
    let mut ran = 0;
    for name in commands(&help(&[])).iter().filter(|name| !WITHOUT.contains(&name.as_str())) {
        let inner = if name == "correct" { commands(&help(&[name])) } else { Vec::new() };
        let of = inner.iter().filter(|inner| !WITHOUT.contains(&inner.as_str()));
        let pages = std::iter::once(vec![name.as_str()]).chain(of.map(|inner| vec![name.as_str(), inner]));
        for page in pages {
            let help = help(&page);
            let examples = examples(&help);
            assert!(!examples.is_empty(), "{page:?} has no examples");
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{page:?} is wider than a page");
            // What one page corrects is nothing to correct for the next.
            let _ = std::fs::remove_file(clippings.join(".dateline/corrections.toml"));
            if ["undo", "list"].contains(&page[page.len() - 1]) {
                (0..3).for_each(|number| {
                    assert_eq!(run(&format!("dateline correct add A{number}"), home).0, Some(0))
                });
            }
            for example in examples {
                assert!(example.contains("dateline "), "{page:?}: {example}");
                let (status, said) = run(&example, home);
                assert_eq!(status, Some(0), "{page:?}: {example}: {said}");
                ran += 1;
            }
        }
    }
    assert!(ran > 60, "only {ran} examples");
}
