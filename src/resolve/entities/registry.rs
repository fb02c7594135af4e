//! The registry: every entity of the archive, and what became of each chain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entity, EntityId, NameCount};
use crate::document::EntityKind;
use crate::error::{Error, ErrorKind, Result};
use crate::likeness::fold;
use crate::resolve::corrections::Corrections;
use crate::resolve::{ArticleRecord, ChainRecord};

/// The entities of an archive, and the entity of each article's each chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Registry {
    /// Sorted by identifier.
    entities: Vec<Entity>,
    /// Sorted by article.
    articles: Vec<(String, Vec<Option<u32>>)>,
    /// Folded spellings and the entities that bear them, sorted.
    spellings: Vec<(String, u32)>,
}

impl Registry {
    /// Decides which chains of `articles` are one entity, as `corrections` demand.
    ///
    /// The result is the same in whatever order the articles come.
    pub fn build<'a>(
        articles: impl Iterator<Item = &'a ArticleRecord>,
        _corrections: &Corrections,
    ) -> Registry {
        let mut articles: Vec<&ArticleRecord> = articles.collect();
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let mut groups: BTreeMap<EntityId, Vec<(usize, usize)>> = BTreeMap::new();
        for (row, article) in articles.iter().enumerate() {
            for (column, record) in article.chains.iter().enumerate().filter(|(_, r)| r.chain.named) {
                let id = EntityId::new(record.chain.kind, &record.chain.name, "");
                groups.entry(id).or_default().push((row, column));
            }
        }
        let rows = articles.iter().map(|a| (a.id.clone(), vec![None; a.chains.len()])).collect();
        let mut registry = Registry { articles: rows, ..Registry::default() };
        for (id, members) in groups {
            let index = registry.entities.len() as u32;
            for &(row, column) in &members {
                registry.articles[row].1[column] = Some(index);
            }
            let records = members.iter().map(|&(row, column)| (articles[row], &articles[row].chains[column]));
            registry.entities.push(summary(id, records));
        }
        registry.spellings = spellings(&registry.entities);
        registry
    }

    /// Returns the entity of chain `chain` of the article with the identifier
    /// `article`; none for a chain without a name, or one that stays open.
    pub fn entity_of(&self, article: &str, chain: usize) -> Option<&Entity> {
        let row = self.articles.binary_search_by(|(id, _)| id.as_str().cmp(article)).ok()?;
        let index = *self.articles[row].1.get(chain)?;
        index.map(|index| self.entity(index))
    }

    /// Returns the entity with the identifier `id`.
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        self.entities.binary_search_by(|entity| entity.id.cmp(id)).ok().map(|index| &self.entities[index])
    }

    /// Returns every entity, in the order of the identifiers.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }

    /// Returns the number of entities.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Tells whether there is no entity.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Returns the registry as bytes, for [`Registry::from_bytes`].
    ///
    /// # Panics
    ///
    /// Never: every part of a registry can be written.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a registry holds nothing that postcard cannot write")
    }

    /// Reads what [`Registry::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the bytes are damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Registry> {
        postcard::from_bytes(bytes).map_err(|error| {
            Error::new(ErrorKind::Index, "the register of entities cannot be read")
                .because(error)
                .hint("build the index again with `dateline index`")
        })
    }

    pub(super) fn entity(&self, index: u32) -> &Entity {
        &self.entities[index as usize]
    }

    /// Returns the entities that bear the folded spelling.
    pub(super) fn bearing(&self, folded: &str) -> impl Iterator<Item = u32> {
        let start = self.spellings.partition_point(|(spelling, _)| spelling.as_str() < folded);
        self.spellings[start..]
            .iter()
            .take_while(move |(spelling, _)| spelling == folded)
            .map(|entry| entry.1)
    }
}

/// Gathers what the articles say of one entity.
fn summary<'a>(id: EntityId, members: impl Iterator<Item = (&'a ArticleRecord, &'a ChainRecord)>) -> Entity {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    let mut entity = Entity {
        id,
        kind: EntityKind::Person,
        name: String::new(),
        names: Vec::new(),
        roles: Vec::new(),
        country: None,
        gender: None,
        place: None,
        mentions: 0,
        articles: 0,
        first_seen: None,
        last_seen: None,
        candidates: Vec::new(),
        reasons: vec!["same name".to_owned()],
    };
    for (article, record) in members {
        let chain = &record.chain;
        if entity.name.is_empty() {
            entity.name.clone_from(&chain.name);
        }
        entity.kind = chain.kind;
        entity.mentions += record.mentions;
        entity.articles += 1;
        entity.country = entity.country.or_else(|| chain.country.clone());
        entity.gender = entity.gender.or(chain.gender);
        entity.place = entity.place.or_else(|| chain.place.clone());
        entity.first_seen = entity.first_seen.into_iter().chain(article.published).min();
        entity.last_seen = entity.last_seen.into_iter().chain(article.published).max();
        for name in std::iter::once(&chain.name).chain(&chain.aliases) {
            *names.entry(name).or_default() += 1;
        }
    }
    entity.names = names.into_iter().map(|(n, count)| NameCount { name: n.to_owned(), count }).collect();
    entity.names.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    entity
}

fn spellings(entities: &[Entity]) -> Vec<(String, u32)> {
    let mut spellings: Vec<(String, u32)> = entities
        .iter()
        .enumerate()
        .flat_map(|(index, entity)| entity.names.iter().map(move |name| (fold(&name.name), index as u32)))
        .collect();
    spellings.sort();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Chain;

    fn article(id: &str, names: &[&str]) -> ArticleRecord {
        let chain = |name: &&str| ChainRecord {
            mentions: 1,
            chain: Chain {
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
            },
        };
        ArticleRecord { id: id.to_owned(), chains: names.iter().map(chain).collect(), ..Default::default() }
    }

    #[test]
    fn one_name_in_two_articles_is_one_entity_in_any_order() {
        let articles = [article("a", &["Anna Ek", "Bo Ur"]), article("b", &["anna ek"])];
        let registry = Registry::build(articles.iter(), &Corrections::default());
        let again = Registry::build(articles.iter().rev(), &Corrections::default());
        assert_eq!(registry, again);
        let anna = registry.entity_of("a", 0).map(|entity| &entity.id);
        assert_eq!(anna, registry.entity_of("b", 0).map(|entity| &entity.id));
        assert_eq!(registry.find("ANNA EK").len(), 1);
        assert_eq!(Registry::from_bytes(&registry.to_bytes()).ok(), Some(registry));
    }
}
