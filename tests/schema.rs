//! Every JSON object is what its schema in `schema/` says.

use std::path::Path;

use dateline::document::{
    Chain, ChainId, Document, EntityKind, Event, EventKind, Interval, Mention, MentionForm, Publication,
    PublishedFrom, Span, Status, TimeExpression,
};
use dateline::present::{EntityRow, MentionRow, article, json};
use serde_json::{Value, json};

use crate::answers::{day, event, event_list, hit, hit_list, vague};

/// Reads a schema, with those that it names put in their places.
fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{name}.schema.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut schema = serde_json::from_str(&text).unwrap();
    bundle(&mut schema);
    schema
}

fn bundle(value: &mut Value) {
    let named = value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| Some(reference.rsplit_once('/')?.1.strip_suffix(".schema.json")?.to_owned()));
    match (named, value) {
        (Some(name), value) => *value = schema(&name),
        (None, Value::Object(members)) => members.values_mut().for_each(bundle),
        (None, Value::Array(items)) => items.iter_mut().for_each(bundle),
        _ => {}
    }
}

/// Fails unless `value` is what the schema `name` says.
#[track_caller]
pub fn check(name: &str, value: &Value) {
    let options = jsonschema::options().should_validate_formats(true).build(&schema(name)).unwrap();
    let errors: Vec<String> =
        options.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {}\n{value:#}", errors.join("\n"));
}

fn understood() -> Document {
    let mut doc = Document::new(Some("Wang in Doha"), "Wang met Haile on Sunday.");
    let start = doc.body.start;
    let span = |from: usize, to: usize| Span::new(start + from, start + to);
    doc.id = "a1".into();
    doc.published = Some(Publication { day: day("2024-03-20"), from: PublishedFrom::FrontMatter });
    doc.mentions = vec![Mention {
        span: span(0, 4),
        kind: EntityKind::Person,
        form: MentionForm::Name,
        chain: Some(ChainId(0)),
        confidence: 0.9,
    }];
    doc.chains = vec![Chain {
        kind: EntityKind::Person,
        name: "Wang".into(),
        named: true,
        aliases: vec![],
        roles: vec![],
        gender: None,
        country: None,
        place: None,
        candidates: vec![],
        reason: String::new(),
    }];
    doc.dates = vec![TimeExpression {
        span: span(18, 24),
        timex: "2024-03-17".into(),
        interval: Interval::day(day("2024-03-17")),
        reason: String::new(),
    }];
    doc.events = vec![Event {
        kind: EventKind::Meeting,
        status: Status::Held,
        postponed: false,
        participants: vec![ChainId(0)],
        places: vec![],
        when: Some(Interval::day(day("2024-03-17"))),
        attributed_to: vec![],
        trigger: span(5, 8),
        evidence: span(0, 25),
        slots: vec![],
        confidence: 0.91,
        reason: "met".into(),
    }];
    doc
}

#[test]
fn an_article_is_as_its_schema_says() {
    check("article", &article::article(&understood()));
    check("article", &article::article(&Document::new(None, "")));
}

#[test]
fn an_event_is_as_its_schema_says() {
    check("event", &json::event(&event()));
    check("event", &json::event(&vague()));
    check("events", &json::events("meeting()", &event_list()));
}

#[test]
fn a_hit_is_as_its_schema_says() {
    check("hit", &json::hit(&hit()));
    check("search", &json::search("ceasefire", &hit_list()));
}

#[test]
fn highlights_count_code_points_of_the_joined_snippet() {
    let object = json::hit(&hit());
    let text: Vec<char> = object["snippet"]["text"].as_str().unwrap().chars().collect();
    let highlights = object["snippet"]["highlights"].as_array().unwrap();
    assert_eq!(highlights.len(), 2);
    for pair in highlights {
        let (start, end) = (pair[0].as_u64().unwrap() as usize, pair[1].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), "ceasefire");
    }
}

#[test]
fn mentions_and_entities_are_as_their_schemas_say() {
    let hit = hit();
    let mut row = MentionRow {
        hit: &hit,
        start: 3,
        end: 7,
        text: "Wáng",
        kind: EntityKind::Person,
        form: MentionForm::Nominal,
        confidence: 0.7,
        entity: Some(("wang-1", "Wáng Jiahe")),
    };
    check("mention", &json::mention(&row));
    row.entity = None;
    check("mention", &json::mention(&row));
    let entity = EntityRow {
        id: "doha-1".into(),
        name: "Doha".into(),
        kind: EntityKind::Place,
        names: vec!["Ad-Dawhah".into()],
        roles: vec![],
        country: Some("QA".into()),
        path: vec!["Asia".into()],
        coordinates: Some((25.3, 51.5)),
        articles: 4,
        seen: (Some(day("2024-03-20")), None),
    };
    check("entity", &json::entity(&entity));
}

#[test]
#[should_panic(expected = "held")]
fn a_wrong_value_is_seen() {
    let mut wrong = json::event(&event());
    wrong["status"] = json!("maybe");
    check("event", &wrong);
}
