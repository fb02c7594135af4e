//! Nodes: the chains of the archive that bear one name, as a first grouping.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::senses;
use crate::document::{Chain, EntityKind, Gender, PlaceKind};
use crate::gazetteer;
use crate::likeness::{content, fold};
use crate::resolve::{ArticleRecord, ChainRecord};

/// Where a chain stands: the article's row and the chain's column.
pub type Member = (u32, u32);

/// The chains of one name, or of one sense of it.
#[derive(Clone, Debug)]
pub struct Node {
    pub kind: EntityKind,
    /// What the chains share.
    pub key: String,
    /// The folded words of the name.
    pub words: Vec<String>,
    /// Sorted.
    pub members: Vec<Member>,
    /// Country codes that roles and places give, with the number of chains.
    pub countries: BTreeMap<String, u32>,
    /// Heads of roles: `minister`, with the number of chains.
    pub heads: BTreeMap<String, u32>,
    pub genders: [u32; 2],
    /// Written in one go, as `Jean-Pierre` is.
    pub single: bool,
    /// Tells the bearers of one name apart; empty for the first of them.
    pub sense: String,
}

impl Node {
    /// Returns the gender that nine in ten chains show.
    pub fn gender(&self) -> Option<Gender> {
        let [female, male] = self.genders;
        let (few, many) = (female.min(male), female.max(male));
        let gender = if female > male { Gender::Female } else { Gender::Male };
        (many > 0 && many >= few * 9).then_some(gender)
    }

    /// Returns the node of those of its chains that are `members`, and speak of one of its bearers.
    pub fn sense_of(&self, articles: &[&ArticleRecord], sense: String, members: Vec<Member>) -> Node {
        let mut node = Node {
            members: Vec::new(),
            countries: BTreeMap::new(),
            heads: BTreeMap::new(),
            genders: [0; 2],
            sense,
            ..self.clone()
        };
        for member in members {
            add(&mut node, &articles[member.0 as usize].chains[member.1 as usize], member);
        }
        node
    }

    /// Tells whether the name is a person's surname or given name alone.
    pub fn is_short(&self) -> bool {
        self.kind == EntityKind::Person && (self.single || content(&self.words).len() < 2)
    }
}

/// Groups the named chains of `articles`, sorted by key.
pub fn nodes(articles: &[&ArticleRecord]) -> Vec<Node> {
    let mut index: FxHashMap<(EntityKind, String), usize> = FxHashMap::default();
    let mut folded: FxHashMap<&str, String> = FxHashMap::default();
    let mut nodes: Vec<Node> = Vec::new();
    for (row, article) in articles.iter().enumerate() {
        for (column, record) in article.chains.iter().enumerate().filter(|(_, record)| record.chain.named) {
            let chain = &record.chain;
            let fold = folded.entry(&chain.name).or_insert_with(|| fold(&chain.name));
            let key = key(record, fold);
            let at = *index.entry((chain.kind, key)).or_insert_with_key(|(_, key)| {
                nodes.push(node(chain, key.clone(), fold));
                nodes.len() - 1
            });
            add(&mut nodes[at], record, (row as u32, column as u32));
        }
    }
    let mut nodes = senses::part(articles, nodes);
    nodes.sort_by(|a, b| (a.kind, &a.key, &a.sense).cmp(&(b.kind, &b.key, &b.sense)));
    nodes
}

fn node(chain: &Chain, key: String, folded: &str) -> Node {
    Node {
        kind: chain.kind,
        key,
        words: folded.split(' ').map(str::to_owned).collect(),
        members: Vec::new(),
        countries: BTreeMap::new(),
        heads: BTreeMap::new(),
        genders: [0; 2],
        single: !chain.name.contains(char::is_whitespace),
        sense: String::new(),
    }
}

fn add(node: &mut Node, record: &ChainRecord, member: Member) {
    node.members.push(member);
    let chain = &record.chain;
    let roles = chain.roles.iter().filter_map(|role| role.country.as_ref());
    let mut countries: Vec<&String> = chain.country.iter().chain(roles).collect();
    countries.sort();
    countries.dedup();
    for country in countries {
        *node.countries.entry(country.clone()).or_default() += 1;
    }
    for role in &chain.roles {
        *node.heads.entry(head(&role.title)).or_default() += 1;
    }
    if let Some(gender) = chain.gender {
        node.genders[usize::from(gender == Gender::Male)] += 1;
    }
}

/// Returns what chains of one thing share: the folded name; for places the
/// path; for governments and common bodies the country.
fn key(record: &ChainRecord, folded: &str) -> String {
    let chain = &record.chain;
    match chain.kind {
        EntityKind::Person => folded.to_owned(),
        EntityKind::Place => match &chain.place {
            Some(place) if place.kind == PlaceKind::Country => place.country.clone().unwrap_or_default(),
            Some(place) => place.path.join("/"),
            None => folded.to_owned(),
        },
        EntityKind::Organization => body(folded, chain.country.as_deref()),
    }
}

fn body(folded: &str, country: Option<&str>) -> String {
    let name = folded.strip_prefix("the ").unwrap_or(folded);
    if let Some(code) = government(name) {
        return format!("government of {code}");
    }
    let common = name.split(' ').all(is_body);
    match country {
        Some(code) if common => format!("{name} of {code}"),
        _ => name.to_owned(),
    }
}

/// Returns the country whose government a folded name means: a capital, or
/// `chinese government`.
fn government(name: &str) -> Option<&'static str> {
    let named = name.strip_suffix(" government").and_then(gazetteer::by_demonym);
    let of = name.strip_prefix("government of ").and_then(gazetteer::by_name);
    let capital = || {
        gazetteer::by_seat(name)
            .filter(|country| country.seats.first().is_some_and(|seat| fold(seat) == name))
    };
    named.or(of).or_else(capital).map(|country| country.code)
}

fn is_body(word: &str) -> bool {
    static BODIES: std::sync::LazyLock<rustc_hash::FxHashSet<&'static str>> =
        std::sync::LazyLock::new(|| {
            let lines = include_str!("data/bodies.txt").lines().filter(|line| !line.starts_with('#'));
            lines.flat_map(str::split_whitespace).collect()
        });
    BODIES.contains(word)
}

/// Returns the head of a title, folded: `minister` of `Chinese Foreign Minister`.
pub fn head(title: &str) -> String {
    let folded = fold(title);
    let words =
        folded.split(' ').take_while(|word| !matches!(*word, "of" | "to" | "for" | "at" | "in" | "on"));
    words.last().map_or(String::new(), |word| word.trim_end_matches('s').to_owned())
}
