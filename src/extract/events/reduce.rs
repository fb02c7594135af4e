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

/// Returns the spans of the words of `sentence` to parse, at least one; what is
/// before the byte `said` is left out where anything follows it.
pub fn words(doc: &Document, sentence: usize, said: usize) -> Vec<Span> {
    let tokens = doc.sentences[sentence].tokens.clone();
    let marked = doc.tokens[tokens.clone()].partition_point(|token| token.span.start < said);
    let marked = tokens.start + marked;
    let start = opening::after_dateline(doc, sentence).max(if marked < tokens.end { marked } else { 0 });
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
            leave_out_initialism(doc, &spans, &mut kept, mention);
            leave_out_title(doc, roles, &spans, &mut kept, index);
            leave_out_apposition(doc, roles, &spans, &mut kept, index);
            leave_out_country(doc, &spans, &mut kept, mention);
        }
    }
    leave_out_honours(doc, &spans, &mut kept);
    let words: Vec<Span> =
        spans.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(span, _)| *span).collect();
    if words.is_empty() { spans } else { words }
}

/// Leaves out forms of honour before an office: *His Majesty the King*, *HM the
/// King* is the king.
fn leave_out_honours(doc: &Document, spans: &[Span], kept: &mut [bool]) {
    let text = |at: usize| spans.get(at).map_or("", |span| span.of(&doc.text));
    for at in 0..spans.len() {
        let next = match text(at) {
            "His" | "Her" | "Their" | "his" | "her" | "their" => {
                let honour = |word: usize| !LEXICON.honoured_as(&noun_lemma(text(word))).is_empty();
                let long = matches!(text(at + 1), "Royal" | "Imperial" | "Serene");
                let word = at + 1 + usize::from(long);
                if honour(word) || matches!(text(word), "Excellency" | "Excellencies") {
                    word + 1
                } else {
                    continue;
                }
            }
            "HM" | "HRH" | "HE" | "HH" | "H.M." | "H.R.H." | "H.E." | "H.H." => at + 1,
            _ => continue,
        };
        let office = text(next + 1).starts_with(char::is_uppercase);
        if text(next) == "the" && office {
            kept[at..next].fill(false);
        }
    }
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

/// Leaves out an office in initials right before the name, which was taken for a
/// body: *NSA Amal Idris*, *FM Lind*.
fn leave_out_initialism(doc: &Document, spans: &[Span], kept: &mut [bool], mention: &Mention) {
    let name = spans.partition_point(|span| span.end <= mention.span.start);
    let Some(at) = name.checked_sub(1) else { return };
    let word = spans[at].of(&doc.text);
    let initials = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let own = spans.get(name).map_or("", |span| span.of(&doc.text));
    let lone = over(doc, spans[at]).all(|body| body.span == spans[at]);
    // In capitals everywhere, nothing tells initials from words.
    if initials && lone && own.chars().any(char::is_lowercase) {
        kept[at] = false;
    }
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
    let part = |at: usize| is_of_title(text(at));
    let another = mention > 0 && {
        let last = &doc.mentions[mention - 1];
        last.span.start >= end && last.kind == EntityKind::Person && last.form == MentionForm::Name
    };
    let contiguous = !another && gap.len() <= BETWEEN && gap.clone().all(part);
    if start < name && contiguous {
        let start = earlier_title(doc, spans, start);
        // *Secretary of State Cardinal Ur*: the rank is inside the office.
        let office = start > 2 && text(start - 1) == "of" && LEXICON.is_people(&noun_lemma(text(start - 2)));
        let start = if office { start - 2 } else { start };
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
    let name = spans.partition_point(|span| span.end <= doc.mentions[mention].span.start);
    let relative = |at: usize| text(at) == "," && matches!(text(at + 1), "who" | "whom" | "whose" | "which");
    // *Lind, who was to see the premier, Mr. Ur, has called off his trip*: it closes the clause.
    // *The minister, Mr. Ur, bearer of a message*: it opens an apposition.
    let described = text(comma + 2) == "of" && text(comma + 1) != "and";
    if text(comma) == "," && goes_on && !described && !(0..name).any(relative) {
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
    let person = |at: usize| over(doc, spans[at]).any(|mention| mention.kind == EntityKind::Person);
    let named = |at: usize| person(at) && !LEXICON.is_people(&noun_lemma(text(at)));
    let one = |at: usize| {
        let lower = text(at).to_lowercase();
        LEXICON.is_people(&lower) && noun_lemma(&lower) == lower
    };
    let title = (0..start - 1).take(3).any(one);
    let whole = (0..start - 1).all(|at| is_of_title(text(at)) && !named(at));
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
        let mut names = over(doc, spans[at]).filter(|mention| mention.form == MentionForm::Name);
        names.find(|mention| mention.kind == EntityKind::Person).is_some_and(|mention| {
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
    let part = |at: usize| is_of_title(text(at)) || matches!(text(at), "on" | "in" | "at" | "&");
    let stop = (end..end + LONGEST_TITLE).find(|&at| !part(at)).unwrap_or(end);
    let another = spans[end.min(spans.len())..stop.min(spans.len())].iter().any(|span| {
        over(doc, *span).any(|mention| {
            // One that began in the title is a name with it: *Attorney General Ur*.
            let titled = spans.get(end.wrapping_sub(1)).is_some_and(|last| mention.span.start <= last.start);
            (mention.kind == EntityKind::Person || titled) && mention.form == MentionForm::Name
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
    let article = text(at + 1) == "the";
    at += 1 + usize::from(article);
    let Some(start) = spans.get(at).map(|span| span.start) else { return };
    let next = doc.mentions.partition_point(|other| other.span.start < start);
    let place = doc.mentions[next..].iter().take(4).find(|other| {
        other.span.start == start && other.kind == EntityKind::Place && other.form == MentionForm::Name
    });
    let Some(place) = place else { return };
    // *Of the Palestine support committee* is of a committee.
    if article && !takes_article(place.span.of(&doc.text)) {
        return;
    }
    at = spans.partition_point(|span| span.start < place.span.end);
    if text(at) == "(" && text(at + 2) == ")" {
        at += 3;
    }
    kept[first..at].fill(false);
}

/// Tells whether the name of a country has an article: *the Netherlands*, *the U.S.*,
/// *the Central African Republic*.
fn takes_article(country: &str) -> bool {
    let alone = ["Gambia", "Congo", "Sudan", "Ukraine", "Lebanon", "Vatican", "Yemen"];
    country.ends_with(['s', '.'])
        || country.contains(' ')
        || !country.chars().any(char::is_lowercase)
        || alone.contains(&country)
}

/// The mentions over the word at `span`; of those inside others, the nearest.
fn over(doc: &Document, span: Span) -> impl Iterator<Item = &Mention> {
    let first = doc.mentions.partition_point(|mention| mention.span.start < span.start);
    let near = doc.mentions[first.saturating_sub(NESTED)..].iter().take(2 * NESTED);
    near.filter(move |mention| mention.span.overlaps(span))
}

/// Mentions that begin before a word and may reach over it.
const NESTED: usize = 3;

/// Tells whether a word can stand inside the title before a name: *Minister of
/// Trade and the Interior*.
pub fn is_of_title(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || matches!(word, "of" | "for" | "the" | "and" | "to")
}
