//! What the articles say of one entity, gathered.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::build::Cluster;
use super::nodes::Member;
use super::{DatedRole, Entity, EntityId, NameCount};
use crate::document::{EntityKind, Gender, Role};
use crate::likeness::{content, fold};
use crate::resolve::{ArticleRecord, ChainRecord};

/// Roles that are kept of an entity at most, the most frequent first.
const ROLES: usize = 40;

/// Spellings that are kept of an entity at most.
const NAMES: usize = 60;

/// Gathers the entity that `cluster` is; its candidates are added later.
pub fn summary(articles: &[&ArticleRecord], cluster: &Cluster) -> Entity {
    let rows = || cluster.members.iter().map(|&member| look(articles, member));
    let names = names(rows().filter(|(_, record)| record.chain.named));
    let name = best_name(&names, cluster.kind);
    let dates: Vec<NaiveDate> = rows().filter_map(|(article, _)| article.published).collect();
    let mut entity = Entity {
        id: EntityId::new(cluster.kind, &name, &cluster.sense),
        kind: cluster.kind,
        name,
        names: names.into_iter().take(NAMES).collect(),
        roles: roles(rows()),
        country: most(rows().filter_map(|(_, record)| record.chain.country.as_deref())).map(str::to_owned),
        gender: gender(rows()),
        place: None,
        mentions: rows().map(|(_, record)| record.mentions).sum(),
        articles: 0,
        first_seen: dates.iter().min().copied(),
        last_seen: dates.iter().max().copied(),
        candidates: Vec::new(),
        reasons: cluster.reasons.clone(),
    };
    let mut in_articles: Vec<u32> = cluster.members.iter().map(|member| member.0).collect();
    in_articles.dedup();
    entity.articles = in_articles.len() as u32;
    if cluster.kind == EntityKind::Place {
        entity.place = rows().find_map(|(_, record)| record.chain.place.clone());
        if let Some(place) = &entity.place {
            entity.name.clone_from(&place.name);
        }
    }
    entity
}

fn look<'a>(articles: &[&'a ArticleRecord], (row, column): Member) -> (&'a ArticleRecord, &'a ChainRecord) {
    let article = articles[row as usize];
    (article, &article.chains[column as usize])
}

/// Counts the articles that use each spelling, most frequent first.
fn names<'a>(rows: impl Iterator<Item = (&'a ArticleRecord, &'a ChainRecord)>) -> Vec<NameCount> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, record) in rows {
        for name in std::iter::once(&record.chain.name).chain(&record.chain.aliases) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut names: Vec<NameCount> =
        counts.into_iter().map(|(name, count)| NameCount { name: name.to_owned(), count }).collect();
    names.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    names
}

/// Returns the most frequent name among the full ones: those of two words or
/// more, for persons always, for others where the most frequent is an acronym.
fn best_name(names: &[NameCount], kind: EntityKind) -> String {
    let acronym = names.first().is_some_and(|name| !name.name.chars().any(char::is_lowercase));
    let full = |name: &&NameCount| {
        let words: Vec<String> = fold(&name.name).split(' ').map(str::to_owned).collect();
        let many = match kind {
            // `Jean-Pierre` is folded to two words and is one.
            EntityKind::Person => content(&words).len() > 1 && name.name.contains(char::is_whitespace),
            _ => acronym && words.len() > 1,
        };
        many && name.name.chars().any(char::is_lowercase)
    };
    let best = names.iter().find(full).or(names.first());
    best.map_or(String::new(), |name| name.name.clone())
}

fn most<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(value, _)| value)
}

fn gender<'a>(rows: impl Iterator<Item = (&'a ArticleRecord, &'a ChainRecord)>) -> Option<Gender> {
    let (mut female, mut male) = (0u32, 0u32);
    for (_, record) in rows {
        match record.chain.gender {
            Some(Gender::Female) => female += 1,
            Some(Gender::Male) => male += 1,
            None => {}
        }
    }
    match female.cmp(&male) {
        std::cmp::Ordering::Greater => Some(Gender::Female),
        std::cmp::Ordering::Less => Some(Gender::Male),
        std::cmp::Ordering::Equal => None,
    }
}

/// Gathers roles that are equal but for case, with their dates.
fn roles<'a>(rows: impl Iterator<Item = (&'a ArticleRecord, &'a ChainRecord)>) -> Vec<DatedRole> {
    let mut roles: BTreeMap<String, DatedRole> = BTreeMap::new();
    for (article, record) in rows {
        for role in &record.chain.roles {
            let entry = roles.entry(fold(&role.title)).or_insert_with(|| dated(role));
            entry.count += 1;
            entry.former &= role.former;
            entry.country = entry.country.take().or_else(|| role.country.clone());
            entry.from = entry.from.into_iter().chain(article.published).min();
            entry.to = entry.to.into_iter().chain(article.published).max();
            if role.title < entry.title {
                entry.title.clone_from(&role.title);
            }
        }
    }
    let mut roles: Vec<DatedRole> = roles.into_values().collect();
    roles.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
    roles.truncate(ROLES);
    roles
}

fn dated(role: &Role) -> DatedRole {
    DatedRole {
        title: role.title.clone(),
        country: role.country.clone(),
        former: true,
        from: None,
        to: None,
        count: 0,
    }
}
