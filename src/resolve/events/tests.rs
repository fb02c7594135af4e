//! Merging, on records made of one line a report.

use chrono::NaiveDate;

use super::*;
use crate::document::{Chain, EntityKind, Place, PlaceKind, Precision};
use crate::resolve::{ChainRecord, Report};

/// Makes an article of `published | status | parties | place | from..to`, the
/// parties separated by commas, the interval one day or a range.
fn article(id: usize, line: &str) -> ArticleRecord {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let mut chains: Vec<ChainRecord> =
        cells[2].split(',').map(|name| chain(name.trim(), EntityKind::Person)).collect();
    let participants = (0..chains.len()).collect();
    let mut places = Vec::new();
    if !cells[3].is_empty() {
        places.push(chains.len());
        chains.push(chain(cells[3], EntityKind::Place));
    }
    let report = Report {
        kind: EventKind::Meeting,
        status: status(cells[1]),
        postponed: false,
        participants,
        places,
        when: interval(cells[4]),
        attributed_to: Vec::new(),
        evidence: line.to_owned(),
        offsets: None,
        confidence: 0.9,
        reason: String::new(),
    };
    ArticleRecord {
        id: format!("a{id}"),
        published: day(cells[0]),
        chains,
        reports: vec![report],
        ..ArticleRecord::default()
    }
}

fn chain(name: &str, kind: EntityKind) -> ChainRecord {
    let place = (kind == EntityKind::Place).then(|| Place {
        name: name.to_owned(),
        path: vec![name.to_owned()],
        kind: PlaceKind::City,
        country: None,
        latitude: 0.0,
        longitude: 0.0,
    });
    let named = !name.contains("officials");
    let chain = Chain {
        kind,
        name: name.to_owned(),
        named,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        gender: None,
        place,
        candidates: Vec::new(),
        reason: String::new(),
    };
    ChainRecord { chain, mentions: 1 }
}

fn status(word: &str) -> Status {
    match word {
        "planned" => Status::Planned,
        "cancelled" => Status::Cancelled,
        "denied" => Status::Denied,
        _ => Status::Held,
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn interval(text: &str) -> Option<Interval> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let precision = if from == to { Precision::Day } else { Precision::Week };
    day(from).map(|from| Interval { from: Some(from), to: day(to), precision })
}

/// Merges articles of the given lines; a name without "officials" is its own entity.
fn merged(articles: &[ArticleRecord]) -> Vec<ArchiveEvent> {
    merge(articles, &|article, chain| {
        let record = &articles[article].chains[chain].chain;
        record.named.then(|| EntityId(record.name.to_lowercase()))
    })
}

/// Checks that the reports of `lines` make the events `expected`, each written
/// as its status and number of reports, whatever the order of the lines.
fn check(lines: &[&str], expected: &[&str]) {
    let mut articles: Vec<ArticleRecord> =
        lines.iter().enumerate().map(|(id, line)| article(id, line)).collect();
    let told = |events: &[ArchiveEvent]| -> Vec<String> {
        events.iter().map(|event| format!("{} {}", event.status.as_str(), event.reports.len())).collect()
    };
    let events = merged(&articles);
    assert_eq!(told(&events), expected, "{lines:#?}");
    let ids: Vec<String> = events.into_iter().map(|event| event.id).collect();
    articles.reverse();
    let again: Vec<String> = merged(&articles).into_iter().map(|event| event.id).collect();
    assert_eq!(ids, again, "the order of articles matters in {lines:#?}");
}

#[test]
fn a_plan_and_its_report_are_one_event() {
    check(
        &[
            "2031-05-01 | planned | Amal Idris, Tor Nyberg | Oslo | 2031-05-04..2031-05-10",
            "2031-05-08 | held | Amal Idris, Tor Nyberg | Oslo | 2031-05-07",
            "2031-05-09 | held | Tor Nyberg, Amal Idris | | 2031-05-07",
        ],
        &["held 3"],
    );
}

#[test]
fn other_days_and_other_parties_are_other_events() {
    check(
        &[
            "2031-05-08 | held | Amal Idris, Tor Nyberg | Oslo | 2031-05-07",
            "2031-05-20 | held | Amal Idris, Tor Nyberg | Oslo | 2031-05-19",
            "2031-05-08 | held | Amal Idris, Ona Petit | Oslo | 2031-05-07",
        ],
        &["held 1", "held 1", "held 1"],
    );
}

#[test]
fn a_meeting_that_was_called_off_is_cancelled() {
    check(
        &[
            "2031-05-01 | planned | Amal Idris, Tor Nyberg | Oslo | 2031-05-07",
            "2031-05-06 | cancelled | Amal Idris, Tor Nyberg | Oslo | 2031-05-07",
        ],
        &["cancelled 2"],
    );
}

#[test]
fn parties_without_a_name_are_compared_by_their_words() {
    check(
        &[
            "2031-05-08 | held | Amal Idris, Norwegian officials | Oslo | 2031-05-07",
            "2031-05-08 | held | Amal Idris, Norwegian officials | | 2031-05-07",
            "2031-05-08 | held | Amal Idris, Danish officials | | 2031-05-07",
        ],
        &["held 2", "held 1"],
    );
}

#[test]
fn a_report_without_a_day_joins_the_nearest_that_fits() {
    check(
        &[
            "2031-05-08 | held | Amal Idris, Tor Nyberg | Oslo | 2031-05-07",
            "2031-05-10 | held | Amal Idris, Tor Nyberg | | 2031-05-04..2031-05-10",
            "2031-07-10 | held | Amal Idris, Tor Nyberg | | 2031-07-04..2031-07-10",
        ],
        &["held 2", "held 1"],
    );
}

#[test]
fn a_party_in_other_words_is_the_same() {
    check(
        &[
            "2031-05-08 | held | Amal Idris, Tor Nyberg | Oslo | 2031-05-07",
            "2031-05-08 | held | Amal Idris, clubs Nyberg | Oslo | 2031-05-07",
        ],
        &["held 1", "held 1"],
    );
    check(
        &[
            "2031-05-08 | held | Amal Idris, Norwegian officials of Bergen | Oslo | 2031-05-07",
            "2031-05-08 | held | Amal Idris, Norwegian officials | Oslo | 2031-05-07",
        ],
        &["held 2"],
    );
    check(
        &[
            "2031-05-08 | held | Amal Idris, senior Norwegian officials | Oslo | 2031-05-07",
            "2031-05-08 | held | Amal Idris, Norwegian minister Nyberg | Oslo | 2031-05-07",
        ],
        &["held 2"],
    );
}

#[test]
fn those_of_several_countries_are_their_people() {
    let of_two = "2031-05-06 | planned | Amal Idris, officials from Norway and from the Republic of Korea | | 2031-05-07";
    check(
        &[
            "2031-05-08 | held | Amal Idris, Norwegian minister Nyberg, Korean minister Han | Oslo | 2031-05-07",
            of_two,
        ],
        &["held 2"],
    );
    check(
        &[
            "2031-05-08 | held | Amal Idris, Norwegian minister Nyberg, Danish minister Ek | Oslo | 2031-05-07",
            of_two,
        ],
        &["held 1", "planned 1"],
    );
}

#[test]
fn somebody_of_a_country_is_the_only_one_met_in_that_month() {
    let vague = "2031-06-20 | held | Amal Idris, Norwegian officials | | 2031-05-01..2031-05-31";
    let met = "2031-05-08 | held | Amal Idris, Norwegian minister Nyberg | Oslo | 2031-05-07";
    check(&[met, vague], &["held 2"]);
    let again = "2031-05-21 | held | Amal Idris, Norwegian minister Lund | Oslo | 2031-05-20";
    check(&[met, again, vague], &["held 1", "held 1", "held 1"]);
}

#[test]
fn contradictions_are_told() {
    let articles = [
        article(0, "2031-05-08 | held | Amal Idris, Tor Nyberg | Oslo | 2031-05-07"),
        article(1, "2031-05-08 | denied | Amal Idris, Tor Nyberg | Bergen | 2031-05-07"),
    ];
    let events = merged(&articles);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].contradictions, ["status: 1 say held, 1 say denied", "place: Oslo or Bergen"]);
}

#[test]
fn the_work_grows_as_the_number_of_reports() {
    let articles: Vec<ArticleRecord> = (0..20_000)
        .map(|n| {
            let line = format!(
                "20{:02}-{:02}-{:02} | held | Hub Person, Party {} | | 20{:02}-{:02}-{:02}",
                n % 50,
                1 + n % 12,
                1 + n % 28,
                n % 37,
                n % 50,
                1 + n % 12,
                1 + n % 28
            );
            article(n, &line)
        })
        .collect();
    let start = std::time::Instant::now();
    let events = merged(&articles);
    assert!(!events.is_empty() && start.elapsed().as_secs_f64() < 2.0, "{:?}", start.elapsed());
}
