//! Cases that `examples/fuzz` found, each kept as `fuzzed/TARGET.NAME`.

use std::fs;
use std::path::Path;

use crate::targets::{TARGETS, Targets};

const MAPPING: &str = include_str!("samples/mapped.toml");

#[test]
fn what_was_once_at_fault_is_not_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/fuzzed");
    let targets = Targets::new(MAPPING);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let target = name.split('.').next().unwrap();
        assert!(TARGETS.contains(&target), "{name} names a target");
        println!("{name}");
        targets.run(target, &fs::read(&path).unwrap());
    }
}

#[test]
fn the_corrections_that_are_fuzzed_have_entries_of_every_kind() {
    let text = include_str!("corrections.toml");
    Targets::new(MAPPING).run("corrections", text.as_bytes());
    let read = dateline::resolve::Corrections::parse(text).unwrap();
    let sections = read.to_toml().matches("[[").count();
    assert_eq!(sections, 12, "{}", read.to_toml());
}
