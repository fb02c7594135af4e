//! `tests/session.txt`: the main job, as a terminal of 80 columns shows it.
//!
//! After a wanted change of what is printed, run with `DATELINE_BLESS=1` and
//! read the difference.

use std::path::Path;
use std::process::Command;

use crate::archive::{copy, dateline};

/// What is typed, in a folder that holds a copy of `sample_corpus`.
const TYPED: [&str; 8] = [
    "dateline index sample_corpus",
    "cd sample_corpus",
    "dateline meetings --with \"Ruth Adler\" --since 2024",
    "dateline show 646cd4ce | head -n 24",
    "dateline correct retype 646cd4ce --status denied --note \"her ministry says so\"",
    "dateline meetings --with \"Ruth Adler\" --since 2024 --status denied",
    "dateline correct undo",
    "dateline export --unit events 'meeting(with:\"Ruth Adler\")' -o adler.csv && head -n 3 adler.csv | cut -c -80",
];

/// What a bash shows that is given the lines one by one, both streams together.
fn session(folder: &Path) -> String {
    let binary = Path::new(dateline()).parent().expect("a binary lies in a folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut script = String::from("exec 2>&1\n");
    for line in TYPED {
        script.push_str(&format!("cat <<'EOF_TYPED'\n$ {line}\nEOF_TYPED\n{line}\n"));
    }
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder)
        .env("PATH", path)
        .env("COLUMNS", "80")
        .env_remove("DATELINE_ARCHIVE")
        .output()
        .expect("bash runs");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Hides how long it took, which is another time each time.
fn timeless(text: &str) -> String {
    let time = regex::Regex::new(r"[\d.]+ s, [\d.]+ MB/s").expect("a fixed pattern");
    time.replace_all(text, "1.2 s, 0.1 MB/s").lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_session_is_what_the_program_prints() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&root.join("sample_corpus"), &folder.path().join("sample_corpus"));
    let shown = timeless(&session(folder.path()));
    let kept = root.join("tests/session.txt");
    if std::env::var_os("DATELINE_BLESS").is_some() {
        std::fs::write(&kept, &shown).expect("the session is written");
    }
    let expected = std::fs::read_to_string(&kept).unwrap_or_default();
    assert!(shown == expected, "tests/session.txt is not what is printed now:\n{shown}");
    assert!(shown.lines().all(|line| line.starts_with('$') || line.chars().count() <= 80), "{shown}");
}
