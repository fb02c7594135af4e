//! How fast an archive is read and parsed; run by hand, on an archive of one's own.

use std::path::PathBuf;
use std::time::Instant;

use super::articles;
use dateline::parse::ParseOptions;
use dateline::read::{self, WalkOptions};

/// `DATELINE_ARCHIVE=FOLDER cargo test --release -- --ignored --nocapture reading_speed`
#[test]
#[ignore = "needs an archive"]
fn reading_speed() {
    let archive =
        PathBuf::from(std::env::var_os("DATELINE_ARCHIVE").expect("DATELINE_ARCHIVE names a folder"));
    let started = Instant::now();
    let (mut files, mut bytes, mut docs, mut datelines, mut zones) = (0, 0, 0, 0, 0);
    let mut warnings = Vec::new();
    for found in read::walk(&[archive], &WalkOptions::default()) {
        let Ok(found) = found.map_err(|warning| warnings.push(warning)) else { continue };
        files += 1;
        bytes += found.size;
        warnings.extend(articles(&found, &ParseOptions::default(), &mut |doc| {
            docs += 1;
            datelines += usize::from(doc.dateline.is_some());
            zones += doc.zones.len();
            if std::env::var_os("DATELINE_SHOW").is_some() {
                println!("==== {}\n{}", doc.source.path, super::show(&doc));
            }
        }));
    }
    let seconds = started.elapsed().as_secs_f64();
    let rate = bytes as f64 / 1e6 / seconds;
    println!("{files} files, {bytes} bytes, {docs} articles, {datelines} datelines, {zones} zones");
    println!("{seconds:.2} s, {rate:.1} MB/s, {} warnings", warnings.len());
    warnings.iter().take(20).for_each(|warning| println!("{}: {}", warning.path, warning.reason));
}
