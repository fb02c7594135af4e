//! Spellings of one person's name, found without comparing all with all.
//!
//! Names are compared only within blocks of one surname's skeleton. Those
//! that differ by a middle name, an initial, a short form of the given name
//! or the order of their words are joined unless something contradicts;
//! those that differ by spelling need something that speaks for it.

use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashSet};
use smallvec::{SmallVec, smallvec};

use super::build::Groups;
use super::nodes::Node;
use crate::document::EntityKind;
use crate::likeness::{Alike, alike, content, formal, skeleton};
use crate::threads;

/// Names of a block at most that are compared each with each.
const BLOCK: usize = 64;

/// Articles of a node whose company is looked at.
const COMPANY: usize = 40;

/// Joins the spellings of full names of persons.
pub fn join(nodes: &[Node], company: &Company, groups: &mut Groups) {
    let near = near(nodes);
    let compared = threads::each(&near, |&(a, b)| alike(&nodes[a].words, &nodes[b].words));
    let pairs = near.into_iter().zip(compared);
    let mut pairs: Vec<(Alike, usize, usize)> =
        pairs.filter_map(|((a, b), alike)| Some((alike?, a, b))).collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let open = torn(nodes, &pairs);
    pairs.retain(|(_, a, b)| !open.contains(a) && !open.contains(b));
    let fitting = threads::each(&pairs, |&(alike, a, b)| fits(nodes, company, alike, a, b));
    for ((alike, a, b), _) in pairs.into_iter().zip(fitting).filter(|(_, fits)| *fits) {
        groups.union(a, b, &format!("{} is {}", nodes[b].words.join(" "), alike.reason()));
    }
}

/// Returns the pairs of names that are compared, the lower node first, each once.
fn near(nodes: &[Node]) -> Vec<(usize, usize)> {
    let mut near: Vec<(usize, usize)> = Vec::new();
    for block in blocks(nodes) {
        for (at, &a) in block.iter().enumerate() {
            let others = block[at + 1..].iter().take(BLOCK).filter(|b| nodes[a].key != nodes[**b].key);
            near.extend(others.map(|&b| (a.min(b), a.max(b))));
        }
    }
    near.sort_unstable();
    near.dedup();
    near
}

/// Returns the nodes of each block, ascending: full names that share a
/// surname's skeleton.
fn blocks(nodes: &[Node]) -> Vec<Vec<usize>> {
    let keys = threads::each(nodes, keys).into_iter().enumerate();
    let mut keys: Vec<(u64, usize)> =
        keys.flat_map(|(at, keys)| keys.into_iter().map(move |key| (key, at))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.chunk_by(|a, b| a.0 == b.0)
        .filter(|block| block.len() > 1)
        .map(|block| block.iter().map(|key| key.1).collect())
        .collect()
}

/// Returns hashes of what the names have in common that `node` is compared
/// with; none unless it is a full name. Where two hashes are one by chance, some
/// are compared in vain.
fn keys(node: &Node) -> SmallVec<[u64; 6]> {
    let words = content(&node.words);
    if node.kind != EntityKind::Person || words.len() < 2 || node.is_short() {
        return SmallVec::new();
    }
    let (first, last) = (skeleton(words[0]), skeleton(words[words.len() - 1]));
    let initial = |word: &str| word.chars().next().unwrap_or(' ');
    let mut keys = smallvec![
        // A frequent surname makes large blocks, so that its given names part it.
        hash(&(&last, initial(&first))),
        hash(&(&last, &first)),
        // Vowels of the surname are what transliterations differ in most.
        hash(&("consonants", &first, consonants(&last))),
        hash(&("both", (&first).min(&last), (&first).max(&last))),
    ];
    // A headline's adjective may stand before the given name.
    if words.len() > 2 {
        keys.push(hash(&(&last, skeleton(words[1]))));
    }
    if let Some(formal) = formal(words[0]) {
        keys.push(hash(&(&last, initial(formal))));
    }
    keys
}

fn hash(key: &impl Hash) -> u64 {
    FxBuildHasher.hash_one(key)
}

fn consonants(skeleton: &str) -> String {
    skeleton.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect()
}

/// Returns the nodes that are alike to two that contradict each other:
/// `George Bush` beside `George W. Bush` and `George H. W. Bush`.
fn torn(nodes: &[Node], pairs: &[(Alike, usize, usize)]) -> FxHashSet<usize> {
    let mut fuller: Vec<(usize, usize)> = Vec::new();
    for &(alike, a, b) in pairs.iter().filter(|(alike, ..)| *alike >= Alike::Middle) {
        debug_assert!(alike >= Alike::Middle);
        let (short, long) = if nodes[a].words.len() < nodes[b].words.len() { (a, b) } else { (b, a) };
        if nodes[short].words.len() < nodes[long].words.len() {
            fuller.push((short, long));
        }
    }
    fuller.sort_unstable();
    let mut torn = FxHashSet::default();
    for chunk in fuller.chunk_by(|a, b| a.0 == b.0) {
        let weighty = |node: usize| nodes[node].members.len() > 1;
        let apart = chunk.iter().enumerate().any(|(at, x)| {
            chunk[at + 1..].iter().take(8).any(|y| {
                weighty(x.1) && weighty(y.1) && alike(&nodes[x.1].words, &nodes[y.1].words).is_none()
            })
        });
        if apart {
            torn.insert(chunk[0].0);
        }
    }
    torn
}

/// Tells whether nothing contradicts that `a` and `b` are one, and, where
/// only their spelling is alike, that something speaks for it.
fn fits(nodes: &[Node], company: &Company, alike: Alike, a: usize, b: usize) -> bool {
    let (x, y) = (&nodes[a], &nodes[b]);
    let shared = |a: &std::collections::BTreeMap<String, u32>,
                  b: &std::collections::BTreeMap<String, u32>| {
        a.keys().any(|key| b.contains_key(key))
    };
    let countries = shared(&x.countries, &y.countries);
    let apart = !x.countries.is_empty() && !y.countries.is_empty() && !countries;
    let genders = x.gender().zip(y.gender()).is_none_or(|(a, b)| a == b);
    if !genders || company.meet(a, b) {
        return false;
    }
    let heads = shared(&x.heads, &y.heads);
    match alike {
        Alike::Spacing | Alike::Middle | Alike::Nickname => !apart || heads,
        // Who is called so once is called by a headline's adjective, or in full.
        Alike::Prefix if x.members.len().min(y.members.len()) < 2 => !apart,
        Alike::Sound | Alike::Slip | Alike::Prefix => {
            !apart && (heads || countries || company.shared(a, b) > 1)
        }
    }
}

/// Who is named beside whom.
pub struct Company {
    rows: Vec<Vec<u32>>,
    names: Vec<Vec<u32>>,
}

impl Company {
    /// Reads the company of each node: the articles, and the other nodes in the first of them.
    pub fn new(nodes: &[Node], articles: usize) -> Company {
        let mut beside: Vec<Vec<u32>> = vec![Vec::new(); articles];
        let mut rows: Vec<Vec<u32>> = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            let mut own: Vec<u32> = node.members.iter().map(|member| member.0).collect();
            own.dedup();
            if node.kind != EntityKind::Place {
                own.iter().for_each(|&row| beside[row as usize].push(at as u32));
            }
            rows.push(own);
        }
        Company { rows, names: beside }
    }

    /// Tells whether an article names both, and so tells them apart.
    fn meet(&self, a: usize, b: usize) -> bool {
        let (few, many) = if self.rows[a].len() < self.rows[b].len() { (a, b) } else { (b, a) };
        self.rows[few].iter().any(|row| self.rows[many].binary_search(row).is_ok())
    }

    /// Returns how many persons and organizations are named beside both.
    fn shared(&self, a: usize, b: usize) -> usize {
        let near = |node: usize| -> FxHashSet<u32> {
            let rows = self.rows[node].iter().take(COMPANY);
            rows.flat_map(|row| self.names[*row as usize].iter().copied())
                .filter(|other| *other != node as u32)
                .collect()
        };
        let other = near(b);
        near(a).into_iter().filter(|name| other.contains(name)).count()
    }
}
