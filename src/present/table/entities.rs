//! Entities: the page of one, and the choice among several.

use std::fmt::Write;

use anstyle::Style as Ansi;
use comfy_table::{Cell, CellAlignment, ColumnConstraint};

use super::hits::{painted, wrapped};
use super::{Style, frame};
use crate::resolve::Entity;
use crate::resolve::entities::{Candidate, DatedRole};
use crate::search::EventRow;

/// Returns the table of the entities that a name may mean.
pub fn candidates(candidates: &[Candidate], style: Style) -> String {
    let mut table = frame::dense(style, &["name", "what", "articles", "id"]);
    for candidate in candidates {
        let role = candidate.role.clone().unwrap_or_else(|| candidate.kind.as_str().to_owned());
        table.add_row(vec![
            Cell::new(&candidate.name),
            Cell::new(role),
            Cell::new(candidate.articles).set_alignment(CellAlignment::Right),
            Cell::new(&candidate.id),
        ]);
    }
    // Identifiers are copied, so they are never broken over lines.
    if let Some(column) = table.column_mut(3) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    frame::text(&table)
}

/// Returns the page of an entity; `events` are those in which it took part,
/// `akin` the entities that may be the same.
pub fn page(entity: &Entity, events: &[EventRow], akin: &[Candidate], style: Style) -> String {
    let mut text = String::new();
    write_head(&mut text, entity, style).expect("a string takes any text");
    write_counts(&mut text, "Counterparts", &counterparts(entity, events), style);
    write_counts(&mut text, "Places", &whereabouts(events), style);
    if !akin.is_empty() {
        let _ = writeln!(text, "\n{}", painted("May be the same", Ansi::new().bold(), style));
        for other in akin {
            let role = other.role.as_deref().map_or(String::new(), |role| format!(", {role}"));
            let _ = writeln!(text, "  {:>4}  {}{role}  {}", other.articles, other.name, other.id);
        }
    }
    text
}

fn write_counts(text: &mut String, title: &str, counts: &[(String, usize)], style: Style) {
    if counts.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", painted(title, Ansi::new().bold(), style));
    for (name, count) in counts.iter().take(10) {
        let _ = writeln!(text, "  {count:>4}  {name}");
    }
}

fn write_head(text: &mut String, entity: &Entity, style: Style) -> std::fmt::Result {
    let bold = Ansi::new().bold();
    writeln!(text, "{}", painted(&entity.name, bold, style))?;
    let seen = match (entity.first_seen, entity.last_seen) {
        (Some(first), Some(last)) => format!(", {first}..{last}"),
        _ => String::new(),
    };
    let (kind, articles, mentions) = (entity.kind.as_str(), entity.articles, entity.mentions);
    writeln!(text, "{kind} {}, {articles} articles, {mentions} mentions{seen}", entity.id)?;
    if let Some(place) = &entity.place {
        writeln!(text, "{} ({:.2}, {:.2})", place.path.join(" › "), place.latitude, place.longitude)?;
    }
    let names: Vec<String> =
        entity.names.iter().map(|name| format!("{} ({})", name.name, name.count)).collect();
    if names.len() > 1 {
        writeln!(text, "\n{}", painted("Names", bold, style))?;
        for line in wrapped(&names.join(", "), style.width, 2) {
            writeln!(text, "  {line}")?;
        }
    }
    if !entity.roles.is_empty() {
        writeln!(text, "\n{}", painted("Roles", bold, style))?;
        for role in entity.roles.iter().take(12) {
            writeln!(text, "  {}", role_line(role))?;
        }
    }
    Ok(())
}

fn role_line(role: &DatedRole) -> String {
    let former = if role.former { "former " } else { "" };
    let days = match (role.from, role.to) {
        (Some(from), Some(to)) if from != to => format!("  {from}..{to}"),
        (Some(day), _) => format!("  {day}"),
        _ => String::new(),
    };
    format!("{:>4}  {former}{}{days}", role.count, role.title)
}

/// Returns who took part in events with the entity, most frequent first.
pub fn counterparts(entity: &Entity, events: &[EventRow]) -> Vec<(String, usize)> {
    let all = events.iter().flat_map(|row| &row.participants);
    counted(all.filter(|party| party.id != entity.id.as_str()).map(|party| &party.name))
}

/// Returns where the events were, most frequent first.
pub fn whereabouts(events: &[EventRow]) -> Vec<(String, usize)> {
    counted(events.iter().filter_map(|row| row.places.first()).map(|venue| &venue.name))
}

fn counted<'a>(names: impl Iterator<Item = &'a String>) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    names.for_each(|name| *counts.entry(name.clone()).or_insert(0) += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
