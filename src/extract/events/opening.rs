//! What stands before the first clause of a story: its dateline.

use crate::document::{Document, EntityKind, Mention, MentionForm, Token};

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
            let mut before = doc.mentions.iter().filter(named).take_while(|mention| mention.span.end <= end);
            before.find(|mention| mention.span.start >= first_byte(doc))
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
    let text = |token: &Token| token.span.of(&doc.text);
    let start = tokens.first()?.span.start;
    if let Some(end) = alone(doc, tokens) {
        return Some(end);
    }
    let mark = tokens.iter().position(|token| matches!(text(token), "-" | "--" | "---" | "–" | "—" | ":"))?;
    let place = doc
        .mentions
        .iter()
        .take_while(|mention| mention.span.start <= start)
        .find(|mention| mention.span.start == start && mention.kind == EntityKind::Place);
    let capitals = text(&tokens[0]).chars().count() > 2 && text(&tokens[0]).chars().all(char::is_uppercase);
    let alone = place.is_some_and(|place| tokens[..mark].iter().all(|token| place.span.contains(token.span)));
    let dated = place.is_some() && capitals;
    // *ASEAN Secretariat, Jakarta, 9 July 2009 –*: names and a day, and nothing else.
    let before = &tokens[..mark];
    let listed = before.iter().any(|token| is_of_date(doc, token)) && is_where_and_when(doc, before);
    (alone || dated || listed).then(|| tokens[mark].span.end)
}

/// Returns where a first sentence ends that is nothing but a town, perhaps with a day:
/// *Astana. The President received*.
fn alone(doc: &Document, tokens: &[Token]) -> Option<usize> {
    let stop = tokens.iter().position(|token| token.span.of(&doc.text) == ".")?;
    let known = |token: &Token| {
        let place = name_over(doc, token).filter(|mention| mention.kind == EntityKind::Place);
        let chain = place.and_then(|place| doc.chains.get(place.chain?.0));
        chain.is_some_and(|chain| chain.place.is_some())
    };
    let ends = doc.sentences.iter().any(|sentence| sentence.span.end == tokens[stop].span.end);
    let town = tokens[..stop].first().is_some_and(known) && is_where_and_when(doc, &tokens[..stop]);
    (ends && town && stop + 1 < tokens.len()).then(|| tokens[stop].span.end)
}

/// Tells whether the tokens are names of places and bodies, days and marks, a place
/// among them.
fn is_where_and_when(doc: &Document, tokens: &[Token]) -> bool {
    let kind = |token: &Token| name_over(doc, token).map(|mention| mention.kind);
    let part = |token: &Token| {
        matches!(kind(token), Some(EntityKind::Place | EntityKind::Organization))
            || is_of_date(doc, token)
            || token.span.of(&doc.text).chars().all(|c| c.is_ascii_punctuation())
    };
    tokens.iter().any(|token| kind(token) == Some(EntityKind::Place)) && tokens.iter().all(part)
}

/// The name over a token near the beginning.
fn name_over<'a>(doc: &'a Document, token: &Token) -> Option<&'a Mention> {
    let next = doc.mentions.partition_point(|mention| mention.span.end <= token.span.start);
    let found = doc.mentions.get(next).filter(|mention| mention.span.overlaps(token.span));
    found.filter(|mention| mention.form == MentionForm::Name)
}

/// Tells whether the token is part of a date.
fn is_of_date(doc: &Document, token: &Token) -> bool {
    let next = doc.dates.partition_point(|date| date.span.end <= token.span.start);
    doc.dates.get(next).is_some_and(|date| date.span.overlaps(token.span))
}
