//! The parser: features, network, tree. Long input is parsed in parts.

use std::ops::Range;
use std::sync::LazyLock;

use super::features::features;
use super::labels::Relation;
use super::model::Model;
use super::network::read;
use super::tree::{Parse, Word};

/// The embedded model; `train/syntax` makes it.
pub const MODEL_FILE: &[u8] = include_bytes!("data/model.bin");

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| {
    Model::read(MODEL_FILE).expect("the embedded model is of this version, as a test shows")
});

/// Words that are parsed at once; the time for a part grows with its cube.
const LONGEST: usize = 120;

/// Parses the words of one sentence.
pub fn parse(words: &[&str]) -> Parse {
    parse_by(&MODEL, words, None)
}

/// Parses the words of one sentence, of which `names` are ranges that are
/// names. Each name becomes one subtree with one word bound to the rest.
pub fn parse_with_names(words: &[&str], names: &[Range<usize>]) -> Parse {
    parse_by(&MODEL, words, Some(names))
}

/// Parses with a model of the caller's, as its training does.
pub fn parse_by(model: &Model<'_>, words: &[&str], names: Option<&[Range<usize>]>) -> Parse {
    let mut parsed: Vec<Word> = Vec::with_capacity(words.len());
    let mut root = None;
    for part in parts(words) {
        let inside = |name: &Range<usize>| name.start >= part.start && name.end <= part.end;
        let shifted = |name: &Range<usize>| name.start - part.start..name.end - part.start;
        let names: Option<Vec<Range<usize>>> =
            names.map(|names| names.iter().filter(|name| inside(name)).map(shifted).collect());
        for mut word in parse_part(model, &words[part.clone()], names.as_deref()) {
            word.head = word.head.map(|head| head + part.start);
            match (word.head, root) {
                (None, Some(_)) => (word.head, word.relation) = (root, Relation::Parataxis),
                (None, None) => root = Some(parsed.len()),
                _ => {}
            }
            parsed.push(word);
        }
    }
    Parse::new(words, parsed)
}

fn parse_part(model: &Model<'_>, words: &[&str], names: Option<&[Range<usize>]>) -> Vec<Word> {
    let mut reading = read(model, &features(words, names));
    for name in names.unwrap_or_default().iter().filter(|name| name.len() > 1) {
        reading.arcs.keep_together(name.clone());
    }
    let heads = reading.arcs.best_tree();
    let word = |(at, head): (usize, Option<usize>)| {
        let (upos, xpos) = reading.tags[at];
        let relation = head.map_or(Relation::Root, |head| reading.relation(at, head));
        Word { upos, xpos, head, relation }
    };
    heads.into_iter().enumerate().map(word).collect()
}

/// Cuts what is too long to be a sentence, behind a mark where there is one.
fn parts(words: &[&str]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while words.len() - start > LONGEST {
        let window = start + LONGEST / 2..start + LONGEST;
        let cut = |marks: &[&str]| window.clone().rev().find(|&at| marks.contains(&words[at]));
        let end = cut(&[".", ";", "!", "?", "…"]).or_else(|| cut(&[",", ":", "–", "—"]));
        let end = end.map_or(start + LONGEST, |at| at + 1);
        parts.push(start..end);
        start = end;
    }
    parts.push(start..words.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::super::model::is_intact;
    use super::*;

    #[test]
    fn the_embedded_model_is_intact() {
        assert!(Model::read(MODEL_FILE).is_ok());
        assert!(is_intact(MODEL_FILE));
        assert!(MODEL_FILE.len() < 4 << 20);
    }

    #[test]
    fn any_input_has_a_parse() {
        let odd = ["", "\u{0}", "😀", "...", "’s", "\u{301}", "ﬁ", "ǅ", &"x".repeat(9000)];
        assert!(parse(&[]).is_empty());
        for word in odd {
            assert_eq!(parse(&[word]).root(), Some(0));
        }
        let long: Vec<&str> = odd.iter().cycle().take(3000).copied().collect();
        let parse = parse_with_names(&long, &[0..3, 118..125, 2999..9000, 7..7]);
        assert_eq!(parse.words().iter().filter(|word| word.head.is_none()).count(), 1);
    }

    #[test]
    fn long_input_is_cut_behind_a_mark() {
        let mut words = vec!["word"; 200];
        words[99] = ".";
        assert_eq!(parts(&words), [0..100, 100..200]);
        assert_eq!(parts(&["word"; 130]), [0..120, 120..130]);
    }
}
