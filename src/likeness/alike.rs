//! In what way two spellings of a person's full name may be one name.

use super::{content, generations_agree, is_particle, nickname, skeleton};

/// The way in which two names are alike, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    /// A letter or two differ.
    Slip,
    /// One has a word more in front: a headline's adjective, or a first name that is not used.
    Prefix,
    /// They sound alike: `Haniyeh` and `Haniya`.
    Sound,
    /// One has a short form of the other's given name.
    Nickname,
    /// One has middle names, initials or particles that the other leaves out.
    Middle,
    /// The same letters or words, parted or ordered otherwise.
    Spacing,
}

impl Alike {
    /// Returns the way as a phrase for reasons.
    pub fn reason(self) -> &'static str {
        match self {
            Alike::Slip => "a spelling a letter away",
            Alike::Prefix => "the name with a word in front",
            Alike::Sound => "another transliteration",
            Alike::Nickname => "a short form of the given name",
            Alike::Middle => "the name with or without middle names",
            Alike::Spacing => "the same words otherwise parted",
        }
    }
}

/// Tells in what way two full names, as folded words, may be one person's;
/// none where their surnames or given names differ.
pub fn alike(a: &[String], b: &[String]) -> Option<Alike> {
    if !generations_agree(a, b) {
        return None;
    }
    let (x, y) = (content(a), content(b));
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort_unstable();
        words
    };
    if a.concat() == b.concat() || (x.len() > 1 && sorted(&x) == sorted(&y) && initials_agree(a, b)) {
        return Some(Alike::Spacing);
    }
    if x.len() < 2 || y.len() < 2 {
        return initial(a, b);
    }
    if x.len() == y.len() {
        return words_alike(&x, &y).filter(|_| initials_agree(a, b));
    }
    let (short, long) = if x.len() < y.len() { (&x, &y) } else { (&y, &x) };
    if long.len() == short.len() + 1 && long.ends_with(short) {
        return Some(Alike::Prefix);
    }
    let ends = [short[0], short[short.len() - 1]];
    let within = words_alike(&ends, &[long[0], long[long.len() - 1]])?;
    let rest = &short[1..short.len() - 1];
    let kept = rest.iter().all(|word| long.contains(word));
    kept.then_some(within.min(Alike::Middle))
}

/// `J. Ek` and `John Ek`: an initial for the given name.
fn initial(a: &[String], b: &[String]) -> Option<Alike> {
    let (x, y) = (a.first()?, b.first()?);
    let short = x.chars().count() == 1 || y.chars().count() == 1;
    let fits =
        short && a.len() > 1 && b.len() > 1 && x.chars().next() == y.chars().next() && a.last() == b.last();
    fits.then_some(Alike::Slip)
}

/// Compares names word by word: all alike, and one of them equal or all by sound.
fn words_alike(a: &[&str], b: &[&str]) -> Option<Alike> {
    let mut weakest = Alike::Spacing;
    let mut equal = 0;
    for (x, y) in a.iter().zip(b) {
        let alike = word_alike(x, y)?;
        equal += usize::from(alike >= Alike::Sound);
        weakest = weakest.min(alike);
    }
    // A slip in one word is likely only where another is right.
    let enough = equal > 0 || weakest >= Alike::Sound;
    enough.then_some(if weakest == Alike::Spacing { Alike::Middle } else { weakest })
}

fn word_alike(a: &str, b: &str) -> Option<Alike> {
    if a == b {
        return Some(Alike::Spacing);
    }
    if nickname(a, b) {
        return Some(Alike::Nickname);
    }
    let (shorter, longer) =
        (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    let same_start = a.chars().next() == b.chars().next();
    if shorter > 3 && skeleton(a) == skeleton(b) {
        return Some(Alike::Sound);
    }
    let slips = if longer < 6 {
        0
    } else if longer < 10 {
        1
    } else {
        2
    };
    (shorter > 4 && same_start && strsim::osa_distance(a, b) <= slips).then_some(Alike::Slip)
}

/// Tells whether the initials of one name are among those of the other.
fn initials_agree(a: &[String], b: &[String]) -> bool {
    let initials = |form: &[String]| -> Vec<char> {
        form.iter()
            .skip(1)
            .filter(|word| !is_particle(word))
            .filter(|word| word.chars().count() == 1)
            .filter_map(|word| word.chars().next())
            .collect()
    };
    let (x, y) = (initials(a), initials(b));
    x.is_empty() || y.is_empty() || x == y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::fold;

    /// Checks in what way `a` and `b` are alike.
    fn check(a: &str, b: &str, expected: Option<Alike>) {
        let form = |name: &str| fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(alike(&form(a), &form(b)), expected, "{a}, {b}");
        assert_eq!(alike(&form(b), &form(a)), expected, "{b}, {a}");
    }

    #[test]
    fn spellings_of_full_names() {
        check("Ismail Haniyeh", "Ismail Haniya", Some(Alike::Sound));
        check("Kim Jong-un", "Kim Jong Un", Some(Alike::Spacing));
        check("Abe Shinzo", "Shinzo Abe", Some(Alike::Spacing));
        check("Joe Marsh", "Joseph Marsh", Some(Alike::Nickname));
        check("Bo Q. Ekman", "Bo Ekman", Some(Alike::Spacing));
        check("Anna Maria Ek", "Anna Ek", Some(Alike::Middle));
        check("George W. Marsh", "George H. W. Marsh", None);
        check("Yousef al-Rashedi", "Youssef Al Rashidi", Some(Alike::Slip));
        check("Steely Ann Ek", "Ann Ek", Some(Alike::Prefix));
        check("Joe Q. Marsh Jr.", "Joe Marsh", Some(Alike::Spacing));
        check("Joe Q. Marsh Jr.", "Joe Q. Marsh, Sr.", None);
        check("Joe Marsh", "Joe Marsh Sr.", None);
        check("Joe Marsh", "Jill Marsh", None);
        check("Anna Ekberg", "Anna Eklund", None);
    }
}
