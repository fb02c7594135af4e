//! Mends the model's names: where they begin and end, and what is none.
//!
//! The model weighs words; what follows is told by their form, whatever they
//! weigh. A suffix and a patronymic belong to their person, two bodies joined
//! by *and* are two, and acts, events and offices are no bodies.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::article::Article;
use super::labels::Kind;
use super::missed::is_shouted;
use super::tagger::Name;
use crate::document::Document;
use crate::extract::bearers::of_given;
use crate::gazetteer;
use crate::likeness::fold;

/// What sets sons apart from their fathers.
const SUFFIXES: [&str; 7] = ["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"];

/// Words between a name and that of the father: whatever stands on both sides is one person.
const PATRONYMICS: [&str; 4] = ["bin", "ibn", "bint", "binti"];

/// Words inside the surnames of persons.
#[rustfmt::skip]
const PARTICLES: [&str; 18] = [
    "al", "af", "bin", "bint", "binti", "da", "de", "del", "den", "der", "di", "dos", "el", "ibn", "la", "ten", "van", "von",
];

/// Words that end no person's name, though headlines print them with a capital.
#[rustfmt::skip]
const BEHIND: [&str; 16] = [
    "After", "Ahead", "Amid", "As", "At", "Before", "By", "During", "For", "From", "In", "On", "Over", "To", "Via", "With",
];

/// Forms of address that begin a person's name, wherever the model has it begin.
#[rustfmt::skip]
const HONORIFICS: [&str; 14] = [
    "Sheikh", "Sheikha", "Shaikh", "Dr.", "Dr", "Mr.", "Mrs.", "Ms.", "Sir", "Prof.", "Gen.", "Adm.", "Col.", "H.E.",
];

/// Endings of words for what a ministry is of: *Cooperation*, *Affairs*, *Energy*.
#[rustfmt::skip]
const FIELDS: [&str; 14] = [
    "tion", "sion", "ment", "airs", "ity", "ance", "ence", "ense", "ergy", "ade", "ics", "ture", "ing", "ology",
];

/// The most words of a name that follow a patronymic.
const FATHERS: usize = 3;

/// What a word tells of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// As its chief word: it is no body.
    None,
    /// As its chief word: it is a place.
    Place,
    /// As one of its words: there is a body.
    Body,
    /// As its only word: it is no name.
    Alone,
}

static HEADS: LazyLock<FxHashMap<&str, Tells>> = LazyLock::new(|| {
    let lines = include_str!("data/heads.txt").lines().filter(|line| !line.starts_with('#'));
    let told = |kind| match kind {
        "none" => Tells::None,
        "place" => Tells::Place,
        "body" => Tells::Body,
        _ => Tells::Alone,
    };
    let entries = lines.filter_map(|line| line.split_once(": "));
    entries.flat_map(|(kind, words)| words.split('|').map(move |word| (word, told(kind)))).collect()
});

/// Mends `names`, which are sorted, and stay so.
pub fn mend(doc: &Document, article: &Article, names: &mut Vec<Name>) {
    let words = Words { doc, article };
    words.shorten(names);
    words.begin_at_honorific(names);
    words.reach(names);
    *names = words.join(names);
    words.complete(names);
    *names = names.iter().flat_map(|name| words.split(*name)).flatten().collect();
    names.retain(|name| words.is_name(name));
    for name in names.iter_mut().filter(|name| name.kind == Kind::Organization) {
        if words.told_by_head(name) == Some(Tells::Place) {
            name.kind = Kind::Place;
        }
    }
}

struct Words<'a> {
    doc: &'a Document,
    article: &'a Article,
}

impl Words<'_> {
    fn at(&self, token: usize) -> &str {
        self.doc.tokens.get(token).map_or("", |token| token.span.of(&self.doc.text))
    }

    fn tells(&self, token: usize) -> Option<Tells> {
        let word = self.at(token);
        HEADS.get(word).or_else(|| HEADS.get(word.to_lowercase().as_str())).copied()
    }

    /// The token behind the sentence of `token`.
    fn sentence_end(&self, token: usize) -> usize {
        let next = self.article.sentences.partition_point(|sentence| sentence.end <= token);
        self.article.sentences.get(next).map_or(token + 1, |sentence| sentence.end)
    }

    /// Cuts off the end of an office before a form of address: *Minister of Trade and
    /// International Cooperation Sheikh Omar bin Said*.
    fn begin_at_honorific(&self, names: &mut [Name]) {
        for name in names.iter_mut().filter(|name| name.kind == Kind::Person) {
            let inside = (name.start + 1..name.end - 1).find(|&token| HONORIFICS.contains(&self.at(token)));
            // Some bear *Sheikh* for a name: *Sharif Sheikh Ahmed*.
            let given = |token: usize| of_given(&fold(self.at(token))).is_some();
            let field = |start: usize| FIELDS.iter().any(|ending| self.at(start - 1).ends_with(ending));
            if let Some(start) = inside.filter(|&start| field(start) && !(name.start..start).any(given)) {
                name.start = start;
            }
        }
    }

    /// Cuts off what a headline goes on with: *Amal Idris En Route Oslo*.
    fn shorten(&self, names: &mut [Name]) {
        // Elsewhere *In* and *On* may be given names: *Moon Jae In*.
        let in_headline = |name: &&mut Name| {
            let next = self.article.sentences.partition_point(|sentence| sentence.end <= name.start);
            let shouted = self.article.sentences.get(next).is_some_and(|line| is_shouted(self.article, line));
            let opens =
                self.doc.tokens.get(name.start).is_some_and(|token| token.span.start < self.doc.headline.end);
            shouted || opens
        };
        for name in names.iter_mut().filter(|name| name.kind == Kind::Person).filter(in_headline) {
            let behind = |end: usize| {
                BEHIND.contains(&self.at(end - 1))
                    || self.at(end - 1) == "En" && self.at(end).eq_ignore_ascii_case("route")
            };
            while name.end - name.start > 1 && behind(name.end) {
                name.end -= 1;
            }
        }
    }

    /// Lets the names of persons reach over a suffix, `Samir Haddad, Jr.`, and
    /// over their fathers, `Samir bin Omar Haddad`.
    fn reach(&self, names: &mut Vec<Name>) {
        for name in names.iter_mut().filter(|name| name.kind == Kind::Person) {
            self.reach_over_fathers(name);
            let sentence = self.sentence_end(name.start);
            let suffix = |token: usize| token < sentence && SUFFIXES.contains(&self.at(token));
            if suffix(name.end) {
                name.end += 1;
            } else if self.at(name.end) == "," && suffix(name.end + 1) {
                name.end += 2;
            }
        }
        let mut end = 0;
        names.retain(|name| {
            let apart = name.start >= end;
            end = end.max(name.end);
            apart
        });
    }

    fn reach_over_fathers(&self, name: &mut Name) {
        let sentence = self.sentence_end(name.start);
        let capital = |token: usize| token < sentence && self.article.words[token].form.is_capitalised();
        while PATRONYMICS.contains(&self.at(name.end)) && capital(name.end + 1) {
            let first = name.end + 1;
            let more = (first + 1..first + FATHERS).take_while(|token| capital(*token)).count();
            name.end = first + 1 + more;
        }
    }

    /// Joins persons between whose names nothing but particles stands.
    fn join(&self, names: &[Name]) -> Vec<Name> {
        let mut joined: Vec<Name> = Vec::with_capacity(names.len());
        for name in names {
            match joined.last_mut().filter(|last| self.is_one_person(last, name)) {
                Some(last) => {
                    (last.end, last.confidence) = (name.end, last.confidence.min(name.confidence));
                }
                None => joined.push(*name),
            }
        }
        joined
    }

    /// Makes countries whole whose names hold those of others: *United States of
    /// America*.
    fn complete(&self, names: &mut Vec<Name>) {
        let mut at = 0;
        while at + 1 < names.len() {
            let (first, second) = (names[at], names[at + 1]);
            let near = [first.kind, second.kind] == [Kind::Place; 2]
                && second.start == first.end + 1
                && self.at(first.end) == "of"
                && second.start < self.sentence_end(first.start);
            let whole = || {
                let tokens =
                    self.doc.tokens.get(first.start)?.span.join(self.doc.tokens.get(second.end - 1)?.span);
                gazetteer::by_name(tokens.of(&self.doc.text))
            };
            if near && whole().is_some() {
                names[at].end = second.end;
                names.remove(at + 1);
            }
            at += 1;
        }
    }

    fn is_one_person(&self, first: &Name, second: &Name) -> bool {
        let between = first.end..second.start;
        [first.kind, second.kind] == [Kind::Person; 2]
            && (1..=2).contains(&between.len())
            && between.clone().all(|token| PARTICLES.contains(&self.at(token)))
            && second.start < self.sentence_end(first.start)
    }

    /// Splits a body at *and the*, or at *and* between two that are bodies by
    /// themselves: `Department of Trade and Port Agency`.
    fn split(&self, name: Name) -> [Option<Name>; 2] {
        let inner = name.start + 1..name.end.saturating_sub(1);
        let mut ands =
            inner.filter(|_| name.kind == Kind::Organization).filter(|token| self.at(*token) == "and");
        let first = ands.clone().next();
        // *And the* parts two bodies wherever another *and* stands.
        let and = ands.find(|token| self.at(token + 1) == "the").or(first);
        let Some(and) = and else { return [Some(name), None] };
        let article = self.at(and + 1) == "the";
        let second = and + 1 + usize::from(article);
        let has_body =
            |mut tokens: std::ops::Range<usize>| tokens.any(|t| self.tells(t) == Some(Tells::Body));
        if second < name.end && (article || has_body(name.start..and) && has_body(second..name.end)) {
            [Some(Name { end: and, ..name }), Some(Name { start: second, ..name })]
        } else {
            [Some(name), None]
        }
    }

    fn is_name(&self, name: &Name) -> bool {
        match name.kind {
            Kind::Person => !self.is_of_a_case(name),
            Kind::Organization => {
                let others = self.is_of_an_office(name) || self.is_of_a_case(name) || self.is_alone(name);
                !others && self.told_by_head(name) != Some(Tells::None)
            }
            Kind::Place => !self.is_alone(name),
            Kind::Other => true,
        }
    }

    /// Tells whether the name is of a case before a court, or one of its
    /// parties: `Adler v. Walker`.
    fn is_of_a_case(&self, name: &Name) -> bool {
        (name.start.saturating_sub(1)..=name.end).any(|token| self.at(token) == "v.")
    }

    fn is_alone(&self, name: &Name) -> bool {
        name.end - name.start == 1 && self.tells(name.start) == Some(Tells::Alone)
    }

    /// Tells whether the name is what an office is of: `Secretary of [Defense]`.
    fn is_of_an_office(&self, name: &Name) -> bool {
        let office = |word: &str| matches!(word, "Secretary" | "Secretaries" | "Minister" | "Ministers");
        // Ministers of NATO are of a body.
        let acronym = name.end - name.start == 1 && self.at(name.start).chars().all(char::is_uppercase);
        name.start > 1 && !acronym && self.at(name.start - 1) == "of" && office(self.at(name.start - 2))
    }

    /// Returns what the chief word of a name of several words tells: the last,
    /// or the last before `of`, `for` and the like.
    fn told_by_head(&self, name: &Name) -> Option<Tells> {
        let follows =
            |word: &str| matches!(word, "of" | "for" | "on" | "in" | "against" | "with" | "to" | "at");
        let tail = (name.start + 1..name.end).find(|token| follows(self.at(*token)));
        (name.end - name.start > 1).then(|| self.tells(tail.unwrap_or(name.end) - 1)).flatten()
    }
}
