//! Events: meetings, calls and visits as one article tells them.

use serde::{Deserialize, Serialize};

use super::{ChainId, Interval, Span};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// Two or more parties come together, in person or by video (ACE
    /// `Contact.Meet`, PLOVER CONSULT).
    Meeting,
    /// They speak by telephone.
    Call,
    /// Somebody goes to a place or a party; nobody need be met.
    Visit,
}

impl EventKind {
    /// All kinds, in the order in which they are declared.
    pub const ALL: [EventKind; 3] = [EventKind::Meeting, EventKind::Call, EventKind::Visit];

    /// Returns the kind as JSON and the query language write it.
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Meeting => "meeting",
            EventKind::Call => "call",
            EventKind::Visit => "visit",
        }
    }
}

/// Whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Asserted as having happened or under way.
    Held,
    /// Scheduled, announced, agreed.
    Planned,
    /// Called off or postponed.
    Cancelled,
    /// The text says that it did not or will not take place, or was refused.
    Denied,
}

impl Status {
    /// All of them, in the order in which they are declared.
    pub const ALL: [Status; 4] = [Status::Held, Status::Planned, Status::Cancelled, Status::Denied];

    /// Returns the status as JSON and the query language write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Held => "held",
            Status::Planned => "planned",
            Status::Cancelled => "cancelled",
            Status::Denied => "denied",
        }
    }
}

/// What a stretch of the evidence tells about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A party.
    Participant,
    /// Where.
    Place,
    /// When.
    Date,
    /// Who says so.
    Attribution,
}

/// A stretch of text that fills one slot of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Which slot.
    pub kind: SlotKind,
    /// The words; they need not lie in the evidence's sentence.
    pub span: Span,
    /// The chain spoken of; none for dates.
    pub chain: Option<ChainId>,
    /// Why it fills the slot, for `show`: `subject of met`.
    pub reason: String,
}

/// A meeting, call or visit as one article tells it once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Whether it happened.
    pub status: Status,
    /// Tells whether it was put off; its status is then cancelled.
    pub postponed: bool,
    /// The parties, each once, the one whose story it is first.
    pub participants: Vec<ChainId>,
    /// Where, finest first.
    pub places: Vec<ChainId>,
    /// When; none where the text gives no ground for any.
    pub when: Option<Interval>,
    /// Who says so, where the text names somebody.
    pub attributed_to: Vec<ChainId>,
    /// The word that tells the event: `met`, `talks`.
    pub trigger: Span,
    /// The sentence that says so.
    pub evidence: Span,
    /// The stretches that fill each slot, in order of appearance.
    pub slots: Vec<Slot>,
    /// The calibrated probability, in 0..=1, that the event is told.
    pub confidence: f32,
    /// How it was found, for `show`: `met: subject, object of with; past tense`.
    pub reason: String,
}
