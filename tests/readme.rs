use std::path::Path;
use std::process::Command;

use crate::archive::{dateline, sample_archive};

/// A command of the README and the output that is printed below it.
struct Example {
    line: usize,
    command: String,
    output: String,
}

/// The commands of all `console` blocks: lines that begin with `$ `, each
/// with the lines up to the next command or the end of the block.
fn examples(readme: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in readme.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            examples.push(Example { line: number + 1, command: command.to_owned(), output: String::new() });
        } else if let (true, Some(example)) = (inside, examples.last_mut()) {
            example.output.push_str(line);
            example.output.push('\n');
        }
    }
    examples
}

/// Tells whether `actual` is `expected`, in which a line `...` stands for any
/// number of lines and `[..]` for any part of a line.
fn matches(expected: &str, actual: &str) -> bool {
    let mut pattern = String::from(r"\A");
    for line in expected.trim_end().lines() {
        match line {
            "..." => pattern.push_str(r"(?:[^\n]*\n)*?"),
            line => {
                let escaped = regex::escape(line.trim_end()).replace(r"\[\.\.\]", "[^\n]*?");
                pattern.push_str(&escaped);
                pattern.push_str(r"[ ]*\n");
            }
        }
    }
    pattern.push_str(r"\s*\z");
    let actual = format!("{}\n", actual.trim_end());
    regex::Regex::new(&pattern).expect("an escaped pattern").is_match(&actual)
}

/// Runs `command` as a shell does, with `dateline` on the path, in a folder
/// that holds a copy of `sample_corpus`.
fn run(command: &str, folder: &Path) -> String {
    let command = command.replace("cargo run --release --", "dateline");
    let binary = Path::new(dateline()).parent().expect("a binary lies in a folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", &command])
        .current_dir(folder)
        .env("PATH", path)
        .env("COLUMNS", "100")
        .env_remove("DATELINE_ARCHIVE")
        .output()
        .expect("bash runs");
    let status = output.status.code().unwrap_or(-1);
    assert!(status <= 1, "{command}: status {status}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

#[test]
fn every_command_of_the_readme_prints_what_the_readme_shows() {
    let archive = sample_archive();
    let readme = include_str!("../README.md");
    let examples = examples(readme);
    assert!(examples.len() >= 8, "the README shows commands");
    for example in examples {
        if example.command.starts_with("cargo test") || example.command.starts_with("cargo install") {
            continue;
        }
        let actual = run(&example.command, archive.folder());
        assert!(
            matches(&example.output, &actual),
            "README.md:{}: {}\n--- shown\n{}\n--- printed\n{actual}",
            example.line,
            example.command,
            example.output
        );
    }
}

#[test]
fn elisions_stand_for_lines_and_parts_of_lines() {
    assert!(matches("a\n...\nd\n", "a\nb\nc\nd\n"));
    assert!(matches("took [..] s\n", "took 1.5 s\n"));
    assert!(!matches("a\nb\n", "a\nc\n"));
    assert!(!matches("a\n", "a\nb\n"));
}
