//! Corrections of events: reports that were added by hand, before the reports
//! of one event are put together, and all others laid over what was merged.

use super::{AddEvent, Corrections, Problem, RetypeEvent, Section};
use crate::document::{Chain, Interval, Precision};
use crate::resolve::events::Retelling;
use crate::resolve::{ArchiveEvent, ArticleRecord, ChainRecord, Entity, Registry, Report};

/// Adds the reports that somebody wrote by hand to `records`, with a chain for
/// each party and place. Returns the article and the entity's number of each
/// of these chains, in the order in which they were added, and what could not
/// be added, with the reason.
pub fn add(
    records: &mut [ArticleRecord],
    corrections: &Corrections,
    registry: &Registry,
) -> (Vec<(usize, u32)>, Vec<Problem>) {
    let (mut chains, mut problems) = (Vec::new(), Vec::new());
    for (number, entry) in corrections.add_event.iter().enumerate() {
        match found(records, entry, registry) {
            Ok((article, parties, places)) => {
                let record = &mut records[article];
                let mut chain = |at: usize| {
                    record.chains.extend(registry.entities().nth(at).map(by_hand));
                    chains.push((article, at as u32));
                    record.chains.len() - 1
                };
                let participants = parties.into_iter().map(&mut chain).collect();
                let places = places.into_iter().map(&mut chain).collect();
                record.reports.push(report(entry, participants, places));
            }
            Err((about, reason)) => {
                problems.push(Problem {
                    section: Section::AddEvent,
                    number,
                    about: format!("{about:?}"),
                    reason,
                });
            }
        }
    }
    (chains, problems)
}

/// An article, and the parties and places of an event.
type Found = (usize, Vec<usize>, Vec<usize>);

/// Finds what an entry names; else what it is that means none or several, and why.
fn found(
    records: &[ArticleRecord],
    entry: &AddEvent,
    registry: &Registry,
) -> Result<Found, (String, String)> {
    let all = |names: &[String]| -> Result<Vec<usize>, (String, String)> {
        names.iter().map(|name| registry.named(name).map_err(|reason| (name.clone(), reason))).collect()
    };
    let is = |record: &ArticleRecord| record.id == entry.article || record.path == entry.article;
    let articles: Vec<usize> = (0..records.len()).filter(|at| is(&records[*at])).collect();
    match articles[..] {
        [article] => Ok((article, all(&entry.with)?, all(&entry.places)?)),
        [] => Err((entry.article.clone(), "no article has that identifier or path".to_owned())),
        _ => Err((
            entry.article.clone(),
            format!("the file holds {} articles; give an identifier", articles.len()),
        )),
    }
}

fn by_hand(entity: &Entity) -> ChainRecord {
    let chain = Chain {
        kind: entity.kind,
        name: entity.name.clone(),
        named: true,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: entity.country.clone(),
        gender: entity.gender,
        place: entity.place.clone(),
        candidates: Vec::new(),
        reason: "added by hand".to_owned(),
    };
    ChainRecord { chain, mentions: 0 }
}

fn report(entry: &AddEvent, participants: Vec<usize>, places: Vec<usize>) -> Report {
    let day = |from| {
        let to = entry.to.unwrap_or(from).max(from);
        Interval { from: Some(from), to: Some(to), precision: Precision::Day }
    };
    Report {
        kind: entry.kind,
        status: entry.status,
        postponed: false,
        participants,
        places,
        when: entry.from.map(day),
        attributed_to: Vec::new(),
        evidence: entry.sentence.clone(),
        offsets: entry.offsets,
        confidence: 1.0,
        reason: "added by hand".to_owned(),
    }
}

/// Returns `events` as `corrections` demand, in the order of time, and what
/// could not be applied, with the reason.
pub fn apply<'r>(
    events: Vec<ArchiveEvent>,
    corrections: &Corrections,
    telling: &dyn Fn() -> Retelling<'r>,
) -> (Vec<ArchiveEvent>, Vec<Problem>) {
    let mut overlay = Overlay {
        events: events.into_iter().map(Some).collect(),
        moved: Vec::new(),
        retyped: Vec::new(),
        problems: Vec::new(),
        entry: (Section::MergeEvent, 0),
    };
    if !corrections.merge_event.is_empty() || !corrections.split_event.is_empty() {
        let telling = telling();
        overlay.each(Section::MergeEvent, &corrections.merge_event, |own, merge| {
            own.merge(&merge.events, &telling);
        });
        overlay.each(Section::SplitEvent, &corrections.split_event, |own, split| {
            own.split(&split.event, &split.articles, &telling);
        });
    }
    overlay.each(Section::RetypeEvent, &corrections.retype_event, Overlay::retype);
    overlay.each(Section::RejectEvent, &corrections.reject_event, |own, reject| own.reject(&reject.event));
    let mut events: Vec<ArchiveEvent> = overlay.events.into_iter().flatten().collect();
    crate::resolve::events::sort(&mut events);
    (events, overlay.problems)
}

/// Events in the making, and what could not be applied.
struct Overlay {
    /// An event that was merged away or rejected is none.
    events: Vec<Option<ArchiveEvent>>,
    /// Identifiers of events that became a part of another one, with its index.
    moved: Vec<(String, usize)>,
    /// What entries say of events: a kind, a status, a day.
    retyped: Vec<(usize, &'static str)>,
    problems: Vec<Problem>,
    /// The entry that is applied.
    entry: (Section, usize),
}

impl Overlay {
    fn each<T>(&mut self, section: Section, entries: &[T], apply: impl Fn(&mut Self, &T)) {
        for (number, entry) in entries.iter().enumerate() {
            self.entry = (section, number);
            apply(self, entry);
        }
    }

    fn report(&mut self, id: &str, reason: impl Into<String>) {
        let (section, number) = self.entry;
        self.problems.push(Problem { section, number, about: id.to_owned(), reason: reason.into() });
    }

    fn find(&mut self, id: &str) -> Option<usize> {
        let is = |event: &Option<ArchiveEvent>| event.as_ref().is_some_and(|event| event.id == id);
        let moved = || self.moved.iter().find(|(from, _)| from == id).map(|(_, at)| *at);
        let found = self.events.iter().position(is).or_else(moved).filter(|&at| self.events[at].is_some());
        if found.is_none() {
            self.report(id, "no event has that identifier");
        }
        found
    }

    fn merge(&mut self, ids: &[String], telling: &Retelling) {
        let found: Vec<usize> = ids.iter().filter_map(|id| self.find(id)).collect();
        if found.len() < ids.len() {
            return;
        }
        if found.iter().skip(1).any(|at| *at == found[0]) {
            return self.report(&ids.join(", "), "they are one already");
        }
        let parts: Vec<ArchiveEvent> = found.iter().filter_map(|&at| self.events[at].take()).collect();
        let reports: Vec<_> = parts.iter().flat_map(|event| event.reports.iter().copied()).collect();
        if let Some(whole) = telling.event(&reports) {
            let reason = format!("{}; joined by hand", parts[0].reason);
            self.events[found[0]] = Some(ArchiveEvent { id: parts[0].id.clone(), reason, ..whole });
            self.moved
                .iter_mut()
                .filter(|entry| found.contains(&entry.1))
                .for_each(|entry| entry.1 = found[0]);
            self.moved.extend(parts[1..].iter().map(|event| (event.id.clone(), found[0])));
        }
    }

    fn split(&mut self, id: &str, articles: &[String], telling: &Retelling) {
        let Some(at) = self.find(id) else { return };
        let Some(event) = self.events[at].take() else { return };
        let (gone, kept): (Vec<_>, Vec<_>) = event
            .reports
            .iter()
            .partition(|(article, _)| articles.iter().any(|id| telling.is_article(*article, id)));
        match (telling.event(&gone), telling.event(&kept)) {
            (Some(other), Some(rest)) => {
                let reason = "split by hand".to_owned();
                let hash = blake3::hash(format!("{} from {id}", other.id).as_bytes());
                let other =
                    ArchiveEvent { id: hash.to_hex()[..16].to_owned(), reason: reason.clone(), ..other };
                self.events[at] = Some(ArchiveEvent { id: event.id, reason, ..rest });
                self.events.push(Some(other));
            }
            _ => {
                self.report(id, "it would move all of its reports or none");
                self.events[at] = Some(event);
            }
        }
    }

    fn retype(&mut self, retype: &RetypeEvent) {
        let Some(at) = self.find(&retype.event) else { return };
        let what = [retype.kind.map(|_| "kind"), retype.status.map(|_| "status"), retype.from.map(|_| "day")];
        let mut what = what.into_iter().flatten().map(|what| (at, what));
        if let Some((_, what)) = what.clone().find(|said| self.retyped.contains(said)) {
            let reason = format!("it contradicts another retype-event, which gives a {what} too");
            return self.report(&retype.event, reason);
        }
        self.retyped.extend(&mut what);
        let Some(event) = &mut self.events[at] else { return };
        event.kind = retype.kind.unwrap_or(event.kind);
        if let Some(status) = retype.status {
            (event.status, event.postponed) = (status, false);
        }
        if let Some(from) = retype.from {
            let to = retype.to.unwrap_or(from).max(from);
            event.when = Some(Interval { from: Some(from), to: Some(to), precision: Precision::Day });
        }
        event.reason.push_str("; corrected by hand");
    }

    /// Rejects an event, unless another entry made it a part of a whole.
    fn reject(&mut self, id: &str) {
        let Some(at) = self.find(id) else { return };
        match &self.events[at] {
            Some(event) if event.id != id => {
                let reason = format!(
                    "another entry makes it a part of {}; reject that, or take the merge back",
                    event.id
                );
                self.report(id, reason);
            }
            _ => self.events[at] = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Chain, EntityKind, EventKind, Status};
    use crate::resolve::{ArticleRecord, ChainRecord, EntityId, Report, events};

    /// Makes an article in which `parties` are said to have met on `day` of March 2024.
    fn article(id: &str, parties: &[&str], day: u32) -> ArticleRecord {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 3, day);
        let chain = |name: &&str| Chain {
            kind: EntityKind::Person,
            name: (*name).to_owned(),
            named: true,
            aliases: Vec::new(),
            roles: Vec::new(),
            country: None,
            gender: None,
            place: None,
            candidates: Vec::new(),
            reason: String::new(),
        };
        let report = Report {
            kind: EventKind::Meeting,
            status: Status::Held,
            postponed: false,
            participants: (0..parties.len()).collect(),
            places: Vec::new(),
            when: day.map(Interval::day),
            attributed_to: Vec::new(),
            evidence: format!("{} met.", parties.join(" and ")),
            offsets: None,
            confidence: 1.0,
            reason: String::new(),
        };
        let chains = parties.iter().map(|name| ChainRecord { chain: chain(name), mentions: 1 }).collect();
        ArticleRecord {
            id: id.to_owned(),
            published: day,
            chains,
            reports: vec![report],
            ..Default::default()
        }
    }

    /// Returns the parties and reports of each event under `corrections`, and
    /// the problems; `{0}` and so on stand for the identifiers of the events
    /// before.
    fn corrected(corrections: &str) -> (Vec<String>, Vec<Problem>) {
        let articles =
            [article("a", &["Ek", "Ur"], 1), article("b", &["Ek", "Ur"], 1), article("c", &["Ek", "Ode"], 9)];
        let entity_of =
            |article: usize, chain: usize| Some(EntityId(articles[article].chains[chain].chain.name.clone()));
        let merged = events::merge(&articles, &entity_of);
        assert_eq!(merged.len(), 2);
        let named = (0..2)
            .fold(corrections.to_owned(), |text, at| text.replace(&format!("{{{at}}}"), &merged[at].id));
        let corrections = Corrections::parse(&named).expect("well-formed");
        let (events, problems) = apply(merged, &corrections, &|| Retelling::new(&articles, &entity_of));
        let print = |event: &ArchiveEvent| {
            let parties: Vec<&str> = event.participants.iter().map(|party| party.name.as_str()).collect();
            format!("{} {} {}", event.status.as_str(), parties.join("+"), event.reports.len())
        };
        (events.iter().map(print).collect(), problems)
    }

    #[test]
    fn events_are_corrected() {
        assert_eq!(corrected("").0, ["held Ek+Ur 2", "held Ek+Ode 1"]);
        let merged = corrected(
            "[[merge-event]]\nevents = [\"{0}\", \"{1}\"]\n[[retype-event]]\nevent = \"{1}\"\nstatus = \"denied\"",
        );
        assert_eq!(merged.0, ["denied Ek+Ur+Ode 3"], "the other identifier means the whole");
        let split = corrected("[[split-event]]\nevent = \"{0}\"\narticles = [\"b\"]");
        assert_eq!(split.0.len(), 3);
        let retyped =
            corrected("[[retype-event]]\nevent = \"{0}\"\nstatus = \"denied\"\nfrom = \"2024-03-20\"");
        assert_eq!(retyped.0, ["held Ek+Ode 1", "denied Ek+Ur 2"]);
        assert_eq!(corrected("[[reject-event]]\nevent = \"{1}\"").0, ["held Ek+Ur 2"]);
    }

    #[test]
    fn what_fits_no_event_is_reported() {
        for text in [
            "[[reject-event]]\nevent = \"00\"",
            "[[merge-event]]\nevents = [\"{0}\", \"{0}\"]",
            "[[split-event]]\nevent = \"{0}\"\narticles = [\"c\"]",
        ] {
            let (events, problems) = corrected(text);
            assert_eq!((events.len(), problems.len()), (2, 1), "{text}: {problems:?}");
        }
    }

    #[test]
    fn entries_that_contradict_others_are_reported() {
        for text in [
            "[[merge-event]]\nevents = [\"{0}\", \"{1}\"]\n[[reject-event]]\nevent = \"{1}\"",
            "[[retype-event]]\nevent = \"{0}\"\nstatus = \"denied\"\n\
             [[retype-event]]\nevent = \"{0}\"\nstatus = \"planned\"",
        ] {
            let (events, problems) = corrected(text);
            assert_eq!(problems.len(), 1, "{text}: {events:?} {problems:?}");
            assert!(!events.is_empty());
        }
    }
}
