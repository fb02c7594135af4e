//! One way to write each character: line ends, spaces, invisible characters, accents.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Returns `text` with `\n` as its only line end and the space as its only
/// space, without control and invisible formatting characters, composed (NFC).
/// Tabs stay, since they may separate columns.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let Some(first) = special(text, 0) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut next, mut composes) = (0, Some(first), false);
    while let Some((at, c, class)) = next {
        out.push_str(&text[copied..at]);
        copied = at + c.len_utf8();
        match class {
            Class::Kept => out.push(c),
            Class::Combining => {
                composes = true;
                out.push(c);
            }
            Class::Space => out.push(' '),
            Class::Newline if c == '\r' && text[copied..].starts_with('\n') => {}
            Class::Newline => out.push('\n'),
            Class::Dropped => {}
        }
        next = special(text, copied);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(if composes { out.nfc().collect() } else { out })
}

/// Returns the next character at or behind `from` that does not stay as it is.
fn special(text: &str, from: usize) -> Option<(usize, char, Class)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(offset) = bytes[at..].iter().position(|byte| SUSPECT[usize::from(*byte)]) {
        at += offset;
        let c = text[at..].chars().next()?;
        let class = class(c);
        if class != Class::Kept {
            return Some((at, c, class));
        }
        at += c.len_utf8();
    }
    None
}

/// The first bytes of the characters that [`class`] does not keep: controls,
/// and in UTF-8 the blocks from U+0080, U+0300, U+1000, U+2000, U+3000, U+F000.
static SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let control = byte < 32 && byte != 9 && byte != 10 || byte == 127;
        suspect[byte] = control || matches!(byte, 0xc2 | 0xcc | 0xcd | 0xe1 | 0xe2 | 0xe3 | 0xef);
        byte += 1;
    }
    suspect
};

#[derive(Clone, Copy, PartialEq, Eq)]
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
    let (start, text) = (out.len(), text.trim_ascii());
    let bytes = text.as_bytes();
    let mut copied = 0;
    while let Some(offset) = gap(&bytes[copied..]) {
        let end = copied + offset;
        out.push_str(&text[copied..end]);
        out.push(' ');
        copied = end + bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }
    out.push_str(&text[copied..]);
    out.len() > start
}

/// Returns where white space other than a single space begins.
fn gap(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(u8::is_ascii_whitespace) {
        at += offset;
        if bytes[at] != b' ' || bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace) {
            return Some(at);
        }
        at += 1;
    }
    None
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
        check("“Quoted” – 中文，한국어 — é", "“Quoted” – 中文，한국어 — é");
        assert_eq!(one_line("  President\u{a0}Biden \n meets\t"), "President Biden meets");
    }
}
