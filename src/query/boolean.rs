//! AND, OR and NOT: how trees are joined without needless nesting, and printed.
//!
//! NOT binds tightest, then AND, written or not, then OR: `a OR b c` is
//! `a OR (b AND c)`. A query may be nothing but a NOT.

use std::fmt::{self, Display};

use super::Query;

impl Query {
    /// Joins queries of which all must hold: nested ANDs are made flat, [`Query::All`]
    /// is left out, one is itself, and none is `All`.
    pub fn and(queries: impl IntoIterator<Item = Query>) -> Query {
        let mut flat = Vec::new();
        for query in queries {
            match query {
                Query::All => {}
                Query::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        one_or(flat, Query::And)
    }

    /// Joins queries of which one must hold: nested ORs are made flat, one is
    /// itself, and none is [`Query::All`].
    pub fn or(queries: impl IntoIterator<Item = Query>) -> Query {
        let mut flat = Vec::new();
        for query in queries {
            match query {
                Query::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        one_or(flat, Query::Or)
    }

    /// Returns the negation; two negations cancel.
    #[allow(clippy::should_implement_trait)]
    pub fn not(query: Query) -> Query {
        match query {
            Query::Not(inner) => *inner,
            other => Query::Not(Box::new(other)),
        }
    }

    /// Returns the queries directly beneath this one.
    pub fn children(&self) -> Vec<&Query> {
        match self {
            Query::And(queries) | Query::Or(queries) => queries.iter().collect(),
            Query::Not(query) => vec![query],
            Query::Boost(boost) => vec![&boost.query],
            Query::Near(near) => vec![&near.left, &near.right],
            _ => Vec::new(),
        }
    }
}

fn one_or(mut queries: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Query {
    match queries.len() {
        0 => Query::All,
        1 => queries.swap_remove(0),
        _ => join(queries),
    }
}

/// Writes `queries` with `operator` between them and parentheses where needed.
pub(super) fn write_joined(f: &mut fmt::Formatter<'_>, queries: &[Query], operator: &str) -> fmt::Result {
    for (number, query) in queries.iter().enumerate() {
        if number > 0 {
            f.write_str(operator)?;
        }
        write_operand(f, query)?;
    }
    Ok(())
}

/// Writes `NOT query`.
pub(super) fn write_not(f: &mut fmt::Formatter<'_>, query: &Query) -> fmt::Result {
    f.write_str("NOT ")?;
    write_operand(f, query)
}

/// Writes `query` so that any operator may stand beside it.
pub(super) fn write_operand(f: &mut fmt::Formatter<'_>, query: &Query) -> fmt::Result {
    match query {
        Query::And(_) | Query::Or(_) | Query::Near(_) => write!(f, "({query})"),
        other => other.fmt(f),
    }
}
