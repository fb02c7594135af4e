//! Invented answers: an event with two reports, a hit with two snippets.

use chrono::NaiveDate;
use dateline::document::{EntityKind, EventKind, Interval, Place, PlaceKind, Precision, Span, Status};
use dateline::query::FacetField;
use dateline::resolve::{EventRow, Party, ReportRow, Venue};
use dateline::search::{Bar, EventList, Facet, FacetValue, Hit, HitList, Snippet};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn party(name: &str, kind: EntityKind) -> Party {
    Party { id: name.to_lowercase().replace(' ', "-"), name: name.to_owned(), kind }
}

fn doha() -> Venue {
    let place = Place {
        name: "Doha".into(),
        path: ["Asia", "Qatar", "Doha"].map(String::from).to_vec(),
        kind: PlaceKind::City,
        country: Some("QA".into()),
        latitude: 25.28545,
        longitude: 51.53096,
    };
    Venue { id: "doha-1".into(), name: "Doha".into(), place: Some(place) }
}

fn report(article: &str, evidence: &str, offsets: Option<(usize, usize)>) -> ReportRow {
    ReportRow {
        article: article.into(),
        title: Some("=HYPERLINK(\"x\") & <b>Talks</b>".into()),
        published: Some(day("2024-03-20")),
        publisher: Some("The Daily Beacon, \"late\" edition".into()),
        path: format!("beacon/{article}.txt"),
        status: Status::Held,
        evidence: evidence.into(),
        offsets,
        attributed_to: vec![party("Foreign Ministry", EntityKind::Organization)],
        confidence: 0.93,
        reason: "met: subject, object of with".into(),
    }
}

/// A meeting that two articles report.
pub fn event() -> EventRow {
    EventRow {
        id: "00000000000000e1".into(),
        kind: EventKind::Meeting,
        status: Status::Held,
        postponed: false,
        participants: vec![
            party("Wáng Jiahe", EntityKind::Person),
            party("Coastal Council", EntityKind::Organization),
            Party { id: String::new(), name: "two negotiators".into(), kind: EntityKind::Person },
        ],
        places: vec![doha()],
        when: Some(Interval {
            from: Some(day("2024-03-17")),
            to: Some(day("2024-03-18")),
            precision: Precision::Day,
        }),
        reports: vec![
            report(
                "a1",
                "Envoy Wáng Jiahe met the Coastal Council in Doha on Sunday, the ministry said.",
                Some((120, 198)),
            ),
            report("a2", "Wáng meets Council", None),
        ],
        reason: "same parties; dates overlap".into(),
        contradictions: vec!["one says Sunday, one Monday".into()],
    }
}

/// A call of which little is known.
pub fn vague() -> EventRow {
    EventRow {
        id: "00000000000000e2".into(),
        kind: EventKind::Call,
        status: Status::Cancelled,
        postponed: true,
        participants: vec![party("Ruth Adler", EntityKind::Person)],
        places: Vec::new(),
        when: None,
        reports: vec![report("a3", "The call was put off.", Some((0, 21)))],
        reason: String::new(),
        contradictions: Vec::new(),
    }
}

/// An article that was found by `ceasefire`.
pub fn hit() -> Hit {
    let snippet = |text: &str, word: &str| {
        let at = text.find(word).unwrap();
        Snippet {
            text: text.into(),
            highlights: vec![Span::new(at, at + word.len())],
            span: Span::new(0, text.len()),
        }
    };
    Hit {
        id: "a1".into(),
        path: "beacon/a1.txt".into(),
        member: None,
        url: Some("https://beacon.example/a1?x=1&y=2".into()),
        title: Some("Café talks: 50% & more".into()),
        published: Some(day("2024-03-20")),
        publisher: Some("The Daily Beacon".into()),
        language: Some("en".into()),
        score: 7.25,
        copies: 2,
        snippets: vec![
            snippet("In the café they spoke of a ceasefire, again.", "ceasefire"),
            snippet("“No ceasefire”, said the other side.", "ceasefire"),
        ],
        people: vec![party("Wáng Jiahe", EntityKind::Person)],
        organizations: Vec::new(),
        places: vec![party("Doha", EntityKind::Place)],
    }
}

fn facet() -> Facet {
    let value = FacetValue {
        value: "Qatar".into(),
        id: Some("qatar-1".into()),
        path: vec!["Asia".into(), "Qatar".into()],
        count: 3,
    };
    Facet { field: FacetField::Place, values: vec![value], distinct: 12 }
}

fn bars() -> Vec<Bar> {
    vec![Bar { from: day("2024-03-01"), to: day("2024-03-31"), count: 3 }]
}

/// A whole answer with articles.
pub fn hit_list() -> HitList {
    let bare = Hit { id: "a2".into(), path: "x.txt".into(), ..Hit::default() };
    HitList {
        total: 12,
        collapsed: 1,
        hits: vec![hit(), bare],
        facets: vec![facet()],
        histogram: bars(),
        next: Some("c1".into()),
    }
}

/// A whole answer with events.
pub fn event_list() -> EventList {
    EventList {
        total: 2,
        events: vec![event(), vague()],
        facets: vec![facet()],
        histogram: bars(),
        next: None,
    }
}
