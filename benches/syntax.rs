//! The parser on sentences of news, and its start.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::extract::syntax::model::Model;
use dateline::extract::syntax::{MODEL_FILE, parse};

const SENTENCE: &str = "The foreign minister of Norway , who arrived in Doha late on Sunday , met separately with \
    the Qatari prime minister and with envoys of four other states to discuss a draft agreement , her office said .";

fn sentences(criterion: &mut Criterion) {
    let words: Vec<&str> = SENTENCE.split_whitespace().collect();
    let mut group = criterion.benchmark_group("syntax");
    group.throughput(Throughput::Elements(words.len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| parse(black_box(&words))));
    group.finish();
    criterion.bench_function("syntax/start", |bencher| {
        bencher.iter(|| Model::read(black_box(MODEL_FILE)).is_ok())
    });
}

criterion_group!(benches, sentences);
criterion_main!(benches);
