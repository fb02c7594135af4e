//! Who met.

use super::{each_tells, told};

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
fn offices_of_two_countries_are_found_under_counterpart() {
    let story = "The foreign ministers of Peru and Ecuador conferred in Quito on Monday. Peru's Ewa Nowak called the \
                 talks frank. Her Ecuadorean counterpart, Karin Ek, said that patrols would go on.";
    let found = told("2024-03-08", "Ministers confer", story);
    assert!(found.len() == 1 && found[0].starts_with("held: Ewa Nowak, Karin Ek"), "{found:?}");
}
