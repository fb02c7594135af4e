//! Namesakes: chains of one full name that speak of several people.
//!
//! The chains of a name are grouped by what they say of its bearer: the walk
//! of life and the country of the office. Groups that contradict each other,
//! and that are never seen in one company, are apart; a chain that says
//! nothing goes with the group whose company it shares, else with the greatest.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::nodes::{Member, Node, head};
use crate::document::EntityKind;
use crate::resolve::{ArticleRecord, ChainRecord};

static WALKS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/walks.txt").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once(": "));
    rows.flat_map(|(walk, heads)| heads.split_whitespace().map(move |head| (head, walk))).collect()
});

/// Articles of a group whose company is looked at, at most.
const COMPANY: usize = 60;

/// A name that this share of articles, in per cent, speaks of is no company.
const COMMON: usize = 5;

/// What a chain says of the bearer of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Profile {
    walk: Option<&'static str>,
    /// The country of an office; none where several are named.
    country: Option<String>,
}

impl Profile {
    fn of(record: &ChainRecord) -> Profile {
        let roles = || record.chain.roles.iter().filter(|role| !role.former);
        let mut walks: Vec<&str> =
            roles().filter_map(|role| WALKS.get(head(&role.title).as_str()).copied()).collect();
        let mut countries: Vec<&String> = roles().filter_map(|role| role.country.as_ref()).collect();
        walks.sort_unstable();
        walks.dedup();
        countries.sort();
        countries.dedup();
        Profile {
            walk: Some(&walks).filter(|walks| walks.len() == 1).map(|walks| walks[0]),
            country: Some(&countries).filter(|all| all.len() == 1).map(|all| all[0].clone()),
        }
    }

    /// Tells whether both say something of one matter and differ in it. Two
    /// countries alone do not: who was ambassador becomes minister elsewhere.
    fn contradicts(&self, other: &Profile) -> bool {
        let walks = self.walk.zip(other.walk).is_some_and(|(a, b)| a != b);
        let lands = self.country.as_ref().zip(other.country.as_ref()).is_some_and(|(a, b)| a != b);
        walks || lands
    }
}

/// A group of chains with one profile.
struct Group {
    profile: Profile,
    members: Vec<Member>,
    company: FxHashSet<(EntityKind, String)>,
}

/// Parts the nodes whose chains speak of several people.
pub fn part(articles: &[&ArticleRecord], nodes: Vec<Node>) -> Vec<Node> {
    let common = common(&nodes, articles.len());
    let mut parted = Vec::with_capacity(nodes.len());
    for node in nodes {
        match senses(articles, &node, &common) {
            Some(senses) => parted
                .extend(senses.into_iter().map(|(sense, members)| node.sense_of(articles, sense, members))),
            None => parted.push(node),
        }
    }
    parted
}

/// Returns the names that so many articles speak of that they are no company.
fn common(nodes: &[Node], articles: usize) -> FxHashSet<(EntityKind, String)> {
    let many = |node: &&Node| node.members.len() > 3 && node.members.len() * 100 > articles * COMMON;
    nodes.iter().filter(many).map(|node| (node.kind, node.words.join(" "))).collect()
}

/// Returns the chains of each bearer with what tells them apart, nothing for
/// the first; none where there is but one.
fn senses(
    articles: &[&ArticleRecord],
    node: &Node,
    common: &FxHashSet<(EntityKind, String)>,
) -> Option<Vec<(String, Vec<Member>)>> {
    if node.kind != EntityKind::Person || node.is_short() || node.members.len() < 2 || node.heads.len() < 2 {
        return None;
    }
    let mut profiles: BTreeMap<Profile, Vec<Member>> = BTreeMap::new();
    for &member in &node.members {
        let record = &articles[member.0 as usize].chains[member.1 as usize];
        profiles.entry(Profile::of(record)).or_default().push(member);
    }
    let silent = profiles.remove(&Profile::default()).unwrap_or_default();
    let telling: Vec<&Profile> = profiles.keys().collect();
    if !telling.iter().enumerate().any(|(at, a)| telling[at + 1..].iter().any(|b| a.contradicts(b))) {
        return None;
    }
    let group = |profile, members| group(articles, profile, members, common);
    let mut senses = gather(profiles.into_iter().map(|(profile, members)| group(profile, members)).collect());
    if senses.len() < 2 {
        return None;
    }
    let homes: Vec<usize> = silent
        .iter()
        .map(|&member| home(&senses, &group(Profile::default(), vec![member])).unwrap_or(0))
        .collect();
    for (&member, &at) in silent.iter().zip(&homes) {
        senses[at][0].members.push(member);
    }
    Some(senses.into_iter().enumerate().map(|(at, sense)| sum(at, sense)).collect())
}

fn group(
    articles: &[&ArticleRecord],
    profile: Profile,
    members: Vec<Member>,
    common: &FxHashSet<(EntityKind, String)>,
) -> Group {
    let mut company = FxHashSet::default();
    for &(row, column) in members.iter().take(COMPANY) {
        for (at, other) in articles[row as usize].chains.iter().enumerate() {
            let beside = at != column as usize && other.chain.named && other.chain.kind != EntityKind::Place;
            let name = (other.chain.kind, crate::likeness::fold(&other.chain.name));
            if beside && !common.contains(&name) {
                company.insert(name);
            }
        }
    }
    Group { profile, members, company }
}

/// Joins the groups that nothing parts, the greatest first.
fn gather(mut groups: Vec<Group>) -> Vec<Vec<Group>> {
    groups.sort_by(|a, b| (b.members.len(), &a.profile).cmp(&(a.members.len(), &b.profile)));
    let mut senses: Vec<Vec<Group>> = Vec::new();
    for group in groups {
        match home(&senses, &group) {
            Some(at) => senses[at].push(group),
            None => senses.push(vec![group]),
        }
    }
    senses
}

/// Returns the chains of the bearer that is number `at`, and what tells them apart.
fn sum(at: usize, groups: Vec<Group>) -> (String, Vec<Member>) {
    let Profile { walk, country } = &groups[0].profile;
    let sense = format!("{} {}", walk.unwrap_or(""), country.as_deref().unwrap_or(""));
    let sense = if at == 0 { String::new() } else { format!("{at} {}", sense.trim()) };
    let mut members: Vec<Member> = groups.into_iter().flat_map(|group| group.members).collect();
    members.sort_unstable();
    (sense, members)
}

/// Returns the bearer whom a group speaks of: the one in whose company it is
/// most, else the first one whom it does not contradict.
fn home(senses: &[Vec<Group>], group: &Group) -> Option<usize> {
    let shared = |sense: &Vec<Group>| {
        sense.iter().map(|other| other.company.intersection(&group.company).count()).max().unwrap_or(0)
    };
    let best = (0..senses.len()).max_by_key(|&at| (shared(&senses[at]), std::cmp::Reverse(at)));
    if let Some(best) = best.filter(|&at| shared(&senses[at]) > 0) {
        return Some(best);
    }
    senses.iter().position(|sense| !sense.iter().any(|other| other.profile.contradicts(&group.profile)))
}
