//! Events of whole articles, read by the whole pipeline.

mod briefings;
mod parties;
mod places_and_days;
mod whether;

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

/// Checks that each story tells the one meeting `expected`, up to its place.
fn each_tells(stories: &[&str], expected: &str) {
    for story in stories {
        let found = told("2024-03-08", "News of the day", story);
        let [one] = found.as_slice() else { panic!("{story} {found:?}") };
        assert_eq!(one.split(" @").next(), Some(expected), "{story}");
    }
}

/// Checks where the one meeting of `story` was.
fn check_place(story: &str, place: &str) {
    let found = told("2024-03-08", "Talks", story);
    assert!(found.len() == 1 && found[0].contains(&format!("@ {place},")), "{found:?} for {story}");
}
