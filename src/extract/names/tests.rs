//! Names in text of all kinds, as the whole component finds them.

use super::*;
use crate::document::EntityKind;
use crate::extract::{dates::Dates, language::Language, sentences::Sentences, tokens::Tokens};

/// Checks that `annotated` holds just the names marked in it:
/// `[Merkel|person] went to [Paris|place].`
fn check(annotated: &str) {
    let (mut text, mut expected) = (String::new(), Vec::new());
    for (index, part) in annotated.split(['[', ']']).enumerate() {
        match part.split_once('|').filter(|_| index % 2 == 1) {
            Some((name, kind)) => {
                text.push_str(name);
                expected.push((name.to_owned(), kind.to_owned()));
            }
            None => text.push_str(part),
        }
    }
    assert_eq!(names(&text), expected, "in {text:?}");
}

fn names(text: &str) -> Vec<(String, String)> {
    let doc = read(text);
    let name = |m: &crate::document::Mention| (m.span.of(&doc.text).to_owned(), m.kind.as_str().to_owned());
    doc.mentions.iter().map(name).collect()
}

fn read(text: &str) -> Document {
    read_with(Tagging::Fast, text)
}

fn read_with(tagging: Tagging, text: &str) -> Document {
    let names = Names::new(tagging);
    let mut doc = Document::new(None, text);
    let steps: [&dyn Component; 5] = [&Language, &Tokens, &Sentences, &Dates, &names];
    steps.into_iter().for_each(|step| step.apply(&mut doc));
    doc
}

#[test]
fn the_embedded_model_is_whole() {
    assert_eq!(model::verify(ENGLISH), Ok(()));
    assert_eq!(model::verify(&ENGLISH[..ENGLISH.len() - 1]), Err(model::ModelError::Checksum));
    assert!(Model::new(&ENGLISH[..1000]).is_err());
    assert!(Model::new(b"DLNM").is_err());
    assert!(ENGLISH.len() < 7_000_000, "the model keeps its size");
}

#[test]
fn names_come_without_titles_and_articles() {
    check("President [Barack Obama|person] met [Angela Merkel|person] in [Berlin|place] on Tuesday.");
    check("Dr. [Samir Haddad|person] and Ms. [O'Brien-Smith|person] spoke with Sen. [John Walker|person].");
    check("The ambassador spoke at the [United Nations|organization] in [New York|place].");
}

#[test]
fn suffixes_and_forms_of_address_tell_persons() {
    check("The envoys met [Samir Haddad, Jr.|person] in [Berlin|place] on Tuesday.");
    check("Ms. [Haddad|person] and Mr. [Walker|person] met in [Berlin|place] on Tuesday.");
}

#[test]
fn forms_of_address_of_many_countries_belong_to_no_name() {
    check(
        "[Adler|person] received Señor [Bastos|person], Herr [Lund|person] and Shri [Okafor|person] in [Oslo|place].",
    );
    check("Marshal [Samir Haddad|person] and Signora [Ruth Adler|person] met in [Rangoon|place] on Monday.");
}

#[test]
fn months_of_dates_are_no_people() {
    check("[DOHA|place], Jan 12 (Agency) - [Jan Okafor|person] met [April Nyberg|person] on April 9.");
}

#[test]
fn other_languages_have_no_names() {
    let doc = read("Der Bundeskanzler traf gestern in Berlin den Minister aus Paris und sprach mit ihm.");
    assert_eq!((doc.language.as_deref(), doc.mentions.len()), (Some("de"), 0));
}

#[test]
fn confidence_is_a_probability() {
    let doc = read("Officials of Qatar said that Mr. Al-Thani would go to Oslo and call Larsen.");
    assert!(!doc.mentions.is_empty());
    assert!(doc.mentions.iter().all(|mention| (0.0..=1.0).contains(&mention.confidence)));
    assert!(doc.mentions.iter().any(|mention| mention.kind == EntityKind::Place));
}

#[test]
fn names_that_are_less_sure_than_asked_for_are_left_out() {
    let text = "Officials of Porto Sul Crossing and Marsh Hill met Angela Merkel in Berlin.";
    let with = |least| {
        let mut doc = read(text);
        Names::new(Tagging::Fast).surer_than(least).apply(&mut doc);
        doc.mentions
    };
    let (all, sure) = (with(0.0), with(0.9));
    assert!(sure.len() < all.len() && !sure.is_empty());
    assert!(sure.iter().all(|name| name.confidence >= 0.9 && all.contains(name)));
}

#[cfg(feature = "neural")]
#[test]
fn the_network_is_asked_where_the_model_is_unsure() {
    let text = "Officials of Porto Sul Crossing and Marsh Hill spoke with Lake Ferris.";
    let lake = |tagging| {
        let doc = read_with(tagging, text);
        doc.mentions.iter().find(|m| m.span.of(text) == "Lake Ferris").map(|m| m.kind)
    };
    assert_eq!(lake(Tagging::Best), Some(EntityKind::Place));
    assert_eq!(lake(Tagging::Fast), Some(EntityKind::Person), "what the model alone can read shows nothing");
}

#[test]
fn any_input_is_survived() {
    "best".parse().into_iter().for_each(survives);
    survives(Tagging::Fast);
}

fn survives(tagging: Tagging) {
    for text in [
        "",
        " ",
        "\u{feff}",
        "🙂🙂 A\u{301}\u{301} ß İstanbul ǅ",
        "((((",
        "'s 's ’s",
        "-–—-",
        "A.B.C.D.",
        "\0\u{1}",
    ] {
        read_with(tagging, text);
    }
    read_with(tagging, &"Aa".repeat(50_000));
    read_with(tagging, &"New York ".repeat(20_000));
    read_with(tagging, &"Paris\n".repeat(5_000));
}

#[test]
fn headlines_in_title_case_and_in_capitals() {
    check("Envoy [Tran|person] Says Talks With Foreign Minister [Park|person] Went Well In [Doha|place]");
    check("Foreign Minister [Haddad|person] Meets [Ruth Adler|person] For Talks In [Geneva|place]");
    check("FOREIGN MINISTER [HADDAD|person] MEETS [RUTH ADLER|person] IN [GENEVA|place]");
    check(
        "[UN|organization] CHIEF URGES [ISRAEL|place] AND [HAMAS|organization] TO RESUME TALKS IN [CAIRO|place]",
    );
}

#[test]
fn text_in_small_letters() {
    check(
        "foreign minister [samir haddad|person] met [ruth adler|person] in [geneva|place] on tuesday, \
         officials of the [united nations|organization] said.",
    );
}

#[test]
fn noise_of_scanned_pages() {
    check(
        "The pres1dent met Foreign Min1ster [Wang Lulin|person] and [Ruth Adler|person] ln [Berlin|place].",
    );
    check("The envoy , [Ruth Adler|person] , met Mr . [Haddad|person] in [Oslo|place] .");
}

#[test]
fn names_across_the_ends_of_lines() {
    check(
        "The delegation was received on Monday by the minister, [Samir\nHaddad|person], who had come there from the \
         talks at the [United\nNations|organization] and was to fly on to a meeting of envoys in [New\nYork|place] \
         the next morning with his aides.",
    );
}

#[test]
fn possessives_belong_to_no_name() {
    check("[Okafor|person]'s delegation welcomed [Tanaka|person]’s remarks. [Nairobi|place]'s mayor agreed.");
    check(
        "[China|place]'s [Foreign Ministry|organization] and [Russia|place]'s [Defence Ministry|organization] agreed.",
    );
}

#[test]
fn names_with_hyphens_and_particles() {
    check("[Anne-Marie Dupont-Lefèvre|person] met [Mary O'Neill|person] in [Dublin|place] on Friday.");
    check(
        "[Ursula von der Berg|person], [Omar bin Said|person] and [Ludwig van der Au|person] met in [The Hague|place].",
    );
    check("Sheikh [Tamim bin Hamad Al Thani|person] spoke with the ministers by phone.");
}

#[test]
fn names_of_many_countries() {
    check("President [Lee Jae-hoon|person] met [Park Min-seo|person] in [Seoul|place] on Monday.");
    check("[Aung Kyaw Zin|person] met General [Wang Lulin|person] in [Naypyidaw|place] on Monday.");
    check(
        "President [Andrés Gutiérrez Obregón|person] met [José Luis Rodríguez Zamora|person] in [Madrid|place].",
    );
    check("[Le Luong Binh|person] and [Faisal al-Otaibi|person] met in [Hanoi|place] on Monday.");
}

#[test]
fn initials_belong_to_their_names() {
    check("[J.R. Walker|person] and [George H.W. Bennett|person] met [A. B. Okafor|person] on Monday.");
}

#[test]
fn clubs_are_named_after_cities() {
    check(
        "[Manchester United|organization] beat [Real Madrid|organization], and [Bayern Munich|organization] drew.",
    );
    check("[Liverpool|organization] beat [Valencia|organization] 2-1 on Wednesday.");
}

#[test]
fn demonyms_are_no_places() {
    check(
        "French and Qatari officials met the Germans. An Israeli delegation and Palestinian leaders were there.",
    );
}

#[test]
fn bodies_within_bodies() {
    check("The [UN Security Council|organization] met in [New York|place] on Monday.");
    check("The [European Bank for Reconstruction and Development|organization] lent money.");
    check("The [Department of Trade|organization] and the [Port Development Agency|organization] agreed.");
    check("Officials of the [Ministry of Health|organization] in the region said nothing.");
}

#[test]
fn full_stops_without_a_space() {
    check("They deepened relations.The two sides met in [Oslo|place].[Ruth Adler|person] thanked the hosts.");
}

#[test]
fn lists_with_bullets() {
    check(
        "• [Ruth Adler|person], foreign minister of [Norway|place]\n• [Samir Haddad|person], [United Nations|organization]\n\
         - [Lin Wei|person], [Beijing|place]",
    );
}

#[test]
fn newspapers_and_agencies() {
    check(
        "The [New York Times|organization] and the [Washington Post|organization] reported it, and \
         [Xinhua|organization] and the [Associated Press|organization] confirmed it.",
    );
}

#[test]
fn armed_groups_are_bodies() {
    check(
        "Fighters of [Islamic State|organization] and the [Taliban|organization] attacked [Hezbollah|organization].",
    );
}

#[test]
fn acts_events_cases_and_offices_are_no_names() {
    check(
        "The Inflation Reduction Act and H.R. 1319, under 42 U.S.C. 5121, give the Child Tax Credit to families.",
    );
    check("The court cited Adler v. Walker, and the Secretary of Defense spoke at the Summit for Democracy.");
    check("Sen. [Lisa Bergström|person] (D-[Ohio|place]) wrote to the Federal Coordinating Officer.");
}

#[test]
fn headlines_go_on_behind_a_name() {
    check("Press Gaggle by Press Secretary [Karin Lind|person] En Route [Oslo|place]");
}

#[test]
fn countries_are_whole() {
    check("The President of the [United States of America|place] spoke.");
}

#[test]
fn an_office_ends_before_a_form_of_address() {
    let text = "They met the Minister of Foreign Affairs and International Cooperation Sheikh Omar bin Said Al Thumama today.";
    let found = names(text);
    assert!(found.iter().all(|(name, kind)| kind != "person" || !name.contains("Cooperation")), "{found:?}");
}
