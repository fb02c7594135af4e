//! Queries and what they mean: a table in `cases.txt`, and what holds of all.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::parse;
use crate::document::{EntityKind, EventKind, Status};
use crate::query::*;

/// Wednesday, 20 March 2024: what "today" is in the table.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 20).expect("March has a 20th")
}

/// Writes what `text` means in one line: the canonical form, or the columns
/// under the caret and what the error says; notes stand behind ` # `.
fn meaning(text: &str) -> String {
    match parse(text, today()) {
        Ok(parsed) => {
            let notes: String = parsed.notes.iter().map(|note| format!("  # {note}")).collect();
            format!("{}{notes}", parsed.query)
        }
        Err(error) => {
            let shown = error.to_string();
            let mut lines = shown.lines();
            let message = lines.next().unwrap_or("");
            let caret = lines.last().unwrap_or("");
            let start = caret.find('^').unwrap_or(1) - 1;
            let end = start + caret.matches('^').count() - 1;
            let hint = error.hint_text().map(|hint| format!("; {hint}")).unwrap_or_default();
            format!("! {start}-{end} {message}{hint}")
        }
    }
}

#[test]
fn each_query_of_the_table_means_what_stands_beneath_it() {
    let cases: Vec<(&str, &str)> = include_str!("cases.txt")
        .split("\n\n")
        .filter_map(|case| {
            let lines: Vec<&str> = case.lines().filter(|line| !line.starts_with("##")).collect();
            let [query, expected] = lines.as_slice() else { return None };
            Some((*query, expected.trim_start()))
        })
        .collect();
    assert!(cases.len() >= 200, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(query, expected)| meaning(query) != *expected)
        .map(|(query, expected)| format!("{query}\n  expected {expected}\n  found    {}", meaning(query)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn check_stable(text: &str) {
    if let Ok(parsed) = parse(text, today()) {
        let printed = parsed.query.to_string();
        let again = parse(&printed, today());
        let again = again.unwrap_or_else(|error| panic!("{text:?} prints {printed:?}, which fails: {error}"));
        assert_eq!(again.query, parsed.query, "{text:?} prints {printed:?}");
    }
}

#[test]
fn what_the_table_prints_parses_to_the_same() {
    include_str!("cases.txt").lines().for_each(check_stable);
}

#[test]
fn a_blank_text_asks_for_everything() {
    assert_eq!(meaning(""), "*");
    assert_eq!(meaning(" \n\t"), "*");
}

#[test]
fn limits_are_errors_that_say_so() {
    let deep = format!("{}a{}", "(".repeat(100), ")".repeat(100));
    assert!(meaning(&deep).contains("at most 40 deep"), "{}", meaning(&deep));
    assert!(meaning(&"a ".repeat(1000)).contains("at most 500"));
    // What is counted is what is understood: `a NEAR b NEAR c` is two pairs.
    assert!(meaning(&format!("a{}", " NEAR a".repeat(300))).contains("at most 500"));
    assert!(!meaning(&format!("place:({})", vec!["a"; 400].join(" OR "))).contains("at most 500"));
    assert!(meaning(&"a".repeat(100_000)).contains("at most 16384"));
    assert!(meaning(&"NOT ".repeat(4000)).contains("NOT") || meaning(&"-".repeat(9000)).contains("expected"));
}

fn text_field() -> impl Strategy<Value = TextField> {
    prop_oneof![Just(TextField::Any), Just(TextField::Title), Just(TextField::Body)]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[-+=/:.~^*?()\"'\\\\<>a-zé]{0,4}[a-zé0-9][-+=/:.~^*?()\"\\\\a-z]{0,4}",
        Just("AND".to_owned()),
        Just("NEAR/5".to_owned()),
        Just("ADJ".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = EntityName> {
    prop_oneof![
        word().prop_map(EntityName::exact),
        "[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}".prop_map(EntityName::exact),
        "[A-Z][a-z]{1,4}( [a-z]{2})?[*?]".prop_map(|text| EntityName { text, wildcard: true }),
    ]
}

fn range() -> impl Strategy<Value = DateRange> {
    let day = || {
        (1600i32..2100, 1u32..366)
            .prop_map(|(y, d)| NaiveDate::from_yo_opt(y, d).expect("a year has 365 days"))
    };
    prop_oneof![
        day().prop_map(DateRange::day),
        (1000i32..2100).prop_map(|year| DateRange::year(year).expect("a year of four digits")),
        (1000i32..2100, 1u32..13)
            .prop_map(|(year, month)| DateRange::month(year, month).expect("a month from 1 to 12")),
        (day(), day()).prop_map(|(a, b)| DateRange { from: Some(a.min(b)), to: Some(a.max(b)) }),
        day().prop_map(|day| DateRange { from: Some(day), to: None }),
        day().prop_map(|day| DateRange { from: None, to: Some(day) }),
    ]
}

fn positioned() -> impl Strategy<Value = Query> {
    prop_oneof![
        (text_field(), word(), any::<bool>()).prop_map(|(field, text, exact)| Query::Word(Word {
            field,
            text,
            exact
        })),
        (text_field(), "[a-z\"\\\\ ]{0,6}[a-z]").prop_map(|(field, text)| Query::Phrase(Phrase {
            field,
            text,
            slop: 0
        })),
        (text_field(), "[a-z]{1,5}[*?][a-z]{0,3}")
            .prop_map(|(field, pattern)| Query::Wildcard(Wildcard { field, pattern })),
        (text_field(), word(), 1u8..3).prop_map(|(field, word, distance)| Query::Fuzzy(Fuzzy {
            field,
            word,
            distance
        })),
        (text_field(), "[a-z/]{1,6}(\\[a-z\\]\\+)?")
            .prop_map(|(field, regex)| Query::Pattern(Pattern { field, regex })),
    ]
}

fn slot() -> impl Strategy<Value = Slot> {
    let names = || prop::collection::vec(name(), 1..3);
    prop_oneof![
        names().prop_map(|names| Slot::With(None, names)),
        names().prop_map(|names| Slot::With(Some(EntityKind::Person), names)),
        names().prop_map(|names| Slot::With(Some(EntityKind::Organization), names)),
        names().prop_map(Slot::In),
        names().prop_map(Slot::By),
        range().prop_map(Slot::On),
        Just(Slot::Status(vec![Status::Held, Status::Planned])),
        Just(Slot::Status(vec![Status::Denied])),
        Just(Slot::Id(vec!["3f2a9c51".to_owned(), "00".to_owned()])),
        keyword().prop_map(|query| Slot::Told(Box::new(query))),
    ]
}

fn clause() -> impl Strategy<Value = Query> {
    let kind = prop_oneof![
        Just(None),
        Just(Some(EventKind::Meeting)),
        Just(Some(EventKind::Call)),
        Just(Some(EventKind::Visit))
    ];
    let condition = (any::<bool>(), slot()).prop_map(|(negated, slot)| Condition { negated, slot });
    (kind, prop::collection::vec(condition, 0..4))
        .prop_map(|(kind, conditions)| Query::Event(EventClause { kind, conditions }))
}

fn keyword() -> impl Strategy<Value = Query> {
    let field =
        prop_oneof![Just(KeywordField::Source), Just(KeywordField::Language), Just(KeywordField::Path)];
    (field, word()).prop_map(|(field, value)| Query::Keyword(Keyword { field, value, wildcard: false }))
}

fn leaf() -> impl Strategy<Value = Query> {
    let kinds = prop_oneof![Just(None), Just(Some(EntityKind::Person)), Just(Some(EntityKind::Place))];
    prop_oneof![
        4 => positioned(),
        1 => (text_field(), "[a-z]{1,4} [a-z]{1,4}", 1u32..9)
            .prop_map(|(field, text, slop)| Query::Phrase(Phrase { field, text, slop })),
        1 => (kinds, name()).prop_map(|(kind, name)| Query::Mentioned(Mentioned { kind, name })),
        1 => keyword(),
        1 => range().prop_map(Query::Published),
        1 => range().prop_map(Query::MentionedDays),
        1 => (text_field(), "(PERSON|ORG|PLACE|DATE) [a-z]{1,4} ?(PERSON)?", 0u32..9).prop_map(
            |(field, text, slop)| Query::Template(Template::of(field, &text, slop).expect("a template that was put together"))
        ),
        1 => Just(Query::Exists(Exists::Entity(Some(EntityKind::Organization)))),
        1 => Just(Query::Exists(Exists::Text(TextField::Title))),
        2 => clause(),
        1 => Just(Query::All),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::and),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Query::or),
            inner.clone().prop_map(Query::not),
            (inner, 1u32..40).prop_map(|(query, tenths)| Query::Boost(Boost {
                query: Box::new(query),
                factor: tenths as f32 / 10.0
            })),
            (text_field(), word(), word(), 1u32..20, any::<bool>()).prop_map(
                |(field, left, right, distance, ordered)| {
                    let word = |text| Box::new(Query::Word(Word { field, text, exact: false }));
                    Query::Near(Near { left: word(left), right: word(right), distance, ordered })
                }
            ),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_parses_to_the_same_tree(query in query()) {
        let printed = query.to_string();
        let parsed = parse(&printed, today());
        prop_assert!(parsed.is_ok(), "{}: {}", printed, parsed.unwrap_err());
        prop_assert_eq!(parsed.expect("what was printed can be read").query, query, "{}", printed);
    }

    #[test]
    fn noise_never_panics_and_what_it_means_is_stable(text in "[ -~é“”\n]{0,40}") {
        check_stable(&text);
    }

    #[test]
    fn pieces_of_the_grammar_never_panic(pieces in prop::collection::vec(prop_oneof![
        Just("meeting("), Just(")"), Just("("), Just("with:"), Just("\""), Just("AND"), Just("OR "),
        Just("NOT "), Just("-"), Just("a"), Just(" "), Just("NEAR/3"), Just("title:"), Just("on:"),
        Just(".."), Just("2024-03"), Just("~"), Just("^2"), Just("*"), Just("/"), Just("\\"), Just("é"),
    ], 0..20)) {
        check_stable(&pieces.concat());
    }
}
