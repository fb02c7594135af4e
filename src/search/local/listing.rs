//! What each of many things has of a field, as numbers into a list of the
//! distinct values: to count them is to count numbers.

use std::collections::BTreeMap;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::articles::NONE;
use super::asking::Deadline;
use super::items::in_parts;
use crate::error::Result;

/// What a thing may have.
pub trait Value: Clone + Eq + Hash + Send + Sync {}

impl<V: Clone + Eq + Hash + Send + Sync> Value for V {}

/// The values that things have, each thing each value once.
#[derive(Debug)]
pub struct Listing<V> {
    values: Vec<V>,
    numbers: Numbers,
}

#[derive(Debug)]
enum Numbers {
    /// By thing its only value, or `NONE`.
    One(Vec<u32>),
    /// By thing where its values end in the list of all.
    Several(Vec<u32>, Vec<u32>),
}

/// A part of the things of a listing, while it is made.
#[derive(Debug)]
pub struct Part<V> {
    values: Vec<V>,
    known: FxHashMap<V, u32>,
    /// The things that have a value, each with the end of its values.
    things: Vec<(u32, u32)>,
    numbers: Vec<u32>,
}

impl<V> Default for Part<V> {
    fn default() -> Part<V> {
        Part { values: Vec::new(), known: FxHashMap::default(), things: Vec::new(), numbers: Vec::new() }
    }
}

impl<V: Value> Part<V> {
    /// Returns the number of `value` in this part.
    pub fn number(&mut self, value: V) -> u32 {
        *self.known.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            self.values.len() as u32 - 1
        })
    }

    /// Adds a thing with these values; a thing is added once.
    pub fn add(&mut self, thing: u32, values: impl Iterator<Item = V>) {
        let start = self.numbers.len();
        for value in values {
            let number = self.number(value);
            self.numbers.push(number);
        }
        if self.numbers.len() > start + 1 {
            let own = &mut self.numbers[start..];
            own.sort_unstable();
            let mut kept = 1;
            for at in 1..own.len() {
                if own[at] != own[kept - 1] {
                    own[kept] = own[at];
                    kept += 1;
                }
            }
            self.numbers.truncate(start + kept);
        }
        self.end(thing, start);
    }

    /// Adds a thing with the value that has a number.
    pub fn add_number(&mut self, thing: u32, number: u32) {
        self.numbers.push(number);
        self.end(thing, self.numbers.len() - 1);
    }

    fn end(&mut self, thing: u32, start: usize) {
        if self.numbers.len() > start {
            self.things.push((thing, self.numbers.len() as u32));
        }
    }
}

impl<V: Value> Listing<V> {
    /// Makes the listing of `count` things of `parts`.
    pub fn of(count: usize, parts: Vec<Part<V>>) -> Listing<V> {
        let mut all: Part<V> = Part::default();
        let translated: Vec<Vec<u32>> = parts
            .iter()
            .map(|part| part.values.iter().map(|value| all.number(value.clone())).collect())
            .collect();
        let several = parts.iter().any(|part| part.numbers.len() > part.things.len());
        let numbers = if several {
            several_each(count, &parts, &translated)
        } else {
            one_each(count, &parts, &translated)
        };
        Listing { values: all.values, numbers }
    }

    /// Returns the distinct values, by number.
    pub fn values(&self) -> &[V] {
        &self.values
    }

    /// Returns the numbers of the values of a thing.
    pub fn numbers_of(&self, thing: u32) -> &[u32] {
        let at = thing as usize;
        match &self.numbers {
            Numbers::One(numbers) => match numbers.get(at) {
                Some(number) if *number != NONE => std::slice::from_ref(number),
                _ => &[],
            },
            Numbers::Several(ends, numbers) => match ends.get(at) {
                Some(end) => {
                    &numbers[at.checked_sub(1).map_or(0, |before| ends[before]) as usize..*end as usize]
                }
                None => &[],
            },
        }
    }

    /// Returns the listing of what `other` makes of the values. What comes out
    /// may be the same of several: they stay apart.
    pub fn map<W>(self, other: impl Fn(&V) -> W) -> Listing<W> {
        Listing { values: self.values.iter().map(other).collect(), numbers: self.numbers }
    }

    /// Returns the only value of a thing.
    pub fn value_of(&self, thing: u32) -> Option<&V> {
        self.values.get(*self.numbers_of(thing).first()? as usize)
    }

    /// Counts, by what `slot` makes of the values, the `items` that have such
    /// a value, each once. `things` calls with each thing that is of an item.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::error::ErrorKind) behind `deadline`.
    pub fn count<K: Value + Ord>(
        &self,
        deadline: Deadline,
        items: &[u32],
        things: impl Fn(u32, &mut dyn FnMut(u32)) + Sync,
        slot: impl Fn(&V) -> Option<K>,
    ) -> Result<BTreeMap<K, usize>> {
        let mut slots: Part<K> = Part::default();
        let slot_of: Vec<u32> =
            self.values.iter().map(|value| slot(value).map_or(NONE, |slot| slots.number(slot))).collect();
        let part = |items: &[u32]| {
            let mut tally = Tally { counts: vec![0; slots.values.len()], last: vec![0; slots.values.len()] };
            let (mut looked, mut item_number) = (0, 0);
            for item in items {
                deadline.check_every(&mut looked)?;
                item_number += 1;
                things(*item, &mut |thing| tally.add(self.numbers_of(thing), &slot_of, item_number));
            }
            Ok(tally.counts)
        };
        let mut counts: BTreeMap<K, usize> = BTreeMap::new();
        for of_part in in_parts(items, part)? {
            for (slot, count) in slots.values.iter().zip(of_part).filter(|(_, count)| *count > 0) {
                *counts.entry(slot.clone()).or_default() += count as usize;
            }
        }
        Ok(counts)
    }
}

fn one_each<V>(count: usize, parts: &[Part<V>], translated: &[Vec<u32>]) -> Numbers {
    let mut all = vec![NONE; count];
    for (part, translated) in parts.iter().zip(translated) {
        for ((thing, _), number) in part.things.iter().zip(&part.numbers) {
            if let Some(of_thing) = all.get_mut(*thing as usize) {
                *of_thing = translated[*number as usize];
            }
        }
    }
    Numbers::One(all)
}

fn several_each<V>(count: usize, parts: &[Part<V>], translated: &[Vec<u32>]) -> Numbers {
    let mut ends = vec![0u32; count];
    for part in parts {
        let mut start = 0;
        for (thing, end) in &part.things {
            if let Some(length) = ends.get_mut(*thing as usize) {
                *length = end - start;
            }
            start = *end;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut all = vec![NONE; sum as usize];
    for (part, translated) in parts.iter().zip(translated) {
        let mut start = 0;
        for (thing, end) in &part.things {
            let numbers = &part.numbers[start as usize..*end as usize];
            start = *end;
            let Some(end) = ends.get(*thing as usize) else { continue };
            let to = &mut all[*end as usize - numbers.len()..*end as usize];
            to.iter_mut().zip(numbers).for_each(|(to, number)| *to = translated[*number as usize]);
        }
    }
    Numbers::Several(ends, all)
}

/// How many items each slot has, and the last item that it has.
struct Tally {
    counts: Vec<u32>,
    last: Vec<u32>,
}

impl Tally {
    /// Counts an item, of which `numbers` are values, in the slots of these.
    fn add(&mut self, numbers: &[u32], slot_of: &[u32], item: u32) {
        for number in numbers {
            let slot = slot_of[*number as usize] as usize;
            if let Some(last) = self.last.get_mut(slot).filter(|last| **last != item) {
                *last = item;
                self.counts[slot] += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts the letters of words, of which each is a thing, in some words.
    fn check(words: [&[&str]; 2], items: &[u32], expected: &[(char, usize)]) {
        let mut parts = Vec::new();
        let mut thing = 0;
        for words in words {
            let mut part = Part::default();
            for word in words {
                part.add(thing, word.chars());
                thing += 1;
            }
            parts.push(part);
        }
        let listing = Listing::of(thing as usize, parts);
        let itself = |item: u32, each: &mut dyn FnMut(u32)| each(item);
        let slot = |letter: &char| Some(*letter).filter(|letter| *letter != 'x');
        let deadline = Deadline::default();
        let counts = listing.count(deadline, items, itself, slot).unwrap();
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_item_counts_once_for_a_value() {
        check([&["a", "", "b"], &["b", "x"]], &[0, 1, 2, 3, 4, 9], &[('a', 1), ('b', 2)]);
        check([&["aab", "", "xb"], &["ba", "x"]], &[0, 1, 2, 3, 4, 9], &[('a', 2), ('b', 3)]);
        check([&["aab", "c"], &["ba"]], &[2], &[('a', 1), ('b', 1)]);
        check([&[], &[]], &[], &[]);
    }

    #[test]
    fn an_item_of_several_things_counts_once() {
        let mut part = Part::default();
        ["ab", "b", "c"]
            .into_iter()
            .enumerate()
            .for_each(|(thing, word)| part.add(thing as u32, word.chars()));
        let listing = Listing::of(3, vec![part]);
        let all = |_: u32, each: &mut dyn FnMut(u32)| (0..3).for_each(each);
        let counts = listing.count(Deadline::default(), &[0, 1], all, |letter| Some(*letter <= 'b')).unwrap();
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), [(false, 2), (true, 2)]);
    }
}
