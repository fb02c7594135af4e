//! The words of a sentence that are worth parsing.
//!
//! *First Deputy Trade Minister Ana Lind of Norway met with State Railway
//! Authority Director Omar Haddad* is hard on a parser, *Ana Lind met with
//! Omar Haddad* is not. The dateline, titles before names,
//! countries behind them and the brackets that follow are left out.

use super::lexicon::LEXICON;
use super::opening;
use crate::document::{Document, EntityKind, Mention, MentionForm, RoleMention, Span};
use crate::extract::roles::lexicon::office;
use crate::extract::syntax::noun_lemma;

/// Words between a title and the name that are left out with it.
const BETWEEN: usize = 6;

/// Words of a title behind those that are known as one.
const LONGEST_TITLE: usize = 12;

/// Returns the spans of the words of `sentence` to parse, at least one.
pub fn words(doc: &Document, sentence: usize) -> Vec<Span> {
    let tokens = doc.sentences[sentence].tokens.clone();
    let start = opening::after_dateline(doc, sentence);
    let spans: Vec<Span> = doc.tokens[start..tokens.end].iter().map(|token| token.span).collect();
    let mut kept = vec![true; spans.len()];
    let from = spans.first().map_or(0, |span| span.start);
    let to = spans.last().map_or(0, |span| span.end);
    let first = doc.mentions.partition_point(|mention| mention.span.start < from);
    let roles = &doc.roles[doc.roles.partition_point(|role| role.span.start < from)..];
    let roles = &roles[..roles.partition_point(|role| role.span.start < to)];
    for (index, mention) in doc.mentions.iter().enumerate().skip(first) {
        if mention.span.start >= to {
            break;
        }
        if mention.kind == EntityKind::Person && mention.form == MentionForm::Name {
            leave_out_courtesy(doc, &spans, &mut kept, mention);
            leave_out_title(doc, roles, &spans, &mut kept, index);
            leave_out_apposition(doc, roles, &spans, &mut kept, index);
            leave_out_country(doc, &spans, &mut kept, mention);
        }
    }
    let words: Vec<Span> =
        spans.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(span, _)| *span).collect();
    if words.is_empty() { spans } else { words }
}

/// Leaves out the forms of address right before the name: *Mr.*, *Herr*.
fn leave_out_courtesy(doc: &Document, spans: &[Span], kept: &mut [bool], mention: &Mention) {
    let name = spans.partition_point(|span| span.end <= mention.span.start);
    let courtesy = |at: &usize| {
        let word = spans[*at].of(&doc.text);
        let office = office(word).filter(|office| office.title && office.group == "person");
        office.is_some() && (word.starts_with(char::is_uppercase) || word == "comrade")
    };
    let first = (0..name).rev().take_while(courtesy).last().unwrap_or(name);
    kept[first..name].fill(false);
}

/// Leaves out the titles that end right before the name, and their article.
fn leave_out_title(doc: &Document, roles: &[RoleMention], spans: &[Span], kept: &mut [bool], mention: usize) {
    let name = spans.partition_point(|span| span.end <= doc.mentions[mention].span.start);
    let titles = roles.iter().filter(|role| role.holder == Some(mention));
    let before = titles.filter(|role| role.span.start < doc.mentions[mention].span.start);
    let Some(start) = before.map(|role| spans.partition_point(|span| span.end <= role.span.start)).min()
    else {
        return;
    };
    let text = |at: usize| spans[at].of(&doc.text);
    let end = roles.iter().filter(|role| role.holder == Some(mention)).map(|role| role.span.end);
    let end = end.filter(|end| *end <= doc.mentions[mention].span.start).max().unwrap_or(0);
    let gap = spans.partition_point(|span| span.start < end)..name;
    let behind_comma = !gap.is_empty() && text(gap.start) == ",";
    let gap = gap.start + usize::from(behind_comma)..gap.end;
    let part = |at: usize| {
        text(at).starts_with(char::is_uppercase) || matches!(text(at), "for" | "of" | "and" | "the" | "to")
    };
    let another = mention > 0 && {
        let last = &doc.mentions[mention - 1];
        last.span.start >= end && last.kind == EntityKind::Person && last.form == MentionForm::Name
    };
    let contiguous = !another && gap.len() <= BETWEEN && gap.clone().all(part);
    if start < name && contiguous {
        let start = earlier_title(doc, spans, start);
        let article = start > 0 && matches!(text(start - 1), "the" | "The" | "a" | "A");
        let start = start - usize::from(article);
        let start = longer_title(doc, spans, start, article);
        kept[first_of_two(doc, spans, start)..name].fill(false);
        if behind_comma {
            leave_out_closing_comma(doc, spans, kept, mention);
        }
    }
}

/// Leaves out the comma that closes a name behind its title: *the premier, Mr.
/// Ur, met*. Before another name or title it parts the two.
fn leave_out_closing_comma(doc: &Document, spans: &[Span], kept: &mut [bool], mention: usize) {
    let text = |at: usize| spans.get(at).map_or("", |span| span.of(&doc.text));
    let comma = spans.partition_point(|span| span.start < doc.mentions[mention].span.end);
    let goes_on = text(comma + 1).starts_with(char::is_lowercase)
        && !matches!(
            text(comma + 1),
            "the" | "a" | "an" | "who" | "whom" | "whose" | "which" | "his" | "her"
        );
    if text(comma) == "," && goes_on {
        kept[comma] = false;
    }
}

/// Returns where the first of two titles begins that a comma parts at the head
/// of a sentence: *Chairman of the Council, Leader of the Party Bo Ur*.
fn first_of_two(doc: &Document, spans: &[Span], start: usize) -> usize {
    let text = |at: usize| spans[at].of(&doc.text);
    if start < 2 || text(start - 1) != "," {
        return start;
    }
    let part = |at: &usize| {
        text(*at).starts_with(char::is_uppercase) || matches!(text(*at), "of" | "for" | "the" | "and" | "to")
    };
    let person = |at: usize| {
        let first = doc.mentions.partition_point(|mention| mention.span.end <= spans[at].start);
        doc.mentions[first..]
            .iter()
            .take(4)
            .any(|mention| mention.span.overlaps(spans[at]) && mention.kind == EntityKind::Person)
    };
    let named = |at: usize| person(at) && !LEXICON.is_people(&noun_lemma(text(at)));
    let title = (0..start - 1).take(3).any(|at| LEXICON.is_people(&noun_lemma(text(at))));
    let whole = (0..start - 1).all(|at| part(&at) && !named(at));
    if title && whole { 0 } else { start }
}

/// Returns where a title begins of which the one at `start` is the end:
/// *Russian Aide to the President Yuri Ushakov* is the aide.
fn longer_title(doc: &Document, spans: &[Span], start: usize, article: bool) -> usize {
    let text = |at: usize| spans[at].of(&doc.text);
    let capital = |at: usize| text(at).starts_with(char::is_uppercase);
    if !article
        || start < 3
        || text(start - 1) != "to"
        || !capital(start - 2)
        || !LEXICON.is_people(&noun_lemma(text(start - 2)))
    {
        return start;
    }
    let first = (1..start - 1).rev().take_while(|&at| capital(at)).last();
    first.unwrap_or(start)
}

/// Returns where a title begins that is coordinated with the one at `start`:
/// *Crown Prince and Prime Minister Mohammed bin Salman* are one man. With an
/// article it would be another: *the king and Prime Minister Barak*.
fn earlier_title(doc: &Document, spans: &[Span], start: usize) -> usize {
    let text = |at: usize| spans[at].of(&doc.text);
    if start < 2 || !matches!(text(start - 1), "and" | "&") {
        return start;
    }
    let named = |at: usize| {
        let first = doc.mentions.partition_point(|mention| mention.span.start < spans[at].start);
        let first = first.saturating_sub(3);
        let over = doc.mentions[first..].iter().take(4).find(|mention| {
            mention.span.overlaps(spans[at])
                && mention.kind == EntityKind::Person
                && mention.form == MentionForm::Name
        });
        over.is_some_and(|mention| {
            !mention.span.of(&doc.text).split_whitespace().all(|word| LEXICON.is_people(&noun_lemma(word)))
        })
    };
    let office = LEXICON.is_people(&noun_lemma(text(start - 2)));
    let mut first = start - 1;
    while first > 0 && text(first - 1).starts_with(char::is_uppercase) && !named(first - 1) {
        first -= 1;
    }
    let article = first > 0 && matches!(text(first - 1), "the" | "its" | "their" | "his" | "her" | "a");
    if office && !article && first < start - 1 { first } else { start }
}

/// Leaves out a title between commas behind the name: *Klein, the council's
/// director, met*.
fn leave_out_apposition(
    doc: &Document,
    roles: &[RoleMention],
    spans: &[Span],
    kept: &mut [bool],
    mention: usize,
) {
    let text = |at: usize| spans.get(at).map_or("", |span| span.of(&doc.text));
    let comma = spans.partition_point(|span| span.start < doc.mentions[mention].span.end);
    let behind = roles
        .iter()
        .filter(|role| role.holder == Some(mention) && role.span.start >= doc.mentions[mention].span.end);
    let Some(role) = behind.min_by_key(|role| role.span.start) else { return };
    let start = spans.partition_point(|span| span.end <= role.span.start);
    let end = spans.partition_point(|span| span.start < role.span.end);
    let near = text(comma) == "," && start <= comma + 2;
    let end = if near { end_of_apposition(doc, spans, end) } else { end };
    if near && text(end) == "," {
        kept[comma..=end].fill(false);
    }
    if near && matches!(text(end), ";" | "." | "") {
        kept[comma..end].fill(false);
    }
}

/// Returns where the apposition ends whose title ends at `end`: a title may go
/// on, *Adviser to the King and Director of Trade*, up to the next comma.
fn end_of_apposition(doc: &Document, spans: &[Span], end: usize) -> usize {
    let text = |at: usize| spans.get(at).map_or("", |span| span.of(&doc.text));
    let part = |at: usize| {
        text(at).starts_with(char::is_uppercase)
            || matches!(text(at), "for" | "of" | "and" | "the" | "to" | "on" | "in" | "at" | "&")
    };
    let stop = (end..end + LONGEST_TITLE).find(|&at| !part(at)).unwrap_or(end);
    let another = spans[end.min(spans.len())..stop.min(spans.len())].iter().any(|span| {
        let first = doc.mentions.partition_point(|mention| mention.span.end <= span.start);
        doc.mentions[first..].iter().take(4).any(|mention| {
            // One that began in the title is a name with it: *Attorney General Ur*.
            let titled = spans.get(end.wrapping_sub(1)).is_some_and(|last| mention.span.start <= last.start);
            mention.span.overlaps(*span)
                && (mention.kind == EntityKind::Person || titled)
                && mention.form == MentionForm::Name
        })
    });
    if text(stop) == "," && !another { stop } else { end }
}

/// Leaves out *of France* and *(ROK)* right behind a name.
fn leave_out_country(doc: &Document, spans: &[Span], kept: &mut [bool], mention: &Mention) {
    let text = |at: usize| spans.get(at).map_or("", |span| span.of(&doc.text));
    let mut at = spans.partition_point(|span| span.start < mention.span.end);
    if text(at) != "of" {
        return;
    }
    let first = at;
    at += 1 + usize::from(text(at + 1) == "the");
    let Some(start) = spans.get(at).map(|span| span.start) else { return };
    let next = doc.mentions.partition_point(|other| other.span.start < start);
    let place = doc.mentions[next..].iter().take(4).find(|other| {
        other.span.start == start && other.kind == EntityKind::Place && other.form == MentionForm::Name
    });
    let Some(place) = place else { return };
    at = spans.partition_point(|span| span.start < place.span.end);
    if text(at) == "(" && text(at + 2) == ")" {
        at += 3;
    }
    kept[first..at].fill(false);
}
