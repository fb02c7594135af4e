//! Governments spoken of by their capital: `Beijing said`, `talks with Tehran`.
//!
//! Such a name leaves the chain of the place and makes one of an organization.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Drafts};
use super::is_name;
use crate::document::EntityKind;
use crate::extract::roles::lexicon::office;
use crate::extract::roles::words::Words;
use crate::gazetteer;

/// Moves names of capitals that stand for governments to chains of their own.
pub fn cluster(words: &Words, drafts: &mut Drafts) {
    let mut chains: FxHashMap<&'static str, usize> = FxHashMap::default();
    for number in (0..words.doc.mentions.len()).filter(|&number| is_name(words, number, EntityKind::Place)) {
        let name = words.doc.mentions[number].span.of(&words.doc.text);
        let Some(country) = gazetteer::by_seat(name).filter(|_| acts(words, number)) else { continue };
        let chain = *chains.entry(country.code).or_insert_with(|| {
            let mut draft = Draft::new(EntityKind::Organization, "capital that stands for its government");
            draft.country = Some(country.code.to_owned());
            drafts.push(draft)
        });
        drafts.transfer(words, number, chain);
    }
}

/// Tells whether the capital named by mention `number` acts as a government does.
fn acts(words: &Words, number: usize) -> bool {
    let (start, end) = words.of(number);
    let (first, _) = words.bounds(start);
    let before = if start > first { words.lower(start - 1) } else { String::new() };
    if matches!(
        before.as_str(),
        "in" | "at" | "to" | "from" | "near" | "outside" | "into" | "around" | "through" | "," | "of"
    ) || words.doc.dateline.as_ref().is_some_and(|dateline| dateline.span.contains(words.span(start, end)))
    {
        return false;
    }
    let partner = matches!(before.as_str(), "between" | "with" | "against" | "by" | "towards" | "toward");
    let office = matches!(words.text(end), "'s" | "’s")
        && (end + 1..end + 4).any(|at| office(words.text(at)).is_some());
    partner || office || is_act(&words.lower(end))
}

/// Verbs whose subject is a government rather than a city.
fn is_act(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "has"
            | "had"
            | "wants"
            | "wanted"
            | "insists"
            | "insisted"
            | "denies"
            | "denied"
            | "accused"
            | "accuses"
            | "rejected"
            | "rejects"
            | "called"
            | "calls"
            | "warned"
            | "warns"
            | "urged"
            | "urges"
            | "agreed"
            | "agrees"
            | "condemned"
            | "condemns"
            | "recalled"
            | "expelled"
            | "imposed"
            | "threatened"
            | "claims"
            | "claimed"
            | "considers"
            | "regards"
            | "sees"
            | "views"
            | "hopes"
            | "fears"
            | "refused"
            | "refuses"
            | "announced"
            | "signed"
            | "pledged"
            | "vowed"
            | "backed"
            | "backs"
            | "supports"
            | "supported"
            | "opposes"
            | "opposed"
            | "maintains"
            | "believes"
            | "responded"
            | "retaliated"
            | "welcomed"
            | "offered"
            | "will"
            | "would"
            | "should"
            | "must"
            | "does"
            | "did"
            | "sought"
            | "seeks"
            | "tried"
            | "severed"
            | "cut"
    )
}
