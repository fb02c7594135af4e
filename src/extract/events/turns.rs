//! Transcripts: who has the floor, and whether it is a question.
//!
//! A transcript marks its turns: `Q`, `QUESTION:`, `MS. PSAKI:`. What a
//! questioner says asserts nothing, and *I* is the one who has the floor.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{ChainId, Document, Span};

/// One turn of a transcript.
pub struct Turn {
    /// From its mark to the next.
    pub span: Span,
    /// Whether a journalist has the floor.
    pub question: bool,
    /// The one who has it, where the mark names a chain.
    pub speaker: Option<ChainId>,
}

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)(?:^|[.!?)”’\u{22}*]\s+)(?P<q>(?:Q|Question|QUESTION|REPORTER|JOURNALIST)(?::|\.|\s\s|\s+[\p{Lu}“]|\s+\())|(?:^|[.!?)”’\u{22}*]\s+)(?P<a>(?:A:|ANSWER:)|(?P<n>\p{Lu}[\p{Lu}.'’ -]{2,40}):)",
    )
    .expect("a fixed pattern")
});

/// Marks that a text needs to count as a transcript.
const TRANSCRIPT: usize = 2;

/// Returns the turns of `doc`, in order; none when it is no transcript.
pub fn turns(doc: &Document) -> Vec<Turn> {
    let text = &doc.text[doc.body.start..];
    let marks: Vec<(usize, bool, Option<Span>)> = MARK
        .captures_iter(text)
        .filter_map(|found| {
            let mark = found.name("q").or(found.name("a"))?;
            let name = found
                .name("n")
                .map(|name| Span::new(doc.body.start + name.start(), doc.body.start + name.end()));
            let question = found.name("q").is_some()
                || name
                    .is_some_and(|name| matches!(name.of(&doc.text), "QUESTION" | "REPORTER" | "JOURNALIST"));
            Some((doc.body.start + mark.start(), question, name))
        })
        .collect();
    if marks.len() < TRANSCRIPT && !marks.first().is_some_and(|mark| mark.1 && mark.0 == doc.body.start) {
        return Vec::new();
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([doc.text.len()]);
    marks
        .iter()
        .zip(ends)
        .map(|((start, question, name), end)| Turn {
            span: Span::new(*start, end),
            question: *question,
            speaker: name.and_then(|name| speaker(doc, name)),
        })
        .collect()
}

/// Returns the chain that a mark such as `MS. PSAKI` or `THE PRESIDENT` names.
fn speaker(doc: &Document, name: Span) -> Option<ChainId> {
    let first = doc.mentions.partition_point(|mention| mention.span.start < name.start);
    let inside = doc.mentions[first..]
        .iter()
        .take(3)
        .find(|mention| name.contains(mention.span))
        .and_then(|mention| mention.chain);
    inside.or_else(|| {
        let last = name.of(&doc.text).split_whitespace().last()?.to_lowercase();
        let holds = |chain: &crate::document::Chain| {
            chain
                .roles
                .iter()
                .any(|role| role.title.to_lowercase().split_whitespace().any(|word| word == last))
                || chain.name.to_lowercase().split_whitespace().any(|word| word == last)
        };
        doc.chains.iter().position(holds).map(ChainId)
    })
}
