//! What is counted over: articles or events, and what each has.

use tantivy::DocAddress;
use tantivy::columnar::{Column, StrColumn};

use super::Local;
use super::articles::MANY;
use super::asking::{Asking, Deadline};
use super::matches::Match;
use crate::document::{EventKind, Status};
use crate::error::Result;
use crate::index::{EventBrief, damaged};

/// A result that is counted over.
pub enum Items {
    /// Articles.
    Articles {
        /// Their rows in the decisions, ascending.
        rows: Vec<u32>,
        /// Where they lie in the index, in its order.
        addresses: Vec<DocAddress>,
    },
    /// Events, by their numbers.
    Events(Vec<u32>),
}

impl Items {
    /// Returns the articles that were found, in the order of the decisions and
    /// in that of the index: what lies beside each other is looked at together.
    pub fn articles(local: &Local, matches: &[Match]) -> Result<Items> {
        let rows = local.rows()?;
        let mut found = vec![false; local.decisions.articles()];
        let addresses: Vec<DocAddress> = matches.iter().map(|found| found.address).collect();
        for address in &addresses {
            let row = rows[address.segment_ord as usize][address.doc_id as usize];
            if let Some(found) = found.get_mut(row as usize) {
                *found = true;
            }
        }
        let rows = (0u32..).zip(found).filter(|(_, found)| *found);
        Ok(Items::Articles { rows: rows.map(|(row, _)| row).collect(), addresses })
    }

    /// Returns the rows, or the numbers.
    pub fn numbers(&self) -> &[u32] {
        match self {
            Items::Articles { rows: numbers, .. } | Items::Events(numbers) => numbers,
        }
    }

    fn are_many(&self) -> bool {
        self.numbers().len() >= MANY
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
                Items::Articles { .. } => entities.extend(local.decisions.entities_of(*number).iter()),
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

    /// Calls `each` with where the articles of every item lie: itself, or
    /// those that report the event. Articles come in the order of the index.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn places(&self, asking: &Asking<'_>, mut each: impl FnMut(&[DocAddress])) -> Result<()> {
        let mut looked = 0;
        match self {
            Items::Articles { addresses, .. } => {
                for address in addresses {
                    asking.deadline.check_every(&mut looked)?;
                    each(std::slice::from_ref(address));
                }
            }
            Items::Events(events) => {
                let (all, mut places) = (asking.addresses()?, Vec::new());
                for event in events {
                    asking.deadline.check_every(&mut looked)?;
                    let Some(head) = asking.decisions.head(*event) else { continue };
                    places.clear();
                    places.extend(head.articles.iter().filter_map(|row| all.get(row as usize)));
                    each(&places);
                }
            }
        }
        Ok(())
    }

    /// Calls `each` with the [`marks`] of the events of every item: of those
    /// that an article tells, or of itself.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn marks(&self, asking: &Asking<'_>, mut each: impl FnMut(u8)) -> Result<()> {
        let of_event = |event| asking.decisions.brief(event).map_or(0, |brief| marks(&brief));
        let of_article =
            |row| asking.decisions.events_told(row).iter().fold(0, |all, event| all | of_event(event));
        let all = self.are_many().then(|| asking.marks_told());
        let mut looked = 0;
        for number in self.numbers() {
            asking.deadline.check_every(&mut looked)?;
            each(match (self, all) {
                (Items::Events(_), _) => of_event(*number),
                (Items::Articles { .. }, None) => of_article(*number),
                (Items::Articles { .. }, Some(all)) => all.get(*number as usize).copied().unwrap_or(0),
            });
        }
        Ok(())
    }

    /// Calls `each` with the first and the last day, as numbers, of the events
    /// of every item: of those that an article tells, or of itself. An open end
    /// is as in [`EventBrief::days`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn days(&self, asking: &Asking<'_>, mut each: impl FnMut(&[(i64, i64)])) -> Result<()> {
        let all = self.are_many().then(|| asking.days_of_events());
        let of_event = |event| match all {
            None => asking.decisions.brief(event).map(|brief| brief.days()),
            Some(all) => all.get(event as usize).map(|(from, to)| (i64::from(*from), i64::from(*to))),
        };
        let (mut days, mut looked) = (Vec::new(), 0);
        for number in self.numbers() {
            asking.deadline.check_every(&mut looked)?;
            days.clear();
            match self {
                Items::Events(_) => days.extend(of_event(*number)),
                Items::Articles { .. } => {
                    days.extend(asking.decisions.events_told(*number).iter().filter_map(of_event));
                }
            }
            each(&days);
        }
        Ok(())
    }
}

/// Returns the marks of an event: the bits of its kind and of its status.
pub fn marks(event: &EventBrief) -> u8 {
    mark_of_kind(event.kind) | mark_of_status(event.status)
}

/// Returns the bit that tells of a kind.
pub fn mark_of_kind(kind: EventKind) -> u8 {
    1 << kind as u8
}

/// Returns the bit that tells of a status: those of kinds are before it.
pub fn mark_of_status(status: Status) -> u8 {
    1 << (EventKind::ALL.len() as u8 + status as u8)
}

/// The days that articles speak of, by segment.
pub struct Mentioned {
    spans: Vec<(Column<i64>, Column<i64>)>,
}

impl Mentioned {
    /// Opens the columns.
    pub fn open(local: &Local) -> Result<Mentioned> {
        let mut spans = Vec::new();
        for segment in local.archive.searcher()?.segment_readers() {
            let column = |name: &str| segment.fast_fields().i64(name).map_err(damaged);
            spans.push((column("mentioned_from")?, column("mentioned_to")?));
        }
        Ok(Mentioned { spans })
    }

    /// Returns the first and the last day, as numbers, of each expression of
    /// time in the article at `address`.
    pub fn days(&self, address: DocAddress) -> impl Iterator<Item = (i64, i64)> {
        let (doc, found) = (address.doc_id, self.spans.get(address.segment_ord as usize));
        // Both have a value for each expression, in the same order.
        found.into_iter().flat_map(move |(from, to)| from.values_for_doc(doc).zip(to.values_for_doc(doc)))
    }
}

/// The columns of articles, by segment.
pub struct Columns {
    days: Vec<Column<i64>>,
    texts: Vec<Option<StrColumn>>,
}

impl Columns {
    /// Opens the columns of days, and of the texts of the field `text`.
    pub fn open(local: &Local, text: &str) -> Result<Columns> {
        let (mut days, mut texts) = (Vec::new(), Vec::new());
        for segment in local.archive.searcher()?.segment_readers() {
            days.push(segment.fast_fields().i64("day").map_err(damaged)?);
            texts.push(segment.fast_fields().str(text).map_err(damaged)?);
        }
        Ok(Columns { days, texts })
    }

    /// Returns the day of publication of the article at `address`, as a number.
    pub fn day(&self, address: DocAddress) -> Option<i64> {
        self.days.get(address.segment_ord as usize)?.first(address.doc_id)
    }

    /// Returns the segment and the number, in it, of the text of the article.
    pub fn text(&self, address: DocAddress) -> Option<(u32, u64)> {
        let DocAddress { segment_ord, doc_id } = address;
        Some((segment_ord, self.texts.get(segment_ord as usize)?.as_ref()?.ords().first(doc_id)?))
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
