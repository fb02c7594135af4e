//! Words a second of the components up to names, one by one, on one core.
//!
//! `cargo bench --bench names`; the text is invented.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::document::Document;
use dateline::extract::Component;
use dateline::extract::names::{Names, Tagging};
use dateline::extract::sentences::Sentences;
use dateline::extract::tokens::Tokens;

const PARAGRAPHS: &str = "\
LISBON, March 4 (Agency) - Foreign Minister Ana Prates received the Jordanian envoy Samir Haddad in Lisbon on \
Monday for talks on the water accord that both governments hope to sign before the summer.
Prates told reporters after the meeting that \"much remains to be done\", while Haddad said he would travel on to \
Madrid and Rabat before he reports to King Abdullah. The U.N. mission in Amman declined to comment.
The European Commission and the Arab League had urged the two sides to settle their quarrel over the Batalha dam, \
which the engineers of Norte Hidro S.A. finished two years ago. Mr. Haddad, a former deputy mayor of Irbid, has \
met Ms. Prates three times since October, most recently at the Geneva office of the World Health Organization.
";

/// An article of about 1,000 words, read up to its sentences.
fn article() -> Document {
    let mut doc = Document::new(Some("Lisbon and Amman move closer on water accord"), &PARAGRAPHS.repeat(8));
    Tokens.apply(&mut doc);
    Sentences.apply(&mut doc);
    doc
}

fn names(c: &mut Criterion) {
    let mut doc = article();
    let mut group = c.benchmark_group("extract");
    group.throughput(Throughput::Elements(doc.text.split_whitespace().count() as u64));
    group.bench_function("tokens", |b| b.iter(|| Tokens.apply(&mut doc)));
    group.bench_function("sentences", |b| b.iter(|| Sentences.apply(&mut doc)));
    for tagger in Tagging::NAMES.iter().filter_map(|name| name.parse::<Tagging>().ok()) {
        let names = Names::new(tagger);
        group.bench_function(format!("names, {tagger}"), |b| b.iter(|| names.apply(&mut doc)));
    }
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
