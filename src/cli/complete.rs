//! What fits behind what was typed so far: fields of the query language, and
//! names from the index of the archive that the command line names.
//!
//! Whatever goes wrong, nothing is suggested: a shell has nowhere to say it.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap_complete::CompletionCandidate;
use rustc_hash::FxHashSet;

use super::archive;
use super::context::Context;
use super::shell::Shell;
use crate::document::EntityKind;
use crate::query::{FacetField, FacetRequest, Limit, Query, SearchRequest, field_names};
use crate::search::{Backend, Local};

/// Values that are suggested at most.
const MOST: usize = 30;

/// The clauses about one event, and the fields that stand within.
const CLAUSES: [&str; 4] = ["meeting(", "call(", "visit(", "event("];
const WITHIN: [&str; 6] = ["with:", "in:", "on:", "status:", "by:", "told:"];

/// Suggests how a query may go on.
pub(super) fn query(current: &OsStr) -> Vec<CompletionCandidate> {
    let text = read(current);
    let typed = Typed::of(&text, &words_before());
    let suggestions: Vec<String> = match &typed.field {
        None => fields(typed.value, typed.in_clause),
        Some(field) => {
            values(field, typed.value).iter().filter_map(|value| typed.value_after(value)).collect()
        }
    };
    candidates(suggestions.into_iter().map(|end| format!("{}{end}", typed.head)).collect())
}

/// Suggests persons and organizations.
pub(super) fn party(current: &OsStr) -> Vec<CompletionCandidate> {
    let of = |kind| names(Some(kind), &read(current));
    let mut found = of(EntityKind::Person);
    found.extend(of(EntityKind::Organization));
    found.truncate(MOST);
    candidates(found)
}

/// Suggests organizations.
pub(super) fn organization(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(names(Some(EntityKind::Organization), &read(current)))
}

/// Suggests places.
pub(super) fn place(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(names(Some(EntityKind::Place), &read(current)))
}

/// Suggests entities of any kind.
pub(super) fn name(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(names(None, &read(current)))
}

/// Suggests fields whose values can be counted.
pub(super) fn facet(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = read(current);
    let named = FacetField::ALL.into_iter().map(FacetField::as_str).filter(|name| name.starts_with(&typed));
    candidates(named.map(str::to_owned).collect())
}

/// Returns what the shell means by the word that is being typed.
fn read(current: &OsStr) -> String {
    Shell::asking().read(&current.to_string_lossy())
}

fn candidates(words: Vec<String>) -> Vec<CompletionCandidate> {
    let shell = Shell::asking();
    words.iter().filter_map(|word| shell.write(word)).map(CompletionCandidate::new).collect()
}

/// What was typed of a query: what stays, and what is to be completed.
struct Typed<'a> {
    /// What comes before, as it was typed.
    head: &'a str,
    /// The field whose value is begun.
    field: Option<String>,
    /// The value, or the name of a field, as far as it was typed.
    value: &'a str,
    /// Tells whether a quote was opened before the value.
    quoted: bool,
    /// Tells whether it stands within the parentheses of a clause.
    in_clause: bool,
}

impl<'a> Typed<'a> {
    /// Takes apart `text`, which follows the words `before` on the command line.
    fn of(text: &'a str, before: &[String]) -> Typed<'a> {
        let quoted = text.matches('"').count() % 2 == 1;
        let begins = match text.rfind('"').filter(|_| quoted) {
            Some(quote) => quote + 1,
            None => text.rfind([' ', '(', ')', ':']).map_or(0, |at| at + 1),
        };
        let (head, value) = text.split_at(begins);
        let named = head.strip_suffix('"').filter(|_| quoted).unwrap_or(head).strip_suffix(':');
        let field = match named {
            Some(named) => Some(last_word(named).to_owned()),
            // Some shells end a word at each colon.
            None if head.is_empty() => match before {
                [.., field, colon] if colon == ":" => Some(last_word(field).to_owned()),
                [.., field] => field.strip_suffix(':').map(|field| last_word(field).to_owned()),
                [] => None,
            },
            None => None,
        };
        let opened = |text: &str| text.matches('(').count() as isize - text.matches(')').count() as isize;
        let in_clause = before.iter().map(|word| opened(word)).sum::<isize>() + opened(head) > 0;
        Typed { head, field, value, quoted, in_clause }
    }

    /// Writes a value so that the query takes it as one; none where it cannot.
    fn value_after(&self, value: &str) -> Option<String> {
        let simple = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
        match (simple, self.quoted) {
            _ if value.contains('"') => None,
            (_, true) => Some(format!("{value}\"")),
            (true, false) => Some(value.to_owned()),
            (false, false) => Some(format!("\"{value}\"")),
        }
    }
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', '(', '-', '+']).next().unwrap_or(text)
}

/// Returns the fields and clauses that begin with what was typed.
fn fields(typed: &str, in_clause: bool) -> Vec<String> {
    let of_articles = field_names().into_iter().map(|name| format!("{name}:"));
    let within = WITHIN.into_iter().filter(|_| in_clause).map(str::to_owned);
    let clauses = CLAUSES.into_iter().map(str::to_owned);
    let mut all: Vec<String> = within.chain(of_articles).chain(clauses).collect();
    all.retain(|name| name.starts_with(typed));
    let mut seen = FxHashSet::default();
    all.retain(|name| seen.insert(name.clone()));
    all
}

/// Returns the values of a field that begin with what was typed.
fn values(field: &str, typed: &str) -> Vec<String> {
    let among = |all: &[&str]| all.iter().filter(|v| v.starts_with(typed)).map(|v| (*v).to_owned()).collect();
    match field {
        "person" => names(Some(EntityKind::Person), typed),
        "org" => names(Some(EntityKind::Organization), typed),
        "place" | "in" => names(Some(EntityKind::Place), typed),
        "with" | "by" => names(None, typed),
        "kind" => among(&["meeting", "call", "visit"]),
        "status" => among(&["held", "planned", "cancelled", "denied"]),
        "source" => counted(FacetField::Source, &[], typed),
        "lang" => counted(FacetField::Language, &[], typed),
        // Days and names are both mentioned; only days begin with a digit.
        "mentions" if !typed.starts_with(|c: char| c.is_ascii_digit()) => names(None, typed),
        "published" | "on" | "mentions" => {
            // What is no beginning of a day may have any letters.
            let whole = |length: usize| typed.get(..length).filter(|_| typed.len() > length);
            let path: Vec<String> = [whole(4), whole(7)].into_iter().flatten().map(str::to_owned).collect();
            FacetField::named(field).map(|field| counted(field, &path, typed)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn counted(field: FacetField, under: &[String], typed: &str) -> Vec<String> {
    let Some(backend) = backend() else { return Vec::new() };
    let mut request = SearchRequest::new(Query::All, Limit::First(0));
    request.facets = vec![FacetRequest { under: under.to_vec(), ..FacetRequest::new(field, usize::MAX) }];
    let typed = typed.to_lowercase();
    let values = backend.search(&request).map(|list| list.facets).unwrap_or_default();
    let values = values.into_iter().flat_map(|facet| facet.values).map(|value| match value.path.last() {
        Some(last) => last.clone(),
        None => value.value,
    });
    values.filter(|value| value.to_lowercase().starts_with(&typed)).take(MOST).collect()
}

fn names(kind: Option<EntityKind>, typed: &str) -> Vec<String> {
    let found = backend().and_then(|backend| backend.names_beginning(typed, kind, MOST).ok());
    found.unwrap_or_default()
}

/// Opens the index of the archive that the command line names, if there is one
/// about which all is decided: deciding takes longer than a shell waits.
fn backend() -> Option<Local> {
    let place = archive::locate(&context()).ok()?;
    Local::open_decided(&place.index).ok()?
}

/// Reads what the command line says about the archive, as far as it is typed.
fn context() -> Context {
    let words = words_before();
    let option = |short: &str, long: &str| {
        let at = words.iter().position(|word| word == short || word == long);
        let apart = at.and_then(|at| words.get(at + 1)).cloned();
        let joined =
            || words.iter().find_map(|word| word.strip_prefix(&format!("{long}=")).map(str::to_owned));
        apart.or_else(joined).map(PathBuf::from)
    };
    let archive =
        option("-a", "--archive").or_else(|| std::env::var_os("DATELINE_ARCHIVE").map(PathBuf::from));
    Context { archive, index: option("--index", "--index"), ..Context::default() }
}

/// Returns the words of the command line that a shell asks about, behind the
/// program's name and up to the one that is being typed.
fn words_before() -> Vec<String> {
    let words: Vec<OsString> = std::env::args_os().skip_while(|word| word != "--").skip(2).collect();
    let typed = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse::<usize>().ok());
    let count = typed.map_or(words.len().saturating_sub(1), |index| index.saturating_sub(1));
    let shell = Shell::asking();
    words.iter().take(count).map(|word| shell.read_whole(&word.to_string_lossy())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_is_found_whatever_comes_before() {
        let check = |text: &str, before: &[&str], head: &str, field: Option<&str>, value: &str| {
            let before: Vec<String> = before.iter().map(|word| (*word).to_owned()).collect();
            let typed = Typed::of(text, &before);
            assert_eq!((typed.head, typed.field.as_deref(), typed.value), (head, field, value), "{text}");
        };
        check("pers", &[], "", None, "pers");
        check("talks place:Qa", &[], "talks place:", Some("place"), "Qa");
        check("talks place:\"New Yo", &[], "talks place:\"", Some("place"), "New Yo");
        check("meeting(with:Wa", &[], "meeting(with:", Some("with"), "Wa");
        check("-source:", &[], "-source:", Some("source"), "");
        check("Wa", &["search", "person", ":"], "", Some("person"), "Wa");
        check("Wa", &["search", "talks"], "", None, "Wa");
    }

    #[test]
    fn a_value_is_one_for_the_query() {
        let written = |text: &str, value: &str| Typed::of(text, &[]).value_after(value);
        assert_eq!(written("person:Wa", "Wang").as_deref(), Some("Wang"));
        assert_eq!(written("person:Wa", "Wang Jiahe").as_deref(), Some("\"Wang Jiahe\""));
        assert_eq!(written("talks person:\"Wa", "Wang Jiahe").as_deref(), Some("Wang Jiahe\""));
        assert_eq!(written("source:A", "A \"B\" C"), None);
    }

    #[test]
    fn letters_that_begin_no_day_suggest_none() {
        assert_eq!(values("published", "20é4-é"), [""; 0]);
    }

    #[test]
    fn fields_come_first_within_a_clause() {
        assert_eq!(fields("p", false), ["person:", "place:", "published:", "path:"]);
        assert_eq!(fields("st", true), ["status:"]);
        assert_eq!(fields("w", true), ["with:"]);
        assert_eq!(fields("me", false), ["mentions:", "meeting("]);
    }
}
