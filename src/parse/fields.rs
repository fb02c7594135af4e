//! Which field of an object is an article's title, text, date, by its name.
//!
//! One table, `data/fields.toml`, serves JSON, front matter and the header
//! lines of plain text.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::draft::Draft;
use super::{characters, html, paragraphs, parse_day, zones};
use crate::document::{Publication, PublishedFrom};

/// The names of one part of an article, best first.
type Names = Vec<String>;

/// The parts of an article and their names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fields {
    id: Names,
    title: Names,
    text: Names,
    lead: Names,
    published: Names,
    url: Names,
    publisher: Names,
    byline: Names,
    language: Names,
}

/// The embedded table.
pub(super) static FIELDS: LazyLock<Fields> =
    LazyLock::new(|| toml::from_str(include_str!("data/fields.toml")).expect("the embedded table is valid"));

/// Returns `key` as the table writes names.
fn normal(key: &str) -> String {
    let local = key.rsplit(':').next().unwrap_or(key);
    local.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// An object's fields by normal name.
struct Object<'a>(HashMap<String, &'a Value>);

impl<'a> Object<'a> {
    fn new(object: &'a Map<String, Value>) -> Object<'a> {
        let mut fields = HashMap::with_capacity(object.len());
        for (key, value) in object.iter().filter(|(key, value)| !value.is_null() && key.len() <= 40) {
            fields.entry(normal(key)).or_insert(value);
        }
        Object(fields)
    }

    /// Returns the first of `names` from which `read` makes something.
    fn first<T>(&self, names: &Names, read: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        names.iter().filter_map(|name| self.0.get(name).copied()).find_map(read)
    }
}

/// Fills the metadata of `draft` that `object` tells; what it does not tell
/// stays as it is.
pub(super) fn metadata(object: &Map<String, Value>, from: PublishedFrom, draft: &mut Draft) {
    let object = Object::new(object);
    let fields = &*FIELDS;
    set(&mut draft.id, object.first(&fields.id, scalar));
    set(&mut draft.title, object.first(&fields.title, words));
    let published = object.first(&fields.published, |value| parse_day(&scalar(value)?));
    set(&mut draft.published, published.map(|day| Publication { day, from }));
    let publisher = object.first(&fields.publisher, words);
    set(&mut draft.url, object.first(&fields.url, scalar).filter(|url| is_address(url)));
    match publisher {
        Some(address) if is_address(&address) => set_if_none(&mut draft.url, address),
        publisher => set(&mut draft.publisher, publisher),
    }
    if let Some(names) = object.first(&fields.byline, byline) {
        draft.byline = names;
    }
    set(&mut draft.language, object.first(&fields.language, scalar));
}

/// Returns the object's text in paragraphs, if it has any.
pub(super) fn text(object: &Map<String, Value>) -> Option<String> {
    Object::new(object).first(&FIELDS.text, paragraphs_of)
}

/// Returns the text in paragraphs of an object that has a title and only a
/// summary for a text.
pub(super) fn lead(object: &Map<String, Value>) -> Option<String> {
    let object = Object::new(object);
    object.first(&FIELDS.title, words)?;
    object.first(&FIELDS.lead, paragraphs_of)
}

/// Returns which part of an article plain text means by a header `name`.
pub(super) fn is_header(name: &str) -> bool {
    let fields = &*FIELDS;
    let name = normal(name);
    [&fields.title, &fields.published, &fields.url, &fields.publisher, &fields.byline, &fields.language]
        .iter()
        .any(|names| names.contains(&name))
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *slot = value;
    }
}

fn set_if_none<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Returns a string or number as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(scalar),
        Value::Object(object) => INNER.iter().filter_map(|key| object.get(*key)).find_map(scalar),
        _ => None,
    }
}

/// The keys under which services keep a value that they describe: `{"main": …}`.
const INNER: [&str; 14] = [
    "main", "rendered", "name", "title", "text", "value", "content", "label", "body", "default", "en",
    "$oid", "$date", "url",
];

/// Returns a scalar as a line of words, without markup.
pub(super) fn words(value: &Value) -> Option<String> {
    let text = scalar(value)?;
    let text =
        if html::looks_like_markup(&text) || text.contains('&') { html::fragment(&text) } else { text };
    let line = characters::one_line(&text);
    (!line.is_empty()).then_some(line)
}

/// Returns the authors that a string, an object or a list of them names.
pub(super) fn byline(value: &Value) -> Option<Vec<String>> {
    let names: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(byline).flatten().collect(),
        _ => zones::authors(&words(value)?),
    };
    (!names.is_empty()).then_some(names)
}

/// Returns a text, or a list of paragraphs, as clean paragraphs.
pub(super) fn paragraphs_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) if html::looks_like_markup(text) => html::fragment(text),
        Value::String(text) => paragraphs::reflow_text(&characters::clean(text)),
        Value::Array(items) => items.iter().filter_map(paragraphs_of).collect::<Vec<_>>().join("\n\n"),
        Value::Object(object) => {
            return INNER.iter().filter_map(|key| object.get(*key)).find_map(paragraphs_of);
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}
