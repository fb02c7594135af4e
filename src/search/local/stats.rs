//! What the archive holds, counted.

use super::Local;
use super::facets;
use super::items::{Columns, Items, TextColumn};
use crate::document::EntityKind;
use crate::error::Result;
use crate::index::from_number;
use crate::query::{FacetField, FacetRequest};
use crate::search::Stats;

/// Counts the articles, entities and events of the archive.
pub fn count(local: &Local) -> Result<Stats> {
    let articles = local.decisions.articles();
    let columns = Columns::open(local, TextColumn::Language)?;
    let addresses = local.addresses()?;
    let days: Vec<i64> = addresses.iter().filter_map(|address| columns.day(*address)).collect();
    let bounds = days.iter().min().zip(days.iter().max());
    let mut entities = [0; 3];
    for (kind, count) in EntityKind::ALL.iter().zip(&mut entities) {
        *count = (0..local.decisions.entities() as u32)
            .filter(|number| local.decisions.kind_of(*number) == Some(*kind))
            .count();
    }
    let bases = local.bases()?;
    let places = addresses.iter().map(|address| bases.place(*address)).collect();
    let all = Items::Articles { rows: (0..articles as u32).collect(), places };
    let languages =
        facets::count(&local.asking(), &all, &[FacetRequest::new(FacetField::Language, usize::MAX)])?;
    Ok(Stats {
        articles,
        entities,
        events: local.decisions.events() as usize,
        reports: local.decisions.heads().map(|(_, head)| head.articles.len()).sum(),
        undated: articles - days.len(),
        days: bounds.and_then(|(first, last)| Some((from_number(*first)?, from_number(*last)?))),
        languages: languages.into_iter().flat_map(|facet| facet.values).map(|v| (v.value, v.count)).collect(),
        ..Stats::default()
    })
}
