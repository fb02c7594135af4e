//! `schema/fields.toml`, and the tantivy schema that it makes.

use std::sync::LazyLock;

use serde::Deserialize;
use tantivy::Index;
use tantivy::schema::{
    BytesOptions, FacetOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{LowerCaser, RawTokenizer, TextAnalyzer, WhitespaceTokenizer};

/// The version of the fields that this program writes and reads.
pub static VERSION: LazyLock<u32> = LazyLock::new(|| DECLARED.version);

static DECLARED: LazyLock<Declared> = LazyLock::new(|| {
    toml::from_str(include_str!("../../schema/fields.toml")).expect("schema/fields.toml is well-formed")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    version: u32,
    field: Vec<DeclaredField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredField {
    name: String,
    r#type: Type,
    #[serde(rename = "analyzer")]
    _analyzer: Option<Analyzer>,
    #[serde(default)]
    fast: bool,
    #[serde(rename = "of")]
    _of: Vec<Kind>,
    #[serde(rename = "meaning")]
    _meaning: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    Keyword,
    Caseless,
    Text,
    Tree,
    Integer,
    Key,
    Stored,
}

/// Texts come analyzed: `documents` writes both as words between spaces.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Analyzer {
    Folded,
    Stemmed,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    File,
    Article,
    Report,
}

/// The name of the analyzer of caseless fields.
const CASELESS: &str = "caseless";
/// The name of the analyzer of texts that come as words between spaces.
const WORDS: &str = "words";

/// The fields of an index, by what they hold.
///
/// `schema/fields.toml` says what each means.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    pub kind: Field,
    pub file: Field,
    pub parent: Field,
    pub key: Field,
    pub id: Field,
    pub path: Field,
    pub source: Field,
    pub language: Field,
    pub title: Field,
    pub body: Field,
    pub title_stem: Field,
    pub body_stem: Field,
    pub title_gaps: Field,
    pub body_gaps: Field,
    pub evidence: Field,
    pub person: Field,
    pub org: Field,
    pub place: Field,
    pub day: Field,
    pub event: Field,
    pub status: Field,
    pub event_from: Field,
    pub event_to: Field,
    pub mentioned_from: Field,
    pub mentioned_to: Field,
    pub hash: Field,
    pub articles: Field,
    pub fault: Field,
    pub document: Field,
    pub record: Field,
}

impl Fields {
    /// Looks the fields up in `schema`; none where one is missing.
    pub fn of(schema: &Schema) -> Option<Fields> {
        let field = |name: &str| schema.get_field(name).ok();
        Some(Fields {
            kind: field("kind")?,
            file: field("file")?,
            parent: field("parent")?,
            key: field("key")?,
            id: field("id")?,
            path: field("path")?,
            source: field("source")?,
            language: field("language")?,
            title: field("title")?,
            body: field("body")?,
            title_stem: field("title_stem")?,
            body_stem: field("body_stem")?,
            title_gaps: field("title_gaps")?,
            body_gaps: field("body_gaps")?,
            evidence: field("evidence")?,
            person: field("person")?,
            org: field("org")?,
            place: field("place")?,
            day: field("day")?,
            event: field("event")?,
            status: field("status")?,
            event_from: field("event_from")?,
            event_to: field("event_to")?,
            mentioned_from: field("mentioned_from")?,
            mentioned_to: field("mentioned_to")?,
            hash: field("hash")?,
            articles: field("articles")?,
            fault: field("fault")?,
            document: field("document")?,
            record: field("record")?,
        })
    }
}

/// Builds the schema that `schema/fields.toml` declares.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    for field in &DECLARED.field {
        add(&mut builder, field);
    }
    builder.build()
}

fn add(builder: &mut SchemaBuilder, field: &DeclaredField) {
    let name = field.name.as_str();
    match field.r#type {
        Type::Keyword => builder.add_text_field(name, text("raw", IndexRecordOption::Basic, field.fast)),
        Type::Caseless => builder.add_text_field(name, text(CASELESS, IndexRecordOption::Basic, field.fast)),
        Type::Text => {
            builder.add_text_field(name, text(WORDS, IndexRecordOption::WithFreqsAndPositions, field.fast))
        }
        Type::Tree => builder.add_facet_field(name, FacetOptions::default()),
        Type::Integer => builder.add_i64_field(name, number(field.fast)),
        Type::Key => builder.add_u64_field(name, number(field.fast)),
        Type::Stored => builder.add_bytes_field(name, BytesOptions::default().set_stored()),
    };
}

fn text(tokenizer: &str, record: IndexRecordOption, fast: bool) -> TextOptions {
    let scored = record != IndexRecordOption::Basic;
    let indexing =
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record).set_fieldnorms(scored);
    let options = TextOptions::default().set_indexing_options(indexing);
    if fast { options.set_fast("raw") } else { options }
}

fn number(fast: bool) -> NumericOptions {
    let options = NumericOptions::default().set_indexed();
    if fast { options.set_fast() } else { options }
}

/// Makes the analyzers of the schema known to `index`, which does not keep them.
pub(super) fn register_analyzers(index: &Index) {
    let caseless = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).build();
    index.tokenizers().register(CASELESS, caseless);
    index.tokenizers().register(WORDS, TextAnalyzer::from(WhitespaceTokenizer::default()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_file_is_known_and_the_other_way_round() {
        let schema = schema();
        assert!(Fields::of(&schema).is_some(), "a field of `Fields` is not in schema/fields.toml");
        let names = format!("{:?}", Fields::of(&schema));
        for field in &DECLARED.field {
            assert!(names.contains(&format!("{}:", field.name)), "`{}` is not in `Fields`", field.name);
        }
    }
}
