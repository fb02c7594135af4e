//! One number for how alike two names of persons or bodies are.

use super::{fold, nickname, skeleton};

/// Words that say what sort of company it is, folded, and one spelling for each.
const FORMS: [(&str, &str); 30] = [
    ("limited", "ltd"),
    ("ltd", "ltd"),
    ("incorporated", "inc"),
    ("inc", "inc"),
    ("corporation", "inc"),
    ("corp", "inc"),
    ("company", "co"),
    ("co", "co"),
    ("llc", "llc"),
    ("lc", "llc"),
    ("gmbh", "gmbh"),
    ("ag", "ag"),
    ("sa", "sa"),
    ("plc", "plc"),
    ("ooo", "llc"),
    ("oao", "jsc"),
    ("jsc", "jsc"),
    ("pjsc", "jsc"),
    ("pao", "jsc"),
    ("zao", "jsc"),
    ("bv", "bv"),
    ("nv", "nv"),
    ("spa", "sa"),
    ("sarl", "llc"),
    ("lp", "lp"),
    ("llp", "lp"),
    ("srl", "llc"),
    ("kg", "kg"),
    ("pty", "ltd"),
    ("holding", "holdings"),
];

/// Words without weight, folded.
const SMALL: [&str; 18] = [
    "the", "of", "and", "for", "a", "de", "la", "al", "el", "mr", "mrs", "ms", "dr", "sir", "sheikh",
    "shaikh", "von", "van",
];

/// Returns how alike two names are, from 0 to 1.
///
/// Words are paired, each with its best partner in whatever order; the weight
/// of those without a partner counts against the names. Numbers must be equal.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let joined = |words: &[String]| words.concat();
    if joined(&a) == joined(&b) {
        return 1.0;
    }
    let paired = pair(&a, &b);
    let spelled = spelled_alike(&joined(&a), &joined(&b));
    paired.max(spelled)
}

/// Names written in one go are compared letter by letter, more strictly.
fn spelled_alike(a: &str, b: &str) -> f64 {
    let longer = a.chars().count().max(b.chars().count());
    let distance = strsim::osa_distance(a, b);
    if distance > 2 { 0.0 } else { 0.97 - distance as f64 * 1.1 / longer as f64 }
}

fn words(name: &str) -> Vec<String> {
    let folded = fold(&super::latin::latin(name));
    let mut words: Vec<String> = Vec::new();
    let mut letters = 0;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        // The letters of `C. K.` are one word.
        if word.chars().count() == 1 && letters > 0 {
            if let Some(last) = words.last_mut() {
                last.push_str(word);
            }
        } else {
            words.push(word.to_owned());
        }
        letters = if word.chars().count() == 1 { letters + 1 } else { 0 };
    }
    for word in &mut words {
        if let Some((_, form)) = FORMS.iter().find(|(written, _)| written == word) {
            *word = (*form).to_owned();
        }
    }
    words
}

/// Pairs the words, best first, and weighs what is left.
fn pair(a: &[String], b: &[String]) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let alike = word_similarity(x, y);
            if alike > 0.0 {
                pairs.push((alike, i, j));
            }
        }
    }
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let (mut sum, mut total) = (0.0, 0.0);
    for (alike, i, j) in pairs {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            let weight = weight(&a[i]).max(weight(&b[j]));
            sum += alike * weight;
            total += weight;
        }
    }
    let left = |words: &[String], used: &[bool]| -> f64 {
        words.iter().zip(used).filter(|(_, used)| !**used).map(|(word, _)| weight(word)).sum()
    };
    let (left_a, left_b) = (left(a, &used_a), left(b, &used_b));
    // Words on one side alone are often left out; words on both sides contradict.
    let penalty = 0.45 * left_a.max(left_b) + 1.2 * left_a.min(left_b);
    if total == 0.0 { 0.0 } else { sum / (total + penalty) }
}

fn weight(word: &str) -> f64 {
    let form = FORMS.iter().any(|(_, form)| *form == word);
    match () {
        _ if SMALL.contains(&word) => 0.15,
        _ if form => 0.2,
        _ if is_number(word) => 1.2,
        _ => 0.5 + (word.chars().count().min(8) as f64) / 10.0,
    }
}

fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
        || matches!(
            word,
            "i" | "ii"
                | "iii"
                | "iv"
                | "v"
                | "vi"
                | "vii"
                | "viii"
                | "ix"
                | "x"
                | "xi"
                | "xii"
                | "xiii"
                | "xiv"
                | "xv"
                | "xx"
        )
}

fn word_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if is_number(a) || is_number(b) {
        return 0.0;
    }
    let (shorter, longer) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    let length = longer.chars().count();
    if shorter.chars().count() == 1 {
        return if longer.starts_with(shorter) { 0.8 } else { 0.0 };
    }
    if nickname(a, b) {
        return 0.93;
    }
    if shorter.chars().count() > 2 && skeleton(a) == skeleton(b) {
        return 0.95;
    }
    let distance = strsim::osa_distance(a, b) as f64;
    let alike = 1.0 - distance / length as f64;
    if alike >= 0.65 { alike } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::similarity;

    #[test]
    fn like_names_are_above_unlike_ones() {
        let like = [
            ("Sergei Lavrin", "Sergey Lavrin"),
            ("Salt Works Ltd", "Salt Works Limited"),
            ("Бо Экман", "Bo Ekman"),
        ];
        let unlike =
            [("Anna Ekman", "Bo Ekman"), ("Salt Fund IV", "Salt Fund V"), ("North Bank", "South Mill")];
        for ((a, b), (c, d)) in like.into_iter().flat_map(|like| unlike.map(|unlike| (like, unlike))) {
            assert!(similarity(a, b) > similarity(c, d), "{a}, {b} against {c}, {d}");
        }
        assert_eq!(similarity("", "Ek"), 0.0);
    }

    /// Scores a table of pairs (`name1`, `name2`, `is_match` in the columns 3, 4, 5) that
    /// `DATELINE_NAME_PAIRS` names: `cargo test --release name_pairs -- --nocapture`.
    #[test]
    fn name_pairs() {
        let Ok(path) = std::env::var("DATELINE_NAME_PAIRS") else { return };
        let mut table = csv::Reader::from_path(path).expect("the table opens");
        let rows: Vec<(f64, bool)> = table
            .records()
            .map(|row| row.expect("a row is well-formed"))
            .map(|row| (similarity(&row[2], &row[3]), &row[4] == "true"))
            .collect();
        let positive = rows.iter().filter(|row| row.1).count();
        let f1 = |threshold: f64| {
            let found: Vec<_> = rows.iter().filter(|row| row.0 >= threshold).collect();
            2.0 * found.iter().filter(|row| row.1).count() as f64 / (found.len() + positive) as f64
        };
        let best = (0..=100).map(|step| f64::from(step) / 100.0).max_by(|a, b| f1(*a).total_cmp(&f1(*b)));
        let best = best.expect("there are thresholds");
        println!("name pairs: F1 {:.4} at {best:.2} of {}", f1(best), rows.len());
        assert!(f1(best) >= 0.80);
    }
}
