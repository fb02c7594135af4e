//! Places: names of one place, however spelled, become one chain.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Drafts};
use super::is_name;
use crate::document::EntityKind;
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
