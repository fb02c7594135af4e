//! Sentences of a hit that show why it was found.

use super::highlight::Highlights;
use crate::document::{Document, Span};
use crate::search::Snippet;

/// Sentences shown.
const MOST: usize = 3;
/// Bytes of a sentence beyond which a part of it is shown.
const LONG: usize = 360;
/// The least that is shown around what a clause matched in a long sentence.
const SHORT: usize = 90;

/// Returns the fewest sentences that show what each clause matched, at most
/// [`MOST`], in the order of the text; the first of the body where no clause
/// can be shown.
pub fn choose(doc: &Document, highlights: &Highlights) -> Vec<Snippet> {
    let sentences = sentences(doc);
    let mut chosen: Vec<usize> = Vec::new();
    let mut shown = vec![false; highlights.len()];
    while chosen.len() < MOST {
        let gain = |sentence: &Span| gain(*sentence, highlights, &shown);
        // Among equals `max_by_key` would take the last; the first says more.
        let best = (0..sentences.len()).rev().max_by_key(|index| gain(&sentences[*index]));
        let Some(best) = best.filter(|best| gain(&sentences[*best]).0 > 0) else { break };
        for (shown, spans) in shown.iter_mut().zip(highlights) {
            *shown |= spans.iter().any(|span| sentences[best].contains(*span));
        }
        chosen.push(best);
    }
    if chosen.is_empty() && !sentences.is_empty() {
        chosen.push(0);
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|index| snippet(doc, sentences[index], highlights)).collect()
}

/// Returns how many clauses a sentence shows that were not shown before, and
/// how much it shows in all.
fn gain(sentence: Span, highlights: &Highlights, shown: &[bool]) -> (usize, usize) {
    let inside = |spans: &Vec<Span>| {
        let first = spans.partition_point(|span| span.start < sentence.start);
        spans[first..]
            .iter()
            .take_while(|span| span.start < sentence.end)
            .filter(|s| s.end <= sentence.end)
            .count()
    };
    let counts: Vec<usize> = highlights.iter().map(inside).collect();
    let fresh = counts.iter().zip(shown).filter(|(count, shown)| **count > 0 && !**shown).count();
    (fresh, counts.iter().sum::<usize>().min(8))
}

/// Returns the sentences of the body; its lines where none were found.
fn sentences(doc: &Document) -> Vec<Span> {
    let body = doc.sentences.iter().map(|sentence| sentence.span).filter(|span| doc.body.contains(*span));
    let found: Vec<Span> = body.collect();
    if !found.is_empty() {
        return found;
    }
    let mut start = doc.body.start;
    let mut lines = Vec::new();
    for line in doc.body.of(&doc.text).split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start().len();
            lines.push(Span::new(start + indent, start + indent + trimmed.len()));
        }
        start += line.len();
    }
    lines
}

/// Makes the snippet of a sentence, or of the parts of a long one around what
/// each clause matched first.
fn snippet(doc: &Document, sentence: Span, highlights: &Highlights) -> Snippet {
    let inside = |spans: &[Span]| spans.iter().filter(|span| sentence.contains(**span)).copied().collect();
    let by_clause: Vec<Vec<Span>> = highlights.iter().map(|spans| inside(spans)).collect();
    let mut marks: Vec<Span> = by_clause.concat();
    marks.sort_unstable();
    let mut first: Vec<Span> = by_clause.iter().filter_map(|spans| spans.first().copied()).collect();
    first.sort_unstable();
    let parts = parts(&doc.text, sentence, &first);
    let mut snippet = Snippet { text: String::new(), highlights: Vec::new(), span: parts[0] };
    for part in &parts {
        if part.start > sentence.start {
            snippet.text.push_str(if snippet.text.is_empty() { "… " } else { " … " });
        }
        let shown: Vec<Span> = marks.iter().filter(|mark| part.contains(**mark)).copied().collect();
        let (text, highlights) = single_spaced(&doc.text, *part, &merged(shown));
        let added = snippet.text.len();
        snippet.text.push_str(&text);
        snippet.highlights.extend(highlights.iter().map(|h| Span::new(h.start + added, h.end + added)));
        snippet.span = snippet.span.join(*part);
    }
    if parts[parts.len() - 1].end < sentence.end {
        snippet.text.push_str(" …");
    }
    snippet
}

/// Returns the parts of a sentence that show `marks`, in order: all of it
/// where it is not long.
fn parts(text: &str, sentence: Span, marks: &[Span]) -> Vec<Span> {
    if sentence.len() <= LONG || marks.is_empty() {
        return vec![part(text, sentence, None, LONG)];
    }
    let room = (LONG / marks.len()).max(SHORT);
    let mut parts: Vec<Span> = Vec::new();
    for mark in marks {
        match parts.last_mut() {
            Some(last) if last.contains(*mark) => {}
            Some(last) => {
                let next = part(text, sentence, Some(*mark), room);
                if next.start <= last.end + 1 { *last = last.join(next) } else { parts.push(next) }
            }
            None => parts.push(part(text, sentence, Some(*mark), room)),
        }
    }
    parts
}

/// Returns the part of a sentence, of about `room` bytes, that begins a little
/// before `mark`, at ends of words.
fn part(text: &str, sentence: Span, mark: Option<Span>, room: usize) -> Span {
    if sentence.len() <= room {
        return sentence;
    }
    let wanted = mark.map_or(sentence.start, |mark| mark.start.saturating_sub(room / 4).max(sentence.start));
    let latest = sentence.end.saturating_sub(room).max(sentence.start);
    let start = if wanted.min(latest) <= sentence.start {
        sentence.start
    } else {
        after_space(text, wanted.min(latest), mark.map_or(sentence.end, |mark| mark.start))
    };
    let least = mark.map_or(start, |mark| mark.end);
    let end = before_space(text, (start + room).min(sentence.end), least, sentence.end);
    Span::new(start, end)
}

/// Returns the beginning of the first word from `at` on, or `limit` before it.
fn after_space(text: &str, at: usize, limit: usize) -> usize {
    let at = (at..=limit).find(|at| text.is_char_boundary(*at)).unwrap_or(limit);
    match text[at..limit].find(char::is_whitespace) {
        Some(space) => {
            let rest = &text[at + space..limit];
            at + space + (rest.len() - rest.trim_start().len())
        }
        None => at,
    }
}

/// Returns the end of the last word before `at`, but not less than `least`.
fn before_space(text: &str, at: usize, least: usize, sentence_end: usize) -> usize {
    if at >= sentence_end {
        return sentence_end;
    }
    let at = (least..=at.max(least)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(least);
    text[least..at].rfind(char::is_whitespace).map_or(at, |space| least + space)
}

/// Returns `marks`, sorted by start, with those that touch joined.
fn merged(marks: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end => *last = last.join(mark),
            _ => merged.push(mark),
        }
    }
    merged
}

/// Returns the text of `part` with white space made single, and where `marks`
/// have come to lie in it.
fn single_spaced(text: &str, part: Span, marks: &[Span]) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(part.len());
    let mut moved = vec![Span::default(); marks.len()];
    let mut next = 0;
    for (index, c) in part.of(text).char_indices().map(|(index, c)| (part.start + index, c)) {
        if next < marks.len() && index == marks[next].end {
            moved[next].end = out.len();
            next += 1;
        }
        let space = c.is_whitespace();
        if next < marks.len() && index == marks[next].start {
            moved[next].start = out.len();
        }
        match space {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    if next < marks.len() {
        moved[next].end = out.len();
    }
    (out, moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Sentence;

    /// Checks the snippets of a body of one sentence a line, where each clause
    /// matched the words that are listed for it.
    fn check(body: &str, clauses: &[&[&str]], expected: &[&str]) {
        let mut doc = Document::new(Some("Headline"), body);
        let mut start = doc.body.start;
        for line in body.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            doc.sentences.push(Sentence { span, tokens: 0..0 });
            start += line.len();
        }
        let spans = |words: &&[&str]| {
            let of = |word: &&str| {
                doc.text.match_indices(*word).map(|(at, w)| Span::new(at, at + w.len())).collect()
            };
            let mut spans: Vec<Span> = words.iter().flat_map(|word| -> Vec<Span> { of(word) }).collect();
            spans.sort_unstable();
            spans
        };
        let highlights: Highlights = clauses.iter().map(spans).collect();
        let shown: Vec<String> = choose(&doc, &highlights).iter().map(marked).collect();
        assert_eq!(shown, expected);
    }

    fn marked(snippet: &Snippet) -> String {
        let mut text = snippet.text.clone();
        for mark in snippet.highlights.iter().rev() {
            text.insert(mark.end, ']');
            text.insert(mark.start, '[');
        }
        text
    }

    #[test]
    fn the_fewest_sentences_show_every_clause() {
        let body = "Envoys came.\nTalks on grain began.\nGrain and envoys, in talks.\nNobody left.";
        check(body, &[&["alks"], &["nvoys"]], &["Grain and e[nvoys], in t[alks]."]);
        check(body, &[&["grain"], &["left"]], &["Talks on [grain] began.", "Nobody [left]."]);
        check(body, &[&["absent"]], &["Envoys came."]);
        check(body, &[], &["Envoys came."]);
        check("", &[&["x"]], &[]);
    }

    #[test]
    fn touching_marks_are_one_and_spaces_single() {
        check("The  New\t York talks", &[&["New\t York"], &["York talks"]], &["The [New York talks]"]);
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let long = format!("{}envoy {}", "väter ".repeat(200), "söhne ".repeat(200));
        let mut doc = Document::new(None, &long);
        doc.sentences.push(Sentence { span: Span::new(0, long.len()), tokens: 0..0 });
        let at = long.find("envoy").unwrap();
        let snippets = choose(&doc, &vec![vec![Span::new(at, at + 5)]]);
        let text = &snippets[0].text;
        assert!(text.len() < LONG + 20 && text.starts_with("… väter") && text.ends_with("söhne …"), "{text}");
        assert_eq!(snippets[0].highlights[0].of(text), "envoy");
    }

    #[test]
    fn a_long_sentence_shows_what_each_clause_matched() {
        let long = format!("port {}envoy {}", "one ".repeat(200), "two ".repeat(200));
        let mut doc = Document::new(None, &long);
        doc.sentences.push(Sentence { span: Span::new(0, long.len()), tokens: 0..0 });
        let at =
            |word: &str| vec![Span::new(long.find(word).unwrap(), long.find(word).unwrap() + word.len())];
        let snippets = choose(&doc, &vec![at("envoy"), at("port")]);
        let marked = marked(&snippets[0]);
        assert!(marked.starts_with("[port] one") && marked.contains(" … one"), "{marked}");
        assert!(marked.contains("[envoy] two") && marked.ends_with("two …"), "{marked}");
    }
}
