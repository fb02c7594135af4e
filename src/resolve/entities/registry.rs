//! The registry: every entity of the archive, and what became of each chain.

mod patch;

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::build::{Cluster, clusters};
use super::encode::{self, Section};
use super::nodes::Member;
use super::overlay::Overlay;
use super::summary::summary;
use super::{Entity, EntityId, Sketch};
use crate::document::EntityKind;
use crate::error::{Error, ErrorKind, Result};
use crate::likeness::fold;
use crate::resolve::corrections::{Corrections, Problem};
use crate::resolve::{ArticleRecord, Party, lists};
use crate::threads;

/// Marks the bytes of a registry and their version.
const MAGIC: &[u8; 8] = b"DLREG\0\0\x04";

/// The entities of an archive, and the entity of each article's each chain.
///
/// It is a table that is read in place: opening it costs an empty cell for
/// each entity, which is decoded when somebody asks for it.
#[derive(Debug)]
pub struct Registry {
    bytes: Bytes,
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

/// Bytes that a registry shares with whoever keeps them: a file that is mapped.
pub type Shared = Arc<dyn AsRef<[u8]> + Send + Sync>;

struct Bytes(Shared);

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
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
        *self.bytes == *other.bytes
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
        let articles: Vec<&ArticleRecord> = articles.collect();
        Registry::decide(&articles).corrected(&articles, corrections)
    }

    /// Decides which chains of `articles` are one entity, whatever was corrected.
    ///
    /// # Panics
    ///
    /// Never: what it writes it can read.
    pub fn decide(articles: &[&ArticleRecord]) -> Registry {
        let articles = sorted(articles);
        let clusters = clusters(&articles);
        let bytes = write(&articles, describe(&articles, clusters));
        Registry::open(Arc::new(bytes)).expect("a registry reads what it wrote")
    }

    /// Returns what [`Registry::decide`] decided about `articles` as
    /// `corrections` demand: what they touch is gathered from the articles
    /// anew, all else is copied.
    ///
    /// # Panics
    ///
    /// Never: what it writes it can read.
    pub fn corrected(self, articles: &[&ArticleRecord], corrections: &Corrections) -> Registry {
        if corrections.is_empty() {
            return self;
        }
        let articles = sorted(articles);
        let mut overlay = Overlay::new(&articles, &self);
        overlay.apply(corrections);
        let Overlay { drafts, moved, problems, .. } = overlay;
        Registry::open(Arc::new(patch::write(&self, drafts, &moved, &problems)))
            .expect("a registry reads what it wrote")
    }

    /// Returns the entity of chain `chain` of the article with the identifier
    /// `article`; none for a chain without a name, or one that was rejected.
    pub fn entity_of(&self, article: &str, chain: usize) -> Option<&Entity> {
        self.decode(self.numbers_of(article).nth(chain)?? as usize)
    }

    /// Returns the number of the entity of each chain of the article with the
    /// identifier `article`: its place among [`Registry::entities`].
    pub fn numbers_of(&self, article: &str) -> impl Iterator<Item = Option<u32>> {
        let row = self.articles.lower_bound(&self.bytes, article.as_bytes());
        let known = row < self.articles.count() && self.articles.get(&self.bytes, row) == article.as_bytes();
        let chains = if known { self.chains.get(&self.bytes, row) } else { &[] };
        lists::numbers(chains).map(|number| number.checked_sub(1))
    }

    /// Returns the chains, sorted, of each of `entities`, looking once through all.
    pub(super) fn members_of(&self, entities: &[usize]) -> Vec<Vec<Member>> {
        let mut places: Vec<Option<usize>> = vec![None; self.len()];
        for (place, at) in entities.iter().enumerate() {
            if let Some(cell) = places.get_mut(*at) {
                *cell = Some(place);
            }
        }
        let mut members = vec![Vec::new(); entities.len()];
        for row in 0..self.chains.count() {
            for (column, number) in (0u32..).zip(lists::numbers(self.chains.get(&self.bytes, row))) {
                let at = (number as usize).checked_sub(1);
                if let Some(place) = at.and_then(|at| *places.get(at)?) {
                    members[place].push((row as u32, column));
                }
            }
        }
        members
    }

    /// Returns the number of the entity with the identifier `id` itself.
    pub fn number(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.id_at(middle)? < id { low = middle + 1 } else { high = middle }
        }
        (self.id_at(low)? == id).then_some(low)
    }

    /// Returns the identifier of entity `at`.
    pub fn id(&self, at: usize) -> Option<EntityId> {
        self.id_at(at).map(|id| EntityId(id.to_owned()))
    }

    /// Returns the first members of entity `at`.
    pub fn sketch(&self, at: usize) -> Option<Sketch> {
        postcard::take_from_bytes(self.entities.get(&self.bytes, at)).ok().map(|(sketch, _)| sketch)
    }

    /// Returns the identifier, the name and the kind of entity `at`.
    pub fn party(&self, at: usize) -> Option<Party> {
        let bytes = self.entities.get(&self.bytes, at);
        let ((id, kind, name), _) = postcard::take_from_bytes::<(&str, EntityKind, &str)>(bytes).ok()?;
        Some(Party { id: id.to_owned(), name: name.to_owned(), kind })
    }

    /// Returns the identifier of entity `at` where it stands.
    pub(super) fn id_at(&self, at: usize) -> Option<&str> {
        let bytes = self.entities.get(&self.bytes, at);
        postcard::take_from_bytes(bytes).ok().map(|(id, _)| id)
    }

    /// Returns the entity with the identifier `id`, or the one that it was merged into.
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        let moved = || self.tagged(&self.moved, id.as_str()).next().map(|at| at as usize);
        self.decode(self.number(id.as_str()).or_else(moved)?)
    }

    /// Returns the number of the one entity that `name` means: an identifier,
    /// or a name that one entity bears.
    ///
    /// # Errors
    ///
    /// Why it means none or several.
    pub fn named(&self, name: &str) -> std::result::Result<usize, String> {
        let moved = || self.tagged(&self.moved, name).next().map(|at| at as usize);
        if let Some(at) = self.number(name).or_else(moved) {
            return Ok(at);
        }
        let folded = fold(name);
        let bearing: Vec<usize> = self.bearing(&folded).map(|at| at as usize).collect();
        let so_called = |at: &&usize| self.decode(**at).is_some_and(|entity| fold(&entity.name) == folded);
        let first: Vec<usize> = bearing.iter().filter(so_called).copied().collect();
        only(if first.is_empty() { &bearing } else { &first })
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
    pub fn problems(&self) -> Vec<Problem> {
        let problem = |at| postcard::from_bytes(self.problems.get(&self.bytes, at)).ok();
        (0..self.problems.count()).filter_map(problem).collect()
    }

    /// Adds corrections that could not be applied, and why.
    ///
    /// # Panics
    ///
    /// Never: what it writes it can read.
    pub fn note(self, more: Vec<Problem>) -> Registry {
        if more.is_empty() {
            return self;
        }
        let problems: Vec<Vec<u8>> = self.problems().iter().chain(&more).map(to_bytes).collect();
        let mut bytes = self.bytes.to_vec();
        // They are the last section.
        bytes.truncate(self.problems.first_byte());
        encode::write(&mut bytes, &problems);
        Registry::open(Arc::new(bytes)).expect("a registry reads what it wrote")
    }

    /// Returns the registry as bytes, for [`Registry::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.to_vec()
    }

    /// Reads what [`Registry::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the bytes are damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Registry> {
        Registry::over(Arc::new(bytes.to_vec()))
    }

    /// Reads what [`Registry::to_bytes`] wrote, where it lies.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`] when the bytes are damaged or of another version.
    pub fn over(bytes: Shared) -> Result<Registry> {
        Registry::open(bytes).ok_or_else(|| {
            Error::new(ErrorKind::Index, "the register of entities cannot be read")
                .hint("build the index again with `dateline index`")
        })
    }

    fn open(bytes: Shared) -> Option<Registry> {
        let bytes = Bytes(bytes);
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

/// Returns the one that was found, or why it is not one.
pub(super) fn only(found: &[usize]) -> std::result::Result<usize, String> {
    match found {
        [one] => Ok(*one),
        [] => Err("no entity has that identifier or name".to_owned()),
        _ => Err(format!("{} entities bear that name; give an identifier", found.len())),
    }
}

/// Returns `articles` in the order of their identifiers.
fn sorted<'a>(articles: &[&'a ArticleRecord]) -> Vec<&'a ArticleRecord> {
    let mut articles = articles.to_vec();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    articles
}

fn tag(text: &str, number: usize) -> Vec<u8> {
    format!("{text}\t{number:08}").into_bytes()
}

fn untag(bytes: &[u8]) -> Option<(&str, u32)> {
    let (text, number) = std::str::from_utf8(bytes).ok()?.split_once('\t')?;
    Some((text, number.parse().ok()?))
}

fn to_bytes<T: serde::Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_default()
}

/// Returns the tagged spellings of entity `number`.
fn spellings(entity: &Entity, number: usize) -> impl Iterator<Item = Vec<u8>> {
    let names = entity.names.iter().map(|name| &name.name).chain([&entity.name]);
    names.map(move |name| tag(&fold(name), number))
}

/// Gives each cluster its entity; namesakes of one kind get identifiers of their own.
fn describe(articles: &[&ArticleRecord], clusters: Vec<Cluster>) -> Vec<(Entity, Cluster)> {
    let mut entities = threads::each(&clusters, |cluster| summary(articles, cluster));
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

/// Writes the bytes of a registry of `entities` with their chains.
fn write(articles: &[&ArticleRecord], mut entities: Vec<(Entity, Cluster)>) -> Vec<u8> {
    entities.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    let mut chains: Vec<Vec<u8>> = articles.iter().map(|article| vec![0; article.chains.len() * 4]).collect();
    let (mut blobs, mut names) = (Vec::new(), Vec::new());
    for (number, (entity, cluster)) in entities.iter().enumerate() {
        encode::assign(&mut chains, &cluster.members, number as u32 + 1);
        names.extend(spellings(entity, number));
        blobs.push(to_bytes(entity));
    }
    names.sort_unstable();
    names.dedup();
    let ids: Vec<Vec<u8>> = articles.iter().map(|article| article.id.clone().into_bytes()).collect();
    let mut bytes = MAGIC.to_vec();
    for section in [&blobs, &ids, &chains, &names, &Vec::new(), &Vec::new()] {
        encode::write(&mut bytes, section);
    }
    bytes
}

#[cfg(test)]
mod tests;
