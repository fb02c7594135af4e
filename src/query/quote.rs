//! When and how words and values are quoted, so that what is printed parses back.

use std::fmt::{self, Write};

/// Words that are operators when they stand alone.
const OPERATORS: [&str; 3] = ["AND", "OR", "NOT"];

/// Tells whether `c` may stand in an unquoted word, though not everywhere.
pub(super) fn is_word_char(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_quote(c) && !"():~^*?\\".contains(c)
}

/// Tells whether `c` opens and closes phrases.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}')
}

/// Tells whether `c` means something at the beginning of a word.
fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '=' | '/')
}

/// Tells whether `text` is an operator, with or without a distance.
pub(super) fn is_operator(text: &str) -> bool {
    let name = text.split('/').next().unwrap_or("");
    OPERATORS.contains(&text) || matches!(name, "NEAR" | "ADJ")
}

/// Writes a word of the text, with a backslash before what would not be read as a part of it.
pub(super) fn write_word(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    for (number, c) in word.chars().enumerate() {
        let first = number == 0 && (is_sign(c) || is_operator(word));
        if first || !is_word_char(c) {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

/// Writes the value of a field, quoted unless it is one plain word; `*` and
/// `?` are escaped unless they leave letters open.
pub(super) fn write_value(f: &mut fmt::Formatter<'_>, value: &str, wildcard: bool) -> fmt::Result {
    let may_stand = |c| c == '-' || c == '_' || c == '.' || c == '/' || (wildcard && matches!(c, '*' | '?'));
    let starts_well = value.starts_with(|c: char| c.is_alphanumeric() || c == '*' || c == '?');
    let bare =
        starts_well && value.chars().all(|c| c.is_alphanumeric() || may_stand(c)) && !is_operator(value);
    if bare { f.write_str(value) } else { write_between_quotes(f, value, !wildcard) }
}

/// Writes `text` between double quotes, as a phrase.
pub(super) fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write_between_quotes(f, text, false)
}

fn write_between_quotes(f: &mut fmt::Formatter<'_>, text: &str, escape_wildcards: bool) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if is_quote(c) || c == '\\' || (escape_wildcards && matches!(c, '*' | '?')) {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
