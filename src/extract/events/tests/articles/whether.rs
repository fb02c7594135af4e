//! Whether it is a meeting, and whether it was held.

use super::{each_tells, told};

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
fn talks_that_nobody_goes_into_are_not_told_as_held() {
    let story = "Karin Ek refused to go into talks with Foreign Minister Ewa Nowak.";
    let found = told("2024-03-08", "Talks", story);
    assert!(found.iter().all(|meeting| !meeting.starts_with("held")), "{found:?}");
}
