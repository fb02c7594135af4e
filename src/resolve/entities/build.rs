//! From articles to clusters of chains: the order of the decisions.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::nodes::{Member, Node, nodes};
use super::surnames::{Bearers, Decision};
use super::{acronyms, descriptions, variants};
use crate::document::EntityKind;
use crate::resolve::ArticleRecord;

/// Chains that are one entity, before it has an identifier.
#[derive(Clone, Debug)]
pub struct Cluster {
    pub kind: EntityKind,
    /// Sorted.
    pub members: Vec<Member>,
    /// Clusters that this one may be.
    pub candidates: Vec<usize>,
    pub reasons: Vec<String>,
    /// Tells namesakes apart: a country, or empty.
    pub sense: String,
}

/// Sets of nodes that were found to be one, with the reasons.
pub struct Groups {
    parents: Vec<usize>,
    reasons: BTreeMap<usize, Vec<String>>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups { parents: (0..count).collect(), reasons: BTreeMap::new() }
    }

    /// Returns the set that node `at` belongs to.
    pub fn find(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    /// Makes the sets of `a` and `b` one, for `reason`.
    pub fn union(&mut self, a: usize, b: usize, reason: &str) {
        let (a, b) = (self.find(a), self.find(b));
        if a != b {
            let (low, high) = (a.min(b), a.max(b));
            self.parents[high] = low;
            let moved = self.reasons.remove(&high).unwrap_or_default();
            let reasons = self.reasons.entry(low).or_default();
            reasons.extend(moved);
            reasons.push(reason.to_owned());
        }
    }
}

/// Decides which chains of `articles`, sorted by identifier, are one.
pub fn clusters(articles: &[&ArticleRecord]) -> Vec<Cluster> {
    let nodes = nodes(articles);
    let mut groups = Groups::new(nodes.len());
    let company = variants::Company::new(&nodes, articles.len());
    variants::join(&nodes, &company, &mut groups);
    drop(company);
    acronyms::join(articles, &nodes, &mut groups);
    let (sets, reasons) = sets(&nodes, &mut groups);
    let mut clusters: Vec<Cluster> =
        sets.iter().zip(reasons).map(|(set, reasons)| cluster(&nodes, set, reasons)).collect();
    link(articles, &nodes, &sets, &mut clusters);
    descriptions::join(articles, &mut clusters);
    clusters.retain(|cluster| !cluster.members.is_empty());
    clusters
}

/// Returns the nodes of each set that has a full name, in the order of their first nodes.
fn sets(nodes: &[Node], groups: &mut Groups) -> (Vec<Vec<usize>>, Vec<Vec<String>>) {
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in (0..nodes.len()).filter(|&at| !nodes[at].is_short()) {
        sets.entry(groups.find(at)).or_default().push(at);
    }
    let reasons = sets.keys().map(|root| groups.reasons.get(root).cloned().unwrap_or_default()).collect();
    (sets.into_values().collect(), reasons)
}

fn cluster(nodes: &[Node], set: &[usize], reasons: Vec<String>) -> Cluster {
    let mut members: Vec<Member> = set.iter().flat_map(|&at| nodes[at].members.iter().copied()).collect();
    members.sort_unstable();
    let first = &nodes[set[0]];
    let sense = match first.kind {
        EntityKind::Person => first.sense.clone(),
        _ => first.key.clone(),
    };
    Cluster { kind: first.kind, members, candidates: Vec::new(), reasons, sense }
}

/// Gives the chains of surnames and given names alone to their bearers, or leaves them open.
fn link(articles: &[&ArticleRecord], nodes: &[Node], sets: &[Vec<usize>], clusters: &mut Vec<Cluster>) {
    let mut bearers = Bearers::new(articles, nodes, sets);
    let mut left: Vec<(&Node, Open)> = Vec::new();
    for node in nodes.iter().filter(|node| node.is_short()) {
        let mut open = Open::new();
        let word = node.words.join(" ");
        for &member in &node.members {
            match bearers.decide(&word, member, node.members.len()) {
                Decision::Of(bearer, reason) => give(&mut clusters[bearer], member, &word, &reason),
                Decision::Open(candidates) => open.push((candidates, member)),
            }
        }
        left.push((node, open));
    }
    let present = present(articles, clusters);
    let named = named(articles, clusters, &left);
    for (node, mut open) in left {
        let word = node.words.join(" ");
        open.retain(|(_, member)| {
            let given = bearers.decide_given(&word, *member, &present[member.0 as usize]);
            let (bearer, reason) = match (given, named.get(member)) {
                (Some(Decision::Of(bearer, reason)), _) => (bearer, reason),
                (_, Some(&bearer)) => (bearer, "the one of that name in the article".to_owned()),
                _ => return true,
            };
            give(&mut clusters[bearer], *member, &word, &reason);
            false
        });
        clusters.extend(undecided(node, open));
    }
    for cluster in clusters {
        cluster.members.sort_unstable();
    }
}

/// Chains that stay open, each with its candidates.
type Open = Vec<(Rc<[usize]>, Member)>;

fn give(cluster: &mut Cluster, member: Member, word: &str, reason: &str) {
    cluster.members.push(member);
    let reason = format!("{word}: {reason}");
    if !cluster.reasons.contains(&reason) && cluster.reasons.len() < 12 {
        cluster.reasons.push(reason);
    }
}

/// Returns, of the chains that nothing in the archive decides, the cluster of
/// the one whom the article itself names as a candidate.
fn named(
    articles: &[&ArticleRecord],
    clusters: &[Cluster],
    left: &[(&Node, Open)],
) -> FxHashMap<Member, usize> {
    let candidate = |&(row, column): &Member| {
        let chain = &articles[row as usize].chains[column as usize].chain;
        Some(chain.candidates[..].first().filter(|_| chain.candidates.len() == 1)?.0 as u32)
    };
    let open = left.iter().flat_map(|(_, open)| open).map(|(_, member)| *member);
    let asked: Vec<(Member, Member)> =
        open.filter_map(|member| Some((member, (member.0, candidate(&member)?)))).collect();
    let wanted: FxHashSet<Member> = asked.iter().map(|(_, candidate)| *candidate).collect();
    let all =
        clusters.iter().enumerate().flat_map(|(at, cluster)| cluster.members.iter().map(move |m| (*m, at)));
    let homes: FxHashMap<Member, usize> = all.filter(|(member, _)| wanted.contains(member)).collect();
    asked.into_iter().filter_map(|(member, candidate)| Some((member, *homes.get(&candidate)?))).collect()
}

/// Returns the persons of each article, as numbers of clusters.
fn present(articles: &[&ArticleRecord], clusters: &[Cluster]) -> Vec<Vec<u32>> {
    let mut present: Vec<Vec<u32>> = vec![Vec::new(); articles.len()];
    for (number, cluster) in clusters.iter().enumerate().filter(|(_, c)| c.kind == EntityKind::Person) {
        for &(row, _) in &cluster.members {
            let list = &mut present[row as usize];
            if list.last() != Some(&(number as u32)) {
                list.push(number as u32);
            }
        }
    }
    present
}

/// Returns the one open entity of a name alone, whatever its chains' candidates.
fn undecided(node: &Node, open: Open) -> Option<Cluster> {
    let mut members: Vec<Member> = open.iter().map(|(_, member)| *member).collect();
    members.sort_unstable();
    let mut shared: Vec<Rc<[usize]>> = open.into_iter().map(|(candidates, _)| candidates).collect();
    shared.sort_unstable_by_key(|candidates| candidates.as_ptr());
    shared.dedup_by(|a, b| Rc::ptr_eq(a, b));
    let mut candidates: Vec<usize> =
        shared.iter().flat_map(|candidates| candidates.iter().copied()).collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates.truncate(20);
    let reasons = vec!["a name alone that nothing in the archive decides".to_owned()];
    let sense = String::new();
    (!members.is_empty()).then_some(Cluster { kind: node.kind, members, candidates, reasons, sense })
}
