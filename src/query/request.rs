//! What is wanted of the answer: how many hits, in which order, with which counts.

use std::fmt;

use chrono::NaiveDate;

use super::{DateRange, Query};

/// A question with all that is wanted of its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// The question.
    pub query: Query,
    /// How many hits.
    pub limit: Limit,
    /// The cursor of an earlier answer, after which to go on.
    pub after: Option<String>,
    /// In which order.
    pub sort: Sort,
    /// How much the age of articles counts; none for not at all.
    pub fresh: Option<Freshness>,
    /// Tells whether of near-duplicates only the first is a hit.
    pub collapse: bool,
    /// Facets to count over the whole result.
    pub facets: Vec<FacetRequest>,
    /// The histogram to count over the whole result.
    pub histogram: Option<HistogramRequest>,
}

impl SearchRequest {
    /// Asks for the first hits of `query` by relevance, with no counts.
    pub fn new(query: Query, limit: Limit) -> SearchRequest {
        SearchRequest {
            query,
            limit,
            after: None,
            sort: Sort::Relevance,
            fresh: None,
            collapse: false,
            facets: Vec::new(),
            histogram: None,
        }
    }
}

/// How many hits an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most so many.
    First(usize),
    /// Every one.
    All,
}

impl Limit {
    /// Returns the greatest number of hits.
    pub fn count(self) -> usize {
        match self {
            Limit::First(count) => count,
            Limit::All => usize::MAX,
        }
    }
}

/// How the score of articles falls with their age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The days in which a score is halved, at least 1.
    pub half_life: u32,
    /// The day from which ages are counted; what is published later has none.
    pub today: NaiveDate,
}

impl Freshness {
    /// Returns the factor for an article of the day `published`; that of one
    /// without a day is that of ten half-lives.
    pub fn factor(self, published: Option<NaiveDate>) -> f32 {
        let half_life = f64::from(self.half_life.max(1));
        let age = published.map_or(10.0 * half_life, |day| (self.today - day).num_days().max(0) as f64);
        0.5f64.powf(age / half_life) as f32
    }
}

/// The order of hits; ties are broken by the article's key, so that it is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The last published first; those without a date last.
    Newest,
    /// The first published first; those without a date last.
    Oldest,
    /// By the last event that an article tells, the latest first; those that
    /// tell none with a day last.
    Event,
}

/// A field whose values can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetField {
    /// Persons mentioned.
    Person,
    /// Organizations mentioned.
    Organization,
    /// Places mentioned, as a tree: continent, country, region, city.
    Place,
    /// Who published.
    Source,
    /// The language.
    Language,
    /// Kinds of events told.
    Kind,
    /// Statuses of events told.
    Status,
    /// Days of publication, as a tree: year, month, day.
    Published,
    /// Days of events told, as a tree; an event counts in a year, month or day
    /// in which it lies whole.
    Event,
    /// Days that the text speaks of, as a tree; an expression of time counts in
    /// a year, month or day in which it lies whole: `March 2024` in no day.
    Mentioned,
}

impl FacetField {
    /// All fields, in the order in which they are shown.
    pub const ALL: [FacetField; 10] = [
        FacetField::Person,
        FacetField::Organization,
        FacetField::Place,
        FacetField::Source,
        FacetField::Language,
        FacetField::Kind,
        FacetField::Status,
        FacetField::Published,
        FacetField::Event,
        FacetField::Mentioned,
    ];

    /// Returns the field of that name, or of a usual other one: `organization`, `people`.
    pub fn named(name: &str) -> Option<FacetField> {
        let name = name.to_lowercase();
        let singular = match name.as_str() {
            "people" => "person",
            "organization" | "organisation" | "organizations" | "organisations" => "org",
            "language" => "lang",
            "publisher" => "source",
            "date" => "published",
            "status" => "status",
            "mentions" | "mentioned" => "mentions",
            other => other.strip_suffix('s').unwrap_or(other),
        };
        FacetField::ALL.into_iter().find(|field| field.as_str() == singular)
    }

    /// Returns the days of which the field's values are years, months and
    /// days; none where they are something else.
    pub fn days(self) -> Option<DateField> {
        match self {
            FacetField::Published => Some(DateField::Published),
            FacetField::Event => Some(DateField::Event),
            FacetField::Mentioned => Some(DateField::Mentioned),
            _ => None,
        }
    }

    /// Returns the field's name in the query language.
    pub fn as_str(self) -> &'static str {
        match self {
            FacetField::Person => "person",
            FacetField::Organization => "org",
            FacetField::Place => "place",
            FacetField::Source => "source",
            FacetField::Language => "lang",
            FacetField::Kind => "kind",
            FacetField::Status => "status",
            FacetField::Published => "published",
            FacetField::Event => "on",
            FacetField::Mentioned => "mentions",
        }
    }
}

impl fmt::Display for FacetField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One facet that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetRequest {
    /// The field.
    pub field: FacetField,
    /// How many values, those with the greatest counts.
    pub size: usize,
    /// For places and days, the node whose children are wanted: `["Asia"]`;
    /// empty for the roots.
    pub under: Vec<String>,
    /// For names, what a value must hold, without regard to case.
    pub containing: Option<String>,
}

impl FacetRequest {
    /// Asks for the `size` most frequent values of `field`.
    pub fn new(field: FacetField, size: usize) -> FacetRequest {
        FacetRequest { field, size, under: Vec::new(), containing: None }
    }
}

/// Which days of a result are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateField {
    /// The day of publication.
    Published,
    /// The days of each event: in a histogram the first, in a facet all.
    Event,
    /// The days of each expression of time in the text, which counts where it
    /// lies whole.
    Mentioned,
}

/// How wide a histogram's bars are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One day.
    Day,
    /// Seven days from a Monday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

/// A histogram that is wanted, with empty bars between the first and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistogramRequest {
    /// Which day is counted.
    pub field: DateField,
    /// How wide the bars are.
    pub step: Step,
    /// The days to show; open ends reach to the first and the last of the result.
    pub range: DateRange,
}
