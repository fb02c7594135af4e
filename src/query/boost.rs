//! `query^2`: a query whose score counts more or less.

use std::fmt;

use super::{Query, boolean};

/// A query whose score is multiplied.
#[derive(Clone, Debug, PartialEq)]
pub struct Boost {
    /// The query.
    pub query: Box<Query>,
    /// The factor, finite and greater than 0.
    pub factor: f32,
}

impl fmt::Display for Boost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.query {
            query @ (Query::Not(_) | Query::Boost(_)) => write!(f, "({query})")?,
            query => boolean::write_operand(f, query)?,
        }
        write!(f, "^{}", self.factor)
    }
}
