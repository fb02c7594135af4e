//! The words that tell of meetings and of what became of them: data, not code.
//!
//! The tables are `data/*.toml`; each explains its fields.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::mood::Effect;
use crate::document::EventKind;
use crate::extract::roles::lexicon::office_words;
use crate::extract::syntax::{irregular_forms, noun_lemma, verb_lemma};

/// A verb or noun that tells of an event, and where its parties stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    pub lemma: String,
    #[serde(default)]
    pub particle: Vec<String>,
    pub kind: EventKind,
    #[serde(default)]
    pub partners: Vec<String>,
    #[serde(default)]
    pub reciprocal: bool,
    #[serde(default)]
    pub people: bool,
    #[serde(default)]
    pub bare: bool,
    #[serde(default)]
    pub plural: bool,
    #[serde(default)]
    pub mass: bool,
    #[serde(default)]
    pub any_means: bool,
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    pub place: Vec<String>,
    #[serde(default)]
    pub call: Vec<String>,
    #[serde(default)]
    pub never: Vec<String>,
    #[serde(default)]
    pub never_by: Vec<String>,
    #[serde(default)]
    pub office: bool,
    #[serde(default)]
    pub objects: Vec<String>,
    pub weight: f32,
}

impl Trigger {
    /// Tells whether a party may stand behind `preposition`.
    pub fn takes(&self, preposition: &str) -> bool {
        self.partners.iter().any(|partner| partner == preposition)
    }
}

/// All tables, ready for look-up.
pub struct Lexicon {
    /// The first three bytes of all forms of triggers and of what adds parties.
    beginnings: FxHashSet<[u8; 3]>,
    verbs: FxHashMap<String, Vec<Trigger>>,
    nouns: FxHashMap<String, Vec<Trigger>>,
    verb_effects: FxHashMap<String, Effect>,
    noun_effects: FxHashMap<String, Effect>,
    adjective_effects: FxHashMap<String, Effect>,
    modal_effects: FxHashMap<String, Effect>,
    holders: FxHashSet<String>,
    reports: FxHashSet<String>,
    conditions: FxHashSet<String>,
    media: FxHashSet<String>,
    people: FxHashSet<String>,
    groups: FxHashSet<String>,
    leads: FxHashSet<String>,
    parties: FxHashSet<String>,
    sport: FxHashSet<String>,
    complement: FxHashSet<String>,
    offices: FxHashSet<String>,
    venues: FxHashSet<String>,
    phone: FxHashSet<String>,
    video: FxHashSet<String>,
    habitual: FxHashSet<String>,
    countless: FxHashSet<String>,
    sent: FxHashSet<String>,
    courtesies: FxHashSet<String>,
    regards: FxHashSet<String>,
    little: FxHashSet<String>,
    games: FxHashSet<String>,
    politeness: FxHashSet<String>,
    vague: FxHashSet<String>,
    attributes: FxHashSet<String>,
    honours: FxHashMap<String, Vec<String>>,
    kin: FxHashSet<String>,
    sides: FxHashSet<String>,
    more: FxHashSet<String>,
    heads: FxHashSet<String>,
    presence: FxHashSet<String>,
    mistaken: FxHashSet<String>,
    untrue: FxHashSet<String>,
    hearsay: FxHashSet<String>,
    comments: FxHashSet<String>,
}

/// Words of office and description that are things as often as people.
const ALSO_THINGS: &[&str] = &[
    "figure", "star", "user", "fan", "customer", "count", "private", "whip", "baby", "driver", "champion",
    "chair",
];

/// The tables as they are embedded.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

#[derive(Deserialize)]
struct Verbs {
    verb: Vec<Trigger>,
}

#[derive(Deserialize)]
struct Nouns {
    noun: Vec<Trigger>,
}

#[derive(Deserialize)]
struct Governors {
    verbs: VerbLists,
    adjectives: Lists,
    nouns: Lists,
    modals: Lists,
    conditions: Words,
    media: Words,
    phone: Words,
    video: Words,
    habits: Words,
    countless: Words,
    courtesies: Words,
    regards: Words,
    mistaken: Words,
    untrue: Words,
    hearsay: Words,
    comments: Words,
}

#[derive(Deserialize)]
struct VerbLists {
    hold: Vec<String>,
    report: Vec<String>,
    #[serde(flatten)]
    effects: Lists,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Lists {
    plan: Vec<String>,
    wish: Vec<String>,
    deny: Vec<String>,
    cancel: Vec<String>,
    postpone: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct People {
    nouns: Vec<String>,
    groups: Vec<String>,
    leads: Vec<String>,
    parties: Vec<String>,
    sport: Vec<String>,
    complement: Vec<String>,
    offices: Vec<String>,
    venues: Vec<String>,
    sent: Vec<String>,
    little: Vec<String>,
    games: Vec<String>,
    politeness: Vec<String>,
    vague: Vec<String>,
    attributes: Vec<String>,
    honours: FxHashMap<String, Vec<String>>,
    kin: Vec<String>,
    sides: Vec<String>,
    more: Vec<String>,
    heads: Vec<String>,
    presence: Vec<String>,
}

impl Lexicon {
    fn embedded() -> Lexicon {
        let verbs: Verbs = read(include_str!("data/verbs.toml"));
        let nouns: Nouns = read(include_str!("data/nouns.toml"));
        let governors: Governors = read(include_str!("data/governors.toml"));
        let people: People = read(include_str!("data/people.toml"));
        let lemmas = verbs.verb.iter().chain(&nouns.noun).map(|trigger| trigger.lemma.as_str());
        let others = people.presence.iter().map(String::as_str).chain(["with"]);
        Lexicon {
            beginnings: lemmas.chain(others).flat_map(forms_begin).collect(),
            verbs: by_lemma(verbs.verb),
            nouns: by_lemma(nouns.noun),
            verb_effects: governors.verbs.effects.by_word(),
            noun_effects: governors.nouns.by_word(),
            adjective_effects: governors.adjectives.by_word(),
            modal_effects: governors.modals.by_word(),
            holders: governors.verbs.hold.into_iter().collect(),
            reports: governors.verbs.report.into_iter().collect(),
            conditions: governors.conditions.words.into_iter().collect(),
            media: governors.media.words.into_iter().collect(),
            phone: governors.phone.words.into_iter().collect(),
            video: governors.video.words.into_iter().collect(),
            habitual: governors.habits.words.into_iter().collect(),
            countless: governors.countless.words.into_iter().collect(),
            people: people_of(people.nouns),
            groups: people.groups.into_iter().collect(),
            leads: people.leads.into_iter().collect(),
            parties: people.parties.into_iter().collect(),
            offices: people.offices.into_iter().collect(),
            courtesies: governors.courtesies.words.into_iter().collect(),
            regards: governors.regards.words.into_iter().collect(),
            games: people.games.into_iter().collect(),
            politeness: people.politeness.into_iter().collect(),
            attributes: people.attributes.into_iter().collect(),
            honours: people.honours,
            kin: people.kin.into_iter().collect(),
            sides: people.sides.into_iter().collect(),
            more: people.more.into_iter().collect(),
            heads: people.heads.into_iter().collect(),
            presence: people.presence.into_iter().collect(),
            mistaken: governors.mistaken.words.into_iter().collect(),
            untrue: governors.untrue.words.into_iter().collect(),
            hearsay: governors.hearsay.words.into_iter().collect(),
            comments: governors.comments.words.into_iter().collect(),
            vague: people.vague.into_iter().collect(),
            little: people.little.into_iter().collect(),
            sent: people.sent.into_iter().collect(),
            venues: people.venues.into_iter().collect(),
            complement: people.complement.into_iter().collect(),
            sport: people.sport.into_iter().collect(),
        }
    }

    /// Tells whether `word` may be one that [`Lexicon::is_trigger`] or
    /// [`Lexicon::adds_parties`] knows, or *with*; cheap, for finding the
    /// sentences that are worth a parse.
    pub fn may_begin(&self, word: &str) -> bool {
        let lower = |bytes: [u8; 3]| bytes.map(|byte| byte.to_ascii_lowercase());
        beginning(word).is_some_and(|beginning| self.beginnings.contains(&lower(beginning)))
    }

    /// Tells whether `word`, in lower case, is a form of a trigger.
    pub fn is_trigger(&self, word: &str) -> bool {
        self.verbs.contains_key(&verb_lemma(word)) || self.nouns.contains_key(&noun_lemma(word))
    }

    /// Returns the senses of a verb by its lemma.
    pub fn verb(&self, lemma: &str) -> &[Trigger] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Returns the senses of a noun by its lemma.
    pub fn noun(&self, lemma: &str) -> &[Trigger] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Returns what the verb makes of an event under it.
    pub fn verb_effect(&self, lemma: &str) -> Option<Effect> {
        self.verb_effects.get(lemma).copied()
    }

    /// Returns what the noun makes of an event under it.
    pub fn noun_effect(&self, lemma: &str) -> Option<Effect> {
        self.noun_effects.get(lemma).copied()
    }

    /// Returns what the adjective makes of an event under or behind it.
    pub fn adjective_effect(&self, word: &str) -> Option<Effect> {
        self.adjective_effects.get(word).copied()
    }

    /// Returns what the modal makes of its verb.
    pub fn modal_effect(&self, word: &str) -> Option<Effect> {
        self.modal_effects.get(word).copied()
    }

    /// Tells whether the subject of the verb takes part in its object.
    pub fn holds(&self, lemma: &str) -> bool {
        self.holders.contains(lemma) || self.verb_effects.get(lemma).is_some_and(|e| *e != Effect::Wish)
    }

    /// Tells whether the verb reports what its clause says.
    pub fn reports(&self, lemma: &str) -> bool {
        self.reports.contains(lemma)
    }

    /// Tells whether the conjunction makes a condition or a question.
    pub fn conditions(&self, word: &str) -> bool {
        self.conditions.contains(word)
    }

    /// Returns what kind of event the word makes of a talk: by telephone a
    /// call, by video a meeting.
    pub fn means(&self, word: &str) -> Option<EventKind> {
        if self.video.contains(word) {
            return Some(EventKind::Meeting);
        }
        self.phone.contains(word).then_some(EventKind::Call)
    }

    /// Tells whether the adjective is of talks that a text does not tell apart.
    pub fn is_countless(&self, word: &str) -> bool {
        self.countless.contains(word)
    }

    /// Tells whether the adverb says that something is done again and again.
    pub fn is_habitual(&self, word: &str) -> bool {
        self.habitual.contains(word)
    }

    /// Tells whether the noun only says in what regard something is told: *in
    /// terms of the meeting*.
    pub fn is_regard(&self, lemma: &str) -> bool {
        self.regards.contains(lemma)
    }

    /// Tells whether the verb says what one calls on somebody for.
    pub fn is_courtesy(&self, lemma: &str) -> bool {
        self.courtesies.contains(lemma)
    }

    /// Tells whether the noun names people of the media.
    pub fn is_media(&self, lemma: &str) -> bool {
        self.media.contains(lemma)
    }

    /// Tells whether the noun names people or a group.
    pub fn is_people(&self, lemma: &str) -> bool {
        self.people.contains(lemma)
    }

    /// Tells whether the noun is people only with what it is of: *heads of
    /// government*.
    pub fn needs_complement(&self, lemma: &str) -> bool {
        self.complement.contains(lemma)
    }

    /// Tells whether the noun is an office that one person holds.
    pub fn is_office(&self, lemma: &str) -> bool {
        self.offices.contains(lemma)
    }

    /// Tells whether the word names a building or site that one meets in.
    pub fn is_venue(&self, word: &str) -> bool {
        self.venues.contains(word)
    }

    /// Tells whether the noun only counts or gathers the people behind it.
    pub fn is_group(&self, lemma: &str) -> bool {
        self.groups.contains(lemma)
    }

    /// Tells whether the word may say who else was at a meeting, or who led its
    /// sides: *present*, *headed*.
    pub fn adds_parties(&self, lemma: &str) -> bool {
        self.presence.contains(lemma)
    }

    /// Tells whether the adverb says that what was reported is not so.
    pub fn is_mistaken(&self, word: &str) -> bool {
        self.mistaken.contains(word)
    }

    /// Tells whether the word says of what is told that it is not so: *fiction*.
    pub fn is_untrue(&self, word: &str) -> bool {
        self.untrue.contains(word)
    }

    /// Tells whether the noun is of what others tell, or of those who do: *rumour*, *press*.
    pub fn is_hearsay(&self, lemma: &str) -> bool {
        self.hearsay.contains(lemma)
    }

    /// Tells whether the verb speaks of what it governs, so that who does not do
    /// it denies nothing: *declined to comment on the talks*.
    pub fn comments(&self, lemma: &str) -> bool {
        self.comments.contains(lemma)
    }

    /// Tells whether the word of a title is of one who heads a group: *chairman*.
    pub fn is_head(&self, word: &str) -> bool {
        self.heads.contains(word)
    }

    /// Tells whether the word before a meeting makes it one more: *another*.
    pub fn is_one_more(&self, word: &str) -> bool {
        self.more.contains(word)
    }

    /// Tells whether the noun is one side of a meeting, or the meeting that its
    /// leaders lead: *delegation*, *talk*.
    pub fn is_side(&self, lemma: &str) -> bool {
        self.sides.contains(lemma)
    }

    /// Tells whether the noun is a group that stands for those who sent it.
    pub fn is_sent(&self, lemma: &str) -> bool {
        self.sent.contains(lemma)
    }

    /// Tells whether the word of a description says little of who is meant.
    pub fn says_little(&self, word: &str) -> bool {
        self.little.contains(word)
    }

    /// Tells whether the verb brings the head of a group: headed by.
    pub fn leads(&self, lemma: &str) -> bool {
        self.leads.contains(lemma)
    }

    /// Tells whether the word is one of sports reports.
    pub fn is_sport(&self, word: &str) -> bool {
        self.sport.contains(word)
    }

    /// Tells whether the word only tells one office from its like: *foreign*.
    pub fn is_attribute(&self, word: &str) -> bool {
        self.attributes.contains(word)
    }

    /// Tells whether the noun says of people only how they stand to others:
    /// *partners*.
    pub fn is_vague(&self, lemma: &str) -> bool {
        self.vague.contains(lemma)
    }

    /// Tells whether the noun is of a private life where it has an owner.
    pub fn is_kin(&self, lemma: &str) -> bool {
        self.kin.contains(lemma)
    }

    /// Returns the words of office, one of which he holds whom a form of honour
    /// is for: kings and queens for *majesty*; none for other words.
    pub fn honoured_as(&self, lemma: &str) -> &[String] {
        self.honours.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Tells whether the word before *League* makes it one of games.
    pub fn is_of_games(&self, word: &str) -> bool {
        self.games.contains(word)
    }

    /// Tells whether the word only honours the name behind it.
    pub fn is_polite(&self, word: &str) -> bool {
        self.politeness.contains(word)
    }

    /// Tells whether the plural noun can stand for parties already named.
    pub fn is_parties(&self, lemma: &str) -> bool {
        self.parties.contains(lemma)
    }
}

impl Lists {
    fn by_word(self) -> FxHashMap<String, Effect> {
        let lists = [
            (self.plan, Effect::Plan),
            (self.wish, Effect::Wish),
            (self.deny, Effect::Deny),
            (self.cancel, Effect::Cancel),
            (self.postpone, Effect::Postpone),
        ];
        lists
            .into_iter()
            .flat_map(|(words, effect)| words.into_iter().map(move |word| (word, effect)))
            .collect()
    }
}

fn read<T: serde::de::DeserializeOwned>(table: &str) -> T {
    toml::from_str(table).expect("an embedded table is of its form, which a test shows")
}

/// Returns how the forms of a word begin, the irregular ones included.
/// The nouns for people: those listed, and all words of office.
fn people_of(nouns: Vec<String>) -> FxHashSet<String> {
    let offices = office_words().filter(|word| !ALSO_THINGS.contains(word)).map(str::to_owned);
    nouns.into_iter().chain(offices).map(|noun| noun_lemma(&noun)).collect()
}

fn forms_begin(lemma: &str) -> Vec<[u8; 3]> {
    // *Flies* begins otherwise than *fly*.
    let third = lemma.strip_suffix('y').map(|root| format!("{root}ies"));
    let regular = third.as_deref().and_then(beginning).into_iter().chain(beginning(lemma));
    irregular_forms(lemma).filter_map(beginning).chain(regular).collect()
}

fn beginning(word: &str) -> Option<[u8; 3]> {
    word.as_bytes().first_chunk().copied()
}

fn by_lemma(triggers: Vec<Trigger>) -> FxHashMap<String, Vec<Trigger>> {
    let mut table: FxHashMap<String, Vec<Trigger>> = FxHashMap::default();
    for trigger in triggers {
        table.entry(trigger.lemma.clone()).or_default().push(trigger);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_can_be_read() {
        assert!(LEXICON.is_trigger("met") && LEXICON.is_trigger("talks"));
        assert!(!LEXICON.is_trigger("table"));
        for form in
            ["saw", "Went", "MEN", "sat", "held", "co-hosted", "flown", "flies", "Summits", "attended"]
        {
            let lower = form.to_lowercase();
            let known = LEXICON.is_trigger(&lower) || LEXICON.adds_parties(&lower);
            assert!(!known || LEXICON.may_begin(form), "{form}");
        }
        assert_eq!(LEXICON.verb_effect("refuse"), Some(Effect::Deny));
    }
}
