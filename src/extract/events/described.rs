//! Parties without a name: *senior Mexican officials*, *the president*.

use super::groups::distributed;
use super::lexicon::LEXICON;
use super::parties::{PartyAt, is_actor};
use super::pronouns::many;
use super::story::Story;
use super::view::{Named, View};
use crate::document::{ChainId, EntityKind, MentionForm, PlaceKind};
use crate::extract::syntax::{Relation, Xpos};

/// A party without a name: *senior Mexican officials*. Plurals such as *the
/// two leaders* stand for the parties of the last event, and *the president*
/// for somebody of that office whom the article has told of.
pub fn described(view: &View<'_>, story: &mut Story, at: usize, over: Option<&Named>) -> Vec<PartyAt> {
    let phrase = view.phrase(at);
    let plural = matches!(view.parse.xpos(at), Xpos::Nns | Xpos::Nnps);
    let party = |chain: ChainId| PartyAt {
        chain,
        word: at,
        span: view.span_of(phrase.clone()),
        people: true,
        reason: String::new(),
    };
    if plural && LEXICON.is_parties(view.lemma(at)) && stands_for_many(view, at) {
        let last = many(view, story, at);
        if last.len() > 1 {
            return last.into_iter().map(party).collect();
        }
    }
    let known = story.aliased(view, phrase.clone());
    if plural && known.len() > 1 {
        return known.into_iter().map(party).collect();
    }
    let chain = over.and_then(|named| view.doc.mentions[named.mention].chain);
    if own_group(view, at) || is_bare(view, at) {
        return Vec::new();
    }
    let each = if LEXICON.is_people(view.lemma(at)) { distributed(view, story, at) } else { Vec::new() };
    if !each.is_empty() {
        return each;
    }
    let chain = chain.filter(|chain| !is_of_another(view, story, at, *chain) && !owns(view, at, *chain));
    let chain = story.officeholder(view, phrase.clone(), chain).or(chain);
    if let Some(chain) = chain.filter(|chain| is_actor(story.chain(view.doc, *chain))) {
        story.describe(view, chain, phrase.clone());
        return vec![party(chain)];
    }
    if !LEXICON.is_people(view.lemma(at)) {
        return Vec::new();
    }
    vec![party(story.unnamed(view, at, phrase.clone()))]
}

/// Tells whether the named `chain` only owns what is described: *Idris's
/// daughter*, *the brother of Idris*.
fn owns(view: &View<'_>, at: usize, chain: ChainId) -> bool {
    let parse = &view.parse;
    let owner = |&word: &usize| {
        let case = parse.relation(word) == Relation::NmodPoss || parse.has_case(word, "of");
        let named = view.mention_over(word).map(|named| &view.doc.mentions[named.mention]);
        case && named.is_some_and(|mention| {
            mention.form == MentionForm::Name
                && mention.kind == EntityKind::Person
                && mention.chain == Some(chain)
        })
    };
    parse.children(at).find(owner).is_some()
}

/// Tells whether the office at `at` is of a country that is not that of the
/// named `chain`: *the President of Turkey* is not the President who speaks.
fn is_of_another(view: &View<'_>, story: &Story, at: usize, chain: ChainId) -> bool {
    let parse = &view.parse;
    let of = parse.children_by(at, Relation::Nmod).find(|&noun| parse.has_case(noun, "of"));
    let place =
        of.and_then(|noun| view.mention_over(noun)).and_then(|named| view.doc.mentions[named.mention].chain);
    let country = place.and_then(|place| story.chain(view.doc, place).place.as_ref()?.country.clone());
    let Some(country) = country else { return false };
    let chain = story.chain(view.doc, chain);
    let own = chain.country.iter().chain(chain.roles.iter().filter_map(|role| role.country.as_ref()));
    let apart = place.is_some_and(|place| {
        story.chain(view.doc, place).place.as_ref().is_some_and(|place| place.kind == PlaceKind::Country)
    });
    chain.named && apart && own.into_iter().all(|own| *own != country)
}

/// Tells whether the plural noun has nothing with it but an article or a
/// number: *the two leaders*, *both sides*.
fn stands_for_many(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let definite = parse
        .children(at)
        .any(|child| matches!(parse.form(child), "the" | "two" | "both" | "these" | "three"));
    let plain = parse.children(at).all(|child| {
        !matches!(
            parse.relation(child),
            Relation::Nmod | Relation::NmodPoss | Relation::AclRelcl | Relation::Compound
        )
    });
    definite && plain
}

/// Tells whether the phrase is a party's own company: *his delegation*, *her
/// aides*; they come with a party and are none of their own.
fn own_group(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let owner = parse
        .children(at)
        .any(|word| matches!(parse.form(word), "his" | "her" | "their" | "our" | "its" | "my" | "your"));
    let company = parse.relation(at) == Relation::Conj
        && (LEXICON.is_group(view.lemma(at)) || matches!(parse.xpos(at), Xpos::Nns));
    let many = company || LEXICON.is_vague(view.lemma(at)) && matches!(parse.xpos(at), Xpos::Nns);
    let told = parse
        .children_by(at, Relation::Amod)
        .chain(parse.children_by(at, Relation::Compound))
        .any(|word| crate::gazetteer::by_demonym(view.span(word).of(&view.doc.text)).is_some());
    owner && many && !told
}

/// Tells whether a singular common noun stands without article or anything
/// else before it, as in *met the charge head on*: it is no party.
fn is_bare(view: &View<'_>, at: usize) -> bool {
    let parse = &view.parse;
    let counts =
        |child: usize| !matches!(parse.relation(child), Relation::Case | Relation::Cc | Relation::Punct);
    let before = parse.children(at).any(|child| child < at && counts(child));
    let title = parse.relation(at) == Relation::Conj
        && view.span(at).of(&view.doc.text).starts_with(char::is_uppercase);
    let complement = parse.children_by(at, Relation::Nmod).next().is_some();
    let before = before || complement && LEXICON.is_people(view.lemma(at)) && !title;
    let singular = parse.xpos(at) == Xpos::Nn || parse.xpos(at) == Xpos::Nnp && !view.is_headline();
    singular && !before || LEXICON.needs_complement(view.lemma(at)) && !complement
}
