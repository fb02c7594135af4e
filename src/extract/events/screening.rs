//! Which sentences are worth a parse, by a look at their words alone.
//!
//! A parse costs more than all else that is done to a sentence, and most
//! sentences with a trigger tell of no meeting: *we'll see*, *called for
//! calm*. So each sense of a trigger is asked for what it cannot do without,
//! its particle, its preposition, a day, two who may be parties, and a
//! sentence none of whose triggers has all of it is left alone.

use std::ops::Range;

use super::lexicon::{LEXICON, Trigger};
use super::prospects;
use super::several::is_pair;
use crate::document::{Document, EntityKind, EventKind, Mention, MentionForm, Span};
use crate::extract::syntax::{noun_lemma, verb_lemma};

/// Words beyond which a sentence is no sentence.
const LONGEST: usize = 400;

/// Words behind a verb or preposition within which its object is named.
const NEAR: usize = 20;

/// Up to how many sentences that the rules leave over all are parsed. News
/// seldom has more; transcripts and debates do.
const ALWAYS: usize = 6;

/// Returns the sentences that are worth a parse: those that the rules leave
/// over, and of many, those that are likely to tell of an event.
pub fn worth_a_parse(doc: &Document, sifting: Sifting) -> Vec<usize> {
    let promising: Vec<Promising> =
        (0..doc.sentences.len()).filter_map(|sentence| Promising::of(doc, sentence)).collect();
    let all = sifting == Sifting::Rules || promising.len() <= ALWAYS;
    let worth = promising.iter().filter(|promising| all || promising.is_likely());
    worth.map(|promising| promising.sentence).collect()
}

/// Returns the triggers that the rules leave over, with what is seen around them.
pub fn prospects(doc: &Document) -> Vec<Prospect> {
    let promising = (0..doc.sentences.len()).filter_map(|sentence| Promising::of(doc, sentence));
    promising.flat_map(|promising| promising.prospects(doc)).collect()
}

/// How sentences are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sifting {
    /// By the rules alone.
    Rules,
    /// By the rules and by how likely an event is.
    Likelihood,
}

/// A trigger that the rules leave over.
#[derive(Clone, Debug)]
pub struct Prospect {
    /// Its sentence, an index of [`Document::sentences`].
    pub sentence: usize,
    /// Its bytes in the text.
    pub trigger: Span,
    /// What is seen around it: each below [`WEIGHTS`](prospects::WEIGHTS).
    pub features: Vec<u32>,
}

/// A sentence that the rules leave over.
struct Promising {
    sentence: usize,
    words: Screened,
    /// The triggers that have in the sentence what they need.
    triggers: Vec<usize>,
}

impl Promising {
    /// Reads a sentence that holds a trigger that may be an event and is
    /// running text that asserts something; none when it does not.
    fn of(doc: &Document, sentence: usize) -> Option<Promising> {
        let span = doc.sentences[sentence].span;
        let tokens = doc.sentences[sentence].tokens.clone();
        if !(2..=LONGEST).contains(&tokens.len()) {
            return None;
        }
        let mut lower = String::new();
        let mut may_trigger = |token: usize| {
            let word = doc.tokens[token].span.of(&doc.text);
            if !LEXICON.may_begin(word) {
                return false;
            }
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            let was_with = lower == "with"
                && token > tokens.start
                && matches!(doc.tokens[token - 1].span.of(&doc.text), "was" | "were" | "been");
            was_with || LEXICON.is_trigger(&lower) || LEXICON.adds_parties(&lower)
        };
        let mut triggers: Vec<usize> = tokens.clone().filter(|&token| may_trigger(token)).collect();
        if triggers.is_empty() || doc.zone_at(span).is_some() {
            return None;
        }
        let words: Vec<String> =
            doc.tokens[tokens.clone()].iter().map(|token| token.span.of(&doc.text).to_lowercase()).collect();
        let ends = words.last().is_some_and(|word| word == "?");
        // *April 22-23* is no score.
        let dated = |token: usize| {
            let span = doc.tokens[token].span;
            let date = doc.dates.partition_point(|date| date.span.end <= span.start);
            doc.dates.get(date).is_some_and(|date| date.span.overlaps(span))
        };
        let scored = |(at, word): (usize, &String)| is_score(word) && !dated(tokens.start + at);
        if ends || words.iter().any(|word| LEXICON.is_sport(word)) || words.iter().enumerate().any(scored) {
            return None;
        }
        if words.windows(2).any(|pair| pair[1] == "league" && LEXICON.is_of_games(&pair[0])) {
            return None;
        }
        let start = tokens.start;
        let words = Screened::new(doc, tokens, words);
        triggers.iter_mut().for_each(|at| *at -= start);
        triggers.retain(|&at| words.may_tell(at));
        (!triggers.is_empty()).then_some(Promising { sentence, words, triggers })
    }

    /// Tells whether one of the triggers is likely to tell of an event.
    fn is_likely(&self) -> bool {
        self.triggers.iter().any(|&at| prospects::is_likely(&prospects::features(&self.words, at)))
    }

    fn prospects(&self, doc: &Document) -> Vec<Prospect> {
        let first = doc.sentences[self.sentence].tokens.start;
        let prospect = |&at: &usize| Prospect {
            sentence: self.sentence,
            trigger: doc.tokens[first + at].span,
            features: prospects::features(&self.words, at),
        };
        self.triggers.iter().map(prospect).collect()
    }
}

/// Tells whether the word is the score of a game: `15-7`.
fn is_score(word: &str) -> bool {
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('-').is_some_and(|(home, away)| digits(home) && digits(away))
}

/// A sentence as its words show it.
pub(super) struct Screened {
    /// Its words, in lower case.
    pub words: Vec<String>,
    /// For each word, whether somebody who may be a party begins at it.
    pub parties: Vec<Option<Candidate>>,
    /// Whether a place is named.
    pub has_place: bool,
    /// Whether a day or time is told.
    pub has_date: bool,
}

/// Somebody who may be a party.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Candidate {
    /// One, or who can be either.
    One,
    /// Several in one word: *they*, *both*, *the ministers*.
    Several,
    /// A country or city, which also says where.
    Place,
}

impl Screened {
    fn new(doc: &Document, tokens: Range<usize>, words: Vec<String>) -> Screened {
        let span = doc.tokens[tokens.start].span.join(doc.tokens[tokens.end - 1].span);
        let mut parties: Vec<Option<Candidate>> = words.iter().map(|word| unnamed(word)).collect();
        let first = doc.mentions.partition_point(|mention| mention.span.start < span.start);
        let mut has_place = false;
        for mention in doc.mentions[first..].iter().take_while(|mention| mention.span.start < span.end) {
            has_place |= mention.kind == EntityKind::Place;
            let at =
                doc.tokens[tokens.clone()].partition_point(|token| token.span.start < mention.span.start);
            if let Some(party) = parties.get_mut(at) {
                *party = Some(named(mention, *party));
            }
        }
        for (word, token) in tokens.clone().enumerate() {
            let text = doc.tokens[token].span.of(&doc.text);
            if parties[word].is_none() && is_pair(text) {
                parties[word] = Some(Candidate::Several);
            }
        }
        let date = doc.dates.partition_point(|date| date.span.end <= span.start);
        let has_date = doc.dates.get(date).is_some_and(|date| date.span.overlaps(span));
        Screened { words, parties, has_place, has_date }
    }

    /// Tells whether the trigger at `at` has in the sentence what one of its
    /// senses cannot do without.
    fn may_tell(&self, at: usize) -> bool {
        let word = &self.words[at];
        let was_with =
            || word == "with" && self.parties[..at].iter().any(Option::is_some) && self.has_party_behind(at);
        was_with()
            || LEXICON.verb(&verb_lemma(word)).iter().any(|sense| self.may_be_verb(at, sense))
            || LEXICON.noun(&noun_lemma(word)).iter().any(|sense| self.may_be_noun(at, sense))
            || LEXICON.adds_parties(&verb_lemma(word)) && self.may_add(at)
    }

    /// Tells whether the word may add parties to a meeting told before: *was
    /// also present*, *the sides were led by*.
    fn may_add(&self, at: usize) -> bool {
        let near = &self.words[at.saturating_sub(4)..self.words.len().min(at + 8)];
        let be = near.iter().any(|word| BE.contains(&word.as_str()));
        let somebody = self.parties.iter().flatten().any(|party| *party == Candidate::One);
        let any = |test: &dyn Fn(&str) -> bool| self.words.iter().any(|word| test(&noun_lemma(word)));
        let meeting = || any(&|word| !LEXICON.noun(word).is_empty() || word == "occasion");
        // *Ek, who also led the residents*.
        let who = self.words[at.saturating_sub(2)..at].iter().any(|word| word == "who");
        if matches!(self.words[at].as_str(), "spoke" | "represented") {
            return somebody && who;
        }
        somebody
            && if LEXICON.leads(&verb_lemma(&self.words[at])) {
                who || any(&|word| LEXICON.is_side(word))
            } else {
                be && (self.has("also") || at < 3) || meeting() || self.has("them")
            }
    }

    fn may_be_verb(&self, at: usize, sense: &Trigger) -> bool {
        let particle = sense.particle.is_empty() || sense.particle.iter().any(|word| self.has(word));
        let thing = |word: &String| sense.objects.contains(&noun_lemma(word));
        let object = sense.objects.is_empty() || self.words.iter().any(thing);
        let partnered = || match sense.kind {
            EventKind::Visit => self.has_place || self.may_take_object(at),
            _ => {
                sense.partners.iter().any(|case| case != "object" && self.may_bring(at, case))
                    || sense.takes("object")
                        && (self.may_take_object(at) || sense.people && self.may_follow_place(at))
                    || sense.reciprocal && self.may_be_several(at)
            }
        };
        particle && object && self.has_needs(sense) && self.has_parties(at, sense) && partnered()
    }

    fn may_be_noun(&self, at: usize, sense: &Trigger) -> bool {
        let plain = sense.plural && self.words[at] == sense.lemma;
        let never = at > 0 && sense.never.contains(&self.words[at - 1]);
        let placed = sense.kind != EventKind::Visit
            || self.has_place
            || sense.partners.iter().any(|case| self.may_bring(at, case));
        let somebody = self.has_parties(at, sense) || self.may_be_again(at);
        !plain && !never && placed && self.has_needs(sense) && somebody
    }

    /// Tells whether the noun may be one more meeting of those told before, on a
    /// day of its own: *a second meeting will be held in May*.
    fn may_be_again(&self, at: usize) -> bool {
        let before = &self.words[at.saturating_sub(3)..at];
        let talks = at < 3 && before.iter().any(|word| word == "the");
        self.has_date && (talks || before.iter().any(|word| LEXICON.is_one_more(word)))
    }

    /// Tells whether the sentence names enough who may be parties. One is
    /// enough where the sentence leaves out the one whose story it is.
    fn has_parties(&self, at: usize, sense: &Trigger) -> bool {
        let of = |range: Range<usize>| self.parties[range].iter().flatten().copied();
        let start =
            (0..at).rev().find(|&word| matches!(self.words[word].as_str(), ";" | "." | ":" | "—" | "–"));
        let elided = of(start.unwrap_or(0)..at).all(|party| party == Candidate::Place);
        let several = of(0..self.words.len()).any(|party| party == Candidate::Several);
        let needed = if elided || several || sense.kind == EventKind::Visit { 1 } else { 2 };
        of(0..self.words.len()).count() >= needed
    }

    /// Tells whether a party may be the object of the verb, or its subject
    /// where the verb is passive.
    fn may_take_object(&self, at: usize) -> bool {
        let before = &self.words[at.saturating_sub(6)..at];
        let passive = before.iter().any(|word| BE.contains(&word.as_str()))
            && (self.has("by") || self.words[at] == "received");
        let relative = before.iter().any(|word| matches!(word.as_str(), "who" | "whom" | "that"));
        let next = self.words[at + 1..].iter().find(|word| !word.ends_with("ly"));
        let other = next.is_some_and(|word| NO_OBJECT.contains(&word.as_str()));
        passive || relative || !other && self.has_party_behind(at)
    }

    /// Tells whether the object may stand behind a place: *welcomed to her office the envoy*.
    fn may_follow_place(&self, at: usize) -> bool {
        self.words.get(at + 1).is_some_and(|word| word == "to")
            && self.words[at + 1..].iter().take(NEAR).any(|word| LEXICON.is_venue(&noun_lemma(word)))
            && self.has_party_behind(at + 1)
    }

    /// Tells whether the preposition `case`, of one word or more, may bring a
    /// party to the trigger at `at`: *with whom he met*, *met with him*.
    fn may_bring(&self, at: usize, case: &str) -> bool {
        let first = case.split(' ').next().unwrap_or(case);
        let places = (0..self.words.len()).filter(|&word| self.words[word] == first);
        let fronted = |place: usize| {
            place < 2 || matches!(self.words.get(place + 1).map(String::as_str), Some("whom" | "which"))
        };
        places.into_iter().any(|place| if place > at { self.has_party_behind(place) } else { fronted(place) })
    }

    fn has_party_behind(&self, at: usize) -> bool {
        let end = self.words.len().min(at + 1 + NEAR);
        self.parties[at + 1..end].iter().any(Option::is_some)
    }

    fn may_be_several(&self, at: usize) -> bool {
        let mut parties = self.parties[..at].iter().flatten();
        parties.clone().any(|party| *party == Candidate::Several) || parties.nth(1).is_some()
    }

    fn has_needs(&self, sense: &Trigger) -> bool {
        let brings = |need: &str| need == "with" && sense.partners.iter().any(|case| self.has(case));
        sense.needs.is_empty() || sense.needs.iter().any(|need| brings(need) || self.has_need(need))
    }

    fn has_need(&self, need: &str) -> bool {
        let any = |test: &dyn Fn(&str) -> bool| self.words.iter().any(|word| test(word));
        match need {
            "place" => self.has_place,
            "day" | "time" => self.has_date,
            "length" => any(&|word| matches!(word, "hour" | "hours" | "minute" | "minutes")),
            "across" => any(&|word| matches!(word, "across" | "opposite" | "beside")),
            "with" => any(&|word| matches!(word, "with" | "between" | "among")),
            "venue" => any(&|word| LEXICON.is_venue(&noun_lemma(word))),
            "event" => any(&|word| !LEXICON.noun(&noun_lemma(word)).is_empty()),
            "group" => any(&|word| LEXICON.is_group(&noun_lemma(word))),
            "hosts" => any(&|word| LEXICON.holds(&verb_lemma(word))),
            "within" => self.has("in"),
            "had" => any(&|word| verb_lemma(word) == "have"),
            "plan" => any(&|word| LEXICON.verb_effect(&verb_lemma(word)).is_some()),
            _ => true,
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }
}

/// Forms of *be* and *get*, which make a participle a passive.
const BE: &[&str] = &[
    "be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "get", "got", "gets",
];

/// Words behind a verb that begin no object which is a party.
const NO_OBJECT: &[&str] = &[
    "for", "to", "of", "into", "about", "as", "from", "that", "if", "whether", "how", "what", "why", "when",
    "where", "it", "this", "out", "off", "like",
];

/// Returns what a word may be that no mention covers.
fn unnamed(word: &str) -> Option<Candidate> {
    match word {
        "i" | "me" | "myself" | "we" | "us" | "he" | "she" | "him" | "her" | "his" | "himself"
        | "herself" | "it" | "its" | "who" | "whom" => Some(Candidate::One),
        "they" | "them" | "their" | "two" | "both" | "three" | "pair" | "each" => Some(Candidate::Several),
        _ => {
            let lemma = noun_lemma(word);
            let people = LEXICON.is_people(&lemma) || LEXICON.is_group(&lemma) || LEXICON.is_office(&lemma);
            let plural = lemma != word && (people || LEXICON.is_parties(&lemma));
            if plural { Some(Candidate::Several) } else { people.then_some(Candidate::One) }
        }
    }
}

/// Returns what a mention may be, where its first word alone may be `word`.
fn named(mention: &Mention, word: Option<Candidate>) -> Candidate {
    match (mention.kind, word) {
        (EntityKind::Place, _) => Candidate::Place,
        (_, Some(word)) if mention.form != MentionForm::Name => word,
        _ => Candidate::One,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{names::Tagging, pipeline};

    /// Checks whether the one sentence of `text` is worth a parse.
    fn check(text: &str, expected: bool) {
        let mut doc = Document::new(None, text);
        pipeline(Tagging::Fast).apply(&mut doc);
        let worth = worth_a_parse(&doc, Sifting::Rules);
        assert_eq!(worth.contains(&0), expected, "{text}");
    }

    #[test]
    fn sentences_that_may_tell_of_a_meeting_are_parsed() {
        check("Foreign Minister Ana Lind met the envoy of Ecuador.", true);
        check("The envoy with whom the king had talked for an hour left.", true);
        check("He was received in the palace by the queen.", true);
        check("Met with Prime Minister Haddad.", true);
        check("They will see the governor on Friday.", true);
        check("The two sides held talks.", true);
    }

    #[test]
    fn sentences_without_what_a_sense_needs_are_not() {
        check("Ana Lind called for calm.", false);
        check("The plan meets the deadline.", false);
        check("We will see what the voters say.", false);
        check("The talk of the town was the weather.", false);
        check("Lind sat in the second row of the hall.", false);
        check("Did Lind meet the envoy of Ecuador?", false);
    }
}
