//! How fast an archive answers, inside the process: mixed questions of every
//! kind, each with three facets, a histogram and ten hits with snippets.
//!
//! `questions INDEX [COUNT [KIND]]` makes the questions out of what the archive holds,
//! the same in each run, and asks each once, or those of one kind. What is printed: per kind the
//! median and the slowest, over all the 95th of a hundred, and memory as the
//! system counts it: all that was ever resident, mapped files included, and
//! what the program itself holds.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{Months, NaiveDate};
use dateline::document::{Document, EntityKind};
use dateline::index::words;
use dateline::query::{
    DateField, DateRange, FacetField, FacetRequest, HistogramRequest, Limit, Query, SearchRequest, Step,
    parse,
};
use dateline::search::{Backend, Local};

/// Values and articles that questions are made of.
const STOCK: usize = 120;

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let folder = given.next().ok_or("usage: questions INDEX [COUNT [KIND]]")?;
    let count = given.next().map_or(Ok(200), |count| count.parse())?;
    let only = given.next();
    let start = Instant::now();
    let local = Local::open(Path::new(&folder))?;
    let opened = start.elapsed();
    let first = Instant::now();
    ask(&local, &request("*", 0)?)?;
    println!("opened in {}, first answer after {} more", millis(opened), millis(first.elapsed()));
    let mut maker = Maker::new(&local)?;
    let mut taken: BTreeMap<&str, Vec<(Duration, String)>> = BTreeMap::new();
    let (mut all, mut refused) = (Vec::with_capacity(count), 0);
    for number in 0..count {
        let (kind, question) = maker.question(number);
        if only.as_ref().is_some_and(|only| only != kind) {
            continue;
        }
        let request = request(&question, number)?;
        let start = Instant::now();
        let total = match ask(&local, &request) {
            Ok(total) => total,
            // A name of several places, for one.
            Err(error) => {
                refused += 1;
                eprintln!("{question}: {error}");
                continue;
            }
        };
        let time = start.elapsed();
        taken.entry(kind).or_default().push((time, format!("{question} ({total})")));
        all.push(time);
    }
    println!("{:14} {:>4} {:>9} {:>9}  the slowest", "kind", "asked", "median", "slowest");
    for (kind, mut times) in taken {
        times.sort();
        let (slowest, question) = &times[times.len() - 1];
        println!(
            "{kind:14} {:>5} {:>9} {:>9}  {question}",
            times.len(),
            millis(times[times.len() / 2].0),
            millis(*slowest)
        );
    }
    all.sort();
    if all.is_empty() {
        return Err("no question was asked and answered".into());
    }
    let share = |of_hundred: usize| millis(all[(all.len() * of_hundred / 100).min(all.len() - 1)]);
    println!(
        "of {} questions, and {refused} that were refused: median {}, 95 % under {}, slowest {}",
        all.len(),
        share(50),
        share(95),
        share(100)
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status
        .lines()
        .filter(|line| ["VmHWM", "RssAnon", "RssFile"].iter().any(|name| line.starts_with(name)))
    {
        println!("{line}");
    }
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn ask(local: &Local, request: &SearchRequest) -> Result<usize, Box<dyn Error>> {
    let answer = local.search(request)?;
    if answer.total > 0 && (answer.hits.is_empty() || answer.facets.len() != request.facets.len()) {
        return Err("an answer without hits or facets".into());
    }
    Ok(answer.total)
}

/// Asks for ten hits, three facets and a histogram.
fn request(question: &str, number: usize) -> Result<SearchRequest, Box<dyn Error>> {
    let query = match question {
        "*" => Query::All,
        question => parse(question, today()).map_err(|error| format!("{question}: {error}"))?.query,
    };
    let all = FacetField::ALL;
    let facets = (0..3).map(|facet| FacetRequest::new(all[(number + facet * 3) % all.len()], 10));
    let (range, step) =
        (DateRange { from: None, to: None }, [Step::Month, Step::Year, Step::Week][number % 3]);
    Ok(SearchRequest {
        facets: facets.collect(),
        histogram: Some(HistogramRequest { field: DateField::Published, step, range }),
        collapse: true,
        ..SearchRequest::new(query, Limit::First(10))
    })
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 30).expect("a day")
}

/// Makes questions out of what an archive holds.
struct Maker {
    people: Vec<String>,
    bodies: Vec<String>,
    places: Vec<String>,
    sources: Vec<String>,
    docs: Vec<Document>,
    random: u64,
}

impl Maker {
    fn new(local: &Local) -> Result<Maker, Box<dyn Error>> {
        let mut all = SearchRequest::new(Query::All, Limit::First(STOCK));
        for field in [FacetField::Person, FacetField::Organization, FacetField::Source] {
            all.facets.push(FacetRequest::new(field, STOCK));
        }
        let answer = local.search(&all)?;
        let values = |index: usize| {
            let values = answer.facets[index].values.iter();
            values.map(|value| value.id.clone().unwrap_or_else(|| value.value.clone())).collect::<Vec<_>>()
        };
        let mut docs = Vec::new();
        for hit in &answer.hits {
            docs.extend(local.article(&hit.id)?);
        }
        let chains = docs.iter().flat_map(|doc| &doc.chains);
        let places = chains.filter(|chain| chain.kind == EntityKind::Place && chain.place.is_some());
        Ok(Maker {
            people: values(0),
            bodies: values(1),
            places: places.map(|chain| chain.name.clone()).collect(),
            sources: values(2),
            docs,
            random: 1,
        })
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) as usize % limit.max(1)
    }

    /// Returns one of `values`, the first of them most often.
    fn one(&mut self, values: fn(&Maker) -> &[String]) -> String {
        let (one, other) = (self.below(values(self).len()), self.below(values(self).len()));
        values(self).get(one.min(other)).cloned().unwrap_or_default()
    }

    fn person(&mut self) -> String {
        self.one(|maker| &maker.people)
    }

    fn place(&mut self) -> String {
        self.one(|maker| &maker.places)
    }

    /// Returns words of ASCII letters that stand beside each other somewhere.
    fn words(&mut self, count: usize) -> Vec<String> {
        loop {
            let doc = self.below(self.docs.len());
            let text = self.docs[doc].body.of(&self.docs[doc].text);
            let all: Vec<String> = words(text).map(|word| word.text.to_lowercase()).collect();
            if all.len() <= count {
                continue;
            }
            let at = self.below(all.len() - count);
            let found = &all[at..at + count];
            let plain = |word: &String| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            if found.iter().all(plain) {
                return found.to_vec();
            }
        }
    }

    fn word(&mut self) -> String {
        loop {
            let word = self.words(1).remove(0);
            if word.len() > 3 {
                return word;
            }
        }
    }

    /// Returns some months around the day of an article.
    fn days(&mut self) -> String {
        let (doc, before, behind) = (self.below(self.docs.len()), self.below(12), self.below(12));
        let day = self.docs[doc].published_day().unwrap_or_default();
        let (from, to) = (day - Months::new(before as u32), day + Months::new(behind as u32));
        format!("{}..{}", from.format("%Y-%m"), to.format("%Y-%m"))
    }

    fn question(&mut self, number: usize) -> (&'static str, String) {
        let (word, other) = (self.word(), self.word());
        match number % 20 {
            0 => ("word", word),
            1 => ("words", format!("{word} {other}")),
            2 => ("or, not", format!("({word} OR {other}) -{}", self.word())),
            3 => ("phrase", format!("\"{}\"", self.words(2).join(" "))),
            4 => {
                let words = self.words(5);
                ("near phrase", format!("\"{} {}\"~5", words[4], words[0]))
            }
            5 => {
                let words = self.words(5);
                ("near", format!("{} NEAR/5 {}", words[0], words[4]))
            }
            6 => ("wildcard", format!("{}*", &word[..3])),
            7 => ("wildcard", format!("{}?{}", &word[..1], &word[2..])),
            8 => ("fuzzy", format!("{word}~1")),
            9 => ("regex", format!("/{}[a-z]+s/", &word[..2])),
            10 => ("person", format!("person:\"{}\"", self.person())),
            11 => ("place", format!("place:\"{}\" {word}", self.place())),
            12 => ("org", format!("org:\"{}\" published:{}", self.one(|maker| &maker.bodies), self.days())),
            13 => ("meeting", format!("meeting(with:\"{}\" in:\"{}\")", self.person(), self.place())),
            14 => ("meeting", format!("meeting(with:\"{}\" on:{} status:held)", self.person(), self.days())),
            15 => ("gaps", "\"met PERSON in PLACE\"~5".to_owned()),
            16 => {
                let gap = ["PERSON", "PLACE", "ORG", "DATE"][self.below(4)];
                ("gaps", format!("\"{} {gap}\"~{}", self.words(1)[0], 1 + self.below(4)))
            }
            17 => ("sub-query", format!("meeting(told:({word} {other}))")),
            18 => ("days", format!("mentions:{} {word}", self.days())),
            _ => match self.below(3) {
                0 => ("all", "*".to_owned()),
                1 => (
                    "source",
                    format!("source:\"{}\" published:{}", self.one(|maker| &maker.sources), self.days()),
                ),
                _ => ("title", format!("title:{word} OR place:Asia")),
            },
        }
    }
}
