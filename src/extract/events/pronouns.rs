//! Whom a pronoun or a count of people stands for.

use super::groups::of_it;
use super::lexicon::LEXICON;
use super::parties::PartyAt;
use super::story::Story;
use super::view::{Named, View};
use crate::document::{ChainId, EntityKind, Gender, MentionForm};
use crate::extract::syntax::Relation;

/// Sentences over which a pronoun of a transcript reaches back.
const REACH: usize = 3;

/// Tells whether the word counts people that were named: *the two*, *both*.
pub fn is_count(view: &View<'_>, at: usize) -> bool {
    matches!(view.parse.form(at), "two" | "both" | "three" | "pair")
}

pub fn pronoun(view: &View<'_>, story: &Story, at: usize, over: Option<&Named>) -> Vec<PartyAt> {
    let span = view.span(at);
    let party = |chain: ChainId| PartyAt::at(view, at, chain);
    match view.parse.form(at) {
        "we" | "us" if story.speaker(span).is_some() => Vec::new(),
        "i" | "me" | "myself" => story.speaker(span).map(party).into_iter().collect(),
        "we" => story.recent(view.sentence).iter().copied().map(party).collect(),
        "they" | "them" | "their" | "two" | "both" | "three" | "pair" | "each" => {
            let chain = over.and_then(|named| view.doc.mentions[named.mention].chain);
            let last = many(view, story, at);
            if last.len() > 1 || chain.is_none() {
                return last.into_iter().map(party).collect();
            }
            let visitor = story.visitor(view.sentence).filter(|visitor| Some(*visitor) != chain);
            let company = chain.filter(|chain| visitor.is_none() || !story.chain(view.doc, *chain).named);
            visitor.into_iter().chain(company).map(party).collect()
        }
        "he" | "she" | "him" | "her" | "his" | "himself" | "herself" | "it" | "its" | "who" | "whom" => {
            let group = if view.parse.form(at) == "it" { of_it(view, story, at) } else { Vec::new() };
            if !group.is_empty() {
                return group;
            }
            main_subject(view, story, at)
                .or_else(|| over.and_then(|named| view.doc.mentions[named.mention].chain))
                .and_then(|chain| third_person(view, story, at, chain))
                .filter(|chain| {
                    view.parse.form(at) != "it"
                        || story.chain(view.doc, *chain).kind == EntityKind::Organization
                })
                .map(party)
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whom *he* stands for where the chains took it for the one who speaks, who
/// would say *I*: the only other person spoken of in the sentences before.
fn third_person(view: &View<'_>, story: &Story, at: usize, chain: ChainId) -> Option<ChainId> {
    let span = view.span(at);
    if story.has_floor(span) != Some(chain) || matches!(view.parse.form(at), "it" | "its" | "who" | "whom") {
        return Some(chain);
    }
    let start = view.doc.sentences[view.sentence.saturating_sub(REACH)].span.start;
    let gender = match view.parse.form(at) {
        "she" | "her" | "herself" => Gender::Female,
        _ => Gender::Male,
    };
    let first = view.doc.mentions.partition_point(|mention| mention.span.start < start);
    let mut others: Vec<ChainId> = Vec::new();
    for mention in view.doc.mentions[first..].iter().take_while(|mention| mention.span.start < span.start) {
        let person = mention.kind == EntityKind::Person && mention.form != MentionForm::Pronoun;
        let other = mention.chain.filter(|other| person && *other != chain && !others.contains(other));
        others
            .extend(other.filter(|other| story.chain(view.doc, *other).gender.is_none_or(|of| of == gender)));
    }
    (others.len() == 1).then(|| others[0])
}

/// Whom *he* stands for as the subject of a relative clause of place or time,
/// *travelled to Bucharest, where he was to meet*: the subject of the clause above.
fn main_subject(view: &View<'_>, story: &Story, at: usize) -> Option<ChainId> {
    let parse = &view.parse;
    let gender = match parse.form(at) {
        "he" => Gender::Male,
        "she" => Gender::Female,
        _ => return None,
    };
    let verb = parse.head(at).filter(|_| parse.relation(at).is_subject())?;
    let where_clause = parse.children(verb).any(|child| matches!(parse.form(child), "where" | "when"));
    let said = parse.relation(verb) == Relation::Ccomp
        && parse.head(verb).is_some_and(|above| above < verb && LEXICON.reports(view.lemma(above)));
    let above =
        parse.head(verb).filter(|_| said || where_clause && parse.relation(verb) != Relation::Ccomp)?;
    let clause =
        std::iter::once(above).chain(parse.ancestors(above)).find(|&word| parse.xpos(word).is_verb())?;
    let subject = parse.subject(clause).filter(|&subject| subject < at)?;
    let named = view.mention_over(subject).filter(|named| view.kind(named) == EntityKind::Person)?;
    let chain = view.doc.mentions[named.mention].chain?;
    story.chain(view.doc, chain).gender.is_none_or(|other| other == gender).then_some(chain)
}

/// The person named last before the word `at`, other than `not`: whom *him*
/// stands for, where it cannot be the subject of its own clause.
pub fn other_than(view: &View<'_>, story: &Story, at: usize, not: &[ChainId]) -> Option<PartyAt> {
    let span = view.span(at);
    let before = view.doc.mentions.partition_point(|mention| mention.span.start < span.start);
    let start = view.doc.sentences[view.sentence.saturating_sub(1)].span.start;
    let recent = view.doc.mentions[..before].iter().rev().take_while(|mention| mention.span.start >= start);
    let mut people =
        recent.filter(|mention| mention.kind == EntityKind::Person && mention.form != MentionForm::Pronoun);
    let chain = people.find_map(|mention| mention.chain.filter(|chain| !not.contains(chain)))?;
    let person = story.chain(view.doc, chain).kind == EntityKind::Person;
    person.then_some(PartyAt::at(view, at, chain))
}

/// Those whom a plural stands for: the parties of the last event or, where
/// none was told, the only two people named just before.
pub fn many(view: &View<'_>, story: &Story, at: usize) -> Vec<ChainId> {
    // Who has the floor would say *we*.
    let speaks = story.has_floor(view.span(at));
    let last = story.recent(view.sentence);
    if last.len() > 1 && speaks.is_none_or(|speaker| !last.contains(&speaker)) {
        return last.to_vec();
    }
    let start = view.doc.sentences[view.sentence.saturating_sub(1)].span.start;
    let before = view.span(at).start;
    let first = view.doc.mentions.partition_point(|mention| mention.span.start < start);
    let mut people: Vec<ChainId> = Vec::new();
    for mention in view.doc.mentions[first..].iter().take_while(|mention| mention.span.start < before) {
        let person = mention.kind == EntityKind::Person && mention.form == MentionForm::Name;
        let other = |chain: &ChainId| person && !people.contains(chain) && speaks != Some(*chain);
        if let Some(chain) = mention.chain.filter(other) {
            people.push(chain);
        }
    }
    if people.len() == 2 { people } else { Vec::new() }
}
