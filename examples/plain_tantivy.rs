//! The yardstick of `tests/bench/archive.py`: the same texts in plain tantivy,
//! one stored text field with its default analysis, and nothing understood.
//!
//! `plain_tantivy FOLDER INDEX` reads every file under FOLDER.

use std::error::Error;
use std::path::PathBuf;

use tantivy::schema::{STORED, STRING, Schema, TEXT};
use tantivy::{Index, doc};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(target)) = (arguments.next(), arguments.next()) else {
        return Err("usage: plain_tantivy FOLDER INDEX".into());
    };
    let mut schema = Schema::builder();
    let path = schema.add_text_field("path", STRING | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    std::fs::create_dir_all(&target)?;
    let index = Index::create_in_dir(&target, schema.build())?;
    let mut writer = index.writer_with_num_threads(2, 200 << 20)?;
    let (mut files, mut bytes) = (0, 0);
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path())?).into_owned();
            (files, bytes) = (files + 1, bytes + text.len());
            writer.add_document(doc!(path => entry.path().to_string_lossy().as_ref(), body => text))?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    println!("{files} files, {bytes} bytes");
    Ok(())
}
