//! What a parser found, and how it becomes a document.
//!
//! The parsers of the formats fill a [`Draft`]; here, once for all of them, it
//! gets its dateline, its zones, its date and its identifier.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::day_of_path;
use super::characters::one_line;
use super::{ParseOptions, dateline, zones};
use crate::document::{Dateline, Document, Publication, PublishedFrom, Source, Span, Zone, ZoneKind};

/// An article as a format's parser found it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    /// Clean text, one paragraph a line.
    pub(super) body: String,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) byline: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<Publication>,
}

impl Draft {
    /// Makes the document.
    ///
    /// # Errors
    ///
    /// A reason when there is neither title nor text.
    pub(super) fn finish(
        mut self,
        source: &Source,
        modified: Option<NaiveDate>,
        options: &ParseOptions,
    ) -> Result<Document, String> {
        self.title = self.title.map(|title| one_line(&title)).filter(|title| !title.is_empty());
        self.drop_repeated_title();
        if self.title.is_none() && self.body.trim().is_empty() {
            return Err("no text in it".into());
        }
        let mut doc = Document::new(self.title.as_deref(), &self.body);
        doc.id = self.id.take().unwrap_or_else(|| identifier(source));
        doc.source = source.clone();
        doc.publisher = self.publisher.or_else(|| self.url.as_deref().and_then(host));
        doc.url = self.url;
        doc.byline = self.byline;
        doc.language = self.language.as_deref().and_then(language_code);
        doc.published = options
            .published
            .map(|day| Publication { day, from: PublishedFrom::Argument })
            .or(self.published)
            .or_else(|| {
                day_of_path(&source.path).map(|day| Publication { day, from: PublishedFrom::Filename })
            });
        dress(&mut doc);
        let mtime = modified.map(|day| Publication { day, from: PublishedFrom::Mtime });
        doc.published = doc.published.or(mtime);
        Ok(doc)
    }

    /// Pages repeat their title above the text; the document has it once.
    fn drop_repeated_title(&mut self) {
        let Some(title) = &self.title else { return };
        let first = self.body.split('\n').next().unwrap_or("");
        if first.trim().eq_ignore_ascii_case(title) {
            self.body = self.body[first.len()..].trim_start().to_owned();
        }
    }
}

/// Makes a document of text that must stay as it is, since offsets into it
/// are known outside, and adds its dateline, zones and, where the text tells
/// it, its date.
pub fn verbatim(title: Option<&str>, text: &str, published: Option<NaiveDate>) -> Document {
    let mut doc = Document::new(title, text);
    doc.published = published.map(|day| Publication { day, from: PublishedFrom::Metadata });
    dress(&mut doc);
    doc
}

/// How many lines at the head of a body may stand before its dateline.
const HEAD: usize = 6;

/// Fills what the text itself tells: dateline, byline, date, publisher, zones.
fn dress(doc: &mut Document) {
    doc.zones = zones::mark(doc);
    let mut heads = true;
    let (mut told, mut named) = (None, None);
    let body = doc.body.of(&doc.text).to_owned();
    let mut start = doc.body.start;
    let mut seen = 0;
    for line in body.split('\n') {
        let (at, text) = (start + line.len() - line.trim_start().len(), line.trim());
        start += line.len() + 1;
        if text.is_empty() {
            continue;
        }
        seen += 1;
        if seen > HEAD {
            break;
        }
        if let Some(names) = zones::byline(text).filter(|_| doc.byline.is_empty() && heads) {
            doc.byline = names;
        } else if zones::is_date_line(text) {
            told = told.or_else(|| super::parse_day(text));
        } else if let Some(found) = dateline::leading(text, heads) {
            told = told.or(found.day.and_then(super::calendar::MonthDay::full));
            set_dateline(doc, at, &found, told);
            if let Some(line) = named.filter(|_| doc.byline.is_empty()) {
                set_byline(doc, line);
            }
            break;
        } else if named.is_none() && is_name(text) {
            named = Some(Span::new(at, at + text.len()));
        } else if doc.zone_at(Span::new(at, at + text.len())).is_none() {
            heads = false;
        }
    }
    doc.published = doc.published.or(told.map(|day| Publication { day, from: PublishedFrom::Text }));
}

/// Tells whether a line is a name and nothing else, as agencies print the
/// author above the dateline.
fn is_name(line: &str) -> bool {
    let mut words = line.split(' ');
    let plain = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c))
    };
    line.len() <= 40 && (2..=4).contains(&words.clone().count()) && words.all(plain)
}

fn set_byline(doc: &mut Document, line: Span) {
    doc.byline = vec![line.of(&doc.text).to_owned()];
    if doc.zone_at(line).is_none() {
        doc.zones.push(Zone { span: line, kind: ZoneKind::Credit });
        doc.zones.sort_by_key(|zone| zone.span);
    }
}

fn set_dateline(doc: &mut Document, at: usize, found: &dateline::Found, told: Option<NaiveDate>) {
    let published = doc.published_day().or(told);
    let moved = |range: &std::ops::Range<usize>| Span::new(at + range.start, at + range.end);
    doc.dateline = Some(Dateline {
        span: moved(&found.span),
        place: moved(&found.place),
        day: found.day.and_then(|day| day.near(published)).or_else(|| last(found.weekday?, published?)),
    });
    if doc.publisher.is_none() {
        // `(By Wireless)` and `(Special to the Paper)` say how it came, not whence.
        let named = |agency: &&String| {
            agency.split(' ').count() <= 3 && !agency.starts_with("By ") && !agency.contains("pecial")
        };
        doc.publisher = found.agency.as_ref().filter(named).cloned();
    }
}

/// The last such weekday at or before `published`.
fn last(weekday: Weekday, published: NaiveDate) -> Option<NaiveDate> {
    let back = published.weekday().days_since(weekday).into();
    published.checked_sub_days(Days::new(back))
}

/// Returns the identifier of the article that lies at `source`.
fn identifier(source: &Source) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(source.path.as_bytes());
    if let Some(member) = &source.member {
        hasher.update(b"#").update(member.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Returns the host of an address, without `www.`.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.trim().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Returns the language of a tag such as `en-GB` or `en_US`; none for names
/// of languages and other words.
fn language_code(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_dateline_and_of_the_publication() {
        let doc = verbatim(None, "PARIS, March 3, 2024 (Press) - They met.", None);
        assert_eq!(doc.published.map(|found| found.from), Some(PublishedFrom::Text));
        let published = NaiveDate::from_ymd_opt(2024, 3, 5);
        let doc = verbatim(Some("T"), "By Jane Doe\n\nPARIS, March 3 (Press) - They met.", published);
        let line = doc.dateline.as_ref().unwrap();
        assert_eq!(
            (line.span.of(&doc.text), line.place.of(&doc.text)),
            ("PARIS, March 3 (Press) -", "PARIS")
        );
        assert_eq!(line.day, NaiveDate::from_ymd_opt(2024, 3, 3));
        assert_eq!(
            (doc.byline.as_slice(), doc.publisher.as_deref()),
            (["Jane Doe".to_owned()].as_slice(), Some("Press"))
        );
    }

    #[test]
    fn a_bare_name_above_the_dateline_is_the_byline() {
        let doc = verbatim(None, "Envoys meet\n\nJane Doe\n\nPARIS 1996-08-22\n\nThey met.", None);
        assert_eq!(doc.dateline.map(|line| line.day.is_some()), Some(true));
        let doc = verbatim(Some("Envoys meet"), "Jane Doe\n\nPARIS 1996-08-22\n\nThey met.", None);
        assert_eq!((doc.byline.as_slice(), doc.zones.len()), (["Jane Doe".to_owned()].as_slice(), 1));
        assert_eq!(doc.published.map(|found| found.day.to_string()).as_deref(), Some("1996-08-22"));
    }

    #[test]
    fn hosts_and_languages() {
        assert_eq!(host("https://www.paper.example:80/a?b").as_deref(), Some("paper.example"));
        assert_eq!(host("paper"), None);
        assert_eq!(language_code("en-GB").as_deref(), Some("en"));
        assert_eq!(language_code("english"), None);
    }
}
