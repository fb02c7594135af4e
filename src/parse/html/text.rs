//! HTML to paragraphs without a tree: for fragments inside other formats, and
//! for pages that no tree can bear.

use markup5ever::data::NAMED_ENTITIES;

use super::super::{characters, paragraphs};
use super::tags::{Piece, pieces};

/// Tells whether `text` holds tags, and not only signs such as `a < b`.
pub(in crate::parse) fn looks_like_markup(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).take(200).any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let known = |names: &[&str]| names.iter().any(|name| rest[..end].eq_ignore_ascii_case(name));
        known(&BLOCKS)
            || known(&["b", "i", "em", "strong", "a", "span", "br", "img", "u", "sup", "sub", "font"])
    })
}

/// Returns the text of an HTML fragment in paragraphs.
pub(in crate::parse) fn fragment(html: &str) -> String {
    text(html, &["template", "svg", "iframe", "noscript", "head"])
}

/// Returns the text of a whole page without its navigation and forms.
pub(super) fn page(html: &str) -> String {
    let skipped = [
        "template", "svg", "iframe", "noscript", "head", "nav", "footer", "aside", "form", "button",
        "select", "menu",
    ];
    text(html, &skipped)
}

/// Elements that begin a new line.
const BLOCKS: [&str; 43] = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "tr",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "hr",
    "form",
    "fieldset",
    "address",
    "tbody",
    "thead",
    "caption",
    "details",
    "summary",
    "title",
    "body",
    "option",
    "center",
    "html",
    "head",
];

fn text(html: &str, skipped: &[&str]) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    // The element that is skipped, and how often it is open.
    let mut skips: Option<(&str, usize)> = None;
    for piece in pieces(html) {
        match (piece, &mut skips) {
            (Piece::Tag { name, closes, .. }, Some((element, depth))) => {
                if name.eq_ignore_ascii_case(element) {
                    *depth = if closes { *depth - 1 } else { *depth + 1 };
                }
                if *depth == 0 {
                    skips = None;
                }
            }
            (Piece::Text(_), Some(_)) => {}
            (Piece::Tag { name, closes, inner }, None) => {
                let skip = skipped.iter().find(|element| name.eq_ignore_ascii_case(element));
                match skip {
                    Some(element) if !closes && !inner.ends_with('/') => skips = Some((element, 1)),
                    _ => push_break(&mut out, name),
                }
            }
            // Line breaks of the source are spaces; breaks that count are made by tags.
            (Piece::Text(text), None) => push_resolved(&mut out, text),
        }
    }
    paragraphs::reflow_text(&characters::clean(&out))
}

fn push_break(out: &mut String, name: &str) {
    if name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th") {
        out.push(' ');
    } else if name.eq_ignore_ascii_case("br") {
        out.push('\n');
    } else if BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block)) {
        out.push_str("\n\n");
    }
}

/// Returns `text` with its character references resolved.
pub(super) fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_resolved(&mut out, text);
    out
}

fn push_resolved(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'&', b'\n', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let reference = rest[at..].strip_prefix('&').and_then(reference);
        match reference {
            Some((first, second, length)) => {
                out.push(first);
                out.extend(second);
                rest = &rest[at + 1 + length..];
            }
            None => {
                out.push(if rest.as_bytes()[at] == b'\n' { ' ' } else { '&' });
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
}

/// Reads the reference at the start of `rest`, behind its `&`, and returns its
/// characters and its length.
fn reference(rest: &str) -> Option<(char, Option<char>, usize)> {
    let end = rest.bytes().take(34).position(|byte| byte == b';')?;
    let name = &rest[..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((character(code)?, None, end + 1));
    }
    let (first, second) = NAMED_ENTITIES.get(&rest[..=end])?;
    let second = char::from_u32(*second).filter(|c| *c != '\0');
    Some((char::from_u32(*first).filter(|c| *c != '\0')?, second, end + 1))
}

/// Returns the character of a code; those of windows-1252 stand for C1 controls (WHATWG).
fn character(code: u32) -> Option<char> {
    if (0x80..0xa0).contains(&code) {
        let byte = [code as u8];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next();
    }
    char::from_u32(code).filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_become_paragraphs() {
        let check = |html: &str, expected: &str| assert_eq!(fragment(html), expected, "{html}");
        check(
            "<p>They <b>met</b> in\nDoha.</p><p>Then&nbsp;left &amp; &#8220;slept&#x201d;.</p>",
            "They met in Doha.\n\nThen left & “slept”.",
        );
        check("One<br/>Two<!-- <p>no</p> --><script>if (a<b) {}</script>", "One\n\nTwo");
        check("<table><tr><td>1</td><td>2</td></tr></table>", "1 2");
        check("a < b & c &unknown; <", "a < b & c &unknown; <");
        check("<a title=\"x > y\">link</a>", "link");
        check("<svg><text>no</text></svg>yes", "yes");
        check("", "");
    }

    #[test]
    fn markup_is_told_from_signs() {
        assert!(looks_like_markup("They <em>met</em>."));
        assert!(!looks_like_markup("a < b, <3, <envoy@x.example>"));
    }
}
