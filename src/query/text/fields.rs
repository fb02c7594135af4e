//! The names of the fields, their aliases, and the nearest name to a wrong one.

use crate::document::{EntityKind, EventKind, Status};
use crate::query::{KeywordField, TextField};

/// What the name before a colon means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text(TextField),
    Entity(Option<EntityKind>),
    Keyword(KeywordField),
    Published,
    On,
    Kind,
    Status,
    /// `with:`, only within a clause.
    With,
    /// `in:`, only within a clause.
    In,
    /// `by:`, only within a clause.
    By,
    /// `told:`, only within a clause.
    Told,
}

/// Each field with its name and its aliases, in the order of the documentation.
const FIELDS: [(Field, &[&str]); 17] = [
    (Field::Text(TextField::Title), &["title", "headline"]),
    (Field::Text(TextField::Body), &["body", "text"]),
    (Field::Entity(Some(EntityKind::Person)), &["person", "persons", "people", "per"]),
    (
        Field::Entity(Some(EntityKind::Organization)),
        &["org", "orgs", "organization", "organizations", "organisation", "organisations"],
    ),
    (Field::Entity(Some(EntityKind::Place)), &["place", "places", "location", "loc"]),
    (Field::Keyword(KeywordField::Source), &["source", "publisher", "paper"]),
    (Field::Keyword(KeywordField::Language), &["lang", "language"]),
    (Field::Kind, &["kind", "type"]),
    (Field::Published, &["published", "date", "pub"]),
    (Field::On, &["on", "when"]),
    (Field::Entity(None), &["mentions", "mention", "entity"]),
    (Field::Status, &["status"]),
    (Field::Keyword(KeywordField::Id), &["id"]),
    (Field::Keyword(KeywordField::Path), &["path", "file"]),
    (Field::With, &["with", "participant"]),
    (Field::In, &["in", "at", "where"]),
    (Field::Told, &["told"]),
];

/// `by:` is apart, as it is short enough to be the nearest name of nothing.
const BY: &[&str] = &["by", "said"];

/// The clauses about one event.
const CLAUSES: [(&str, Option<EventKind>); 4] = [
    ("meeting", Some(EventKind::Meeting)),
    ("call", Some(EventKind::Call)),
    ("visit", Some(EventKind::Visit)),
    ("event", None),
];

/// Returns the names of the fields, without aliases, in the order of the documentation.
pub fn field_names() -> Vec<&'static str> {
    FIELDS.iter().filter(|(field, _)| !is_of_clause(*field)).map(|(_, names)| names[0]).collect()
}

/// Tells whether the field is known only within a clause.
pub(super) fn is_of_clause(field: Field) -> bool {
    matches!(field, Field::With | Field::In | Field::By | Field::Told)
}

/// Returns the field of that name, in any case.
pub(super) fn field(name: &str) -> Option<Field> {
    let name = name.to_lowercase();
    if BY.contains(&name.as_str()) {
        return Some(Field::By);
    }
    FIELDS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(field, _)| *field)
}

/// Returns the field's name as it is printed.
pub(super) fn name_of(field: Field) -> &'static str {
    FIELDS.iter().find(|(other, _)| *other == field).map_or("by", |(_, names)| names[0])
}

/// Returns the name of the field whose spelling is nearest to `name`, if any is near.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let spellings = FIELDS.iter().flat_map(|(_, names)| names.iter().map(|spelling| (*spelling, names[0])));
    closest(name, spellings)
}

/// Returns the kind of event that a clause's name asks for.
pub(super) fn clause(name: &str) -> Option<Option<EventKind>> {
    let name = name.to_lowercase();
    let singular = name.strip_suffix('s').unwrap_or(&name);
    CLAUSES.iter().find(|(clause, _)| *clause == singular).map(|(_, kind)| *kind)
}

/// Returns the kind of event of that name.
pub(super) fn kind(name: &str) -> Result<EventKind, Option<&'static str>> {
    clause(name).flatten().ok_or_else(|| {
        closest(name, CLAUSES.iter().filter(|(_, kind)| kind.is_some()).map(|(name, _)| (*name, *name)))
    })
}

/// Returns the statuses of that name: one, or all for `any`; else the nearest name.
pub(super) fn status(name: &str) -> Result<Vec<Status>, Option<&'static str>> {
    let name = name.to_lowercase().replace("canceled", "cancelled");
    if name == "any" || name == "all" {
        return Ok(Status::ALL.to_vec());
    }
    let found = Status::ALL.into_iter().find(|status| status.as_str() == name);
    let names = Status::ALL.iter().map(|status| (status.as_str(), status.as_str()));
    found.map(|status| vec![status]).ok_or_else(|| closest(&name, names))
}

/// Returns what stands beside the spelling closest to `name`, if a slip or two
/// of the keyboard lie between, or `name` is its beginning.
fn closest<'a>(name: &str, spellings: impl Iterator<Item = (&'a str, &'static str)>) -> Option<&'static str> {
    let name: String = name.to_lowercase().chars().take(40).collect();
    let slips = name.chars().count() / 3;
    spellings
        .map(|(spelling, result)| (strsim::osa_distance(&name, spelling), spelling, result))
        .filter(|(edits, spelling, _)| {
            (1..=slips.min(2)).contains(edits) || (slips > 0 && spelling.starts_with(&name))
        })
        .min_by_key(|(edits, _, _)| *edits)
        .map(|(_, _, result)| result)
}
