//! Corrections laid over the decisions: no article is read again, and nothing is guessed.
//!
//! What the entries touch is gathered anew from the articles; all else stays as
//! the program decided it.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Cluster;
use super::nodes::Member;
use super::registry::only;
use super::summary::summary;
use super::{Entity, EntityId, NameCount, Registry};
use crate::document::EntityKind;
use crate::likeness::fold;
use crate::resolve::ArticleRecord;
use crate::resolve::corrections::{Corrections, Problem, Section, Split};

/// An entity that an entry touched, and its chains; none where it was merged
/// away or rejected.
pub type Draft = Option<(Entity, Vec<Member>)>;

/// The decisions, and what corrections make of them.
///
/// Entities have handles: those that the program decided on their numbers,
/// those that were made by hand the numbers behind.
pub struct Overlay<'a> {
    articles: &'a [&'a ArticleRecord],
    base: &'a Registry,
    /// What was touched, by handle.
    pub drafts: BTreeMap<usize, Draft>,
    /// Identifiers that mean another entity since a merge, and its handle.
    pub moved: Vec<(EntityId, usize)>,
    pub problems: Vec<Problem>,
    /// The entry that is applied.
    entry: (Section, usize),
    /// What entries made of an entity, so that another one cannot say otherwise.
    said: Vec<(Section, usize)>,
}

impl<'a> Overlay<'a> {
    /// Begins with what the program decided about `articles`, sorted by identifier.
    pub fn new(articles: &'a [&'a ArticleRecord], base: &'a Registry) -> Overlay<'a> {
        Overlay {
            articles,
            base,
            drafts: BTreeMap::new(),
            moved: Vec::new(),
            problems: Vec::new(),
            entry: (Section::Add, 0),
            said: Vec::new(),
        }
    }

    /// Applies `corrections`; what fits nothing or contradicts is reported.
    pub fn apply(&mut self, corrections: &Corrections) {
        self.each(Section::Add, &corrections.add, |own, add| own.add(&add.name, add.kind, &add.aliases));
        self.each(Section::Split, &corrections.split, |own, split| own.split(split));
        self.each(Section::Retype, &corrections.retype, |own, retype| {
            own.find(&retype.entity).into_iter().for_each(|at| own.retype(at, &retype.entity, retype.kind));
        });
        self.each(Section::Rename, &corrections.rename, |own, rename| {
            own.find(&rename.entity).into_iter().for_each(|at| own.rename(at, &rename.entity, &rename.name));
        });
        self.each(Section::Alias, &corrections.alias, |own, alias| {
            own.find(&alias.entity).into_iter().for_each(|at| own.alias(at, &alias.name));
        });
        self.each(Section::Merge, &corrections.merge, |own, merge| own.merge(&merge.entities));
        self.each(Section::Reject, &corrections.reject, |own, reject| own.reject(&reject.entity));
    }

    fn each<T>(&mut self, section: Section, entries: &[T], apply: impl Fn(&mut Self, &T)) {
        for (number, entry) in entries.iter().enumerate() {
            self.entry = (section, number);
            apply(self, entry);
        }
    }

    fn report(&mut self, about: &str, reason: impl Into<String>) {
        let (section, number) = self.entry;
        self.problems.push(Problem { section, number, about: format!("{about:?}"), reason: reason.into() });
    }

    /// Notes that an entry of this kind speaks of the entity; reports `about`
    /// and returns false where another one has done so.
    fn claim(&mut self, at: usize, about: &str) -> bool {
        let said = (self.entry.0, at);
        let first = !self.said.contains(&said);
        if first {
            self.said.push(said);
        } else {
            let section = said.0.as_str();
            self.report(about, format!("it contradicts another {section} of the same entity"));
        }
        first
    }

    /// Returns the entity with the handle; none where it is no more.
    fn entity(&self, at: usize) -> Option<&Entity> {
        match self.drafts.get(&at) {
            Some(draft) => draft.as_ref().map(|(entity, _)| entity),
            None => self.base.decode(at),
        }
    }

    /// Takes the entity with the handle out; without it the handle means nothing.
    fn take(&mut self, at: usize) -> Draft {
        match self.drafts.insert(at, None) {
            Some(draft) => draft,
            None => Some((self.base.decode(at)?.clone(), self.base.members_of(&[at]).pop()?)),
        }
    }

    fn put(&mut self, at: usize, entity: Entity, members: Vec<Member>) {
        self.drafts.insert(at, Some((entity, members)));
    }

    /// Makes drafts of the entities with these handles, whose chains are looked
    /// up in one pass.
    fn draft(&mut self, handles: &[usize]) {
        let decided = |at: &usize| *at < self.base.len() && !self.drafts.contains_key(at);
        let handles: Vec<usize> = handles.iter().copied().filter(decided).collect();
        for (at, members) in handles.iter().zip(self.base.members_of(&handles)) {
            let draft = self.base.decode(*at).map(|entity| (entity.clone(), members));
            self.drafts.insert(*at, draft);
        }
    }

    /// Changes the entity with the handle in place.
    fn change(&mut self, at: usize, change: impl FnOnce(&mut Entity)) {
        if let Some((mut entity, members)) = self.take(at) {
            change(&mut entity);
            self.put(at, entity, members);
        }
    }

    /// Returns the handle of the next entity that is made by hand.
    fn next(&self) -> usize {
        self.drafts.last_key_value().map_or(0, |(at, _)| at + 1).max(self.base.len())
    }

    /// Finds the entity that `name` means: an identifier, or a name that one
    /// entity bears; reports where there is none.
    fn find(&mut self, name: &str) -> Option<usize> {
        let found = self.look(name);
        found.map_err(|problem| self.report(name, problem)).ok()
    }

    fn look(&self, name: &str) -> Result<usize, String> {
        let is = |at: &usize| self.entity(*at).is_some_and(|entity| entity.id.as_str() == name);
        let by_id = self.base.number(name).filter(is).or_else(|| self.drafts.keys().copied().find(is));
        let moved = || self.moved.iter().find(|(id, _)| id.as_str() == name).map(|(_, at)| *at);
        if let Some(at) = by_id.or_else(moved) {
            return Ok(at);
        }
        let folded = fold(name);
        let mut found = self.bearing(&folded, |entity| fold(&entity.name) == folded);
        if found.is_empty() {
            found =
                self.bearing(&folded, |entity| entity.names.iter().any(|name| fold(&name.name) == folded));
        }
        only(&found)
    }

    /// Returns the handles of those that may bear the folded name and that fit.
    fn bearing(&self, folded: &str, fits: impl Fn(&Entity) -> bool) -> Vec<usize> {
        let decided = self.base.bearing(folded).map(|at| at as usize);
        let mut found: Vec<usize> = decided.chain(self.drafts.keys().copied()).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|at| self.entity(*at).is_some_and(&fits));
        found
    }

    /// Gathers anew what the articles say of an entity of these chains.
    fn gather(&self, kind: EntityKind, reasons: &[String], members: &[Member]) -> Entity {
        let (members, reasons) = (members.to_vec(), reasons.to_vec());
        let cluster = Cluster { kind, members, reasons, candidates: Vec::new(), sense: String::new() };
        summary(self.articles, &cluster)
    }

    fn add(&mut self, name: &str, kind: EntityKind, aliases: &[String]) {
        let id = EntityId::new(kind, name, "");
        let so_called = |entity: &Entity| entity.kind == kind && fold(&entity.name) == fold(name);
        let known = self.bearing(&fold(name), so_called).first().and_then(|at| self.entity(*at));
        if let Some(known) = known.map(|entity| entity.id.clone()) {
            return self.report(name, format!("the archive has it already, as {known}"));
        }
        let mut entity = self.gather(kind, &["added by hand".to_owned()], &[]);
        entity.id = id;
        entity.name = name.to_owned();
        for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            entity.names.push(NameCount { name: name.to_owned(), count: 0 });
        }
        self.put(self.next(), entity, Vec::new());
    }

    fn split(&mut self, split: &Split) {
        let Some(at) = self.find(&split.entity) else { return };
        let Some((entity, members)) = self.take(at) else { return };
        let names: Vec<String> = split.names.iter().map(|name| fold(name)).collect();
        let leaves = |&(row, column): &Member| {
            let article = self.articles[row as usize];
            names.contains(&fold(&article.chains[column as usize].chain.name))
                || split.articles.iter().any(|named| *named == article.id || *named == article.path)
        };
        let (gone, kept): (Vec<Member>, Vec<Member>) = members.iter().copied().partition(leaves);
        if gone.is_empty() || kept.is_empty() {
            self.put(at, entity, members);
            return self.report(&split.entity, "it would move all of its chains or none");
        }
        let mut other = self.gather(entity.kind, &["split by hand".to_owned()], &gone);
        other.id = EntityId::new(entity.kind, &split.name, &format!("split from {}", entity.id));
        other.name.clone_from(&split.name);
        other.names.push(NameCount { name: split.name.clone(), count: 0 });
        let mut rest = self.gather(entity.kind, &entity.reasons, &kept);
        (rest.id, rest.name, rest.candidates) = (entity.id, entity.name, entity.candidates);
        self.put(at, rest, kept);
        self.put(self.next(), other, gone);
    }

    fn retype(&mut self, at: usize, about: &str, kind: EntityKind) {
        if self.claim(at, about) {
            self.change(at, |entity| {
                entity.kind = kind;
                entity.reasons.push("retyped by hand".to_owned());
            });
        }
    }

    /// Gives the entity another name; a place is called so in the paths of
    /// all that lies in it too.
    fn rename(&mut self, at: usize, about: &str, name: &str) {
        if !self.claim(at, about) {
            return;
        }
        let path = self.entity(at).and_then(|entity| entity.place.as_ref()).map(|place| place.path.clone());
        self.change(at, |entity| {
            let reason = format!("{name:?} is its name by hand, and not {:?}", entity.name);
            entity.reasons.push(reason);
            let before = std::mem::replace(&mut entity.name, name.to_owned());
            for name in [before.as_str(), name] {
                if !entity.names.iter().any(|known| known.name == name) {
                    entity.names.push(NameCount { name: name.to_owned(), count: 0 });
                }
            }
        });
        if let Some(path) = path {
            self.rename_path(&path, name);
        }
    }

    fn rename_path(&mut self, path: &[String], name: &str) {
        let lies = |at: &usize| {
            let place = self.entity(*at).and_then(|entity| entity.place.as_ref());
            place.is_some_and(|place| place.path.starts_with(path))
        };
        let inside: Vec<usize> = (0..self.next()).filter(lies).collect();
        self.draft(&inside);
        for at in inside {
            self.change(at, |entity| {
                if let Some(place) = &mut entity.place {
                    place.path[path.len() - 1] = name.to_owned();
                    place.name = place.path.last().cloned().unwrap_or_default();
                }
            });
        }
    }

    /// Adds a name; an entity of that name alone whose chains are open joins.
    fn alias(&mut self, at: usize, name: &str) {
        let folded = fold(name);
        let open =
            self.bearing(&folded, |entity| !entity.candidates.is_empty() && fold(&entity.name) == folded);
        for other in open.into_iter().filter(|&other| other != at) {
            self.join(at, other);
        }
        self.change(at, |entity| {
            if !entity.names.iter().any(|known| fold(&known.name) == folded) {
                entity.names.push(NameCount { name: name.to_owned(), count: 0 });
            }
            entity.reasons.push(format!("{name} given as a name by hand"));
        });
    }

    fn merge(&mut self, names: &[String]) {
        let found: Vec<usize> = names.iter().filter_map(|name| self.find(name)).collect();
        if found.len() < names.len() {
            return;
        }
        let kinds = found.iter().filter_map(|at| self.entity(*at)).map(|entity| entity.kind);
        let kinds: Vec<EntityKind> = kinds.collect();
        if kinds.contains(&EntityKind::Person) && kinds.contains(&EntityKind::Place) {
            let reason = "a person and a place are not one; retype the one that was taken for the other";
            return self.report(&names.join(", "), reason);
        }
        let Some((&whole, others)) = found.split_first() else { return };
        // Two names of an entry may mean one entity.
        let mut seen = BTreeSet::from([whole]);
        let others: Vec<usize> = others.iter().copied().filter(|other| seen.insert(*other)).collect();
        if others.is_empty() {
            return self.report(&names.join(", "), "they are one already");
        }
        others.into_iter().for_each(|other| self.join(whole, other));
    }

    /// Makes the entity `other` a part of the entity `at`.
    fn join(&mut self, at: usize, other: usize) {
        // The one is taken only when the other is there: what is taken must be put back.
        let Some((gone, theirs)) = self.take(other) else { return };
        let Some((mut entity, mut members)) = self.take(at) else {
            return self.put(other, gone, theirs);
        };
        members.extend(theirs);
        members.sort_unstable();
        entity.reasons.push(format!("{} joined by hand", gone.name));
        let mut whole = self.gather(entity.kind, &entity.reasons, &members);
        (whole.id, whole.name, whole.kind) = (entity.id, entity.name, entity.kind);
        whole.candidates = entity.candidates;
        whole.place = entity.place.or(gone.place).filter(|_| whole.kind == EntityKind::Place);
        whole.names.extend(entity.names.into_iter().chain(gone.names).filter(|name| name.count == 0));
        self.put(at, whole, members);
        self.moved.iter_mut().filter(|entry| entry.1 == other).for_each(|entry| entry.1 = at);
        self.moved.push((gone.id, at));
    }

    /// Rejects an entity, unless the name is one that another entry made a part of a whole.
    fn reject(&mut self, name: &str) {
        let Some(at) = self.find(name) else { return };
        let Some(entity) = self.entity(at) else { return };
        let is_whole = entity.id.as_str() == name || fold(&entity.name) == fold(name);
        if !is_whole && self.moved.iter().any(|(_, whole)| *whole == at) {
            let reason = format!(
                "another entry makes it a part of {}; reject that, or take the merge back",
                entity.id
            );
            return self.report(name, reason);
        }
        self.take(at);
    }
}
