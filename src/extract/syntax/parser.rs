//! The parser: features, network, tree. Long input is parsed in parts.

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{Features, features};
use super::labels::Relation;
use super::model::Model;
use super::network::{Reading, read};
use super::tree::{Parse, Word};

/// The embedded model; `train/syntax` makes it.
pub const MODEL_FILE: &[u8] = include_bytes!("data/model.bin");

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| {
    Model::read(MODEL_FILE).expect("the embedded model is of this version, as a test shows")
});

/// Words that are parsed at once; the time for a part grows with its cube.
const LONGEST: usize = 120;

/// A sentence to parse.
#[derive(Clone, Debug, Default)]
pub struct Sentence<'a> {
    /// Its words.
    pub words: Vec<&'a str>,
    /// Ranges of words that are names, each of which becomes one subtree with
    /// one word bound to the rest; none when the caller does not know names.
    pub names: Option<Vec<Range<usize>>>,
}

/// Parses the words of one sentence.
pub fn parse(words: &[&str]) -> Parse {
    parse_by(&MODEL, &[Sentence { words: words.to_vec(), names: None }]).remove(0)
}

/// Parses sentences, each by itself. Eight or more at a time go about twice
/// as fast as one.
pub fn parse_all(sentences: &[Sentence<'_>]) -> Vec<Parse> {
    parse_by(&MODEL, sentences)
}

/// Parses with a model of the caller's, as its training does.
pub fn parse_by(model: &Model<'_>, sentences: &[Sentence<'_>]) -> Vec<Parse> {
    let parts: Vec<Vec<Range<usize>>> = sentences.iter().map(|sentence| parts(&sentence.words)).collect();
    let each = || {
        sentences
            .iter()
            .zip(&parts)
            .flat_map(|(sentence, parts)| parts.iter().map(move |part| (sentence, part)))
    };
    let features: Vec<Vec<Features>> = each()
        .map(|(sentence, part)| features(&sentence.words[part.clone()], names_in(sentence, part).as_deref()))
        .collect();
    let mut trees = read(model, &features)
        .into_iter()
        .zip(each())
        .map(|(reading, (sentence, part))| tree(reading, &names_in(sentence, part).unwrap_or_default()));
    let whole = |(sentence, parts): (&Sentence<'_>, &Vec<Range<usize>>)| {
        Parse::new(&sentence.words, join(parts, &mut trees))
    };
    sentences.iter().zip(&parts).map(whole).collect()
}

/// The names of `sentence` that lie in `part`, as ranges of its words.
fn names_in(sentence: &Sentence<'_>, part: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let inside = |name: &&Range<usize>| name.start >= part.start && name.end <= part.end;
    let shifted = |name: &Range<usize>| name.start - part.start..name.end - part.start;
    sentence.names.as_ref().map(|names| names.iter().filter(inside).map(shifted).collect())
}

/// The tree of one part.
fn tree(mut reading: Reading<'_>, names: &[Range<usize>]) -> Vec<Word> {
    for name in names.iter().filter(|name| name.len() > 1) {
        reading.arcs.keep_together(name.clone());
    }
    let heads = reading.arcs.best_tree();
    let relations = reading.relations(&heads);
    let word = |((head, relation), (upos, xpos))| Word { upos, xpos, head, relation };
    heads.into_iter().zip(relations).zip(reading.tags).map(word).collect()
}

/// Joins the trees of the parts of a sentence under the root of the first.
fn join(parts: &[Range<usize>], trees: &mut impl Iterator<Item = Vec<Word>>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(parts.last().map_or(0, |part| part.end));
    let mut root = None;
    for (part, tree) in parts.iter().zip(trees) {
        for mut word in tree {
            word.head = word.head.map(|head| head + part.start);
            match (word.head, root) {
                (None, Some(_)) => (word.head, word.relation) = (root, Relation::Parataxis),
                (None, None) => root = Some(joined.len()),
                _ => {}
            }
            joined.push(word);
        }
    }
    joined
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
        let names = Some(vec![0..3, 118..125, 2999..9000, 7..7]);
        let parse = parse_all(&[Sentence { words: long, names }]).remove(0);
        assert_eq!(parse.words().iter().filter(|word| word.head.is_none()).count(), 1);
    }

    #[test]
    fn a_sentence_is_read_alike_alone_and_among_others() {
        let sentences = [
            "The envoy met the minister in Oslo on Monday .",
            "Talks .",
            "",
            "Officials said that she had received a delegation of nine members before she left .",
        ];
        let of = |text: &'static str| Sentence { words: text.split_whitespace().collect(), names: None };
        let together: Vec<Sentence<'_>> = sentences.iter().cycle().take(19).map(|text| of(text)).collect();
        for (parsed, sentence) in parse_all(&together).iter().zip(&together) {
            assert_eq!(parsed.words(), parse(&sentence.words).words());
        }
    }

    #[test]
    fn long_input_is_cut_behind_a_mark() {
        let mut words = vec!["word"; 200];
        words[99] = ".";
        assert_eq!(parts(&words), [0..100, 100..200]);
        assert_eq!(parts(&["word"; 130]), [0..120, 120..130]);
    }
}
