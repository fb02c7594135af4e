//! Which entities a name in a query means.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Local;
use crate::document::EntityKind;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Outline, Regions};
use crate::likeness::fold;
use crate::query::EntityName;
use crate::resolve::entities::Candidate;

/// Numbers of entities of the decisions.
pub type Numbers = BTreeSet<u32>;

/// Candidates that an error lists.
const LISTED: usize = 5;

impl Local {
    /// Returns the entities of `kind`, or of any, that `name` means; a place
    /// means all that lies in it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`] when it could be several of one kind.
    pub fn named(&self, name: &EntityName, kind: Option<EntityKind>) -> Result<Numbers> {
        let found =
            if name.wildcard { self.by_pattern(&name.text, kind)? } else { self.by_name(name, kind)? };
        Ok(self.with_what_lies_in(found))
    }

    /// Returns the names of the entities of which a word begins with `start`.
    pub fn beginning_with(&self, start: &str, kind: Option<EntityKind>, most: usize) -> Result<Vec<String>> {
        let start = fold(start);
        let begins = |spelling: &str| {
            spelling.split(' ').any(|word| word.starts_with(&start)) || spelling.starts_with(&start)
        };
        let mut found: Vec<u32> = self
            .decisions
            .registry()?
            .spellings()
            .filter(|(spelling, _)| begins(spelling))
            .map(|(_, number)| number)
            .collect();
        found.retain(|number| self.is_of(kind, *number));
        found.sort_unstable();
        found.dedup();
        found.sort_by_key(|number| std::cmp::Reverse(self.decisions.articles_of(*number)));
        found.truncate(most);
        let name = |number: u32| Ok(self.decisions.party(number)?.name);
        let mut names: Vec<String> = found.into_iter().map(name).collect::<Result<_>>()?;
        let mut seen = FxHashSet::default();
        names.retain(|name| seen.insert(name.clone()));
        Ok(names)
    }

    fn by_pattern(&self, pattern: &str, kind: Option<EntityKind>) -> Result<Numbers> {
        let pattern: Vec<char> = fold_pattern(pattern).chars().collect();
        let bearers = self.decisions.registry()?.spellings();
        let bearers = bearers.filter(|(spelling, _)| matches_folded(&pattern, spelling));
        Ok(bearers.map(|(_, number)| number).filter(|number| self.is_of(kind, *number)).collect())
    }

    /// Tells whether entity `number` is of `kind`, where one is asked for.
    pub fn is_of(&self, kind: Option<EntityKind>, number: u32) -> bool {
        self.decisions.kind_of(number).is_some_and(|own| kind.is_none_or(|kind| kind == own))
    }

    fn by_name(&self, name: &EntityName, kind: Option<EntityKind>) -> Result<Numbers> {
        let mut candidates = self.decisions.registry()?.meant(&name.text);
        candidates.retain(|candidate| kind.is_none_or(|kind| kind == candidate.kind));
        for kind in EntityKind::ALL {
            let same: Vec<&Candidate> = candidates.iter().filter(|c| c.kind == kind).collect();
            if same.len() > 1 {
                return Err(ambiguous(&name.text, &same));
            }
        }
        let mut numbers = Numbers::new();
        for candidate in &candidates {
            numbers.extend(self.decisions.number_of(&candidate.id)?);
        }
        let may_be_place =
            candidates.is_empty() || candidates.iter().any(|candidate| candidate.kind == EntityKind::Place);
        if may_be_place && kind.is_none_or(|kind| kind == EntityKind::Place) {
            numbers.extend(self.under(&name.text));
        }
        Ok(numbers)
    }

    /// Returns the places that lie in a place which the archive itself need
    /// not mention: `Asia`.
    fn under(&self, name: &str) -> Numbers {
        let folded = fold(name);
        // Most places lie in the same few.
        let mut known: FxHashMap<&str, bool> = FxHashMap::default();
        self.places_where(|place| {
            let mut above = place.path().rev().skip(1);
            above.any(|part| *known.entry(part).or_insert_with(|| fold(part) == folded))
        })
    }

    fn with_what_lies_in(&self, numbers: Numbers) -> Numbers {
        let regions: Regions<'_> =
            numbers.iter().filter_map(|number| self.decisions.outline(*number)).collect();
        if regions.is_empty() {
            return numbers;
        }
        let inner = self.places_where(|place| place.lies_in(&regions));
        &inner | &numbers
    }

    /// Returns the places of which `holds` is true.
    fn places_where<'a>(&'a self, mut holds: impl FnMut(&Outline<'a>) -> bool) -> Numbers {
        let places = self.decisions.outlines().filter(|(_, outline)| outline.has_path() && holds(outline));
        places.map(|(number, _)| number).collect()
    }
}

fn ambiguous(name: &str, candidates: &[&Candidate]) -> Error {
    let each = |candidate: &&Candidate| {
        let role = candidate.role.as_deref().map_or(String::new(), |role| format!(", {role}"));
        format!("  {}{role} ({} articles): {}", candidate.name, candidate.articles, candidate.id)
    };
    let mut hint: Vec<String> = vec!["say which one, by its identifier:".to_owned()];
    hint.extend(candidates.iter().take(LISTED).map(each));
    if candidates.len() > LISTED {
        hint.push(format!("  … and {} more", candidates.len() - LISTED));
    }
    Error::new(ErrorKind::Ambiguous, format!("`{name}` could be {} entities", candidates.len()))
        .hint(hint.join("\n"))
}

/// Tells whether the folded `name` matches `pattern`, folded too, of which `*`
/// and `?` leave letters open.
fn matches_folded(pattern: &[char], name: &str) -> bool {
    let folded: Vec<char> = name.chars().collect();
    let (mut at, mut in_pattern) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < folded.len() {
        match pattern.get(in_pattern) {
            Some('*') => {
                star = Some((in_pattern, at));
                in_pattern += 1;
            }
            Some(c) if *c == '?' || *c == folded[at] => (at, in_pattern) = (at + 1, in_pattern + 1),
            _ => match star {
                Some((from, taken)) => {
                    star = Some((from, taken + 1));
                    (at, in_pattern) = (taken + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[in_pattern..].iter().all(|c| *c == '*')
}

/// Folds what stands between `*` and `?`.
fn fold_pattern(pattern: &str) -> String {
    let mut out = String::new();
    for part in pattern.split_inclusive(['*', '?']) {
        let (text, mark) = match part.strip_suffix(['*', '?']) {
            Some(text) => (text, &part[text.len()..]),
            None => (part, ""),
        };
        let folded = fold(text);
        if text.starts_with(' ') && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&folded);
        if text.ends_with(' ') && !folded.is_empty() {
            out.push(' ');
        }
        out.push_str(mark);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_pattern, matches_folded};

    #[test]
    fn a_wildcard_is_compared_with_the_folded_name() {
        let check = |pattern: &str, name: &str, expected: bool| {
            let folded: Vec<char> = fold_pattern(pattern).chars().collect();
            assert_eq!(matches_folded(&folded, &fold(name)), expected, "{pattern} and {name}");
        };
        check("Erdo*", "Erdoğan", true);
        check("*erdogan", "Recep Tayyip Erdoğan", true);
        check("Wang ?ejian", "Wang Kejian", true);
        check("Wang*jian", "Wang Kejian", true);
        check("Wang ?", "Wang Kejian", false);
        check("*", "", true);
        check("a*b*c", "axxbyyb", false);
        check(&"*a".repeat(30), &"a".repeat(500), true);
    }
}
