//! Denials of what is reported: *the report that they met is a fable*, and, in a sentence
//! of its own, *there was no such meeting*.

use super::lexicon::LEXICON;
use super::mood::is_none;
use super::story::Story;
use super::view::View;
use crate::document::{Document, EventKind, Status, Token};
use crate::extract::syntax::{Relation, Xpos, noun_lemma, verb_lemma};

/// Sentences within which what was reported is denied.
const NEAR: usize = 2;

/// Denies the meeting that others were said to report, where a sentence behind it says
/// that there was no such one. What the article tells itself stays.
pub fn deny(doc: &Document, story: &mut Story) {
    for sentence in (0..doc.sentences.len()).filter(|&sentence| no_such(doc, sentence).is_some()) {
        let Some(told) = story.sentences.iter().rposition(|told| *told < sentence) else { continue };
        let near = sentence - story.sentences[told] <= NEAR;
        let hearsay = is_hearsay(doc, story.sentences[told], story.events[told].trigger.start);
        let event = &mut story.events[told];
        if near && hearsay && event.status == Status::Held && event.kind != EventKind::Visit {
            event.status = Status::Denied;
            event.reason.push_str("; denied behind: no such");
        }
    }
}

/// Tells whether the sentence says that what is asked or reported in it was not so: *asked
/// whether they had met, she said that no such meeting had taken place*.
pub fn is_denied_behind(view: &View<'_>, trigger: usize) -> bool {
    let at = view.span(trigger).start;
    no_such(view.doc, view.sentence).is_some_and(|no| no > at) && is_hearsay(view.doc, view.sentence, at)
}

/// Returns the byte at which the sentence says that there was no such event: *no such
/// meeting had taken place*.
fn no_such(doc: &Document, sentence: usize) -> Option<usize> {
    let tokens = &doc.tokens[doc.sentences[sentence].tokens.clone()];
    let text = |token: &Token| token.span.of(&doc.text);
    let told = tokens.windows(3).find(|three| {
        let noun = || LEXICON.noun(&noun_lemma(&text(&three[2]).to_lowercase()));
        text(&three[0]).eq_ignore_ascii_case("no") && text(&three[1]) == "such" && !noun().is_empty()
    });
    told.map(|three| three[0].span.start)
}

/// Tells whether the sentence says of what tells the event that it is not so: *the
/// report that they met is a fable*, *there is no truth in it*.
pub fn is_untrue(view: &View<'_>, trigger: usize) -> bool {
    let parse = &view.parse;
    let told = |word: usize| {
        if view.lemma(word) == "truth" {
            // *There was no truth in a report that they had met*.
            let said = parse.head(word).is_some_and(|head| parse.subtree(head).contains(&trigger));
            return is_none(view, word) && word < trigger && said;
        }
        let copular = parse.own_subjects(word).next().is_some();
        let predicate = if copular { Some(word) } else { parse.head(word) };
        let as_such = copular || parse.has_case(word, "as") || parse.relation(word) == Relation::Xcomp;
        let subject = predicate.filter(|_| as_such).and_then(|predicate| parse.subject(predicate));
        // *The charges that he spoke of at the talks are false* says nothing of the talks.
        let reports = |subject: usize| {
            subject < word
                && (LEXICON.is_hearsay(view.lemma(subject)) || parse.relation(subject) == Relation::Csubj)
                && parse.subtree(subject).contains(&trigger)
        };
        // *Their differences lie in it*.
        let finite = matches!(parse.xpos(word), Xpos::Vb | Xpos::Vbp | Xpos::Vbz | Xpos::Vbd);
        LEXICON.is_untrue(parse.form(word))
            && !finite
            && !parse.is_negated(word)
            && subject.is_some_and(reports)
    };
    (0..parse.len()).any(told)
}

/// Tells whether the sentence asks for what stands at the byte `at`, or gives it as what
/// others report.
fn is_hearsay(doc: &Document, sentence: usize, at: usize) -> bool {
    let tokens = &doc.tokens[doc.sentences[sentence].tokens.clone()];
    let words = tokens.iter().map(|token| (token.span.start, token.span.of(&doc.text).to_lowercase()));
    let mut words = words.filter(|(start, word)| *start < at || word == "?");
    words.any(|(_, word)| {
        matches!(word.as_str(), "?" | "whether" | "if")
            || LEXICON.is_hearsay(&noun_lemma(&word))
            || matches!(verb_lemma(&word).as_str(), "report" | "claim" | "allege")
    })
}
