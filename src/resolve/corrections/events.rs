//! Corrections of events, laid over what was merged.

use super::{Corrections, RetypeEvent};
use crate::document::{Interval, Precision};
use crate::resolve::ArchiveEvent;
use crate::resolve::events::Retelling;

/// Returns `events` as `corrections` demand, in the order of time, and what
/// could not be applied, with the reason.
pub fn apply<'r>(
    events: Vec<ArchiveEvent>,
    corrections: &Corrections,
    telling: &dyn Fn() -> Retelling<'r>,
) -> (Vec<ArchiveEvent>, Vec<String>) {
    let mut overlay =
        Overlay { events: events.into_iter().map(Some).collect(), moved: Vec::new(), problems: Vec::new() };
    if !corrections.merge_event.is_empty() || !corrections.split_event.is_empty() {
        let telling = telling();
        corrections.merge_event.iter().for_each(|merge| overlay.merge(&merge.events, &telling));
        corrections
            .split_event
            .iter()
            .for_each(|split| overlay.split(&split.event, &split.articles, &telling));
    }
    corrections.retype_event.iter().for_each(|retype| overlay.retype(retype));
    for reject in &corrections.reject_event {
        if let Some(at) = overlay.find("reject", &reject.event) {
            overlay.events[at] = None;
        }
    }
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
    problems: Vec<String>,
}

impl Overlay {
    fn find(&mut self, what: &str, id: &str) -> Option<usize> {
        let is = |event: &Option<ArchiveEvent>| event.as_ref().is_some_and(|event| event.id == id);
        let moved = || self.moved.iter().find(|(from, _)| from == id).map(|(_, at)| *at);
        let found = self.events.iter().position(is).or_else(moved).filter(|&at| self.events[at].is_some());
        if found.is_none() {
            self.problems.push(format!("{what} of event {id}: no event has that identifier"));
        }
        found
    }

    fn merge(&mut self, ids: &[String], telling: &Retelling) {
        let found: Vec<usize> = ids.iter().filter_map(|id| self.find("merge", id)).collect();
        if found.len() < ids.len() {
            return;
        }
        if found[1..].contains(&found[0]) {
            self.problems.push(format!("merge of events {}: they are one already", ids.join(", ")));
            return;
        }
        let parts: Vec<ArchiveEvent> = found.iter().filter_map(|&at| self.events[at].take()).collect();
        let reports: Vec<_> = parts.iter().flat_map(|event| event.reports.iter().copied()).collect();
        if let Some(whole) = telling.event(&reports) {
            let reason = format!("{}; joined by hand", parts[0].reason);
            self.events[found[0]] = Some(ArchiveEvent { id: parts[0].id.clone(), reason, ..whole });
            self.moved.extend(parts[1..].iter().map(|event| (event.id.clone(), found[0])));
        }
    }

    fn split(&mut self, id: &str, articles: &[String], telling: &Retelling) {
        let Some(at) = self.find("split", id) else { return };
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
                self.problems.push(format!("split of event {id}: it would move all of its reports or none"));
                self.events[at] = Some(event);
            }
        }
    }

    fn retype(&mut self, retype: &RetypeEvent) {
        let Some(at) = self.find("retype", &retype.event) else { return };
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
    fn corrected(corrections: &str) -> (Vec<String>, Vec<String>) {
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
        let merged =
            corrected("[[merge-event]]\nevents = [\"{0}\", \"{1}\"]\n[[reject-event]]\nevent = \"{1}\"");
        assert_eq!(merged.0, Vec::<String>::new(), "the other identifier means the whole");
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
}
