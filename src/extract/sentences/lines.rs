//! Which line breaks end something, and which only wrap a paragraph.

/// The breaks of a text and what they are.
pub struct Lines {
    /// The byte of each line break, and whether it only wraps.
    breaks: Vec<(usize, bool)>,
}

/// A line by its bytes, white space at both ends left out.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    /// The byte of the break behind it.
    end: usize,
}

/// Bytes below which a line is a heading or a row of a table, not a wrapped one.
const SHORT: usize = 30;

impl Lines {
    /// Looks at all breaks of `text`.
    pub fn new(text: &str) -> Lines {
        let has_capitals = text.contains(char::is_uppercase);
        let mut end = 0;
        let lines: Vec<Line<'_>> = text
            .split('\n')
            .map(|line| {
                let found = Line { text: line.trim(), end: end + line.len() };
                end += line.len() + 1;
                found
            })
            .collect();
        let wraps = |index: usize| {
            let [line, next] = [lines[index], lines[index + 1]].map(|line| line.text);
            let before = index.checked_sub(1).map_or("", |index| lines[index].text);
            let continues = has_capitals && next.starts_with(char::is_lowercase);
            !next.is_empty() && (is_full(before, line, next) || continues && !line.is_empty())
        };
        Lines { breaks: (0..lines.len() - 1).map(|index| (lines[index].end, wraps(index))).collect() }
    }

    /// Tells whether a break in the bytes `start..end` ends what stands before it.
    pub fn end_between(&self, start: usize, end: usize) -> bool {
        let first = self.breaks.partition_point(|(at, _)| *at < start);
        self.breaks[first..].iter().take_while(|(at, _)| *at < end).any(|(_, wraps)| !wraps)
    }
}

/// Tells whether `line` has no room for the first word of `next`, given the
/// lengths of the lines around it.
fn is_full(before: &str, line: &str, next: &str) -> bool {
    let width = line.len().max(next.len()).max(before.len());
    let word = next.split_whitespace().next().unwrap_or(next);
    line.len() >= SHORT && line.len() + 1 + word.len() > width
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which breaks of `text` end something, in order.
    fn check(text: &str, expected: &[bool]) {
        let lines = Lines::new(text);
        let breaks = text.match_indices('\n').map(|(at, _)| lines.end_between(at, at + 1));
        assert_eq!(breaks.collect::<Vec<_>>(), expected, "in {text:?}");
    }

    #[test]
    fn full_lines_wrap_and_short_ones_end() {
        let wrapped = "The envoy said that the talks with Foreign Minister\nPark had gone well and would be taken up again at\nthe beginning of May.";
        check(wrapped, &[false, false]);
        check(
            "Talks resume in Oslo\nThe two sides met for the first time since the spring of last year",
            &[true],
        );
        check("Oslo 3 1 0\nBergen 2 1 1\n\nMolde", &[true, true, true]);
    }

    #[test]
    fn a_small_letter_goes_on_unless_all_are_small() {
        check("The minister\nwent home.", &[false]);
        check("the minister\nwent home.", &[true]);
    }
}
