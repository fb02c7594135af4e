//! Forms of address inside names: `HE Wang Jiahe`, `H.E. Mr. Ur`.

use std::sync::LazyLock;

use super::draft::form;

static HONORIFICS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("data/honorifics.txt").lines().filter(|line| !line.starts_with('#'));
    let mut all: Vec<Vec<&'static str>> = Vec::new();
    for line in lines {
        let words: Vec<&'static str> = line.split_whitespace().collect();
        // The first line lists forms of one word.
        if all.is_empty() { all.extend(words.iter().map(|word| vec![*word])) } else { all.push(words) }
    }
    all
});

/// Returns a person's name without the forms of address in front of it.
///
/// `HE` is one only before two words or more: `HE Lin` is a man called He.
pub fn bare(name: &str) -> &str {
    let mut rest = name.trim_start();
    while let Some(shorter) = without_first(rest) {
        rest = shorter;
    }
    rest
}

/// Returns the name behind its first form of address, if it has one and something is left.
fn without_first(name: &str) -> Option<&str> {
    if let Some(rest) = name.strip_prefix("HE ").filter(|rest| rest.trim().contains(char::is_whitespace)) {
        return Some(rest.trim_start());
    }
    let parts = name.match_indices(char::is_whitespace).map(|(at, _)| at).take(3);
    let address = |at: &usize| {
        let first = form(&name[..*at]);
        HONORIFICS.iter().any(|words| first == *words)
    };
    let end = parts.filter(address).last()?;
    Some(name[end..].trim_start()).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn forms_of_address_are_taken_away() {
        for (name, expected) in [
            ("HE Wang Jiahe", "Wang Jiahe"),
            ("H.E. Mr. Bo Ur", "Bo Ur"),
            ("His Excellency Bo Ur", "Bo Ur"),
            ("HE Lin", "HE Lin"),
            ("Henry Ek", "Henry Ek"),
            ("Mr.", "Mr."),
            ("", ""),
        ] {
            assert_eq!(bare(name), expected, "{name}");
        }
    }
}
