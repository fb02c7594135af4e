//! Makes sentences look like what GUM has little of: headlines, capitals,
//! read-outs without subject, sentences glued together.

use dateline::extract::syntax::{Relation, Upos, Xpos};

use crate::corpus::Gold;
use crate::expand::expand;
use crate::random::Random;

/// A copy of `gold`, changed by chance.
pub fn augment(gold: &Gold, next: &Gold, random: &mut Random) -> Gold {
    let mut gold = gold.clone();
    if random.chance(0.05) && gold.words.len() + next.words.len() < 60 {
        glue(&mut gold, next);
    }
    expand(&mut gold, if random.chance(0.3) { 0.7 } else { 0.0 }, random);
    if random.chance(0.04) {
        drop_subject(&mut gold);
    }
    let is_headline = random.chance(0.04);
    if is_headline {
        drop_determiners(&mut gold);
    }
    if is_headline || random.chance(0.12) {
        drop_final_mark(&mut gold);
    }
    change_case(&mut gold, random.unit());
    gold
}

fn change_case(gold: &mut Gold, chance: f32) {
    for word in &mut gold.words {
        word.form = match chance {
            c if c < 0.06 => word.form.to_uppercase(),
            c if c < 0.10 => word.form.to_lowercase(),
            c if c < 0.13 && word.form.len() > 3 => capitalized(&word.form),
            _ => continue,
        };
    }
}

fn capitalized(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn glue(gold: &mut Gold, next: &Gold) {
    let shift = gold.words.len();
    let root = gold.words.iter().position(|word| word.head.is_none());
    for word in &next.words {
        let mut word = word.clone();
        if word.head.is_none() {
            (word.head, word.relation) = (root, Relation::Parataxis);
        } else {
            word.head = word.head.map(|head| head + shift);
        }
        gold.words.push(word);
    }
}

/// Removes the words that `gone` picks, if nothing else hangs on them.
fn remove(gold: &mut Gold, gone: &[bool]) {
    let hangs = |at: usize| gold.words[at].head.is_some_and(|head| gone[head] && !gone[at]);
    if gone.iter().all(|gone| *gone)
        || (0..gone.len()).any(|at| hangs(at) || gone[at] && gold.words[at].head.is_none())
    {
        return;
    }
    let mut places = Vec::new();
    let mut kept = 0;
    for gone in gone {
        places.push(kept);
        kept += usize::from(!gone);
    }
    let mut at = 0;
    gold.words.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    gold.words.iter_mut().for_each(|word| word.head = word.head.map(|head| places[head]));
}

fn drop_final_mark(gold: &mut Gold) {
    let len = gold.words.len();
    if gold.words[len - 1].upos == Upos::Punct {
        let gone: Vec<bool> = (0..len).map(|at| at == len - 1).collect();
        remove(gold, &gone);
    }
}

fn drop_determiners(gold: &mut Gold) {
    let gone: Vec<bool> = gold
        .words
        .iter()
        .map(|word| {
            word.relation == Relation::Det && matches!(word.form.to_lowercase().as_str(), "the" | "a" | "an")
        })
        .collect();
    remove(gold, &gone);
}

/// *He met with Wang.* becomes *Met with Wang.*
fn drop_subject(gold: &mut Gold) {
    let Some(root) = gold.words.iter().position(|word| word.head.is_none()) else { return };
    if gold.words[root].xpos != Xpos::Vbd {
        return;
    }
    let subject = |at: usize| gold.words[at].head == Some(root) && gold.words[at].relation == Relation::Nsubj;
    let Some(subject) = (0..root).find(|&at| subject(at)) else { return };
    let under = |at: usize| {
        std::iter::successors(Some(at), |&at| gold.words[at].head).take(100).any(|at| at == subject)
    };
    let gone: Vec<bool> = (0..gold.words.len()).map(under).collect();
    if gone[0] && gone.iter().rposition(|gone| *gone).is_some_and(|last| last < root) {
        remove(gold, &gone);
        gold.words[0].form = capitalized(&gold.words[0].form);
    }
}
