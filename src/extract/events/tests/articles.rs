//! Events of whole articles, read by the whole pipeline.

use crate::document::{ChainId, Document, EventKind, Precision, Publication, PublishedFrom};
use crate::extract::{names::Tagging, pipeline};

/// Returns the meetings of an article, each as `status: parties @ places, days`.
fn told(published: &str, headline: &str, body: &str) -> Vec<String> {
    let mut doc = Document::new(Some(headline), body);
    doc.published = published.parse().ok().map(|day| Publication { day, from: PublishedFrom::Metadata });
    pipeline(Tagging::Fast).apply(&mut doc);
    let names = |ids: &[ChainId]| -> String {
        ids.iter().map(|id| doc.chains[id.0].name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let meetings = doc.events.iter().filter(|event| event.kind == EventKind::Meeting);
    let events = meetings.map(|event| {
        let days = event.when.filter(|when| when.precision == Precision::Day).and_then(|when| when.from);
        format!(
            "{}: {} @ {}, {}",
            event.status.as_str(),
            names(&event.participants),
            names(&event.places),
            days.map_or(String::new(), |day| day.to_string())
        )
    });
    events.collect()
}

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
fn a_head_of_state_has_a_name_in_the_article() {
    let story = "President Amadou Keita arrived in Accra on Tuesday. The Head of State met Kofi Mensah, \
                 the chairman of the commission.";
    assert_eq!(told("2024-03-08", "Keita in Accra", story).len(), 1);
    assert!(told("2024-03-08", "Keita in Accra", story)[0].starts_with("held: Amadou Keita, Kofi Mensah"));
}

#[test]
fn kin_that_are_met_are_private() {
    let story = "Prime Minister Ewa Nowak met her husband, Omar, in Oslo on Tuesday.";
    assert_eq!(told("2024-03-08", "Nowak in Oslo", story), [""; 0]);
    let guests = "Prime Minister Ewa Nowak met Omar Haddad and his wife, Leila Haddad, in Oslo on Tuesday.";
    assert_eq!(told("2024-03-08", "Guests in Oslo", guests).len(), 1);
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
fn clubs_that_meet_play() {
    let found = told("2024-03-08", "Cricket", "Leeds beat Hull by two runs. They meet York on Saturday.");
    assert_eq!(found, [""; 0]);
    let body = "The striker and the goalkeeper were hurt. Ghana meet Senegal in Accra on Saturday.";
    assert_eq!(told("2024-03-08", "Cup news", body), [""; 0]);
    let leg = "Ghana will meet Senegal in Accra on Saturday. A cricket was heard in the hall.";
    assert_eq!(told("2024-03-08", "Border road", leg).len(), 1);
}

#[test]
fn an_interview_with_an_official_is_a_meeting() {
    let envoy = "The Chinese Minister, Hsu Wen-pin, had an interview of two hours with Viscount Kitamura, the \
                 Foreign Minister.";
    assert_eq!(told("1921-09-07", "At the Foreign Office", envoy).len(), 1);
    let singer = "Ewa Nowak had an interview with Anders Lund about her new record.";
    assert_eq!(told("2024-03-08", "Nowak sings", singer), [""; 0]);
}

#[test]
fn those_present_were_at_the_meeting() {
    let also = "Prime Minister Ewa Nowak received Dutch Economy Minister Karin Ek in Oslo on Wednesday. State \
                Minister Tor Nyberg was also present at the meeting, which lasted 35 minutes.";
    assert_eq!(
        told("2024-03-08", "Nowak receives Ek", also),
        ["held: Ewa Nowak, Karin Ek, Tor Nyberg @ Oslo, 2024-03-06"]
    );
    let inverted = "Prime Minister Ewa Nowak met Economy Minister Karin Ek in Oslo on Wednesday. Also present \
                    was Tor Nyberg, who led the fleet.";
    assert_eq!(
        told("2024-03-08", "Nowak meets Ek", inverted),
        ["held: Ewa Nowak, Karin Ek, Tor Nyberg @ Oslo, 2024-03-06"]
    );
    for other in [
        "Tor Nyberg was not present.",
        "Tor Nyberg is also head of the delegation to the council.",
        "Tor Nyberg also presented a book on trade.",
        "A treaty was signed in the presence of Tor Nyberg.",
    ] {
        let story =
            format!("Prime Minister Ewa Nowak met Economy Minister Karin Ek in Oslo on Wednesday. {other}");
        let found = told("2024-03-08", "Nowak meets Ek", &story);
        assert_eq!(found, ["held: Ewa Nowak, Karin Ek @ Oslo, 2024-03-06"], "{other}");
    }
    let wreath = "Prime Minister Ewa Nowak met Economy Minister Karin Ek in Oslo on Wednesday. Tor Nyberg was \
                  present at the laying of a wreath.";
    assert_eq!(
        told("2024-03-08", "Nowak meets Ek", wreath),
        ["held: Ewa Nowak, Karin Ek @ Oslo, 2024-03-06"]
    );
}

#[test]
fn those_who_led_the_sides_met() {
    let story = "Officials from Japan and Russia held talks in Moscow on Wednesday. Hideaki Tsurumi of the \
                 Japanese Embassy and Grigory Malakhov, deputy chief of a department, led the two sides.";
    let found = told("1997-11-13", "Talks on fishing", story);
    assert!(
        found.iter().any(|event| event.starts_with("held: Hideaki Tsurumi, Grigory Malakhov")),
        "{found:?}"
    );
    let passive = "Talks between Norway and Greece opened in Oslo on Wednesday. The Norwegian side is headed by \
                   Under-Secretary Tor Nyberg and the Greek by Ambassador Stavros Manolakis.";
    let found = told("2024-03-08", "Talks begin", passive);
    assert!(
        found.iter().any(|event| event.starts_with("held: Norway, Greece, Tor Nyberg, Stavros Manolakis")),
        "{found:?}"
    );
}

#[test]
fn one_who_was_received_too_has_the_host_of_the_sentence_before() {
    let story = "Omar Sabri was received at the Residency on Monday by the High Commissioner, Philip Dacre. The \
                 Prime Minister, Hassan Fikry, was received at half-past twelve.";
    let found = told("1932-02-19", "At the Residency", story);
    assert!(found.iter().any(|event| event.starts_with("held: Philip Dacre, Hassan Fikry")), "{found:?}");
}

#[test]
fn time_spent_with_an_official_is_a_meeting() {
    for story in [
        "Joshua Odera had an hour with the Colonial Secretary, Hubert Fairweather, in London on Monday.",
        "The chairman, Joshua Odera, and the minister, Hubert Fairweather, spent most of Monday afternoon together \
         in London.",
    ] {
        assert_eq!(told("1957-07-03", "Mr. Odera in London", story).len(), 1, "{story}");
    }
}

#[test]
fn a_participle_does_not_hide_that_talks_were_called_off() {
    let story = "Talks planned for Wednesday between Anwar Sharif and Dmitri Sobolev have been called off.";
    let found = told("1956-11-03", "At the frontier", story);
    assert!(found.len() == 1 && found[0].starts_with("cancelled: Anwar Sharif, Dmitri Sobolev"), "{found:?}");
}

#[test]
fn what_is_denied_or_taken_back_was_not_held() {
    for story in [
        "Kenji Mori denied meeting Ri Yong in Oslo.",
        "Kenji Mori denied having met Ri Yong in Oslo.",
        "An earlier version of this article incorrectly stated that Kenji Mori met Ri Yong in Oslo.",
    ] {
        let found = told("1966-11-03", "Denials", story);
        assert!(found.len() == 1 && found[0].starts_with("denied: Kenji Mori, Ri Yong"), "{story} {found:?}");
    }
    let again = "Kenji Mori met Ri Yong in Oslo on Tuesday. They will not meet again before 1981.";
    assert_eq!(told("1966-11-03", "Talks", again), ["held: Kenji Mori, Ri Yong @ Oslo, 1966-11-01"]);
}

#[test]
fn those_who_joined_the_two_were_there() {
    for more in ["They were joined by Josip Kovac.", "Josip Kovac joined them."] {
        let story = format!("Kenji Mori met Ri Yong in Oslo on Tuesday. {more}");
        let found = told("1966-11-03", "Talks", &story);
        assert_eq!(found, ["held: Kenji Mori, Ri Yong, Josip Kovac @ Oslo, 1966-11-01"], "{more}");
    }
}

#[test]
fn a_relative_is_not_the_one_whose_relative_it_is() {
    for story in ["Slavko Matic met Alija Begic's daughter.", "Slavko Matic met the brother of Alija Begic."]
    {
        let found = told("1966-11-03", "At home", story);
        assert!(
            found.iter().all(|event| !event.contains("Slavko Matic, Alija Begic @")),
            "{story} {found:?}"
        );
    }
}

#[test]
fn leaders_of_a_headline_are_those_whom_the_body_names() {
    let story =
        "President Milton Obote hosted Luc Faure of France and Hans Vogel of Germany in Kampala on Tuesday.";
    assert_eq!(
        told("1966-11-03", "Obote hosts French and German leaders", story),
        ["held: Milton Obote, Luc Faure, Hans Vogel @ Kampala, 1966-11-01"]
    );
}

#[test]
fn one_more_meeting_is_of_those_who_met() {
    for (more, expected) in [
        (
            "A second meeting is to be held in Vienna on May 20.",
            "planned: Kenji Mori, Ri Yong @ Vienna, 1966-05-20",
        ),
        (
            "The next round is scheduled for May 20 in Vienna.",
            "planned: Kenji Mori, Ri Yong @ Vienna, 1966-05-20",
        ),
        ("The talks continue on May 4.", "planned: Kenji Mori, Ri Yong @ Oslo, 1966-05-04"),
    ] {
        let story = format!("Kenji Mori met Ri Yong in Oslo on Tuesday. {more}");
        let found = told("1966-05-03", "Talks", &story);
        assert_eq!(found, ["held: Kenji Mori, Ri Yong @ Oslo, 1966-05-03", expected], "{more}");
    }
    for more in ["The party's next congress is on May 20.", "The next meeting of the council is on May 20."] {
        let story = format!("Kenji Mori met Ri Yong in Oslo on Tuesday. {more}");
        assert_eq!(told("1966-05-03", "Talks", &story).len(), 1, "{more}");
    }
}

#[test]
fn one_who_speaks_for_a_group_stands_in_its_place() {
    for more in [
        "received a deputation of the coal owners in Leeds on Tuesday. Josiah Brack, who spoke for the owners, \
         asked for help.",
        "received the leaders of the railway unions in Leeds on Tuesday, who were in what their chairman, Josiah \
         Brack, called a good mood.",
    ] {
        let found = told("1966-05-03", "Premier", &format!("Premier Arthur Pell {more}"));
        assert_eq!(found, ["held: Arthur Pell, Josiah Brack @ Leeds, 1966-05-03"], "{more}");
    }
    let other = "Premier Arthur Pell met the envoys of six powers in Leeds on Tuesday. Anna Sher, who led the \
                 American team, left early.";
    assert!(told("1966-05-03", "Premier", other).iter().all(|event| !event.contains("Sher")));
}

#[test]
fn an_office_of_what_lies_between_is_that_of_the_one_named_behind() {
    let story = "The mediator in the Balean crisis, General Issa Compa, conferred on Tuesday with Captain Bakar \
                 Sanga. The mediator asked for peace. He is to meet Diouk Keit on Wednesday.";
    let found = told("1966-05-03", "Mediation", story);
    assert!(found.iter().any(|event| event.starts_with("planned: Issa Compa, Diouk Keit")), "{found:?}");
}

#[test]
fn what_is_not_done_at_talks_denies_none() {
    for (story, status) in [
        ("Alek Vuc and Albin Kur failed to agree at talks in Brussels on Monday.", "held"),
        ("Alek Vuc did not speak at the talks with Albin Kur in Brussels on Monday.", "held"),
        ("Alek Vuc did not go to the talks with Albin Kur in Brussels on Monday.", "denied"),
        (
            "The meeting between Premier Alek Vuc and Albin Kur, planned for May 20, will not take place.",
            "cancelled",
        ),
        ("The meeting of Alek Vuc with Albin Kur has been moved to next month.", "cancelled"),
    ] {
        let found = told("1966-05-03", "Talks", story);
        let expected = format!("{status}: Alek Vuc, Albin Kur");
        assert!(found.len() == 1 && found[0].starts_with(&expected), "{story} {found:?}");
    }
}

#[test]
fn words_of_being_together_tell_of_a_meeting() {
    for clause in [
        "President Milo Stan was with Chancellor Hans Vogel for an hour on Tuesday.",
        "President Milo Stan and Chancellor Hans Vogel last saw each other in Vienna on May 1.",
        "President Milo Stan and Chancellor Hans Vogel had been closeted in Vienna since Monday.",
        "President Milo Stan and Chancellor Hans Vogel shook hands in Vienna on Monday.",
        "President Milo Stan welcomed to his residence Chancellor Hans Vogel on Monday.",
        "Ambassador Milo Stan presented his credentials to President Hans Vogel in Vienna on Tuesday.",
        "President Milo Stan gave audience at the Bristol hotel to the Chancellor, Hans Vogel.",
        "Peace was the topic of the meeting President Milo Stan had with Chancellor Hans Vogel in Vienna.",
        "President Milo Stan crossed the river for an interview with Chancellor Hans Vogel.",
        "President Milo Stan left the Chancellery after an hour with Chancellor Hans Vogel.",
    ] {
        let found = told("1966-05-03", "Vienna", clause);
        assert!(found.len() == 1 && found[0].contains("Milo Stan, Hans Vogel"), "{clause} {found:?}");
    }
}

#[test]
fn a_headline_tells_what_kind_of_talk_it_was() {
    let story = "The prime minister, Arthur Pell, spoke today with Hans Vogel, the chancellor of Austria.";
    assert_eq!(
        told("1966-05-03", "Arthur Pell\u{2019}s Meeting with Hans Vogel", story),
        ["held: Arthur Pell, Hans Vogel @ , 1966-05-03"]
    );
    assert!(told("1966-05-03", "Arthur Pell\u{2019}s Call with Hans Vogel", story).is_empty());
}

#[test]
fn what_is_talked_about_is_not_where() {
    let story =
        "Arthur Pell met on Tuesday with Hans Vogel, and both praised peace in Asia and the Indo-Pacific.";
    assert_eq!(told("1966-05-03", "Talks", story), ["held: Arthur Pell, Hans Vogel @ , 1966-05-03"]);
}

#[test]
fn neither_denies() {
    for story in [
        "Neither Arthur Pell nor Hans Vogel met with Josiah Brack in Leeds.",
        "He was sorry that neither the President nor Hans Vogel met with Josiah Brack in Leeds.",
        "Neither Arthur Pell nor Hans Vogel was received by Josiah Brack in Leeds.",
    ] {
        let found = told("1966-05-03", "Talks", story);
        assert!(found.len() == 1 && found[0].starts_with("denied: "), "{story} {found:?}");
    }
}

#[test]
fn guests_at_a_meal_are_met() {
    for story in [
        "President Rolf Brandt had the French ambassador, Luc Seydel, to dinner on Tuesday.",
        "President Rolf Brandt took Ambassador Luc Seydel to lunch on Tuesday.",
    ] {
        let found = told("1966-05-03", "Guests", story);
        assert_eq!(found, ["held: Rolf Brandt, Luc Seydel @ , 1966-05-03"], "{story}");
    }
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

/// Checks that each story tells the one meeting `expected`, up to its place.
fn each_tells(stories: &[&str], expected: &str) {
    for story in stories {
        let found = told("2024-03-08", "News of the day", story);
        let [one] = found.as_slice() else { panic!("{story} {found:?}") };
        assert_eq!(one.split(" @").next(), Some(expected), "{story}");
    }
}

#[test]
fn what_was_to_be_and_is_put_off_is_cancelled() {
    each_tells(
        &[
            "The meeting which was to have taken place in Oslo on Monday between Ewa Nowak and Karin Ek has been \
             postponed.",
            "The meeting which Ewa Nowak was to hold in Oslo on Monday with Karin Ek has been postponed.",
            "A luncheon which Ewa Nowak was to give on Monday for Karin Ek was called off.",
        ],
        "cancelled: Ewa Nowak, Karin Ek",
    );
}

#[test]
fn partners_may_stand_behind_days_and_places() {
    each_tells(
        &[
            "Ewa Nowak paid a courtesy call in the evening on the king's adviser, Karin Ek.",
            "Ewa Nowak had a conversation lasting an hour this morning with Karin Ek.",
            "Talks were held in Oslo between Ewa Nowak and Karin Ek.",
            "Ewa Nowak held talks at the Foreign Ministry with her Danish counterpart, Karin Ek.",
        ],
        "held: Ewa Nowak, Karin Ek",
    );
    let again = "Ewa Nowak had separate meetings here on Wednesday with Foreign Minister Karin Ek and with guerrilla \
                 leader Amal Idris to sound them out on a conference.";
    let found = told("2024-03-08", "Envoy in Oslo", again);
    assert!(found.len() == 2 && found[1].starts_with("held: Ewa Nowak, Amal Idris"), "{found:?}");
}

#[test]
fn parties_may_stand_beside_the_subject() {
    each_tells(
        &[
            "Ewa Nowak, together with Karin Ek, met Tor Nyberg in Oslo on Monday.",
            "Ewa Nowak, along with her Danish counterpart, Karin Ek, held talks with Tor Nyberg in Oslo.",
        ],
        "held: Ewa Nowak, Karin Ek, Tor Nyberg",
    );
    each_tells(
        &["Karin Ek, chairman of the Coffee Board, was among five growers received by Governor Ewa Nowak."],
        "held: Ewa Nowak, Karin Ek",
    );
    each_tells(
        &["Tor Nyberg had the honour of being received by Queen Ewa on Monday."],
        "held: Ewa, Tor Nyberg",
    );
}

#[test]
fn reports_that_are_untrue_are_denied() {
    each_tells(
        &[
            "The minister said there was no truth in a report that Ewa Nowak had met Karin Ek last Friday.",
            "The report that Ewa Nowak had met Karin Ek in Oslo is a fable.",
            "Papers report that Ewa Nowak met Karin Ek in Oslo on Monday. There was no such meeting.",
            "Asked whether Ewa Nowak had also seen Karin Ek on Monday, a spokesman said that no such meeting had \
             taken place.",
            "Ewa Nowak was unable to meet Karin Ek in Oslo on Monday.",
            "Ewa Nowak could not meet Karin Ek in Oslo on Monday.",
        ],
        "denied: Ewa Nowak, Karin Ek",
    );
    let told_itself = "Ewa Nowak met Karin Ek in Oslo on Monday. No such meeting had been held in May.";
    let found = told("2024-03-08", "Talks", told_itself);
    assert!(found[0].starts_with("held: Ewa Nowak, Karin Ek"), "{found:?}");
}

#[test]
fn negotiators_are_at_the_talks_of_their_sides() {
    let story = "Negotiators for the Teachers' Union and the Board of Education resumed talks in Oslo on Monday. The \
                 union's chief negotiator, Tor Nyberg, said little. Karin Ek, who led the board's team, left early. \
                 Ewa Nowak, a spokeswoman for the board, gave no details.";
    let found = told("2024-03-08", "Talks resume", story);
    assert!(found.len() == 1 && found[0].contains("Tor Nyberg, Karin Ek"), "{found:?}");
    assert!(!found[0].contains("Ewa Nowak"), "{found:?}");
}

#[test]
fn who_goes_where_talks_are_planned_is_a_party() {
    let away = "Ewa Nowak criticised the truce in Oslo on Monday, where talks with Karin Ek are planned.";
    let found = told("2024-03-08", "Truce", away);
    assert!(found.iter().all(|event| !event.contains("Ewa Nowak")), "{found:?}");
    each_tells(
        &[
            "Ewa Nowak will fly to Oslo on Monday, where talks with Foreign Minister Karin Ek are planned.",
            "Ewa Nowak will fly on to Oslo on Monday, where meetings with Karin Ek are on the agenda.",
        ],
        "planned: Ewa Nowak, Karin Ek",
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
fn offices_of_two_countries_are_found_under_counterpart() {
    let story = "The foreign ministers of Peru and Ecuador conferred in Quito on Monday. Peru's Ewa Nowak called the \
                 talks frank. Her Ecuadorean counterpart, Karin Ek, said that patrols would go on.";
    let found = told("2024-03-08", "Ministers confer", story);
    assert!(found.len() == 1 && found[0].starts_with("held: Ewa Nowak, Karin Ek"), "{found:?}");
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
fn what_only_looks_like_a_denial_or_a_party_is_none() {
    for (story, expected) in [
        (
            "Ewa Nowak met Karin Ek on Monday, and no such meeting is planned with Tor Nyberg.",
            "held: Ewa Nowak, Karin Ek",
        ),
        (
            "The charges that Ewa Nowak discussed with Karin Ek at a meeting in Oslo on Monday are false.",
            "held: Ewa Nowak, Karin Ek",
        ),
        (
            "Norway and Greece held talks in Oslo on Monday. EU chief negotiator Tor Nyberg said little.",
            "held: Norway, Greece",
        ),
    ] {
        let found = told("2024-03-08", "News of the day", story);
        assert!(found.iter().all(|event| event.split(" @").next() == Some(expected)), "{story} {found:?}");
    }
    let filmed = "Ewa Nowak filmed the refugees received by Karin Ek in Oslo on Monday.";
    let found = told("2024-03-08", "News of the day", filmed);
    assert!(found.iter().all(|event| !event.contains("Ewa Nowak")), "{found:?}");
    let programme = "Ewa Nowak meets Karin Ek in Oslo.";
    let found = told("2024-03-08", "Iran nuclear programme", programme);
    assert!(found.iter().all(|event| event.starts_with("held: ")), "{found:?}");
}

#[test]
fn the_mark_of_a_turn_names_nobody_who_meets() {
    let story = "MR. HOLM: Last June, when the ministers of Norway and Denmark gathered for talks, the sides put out a \
                 statement.\n\nQ Thank you.\n\nMR. HOLM: Foreign Minister Ewa Nowak met Karin Ek in Oslo on Tuesday.\n";
    let found = told("2024-03-08", "Briefing by Spokesman Erik Holm", story);
    assert!(found.iter().all(|meeting| !meeting.contains("Holm")), "{found:?}");
    assert!(found.contains(&"held: Ewa Nowak, Karin Ek @ Oslo, 2024-03-05".to_owned()), "{found:?}");
}

#[test]
fn they_are_not_who_has_the_floor() {
    let story = "Q What will Foreign Minister Ewa Nowak tell Karin Ek on Monday?\n\n\
                 MR. HOLM: They will talk in Oslo about fish.\n";
    let found = told("2024-03-08", "Briefing by Spokesman Erik Holm", story);
    assert!(found.iter().all(|meeting| !meeting.contains("Holm")), "{found:?}");
}

#[test]
fn where_a_party_was_it_met() {
    check_place("Karin Ek was in Oslo last week. She met Foreign Minister Ewa Nowak.", "Oslo");
    check_place("Karin Ek is back in Riga. She will meet Foreign Minister Ewa Nowak on Monday.", "Riga");
    check_place("While in Vienna, Karin Ek will also meet Foreign Minister Ewa Nowak.", "Vienna");
    check_place("Tom Berg was in Oslo last week. Karin Ek met Foreign Minister Ewa Nowak.", "");
}

/// Checks where the one meeting of `story` was.
fn check_place(story: &str, place: &str) {
    let found = told("2024-03-08", "Talks", story);
    assert!(found.len() == 1 && found[0].contains(&format!("@ {place},")), "{found:?} for {story}");
}

#[test]
fn who_is_named_with_the_title_is_not_the_holder_before() {
    let story = "President Ivo Marsic wants grain. The President will speak with President Marsic tomorrow. On Friday \
                 the President met farmers in Ohio.";
    let found = told("2024-03-09", "Briefing", story);
    assert!(found.iter().any(|meeting| meeting.contains("farmers")), "{found:?}");
    assert!(
        found.iter().all(|meeting| !(meeting.contains("farmers") && meeting.contains("Marsic"))),
        "{found:?}"
    );
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

#[test]
fn a_long_transcript_is_read_where_it_tells_of_meetings() {
    let idle = "We talked about prices and what people see at the pump, and I would call that progress with our partners. ";
    let met = "Foreign Minister Ewa Nowak met Danish Prime Minister Karin Ek in Oslo on Tuesday. ";
    let story = format!("{}{met}{}", idle.repeat(12), idle.repeat(12));
    let found = told("2024-03-08", "Briefing", &story);
    assert_eq!(found, ["held: Ewa Nowak, Karin Ek @ Oslo, 2024-03-05"]);
}

#[test]
fn who_does_not_comment_denies_nothing() {
    let story =
        "The spokesman would not comment on the meeting between Karin Ek and Foreign Minister Ewa Nowak.";
    let found = told("2024-03-08", "Talks", story);
    assert!(found.len() == 1 && found[0].starts_with("held: "), "{found:?}");
    let story = "Karin Ek would not meet Foreign Minister Ewa Nowak.";
    assert!(told("2024-03-08", "Talks", story)[0].starts_with("denied: "));
}

#[test]
fn any_gap_may_follow_the_mark_of_a_questioner() {
    let story = "Q\u{a0}Tom, has Karin Ek met Foreign Minister Ewa Nowak in Oslo?\n\nQ\u{1680}Tom, he met Karin Ek in Oslo.\n";
    told("2024-03-08", "Briefing", story);
}

#[test]
fn talks_that_nobody_goes_into_are_not_told_as_held() {
    let story = "Karin Ek refused to go into talks with Foreign Minister Ewa Nowak.";
    let found = told("2024-03-08", "Talks", story);
    assert!(found.iter().all(|meeting| !meeting.starts_with("held")), "{found:?}");
}
