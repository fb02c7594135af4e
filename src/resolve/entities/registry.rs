//! The registry: every entity of the archive, and what became of each chain.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::build::{Cluster, clusters};
use super::encode::{self, Section};
use super::overlay::Overlay;
use super::summary::summary;
use super::{Entity, EntityId};
use crate::error::{Error, ErrorKind, Result};
use crate::likeness::fold;
use crate::resolve::ArticleRecord;
use crate::resolve::corrections::Corrections;

/// Marks the bytes of a registry and their version.
const MAGIC: &[u8; 8] = b"DLREG\0\0\x02";

/// The entities of an archive, and the entity of each article's each chain.
///
/// It is a table that is read in place: opening it costs a copy of its bytes,
/// and an entity is decoded when somebody asks for it.
#[derive(Debug)]
pub struct Registry {
    bytes: Vec<u8>,
    /// Entities, in the order of their identifiers.
    entities: Section,
    /// Identifiers of articles, sorted.
    articles: Section,
    /// The entity of each chain of each article, plus one; 0 for none.
    chains: Section,
    /// Folded spellings with a tab and the entity's number, sorted.
    spellings: Section,
    /// Identifiers that were merged away, with a tab and the entity's number, sorted.
    moved: Section,
    /// What corrections could not be applied, and why.
    problems: Section,
    decoded: Vec<OnceLock<Option<Box<Entity>>>>,
}

/// The entities of a registry, in the order of their identifiers.
#[derive(Clone, Debug)]
pub struct Entities<'a> {
    registry: &'a Registry,
    at: usize,
}

impl<'a> Iterator for Entities<'a> {
    type Item = &'a Entity;

    fn next(&mut self) -> Option<&'a Entity> {
        self.nth(0)
    }

    /// Skips without decoding.
    fn nth(&mut self, count: usize) -> Option<&'a Entity> {
        let at = self.at.checked_add(count)?;
        self.at = at.saturating_add(1);
        self.registry.decode(at)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.registry.len().saturating_sub(self.at);
        (0, Some(left))
    }
}

impl Default for Registry {
    fn default() -> Registry {
        Registry::build(std::iter::empty(), &Corrections::default())
    }
}

impl PartialEq for Registry {
    fn eq(&self, other: &Registry) -> bool {
        self.bytes == other.bytes
    }
}

impl Registry {
    /// Decides which chains of `articles` are one entity, as `corrections` demand.
    ///
    /// The result is the same in whatever order the articles come.
    ///
    /// # Panics
    ///
    /// Never: what it writes it can read.
    pub fn build<'a>(
        articles: impl Iterator<Item = &'a ArticleRecord>,
        corrections: &Corrections,
    ) -> Registry {
        let mut articles: Vec<&ArticleRecord> = articles.collect();
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let clusters = clusters(&articles);
        let mut overlay = Overlay::new(&articles, describe(&articles, clusters));
        overlay.apply(corrections);
        let bytes = write(&articles, overlay);
        Registry::open(bytes).expect("a registry reads what it wrote")
    }

    /// Returns the entity of chain `chain` of the article with the identifier
    /// `article`; none for a chain without a name, or one that was rejected.
    pub fn entity_of(&self, article: &str, chain: usize) -> Option<&Entity> {
        let row = self.articles.lower_bound(&self.bytes, article.as_bytes());
        if self.articles.get(&self.bytes, row) != article.as_bytes() || row >= self.articles.count() {
            return None;
        }
        let chains = self.chains.get(&self.bytes, row);
        let number = u32::from_le_bytes(chains.get(chain * 4..chain * 4 + 4)?.try_into().ok()?);
        self.decode((number as usize).checked_sub(1)?)
    }

    /// Returns the entity with the identifier `id`, or the one that it was merged into.
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.decode(middle)?.id < *id { low = middle + 1 } else { high = middle }
        }
        let found = self.decode(low).filter(|entity| entity.id == *id);
        found.or_else(|| self.tagged(&self.moved, id.as_str()).next().and_then(|at| self.decode(at as usize)))
    }

    /// Returns every entity, in the order of the identifiers.
    pub fn entities(&self) -> Entities<'_> {
        Entities { registry: self, at: 0 }
    }

    /// Returns the number of entities.
    pub fn len(&self) -> usize {
        self.entities.count()
    }

    /// Tells whether there is no entity.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the corrections that could not be applied, and why.
    pub fn problems(&self) -> Vec<String> {
        let problem = |at| String::from_utf8_lossy(self.problems.get(&self.bytes, at)).into_owned();
        (0..self.problems.count()).map(problem).collect()
    }

    /// Adds corrections that could not be applied, and why.
    ///
    /// # Panics
    ///
    /// Never: what it writes it can read.
    pub fn note(self, more: Vec<String>) -> Registry {
        if more.is_empty() {
            return self;
        }
        let problems: Vec<Vec<u8>> =
            self.problems().into_iter().chain(more).map(String::into_bytes).collect();
        let mut bytes = self.bytes;
        // They are the last section.
        bytes.truncate(self.problems.first_byte());
        encode::write(&mut bytes, &problems);
        Registry::open(bytes).expect("a registry reads what it wrote")
    }

    /// Returns the registry as bytes, for [`Registry::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// Reads what [`Registry::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the bytes are damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Registry> {
        Registry::open(bytes.to_vec()).ok_or_else(|| {
            Error::new(ErrorKind::Index, "the register of entities cannot be read")
                .hint("build the index again with `dateline index`")
        })
    }

    fn open(bytes: Vec<u8>) -> Option<Registry> {
        let mut at = bytes.starts_with(MAGIC).then_some(MAGIC.len())?;
        let mut section = || encode::read(&bytes, &mut at);
        let (entities, articles, chains) = (section()?, section()?, section()?);
        let (spellings, moved, problems) = (section()?, section()?, section()?);
        let decoded = (0..entities.count()).map(|_| OnceLock::new()).collect();
        Some(Registry { bytes, entities, articles, chains, spellings, moved, problems, decoded })
    }

    pub(super) fn decode(&self, at: usize) -> Option<&Entity> {
        let cell = self.decoded.get(at)?;
        cell.get_or_init(|| postcard::from_bytes(self.entities.get(&self.bytes, at)).ok().map(Box::new))
            .as_deref()
    }

    /// Returns the entities that bear the folded spelling.
    pub(super) fn bearing(&self, folded: &str) -> impl Iterator<Item = u32> {
        self.tagged(&self.spellings, folded)
    }

    /// Returns every folded spelling with the number of its entity.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..self.spellings.count()).filter_map(|at| untag(self.spellings.get(&self.bytes, at)))
    }

    fn tagged(&self, section: &Section, text: &str) -> impl Iterator<Item = u32> {
        let from = section.lower_bound(&self.bytes, format!("{text}\t").as_bytes());
        let text = text.to_owned();
        (from..section.count())
            .map_while(|at| untag(section.get(&self.bytes, at)))
            .take_while(move |(spelling, _)| *spelling == text)
            .map(|(_, number)| number)
    }
}

fn tag(text: &str, number: usize) -> Vec<u8> {
    format!("{text}\t{number:08}").into_bytes()
}

fn untag(bytes: &[u8]) -> Option<(&str, u32)> {
    let (text, number) = std::str::from_utf8(bytes).ok()?.split_once('\t')?;
    Some((text, number.parse().ok()?))
}

/// Gives each cluster its entity; namesakes of one kind get identifiers of their own.
fn describe(articles: &[&ArticleRecord], clusters: Vec<Cluster>) -> Vec<(Entity, Cluster)> {
    let mut entities: Vec<Entity> = clusters.iter().map(|cluster| summary(articles, cluster)).collect();
    let mut seen: FxHashMap<EntityId, u32> = FxHashMap::default();
    for (entity, cluster) in entities.iter_mut().zip(&clusters) {
        let count = seen.entry(entity.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let sense = format!("{} {count}", cluster.sense);
            entity.id = EntityId::new(entity.kind, &entity.name, &sense);
        }
    }
    let ids: Vec<EntityId> = entities.iter().map(|entity| entity.id.clone()).collect();
    for (entity, cluster) in entities.iter_mut().zip(&clusters) {
        entity.candidates = cluster.candidates.iter().filter_map(|&other| ids.get(other).cloned()).collect();
    }
    entities.into_iter().zip(clusters).collect()
}

/// Writes the bytes of a registry.
fn write(articles: &[&ArticleRecord], overlay: Overlay) -> Vec<u8> {
    let Overlay { entities, moved, problems, .. } = overlay;
    let mut order: Vec<usize> = (0..entities.len()).filter(|&at| entities[at].is_some()).collect();
    let id = |at: usize| entities[at].as_ref().map(|(entity, _)| &entity.id);
    order.sort_by(|a, b| id(*a).cmp(&id(*b)));
    let mut chains: Vec<Vec<u8>> = articles.iter().map(|article| vec![0; article.chains.len() * 4]).collect();
    let (mut blobs, mut spellings, mut numbers) = (Vec::new(), Vec::new(), FxHashMap::default());
    for (number, &at) in order.iter().enumerate() {
        let Some((entity, cluster)) = &entities[at] else { continue };
        numbers.insert(at, number);
        for &(row, column) in &cluster.members {
            let from = column as usize * 4;
            chains[row as usize][from..from + 4].copy_from_slice(&(number as u32 + 1).to_le_bytes());
        }
        spellings.extend(entity.names.iter().map(|name| tag(&fold(&name.name), number)));
        spellings.push(tag(&fold(&entity.name), number));
        blobs.push(postcard::to_stdvec(entity).unwrap_or_default());
    }
    spellings.sort_unstable();
    spellings.dedup();
    let mut moved: Vec<Vec<u8>> =
        moved.iter().filter_map(|(id, at)| Some(tag(id.as_str(), *numbers.get(at)?))).collect();
    moved.sort_unstable();
    let ids: Vec<Vec<u8>> = articles.iter().map(|article| article.id.clone().into_bytes()).collect();
    let problems: Vec<Vec<u8>> = problems.into_iter().map(String::into_bytes).collect();
    let mut bytes = MAGIC.to_vec();
    for section in [&blobs, &ids, &chains, &spellings, &moved, &problems] {
        encode::write(&mut bytes, section);
    }
    bytes
}

#[cfg(test)]
mod tests;
