//! Those who stand for a group that was told to meet without a name: *Ek, who
//! spoke for the owners*, *their chairman, Ek*.

use super::lexicon::LEXICON;
use super::story::Story;
use super::view::View;
use crate::document::{ChainId, EntityKind, MentionForm};
use crate::extract::syntax::Relation;

/// Puts one who is said to lead or speak for a group into its place, where the
/// meeting told just before names nobody of it: *Ek, who spoke for the owners*,
/// *their chairman, Ek*.
pub fn represent(view: &View<'_>, story: &mut Story, at: usize) {
    let parse = &view.parse;
    let found = if parse.xpos(at).is_verb() {
        who_leads(view, at)
    } else {
        whose_head(view, story, at).map(|head| (head, ""))
    };
    let Some((person, led)) = found else { return };
    let Some(told) = story.just_told(view.sentence) else { return };
    let groups = told.participants.iter().filter(|party| story.is_several(view.doc, **party));
    let groups: Vec<ChainId> = groups.copied().collect();
    // *Who led the inquiry's team* speaks of others than the owners.
    if groups.iter().any(|group| !story.chain(view.doc, *group).name.to_lowercase().contains(led)) {
        return;
    }
    let named = story.chain(view.doc, person).named && !told.participants.contains(&person);
    let ([group], true) = (groups.as_slice(), named) else { return };
    let words = story.chain(view.doc, *group).name.clone();
    story.note(person, &words);
    story.rename(*group, person);
}

/// The person of whom a relative clause says that he led or spoke for some, and the
/// word for these: *Ek, who led the residents*.
fn who_leads<'a>(view: &'a View<'_>, at: usize) -> Option<(ChainId, &'a str)> {
    let parse = &view.parse;
    let who = parse.own_subjects(at).any(|subject| parse.form(subject) == "who");
    if !who || parse.relation(at) != Relation::AclRelcl || parse.is_negated(at) {
        return None;
    }
    let object = match view.lemma(at) {
        "speak" => parse.phrases_with(at, "for").next(),
        "represent" => parse.objects(at).next(),
        lemma if LEXICON.leads(lemma) => parse.objects(at).next(),
        _ => None,
    }?;
    // *Who led the American team* speaks of another side.
    let the = parse.children(object).any(|child| parse.form(child) == "the")
        && parse
            .children(object)
            .all(|child| matches!(parse.relation(child), Relation::Det | Relation::Case));
    let plural = parse.form(object) != view.lemma(object) && LEXICON.is_people(view.lemma(object));
    let named = view.mention_over(parse.head(at)?).filter(|named| view.kind(named) == EntityKind::Person)?;
    let mention = &view.doc.mentions[named.mention];
    let fits = the && mention.form == MentionForm::Name && (plural || LEXICON.is_group(view.lemma(object)));
    mention.chain.filter(|_| fits).map(|chain| (chain, parse.form(object)))
}

/// The person named at `at` as *their* chairman or other head.
fn whose_head(view: &View<'_>, story: &Story, at: usize) -> Option<ChainId> {
    let parse = &view.parse;
    let their = parse.children_by(at, Relation::NmodPoss).any(|owner| parse.form(owner) == "their");
    let named = view.mention_over(at).filter(|named| named.head == at && their)?;
    let mention = &view.doc.mentions[named.mention];
    let chain = mention.chain.filter(|_| mention.form == MentionForm::Name)?;
    let heads = |title: &str| title.split_whitespace().any(|word| LEXICON.is_head(&word.to_lowercase()));
    story.chain(view.doc, chain).roles.iter().any(|role| heads(&role.title)).then_some(chain)
}
