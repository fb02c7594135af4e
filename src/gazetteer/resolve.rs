//! Which place of that name an article means.

use super::places::{Record, look, record};
use super::{abbreviations, countries};
use crate::document::{Place, PlaceKind};
use crate::likeness::fold;

/// What an article tells about where its places lie.
#[derive(Clone, Debug, Default)]
pub struct Context<'a> {
    /// Country codes with the number of mentions that point to each: names of
    /// countries, demonyms, places that lie in one country only.
    pub countries: Vec<(&'a str, u32)>,
    /// The country of the dateline or of the publisher.
    pub home: Option<&'a str>,
    /// The name behind a comma: `Texas` of `Paris, Texas`, or `Tex.`, or `TX`.
    pub container: Option<&'a str>,
    /// The regions that the article speaks of, of [`regions`].
    pub regions: Vec<u32>,
}

/// Returns the regions below countries that `name` may mean, as
/// [`Context::regions`] counts them.
pub fn regions(name: &str) -> impl Iterator<Item = u32> {
    let folded = fold(name);
    let found: Vec<u32> = look(&folded)
        .filter(|(found, _)| found.kind == PlaceKind::Region && found.country.is_some())
        .map(|(found, _)| found.index)
        .collect();
    found.into_iter()
}

/// Returns the one country in which every region and city of that name lies;
/// none for names of countries.
pub fn sole_country(name: &str) -> Option<&'static str> {
    let folded = fold(name);
    let mut codes = look(&folded).map(|(found, _)| {
        let below = matches!(found.kind, PlaceKind::Region | PlaceKind::City);
        if below { code(&found) } else { None }
    });
    let first = codes.next()??;
    codes.all(|code| code == Some(first)).then_some(first)
}

/// Returns the place that `name` means in `context`.
///
/// The likeliest place of that name is the one that most people live in, with
/// more weight for countries, capitals and names kept by hand; a container
/// that fits decides, and the countries that the article speaks of move places
/// up that are up to a hundred times smaller.
///
/// ```
/// use dateline::gazetteer::{Context, resolve};
/// let doha = resolve("Doha", &Context::default()).expect("a capital is known");
/// assert_eq!(doha.path, ["Asia", "Qatar", "Doha"]);
/// ```
pub fn resolve(name: &str, context: &Context) -> Option<Place> {
    let folded = fold(name);
    let folded = if known_folded(&folded) {
        &folded
    } else {
        folded.strip_prefix("the ").or_else(|| abbreviations::always(&folded))?
    };
    // What a place is called in another language yields to a seat of government
    // or a region that is called so in English.
    let known = |found: &Record| found.curated || found.capital;
    let kept = look(folded).any(|(found, alternate)| known(&found) && !alternate);
    let best = look(folded)
        .filter(|(found, alternate)| !kept || !alternate || known(found))
        .map(|(found, alternate)| (score(&found, alternate, context), found))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.index.cmp(&a.1.index)))?;
    Some(place(&best.1))
}

/// Tells whether the gazetteer has a place of that name.
pub fn known(name: &str) -> bool {
    let folded = fold(name);
    known_folded(&folded) || abbreviations::always(&folded).is_some()
}

fn known_folded(folded: &str) -> bool {
    look(folded).next().is_some()
}

fn score(place: &Record, alternate: bool, context: &Context) -> f32 {
    let code = code(place);
    let total: u32 = context.countries.iter().map(|(_, count)| count).sum();
    let share = context.countries.iter().find(|(c, _)| Some(*c) == code).map_or(0.0, |(_, count)| {
        // One mention alone is weak ground.
        *count as f32 / (total as f32 + 1.0)
    });
    let mut score = (place.inhabitants.max(100) as f32).log10();
    score += match place.kind {
        PlaceKind::Continent | PlaceKind::Country => 1.2,
        PlaceKind::Region if place.curated => 0.5,
        PlaceKind::Region => -0.8,
        PlaceKind::City => 0.0,
        PlaceKind::Feature => 0.0,
    };
    score += if place.capital { 1.0 } else { 0.0 };
    score -= if alternate { 1.0 } else { 0.0 };
    score += 2.2 * share;
    score += if code.is_some() && context.home == code { 0.4 } else { 0.0 };
    score += if above(place).any(|above| context.regions.contains(&above.index)) { 1.5 } else { 0.0 };
    score + if context.container.is_some_and(|name| lies_in(place, name)) { 10.0 } else { 0.0 }
}

/// Tells whether the container's name leads to `place`'s country or a region above it.
fn lies_in(place: &Record, container: &str) -> bool {
    let folded = fold(container);
    let folded = abbreviations::of_region(&folded).map_or(folded, str::to_owned);
    above(place).any(|above| look(&folded).any(|(found, _)| found.index == above.index))
}

fn code(place: &Record) -> Option<&'static str> {
    place.country.and_then(|row| countries::at(row.into())).map(|country| country.code)
}

/// Returns what holds `place`, from the nearest up to the continent.
fn above(place: &Record) -> impl Iterator<Item = Record> {
    std::iter::successors(place.parent.map(record), |above| above.parent.map(record))
}

fn place(found: &Record) -> Place {
    let mut path: Vec<String> = above(found).map(|above| above.name().to_owned()).collect();
    path.reverse();
    path.push(found.name().to_owned());
    Place {
        name: found.name().to_owned(),
        path,
        kind: found.kind,
        country: code(found).map(str::to_owned),
        latitude: found.latitude,
        longitude: found.longitude,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the path that `name` resolves to, its parts joined with `/`.
    fn check(name: &str, context: Context, path: &str) {
        let found = resolve(name, &context).map(|place| place.path.join("/"));
        assert_eq!(found.as_deref(), Some(path).filter(|path| !path.is_empty()), "{name}");
    }

    fn about<'a>(code: &'a str, count: u32) -> Context<'a> {
        Context { countries: vec![(code, count)], ..Context::default() }
    }

    #[test]
    fn the_likeliest_place_without_context() {
        check("Qatar", Context::default(), "Asia/Qatar");
        check("the Netherlands", Context::default(), "Europe/Netherlands");
        check("Beijing", Context::default(), "Asia/China/Beijing");
        check("Peking", Context::default(), "Asia/China/Beijing");
        check("Paris", Context::default(), "Europe/France/Paris");
        check("Washington", Context::default(), "North America/United States/Washington");
        check("New York", Context::default(), "North America/United States/New York/New York");
        check("Gaza", Context::default(), "Asia/Palestinian territories/Gaza Strip");
        check("Kashmir", Context::default(), "Asia/Kashmir");
        check("the Sahel", Context::default(), "Africa/Sahel");
        check("Xinjiang", Context::default(), "Asia/China/Xinjiang");
        check("Soviet Union", Context::default(), "Europe/Soviet Union");
        check("White House", about("MA", 20), "North America/United States/Washington/White House");
        check("Jordan", Context::default(), "Asia/Jordan");
        check("Nowhereville-upon-Nothing", Context::default(), "");
    }

    #[test]
    fn regions_and_abbreviations_decide() {
        let inside = |name| Context { container: Some(name), ..Context::default() };
        let oregon = "North America/United States/Oregon/Portland";
        let maine = "North America/United States/Maine/Portland";
        check("Portland", Context::default(), oregon);
        check("Portland", inside("Me."), maine);
        check("Portland", inside("ME"), maine);
        check("Portland", Context { regions: regions("Maine").collect(), ..about("US", 3) }, maine);
        check("D.C.", Context::default(), "North America/United States/Washington");
        assert_eq!(
            (sole_country("Saskatchewan"), sole_country("Georgia"), sole_country("Qatar")),
            (Some("CA"), None, None)
        );
    }

    #[test]
    fn the_article_decides_between_namesakes() {
        check("Georgia", Context::default(), "Asia/Georgia");
        check("Georgia", about("US", 20), "North America/United States/Georgia");
        check("Georgia", about("GE", 3), "Asia/Georgia");
        check("Paris", about("US", 20), "Europe/France/Paris");
        let texas = Context { container: Some("Texas"), ..Context::default() };
        check("Paris", texas, "North America/United States/Texas/Paris");
        check("Birmingham", about("US", 9), "North America/United States/Alabama/Birmingham");
        check("Birmingham", about("GB", 2), "Europe/United Kingdom/England/Birmingham");
    }
}
