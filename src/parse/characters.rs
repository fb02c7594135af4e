//! One way to write each character: line ends, spaces, invisible characters, accents.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Returns `text` with `\n` as its only line end and the space as its only
/// space, without control and invisible formatting characters, composed (NFC).
/// Tabs stay, since they may separate columns.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let Some(first) = text.char_indices().find(|(_, c)| class(*c) != Class::Kept).map(|(at, _)| at) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut composes = false;
    let mut chars = text[first..].chars().peekable();
    while let Some(c) = chars.next() {
        match class(c) {
            Class::Kept => out.push(c),
            Class::Combining => {
                composes = true;
                out.push(c);
            }
            Class::Space => out.push(' '),
            Class::Newline if c == '\r' && chars.peek() == Some(&'\n') => {}
            Class::Newline => out.push('\n'),
            Class::Dropped => {}
        }
    }
    Cow::Owned(if composes { out.nfc().collect() } else { out })
}

#[derive(PartialEq, Eq)]
enum Class {
    Kept,
    /// Joins with the character before it.
    Combining,
    Space,
    Newline,
    Dropped,
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\t' | ' '..='~' => Class::Kept,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Newline,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Class::Space,
        // Hyphenation and joining hints, marks of direction, byte-order marks;
        // the joiners U+200C and U+200D carry meaning and stay.
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Class::Dropped,
        '\u{2060}'..='\u{206f}' | '\u{feff}' => Class::Dropped,
        _ if c.is_control() => Class::Dropped,
        '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}' | '\u{3099}' | '\u{309a}' => Class::Combining,
        _ => Class::Kept,
    }
}

/// Appends the words of `text` to `out` with single spaces between them and
/// none at its ends, and tells whether there were any.
pub(super) fn push_words(out: &mut String, text: &str) -> bool {
    let start = out.len();
    for word in text.split_ascii_whitespace() {
        if out.len() > start {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.len() > start
}

/// Returns `text` on one line, cleaned, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_words(&mut line, &clean(text));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_written_one_way() {
        let check = |text: &str, expected: &str| assert_eq!(clean(text), expected, "{text:?}");
        check("plain\ttext\n", "plain\ttext\n");
        check("a\r\nb\rc\u{2028}d", "a\nb\nc\nd");
        check("10\u{a0}km, Biden-\u{2060}Harris, co\u{ad}operate\u{200b}", "10 km, Biden-Harris, cooperate");
        check("Zu\u{308}rich\u{7}", "Zürich");
        check("\u{feff}می\u{200c}رود", "می\u{200c}رود");
        assert_eq!(one_line("  President\u{a0}Biden \n meets\t"), "President Biden meets");
    }
}
