//! The article itself: where it came from, its text, and its layers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Chain, Event, Mention, RoleMention, Sentence, Span, TimeExpression, Token};

/// Where an article lies: a file of the archive, or a member of such a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The file's path relative to the archive's root, with `/` between its
    /// parts on every system; empty for text that came from no file.
    pub path: String,
    /// The article inside the file, for formats that hold several: a record
    /// number or a name, such as `12` for the twelfth line of a JSON Lines file.
    pub member: Option<String>,
}

/// Where a publication date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedFrom {
    /// Metadata of the format: JSON-LD, OpenGraph, `<meta>`, a JSON field.
    Metadata,
    /// YAML or TOML front matter.
    FrontMatter,
    /// The file's name, such as `2024-03-20_talks.txt`.
    Filename,
    /// The text itself: a dateline, or a line that is a date.
    Text,
    /// Given with the command.
    Argument,
    /// The file's time of modification, the last resort.
    Mtime,
}

/// The day on which an article was published, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Publication {
    /// The day, in the proleptic Gregorian calendar.
    pub day: NaiveDate,
    /// Where the day was found.
    pub from: PublishedFrom,
}

/// The line in front of a story that says where, and often when, it was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The whole dateline with its dash: `PARIS, March 3 (Agency) -`.
    pub span: Span,
    /// The place alone: `PARIS`.
    pub place: Span,
    /// The day of filing, when the dateline tells one with certainty.
    pub day: Option<NaiveDate>,
}

/// What a stretch of text is when it is not the article's running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZoneKind {
    /// Links to other articles: "Related article", "Read more".
    Related,
    /// A photo's credit or caption.
    Caption,
    /// Who wrote or contributed: bylines, "X contributed to this report".
    Credit,
    /// Copyright and licence lines.
    Copyright,
    /// Navigation, subscription and sharing prompts, other boilerplate.
    Boilerplate,
}

/// A stretch of text that is kept and searchable, but makes no events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// The stretch, whole lines as a rule.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
}

/// One article: its text, what is known about it, and what was understood.
///
/// `read` and `parse` fill the first part, the components of `extract` add
/// the layers, each in the order of the text. A layer that no component
/// filled is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// A stable identifier: the one that the input gave, else a hash of the
    /// source's path and member, 16 hexadecimal digits.
    pub id: String,
    /// Where the article lies.
    pub source: Source,
    /// The address it was published at.
    pub url: Option<String>,
    /// Who published it: a newspaper, an agency, a ministry. `source` in JSON.
    pub publisher: Option<String>,
    /// The authors as printed, without "By".
    pub byline: Vec<String>,
    /// An ISO 639-1 code in lower case, declared or detected.
    pub language: Option<String>,
    /// When it was published, if that is known.
    pub published: Option<Publication>,
    /// Headline, blank line and body: what every span refers to.
    pub text: String,
    /// The headline's part of `text`; empty when there is none.
    pub headline: Span,
    /// The body's part of `text`: all that follows the headline.
    pub body: Span,
    /// The line that says where the story was filed.
    pub dateline: Option<Dateline>,
    /// Stretches that are not running text, sorted and disjoint.
    pub zones: Vec<Zone>,

    /// Words and marks, sorted and disjoint.
    pub tokens: Vec<Token>,
    /// Sentences, sorted and disjoint; the headline is one of its own.
    pub sentences: Vec<Sentence>,
    /// Names, nominals and pronouns, sorted by start.
    pub mentions: Vec<Mention>,
    /// Titles and offices beside names, sorted by start.
    pub roles: Vec<RoleMention>,
    /// Expressions of time, sorted and disjoint.
    pub dates: Vec<TimeExpression>,
    /// The persons, organizations and places that the mentions speak of.
    pub chains: Vec<Chain>,
    /// Meetings, calls and visits that the article tells.
    pub events: Vec<Event>,
}

/// A document without the layers behind its sentences. Where a document was
/// written field by field, as the index keeps it, this is its beginning, which
/// can be read without the rest.
#[derive(Debug, Deserialize)]
pub struct Front {
    id: String,
    source: Source,
    url: Option<String>,
    publisher: Option<String>,
    byline: Vec<String>,
    language: Option<String>,
    published: Option<Publication>,
    text: String,
    headline: Span,
    body: Span,
    dateline: Option<Dateline>,
    zones: Vec<Zone>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl From<Front> for Document {
    fn from(front: Front) -> Document {
        let Front { id, source, url, publisher, byline, language, published, .. } = front;
        let Front { text, headline, body, dateline, zones, tokens, sentences, .. } = front;
        Document {
            id,
            source,
            url,
            publisher,
            byline,
            language,
            published,
            text,
            headline,
            body,
            dateline,
            zones,
            tokens,
            sentences,
            ..Document::default()
        }
    }
}

impl Document {
    /// Makes a document of a headline and a body, with all else empty.
    ///
    /// The body is kept as it is; an empty headline counts as none.
    pub fn new(headline: Option<&str>, body: &str) -> Document {
        let headline = headline.unwrap_or("");
        let mut text = String::with_capacity(headline.len() + 2 + body.len());
        text.push_str(headline);
        if !headline.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(body);
        Document {
            headline: Span::new(0, headline.len()),
            body: Span::new(start, text.len()),
            text,
            ..Document::default()
        }
    }

    /// Returns the headline, if there is one.
    pub fn title(&self) -> Option<&str> {
        (!self.headline.is_empty()).then(|| self.headline.of(&self.text))
    }

    /// Returns the day of publication, if it is known. The time of the file
    /// may be that of a copy or of a download: it is no such day, and nothing
    /// in the text is reckoned from it.
    pub fn published_day(&self) -> Option<NaiveDate> {
        let known = self.published.filter(|publication| publication.from != PublishedFrom::Mtime);
        known.map(|publication| publication.day)
    }

    /// Returns the zone that `span` touches, if any.
    pub fn zone_at(&self, span: Span) -> Option<ZoneKind> {
        self.zones.iter().find(|zone| zone.span.overlaps(span)).map(|zone| zone.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{EntityKind, MentionForm};

    #[test]
    fn the_front_of_a_document_is_read_without_the_rest() {
        let mut doc = Document::new(Some("Talks in Doha"), "The envoy met the minister.");
        doc.id = "a1".to_owned();
        doc.publisher = Some("The Meridian".to_owned());
        doc.byline = vec!["Anna Ek".to_owned()];
        doc.zones = vec![Zone { span: Span::new(0, 4), kind: ZoneKind::Credit }];
        doc.sentences = vec![Sentence { span: doc.body, tokens: 0..0 }];
        let without = doc.clone();
        let (span, kind, form) = (Span::new(19, 24), EntityKind::Person, MentionForm::Nominal);
        doc.mentions = vec![Mention { span, kind, form, chain: None, confidence: 1.0 }];
        let bytes = postcard::to_stdvec(&doc).unwrap();
        let (front, rest) = postcard::take_from_bytes::<Front>(&bytes).unwrap();
        assert_eq!((Document::from(front), rest.is_empty()), (without, false));
    }
}
