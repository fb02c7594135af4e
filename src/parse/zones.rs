//! What in the text is not the article: credits, captions, copyright lines,
//! links to other stories, prompts to subscribe.
//!
//! The rules are data, `data/zones.toml`. They read the form of whole lines,
//! so that no sentence of an article is taken by the word "related" in it.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use crate::document::{Document, Span, Zone, ZoneKind};

/// Lines longer than this, in bytes, are running text.
const LONGEST: usize = 600;

/// How many lines with text count as the head and as the tail of a body.
const EDGE: usize = 6;

/// The most lines that follow a heading such as "Related stories".
const LISTED: usize = 12;

/// Returns the zones of `doc`'s body, sorted and disjoint.
pub(super) fn mark(doc: &Document) -> Vec<Zone> {
    let lines = lines(doc);
    let mut zones: Vec<Zone> = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let line = lines[next];
        let edges = Edges { head: next < EDGE, tail: next + EDGE >= lines.len() };
        match RULES.of_line(line.of(&doc.text), edges) {
            Some(rule) => {
                let last = if rule.opens_list {
                    list_end(doc, &lines, next)
                } else {
                    bracket_end(doc, &lines, next)
                };
                zones.push(Zone { span: line.join(lines[last]), kind: rule.kind });
                next = last + 1;
            }
            None => {
                zones.extend(RULES.inside(doc, line));
                next += 1;
            }
        }
    }
    zones
}

/// The body's lines that hold text, without the white space around it.
fn lines(doc: &Document) -> Vec<Span> {
    let body = doc.body.of(&doc.text);
    let mut start = doc.body.start;
    let mut lines = Vec::new();
    for line in body.split('\n') {
        let inner = line.trim();
        if !inner.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(Span::new(from, from + inner.len()));
        }
        start += line.len() + 1;
    }
    lines
}

/// Returns the last of the short lines without a final mark, titles of other
/// stories, that follow the heading at `first`.
fn list_end(doc: &Document, lines: &[Span], first: usize) -> usize {
    let is_title = |line: &Span| {
        let text = line.of(&doc.text);
        text.len() <= 140 && !text.ends_with(['.', '!', '”', '"', ':'])
    };
    first + lines[first + 1..].iter().take(LISTED).take_while(|line| is_title(line)).count()
}

/// Returns the line in which a bracket that opens the line at `first` closes,
/// if one of the next two does: `(Reporting by A;⏎Editing by B)`.
fn bracket_end(doc: &Document, lines: &[Span], first: usize) -> usize {
    let opens = |line: &Span| line.of(&doc.text).starts_with(['(', '[']);
    let closes = |line: &Span| line.of(&doc.text).contains([')', ']']);
    if !opens(&lines[first]) || closes(&lines[first]) {
        return first;
    }
    let close = lines[first + 1..].iter().take(2).position(closes);
    close.map_or(first, |offset| first + 1 + offset)
}

/// Returns the names of a byline, `By Jane Doe and John Roe, Staff Writers`,
/// if `line` is one.
pub(super) fn byline(line: &str) -> Option<Vec<String>> {
    let found = RULES.byline.captures(line.trim())?;
    let names = authors(&found[1]);
    (!names.is_empty()).then_some(names)
}

/// Takes a printed list of authors apart, without `By` and offices.
pub(super) fn authors(list: &str) -> Vec<String> {
    let list = list.trim();
    let list = ["By ", "by ", "BY "].iter().find_map(|by| list.strip_prefix(by)).unwrap_or(list);
    let list = list.split(['|', '(', '/', '·', '•']).next().unwrap_or(list);
    let joined = RULES.and.split(list).collect::<Vec<_>>();
    let mut names: Vec<String> = Vec::new();
    for (index, part) in joined.iter().enumerate() {
        // In `A, B and C` commas part names; in `A, Diplomatic Editor` an office.
        let parts = part.split([',', ';']).take(if index + 1 == joined.len() { 1 } else { usize::MAX });
        names.extend(parts.map(str::trim).filter(|name| is_name(name)).map(str::to_owned));
    }
    names
}

fn is_name(name: &str) -> bool {
    (3..=60).contains(&name.len()) && name.starts_with(char::is_uppercase) && !name.contains(['@', ':'])
}

/// Tells whether `line` says when the article appeared and nothing else.
pub(super) fn is_date_line(line: &str) -> bool {
    let rest = RULES.published.find(line).map_or(line, |found| &line[found.end()..]);
    let Some((day, length)) = super::calendar::leading_day(rest.trim_start()) else { return false };
    let rest = &rest.trim_start()[length..];
    day.full().is_some() && rest.len() <= 60 && RULES.clock.is_match(rest)
}

#[derive(Clone, Copy)]
struct Edges {
    head: bool,
    tail: bool,
}

/// One rule of the data file, which documents its fields.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Rule {
    kind: ZoneKind,
    pattern: Option<String>,
    within: Option<String>,
    inside: Option<String>,
    #[serde(default = "short_line")]
    longest: usize,
    place: Option<Edge>,
    /// The titles that follow belong to the zone.
    #[serde(default)]
    opens_list: bool,
}

fn short_line() -> usize {
    200
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Edge {
    Head,
    Tail,
}

#[derive(Deserialize)]
struct RuleFile {
    rule: Vec<Rule>,
}

struct Rules {
    /// Rules with a pattern for the start of a line, and their patterns in the
    /// same order, compiled into one automaton.
    starts: Vec<Rule>,
    start_set: RegexSet,
    within: Vec<(Regex, Rule)>,
    inside: Vec<(Regex, ZoneKind)>,
    byline: Regex,
    and: Regex,
    published: Regex,
    clock: Regex,
}

impl Rules {
    fn of_line(&self, line: &str, edges: Edges) -> Option<&Rule> {
        if line.len() > LONGEST {
            return None;
        }
        let fits = |rule: &&Rule| {
            line.len() <= rule.longest
                && match rule.place {
                    Some(Edge::Head) => edges.head,
                    Some(Edge::Tail) => edges.tail,
                    None => true,
                }
        };
        let started = self.start_set.matches(line).into_iter().map(|index| &self.starts[index]).find(fits);
        started.or_else(|| {
            let found = self.within.iter().find(|(pattern, rule)| fits(&rule) && pattern.is_match(line));
            found.map(|(_, rule)| rule)
        })
    }

    /// Returns the zones inside a line, sorted and disjoint.
    fn inside(&self, doc: &Document, line: Span) -> Vec<Zone> {
        let text = line.of(&doc.text);
        if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() {
            return Vec::new();
        }
        let mut zones: Vec<Zone> = Vec::new();
        for (pattern, kind) in &self.inside {
            zones.extend(pattern.find_iter(text).map(|found| Zone {
                span: Span::new(line.start + found.start(), line.start + found.end()),
                kind: *kind,
            }));
        }
        zones.sort_by_key(|zone| zone.span);
        zones.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
        zones
    }
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let file: RuleFile =
        toml::from_str(include_str!("data/zones.toml")).expect("the embedded rules are valid");
    let compiled = |pattern: &str| Regex::new(pattern).expect("the embedded patterns are valid");
    let (mut starts, mut patterns, mut within, mut inside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for rule in file.rule {
        if let Some(pattern) = &rule.inside {
            inside.push((compiled(pattern), rule.kind));
        } else if let Some(pattern) = &rule.within {
            within.push((compiled(pattern), rule));
        } else if let Some(pattern) = &rule.pattern {
            patterns.push(format!("^(?:{pattern})"));
            starts.push(rule);
        }
    }
    Rules {
        start_set: RegexSet::new(patterns).expect("the embedded patterns are valid"),
        starts,
        within,
        inside,
        byline: compiled(r"^(?i:by|words by|story by|text by|reported by)\s+(\p{Lu}[^!?:;]{2,100})$"),
        and: compiled(r"\s+(?:and|und|et|y|e|&)\s+|\s*&\s*"),
        published: compiled(
            r"^(?i:(?:first |last |originally )?(?:published|posted|updated|modified|date|dated|issued|released)(?: on| at)?:?\s+)",
        ),
        clock: compiled(
            r"^[\s,.|@–—-]*(?:(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?)?\s*(?i:[ap]\.?m\.?)?\s*\(?[A-Z+\-:\d]{0,9}\)?\.?\s*(?:[|–—-]\s*.{0,30})?$",
        ),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the zones of a body in which each is written `{kind|text}`.
    fn check(annotated: &str) {
        let pattern = Regex::new(r"(?s)\{([a-z]+)\|(.*?)\}").unwrap();
        let doc = Document::new(Some("Title"), &pattern.replace_all(annotated, "$2"));
        let mut shown = String::new();
        let mut at = doc.body.start;
        for zone in mark(&doc) {
            let kind = serde_json::to_value(zone.kind).unwrap();
            let kind = kind.as_str().unwrap();
            shown += &format!("{}{{{kind}|{}}}", &doc.text[at..zone.span.start], zone.span.of(&doc.text));
            at = zone.span.end;
        }
        shown += &doc.text[at..];
        assert_eq!(shown, annotated);
    }

    #[test]
    fn zones_are_found_and_sentences_are_not() {
        check("{credit|By Jane Doe}\n\nThe envoys met.\n\n{credit|Reporting by J. Doe; Editing by R. Roe}");
        check(
            "The envoys met.\n\n{credit|John Roe contributed to this report.}\n\n{copyright|© 2024 The Paper. All rights reserved.}",
        );
        check(
            "They met.\n\n{related|Related articles\n\nEnvoys meet again in Doha\n\nThe road to peace}\n\nThe talks went on.",
        );
        check(
            "They met.\n\n{related|Read more: Envoys meet again in Doha}\n\nRelated companies met in Doha.",
        );
        check("The envoys shake hands in Doha on Monday. {caption|(Photo by A. Photographer/Agency)}");
        check("{boilerplate|Sign up for our newsletter}\n\nShe will sign up for our mission, he said.");
        check("He met her.\n\n{boilerplate|###}");
        check("{credit|(Reporting by J. Doe in Doha;\nEditing by R. Roe)}");
        check("By Monday, the envoys had met twice.\n\nRead the ministry's statement in full.");
    }

    #[test]
    fn bylines_give_names() {
        let check =
            |line: &str, names: &[&str]| assert_eq!(byline(line).unwrap_or_default(), names, "{line}");
        check("By Hana Farouk", &["Hana Farouk"]);
        check("By JANE DOE, Diplomatic Editor", &["JANE DOE"]);
        check("By Ann Lee, Bo Wu and Cy Ray", &["Ann Lee", "Bo Wu", "Cy Ray"]);
        check("by Jane Doe | The Paper", &["Jane Doe"]);
        check("By then the talks were over", &[]);
    }

    #[test]
    fn date_lines_hold_a_date_and_no_more() {
        for line in [
            "March 3, 2024",
            "Published: Sunday 3 March 2024, 10:22 GMT",
            "2024-03-03 14:00",
            "Updated on March 3, 2024 at 4:15 p.m. EST",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in ["March 3, 2024 was the day on which they met.", "Date", "March 3"] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}
