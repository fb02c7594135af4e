//! What is counted over: articles or events, and what each has.

use std::collections::BTreeMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId};

use super::Local;
use super::articles::{MANY, MOST_OF};
use super::asking::{Asking, Deadline};
use super::bits::Bits;
use super::listing::{Listing, Part, Value};
use super::matches::Match;
use crate::document::{EventKind, Status};
use crate::error::Result;
use crate::index::{EventBrief, damaged};
use crate::query::DateField;
use crate::threads::{share, split};

/// A first and a last day, as numbers; an open end is as in [`EventBrief::days`].
pub type Days = (i64, i64);

/// A field of texts of which each article has one at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextColumn {
    /// Who published it.
    Source,
    /// Its language.
    Language,
}

/// A result that is counted over.
pub enum Items {
    /// Articles.
    Articles {
        /// Their rows in the decisions, ascending.
        rows: Vec<u32>,
        /// Their places in the index, in its order.
        places: Vec<u32>,
    },
    /// Events, by their numbers.
    Events(Vec<u32>),
}

impl Items {
    /// Returns the articles that were found, in the order of the decisions and
    /// in that of the index: what lies beside each other is looked at together.
    pub fn articles(local: &Local, matches: &[Match]) -> Result<Items> {
        let all = local.rows()?;
        let row = |found: &Match| all[found.address.segment_ord as usize][found.address.doc_id as usize];
        let mut found = Bits::below(local.decisions.articles());
        matches.iter().for_each(|one| {
            found.add(row(one));
        });
        let mut rows = Vec::with_capacity(matches.len());
        rows.extend(found.iter());
        let bases = local.bases()?;
        let places = matches.iter().map(|found| bases.place(found.address)).collect();
        Ok(Items::Articles { rows, places })
    }

    /// Returns the rows, or the numbers.
    pub fn numbers(&self) -> &[u32] {
        match self {
            Items::Articles { rows: numbers, .. } | Items::Events(numbers) => numbers,
        }
    }

    /// Tells whether it pays to make lists of what all articles or events have.
    pub fn are_many(&self, local: &Local) -> bool {
        match self {
            Items::Articles { rows, .. } => are_many(rows.len(), local.decisions.articles()),
            Items::Events(events) => are_many(events.len(), local.decisions.events() as usize),
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

    /// Counts the items by their values of a field: an article's, or those of
    /// the articles that report an event.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn texts(&self, asking: &Asking<'_>, field: TextColumn) -> Result<BTreeMap<String, usize>> {
        if self.are_many(asking.local) {
            return self.count(asking, asking.texts(field)?, |text: &String| Some(text.clone()));
        }
        let columns = Columns::open(asking.local, field)?;
        let listing = self.listed(asking, |place| columns.text(place).into_iter())?;
        self.count_listed(asking, &listing, |text| Some(columns.value(*text)))
    }

    /// Counts the items by what `slot` makes of their days: an article's, or
    /// those of the articles that report an event. Days of an event are those
    /// of the events that an article tells, or its own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn days<K: Value + Ord>(
        &self,
        asking: &Asking<'_>,
        field: DateField,
        slot: impl Fn(Days) -> Option<K>,
    ) -> Result<BTreeMap<K, usize>> {
        let slot = |days: &Days| slot(*days);
        if self.are_many(asking.local) {
            return match (field, self) {
                (DateField::Published, _) => self.count(asking, asking.published()?, slot),
                (DateField::Mentioned, _) => self.count(asking, asking.mentioned()?, slot),
                (DateField::Event, Items::Articles { .. }) => {
                    self.count_own(asking, asking.days_told(), slot)
                }
                (DateField::Event, Items::Events(_)) => self.count_own(asking, asking.days_of_events(), slot),
            };
        }
        let listing = match field {
            DateField::Published => {
                let columns = Columns::open(asking.local, TextColumn::Source)?;
                self.listed(asking, |place| columns.day(place).map(|day| (day, day)).into_iter())?
            }
            DateField::Mentioned => {
                let mentioned = Mentioned::open(asking.local)?;
                self.listed(asking, |place| mentioned.days(place))?
            }
            DateField::Event => self.days_listed(asking)?,
        };
        self.count_listed(asking, &listing, slot)
    }

    /// Counts the [`marks`] of the items: by marks, how many have just these.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) when it takes too long.
    pub fn marks(&self, asking: &Asking<'_>) -> Result<[usize; 256]> {
        let of_event = |event| asking.decisions.brief(event).map_or(0, |brief| marks(&brief));
        let of_article =
            |row| asking.decisions.events_told(row).iter().fold(0, |all, event| all | of_event(event));
        let all = self.are_many(asking.local).then(|| asking.marks_told());
        let (mut counts, mut looked) = ([0; 256], 0);
        for number in self.numbers() {
            asking.deadline.check_every(&mut looked)?;
            let marks = match (self, all) {
                (Items::Events(_), _) => of_event(*number),
                (Items::Articles { .. }, None) => of_article(*number),
                (Items::Articles { .. }, Some(all)) => all.get(*number as usize).copied().unwrap_or(0),
            };
            counts[usize::from(marks)] += 1;
        }
        Ok(counts)
    }

    /// Counts over a listing of all articles, by place.
    fn count<V: Value, K: Value + Ord>(
        &self,
        asking: &Asking<'_>,
        listing: &Listing<V>,
        slot: impl Fn(&V) -> Option<K>,
    ) -> Result<BTreeMap<K, usize>> {
        let deadline = asking.deadline;
        match self {
            Items::Articles { places, .. } => {
                listing.count(deadline, places, |place, each| each(place), slot)
            }
            Items::Events(events) => {
                let (bases, addresses) = (asking.bases()?, asking.addresses()?);
                let decisions = &asking.decisions;
                let reports = |event, each: &mut dyn FnMut(u32)| {
                    let rows = decisions.head(event).into_iter().flat_map(|head| head.articles.iter());
                    let found = rows.filter_map(|row| addresses.get(row as usize));
                    found.for_each(|address| each(bases.place(*address)));
                };
                listing.count(deadline, events, reports, slot)
            }
        }
    }

    /// Counts over a listing by the items' own numbers.
    fn count_own<V: Value, K: Value + Ord>(
        &self,
        asking: &Asking<'_>,
        listing: &Listing<V>,
        slot: impl Fn(&V) -> Option<K>,
    ) -> Result<BTreeMap<K, usize>> {
        listing.count(asking.deadline, self.numbers(), |item, each| each(item), slot)
    }

    /// Counts over a listing of just these items.
    fn count_listed<V: Value, K: Value + Ord>(
        &self,
        asking: &Asking<'_>,
        listing: &Listing<V>,
        slot: impl Fn(&V) -> Option<K>,
    ) -> Result<BTreeMap<K, usize>> {
        let all: Vec<u32> = (0..self.numbers().len() as u32).collect();
        listing.count(asking.deadline, &all, |item, each| each(item), slot)
    }

    /// Lists what `values` returns for where each item lies, one after the other.
    fn listed<V: Value, I: Iterator<Item = V>>(
        &self,
        asking: &Asking<'_>,
        values: impl Fn(DocAddress) -> I,
    ) -> Result<Listing<V>> {
        let (mut part, mut looked) = (Part::default(), 0);
        match self {
            Items::Articles { places, .. } => {
                let bases = asking.bases()?;
                for (at, place) in (0u32..).zip(places) {
                    asking.deadline.check_every(&mut looked)?;
                    part.add(at, values(bases.address(*place)));
                }
            }
            Items::Events(events) => {
                let all = asking.addresses()?;
                for (at, event) in (0u32..).zip(events) {
                    asking.deadline.check_every(&mut looked)?;
                    let reports =
                        asking.decisions.head(*event).into_iter().flat_map(|head| head.articles.iter());
                    let places = reports.filter_map(|row| all.get(row as usize));
                    part.add(at, places.flat_map(|place| values(*place)));
                }
            }
        }
        Ok(Listing::of(self.numbers().len(), vec![part]))
    }

    /// Lists the days of the events of each item, one after the other.
    fn days_listed(&self, asking: &Asking<'_>) -> Result<Listing<Days>> {
        let of_event = |event| asking.decisions.brief(event).map(|brief| brief.days());
        let (mut part, mut looked) = (Part::default(), 0);
        for (at, number) in (0u32..).zip(self.numbers()) {
            asking.deadline.check_every(&mut looked)?;
            match self {
                Items::Events(_) => part.add(at, of_event(*number).into_iter()),
                Items::Articles { .. } => {
                    part.add(at, asking.decisions.events_told(*number).iter().filter_map(of_event));
                }
            }
        }
        Ok(Listing::of(self.numbers().len(), vec![part]))
    }
}

/// Tells whether `count` of `all` are so many that it pays to list all: that
/// is done once, and what is listed is counted many times faster.
fn are_many(count: usize, all: usize) -> bool {
    count >= MANY || count * MOST_OF >= all
}

/// Returns what `part` makes of some of `numbers`, which threads share where they are many.
///
/// # Errors
///
/// The first of those of `part`.
pub fn in_parts<T: Send>(numbers: &[u32], part: impl Fn(&[u32]) -> Result<T> + Sync) -> Result<Vec<T>> {
    match numbers.len() < MANY {
        true => Ok(vec![part(numbers)?]),
        false => share(&split(numbers, 1), || (), |(), numbers| part(numbers)).into_iter().collect(),
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

    /// Returns the first and the last day of each expression of time in the
    /// article at `address`.
    pub fn days(&self, address: DocAddress) -> impl Iterator<Item = Days> {
        let (doc, found) = (address.doc_id, self.spans.get(address.segment_ord as usize));
        // Both have a value for each expression, in the same order.
        found.into_iter().flat_map(move |(from, to)| from.values_for_doc(doc).zip(to.values_for_doc(doc)))
    }

    /// Calls `each` with what [`Mentioned::days`] returns for each of `docs` of
    /// a segment: its columns are read at once.
    pub fn days_of(&self, segment: u32, docs: &[DocId], mut each: impl FnMut(DocId, &[Days])) {
        let Some((from, to)) = self.spans.get(segment as usize) else { return };
        let read = |column: &Column<i64>| {
            let mut values = vec![0; column.values.num_vals() as usize];
            column.values.get_range(0, &mut values);
            values
        };
        let (from_days, to_days) = (read(from), read(to));
        let days: Vec<Days> = from_days.into_iter().zip(to_days).collect();
        for doc in docs {
            let own = from.index.value_row_ids(*doc);
            each(*doc, days.get(own.start as usize..own.end as usize).unwrap_or_default());
        }
    }
}

/// The columns of articles, by segment.
pub struct Columns {
    days: Vec<Column<i64>>,
    texts: Vec<Option<StrColumn>>,
}

impl Columns {
    /// Opens the columns of days, and of the texts of `field`, which has some.
    pub fn open(local: &Local, field: TextColumn) -> Result<Columns> {
        let (mut days, mut texts) = (Vec::new(), Vec::new());
        let name = match field {
            TextColumn::Source => "source",
            TextColumn::Language => "language",
        };
        for segment in local.archive.searcher()?.segment_readers() {
            days.push(segment.fast_fields().i64("day").map_err(damaged)?);
            texts.push(segment.fast_fields().str(name).map_err(damaged)?);
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
