//! The sections of the model that hold the lexicon, from plain-text tables.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use dateline::extract::names::hash;
use dateline::extract::names::lexicon::{CONTINUES, LONGEST, Lexicon};
use dateline::extract::names::model::Section;

use crate::export::table;

/// Reads the tables that `prepare/lexicons.py` writes.
pub fn sections(folder: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut sections = vec![Vec::new(); Section::ALL.len()];
    let mut fill = |section: Section, bytes: Vec<u8>| sections[section as usize] = bytes;
    fill(Section::Brown, numbers(&rows(folder, "brown.tsv")?, |bits: u32| bits.to_le_bytes().to_vec())?);
    fill(Section::Vectors, numbers(&rows(folder, "vectors.tsv")?, |id: u16| id.to_le_bytes().to_vec())?);
    fill(Section::Glove, numbers(&rows(folder, "glove.tsv")?, |id: u16| id.to_le_bytes().to_vec())?);
    fill(Section::Cased, cased(&rows(folder, "cased.tsv")?)?);
    fill(Section::Lower, lower(&rows(folder, "lower.tsv")?)?);
    fill(Section::Phrases, phrases(&rows(folder, "names.tsv")?)?);
    fill(Section::Weights, table(&[], 0));
    fill(Section::Transitions, vec![0; 4 * (1 + 17 * 17)]);
    Ok(sections)
}

fn rows(folder: &Path, file: &str) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn numbers<N: std::str::FromStr>(
    rows: &[Vec<String>],
    bytes: impl Fn(N) -> Vec<u8>,
) -> Result<Vec<u8>, Box<dyn Error>>
where
    N::Err: Error + 'static,
{
    let mut all = Vec::new();
    for cell in rows.iter().flatten() {
        all.extend(bytes(cell.parse()?));
    }
    Ok(all)
}

fn cased(rows: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut entries = Vec::new();
    for row in rows {
        let mut value = row[1].parse::<u16>()?.to_le_bytes().to_vec();
        value.extend(row[2].parse::<u16>()?.to_le_bytes());
        entries.push((hash::bytes(row[0].as_bytes()), value));
    }
    Ok(table(&entries, 4))
}

fn lower(rows: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut entries = Vec::new();
    for row in rows {
        let packed = row[1].parse::<u16>()? << 3 | row[2].parse::<u16>()?;
        entries.push((hash::bytes(row[0].as_bytes()), packed.to_le_bytes().to_vec()));
    }
    Ok(table(&entries, 2))
}

fn phrases(rows: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut lists: BTreeMap<u64, u16> = BTreeMap::new();
    for row in rows {
        let kinds: u16 = row[1].parse()?;
        // The program's tokens, so that hyphens, points and endings fall as they do in text.
        let words: Vec<u64> = dateline::extract::tokens::tokenize(&row[0])
            .into_iter()
            .map(|span| hash::bytes(span.of(&row[0]).replace('’', "'").as_bytes()))
            .collect();
        let mut phrase = 0;
        for (at, word) in words.iter().enumerate().take(LONGEST) {
            phrase = Lexicon::extend(phrase, *word);
            let last = at + 1 == words.len();
            *lists.entry(phrase).or_default() |= if last { kinds } else { CONTINUES };
        }
    }
    let entries: Vec<_> = lists.into_iter().map(|(key, kinds)| (key, kinds.to_le_bytes().to_vec())).collect();
    Ok(table(&entries, 2))
}
