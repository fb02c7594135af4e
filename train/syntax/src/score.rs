//! Scores of a model on gold sentences, by the code that runs in dateline.

use std::fmt;

use dateline::extract::syntax::model::Model;
use dateline::extract::syntax::{Relation, Sentence, parse_by};

use crate::corpus::Gold;

#[derive(Default)]
pub struct Score {
    words: usize,
    upos: usize,
    xpos: usize,
    unlabelled: usize,
    labelled: usize,
    without_marks: usize,
    labelled_without_marks: usize,
}

pub fn score(model: &Model<'_>, sentences: &[Gold], with_names: bool) -> Score {
    let mut score = Score::default();
    for gold in sentences {
        let names = gold.names();
        let sentence = Sentence { words: gold.forms(), names: with_names.then_some(names) };
        let parse = parse_by(model, &[sentence]).remove(0);
        for (gold, word) in gold.words.iter().zip(parse.words()) {
            let labelled = usize::from(gold.head == word.head && gold.relation == word.relation);
            score.words += 1;
            score.upos += usize::from(gold.upos == word.upos);
            score.xpos += usize::from(gold.xpos == word.xpos);
            score.unlabelled += usize::from(gold.head == word.head);
            score.labelled += labelled;
            if gold.relation != Relation::Punct {
                score.without_marks += 1;
                score.labelled_without_marks += labelled;
            }
        }
    }
    score
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |count: usize, of: usize| 100.0 * count as f64 / of as f64;
        write!(
            f,
            "UPOS {:.2} XPOS {:.2} UAS {:.2} LAS {:.2} LAS without marks {:.2} ({} words)",
            percent(self.upos, self.words),
            percent(self.xpos, self.words),
            percent(self.unlabelled, self.words),
            percent(self.labelled, self.words),
            percent(self.labelled_without_marks, self.without_marks),
            self.words
        )
    }
}
