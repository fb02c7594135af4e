//! Slugs: the words with which agencies open a headline, tied to it by a
//! hyphen, as in `Tennis-Adler beats Prates` or `UPDATE 2-Envoys meet`.

use std::sync::LazyLock;

/// The longest slug in bytes.
const LONGEST: usize = 24;

/// Slugs in lower case, sorted; `1` stands for any number.
static SLUGS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("data/slugs.txt").lines().collect());

/// Returns where the hyphen stands that ties a slug to the rest of the word in
/// `text[start..end]`, if all of the line before it is a slug.
pub fn hyphen(text: &str, start: usize, end: usize) -> Option<usize> {
    let hyphen = start + text[start..end].find('-')?;
    let before = &text.as_bytes()[..hyphen];
    let seen = before.iter().rev().take(LONGEST + 1).take_while(|byte| **byte != b'\n').count();
    let slug = text.get(hyphen - seen..hyphen).filter(|_| seen <= LONGEST)?;
    let raised = text[hyphen + 1..end].starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_slug = |slug: &str| SLUGS.binary_search(&slug).is_ok();
    (raised && is_slug(&numbers_alike(slug.trim_start()))).then_some(hyphen)
}

fn numbers_alike(slug: &str) -> String {
    slug.chars().map(|c| if c.is_ascii_digit() { '1' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_opens_its_line() {
        let cut = |text: &str, word: &str| {
            let start = text.find(word).expect("the text holds the word");
            hyphen(text, start, start + word.len()).map(|hyphen| text[..hyphen].to_owned())
        };
        assert_eq!(cut("Tennis-Adler wins", "Tennis-Adler"), Some("Tennis".into()));
        assert_eq!(cut("Talks\nUPDATE 2-Envoys meet", "2-Envoys"), Some("Talks\nUPDATE 2".into()));
        assert_eq!(cut("Motor racing-Haddad first", "racing-Haddad"), Some("Motor racing".into()));
        assert_eq!(cut("He saw a Tennis-Adler poster", "Tennis-Adler"), None);
        assert_eq!(cut("Tennis-playing envoys", "Tennis-playing"), None);
        assert_eq!(cut("Al-Thani met Adler", "Al-Thani"), None);
        assert_eq!(cut("ÄÄÄÄÄÄÄÄÄÄÄÄÄ Tennis-Adler", "Tennis-Adler"), None);
    }

    #[test]
    fn slugs_are_sorted_and_short() {
        assert!(SLUGS.is_sorted());
        assert!(SLUGS.iter().all(|slug| slug.len() <= LONGEST));
    }
}
