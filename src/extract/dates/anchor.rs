//! What an expression is resolved against, and how gaps in dates are filled.

use chrono::{Datelike, NaiveDate};

use super::calendar::{self, Period};
use super::op::Base;
use super::tense::Tense;

/// Days by which a story may be told as past that its date of publication
/// still has before it: papers lie in other time zones than their stories.
const SLACK: i64 = 1;

/// Days beyond which the tense does not make up for a date that is this near
/// on the other side: a date of eleven months ago would be told with its year.
const FAR: i64 = 300;

/// See [`FAR`].
const NEAR: i64 = 60;

/// The context of one expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The first and last day that the text told last.
    pub told: Option<(NaiveDate, NaiveDate)>,
    /// The last of them that was one day.
    pub day: Option<NaiveDate>,
    /// The year of the dated passage that the expression stands in.
    pub background: Option<i32>,
    /// The direction of the sentence.
    pub tense: Tense,
    /// Tells whether 3/4 is the fourth of March.
    pub month_first: bool,
    /// Tells whether nothing before `published` can be meant, as for the end of a range.
    pub only_after: bool,
}

/// A period and why it is this one.
pub(super) type Told = (Period, String);

impl Anchor {
    /// Returns the anchor of what is counted in days: *the same day* is none of a
    /// year that was told in between.
    pub fn of_days(self) -> Anchor {
        Anchor { told: self.day.map(|day| (day, day)).or(self.told), ..self }
    }

    /// Returns the day that `base` stands for, seen in the direction `sign`.
    pub fn base(&self, base: Base, sign: i64) -> Option<NaiveDate> {
        let told = self.told.map(|(from, to)| if sign < 0 { from } else { to });
        if base == Base::Told { told.or(self.published) } else { self.published }
    }

    /// Names the day that `base` stands for, for reasons.
    pub fn base_name(&self, base: Base, day: NaiveDate) -> String {
        let told = base == Base::Told && self.told.is_some();
        format!("{} {day}", if told { "the day told before," } else { "publication" })
    }

    /// Chooses among `of(year)` for the years up to `reach` from publication: the one of
    /// the dated passage, else the latest or earliest that the tense allows,
    /// else the nearest.
    pub fn fitting<I>(&self, reach: i32, of: impl Fn(i32) -> I) -> Option<Told>
    where
        I: IntoIterator<Item = Period>,
    {
        if let Some(year) = self.background
            && let Some(found) = of(year).into_iter().next()
        {
            return Some((found, format!("in {year}, the year of the passage")));
        }
        let published = self.published?;
        let year = published.year();
        let candidates: Vec<Period> = (year - reach..=year + reach).flat_map(&of).collect();
        let found = self.choose(&candidates, published)?;
        Some((found.clone(), self.why(published)))
    }

    /// Chooses the last such period before (-1), in the year of (0) or the
    /// next after (1) publication.
    pub fn nth<I>(&self, which: i64, of: impl Fn(i32) -> I) -> Option<Told>
    where
        I: IntoIterator<Item = Period>,
    {
        let published = self.published?;
        let year = published.year();
        let mut all = (year - 2..=year + 2).flat_map(of);
        let found = match which {
            0 => all.find(|period| period.from.year() == year),
            1 => all.find(|period| period.from > published),
            _ => all.filter(|period| period.to < published).last(),
        };
        let side = ["the last before", "that of the year of", "the next after"];
        let side = side.get(usize::try_from(which + 1).ok()?).copied().unwrap_or(side[1]);
        Some((found?, format!("{side} publication {published}")))
    }

    /// Chooses the period that the tense allows among candidates in order.
    pub fn choose<'p>(&self, candidates: &'p [Period], published: NaiveDate) -> Option<&'p Period> {
        let latest = calendar::plus_days(published, SLACK)?;
        let past = candidates.iter().rev().find(|period| period.from <= latest);
        let future = candidates.iter().find(|period| period.to >= published);
        if self.only_after {
            return future;
        }
        let days = |period: &Period| distance(period, published) / 2;
        let is_far = |one: &Period, other: &Period| days(one) > FAR && days(other) < NEAR;
        match (self.tense, past, future) {
            (Tense::Past, Some(past), Some(future)) if is_far(past, future) => Some(future),
            (Tense::Future, Some(past), Some(future)) if is_far(future, past) => Some(past),
            (Tense::Past, ..) => past.or(future),
            (Tense::Future, ..) => future.or(past),
            (Tense::Unknown, ..) => candidates.iter().min_by_key(|period| distance(period, published)),
        }
    }

    fn why(&self, published: NaiveDate) -> String {
        let side = match self.tense {
            Tense::Past => "the last up to",
            Tense::Future => "the next from",
            Tense::Unknown => "the nearest to",
        };
        format!("{side} publication {published}")
    }
}

/// Returns the days between a period and a day, the past counting as nearer.
fn distance(period: &Period, day: NaiveDate) -> i64 {
    if period.to < day {
        2 * (day - period.to).num_days() - 1
    } else {
        2 * (period.from - day).num_days().max(0)
    }
}
