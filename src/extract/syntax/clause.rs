//! What an extractor asks of a clause: who did it to whom, with whom, whether
//! it is negated, passive, or only possible.
//!
//! Each question takes the index of a verb, or of a noun of action such as
//! *meeting*, and answers with indices of the same sentence.

use super::labels::{Relation, Upos, Xpos};
use super::tree::Parse;

impl Parse {
    /// The subjects that stand at the verb or predicate `at` itself.
    pub fn own_subjects(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(at).filter(|&child| self.relation(child).is_subject())
    }

    /// The subject of `at`, understood where it is not printed: of the first
    /// of coordinated verbs (*flew in and met*), of the clause above an
    /// infinitive or a participle (*came to meet*, *left after meeting*), or
    /// the noun before a relative clause (*the envoy, who met*). A relative
    /// pronoun is never returned, but its antecedent.
    pub fn subject(&self, mut at: usize) -> Option<usize> {
        for _ in 0..self.len() {
            if let Some(own) = self.own_subjects(at).next() {
                return Some(self.antecedent(own));
            }
            let head = self.head(at)?;
            match self.relation(at) {
                Relation::AclRelcl => return Some(head),
                Relation::Acl if self.xpos(at) != Xpos::Vb => return Some(head),
                Relation::Xcomp if self.object_of_person(head).is_some() => {
                    return self.object_of_person(head);
                }
                Relation::Ccomp | Relation::Csubj | Relation::Root => return None,
                _ => at = head,
            }
        }
        None
    }

    /// The object of `at`, unless it says when: *refused last night to see him*.
    fn object_of_person(&self, at: usize) -> Option<usize> {
        const WHEN: [&str; 11] = [
            "night",
            "day",
            "morning",
            "afternoon",
            "evening",
            "week",
            "month",
            "year",
            "today",
            "yesterday",
            "tomorrow",
        ];
        self.child_by(at, Relation::Obj).filter(|&object| !WHEN.contains(&self.form(object)))
    }

    /// The direct objects of `at`, with relative pronouns resolved, and those
    /// of clauses that leave the verb out: both in *met Olmert in Jerusalem
    /// and Abbas in Ramallah*.
    pub fn objects(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.children_by(at, Relation::Obj).map(|object| self.antecedent(object));
        own.chain(self.gapped(at))
    }

    /// The nouns that stand for a clause coordinated with the verb `at`, of
    /// which they are all that is printed besides obliques.
    pub fn gapped(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let is_verb = self.is_verb(at);
        self.children_by(at, Relation::Conj).filter(move |&word| is_verb && self.is_nominal(word))
    }

    /// The nouns that depend on `at` with their prepositions: obliques of a
    /// verb, modifiers of a noun. Each pair is (preposition, noun); the
    /// preposition is none in *met Tuesday*, and the first of several in
    /// *from under the table*.
    pub fn phrases(&self, at: usize) -> impl Iterator<Item = (Option<usize>, usize)> + '_ {
        let nominal = |relation: Relation| relation.is_oblique() || relation.is_nominal_modifier();
        self.children(at)
            .filter(move |&child| nominal(self.relation(child)))
            .map(|noun| (self.child_by(noun, Relation::Case), noun))
    }

    /// The nouns that depend on `at` by the preposition `case`, in lower
    /// case: for *with* in *met with Wang in Rome*, *Wang*. All words of the
    /// preposition count, so that *with* finds *along with*.
    pub fn phrases_with<'a>(&'a self, at: usize, case: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.phrases(at).map(|(_, noun)| noun).filter(move |&noun| self.has_case(noun, case))
    }

    /// Tells whether `case`, in lower case, is a preposition of the noun `at`.
    pub fn has_case(&self, at: usize, case: &str) -> bool {
        self.children_by(at, Relation::Case).any(|word| {
            self.form(word) == case
                || self.children_by(word, Relation::Fixed).any(|next| self.form(next) == case)
        })
    }

    /// The auxiliaries of the verb `at`, modals included. A later one of
    /// coordinated verbs that has none shares those of the first, when its
    /// form asks for one: *will meet Wang and discuss trade*.
    pub fn auxiliaries(&self, at: usize) -> Vec<usize> {
        let own: Vec<usize> = self
            .children(at)
            .filter(|&child| matches!(self.relation(child), Relation::Aux | Relation::AuxPass))
            .collect();
        let first = self.first_conjunct(at);
        if own.is_empty() && first != at && self.own_subjects(at).next().is_none() && self.is_bare(at) {
            return self.auxiliaries(first);
        }
        own
    }

    /// The modal verb over `at`: *will*, *would*, *may*, *could*.
    pub fn modal(&self, at: usize) -> Option<usize> {
        self.auxiliaries(at).into_iter().find(|&auxiliary| self.xpos(auxiliary) == Xpos::Md)
    }

    /// Tells whether the verb `at` is passive: *was received by*.
    pub fn is_passive(&self, at: usize) -> bool {
        let marks = |child: usize| {
            matches!(self.relation(child), Relation::AuxPass | Relation::NsubjPass | Relation::OblAgent)
        };
        self.children(at).any(marks)
            || (self.xpos(at) == Xpos::Vbn && matches!(self.relation(at), Relation::Acl))
            || self.auxiliaries(at).into_iter().any(|auxiliary| self.relation(auxiliary) == Relation::AuxPass)
    }

    /// The one who does it in a passive: *received by the king*.
    pub fn agent(&self, at: usize) -> Option<usize> {
        self.child_by(at, Relation::OblAgent)
            .or_else(|| self.is_passive(at).then(|| self.phrases_with(at, "by").next()).flatten())
    }

    /// Tells whether the verb or noun `at` itself is negated: *did not meet*,
    /// *never met*, *no meeting*.
    pub fn is_negated(&self, at: usize) -> bool {
        let negates = |child: usize| {
            let relation = self.relation(child);
            let near = matches!(
                relation,
                Relation::Advmod | Relation::Det | Relation::Aux | Relation::CcPreconj | Relation::Cc
            );
            near && is_negative(self.form(child))
        };
        self.children(at).any(negates)
    }

    /// The word that a relative pronoun stands for, or `at` itself when it is
    /// none.
    pub fn antecedent(&self, at: usize) -> usize {
        if !matches!(self.xpos(at), Xpos::Wp | Xpos::Wdt | Xpos::WpPossessive) {
            return at;
        }
        let chain = std::iter::once(at).chain(self.ancestors(at));
        let clause = chain.take(4).find(|&word| self.relation(word) == Relation::AclRelcl);
        // Where the parser hung the clause elsewhere, it follows what it is of.
        let before = || {
            let word = at.checked_sub(1).filter(|_| matches!(self.form(at), "who" | "whom"))?;
            let word = if self.form(word) == "," { word.checked_sub(1)? } else { word };
            self.is_nominal(word).then_some(word)
        };
        clause.and_then(|clause| self.head(clause)).or_else(before).unwrap_or(at)
    }

    /// Tells whether `at` is a verb in the infinitive with *to*.
    pub fn is_infinitive(&self, at: usize) -> bool {
        self.xpos(at) == Xpos::Vb && self.children(at).any(|child| self.xpos(child) == Xpos::To)
    }

    /// Tells whether `at` is a verb, auxiliaries left out.
    pub fn is_verb(&self, at: usize) -> bool {
        self.word(at).upos == Upos::Verb
    }

    /// Tells whether `at` is a noun, a name or a pronoun.
    pub fn is_nominal(&self, at: usize) -> bool {
        matches!(self.word(at).upos, Upos::Noun | Upos::Propn | Upos::Pron)
    }

    /// Tells whether the form of the verb `at` cannot stand alone.
    fn is_bare(&self, at: usize) -> bool {
        matches!(self.xpos(at), Xpos::Vb | Xpos::Vbg | Xpos::Vbn)
    }
}

fn is_negative(form: &str) -> bool {
    matches!(form, "not" | "n't" | "never" | "no" | "neither" | "nor" | "without" | "cannot")
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    /// Parses `text`, its words set apart by spaces, and finds its words.
    fn sentence(text: &'static str) -> (Parse, impl Fn(&str) -> usize) {
        let words: Vec<&'static str> = text.split(' ').collect();
        let parse = parse(&words);
        (parse, move |word: &str| words.iter().position(|other| *other == word).expect("the word is there"))
    }

    #[test]
    fn who_met_whom() {
        let (parse, at) = sentence("The envoy met with Wang in Rome on Monday .");
        assert_eq!(parse.subject(at("met")), Some(at("envoy")));
        assert_eq!(parse.phrases_with(at("met"), "with").collect::<Vec<_>>(), [at("Wang")]);
        assert_eq!(parse.phrases_with(at("met"), "in").collect::<Vec<_>>(), [at("Rome")]);
    }

    #[test]
    fn passives_have_agents() {
        let (parse, at) = sentence("The minister was received by the president .");
        assert!(parse.is_passive(at("received")));
        assert_eq!(parse.agent(at("received")), Some(at("president")));
        assert_eq!(parse.subject(at("received")), Some(at("minister")));
    }

    #[test]
    fn subjects_are_understood() {
        let (parse, at) = sentence("She flew to Oslo and met the minister .");
        assert_eq!(parse.subject(at("met")), Some(at("She")));
        let (parse, at) = sentence("The envoy , who met the king , left .");
        assert_eq!(parse.subject(at("met")), Some(at("envoy")));
        let (parse, at) = sentence("The envoy wants to meet the king .");
        assert_eq!(parse.subject(at("meet")), Some(at("envoy")));
    }

    #[test]
    fn auxiliaries_and_negation() {
        let (parse, at) = sentence("He will meet the king and discuss trade .");
        assert_eq!(parse.modal(at("meet")), Some(at("will")));
        assert_eq!(parse.modal(at("discuss")), Some(at("will")));
        let (parse, at) = sentence("He did n't meet the king .");
        assert!(parse.is_negated(at("meet")));
    }

    #[test]
    fn clauses_without_their_verb() {
        let (parse, at) = sentence("Rice met Olmert in Jerusalem and Abbas in Ramallah .");
        assert_eq!(parse.objects(at("met")).collect::<Vec<_>>(), [at("Olmert"), at("Abbas")]);
    }
}
