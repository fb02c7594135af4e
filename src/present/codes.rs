//! What event coders call an event: PLOVER's event and mode, CAMEO's code.
//!
//! A meeting of more than two parties is of PLOVER's mode `multilateral`. The
//! codes of plans and refusals are those of an agreement and of a refusal to
//! meet, as both codebooks ask.

use crate::search::EventRow;

/// Kind, status, and the codes of both, a line each.
const TABLE: &str = include_str!("data/event_codes.tsv");

/// The codes of one event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// The PLOVER event: `CONSULT`, `AGREE`, `REJECT`.
    pub plover: &'static str,
    /// The PLOVER mode; empty where there is none.
    pub mode: &'static str,
    /// The CAMEO code, three digits.
    pub cameo: &'static str,
}

/// Returns the codes of an event.
pub fn codes(row: &EventRow) -> Codes {
    let (kind, status) = (row.kind.as_str(), row.status.as_str());
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let cells = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let found = cells.into_iter().find(|cells| cells.get(..2) == Some(&[kind, status]));
    let Some([_, _, plover, mode, cameo]) = found.as_deref() else { return Codes::default() };
    let multilateral = *plover == "CONSULT" && mode.is_empty() && row.participants.len() > 2;
    Codes { plover, mode: if multilateral { "multilateral" } else { mode }, cameo }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_status_has_its_codes() {
        for kind in ["meeting", "call", "visit"] {
            for status in ["held", "planned", "cancelled", "denied"] {
                let line = TABLE.lines().find(|line| line.starts_with(&format!("{kind}\t{status}\t")));
                let cells: Vec<&str> = line.expect(kind).split('\t').collect();
                assert_eq!((cells.len(), cells[4].len()), (5, 3), "{kind} {status}");
            }
        }
    }
}
