//! Saved queries, `.dateline/queries.toml`, which people may edit and share.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::archive::locate;
use super::context::Context;
use super::nothing::Asked;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Turn, write_whole};

/// The file's name in the folder of the index.
const FILE: &str = "queries.toml";

/// The file as it is written.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    query: Vec<Saved>,
}

/// A query with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Saved {
    /// Its name: letters, digits, `-` and `_`.
    pub name: String,
    /// What it asks for.
    pub of: Asked,
    /// The query, as one would type it.
    pub text: String,
}

/// Reads the saved queries of the index in `index`, in the order of the file.
///
/// # Errors
///
/// When the file cannot be read or understood.
pub(super) fn read(index: &Path) -> Result<Vec<Saved>> {
    let path = index.join(FILE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text.map_err(|error| failed("cannot read the saved queries", &path).because(error))?,
    };
    let file: File = toml::from_str(&text)
        .map_err(|error| failed("the saved queries cannot be understood", &path).because(error))?;
    Ok(file.query)
}

/// Saves a query, in the place of one of the same name.
///
/// # Errors
///
/// When the name is none, or the file cannot be read or written.
pub(super) fn save(index: &Path, saved: Saved) -> Result<()> {
    if saved.name.is_empty() || !saved.name.chars().all(is_name_char) {
        let message = format!("`{}` is no name for a query", saved.name);
        return Err(Error::new(ErrorKind::Usage, message).hint("a name has letters, digits, - and _"));
    }
    let _turn = Turn::wait(index)?;
    let mut all = read(index)?;
    match all.iter_mut().find(|other| other.name == saved.name) {
        Some(other) => *other = saved,
        None => all.push(saved),
    }
    write(index, all)
}

/// Forgets the query of that name; tells whether there was one.
///
/// # Errors
///
/// When the file cannot be read or written.
pub(super) fn forget(index: &Path, name: &str) -> Result<bool> {
    let _turn = Turn::wait(index)?;
    let mut all = read(index)?;
    let before = all.len();
    all.retain(|saved| saved.name != name);
    let found = all.len() < before;
    if found {
        write(index, all)?;
    }
    Ok(found)
}

fn write(index: &Path, query: Vec<Saved>) -> Result<()> {
    let path = index.join(FILE);
    let text = toml::to_string(&File { query })
        .map_err(|error| failed("cannot write the saved queries", &path).because(error))?;
    write_whole(index, FILE, text.as_bytes())
        .map_err(|error| failed("cannot write the saved queries", &path).because(error))
}

fn failed(what: &str, path: &Path) -> Error {
    Error::new(ErrorKind::Io, what).at(path.display())
}

/// Puts saved queries in the place of `query:NAME` in the text of a query.
///
/// # Errors
///
/// When no query of the name is saved.
pub(super) fn expanded(text: &str, context: &Context) -> Result<String> {
    if !text.contains(PREFIX) {
        return Ok(text.to_owned());
    }
    let index: PathBuf = locate(context)?.index;
    expand(text, &read(&index)?)
}

const PREFIX: &str = "query:";

fn expand(text: &str, saved: &[Saved]) -> Result<String> {
    let (mut out, mut at, mut quoted) = (String::new(), 0, false);
    while let Some(c) = text[at..].chars().next() {
        let begins = !out.ends_with(|before: char| before.is_alphanumeric() || before == ':');
        if !quoted && begins && text[at..].starts_with(PREFIX) {
            let name = &text[at + PREFIX.len()..];
            let name = &name[..name.find(|c: char| !is_name_char(c)).unwrap_or(name.len())];
            out.push_str(&format!("({})", named(name, saved)?.text));
            at += PREFIX.len() + name.len();
            continue;
        }
        quoted ^= matches!(c, '"' | '\u{201C}' | '\u{201D}');
        out.push(c);
        at += c.len_utf8();
    }
    Ok(out)
}

/// Returns the saved query of that name.
///
/// # Errors
///
/// When there is none.
pub(super) fn named<'a>(name: &str, saved: &'a [Saved]) -> Result<&'a Saved> {
    saved.iter().find(|saved| saved.name == name).ok_or_else(|| {
        let names: Vec<&str> = saved.iter().map(|saved| saved.name.as_str()).collect();
        let hint = match names.as_slice() {
            [] => "none is saved; save one with `dateline search QUERY --save NAME`".to_owned(),
            names => format!("saved are {}", names.join(", ")),
        };
        Error::new(ErrorKind::Query, format!("no query is saved as `{name}`")).hint(hint)
    })
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(name: &str, text: &str) -> Saved {
        Saved { name: name.to_owned(), of: Asked::Articles, text: text.to_owned() }
    }

    #[test]
    fn a_name_stands_for_its_query_outside_of_quotes() {
        let all = [saved("grain", "wheat OR rye")];
        assert_eq!(expand("query:grain source:Courier", &all).unwrap(), "(wheat OR rye) source:Courier");
        assert_eq!(expand("-query:grain \"query:grain\"", &all).unwrap(), "-(wheat OR rye) \"query:grain\"");
        assert!(expand("query:barley", &all).unwrap_err().to_string().contains("no query is saved"));
    }

    #[test]
    fn what_is_saved_is_read_and_replaced_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap(), []);
        save(folder.path(), saved("a", "wheat")).unwrap();
        save(folder.path(), saved("b", "\"rye\"")).unwrap();
        save(folder.path(), saved("a", "barley")).unwrap();
        assert_eq!(read(folder.path()).unwrap(), [saved("a", "barley"), saved("b", "\"rye\"")]);
        assert!(save(folder.path(), saved("no name", "x")).is_err());
        assert!(forget(folder.path(), "a").unwrap() && !forget(folder.path(), "a").unwrap());
    }
}
