//! Gives every parser what nobody meant for it: `fuzz SECONDS [SEED]`.
//!
//! Samples of the repository are changed at random, cut, joined and repeated,
//! and given to the parsers of files, of queries and dates, and to the whole
//! understanding of an article, for so many seconds of processor time. The same
//! seed gives the same cases. A case that panics, that breaks what holds of its
//! target (`targets`), or that takes over five seconds, is named with the seed
//! and written to `fuzz-TARGET-N` in the current folder, and the exit status is 1.
//! Once mended, it goes to `tests/inputs/fuzzed/TARGET.NAME`, where the tests give
//! it to its target ever after.

#[path = "../../tests/random.rs"]
mod random;
mod targets;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use self::random::Random;
use self::targets::{TARGETS, Targets};

/// Processor time that a case may take.
const SLOW: Duration = Duration::from_secs(5);
/// Time by the clock after which a case is held never to end, on a busy machine too.
const HANGS: Duration = Duration::from_secs(90);
/// The most characters of what a fault says of itself.
const SAID: usize = 300;
/// The most bytes of a case.
const LONGEST: usize = 12_000;

/// What parsers of text stumble over.
const ODD: [&str; 40] = [
    "\0",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\u{a0}",
    "🦀",
    "İ",
    "ß",
    "ﬁ",
    "\r",
    "\r\n",
    "\t",
    "\u{85}",
    "\u{2028}",
    "٣",
    "三月",
    "–",
    "…",
    "“",
    "”",
    "\\",
    "\"",
    "'",
    "((((",
    "))))",
    "[[[[",
    "]]]]",
    "{{{{",
    "}}}}",
    "<!--",
    "-->",
    "&#x110000;",
    "99999999999999999999",
    "-1",
    "0000-00-00",
    "..",
    "~",
    "^",
    "*",
];

/// Expressions of time in the languages that have a grammar of them.
const DATES: &str = "2024-03..2024-04\nlast week\nthe first half of 2021\nthe night of 31 December 1999\n\
    two months and three days ago\nthe third Monday in February\nQ3 FY2023\nin the 1980s\nWeihnachten 2022\n\
    am 3. März um 15 Uhr\nil y a deux ans\nle 14 juillet dernier\nhace tres semanas\n二〇二四年三月三日\n上个月\n٣ مارس ٢٠٢٤\n\
    الأسبوع الماضي\n29 February 2023\n3/4/24\nsince May\n10 working days after Easter Monday\n";

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let (seconds, seed) = match given.as_slice() {
        [seconds] => (seconds.parse()?, 1),
        [seconds, seed] => (seconds.parse()?, seed.parse()?),
        _ => return Err("usage: fuzz SECONDS [SEED]".into()),
    };
    let samples = samples(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let targets = Targets::new(&String::from_utf8_lossy(&samples["mapping"][0]));
    let found = run(&targets, &samples, Duration::from_secs(seconds), seed)?;
    if found > 0 { Err(format!("{found} faults; seed {seed}").into()) } else { Ok(()) }
}

/// The samples of each target.
fn samples(root: &Path) -> std::io::Result<BTreeMap<&'static str, Vec<Vec<u8>>>> {
    let mut samples: BTreeMap<&'static str, Vec<Vec<u8>>> = BTreeMap::new();
    for folder in ["sample_corpus", "tests/inputs/samples"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name() {
            let entry = entry?;
            let extension = entry.path().extension().and_then(|extension| extension.to_str());
            let target = match extension {
                Some("txt") => "text",
                Some("toml") => "mapping",
                Some(extension) => match TARGETS.iter().find(|target| **target == extension) {
                    Some(target) => target,
                    None => continue,
                },
                None => continue,
            };
            samples.entry(target).or_default().push(fs::read(entry.path())?);
        }
    }
    let corrections = fs::read(root.join("tests/inputs/corrections.toml"))?;
    samples.entry("corrections").or_default().push(corrections);
    let cases = fs::read_to_string(root.join("src/query/text/cases.txt"))?;
    let queries = cases.split("\n\n").filter_map(|case| case.lines().find(|line| !line.starts_with("##")));
    samples.insert("query", queries.map(|query| query.as_bytes().to_vec()).collect());
    samples.insert("dates", DATES.lines().map(|line| line.as_bytes().to_vec()).collect());
    let articles = ["text", "md"].iter().flat_map(|target| samples[target].clone());
    let dated = articles.chain([DATES.as_bytes().to_vec()]).collect();
    samples.insert("extract", dated);
    Ok(samples)
}

/// What runs now, for the thread that looks whether it ends.
type Watched = Arc<Mutex<(Instant, String, Vec<u8>)>>;

/// Runs cases for so long and returns how many were at fault.
fn run(
    targets: &Targets,
    samples: &BTreeMap<&'static str, Vec<Vec<u8>>>,
    time: Duration,
    seed: u64,
) -> std::io::Result<usize> {
    let mut random = Random(seed);
    let watched: Watched = Arc::new(Mutex::new((Instant::now(), String::new(), Vec::new())));
    watch(Arc::clone(&watched), seed);
    let said = Arc::new(Mutex::new(String::new()));
    let hook = Arc::clone(&said);
    panic::set_hook(Box::new(move |info| {
        *hook.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
    }));
    let (mut cases, mut faults) = (BTreeMap::<&str, (usize, Duration, Duration)>::new(), 0);
    let begun = processor_time();
    while processor_time() - begun < time {
        let target = *random.of(&TARGETS);
        let case = changed(&mut random, samples, target);
        *watched.lock().unwrap_or_else(PoisonError::into_inner) =
            (Instant::now(), target.to_owned(), case.clone());
        let start = processor_time();
        let done = panic::catch_unwind(AssertUnwindSafe(|| targets.run(target, &case)));
        let took = processor_time() - start;
        let entry = cases.entry(target).or_default();
        *entry = (entry.0 + 1, entry.1 + took, entry.2.max(took));
        if done.is_err() || took > SLOW {
            faults += 1;
            let name = format!("fuzz-{target}-{faults}");
            fs::write(&name, &case)?;
            let reason = match done {
                Ok(()) => format!("took {:.1} s", took.as_secs_f64()),
                Err(_) => {
                    let said = said.lock().unwrap_or_else(PoisonError::into_inner);
                    said.chars().take(SAID).collect()
                }
            };
            println!("{name}, seed {seed}: {reason}");
        }
    }
    println!("target        cases   seconds   slowest");
    for (target, (count, took, slowest)) in &cases {
        println!("{target:12} {count:6} {:9.1} {:7.2} s", took.as_secs_f64(), slowest.as_secs_f64());
    }
    println!("{faults} faults, seed {seed}");
    Ok(faults)
}

/// Ends the program when a case does not end.
fn watch(watched: Watched, seed: u64) {
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            let now = watched.lock().unwrap_or_else(PoisonError::into_inner);
            if !now.1.is_empty() && now.0.elapsed() > HANGS {
                let name = format!("fuzz-{}-hang", now.1);
                let written = fs::write(&name, &now.2);
                println!(
                    "{name}, seed {seed}: no end after {} s; written: {}",
                    HANGS.as_secs(),
                    written.is_ok()
                );
                std::process::exit(1);
            }
        }
    });
}

/// The processor time of this thread; that of the clock where the system does not tell.
fn processor_time() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(clock, Duration::from_nanos)
}

fn clock() -> Duration {
    use std::time::{SystemTime, UNIX_EPOCH};
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// A sample of `target`, changed a few times.
fn changed(random: &mut Random, samples: &BTreeMap<&str, Vec<Vec<u8>>>, target: &str) -> Vec<u8> {
    let own = &samples[target];
    let mut case = random.of(own).clone();
    case.truncate(LONGEST);
    for _ in 0..1 + random.below(8) {
        // Half of what comes in is of another target.
        let all: Vec<&Vec<Vec<u8>>> = samples.values().collect();
        let others = if random.below(2) == 0 { own } else { *random.of(&all) };
        change(random, &mut case, others);
        case.truncate(LONGEST);
    }
    case
}

/// Changes `case` at one place.
fn change(random: &mut Random, case: &mut Vec<u8>, others: &[Vec<u8>]) {
    let at = random.below(case.len() + 1);
    let rest = case.len() - at;
    let piece = {
        let other = random.of(others);
        let from = random.below(other.len() + 1);
        let length = random.below((other.len() - from).min(400) + 1);
        other[from..from + length].to_vec()
    };
    match random.below(10) {
        0 if rest > 0 => case[at] ^= 1 << random.below(8),
        1 if rest > 0 => case[at] = random.below(256) as u8,
        2 => drop(case.drain(at..at + random.below(rest.min(200) + 1))),
        3 => case.truncate(at),
        4 => insert(case, at, &piece),
        5 => {
            let length = random.below(rest.min(60) + 1);
            let piece = case[at..at + length].to_vec();
            insert(case, at, &piece.repeat(1 + random.below(300)));
        }
        6 => insert(case, at, random.of(&ODD).repeat(1 + random.below(3)).as_bytes()),
        7 => insert(case, at, random.of(&ODD).repeat(1 + random.below(2000)).as_bytes()),
        8 => {
            let end = at + random.below(rest.min(40) + 1);
            random.shuffle(&mut case[at..end]);
        }
        _ => {
            let end = at + random.below(rest.min(100) + 1);
            case[at..end].iter_mut().for_each(|byte| *byte = byte.to_ascii_uppercase());
        }
    }
}

fn insert(case: &mut Vec<u8>, at: usize, piece: &[u8]) {
    case.splice(at..at, piece.iter().copied());
}
