use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;
use dateline::document::EntityKind;
use dateline::query::*;
use dateline::search::{Backend, EventRow, Local};
use serde_json::Value;

use crate::archive::{dateline, sample_archive};
use crate::random::Random;

/// An entity as a reader would note it: its identifier, kind, and path of places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Noted {
    id: String,
    kind: EntityKind,
    name: String,
    path: Vec<String>,
}

/// An article as `extract` prints it, with the entity of each chain.
struct Article {
    id: String,
    published: Option<NaiveDate>,
    chains: Vec<Option<Noted>>,
    /// The sentences that tell events.
    told: Vec<String>,
}

/// What a person would write on cards: the articles, and what was corrected.
struct Cards {
    articles: Vec<Article>,
    /// Reports of events that were rejected.
    rejected: Vec<String>,
}

/// Copies the shared archive, so that it can be corrected.
fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for entry in walkdir::WalkDir::new(sample_archive().corpus()) {
        let entry = entry.expect("the corpus can be walked");
        let path = entry.path().strip_prefix(sample_archive().corpus()).expect("inside the corpus");
        let target = folder.path().join(path);
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(target).expect("a folder is made"),
            false => drop(std::fs::copy(entry.path(), target).expect("a file is copied")),
        }
    }
    folder
}

fn open(archive: &Path) -> Local {
    Local::open(&archive.join(".dateline")).expect("the index opens")
}

/// Reads what `extract` prints; `local` says which entity each chain is.
fn read(archive: &Path, local: &Local) -> Vec<Article> {
    let output =
        Command::new(dateline()).args(["extract", "."]).current_dir(archive).output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    let objects = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let article = |object: Value| {
        let id = object["id"].as_str()?.to_owned();
        local.article(&id).expect("it can be read")?;
        let entities = local.entities_of(&id).expect("they can be read");
        let chains = entities.into_iter().map(|entity| {
            let entity = entity?;
            let path = match (entity.kind, entity.place) {
                (EntityKind::Place, Some(place)) => place.path,
                (EntityKind::Place, None) => vec![entity.name.clone()],
                _ => Vec::new(),
            };
            Some(Noted { id: entity.id.0, kind: entity.kind, name: entity.name, path })
        });
        let told = object["events"].as_array().into_iter().flatten();
        let told = told.filter_map(|event| Some(event["evidence"]["text"].as_str()?.to_owned())).collect();
        let published = object["published"].as_str().and_then(|day| day.parse().ok());
        Some(Article { id, published, chains: chains.collect(), told })
    };
    objects.filter_map(article).collect()
}

impl Cards {
    /// Corrects some entities by chance, on the cards; returns the file that says so.
    fn correct(&mut self, random: &mut Random) -> String {
        let known: BTreeSet<Noted> =
            self.articles.iter().flat_map(|article| article.chains.iter().flatten().cloned()).collect();
        let mut left: Vec<Noted> =
            known.into_iter().filter(|entity| entity.kind != EntityKind::Place).collect();
        let mut draw = |random: &mut Random| left.swap_remove(random.below(left.len()));
        let mut text = String::new();
        for _ in 0..3 {
            let (one, other) = (draw(random), draw(random));
            text.push_str(&format!("[[merge]]\nentities = [{:?}, {:?}]\n", one.id, other.id));
            self.change(&other.id, Some(&one));
        }
        for _ in 0..2 {
            let none = draw(random);
            text.push_str(&format!("[[reject]]\nentity = {:?}\n", none.id));
            self.change(&none.id, None);
            let mut body = draw(random);
            text.push_str(&format!("[[retype]]\nentity = {:?}\nkind = \"organization\"\n", body.id));
            body.kind = EntityKind::Organization;
            self.change(&body.id.clone(), Some(&body));
            let mut called = draw(random);
            called.name = format!("Renamed {}", random.below(1_000));
            text.push_str(&format!("[[rename]]\nentity = {:?}\nname = {:?}\n", called.id, called.name));
            self.change(&called.id.clone(), Some(&called));
        }
        text
    }

    /// Rejects one of the events; returns the entry that says so.
    fn reject(&mut self, event: &EventRow) -> String {
        self.rejected
            .extend(event.reports.iter().map(|report| format!("{} {}", report.article, report.evidence)));
        format!("[[reject-event]]\nevent = {:?}\n", event.id)
    }

    fn change(&mut self, id: &str, to: Option<&Noted>) {
        for chain in self.articles.iter_mut().flat_map(|article| &mut article.chains) {
            if chain.as_ref().is_some_and(|entity| entity.id == id) {
                *chain = to.cloned();
            }
        }
    }

    /// Counts, of the articles of `range`, those that mention each entity of `kind`.
    fn entities(&self, range: DateRange, kind: EntityKind) -> BTreeMap<(String, String), usize> {
        let mut counts = BTreeMap::new();
        for article in self.of(range) {
            let here: BTreeSet<&Noted> = article.chains.iter().flatten().filter(|e| e.kind == kind).collect();
            for entity in here {
                *counts.entry((entity.id.clone(), entity.name.clone())).or_default() += 1;
            }
        }
        counts
    }

    /// Counts, of the articles of `range`, those that speak of each place right under `under`.
    fn places(&self, range: DateRange, under: &[String]) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for article in self.of(range) {
            let paths = article.chains.iter().flatten().map(|entity| &entity.path);
            let inside = paths.filter(|path| path.len() > under.len() && path.starts_with(under));
            let here: BTreeSet<&String> = inside.map(|path| &path[under.len()]).collect();
            here.into_iter().for_each(|place| *counts.entry(place.clone()).or_default() += 1);
        }
        counts
    }

    fn of(&self, range: DateRange) -> impl Iterator<Item = &Article> {
        self.articles.iter().filter(move |article| article.published.is_some_and(|day| range.contains(day)))
    }

    /// Returns every report of an event: its article and its sentence, sorted.
    fn reports(&self) -> Vec<String> {
        let all = self.articles.iter();
        let all = all.flat_map(|article| article.told.iter().map(|told| format!("{} {told}", article.id)));
        let mut all: Vec<String> = all.collect();
        for report in &self.rejected {
            let at = all.iter().position(|other| other == report).expect("what was rejected was told");
            all.swap_remove(at);
        }
        all.sort();
        all
    }
}

fn facet(
    local: &Local,
    range: DateRange,
    field: FacetField,
    under: &[String],
) -> Vec<dateline::search::FacetValue> {
    let mut request = SearchRequest::new(Query::Published(range), Limit::First(1));
    let facet = FacetRequest { field, size: usize::MAX, under: under.to_vec(), containing: None };
    request.facets.push(facet);
    local.search(&request).expect("it is answered").facets.remove(0).values
}

fn check(local: &Local, cards: &Cards, random: &mut Random) {
    for _ in 0..8 {
        let first =
            NaiveDate::from_ymd_opt(2023, 8, 1).expect("a day") + chrono::Days::new(random.below(300) as u64);
        let range = DateRange {
            from: Some(first),
            to: first.checked_add_days(chrono::Days::new(random.below(200) as u64)),
        };
        for (field, kind) in
            [(FacetField::Person, EntityKind::Person), (FacetField::Organization, EntityKind::Organization)]
        {
            let found = facet(local, range, field, &[]).into_iter();
            let found: BTreeMap<_, _> =
                found.map(|value| ((value.id.unwrap_or_default(), value.value), value.count)).collect();
            assert_eq!(found, cards.entities(range, kind), "{range:?}");
        }
        let mut under: Vec<String> = Vec::new();
        loop {
            let found: BTreeMap<String, usize> = facet(local, range, FacetField::Place, &under)
                .into_iter()
                .map(|v| (v.value, v.count))
                .collect();
            assert_eq!(found, cards.places(range, &under), "{range:?} under {under:?}");
            let Some(next) = found.keys().nth(random.below(found.len().max(1))) else { break };
            under.push(next.clone());
        }
    }
}

fn all_events(local: &Local) -> Vec<EventRow> {
    local.events(&SearchRequest::new(Query::All, Limit::All)).expect("they are answered").events
}

fn check_events(local: &Local, cards: &Cards) {
    let all = all_events(local);
    let reports = all.iter().flat_map(|row| row.reports.iter());
    let mut told: Vec<String> =
        reports.map(|report| format!("{} {}", report.article, report.evidence)).collect();
    told.sort();
    assert_eq!(told, cards.reports(), "each report that extract prints is in one event");
    let parties: BTreeSet<&str> =
        all.iter().flat_map(|row| &row.participants).map(|party| party.id.as_str()).collect();
    for id in parties.into_iter().filter(|id| !id.is_empty()) {
        let with = Slot::With(None, vec![EntityName::exact(id.to_owned())]);
        let query = Query::Event(EventClause::of(with));
        let total =
            local.events(&SearchRequest::new(query, Limit::First(1))).expect("they are answered").total;
        let counted = all.iter().filter(|row| row.participants.iter().any(|party| party.id == id)).count();
        assert_eq!(total, counted, "{id}");
        let known = cards.articles.iter().flat_map(|article| article.chains.iter().flatten());
        assert!(known.filter(|entity| entity.id == id).count() > 0, "{id} is nobody on the cards");
    }
}

#[test]
fn facets_and_events_count_what_extract_prints_and_people_corrected() {
    for seed in 1..=4 {
        let (mut random, folder) = (Random(seed), copied());
        let path = folder.path();
        let local = open(path);
        let mut cards = Cards { articles: read(path, &local), rejected: Vec::new() };
        assert!(cards.articles.len() > 60);
        check(&local, &cards, &mut random);
        check_events(&local, &cards);
        let file = path.join(".dateline/corrections.toml");
        let text = cards.correct(&mut random);
        std::fs::write(&file, &text).expect("a file is written");
        let text = text + &cards.reject(random.of(&all_events(&open(path))));
        std::fs::write(&file, &text).expect("a file is written");
        let local = open(path);
        assert_eq!(local.problems().expect("they are known"), []);
        check(&local, &cards, &mut random);
        check_events(&local, &cards);
        what_was_kept_is_what_is_made_anew(path);
    }
}

/// Laying corrections over what was kept gives what deciding everything anew gives.
fn what_was_kept_is_what_is_made_anew(archive: &Path) {
    let read = || std::fs::read(archive.join(".dateline/resolution.bin")).expect("the decisions are kept");
    let kept = read();
    for file in ["resolution.bin", "uncorrected.bin"] {
        std::fs::remove_file(archive.join(".dateline").join(file)).expect("a file is removed");
    }
    drop(open(archive));
    assert!(read() == kept, "the same corrections, other decisions");
}
