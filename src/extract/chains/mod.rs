//! Chains: which mentions of an article speak of one person, organization or place.
//!
//! Names are clustered first, each kind by its own rules: full names, then
//! the short forms that lead back to them. Then the article is read once from
//! front to back, and each description and each pronoun joins the most
//! salient chain that agrees with it. What cannot be decided stays apart,
//! with its candidates.

mod by_word;
mod describe;
mod draft;
mod given;
mod government;
mod honorific;
mod no_person;
mod nominals;
mod organizations;
mod persons;
mod places;
mod pronouns;
mod referents;
mod salience;
mod surname;

use super::roles::words::Words;
use super::{Component, Layer};
use crate::document::{ChainId, Document, EntityKind, Mention, MentionForm};
use draft::Drafts;

/// Fills [`Document::chains`], adds descriptions and pronouns to
/// [`Document::mentions`], and makes organizations of the newspapers there
/// that were taken for places.
pub struct Chains;

impl Component for Chains {
    fn name(&self) -> &'static str {
        "chains"
    }

    fn requires(&self) -> &'static [Layer] {
        &[Layer::Language, Layer::Tokens, Layer::Sentences, Layer::Names, Layer::Roles]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Chains]
    }

    fn apply(&self, doc: &mut Document) {
        for number in places::newspapers(doc) {
            doc.mentions[number].kind = EntityKind::Organization;
        }
        let words = Words::new(doc);
        let mut drafts = Drafts::new(&words);
        persons::cluster(&words, &mut drafts);
        organizations::cluster(&words, &mut drafts);
        places::cluster(&words, &mut drafts);
        government::cluster(&words, &mut drafts);
        let mut found: Vec<Mention> = Vec::new();
        if matches!(doc.language.as_deref(), None | Some("en")) {
            found = read_on(&words, &mut drafts);
        }
        let (chains, order) = describe::chains(&words, &drafts, &found);
        drop(words);
        install(doc, &drafts, found, &order);
        doc.chains = chains;
    }
}

/// Reads the article front to back and joins descriptions and pronouns to
/// chains; the chain of each new mention counts drafts until [`install`].
fn read_on(words: &Words, drafts: &mut Drafts) -> Vec<Mention> {
    let mut salience = salience::Salience::new(words, drafts);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.count() {
        let step = nominals::read(words, drafts, &mut salience, at)
            .or_else(|| pronouns::read(words, drafts, &mut salience, at));
        match step {
            Some((mention, next)) => {
                found.push(mention);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// Writes the chains of names and the new mentions into `doc`; `order` gives
/// each draft's place among the chains.
fn install(doc: &mut Document, drafts: &Drafts, found: Vec<Mention>, order: &[Option<usize>]) {
    let place = |draft: usize| order.get(draft).copied().flatten().map(ChainId);
    for (number, mention) in doc.mentions.iter_mut().enumerate() {
        mention.chain = drafts.of_name(number).and_then(place);
    }
    let names = doc.mentions.len();
    let mut all: Vec<(usize, Mention)> = doc.mentions.drain(..).enumerate().collect();
    all.extend(found.into_iter().enumerate().map(|(number, mut mention)| {
        mention.chain = mention.chain.and_then(|chain| place(chain.0));
        (names + number, mention)
    }));
    all.sort_by_key(|(_, mention)| (mention.span.start, mention.span.end));
    let mut moved = vec![0; all.len()];
    for (now, (before, _)) in all.iter().enumerate() {
        moved[*before] = now;
    }
    doc.mentions = all.into_iter().map(|(_, mention)| mention).collect();
    for role in &mut doc.roles {
        role.holder = role.holder.map(|holder| moved[holder]);
    }
}

/// Tells whether mention `number` is a name of `kind`.
fn is_name(words: &Words, number: usize, kind: EntityKind) -> bool {
    let mention = &words.doc.mentions[number];
    mention.kind == kind && mention.form == MentionForm::Name
}

#[cfg(test)]
mod tests;
