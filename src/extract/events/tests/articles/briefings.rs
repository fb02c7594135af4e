//! Transcripts: who has the floor, who is asked, and whom they speak of.

use super::told;

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
fn a_long_transcript_is_read_where_it_tells_of_meetings() {
    let idle = "We talked about prices and what people see at the pump, and I would call that progress with our partners. ";
    let met = "Foreign Minister Ewa Nowak met Danish Prime Minister Karin Ek in Oslo on Tuesday. ";
    let story = format!("{}{met}{}", idle.repeat(12), idle.repeat(12));
    let found = told("2024-03-08", "Briefing", &story);
    assert_eq!(found, ["held: Ewa Nowak, Karin Ek @ Oslo, 2024-03-05"]);
}

#[test]
fn any_gap_may_follow_the_mark_of_a_questioner() {
    let story = "Q\u{a0}Tom, has Karin Ek met Foreign Minister Ewa Nowak in Oslo?\n\nQ\u{1680}Tom, he met Karin Ek in Oslo.\n";
    told("2024-03-08", "Briefing", story);
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
fn who_does_not_comment_denies_nothing() {
    let story =
        "The spokesman would not comment on the meeting between Karin Ek and Foreign Minister Ewa Nowak.";
    let found = told("2024-03-08", "Talks", story);
    assert!(found.len() == 1 && found[0].starts_with("held: "), "{found:?}");
    let story = "Karin Ek would not meet Foreign Minister Ewa Nowak.";
    assert!(told("2024-03-08", "Talks", story)[0].starts_with("denied: "));
}
