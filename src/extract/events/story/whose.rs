//! Whose story it is: the one of the headline, the guest of an interview, the
//! author who says *I*.

use crate::document::{ChainId, Document, EntityKind, Mention, MentionForm};
use crate::extract::events::lexicon::LEXICON;

/// The first person whom the headline names; where there is no headline,
/// nobody.
pub(super) fn protagonist(doc: &Document) -> Option<ChainId> {
    let in_headline = doc.mentions.iter().take_while(|mention| mention.span.end <= doc.headline.end);
    if let Some(guest) = guest(doc) {
        return Some(guest);
    }
    let mut people =
        in_headline.filter(|mention| mention.kind == EntityKind::Person && mention.form == MentionForm::Name);
    people.find_map(|mention| mention.chain).or_else(|| officeholder(doc))
}

/// Whom a headline says to be interviewed: *an interview with Ana Lind*.
fn guest(doc: &Document) -> Option<ChainId> {
    let headline = doc.headline.of(&doc.text).to_lowercase();
    let with = headline
        .find("interview with")
        .filter(|_| headline.len() == doc.headline.end - doc.headline.start)?;
    let from = doc.headline.start + with;
    // *Lind defends her plan in an interview with King*: the guest is named first.
    let earlier = doc.mentions.iter().take_while(|mention| mention.span.start < from);
    if earlier.into_iter().any(|mention| mention.kind == EntityKind::Person) {
        return None;
    }
    let mut behind =
        doc.mentions.iter().filter(|mention| (from..doc.headline.end).contains(&mention.span.start));
    behind.find(|mention| mention.kind == EntityKind::Person)?.chain
}

/// The first person of the body, where the headline names an office: *The
/// Foreign Minister's programme*.
fn officeholder(doc: &Document) -> Option<ChainId> {
    let headline = doc.headline.of(&doc.text).to_lowercase();
    let words = headline.split(|c: char| !c.is_alphanumeric());
    let offices: Vec<&str> = words.filter(|word| LEXICON.is_office(word)).collect();
    let named = |mention: &&Mention| mention.kind == EntityKind::Person && mention.form == MentionForm::Name;
    let first = doc.mentions.iter().find(named)?.chain?;
    let holds = |title: &str| {
        let title = title.to_lowercase();
        offices.iter().any(|office| title.split_whitespace().any(|word| word == *office))
    };
    doc.chains[first.0].roles.iter().any(|role| holds(&role.title)).then_some(first)
}

/// Words for what somebody says or writes in the first person.
const SPEECHES: &[&str] =
    &["statement", "remarks", "letter", "message", "address", "speech", "testimony", "toast", "column"];

/// The one whose words the article is, by its headline: *Statement by Foreign
/// Minister Ana Lind*.
pub(super) fn author(doc: &Document) -> Option<ChainId> {
    let mention = doc.mentions.iter().find(|mention| mention.kind == EntityKind::Person)?;
    if mention.span.end > doc.headline.end {
        return None;
    }
    let before = doc.text[doc.headline.start..mention.span.start].to_lowercase();
    let mut words = before.split_whitespace();
    let speech = words.any(|word| SPEECHES.contains(&word));
    (speech && words.next().is_some_and(|word| matches!(word, "by" | "from" | "of")))
        .then_some(mention.chain)
        .flatten()
}
