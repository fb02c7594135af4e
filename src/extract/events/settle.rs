//! The end of the reading: tellings of one event in other words become one.
//!
//! A headline says that a minister met an envoy, the body says who they are;
//! one sentence has two envoys meet, the next gives their names. Where all
//! parties of the one can be those of the other, and nothing speaks against
//! it, they are one event, told by the one that says more.

use super::denials;
use super::negotiators;
use super::party_words::PartyWords;
use super::story::{Story, joined};
use crate::document::{ChainId, Document, EntityKind, Event, EventKind, MentionForm, Precision, Status};

/// Sentences between which two tellings are compared, headlines apart.
const NEAR: usize = 8;

/// Parties beyond which a telling is compared with no other.
const MANY: usize = 8;

/// Joins the tellings in `story` that are one event, and drops those whose
/// parties nobody could tell from others.
pub fn settle(doc: &Document, story: &mut Story) {
    denials::deny(doc, story);
    negotiators::join(doc, story);
    name_parties(doc, story);
    let words: Vec<Vec<PartyWords>> =
        story.events.iter().map(|event| party_words(doc, story, event)).collect();
    let mut gone = vec![false; story.events.len()];
    for at in 0..story.events.len() {
        if let Some((into, pairs)) = counterpart(doc, story, &words, &gone, at) {
            merge(doc, story, &words, at, into, &pairs);
            gone[at] = true;
        }
    }
    for at in 0..story.events.len() {
        let spare = spare(doc, story, &story.events[at].participants);
        story.events[at].participants.retain(|party| !spare.contains(party));
    }
    let words: Vec<Vec<PartyWords>> =
        story.events.iter().map(|event| party_words(doc, story, event)).collect();
    for at in 0..story.events.len() {
        gone[at] = gone[at] || is_told_in_full(doc, story, &gone, at);
    }
    for (at, parties) in words.iter().enumerate() {
        let vague = story.events[at].kind != EventKind::Visit && !are_identified(story, at, parties);
        gone[at] = gone[at] || vague;
    }
    let mut kept = gone.iter().map(|gone| !gone);
    story.events.retain(|_| kept.next().unwrap_or(true));
    let mut kept = gone.iter().map(|gone| !gone);
    story.sentences.retain(|_| kept.next().unwrap_or(true));
}

/// Gives the parties that are only described the name that the article has
/// for them: *the envoys of China and the Union met* when it names both.
fn name_parties(doc: &Document, story: &mut Story) {
    let described: Vec<ChainId> = {
        let all = story.events.iter().flat_map(|event| &event.participants);
        all.copied().filter(|id| !story.chain(doc, *id).named).collect()
    };
    if described.is_empty() {
        return;
    }
    let people: Vec<(ChainId, PartyWords)> = (0..doc.chains.len())
        .map(ChainId)
        .filter(|id| story.chain(doc, *id).named && story.chain(doc, *id).kind == EntityKind::Person)
        .map(|id| (id, words_of(doc, story, id)))
        .collect();
    for id in described {
        let words = words_of(doc, story, id);
        let text = &story.chain(doc, id).name;
        let other = |person: ChainId| is_owner(text, &story.chain(doc, person).name);
        let mut fits = people.iter().filter(|(id, person)| words.names(person) && !other(*id));
        if let (Some((name, _)), None) = (fits.next(), fits.next()) {
            story.rename(id, *name);
        }
    }
}

/// Tells whether the person `name` only owns what is described: *Idris's
/// daughter*, *the brother of Idris*.
fn is_owner(described: &str, name: &str) -> bool {
    let Some(last) = name.split_whitespace().next_back() else { return false };
    let owns = ["'s ", "’s ", "' ", "’ "].iter().any(|mark| described.contains(&format!("{last}{mark}")));
    owns || described.split_once(" of ").is_some_and(|(_, of)| of.ends_with(last))
}

fn words_of(doc: &Document, story: &Story, id: ChainId) -> PartyWords {
    let none = Vec::new();
    let mut words = PartyWords::of(story.chain(doc, id), story.notes.get(&id).unwrap_or(&none));
    if let Some(sender) = sender(doc, id) {
        words.belongs_to(story.chain(doc, sender));
    }
    words
}

/// The country or body that a name is said to be of: *Idris of Qatar*,
/// *Norway's Nyberg*.
fn sender(doc: &Document, id: ChainId) -> Option<ChainId> {
    let mentions = doc.mentions.iter().enumerate().filter(|(_, mention)| mention.chain == Some(id)).take(6);
    let sender = |index: usize| {
        let mention = doc.mentions.get(index)?;
        mention.chain.filter(|_| mention.kind != EntityKind::Person && mention.form == MentionForm::Name)
    };
    for (index, mention) in mentions {
        let gap = |from: usize, to: usize| doc.text.get(from..to).unwrap_or("");
        let after = doc.mentions.get(index + 1).filter(|next| {
            next.span.start >= mention.span.end
                && matches!(gap(mention.span.end, next.span.start).trim(), "of" | "of the")
        });
        let before = index
            .checked_sub(1)
            .filter(|&last| matches!(gap(doc.mentions[last].span.end, mention.span.start), "'s " | "’s "));
        if let Some(found) = after.and_then(|_| sender(index + 1)).or_else(|| before.and_then(sender)) {
            return Some(found);
        }
    }
    None
}

fn party_words(doc: &Document, story: &Story, event: &Event) -> Vec<PartyWords> {
    event.participants.iter().map(|id| words_of(doc, story, *id)).collect()
}

/// Tells whether at least one party has a name or country, and the others are
/// more than *partners* and *allies*.
fn are_identified(story: &Story, at: usize, parties: &[PartyWords]) -> bool {
    let sure = story.events[at].confidence >= SURE;
    let told = sure || parties.iter().all(PartyWords::is_identified);
    told && parties.iter().any(PartyWords::is_identified)
}

/// Weight of a trigger from which an unnamed party counts: one *consults*
/// with partners without meeting anybody.
const SURE: f32 = 0.72;

/// Returns the event that the one at `at` tells again in vaguer words, with
/// the pairs of parties; none where several could be meant.
fn counterpart(
    doc: &Document,
    story: &Story,
    words: &[Vec<PartyWords>],
    gone: &[bool],
    at: usize,
) -> Option<(usize, Vec<(usize, usize)>)> {
    let headline = is_headline(doc, &story.events[at]);
    let mut found: Option<(usize, Vec<(usize, usize)>)> = None;
    for other in (0..story.events.len()).filter(|&other| other != at && !gone[other]) {
        if !(headline || near(story, at, other)) || !can_be_one(story, headline, at, other) {
            continue;
        }
        let Some(pairs) = pairs(story, words, headline, at, other) else { continue };
        if found.is_some() && !headline {
            return None;
        }
        found = found.or(Some((other, pairs)));
    }
    found
}

/// Parties that stand twice among `parties`: once by the same words, or by name
/// inside what describes another, *RUC* and *senior RUC officers*.
fn spare(doc: &Document, story: &Story, parties: &[ChainId]) -> Vec<ChainId> {
    let folded = |id: ChainId| {
        let name = story.chain(doc, id).name.to_lowercase();
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let words: Vec<Vec<String>> = parties.iter().map(|id| folded(*id)).collect();
    let mut spare: Vec<ChainId> = Vec::new();
    for (at, &id) in parties.iter().enumerate() {
        let chain = story.chain(doc, id);
        let again = |other: usize| {
            let more = story.chain(doc, parties[other]);
            let within = words[at].iter().all(|word| words[other].contains(word)) && !words[at].is_empty();
            let same = words[at] == words[other] && other < at && (!chain.named || !more.named);
            same || within
                && words[at] != words[other]
                && chain.named
                && !more.named
                && chain.kind != EntityKind::Person
        };
        if parties.len() - spare.len() > 2 && (0..parties.len()).any(|other| other != at && again(other)) {
            spare.push(id);
        }
    }
    spare
}

/// Tells whether a headline names nobody whom the first sentences name: *City
/// Leader Receives Japanese Guests* is told in full below.
fn is_told_in_full(doc: &Document, story: &Story, gone: &[bool], at: usize) -> bool {
    let person = |id: &ChainId| {
        let chain = story.chain(doc, *id);
        chain.named && chain.kind == EntityKind::Person
    };
    let names = |event: &Event| event.participants.iter().any(person);
    let headline = is_headline(doc, &story.events[at]) && !names(&story.events[at]);
    headline
        && (0..story.events.len()).any(|other| {
            let event = &story.events[other];
            let first = !is_headline(doc, event) && near(story, at, other);
            other != at && !gone[other] && first && names(event) && can_be_one(story, true, at, other)
        })
}

fn near(story: &Story, a: usize, b: usize) -> bool {
    story.sentences[a].abs_diff(story.sentences[b]) <= NEAR
}

/// Tells whether kind, status, days and places of the two allow that they are
/// one; a headline's present tense stands for any time.
fn can_be_one(story: &Story, headline: bool, a: usize, b: usize) -> bool {
    let (a, b) = (&story.events[a], &story.events[b]);
    let open = |status: Status| matches!(status, Status::Held | Status::Planned);
    let status = a.status == b.status || headline && open(a.status) && open(b.status);
    let days = match (a.when, b.when) {
        (Some(x), Some(y)) => x.overlaps(y) || x.precision == Precision::Week && headline,
        _ => true,
    };
    a.kind == b.kind && status && days && a.kind != EventKind::Visit
}

/// Pairs each party of the event at `at` with one of `other` that it can be;
/// none where one has nobody to be, or `other` says no more.
fn pairs(
    story: &Story,
    words: &[Vec<PartyWords>],
    headline: bool,
    at: usize,
    other: usize,
) -> Option<Vec<(usize, usize)>> {
    let (a, b) = (&story.events[at].participants, &story.events[other].participants);
    if a.len() > MANY || b.len() > MANY {
        return None;
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (x, party) in a.iter().enumerate() {
        pairs.extend(b.iter().position(|one| one == party).map(|y| (x, y)));
    }
    let same = pairs.len();
    for x in 0..a.len() {
        if pairs.iter().any(|pair| pair.0 == x) {
            continue;
        }
        let (mine, theirs) = (&words[at][x], &words[other]);
        let free = (0..b.len()).filter(|y| pairs.iter().all(|pair| pair.1 != *y));
        let summary = headline && same > 0 && !mine.named;
        let fits = |y: &usize| {
            let one = &theirs[*y];
            let more = one.weight() > mine.weight();
            let typo = headline && same > 1 && same + 1 == a.len() && mine.shares_surname(one);
            let same = mine.is_same_description(one);
            typo || same || !mine.is_elsewhere(one) && more && (mine.can_be(one) || summary)
        };
        pairs.push((
            x,
            free.into_iter().find(fits).or_else(|| stands_for_one(words, headline, at, other, &pairs, x))?,
        ));
    }
    let all_same = same == a.len();
    (!all_same && pairs.len() == a.len()).then_some(pairs)
}

/// In a headline, a country can stand for one of whom the article does not
/// say what country is his, where another party fits: *U.S. cancels meeting
/// with Chinese envoy*.
fn stands_for_one(
    words: &[Vec<PartyWords>],
    headline: bool,
    at: usize,
    other: usize,
    pairs: &[(usize, usize)],
    x: usize,
) -> Option<usize> {
    let mine = &words[at][x];
    let rest_fits = (0..words[at].len())
        .filter(|&party| party != x)
        .all(|party| words[other].iter().any(|one| words[at][party].can_be(one)));
    let free = |y: &usize| pairs.iter().all(|pair| pair.1 != *y);
    let unknown = |y: &usize| !words[other][*y].has_country() && words[other][*y].named;
    (headline && (mine.is_country() || mine.is_of_country()) && rest_fits)
        .then(|| (0..words[other].len()).filter(free).find(unknown))
        .flatten()
}

/// Joins the event at `at` into `into`, whose parties keep the names that say
/// more.
fn merge(
    doc: &Document,
    story: &mut Story,
    words: &[Vec<PartyWords>],
    at: usize,
    into: usize,
    pairs: &[(usize, usize)],
) {
    let mut again = story.events[at].clone();
    let mut told = story.events[into].clone();
    for (x, y) in pairs {
        if words[at][*x].weight() > words[into][*y].weight() {
            told.participants[*y] = again.participants[*x];
        }
    }
    again.participants.clear();
    again.status = told.status;
    let prefer_more = is_headline(doc, &told) && !is_headline(doc, &again);
    let participants = std::mem::take(&mut told.participants);
    let mut one = joined(told, again, prefer_more);
    one.participants = participants;
    one.reason.push_str("; told again in other words");
    story.events[into] = one;
}

fn is_headline(doc: &Document, event: &Event) -> bool {
    !doc.headline.is_empty() && event.evidence.end <= doc.headline.end
}
