//! The engine on small archives of invented articles, against plain counting.
//!
//! An article is written as `day source | headline | body`, where `[Anna Ek|p]`
//! mentions a person, `[Red Court|o]` an organization, `[Doha|Asia/Qatar]` a
//! place, and `{Anna Ek, Bo Ur @ Doha on 2024-03-01 held}` at the end tells of
//! a meeting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tempfile::TempDir;

use self::random::Random;
use super::*;
use crate::document::{
    Chain, ChainId, Event, EventKind, Interval, Mention, MentionForm, Place, PlaceKind, Publication,
    PublishedFrom, Sentence, Span, Status,
};
use crate::error::ErrorKind;
use crate::index::{Lock, Writer};
use crate::query::{
    self, DateField, DateRange, FacetField, FacetRequest, HistogramRequest, Limit, Sort, Step,
};

#[path = "../../../tests/random.rs"]
#[allow(dead_code, reason = "these tests draw numbers only")]
mod random;

/// The next part of an article as it is written here.
fn part<'a>(parts: &mut impl Iterator<Item = &'a str>) -> &'a str {
    parts.next().expect("an article has a head, a headline and a body")
}

fn document(number: usize, text: &str) -> Document {
    let mut parts = text.splitn(3, " | ");
    let (head, title, body) = (part(&mut parts), part(&mut parts), part(&mut parts));
    let (body, event) = body.split_once(" {").map_or((body, None), |(body, event)| (body, Some(event)));
    let mut plain = String::new();
    let mut names: Vec<(usize, String, String)> = Vec::new();
    for (index, part) in body.split(['[', ']']).enumerate() {
        match part.split_once('|').filter(|_| index % 2 == 1) {
            Some((name, kind)) => {
                names.push((plain.len(), name.to_owned(), kind.to_owned()));
                plain.push_str(name);
            }
            None => plain.push_str(part),
        }
    }
    let mut doc = Document::new(Some(title), &plain);
    doc.id = format!("a{number}");
    doc.source.path = format!("{number}.txt");
    doc.language = Some("en".into());
    let (day, source) = head.split_once(' ').unwrap_or((head, ""));
    doc.publisher = (!source.is_empty()).then(|| source.to_owned());
    doc.published = day.parse().ok().map(|day: NaiveDate| Publication { day, from: PublishedFrom::Metadata });
    doc.sentences.push(Sentence { span: doc.body, tokens: 0..0 });
    for (start, name, kind) in names {
        let start = doc.body.start + start;
        let chain = chain(&mut doc, &name, &kind);
        let span = Span::new(start, start + name.len());
        let kind = doc.chains[chain.0].kind;
        doc.mentions.push(Mention {
            span,
            kind,
            form: MentionForm::Name,
            chain: Some(chain),
            confidence: 1.0,
        });
    }
    doc.events.extend(event.map(|event| meeting(&doc, event.trim_end_matches('}'))));
    doc
}

fn chain(doc: &mut Document, name: &str, kind: &str) -> ChainId {
    if let Some(index) = doc.chains.iter().position(|chain| chain.name == name) {
        return ChainId(index);
    }
    let kind_of = match kind {
        "p" => EntityKind::Person,
        "o" => EntityKind::Organization,
        _ => EntityKind::Place,
    };
    let path = kind.split('/').map(str::to_owned).chain([name.to_owned()]).collect();
    let place = (kind_of == EntityKind::Place).then(|| Place {
        name: name.into(),
        path,
        kind: PlaceKind::City,
        country: None,
        latitude: 0.0,
        longitude: 0.0,
    });
    doc.chains.push(Chain {
        kind: kind_of,
        name: name.into(),
        named: true,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        gender: None,
        place,
        candidates: Vec::new(),
        reason: String::new(),
    });
    ChainId(doc.chains.len() - 1)
}

fn meeting(doc: &Document, text: &str) -> Event {
    let (who, rest) = text.split_once(" @ ").expect("a meeting has a place");
    let (place, rest) = rest.split_once(" on ").expect("a meeting has a day");
    let (day, status) = rest.split_once(' ').expect("a meeting has a status");
    let find = |name: &str| {
        ChainId(doc.chains.iter().position(|chain| chain.name == name).expect("the body names it"))
    };
    Event {
        kind: EventKind::Meeting,
        status: if status == "held" { Status::Held } else { Status::Planned },
        postponed: false,
        participants: who.split(", ").map(find).collect(),
        places: vec![find(place)],
        when: Some(Interval::day(day.parse().expect("a day"))),
        attributed_to: Vec::new(),
        trigger: Span::new(doc.body.start, doc.body.start),
        evidence: doc.body,
        slots: Vec::new(),
        confidence: 0.9,
        reason: String::new(),
    }
}

fn archive(texts: &[&str]) -> (TempDir, Local) {
    let folder = tempfile::tempdir().expect("a folder of its own");
    let archive = Archive::open_or_create(folder.path()).expect("an empty folder takes an index");
    let writer = Writer::open(&archive, Lock::take(folder.path()).expect("nobody else writes"), "fast")
        .expect("an index that was just made");
    let mut documents = writer.documents();
    for (number, text) in texts.iter().enumerate() {
        let doc = document(number, text);
        let mut batch = writer.replace(&doc.source.path);
        batch.add(&mut documents, doc, None);
        batch.write().expect("the articles are written");
        if number % 3 == 2 {
            // Several segments.
            writer.commit().expect("the articles are kept");
        }
    }
    writer.finish().expect("the index is finished");
    let local = Local::open(folder.path()).expect("the index opens");
    (folder, local)
}

fn ask(query: &str) -> Query {
    let today = "2024-06-01".parse().expect("a day");
    query::parse(query, today).expect("a query").query
}

fn found(local: &Local, query: &str) -> String {
    let request = SearchRequest { sort: Sort::Oldest, ..SearchRequest::new(ask(query), Limit::All) };
    let mut ids: Vec<String> =
        local.search(&request).expect("an answer").hits.into_iter().map(|hit| hit.id).collect();
    ids.sort_unstable();
    assert_eq!(local.count(&ask(query)).expect("a count"), ids.len(), "{query}");
    ids.join(" ")
}

const NEWS: [&str; 7] = [
    "2024-03-02 Courier | Envoys meet | [Anna Ek|p] met [Bo Ur|p] in [Doha|Asia/Qatar]. Talks went on. {Anna Ek, Bo Ur @ Doha on 2024-03-01 held}",
    "2024-03-02 Herald | Talks on grain | Envoy [Anna Ek|p] and minister [Bo Ur|p] were meeting in [Doha|Asia/Qatar] again. {Anna Ek, Bo Ur @ Doha on 2024-03-01 held}",
    "2024-04-10 Courier | A visit | [Anna Ek|p] will meet the [Red Court|o] in [Oslo|Europe/Norway] soon. {Anna Ek, Red Court @ Oslo on 2024-04-20 planned}",
    "1605-07-01 Relation | Old news | The king's envoy went to [Oslo|Europe/Norway], says Łukasz.",
    "- | No day at all | Grain, grain and more grain prices; a harvest of wheat.",
    "2024-05-05 Herald | Harvest | Wheat and rye at the Al-Thani market. Prices of grain rose.",
    "2024-05-06 Herald | Naïve minister | A naive [Cy Ode|p] spoke. The court, red as ever, was silent.",
];

#[test]
fn words_phrases_and_fields_are_found() {
    let (_folder, local) = archive(&NEWS);
    let check = |query: &str, expected: &str| assert_eq!(found(&local, query), expected, "{query}");
    check("meets", "a0 a1 a2");
    check("=meet", "a0 a2");
    check("grain prices", "a4 a5");
    check("grain OR envoy", "a0 a1 a3 a4 a5");
    check("grain -wheat", "a1");
    check("-grain", "a0 a2 a3 a6");
    check("title:grain", "a1");
    check("NAÏVE", "a6");
    check("lukasz", "a3");
    check("\"red court\"", "a2");
    check("\"court red\"", "a6");
    check("\"red court\"~1", "a2 a6");
    check("al-thani", "a5");
    check("wheat NEAR/2 rye", "a5");
    check("rye ADJ/3 wheat", "");
    check("wheat ADJ/2 rye", "a5");
    check("whea*", "a4 a5");
    check("w?e?t", "a4 a5");
    check("wheet~1", "a4 a5");
    check("/gr.in/", "a1 a4 a5");
    check("source:herald", "a1 a5 a6");
    check("source:*ra*", "a1 a5 a6");
    check("path:3.txt", "a3");
    check("id:A3", "a3");
    check("published:2024-03", "a0 a1");
    check("published:1605", "a3");
    check("published:<1700", "a3");
    check("published:*", "a0 a1 a2 a3 a5 a6");
    check("source:*", "a0 a1 a2 a3 a5 a6");
    check("*", "a0 a1 a2 a3 a4 a5 a6");
}

#[test]
fn entities_and_events_are_found() {
    let (_folder, local) = archive(&NEWS);
    let check = |query: &str, expected: &str| assert_eq!(found(&local, query), expected, "{query}");
    check("person:\"Anna Ek\"", "a0 a1 a2");
    check("person:\"anna ek\" -person:\"Bo Ur\"", "a2");
    check("person:Anna*", "a0 a1 a2");
    check("person:*", "a0 a1 a2 a6");
    check("place:Asia", "a0 a1");
    check("place:Norway", "a2 a3");
    check("place:Doha", "a0 a1");
    check("meeting(with:\"Anna Ek\" in:Qatar)", "a0 a1");
    check("meeting(with:\"Anna Ek\" with:\"Red Court\")", "a2");
    check("meeting(with:\"Anna Ek\" -with:\"Bo Ur\")", "a2");
    check("meeting(with:\"Bo Ur\" in:Oslo)", "");
    check("meeting(on:2024-03 status:held)", "a0 a1");
    check("visit()", "");
    check("event(status:planned) grain", "");
}

#[test]
fn words_that_are_gathered_are_found_and_not_without_end() {
    let (_folder, local) = archive(&NEWS);
    assert_eq!(found(&local, "w* NEAR/3 r*"), "a2 a5 a6");
    assert_eq!(found(&local, "w* ADJ/3 r*"), "a2 a5");
    let error = local.count(&ask("*e* NEAR/3 r*")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(error.to_string().contains("more than 8 places"), "{error}");
}

#[test]
fn nothing_is_looked_for_when_the_time_is_over() {
    let (_folder, local) = archive(&NEWS);
    let local = local.within(Duration::ZERO);
    let facets = FacetField::ALL.map(|field| FacetRequest::new(field, 5));
    for query in ["*", "w* NEAR/3 r*", "place:Asia", "meeting()", "meeting(told:grain) -rye", "gr*"] {
        let request = SearchRequest { facets: facets.to_vec(), ..SearchRequest::new(ask(query), Limit::All) };
        for error in
            [local.search(&request).err(), local.events(&request).err(), local.count(&ask(query)).err()]
        {
            assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Limit), "{query}");
        }
    }
    let deadline = local.asking().deadline;
    let items = super::items::Items::Articles { rows: vec![0; 10_000], places: vec![0; 10_000] };
    let mut seen = 0;
    assert!(items.entities(&local, deadline, items.numbers(), |_| seen += 1).is_err());
    let asking = local.asking();
    assert!(items.texts(&asking, super::items::TextColumn::Source).is_err() && items.marks(&asking).is_err());
    for field in [DateField::Published, DateField::Event, DateField::Mentioned] {
        assert!(items.days(&asking, field, Some).is_err(), "{field:?}");
    }
    assert!(seen < 10_000, "{seen}");
}

/// Asks for all that is read of the decisions; what comes of it is no matter.
fn ask_everything(local: &Local) {
    let facets = FacetField::ALL.map(|field| FacetRequest::new(field, 5)).to_vec();
    let range = DateRange { from: None, to: None };
    for field in [DateField::Published, DateField::Event] {
        let histogram = Some(HistogramRequest { field, step: Step::Year, range });
        for query in ["*", "place:Asia", "meeting(with:\"Anna Ek\" told:envoy)", "person:Bo* -event(in:Oslo)"]
        {
            let request = SearchRequest {
                facets: facets.clone(),
                histogram,
                collapse: true,
                ..SearchRequest::new(ask(query), Limit::All)
            };
            let _ = (local.search(&request), local.events(&request));
        }
    }
    let _ = (local.article("a0"), local.entities_of("a1"), local.stats(), local.problems(), local.like("a0"));
    let _ = (local.candidates("Anna Ek", None), local.names_beginning("d", None, 9), local.events_of("a"));
}

#[test]
fn damaged_decisions_are_read_without_panic() {
    let (folder, local) = archive(&NEWS);
    ask_everything(&local);
    drop(local);
    let path = folder.path().join("resolution.bin");
    let whole = std::fs::read(&path).expect("the decisions are there");
    let time = std::fs::metadata(&path).and_then(|file| file.modified()).expect("a file has a time");
    let (mut opened, flips) = (0, [0xff, 0x01, 0x80]);
    for (turn, at) in (0..whole.len()).step_by(5).enumerate() {
        let mut bytes = whole.clone();
        bytes[at] ^= flips[turn % 3];
        std::fs::write(&path, bytes).expect("the file can be written");
        // As a disk changes it without the system's knowing.
        std::fs::File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_modified(time))
            .expect("a file takes a time");
        if let Ok(Some(local)) = Local::open_decided(folder.path()) {
            opened += 1;
            ask_everything(&local);
        }
    }
    assert!(opened > 100, "only {opened} damaged files were opened");
    let mut bytes = whole.clone();
    bytes[whole.len() / 2] ^= 1;
    std::fs::write(&path, bytes).expect("the file can be written");
    assert!(
        Local::open_decided(folder.path()).expect("the index itself is sound").is_none(),
        "what was written to is checked"
    );
    for cut in (0..whole.len()).step_by(97) {
        std::fs::write(&path, &whole[..cut]).expect("the file can be written");
        assert!(
            Local::open_decided(folder.path()).expect("the index itself is sound").is_none(),
            "cut at {cut}"
        );
    }
    // What cannot be used is made again.
    assert_eq!(
        Local::open(folder.path()).expect("the index opens").count(&Query::All).expect("a count"),
        NEWS.len()
    );
    assert_eq!(std::fs::read(&path).expect("the decisions are there"), whole);
}

#[test]
fn events_are_rows_that_satisfy_every_clause() {
    let (_folder, local) = archive(&NEWS);
    let events = |query: &str| local.events(&SearchRequest::new(ask(query), Limit::All)).expect("an answer");
    let all = events("*");
    assert_eq!((all.total, all.events.len()), (2, 2), "two papers told of one meeting");
    assert_eq!(all.events[0].reports.len(), 2);
    assert_eq!(events("source:courier meeting(with:\"Bo Ur\")").total, 1);
    assert_eq!(events("source:relation").total, 0);
    assert_eq!(events("-source:courier").total, 1, "one report is enough");
    assert_eq!(events("meeting(in:Qatar) OR event(status:planned)").total, 2);
    assert_eq!(events("-meeting(in:Qatar)").total, 1);
}

#[test]
fn a_correction_is_obeyed_by_the_next_question() {
    let (folder, local) = archive(&NEWS);
    assert_eq!(found(&local, "person:\"Anna Ek\""), "a0 a1 a2");
    let corrections = folder.path().join("corrections.toml");
    std::fs::write(&corrections, "[[merge]]\nentities = [\"Anna Ek\", \"Cy Ode\"]\n")
        .expect("the file can be written");
    let local = Local::open(folder.path()).expect("the index opens");
    assert_eq!(found(&local, "person:\"Anna Ek\""), "a0 a1 a2 a6");
    std::fs::write(&corrections, "[[merge").expect("the file can be written");
    assert!(Local::open(folder.path()).is_err());
}

#[test]
fn hits_show_why_they_were_found() {
    let (_folder, local) = archive(&NEWS);
    let shown = |query: &str| {
        let list = local.search(&SearchRequest::new(ask(query), Limit::First(1))).expect("an answer");
        let snippet = list.hits[0].snippets[0].clone();
        let marked: Vec<String> =
            snippet.highlights.iter().map(|span| span.of(&snippet.text).to_owned()).collect();
        marked.join(", ")
    };
    assert_eq!(shown("person:\"Cy Ode\" naively silent"), "naive, Cy Ode, silent");
    assert_eq!(shown("whea* rye"), "Wheat, rye");
    assert_eq!(shown("\"red court\"~1 -wheat \"naive cy\""), "naive Cy, court, red");
    assert_eq!(shown("wheat NEAR/2 rye"), "Wheat, rye");
    assert_eq!(shown("title:naive"), "");
}

#[test]
fn gaps_are_filled_by_mentions_of_their_kind() {
    let (_folder, local) = archive(&[
        "2024-03-20 Courier | One | The envoy met [Anna Ek|p] in [Doha|Asia/Qatar] twice.",
        "2024-03-20 Courier | Two | The envoy met [Red Court|o] in [Doha|Asia/Qatar] twice.",
        "2024-03-20 Courier | Three | The envoy met old [Anna Ek|p] late in [Doha|Asia/Qatar].",
    ]);
    assert_eq!(found(&local, "\"met PERSON in PLACE\""), "a0");
    assert_eq!(found(&local, "\"met ORG in PLACE twice\""), "a1");
    assert_eq!(found(&local, "\"met PERSON in PLACE\"~2"), "a0 a2");
    assert_eq!(found(&local, "\"met PERSON in PLACE\"~1"), "a0");
    assert_eq!(found(&local, "title:\"met PERSON\""), "");
    let list =
        local.search(&SearchRequest::new(ask("\"met PERSON in PLACE\""), Limit::All)).expect("an answer");
    let snippet = &list.hits[0].snippets[0];
    assert_eq!(snippet.highlights[0].of(&snippet.text), "met Anna Ek in Doha");
}

#[test]
fn an_event_is_asked_for_by_its_id_and_by_the_articles_that_tell_it() {
    let (_folder, local) = archive(&NEWS);
    let events =
        |query: &str| local.events(&SearchRequest::new(ask(query), Limit::All)).expect("an answer").events;
    let all = events("*");
    let id = &all[0].id;
    assert_eq!(events(&format!("event(id:{})", &id[..8])).len(), 1);
    let told: Vec<&str> = all[0].reports.iter().map(|report| report.article.as_str()).collect();
    assert_eq!(found(&local, &format!("event(id:{id})")), told.join(" "));
    assert_eq!(found(&local, "event(told:source:relation)"), "");
    assert_eq!(events("event(told:*)").len(), 2);
    assert_eq!(events("event(-told:*)").len(), 0);
}

#[test]
fn of_near_duplicates_one_is_a_hit_that_counts_the_others() {
    let story = "The harbour of the old town was opened again on Monday after a long winter in which no \
                 ship had come and the merchants had waited for grain from the northern islands.";
    let texts = [
        format!("2024-03-20 Courier | Harbour | {story}"),
        format!("2024-03-21 Herald | Harbour opens | {story}"),
        "2024-03-21 Herald | Harbour | Another story of the harbour.".to_owned(),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (_folder, local) = archive(&texts);
    let mut request = SearchRequest::new(ask("harbour"), Limit::All);
    assert_eq!(local.search(&request).expect("an answer").hits.len(), 3);
    request.collapse = true;
    let list = local.search(&request).expect("an answer");
    assert_eq!((list.total, list.collapsed, list.hits.len()), (3, 1, 2));
    assert_eq!(list.hits.iter().map(|hit| hit.copies).sum::<usize>(), 1);
}

#[test]
fn fresh_articles_come_first_when_their_age_counts() {
    let (_folder, local) = archive(&[
        "2020-01-01 Courier | Grain grain | Grain and grain.",
        "2024-03-01 Courier | Other | Some grain, and much else besides, was seen.",
    ]);
    let mut request = SearchRequest::new(ask("grain"), Limit::All);
    let order = |request: &SearchRequest| local.search(request).expect("an answer").hits[0].id.clone();
    assert_eq!(order(&request), "a0");
    request.fresh = Some(query::Freshness { half_life: 30, today: "2024-03-20".parse().expect("a day") });
    assert_eq!(order(&request), "a1");
}

#[test]
fn pages_by_cursor_are_the_whole_in_every_order() {
    let (_folder, local) = archive(&NEWS);
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let whole = SearchRequest { sort, ..SearchRequest::new(ask("grain OR envoy OR meet"), Limit::All) };
        let whole: Vec<String> =
            local.search(&whole).expect("an answer").hits.into_iter().map(|hit| hit.id).collect();
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let query = ask("grain OR envoy OR meet");
            let request = SearchRequest { sort, after, ..SearchRequest::new(query, Limit::First(2)) };
            let list = local.search(&request).expect("an answer");
            assert_eq!(list.total, whole.len());
            paged.extend(list.hits.into_iter().map(|hit| hit.id));
            after = list.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(paged, whole, "{sort:?}");
    }
}

#[test]
fn a_histogram_begins_before_1677_and_has_its_zeros() {
    let (_folder, local) = archive(&NEWS);
    let range = DateRange { from: None, to: None };
    let histogram = Some(HistogramRequest { field: DateField::Published, step: Step::Year, range });
    let request = SearchRequest { histogram, ..SearchRequest::new(Query::All, Limit::First(0)) };
    let list = local.search(&request).expect("an answer");
    assert_eq!(list.histogram.len(), 2024 - 1605 + 1);
    assert_eq!((list.histogram[0].count, list.histogram[1].count), (1, 0));
    assert_eq!(list.histogram.last().expect("a bar").count, 5);
    assert!(list.hits.is_empty() && list.total == 7);
}

#[test]
fn facet_counts_are_those_of_plain_counting() {
    let people = ["Anna Ek", "Bo Ur", "Cy Ode", "Di Pace", "Eve Ro"];
    let places = ["Doha|Asia/Qatar", "Lusail|Asia/Qatar", "Oslo|Europe/Norway", "Rome|Europe/Italy"];
    let mut random = Random(7);
    let mut texts = Vec::new();
    for _ in 0..60 {
        let (year, month) = (1600 + random.below(3), 1 + random.below(12));
        let mut text = format!("{year}-{month:02}-05 {} | News | ", ["Courier", "Herald"][random.below(2)]);
        for _ in 0..random.below(5) {
            text.push_str(&format!("[{}|p] saw [{}]. ", people[random.below(5)], places[random.below(4)]));
        }
        text.push_str(["grain", "wheat"][random.below(2)]);
        texts.push(text);
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (_folder, local) = archive(&texts);
    let docs: Vec<Document> = texts.iter().enumerate().map(|(n, text)| document(n, text)).collect();
    for query in ["*", "grain", "person:\"Anna Ek\"", "place:Asia wheat", "source:herald -place:Oslo"] {
        let hits: BTreeSet<String> = found(&local, query).split(' ').map(str::to_owned).collect();
        let docs: Vec<&Document> = docs.iter().filter(|doc| hits.contains(&doc.id)).collect();
        check_facet(&local, query, FacetField::Person, &[], &docs, &|doc| names(doc, EntityKind::Person, 0));
        check_facet(&local, query, FacetField::Place, &[], &docs, &|doc| names(doc, EntityKind::Place, 0));
        check_facet(&local, query, FacetField::Place, &["Asia"], &docs, &|doc| {
            names(doc, EntityKind::Place, 1)
        });
        let day = |doc: &Document| doc.published_day().map(|day| day.to_string()).expect("each has a day");
        check_facet(&local, query, FacetField::Published, &[], &docs, &|doc| {
            [day(doc)[..4].to_owned()].into()
        });
        check_facet(&local, query, FacetField::Published, &["1601"], &docs, &|doc| {
            [day(doc)[..7].to_owned()].into_iter().filter(|month| month.starts_with("1601")).collect()
        });
        let source = |doc: &Document| doc.publisher.clone().into_iter().collect();
        check_facet(&local, query, FacetField::Source, &[], &docs, &source);
    }
}

fn names(doc: &Document, kind: EntityKind, depth: usize) -> BTreeSet<String> {
    let chains = doc.chains.iter().filter(|chain| chain.kind == kind);
    let value = |chain: &Chain| match &chain.place {
        Some(place) if depth == 1 && place.path[0] != "Asia" => None,
        Some(place) => Some(place.path[depth].clone()),
        None => Some(chain.name.clone()),
    };
    chains.filter_map(value).collect()
}

fn check_facet(
    local: &Local,
    query: &str,
    field: FacetField,
    under: &[&str],
    docs: &[&Document],
    values: &dyn Fn(&Document) -> BTreeSet<String>,
) {
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    docs.iter().for_each(|doc| values(doc).into_iter().for_each(|v| *expected.entry(v).or_default() += 1));
    let under = under.iter().map(|part| (*part).to_owned()).collect();
    let facet = FacetRequest { under, ..FacetRequest::new(field, 100) };
    let request = SearchRequest { facets: vec![facet], ..SearchRequest::new(ask(query), Limit::First(1)) };
    let facet = local.search(&request).expect("an answer").facets.remove(0);
    let counted: BTreeMap<String, usize> = facet.values.into_iter().map(|v| (v.value, v.count)).collect();
    assert_eq!(counted, expected, "{field} of {query}");
    assert_eq!(facet.distinct, expected.len());
}
