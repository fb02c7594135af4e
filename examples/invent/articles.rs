//! Articles made of the sentences of others, with other names in them.
//!
//! An article takes the headline and some sentences of one article, and some
//! of others. Its persons, organizations and places are drawn by Zipf's law
//! from invented names and real cities, the same one for all that an article
//! calls the same. What was understood of the sentences moves along: mentions,
//! chains, expressions of time, events. Days move by whole weeks.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::{Days, NaiveDate};
use dateline::document::{
    Chain, ChainId, Document, EntityKind, Event, Interval, Mention, MentionForm, Publication, PublishedFrom,
    Sentence, Source, Span, TimeExpression,
};
use dateline::gazetteer::{Context, resolve};
use dateline::ingest::{Options, ingest};
use dateline::query::Query;
use dateline::search::{Backend, Local};
use serde_json::{Value, json};

/// Cities, the one that most is told of first.
const CITIES: &str = include_str!("cities.txt");
/// Syllables of invented names.
const SYLLABLES: [&str; 40] = [
    "ka", "ro", "mi", "ven", "tal", "os", "ber", "lin", "da", "gu", "sha", "rim", "pol", "et", "an", "jor",
    "wel", "hu", "ze", "ni", "mar", "tos", "il", "fen", "bra", "quo", "sel", "ud", "gar", "ny", "ches", "lo",
    "pi", "rag", "sten", "vo", "yam", "er", "dov", "ku",
];
/// What an organization is called behind its name.
const BODIES: [&str; 12] = [
    "Council",
    "Bank",
    "Railways",
    "Institute",
    "Party",
    "Ministry",
    "Union",
    "Agency",
    "Group",
    "Movement",
    "Foundation",
    "Federation",
];
/// The week in which the first invented article may be published, and how many follow.
const FIRST_DAY: (i32, u32, u32) = (2000, 1, 3);
const WEEKS: usize = 1300;

/// Makes articles.
pub struct Inventor {
    stock: Vec<Document>,
    /// By article of the stock, what can be taken from it: the headline first, where it has one.
    parts: Vec<Vec<Part>>,
    places: Vec<Chain>,
    persons: usize,
    bodies: usize,
    seed: u64,
}

/// A sentence or a headline of the stock.
#[derive(Clone)]
struct Part {
    span: Span,
    is_headline: bool,
}

impl Inventor {
    /// Reads the articles under `corpus`, of which `count` are to be made.
    pub fn new(corpus: &Path, count: usize, seed: u64) -> Result<Inventor, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        ingest(&[corpus.to_owned()], folder.path(), &Options::default(), &(), &AtomicBool::new(false))?;
        let mut stock = Vec::new();
        Local::open(folder.path())?.walk(&Query::All, false, &mut |_, doc| {
            stock.push(doc);
            Ok(())
        })?;
        stock.sort_by(|a, b| a.id.cmp(&b.id));
        let parts: Vec<Vec<Part>> = stock.iter().map(parts).collect();
        let told: Vec<bool> = parts.iter().map(|parts| parts.len() > 2).collect();
        let mut told = told.into_iter();
        stock.retain(|_| told.next() == Some(true));
        let parts = parts.into_iter().filter(|parts| parts.len() > 2).collect();
        Ok(Inventor {
            stock,
            parts,
            places: CITIES.lines().filter_map(city).collect(),
            persons: (count / 5).max(100),
            bodies: (count / 50).max(30),
            seed,
        })
    }

    /// Returns the path of the file in which article `number` lies.
    pub fn path(&self, number: usize) -> String {
        format!("invented/{:05}.jsonl", number / 1000)
    }

    /// Returns article `number`, the same each time.
    pub fn article(&self, number: usize) -> Document {
        let random = Random(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number as u64);
        let mut making = Making { inventor: self, random, doc: Document::default(), known: HashMap::new() };
        making.article(number)
    }

    fn person(&self, number: usize) -> String {
        let surnames = self.persons / 4;
        format!("{} {}", name(number / surnames * 7 + number % 97, 2), name(number % surnames + 100_000, 3))
    }

    fn body(&self, number: usize) -> String {
        format!("{} {}", name(number + 1_000_000, 3), BODIES[number % BODIES.len()])
    }

    /// Returns the chain of an entity of the kind of `like`, chosen by Zipf's law.
    fn entity(&self, like: &Chain, random: &mut Random) -> Chain {
        let chain = match like.kind {
            EntityKind::Person => {
                Chain { name: self.person(random.zipf(self.persons)), place: None, ..like.clone() }
            }
            EntityKind::Organization => {
                Chain { name: self.body(random.zipf(self.bodies)), place: None, ..like.clone() }
            }
            EntityKind::Place => self.places[random.zipf(self.places.len())].clone(),
        };
        Chain { aliases: Vec::new(), candidates: Vec::new(), named: true, ..chain }
    }
}

/// Returns the JSON object of an article as others are read.
pub fn object(doc: &Document) -> Value {
    json!({
        "id": doc.id,
        "title": doc.title(),
        "text": doc.body.of(&doc.text),
        "published": doc.published_day().map(|day| day.to_string()),
        "source": doc.publisher,
        "language": doc.language,
    })
}

fn city(name: &str) -> Option<Chain> {
    let place = resolve(name, &Context::default())?;
    Some(Chain {
        kind: EntityKind::Place,
        name: name.to_owned(),
        named: true,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: place.country.clone(),
        gender: None,
        place: Some(place),
        candidates: Vec::new(),
        reason: String::new(),
    })
}

fn parts(doc: &Document) -> Vec<Part> {
    let headline = Part { span: doc.headline, is_headline: true };
    let filed = doc.dateline.as_ref().map(|dateline| dateline.span);
    let running = doc.sentences.iter().map(|sentence| sentence.span).filter(|span| {
        let is_whole =
            doc.body.contains(*span) && doc.zone_at(*span).is_none() && !span.of(&doc.text).contains('\n');
        is_whole && filed.is_none_or(|filed| !filed.overlaps(*span)) && span.len() < 400
    });
    let sentences = running.map(|span| Part { span, is_headline: false });
    std::iter::once(headline).filter(|part| !part.span.is_empty()).chain(sentences).collect()
}

/// Returns the invented name of `number`, of so many syllables.
fn name(number: usize, syllables: usize) -> String {
    let mut left = mixed(number as u64);
    let mut name = String::new();
    for _ in 0..syllables {
        name.push_str(SYLLABLES[left as usize % SYLLABLES.len()]);
        left /= SYLLABLES.len() as u64;
    }
    let first = name.remove(0).to_ascii_uppercase();
    name.insert(0, first);
    name
}

/// An article that is being made.
struct Making<'a> {
    inventor: &'a Inventor,
    random: Random,
    doc: Document,
    /// Which chain stands for a chain of an article of the stock.
    known: HashMap<(usize, usize), ChainId>,
}

impl Making<'_> {
    fn article(&mut self, number: usize) -> Document {
        let main = self.random.below(self.inventor.stock.len());
        let like = &self.inventor.stock[main];
        let first = NaiveDate::from_ymd_opt(FIRST_DAY.0, FIRST_DAY.1, FIRST_DAY.2).expect("a day");
        let week = self.random.below(WEEKS) as u64;
        let weekday = self.random.below(7) as u64;
        let day = first + Days::new(week * 7 + weekday);
        self.doc.id = format!("i{number:07}");
        self.doc.source =
            Source { path: self.inventor.path(number), member: Some((number % 1000 + 1).to_string()) };
        self.doc.publisher.clone_from(&like.publisher);
        self.doc.language = Some("en".to_owned());
        self.doc.published = Some(Publication { day, from: PublishedFrom::Metadata });
        let parts = &self.inventor.parts[main];
        if parts[0].is_headline {
            self.add(main, &parts[0], day);
            self.doc.headline = Span::new(0, self.doc.text.len());
            self.doc.text.push_str("\n\n");
        }
        let start = self.doc.text.len();
        let (own, others) = (2 + self.random.below(4), 2 + self.random.below(6));
        let body: Vec<&Part> = parts.iter().filter(|part| !part.is_headline).collect();
        let from = self.random.below(body.len());
        for part in body[from..].iter().take(own) {
            self.sentence(main, part, day, start);
        }
        for _ in 0..others {
            let other = self.random.below(self.inventor.stock.len());
            let parts = &self.inventor.parts[other];
            let part = &parts[self.random.below(parts.len())];
            if !part.is_headline {
                self.sentence(other, part, day, start);
            }
        }
        self.doc.body = Span::new(start, self.doc.text.len());
        self.doc.mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        std::mem::take(&mut self.doc)
    }

    fn sentence(&mut self, from: usize, part: &Part, day: NaiveDate, start: usize) {
        if self.doc.text.len() > start {
            let paragraph = self.doc.sentences.len().is_multiple_of(3);
            self.doc.text.push_str(if paragraph { "\n\n" } else { " " });
        }
        self.add(from, part, day);
    }

    /// Adds a part of article `from` of the stock, with all that was understood of it.
    fn add(&mut self, from: usize, part: &Part, day: NaiveDate) {
        let like = &self.inventor.stock[from];
        let mut moved = Moved { from: part.span.start, to: self.doc.text.len(), edits: Vec::new() };
        let mut at = part.span.start;
        let inside = like.mentions.iter().filter(|mention| part.span.contains(mention.span));
        let inside: Vec<&Mention> = inside.collect();
        for mention in &inside {
            let chain = mention.chain.map(|chain| self.chain(from, chain.0));
            let Some(chain) = chain.filter(|_| mention.form == MentionForm::Name && mention.span.start >= at)
            else {
                continue;
            };
            self.doc.text.push_str(&like.text[at..mention.span.start]);
            let start = self.doc.text.len();
            let short = mention.span.of(&like.text) != like.chains[mention.chain.map_or(0, |c| c.0)].name;
            let name = self.called(chain, short);
            self.doc.text.push_str(&name);
            moved.edits.push((mention.span, Span::new(start, self.doc.text.len())));
            at = mention.span.end;
        }
        self.doc.text.push_str(&like.text[at..part.span.end]);
        let whole = moved.span(part.span);
        self.doc.sentences.push(Sentence { span: whole, tokens: 0..0 });
        for mention in inside {
            let chain = mention.chain.map(|chain| self.chain(from, chain.0));
            self.doc.mentions.push(Mention { span: moved.span(mention.span), chain, ..mention.clone() });
        }
        let weeks = like.published_day().map_or(0, |then| (day - then).num_days().div_euclid(7));
        for date in like.dates.iter().filter(|date| part.span.contains(date.span)) {
            let interval = later(date.interval, weeks);
            self.doc.dates.push(TimeExpression { span: moved.span(date.span), interval, ..date.clone() });
        }
        for event in like.events.iter().filter(|event| event.evidence == part.span) {
            let event = self.event(from, event, &moved, weeks);
            self.doc.events.extend(event);
        }
    }

    /// Returns the event as it is now told; none where it lies in other sentences too.
    fn event(&mut self, from: usize, event: &Event, moved: &Moved, weeks: i64) -> Option<Event> {
        let whole = event.evidence;
        if !whole.contains(event.trigger) || event.slots.iter().any(|slot| !whole.contains(slot.span)) {
            return None;
        }
        let mut event = event.clone();
        for chains in [&mut event.participants, &mut event.places, &mut event.attributed_to] {
            chains.iter_mut().for_each(|chain| *chain = self.chain(from, chain.0));
            let mut seen = Vec::new();
            chains.retain(|chain| {
                !seen.contains(chain) && {
                    seen.push(*chain);
                    true
                }
            });
        }
        for slot in &mut event.slots {
            slot.chain = slot.chain.map(|chain| self.chain(from, chain.0));
            slot.span = moved.span(slot.span);
        }
        event.when = event.when.map(|when| later(when, weeks));
        (event.trigger, event.evidence) = (moved.span(event.trigger), moved.span(event.evidence));
        Some(event)
    }

    /// Returns the chain that stands for chain `index` of article `from` of the stock.
    fn chain(&mut self, from: usize, index: usize) -> ChainId {
        if let Some(known) = self.known.get(&(from, index)) {
            return *known;
        }
        let like = &self.inventor.stock[from].chains[index];
        let chain = match like.named {
            true => self.inventor.entity(like, &mut self.random),
            false => Chain { candidates: Vec::new(), place: None, ..like.clone() },
        };
        let same = |known: &Chain| known.named && known.kind == chain.kind && known.name == chain.name;
        let known = self.doc.chains.iter().position(|known| chain.named && same(known));
        let at = match known {
            Some(at) => at,
            None => {
                self.doc.chains.push(chain);
                self.doc.chains.len() - 1
            }
        };
        self.known.insert((from, index), ChainId(at));
        ChainId(at)
    }

    /// Returns what the chain is called, by its last name where a person is called short.
    fn called(&mut self, chain: ChainId, short: bool) -> String {
        let chain = &mut self.doc.chains[chain.0];
        let last = chain.name.rsplit(' ').next().unwrap_or_default().to_owned();
        if !short || chain.kind != EntityKind::Person || last == chain.name {
            return chain.name.clone();
        }
        if !chain.aliases.contains(&last) {
            chain.aliases.push(last.clone());
        }
        last
    }
}

/// Where the spans of a part have come to lie.
struct Moved {
    from: usize,
    to: usize,
    edits: Vec<(Span, Span)>,
}

impl Moved {
    fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start, true), self.at(span.end, false))
    }

    /// Returns where a place has come to lie; inside a name, at one of its ends.
    fn at(&self, at: usize, is_start: bool) -> usize {
        let (mut from, mut to) = (self.from, self.to);
        for (old, new) in &self.edits {
            if at <= old.start {
                break;
            }
            if at < old.end {
                return if is_start { new.start } else { new.end };
            }
            (from, to) = (old.end, new.end);
        }
        to + (at - from)
    }
}

fn later(interval: Interval, weeks: i64) -> Interval {
    let moved = |day: Option<NaiveDate>| day.map(|day| day + chrono::Duration::weeks(weeks));
    Interval { from: moved(interval.from), to: moved(interval.to), ..interval }
}

/// Numbers that look random (SplitMix64), the same in each run.
#[derive(Clone)]
pub struct Random(pub u64);

impl Random {
    /// Returns the next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// Returns a number below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// Returns a number below `limit`; *n* about as often as 1 / (*n* + 1).
    pub fn zipf(&mut self, limit: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let drawn = (share * ((limit + 1) as f64).ln()).exp() as usize;
        drawn.clamp(1, limit) - 1
    }
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}
