//! Trains the weights of `extract::events::prospects`.
//!
//! `train-prospects MODEL PATH[*TIMES] ...` reads the articles under each PATH
//! in any format that the program reads, understands them whole, and learns
//! which triggers turned out to tell of an event; articles of a PATH with
//! `*TIMES` count so often. Every tenth article is kept apart: on those, the
//! shares of sentences that are parsed, and of events that are lost, are
//! printed for several thresholds.

mod learner;

use std::error::Error;
use std::path::PathBuf;

use dateline::document::{Document, Span};
use dateline::extract::events::Events;
use dateline::extract::events::prospects::write;
use dateline::extract::events::screening::{Prospect, prospects};
use dateline::extract::names::{Names, Tagging};
use dateline::extract::{Component, chains, dates, language, roles, sentences, tokens};
use dateline::parse::{Content, Format, Input, ParseOptions, parse};
use dateline::read::{Limits, WalkOptions, read_text, walk};

use learner::{Example, learn, sum};

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let model = given.next().ok_or("usage: train-prospects MODEL PATH[*TIMES] ...")?;
    let (mut taught, mut apart) = (Vec::new(), Vec::new());
    for path in given {
        let (path, times) = match path.rsplit_once('*') {
            Some((path, times)) => (path, times.parse()?),
            None => (path.as_str(), 1),
        };
        let articles = articles(path)?;
        let (mut triggers, mut events) = (0, 0);
        for (number, article) in articles.into_iter().enumerate() {
            triggers += article.len();
            events += article.iter().filter(|example| example.tells).count();
            if number % 10 == 9 {
                apart.push((path.to_owned(), article));
            } else {
                taught.extend(article.into_iter().map(|example| Example { weight: times as f32, ..example }));
            }
        }
        println!("{path}: {triggers} triggers, {events} tell of an event");
    }
    let weights = learn(&taught);
    std::fs::write(&model, write(&weights))?;
    let mut paths: Vec<&String> = apart.iter().map(|(path, _)| path).collect();
    paths.dedup();
    for path in paths {
        let examples = apart.iter().filter(|(other, _)| other == path).map(|(_, article)| article);
        report(path, examples, &weights);
    }
    Ok(())
}

/// Prints what thresholds would parse and lose.
fn report<'a>(path: &str, articles: impl Iterator<Item = &'a Vec<Example>>, weights: &[f32]) {
    // The best log-odds of each sentence, and whether it tells of an event.
    let mut sentences: Vec<(f32, bool)> = Vec::new();
    for article in articles {
        for same in article.chunk_by(|a, b| a.sentence == b.sentence) {
            let best = same.iter().map(|example| sum(weights, &example.features)).fold(f32::MIN, f32::max);
            sentences.push((best, same.iter().any(|example| example.tells)));
        }
    }
    let telling = sentences.iter().filter(|(_, tells)| *tells).count();
    println!("{path}: {} sentences kept apart, {telling} tell of an event", sentences.len());
    for least in [-2.0, -2.5, -3.0, -3.3, -3.5, -3.7, -4.0, -4.5, -5.0_f32] {
        let parsed = sentences.iter().filter(|(odds, _)| *odds >= least).count();
        let lost = sentences.iter().filter(|(odds, tells)| *tells && *odds < least).count();
        println!(
            "  {least:.1}: {:.1} % are parsed, {lost} are lost ({:.1} %)",
            100.0 * parsed as f32 / sentences.len() as f32,
            100.0 * lost as f32 / telling.max(1) as f32
        );
    }
}

/// Understands each article under `path` and returns its triggers.
fn articles(path: &str) -> Result<Vec<Vec<Example>>, Box<dyn Error>> {
    let components: Vec<Box<dyn Component>> = vec![
        Box::new(language::Language),
        Box::new(tokens::Tokens),
        Box::new(sentences::Sentences),
        Box::new(dates::Dates),
        Box::new(Names::new(Tagging::Fast)),
        Box::new(roles::Roles),
        Box::new(chains::Chains),
        Box::new(Events::thorough()),
    ];
    let mut articles = Vec::new();
    for found in walk(&[PathBuf::from(path)], &WalkOptions::default()) {
        let found = found.map_err(|warning| format!("{warning:?}"))?;
        let read = read_text(&found, &Limits::default()).map_err(|warning| format!("{warning:?}"))?;
        let input = Input {
            source: &found.source,
            modified: None,
            format: Format::of(&found.source.path, &read.text).ok_or("no known format")?,
            content: Content::Text(&read.text),
        };
        parse(input, &ParseOptions::default(), &mut |mut doc| {
            let (last, before) = components.split_last().expect("there are components");
            before.iter().for_each(|component| component.apply(&mut doc));
            let prospects = prospects(&doc);
            last.apply(&mut doc);
            articles.push(labelled(&doc, prospects));
        });
    }
    Ok(articles)
}

/// Labels the triggers of an article by what the whole reading made of them. An
/// event whose trigger is not among them, and one that takes a slot from
/// another sentence, make all triggers of that sentence tell.
fn labelled(doc: &Document, prospects: Vec<Prospect>) -> Vec<Example> {
    let mut tells = vec![false; prospects.len()];
    let mut mark = |test: &dyn Fn(&Prospect) -> bool| {
        let found = prospects.iter().zip(&mut tells).filter(|(prospect, _)| test(prospect));
        found.map(|(_, tells)| *tells = true).count()
    };
    for event in &doc.events {
        let holds = |span: Span| move |prospect: &Prospect| doc.sentences[prospect.sentence].span.overlaps(span);
        if mark(&|prospect| prospect.trigger.overlaps(event.trigger)) == 0 {
            mark(&holds(event.trigger));
        }
        let others = event.slots.iter().filter(|slot| !slot.span.overlaps(event.evidence));
        others.for_each(|slot| _ = mark(&holds(slot.span)));
    }
    let example = |(prospect, tells): (Prospect, bool)| Example {
        sentence: prospect.sentence,
        features: prospect.features,
        tells,
        weight: 1.0,
    };
    prospects.into_iter().zip(tells).map(example).collect()
}
