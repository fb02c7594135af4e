//! Short names of organizations that the archive itself explains:
//! `International Atomic Energy Agency (IAEA)` in one article tells what
//! `IAEA` means in the others.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::build::Groups;
use super::nodes::Node;
use crate::document::EntityKind;
use crate::likeness::fold;
use crate::resolve::ArticleRecord;

/// Joins a short name to the full name that at least this share, in per cent,
/// of the articles that explain it give.
const AGREED: u32 = 80;

/// Joins the organizations whose short names articles explain.
pub fn join(articles: &[&ArticleRecord], nodes: &[Node], groups: &mut Groups) {
    let index: FxHashMap<&str, usize> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.kind == EntityKind::Organization)
        .map(|(at, node)| (node.key.as_str(), at))
        .collect();
    let mut votes: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate().filter(|(_, node)| node.kind == EntityKind::Organization) {
        for &(row, column) in &node.members {
            for alias in &articles[row as usize].chains[column as usize].chain.aliases {
                let folded = fold(alias);
                if let Some(&short) =
                    index.get(folded.strip_prefix("the ").unwrap_or(&folded)).filter(|short| **short != at)
                {
                    *votes.entry((short, at)).or_default() += 1;
                }
            }
        }
    }
    let all: Vec<((usize, usize), u32)> = votes.into_iter().collect();
    for chunk in all.chunk_by(|a, b| a.0.0 == b.0.0) {
        let total: u32 = chunk.iter().map(|vote| vote.1).sum();
        let best = chunk.iter().max_by_key(|vote| (vote.1, std::cmp::Reverse(vote.0.1)));
        if let Some(&((short, full), count)) = best.filter(|vote| vote.1 * 100 >= total * AGREED) {
            let reason = format!("{} stands for it in {count} articles", nodes[short].key);
            groups.union(full, short, &reason);
        }
    }
}
