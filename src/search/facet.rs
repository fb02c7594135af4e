//! Counts over a whole result: facets and histograms.

use chrono::NaiveDate;

use crate::query::FacetField;

/// The values of one field over a result, most frequent first; days in the
/// order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// The values that were asked for.
    pub values: Vec<FacetValue>,
    /// The number of values that there are, shown or not.
    pub distinct: usize,
}

/// A value, and how many hits have it; a hit counts once however often it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value as it is shown.
    pub value: String,
    /// The entity's identifier, where the value is one that is known.
    pub id: Option<String>,
    /// For places and days, from the root down to the value: `["Asia", "Qatar"]`,
    /// `["2024", "2024-03"]`; empty for others.
    pub path: Vec<String>,
    /// The number of hits.
    pub count: usize,
}

/// A bar of a histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The number of hits in these days; 0 where there is none.
    pub count: usize,
}
