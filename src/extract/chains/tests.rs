use super::*;
use crate::document::Span;
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
fn the_first_of_a_country_is_not_the_relative_that_is_named_in_full() {
    check(
        "First Lady [Jill Marsh|PER] came. President [Marsh|PER] met [Bo Ur|PER].",
        &["Jill Marsh", "Marsh", "Bo Ur"],
    );
    check("[Jill Marsh|PER] came. President [Marsh|PER] met [Bo Ur|PER].", &["Jill Marsh", "Marsh", "Bo Ur"]);
    check("President [Joe Marsh|PER] came. President [Marsh|PER] left.", &["Joe Marsh|Marsh"]);
    check("[Wang Yi|PER] came. Foreign Minister [Wang|PER] left.", &["Wang Yi|Wang"]);
    check("[Joe Marsh|PER] and [Joe Marsh Sr.|PER] came.", &["Joe Marsh", "Joe Marsh Sr."]);
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
fn a_description_goes_on_with_the_subject() {
    check(
        "[Ann Ek|PER] came to [Oslo|LOC]. The Danish foreign minister met [Bo Ur|PER].",
        &["Ann Ek|The Danish foreign minister"],
    );
    check(
        "[Ann Ek|PER] met envoy [Bo Ur|PER]. The Danish foreign minister, [Cy Ode|PER], spoke.",
        &["Ann Ek", "The Danish foreign minister|Cy Ode"],
    );
    check("[Ann Ek|PER] slept. The president spoke.", &["Ann Ek", "The president"]);
}

#[test]
fn descriptions_beside_names_and_said_again() {
    check("[Ann Ek|PER], a teacher from [Oslo|LOC], left.", &["Ann Ek|a teacher"]);
    check("[Ann Ek|PER] was a guest of [Bo Ur|PER].", &["Ann Ek|a guest"]);
    check("Danish officials came. In the end Danish officials left.", &["Danish officials|Danish officials"]);
    check(
        "Foreign Minister [Ann Ek|PER] came. The defense minister and the deputy foreign minister did not.",
        &["Ann Ek", "The defense minister", "the deputy foreign minister"],
    );
    check("Vice President [Ann Ek|PER] came. The president left.", &["Ann Ek", "The president"]);
}

#[test]
fn names_of_nobody_make_no_chain() {
    check("[Bo Ur|PER], [Jr.|PER] spoke.", &["Bo Ur|Jr."]);
    let found = chains(
        "They voted for the [Ann Ek|PER] Rights Act after [Ur|PER] v. [Ode|PER], and thanked [God|PER] for \
         a [J.D.|PER] degree and for [Ur|PER]",
    );
    assert_eq!(found, Vec::<String>::new());
    check("[J.D. Ek|PER] came. [J.D.|PER] spoke.", &["J.D. Ek|J.D."]);
}

#[test]
fn datelines_give_places_and_newspapers() {
    let mut doc =
        document("[ADDIS ABABA|LOC], May 3 ([Coast Wire|LOC]) - [HE Lin Bao Ek|PER] met [Lin Bao Ek|PER].");
    let end = doc.text.find(" - ").map_or(0, |at| at + 2);
    doc.dateline =
        Some(crate::document::Dateline { span: Span::new(0, end), place: Span::new(0, 11), day: None });
    Roles.apply(&mut doc);
    Chains.apply(&mut doc);
    let found: Vec<(EntityKind, &str)> =
        doc.chains.iter().map(|chain| (chain.kind, chain.name.as_str())).collect();
    let expected = [
        (EntityKind::Place, "Addis Ababa"),
        (EntityKind::Organization, "Coast Wire"),
        (EntityKind::Person, "Lin Bao Ek"),
    ];
    assert_eq!(found, expected);
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
