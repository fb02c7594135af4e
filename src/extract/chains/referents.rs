//! Whom a description speaks of.
//!
//! One beside a name belongs to the name's chain; a definite one joins the
//! last chain that it describes, or goes on with the subject before it; one
//! of a group joins the same words.

use super::draft::{Draft, Drafts};
use super::nominals::Nominal;
use super::persons::{agree, group};
use super::salience::Salience;
use crate::document::{EntityKind, PlaceKind, Role};
use crate::extract::apart::is_told_apart;
use crate::extract::roles::lexicon::{self, Office};
use crate::extract::roles::words::Words;
use crate::gazetteer;

/// Chains back that a description may reach.
const REACH: usize = 40;

/// Returns the chain that the description speaks of, if the article has one.
/// `behind` is the name that closes an apposition behind its complement.
pub fn of(
    words: &Words,
    drafts: &Drafts,
    salience: &Salience,
    nominal: &Nominal,
    behind: Option<usize>,
) -> Option<usize> {
    beside(words, drafts, nominal, behind)
        .or_else(|| described(words, drafts, salience, nominal))
        .or_else(|| repeated(drafts, salience, nominal))
        .or_else(|| continued(words, drafts, nominal))
}

/// Returns the chain of the name that the description stands beside:
/// `Cao Xiaolin, Beijing's ambassador`, `the envoy, Cao Xiaolin,`, `Ek was a guest`.
fn beside(words: &Words, drafts: &Drafts, nominal: &Nominal, behind: Option<usize>) -> Option<usize> {
    let comma = |at: usize| matches!(words.text(at), "," | "(" | "–" | "—");
    let article = matches!(words.text(nominal.start), "a" | "an") && !nominal.plural;
    let last = nominal.start.checked_sub(1)?;
    let name = last.checked_sub(1).and_then(|at| words.name(at));
    let told = |number: &usize| {
        let span = words.span(nominal.start, nominal.end);
        words.doc.roles.iter().any(|role| role.holder == Some(*number) && role.span.overlaps(span))
    };
    let before = name
        .filter(|_| comma(last))
        .filter(|number| article || told(number) || (nominal.kind != EntityKind::Person && !nominal.plural));
    let copula = name.filter(|_| article && matches!(words.text(last), "is" | "was" | "became" | "remains"));
    let after = comma(nominal.end).then(|| words.name(nominal.end + 1)).flatten();
    let after =
        after.filter(|number| told(number) || nominal.kind == EntityKind::Place && nominal.head == "capital");
    let after = after.or(behind);
    let held =
        |number: &usize| drafts.of_name(*number).is_some_and(|chain| drafts.all[chain].kind == nominal.kind);
    let number = before.filter(held).or(copula.filter(held)).or(after.filter(held))?;
    drafts.of_name(number)
}

/// Words of what an office is of, and of a title, at most.
const COMPLEMENT: usize = 8;

/// Returns the name that closes an apposition behind what the office is of: `the
/// mediator in the crisis, General Ur,`.
pub fn behind_complement(words: &Words, nominal: &Nominal) -> Option<usize> {
    let opens = matches!(words.text(nominal.end), "in" | "to" | "for" | "on" | "at" | "of");
    let office = nominal.office.filter(|office| holds_office(*office) && !nominal.plural && nominal.definite);
    if !opens || office.is_none() || nominal.kind != EntityKind::Person {
        return None;
    }
    let (_, last) = words.bounds(nominal.start);
    let plain = |at: &usize| {
        let word = words.text(*at);
        // *The Commissioner for Peace and Security*.
        let joins = word == "and" && words.is_capital(at - 1) && words.is_capital(at + 1);
        joins
            || words.kind(*at) != Some(EntityKind::Person)
                && !matches!(word, "and" | "or" | "who" | "that" | "which" | ";" | ":" | "with" | "by")
    };
    let comma = (nominal.end + 1..last.min(nominal.end + COMPLEMENT))
        .take_while(plain)
        .find(|&at| words.text(at) == ",")?;
    let titles = (comma + 1..last.min(comma + COMPLEMENT)).take_while(|&at| words.is_capital(at));
    let name = titles
        .into_iter()
        .find_map(|at| words.name(at).filter(|_| words.kind(at) == Some(EntityKind::Person)))?;
    let (_, end) = words.of(name);
    let of = words.text(end) == "of";
    let close =
        if of { (end + 1..last.min(end + COMPLEMENT)).find(|&at| !words.is_capital(at))? } else { end };
    (words.text(close) == ",").then_some(name)
}

/// Returns the last chain that a definite description describes; of several
/// countries, the one that is spoken of most.
fn described(words: &Words, drafts: &Drafts, salience: &Salience, nominal: &Nominal) -> Option<usize> {
    if !nominal.definite {
        return None;
    }
    let seen = recent(salience);
    if nominal.kind == EntityKind::Place && is_country(&nominal.head) {
        let lands = seen.iter().copied().filter(|&chain| describes(&drafts.all[chain], nominal));
        return lands.rev().max_by_key(|&chain| drafts.all[chain].names.len());
    }
    let fits = |chain: usize| {
        describes(&drafts.all[chain], nominal) && !is_another(words, &drafts.all[chain], nominal)
    };
    let sure = seen.iter().copied().find(|&chain| fits(chain));
    sure.or_else(|| seen.into_iter().take(4).find(|&chain| may_describe(&drafts.all[chain], nominal)))
}

/// Names of one person that are looked at.
const NAMES: usize = 64;

/// Tells whether the text tells the one named from the holder of just that office.
fn is_another(words: &Words, draft: &Draft, nominal: &Nominal) -> bool {
    let bare = nominal.office.is_some() && nominal.country.is_none() && nominal.start + 1 < nominal.end;
    let doc = words.doc;
    let names = || draft.names.iter().take(NAMES).map(|&number| doc.mentions[number].span);
    bare && draft.is_named()
        && is_told_apart(doc, names(), words.span(nominal.start + 1, nominal.end).of(&doc.text))
}

/// Returns the chains last seen, the last one first.
fn recent(salience: &Salience) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    for chain in salience.latest() {
        if !seen.contains(&chain) {
            if seen.len() > REACH {
                break;
            }
            seen.push(chain);
        }
    }
    seen
}

/// Returns the chain that the same words began, where they speak of a group or
/// a body: `Danish officials`, a second time.
fn repeated(drafts: &Drafts, salience: &Salience, nominal: &Nominal) -> Option<usize> {
    let group = nominal.plural || nominal.kind == EntityKind::Organization;
    let same = |draft: &Draft| {
        let words = draft.head == nominal.head && draft.modifiers == nominal.modifiers;
        !draft.is_named() && draft.kind == nominal.kind && draft.plural == nominal.plural && words
    };
    let told = group && !nominal.modifiers.is_empty();
    told.then(|| recent(salience).into_iter().find(|&chain| same(&drafts.all[chain]))).flatten()
}

/// Returns the person who is the subject of the sentence before, where a
/// description opens the next one and nobody else can be meant: `Ann Ek came
/// to Oslo. The Danish foreign minister met ...`.
fn continued(words: &Words, drafts: &Drafts, nominal: &Nominal) -> Option<usize> {
    let office = nominal.office.filter(|_| nominal.kind == EntityKind::Person)?;
    let telling = nominal.country.is_some() || nominal.start + 2 < nominal.end;
    let opens = words.bounds(nominal.start).0 == nominal.start;
    if nominal.plural || !nominal.definite || !telling || !opens || !holds_office(office) {
        return None;
    }
    let number =
        words.name(words.bounds(nominal.start.checked_sub(1)?).0).or_else(|| late_subject(words, nominal))?;
    let chain = drafts.of_name(number)?;
    let draft = &drafts.all[chain];
    let land =
        draft.country.is_none() || nominal.country.is_none() || draft.country.as_deref() == nominal.country;
    let fits = draft.kind == EntityKind::Person
        && draft.roles.is_empty()
        && land
        && agree(draft.gender, office.gender);
    let held = drafts
        .all
        .iter()
        .any(|other| other.is_named() && other.kind == EntityKind::Person && holds(other, nominal, office));
    (fits && !held).then_some(chain)
}

/// Returns a person's name that is the second word of the sentence before: `Steely Ek`.
fn late_subject(words: &Words, nominal: &Nominal) -> Option<usize> {
    let (first, last) = words.bounds(nominal.start.checked_sub(1)?);
    (first + 1 < last).then(|| words.name(first + 1)).flatten()
}

/// Tells whether an office is one that somebody holds, and not a word for any person.
fn holds_office(office: Office) -> bool {
    !matches!(office.group, "person" | "family" | "leader" | "sport" | "artist" | "police" | "academic")
}

/// Tells whether the chain is what the description says: by role, by a word of
/// its name, by its kind of place, or by the same head.
fn describes(draft: &Draft, nominal: &Nominal) -> bool {
    let country = |code: Option<&str>| nominal.country.is_none() || code.is_none() || nominal.country == code;
    if draft.kind != nominal.kind || draft.plural != nominal.plural || !country(draft.country.as_deref()) {
        return false;
    }
    if !draft.is_named() {
        return draft.head == nominal.head
            && nominal.modifiers.iter().all(|word| draft.modifiers.contains(word))
            && is_deputy(&texts(&draft.modifiers)) == is_deputy(&texts(&nominal.modifiers));
    }
    match (nominal.kind, nominal.office) {
        (EntityKind::Person, Some(office)) => holds(draft, nominal, office),
        (EntityKind::Organization, _) => draft.forms.iter().any(|form| form.contains(&nominal.head)),
        _ => is_such_place(draft, &nominal.head),
    }
}

fn holds(draft: &Draft, nominal: &Nominal, asked: Office) -> bool {
    if !agree(draft.gender, asked.gender) || matches!(asked.group, "person" | "family" | "leader") {
        return false;
    }
    // *His Chinese counterpart* is *the Chinese minister*.
    let counterpart = |role: &Role| {
        role.title.to_lowercase().ends_with("counterpart")
            && draft.country.is_some()
            && nominal.country.is_some()
    };
    draft.roles.iter().any(|role| {
        let same = counterpart(role) && holds_office(asked)
            || group(role).is_some_and(|(group, land)| {
                group == asked.group
                    && (land.is_none() || nominal.country.is_none() || land == nominal.country)
            });
        same && same_rank(role, nominal)
    })
}

/// Tells whether the role and the description are both of a deputy or both
/// not, and of one portfolio: `foreign minister` is no `defense minister`.
fn same_rank(role: &Role, nominal: &Nominal) -> bool {
    let title = role.title.to_lowercase();
    let words: Vec<&str> = title
        .split_whitespace()
        .take_while(|word| !matches!(*word, "of" | "to" | "for" | "at" | "in"))
        .collect();
    let own = texts(&nominal.modifiers);
    let portfolio = |words: &[&str]| {
        let last = words.last().copied()?;
        (lexicon::is_modifier(last) && gazetteer::by_demonym(last).is_none()).then(|| last.to_owned())
    };
    let (held, asked) = (portfolio(&words[..words.len().saturating_sub(1)]), portfolio(&own));
    let portfolios =
        held.zip(asked).is_none_or(|(held, asked)| held == asked || words.contains(&asked.as_str()));
    portfolios && is_deputy(&words) == is_deputy(&own)
}

fn texts(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

fn is_deputy(words: &[&str]) -> bool {
    words.iter().any(|word| matches!(*word, "deputy" | "vice" | "assistant" | "under"))
}

/// Tells whether a chain in the reader's mind may be what a general word such
/// as `man`, `leader` or `company` stands for.
fn may_describe(draft: &Draft, nominal: &Nominal) -> bool {
    if draft.kind != nominal.kind || draft.plural || nominal.plural || !draft.is_named() {
        return false;
    }
    let country = nominal.country.is_none() || nominal.country == draft.country.as_deref();
    let general = match (nominal.kind, nominal.office) {
        (EntityKind::Person, Some(office)) => {
            matches!(office.group, "leader" | "person" | "diplomat") && agree(draft.gender, office.gender)
        }
        (EntityKind::Organization, _) if !nominal.modifiers.is_empty() => false,
        (EntityKind::Organization, _) => matches!(
            nominal.head.as_str(),
            "company"
                | "firm"
                | "group"
                | "organization"
                | "organisation"
                | "movement"
                | "agency"
                | "club"
                | "team"
                | "body"
        ),
        _ => false,
    };
    general && country
}

fn is_such_place(draft: &Draft, head: &str) -> bool {
    let Some(form) = draft.forms.first() else { return false };
    if form.iter().any(|word| word == head) {
        return true;
    }
    let name = form.join(" ");
    let kind = gazetteer::resolve(&name, &gazetteer::Context::default()).map(|place| place.kind);
    match head {
        _ if is_country(head) => kind == Some(PlaceKind::Country),
        "capital" => gazetteer::by_seat(&name).is_some(),
        "city" | "town" | "village" | "municipality" => kind == Some(PlaceKind::City),
        "region" | "province" | "state" | "territory" => kind == Some(PlaceKind::Region),
        "continent" => kind == Some(PlaceKind::Continent),
        _ => false,
    }
}

fn is_country(head: &str) -> bool {
    matches!(head, "country" | "nation" | "republic" | "kingdom")
}
