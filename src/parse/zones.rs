//! What in the text is not the article: credits, captions, copyright lines,
//! links to other stories, prompts to subscribe.
//!
//! The rules are data, `data/zones.toml`. They read the form of whole lines,
//! so that no sentence of an article is taken by the word "related" in it.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use regex::Regex;
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
    let line = line.trim();
    // Cheaper than the pattern, and true of most lines.
    if line.len() > LONGEST || !starts(line, BY) {
        return None;
    }
    let found = RULES.byline.captures(line)?;
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

/// Words that a byline begins with.
const BY: &[&str] = &["by", "words by", "story by", "text by", "reported by"];

/// Tells whether `line` begins with one of `words`, small and large letters alike.
fn starts<W: AsRef<str>>(line: &str, words: &[W]) -> bool {
    words.iter().any(|word| {
        let word = word.as_ref().as_bytes();
        line.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

fn is_name(name: &str) -> bool {
    (3..=60).contains(&name.len()) && name.starts_with(char::is_uppercase) && !name.contains(['@', ':'])
}

/// Tells whether `line` says when the article appeared and nothing else.
pub(super) fn is_date_line(line: &str) -> bool {
    // No day is without a digit, and no such line is long.
    if line.len() > LONGEST || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
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
    /// The line begins with one of these, or `needs` are asked.
    #[serde(default)]
    begins: Vec<String>,
    /// The line holds one of these.
    #[serde(default)]
    needs: Vec<String>,
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
    /// All rules, those with a pattern for the start of a line first.
    rules: Vec<(Rule, Pattern)>,
    /// What the rules need, and which of them needs each.
    needed: AhoCorasick,
    needing: Vec<usize>,
    byline: Pattern,
    and: Pattern,
    published: Pattern,
    clock: Pattern,
}

/// A pattern that is compiled when a text first calls for it: all of them
/// together take longer than reading an article.
struct Pattern {
    source: String,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    fn new(source: impl Into<String>) -> Pattern {
        Pattern { source: source.into(), compiled: OnceLock::new() }
    }
}

impl std::ops::Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.source).expect("a test compiles each pattern"))
    }
}

/// Rules by their number in [`Rules::rules`].
type RuleSet = u64;

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
        let asked = self.asked(line);
        let rules = self.rules.iter().enumerate().filter(|(number, _)| asked & (1 << number) != 0);
        let mut lines = rules.map(|(_, rule)| rule).filter(|(rule, _)| rule.inside.is_none());
        lines.find(|(rule, pattern)| fits(&rule) && pattern.is_match(line)).map(|(rule, _)| rule)
    }

    /// Returns the rules whose pattern may match somewhere in `line`.
    fn asked(&self, line: &str) -> RuleSet {
        let mut asked = 0;
        for found in self.needed.find_overlapping_iter(line) {
            asked |= 1 << self.needing[found.pattern().as_usize()];
        }
        for (number, (rule, _)) in self.rules.iter().enumerate() {
            if starts(line, &rule.begins) {
                asked |= 1 << number;
            }
        }
        asked
    }

    /// Returns the zones inside a line, sorted and disjoint.
    fn inside(&self, doc: &Document, line: Span) -> Vec<Zone> {
        let text = line.of(&doc.text);
        if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() {
            return Vec::new();
        }
        let mut zones: Vec<Zone> = Vec::new();
        let asked = self.asked(text);
        for (number, (rule, pattern)) in self.rules.iter().enumerate() {
            if rule.inside.is_none() || asked & (1 << number) == 0 {
                continue;
            }
            zones.extend(pattern.find_iter(text).map(|found| Zone {
                span: Span::new(line.start + found.start(), line.start + found.end()),
                kind: rule.kind,
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
    let mut rules: Vec<(Rule, Pattern)> = Vec::new();
    for rule in file.rule {
        let anywhere = rule.within.as_ref().or(rule.inside.as_ref()).cloned();
        let start = rule.pattern.as_ref().map(|pattern| format!("^(?:{pattern})"));
        rules.extend(anywhere.or(start).map(|pattern| (rule, Pattern::new(pattern))));
    }
    rules.sort_by_key(|(rule, _)| rule.pattern.is_none());
    let needs = || {
        rules
            .iter()
            .enumerate()
            .flat_map(|(number, (rule, _))| rule.needs.iter().map(move |need| (number, need)))
    };
    let needing = needs().map(|(number, _)| number).collect();
    let needed = AhoCorasick::builder().ascii_case_insensitive(true).build(needs().map(|(_, need)| need));
    Rules {
        needing,
        needed: needed.expect("a few words make a small automaton"),
        rules,
        byline: Pattern::new(r"^(?i:by|words by|story by|text by|reported by)\s+(\p{Lu}[^!?:;]{2,100})$"),
        and: Pattern::new(r"\s+(?:and|und|et|y|e|&)\s+|\s*&\s*"),
        published: Pattern::new(
            r"^(?i:(?:first |last |originally )?(?:published|posted|updated|modified|date|dated|issued|released)(?: on| at)?:?\s+)",
        ),
        clock: Pattern::new(
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
    fn every_pattern_compiles_and_is_asked_for_by_its_own_words() {
        assert!(RULES.rules.len() <= RuleSet::BITS as usize);
        for (rule, pattern) in &RULES.rules {
            assert!(pattern.captures_len() > 0);
            assert!(!rule.begins.is_empty() || !rule.needs.is_empty(), "{}", pattern.source);
        }
        let more = [&RULES.byline, &RULES.and, &RULES.published, &RULES.clock];
        assert!(more.into_iter().all(|pattern| pattern.captures_len() > 0));
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
