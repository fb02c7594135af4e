//! The sections of a registry's bytes: lists that are read in place, so that
//! opening costs a cell for each entity and no more, and an entity is decoded
//! when somebody asks for it.

use std::ops::Range;

use crate::resolve::lists;

/// A list of byte strings, behind its length in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Where the list stands in the bytes.
    range: Range<usize>,
    count: usize,
}

impl Section {
    /// Returns the number of strings.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns where the section begins in the bytes.
    pub fn first_byte(&self) -> usize {
        self.range.start.saturating_sub(8)
    }

    /// Returns string `at`; empty when there is none.
    pub fn get<'a>(&self, bytes: &'a [u8], at: usize) -> &'a [u8] {
        bytes.get(self.range.clone()).and_then(|list| lists::get(list, at)).unwrap_or_default()
    }

    /// Returns the first string that is not less than `text`.
    pub fn lower_bound(&self, bytes: &[u8], text: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = (low + high) / 2;
            if self.get(bytes, middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Appends a section of `strings` to `out`.
pub fn write<S: AsRef<[u8]>>(out: &mut Vec<u8>, strings: &[S]) {
    let list = lists::write(strings.iter());
    out.extend((list.len() as u64).to_le_bytes());
    out.extend(list);
}

/// Reads the section at `*at` and moves `*at` behind it; none where the bytes
/// end too soon, or the list is not as long as it says.
pub fn read(bytes: &[u8], at: &mut usize) -> Option<Section> {
    let start = at.checked_add(8)?;
    let end = start.checked_add(lists::number(bytes, *at)? as usize)?;
    let list = bytes.get(start..end).filter(|list| lists::is_whole(list))?;
    *at = end;
    Some(Section { range: start..end, count: lists::count(list) })
}

/// Writes `number` for the chains `members` in lists of numbers of four bytes each.
pub fn assign(chains: &mut [Vec<u8>], members: &[(u32, u32)], number: u32) {
    for &(row, column) in members {
        let from = column as usize * 4;
        chains[row as usize][from..from + 4].copy_from_slice(&number.to_le_bytes());
    }
}
