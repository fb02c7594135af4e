//! The labels of tokens: which kind of name, and which part of it (BILOU).

use crate::document::EntityKind;

/// The number of labels: none, and four parts of four kinds of names.
pub const LABELS: usize = 17;

/// The label of a token outside all names.
pub const OUTSIDE: usize = 0;

/// What a name names. Other names (nationalities, events, works) are told
/// apart while tagging, so that they are not taken for one of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
    /// Any other name; never a mention.
    Other,
}

impl Kind {
    /// All kinds, in the order of their labels.
    pub const ALL: [Kind; 4] = [Kind::Person, Kind::Organization, Kind::Place, Kind::Other];

    /// Returns the kind of mention; none for other names.
    pub fn entity(self) -> Option<EntityKind> {
        match self {
            Kind::Person => Some(EntityKind::Person),
            Kind::Organization => Some(EntityKind::Organization),
            Kind::Place => Some(EntityKind::Place),
            Kind::Other => None,
        }
    }
}

/// The part of a name that a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first of several tokens.
    Begin,
    /// Neither the first nor the last.
    Inside,
    /// The last of several tokens.
    Last,
    /// The only token.
    Unit,
}

/// Returns the label of a part of a name.
pub const fn label(kind: Kind, part: Part) -> usize {
    1 + 4 * kind as usize + part as usize
}

/// Returns what a label stands for; none for [`OUTSIDE`].
pub fn parse(label: usize) -> Option<(Kind, Part)> {
    let index = label.checked_sub(1)?;
    let part = [Part::Begin, Part::Inside, Part::Last, Part::Unit][index % 4];
    Some((*Kind::ALL.get(index / 4)?, part))
}

/// Tells whether a name may go on behind this label.
pub fn is_open(label: usize) -> bool {
    matches!(parse(label), Some((_, Part::Begin | Part::Inside)))
}

/// Tells whether a token labelled `next` may follow one labelled `label`.
pub fn may_follow(label: usize, next: usize) -> bool {
    let continues = parse(next).filter(|(_, part)| matches!(part, Part::Inside | Part::Last));
    match (is_open(label), continues) {
        (true, Some((kind, _))) => parse(label).is_some_and(|(open, _)| open == kind),
        (false, None) => true,
        _ => false,
    }
}

/// Returns the names that a legal sequence of labels spells: the indices of
/// the first token and of the one behind the last, and the kind.
pub fn names(labels: &[u8]) -> impl Iterator<Item = (usize, usize, Kind)> {
    let mut start = 0;
    labels.iter().enumerate().filter_map(move |(at, &label)| {
        let (kind, part) = parse(usize::from(label))?;
        if matches!(part, Part::Begin | Part::Unit) {
            start = at;
        }
        matches!(part, Part::Last | Part::Unit).then_some((start, at + 1, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_parts_are_one_to_one() {
        for number in 1..LABELS {
            let (kind, part) = parse(number).expect("every other label is a part of a name");
            assert_eq!(label(kind, part), number);
        }
        assert_eq!(parse(OUTSIDE), None);
        assert_eq!(parse(LABELS), None);
    }

    #[test]
    fn names_close_before_others_begin() {
        let [begin, last] = [Part::Begin, Part::Last].map(|part| label(Kind::Person, part));
        let unit = label(Kind::Place, Part::Unit);
        assert!(may_follow(begin, last) && may_follow(last, unit) && may_follow(OUTSIDE, begin));
        assert!(!may_follow(begin, unit) && !may_follow(OUTSIDE, last));
        assert!(!may_follow(begin, label(Kind::Place, Part::Last)));
        let found: Vec<_> = names(&[begin as u8, last as u8, 0, unit as u8]).collect();
        assert_eq!(found, [(0, 2, Kind::Person), (3, 4, Kind::Place)]);
    }
}
