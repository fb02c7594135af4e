//! Pronouns of the third person join the most salient chain that agrees.

use super::draft::{Draft, Drafts};
use super::persons::agree;
use super::salience::Salience;
use crate::document::{ChainId, EntityKind, Gender, Mention, MentionForm};
use crate::extract::roles::words::Words;

/// What a pronoun asks of its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Person(Gender),
    Thing,
    Many,
}

/// Reads the word `at`, if it is a pronoun that finds its chain; returns the
/// mention and the next word.
pub fn read(
    words: &Words,
    drafts: &mut Drafts,
    salience: &mut Salience,
    at: usize,
) -> Option<(Mention, usize)> {
    let ask = ask(words.text(at)).filter(|_| words.name(at).is_none())?;
    if ask == Ask::Thing && is_empty_subject(words, at) {
        return None;
    }
    let span = words.doc.tokens[at].span;
    salience.read_to(span.start);
    let sentence = words.sentence(at);
    let ranked = salience.ranked(sentence);
    let best =
        ranked.iter().filter_map(|&(chain, weight)| Some((weight * fit(&drafts.all[chain], ask)?, chain)));
    let (_, chain) = best.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|best| best.0 >= ask.least())?;
    salience.see(span, sentence, chain);
    let draft = &mut drafts.all[chain];
    if let Ask::Person(gender) = ask {
        draft.gender = draft.gender.or(Some(gender));
    }
    let mention = Mention {
        span,
        kind: draft.kind,
        form: MentionForm::Pronoun,
        chain: Some(ChainId(chain)),
        confidence: 0.6,
    };
    Some((mention, at + 1))
}

/// How much better a chain answers whose gender is known to be the pronoun's.
/// This and what follows were weighed on GUM's interviews, biographies, news and speeches.
const KNOWN_GENDER: f32 = 1.3;

impl Ask {
    /// Returns the weight below which the pronoun stays alone: `it` often stands
    /// for what is no person, organization or place.
    fn least(self) -> f32 {
        match self {
            Ask::Person(_) | Ask::Many => 0.0,
            Ask::Thing => 1.2,
        }
    }
}

fn ask(word: &str) -> Option<Ask> {
    let lower = word.to_lowercase();
    Some(match lower.as_str() {
        "he" | "him" | "his" | "himself" => Ask::Person(Gender::Male),
        "she" | "her" | "hers" | "herself" => Ask::Person(Gender::Female),
        "it" | "its" | "itself" => Ask::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Ask::Many,
        _ => return None,
    })
}

/// Returns how well the chain answers the pronoun, more than 0; none where it cannot.
fn fit(draft: &Draft, ask: Ask) -> Option<f32> {
    match ask {
        Ask::Person(gender) => {
            let person =
                draft.kind == EntityKind::Person && !draft.plural && agree(draft.gender, Some(gender));
            person.then_some(if draft.gender == Some(gender) { KNOWN_GENDER } else { 1.0 })
        }
        Ask::Thing if draft.plural => None,
        Ask::Thing => match draft.kind {
            EntityKind::Person => None,
            EntityKind::Organization => Some(1.0),
            EntityKind::Place => Some(0.8),
        },
        Ask::Many if draft.plural => Some(1.5),
        Ask::Many => (draft.kind == EntityKind::Organization).then_some(0.7),
    }
}

/// Tells whether `it` at word `at` stands for nothing: `it is clear that`, `it rained`.
fn is_empty_subject(words: &Words, at: usize) -> bool {
    let next = words.lower(at + 1);
    let after = words.lower(at + 2);
    let bare = words.lower(at) == "it";
    bare && matches!(
        next.as_str(),
        "is" | "was" | "'s" | "’s" | "would" | "will" | "seems" | "appears" | "takes" | "remains"
    ) && !after.ends_with("ed")
        && !after.ends_with("ing")
}
