//! How many bits of their hashes near-copies of an article lie apart, and how
//! many other stories: the ground for the threshold in `src/resolve/copies.rs`.
//!
//! `copies CORPUS` invents articles out of the sentences of CORPUS, changes
//! them as papers change what an agency sends, and prints for each threshold
//! the share of the copies that lie within it, by what was done to them, and the
//! other stories that do, of a million pairs: any two, and two that share half
//! of their sentences.

#[path = "invent/articles.rs"]
#[allow(dead_code, reason = "articles are only made here, never written")]
mod invented;

use std::error::Error;
use std::path::Path;

use dateline::document::Document;
use dateline::resolve::ArticleRecord;

use self::invented::{Inventor, Random};

/// Articles that are made.
const ARTICLES: usize = 3000;
/// Articles of about 130 words whose sentences make one of a paper's length.
const LONG: usize = 3;
const MOST: u32 = 14;

/// What becomes of an article, given its sentences and those of others.
type Change = fn(&[String], &[String], &mut Random) -> Vec<String>;

const CHANGES: [(&str, Change); 7] = [
    ("credit line added", |own, _, _| {
        let mut changed = own.to_vec();
        changed.push("Additional reporting by our correspondents in the region.".to_owned());
        changed
    }),
    ("one word in 50", |own, other, random| reworded(own, other, random, 50)),
    ("one word in 20", |own, other, random| reworded(own, other, random, 20)),
    ("last tenth cut", |own, _, _| own[..own.len() - (own.len() / 10).max(1)].to_vec()),
    ("last third cut", |own, _, _| own[..own.len() - (own.len() / 3).max(1)].to_vec()),
    ("a sentence added", |own, other, random| {
        let mut changed = own.to_vec();
        changed.insert(random.below(own.len()), other[0].clone());
        changed
    }),
    ("a sentence in five replaced", |own, other, random| {
        let mut changed = own.to_vec();
        for sentence in &mut changed {
            if random.below(5) == 0 {
                sentence.clone_from(&other[random.below(other.len())]);
            }
        }
        changed
    }),
];

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = std::env::args().nth(1).ok_or("usage: copies CORPUS")?;
    let inventor = Inventor::new(Path::new(&corpus), ARTICLES, 3)?;
    let short: Vec<Vec<String>> = (0..ARTICLES).map(|number| sentences(&inventor.article(number))).collect();
    let long: Vec<Vec<String>> = short.chunks_exact(LONG).map(<[Vec<String>]>::concat).collect();
    for (name, articles) in [("short", &short), ("long", &long)] {
        let words: usize = articles.iter().flatten().map(|sentence| sentence.split(' ').count()).sum();
        println!("{name} articles, {} words each", words / articles.len());
        table(articles);
    }
    Ok(())
}

fn sentences(doc: &Document) -> Vec<String> {
    let inside = doc.sentences.iter().map(|sentence| sentence.span).filter(|span| doc.body.contains(*span));
    inside.map(|span| span.of(&doc.text).to_owned()).collect()
}

fn hash(sentences: &[String]) -> u64 {
    ArticleRecord::of(&Document::new(None, &sentences.join(" "))).simhash
}

fn reworded(own: &[String], other: &[String], random: &mut Random, one_in: usize) -> Vec<String> {
    let words: Vec<&str> = other.iter().flat_map(|sentence| sentence.split(' ')).collect();
    let mut word = |word: &str| match random.below(one_in) {
        0 => words[random.below(words.len())].to_owned(),
        _ => word.to_owned(),
    };
    own.iter().map(|sentence| sentence.split(' ').map(&mut word).collect::<Vec<_>>().join(" ")).collect()
}

fn table(articles: &[Vec<String>]) {
    let mut random = Random(9);
    let hashes: Vec<u64> = articles.iter().map(|article| hash(article)).collect();
    print!("{:30}", "bits apart, at most");
    (0..=MOST).for_each(|bits| print!("{bits:>7}"));
    println!();
    for (name, change) in CHANGES {
        let mut apart = vec![0usize; 65];
        for (index, article) in articles.iter().enumerate() {
            let other = &articles[(index + 1 + random.below(articles.len() - 1)) % articles.len()];
            let changed = hash(&change(article, other, &mut random));
            apart[(hashes[index] ^ changed).count_ones() as usize] += 1;
        }
        row(&format!("{name}, %"), &apart, articles.len(), 100.0);
    }
    let (mut apart, mut pairs) = (vec![0usize; 65], 0);
    for (index, one) in hashes.iter().enumerate() {
        for other in &hashes[index + 1..] {
            apart[(one ^ other).count_ones() as usize] += 1;
            pairs += 1;
        }
    }
    row("other stories, of a million", &apart, pairs, 1e6);
    let mut apart = vec![0usize; 65];
    for (index, article) in articles.iter().enumerate() {
        let other = &articles[(index + 1 + random.below(articles.len() - 1)) % articles.len()];
        let half = article.len() / 2;
        let shared: Vec<String> =
            article[..half].iter().chain(other.iter().skip(other.len() / 2)).cloned().collect();
        apart[(hashes[index] ^ hash(&shared)).count_ones() as usize] += 1;
    }
    row("half shared, of a million", &apart, articles.len(), 1e6);
}

/// Prints how many of `total` lie within each number of bits, per `of`.
fn row(name: &str, apart: &[usize], total: usize, of: f64) {
    print!("{name:30}");
    let mut within = 0;
    for count in &apart[..=MOST as usize] {
        within += count;
        print!("{:>7.1}", within as f64 * of / total as f64);
    }
    println!();
}
