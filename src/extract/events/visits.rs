//! Visits: who goes, and where.

use super::draft::Draft;
use super::lexicon::{LEXICON, Trigger};
use super::parties::{PartyAt, parties};
use super::story::Story;
use super::subjects::{is_passive, subjects};
use super::view::View;
use crate::document::{EntityKind, EventKind};

/// A visit: who goes, and where.
pub fn visit(
    view: &View<'_>,
    story: &mut Story,
    at: usize,
    sense: &Trigger,
    spine: Vec<usize>,
) -> Option<Draft> {
    let parse = &view.parse;
    // *The Danish side was headed by Lind* goes nowhere.
    if is_passive(view, at) && LEXICON.leads(view.lemma(at)) {
        return None;
    }
    let mut draft = Draft {
        kind: EventKind::Visit,
        trigger: at,
        parties: Vec::new(),
        separate: false,
        extends: false,
        any_means: sense.any_means,
        destination: destination(view, at, sense),
        weight: sense.weight,
        rule: format!("{}: subject, place", parse.form(at)),
        spine,
    };
    draft.add(subjects(view, story, at), &format!("subject of {}", parse.form(at)));
    draft.parties.retain(|party| party.people);
    if sense.takes("object") && !draft.parties.is_empty() {
        let mut hosts: Vec<PartyAt> = Vec::new();
        for object in parse.objects(at).collect::<Vec<_>>() {
            hosts.extend(parties(view, story, object).into_iter().filter(|party| party.people));
        }
        draft.add(hosts, &format!("object of {}", parse.form(at)));
    }
    let grouped = parse.objects(at).any(|object| LEXICON.is_group(view.lemma(object)));
    if sense.needs.iter().any(|need| need == "group") && !grouped {
        return None;
    }
    let told = draft.destination.is_some() || draft.parties.len() > 1;
    (told && !draft.parties.is_empty()).then_some(draft)
}

/// The word of the place that a visit goes to.
pub fn destination(view: &View<'_>, at: usize, sense: &Trigger) -> Option<usize> {
    let parse = &view.parse;
    let is_place =
        |word: usize| view.mention_over(word).is_some_and(|named| view.kind(named) == EntityKind::Place);
    let object = sense.place.iter().any(|place| place == "object");
    let direct = object.then(|| parse.objects(at).find(|&word| is_place(word))).flatten();
    let under = parse.objects(at).filter(|&word| LEXICON.is_group(view.lemma(word)));
    direct.or_else(|| {
        parse
            .phrases(at)
            .chain(under.flat_map(|word| parse.phrases(word)))
            .filter(|(case, _)| {
                case.is_some_and(|case| sense.place.iter().any(|place| place == parse.form(case)))
            })
            .map(|(_, noun)| noun)
            .find(|&noun| is_place(noun))
    })
}
