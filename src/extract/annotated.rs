//! Documents for tests, from text with its names in brackets: `[Ann Ek|PER] met [Hamas|ORG]`.

use super::sentences::Sentences;
use super::tokens::Tokens;
use super::{Component, Layer};
use crate::document::{Document, EntityKind, Mention, MentionForm, Span};

/// Makes a document of `annotated`, with tokens, sentences and names.
pub fn document(annotated: &str) -> Document {
    let (text, mentions) = read(annotated);
    let mut doc = Document::new(None, &text);
    for component in [&Tokens as &dyn Component, &Sentences] {
        assert!(!component.assigns().contains(&Layer::Names));
        component.apply(&mut doc);
    }
    doc.mentions = mentions;
    doc
}

fn read(annotated: &str) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = annotated;
    while let Some((before, name, kind, after)) = next(rest) {
        text.push_str(before);
        let span = Span::new(text.len(), text.len() + name.len());
        text.push_str(name);
        mentions.push(Mention { span, kind, form: MentionForm::Name, chain: None, confidence: 1.0 });
        rest = after;
    }
    text.push_str(rest);
    (text, mentions)
}

fn next(rest: &str) -> Option<(&str, &str, EntityKind, &str)> {
    let (before, behind) = rest.split_once('[')?;
    let (inner, after) = behind.split_once(']')?;
    let (name, kind) = inner.split_once('|')?;
    let kind = match kind {
        "PER" => EntityKind::Person,
        "ORG" => EntityKind::Organization,
        _ => EntityKind::Place,
    };
    Some((before, name, kind, after))
}
