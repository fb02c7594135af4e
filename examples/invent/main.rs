//! Makes archives of any size out of the sentences of a small one, for tests
//! and benchmarks: `invent COUNT CORPUS --texts FILE` writes articles as JSON
//! Lines, to be read like any others, `invent COUNT CORPUS --index DIR` writes
//! them, understood already, through the index's own writer, as the full
//! understanding of a million articles takes hours.
//!
//! The same count, corpus and `--seed N` give the same articles, one at a time.
//! Ctrl-C ends an index early: what was written until then is kept.

mod articles;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use dateline::index::{Archive, Decisions, FileNote, Lock, Writer};

use self::articles::{Inventor, object};

/// Articles that lie in one file of the invented archive.
const IN_A_FILE: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: invent COUNT CORPUS (--texts FILE | --index DIR) [--seed N]";
    let [count, corpus, what, target, rest @ ..] = given.as_slice() else { return Err(usage.into()) };
    let seed = match rest {
        [] => 1,
        [name, seed] if name == "--seed" => seed.parse()?,
        _ => return Err(usage.into()),
    };
    let count: usize = count.parse()?;
    let inventor = Inventor::new(Path::new(corpus), count, seed)?;
    match what.as_str() {
        "--texts" => texts(&inventor, count, Path::new(target)),
        "--index" => index(&inventor, count, Path::new(target)),
        _ => Err(usage.into()),
    }
}

fn texts(inventor: &Inventor, count: usize, target: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(target)?);
    for number in 0..count {
        writeln!(out, "{}", object(&inventor.article(number)))?;
    }
    Ok(out.flush()?)
}

fn index(inventor: &Inventor, count: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let start = Instant::now();
    let enough = Arc::new(AtomicBool::new(false));
    let handler = Arc::clone(&enough);
    ctrlc::set_handler(move || handler.store(true, Ordering::Relaxed))?;
    let lock = Lock::take(folder)?;
    let archive = Archive::anew(folder)?;
    let writer = Writer::open(&archive, lock, "fast")?;
    let mut documents = writer.documents();
    let firsts = (0..count).step_by(IN_A_FILE).take_while(|_| !enough.load(Ordering::Relaxed));
    for first in firsts {
        let numbers = first..(first + IN_A_FILE).min(count);
        let path = inventor.path(first);
        let mut batch = writer.replace(&path);
        for number in numbers.clone() {
            batch.add(&mut documents, inventor.article(number), None);
        }
        let note = FileNote { path, hash: first as u64, articles: numbers.len() as u64, faults: Vec::new() };
        batch.note(&documents, &note);
        batch.write()?;
        if first % 100_000 == 0 {
            eprintln!("{first} articles after {:.0} s", start.elapsed().as_secs_f32());
        }
    }
    let lock = writer.finish()?;
    archive.install()?;
    drop(lock);
    eprintln!("written after {:.0} s", start.elapsed().as_secs_f32());
    let decisions = Decisions::load(&Archive::open(folder)?)?;
    eprintln!("{} articles decided after {:.0} s", decisions.articles(), start.elapsed().as_secs_f32());
    Ok(())
}
