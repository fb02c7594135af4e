//! The layout of the file of decisions, and its parts as they are used.
//!
//! A magic word, the state that it belongs to, a hash of all behind it, its
//! whole length, the lengths of the sections, and the sections in the order of [`Section`]. Numbers are
//! little-endian. Most sections hold [`lists`]. The file is mapped, not read:
//! an answer costs the pages that it looks at, however large the archive is.

use std::ops::Range;
use std::path::Path;

use tantivy::Directory;
use tantivy::directory::OwnedBytes;

use crate::index::seal;
use crate::index::shelf::Shelf;
use crate::resolve::lists;

/// Changes with the layout, and with the meaning of what is in it.
const MAGIC: &[u8; 8] = b"DATELN08";
/// Sections.
const COUNT: usize = 11;

/// The parts of a file, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The registry, as it writes itself.
    Registry,
    /// The keys of the articles, ascending, of eight bytes each.
    Keys,
    /// By article, the numbers of its entities.
    Entities,
    /// By event, what questions filter by.
    Heads,
    /// By event, the whole of it.
    Rows,
    /// By entity, its outline.
    Outlines,
    /// By article, the row of the first of its copies, of four bytes each.
    Copies,
    /// By entity, the rows of the articles that mention it.
    Articles,
    /// By entity, the numbers of the events in which it has a part.
    Events,
    /// By article, the numbers of the events that it tells.
    Told,
    /// The identifiers of the events, ascending, each behind its event's number.
    Identifiers,
}

/// The sections that hold lists.
const LISTS: [Section; 8] = [
    Section::Entities,
    Section::Heads,
    Section::Rows,
    Section::Outlines,
    Section::Articles,
    Section::Events,
    Section::Told,
    Section::Identifiers,
];

/// Bytes before the sections.
const HEADER: usize = BODY + 8 + COUNT * 8;

/// Bytes before what the hash is of.
const BODY: usize = 8 + 32 + 32;

/// What a file of decisions belongs to: a commit, corrections, a program.
pub type State = [u8; 32];

/// Returns the state of the commit with `fingerprint` under `corrections`.
pub fn state(fingerprint: &[u8; 32], corrections: &str) -> State {
    let mut hasher = blake3::Hasher::new();
    hasher.update(fingerprint).update(env!("CARGO_PKG_VERSION").as_bytes()).update(corrections.as_bytes());
    *hasher.finalize().as_bytes()
}

/// The sections of a file.
pub struct Sections {
    bytes: OwnedBytes,
    ranges: [Range<usize>; COUNT],
}

impl Sections {
    /// Maps the file `name` in `folder`; none where it is missing, of another state, cut off or damaged.
    pub fn read(folder: &Path, name: &str, state: &State) -> Option<Sections> {
        let file = Shelf::open(folder).ok()?.open_read(Path::new(name)).ok()?;
        let bytes = file.read_bytes().ok()?;
        let sections = Sections::of(bytes.clone(), state)?;
        let is_sound = |_: &Path| bytes.get(40..BODY) == Some(&hash(&bytes)[..]);
        let files = std::iter::once(Path::new(name));
        seal::damaged((folder, &format!("{name}.seal")), files, is_sound).is_empty().then_some(sections)
    }

    /// Takes `bytes` apart; none where they are of another state, cut off, or
    /// a section is not as long as it says. What the lists hold is not looked
    /// at, so whoever reads them must expect anything.
    pub fn of(bytes: OwnedBytes, state: &State) -> Option<Sections> {
        let fits = bytes.get(..8)? == MAGIC && bytes.get(8..40)? == state;
        if !fits || lists::number(&bytes, BODY)? != bytes.len() as u64 {
            return None;
        }
        let mut start = HEADER;
        let mut ranges: [Range<usize>; COUNT] = Default::default();
        for (index, range) in ranges.iter_mut().enumerate() {
            let end = start.checked_add(lists::number(&bytes, BODY + 8 + index * 8)? as usize)?;
            bytes.get(start..end)?;
            *range = start..end;
            start = end;
        }
        let sections = Sections { bytes, ranges };
        LISTS.iter().all(|section| lists::is_whole(sections.section(*section))).then_some(sections)
    }

    /// Returns a section that outlives the others.
    pub fn kept(&self, section: Section) -> OwnedBytes {
        self.bytes.slice(self.ranges[section as usize].clone())
    }

    /// Returns the bytes of a section.
    pub fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.ranges[section as usize].clone()]
    }

    /// Returns the number of lists of a section of lists.
    pub fn count(&self, section: Section) -> usize {
        lists::count(self.section(section))
    }

    /// Returns list `index` of a section of lists; none where there is none.
    pub fn list(&self, section: Section, index: usize) -> Option<&[u8]> {
        lists::get(self.section(section), index)
    }

    /// Returns the numbers in list `index` of a section of lists of numbers;
    /// none where there is no such list.
    pub fn numbers(&self, section: Section, index: u32) -> NumberList<'_> {
        NumberList(self.list(section, index as usize).unwrap_or(&[]))
    }

    /// Returns the row of the first copy of the article in row `row`.
    pub fn first_copy(&self, row: u32) -> Option<u32> {
        let at = row as usize * 4;
        Some(u32::from_le_bytes(self.section(Section::Copies).get(at..at + 4)?.try_into().ok()?))
    }

    /// Returns the number of articles.
    pub fn articles(&self) -> usize {
        self.section(Section::Keys).len() / 8
    }

    /// Returns the key of the article in row `row`.
    pub fn article_key(&self, row: u32) -> u64 {
        lists::number(self.section(Section::Keys), row as usize * 8).unwrap_or(0)
    }

    /// Returns the row of the article with the key `key`.
    ///
    /// Keys are hashes, spread evenly: where one lies among them tells, but
    /// for a few rows, where it stands.
    pub fn article_row(&self, key: u64) -> Option<u32> {
        let (mut low, mut high) = (0, self.articles());
        let mut step = 0;
        while low < high {
            let (first, last) = (self.article_key(low as u32), self.article_key(high as u32 - 1));
            if key < first || key > last {
                return None;
            }
            let share = (key - first) as f64 / (last - first).max(1) as f64;
            let guess = low + (share * (high - 1 - low) as f64) as usize;
            // Halving now and then bounds the steps whatever the keys are.
            let middle = if step % 4 == 3 { low + (high - low) / 2 } else { guess.clamp(low, high - 1) };
            step += 1;
            match self.article_key(middle as u32).cmp(&key) {
                std::cmp::Ordering::Equal => return Some(middle as u32),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Returns the first row from `row` on whose article's key is not less than
    /// `key`; the number of rows where there is none. To ask for keys in their
    /// order, each from the row of the one before, goes through the rows once.
    pub fn row_from(&self, row: u32, key: u64) -> u32 {
        let less = |row: usize| row < self.articles() && self.article_key(row as u32) < key;
        let (mut low, mut step) = (row as usize, 1);
        while less(low + step - 1) {
            low += step;
            step *= 2;
        }
        let mut high = low + step - 1;
        while low < high {
            let middle = low + (high - low) / 2;
            if less(middle) { low = middle + 1 } else { high = middle }
        }
        low as u32
    }

    /// Returns the numbers of the events whose identifiers begin with `start`,
    /// in the order of the identifiers.
    pub fn identified(&self, start: &str) -> impl Iterator<Item = u32> + '_ {
        let start = start.to_owned();
        let (mut low, mut high) = (0, self.count(Section::Identifiers));
        while low < high {
            let middle = low + (high - low) / 2;
            let less = self.identifier(middle).is_some_and(|(_, id)| id < start.as_bytes());
            if less { low = middle + 1 } else { high = middle }
        }
        let from_there = (low..self.count(Section::Identifiers)).map_while(|at| self.identifier(at));
        from_there.take_while(move |(_, id)| id.starts_with(start.as_bytes())).map(|(number, _)| number)
    }

    fn identifier(&self, at: usize) -> Option<(u32, &[u8])> {
        let (number, id) = self.list(Section::Identifiers, at)?.split_at_checked(4)?;
        Some((u32::from_le_bytes(number.try_into().ok()?), id))
    }
}

/// Numbers that are read in place.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberList<'a>(&'a [u8]);

impl<'a> NumberList<'a> {
    /// Reads `bytes`, four a number.
    pub(super) fn of(bytes: &'a [u8]) -> NumberList<'a> {
        NumberList(bytes)
    }

    /// Returns each number.
    pub fn iter(self) -> impl Iterator<Item = u32> + 'a {
        lists::numbers(self.0)
    }

    /// Returns how many there are.
    pub fn len(self) -> usize {
        self.0.len() / 4
    }

    /// Tells whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// Returns the section that tells for each of `count` numbers in which of
/// `lists` it stands.
pub fn inverted<'a>(lists: impl Iterator<Item = Vec<u32>> + 'a, count: usize) -> Vec<u8> {
    let mut holders: Vec<Vec<u8>> = vec![Vec::new(); count];
    for (holder, list) in (0u32..).zip(lists) {
        for number in list {
            if let Some(holders) = holders.get_mut(number as usize) {
                holders.extend(holder.to_le_bytes());
            }
        }
    }
    lists::write(holders.into_iter())
}

/// Returns the bytes of a file.
pub fn bytes(state: &State, sections: [Vec<u8>; COUNT]) -> Vec<u8> {
    let length = HEADER + sections.iter().map(Vec::len).sum::<usize>();
    let mut bytes = Vec::with_capacity(length);
    bytes.extend(MAGIC);
    bytes.extend(state);
    bytes.extend([0; 32]);
    bytes.extend((length as u64).to_le_bytes());
    for section in &sections {
        bytes.extend((section.len() as u64).to_le_bytes());
    }
    for section in sections {
        bytes.extend(section);
    }
    let hash = hash(&bytes);
    bytes[40..BODY].copy_from_slice(&hash);
    bytes
}

/// Returns the hash of all that stands behind the hash in `bytes`.
fn hash(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes.get(BODY..).unwrap_or_default()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(lists_of: &[&[u32]]) -> Vec<u8> {
        lists::write(lists_of.iter().map(|numbers| lists::of_numbers(numbers.iter().copied())))
    }

    #[test]
    fn sections_come_back_and_a_cut_file_does_not() {
        let state = state(&[7; 32], "");
        let keys: Vec<u8> = [3u64, 9, 12].iter().flat_map(|key| key.to_le_bytes()).collect();
        let entities = numbers(&[&[5, 1], &[], &[1]]);
        let articles = inverted([vec![5u32, 1], vec![], vec![1]].into_iter(), 6);
        let rows = lists::write([b"one".to_vec(), b"".to_vec()].into_iter());
        let copies = lists::of_numbers([0u32, 0, 2].into_iter());
        let identifiers = lists::write([b"\x01\0\0\0ab1".to_vec(), b"\0\0\0\0ab2".to_vec()].into_iter());
        let sections = [
            b"registry".to_vec(),
            keys,
            entities,
            Vec::new(),
            rows,
            lists::write([b"outline"].iter()),
            copies,
            articles,
            Vec::new(),
            Vec::new(),
            identifiers,
        ];
        let file = bytes(&state, sections);
        for cut in 0..file.len() {
            assert!(Sections::of(OwnedBytes::new(file[..cut].to_vec()), &state).is_none(), "cut at {cut}");
        }
        assert!(Sections::of(OwnedBytes::new(file.clone()), &[0; 32]).is_none(), "another state");
        let sections = Sections::of(OwnedBytes::new(file), &state).unwrap();
        assert_eq!(sections.section(Section::Registry), b"registry");
        assert_eq!(sections.list(Section::Outlines, 0), Some(&b"outline"[..]));
        assert_eq!([0, 1, 2, 3].map(|row| sections.first_copy(row)), [Some(0), Some(0), Some(2), None]);
        let list = |section, index| sections.numbers(section, index).iter().collect::<Vec<_>>();
        assert_eq!(list(Section::Entities, 0), [5, 1]);
        assert_eq!(list(Section::Entities, 1).len() + list(Section::Entities, 7).len(), 0);
        assert_eq!((list(Section::Articles, 1), list(Section::Articles, 5)), (vec![0, 2], vec![0]));
        assert_eq!(
            [0, 1, 2].map(|row| sections.list(Section::Rows, row)),
            [Some(&b"one"[..]), Some(b""), None]
        );
        let identified = |start: &str| sections.identified(start).collect::<Vec<_>>();
        assert_eq!((identified("ab"), identified("ab2"), identified("b")), (vec![1, 0], vec![0], vec![]));
    }

    #[test]
    fn a_row_is_found_by_its_key_however_keys_are_spread() {
        let state = state(&[7; 32], "");
        for keys in [vec![3u64, 9, 12], (0..100).map(|n: u64| n * n * n * n).collect(), vec![7], vec![]] {
            let section = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
            let mut sections: [Vec<u8>; COUNT] = Default::default();
            sections[Section::Keys as usize] = section;
            let sections = Sections::of(OwnedBytes::new(bytes(&state, sections)), &state).unwrap();
            for (row, key) in keys.iter().enumerate() {
                assert_eq!(sections.article_row(*key), Some(row as u32));
                assert_eq!(sections.article_row(key + 2).is_some(), keys.contains(&(key + 2)));
            }
            assert_eq!(sections.article_row(u64::MAX), None);
            let not_less = |from: usize, key| {
                keys.iter().enumerate().skip(from).find(|(_, other)| **other >= key).map(|(row, _)| row)
            };
            for from in 0..=keys.len() {
                for key in keys.iter().flat_map(|key| [*key, key + 1]) {
                    let expected = not_less(from, key).unwrap_or(keys.len());
                    assert_eq!(sections.row_from(from as u32, key) as usize, expected, "{from} {key}");
                }
            }
        }
    }
}
