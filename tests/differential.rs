//! The index against a brute-force reading of what `extract` prints: random
//! queries on `sample_corpus` and on 500 invented articles, none different,
//! each highlight a match of its clause, and each clause that can be shown shown.
//!
//! `DATELINE_RANDOM_QUERIES=10000 cargo test --release --test main invented`
//! asks more than the some hundred queries that every run asks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};

use chrono::NaiveDate;
use dateline::document::{ChainId, Document, EntityKind, EventKind, Status};
use dateline::index::{Stems, fold_word, words};
use dateline::query::*;
use dateline::resolve::Entity;
use dateline::search::{Backend, EventRow, Hit, Local};
use serde_json::Value;

use crate::archive::{dateline, sample_archive};
use crate::invented::{Inventor, object};
use crate::random::Random;

/// An article as `extract` prints it, made ready for comparison.
struct Article {
    id: String,
    source: Option<String>,
    published: Option<NaiveDate>,
    title: Text,
    body: Text,
    /// First and last day of each expression of time.
    dates: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// The entity of each chain.
    entities: Vec<Option<Entity>>,
    /// The words of the mentions of each chain.
    mentions: Vec<(usize, String)>,
    /// Where the mentions of each chain stand in the body: first word, and the word behind the last.
    mentioned: Vec<(usize, (usize, usize))>,
    /// Likewise the expressions of time, with their first and last days.
    dated: Vec<(DateRange, (usize, usize))>,
    /// Of each event that it tells the sentence, and the words of its trigger
    /// and of the mentions of all that take part.
    told: Vec<(String, Vec<Vec<String>>)>,
    /// The sentences of the body, as the index knows them: first word, and the word behind the last.
    sentences: Vec<(usize, usize)>,
}

/// What fills a gap: a mention of a kind, or an expression of time.
type Filler = Option<EntityKind>;

/// The words of a text: folded, and their stems.
#[derive(Default)]
struct Text {
    language: String,
    folded: Vec<String>,
    stems: Vec<String>,
    /// What may fill a gap, its first word, and the word behind its last; of bodies only.
    fillers: Vec<(Filler, usize, usize)>,
}

impl Text {
    fn of(text: &str, language: &str) -> Text {
        let mut stems = Stems::new(language);
        let mut all = Text { language: language.to_owned(), ..Text::default() };
        for word in words(text) {
            all.folded.push(fold_word(word.text));
            all.stems.push(stems.stem(word.text).to_owned());
        }
        all
    }
}

struct World {
    local: Local,
    articles: Vec<Article>,
    events: Vec<EventRow>,
    entities: BTreeMap<String, Entity>,
    /// What was found out before: by entity, all that it means; by clause, the articles that tell of it.
    meant: Mutex<Known>,
    telling: Mutex<Known>,
}

/// Identifiers, by what was asked.
type Known = BTreeMap<String, Arc<BTreeSet<String>>>;

/// Returns what is known of `asked`, found out when it is asked first.
fn once(known: &Mutex<Known>, asked: &str, find: impl FnOnce() -> BTreeSet<String>) -> Arc<BTreeSet<String>> {
    if let Some(found) = known.lock().unwrap().get(asked) {
        return Arc::clone(found);
    }
    let found = Arc::new(find());
    known.lock().unwrap().insert(asked.to_owned(), Arc::clone(&found));
    found
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

impl World {
    fn sample() -> World {
        World::read(&sample_archive().corpus())
    }

    /// Returns the world of 500 invented articles, some of them in other languages.
    fn invented() -> &'static World {
        static WORLD: OnceLock<(tempfile::TempDir, World)> = OnceLock::new();
        let (_, world) = WORLD.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
            let inventor = Inventor::new(&corpus, 500, 7).unwrap();
            let mut lines = String::new();
            for number in 0..500 {
                let mut article = object(&inventor.article(number));
                match number % 9 {
                    0 => article["language"] = "fr".into(),
                    1 => article["language"] = "de".into(),
                    _ => {}
                }
                writeln!(lines, "{article}").unwrap();
            }
            std::fs::write(folder.path().join("invented.jsonl"), lines).unwrap();
            let index = Command::new(dateline()).arg("index").arg(folder.path()).output().unwrap();
            assert!(index.status.success(), "{}", String::from_utf8_lossy(&index.stderr));
            let world = World::read(folder.path());
            (folder, world)
        });
        world
    }

    fn read(archive: &Path) -> World {
        let output = Command::new(dateline()).args(["extract", "."]).current_dir(archive).output().unwrap();
        let local = Local::open(&archive.join(".dateline")).unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let articles: Vec<Article> = text
            .lines()
            .map(|line| article(&serde_json::from_str(line).unwrap(), &local))
            .filter(|article| local.article(&article.id).unwrap().is_some())
            .collect();
        let events = local.events(&SearchRequest::new(Query::All, Limit::All)).unwrap().events;
        let known = articles.iter().flat_map(|article| article.entities.iter().flatten());
        let entities = known.map(|entity| (entity.id.0.clone(), entity.clone())).collect();
        World { local, articles, events, entities, meant: Mutex::default(), telling: Mutex::default() }
    }

    /// Returns the entities that an identifier means: itself, and what lies in it.
    fn meant(&self, id: &str) -> Arc<BTreeSet<String>> {
        once(&self.meant, id, || self.find_meant(id))
    }

    fn find_meant(&self, id: &str) -> BTreeSet<String> {
        let path = |entity: &Entity| match (&entity.place, entity.kind) {
            (Some(place), _) => place.path.clone(),
            (None, EntityKind::Place) => vec![entity.name.clone()],
            (None, _) => Vec::new(),
        };
        let above = path(&self.entities[id]);
        let lies = |entity: &&Entity| !above.is_empty() && path(entity).starts_with(&above);
        let inner = self.entities.values().filter(lies).map(|entity| entity.id.0.clone());
        inner.chain([id.to_owned()]).collect()
    }

    fn holds(&self, query: &Query, article: &Article) -> bool {
        match query {
            Query::All => true,
            Query::And(queries) => queries.iter().all(|query| self.holds(query, article)),
            Query::Or(queries) => queries.iter().any(|query| self.holds(query, article)),
            Query::Not(query) => !self.holds(query, article),
            Query::Boost(boost) => self.holds(&boost.query, article),
            Query::Mentioned(node) => {
                let meant = self.meant(&node.name.text);
                article.entities.iter().flatten().any(|entity| meant.contains(&entity.id.0))
            }
            Query::Keyword(node) => {
                article.source.as_ref().is_some_and(|s| s.to_lowercase() == node.value.to_lowercase())
            }
            Query::Exists(Exists::Entity(kind)) => {
                article.entities.iter().flatten().any(|entity| kind.is_none_or(|kind| kind == entity.kind))
            }
            Query::Exists(Exists::Published) => article.published.is_some(),
            Query::Exists(Exists::Keyword(_)) => article.source.is_some(),
            Query::Exists(Exists::Text(_)) => !article.title.folded.is_empty(),
            Query::Published(range) => article.published.is_some_and(|day| range.contains(day)),
            Query::MentionedDays(range) => article.dates.iter().any(|(from, to)| overlap(*from, *to, *range)),
            Query::Event(clause) => {
                let telling = once(&self.telling, &query.to_string(), || {
                    let told = self.events.iter().filter(|row| self.is_told(clause, row));
                    told.flat_map(|row| &row.reports).map(|report| report.article.clone()).collect()
                });
                telling.contains(&article.id)
            }
            query => {
                let in_title = field(query) != TextField::Body && !extents(query, &article.title).is_empty();
                in_title || (field(query) != TextField::Title && !extents(query, &article.body).is_empty())
            }
        }
    }

    fn is_told(&self, clause: &EventClause, row: &EventRow) -> bool {
        clause.kind.is_none_or(|kind| kind == row.kind)
            && clause.conditions.iter().all(|condition| self.fills(&condition.slot, row) != condition.negated)
    }

    fn fills(&self, slot: &Slot, row: &EventRow) -> bool {
        let any = |names: &[EntityName], ids: &[&String]| {
            names.iter().any(|name| ids.iter().any(|id| self.meant(&name.text).contains(*id)))
        };
        match slot {
            Slot::With(_, names) => {
                any(names, &row.participants.iter().map(|party| &party.id).collect::<Vec<_>>())
            }
            Slot::In(names) => any(names, &row.places.iter().map(|venue| &venue.id).collect::<Vec<_>>()),
            Slot::By(names) => {
                let said = row.reports.iter().flat_map(|report| &report.attributed_to);
                any(names, &said.map(|party| &party.id).collect::<Vec<_>>())
            }
            Slot::On(range) => row.when.is_some_and(|when| overlap(when.from, when.to, *range)),
            Slot::Status(statuses) => statuses.contains(&row.status),
            Slot::Id(ids) => ids.iter().any(|id| row.id.starts_with(id.as_str())),
            Slot::Told(query) => row.reports.iter().any(|report| {
                let article = self.articles.iter().find(|article| article.id == report.article);
                article.is_some_and(|article| self.holds(query, article))
            }),
        }
    }
}

fn article(object: &Value, local: &Local) -> Article {
    let text = |name: &str| object[name].as_str().unwrap_or("").to_owned();
    let language = text("language");
    let chain = |value: &Value| value.as_str()?.strip_prefix('e')?.parse::<usize>().ok();
    let mentions = || object["mentions"].as_array().into_iter().flatten();
    let dates = || object["dates"].as_array().into_iter().flatten();
    let known = local.article(&text("id")).unwrap();
    let written = text("text");
    let body = Body::of(&written);
    let fillers = mentions().filter_map(|m| Some((kind(&m["kind"]), body.words(m)?)));
    let fillers = fillers.chain(dates().filter_map(|date| Some((None, body.words(date)?))));
    let fillers = fillers.map(|(filler, (first, end))| (filler, first, end)).collect();
    let mentioned = mentions().filter_map(|m| Some((chain(&m["entity"])? - 1, body.words(m)?))).collect();
    let range = |date: &Value| DateRange { from: day(&date["from"]), to: day(&date["to"]) };
    let dated = dates().filter_map(|date| Some((range(date), body.words(date)?))).collect();
    // What stands in the headline has no offsets, so the object is silent about it.
    let in_headline = known.iter().flat_map(|doc| {
        let inside = doc.dates.iter().filter(|date| doc.headline.contains(date.span));
        inside.map(|date| (date.interval.from, date.interval.to))
    });
    let sentences = known.iter().flat_map(|doc| {
        let body_start = doc.body.start;
        let inside = doc.sentences.iter().filter(move |sentence| doc.body.contains(sentence.span));
        inside.map(move |sentence| (sentence.span.start - body_start, sentence.span.end - body_start))
    });
    let sentences = sentences.map(|(start, end)| (body.word_at(start), body.word_at(end))).collect();
    let told = object["events"].as_array().into_iter().flatten();
    let told =
        told.map(|event| (event["evidence"]["text"].as_str().unwrap().to_owned(), slots(object, event)));
    Article {
        id: text("id"),
        source: object["source"].as_str().map(str::to_owned),
        published: day(&object["published"]),
        title: Text::of(&text("title"), &language),
        body: Text { fillers, ..Text::of(&written, &language) },
        sentences,
        mentioned,
        dated,
        told: told.collect(),
        dates: dates().map(|date| (day(&date["from"]), day(&date["to"]))).chain(in_headline).collect(),
        entities: spoken_of(local, known.as_ref()),
        mentions: mentions()
            .filter_map(|m| Some((chain(&m["entity"])? - 1, m["text"].as_str()?.to_owned())))
            .collect(),
    }
}

/// Returns the entity of each chain of which the article speaks. What only a
/// headline describes, and its text tells by name, has neither a mention nor a
/// part in an event.
fn spoken_of(local: &Local, doc: Option<&Document>) -> Vec<Option<Entity>> {
    let Some(doc) = doc else { return Vec::new() };
    let entities = local.entities_of(&doc.id).unwrap();
    let speaks = |chain: usize| {
        doc.mentions.iter().any(|mention| mention.chain == Some(ChainId(chain)))
            || doc.events.iter().any(|event| event.participants.contains(&ChainId(chain)))
    };
    entities.into_iter().enumerate().map(|(chain, entity)| entity.filter(|_| speaks(chain))).collect()
}

/// Returns the words of all that may fill a slot of `event`, and of its trigger.
fn slots(object: &Value, event: &Value) -> Vec<Vec<String>> {
    let of = |name: &str| event[name].as_array().into_iter().flatten();
    let chains: Vec<&Value> = of("participants").chain(of("places")).chain(of("attributed_to")).collect();
    let mentions = object["mentions"].as_array().into_iter().flatten();
    let mentions = mentions.filter(|mention| chains.contains(&&mention["entity"]));
    let dates = object["dates"].as_array().into_iter().flatten();
    let all = mentions.chain(dates).chain([&event["trigger"]]);
    all.filter_map(|part| part["text"].as_str()).map(folded).collect()
}

/// Where the words of a body stand.
struct Body {
    /// By code point, the byte; one more at the end.
    bytes: Vec<usize>,
    /// The first byte of each word.
    starts: Vec<usize>,
}

impl Body {
    fn of(text: &str) -> Body {
        Body {
            bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
            starts: words(text).map(|word| word.span.start).collect(),
        }
    }

    /// Returns the number of the first word from `byte` on.
    fn word_at(&self, byte: usize) -> usize {
        self.starts.iter().filter(|start| **start < byte).count()
    }

    /// Returns the first word of what an object gives the offsets of, and the
    /// word behind its last; none where it has no word.
    fn words(&self, object: &Value) -> Option<(usize, usize)> {
        let at = |name: &str| Some(self.word_at(self.bytes[object[name].as_u64()? as usize]));
        let (first, end) = (at("start")?, at("end")?);
        (first < end).then_some((first, end))
    }
}

fn kind(value: &Value) -> Filler {
    EntityKind::ALL.into_iter().find(|kind| value == kind.as_str())
}

fn overlap(from: Option<NaiveDate>, to: Option<NaiveDate>, range: DateRange) -> bool {
    (from.is_some() || to.is_some())
        && range.to.is_none_or(|last| from.is_none_or(|from| from <= last))
        && range.from.is_none_or(|first| to.is_none_or(|to| first <= to))
}

fn field(query: &Query) -> TextField {
    match query {
        Query::Word(node) => node.field,
        Query::Phrase(node) => node.field,
        Query::Wildcard(node) => node.field,
        Query::Fuzzy(node) => node.field,
        Query::Pattern(node) => node.field,
        Query::Near(node) => field(&node.left),
        Query::Template(node) => node.field,
        _ => TextField::Any,
    }
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold_word(word.text)).collect()
}

/// Returns the first and last words of all that a query of words finds.
fn extents(query: &Query, text: &Text) -> Vec<(usize, usize)> {
    let all = 0..text.folded.len();
    let fits = |fits: &dyn Fn(&str) -> bool| {
        all.clone().filter(|at| fits(&text.folded[*at])).map(|at| (at, at)).collect::<Vec<_>>()
    };
    match query {
        Query::Word(node) if node.exact => runs(&text.folded, &folded(&node.text)),
        Query::Word(node) => runs(&text.stems, &Text::of(&node.text, &text.language).stems),
        Query::Phrase(node) if node.slop == 0 => runs(&text.folded, &folded(&node.text)),
        Query::Phrase(node) => windows(&text.folded, &folded(&node.text), node.slop as usize),
        Query::Wildcard(node) => fits(&|word| glob(node.pattern.as_bytes(), word.as_bytes())),
        Query::Fuzzy(node) => {
            let typed = fold_word(&node.word);
            // As many edits are needed as there are letters more or fewer.
            let apart = |word: &str| typed.chars().count().abs_diff(word.chars().count());
            let most = usize::from(node.distance);
            fits(&|word| apart(word) <= most && strsim::damerau_levenshtein(&typed, word) <= most)
        }
        Query::Pattern(node) => {
            let regex = regex::Regex::new(&format!("^(?:{})$", node.regex)).unwrap();
            fits(&|word| regex.is_match(word))
        }
        Query::Near(node) => {
            let (left, right) = (extents(&node.left, text), extents(&node.right, text));
            let mut found = Vec::new();
            for a in &left {
                for b in &right {
                    let apart = |a: &(usize, usize), b: &(usize, usize)| {
                        b.0 > a.1 && b.0 - a.1 <= node.distance as usize
                    };
                    if apart(a, b) || (!node.ordered && apart(b, a)) {
                        found.push((a.0.min(b.0), a.1.max(b.1)));
                    }
                }
            }
            found
        }
        Query::Template(node) => (0..text.folded.len())
            .filter_map(|start| Some((start, filled(text, &node.parts, start, node.slop)? - 1)))
            .collect(),
        other => panic!("{other} has no place"),
    }
}

/// Returns where the parts of a template end that begin at word `at`, with at
/// most `slop` other words between.
fn filled(text: &Text, parts: &[Part], at: usize, slop: u32) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    let ends: Vec<usize> = match part {
        Part::Word(word) if folded(word).iter().eq(text.folded[at..].iter().take(folded(word).len())) => {
            vec![at + folded(word).len()]
        }
        Part::Word(_) => Vec::new(),
        Part::Entity(_) | Part::Date => {
            let filler = if let Part::Entity(kind) = part { Some(*kind) } else { None };
            let here = text.fillers.iter().filter(|(found, first, _)| *found == filler && *first == at);
            here.map(|(_, _, end)| *end).collect()
        }
    };
    let skips = if rest.is_empty() { 0 } else { slop };
    let after = |end: usize| {
        (0..=skips).filter_map(move |skip| {
            let next = end + skip as usize;
            (next <= text.folded.len()).then(|| filled(text, rest, next, slop - skip))?
        })
    };
    ends.into_iter().flat_map(after).min()
}

fn runs(text: &[String], sought: &[String]) -> Vec<(usize, usize)> {
    (0..text.len())
        .filter(|at| text[*at..].starts_with(sought))
        .map(|at| (at, at + sought.len() - 1))
        .collect()
}

/// Windows of at most `slop` more words than sought, that hold all of them.
fn windows(text: &[String], sought: &[String], slop: usize) -> Vec<(usize, usize)> {
    let holds = |window: &[String]| {
        sought.iter().all(|word| {
            let count = |words: &[String]| words.iter().filter(|other| *other == word).count();
            count(window) >= count(sought)
        })
    };
    let width = sought.len() + slop;
    let mut found = Vec::new();
    for start in 0..text.len() {
        let end = (start + width).min(text.len());
        if holds(&text[start..end]) {
            found.push((start, end - 1));
        }
    }
    found
}

fn glob(pattern: &[u8], word: &[u8]) -> bool {
    match pattern.first() {
        None => word.is_empty(),
        Some(b'*') => (0..=word.len()).any(|at| glob(&pattern[1..], &word[at..])),
        // Words of the sample that are not ASCII are matched by `*` alone.
        Some(b'?') => word.first().is_some_and(u8::is_ascii) && glob(&pattern[1..], &word[1..]),
        Some(c) => word.first() == Some(c) && glob(&pattern[1..], &word[1..]),
    }
}

/// Returns a part of the text to look in, mostly all of it.
fn any_field(random: &mut Random) -> TextField {
    *random.of(&[TextField::Any, TextField::Any, TextField::Any, TextField::Title, TextField::Body])
}

impl World {
    /// Returns `count` words that stand beside each other somewhere.
    fn words(&self, random: &mut Random, count: usize) -> Vec<String> {
        loop {
            let article = random.of(&self.articles);
            let text = if random.below(4) == 0 { &article.title } else { &article.body };
            if text.folded.len() > count {
                let at = random.below(text.folded.len() - count);
                return text.folded[at..at + count].to_vec();
            }
        }
    }

    fn ascii_word(&self, random: &mut Random) -> String {
        loop {
            let word = self.words(random, 1).remove(0);
            if word.is_ascii() && word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return word;
            }
        }
    }

    fn text_leaf(&self, random: &mut Random) -> Query {
        let field = any_field(random);
        let word = self.ascii_word(random);
        match random.below(8) {
            0 | 1 => Query::Word(Word { field, text: word, exact: false }),
            2 => Query::Word(Word { field, text: word, exact: true }),
            3 => {
                let count = 2 + random.below(2);
                Query::Phrase(Phrase { field, text: self.words(random, count).join(" "), slop: 0 })
            }
            4 => {
                let mut two = self.words(random, 4);
                two.swap(0, 3);
                two.truncate(1 + random.below(2));
                two.push(word);
                Query::Phrase(Phrase { field, text: two.join(" "), slop: 1 + random.below(6) as u32 })
            }
            5 => {
                let keep = 1 + random.below(word.len() - 1);
                let pattern =
                    [format!("{}*", &word[..keep]), format!("{}?{}", &word[..keep], &word[keep + 1..])];
                Query::Wildcard(Wildcard { field, pattern: random.of(&pattern).clone() })
            }
            6 => Query::Fuzzy(Fuzzy { field, word, distance: 1 + random.below(2) as u8 }),
            _ => Query::Pattern(Pattern { field, regex: format!("{}[a-z]+|{word}s?", &word[..2]) }),
        }
    }

    fn leaf(&self, random: &mut Random) -> Query {
        let ids: Vec<&String> = self.entities.keys().collect();
        let name = |random: &mut Random| EntityName::exact((*random.of(&ids)).clone());
        match random.below(14) {
            12 => self.template(random),
            13 => Query::Exists(*random.of(&[
                Exists::Entity(Some(EntityKind::Organization)),
                Exists::Entity(None),
                Exists::Published,
                Exists::Keyword(KeywordField::Source),
                Exists::Text(TextField::Title),
            ])),
            0..=4 => self.text_leaf(random),
            5 => {
                let (field, near) = (any_field(random), self.words(random, 5));
                let side =
                    |text: &str| Box::new(Query::Word(Word { field, text: text.to_owned(), exact: false }));
                let (distance, ordered) = (1 + random.below(6) as u32, random.below(2) == 0);
                Query::Near(Near { left: side(&near[0]), right: side(&near[3]), distance, ordered })
            }
            6 | 7 => {
                let name = name(random);
                let kind = self.entities[&name.text].kind;
                Query::Mentioned(Mentioned { kind: Some(kind).filter(|_| random.below(2) == 0), name })
            }
            8 => {
                let sources: Vec<&String> = self.articles.iter().filter_map(|a| a.source.as_ref()).collect();
                let value = random.of(&sources).to_uppercase();
                Query::Keyword(Keyword { field: KeywordField::Source, value, wildcard: false })
            }
            9 => Query::Published(range(random)),
            10 => Query::MentionedDays(range(random)),
            _ => self.clause(random),
        }
    }

    /// Returns words of a body with a gap where something fills it, mostly.
    fn template(&self, random: &mut Random) -> Query {
        loop {
            let body = &random.of(&self.articles).body;
            if body.fillers.is_empty() {
                continue;
            }
            let (filler, first, end) = random.of(&body.fillers);
            let gap = filler.map_or(Part::Date, Part::Entity);
            let (before, behind) = (1 + random.below(3), random.below(3));
            if *first < before || end + behind >= body.folded.len() {
                continue;
            }
            let mut parts = vec![Part::Word(body.folded[first - before].clone()), gap];
            if random.below(2) == 0 {
                parts.push(Part::Word(body.folded[end + behind].clone()));
            }
            if random.below(8) == 0 {
                parts.reverse();
            }
            return Query::Template(Template { field: TextField::Body, parts, slop: random.below(5) as u32 });
        }
    }

    fn clause(&self, random: &mut Random) -> Query {
        let kind =
            *random.of(&[None, Some(EventKind::Meeting), Some(EventKind::Meeting), Some(EventKind::Visit)]);
        let mut conditions = Vec::new();
        for _ in 0..random.below(4) {
            let row = random.of(&self.events);
            let parties: Vec<&String> =
                row.participants.iter().map(|p| &p.id).filter(|id| !id.is_empty()).collect();
            let places: Vec<&String> = row.places.iter().map(|p| &p.id).filter(|id| !id.is_empty()).collect();
            let names = |id: &String| vec![EntityName::exact(id.clone())];
            let slot = match random.below(6) {
                0 | 1 if !parties.is_empty() => Slot::With(None, names(parties[random.below(parties.len())])),
                2 if !places.is_empty() => Slot::In(names(places[random.below(places.len())])),
                3 => Slot::On(range(random)),
                4 => Slot::Told(Box::new(self.text_leaf(random))),
                _ => Slot::Status(vec![*random.of(&[
                    Status::Held,
                    Status::Held,
                    Status::Planned,
                    Status::Denied,
                ])]),
            };
            conditions.push(Condition { negated: random.below(5) == 0, slot });
        }
        Query::Event(EventClause { kind, conditions })
    }

    fn query(&self, random: &mut Random, depth: usize) -> Query {
        if depth == 0 || random.below(3) == 0 {
            return self.leaf(random);
        }
        let count = 2 + random.below(2);
        let children = (0..count).map(|_| self.query(random, depth - 1)).collect::<Vec<_>>();
        match random.below(5) {
            0 | 1 => Query::and(children),
            2 | 3 => Query::or(children),
            _ => Query::not(Query::or(children)),
        }
    }

    fn found(&self, query: &Query) -> Vec<Hit> {
        let request = SearchRequest::new(query.clone(), Limit::All);
        self.local.search(&request).unwrap_or_else(|error| panic!("{query}: {error}")).hits
    }
}

fn range(random: &mut Random) -> DateRange {
    let month = |number: usize| DateRange::month(2023 + number as i32 / 12, 1 + number as u32 % 12).unwrap();
    let (from, to) = (8 + random.below(12), random.below(6));
    let (first, last) = (month(from), month(from + to));
    match random.below(4) {
        0 => DateRange { from: first.from, to: None },
        1 => DateRange { from: None, to: first.to },
        _ => DateRange { from: first.from, to: last.to },
    }
}

/// Asks random queries and compares what is found with plain reading.
fn compare(world: &World, mut random: Random, count: usize) {
    let mut telling = 0;
    for number in 0..count {
        let query = world.query(&mut random, 2);
        let expected: BTreeSet<&str> = world
            .articles
            .iter()
            .filter(|article| world.holds(&query, article))
            .map(|article| article.id.as_str())
            .collect();
        let hits = world.found(&query);
        let found: BTreeSet<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        assert_eq!(found, expected, "query {number}: {query}");
        assert_eq!(hits.len(), found.len(), "{query} finds an article twice");
        telling += usize::from(!found.is_empty() && found.len() < world.articles.len());
        let parsed = parse(&query.to_string(), NaiveDate::MAX).unwrap();
        assert_eq!(parsed.query, query);
    }
    println!("{count} queries, none different; {telling} find some and not all");
    assert!(telling > count / 2, "only {telling} of {count} queries find some and not all");
}

#[test]
fn random_queries_find_what_plain_reading_finds() {
    let world = World::sample();
    assert!(world.articles.len() > 60, "{}", world.articles.len());
    compare(&world, Random(2024), 600);
}

#[test]
fn random_queries_find_what_plain_reading_finds_among_invented_articles() {
    let world = World::invented();
    assert_eq!(world.articles.len(), 500);
    let count = std::env::var("DATELINE_RANDOM_QUERIES").ok().and_then(|count| count.parse().ok());
    compare(world, Random(11), count.unwrap_or(300));
}

#[test]
fn days_spoken_of_are_counted_as_plain_reading_counts_them() {
    let world = World::sample();
    let mut random = Random(3);
    for _ in 0..40 {
        let query = world.query(&mut random, 1);
        let hits: Vec<&Article> =
            world.articles.iter().filter(|article| world.holds(&query, article)).collect();
        // Days as they are written: a year has four characters, a month seven.
        for (depth, length) in [4, 7, 10].into_iter().enumerate() {
            let mut expected: BTreeMap<String, usize> = BTreeMap::new();
            let mut under: Vec<String> = Vec::new();
            let whole = |(from, to): &(Option<NaiveDate>, Option<NaiveDate>)| {
                let [from, to] = [from, to].map(|day| day.map(|day| day.to_string()[..length].to_owned()));
                from.filter(|from| Some(from) == to.as_ref())
            };
            let all: Vec<BTreeSet<String>> =
                hits.iter().map(|article| article.dates.iter().filter_map(whole).collect()).collect();
            if depth > 0 {
                let Some(some) = all.iter().flatten().next() else { continue };
                under = [4, 7][..depth].iter().map(|length| some[..*length].to_owned()).collect();
            }
            let start = under.last().cloned().unwrap_or_default();
            let nodes = all.iter().flatten().filter(|node| node.starts_with(&start));
            nodes.for_each(|node| *expected.entry(node.clone()).or_default() += 1);
            let mut request = SearchRequest::new(query.clone(), Limit::First(0));
            request.facets =
                vec![FacetRequest { under, ..FacetRequest::new(FacetField::Mentioned, usize::MAX) }];
            let facet = world.local.search(&request).unwrap().facets.remove(0);
            let counted: BTreeMap<String, usize> =
                facet.values.into_iter().map(|value| (value.value, value.count)).collect();
            assert_eq!(counted, expected, "{query} {depth}");
        }
    }
}

#[test]
fn each_highlight_is_a_match_of_its_clause_and_each_match_can_be_seen() {
    let world = World::sample();
    let (mut random, mut seen) = (Random(7), 0);
    for _ in 0..300 {
        let query = world.leaf(&mut random);
        for hit in world.found(&query) {
            seen += check_snippets(&world, &query, &hit);
        }
    }
    assert!(seen > 500, "only {seen} highlights");
}

#[test]
fn a_hundred_mixed_queries_show_each_clause_that_can_be_shown_among_invented_articles() {
    let world = World::invented();
    let (mut random, mut seen) = (Random(5), 0);
    for _ in 0..100 {
        let count = 1 + random.below(3);
        let leaves: Vec<Query> = (0..count).map(|_| world.leaf(&mut random)).collect();
        let query = match random.below(3) {
            0 => Query::and(leaves),
            1 => Query::or(leaves),
            _ => Query::and([Query::or(leaves), Query::not(world.leaf(&mut random))]),
        };
        for hit in world.found(&query).iter().take(20) {
            seen += check_snippets(world, &query, hit);
        }
    }
    println!("{seen} highlights, each a match");
    assert!(seen > 1000, "only {seen} highlights");
}

/// Checks that each highlight of `hit` is a match of a clause of `query`, and
/// that each clause which a sentence shows is shown; returns how many there are.
fn check_snippets(world: &World, query: &Query, hit: &Hit) -> usize {
    let article = world.articles.iter().find(|article| article.id == hit.id).unwrap();
    let marked: Vec<&str> =
        hit.snippets.iter().flat_map(|s| s.highlights.iter().map(|span| span.of(&s.text))).collect();
    assert!(hit.snippets.len() <= 3, "{query}");
    let mut shown = Vec::new();
    clauses(query, &mut shown);
    for text in &marked {
        let of_clause = shown.iter().any(|clause| is_match(world, clause, article, text));
        // Marks that touch are one, so several clauses may be in it.
        let of_several = shown.len() > 1 && text.contains(' ');
        assert!(of_clause || of_several, "{query} marks {text:?} in {}", hit.path);
    }
    if shown.len() <= 3 {
        for clause in shown.iter().filter(|clause| can_be_shown(world, clause, article)) {
            let is_seen = marked.iter().any(|text| is_match(world, clause, article, text))
                || (shown.len() > 1 && marked.iter().any(|text| holds_a_match(world, clause, article, text)));
            assert!(is_seen, "{clause} of {query} is not seen in {} {}: {marked:?}", hit.path, hit.id);
        }
    }
    marked.len()
}

/// Gathers the clauses that are asked for; what is excluded is not shown.
fn clauses<'a>(query: &'a Query, shown: &mut Vec<&'a Query>) {
    match query {
        Query::And(queries) | Query::Or(queries) => {
            queries.iter().for_each(|query| clauses(query, shown));
        }
        Query::Not(_) => {}
        Query::Boost(boost) => clauses(&boost.query, shown),
        query => shown.push(query),
    }
}

/// Tells whether a sentence of the body holds a whole match of the clause.
fn can_be_shown(world: &World, clause: &Query, article: &Article) -> bool {
    // The word behind the last is the first word behind it.
    let within = |(first, end): &(usize, usize)| {
        article.sentences.iter().any(|(start, stop)| start <= first && end <= stop)
    };
    match clause {
        Query::Mentioned(node) => {
            let meant = world.meant(&node.name.text);
            article.mentioned.iter().any(|(chain, extent)| {
                let entity = article.entities.get(*chain).and_then(Option::as_ref);
                entity.is_some_and(|entity| meant.contains(&entity.id.0)) && within(extent)
            })
        }
        Query::MentionedDays(range) => {
            article.dated.iter().any(|(days, extent)| overlap(days.from, days.to, *range) && within(extent))
        }
        Query::Word(_)
        | Query::Wildcard(_)
        | Query::Fuzzy(_)
        | Query::Pattern(_)
        | Query::Template(_)
        | Query::Phrase(Phrase { slop: 0, .. }) => {
            let found = extents(clause, &article.body);
            field(clause) != TextField::Title && found.iter().any(|(first, last)| within(&(*first, last + 1)))
        }
        _ => false,
    }
}

/// Tells whether a mark that several clauses share holds a match of `clause`.
fn holds_a_match(world: &World, clause: &Query, article: &Article, marked: &str) -> bool {
    let marked = Text::of(marked, &article.body.language);
    match clause {
        Query::Template(_) => {
            let all = extents(clause, &article.body);
            all.iter().any(|(first, last)| has_run(&marked, &article.body.folded[*first..=*last]))
        }
        Query::Mentioned(node) => {
            mentions(world, node, article).any(|words| has_run(&marked, &folded(words)))
        }
        Query::MentionedDays(range) => has_dated_run(&marked, article, *range),
        clause => !extents(clause, &marked).is_empty(),
    }
}

/// Returns the mentions, as they are written, of what `node` means.
fn mentions<'a>(world: &World, node: &Mentioned, article: &'a Article) -> impl Iterator<Item = &'a str> {
    let meant = world.meant(&node.name.text);
    article.mentions.iter().filter_map(move |(chain, words)| {
        let entity = article.entities.get(*chain).and_then(Option::as_ref)?;
        meant.contains(&entity.id.0).then_some(words.as_str())
    })
}

/// Tells whether `words` stand beside each other in `text`.
fn has_run(text: &Text, words: &[String]) -> bool {
    !words.is_empty() && text.folded.windows(words.len()).any(|window| window == words)
}

/// Tells whether `text` holds an expression of a day in `range`, whole.
fn has_dated_run(text: &Text, article: &Article, range: DateRange) -> bool {
    let meant = article.dated.iter().filter(|(days, _)| overlap(days.from, days.to, range));
    meant.into_iter().any(|(_, (first, end))| has_run(text, &article.body.folded[*first..*end]))
}

/// Tells whether the marked words are what the clause asks for.
fn is_match(world: &World, query: &Query, article: &Article, marked: &str) -> bool {
    let text = Text::of(marked, &article.body.language);
    match query {
        Query::Phrase(node) if node.slop > 0 => {
            text.folded.iter().all(|word| folded(&node.text).contains(word))
        }
        Query::Near(node) => {
            !extents(&node.left, &text).is_empty() || !extents(&node.right, &text).is_empty()
        }
        Query::Mentioned(node) => {
            mentions(world, node, article).any(|words| text.folded.starts_with(&folded(words)))
        }
        Query::Event(clause) => {
            let rows = world.events.iter().filter(|row| world.is_told(clause, row));
            let reports = rows.flat_map(|row| &row.reports).filter(|report| report.article == article.id);
            let told: BTreeSet<&str> = reports.map(|report| report.evidence.as_str()).collect();
            article.told.iter().filter(|(sentence, _)| told.contains(sentence.as_str())).any(
                |(sentence, slots)| {
                    // A slot may be more than the mention in it, or, as a pair, several parties.
                    let in_sentence = has_run(&Text::of(sentence, ""), &text.folded);
                    in_sentence || slots.iter().any(|words| has_run(&text, words))
                },
            )
        }
        Query::MentionedDays(range) => has_dated_run(&text, article, *range),
        Query::Keyword(_) | Query::Published(_) | Query::Exists(_) => false,
        Query::Template(_) => {
            let all = extents(query, &article.body);
            all.iter().any(|(first, last)| article.body.folded[*first..=*last] == text.folded)
        }
        query => !extents(query, &text).is_empty(),
    }
}
