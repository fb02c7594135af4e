//! The program as it is called: exit statuses, streams, and counts that agree.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::schema::check;

/// The sample corpus with an index of its own, made once for all tests.
fn index() -> &'static Path {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let output = run_in(&folder, &["index", corpus().to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        folder
    })
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus")
}

fn run_in(index: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .args(["--index", index.to_str().unwrap()])
        .env("DATELINE_ARCHIVE", corpus())
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

fn run(arguments: &[&str]) -> Output {
    run_in(index(), arguments)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Returns stdout of a call that must find something.
#[track_caller]
fn found(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Returns stderr of a call that must end with `status` and print no result.
#[track_caller]
fn remark(arguments: &[&str], status: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", text(&output.stderr));
    assert!(output.stdout.is_empty(), "{arguments:?} prints {}", text(&output.stdout));
    text(&output.stderr)
}

fn lines(arguments: &[&str]) -> Vec<Value> {
    found(arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn object(arguments: &[&str]) -> Value {
    serde_json::from_str(&found(arguments)).unwrap()
}

#[test]
fn every_json_of_the_program_is_as_its_schema_says() {
    for (name, arguments) in [
        ("hit", &["search", "ceasefire", "--format", "jsonl"][..]),
        ("article", &["export", "ceasefire"]),
        ("mention", &["export", "ceasefire", "--unit", "mentions"]),
        ("entity", &["export", "--unit", "entities"]),
        ("event", &["events", "--format", "jsonl"]),
        ("event", &["export", "--unit", "events"]),
    ] {
        let objects = lines(arguments);
        objects.iter().for_each(|object| check(name, object));
    }
    let facets = ["--facet", "person", "--facet", "place", "--facet", "published", "--by", "month"];
    check("search", &object(&[&["search", "ceasefire", "--format", "json"], &facets[..]].concat()));
    check("events", &object(&["meetings", "--format", "json", "--facet", "kind"]));
}

#[test]
fn rows_equal_hits_in_every_export() {
    let total = object(&["search", "the", "--format", "json"])["total"].as_u64().unwrap() as usize;
    assert!(total > 20);
    assert_eq!(lines(&["export", "the"]).len(), total);
    assert_eq!(lines(&["search", "the", "--limit", "all", "--format", "jsonl"]).len(), total);
    let csv = found(&["export", "the", "--format", "csv"]);
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), total);
    let ris = found(&["export", "the", "--format", "ris"]);
    assert_eq!(ris.matches("TY  - NEWS").count(), total);
    let events = object(&["events", "--format", "json"])["total"].as_u64().unwrap() as usize;
    assert_eq!(lines(&["export", "--unit", "events"]).len(), events);
    assert_eq!(found(&["events", "--format", "geojson"]).matches("\"Feature\"").count(), events);
}

#[test]
fn pages_by_cursor_hold_each_hit_once() {
    let whole = lines(&["search", "the", "--limit", "all", "--format", "jsonl"]);
    let (mut ids, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let mut arguments = vec!["search", "the", "--limit", "7", "--format", "json"];
        arguments.extend(cursor.as_deref().into_iter().flat_map(|cursor| ["--after", cursor]));
        let page = object(&arguments);
        ids.extend(page["hits"].as_array().unwrap().iter().map(|hit| hit["id"].clone()));
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    assert_eq!(ids, whole.iter().map(|hit| hit["id"].clone()).collect::<Vec<_>>());
}

#[test]
fn facets_count_the_articles_of_the_result() {
    let list = object(&["search", "ceasefire", "--format", "json", "--facet", "source:50"]);
    let values = list["facets"]["source"].as_array().unwrap();
    assert!(!values.is_empty());
    for value in values {
        let query = format!("ceasefire source:\"{}\"", value["value"].as_str().unwrap());
        let counted = object(&["search", &query, "--format", "json"])["total"].clone();
        assert_eq!(counted, value["count"], "{query}");
    }
}

#[test]
fn nothing_found_is_status_1_and_says_what_was_searched() {
    let said = remark(&["search", "xyzzyplugh"], 1);
    assert!(said.contains("nothing found in the 6") && said.contains("2023-09-12"), "{said}");
    remark(&["meetings", "xyzzyplugh"], 1);
    let said = remark(&["meetings", "--with", "Xyzzy Plugh"], 1);
    assert!(said.contains("knows no `Xyzzy Plugh`"), "{said}");
    remark(&["show", "nosuchid"], 1);
}

#[test]
fn what_is_wrong_is_status_2_with_a_way_out() {
    let said = remark(&["search", "persn:Wang"], 2);
    assert!(said.contains("^^^^^^\nhint: did you mean `person:`?"), "{said}");
    assert!(remark(&["meetings", "--since", "soonish"], 2).contains("--since: `soonish` is no date"));
    assert!(remark(&["search", "a", "--after", "nonsense"], 2).contains("cursor"));
    assert!(remark(&["export", "--unit", "events", "--format", "ris"], 2).contains("cannot hold"));
    remark(&["search", "--limit", "many"], 2);
    remark(&["facets", "colour"], 2);
}

#[test]
fn a_folder_that_is_no_archive_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let call = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(folder.path()).env_remove("DATELINE_ARCHIVE").output().unwrap()
    };
    let output = call(&["search", "a"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("hint: name the folder"), "{}", text(&output.stderr));
    let output = call(&["search", "a", "-a", "nosuch"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_question_builds_the_index_and_the_nearest_archive_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    std::fs::write(folder.path().join("inner/a.txt"), "Talks\n\nThe envoys spoke in Doha.\n").unwrap();
    let call = |arguments: &[&str], at: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(at).env_remove("DATELINE_ARCHIVE").output().unwrap()
    };
    let output = call(&["search", "envoys", "--format", "jsonl", "-a", "."], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 1);
    assert!(text(&output.stderr).contains("no index yet"));
    let output = call(&["search", "envoys", "--format", "jsonl"], &folder.path().join("inner"));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["export", "--index", index().to_str().unwrap()])
        .env("DATELINE_ARCHIVE", corpus())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn an_exported_file_appears_whole_and_says_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let output = run(&["export", "ceasefire", "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty() && text(&output.stderr).contains("rows in"));
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["out.csv"]);
}

#[test]
fn a_manifest_says_what_the_file_beside_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("met.xlsx");
    let path = path.to_str().unwrap();
    remark(&["export", "--unit", "events", "status:held", "-o", path, "--manifest"], 0);
    let manifest = std::fs::read_to_string(format!("{path}.manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    check("manifest", &manifest);
    let held = object(&["events", "status:held", "--format", "json"])["total"].clone();
    assert_eq!((&manifest["rows"], &manifest["file"]), (&held, &"met.xlsx".into()));
    assert_eq!(manifest["bytes"], std::fs::metadata(path).unwrap().len());
}

#[test]
fn saved_queries_tell_what_is_new_and_what_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.txt",
        "Talks in Oslo\n\nOSLO, May 2, 2019 - Anna Ekdal will meet Boris Urban in Oslo on May 6.\n",
    );
    let call = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let output = command.args(arguments).args(["-a", folder.path().to_str().unwrap()]).output().unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(call(&["search", "title:talks", "--save", "talks"]).0, Some(0));
    call(&["events", "--save", "all"]);
    let (status, first, _) = call(&["news", "--since-last", "--format", "jsonl"]);
    let news: Vec<Value> = first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    news.iter().for_each(|piece| check("news", piece));
    assert!(status == Some(0) && news.iter().all(|piece| piece["reason"] == "new"), "{first}");
    assert!(news.iter().any(|piece| piece["event"]["status"] == "planned"), "{first}");
    assert_eq!(call(&["news", "--since-last"]).0, Some(1), "nothing is new at once");
    write("b.txt", "Talks held\n\nOSLO, May 7, 2019 - Anna Ekdal met Boris Urban in Oslo on May 6.\n");
    call(&["index"]);
    let (_, second, _) = call(&["news", "--since-last"]);
    assert!(second.contains("status planned → held") && second.contains("reports 1 → 2"), "{second}");
    assert_eq!(call(&["search", "query:talks -held", "--format", "jsonl"]).1.lines().count(), 1);
    let (status, _, said) = call(&["search", "query:walks"]);
    assert!(status == Some(2) && said.contains("saved are talks, all"), "{said}");
    assert_eq!(call(&["news", "--forget", "talks"]).0, Some(0));
}

#[test]
fn articles_like_one_and_the_difference_of_two_queries() {
    let hits = lines(&["more-like", "northern-wire/2023-10-04-geneva-held.txt", "--format", "jsonl"]);
    let paths: Vec<&str> = hits.iter().filter_map(|hit| hit["path"].as_str()).collect();
    assert!(paths[..4].iter().any(|path| path.contains("geneva")), "{paths:?}");
    assert!(!paths.contains(&"northern-wire/2023-10-04-geneva-held.txt"));
    let differences = object(&["diff", "source:Xinhe", "source:\"Northern Wire\"", "--format", "json"]);
    check("diff", &differences);
    assert_eq!((&differences["both"], &differences["a"]["articles"]), (&0.into(), &6.into()));
    assert!(
        found(&["diff", "source:Xinhe", "source:\"Northern Wire\""]).contains("Events that only A tells")
    );
}

#[test]
fn help_has_examples_and_no_command_lacks_them() {
    for command in [
        "index",
        "search",
        "meetings",
        "events",
        "facets",
        "who",
        "itinerary",
        "network",
        "show",
        "export",
        "more-like",
        "diff",
        "news",
    ] {
        let help = found(&[command, "--help"]);
        assert!(help.contains("Examples:\n  dateline "), "{command}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}");
    }
}

#[test]
fn an_event_is_shown_by_the_first_digits_that_a_table_prints() {
    let event = &object(&["meetings", "--with", "Tomás Arce Quintana", "--format", "json"])["events"][0];
    let id = event["id"].as_str().unwrap();
    assert!(found(&["meetings", "--with", "Tomás Arce Quintana"]).contains(&id[..8]));
    let page = found(&["show", &id[..8]]);
    assert_eq!(page.matches("planned  ").count() + page.matches("held  ").count(), 8, "{page}");
    assert_eq!(object(&["show", id, "--format", "json"]), *event);
    assert_eq!(event["history"].as_array().unwrap().len(), 2);
}

#[test]
fn nothing_found_says_which_question_finds_something() {
    let said = remark(&["meetings", "--with", "Wang Jiahe", "--in", "Oslo", "--since", "2024-05"], 1);
    assert!(said.contains("sources: Northern Wire 19"), "{said}");
    assert!(said.contains("Wang Jiahe was looked for as"), "{said}");
    assert!(said.contains("without `in:Oslo`: ") && !said.contains("without `with:"), "{said}");
    let said = remark(&["search", "ceasefire xyzzyplugh"], 1);
    assert!(said.contains("without `xyzzyplugh`: 13 articles"), "{said}");
}

#[test]
fn doctor_finds_a_sound_index_sound() {
    let said = found(&["doctor"]);
    assert!(!said.contains("FAULT"), "{said}");
    assert!(said.contains("names    read with --tagger fast"), "{said}");
}

#[test]
fn a_tagger_that_there_is_not_is_an_error() {
    let output = run(&["extract", "--tagger", "slow", corpus().to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(text(&output.stderr).contains("the taggers are fast and best"), "{}", text(&output.stderr));
}

#[test]
fn questions_are_kept_and_listed_the_last_first() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let ask = |arguments: &[&str]| text(&run_in(&index, arguments).stdout);
    assert_eq!(run_in(&index, &["history"]).status.code(), Some(1), "nothing was asked");
    ask(&["search", "ceasefire"]);
    ask(&["meetings", "--in", "Geneva"]);
    let all = ask(&["history"]);
    let lines: Vec<&str> = all.lines().collect();
    assert!(lines[0].contains("meetings") && lines[1].ends_with("search    ceasefire"), "{all}");
    let kept: Value = serde_json::from_str(ask(&["history", "CEASE", "--format", "jsonl"]).trim()).unwrap();
    assert_eq!((&kept["query"], &kept["command"]), (&"ceasefire".into(), &"search".into()));
    assert_eq!(kept["found"], object(&["search", "ceasefire", "--format", "json"])["total"]);
}

/// Returns what the program suggests to elvish for the last of `words`.
fn suggestions(words: &[&str]) -> Vec<String> {
    suggestions_to("elvish", None, index(), words)
}

/// Likewise to a shell in which the last word was typed as `typed`.
fn suggestions_to(shell: &str, typed: Option<&str>, index: &Path, words: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--", "dateline", "--index", index.to_str().unwrap()])
        .args(words)
        .env("COMPLETE", shell)
        .envs(typed.map(|typed| ("DATELINE_TYPED", typed)))
        .env("_CLAP_COMPLETE_INDEX", (words.len() + 2).to_string())
        .env("_CLAP_IFS", "\n")
        .env("DATELINE_ARCHIVE", corpus())
        .output()
        .unwrap();
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn a_shell_is_told_commands_fields_and_values_of_the_index() {
    assert!(suggestions(&["meet"]).contains(&"meetings".to_owned()));
    assert!(suggestions(&["search", "--sor"]).contains(&"--sort".to_owned()));
    assert_eq!(suggestions(&["search", "ceasefire pla"]), ["ceasefire place:"]);
    assert_eq!(suggestions(&["search", "meeting(wit"]), ["meeting(with:"]);
    let wang = suggestions(&["search", "ceasefire person:Wang"]);
    assert!(wang.contains(&"ceasefire person:\"Wang Jiahe\"".to_owned()), "{wang:?}");
    assert!(suggestions(&["search", "published:2024-0"]).contains(&"published:2024-03".to_owned()));
    assert_eq!(suggestions(&["search", "source:north"]), ["source:\"Northern Wire\""]);
    assert!(suggestions(&["meetings", "--with", "Ruth"]).contains(&"Ruth Adler".to_owned()));
    assert!(suggestions(&["meetings", "--in", "Gen"]).contains(&"Geneva".to_owned()));
    assert!(suggestions(&["facets", "pers"]).contains(&"person".to_owned()));
    for shell in ["bash", "zsh", "fish"] {
        assert!(found(&["completions", shell]).contains("dateline"));
    }
}

#[test]
fn bash_is_given_words_that_it_takes_as_they_are() {
    let bash = |typed: &str, words: &[&str]| suggestions_to("bash", Some(typed), index(), words);
    assert_eq!(bash("Jiah", &["search", "person", ":", "Jiah"]), ["\\\"Wang\\ Jiahe\\\""]);
    assert_eq!(bash("'person:Jiah", &["search", "person:Jiah"]), ["person:\"Wang Jiahe\""]);
    assert_eq!(bash("\"Ruth Ad", &["meetings", "--with", "Ruth Ad"]), ["Ruth Adler"]);
    assert_eq!(bash("Ruth\\ Ad", &["meetings", "--with", "Ruth\\ Ad"]), ["Ruth\\ Adler"]);
    assert!(
        found(&["completions", "bash"]).contains("DATELINE_TYPED=\"${COMP_WORDS[COMP_CWORD]}\" COMPLETE=")
    );
    assert!(found(&["completions", "powershell"]).contains("$env:DATELINE_SHELL = \"powershell\";"));

    // Who sends an article names its source.
    let folder = tempfile::tempdir().unwrap();
    let source = "$(touch ran) `touch ran` 'a' ;& *";
    let article = serde_json::json!({"id": "1", "text": "Talks began.", "source": source});
    std::fs::write(folder.path().join("one.jsonl"), article.to_string()).unwrap();
    let place = folder.path().join(".dateline");
    let built = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("index").arg(folder.path()).output();
    assert_eq!(built.unwrap().status.code(), Some(0));
    for (typed, quote) in [("source:$", ""), ("'source:$", "'"), ("\"source:\\$", "\"")] {
        let word = typed.trim_start_matches(quote);
        let suggested = suggestions_to("bash", Some(typed), &place, &["search", word]);
        assert_eq!(suggested.len(), 1, "{typed}");
        let line = format!("printf %s {quote}{}{quote}", suggested[0]);
        let output = Command::new("bash").args(["-c", &line]).current_dir(&folder).output().unwrap();
        assert_eq!(text(&output.stdout), format!("source:\"{source}\""), "{line}");
    }
    assert!(!folder.path().join("ran").exists());

    // What has yet to be decided is not decided for a shell, which waits.
    std::fs::remove_file(place.join("resolution.bin")).unwrap();
    assert_eq!(suggestions_to("bash", Some("source:"), &place, &["search", "source:"]), [""; 0]);
    assert!(!place.join("resolution.bin").exists());
}

#[test]
fn a_report_needs_nothing_else_and_marks_the_evidence() {
    let page = found(&["export", "--unit", "events", "meeting(with:\"Wang Jiahe\")", "--format", "html"]);
    assert!(page.contains("<mark>Wang Jiahe</mark>") && page.contains("class=\"bars\""), "{page}");
    assert!(page.contains("<h2>person</h2>") && page.contains("<h2>status</h2>"));
    let page = found(&["export", "ceasefire place:Africa", "--format", "html"]);
    assert!(page.contains("<mark>ceasefire</mark>") && page.contains("<h2>source</h2>"), "{page}");
    for outside in ["<script", "src=", "href=", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let page = found(&["export", "ceasefire place:Africa", "--format", "md"]);
    assert!(page.contains("| source | count |") && page.contains("| from | to | count |"), "{page}");
}

#[test]
fn no_question_runs_away() {
    let long = vec!["ceasefire".repeat(100); 1200].join(" ");
    let deep = format!("{}ceasefire{}", "(".repeat(10_000), ")".repeat(10_000));
    let wide = vec!["fu~2"; 600].join(" OR ");
    let repeated = format!("/{}/", "(a{1,1000}){1,1000}".repeat(3));
    let nested = format!("/{}a{}/", "(".repeat(4000), ")*".repeat(4000));
    let clauses = format!("{}ceasefire{}", "meeting(told:(".repeat(300), "))".repeat(300));
    for (question, says) in [
        (deep.as_str(), "at most 16384 are read"),
        (&deep[5000..15009], "parentheses stand at most"),
        (&wide, "at most 500 words"),
        (&repeated, "too large"),
        (&nested, "regular expression"),
        (&clauses, "parentheses stand at most"),
        ("/(/", "regular expression"),
        ("talks NEAR/5 place:Africa", "words, phrases, wildcards, or an OR of them"),
        ("\"met PERSON\"~99", "a phrase with gaps takes ~1 to ~"),
    ] {
        let said = remark(&["search", question], 2);
        assert!(said.contains(says) && said.len() < 2000, "{said}");
    }
    // A megabyte is more than a system passes as one argument.
    let said = text(&run_words(long.split(' ')).stderr);
    assert!(said.contains("at most 16384 are read"), "{said}");
    for everything in ["*", "/.*/", "*a*", "t???", "/(a|b|c|d|e)*x?/", "a* NEAR/9 *e"] {
        let output = run(&["search", everything]);
        assert!(output.status.code() < Some(2), "{everything}: {}", text(&output.stderr));
    }
    assert!(remark(&["search", "*a*", "--time-limit", "0"], 2).contains("takes more than 0 s"));
}

fn run_words<'a>(words: impl Iterator<Item = &'a str>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("search")
        .args(words)
        .args(["--index", index().to_str().unwrap()])
        .env("DATELINE_ARCHIVE", corpus())
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn an_export_keeps_what_a_file_is_and_follows_links() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let export = |path: &Path| run(&["export", "ceasefire", "--format", "csv", "-o", path.to_str().unwrap()]);
    std::fs::write(at("private.csv"), "old").unwrap();
    std::fs::set_permissions(at("private.csv"), std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink("private.csv", at("link.csv")).unwrap();
    symlink("fresh.csv", at("dangling.csv")).unwrap();
    for name in ["link.csv", "dangling.csv"] {
        assert_eq!(export(&at(name)).status.code(), Some(0));
        assert!(at(name).symlink_metadata().unwrap().is_symlink(), "{name}");
    }
    let expected = found(&["export", "ceasefire", "--format", "csv"]);
    for name in ["private.csv", "fresh.csv"] {
        assert_eq!(std::fs::read_to_string(at(name)).unwrap(), expected, "{name}");
    }
    assert_eq!(at("private.csv").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    if let Ok(meta) = Path::new("/dev/full").symlink_metadata()
        && meta.file_type().is_char_device()
    {
        assert_eq!(export(Path::new("/dev/full")).status.code(), Some(2), "it takes nothing");
        assert!(Path::new("/dev/full").metadata().unwrap().file_type().is_char_device());
    }
}

#[test]
fn an_index_is_asked_about_its_own_archive_alone() {
    let other = tempfile::tempdir().unwrap();
    let said = remark(&["meetings", "-a", other.path().to_str().unwrap()], 2);
    assert!(said.contains("sample_corpus") && said.contains("not of"), "{said}");
}

#[test]
fn what_tables_show_and_people_type_is_understood() {
    let in_doha = found(&["meetings", "--in", "Doha, Qatar", "--status", "Held", "--format", "CSV"]);
    assert_eq!(in_doha, found(&["meetings", "--in", "Doha", "--status", "held", "--format", "csv"]));
    remark(&["meetings", "--in", "Doha, Kenya"], 1);
    found(&["meetings", "--status", "canceled"]);
    let said = text(&run(&["meetings", "--with", "Wang", "Jiahe"]).stderr);
    assert!(said.contains("--with \"Wang Jiahe\""), "{said}");
    let said = remark(&["show", "Wang Jiahe"], 1);
    assert!(said.contains("dateline who \"Wang Jiahe\""), "{said}");
}

#[test]
fn a_time_of_a_file_is_no_day_of_publication() {
    let folder = tempfile::tempdir().unwrap();
    let story = "Envoys meet\n\nEnvoy Anna Ekholm met minister Boris Urdal in Oslo on Thursday.";
    std::fs::write(folder.path().join("a.txt"), story).unwrap();
    let ask = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .arg("-a")
            .arg(folder.path())
            .env("DATELINE_ARCHIVE", "")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let event: Value = serde_json::from_str(ask(&["meetings", "--format", "jsonl"]).trim()).unwrap();
    assert_eq!((&event["from"], &event["to"]), (&Value::Null, &Value::Null), "{event}");
    assert!(ask(&["stats"]).contains("1  articles without a date"), "{}", ask(&["stats"]));
    let article: Value = serde_json::from_str(ask(&["show", "a.txt", "--format", "json"]).trim()).unwrap();
    assert_eq!(article["published_from"], "mtime");
    assert!(article["published"].is_string());
}

#[test]
fn a_mapping_is_kept_and_holds_for_later_runs() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("dump")).unwrap();
    std::fs::write(at("dump/a.json"), r#"{"docs": [{"kop": "Talks", "stuk": "Envoys met in Doha."}]}"#)
        .unwrap();
    std::fs::write(at("m.toml"), "articles = \"docs\"\n[fields]\ntitle = \"kop\"\ntext = \"stuk\"\n")
        .unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("index")
            .arg(at("dump"))
            .args(arguments)
            .output()
            .unwrap();
        text(&output.stdout)
    };
    assert!(run(&["--mapping", at("m.toml").to_str().unwrap()]).contains("1 articles in 1 files"));
    assert!(run(&[]).contains("1 unchanged"), "{}", run(&[]));
    assert!(run(&["--rebuild"]).contains("1 articles in 1 files"));
}
