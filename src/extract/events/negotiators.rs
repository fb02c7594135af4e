//! Those who negotiated for bodies that were told to meet: *the government and the
//! rebels resumed their talks. The government's chief negotiator, Ek, said*.

use super::lexicon::LEXICON;
use super::story::Story;
use crate::document::{Chain, ChainId, Document, EntityKind, EventKind, Mention, MentionForm, Status, Token};
use crate::extract::syntax::{noun_lemma, verb_lemma};

/// Sentences behind the telling within which the negotiators are named.
const NEAR: usize = 3;

/// Mentions right before a name that may tell of what side he is.
const BESIDE: usize = 2;

/// Words behind *who led* within which it is said what.
const SIDE: usize = 4;

/// Takes those who are said to negotiate for a side, or to head its team, into the
/// meeting of bodies that was told last before they are named.
pub fn join(doc: &Document, story: &mut Story) {
    if story.events.is_empty() {
        return;
    }
    for mention in &doc.mentions {
        let Some(person) = negotiator(doc, mention) else { continue };
        let sentence = doc.sentences.partition_point(|sentence| sentence.span.end <= mention.span.start);
        let told = story.sentences.iter().rposition(|told| *told <= sentence);
        let Some(told) = told.filter(|told| sentence - story.sentences[*told] <= NEAR) else { continue };
        let event = &story.events[told];
        let open = matches!(event.status, Status::Held | Status::Planned) && event.kind == EventKind::Meeting;
        let body = |party: &&ChainId| {
            let several = story.is_several(doc, **party);
            story.chain(doc, **party).kind != EntityKind::Person || several
        };
        let bodies = event.participants.iter().filter(body).count() > 1;
        let theirs = open && bodies && is_of_party(doc, story, mention, person, &event.participants);
        if theirs && !event.participants.contains(&person) {
            story.events[told].participants.push(person);
        }
    }
}

/// Tells whether the side of which one is named at `mention` may be one of `parties`: where
/// a body or country stands right before the name, it has to be theirs.
fn is_of_party(
    doc: &Document,
    story: &Story,
    mention: &Mention,
    person: ChainId,
    parties: &[ChainId],
) -> bool {
    let country = |chain: &Chain| {
        chain.country.clone().or_else(|| chain.place.as_ref().and_then(|place| place.country.clone()))
    };
    let theirs =
        |code: &String| parties.iter().any(|party| country(story.chain(doc, *party)).as_ref() == Some(code));
    let next = doc.mentions.partition_point(|other| other.span.start < mention.span.start);
    let sentence = doc.sentences.partition_point(|sentence| sentence.span.end <= mention.span.start);
    let opens = doc.sentences[sentence].span.start;
    let before = doc.mentions[..next].iter().rev().take_while(|other| other.span.start >= opens).take(BESIDE);
    let mut bodies =
        before.filter(|other| other.form == MentionForm::Name && other.kind != EntityKind::Person);
    let known = |other: &Mention| {
        let chain = other.chain.map(|chain| story.chain(doc, chain));
        other.chain.is_some_and(|chain| parties.contains(&chain))
            || chain.and_then(country).is_some_and(|code| theirs(&code))
    };
    let own = story.chain(doc, person).country.as_ref();
    bodies.all(known)
        && own.is_none_or(|code| {
            theirs(code) || !parties.iter().any(|party| country(story.chain(doc, *party)).is_some())
        })
}

/// The person named here, where he negotiates for a side or leads its team.
fn negotiator(doc: &Document, mention: &Mention) -> Option<ChainId> {
    let named = mention.form == MentionForm::Name && mention.kind == EntityKind::Person;
    let chain = mention.chain.filter(|_| named)?;
    let mut roles = doc.chains[chain.0].roles.iter().filter(|role| !role.former);
    (roles.any(|role| is_of_side(&role.title)) || leads_side(doc, mention)).then_some(chain)
}

/// Tells whether the office is to negotiate for a side or to head its team: *chief
/// negotiator*, *head of the delegation*.
fn is_of_side(title: &str) -> bool {
    let title = title.to_lowercase();
    let any = |fits: &dyn Fn(&str) -> bool| title.split_whitespace().any(fits);
    any(&|word| word == "negotiator")
        || any(&|word| LEXICON.is_head(word)) && any(&|word| LEXICON.is_side(word))
}

/// Tells whether it is said behind the name that he led a side: *, who led his side*.
fn leads_side(doc: &Document, mention: &Mention) -> bool {
    let behind = doc.tokens.partition_point(|token| token.span.start < mention.span.end);
    let word = |token: &Token| token.span.of(&doc.text);
    let [comma, who, verb, rest @ ..] = &doc.tokens[behind..] else { return false };
    let leads = word(comma) == "," && word(who) == "who" && LEXICON.leads(&verb_lemma(word(verb)));
    let mut led = rest.iter().take(SIDE).map(word).take_while(|word| *word != ",");
    leads && led.any(|word| LEXICON.is_side(&noun_lemma(&word.to_lowercase())))
}
