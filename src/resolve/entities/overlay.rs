//! Corrections laid over the decisions: no article is read again, and nothing is guessed.

use super::build::Cluster;
use super::summary::summary;
use super::{Entity, EntityId, NameCount};
use crate::document::EntityKind;
use crate::likeness::fold;
use crate::resolve::ArticleRecord;
use crate::resolve::corrections::Corrections;

/// Entities in the making, the chains of each, and what could not be applied.
pub struct Overlay<'a> {
    articles: &'a [&'a ArticleRecord],
    /// An entity that was merged away or rejected is none.
    pub entities: Vec<Option<(Entity, Cluster)>>,
    /// Identifiers that mean another entity since a merge, and its index.
    pub moved: Vec<(EntityId, usize)>,
    pub problems: Vec<String>,
}

impl<'a> Overlay<'a> {
    /// Begins with the entities that the program decided on.
    pub fn new(articles: &'a [&'a ArticleRecord], entities: Vec<(Entity, Cluster)>) -> Overlay<'a> {
        let entities = entities.into_iter().map(Some).collect();
        Overlay { articles, entities, moved: Vec::new(), problems: Vec::new() }
    }

    /// Applies `corrections`; what fits nothing is reported.
    pub fn apply(&mut self, corrections: &Corrections) {
        for add in &corrections.add {
            self.add(&add.name, add.kind, &add.aliases);
        }
        for split in &corrections.split {
            self.split(split);
        }
        for retype in &corrections.retype {
            if let Some(at) = self.find("retype", &retype.entity) {
                self.retype(at, retype.kind);
            }
        }
        for alias in &corrections.alias {
            if let Some(at) = self.find("alias", &alias.entity) {
                self.alias(at, &alias.name);
            }
        }
        for merge in &corrections.merge {
            self.merge(&merge.entities);
        }
        for reject in &corrections.reject {
            if let Some(at) = self.find("reject", &reject.entity) {
                self.entities[at] = None;
            }
        }
    }

    /// Finds the entity that `name` means: an identifier, or a name that one entity bears.
    fn find(&mut self, what: &str, name: &str) -> Option<usize> {
        match self.look(name) {
            Ok(at) => Some(at),
            Err(problem) => {
                self.problems.push(format!("{what} of {name:?}: {problem}"));
                None
            }
        }
    }

    fn look(&self, name: &str) -> Result<usize, String> {
        let by_id = |entity: &Entity| entity.id.as_str() == name;
        if let Some(at) = self.position(by_id).first() {
            return Ok(*at);
        }
        if let Some((_, at)) = self.moved.iter().find(|(id, _)| id.as_str() == name) {
            return Ok(*at);
        }
        let folded = fold(name);
        let mut found = self.position(|entity| fold(&entity.name) == folded);
        if found.is_empty() {
            found =
                self.position(|entity| entity.names.iter().any(|spelling| fold(&spelling.name) == folded));
        }
        match found[..] {
            [one] => Ok(one),
            [] => Err("no entity has that identifier or name".to_owned()),
            _ => Err(format!("{} entities bear that name; give an identifier", found.len())),
        }
    }

    fn position(&self, fits: impl Fn(&Entity) -> bool) -> Vec<usize> {
        let known = |at: &usize| self.entities[*at].as_ref().is_some_and(|(entity, _)| fits(entity));
        (0..self.entities.len()).filter(known).collect()
    }

    fn add(&mut self, name: &str, kind: EntityKind, aliases: &[String]) {
        let id = EntityId::new(kind, name, "");
        if !self.position(|entity| entity.id == id).is_empty() {
            self.problems.push(format!("add of {name:?}: the archive has it already, as {id}"));
            return;
        }
        let cluster = empty(kind);
        let mut entity = summary(self.articles, &cluster);
        entity.id = id;
        entity.name = name.to_owned();
        entity.reasons.push("added by hand".to_owned());
        for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            entity.names.push(NameCount { name: name.to_owned(), count: 0 });
        }
        self.entities.push(Some((entity, cluster)));
    }

    fn split(&mut self, split: &crate::resolve::corrections::Split) {
        let Some(at) = self.find("split", &split.entity) else { return };
        let Some((entity, mut cluster)) = self.entities[at].take() else { return };
        let names: Vec<String> = split.names.iter().map(|name| fold(name)).collect();
        let leaves = |&(row, column): &(u32, u32)| {
            let article = self.articles[row as usize];
            names.contains(&fold(&article.chains[column as usize].chain.name))
                || split.articles.contains(&article.id)
        };
        let (gone, kept): (Vec<_>, Vec<_>) = cluster.members.iter().copied().partition(leaves);
        if gone.is_empty() || kept.is_empty() {
            self.problems
                .push(format!("split of {:?}: it would move all of its chains or none", split.entity));
            self.entities[at] = Some((entity, cluster));
            return;
        }
        let mut other = cluster.clone();
        other.members = gone;
        other.reasons = vec!["split by hand".to_owned()];
        cluster.members = kept;
        let mut parted = summary(self.articles, &other);
        parted.id = EntityId::new(other.kind, &split.name, &format!("split from {}", entity.id));
        parted.name.clone_from(&split.name);
        let mut rest = summary(self.articles, &cluster);
        (rest.id, rest.name) = (entity.id, entity.name);
        self.entities[at] = Some((rest, cluster));
        self.entities.push(Some((parted, other)));
    }

    fn retype(&mut self, at: usize, kind: EntityKind) {
        if let Some((entity, cluster)) = &mut self.entities[at] {
            entity.kind = kind;
            cluster.kind = kind;
            entity.reasons.push("retyped by hand".to_owned());
        }
    }

    /// Adds a name; an entity of that name alone whose chains are open joins.
    fn alias(&mut self, at: usize, name: &str) {
        let folded = fold(name);
        let open = self.position(|entity| !entity.candidates.is_empty() && fold(&entity.name) == folded);
        for other in open.into_iter().filter(|&other| other != at) {
            self.join(at, other);
        }
        if let Some((entity, _)) = &mut self.entities[at] {
            if !entity.names.iter().any(|known| fold(&known.name) == folded) {
                entity.names.push(NameCount { name: name.to_owned(), count: 0 });
            }
            entity.reasons.push(format!("{name} given as a name by hand"));
        }
    }

    fn merge(&mut self, names: &[String]) {
        let found: Vec<usize> = names.iter().filter_map(|name| self.find("merge", name)).collect();
        if found.len() < names.len() {
            return;
        }
        for &other in &found[1..] {
            if other == found[0] {
                self.problems.push(format!("merge of {}: they are one already", names.join(", ")));
            } else {
                self.join(found[0], other);
            }
        }
    }

    /// Makes the entity `other` a part of the entity `at`.
    fn join(&mut self, at: usize, other: usize) {
        let (Some((gone, cluster)), Some((entity, mut own))) =
            (self.entities[other].take(), self.entities[at].take())
        else {
            return;
        };
        own.members.extend(cluster.members);
        own.members.sort_unstable();
        own.reasons.push(format!("{} joined by hand", gone.name));
        let mut whole = summary(self.articles, &own);
        (whole.id, whole.name, whole.kind) = (entity.id, entity.name, entity.kind);
        whole.candidates = entity.candidates;
        whole.names.extend(entity.names.into_iter().chain(gone.names).filter(|name| name.count == 0));
        self.entities[at] = Some((whole, own));
        for entry in self.moved.iter_mut().filter(|entry| entry.1 == other) {
            entry.1 = at;
        }
        self.moved.push((gone.id, at));
    }
}

fn empty(kind: EntityKind) -> Cluster {
    Cluster { kind, members: Vec::new(), candidates: Vec::new(), reasons: Vec::new(), sense: String::new() }
}
