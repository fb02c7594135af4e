use super::*;
use crate::extract::annotated::document;
use crate::extract::roles::Roles;

/// Reads `annotated` and returns each chain's mentions, joined with `|`.
fn chains(annotated: &str) -> Vec<String> {
    let mut doc = document(annotated);
    Roles.apply(&mut doc);
    Chains.apply(&mut doc);
    assert!(doc.mentions.is_sorted_by_key(|mention| mention.span.start));
    (0..doc.chains.len())
        .map(|chain| {
            let of = |mention: &&Mention| mention.chain == Some(ChainId(chain));
            let texts: Vec<&str> =
                doc.mentions.iter().filter(of).map(|mention| mention.span.of(&doc.text)).collect();
            texts.join("|")
        })
        .collect()
}

/// Checks that `annotated` has the chains `expected`, and maybe others.
fn check(annotated: &str, expected: &[&str]) {
    let found = chains(annotated);
    for chain in expected {
        assert!(found.iter().any(|known| known == chain), "{chain} in {annotated}: {found:?}");
    }
}

#[test]
fn surnames_and_pronouns_lead_back_to_full_names() {
    check("[Anna Ek|PER] met [Bo Ur|PER]. [Ek|PER] thanked him. She left.", &["Anna Ek|Ek|She", "Bo Ur|him"]);
    check("[Lin Bao|PER] arrived. [Lin|PER] spoke.", &["Lin Bao|Lin"]);
    check("[Ali al-Rashad|PER] came. [Rashad|PER] and [al-Rashad|PER]", &["Ali al-Rashad|Rashad|al-Rashad"]);
}

#[test]
fn two_of_one_surname_stay_two() {
    check(
        "Envoy [Wang Kejian|PER] came. Foreign Minister [Wang|PER] stayed away. [Wang|PER] spoke.",
        &["Wang Kejian"],
    );
    check(
        "[Joe Marsh|PER] and his wife [Jill Marsh|PER] came. Mrs. [Marsh|PER] spoke.",
        &["Jill Marsh|Marsh"],
    );
}

#[test]
fn acronyms_and_short_forms() {
    check(
        "The [World Salt Agency|ORG] ([WSA|ORG]) met. [WSA|ORG] staff left. The agency closed.",
        &["World Salt Agency|WSA|WSA|The agency"],
    );
    check(
        "[China|LOC]'s [Foreign Ministry|ORG] spoke. [Qatar|LOC]'s [Foreign Ministry|ORG] did not.",
        &["Foreign Ministry"],
    );
}

#[test]
fn descriptions_join_those_they_describe() {
    check(
        "Chinese envoy [Lin Bao|PER] met the men of [Hamas|ORG]. The Chinese diplomat left.",
        &["Lin Bao|The Chinese diplomat"],
    );
    check("[Cao Lin|PER], [Beijing|LOC]'s ambassador to [Qatar|LOC], spoke.", &["Beijing", "Qatar"]);
    check("He flew to [Doha|LOC]. The city was quiet.", &["Doha|The city"]);
}

#[test]
fn a_capital_that_acts_is_a_government() {
    let mut doc = document("[Beijing|LOC] rejected it. He lives in [Beijing|LOC].");
    Chains.apply(&mut doc);
    let kinds: Vec<EntityKind> = doc.chains.iter().map(|chain| chain.kind).collect();
    assert!(kinds.contains(&EntityKind::Organization) && kinds.contains(&EntityKind::Place), "{kinds:?}");
}

#[test]
fn noise_makes_no_panic() {
    for text in
        ["", "the", "the ,", "[X|PER]", "[é|PER] it its", "'s 's president of of", "the the the man man"]
    {
        chains(text);
    }
}
