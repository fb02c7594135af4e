//! Countries and former states: codes, names, demonyms, seats of government.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::likeness::fold;

/// A country, territory or former state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// The ISO 3166-1 alpha-2 code; for former states the withdrawn code (`SU`, `YU`, `CS`, `DD`).
    pub code: &'static str,
    /// The name in English, without article.
    pub name: &'static str,
    /// What its people are called: adjectives and nouns, the main one first.
    pub demonyms: Vec<&'static str>,
    /// The capital, and other places that stand for the government.
    pub seats: Vec<&'static str>,
    /// Other and former names.
    pub others: Vec<&'static str>,
}

struct Table {
    countries: Vec<Country>,
    codes: FxHashMap<&'static str, usize>,
    names: FxHashMap<String, usize>,
    demonyms: FxHashMap<String, usize>,
    seats: FxHashMap<String, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("data/countries.tsv")));

/// Combining forms of names of countries, and codes.
static COMBINING: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/combining.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Countries whose name is older than the one they share a demonym with.
const DEMONYM_PREFERENCES: [(&str, &str); 3] = [("congolese", "CD"), ("dominican", "DO"), ("korean", "KR")];

/// Returns the country with the ISO 3166-1 alpha-2 code `code`.
pub fn country(code: &str) -> Option<&'static Country> {
    TABLE.codes.get(code).map(|&row| &TABLE.countries[row])
}

/// Returns the country of that name, case, accents and a leading article apart.
pub fn by_name(name: &str) -> Option<&'static Country> {
    look(&TABLE.names, name)
}

/// Returns the country whose people are called `word`: `Qatari`, `Spaniards`.
pub fn by_demonym(word: &str) -> Option<&'static Country> {
    look(&TABLE.demonyms, word)
}

/// Returns the country that `word` stands for in one word with another:
/// *Sino* of *Sino-Soviet*, *Israeli* of *Israeli-Egyptian*, *India* of
/// *India-Pakistan*.
pub fn by_part(word: &str) -> Option<&'static Country> {
    let combining = || country(COMBINING.get(fold(word).as_str())?);
    by_demonym(word).or_else(|| by_name(word)).or_else(combining)
}

/// Returns the country whose government `name` stands for: `Beijing`, `the Kremlin`.
pub fn by_seat(name: &str) -> Option<&'static Country> {
    look(&TABLE.seats, name)
}

/// Returns the country in row `row` of the table, as `places.bin` counts.
pub(super) fn at(row: usize) -> Option<&'static Country> {
    TABLE.countries.get(row)
}

fn look(map: &'static FxHashMap<String, usize>, name: &str) -> Option<&'static Country> {
    let folded = fold(name);
    let row = map.get(&folded).or_else(|| map.get(folded.strip_prefix("the ")?))?;
    Some(&TABLE.countries[*row])
}

fn read(text: &'static str) -> Table {
    let list = |cell: &'static str| cell.split('|').filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let countries: Vec<Country> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [code, name, _, seats, demonyms, others, ..] = cells[..] else { return None };
            Some(Country { code, name, demonyms: list(demonyms), seats: list(seats), others: list(others) })
        })
        .collect();
    index(countries)
}

fn index(countries: Vec<Country>) -> Table {
    let mut table = Table {
        codes: countries.iter().enumerate().map(|(row, country)| (country.code, row)).collect(),
        countries: Vec::new(),
        names: FxHashMap::default(),
        demonyms: FxHashMap::default(),
        seats: FxHashMap::default(),
    };
    for (row, country) in countries.iter().enumerate() {
        for name in std::iter::once(&country.name).chain(&country.others) {
            table.names.entry(fold(name)).or_insert(row);
        }
        for demonym in &country.demonyms {
            let folded = fold(demonym);
            table.demonyms.entry(format!("{folded}s")).or_insert(row);
            table.demonyms.entry(folded).or_insert(row);
        }
        for seat in &country.seats {
            table.seats.entry(fold(seat)).or_insert(row);
        }
    }
    for (demonym, code) in DEMONYM_PREFERENCES {
        table.demonyms.insert(demonym.to_owned(), table.codes[code]);
    }
    // Moscow and Belgrade speak for states that exist.
    for (seat, code) in [("moscow", "RU"), ("belgrade", "RS"), ("prague", "CZ")] {
        table.seats.insert(seat.to_owned(), table.codes[code]);
    }
    table.countries = countries;
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_demonyms_and_seats() {
        let code = |country: Option<&Country>| country.map(|country| country.code);
        assert_eq!(code(by_name("The Netherlands")), Some("NL"));
        assert_eq!(code(by_name("USSR")), Some("SU"));
        assert_eq!(code(by_name("Republic of Korea")), Some("KR"));
        assert_eq!(code(by_demonym("qatari")), Some("QA"));
        assert_eq!(code(by_demonym("Spaniards")), Some("ES"));
        assert_eq!(code(by_demonym("Congolese")), Some("CD"));
        assert_eq!(code(by_seat("the Kremlin")), Some("RU"));
        assert_eq!(code(by_seat("Beijing")), Some("CN"));
        assert_eq!(code(by_seat("Atlantis")), None);
    }
}
