//! Chains in the making.

use super::honorific::bare;
use crate::document::{EntityKind, Gender, Role};
use crate::extract::roles::words::Words;
use crate::extract::roles::{self};
use crate::likeness::fold;

/// A chain in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    pub kind: EntityKind,
    /// The mentions of form name, as indices into the document's.
    pub names: Vec<usize>,
    /// The folded words of each distinct name, the first one first.
    pub forms: Vec<Vec<String>>,
    pub roles: Vec<Role>,
    pub country: Option<String>,
    pub gender: Option<Gender>,
    /// Several persons or things: `the officials`.
    pub plural: bool,
    /// The head of a description: `agency`.
    pub head: String,
    /// The words before the head of a description, in lower case.
    pub modifiers: Vec<String>,
    pub candidates: Vec<usize>,
    pub reason: String,
}

/// Every chain in the making, and the one of each name.
pub struct Drafts {
    pub all: Vec<Draft>,
    of_name: Vec<Option<usize>>,
    roles: Vec<Vec<Role>>,
}

impl Draft {
    /// Makes a chain without mentions.
    pub fn new(kind: EntityKind, reason: &str) -> Draft {
        Draft {
            kind,
            names: Vec::new(),
            forms: Vec::new(),
            roles: Vec::new(),
            country: None,
            gender: None,
            plural: false,
            head: String::new(),
            modifiers: Vec::new(),
            candidates: Vec::new(),
            reason: reason.to_owned(),
        }
    }

    /// Tells whether the chain has a name.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }
}

impl Drafts {
    /// Starts without chains, with the roles that the document's names have.
    pub fn new(words: &Words) -> Drafts {
        let mut roles = vec![Vec::new(); words.doc.mentions.len()];
        for mention in &words.doc.roles {
            if let Some(holder) = mention.holder {
                roles[holder].push(roles::read(words, mention));
            }
        }
        Drafts { all: Vec::new(), of_name: vec![None; words.doc.mentions.len()], roles }
    }

    /// Returns the chain of the name that is mention `number`.
    pub fn of_name(&self, number: usize) -> Option<usize> {
        self.of_name.get(number).copied().flatten()
    }

    /// Returns the roles that stand beside mention `number`.
    pub fn roles_of(&self, number: usize) -> &[Role] {
        &self.roles[number]
    }

    /// Adds a chain and returns its index.
    pub fn push(&mut self, draft: Draft) -> usize {
        self.all.push(draft);
        self.all.len() - 1
    }

    /// Adds the name that is mention `number` to chain `chain`.
    pub fn join(&mut self, words: &Words, number: usize, chain: usize) {
        self.of_name[number] = Some(chain);
        let text = words.doc.mentions[number].span.of(&words.doc.text);
        let draft = &mut self.all[chain];
        let form = form(if draft.kind == EntityKind::Person { bare(text) } else { text });
        draft.names.push(number);
        if !draft.forms.contains(&form) {
            draft.forms.push(form);
        }
        for role in &self.roles[number] {
            if draft.country.is_none() && draft.kind == EntityKind::Person && !role.former {
                draft.country.clone_from(&role.country);
            }
            if !draft.roles.iter().any(|known| known.title.eq_ignore_ascii_case(&role.title)) {
                draft.roles.push(role.clone());
            }
        }
    }

    /// Gives mention `number` to chain `chain` without taking it for one of its names.
    pub fn attach(&mut self, number: usize, chain: usize) {
        self.of_name[number] = Some(chain);
    }

    /// Moves the name that is mention `number` from its chain to `chain`.
    pub fn transfer(&mut self, words: &Words, number: usize, chain: usize) {
        if let Some(old) = self.of_name[number] {
            self.all[old].names.retain(|name| *name != number);
        }
        self.join(words, number, chain);
    }
}

/// Returns the folded words of a name.
pub fn form(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
