//! What a trigger tells before its status, place and day are read.

use super::parties::PartyAt;
use crate::document::EventKind;

/// A meeting, call or visit that a trigger of the sentence tells of.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What happens.
    pub kind: EventKind,
    /// The word that tells it.
    pub trigger: usize,
    /// The parties, the one whose story it is first.
    pub parties: Vec<PartyAt>,
    /// Whether the parties after the first were met one by one.
    pub separate: bool,
    /// Whether it only adds parties to the event told last.
    pub extends: bool,
    /// Whether the words leave open if it was by telephone.
    pub any_means: bool,
    /// Words through which the trigger hangs on its clause, from the trigger
    /// to the clause's verb: what places and days may attach to.
    pub spine: Vec<usize>,
    /// Where a visit goes, as a word.
    pub destination: Option<usize>,
    /// How often the trigger means it.
    pub weight: f32,
    /// How the parties were found: `met: subject, object`.
    pub rule: String,
}

impl Draft {
    /// A meeting without parties that the word `trigger` tells of.
    pub fn meeting(trigger: usize, spine: Vec<usize>, weight: f32, rule: &str) -> Draft {
        Draft {
            kind: EventKind::Meeting,
            trigger,
            parties: Vec::new(),
            separate: false,
            extends: false,
            any_means: false,
            spine,
            destination: None,
            weight,
            rule: rule.to_owned(),
        }
    }

    /// Adds `parties` that are not yet there, with the reason why.
    pub fn add(&mut self, parties: Vec<PartyAt>, reason: &str) {
        for mut party in parties {
            if self.parties.iter().all(|seen| seen.chain != party.chain) {
                party.reason = reason.to_owned();
                self.parties.push(party);
            }
        }
    }
}
