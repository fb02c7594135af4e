//! A parsed sentence and the structure of its tree.
//!
//! Words are known by their index in the slice that was parsed. The parser
//! makes projective trees, in which the words under a word are one range.
//! What an extractor asks about clauses is in [`clause`](super::clause).

use std::ops::Range;

use super::labels::{Relation, Upos, Xpos};
use super::lemma::plain;

/// What was understood about one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn part of speech, which tells the tense of a verb.
    pub xpos: Xpos,
    /// The word it depends on; none for the root.
    pub head: Option<usize>,
    /// How it depends on its head; `root` for the root.
    pub relation: Relation,
}

/// A sentence's words with their parts of speech and their tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    words: Vec<Word>,
    forms: Vec<String>,
    ranges: Vec<Range<usize>>,
}

impl Parse {
    /// Makes a parse of `forms`, as printed, from what is known of each. A
    /// head out of bounds or on a cycle is taken for none, so that every
    /// question ends on any input.
    pub fn new(forms: &[&str], mut words: Vec<Word>) -> Parse {
        for at in 0..words.len() {
            if !reaches_root(&words, at) {
                words[at].head = None;
            }
        }
        let forms = forms.iter().map(|form| plain(form).into_owned()).collect();
        let ranges = ranges(&words);
        Parse { words, forms, ranges }
    }

    /// The words, in the order of the sentence.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The word at `at`.
    pub fn word(&self, at: usize) -> Word {
        self.words[at]
    }

    /// The word at `at` in lower case, with a straight apostrophe.
    pub fn form(&self, at: usize) -> &str {
        &self.forms[at]
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Tells whether nothing was parsed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word that depends on no other.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|word| word.head.is_none())
    }

    /// The head of `at`.
    pub fn head(&self, at: usize) -> Option<usize> {
        self.words[at].head
    }

    /// The relation of `at` to its head.
    pub fn relation(&self, at: usize) -> Relation {
        self.words[at].relation
    }

    /// The Penn part of speech of `at`.
    pub fn xpos(&self, at: usize) -> Xpos {
        self.words[at].xpos
    }

    /// The words that depend directly on `at`, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(at).filter(move |&child| self.words[child].head == Some(at))
    }

    /// The words that depend on `at` by `relation`, in order.
    pub fn children_by(&self, at: usize, relation: Relation) -> impl Iterator<Item = usize> + '_ {
        self.children(at).filter(move |&child| self.words[child].relation == relation)
    }

    /// The first word that depends on `at` by `relation`.
    pub fn child_by(&self, at: usize, relation: Relation) -> Option<usize> {
        self.children_by(at, relation).next()
    }

    /// The range from the first to the last word under `at`, itself included.
    pub fn subtree(&self, at: usize) -> Range<usize> {
        self.ranges[at].clone()
    }

    /// The heads of `at`, from the nearest to the root.
    pub fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.words[at].head, |&head| self.words[head].head)
    }

    /// Tells whether `at` lies under `ancestor`, or is it.
    pub fn is_under(&self, at: usize, ancestor: usize) -> bool {
        at == ancestor || self.ancestors(at).any(|head| head == ancestor)
    }

    /// The first word of `span` whose head lies outside: the head of a name
    /// or a phrase. None for a range that holds no word.
    pub fn head_of(&self, span: Range<usize>) -> Option<usize> {
        let inside = |head: usize| span.contains(&head);
        (span.start..span.end.min(self.len())).find(|&at| !self.words[at].head.is_some_and(inside))
    }

    /// The words that are coordinated with `at`, itself first: for *Lavrov*
    /// in *Lavrov, Wang and Modi met*, all three.
    pub fn conjuncts(&self, at: usize) -> Vec<usize> {
        let mut found = vec![at];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children_by(found[next], Relation::Conj));
            next += 1;
        }
        found
    }

    /// The first word of the coordination that `at` belongs to.
    pub fn first_conjunct(&self, mut at: usize) -> usize {
        while let (Relation::Conj, Some(head)) = (self.words[at].relation, self.words[at].head) {
            at = head;
        }
        at
    }
}

fn reaches_root(words: &[Word], at: usize) -> bool {
    let mut next = words[at].head;
    for _ in 0..words.len() {
        match next {
            None => return true,
            Some(head) if head >= words.len() => return false,
            Some(head) => next = words[head].head,
        }
    }
    next.is_none()
}

/// Spans each subtree, bottom up: a word is done when all its children are.
fn ranges(words: &[Word]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = (0..words.len()).map(|at| at..at + 1).collect();
    let mut waiting = vec![0usize; words.len()];
    words.iter().filter_map(|word| word.head).for_each(|head| waiting[head] += 1);
    let mut done: Vec<usize> = (0..words.len()).filter(|&at| waiting[at] == 0).collect();
    while let Some(at) = done.pop() {
        let Some(head) = words[at].head else { continue };
        ranges[head] = ranges[head].start.min(ranges[at].start)..ranges[head].end.max(ranges[at].end);
        waiting[head] -= 1;
        if waiting[head] == 0 {
            done.push(head);
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(head: Option<usize>, relation: Relation) -> Word {
        Word { upos: Upos::X, xpos: Xpos::Nn, head, relation }
    }

    #[test]
    fn broken_trees_are_mended() {
        let heads = [Some(1), Some(0), Some(9), None];
        let words = heads.iter().map(|&head| word(head, Relation::Dep)).collect();
        let parse = Parse::new(&["a", "b", "c", "d"], words);
        assert_eq!(
            parse.words().iter().map(|word| word.head).collect::<Vec<_>>(),
            [None, Some(0), None, None]
        );
        assert_eq!(parse.subtree(0), 0..2);
        assert_eq!(parse.head_of(1..9), Some(1));
    }

    #[test]
    fn coordination_is_followed() {
        let words = vec![
            word(Some(4), Relation::Nsubj),
            word(Some(2), Relation::Cc),
            word(Some(0), Relation::Conj),
            word(Some(2), Relation::Conj),
            word(None, Relation::Root),
        ];
        let parse = Parse::new(&["Lavrov", "and", "Wang", "Modi", "met"], words);
        assert_eq!(parse.conjuncts(0), [0, 2, 3]);
        assert_eq!(parse.first_conjunct(3), 0);
        assert_eq!(parse.subtree(0), 0..4);
        assert_eq!(parse.children(4).collect::<Vec<_>>(), [0]);
        assert!(parse.is_under(3, 4) && !parse.is_under(4, 3));
    }
}
