//! Meetings, calls and visits: who with whom, where, when, and did it happen.
//!
//! A look at the words (`screening`) finds the sentences that are worth a parse. In
//! their trees, verbs (`verbal`) and nouns (`nominal`) of the lexicon
//! bring parties; the words above them tell whether it happened (`mood`);
//! places, days and sources hang on the same clause. `Story`
//! carries what the article has told so far.
//!
//! Where to look:
//!
//! | for | in |
//! |---|---|
//! | the words and their data | `lexicon`, `data/*.toml` |
//! | which sentences are parsed, and what of them | `screening`, `prospects`, `reduce`, `opening`, `turns`, `view` |
//! | what a verb tells | `verbal`: who in `subjects`, with whom in `partners`, trips in `visits` |
//! | what *was with* tells | `beside` |
//! | what a noun tells | `nominal`: whose in `hosts`, the verb above in `governor`, whether one in `specific` |
//! | where a phrase hangs | `phrases`, `spine`, `lists`, `others` |
//! | who stands at a word | `parties`: `pronouns`, `titled`, `groups`, `several`, `described`, `party_words` |
//! | whether, when, where, who says so | `mood`, `when`, `place`, `attribution` |
//! | what was told before | `story`: who has no name in `unnamed`, who holds an office in `holders`, whose story it is in `whose` |
//! | what is told again | `story::retold` as it comes, `settle` at the end; who else was there in `attendance`, who spoke for a group in `represented`, for a side in `negotiators`, who meets once more in `again`; what is denied in `denials` |

mod again;
mod attendance;
mod attribution;
mod beside;
mod denials;
mod described;
mod draft;
mod governor;
mod groups;
mod hosts;
mod lexicon;
mod lists;
mod mood;
mod negotiators;
mod nominal;
mod opening;
mod others;
mod parties;
mod partners;
mod party_words;
mod phrases;
mod place;
mod pronouns;
pub mod prospects;
mod reduce;
mod represented;
pub mod screening;
mod settle;
mod several;
mod specific;
mod spine;
mod story;
mod subjects;
mod titled;
mod turns;
mod verbal;
mod view;
mod visits;
mod when;

use draft::Draft;
use screening::{Sifting, worth_a_parse};
use story::Story;
use view::View;

use super::{Component, Layer};
use crate::document::{ChainId, Document, Event, EventKind, Interval, Slot, SlotKind, Status};

/// Fills [`Document::events`], and adds chains for parties without a name.
pub struct Events {
    sifting: Sifting,
}

impl Events {
    /// Parses every sentence that the rules leave over: slow, for training.
    pub fn thorough() -> Events {
        Events { sifting: Sifting::Rules }
    }
}

impl Default for Events {
    fn default() -> Events {
        Events { sifting: Sifting::Likelihood }
    }
}

/// Sentences that are parsed together.
const TOGETHER: usize = 32;

impl Component for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn requires(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences, Layer::Names, Layer::Chains, Layer::Dates, Layer::Roles]
    }

    fn assigns(&self) -> &'static [Layer] {
        &[Layer::Events]
    }

    fn apply(&self, doc: &mut Document) {
        if doc.language.as_deref().is_some_and(|language| language != "en") {
            return;
        }
        let mut story = Story::new(doc);
        let worth = worth_a_parse(doc, self.sifting);
        for some in worth.chunks(TOGETHER) {
            View::of(doc, &story, some).iter().for_each(|view| read(view, &mut story));
        }
        for (chain, words) in story.fuller.drain(..) {
            doc.chains[chain.0].name = words;
        }
        settle::settle(doc, &mut story);
        doc.chains.append(&mut story.unnamed);
        doc.events = story.events;
        doc.events.sort_by_key(|event| (event.evidence.start, event.trigger.start));
    }
}

fn read(view: &View<'_>, story: &mut Story) {
    for at in 0..view.parse.len() {
        let mut drafts = verbal::drafts(view, story, at);
        if drafts.is_empty() {
            drafts = nominal::drafts(view, story, at);
        }
        if drafts.is_empty() {
            drafts = beside::drafts(view, story, at);
        }
        if drafts.is_empty() {
            drafts = attendance::drafts(view, story, at);
        }
        for draft in drafts {
            tell(view, story, draft);
        }
        represented::represent(view, story, at);
    }
}

/// Reads status, place, day and source of a draft and takes it into the story.
fn tell(view: &View<'_>, story: &mut Story, mut draft: Draft) {
    if draft.any_means && draft.kind == EventKind::Meeting && story.has_called(&draft, view.sentence) {
        draft.kind = EventKind::Call;
    }
    // *Spoke today* under a headline of their meeting.
    if draft.kind == EventKind::Call
        && !verbal::has_means(view, draft.trigger)
        && story.headline_has_met(view.doc, &draft)
    {
        draft.kind = EventKind::Meeting;
    }
    let spare = titled::spare(view, story, &draft.parties);
    draft.parties.retain(|party| !spare.contains(&party.chain));
    if draft.parties.len() < 2 && !spare.is_empty() && draft.kind != EventKind::Visit {
        return;
    }
    let mood = mood::mood(view, draft.trigger);
    let Some(mut status) = mood.status() else { return };
    if status == Status::Planned && when::is_past(view, draft.trigger) {
        status = Status::Held;
    }
    let (when, day) = when::when(view, story, &draft, status);
    let soon = status == Status::Planned && is_soon(view, when);
    let places = place::places(view, story, &draft, place::Known { status, when, soon });
    let ahead = when
        .zip(view.doc.published_day())
        .is_some_and(|(when, day)| when.from.is_some_and(|from| from > day));
    if status == Status::Held && ahead {
        status = Status::Planned;
    }
    // *At 9.15 the minister meets Ek*, on the day itself.
    let programme = || when::has_clock(view) || when::is_programme(view.doc);
    let entry = view.parse.head(draft.trigger).is_none() && !view.parse.xpos(draft.trigger).is_verb();
    let days = when.and_then(|when| when.from).zip(view.doc.published_day());
    let told = mood.present || entry && days.is_some_and(|(from, published)| from >= published);
    if status == Status::Held && told && !view.is_headline() && programme() {
        status = Status::Planned;
    }
    let when = when.map(|when| when::until_published(view.doc, when, status));
    let sources = attribution::attribution(view, story, draft.trigger);
    let groups: Vec<Vec<ChainId>> = groups(&draft);
    story.remember(draft.parties.iter().map(|party| party.chain).collect(), view.sentence);
    for participants in groups {
        let event = Event {
            kind: draft.kind,
            status,
            postponed: mood.effect == mood::Effect::Postpone,
            participants,
            places: chains(&places),
            when,
            attributed_to: chains(&sources),
            trigger: view.span(draft.trigger),
            evidence: view.evidence(),
            slots: slots(&draft, &places, day.as_ref(), &sources),
            confidence: draft.weight,
            reason: reason(&draft, &mood),
        };
        story.tell(view.doc, event, view.sentence);
    }
}

/// Tells whether the day is at most two days from publication.
fn is_soon(view: &View<'_>, when: Option<Interval>) -> bool {
    let ends = when.and_then(|when| when.from.zip(when.to)).zip(view.doc.published_day());
    ends.is_some_and(|((from, to), day)| (from - day).num_days() <= 2 && (to - day).num_days() <= 2)
}

/// The parties of each event: all together, or the first with each other one.
fn groups(draft: &Draft) -> Vec<Vec<ChainId>> {
    let all: Vec<ChainId> = draft.parties.iter().map(|party| party.chain).collect();
    if draft.separate && all.len() > 2 && draft.kind != EventKind::Visit {
        return all[1..].iter().map(|other| vec![all[0], *other]).collect();
    }
    vec![all]
}

fn chains(slots: &[Slot]) -> Vec<ChainId> {
    slots.iter().filter_map(|slot| slot.chain).collect()
}

fn slots(draft: &Draft, places: &[Slot], day: Option<&Slot>, sources: &[Slot]) -> Vec<Slot> {
    let parties = draft.parties.iter().map(|party| Slot {
        kind: SlotKind::Participant,
        span: party.span,
        chain: Some(party.chain),
        reason: party.reason.clone(),
    });
    let mut slots: Vec<Slot> = parties.collect();
    slots.extend(places.iter().chain(day).chain(sources).cloned());
    slots.sort_by_key(|slot| slot.span);
    slots
}

fn reason(draft: &Draft, mood: &mood::Mood) -> String {
    if mood.because.is_empty() {
        draft.rule.clone()
    } else {
        format!("{}; under {}", draft.rule, mood.because.join(", "))
    }
}

#[cfg(test)]
mod tests;
