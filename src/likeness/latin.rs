//! Latin letters for Cyrillic and Greek ones, as news transliterates them.

/// Returns `text` with Cyrillic and Greek letters in Latin ones, all others as they are.
pub fn latin(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match letter(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

fn letter(c: char) -> Option<&'static str> {
    const CYRILLIC: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    const GREEK: [&str; 25] = [
        "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t",
        "y", "f", "ch", "ps", "o",
    ];
    match c {
        'а'..='я' => CYRILLIC.get(c as usize - 'а' as usize).copied(),
        'ё' => Some("e"),
        'і' | 'ї' => Some("i"),
        'є' => Some("ye"),
        'ґ' => Some("g"),
        'ў' => Some("u"),
        'ј' => Some("j"),
        'љ' => Some("lj"),
        'њ' => Some("nj"),
        'ћ' | 'ђ' => Some("c"),
        'α'..='ω' => GREEK.get(c as usize - 'α' as usize).copied(),
        _ => None,
    }
}
