//! How fast dates are found and resolved in a news article, tokens and
//! sentences given: bytes a second on one core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::document::{Document, Publication, PublishedFrom};
use dateline::extract::{Component, dates::Dates, sentences::Sentences, tokens::Tokens};

/// An invented article in which every third sentence tells a date.
const ARTICLE: &str = "\
The two foreign ministers met in Doha on Sunday for the first time since October 7, officials said. The talks, which \
had been planned for early March, were put off twice. \"We are closer than we were,\" said one of the delegates, who \
asked not to be named because he was not allowed to speak to reporters. The sides will meet again next Friday, or in \
the third week of April at the latest. A former ambassador who led the delegation from 2009 to 2011 recalled that an \
agreement signed in the spring of 2010 had lasted three years. Some 2,000 people marched through the capital. The \
price of oil rose 1.4 percent to 82.10 dollars. Nothing was said about the prisoners, whose families have waited for \
two years and gathered in front of the ministry, as they do every Monday. The next day the envoy flew home.\n\n";

fn bench(criterion: &mut Criterion) {
    let mut doc = Document::new(None, &ARTICLE.repeat(100));
    doc.language = Some("en".to_owned());
    doc.published = chrono::NaiveDate::from_ymd_opt(2024, 3, 20)
        .map(|day| Publication { day, from: PublishedFrom::Metadata });
    Tokens.apply(&mut doc);
    Sentences.apply(&mut doc);
    let mut group = criterion.benchmark_group("dates");
    group.throughput(Throughput::Bytes(doc.text.len() as u64));
    group.bench_function("article", |bencher| bencher.iter(|| Dates.apply(&mut doc)));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
