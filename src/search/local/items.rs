//! What is counted over: articles or events, and what each has.

use tantivy::columnar::{Column, StrColumn};

use super::Local;
use super::asking::{Asking, Deadline};
use super::matches::Match;
use crate::error::Result;
use crate::index::{EventBrief, damaged};

/// A result that is counted over.
pub enum Items {
    /// Articles, by their rows in the decisions.
    Articles(Vec<u32>),
    /// Events, by their numbers.
    Events(Vec<u32>),
}

impl Items {
    /// Returns the articles that were found, in the order of their rows: what
    /// lies beside each other is looked at together.
    pub fn articles(local: &Local, matches: &[Match]) -> Result<Items> {
        let rows = local.rows()?;
        let mut found = vec![false; local.decisions.articles()];
        for address in matches.iter().map(|found| found.address) {
            let row = rows[address.segment_ord as usize][address.doc_id as usize];
            if let Some(found) = found.get_mut(row as usize) {
                *found = true;
            }
        }
        let rows = (0u32..).zip(found).filter(|(_, found)| *found);
        Ok(Items::Articles(rows.map(|(row, _)| row).collect()))
    }

    /// Returns the rows, or the numbers.
    pub fn numbers(&self) -> &[u32] {
        match self {
            Items::Articles(numbers) | Items::Events(numbers) => numbers,
        }
    }

    /// Calls `each` with the entities of every item of `numbers`, each once:
    /// those that an article mentions, or that take part in an event or are
    /// its places.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) behind `deadline`.
    pub fn entities(
        &self,
        local: &Local,
        deadline: Deadline,
        numbers: &[u32],
        mut each: impl FnMut(&[u32]),
    ) -> Result<()> {
        let (mut entities, mut looked) = (Vec::new(), 0);
        for number in numbers {
            deadline.check_every(&mut looked)?;
            entities.clear();
            match self {
                Items::Articles(_) => entities.extend(local.decisions.entities_of(*number).iter()),
                Items::Events(_) => {
                    let Some(head) = local.decisions.head(*number) else { continue };
                    entities.extend(head.participants.iter().chain(head.places.iter()));
                    entities.sort_unstable();
                    entities.dedup();
                }
            }
            each(&entities);
        }
        Ok(())
    }

    /// Calls `each` with the articles of every item: itself, or those that
    /// report the event.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn rows(&self, asking: &Asking<'_>, mut each: impl FnMut(&[u32])) -> Result<()> {
        let (mut rows, mut looked) = (Vec::new(), 0);
        for number in self.numbers() {
            asking.deadline.check_every(&mut looked)?;
            match self {
                Items::Articles(_) => each(std::slice::from_ref(number)),
                Items::Events(_) => {
                    let Some(head) = asking.decisions.head(*number) else { continue };
                    rows.clear();
                    rows.extend(head.articles.iter());
                    each(&rows);
                }
            }
        }
        Ok(())
    }

    /// Calls `each` with the events of every item: those that an article
    /// tells, or itself.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn events(&self, asking: &Asking<'_>, mut each: impl FnMut(&[EventBrief])) -> Result<()> {
        let (mut briefs, mut looked) = (Vec::new(), 0);
        for number in self.numbers() {
            asking.deadline.check_every(&mut looked)?;
            briefs.clear();
            match self {
                Items::Events(_) => briefs.extend(asking.decisions.brief(*number)),
                Items::Articles(_) => {
                    let told = asking.decisions.events_told(*number).iter();
                    briefs.extend(told.filter_map(|event| asking.decisions.brief(event)));
                }
            }
            each(&briefs);
        }
        Ok(())
    }
}

/// The days that articles speak of, by segment, and where each article lies.
pub struct Mentioned<'a> {
    addresses: &'a [(u32, u32)],
    spans: Vec<(Column<i64>, Column<i64>)>,
}

impl<'a> Mentioned<'a> {
    /// Opens the columns.
    pub fn open(local: &'a Local) -> Result<Mentioned<'a>> {
        let mut spans = Vec::new();
        for segment in local.archive.searcher()?.segment_readers() {
            let column = |name: &str| segment.fast_fields().i64(name).map_err(damaged);
            spans.push((column("mentioned_from")?, column("mentioned_to")?));
        }
        Ok(Mentioned { addresses: local.addresses()?, spans })
    }

    /// Returns the first and the last day, as numbers, of each expression of
    /// time in the article in row `row`.
    pub fn days(&self, row: u32) -> impl Iterator<Item = (i64, i64)> {
        let address = self.addresses.get(row as usize);
        let found = address.and_then(|(segment, doc)| Some((self.spans.get(*segment as usize)?, *doc)));
        // Both have a value for each expression, in the same order.
        found.into_iter().flat_map(|((from, to), doc)| from.values_for_doc(doc).zip(to.values_for_doc(doc)))
    }
}

/// The columns of articles, by segment, and where each article lies.
pub struct Columns<'a> {
    addresses: &'a [(u32, u32)],
    days: Vec<Column<i64>>,
    texts: Vec<Option<StrColumn>>,
}

impl<'a> Columns<'a> {
    /// Opens the columns of days, and of the texts of the field `text`.
    pub fn open(local: &'a Local, text: &str) -> Result<Columns<'a>> {
        let (mut days, mut texts) = (Vec::new(), Vec::new());
        for segment in local.archive.searcher()?.segment_readers() {
            days.push(segment.fast_fields().i64("day").map_err(damaged)?);
            texts.push(segment.fast_fields().str(text).map_err(damaged)?);
        }
        Ok(Columns { addresses: local.addresses()?, days, texts })
    }

    /// Returns the day of publication of the article in row `row`, as a number.
    pub fn day(&self, row: u32) -> Option<i64> {
        let (segment, doc) = *self.addresses.get(row as usize)?;
        self.days.get(segment as usize)?.first(doc)
    }

    /// Returns the segment and the number, in it, of the text of the article.
    pub fn text(&self, row: u32) -> Option<(u32, u64)> {
        let (segment, doc) = *self.addresses.get(row as usize)?;
        Some((segment, self.texts.get(segment as usize)?.as_ref()?.ords().first(doc)?))
    }

    /// Returns, by segment, how many texts there are.
    pub fn distinct(&self) -> impl Iterator<Item = usize> {
        self.texts.iter().map(|column| column.as_ref().map_or(0, |column| column.num_terms()))
    }

    /// Returns the text that [`Columns::text`] gave the number of.
    pub fn value(&self, (segment, number): (u32, u64)) -> String {
        let mut value = String::new();
        if let Some(Some(column)) = self.texts.get(segment as usize) {
            // A number that came from this column is in its dictionary.
            let _ = column.ord_to_str(number, &mut value);
        }
        value
    }
}
