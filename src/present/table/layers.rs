//! One article with every layer marked.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};

use super::Style;
use super::hits::{painted, wrapped};
use crate::document::{Document, EntityKind, PublishedFrom, Span};
use crate::present::days;
use crate::resolve::Entity;

/// Returns the text of `doc` with marks, and beneath it what was understood.
///
/// Without colours a name is marked `[Wang Kejian|PER]`, one that may well be
/// wrong `[Lake Ferris|PER?]`, and a date `[Sunday|2024-03-17]`. `entities` are those of the chains, in their order.
pub fn layers(doc: &Document, entities: &[Option<Entity>], style: Style) -> String {
    let mut text = String::new();
    write_head(&mut text, doc).expect("a string takes any text");
    text.push_str(&marked(doc, style));
    text.push('\n');
    write_entities(&mut text, doc, entities, style).expect("a string takes any text");
    write_events(&mut text, doc, style).expect("a string takes any text");
    text
}

fn write_head(text: &mut String, doc: &Document) -> std::fmt::Result {
    let published = doc.published.map(|publication| match publication.from {
        PublishedFrom::Mtime => format!("file of {}", publication.day),
        _ => publication.day.to_string(),
    });
    let facts = [
        Some(doc.id.clone()),
        Some(doc.source.path.clone()),
        published,
        doc.publisher.clone(),
        doc.language.clone(),
    ];
    writeln!(text, "{}\n", facts.into_iter().flatten().collect::<Vec<_>>().join("  "))
}

/// A stretch to mark: its span, its colour, and its label without colours.
struct Mark {
    span: Span,
    ansi: Ansi,
    label: String,
    /// Stands behind the words of what is unsure.
    doubt: &'static str,
}

/// Returns the text with names, dates, triggers and zones marked.
fn marked(doc: &Document, style: Style) -> String {
    let mut text = String::with_capacity(doc.text.len() * 2);
    let mut at = 0;
    for mark in marks(doc) {
        // Of two marks that overlap, the first is shown.
        if mark.span.start < at {
            continue;
        }
        text.push_str(&doc.text[at..mark.span.start]);
        let words = mark.span.of(&doc.text);
        if style.colour {
            text.push_str(&painted(&format!("{words}{}", mark.doubt), mark.ansi, style));
        } else {
            let _ = write!(text, "[{words}|{}]", mark.label);
        }
        at = mark.span.end;
    }
    text.push_str(&doc.text[at..]);
    text.push('\n');
    text
}

fn marks(doc: &Document) -> Vec<Mark> {
    let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
    let mentions = doc.mentions.iter().map(|mention| {
        let (ansi, label) = match mention.kind {
            EntityKind::Person => (colour(AnsiColor::Cyan), "PER"),
            EntityKind::Organization => (colour(AnsiColor::Magenta), "ORG"),
            EntityKind::Place => (colour(AnsiColor::Green), "LOC"),
        };
        let chain = mention.chain.map(|chain| format!(" e{}", chain.0 + 1)).unwrap_or_default();
        // What is marked so may well be wrong.
        let doubt = if mention.is_unsure() { "?" } else { "" };
        Mark { span: mention.span, ansi, label: format!("{label}{doubt}{chain}"), doubt }
    });
    let dates = doc.dates.iter().map(|date| Mark {
        span: date.span,
        ansi: colour(AnsiColor::Yellow),
        label: date.timex.clone(),
        doubt: "",
    });
    let triggers = doc.events.iter().enumerate().map(|(number, event)| Mark {
        span: event.trigger,
        ansi: Ansi::new().bold().underline(),
        label: format!("v{}", number + 1),
        doubt: "",
    });
    let mut marks: Vec<Mark> = mentions.chain(dates).chain(triggers).collect();
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks
}

fn write_entities(
    text: &mut String,
    doc: &Document,
    entities: &[Option<Entity>],
    style: Style,
) -> std::fmt::Result {
    if doc.chains.is_empty() {
        return Ok(());
    }
    writeln!(text, "{}", painted("Entities", Ansi::new().bold(), style))?;
    for (number, chain) in doc.chains.iter().enumerate() {
        let mentions = doc.mentions.iter().filter(|m| m.chain.is_some_and(|chain| chain.0 == number)).count();
        let roles: Vec<&str> = chain.roles.iter().map(|role| role.title.as_str()).collect();
        let role = if roles.is_empty() { String::new() } else { format!(", {}", roles.join(", ")) };
        let known = match entities.get(number).and_then(Option::as_ref) {
            Some(entity) => format!("  → {} ({})", entity.name, entity.id),
            None => String::new(),
        };
        let kind = chain.kind.as_str();
        writeln!(text, "  e{:<3} {kind:12} {}{role}  ×{mentions}{known}", number + 1, chain.name)?;
        let decided = entities.get(number).and_then(Option::as_ref).map(|entity| entity.reasons.join("; "));
        let why = [chain.reason.clone(), decided.unwrap_or_default()];
        let why: Vec<&str> = why.iter().map(String::as_str).filter(|why| !why.is_empty()).collect();
        for line in wrapped(&why.join("; "), style.width, 7) {
            writeln!(
                text,
                "       {}",
                painted(line, Ansi::new().fg_color(Some(AnsiColor::BrightBlack.into())), style)
            )?;
        }
    }
    text.push('\n');
    Ok(())
}

fn write_events(text: &mut String, doc: &Document, style: Style) -> std::fmt::Result {
    if doc.events.is_empty() {
        return Ok(());
    }
    writeln!(text, "{}", painted("Events", Ansi::new().bold(), style))?;
    let names = |chains: &[crate::document::ChainId]| {
        let names: Vec<&str> = chains
            .iter()
            .filter_map(|chain| doc.chains.get(chain.0))
            .map(|chain| chain.name.as_str())
            .collect();
        names.join(", ")
    };
    for (number, event) in doc.events.iter().enumerate() {
        let (kind, status) = (event.kind.as_str(), event.status.as_str());
        writeln!(
            text,
            "  v{:<3} {kind} {status}  {}  {}",
            number + 1,
            days::interval(event.when),
            names(&event.participants)
        )?;
        for (label, chains) in [("in", &event.places), ("according to", &event.attributed_to)] {
            if !chains.is_empty() {
                writeln!(text, "       {label} {}", names(chains))?;
            }
        }
        writeln!(text, "       “{}”", event.evidence.of(&doc.text).trim())?;
        writeln!(text, "       {} ({:.2})", event.reason, event.confidence)?;
    }
    Ok(())
}
