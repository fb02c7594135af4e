//! Offices that stand for their holders: `the U.S. deputy secretary of state`
//! in an article that names nobody is who holds the office at that time.
//!
//! Only what tells an office from others is decided: one with a country or
//! an institution in it, of which the archive knows one holder about that day.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::Datelike;
use rustc_hash::{FxHashMap, FxHashSet};

use super::build::Cluster;
use super::nodes::Member;
use crate::document::{Chain, EntityKind, Role};
use crate::gazetteer;
use crate::likeness::fold;
use crate::resolve::ArticleRecord;

/// Days before and behind an article in which the archive must name the holder.
const DAYS: i64 = 200;

static MANY: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/many_holders.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// An office without articles: its words, and its country.
type Office = (String, Option<String>);

/// Chains that are offices alone, in the order of the offices.
type Asked = BTreeMap<Office, Vec<Member>>;

/// That the archive says that a cluster holds an office, first and last.
#[derive(Clone, Copy, Debug)]
struct Tenure {
    holder: usize,
    first: i64,
    last: i64,
}

/// Gives the chains of offices alone to their holders.
pub fn join(articles: &[&ArticleRecord], clusters: &mut [Cluster]) {
    let asked = asked(articles);
    let holders = holders(articles, clusters, &asked);
    let mut reasons: FxHashSet<(usize, Office)> = FxHashSet::default();
    for (office, members) in asked {
        let Some(held) = holders.get(&office) else { continue };
        for member in members {
            let Some(holder) = holder(held, day(articles, member)) else { continue };
            let cluster = &mut clusters[holder];
            cluster.members.push(member);
            if reasons.insert((holder, office.clone())) && cluster.reasons.len() < 12 {
                cluster.reasons.push(format!("{}: the only one of that office at the time", office.0));
            }
        }
    }
    clusters.iter_mut().for_each(|cluster| cluster.members.sort_unstable());
}

/// Returns the chains that are offices alone, in the order of the offices.
fn asked(articles: &[&ArticleRecord]) -> Asked {
    let mut asked = Asked::new();
    for (row, article) in articles.iter().enumerate() {
        for (column, record) in article.chains.iter().enumerate() {
            let alone = !record.chain.named && record.chain.kind == EntityKind::Person;
            if let Some(office) = alone.then(|| described(&record.chain)).flatten() {
                asked.entry(office).or_default().push((row as u32, column as u32));
            }
        }
    }
    asked
}

/// Returns the office that a description without a name gives.
fn described(chain: &Chain) -> Option<Office> {
    let folded = fold(&chain.name);
    let rest = folded.strip_prefix("the ").unwrap_or(&folded);
    let definite = rest.len() < folded.len() || chain.name.starts_with(char::is_uppercase);
    let office = plain(rest, chain.country.as_deref());
    (definite && is_telling(&office)).then_some(office)
}

/// Tells whether one person at a time holds such an office.
fn is_telling((title, country): &Office) -> bool {
    let words: Vec<&str> = title.split(' ').collect();
    let head = words[words.len() - 1];
    let qualified = words.len() > 1;
    // `deputy secretary` tells somebody where `secretary` does not.
    let many = MANY.contains(head) && !(qualified && matches!(head, "secretary" | "minister"));
    let enough = if country.is_some() { qualified || is_head_of_state(head) } else { words.len() > 2 };
    !title.is_empty() && words[0] != "former" && words[0] != "senior" && !many && enough
}

fn is_head_of_state(head: &str) -> bool {
    matches!(
        head,
        "president" | "chancellor" | "premier" | "king" | "queen" | "emperor" | "emir" | "sultan" | "monarch"
    )
}

/// Returns a folded title without the country in it: `deputy secretary of
/// state` of the U.S.
fn plain(title: &str, country: Option<&str>) -> Office {
    let mut words: Vec<&str> = title.split(' ').collect();
    let mut code = country.map(str::to_owned);
    let long =
        (1..=3.min(words.len())).rev().find_map(|count| Some((count, land(&words[..count].join(" "))?)));
    if let Some((count, land)) = long {
        words.drain(..count);
        code.get_or_insert_with(|| land.to_owned());
    }
    (words.join(" "), code)
}

fn land(name: &str) -> Option<&'static str> {
    let country =
        gazetteer::by_demonym(name).or_else(|| gazetteer::by_name(name)).or_else(|| gazetteer::by_seat(name));
    country.map(|country| country.code)
}

/// Returns who holds each of the offices asked for, and when.
fn holders(
    articles: &[&ArticleRecord],
    clusters: &[Cluster],
    asked: &Asked,
) -> FxHashMap<Office, Vec<Tenure>> {
    let mut holders: FxHashMap<Office, Vec<Tenure>> = FxHashMap::default();
    // A few titles are given thousands of times.
    let mut known: FxHashMap<(&str, Option<&str>), Vec<Office>> = FxHashMap::default();
    for (number, cluster) in
        clusters.iter().enumerate().filter(|(_, cluster)| cluster.kind == EntityKind::Person)
    {
        for &member in &cluster.members {
            let roles = &articles[member.0 as usize].chains[member.1 as usize].chain.roles;
            for role in roles.iter().filter(|role| !role.former) {
                let key = (role.title.as_str(), role.country.as_deref());
                let offices = known.entry(key).or_insert_with(|| {
                    let mut offices = offices(role);
                    offices.retain(|office| asked.contains_key(office));
                    offices
                });
                for office in offices {
                    match holders.get_mut(office) {
                        Some(held) => add(held, number, day(articles, member)),
                        None => {
                            add(holders.entry(office.clone()).or_default(), number, day(articles, member))
                        }
                    }
                }
            }
        }
    }
    holders
}

/// Returns the offices that a role is, in all their forms.
fn offices(role: &Role) -> Vec<Office> {
    let (title, country) = plain(&fold(&role.title), role.country.as_deref());
    forms(&title, country)
}

/// Notes that `holder` holds the office on `day`; one tenure a holder, whose
/// chains come one behind the other.
fn add(held: &mut Vec<Tenure>, holder: usize, day: Option<i64>) {
    let (first, last) = day.map_or((i64::MIN / 2, i64::MAX / 2), |day| (day, day));
    match held.last_mut().filter(|tenure| tenure.holder == holder) {
        Some(tenure) => (tenure.first, tenure.last) = (tenure.first.min(first), tenure.last.max(last)),
        None => held.push(Tenure { holder, first, last }),
    }
}

/// Returns the ways in which descriptions give a title: whole, without what
/// stands behind `of`, with and without the country.
fn forms(title: &str, country: Option<String>) -> Vec<Office> {
    let short = title.split(" of ").next().unwrap_or(title);
    let mut forms = vec![(title.to_owned(), None), (title.to_owned(), country.clone())];
    forms.extend([(short.to_owned(), None), (short.to_owned(), country)]);
    forms.sort();
    forms.dedup();
    forms
}

/// Returns the only one who holds the office about that day.
fn holder(held: &[Tenure], day: Option<i64>) -> Option<usize> {
    let near =
        |tenure: &&Tenure| day.is_none_or(|day| tenure.first - DAYS <= day && day <= tenure.last + DAYS);
    let mut near = held.iter().filter(near).map(|tenure| tenure.holder);
    let first = near.next()?;
    near.all(|holder| holder == first).then_some(first)
}

fn day(articles: &[&ArticleRecord], member: Member) -> Option<i64> {
    articles[member.0 as usize].published.map(|day| i64::from(day.num_days_from_ce()))
}
