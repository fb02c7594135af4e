//! The ten kinds of broken input, side by side with whole ones.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use super::articles;
use dateline::document::Source;
use dateline::parse::{Content, Format, Input, ParseOptions, parse};
use dateline::read::{self, WalkOptions};

/// Reads a folder and returns the titles of its articles and its warnings.
fn read_all(folder: &std::path::Path) -> (Vec<String>, Vec<String>) {
    let (mut titles, mut warnings) = (Vec::new(), Vec::new());
    for found in read::walk(&[folder.to_owned()], &WalkOptions::default()) {
        let found = match found {
            Ok(found) => found,
            Err(warning) => {
                warnings.push(format!("{}: {}", warning.path, warning.reason));
                continue;
            }
        };
        let faults = articles(&found, &ParseOptions::default(), &mut |doc| {
            titles.push(doc.title().unwrap_or("-").to_owned());
        });
        warnings.extend(faults.into_iter().map(|fault| format!("{}: {}", fault.path, fault.reason)));
    }
    (titles, warnings)
}

#[test]
fn each_kind_is_named_and_all_else_is_read() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("the file is written");
    write("a-whole.txt", b"Whole\n\nA whole text.\n");
    write("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0");
    write("charset.html", b"<html><head><meta charset=\"utf-8\"><title>Charset</title></head><body><p>Le pr\xe9sident a \xe9t\xe9 re\xe7u.</p>");
    write("cut.txt", &"Cut\n\nGenève, Zürich, Málaga".as_bytes()[..25]);
    write("empty.md", b"");
    write("frontmatter.md", b"---\ntitle: \"Front\ndate: [2024\n---\n\n# Heading\n\nText.\n");
    write("lines.jsonl", b"{\"title\": \"One\", \"text\": \"1\"}\n{\"title\": \"Two\", \"text\n{\"title\": \"Three\", \"text\": \"3\"}\n");
    write("notext.html", b"<html><head><title>No text</title></head><body><img src=\"a.png\"></body></html>");
    write("z-whole.json", b"{\"title\": \"Last\", \"text\": \"The last text.\"}");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("a link is made");
    let (titles, warnings) = read_all(folder.path());
    assert_eq!(titles, ["Whole", "Charset", "Cut", "Heading", "One", "Three", "Last"]);
    let named = |name: &str, reason: &str| {
        let found = warnings.iter().find(|warning| warning.starts_with(name)).expect(name);
        assert!(found.contains(reason), "{found}");
    };
    named("binary.txt: ", "binary: a program");
    named("charset.html: ", "declares UTF-8 but is not; read as windows-1252");
    named("cut.txt: ", "cut off inside a character at byte 24");
    named("empty.md: ", "empty file");
    named("frontmatter.md: ", "broken YAML front matter at line");
    named("lines.jsonl#2: ", "broken JSON");
    named("notext.html: ", "HTML without text");
    #[cfg(unix)]
    named("loop: ", "symbolic link leads back to the archive itself");
    assert_eq!(warnings.len(), 7 + usize::from(cfg!(unix)), "{warnings:#?}");
}

#[test]
fn a_file_that_cannot_be_opened_is_named() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("gone.txt");
    fs::write(&path, "Gone\n\nText.").expect("the file is written");
    let found = read::walk(std::slice::from_ref(&path), &WalkOptions::default())
        .next()
        .expect("one file")
        .expect("it is there");
    fs::remove_file(&path).expect("the file is removed");
    let warnings = articles(&found, &ParseOptions::default(), &mut |_| panic!("no article"));
    assert_eq!(warnings[0].reason, "no such file or folder");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::write(&path, "Shut\n\nText.").expect("the file is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions are set");
        // The superuser may read everything.
        if fs::read(&path).is_err() {
            let warnings = articles(&found, &ParseOptions::default(), &mut |_| panic!("no article"));
            assert_eq!(warnings[0].reason, "unreadable: permission denied");
        }
    }
}

#[test]
fn a_line_of_200_mb_costs_neither_memory_nor_the_other_lines() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut file = fs::File::create(folder.path().join("long.jsonl")).expect("the file is made");
    let block = vec![b'x'; 1 << 20];
    file.write_all(b"{\"text\": \"first\", \"title\": \"First\"}\n{\"text\": \"").expect("written");
    (0..200).for_each(|_| file.write_all(&block).expect("written"));
    file.write_all(b"\"}\n{\"text\": \"last\", \"title\": \"Last\"}").expect("written");
    fs::rename(folder.path().join("long.jsonl"), folder.path().join("b.jsonl")).expect("renamed");
    fs::copy(folder.path().join("b.jsonl"), folder.path().join("a.txt")).expect("copied");
    let (titles, warnings) = read_all(folder.path());
    assert_eq!(titles, ["First", "Last"]);
    let expected = [
        "a.txt: too large: 200 MB, the limit is 64 MB",
        "b.jsonl#2: line too long: 200 MB, the limit is 16 MB",
    ];
    assert_eq!(warnings, expected);
}

/// Checks that hostile input ends soon, with or without articles. On an idle
/// core each takes well under a second; what is quadratic takes minutes.
fn check_hostile(format: Format, text: &str) {
    let started = Instant::now();
    let source = Source { path: "hostile".into(), member: None };
    let input = Input { source: &source, modified: None, format, content: Content::Text(text) };
    let mut texts = 0;
    let warnings = parse(input, &ParseOptions::default(), &mut |doc| texts += doc.text.len());
    let start: String = text.chars().take(40).collect();
    assert!(started.elapsed() < Duration::from_secs(15), "{format:?} {start} took {:?}", started.elapsed());
    assert!(texts > 0 || !warnings.is_empty(), "{format:?} {start} is passed over in silence");
}

#[test]
fn hostile_input_takes_no_time() {
    let n = 200_000;
    for format in [Format::Text, Format::Markdown, Format::Html, Format::Json, Format::JsonLines] {
        for piece in [
            "[",
            "(",
            "{",
            "<",
            "<a",
            "<!--",
            "<div>",
            "<b x=",
            "<p>",
            "<table><tr><td>",
            "&",
            "&amp",
            "- ",
            "> ",
            "* ",
            "`",
            "``` ",
            "*a _b ",
            "![",
            "[a](",
            "|",
            "# ",
            "---\n",
            "\"",
            "\\",
            "a\n",
            "\u{0}",
            "A - ",
            "By A ",
            "(Photo ",
            "© ",
            "\u{301}",
            "{\"a\":",
            "1. ",
            "\t",
            "<svg><style>",
            "<select><option>",
            "<i><p>",
            "<a href='",
            "https://a.b/",
            "A, ",
            "PARIS, ",
            "March 3 ",
            "🦀",
        ] {
            check_hostile(format, &piece.repeat(n / piece.len().max(1)));
        }
    }
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    (1..12).for_each(|i| bomb += &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", ")));
    check_hostile(Format::Markdown, &format!("{bomb}title: Bomb\n---\n\nText.\n"));
    check_hostile(Format::Markdown, &format!("+++\na = {}\n+++\n\nText.\n", "[".repeat(n)));
    check_hostile(Format::Markdown, &format!("---\na: {}\n---\n\nText.\n", "[".repeat(n)));
    check_hostile(Format::Html, &format!("<p {}>Text", "a=1 b ".repeat(n / 6)));
    check_hostile(
        Format::Html,
        &format!("<p>{}Text", (0..20_000).map(|i| format!("<font size={i}>")).collect::<String>()),
    );
}
