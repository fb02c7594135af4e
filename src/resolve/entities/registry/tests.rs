use super::*;
use crate::document::{Chain, EntityKind, Gender, Role};
use crate::resolve::ChainRecord;
use crate::resolve::entities::{Found, Match};

/// Makes an article of chains written `Foreign Minister/CN Wang Yi=Wang, she`:
/// a role and its country, the name, aliases behind `=`.
fn article(id: &str, chains: &[&str]) -> ArticleRecord {
    let chains = chains.iter().map(|text| ChainRecord { chain: chain(text), mentions: 2 }).collect();
    ArticleRecord { id: id.to_owned(), chains, ..Default::default() }
}

fn chain(text: &str) -> Chain {
    let (text, gender) = match (text.strip_suffix(" f"), text.strip_suffix(" m")) {
        (Some(text), _) => (text, Some(Gender::Female)),
        (_, Some(text)) => (text, Some(Gender::Male)),
        _ => (text, None),
    };
    let (role, names) = text.split_once("| ").map_or(("", text), |(role, names)| (role, names));
    let mut names = names.split('=').map(str::to_owned);
    let (title, country) =
        role.split_once('/').map_or((role, None), |(title, code)| (title, Some(code.to_owned())));
    let role = Role { title: title.to_owned(), country: country.clone(), former: false };
    Chain {
        kind: if title == "ORG" { EntityKind::Organization } else { EntityKind::Person },
        name: names.next().unwrap_or_default(),
        named: true,
        aliases: names.collect(),
        roles: if title.is_empty() || title == "ORG" { Vec::new() } else { vec![role] },
        country,
        gender,
        place: None,
        candidates: Vec::new(),
        reason: String::new(),
    }
}

fn registry(articles: &[ArticleRecord]) -> Registry {
    Registry::build(articles.iter(), &Corrections::default())
}

fn name_of(registry: &Registry, article: &str, chain: usize) -> String {
    registry.entity_of(article, chain).map_or(String::new(), |entity| entity.name.clone())
}

fn archive() -> Vec<ArticleRecord> {
    vec![
        article("a", &["foreign minister/CN| Wang Yi=Wang", "envoy/CN| Wang Kejian=Wang", "ORG| Hamas"]),
        article("b", &["Foreign Minister/CN| Wang", "political chief| Ismail Haniyeh=Haniyeh", "ORG| Hamas"]),
        article("c", &["political chief| Ismail Haniya=Haniya", "ORG| Hamas", "Wang"]),
        article("d", &["Haniyeh", "ORG| International Atomic Energy Agency=IAEA"]),
        article("e", &["ORG| IAEA", "Joe Marsh=Marsh", "Jill Marsh f"]),
    ]
}

#[test]
fn roles_and_surnames_find_their_bearers() {
    let registry = registry(&archive());
    assert_eq!(name_of(&registry, "b", 0), "Wang Yi");
    assert_eq!(name_of(&registry, "c", 2), "Wang", "two bearers leave it open");
    assert_eq!(registry.entity_of("c", 2).map(|entity| entity.candidates.len()), Some(2));
    assert_eq!(name_of(&registry, "c", 0), name_of(&registry, "b", 1), "two spellings");
    assert_eq!(name_of(&registry, "d", 0), name_of(&registry, "b", 1), "a surname of one bearer");
    assert_eq!(name_of(&registry, "e", 0), "International Atomic Energy Agency");
    assert_ne!(name_of(&registry, "e", 1), name_of(&registry, "e", 2));
}

#[test]
fn namesakes_are_parted() {
    let articles = [
        article("a", &["foreign minister/CN| Wang Yi", "President/FR| Bo Ur", "ORG| Salt Agency"]),
        article("b", &["Foreign Minister/CN| Wang Yi", "Bo Ur"]),
        article("c", &["swimmer/CN| Wang Yi", "coach| Cy Ode", "ORG| Swim Club"]),
        article("d", &["Wang Yi", "coach| Cy Ode"]),
        article("e", &["Wang Yi"]),
        article("f", &["minister/PE| Dee Lund", "ORG| Lima Post"]),
        article("g", &["minister/DK| Dee Lund", "ORG| Lima Post"]),
    ];
    let registry = registry(&articles);
    let id = |article: &str| registry.entity_of(article, 0).map(|entity| entity.id.clone());
    assert_eq!(id("a"), id("b"));
    assert_eq!(id("c"), id("d"), "in one company");
    assert_ne!(id("a"), id("c"), "a minister and a swimmer");
    assert_eq!(id("e"), id("a"), "what says nothing means the first");
    assert_eq!(id("f"), id("g"), "one company speaks for one person of two offices");
    assert!(matches!(registry.resolve("Wang Yi"), Found::Several(all) if all.len() == 2));
}

#[test]
fn given_names_and_offices_find_their_bearers() {
    let mut articles = vec![
        article("a", &["press secretary| Jen Ekholm=Ekholm f"]),
        article("b", &["Ekholm", "Jen"]),
        article("c", &["Jen"]),
        article("d", &["U.S. Deputy Secretary of State/US| Ann Ur"]),
        article("e", &["Tha God=God"]),
    ];
    let mut alone = chain("/US| The U.S. deputy secretary");
    (alone.named, alone.roles) = (false, Vec::new());
    articles[2].chains.push(ChainRecord { chain: alone, mentions: 1 });
    articles.extend((0..50).map(|number| article(&format!("x{number}"), &["God"])));
    let registry = registry(&articles);
    assert_eq!(name_of(&registry, "b", 1), "Jen Ekholm", "the article speaks of her");
    assert_eq!(name_of(&registry, "c", 0), "Jen");
    assert_eq!(name_of(&registry, "c", 1), "Ann Ur");
    let spelt = registry.entity_of("c", 1).map(|entity| entity.names.len());
    assert_eq!(spelt, Some(1), "a description is no name");
    assert_eq!(name_of(&registry, "x7", 0), "God", "nobody is called so in full as often");
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let mut articles = archive();
    let first = registry(&articles);
    for turn in 0..4 {
        articles.rotate_left(turn);
        articles.swap(0, 3);
        assert_eq!(registry(&articles), first);
    }
    assert_eq!(Registry::from_bytes(&first.to_bytes()).ok(), Some(first));
}

#[test]
fn typed_names_are_answered() {
    let registry = registry(&archive());
    let one = |name: &str| match registry.resolve(name) {
        Found::One(id) => registry.get(&id).map(|entity| entity.name.clone()),
        _ => None,
    };
    assert_eq!(one("WANG KEJIAN").as_deref(), Some("Wang Kejian"));
    assert_eq!(one("Foreign Minister Wang").as_deref(), Some("Wang Yi"));
    assert_eq!(one("iaea").as_deref(), Some("International Atomic Energy Agency"));
    assert!(matches!(registry.resolve("Wang"), Found::Several(all) if all.len() == 3));
    let Found::Nothing(similar) = registry.resolve("Ismael Hanieh") else { panic!("a suggestion only") };
    assert!(
        similar
            .iter()
            .any(|candidate| candidate.by == Match::Similar && candidate.name.starts_with("Ismail"))
    );
}

#[test]
fn corrections_are_laid_over() {
    let articles = archive();
    let corrections = Corrections::parse(
        "[[merge]]\nentities = [\"Joe Marsh\", \"Jill Marsh\"]\n[[reject]]\nentity = \"Hamas\"\n\
         [[alias]]\nentity = \"Wang Kejian\"\nname = \"Wang\"\n[[reject]]\nentity = \"Nobody\"\n\
         [[add]]\nname = \"Ann Ek\"\nkind = \"person\"\n",
    )
    .expect("well-formed");
    let before = registry(&articles);
    let after = Registry::build(articles.iter(), &corrections);
    assert_eq!(name_of(&after, "e", 2), "Joe Marsh");
    assert_eq!(name_of(&after, "a", 2), "");
    assert_eq!(name_of(&after, "c", 2), "Wang Kejian");
    assert_eq!(after.problems().len(), 1, "{:?}", after.problems());
    let jill = before.entity_of("e", 2).map(|entity| entity.id.clone()).expect("she was found");
    assert_eq!(after.get(&jill).map(|entity| entity.name.as_str()), Some("Joe Marsh"));
    assert!(matches!(after.resolve("Ann Ek"), Found::One(_)));
}

#[test]
fn an_entity_that_a_merge_names_twice_is_joined_once() {
    let articles = archive();
    let before = registry(&articles);
    let jill = before.entity_of("e", 2).map(|entity| entity.id.clone()).expect("she was found");
    let corrections = Corrections::parse(&format!(
        "[[merge]]\nentities = [\"Joe Marsh\", \"Jill Marsh\", \"{jill}\", \"Joe Marsh\"]"
    ))
    .expect("well-formed");
    let after = Registry::build(articles.iter(), &corrections);
    assert_eq!(after.problems(), []);
    assert_eq!((name_of(&after, "e", 1), name_of(&after, "e", 2)), ("Joe Marsh".into(), "Joe Marsh".into()));
    assert_eq!(after.len(), before.len() - 1);
}

#[test]
fn a_country_that_is_renamed_is_renamed_in_all_that_lies_in_it() {
    let place = |name: &str, path: &[&str]| {
        let mut chain = chain(name);
        chain.kind = EntityKind::Place;
        chain.place = Some(crate::document::Place {
            name: name.to_owned(),
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            kind: crate::document::PlaceKind::City,
            country: None,
            latitude: 0.0,
            longitude: 0.0,
        });
        ChainRecord { chain, mentions: 1 }
    };
    let mut articles = [article("a", &[]), article("b", &[])];
    articles[0].chains = vec![place("Burma", &["Asia", "Burma"]), place("Bago", &["Asia", "Burma", "Bago"])];
    articles[1].chains = vec![place("Bago", &["Asia", "Burma", "Bago"]), place("Oslo", &["Europe", "Oslo"])];
    let corrections =
        Corrections::parse("[[rename]]\nentity = \"Burma\"\nname = \"Myanmar\"").expect("well-formed");
    let after = Registry::build(articles.iter(), &corrections);
    let path = |article: &str, chain: usize| {
        let entity = after.entity_of(article, chain).expect("it stays an entity");
        entity.place.as_ref().map(|place| place.path.join("/")).unwrap_or_default()
    };
    assert_eq!(
        [path("a", 0), path("a", 1), path("b", 0)],
        ["Asia/Myanmar", "Asia/Myanmar/Bago", "Asia/Myanmar/Bago"]
    );
    assert_eq!(path("b", 1), "Europe/Oslo");
}

#[test]
fn entries_that_contradict_others_are_reported() {
    let articles = archive();
    for (text, about) in [
        (
            "[[retype]]\nentity = \"Hamas\"\nkind = \"place\"\n[[retype]]\nentity = \"Hamas\"\nkind = \"person\"",
            "Hamas",
        ),
        ("[[rename]]\nentity = \"Hamas\"\nname = \"A\"\n[[rename]]\nentity = \"A\"\nname = \"B\"", "A"),
        (
            "[[merge]]\nentities = [\"Joe Marsh\", \"Jill Marsh\"]\n[[reject]]\nentity = \"Jill Marsh\"",
            "Jill Marsh",
        ),
        ("[[add]]\nname = \"Hamas\"\nkind = \"organization\"", "Hamas"),
        ("[[split]]\nentity = \"Hamas\"\narticles = [\"x\"]\nas = \"Y\"", "Hamas"),
        ("[[alias]]\nentity = \"Nobody\"\nname = \"W\"", "Nobody"),
    ] {
        let corrections = Corrections::parse(text).expect("well-formed");
        let problems = Registry::build(articles.iter(), &corrections).problems();
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert_eq!(problems[0].about, format!("{about:?}"), "{text}");
    }
}

#[test]
fn what_is_renamed_and_split_is_found_by_both_names() {
    let articles = archive();
    let corrections = Corrections::parse(
        "[[rename]]\nentity = \"Hamas\"\nname = \"The Movement\"\n\
         [[split]]\nentity = \"Wang Yi\"\narticles = [\"b\"]\nas = \"Wang Er\"",
    )
    .expect("well-formed");
    let after = Registry::build(articles.iter(), &corrections);
    assert_eq!(after.problems(), []);
    assert_eq!(
        (name_of(&after, "a", 2), name_of(&after, "c", 1)),
        ("The Movement".into(), "The Movement".into())
    );
    assert_eq!((name_of(&after, "a", 0), name_of(&after, "b", 0)), ("Wang Yi".into(), "Wang Er".into()));
    for name in ["Hamas", "the movement", "Wang Er"] {
        assert!(matches!(after.resolve(name), Found::One(_)), "{name}");
    }
    assert_eq!(Registry::decide(&articles.iter().collect::<Vec<_>>()), registry(&articles));
}

#[test]
fn who_is_named_by_office_is_not_the_relative_beside_unless_nobody_else_is() {
    let mut articles = vec![
        article("a", &["Jill Marsh f", "President| Marsh"]),
        article("b", &["President| Joe Marsh=Marsh"]),
        article("c", &["Ann Ek", "President| Ek"]),
    ];
    for article in [0, 2] {
        articles[article].chains[1].chain.candidates = vec![crate::document::ChainId(0)];
    }
    let registry = registry(&articles);
    assert_eq!(name_of(&registry, "a", 1), "Joe Marsh");
    assert_eq!(name_of(&registry, "c", 1), "Ann Ek", "the article decides where the archive does not");
}

#[test]
fn a_pronoun_is_no_gender_for_a_given_name_of_the_other() {
    let mut articles: Vec<ArticleRecord> =
        (0..8).map(|number| article(&number.to_string(), &["Jill Marsh=Jill f"])).collect();
    articles.push(article("he", &["Jill m"]));
    articles.push(article("she", &["Jill f"]));
    let registry = registry(&articles);
    for id in ["he", "she"] {
        assert_eq!(name_of(&registry, id, 0), "Jill Marsh", "{id}");
    }
}

#[test]
fn damaged_bytes_are_an_error() {
    let bytes = registry(&archive()).to_bytes();
    for cut in [0, 4, 9, 40, bytes.len() - 1] {
        assert!(Registry::from_bytes(&bytes[..cut]).is_err(), "{cut}");
    }
}

/// A million chains whose names are as unevenly frequent as names are; run
/// with `cargo test --release a_million -- --ignored --nocapture`.
#[test]
#[ignore = "a benchmark"]
fn a_million_chains_are_resolved_in_a_minute() {
    let mut seed = 7u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    };
    let syllables = ["ba", "ko", "li", "mun", "ter", "sal", "vi", "ro", "den", "has", "jo", "qui"];
    let word =
        |rank: usize| (0..3).map(|place| syllables[rank / 12usize.pow(place) % 12]).collect::<String>();
    let mut zipf = move |count: f64| count.powf(random()) as usize;
    let articles: Vec<ArticleRecord> = (0..50_000)
        .map(|number| {
            let chains: Vec<String> = (0..20)
                .map(|column| {
                    let (given, surname) = (word(zipf(1_728.0) - 1), word(zipf(200_000.0) % 1_728));
                    if column % 3 == 0 {
                        surname
                    } else {
                        format!("minister/CN| {given} {surname}={surname}")
                    }
                })
                .collect();
            article(&format!("{number:06}"), &chains.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();
    let start = std::time::Instant::now();
    let registry = registry(&articles);
    println!("1,000,000 chains, {} entities in {:?}", registry.len(), start.elapsed());
    assert!(start.elapsed().as_secs() < 60);
}
