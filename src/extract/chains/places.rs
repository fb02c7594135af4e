//! Places: names of one place, however spelled, become one chain.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Drafts};
use super::is_name;
use crate::document::{Document, EntityKind, Mention, Span};
use crate::extract::roles::words::Words;
use crate::gazetteer;
use crate::likeness::fold;

/// Clusters the names of places.
pub fn cluster(words: &Words, drafts: &mut Drafts) {
    let mut chains: FxHashMap<String, usize> = FxHashMap::default();
    for number in (0..words.doc.mentions.len()).filter(|&number| is_name(words, number, EntityKind::Place)) {
        let key = key(words.doc.mentions[number].span.of(&words.doc.text));
        let chain =
            *chains.entry(key).or_insert_with(|| drafts.push(Draft::new(EntityKind::Place, "same place")));
        drafts.join(words, number, chain);
    }
}

/// Returns the names that were taken for places and are newspapers: the
/// article's publisher, and what a dateline has in brackets, as
/// `OSLO, May 3 (Northern Wire) -`.
pub fn newspapers(doc: &Document) -> Vec<usize> {
    let publisher = doc.publisher.as_deref().map(fold).filter(|name| !gazetteer::known(name));
    let dateline = doc.dateline.as_ref().map_or(Span::new(0, 0), |dateline| dateline.span);
    let is_newspaper = |mention: &Mention| {
        let text = mention.span.of(&doc.text);
        let bracketed = dateline.contains(mention.span)
            && doc.text[dateline.start..mention.span.start].ends_with('(')
            && doc.text[mention.span.end..].starts_with(')');
        mention.kind == EntityKind::Place && (bracketed || publisher.as_deref() == Some(fold(text).as_str()))
    };
    (0..doc.mentions.len()).filter(|&number| is_newspaper(&doc.mentions[number])).collect()
}

/// Returns what two names of one place share: a country's code, else the
/// folded name without article and kind of place.
fn key(name: &str) -> String {
    if let Some(country) = gazetteer::by_name(name) {
        return country.code.to_owned();
    }
    let folded = fold(name);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    let endings =
        [" city", " province", " state", " region", " county", " governorate", " strip", " peninsula"];
    let short =
        endings.iter().find_map(|ending| folded.strip_suffix(ending)).filter(|short| gazetteer::known(short));
    short.unwrap_or(folded).to_owned()
}
