//! Groups, and those who lead or sent them: *a delegation headed by*.

use super::lexicon::LEXICON;
use super::lists;
use super::opening::after_dateline;
use super::parties::{PartyAt, by_name, is_actor, listed, parties};
use super::story::Story;
use super::view::{Named, View};
use crate::document::{ChainId, EntityKind, MentionForm};
use crate::extract::syntax::{Relation, Xpos, noun_lemma, verb_lemma};

/// The bodies and countries that sent a group: *delegations of the Front and
/// the Council*, *the Front's delegation* stand for those two.
pub fn senders(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    if !LEXICON.is_sent(view.lemma(at)) {
        return Vec::new();
    }
    let of = parse.phrases(at).find(|(case, noun)| {
        *noun > at && case.is_some_and(|case| matches!(parse.form(case), "of" | "from" | "for"))
    });
    let before = parse.children(at).find(|&child| {
        matches!(parse.relation(child), Relation::Compound | Relation::NmodPoss) && child < at
    });
    let Some(first) = of.map(|(_, noun)| noun).or(before) else { return Vec::new() };
    let named = |word: usize| {
        let named = view.mention_over(word)?;
        let name = view.doc.mentions[named.mention].form == MentionForm::Name;
        (name && view.kind(named) != EntityKind::Person).then(|| named.clone())
    };
    let words = parse.conjuncts(first);
    let names: Vec<Named> = words.iter().filter_map(|&word| named(word)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    // *Negotiators for the government and the Front*: one has no name.
    let mut found: Vec<PartyAt> = Vec::new();
    for word in words {
        match named(word) {
            Some(named) => found.extend(by_name(view, story, &named)),
            None if LEXICON.is_people(view.lemma(word)) => found.extend(parties(view, story, word)),
            None => {}
        }
    }
    let mut seen: Vec<ChainId> = Vec::new();
    found.retain(|party| {
        !seen.contains(&party.chain) && {
            seen.push(party.chain);
            true
        }
    });
    found.into_iter().map(|party| PartyAt { people: true, ..party }).collect()
}

/// The head of a group: *a delegation headed by Rodrigo Fuenzalida*.
pub fn led(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let body = view.mention_over(at).is_some_and(|named| view.kind(named) != EntityKind::Place);
    if !LEXICON.is_people(view.lemma(at)) && !LEXICON.is_group(view.lemma(at)) && !body {
        return Vec::new();
    }
    let clauses = senders_of(view, at).into_iter().flat_map(|noun| parse.children_by(noun, Relation::Acl));
    let leads = |verb: usize| {
        let made_up =
            view.lemma(verb) == "make" && parse.children(verb).any(|child| parse.form(child) == "up");
        made_up
            || LEXICON.leads(view.lemma(verb))
                && matches!(parse.xpos(verb), Xpos::Vbn | Xpos::Vbg | Xpos::Vbd)
    };
    if let Some(clause) = clauses.into_iter().find(|&verb| leads(verb)) {
        let of = parse
            .phrases(clause)
            .find(|(case, _)| case.is_some_and(|case| matches!(parse.form(case), "of" | "by")));
        let by = parse.agent(clause).or(of.map(|(_, noun)| noun)).or_else(|| parse.objects(clause).next());
        let mut found = by.map(|word| parties(view, story, word)).unwrap_or_default();
        let case = of.and_then(|(case, _)| case).unwrap_or(clause);
        for party in listed(view, story, lists::from(view, case + 1)) {
            if found.iter().all(|seen| seen.chain != party.chain) {
                found.push(party);
            }
        }
        // *A panel of the union made up of Lind and Nowak* is just these.
        if !found.is_empty() && matches!(view.lemma(clause), "head" | "lead" | "chair") {
            found.extend(bodies(view, story, at));
        }
        return found;
    }
    if let Some(start) = among(view, at) {
        let found = listed(view, story, lists::from(view, start));
        if !found.is_empty() {
            return found;
        }
    }
    let sent = parse
        .children(at)
        .find(|&child| parse.relation(child) == Relation::Acl && view.lemma(child) == "represent");
    let Some(object) = sent.and_then(|clause| parse.objects(clause).next()) else { return Vec::new() };
    parties(view, story, object)
}

/// The bodies by name of which a group is that somebody leads: *a delegation from the
/// Union of Growers led by Ek* is of the union too; of a country it is not.
fn bodies(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let body = |noun: usize| {
        let named = view.mention_over(noun)?;
        let name = view.doc.mentions[named.mention].form == MentionForm::Name;
        by_name(view, story, named).filter(|_| name && view.kind(named) == EntityKind::Organization)
    };
    senders_of(view, at).into_iter().filter_map(body).map(|party| PartyAt { people: true, ..party }).collect()
}

/// Where those of a plural begin who are named: *leaders of the parties, among
/// them Lind and Nowak*.
fn among(view: &View<'_>, at: usize) -> Option<usize> {
    let parse = &view.parse;
    let plural = parse.form(at) != view.lemma(at);
    let end = parse.len().min(at + AMONG);
    let opens = |word: &usize| match parse.form(*word) {
        "among" => *word + 1 < end && matches!(parse.form(*word + 1), "them" | "whom"),
        "including" => true,
        _ => false,
    };
    let other = |word: &usize| {
        matches!(parse.form(*word), ";" | "." | "who" | "which")
            || parse.is_verb(*word) && parse.form(*word) != "including"
    };
    let found = (at + 1..end).filter(|_| plural).take_while(|word| !other(word)).find(opens)?;
    Some(found + 1 + usize::from(parse.form(found) == "among"))
}

/// Words behind a plural within which some of it are named.
const AMONG: usize = 14;

/// The noun of a group with those that say whose it is, to which the parser
/// may hang who leads it: *a delegation from the party of Mali led by Ur*.
fn senders_of(view: &View<'_>, at: usize) -> Vec<usize> {
    let parse = &view.parse;
    let mut nouns = vec![at];
    let mut next = 0;
    while next < nouns.len() && nouns.len() < 8 {
        let of = parse
            .children_by(nouns[next], Relation::Nmod)
            .filter(|&noun| parse.has_case(noun, "of") || parse.has_case(noun, "from"));
        nouns.extend(of.collect::<Vec<_>>());
        next += 1;
    }
    nouns
}

/// The head of a group, or those who sent it, as an earlier sentence told them:
/// *the delegation* of *a delegation of the Front, led by Omar Haddad*.
pub fn told_before(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let definite = parse.children(at).any(|child| parse.form(child) == "the");
    let plain =
        parse.children(at).all(|child| matches!(parse.relation(child), Relation::Det | Relation::Case));
    if !(definite && plain && LEXICON.is_sent(view.lemma(at))) {
        return Vec::new();
    }
    let doc = view.doc;
    let first = doc.sentences[view.sentence.saturating_sub(BEFORE)].tokens.start;
    let end = doc.sentences[view.sentence].tokens.start;
    let word = |token: usize| doc.tokens[token].span.of(&doc.text);
    let same = |token: &usize| noun_lemma(&word(*token).to_lowercase()) == view.lemma(at);
    let Some(noun) = (first..end).rev().find(same) else { return Vec::new() };
    head_of(view, story, at, noun, end)
}

/// The head of the group, or those who sent it, that *it* stands for: the subject
/// of the sentence before.
pub fn of_it(view: &View<'_>, story: &Story, at: usize) -> Vec<PartyAt> {
    let doc = view.doc;
    let Some(before) = view.sentence.checked_sub(1) else { return Vec::new() };
    let tokens = after_dateline(doc, before)..doc.sentences[before].tokens.end;
    let end = doc.sentences[view.sentence].tokens.start;
    let sent = |token: &usize| LEXICON.is_sent(&doc.tokens[*token].span.of(&doc.text).to_lowercase());
    let opens = tokens.clone().take(OPENS).find(sent);
    opens.map(|noun| head_of(view, story, at, noun, end)).unwrap_or_default()
}

/// Words from the start of a sentence within which a group is its subject.
const OPENS: usize = 5;

/// The head of the group whose noun is the token `noun`, or those who sent it, as
/// the text tells them before the token `end`; they stand at the word `at`.
fn head_of(view: &View<'_>, story: &Story, at: usize, noun: usize, end: usize) -> Vec<PartyAt> {
    let doc = view.doc;
    let word = |token: usize| doc.tokens[token].span.of(&doc.text);
    let stop = (noun..end).find(|&token| matches!(word(token), "." | ";")).unwrap_or(end);
    let stop = stop.min(noun + FAR);
    let leads = |token: &usize| {
        LEXICON.leads(&verb_lemma(word(*token))) && *token + 1 < stop && word(*token + 1) == "by"
    };
    let named = |from: usize, to: usize, person: bool| {
        let from = doc.tokens[from.min(doc.tokens.len() - 1)].span.start;
        let next = doc.mentions.partition_point(|mention| mention.span.start < from);
        let behind = doc.mentions[next..]
            .iter()
            .take_while(move |mention| mention.span.start < doc.tokens[to - 1].span.end);
        behind.filter(move |mention| {
            mention.form == MentionForm::Name && (mention.kind == EntityKind::Person) == person
        })
    };
    let leader = (noun + 1..stop).find(leads).and_then(|verb| named(verb + 1, stop, true).next());
    let sent = noun + 2 < stop && matches!(word(noun + 1), "of" | "from");
    let sender =
        || Some(noun + 2).filter(|_| sent).and_then(|from| named(from, stop.min(from + 4), false).next());
    let found = leader.or_else(sender).and_then(|mention| mention.chain);
    let party = |chain| PartyAt::at(view, at, chain);
    found.filter(|chain| is_actor(story.chain(doc, *chain))).map(party).into_iter().collect()
}

/// Sentences over which *the delegation* reaches back.
const BEFORE: usize = 6;

/// Words behind the noun of a group within which its head is named.
const FAR: usize = 40;

/// One party for each country: *the foreign ministers of France and Italy*.
pub fn distributed(view: &View<'_>, story: &mut Story, at: usize) -> Vec<PartyAt> {
    let parse = &view.parse;
    let of = parse
        .children_by(at, Relation::Nmod)
        .find(|&noun| parse.has_case(noun, "of") || parse.has_case(noun, "from"));
    let Some(first) = of.filter(|_| parse.form(at) != view.lemma(at)) else { return Vec::new() };
    let hung: Vec<Named> =
        parse.conjuncts(first).into_iter().filter_map(|word| view.mention_over(word).cloned()).collect();
    let in_row = || view.mention_over(first).map(|named| lists::row(view, named.words.start));
    let places: Vec<Named> = match hung.len() {
        0 | 1 => in_row().unwrap_or_default().into_iter().cloned().collect(),
        _ => hung,
    };
    let fits = |named: &Named| match view.kind(named) {
        EntityKind::Place => true,
        // *Officials from the White House and the Treasury* are of one side.
        EntityKind::Organization => parse.has_case(first, "of"),
        EntityKind::Person => false,
    };
    if places.len() < 2 || !places.iter().all(fits) {
        return Vec::new();
    }
    let title = story.office(view, at);
    places
        .iter()
        .map(|named| PartyAt {
            chain: story.official(view, &title, named.mention),
            word: named.head,
            span: view.span(at).join(view.doc.mentions[named.mention].span),
            people: true,
            reason: String::new(),
        })
        .collect()
}
