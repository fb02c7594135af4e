//! The registry's bytes: sections that are read in place, so that opening
//! costs nothing and an entity is decoded when somebody asks for it.

use std::ops::Range;

/// A list of byte strings, one behind the other, with the ends of each in front.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Where the ends stand in the bytes, four each.
    ends: Range<usize>,
    /// Where the strings begin.
    start: usize,
}

impl Section {
    /// Returns the number of strings.
    pub fn count(&self) -> usize {
        self.ends.len() / 4
    }

    /// Returns where the section begins in the bytes.
    pub fn first_byte(&self) -> usize {
        self.ends.start.saturating_sub(8)
    }

    /// Returns string `at`; empty when there is none.
    pub fn get<'a>(&self, bytes: &'a [u8], at: usize) -> &'a [u8] {
        let start = if at == 0 { Some(0) } else { self.end(bytes, at - 1) };
        match (start, self.end(bytes, at)) {
            (Some(start), Some(end)) => bytes.get(self.start + start..self.start + end).unwrap_or_default(),
            _ => &[],
        }
    }

    fn end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let from = self.ends.start + at * 4;
        let end = bytes.get(from..from + 4).filter(|_| from < self.ends.end)?;
        Some(u32::from_le_bytes(end.try_into().ok()?) as usize)
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
pub fn write(out: &mut Vec<u8>, strings: &[Vec<u8>]) {
    let total: usize = strings.iter().map(Vec::len).sum();
    out.extend((strings.len() as u32).to_le_bytes());
    out.extend((total as u32).to_le_bytes());
    let mut end = 0u32;
    for string in strings {
        end += string.len() as u32;
        out.extend(end.to_le_bytes());
    }
    strings.iter().for_each(|string| out.extend(string));
}

/// Reads the section at `*at` and moves `*at` behind it; none where the bytes end too soon.
pub fn read(bytes: &[u8], at: &mut usize) -> Option<Section> {
    let number = |from: usize| Some(u32::from_le_bytes(bytes.get(from..from + 4)?.try_into().ok()?) as usize);
    let (count, total) = (number(*at)?, number(*at + 4)?);
    let ends = *at + 8..(*at + 8).checked_add(count.checked_mul(4)?)?;
    let start = ends.end;
    *at = start.checked_add(total).filter(|end| *end <= bytes.len())?;
    Some(Section { ends, start })
}

/// Reads numbers of four bytes each.
pub fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|chunk| u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]))
}

/// Writes `number` for the chains `members` in lists of numbers of four bytes each.
pub fn assign(chains: &mut [Vec<u8>], members: &[(u32, u32)], number: u32) {
    for &(row, column) in members {
        let from = column as usize * 4;
        chains[row as usize][from..from + 4].copy_from_slice(&number.to_le_bytes());
    }
}
