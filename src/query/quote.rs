//! When and how words and values are quoted, so that what is printed parses back.

use std::fmt::{self, Write};

/// Words that are operators when they stand alone, in any case that matters.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];

/// Tells whether `c` may stand in an unquoted word.
pub(super) fn is_word_char(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"()\"“”„:~^*?/=<>\\".contains(c)
}

/// Tells whether `text` read without quotes is this one word.
fn is_bare(text: &str) -> bool {
    let starts_well = text.chars().next().is_some_and(|c| is_word_char(c) && c != '-' && c != '+');
    starts_well && text.chars().all(is_word_char) && !text.contains("..") && !OPERATORS.contains(&text)
}

/// Writes a word of the text; with a backslash before what would not be read as a part of it.
pub(super) fn write_word(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    if is_bare(word) {
        return f.write_str(word);
    }
    for (number, c) in word.chars().enumerate() {
        let first = number == 0 && (matches!(c, '-' | '+') || OPERATORS.contains(&word));
        if first || !is_word_char(c) || c == '.' {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

/// Writes the value of a field, quoted unless it is one plain word or a wildcard.
pub(super) fn write_value(f: &mut fmt::Formatter<'_>, value: &str, wildcard: bool) -> fmt::Result {
    if wildcard || is_bare(value) {
        return write_escaped_wildcard(f, value);
    }
    write_quoted(f, value)
}

/// Writes a value whose `*` and `?` stay open.
fn write_escaped_wildcard(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    for c in value.chars() {
        if !is_word_char(c) && !matches!(c, '*' | '?') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

/// Writes `text` between double quotes.
pub(super) fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
