//! What the reports of one event say together, and where they disagree.

use std::collections::BTreeMap;

use super::ArchiveEvent;
use super::item::Item;
use super::profile::Profile;
use crate::document::{Chain, EntityKind, EventKind, Interval, Status};
use crate::resolve::{ArticleRecord, EntityId, Party, Report, Venue};

/// The reports of one event with their articles, by day of publication.
struct Telling<'a> {
    articles: &'a [ArticleRecord],
    items: Vec<&'a Item>,
}

/// Makes the event that the items of `group` tell.
pub fn event(articles: &[ArticleRecord], items: &[Item], group: &[usize]) -> ArchiveEvent {
    let telling = Telling { articles, items: group.iter().map(|index| &items[*index]).collect() };
    let (status, postponed) = telling.status();
    let when = telling.when();
    ArchiveEvent {
        id: telling.id(),
        kind: telling.kind(),
        status,
        postponed,
        participants: telling.participants(),
        places: telling.places(),
        when,
        reports: telling.items.iter().map(|item| (item.article, item.report)).collect(),
        reason: telling.reason(),
        contradictions: telling.contradictions(when),
    }
}

impl<'a> Telling<'a> {
    fn report(&self, item: &Item) -> &'a Report {
        &self.articles[item.article].reports[item.report]
    }

    /// Returns a hash of the earliest report: later ones do not change it.
    fn id(&self) -> String {
        let first = self.items[0];
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.articles[first.article].id.as_bytes());
        hasher.update(&[0]);
        hasher.update(self.report(first).evidence.as_bytes());
        hasher.update(&(first.report as u64).to_le_bytes());
        hasher.finalize().to_hex()[..16].to_owned()
    }

    fn kind(&self) -> EventKind {
        self.items[0].kind
    }

    /// Returns the status by the reports that knew last: a plan yields to what
    /// became of it, and of equal days what most say counts.
    fn status(&self) -> (Status, bool) {
        let known = |item: &&&Item| item.status != Status::Planned;
        let Some(last) = self.items.iter().filter(known).filter_map(|item| item.published).max() else {
            let status = self.items.iter().find(known).map_or(Status::Planned, |item| item.status);
            return (status, self.postponed(status));
        };
        let mut votes: BTreeMap<Status, usize> = BTreeMap::new();
        for item in self.items.iter().filter(known).filter(|item| item.published == Some(last)) {
            *votes.entry(item.status).or_default() += 1;
        }
        let most = votes.iter().max_by_key(|(status, count)| (**count, std::cmp::Reverse(**status)));
        let status = most.map_or(Status::Held, |(status, _)| *status);
        (status, self.postponed(status))
    }

    fn postponed(&self, status: Status) -> bool {
        status == Status::Cancelled && self.items.iter().any(|item| self.report(item).postponed)
    }

    /// Returns the interval that most of the exactest reports give.
    fn when(&self) -> Option<Interval> {
        let mut votes: Vec<(Interval, usize)> = Vec::new();
        for interval in self.items.iter().filter_map(|item| self.report(item).when) {
            match votes.iter_mut().find(|(seen, _)| *seen == interval) {
                Some(vote) => vote.1 += 1,
                None => votes.push((interval, 1)),
            }
        }
        let finest = votes.iter().map(|(interval, _)| width(*interval)).min()?;
        votes.retain(|(interval, _)| width(*interval) == finest);
        let most = votes.iter().map(|vote| vote.1).max()?;
        votes.iter().find(|vote| vote.1 == most).map(|vote| vote.0)
    }

    fn participants(&self) -> Vec<Party> {
        let mut parties: Vec<(Party, usize)> = Vec::new();
        let mut told: Vec<(Profile, Vec<usize>)> = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            for (chain, entity) in self.report(item).participants.iter().zip(&item.entities) {
                let Some(record) = self.articles[item.article].chains.get(*chain) else { continue };
                let id = entity.as_ref().map_or_else(String::new, |entity| entity.0.clone());
                let party = Party { id, name: record.chain.name.clone(), kind: record.chain.kind };
                let at = parties.iter().position(|(seen, _)| same(seen, &party)).unwrap_or(parties.len());
                match parties.get_mut(at) {
                    Some((seen, count)) => {
                        *count += 1;
                        keep_fuller(&mut seen.name, party.name);
                    }
                    None => {
                        parties.push((party, 1));
                        told.push((Profile::default(), Vec::new()));
                    }
                }
                told[at].0.learn(&record.chain, entity.is_some());
                told[at].1.push(number);
            }
        }
        let named = told.iter().filter(|(profile, _)| profile.is_resolved()).count();
        parties
            .iter()
            .zip(&mut told)
            .filter(|((party, _), (profile, _))| named > 1 && !profile.is_resolved() && is_heading(party))
            .for_each(|(_, (profile, _))| profile.is_heading = true);
        let mut again = retold(&told).into_iter();
        parties.retain(|_| !again.next().unwrap_or(false));
        parties.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        parties.into_iter().map(|(party, _)| party).collect()
    }

    fn places(&self) -> Vec<Venue> {
        let mut venues: Vec<(Venue, usize)> = Vec::new();
        for item in &self.items {
            for (chain, entity) in self.report(item).places.iter().zip(&item.venues) {
                let Some(record) = self.articles[item.article].chains.get(*chain) else { continue };
                let id = entity.as_ref().map_or_else(String::new, |entity| entity.0.clone());
                let same =
                    |seen: &Venue| if id.is_empty() { seen.name == record.chain.name } else { seen.id == id };
                match venues.iter_mut().find(|(seen, _)| same(seen)) {
                    Some(vote) => vote.1 += 1,
                    None => {
                        let venue =
                            Venue { id, name: printed(&record.chain), place: record.chain.place.clone() };
                        venues.push((venue, 1));
                    }
                }
            }
        }
        let depth = |venue: &Venue| venue.place.as_ref().map_or(0, |place| place.path.len());
        venues.sort_by_key(|(venue, count)| std::cmp::Reverse((*count, depth(venue))));
        venues.into_iter().map(|(venue, _)| venue).collect()
    }

    fn reason(&self) -> String {
        if self.items.len() == 1 {
            return "one report".to_owned();
        }
        let mut articles: Vec<usize> = self.items.iter().map(|item| item.article).collect();
        articles.sort_unstable();
        articles.dedup();
        let mut reason = format!(
            "{} reports in {} articles of the same parties, with dates and places that fit",
            self.items.len(),
            articles.len()
        );
        let mut history: Vec<Status> = self.items.iter().map(|item| item.status).collect();
        history.dedup();
        if history.len() > 1 {
            let words: Vec<&str> = history.iter().map(|status| status.as_str()).collect();
            reason.push_str("; ");
            reason.push_str(&words.join(", then "));
        }
        reason
    }

    fn contradictions(&self, when: Option<Interval>) -> Vec<String> {
        [self.disputed_status(), self.disputed_day(when), self.disputed_place(), self.disputed_parties()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn disputed_status(&self) -> Option<String> {
        let denied = self.items.iter().filter(|item| item.status == Status::Denied).count();
        let held = self.items.iter().filter(|item| item.status == Status::Held).count();
        (denied > 0 && held > 0).then(|| format!("status: {held} say held, {denied} say denied"))
    }

    fn disputed_day(&self, when: Option<Interval>) -> Option<String> {
        let when = when?;
        let others = self.items.iter().filter_map(|item| Some((*item, self.report(item).when?)));
        let mut clauses: Vec<String> = others
            .filter(|(_, other)| !other.overlaps(when))
            .filter_map(|(item, other)| {
                Some(format!("{} says {}", self.source(item), other.from.or(other.to)?))
            })
            .collect();
        clauses.dedup();
        (!clauses.is_empty()).then(|| format!("date: {}", clauses.join(", ")))
    }

    fn disputed_place(&self) -> Option<String> {
        let first = self.items.iter().find(|item| item.place.is_some())?;
        let mut names: Vec<&str> = vec![&first.place.as_ref()?.name];
        for place in
            self.items.iter().filter(|item| !item.place_fits(first)).filter_map(|item| item.place.as_ref())
        {
            if !names.contains(&place.name.as_str()) {
                names.push(&place.name);
            }
        }
        (names.len() > 1).then(|| format!("place: {}", names.join(" or ")))
    }

    /// Returns the people of whom one report says that they were there, and
    /// nobody else does, where several reports name at least three.
    fn disputed_parties(&self) -> Option<String> {
        let named = |item: &&Item| item.entities.iter().flatten().count();
        let many: Vec<&Item> = self.items.iter().copied().filter(|item| named(item) > 2).collect();
        let alone = |entity: &EntityId| {
            let naming = self.items.iter().filter(|item| item.entities.iter().flatten().any(|e| e == entity));
            naming.count() == 1
        };
        let mut clauses = Vec::new();
        for item in many.iter().filter(|_| many.len() > 1) {
            let names = self.report(item).participants.iter().zip(&item.entities);
            let names = names.filter(|(_, entity)| entity.as_ref().is_some_and(alone));
            let names: Vec<&str> = names
                .filter_map(|(chain, _)| self.articles[item.article].chains.get(*chain))
                .map(|record| record.chain.name.as_str())
                .collect();
            if !names.is_empty() {
                clauses.push(format!("only {} names {}", self.source(item), names.join(" and ")));
            }
        }
        (!clauses.is_empty()).then(|| format!("parties: {}", clauses.join(", ")))
    }

    fn source(&self, item: &Item) -> &'a str {
        let article = &self.articles[item.article];
        article.publisher.as_deref().unwrap_or(&article.id)
    }
}

/// Returns the name of a place as it is printed in running text: `Geneva` for
/// the `GENEVA` of a dateline.
fn printed(chain: &Chain) -> String {
    let shouted = chain.name.chars().count() > 3 && !chain.name.chars().any(char::is_lowercase);
    let place = chain.place.as_ref().filter(|_| shouted);
    place.map_or_else(|| chain.name.clone(), |place| place.name.clone())
}

/// Tells of each party whether it is another one in other words: *the American
/// envoy* beside the name that another report gives. Parties that one report
/// names together are two.
fn retold(told: &[(Profile, Vec<usize>)]) -> Vec<bool> {
    let apart = |a: &[usize], b: &[usize]| a.iter().all(|item| !b.contains(item));
    let rank = |at: usize| (told[at].0.is_resolved(), told[at].1.len(), std::cmp::Reverse(at));
    let is_other = |at: usize, other: usize| {
        rank(other) > rank(at)
            && apart(&told[at].1, &told[other].1)
            && (told[at].0.may_be(&told[other].0) || told[at].0.is_shorter(&told[other].0))
    };
    let again = |at: usize| (0..told.len()).any(|other| is_other(at, other));
    (0..told.len()).map(|at| told[at].0.is_heading || again(at)).collect()
}

/// Tells whether the party is what only a headline calls people whom the
/// report names: *Baltic Leaders*, each word with a capital.
fn is_heading(party: &Party) -> bool {
    let mut words = party.name.split_whitespace().filter(|word| word.len() > 3);
    party.kind == EntityKind::Person
        && party.id.is_empty()
        && party.name.contains(' ')
        && words.clone().all(|word| word.starts_with(char::is_uppercase))
        && words.any(|word| word.ends_with('s'))
}

fn width(interval: Interval) -> i64 {
    match (interval.from, interval.to) {
        (Some(from), Some(to)) => (to - from).num_days(),
        (None, None) => i64::MAX,
        _ => i64::MAX - 1,
    }
}

fn same(a: &Party, b: &Party) -> bool {
    if a.id.is_empty() && b.id.is_empty() { a.name.eq_ignore_ascii_case(&b.name) } else { a.id == b.id }
}

fn keep_fuller(name: &mut String, other: String) {
    if other.chars().count() > name.chars().count() {
        *name = other;
    }
}
