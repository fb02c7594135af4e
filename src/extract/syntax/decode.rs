//! From scores of arcs to the best projective tree: Eisner's algorithm, with
//! one root.

use std::ops::Range;

use crate::extract::wide::wide;

/// Scores of arcs among `len` words: row `dependent`, column `head`, and in
/// column `len` the score of the dependent as the root.
pub struct Scores {
    len: usize,
    values: Vec<f32>,
}

/// Scores that are compared at once.
const LANES: usize = 8;

/// What keeps an arc out of every tree but the last resort.
const FORBIDDEN: f32 = -1e6;

impl Scores {
    /// Takes `len` rows of `len + 1` scores each.
    pub fn new(len: usize, values: Vec<f32>) -> Scores {
        assert_eq!(values.len(), len * (len + 1), "a score for each pair and the root");
        Scores { len, values }
    }

    /// The score of `head` as the head of `dependent`.
    pub fn get(&self, dependent: usize, head: usize) -> f32 {
        self.values[dependent * (self.len + 1) + head]
    }

    fn forbid(&mut self, dependent: usize, head: usize) {
        self.values[dependent * (self.len + 1) + head] = FORBIDDEN;
    }

    /// Keeps the words of `name` together: one of them, the likeliest, is
    /// bound to the rest of the sentence, in both directions.
    pub fn keep_together(&mut self, name: Range<usize>) {
        let name = name.start..name.end.min(self.len);
        let freedom = |scores: &Scores, word: usize| {
            let best = |inside: bool| {
                let heads = (0..=scores.len).filter(|head| name.contains(head) == inside && *head != word);
                heads.map(|head| scores.get(word, head)).fold(FORBIDDEN, f32::max)
            };
            best(false) - best(true)
        };
        let Some(top) = name.clone().max_by(|a, b| freedom(self, *a).total_cmp(&freedom(self, *b))) else {
            return;
        };
        for word in name.clone().filter(|&word| word != top) {
            for other in (0..=self.len).filter(|other| !name.contains(other)) {
                self.forbid(word, other);
                if other < self.len {
                    self.forbid(other, word);
                }
            }
        }
    }

    /// The heads of the best tree; none for its root.
    pub fn best_tree(&self) -> Vec<Option<usize>> {
        let mut heads = vec![None; self.len];
        if self.len > 0 {
            let chart = Chart::fill(self);
            chart.trace(chart.root(self), &mut heads);
        }
        heads
    }
}

/// The best score of each span of words, by its shape, row by row for the
/// spans that begin at one word. `left` spans have their head at the right end,
/// `right` ones at the left; open ones end in an arc whose dependent is not
/// complete. Beside each score is where the span is best split.
struct Chart {
    len: usize,
    /// The length of a row, with room that makes it as wide as processors like it.
    wide: usize,
    open_left: Vec<f32>,
    left: Vec<f32>,
    right: Vec<f32>,
    open_split: Vec<u32>,
    left_split: Vec<u32>,
    right_split: Vec<u32>,
}

/// Which shape a span has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    OpenLeft,
    OpenRight,
    Left,
    Right,
}

impl Chart {
    fn fill(scores: &Scores) -> Chart {
        let (len, wide) = (scores.len, scores.len.next_multiple_of(LANES));
        let (scored, split) = (|| vec![0.0; len * wide], || vec![0; len * wide]);
        let mut chart = Chart {
            len,
            wide,
            open_left: scored(),
            left: scored(),
            right: scored(),
            open_split: split(),
            left_split: split(),
            right_split: split(),
        };
        fill(scores, &mut chart, &mut Row::default());
        chart
    }

    /// Completes the spans from `start` to `end`, when all ways to split them
    /// but those at their ends are in `row`.
    #[inline(always)]
    fn end_span(&mut self, scores: &Scores, row: &mut Row, start: usize, end: usize) {
        let at = start * self.wide + end;
        let joint = row.joint.score[end];
        let (open_left, open_right) = (joint + scores.get(start, end), joint + scores.get(end, start));
        self.open_left[at] = open_left;
        self.open_split[at] = row.joint.split[end];
        // Of equal ways, the first is taken: here the one split at the start.
        let later = row.left.score[end] > open_left;
        self.left[at] = if later { row.left.score[end] } else { open_left };
        self.left_split[at] = if later { row.left.split[end] } else { start as u32 };
        // And here the one split at the end comes last.
        let last = open_right > row.right.score[end];
        self.right[at] = if last { open_right } else { row.right.score[end] };
        self.right_split[at] = if last { end as u32 } else { row.right.split[end] };
        row.push(self, start, end, [self.right[at], self.left[at], open_right]);
    }

    fn root(&self, scores: &Scores) -> usize {
        let len = self.len;
        let right = |root: usize| self.right[root * self.wide + len - 1];
        let total = |root: usize| self.left[root] + right(root) + scores.get(root, len);
        (0..len).max_by(|a, b| total(*a).total_cmp(&total(*b))).unwrap_or(0)
    }

    fn trace(&self, root: usize, heads: &mut [Option<usize>]) {
        use Shape::{Left, OpenLeft, OpenRight, Right};
        let mut spans = vec![(0, root, Left), (root, self.len - 1, Right)];
        while let Some((start, end, shape)) = spans.pop() {
            if start == end {
                continue;
            }
            let at = start * self.wide + end;
            match shape {
                Left => {
                    let split = self.left_split[at] as usize;
                    spans.extend([(start, split, Left), (split, end, OpenLeft)]);
                }
                Right => {
                    let split = self.right_split[at] as usize;
                    spans.extend([(start, split, OpenRight), (split, end, Right)]);
                }
                OpenLeft | OpenRight => {
                    let (dependent, head) = if shape == OpenLeft { (start, end) } else { (end, start) };
                    heads[dependent] = Some(head);
                    let split = self.open_split[at] as usize;
                    spans.extend([(start, split, Right), (split + 1, end, Left)]);
                }
            }
        }
    }
}

/// The best of the ways that were seen so far to split the spans from one word
/// to each other.
#[derive(Default)]
struct Row {
    joint: Best,
    left: Best,
    right: Best,
}

/// A score for each end of a span, and where it is split.
#[derive(Default)]
struct Best {
    score: Vec<f32>,
    split: Vec<u32>,
}

impl Row {
    /// Forgets all ways; without any, a span is split at its start.
    fn clear(&mut self, wide: usize, start: usize) {
        for (best, first) in [(&mut self.joint, start), (&mut self.left, start), (&mut self.right, start + 1)]
        {
            best.score.clear();
            best.score.resize(wide, f32::NEG_INFINITY);
            best.split.clear();
            best.split.resize(wide, first as u32);
        }
    }

    /// Adds the ways to split longer spans from `start` at `split`; `scores` are
    /// those of the spans from `start` to `split`: right, left and open to the right.
    #[inline(always)]
    fn push(&mut self, chart: &Chart, start: usize, split: usize, scores: [f32; 3]) {
        let (wide, next) = (chart.wide, split + 1);
        if next == chart.len {
            return;
        }
        let ([right, left, open_right], number) = (scores, split as u32);
        // What is before `next` is not asked for any more, so whole lanes can be taken.
        let from = next / LANES * LANES;
        let (below, own) = (next * wide + from..(next + 1) * wide, split * wide + from..next * wide);
        let Row { joint: of_joint, left: of_left, right: of_right } = self;
        of_joint.improve(from, right, &chart.left[below], number);
        if split > start {
            of_left.improve(from, left, &chart.open_left[own.clone()], number);
            of_right.improve(from, open_right, &chart.right[own], number);
        }
    }
}

impl Best {
    #[inline(always)]
    fn improve(&mut self, from: usize, first: f32, seconds: &[f32], number: u32) {
        improve(first, seconds, number, &mut self.score[from..], &mut self.split[from..]);
    }
}

/// Where `first` and one of `seconds` are better than the score so far, takes
/// their sum, and notes the split.
#[inline(always)]
fn improve(first: f32, seconds: &[f32], number: u32, scores: &mut [f32], splits: &mut [u32]) {
    let (seconds, scores, splits) = (
        seconds.as_chunks::<LANES>().0,
        scores.as_chunks_mut::<LANES>().0,
        splits.as_chunks_mut::<LANES>().0,
    );
    for ((seconds, scores), splits) in seconds.iter().zip(scores).zip(splits) {
        let (mut best, mut split) = (*scores, *splits);
        for lane in 0..LANES {
            let sum = first + seconds[lane];
            split[lane] = if sum > best[lane] { number } else { split[lane] };
            best[lane] = if sum > best[lane] { sum } else { best[lane] };
        }
        (*scores, *splits) = (best, split);
    }
}

wide! {
    /// Completes all spans, those that begin last first.
    fn fill(scores: &Scores, chart: &mut Chart, row: &mut Row) {
        for start in (0..chart.len).rev() {
            row.clear(chart.wide, start);
            row.push(chart, start, start, [0.0, f32::NEG_INFINITY, 0.0]);
            for end in start + 1..chart.len {
                chart.end_span(scores, row, start, end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(arcs: &[(usize, usize, f32)], len: usize) -> Scores {
        let mut values = vec![0.0; len * (len + 1)];
        for (dependent, head, score) in arcs {
            values[dependent * (len + 1) + head] = *score;
        }
        Scores::new(len, values)
    }

    #[test]
    fn the_best_tree_is_a_tree_with_one_root() {
        // The envoy met Wang; each word alone would like to be the root.
        let found =
            scores(&[(0, 1, 3.0), (1, 2, 4.0), (2, 4, 5.0), (3, 2, 4.0), (3, 4, 4.5), (0, 4, 2.0)], 4);
        assert_eq!(found.best_tree(), [Some(1), Some(2), None, Some(2)]);
        assert_eq!(scores(&[], 0).best_tree(), []);
        assert_eq!(scores(&[], 1).best_tree(), [None]);
    }

    #[test]
    fn crossing_arcs_are_left_out() {
        let found = scores(&[(0, 2, 9.0), (3, 1, 9.0), (1, 2, 1.0), (2, 4, 5.0), (3, 2, 1.0)], 4).best_tree();
        assert_eq!(found[0].is_some_and(|head| head == 2), found[3] != Some(1));
    }

    #[test]
    fn names_have_one_way_out() {
        let mut found = scores(&[(0, 3, 5.0), (1, 3, 4.0), (2, 3, 3.0), (3, 4, 9.0)], 4);
        found.keep_together(0..3);
        let heads = found.best_tree();
        assert_eq!(heads.iter().take(3).filter(|head| **head == Some(3)).count(), 1);
        assert_eq!(heads[0], Some(3));
    }
}
