use serde_json::Value;

use crate::archive::sample_archive;

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The words of a name that tell people apart, without accents and particles.
fn words(name: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = name.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    let plain = plain.to_lowercase().replace("rashedi", "rashidi").replace("al-", "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_owned).collect()
}

fn same(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared > 0 && shared >= a.len().min(b.len()).min(2)
}

fn all_named(wanted: &[String], names: &[String]) -> bool {
    wanted.iter().all(|name| names.iter().any(|other| same(name, other)))
}

fn names(event: &Value) -> Vec<String> {
    let parties = event["participants"].as_array().into_iter().flatten();
    parties.filter_map(|party| party["name"].as_str()).map(str::to_owned).collect()
}

fn overlaps(a: &Value, b: &Value) -> bool {
    let day = |value: &Value, key: &str| value[key].as_str().unwrap_or("").to_owned();
    let (from, to) = (day(b, "from"), day(b, "to"));
    !from.is_empty() && day(a, "from") <= to && from <= day(a, "to")
}

/// Tells whether the event found is the event of the gold list.
fn tells(gold: &Value, found: &Value) -> bool {
    gold["kind"] == found["kind"]
        && overlaps(gold, found)
        && all_named(&texts(&gold["participants"]), &names(found))
}

/// Tells whether the gold list says that the event found may be counted or not.
fn is_optional(optional: &Value, found: &Value) -> bool {
    let reports = found["reports"].as_array().into_iter().flatten();
    let files: Vec<&str> = reports.filter_map(|report| report["path"].as_str()).collect();
    let told = texts(&optional["told_in"]);
    let in_file = files.iter().any(|file| told.iter().any(|place| place.split('#').next() == Some(file)));
    in_file && all_named(&texts(&optional["participants"]), &names(found))
}

fn print(event: &Value) -> String {
    let sentence = event["reports"][0]["evidence"]["text"].as_str().unwrap_or("");
    format!("{} {} {} {:?} {sentence}", event["kind"], event["status"], event["from"], names(event))
}

/// The whole program against the gold list: every meeting and call, once,
/// with its parties, day and status.
#[test]
fn the_program_finds_the_meetings_of_the_corpus_and_no_others() {
    let archive = sample_archive();
    let gold_text =
        std::fs::read_to_string(archive.corpus().join("gold.json")).expect("the gold list is there");
    let gold: Value = serde_json::from_str(&gold_text).expect("the gold list is JSON");
    let answer = archive.answer(&["events", "--status", "any", "--limit", "all", "--format", "jsonl"]);
    let found: Vec<Value> =
        answer.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let found: Vec<Value> = found.into_iter().filter(|event| event["kind"] != "visit").collect();
    let wanted: Vec<&Value> =
        gold["events"].as_array().into_iter().flatten().filter(|event| event["kind"] != "visit").collect();

    let mut used = vec![false; found.len()];
    let (mut right, mut status_right) = (0, 0);
    for event in &wanted {
        let hit = (0..found.len()).filter(|&index| !used[index] && tells(event, &found[index]));
        let Some(index) = hit.max_by_key(|&index| found[index]["status"] == event["status"]) else {
            println!("missed: {event}");
            continue;
        };
        used[index] = true;
        right += 1;
        if found[index]["status"] == event["status"] {
            status_right += 1;
        } else {
            println!("wrong status: {}", print(&found[index]));
        }
    }
    let optional = gold["optional"].as_array().cloned().unwrap_or_default();
    let mut wrong = 0;
    for (event, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
        if !optional.iter().any(|may| is_optional(may, event)) {
            println!("wrong: {}", print(event));
            wrong += 1;
        }
    }
    let precision = f64::from(right) / f64::from((right + wrong).max(1));
    let recall = f64::from(right) / wanted.len() as f64;
    println!("precision {precision:.3}, recall {recall:.3}, status {status_right}/{right}");
    assert!(precision >= 0.9 && recall >= 0.95 && status_right >= right - 1, "see above");
}
