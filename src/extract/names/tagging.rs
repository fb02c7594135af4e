//! How names are read: fast, or with more care.

use std::fmt;
use std::str::FromStr;

/// How names are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tagging {
    /// By the linear tagger alone.
    #[default]
    Fast,
    /// Sentences that the linear tagger is unsure of are read by a network
    /// too. Only with the feature `neural`.
    #[cfg(feature = "neural")]
    Best,
}

impl Tagging {
    /// The names of all ways, those that this program was built without included.
    pub const NAMES: [&str; 2] = ["fast", "best"];

    /// Returns the way's name on the command line and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Tagging::Fast => "fast",
            #[cfg(feature = "neural")]
            Tagging::Best => "best",
        }
    }
}

impl fmt::Display for Tagging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Tagging {
    type Err = String;

    fn from_str(name: &str) -> Result<Tagging, String> {
        match name {
            "fast" => Ok(Tagging::Fast),
            #[cfg(feature = "neural")]
            "best" => Ok(Tagging::Best),
            #[cfg(not(feature = "neural"))]
            "best" => Err("this program was built without the network that it needs; \
                           `cargo install --path . --features neural` builds one with it"
                .into()),
            _ => Err(format!("the taggers are {}", Tagging::NAMES.join(" and "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        assert_eq!("fast".parse(), Ok(Tagging::Fast));
        match "best".parse::<Tagging>() {
            Ok(best) => assert_eq!(best.as_str(), "best"),
            Err(reason) => assert!(reason.contains("--features neural"), "{reason}"),
        }
        assert!("slow".parse::<Tagging>().is_err_and(|reason| reason.contains("fast and best")));
    }
}
