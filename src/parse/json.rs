//! JSON: an article, a list of articles, or a service's reply with articles in it.
//!
//! An article is an object with a text. Objects and lists without one are
//! searched for articles inside them, and an article that lies in an object
//! alone, as in `{"webTitle": …, "fields": {"body": …}}`, takes over what that
//! object says of it.

use serde_json::{Map, Value};

use super::Mapping;
use super::draft::Draft;
use super::fields;
use super::format::Output;
use crate::document::PublishedFrom;

/// Parses one JSON value, or several behind each other.
pub(super) fn parse(text: &str, output: &mut Output<'_>) {
    let text = text.trim_start_matches('\u{feff}');
    let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut count = 0;
    for value in values {
        match value {
            Ok(value) => count = articles(value, count, output),
            Err(error) => {
                output.warn(None, &format!("broken JSON: {error}"));
                break;
            }
        }
    }
}

/// Hands over the articles in `value`; `count` came before them in the file.
fn articles(value: Value, count: usize, output: &mut Output<'_>) -> usize {
    let single = count == 0 && value.is_object();
    let mapping = output.options.mapping.clone();
    let found: Vec<Draft> = match &mapping {
        Some(mapping) => {
            mapping.articles(&value).into_iter().filter_map(|item| mapped(item, mapping)).collect()
        }
        None => {
            let mut found = Vec::new();
            search(&value, None, 0, &mut found);
            found
        }
    };
    drop(value);
    let alone = single && found.len() == 1;
    let mut number = count;
    for draft in found {
        number += 1;
        output.guarded((!alone).then(|| number.to_string()), |_| Ok(draft));
    }
    number
}

/// Returns the article of one object, as a line of JSON Lines has it.
pub(super) fn article(value: &Value, mapping: Option<&Mapping>) -> Result<Draft, String> {
    let found = match mapping {
        Some(mapping) => mapped(value, mapping),
        None => {
            let mut found = Vec::new();
            search(value, None, 0, &mut found);
            found.into_iter().next()
        }
    };
    found.ok_or_else(|| "no text in it: no field such as `text`, `body` or `content`".to_owned())
}

fn mapped(value: &Value, mapping: &Mapping) -> Option<Draft> {
    let mut draft = value.as_object().and_then(|object| draft(object, None)).unwrap_or_default();
    mapping.fill(value, &mut draft);
    (!draft.body.is_empty() || draft.title.is_some()).then_some(draft)
}

/// Deeper than services nest their articles.
const DEEPEST: usize = 12;

/// Collects the articles in `value`; `outer` are the objects that hold it alone.
fn search<'a>(value: &'a Value, outer: Option<&Outer<'a>>, depth: usize, found: &mut Vec<Draft>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(object) => match draft(object, outer) {
            Some(draft) => found.push(draft),
            None => {
                let here = Outer { object, outer };
                let inner = object.values().filter(|value| value.is_object() || value.is_array());
                let before = found.len();
                inner.for_each(|value| search(value, Some(&here), depth + 1, found));
                if found.len() == before {
                    found.extend(summary(object, outer));
                }
            }
        },
        Value::Array(items) => items.iter().for_each(|item| search(item, None, depth + 1, found)),
        _ => {}
    }
}

/// The objects around an article, from the inside.
struct Outer<'a> {
    object: &'a Map<String, Value>,
    outer: Option<&'a Outer<'a>>,
}

fn draft(object: &Map<String, Value>, outer: Option<&Outer<'_>>) -> Option<Draft> {
    Some(with_metadata(fields::text(object)?, object, outer))
}

/// Makes an article of an object with a title and a summary only.
fn summary(object: &Map<String, Value>, outer: Option<&Outer<'_>>) -> Option<Draft> {
    Some(with_metadata(fields::lead(object)?, object, outer))
}

fn with_metadata(body: String, object: &Map<String, Value>, outer: Option<&Outer<'_>>) -> Draft {
    let mut draft = Draft { body, ..Draft::default() };
    if let Some(outer) = outer {
        inherit(outer, &mut draft);
    }
    fields::metadata(object, PublishedFrom::Metadata, &mut draft);
    draft
}

fn inherit(outer: &Outer<'_>, draft: &mut Draft) {
    if let Some(further) = outer.outer {
        inherit(further, draft);
    }
    fields::metadata(outer.object, PublishedFrom::Metadata, draft);
}
