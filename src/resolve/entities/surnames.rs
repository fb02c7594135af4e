//! Surnames and given names that stand alone in their article: whose they are
//! in the archive.
//!
//! A role decides first, then that there is only one bearer, then that all
//! but a few of the articles that use the surname mean one bearer by it, and
//! last, for a given name, that the article speaks of one bearer of it. Where
//! none of these decides, the chains stay open with their candidates.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::nodes::{Member, Node, head};
use crate::document::{EntityKind, Gender};
use crate::likeness::{content, fold, surname_first};
use crate::resolve::{ArticleRecord, ChainRecord};

/// The share, in per cent, of a surname's uses that make it one bearer's.
const DOMINANT: u32 = 90;

/// The share, in per cent, of a role's bearers of one surname that makes it one's.
const CALLED: u32 = 85;

/// Different roles of a bearer that are looked at, at most.
const HEADS: usize = 64;

/// Uses of a surname without which its share says nothing.
const ENOUGH: u32 = 5;

/// A name that stands alone in so many articles for each one that has the
/// full name is somebody else's, or a word: news introduces whom it speaks of.
const INTRODUCED: usize = 20;

/// What becomes of a chain that bears a surname alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is the bearer's, for the reason given.
    Of(usize, String),
    /// It may be any of these, which all chains of the name share.
    Open(Rc<[usize]>),
}

/// The bearers of each surname: clusters of full names.
pub struct Bearers<'a> {
    articles: &'a [&'a ArticleRecord],
    of: FxHashMap<String, Vec<usize>>,
    /// The bearers of each given name.
    given: FxHashMap<String, Vec<usize>>,
    clusters: Vec<Bearer>,
    decided: FxHashMap<String, Decision>,
    /// Whom the archive means by a given name alone, by what gender the chain shows.
    meant: FxHashMap<(String, Option<Gender>), Option<Decision>>,
}

/// What is known of a bearer.
#[derive(Default)]
struct Bearer {
    gender: [u32; 2],
    /// The number of chains with the full name.
    chains: u32,
    /// Heads of roles and their countries, with the number of chains.
    heads: Vec<((String, Option<String>), u32)>,
    /// Folded short forms that articles use of it, with counts.
    short: FxHashMap<String, u32>,
}

impl<'a> Bearers<'a> {
    /// Gathers the bearers out of clusters of nodes.
    pub fn new(articles: &'a [&'a ArticleRecord], nodes: &[Node], clusters: &[Vec<usize>]) -> Bearers<'a> {
        let mut bearers = Bearers {
            articles,
            of: FxHashMap::default(),
            given: FxHashMap::default(),
            clusters: Vec::new(),
            decided: FxHashMap::default(),
            meant: FxHashMap::default(),
        };
        for (number, cluster) in clusters.iter().enumerate() {
            let mut bearer = Bearer::default();
            let full = cluster
                .iter()
                .map(|&at| &nodes[at])
                .filter(|node| node.kind == EntityKind::Person && !node.is_short());
            for node in full {
                bearer.add(articles, node);
                bearers.name(number, node, &bearer);
            }
            bearers.clusters.push(bearer);
        }
        bearers
    }

    /// Notes the names by which the bearer `number` goes who has the full name of `node`.
    fn name(&mut self, number: usize, node: &Node, bearer: &Bearer) {
        let mut own = surnames(&node.words);
        let first = content(&node.words).first().map(|first| (*first).to_owned());
        let given = first.filter(|first| !own.contains(first));
        let parts =
            bearer.short.keys().filter(|short| node.words.contains(short) && given.as_ref() != Some(*short));
        own.extend(parts.cloned());
        let note = |map: &mut FxHashMap<String, Vec<usize>>, name: String| {
            let list = map.entry(name).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        };
        own.into_iter().for_each(|name| note(&mut self.of, name));
        given.into_iter().for_each(|name| note(&mut self.given, name));
    }

    /// Decides whose the given name `word` is, which the chain at `member`
    /// bears alone: the one bearer of whom the article speaks, or whom nearly
    /// all articles mean by it.
    pub fn decide_given(&mut self, word: &str, member: Member, present: &[u32]) -> Option<Decision> {
        let chain = &self.articles[member.0 as usize].chains[member.1 as usize].chain;
        let heads: Vec<(String, Option<String>)> =
            chain.roles.iter().map(|role| (head(&role.title), role.country.clone())).collect();
        let all = self.given.get(word)?;
        // A gender may be a pronoun's mistake, and says less than the name and the article.
        let here: Vec<usize> = present
            .iter()
            .map(|bearer| *bearer as usize)
            .filter(|bearer| all.binary_search(bearer).is_ok())
            .filter(|&bearer| heads.is_empty() || self.clusters[bearer].holds(&heads) > 0)
            .collect();
        match here[..] {
            [one] => Some(Decision::Of(one, "the one of that given name in the article".to_owned())),
            [] if heads.is_empty() => {
                let asked = (word.to_owned(), chain.gender);
                if let Some(known) = self.meant.get(&asked) {
                    return known.clone();
                }
                // `Jill` is a woman's name, whatever `he` behind it was taken for hers.
                let gender = chain.gender.filter(|gender| self.bears(all, *gender));
                let bearers = all.iter().copied().filter(|&bearer| self.clusters[bearer].may_be(gender));
                let others = self.of.get(word).into_iter().flatten();
                let every: Vec<usize> = bearers.chain(others.copied()).collect();
                let meant = self.dominant(word, &every);
                self.meant.insert(asked, meant.clone());
                meant
            }
            _ => None,
        }
    }

    /// Tells whether the bearers of a given name are of the gender as often as
    /// one chain in ten.
    fn bears(&self, bearers: &[usize], gender: Gender) -> bool {
        let count = |at: usize| bearers.iter().map(|&bearer| self.clusters[bearer].gender[at]).sum::<u32>();
        let (own, other) = match gender {
            Gender::Female => (count(0), count(1)),
            Gender::Male => (count(1), count(0)),
        };
        own * 9 >= other
    }

    /// Decides whose the chain at `member` is, which bears `word` alone, as
    /// chains of `alone` articles do.
    pub fn decide(&mut self, word: &str, member: Member, alone: usize) -> Decision {
        let record = &self.articles[member.0 as usize].chains[member.1 as usize];
        let mut heads: Vec<(String, Option<String>)> =
            record.chain.roles.iter().map(|role| (head(&role.title), role.country.clone())).collect();
        heads.sort();
        let memo = format!("{word} {:?} {heads:?}", record.chain.gender);
        if let Some(known) = self.decided.get(&memo) {
            return known.clone();
        }
        let decision = self.weigh(word, record, &heads, alone);
        self.decided.insert(memo, decision.clone());
        decision
    }

    fn weigh(
        &self,
        word: &str,
        record: &ChainRecord,
        heads: &[(String, Option<String>)],
        alone: usize,
    ) -> Decision {
        let all = self.of.get(word).map_or(&[][..], Vec::as_slice);
        let mut bearers: Vec<usize> =
            all.iter().copied().filter(|&bearer| self.clusters[bearer].may_be(record.chain.gender)).collect();
        // Offices are surer than genders, which pronouns show at times wrongly.
        let holders: Vec<usize> =
            all.iter().copied().filter(|&bearer| self.clusters[bearer].holds(heads) > 0).collect();
        if let Some(decision) = self.most_so_called(heads, &holders) {
            return decision;
        }
        match holders[..] {
            [] if !heads.is_empty()
                && bearers.iter().all(|&bearer| !self.clusters[bearer].heads.is_empty()) =>
            {
                return self
                    .dominant(word, &bearers)
                    .filter(|_| bearers.len() == 1)
                    .unwrap_or(Decision::Open(bearers.into()));
            }
            [] => {}
            _ => bearers = holders,
        }
        match bearers[..] {
            [one] if self.is_introduced(one, word, alone) => {
                Decision::Of(one, "the only bearer of the surname in the archive".to_owned())
            }
            _ => self.dominant(word, &bearers).unwrap_or(Decision::Open(bearers.into())),
        }
    }

    /// Tells whether articles that have the bearer's full name call it `word`
    /// too, and are enough for the `alone` articles that have `word` only.
    fn is_introduced(&self, bearer: usize, word: &str, alone: usize) -> bool {
        let bearer = &self.clusters[bearer];
        bearer.short.contains_key(word) && alone <= INTRODUCED * bearer.chains as usize
    }

    /// Returns the bearer whom nearly all articles that give one of the roles give it.
    fn most_so_called(&self, heads: &[(String, Option<String>)], holders: &[usize]) -> Option<Decision> {
        let uses = |bearer: usize| self.clusters[bearer].holds(heads);
        let total: u32 = holders.iter().map(|&bearer| uses(bearer)).sum();
        let best = holders.iter().copied().max_by_key(|&bearer| (uses(bearer), std::cmp::Reverse(bearer)))?;
        let reason = format!("{} in {} of {total} articles that say so", heads[0].0, uses(best));
        (uses(best) * 100 >= total * CALLED).then_some(Decision::Of(best, reason))
    }

    /// Returns the bearer whom nearly all articles mean by `word`.
    fn dominant(&self, word: &str, bearers: &[usize]) -> Option<Decision> {
        let uses = |bearer: usize| self.clusters[bearer].short.get(word).copied().unwrap_or(0);
        let total: u32 = bearers.iter().map(|&bearer| uses(bearer)).sum();
        let best = bearers.iter().copied().max_by_key(|&bearer| (uses(bearer), std::cmp::Reverse(bearer)))?;
        let reason = format!("{word} alone means it in {} of {total} articles", uses(best));
        (total >= ENOUGH && uses(best) * 100 >= total * DOMINANT).then_some(Decision::Of(best, reason))
    }
}

impl Bearer {
    fn add(&mut self, articles: &[&ArticleRecord], node: &Node) {
        self.gender[0] += node.genders[0];
        self.gender[1] += node.genders[1];
        self.chains += node.members.len() as u32;
        for &(row, column) in &node.members {
            let chain = &articles[row as usize].chains[column as usize].chain;
            for role in &chain.roles {
                let entry = (head(&role.title), role.country.clone());
                match self.heads.iter().position(|(known, _)| *known == entry) {
                    Some(at) => self.heads[at].1 += 1,
                    None if self.heads.len() < HEADS => self.heads.push((entry, 1)),
                    None => {}
                }
            }
            for alias in &chain.aliases {
                *self.short.entry(fold(alias)).or_default() += 1;
            }
        }
    }

    fn may_be(&self, gender: Option<Gender>) -> bool {
        let [female, male] = self.gender;
        match gender {
            Some(Gender::Female) => female > 0 || male == 0,
            Some(Gender::Male) => male > 0 || female == 0,
            None => true,
        }
    }

    /// Counts the chains that give it one of the roles.
    fn holds(&self, heads: &[(String, Option<String>)]) -> u32 {
        let fits = |(own, land): &(String, Option<String>)| {
            heads.iter().any(|(head, country)| {
                own == head && (land.is_none() || country.is_none() || land == country)
            })
        };
        self.heads.iter().filter(|(own, _)| fits(own)).map(|(_, count)| count).sum()
    }
}

/// Returns the ends of a full name that stand for it alone: the surname, also
/// where it has two words.
fn surnames(words: &[String]) -> Vec<String> {
    let content = content(words);
    match content[..] {
        [first, .., last] if surname_first(first) && content.len() <= 3 => {
            vec![first.to_owned(), last.to_owned()]
        }
        [_, .., before, last] => vec![last.to_owned(), format!("{before} {last}")],
        [_, last] => vec![last.to_owned()],
        _ => Vec::new(),
    }
}
