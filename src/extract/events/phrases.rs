//! Phrases with a preposition, also where the parser hung them elsewhere.

use super::lexicon::LEXICON;
use super::view::View;
use crate::document::{EntityKind, MentionForm};
use crate::extract::syntax::{Relation, Upos, Xpos};

/// Tells whether the noun is the subject of a participle under *with*, which
/// brings a circumstance and no partner: *with Nowak urging restraint*.
pub fn is_absolute(view: &View<'_>, noun: usize) -> bool {
    let parse = &view.parse;
    let subject = parse.relation(noun).is_subject()
        && parse.head(noun).is_some_and(|verb| parse.xpos(verb) == Xpos::Vbg);
    if subject && parse.has_case(noun, "with") {
        return true;
    }
    let seated =
        noun + 3 < parse.len() && (noun + 1..=noun + 3).map(|at| parse.form(at)).eq(["in", "the", "chair"]);
    if seated && parse.has_case(noun, "with") {
        return true;
    }
    let behind = noun + 1 < parse.len() && parse.xpos(noun + 1) == Xpos::Vbg;
    let own = || matches!(parse.relation(noun + 1), Relation::Acl | Relation::Advcl | Relation::Xcomp);
    behind && parse.has_case(noun, "with") && parse.head(noun + 1) == Some(noun) && own()
}

/// The prepositions of a noun, all words of each: *along with*.
pub fn cases<'a>(view: &'a View<'_>, noun: usize) -> Vec<&'a str> {
    let parse = &view.parse;
    let mut cases = Vec::new();
    for case in parse.children_by(noun, Relation::Case) {
        cases.push(parse.form(case));
        cases.extend(parse.children_by(case, Relation::Fixed).map(|fixed| parse.form(fixed)));
    }
    cases
}

/// The phrases with *with* and *between* that the parser hung on a place or a
/// day behind the trigger: *met at the guesthouse with Tesfaye*. A place or a
/// day has no partner, so they are the trigger's.
pub fn strayed(view: &View<'_>, at: usize) -> Vec<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut found: Vec<(Option<usize>, usize)> = adjacent(view, at).into_iter().collect();
    let with = |case: Option<usize>| case.is_some_and(|case| matches!(parse.form(case), "with" | "between"));
    for clause in parse.children_by(at, Relation::Acl).filter(|&clause| LEXICON.holds(view.lemma(clause))) {
        let phrases = parse.phrases(clause).chain(on_asides(view, clause));
        found.extend(phrases.filter(|(case, noun)| with(*case) || parse.has_case(*noun, "with")));
    }
    found.extend(below(view, at));
    found
}

/// The phrases with *with* and *between* below what says where or when of `at`.
fn below(view: &View<'_>, at: usize) -> Vec<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut found = Vec::new();
    let mut open: Vec<usize> = parse.phrases(at).map(|(_, noun)| noun).filter(|&noun| noun > at).collect();
    while let Some(noun) = open.pop() {
        let is_party = view.mention_over(noun).is_some_and(|named| view.kind(named) == EntityKind::Person)
            || LEXICON.is_people(view.lemma(noun));
        let is_event = !LEXICON.noun(view.lemma(noun)).is_empty();
        // *Held talks at the ministry with Nowak*.
        let is_party = is_party && !parse.has_case(noun, "at");
        if is_party || is_event {
            continue;
        }
        for (case, under) in parse.phrases(noun) {
            match case.map(|case| parse.form(case)) {
                Some("with" | "between") => found.push((case, under)),
                _ if under > noun => open.push(under),
                _ => {}
            }
        }
    }
    found
}

/// The phrase with *with* or *between* that follows the trigger with nothing
/// but adverbs, days and places between: it can be of nothing else.
pub fn adjacent(view: &View<'_>, at: usize) -> Option<(Option<usize>, usize)> {
    following(view, at, &["with", "between"], MEANS)
}

/// Words of the means of a talk, and others that part a verb from *with*.
const MEANS: &[&str] = &[
    ",",
    "including",
    "down",
    "up",
    "by",
    "phone",
    "telephone",
    "video",
    "conference",
    "videoconference",
    "link",
];

/// The phrase with one of the prepositions `cases` that follows the trigger
/// with nothing but what says when, where or how between, and `others`.
pub fn following(
    view: &View<'_>,
    at: usize,
    cases: &[&str],
    others: &[&str],
) -> Option<(Option<usize>, usize)> {
    let parse = &view.parse;
    let mut case = at + 1;
    while case < parse.len() && !cases.contains(&parse.form(case)) {
        if !view.is_aside(case) && !others.contains(&parse.form(case)) && parse.form(case) != "this" {
            return None;
        }
        case += 1;
    }
    let mut noun = Some(case + 1).filter(|&noun| noun < parse.len())?;
    while let Some(above) = parse.head(noun).filter(|above| *above > case) {
        noun = above;
    }
    Some((Some(case), noun))
}

/// The phrases that the parser hung on what says when or where under `at`: *a call in the
/// evening on the premier*, *held in Rangoon between*. Nothing is of a day or a place.
pub fn on_asides<'a>(
    view: &'a View<'_>,
    at: usize,
) -> impl Iterator<Item = (Option<usize>, usize)> + use<'a> {
    let parse = &view.parse;
    let place = |noun: usize| {
        let named = view.mention_over(noun).is_some_and(|named| view.kind(named) == EntityKind::Place);
        named || parse.has_case(noun, "at")
    };
    let days = parse.children(at).filter(|&child| is_of_day(view, child));
    let places = parse.phrases(at).map(|(_, noun)| noun).filter(move |&noun| noun > at && place(noun));
    days.chain(places).flat_map(|aside| {
        let own = parse.phrases(aside).filter(move |(_, noun)| *noun > aside);
        own.chain(below(view, aside))
    })
}

/// Tells whether the word is part of an expression of time.
pub fn is_of_day(view: &View<'_>, word: usize) -> bool {
    // *In the evening* is no date where the day is not told.
    let of_day = matches!(view.lemma(word), "morning" | "noon" | "afternoon" | "evening" | "night");
    of_day || view.dates().iter().any(|date| date.span.overlaps(view.span(word)))
}

/// The phrases of a relative clause that says that the event `at` was held: *the
/// talks which were to have taken place between Lind and Nowak*.
pub fn of_clause<'a>(
    view: &'a View<'_>,
    at: usize,
) -> impl Iterator<Item = (Option<usize>, usize)> + use<'a> {
    let parse = &view.parse;
    let held = parse.children_by(at, Relation::AclRelcl).filter(|&clause| {
        let itself = |subject: usize| parse.antecedent(subject) != subject;
        LEXICON.holds(view.lemma(clause)) && parse.own_subjects(clause).any(itself)
    });
    held.flat_map(|clause| parse.phrases(clause).chain(on_asides(view, clause)))
}

/// The name behind a second *with* that goes on from a first, which the parser
/// may take for a conjunction: *talks with Lind and with Nowak to sound them out*.
pub fn with_again(view: &View<'_>, at: usize) -> Option<(Option<usize>, usize)> {
    let parse = &view.parse;
    let verb = |word: usize| parse.xpos(word).is_verb();
    let clause =
        (at + 1..parse.len()).take_while(|&word| !verb(word)).skip_while(|&word| parse.form(word) != "with");
    let case = clause.skip(1).find(|&word| parse.form(word) == "with" && parse.form(word - 1) == "and")?;
    let named = view.named.iter().find(|named| named.words.start > case)?;
    let name = view.doc.mentions[named.mention].form == MentionForm::Name;
    let titled =
        |word: usize| matches!(parse.word(word).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det);
    let near = (case + 1..named.words.start).all(titled);
    let owns = named.words.end < parse.len() && parse.form(named.words.end) == "'s";
    (name && near && !owns).then_some((Some(case), named.head))
}

/// The phrases with *to* that the parser hung on a day or a venue of the clause:
/// *gave an audience at the palace on Monday evening to the bishop*.
pub fn strayed_to<'a>(
    view: &'a View<'_>,
    verb: usize,
) -> impl Iterator<Item = (Option<usize>, usize)> + use<'a> {
    let parse = &view.parse;
    let placed = |noun: usize| LEXICON.is_venue(view.lemma(noun)) && parse.has_case(noun, "at");
    let nouns = parse.phrases(verb).map(|(_, noun)| noun);
    let asides: Vec<usize> = nouns.filter(|&noun| is_of_day(view, noun) || placed(noun)).collect();
    let phrases = asides.into_iter().flat_map(|noun| parse.phrases(noun));
    phrases.filter(|(case, _)| case.is_some_and(|case| view.parse.form(case) == "to"))
}
