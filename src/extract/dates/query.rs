//! Dates in queries and arguments: a whole string that is an expression of time.

use chrono::NaiveDate;

use super::anchor::Anchor;
use super::grammar_of;
use super::lexer;
use super::matcher::Matcher;
use super::resolve;
use super::tense::Tense;
use crate::document::Interval;

/// Resolves `text`, all of it, to an interval: `2024-03`, `last week`, `March
/// 2024`, `2024-03..2024-04`, with an open end `2024-03..` or `..2024`.
///
/// `language` is an ISO 639-1 code; what relative expressions are counted
/// from is `today`. Capitals do not matter. Returns none for what is no date.
pub fn parse(text: &str, language: &str, today: NaiveDate) -> Option<Interval> {
    let Some((from, to)) = text.split_once("..") else { return one(text, language, today) };
    let end = |text: &str| {
        let text = text.trim();
        if text.is_empty() { Some(None) } else { one(text, language, today).map(Some) }
    };
    let (from, to) = (end(from)?, end(to)?);
    let precision = match (from, to) {
        (Some(from), Some(to)) => from.precision.max(to.precision),
        (Some(one), None) | (None, Some(one)) => one.precision,
        (None, None) => return None,
    };
    let interval = Interval { from: from.and_then(|one| one.from), to: to.and_then(|one| one.to), precision };
    let backwards = interval.from.zip(interval.to).is_some_and(|(from, to)| from > to);
    (!backwards).then_some(interval)
}

fn one(text: &str, language: &str, today: NaiveDate) -> Option<Interval> {
    let grammar = grammar_of(Some(language));
    let lexemes = lexer::lex(text, &grammar.vocabulary);
    let matched = Matcher::new(grammar, text, &lexemes, true).whole()?;
    let anchor = Anchor {
        published: Some(today),
        told: None,
        day: None,
        background: None,
        tense: Tense::Past,
        month_first: grammar.month_first,
        only_after: false,
    };
    let interval = resolve::resolve(&matched.meaning, &anchor)?.interval;
    (interval.from.is_some() || interval.to.is_some()).then_some(interval)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the interval of a query asked on Wednesday, 20 March 2024.
    fn check(text: &str, expected: &str) {
        let today = NaiveDate::from_ymd_opt(2024, 3, 20).expect("a day");
        let day = |day: Option<NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
        let found = parse(text, "en", today).map_or("none".to_owned(), |interval| {
            format!("{} {} {}", day(interval.from), day(interval.to), interval.precision.as_str())
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn queries_of_every_kind() {
        check("2024-03", "2024-03-01 2024-03-31 month");
        check("2024-03-17", "2024-03-17 2024-03-17 day");
        check("march 2024", "2024-03-01 2024-03-31 month");
        check("2024", "2024-01-01 2024-12-31 year");
        check("last week", "2024-03-11 2024-03-17 week");
        check("2024-03..2024-04", "2024-03-01 2024-04-30 month");
        check("2024-03..", "2024-03-01 - month");
        check("..2023", "- 2023-12-31 year");
        check("2024-04..2024-03", "none");
        check("may", "2023-05-01 2023-05-31 month");
        check("sunday", "2024-03-17 2024-03-17 day");
        check("the 1980s", "1980-01-01 1989-12-31 decade");
        check("Wang Yi", "none");
        check("..", "none");
    }
}
