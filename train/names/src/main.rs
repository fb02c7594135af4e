//! Learns the model of names that Dateline embeds. The README has the commands.

mod articles;
mod export;
mod learner;
mod lexicons;
mod measure;
mod recase;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use dateline::extract::names::model::Section;
use dateline::extract::names::{Model, Tagger};

const USAGE: &str =
    "usage: train-names train LEXICONS OUT [KEY=NUMBER…] GOLD.jsonl[@WEIGHT]… [-- TEST.jsonl…]
       train-names test MODEL TEST.jsonl…
       train-names errors MODEL TEST.jsonl
       train-names tokens TEXT.jsonl";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "train" && rest.len() > 2 => train(rest),
        Some((command, rest)) if command == "test" && rest.len() > 1 => {
            test(&fs::read(&rest[0])?, &rest[1..])
        }
        Some((command, rest)) if command == "errors" && rest.len() == 2 => {
            measure::print_errors(&Tagger::new(Model::new(&fs::read(&rest[0])?)?), &rest[1])
        }
        Some((command, rest)) if command == "words" => {
            let bytes = fs::read(&rest[0])?;
            let model = Model::new(&bytes)?;
            for word in &rest[1..] {
                println!(
                    "{word}: {:?}",
                    dateline::extract::names::Reader::default().read(&model.lexicon, word)
                );
            }
            Ok(())
        }
        Some((command, rest)) if command == "tokens" && rest.len() == 1 => articles::print_tokens(&rest[0]),
        _ => Err(USAGE.into()),
    }
}

fn train(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let mut options = learner::Options::default();
    let mut parts = arguments[2..].splitn(2, |argument| argument == "--");
    let mut sources = Vec::new();
    for argument in parts.next().unwrap_or_default() {
        match argument.split_once('=') {
            Some((key, number)) => options.set(key, number)?,
            None => sources.push(argument.as_str()),
        }
    }
    let mut sections = lexicons::sections(Path::new(&arguments[0]))?;
    let bare = export::file("en", &sections);
    let lexicon = dateline::extract::names::lexicon::Lexicon::new(&bare)?;
    let mut corpus = articles::Corpus::default();
    for source in sources {
        articles::add(&mut corpus, source, &options)?;
    }
    let instances = learner::Instances::new(&lexicon, corpus, options.least_count);
    eprintln!("{} after {:.0} s", instances.describe(), started.elapsed().as_secs_f32());
    let weights = learner::learn(&instances, &options);
    sections[Section::Transitions as usize] = export::transitions(&weights.transitions, options.step);
    sections[Section::Weights as usize] = export::weights(&instances.keys, &weights, options.step);
    let model = export::file("en", &sections);
    fs::write(&arguments[1], &model)?;
    for section in Section::ALL {
        eprintln!("{section:?}: {} bytes", sections[section as usize].len());
    }
    eprintln!("{} bytes after {:.0} s", model.len(), started.elapsed().as_secs_f32());
    test(&model, parts.next().unwrap_or_default())
}

fn test(model: &[u8], tests: &[String]) -> Result<(), Box<dyn Error>> {
    let tagger = Tagger::new(Model::new(model)?);
    for path in tests {
        measure::print(&tagger, path)?;
    }
    Ok(())
}
