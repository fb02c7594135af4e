//! Events told anew, after somebody said which reports belong together.

use super::item::{Item, items};
use super::{ArchiveEvent, verdict};
use crate::resolve::{ArticleRecord, EntityId};

/// The reports of an archive, ready to be put together by hand.
pub struct Retelling<'a> {
    articles: &'a [ArticleRecord],
    items: Vec<Item>,
}

impl<'a> Retelling<'a> {
    /// Reads the reports of `articles`; `entity_of` as for [`merge`](super::merge).
    pub fn new(
        articles: &'a [ArticleRecord],
        entity_of: &dyn Fn(usize, usize) -> Option<EntityId>,
    ) -> Retelling<'a> {
        Retelling { articles, items: items(articles, entity_of).0 }
    }

    /// Returns the event that `reports` tell, as [`ArchiveEvent::reports`] names
    /// them; none without reports.
    pub fn event(&self, reports: &[(usize, usize)]) -> Option<ArchiveEvent> {
        let told = |index: &usize| reports.contains(&(self.items[*index].article, self.items[*index].report));
        let group: Vec<usize> = (0..self.items.len()).filter(told).collect();
        (!group.is_empty()).then(|| verdict::event(self.articles, &self.items, &group))
    }

    /// Tells whether the article with index `article` has that identifier or path.
    pub fn is_article(&self, article: usize, named: &str) -> bool {
        let article = &self.articles[article];
        article.id == named || article.path == named
    }
}
