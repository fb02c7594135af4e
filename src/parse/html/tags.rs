//! HTML as a flat run of text and tags, in linear time whatever the input.

use memchr::{memchr, memchr2};

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, its character references not yet resolved.
    Text(&'a str),
    /// A tag: its name as written, whether it closes, and all that stands
    /// between the angle brackets.
    Tag { name: &'a str, closes: bool, inner: &'a str },
}

/// Returns the pieces of `html`; comments, declarations and the insides of
/// scripts and styles are left out.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0 }
}

pub(super) struct Pieces<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while self.at < self.html.len() {
            let rest = &self.html[self.at..];
            if !opens_markup(rest) {
                return Some(self.text(rest));
            }
            let end = markup_end(rest);
            self.at += end;
            if let Some(tag) = tag(&rest[..end]) {
                self.skip_raw(&tag);
                return Some(tag);
            }
        }
        None
    }
}

impl<'a> Pieces<'a> {
    /// Takes the text up to the next markup.
    fn text(&mut self, rest: &'a str) -> Piece<'a> {
        let mut end = 1;
        while end < rest.len() {
            match memchr(b'<', &rest.as_bytes()[end..]) {
                None => end = rest.len(),
                Some(at) if opens_markup(&rest[end + at..]) => {
                    end += at;
                    break;
                }
                Some(at) => end += at + 1,
            }
        }
        // One byte may have been the first of a longer character.
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        self.at += end;
        Piece::Text(&rest[..end])
    }

    /// Skips what stands between a tag such as `<script>` and its end.
    fn skip_raw(&mut self, tag: &Piece<'a>) {
        let Piece::Tag { name, closes: false, inner } = tag else { return };
        if inner.ends_with('/') || !RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            return;
        }
        let rest = &self.html[self.at..];
        let mut from = 0;
        while let Some(at) = memchr::memmem::find(&rest.as_bytes()[from..], b"</") {
            let start = from + at;
            let after = &rest.as_bytes()[start + 2..];
            if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
                self.at += start;
                return;
            }
            from = start + 2;
        }
        self.at = self.html.len();
    }
}

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "xmp"];

fn opens_markup(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes[0] == b'<' && bytes.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte))
}

/// Returns where the markup with which `rest` begins ends.
fn markup_end(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    if rest.starts_with("<!--") {
        return memchr::memmem::find(&bytes[4..], b"-->").map_or(rest.len(), |at| at + 7);
    }
    let Some(first) = memchr(b'>', bytes) else { return rest.len() };
    // A bracket inside an attribute's quotes does not end the tag; quotes that
    // stay open for long are a fault of the page.
    let mut end = first;
    for _ in 0..3 {
        if quotes_close(&bytes[..end]) {
            return end + 1;
        }
        match memchr(b'>', &bytes[end + 1..]) {
            Some(next) => end += 1 + next,
            None => break,
        }
    }
    first + 1
}

fn quotes_close(tag: &[u8]) -> bool {
    let mut at = 0;
    while let Some(open) = memchr2(b'"', b'\'', &tag[at..]) {
        let quote = tag[at + open];
        // An apostrophe in a bare word opens nothing: only `=` or space does.
        let opens = at + open > 0 && matches!(tag[at + open - 1], b'=' | b' ');
        if !opens {
            at += open + 1;
            continue;
        }
        match memchr(quote, &tag[at + open + 1..]) {
            Some(close) => at += open + close + 2,
            None => return false,
        }
    }
    true
}

fn tag(markup: &str) -> Option<Piece<'_>> {
    let inner = markup.strip_prefix('<')?;
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let (closes, named) = match inner.strip_prefix('/') {
        Some(named) => (true, named),
        None => (false, inner),
    };
    let end = named
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_')))
        .unwrap_or(named.len());
    (named.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| Piece::Tag {
        name: &named[..end],
        closes,
        inner,
    })
}

/// What a page would ask of a tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Burden {
    depth: usize,
    attributes: usize,
}

impl Burden {
    /// Tells whether building and walking a tree of the page could take more
    /// stack, or more than linear time, than an honest page needs.
    pub(super) fn is_too_much(self) -> bool {
        self.depth > 400 || self.attributes > 2000
    }
}

/// Measures the deepest nesting and the fullest tag of a page.
pub(super) fn burden(html: &str) -> Burden {
    let mut burden = Burden::default();
    let mut depth = 0usize;
    for piece in pieces(html) {
        let Piece::Tag { name, closes, inner } = piece else { continue };
        if !closes && inner.len() > 4000 {
            burden.attributes = burden.attributes.max(memchr::memchr_iter(b'=', inner.as_bytes()).count());
            burden.attributes =
                burden.attributes.max(memchr::memchr_iter(b' ', inner.as_bytes()).count() / 4);
        }
        if inner.ends_with('/') || UNNESTED.iter().any(|other| name.eq_ignore_ascii_case(other)) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        burden.depth = burden.depth.max(depth);
    }
    burden
}

/// Elements without content, and those that end where the next one begins.
const UNNESTED: [&str; 27] = [
    "p", "br", "img", "li", "meta", "link", "input", "hr", "td", "tr", "th", "dt", "dd", "source", "option",
    "tbody", "thead", "tfoot", "area", "base", "col", "embed", "param", "track", "wbr", "rp", "rt",
];

/// Returns the content of the page's title element.
pub(super) fn title(html: &str) -> Option<String> {
    let mut pieces = pieces(html);
    pieces.find(
        |piece| matches!(piece, Piece::Tag { name, closes: false, .. } if name.eq_ignore_ascii_case("title")),
    )?;
    match pieces.next() {
        Some(Piece::Text(text)) => Some(super::text::resolved(text)),
        _ => None,
    }
}
