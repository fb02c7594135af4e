//! A mapping file: where JSON objects of an uncommon shape keep what.
//!
//! ```toml
//! articles = "response.docs"        # the list of articles; the whole value if absent
//!
//! [fields]
//! title = "headline.main"           # keys and list positions, parted by points
//! text = "sections.paragraphs"      # a list gives all its items
//! published = "dates.0"
//! ```

use serde::Deserialize;
use serde_json::Value;

use super::draft::Draft;
use super::{fields, parse_day};
use crate::document::{Publication, PublishedFrom};
use crate::error::{Error, ErrorKind, Result};

/// The paths of a mapping file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The path to the list of articles.
    articles: Option<String>,
    #[serde(default)]
    fields: Paths,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paths {
    id: Option<String>,
    title: Option<String>,
    text: Option<String>,
    published: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    byline: Option<String>,
    language: Option<String>,
}

impl Mapping {
    /// Reads the text of a mapping file.
    ///
    /// # Errors
    ///
    /// A usage error that names the line when the text is no TOML or names a
    /// field that articles do not have.
    pub fn parse(text: &str) -> Result<Mapping> {
        toml::from_str(text).map_err(|error| {
            Error::new(ErrorKind::Usage, "the mapping file cannot be understood").because(error).hint(
                "[fields] takes id, title, text, published, url, publisher, byline and language; \
                 each is a path such as \"headline.main\"",
            )
        })
    }

    /// Returns the articles in `value`.
    pub(super) fn articles<'a>(&self, value: &'a Value) -> Vec<&'a Value> {
        let lists = self.articles.as_deref().map_or_else(|| vec![value], |path| at(value, path));
        let items = |list: &'a Value| match list {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        lists.into_iter().flat_map(items).collect()
    }

    /// Overwrites what the mapping names in `draft` by what `article` has there.
    pub(super) fn fill(&self, article: &Value, draft: &mut Draft) {
        let paths = &self.fields;
        set(article, &paths.id, &mut draft.id, fields::scalar);
        set(article, &paths.title, &mut draft.title, fields::words);
        set(article, &paths.url, &mut draft.url, fields::scalar);
        set(article, &paths.publisher, &mut draft.publisher, fields::words);
        set(article, &paths.language, &mut draft.language, fields::scalar);
        set(article, &paths.published, &mut draft.published, |value| {
            let day = parse_day(&fields::scalar(value)?)?;
            Some(Publication { day, from: PublishedFrom::Metadata })
        });
        let mut byline = None;
        set(article, &paths.byline, &mut byline, fields::byline);
        draft.byline = byline.unwrap_or(std::mem::take(&mut draft.byline));
        if let Some(path) = &paths.text {
            let parts: Vec<String> =
                at(article, path).into_iter().filter_map(fields::paragraphs_of).collect();
            if !parts.is_empty() {
                draft.body = parts.join("\n\n");
            }
        }
    }
}

fn set<T>(article: &Value, path: &Option<String>, slot: &mut Option<T>, read: impl Fn(&Value) -> Option<T>) {
    let Some(path) = path else { return };
    if let Some(value) = at(article, path).into_iter().find_map(read) {
        *slot = Some(value);
    }
}

/// Returns what lies at `path`: keys and positions parted by points; a key
/// asked of a list is asked of each of its items.
fn at<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    let mut found = vec![value];
    for key in path.split('.') {
        found = found.into_iter().flat_map(|value| step(value, key)).collect();
    }
    found
}

fn step<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(object) => object.get(key).into_iter().collect(),
        Value::Array(items) => match key.parse::<usize>() {
            Ok(position) => items.get(position).into_iter().collect(),
            Err(_) => items.iter().filter_map(|item| item.get(key)).collect(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_reach_into_objects_and_lists() {
        let mapping = Mapping::parse(
            "articles = \"r.docs\"\n[fields]\ntitle = \"h.0\"\ntext = \"s.p\"\npublished = \"d\"\n",
        )
        .unwrap();
        let value = json!({"r": {"docs": [{"h": ["Talks"], "s": [{"p": "One."}, {"p": "Two."}], "d": "3 March 2024"}]}});
        let articles = mapping.articles(&value);
        let mut draft = Draft::default();
        mapping.fill(articles[0], &mut draft);
        assert_eq!((draft.title.as_deref(), draft.body.as_str()), (Some("Talks"), "One.\n\nTwo."));
        assert_eq!(draft.published.map(|found| found.day.to_string()).as_deref(), Some("2024-03-03"));
    }

    #[test]
    fn a_mapping_of_unknown_fields_says_which() {
        let error = Mapping::parse("[fields]\nheadline = \"x\"\n").unwrap_err();
        assert!(error.to_string().contains("headline"), "{error}");
    }
}
