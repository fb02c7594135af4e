//! Whether two full names of persons are one within an article.

use super::{generations_agree, nickname, skeleton};

/// Tells whether two full names, as folded words, are those of one person
/// when one article uses both: equal, one with middle names or initials more,
/// a short form of the given name, or a spelling mistake away.
pub fn same_person(a: &[String], b: &[String]) -> bool {
    if !generations_agree(a, b) {
        return false;
    }
    let (a, b) = (words(a), words(b));
    if a == b {
        return true;
    }
    let (Some(first), Some(last), Some(other_first), Some(other_last)) =
        (a.first(), a.last(), b.first(), b.last())
    else {
        return false;
    };
    if a.len() == b.len() && a.len() > 1 {
        return a.iter().zip(&b).filter(|(x, y)| x != y).all(|(x, y)| close(x, y))
            && a.iter().zip(&b).any(|(x, y)| x == y && x.len() > 1);
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let ends = last == other_last && (first == other_first || close(first, other_first));
    short.len() > 1 && (ends || long.ends_with(short) || long.starts_with(short))
}

fn words(form: &[String]) -> Vec<&str> {
    let small = |word: &&str| !matches!(*word, "al" | "el" | "jr" | "sr" | "bin" | "ibn" | "ben");
    form.iter().map(String::as_str).filter(small).collect()
}

/// Tells whether two words of names are one: an initial and its name, a
/// nickname, or a longer word with a slip.
fn close(a: &str, b: &str) -> bool {
    let initial = (a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next();
    let (shorter, longer) =
        (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    let slips = if longer < 5 {
        0
    } else if longer < 9 {
        1
    } else {
        2
    };
    let slip = shorter > 3 && a.chars().next() == b.chars().next() && strsim::osa_distance(a, b) <= slips;
    let sound = shorter > 3 && skeleton(a) == skeleton(b);
    initial || nickname(a, b) || slip || sound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::fold;

    #[test]
    fn spellings_of_one_person() {
        let form = |name: &str| fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let same = |a: &str, b: &str| same_person(&form(a), &form(b));
        assert!(same("Ismail Haniyeh", "Ismail Haniya"));
        assert!(same("Joe Marsh", "Joseph Q. Marsh Jr."));
        assert!(same("A. Ek", "Anna Ek"));
        assert!(!same("Joe Marsh", "Jill Marsh"));
        assert!(!same("Uday Hussein", "Qusay Hussein"));
        assert!(!same("Anna Ek", "Anna Ur"));
        assert!(!same("Khalid bin Omar bin Said", "Omar bin Said"));
        assert!(same("Khalid bin Omar bin Said", "Khalid bin Omar"));
    }
}
