//! `a NEAR/5 b`, `a ADJ/3 b`, and chains of them.

use super::fault::Fault;
use super::parser::Parser;
use crate::document::Span;
use crate::query::{Near, Query, TextField};

/// The distance of `NEAR` without a number.
const NEAR: u32 = 10;
/// The distance of `ADJ` without a number.
const ADJ: u32 = 1;
/// The greatest distance.
const MAX: u32 = 1000;

/// One operator between two operands.
struct Operator {
    ordered: bool,
    distance: u32,
    span: Span,
}

impl Parser<'_> {
    /// `near = boosted { ( "NEAR" | "ADJ" ) [ "/" number ] boosted }`
    pub(super) fn near(&mut self) -> Result<Query, Fault> {
        let mut left = self.boosted()?;
        let mut pairs = Vec::new();
        while let Some(operator) = self.near_operator()? {
            let right = self.boosted()?;
            pairs.push(pair(left, right.clone(), &operator)?);
            left = right;
        }
        Ok(if pairs.is_empty() { left } else { Query::and(pairs) })
    }

    /// Reads `NEAR/5` or the like, when it comes next.
    fn near_operator(&mut self) -> Result<Option<Operator>, Fault> {
        self.cursor.skip_space();
        let start = self.cursor.at();
        let mut ahead = self.cursor.clone();
        let word = ahead.take_while(|c| !c.is_whitespace() && !"()\"".contains(c));
        let (name, number) = word.split_once('/').map_or((word, None), |(name, number)| (name, Some(number)));
        let default = match name {
            "NEAR" => NEAR,
            "ADJ" => ADJ,
            _ => return Ok(None),
        };
        let span = ahead.since(start);
        self.cursor = ahead;
        match number.map_or(Ok(default), str::parse) {
            Ok(distance @ 1..=MAX) => Ok(Some(Operator { ordered: name == "ADJ", distance, span })),
            _ => Err(Fault::new(span, format!("{name}/ takes a number from 1 to {MAX}"))
                .hint(format!("write {name}/{default}"))),
        }
    }
}

fn pair(left: Query, right: Query, operator: &Operator) -> Result<Query, Fault> {
    match (field_of(&left), field_of(&right)) {
        (Some(one), Some(other)) if one == other => Ok(Query::Near(Near {
            left: Box::new(left),
            right: Box::new(right),
            distance: operator.distance,
            ordered: operator.ordered,
        })),
        (Some(_), Some(_)) => Err(Fault::new(operator.span, "both sides must be of one field")),
        _ => Err(Fault::new(operator.span, "words, phrases, wildcards, or an OR of them stand beside this")
            .hint("for entities, ask for one event: meeting(with:… in:…)")),
    }
}

/// Returns the field of a side; none for what has no position in a text.
fn field_of(query: &Query) -> Option<TextField> {
    match query {
        Query::Word(word) => Some(word.field),
        Query::Phrase(phrase) if phrase.slop == 0 => Some(phrase.field),
        Query::Wildcard(wildcard) => Some(wildcard.field),
        Query::Fuzzy(fuzzy) => Some(fuzzy.field),
        Query::Pattern(pattern) => Some(pattern.field),
        Query::Or(queries) => {
            let first = field_of(queries.first()?)?;
            queries.iter().all(|query| field_of(query) == Some(first)).then_some(first)
        }
        _ => None,
    }
}
