//! Which entities a name in a query means.

use std::collections::BTreeSet;

use super::Local;
use crate::document::EntityKind;
use crate::error::{Error, ErrorKind, Result};
use crate::likeness::fold;
use crate::query::EntityName;
use crate::resolve::Entity;
use crate::resolve::entities::{Candidate, Match};

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
        let fits = |entity: &Entity| kind.is_none_or(|kind| kind == entity.kind);
        let found =
            if name.wildcard { self.by_pattern(&name.text, &fits)? } else { self.by_name(name, kind)? };
        self.with_what_lies_in(found)
    }

    /// Returns the places that `name` means, and all that lies in them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`] when it could be several.
    pub fn places(&self, name: &EntityName) -> Result<Numbers> {
        self.named(name, Some(EntityKind::Place))
    }

    fn by_pattern(&self, pattern: &str, fits: &dyn Fn(&Entity) -> bool) -> Result<Numbers> {
        let entities = self.decisions.registry()?.entities().enumerate();
        let bears = |entity: &Entity| {
            entity.names.iter().any(|name| matches_wildcard(pattern, &name.name))
                || matches_wildcard(pattern, &entity.name)
        };
        Ok(entities.filter(|(_, e)| fits(e) && bears(e)).map(|(number, _)| number as u32).collect())
    }

    fn by_name(&self, name: &EntityName, kind: Option<EntityKind>) -> Result<Numbers> {
        let mut candidates = self.decisions.registry()?.find(&name.text);
        candidates.retain(|candidate| {
            candidate.by != Match::Similar && kind.is_none_or(|kind| kind == candidate.kind)
        });
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
            numbers.extend(self.under(&name.text)?);
        }
        Ok(numbers)
    }

    /// Returns the places that lie in a place which the archive itself need
    /// not mention: `Asia`.
    fn under(&self, name: &str) -> Result<Numbers> {
        let folded = fold(name);
        let lies = |entity: &Entity| {
            entity.place.as_ref().is_some_and(|place| {
                let above = place.path.split_last().map_or(&[][..], |(_, above)| above);
                above.iter().any(|part| fold(part) == folded)
            })
        };
        let entities = self.decisions.registry()?.entities().enumerate();
        Ok(entities.filter(|(_, entity)| lies(entity)).map(|(number, _)| number as u32).collect())
    }

    fn with_what_lies_in(&self, numbers: Numbers) -> Result<Numbers> {
        let mut paths: Vec<&[String]> = Vec::new();
        for number in &numbers {
            let place = &self.decisions.entity(*number)?.place;
            paths.extend(place.as_ref().map(|place| place.path.as_slice()));
        }
        if paths.is_empty() {
            return Ok(numbers);
        }
        let lies = |entity: &Entity| {
            let path = entity.place.as_ref().map(|place| place.path.as_slice());
            path.is_some_and(|path| paths.iter().any(|above| path.starts_with(above)))
        };
        let entities = self.decisions.registry()?.entities().enumerate();
        let inner = entities.filter(|(_, entity)| lies(entity)).map(|(number, _)| number as u32);
        Ok(inner.chain(numbers.iter().copied()).collect())
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

/// Tells whether `name`, folded, matches `pattern`, of which `*` and `?` leave
/// letters open.
pub fn matches_wildcard(pattern: &str, name: &str) -> bool {
    let folded: Vec<char> = fold(name).chars().collect();
    let pattern: Vec<char> = fold_pattern(pattern).chars().collect();
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
    use super::matches_wildcard;

    #[test]
    fn a_wildcard_is_compared_with_the_folded_name() {
        let check = |pattern: &str, name: &str, expected: bool| {
            assert_eq!(matches_wildcard(pattern, name), expected, "{pattern} and {name}");
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
