//! Denials in a sentence of their own: *papers report that they met. There was no such
//! meeting*.

use super::lexicon::LEXICON;
use super::mood::no_such;
use super::story::Story;
use crate::document::{Document, EventKind, Status};
use crate::extract::syntax::verb_lemma;

/// Sentences within which what was reported is denied.
const NEAR: usize = 2;

/// Denies the meeting that others were said to report, where a sentence behind it says
/// that there was no such one. What the article tells itself stays.
pub fn deny(doc: &Document, story: &mut Story) {
    for sentence in (0..doc.sentences.len()).filter(|&sentence| no_such(doc, sentence).is_some()) {
        let Some(told) = story.sentences.iter().rposition(|told| *told < sentence) else { continue };
        let near = sentence - story.sentences[told] <= NEAR;
        let hearsay = is_hearsay(doc, story.sentences[told]);
        let event = &mut story.events[told];
        if near && hearsay && event.status == Status::Held && event.kind != EventKind::Visit {
            event.status = Status::Denied;
            event.reason.push_str("; denied behind: no such");
        }
    }
}

/// Tells whether the sentence asks, or gives what others report.
fn is_hearsay(doc: &Document, sentence: usize) -> bool {
    let tokens = &doc.tokens[doc.sentences[sentence].tokens.clone()];
    tokens.iter().any(|token| {
        let word = token.span.of(&doc.text).to_lowercase();
        matches!(
            word.as_str(),
            "?" | "press" | "rumour" | "rumours" | "rumor" | "rumors" | "newspaper" | "newspapers"
        ) || matches!(verb_lemma(&word).as_str(), "report" | "claim" | "allege")
            || LEXICON.is_untrue(&word)
    })
}
