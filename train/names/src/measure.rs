//! Scores a model on labelled articles, as they are and in other case.

use std::collections::HashSet;
use std::error::Error;

use dateline::document::{EntityKind, Mention};
use dateline::extract::names::Tagger;

use crate::articles::{self, Gold};
use crate::recase::{self, Recasing};

/// Counts of found, labelled and common names.
#[derive(Clone, Copy, Default)]
struct Counts {
    both: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn f1(self) -> f32 {
        200.0 * self.both as f32 / (self.found + self.gold).max(1) as f32
    }
}

/// Prints exact-span F1 of the file, as it is, in capitals and in small letters.
pub fn print(tagger: &Tagger<'_>, path: &str) -> Result<(), Box<dyn Error>> {
    let golds = articles::read(path)?;
    let recased = |recasing| golds.iter().map(|gold| recase::article(gold, recasing)).collect::<Vec<_>>();
    let usual = counts(tagger, &golds);
    let all = total(usual);
    let [upper, lower] =
        [Recasing::Upper, Recasing::Lower].map(|recasing| total(counts(tagger, &recased(recasing))));
    let precision = 100.0 * all.both as f32 / all.found.max(1) as f32;
    let recall = 100.0 * all.both as f32 / all.gold.max(1) as f32;
    let [person, organization, place] = usual.map(Counts::f1);
    println!(
        "{:32} F1 {:.2} (P {precision:.1} R {recall:.1}; person {person:.1} organization {organization:.1} place {place:.1}) upper {:.1} lower {:.1}",
        path.rsplit('/').next().unwrap_or(path),
        all.f1(),
        upper.f1(),
        lower.f1()
    );
    print_reliability(tagger, &golds);
    Ok(())
}

/// Prints how often names are right, by tenths of their confidence.
fn print_reliability(tagger: &Tagger<'_>, golds: &[Gold]) {
    let mut bins = [(0.0, 0, 0); 10];
    for gold in golds {
        let labelled: HashSet<_> = articles::byte_spans(gold).into_iter().collect();
        for mention in mentions(tagger, gold) {
            let bin = &mut bins[((mention.confidence * 10.0) as usize).min(9)];
            let right = labelled.contains(&(mention.span.start, mention.span.end, mention.kind.as_str()));
            *bin = (bin.0 + mention.confidence, bin.1 + 1, bin.2 + usize::from(right));
        }
    }
    let shown = bins.iter().filter(|bin| bin.1 > 0).map(|(sum, count, right)| {
        format!("{:.2}:{:.2}({count})", sum / *count as f32, *right as f32 / *count as f32)
    });
    println!("    confidence:precision(names) {}", shown.collect::<Vec<_>>().join(" "));
}

/// Finds the names of an article, but for those that its labels leave open.
fn mentions(tagger: &Tagger<'_>, gold: &Gold) -> Vec<Mention> {
    let spans = articles::byte_spans(gold);
    let is_open = |m: &Mention| spans.iter().any(|s| s.2 == "open" && s.0 < m.span.end && m.span.start < s.1);
    let mut mentions = tagger.mentions(&articles::tokenized(&gold.text));
    mentions.retain(|mention| !is_open(mention));
    mentions
}

fn total(counts: [Counts; 3]) -> Counts {
    counts.into_iter().fold(Counts::default(), |all, kind| Counts {
        both: all.both + kind.both,
        found: all.found + kind.found,
        gold: all.gold + kind.gold,
    })
}

fn counts(tagger: &Tagger<'_>, golds: &[Gold]) -> [Counts; 3] {
    let mut counts = [Counts::default(); 3];
    for gold in golds {
        let mentions = mentions(tagger, gold);
        for (index, kind) in EntityKind::ALL.into_iter().enumerate() {
            let found: HashSet<(usize, usize)> =
                mentions.iter().filter(|m| m.kind == kind).map(|m| (m.span.start, m.span.end)).collect();
            let spans = articles::byte_spans(gold).into_iter();
            let labelled: HashSet<(usize, usize)> =
                spans.filter(|span| span.2 == kind.as_str()).map(|span| (span.0, span.1)).collect();
            counts[index].both += found.intersection(&labelled).count();
            counts[index].found += found.len();
            counts[index].gold += labelled.len();
        }
    }
    counts
}

/// Prints the names that are found and not labelled (`+`), or the reverse (`-`), with their surroundings.
pub fn print_errors(tagger: &Tagger<'_>, path: &str) -> Result<(), Box<dyn Error>> {
    for gold in articles::read(path)? {
        let spans: HashSet<(usize, usize, &str)> = articles::byte_spans(&gold)
            .into_iter()
            .filter(|span| !matches!(span.2, "other" | "open"))
            .collect();
        let mentions = mentions(tagger, &gold);
        let found: HashSet<(usize, usize, &str)> =
            mentions.iter().map(|m| (m.span.start, m.span.end, m.kind.as_str())).collect();
        let mut wrong: Vec<_> = found.symmetric_difference(&spans).collect();
        wrong.sort();
        for span in wrong {
            let sign = if found.contains(span) { '+' } else { '-' };
            let before: String = gold.text[..span.0].chars().rev().take(50).collect();
            let before: String = before.chars().rev().collect();
            let after: String = gold.text[span.1..].chars().take(40).collect();
            println!(
                "{sign} {} {}",
                span.2,
                format!("{before}[{}]{after}", &gold.text[span.0..span.1]).replace('\n', "⏎")
            );
        }
    }
    Ok(())
}
