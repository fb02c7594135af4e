//! Transcripts: who has the floor, and whether it is a question.
//!
//! A transcript marks its turns: `Q`, `QUESTION:`, `MS. PSAKI:`. Of a
//! questioner nobody knows who *I* is; else it is the one who has the floor.

use crate::document::{ChainId, Document, Span};

/// One turn of a transcript.
pub struct Turn {
    /// From its mark to the next.
    pub span: Span,
    /// The byte behind its mark.
    pub said: usize,
    /// Whether a journalist has the floor.
    pub question: bool,
    /// The one who has it, where the mark names a chain.
    pub speaker: Option<ChainId>,
}

/// Marks that a text needs to count as a transcript, unless the first one names
/// somebody of the article.
const TRANSCRIPT: usize = 2;

/// Returns the turns of `doc`, in order; none when it is no transcript.
pub fn turns(doc: &Document) -> Vec<Turn> {
    let marks = marks(&doc.text, doc.body.start);
    let opens = marks.first().is_some_and(|mark| {
        mark.question && mark.start == doc.body.start
            || mark.name.is_some_and(|name| speaker(doc, name).is_some())
    });
    if marks.len() < TRANSCRIPT && !opens {
        return Vec::new();
    }
    let ends = marks.iter().skip(1).map(|mark| mark.start).chain([doc.text.len()]);
    marks
        .iter()
        .zip(ends)
        .map(|(mark, end)| Turn {
            span: Span::new(mark.start, end),
            said: mark.end,
            question: mark.question,
            speaker: mark.name.and_then(|name| speaker(doc, name)),
        })
        .collect()
}

/// A mark, and the bytes where it begins and behind it.
struct Mark {
    start: usize,
    end: usize,
    question: bool,
    /// The name in it: `MS. PSAKI`.
    name: Option<Span>,
}

/// Returns the marks in `text` from the byte `from` on, in order.
fn marks(text: &str, from: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut end, mut opens) = (from, true);
    // The last character that was no white space.
    let mut before = ' ';
    for (at, c) in text[from..].char_indices().map(|(at, c)| (from + at, c)) {
        if opens
            && at >= end
            && c.is_uppercase()
            && let Some(mark) = mark(text, at)
        {
            end = mark.end;
            marks.push(mark);
        }
        if !c.is_whitespace() {
            before = c;
        }
        opens = c == '\n' || c.is_whitespace() && ".!?)”’\"*".contains(before);
    }
    marks
}

/// Words that give a journalist the floor.
const QUESTIONERS: [&str; 5] = ["Q", "Question", "QUESTION", "REPORTER", "JOURNALIST"];

/// Words that give somebody the floor who answers.
const ANSWERERS: [&str; 2] = ["A:", "ANSWER:"];

/// Characters of a name in a mark.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=41;

/// Returns the mark that begins at `start`.
fn mark(text: &str, start: usize) -> Option<Mark> {
    let rest = &text[start..];
    let word = QUESTIONERS.iter().find(|word| rest.strip_prefix(**word).is_some_and(follows_a_questioner));
    if let Some(word) = word {
        let marked = rest[word.len()..].starts_with([':', '.']);
        let end = start + word.len() + usize::from(marked);
        return Some(Mark { start, end, question: true, name: None });
    }
    if let Some(word) = ANSWERERS.iter().find(|word| rest.starts_with(**word)) {
        return Some(Mark { start, end: start + word.len(), question: false, name: None });
    }
    // A mark is short, however long what follows it is.
    let rest = rest.char_indices().nth(LENGTHS.end() + 1).map_or(rest, |(end, _)| &rest[..end]);
    let named = |c: char| c.is_uppercase() || matches!(c, '.' | '\'' | '’' | ' ' | '-');
    let length = rest.find(|c| !named(c)).filter(|length| rest[*length..].starts_with(':'))?;
    let name = Span::new(start, start + length);
    let fits = LENGTHS.contains(&rest[..length].chars().count());
    fits.then_some(Mark { start, end: name.end + 1, question: false, name: Some(name) })
}

/// Tells whether what is said begins behind a questioner's word: after a mark,
/// a gap, or a space and a capital.
fn follows_a_questioner(rest: &str) -> bool {
    let said = rest.trim_start();
    let gap = rest[..rest.len() - said.len()].chars().count();
    rest.starts_with([':', '.'])
        || gap > 1
        || gap == 1 && said.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '('))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the marks of `text`: where each begins, and who has the floor.
    fn check(text: &str, expected: &[(usize, &str)]) {
        let found = marks(text, 0);
        let who = |mark: &Mark| match mark.name {
            Some(name) => name.of(text).to_owned(),
            None => if mark.question { "?" } else { "!" }.to_owned(),
        };
        let found: Vec<(usize, String)> = found.iter().map(|mark| (mark.start, who(mark))).collect();
        let expected: Vec<_> = expected.iter().map(|(start, who)| (*start, (*who).to_owned())).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn turns_begin_at_their_marks() {
        check(
            "MS. ADLER: Good day.\nQ  Thank you.\nMS. ADLER: Sure.",
            &[(0, "MS. ADLER"), (21, "?"), (35, "MS. ADLER")],
        );
        check("QUESTION: Who?\nANSWER: She.\nA: He.", &[(0, "?"), (15, "!"), (28, "!")]);
        check("He left. Q Did he? (Laughter.)  THE PRESIDENT: No.", &[(9, "?"), (32, "THE PRESIDENT")]);
        check("Q (Inaudible.)", &[(0, "?")]);
    }

    #[test]
    fn what_looks_alike_is_no_mark() {
        check("Q1 was strong, and Q: is in mid-sentence", &[]);
        check("Doha: talks begin", &[]);
        check("AB: too short", &[]);
        check("q: small\nQuestions are open", &[]);
        check("ÅÄÖ: a short name", &[(0, "ÅÄÖ")]);
    }
}
