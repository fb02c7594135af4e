//! A query in words, for `--explain`: what must hold, one clause a line.

use super::{Condition, DateRange, EntityName, EventClause, Exists, Query, Slot, TextField};
use crate::document::EntityKind;

/// Returns what `query` asks for, a line each clause, those of a group
/// indented beneath what they must fulfil together.
pub fn in_words(query: &Query) -> String {
    let mut lines = Vec::new();
    write(query, 0, &mut lines);
    lines.join("\n")
}

fn write(query: &Query, depth: usize, lines: &mut Vec<String>) {
    let mut line = |text: String| lines.push(format!("{}{text}", "  ".repeat(depth)));
    match query {
        Query::And(queries) => {
            line("all of:".to_owned());
            queries.iter().for_each(|query| write(query, depth + 1, lines));
        }
        Query::Or(queries) => {
            line("at least one of:".to_owned());
            queries.iter().for_each(|query| write(query, depth + 1, lines));
        }
        Query::Not(query) => {
            line("not:".to_owned());
            write(query, depth + 1, lines);
        }
        Query::Boost(boost) if boost.query.children().is_empty() && !is_event(&boost.query) => {
            line(format!("{}, counting {} times", leaf(&boost.query), boost.factor));
        }
        Query::Boost(boost) => {
            line(format!("counting {} times:", boost.factor));
            write(&boost.query, depth + 1, lines);
        }
        Query::Event(clause) => event(clause, depth, lines),
        query => line(leaf(query)),
    }
}

fn is_event(query: &Query) -> bool {
    matches!(query, Query::Event(_))
}

fn leaf(query: &Query) -> String {
    match query {
        Query::All => "every article".to_owned(),
        Query::Word(node) if node.exact => {
            format!("the word “{}”, in this form{}", node.text, place(node.field))
        }
        Query::Word(node) => format!("the word “{}”, in any form{}", node.text, place(node.field)),
        Query::Phrase(node) if node.slop == 0 => {
            format!("the words “{}” beside each other{}", node.text, place(node.field))
        }
        Query::Phrase(node) => format!(
            "the words of “{}” in any order, with at most {} others between{}",
            node.text,
            node.slop,
            place(node.field)
        ),
        Query::Template(node) => {
            let between = if node.slop > 0 {
                format!(", with at most {} others between", node.slop)
            } else {
                String::new()
            };
            format!(
                "the words {node} in this order, the gaps filled by mentions{between}{}",
                place(node.field)
            )
        }
        Query::Near(node) => {
            let order = if node.ordered { ", in this order" } else { "" };
            format!(
                "{} and {} at most {} words apart{order}",
                leaf(&node.left),
                leaf(&node.right),
                node.distance
            )
        }
        Query::Wildcard(node) => format!("a word like {}{}", node.pattern, place(node.field)),
        Query::Fuzzy(node) => {
            format!("a word at most {} letters away from “{}”{}", node.distance, node.word, place(node.field))
        }
        Query::Pattern(node) => format!("a word that matches /{}/{}", node.regex, place(node.field)),
        Query::Mentioned(node) => format!("a mention of {} {}", kind(node.kind), name(&node.name)),
        Query::Keyword(node) => format!("{} is {}", node.field.as_str(), node.value),
        Query::Published(range) => format!("published {}", days(*range)),
        Query::MentionedDays(range) => format!("the text speaks of a day {}", days(*range)),
        Query::Exists(node) => exists(*node),
        other => other.to_string(),
    }
}

fn event(clause: &EventClause, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let kind = clause.kind.map_or("event", |kind| kind.as_str());
    let colon = if clause.conditions.is_empty() { "" } else { ", of which hold:" };
    let article = if clause.kind.is_none() { "an" } else { "a" };
    lines.push(format!("{indent}one report of {article} {kind}{colon}"));
    for condition in &clause.conditions {
        lines.push(format!("{indent}  {}", slot(condition)));
        if let Slot::Told(query) = &condition.slot {
            write(query, depth + 2, lines);
        }
    }
}

fn slot(condition: &Condition) -> String {
    let not = if condition.negated { "not: " } else { "" };
    let any = |names: &[EntityName]| names.iter().map(name).collect::<Vec<_>>().join(" or ");
    let said = match &condition.slot {
        Slot::With(of, names) => format!("a party is {} {}", kind(*of), any(names)),
        Slot::In(names) => format!("it was in {}, or in what lies there", any(names)),
        Slot::By(names) => format!("{} says so", any(names)),
        Slot::On(range) => format!("it may have been {}", days(*range)),
        Slot::Status(statuses) => {
            format!("its status is {}", statuses.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(" or "))
        }
        Slot::Id(ids) => format!("its identifier begins with {}", ids.join(" or ")),
        Slot::Told(_) => "an article tells of it for which holds:".to_owned(),
    };
    format!("{not}{said}")
}

fn place(field: TextField) -> &'static str {
    match field {
        TextField::Any => "",
        TextField::Title => ", in the headline",
        TextField::Body => ", in the text",
    }
}

fn kind(kind: Option<EntityKind>) -> &'static str {
    match kind {
        None => "who or what is called",
        Some(EntityKind::Person) => "the person",
        Some(EntityKind::Organization) => "the organization",
        Some(EntityKind::Place) => "the place, or what lies in it,",
    }
}

fn name(name: &EntityName) -> String {
    if name.wildcard { format!("like {}", name.text) } else { format!("“{}”", name.text) }
}

fn days(range: DateRange) -> String {
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => format!("on {from}"),
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("on {from} or later"),
        (None, Some(to)) => format!("on {to} or earlier"),
        (None, None) => "at any time".to_owned(),
    }
}

fn exists(node: Exists) -> String {
    match node {
        Exists::Text(field) => format!("any word{}", place(field)),
        Exists::Entity(kind) => format!("a mention of any {}", kind.map_or("entity", |kind| kind.as_str())),
        Exists::Keyword(field) => format!("any {}", field.as_str()),
        Exists::Published => "any day of publication".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, lines: &[&str]) {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 20).unwrap();
        let query = crate::query::parse(query, today).unwrap().query;
        assert_eq!(in_words(&query), lines.join("\n"));
    }

    #[test]
    fn a_query_is_told_clause_by_clause() {
        check("talks", &["the word “talks”, in any form"]);
        check("talks^2", &["the word “talks”, in any form, counting 2 times"]);
        check(
            "title:talks (published:2024-03 OR -mentions:2023)",
            &[
                "all of:",
                "  the word “talks”, in any form, in the headline",
                "  at least one of:",
                "    published from 2024-03-01 to 2024-03-31",
                "    not:",
                "      the text speaks of a day from 2023-01-01 to 2023-12-31",
            ],
        );
        check(
            "meeting(with:Ek -in:Oslo told:(grain))",
            &[
                "one report of a meeting, of which hold:",
                "  a party is who or what is called “Ek”",
                "  not: it was in “Oslo”, or in what lies there",
                "  an article tells of it for which holds:",
                "    the word “grain”, in any form",
            ],
        );
    }
}
