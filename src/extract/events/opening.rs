//! What stands before the first clause of a story: its dateline.

use crate::document::{Document, EntityKind, Mention, MentionForm};

/// Tokens within which a dateline ends.
const LONGEST: usize = 16;

/// Returns the first token of `sentence` behind the story's dateline.
///
/// Where no earlier step has marked the dateline, a place in front of a dash
/// or colon at the start of the body is one: `BELGRADE, Oct. 12 (Agency) -`.
pub fn after_dateline(doc: &Document, sentence: usize) -> usize {
    let tokens = doc.sentences[sentence].tokens.clone();
    let opens = doc.tokens[tokens.start].span.start <= first_byte(doc);
    let end = match &doc.dateline {
        Some(dateline) => Some(dateline.span.end),
        None if opens => unmarked(doc, tokens.start),
        None => None,
    };
    let start = end.and_then(|end| tokens.clone().find(|&token| doc.tokens[token].span.start >= end));
    let start = start.unwrap_or(tokens.start);
    start + turn_mark(doc, start..tokens.end)
}

/// Returns the number of tokens of a mark such as `A:` or `MS. PSAKI:`.
fn turn_mark(doc: &Document, tokens: std::ops::Range<usize>) -> usize {
    let text = |token: usize| doc.tokens[token].span.of(&doc.text);
    let label =
        |token: &usize| text(*token).chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''));
    let length = tokens.clone().take_while(label).count();
    let colon = (1..=4).contains(&length)
        && tokens.start + length + 1 < tokens.end
        && text(tokens.start + length) == ":";
    if colon { length + 1 } else { 0 }
}

/// Returns the place of the story's dateline, marked or not.
pub fn dateline_place(doc: &Document) -> Option<&Mention> {
    let named = |mention: &&Mention| mention.kind == EntityKind::Place && mention.chain.is_some();
    match &doc.dateline {
        Some(dateline) => {
            let mentions = doc.mentions.iter().take_while(|mention| mention.span.start < dateline.span.end);
            let mut places = mentions.filter(named);
            // *ASEAN Secretariat, Jakarta, 9 July*: the town stands behind the house.
            places
                .clone()
                .find(|mention| mention.span.overlaps(dateline.place))
                .or_else(|| places.find(|mention| dateline.span.contains(mention.span)))
        }
        None => {
            let first = Some(doc.tokens.partition_point(|token| token.span.start < first_byte(doc)))
                .filter(|&first| first < doc.tokens.len())?;
            let end = unmarked(doc, first)?;
            let opening =
                |mention: &&Mention| mention.span.start == first_byte(doc) && mention.span.end <= end;
            doc.mentions.iter().take_while(|mention| mention.span.start < end).filter(named).find(opening)
        }
    }
}

/// The byte where the body's first token begins.
fn first_byte(doc: &Document) -> usize {
    let first = doc.tokens.partition_point(|token| token.span.start < doc.body.start);
    doc.tokens.get(first).map_or(doc.body.end, |token| token.span.start)
}

/// Returns where an unmarked dateline ends that begins at the token `first`.
fn unmarked(doc: &Document, first: usize) -> Option<usize> {
    let tokens = &doc.tokens[first..(first + LONGEST).min(doc.tokens.len())];
    let text = |token: &crate::document::Token| token.span.of(&doc.text);
    let mark = tokens.iter().position(|token| matches!(text(token), "-" | "--" | "---" | "–" | "—" | ":"))?;
    let start = tokens.first()?.span.start;
    let place = doc
        .mentions
        .iter()
        .take_while(|mention| mention.span.start <= start)
        .find(|mention| mention.span.start == start && mention.kind == EntityKind::Place);
    let capitals = text(&tokens[0]).chars().count() > 2 && text(&tokens[0]).chars().all(char::is_uppercase);
    let alone = place.is_some_and(|place| tokens[..mark].iter().all(|token| place.span.contains(token.span)));
    let dated = place.is_some() && capitals;
    // *ASEAN Secretariat, Jakarta, 9 July 2009 –*: names and a day, and nothing else.
    let over = |token: &crate::document::Token| {
        let next = doc.mentions.partition_point(|mention| mention.span.end <= token.span.start);
        let name = doc.mentions.get(next).filter(|mention| mention.span.overlaps(token.span));
        name.filter(|mention| mention.form == MentionForm::Name).map(|mention| mention.kind)
    };
    let day =
        |token: &crate::document::Token| doc.dates.iter().take(4).any(|date| date.span.overlaps(token.span));
    let part = |token: &crate::document::Token| {
        matches!(over(token), Some(EntityKind::Place | EntityKind::Organization))
            || day(token)
            || text(token).chars().all(|c| c.is_ascii_punctuation())
    };
    let town = tokens[..mark].iter().any(|token| over(token) == Some(EntityKind::Place));
    let listed = town && tokens[..mark].iter().any(day) && tokens[..mark].iter().all(part);
    (alone || dated || listed).then(|| tokens[mark].span.end)
}
