//! From scores of arcs to the best projective tree: Eisner's algorithm, with
//! one root.

use std::ops::Range;

/// Scores of arcs among `len` words: row `dependent`, column `head`, and in
/// column `len` the score of the dependent as the root.
pub struct Scores {
    len: usize,
    values: Vec<f32>,
}

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
            Chart::fill(self).trace(&mut heads);
        }
        heads
    }
}

/// The best score of each span of words, by its shape. `to_left` spans have
/// their head at the right end, `to_right` at the left; open ones end in an
/// arc whose dependent is not complete.
struct Chart {
    len: usize,
    open: [Vec<(f32, u32)>; 2],
    closed: [Vec<(f32, u32)>; 2],
    root: usize,
}

const TO_LEFT: usize = 0;
const TO_RIGHT: usize = 1;

impl Chart {
    fn fill(scores: &Scores) -> Chart {
        let len = scores.len;
        let empty = || vec![(0.0, 0); len * len];
        let mut chart = Chart { len, open: [empty(), empty()], closed: [empty(), empty()], root: 0 };
        for width in 1..len {
            for start in 0..len - width {
                chart.fill_span(scores, start, start + width);
            }
        }
        let total = |root: usize| {
            chart.closed[TO_LEFT][root].0
                + chart.closed[TO_RIGHT][root * len + len - 1].0
                + scores.get(root, len)
        };
        chart.root = (0..len).max_by(|a, b| total(*a).total_cmp(&total(*b))).unwrap_or(0);
        chart
    }

    fn fill_span(&mut self, scores: &Scores, start: usize, end: usize) {
        let (len, at) = (self.len, start * self.len + end);
        let sum = |a: &[(f32, u32)], b: &[(f32, u32)], left: usize, right: usize| a[left].0 + b[right].0;
        let joint = best(start..end, |split| {
            sum(&self.closed[TO_RIGHT], &self.closed[TO_LEFT], start * len + split, (split + 1) * len + end)
        });
        self.open[TO_LEFT][at] = (joint.0 + scores.get(start, end), joint.1);
        self.open[TO_RIGHT][at] = (joint.0 + scores.get(end, start), joint.1);
        self.closed[TO_LEFT][at] = best(start..end, |split| {
            sum(&self.closed[TO_LEFT], &self.open[TO_LEFT], start * len + split, split * len + end)
        });
        self.closed[TO_RIGHT][at] = best(start + 1..end + 1, |split| {
            sum(&self.open[TO_RIGHT], &self.closed[TO_RIGHT], start * len + split, split * len + end)
        });
    }

    fn trace(&self, heads: &mut [Option<usize>]) {
        let mut spans = vec![(0, self.root, TO_LEFT, true), (self.root, self.len - 1, TO_RIGHT, true)];
        while let Some((start, end, side, is_closed)) = spans.pop() {
            if start == end {
                continue;
            }
            let at = start * self.len + end;
            let split = if is_closed { self.closed[side][at].1 } else { self.open[side][at].1 } as usize;
            match (is_closed, side) {
                (true, TO_LEFT) => {
                    spans.extend([(start, split, TO_LEFT, true), (split, end, TO_LEFT, false)])
                }
                (true, _) => spans.extend([(start, split, TO_RIGHT, false), (split, end, TO_RIGHT, true)]),
                (false, _) => {
                    let (dependent, head) = if side == TO_LEFT { (start, end) } else { (end, start) };
                    heads[dependent] = Some(head);
                    spans.extend([(start, split, TO_RIGHT, true), (split + 1, end, TO_LEFT, true)]);
                }
            }
        }
    }
}

fn best(splits: Range<usize>, score: impl Fn(usize) -> f32) -> (f32, u32) {
    let mut found = (f32::NEG_INFINITY, splits.start as u32);
    for split in splits {
        let value = score(split);
        if value > found.0 {
            found = (value, split as u32);
        }
    }
    found
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
