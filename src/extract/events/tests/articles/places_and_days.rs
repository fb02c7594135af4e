//! Where a meeting was, and when.

use super::{check_place, told};
use crate::document::{Document, Publication, PublishedFrom};
use crate::extract::{names::Tagging, pipeline};

#[test]
fn a_line_that_is_a_day_dates_what_stands_below() {
    let programme = "Monday, 11 March 2024\n\nThe minister meets Anders Lund in Oslo.\n\n\
                     Wednesday, 13 March 2024\n\nThe minister meets Karin Ek in Stockholm.\n";
    let found = told("2024-03-08", "Programme of Foreign Minister Ewa Nowak", programme);
    assert_eq!(
        found,
        [
            "planned: Ewa Nowak, Anders Lund @ Oslo, 2024-03-11",
            "planned: Ewa Nowak, Karin Ek @ Stockholm, 2024-03-13"
        ]
    );
}

#[test]
fn a_single_line_that_is_a_day_is_that_of_printing() {
    let story = "7 March 2024\n\nForeign Minister Ewa Nowak met Karin Ek in Stockholm on Tuesday.\n";
    assert_eq!(
        told("2024-03-08", "Nowak in Stockholm", story),
        ["held: Ewa Nowak, Karin Ek @ Stockholm, 2024-03-05"]
    );
}

#[test]
fn a_house_that_no_map_knows_stands_where_the_article_was_written() {
    let story = "GENEVA, March 7 - Foreign Minister Ewa Nowak met Karin Ek at Villa Sonnenhof on Tuesday.";
    assert_eq!(
        told("2024-03-08", "Nowak meets Ek", story),
        ["held: Ewa Nowak, Karin Ek @ Villa Sonnenhof, Geneva, 2024-03-05"]
    );
}

#[test]
fn the_seat_of_a_government_lies_in_its_capital() {
    let story = "President Amadou Keita met Karin Ek at the Kremlin on Tuesday.";
    let mut doc = Document::new(None, story);
    pipeline(Tagging::Fast).apply(&mut doc);
    let venue = doc.events[0].places.iter().find_map(|place| doc.chains[place.0].place.as_ref());
    assert_eq!(venue.and_then(|place| place.country.as_deref()), Some("RU"), "{:?}", doc.events);
}

#[test]
fn what_is_talked_about_is_not_where() {
    let story =
        "Arthur Pell met on Tuesday with Hans Vogel, and both praised peace in Asia and the Indo-Pacific.";
    assert_eq!(told("1966-05-03", "Talks", story), ["held: Arthur Pell, Hans Vogel @ , 1966-05-03"]);
}

#[test]
fn what_is_planned_on_a_journey_is_on_its_days() {
    let story =
        "Premier Arthur Pell will travel to Bonn and Paris on May 9. In Paris, he will meet Hans Vogel.";
    assert_eq!(
        told("1966-05-03", "Journey", story),
        ["planned: Arthur Pell, Hans Vogel @ Paris, 1966-05-09"]
    );
}

#[test]
fn a_building_without_a_name_is_a_place() {
    for (story, place) in [
        ("OSLO, March 7 - Ewa Nowak met Karin Ek at the city hall on Wednesday.", "city hall, Oslo"),
        ("OSLO, March 7 - Ewa Nowak met Karin Ek in the East Block on Wednesday.", "East Block, Oslo"),
        ("OSLO, March 7 - Ewa Nowak met Karin Ek at the request of both on Wednesday.", "Oslo"),
    ] {
        let found = told("2024-03-08", "Talks", story);
        assert_eq!(found, [format!("held: Ewa Nowak, Karin Ek @ {place}, 2024-03-06")], "{story}");
    }
}

#[test]
fn a_town_alone_before_the_story_is_where_it_was_filed() {
    for opening in [
        "Oslo. The Prime Minister, Ewa Nowak, received",
        "Oslo, 7 March 2024. The Prime Minister, Ewa Nowak, received",
        "UN Secretariat, Oslo, 7 March 2024 – Prime Minister Ewa Nowak received",
    ] {
        let story = format!("{opening} Karin Ek on Wednesday.");
        let found = told("2024-03-08", "Nowak receives Ek", &story);
        assert_eq!(found, ["held: Ewa Nowak, Karin Ek @ Oslo, 2024-03-06"], "{opening}");
    }
}

#[test]
fn a_programme_says_where_in_brackets() {
    let story = "Commissioner Ewa Nowak in Oslo: meets Karin Ek, Minister of Trade. \
                 Commissioner Ewa Nowak receives Tor Nyberg (Brussels).";
    let found = told("2024-03-08", "Agenda of the week", story);
    assert!(found.len() == 2 && found.iter().all(|event| event.starts_with("planned: ")), "{found:?}");
    assert!(found[1].contains("Ewa Nowak, Tor Nyberg @ Brussels"), "{found:?}");
}

#[test]
fn where_a_party_was_it_met() {
    check_place("Karin Ek was in Oslo last week. She met Foreign Minister Ewa Nowak.", "Oslo");
    check_place("Karin Ek is back in Riga. She will meet Foreign Minister Ewa Nowak on Monday.", "Riga");
    check_place("While in Vienna, Karin Ek will also meet Foreign Minister Ewa Nowak.", "Vienna");
    check_place("Tom Berg was in Oslo last week. Karin Ek met Foreign Minister Ewa Nowak.", "");
}

#[test]
fn what_was_held_ends_with_its_report() {
    let mut doc = Document::new(
        Some("Talks"),
        "Karin Ek recently met Foreign Minister Ewa Nowak. This week Tom Berg met Ida Dahl.",
    );
    doc.published = "2024-03-06".parse().ok().map(|day| Publication { day, from: PublishedFrom::Metadata });
    pipeline(Tagging::Fast).apply(&mut doc);
    let days: Vec<_> = doc.events.iter().filter_map(|event| event.when?.from.zip(event.when?.to)).collect();
    let [recent, week] = days[..] else { panic!("two meetings, and not {days:?}") };
    assert!((recent.1 - recent.0).num_days() > 30, "{recent:?}");
    assert_eq!(week.1.to_string(), "2024-03-06");
}
