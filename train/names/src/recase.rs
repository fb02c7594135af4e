//! Copies of articles in other case, so that headlines and bare text are learned.

use dateline::extract::names::hash::mix;

use crate::articles::Gold;

/// How an article is written anew.
#[derive(Clone, Copy, Debug)]
pub enum Recasing {
    /// All in small letters.
    Lower,
    /// All in capitals.
    Upper,
    /// Some lines in capitals, or with a capital on every longer word.
    Lines(u64),
}

impl Recasing {
    /// Returns the copies to make of the article `number`; `share` of them have any.
    pub fn for_article(number: u64, share: f32) -> Vec<Recasing> {
        let draw = |salt| (mix(number, salt) >> 40) as f32 / (1u64 << 24) as f32;
        let mut copies = Vec::new();
        if draw(1) < share {
            copies.push(if draw(2) < 0.5 { Recasing::Lower } else { Recasing::Upper });
        }
        if draw(3) < share / 2.0 {
            copies.push(Recasing::Lines(mix(number, 4)));
        }
        copies
    }
}

/// Returns a copy of an article; it has as many code points as before.
pub fn article(gold: &Gold, recasing: Recasing) -> Gold {
    let mut copy = gold.clone();
    copy.text = match recasing {
        Recasing::Lower => gold.text.chars().map(lower).collect(),
        Recasing::Upper => gold.text.chars().map(upper).collect(),
        Recasing::Lines(seed) => lines(&gold.text, seed),
    };
    debug_assert_eq!(copy.text.chars().count(), gold.text.chars().count());
    copy
}

fn lines(text: &str, seed: u64) -> String {
    let lines = text.split('\n').enumerate().map(|(number, line)| match mix(seed, number as u64) % 6 {
        0 => line.chars().map(upper).collect(),
        1 => title(line),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<String>>().join("\n")
}

fn title(line: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let mut chars = word.chars();
        let first = chars.next().filter(|_| word.len() > 3 || words.is_empty());
        match first {
            Some(first) => words.push(std::iter::once(upper(first)).chain(chars).collect()),
            None => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    if small.len() == 1 { small.next().unwrap_or(c) } else { c }
}

fn upper(c: char) -> char {
    let mut large = c.to_uppercase();
    if large.len() == 1 { large.next().unwrap_or(c) } else { c }
}
