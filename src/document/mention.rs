//! Tokens, sentences, and the stretches of text that speak of somebody.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{ChainId, Span};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The token's bytes; never empty, never holding white space.
    pub span: Span,
}

/// A sentence and its tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// From the first token's start to the last token's end.
    pub span: Span,
    /// Indices into [`Document::tokens`](super::Document); never empty.
    pub tokens: Range<usize>,
}

/// What is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A government, ministry, company, party, army, club, paper, body.
    Organization,
    /// A country, region, city, river, building: something with a location.
    Place,
}

impl EntityKind {
    /// All kinds, in their order.
    pub const ALL: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

    /// Returns the kind as JSON and the query language write it.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organization => "organization",
            EntityKind::Place => "place",
        }
    }
}

/// How a mention speaks of its entity (ACE's mention types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By name: `Wang Kejian`, without titles and articles.
    Name,
    /// By description: `the Chinese envoy`.
    Nominal,
    /// By pronoun: `he`.
    Pronoun,
}

/// A stretch of text that speaks of one person, organization or place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The stretch; for names without title and article.
    pub span: Span,
    /// What is spoken of.
    pub kind: EntityKind,
    /// How it is spoken of.
    pub form: MentionForm,
    /// The chain it belongs to; none where that stays open.
    pub chain: Option<ChainId>,
    /// The probability, in 0..=1, that span and kind are both right.
    pub confidence: f32,
}

impl Mention {
    /// The confidence below which a name is marked as unsure: of those that
    /// claim less, only half are right (`train/names/README.md`).
    pub const UNSURE: f32 = 0.7;

    /// Tells whether it is a name that may well be wrong.
    pub fn is_unsure(&self) -> bool {
        self.form == MentionForm::Name && self.confidence < Mention::UNSURE
    }
}

/// A title or office in the text: `Chinese Foreign Minister`, `ambassador to Qatar`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleMention {
    /// The title's bytes, without articles and names.
    pub span: Span,
    /// The index, in [`Document::mentions`](super::Document), of the name it
    /// stands beside; none for a title that stands alone.
    pub holder: Option<usize>,
}
