//! Articles as references: RIS, BibTeX and CSL-JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Item, Sink};
use crate::document::Document;
use crate::search::Hit;

/// RIS, as Research Information Systems defined it: `TY  - NEWS`, CRLF.
pub(super) struct Ris<W>(W);

/// BibTeX, an `@article` each.
pub(super) struct Bibtex<W>(W);

/// CSL-JSON, one array of `article-newspaper`.
pub(super) struct Csl<W> {
    out: W,
    empty: bool,
}

/// What a reference says.
struct Reference<'a> {
    hit: &'a Hit,
    authors: &'a [String],
}

impl<'a> Reference<'a> {
    fn of(item: Item<'a>) -> Option<Reference<'a>> {
        match item {
            Item::Article(hit, doc) => Some(Reference { hit, authors: authors(doc) }),
            Item::Hit(hit) => Some(Reference { hit, authors: &[] }),
            _ => None,
        }
    }

    fn title(&self) -> &str {
        self.hit.title.as_deref().unwrap_or(&self.hit.path)
    }
}

fn authors(doc: &Document) -> &[String] {
    &doc.byline
}

impl<W: Write> Ris<W> {
    pub(super) fn new(out: W) -> Ris<W> {
        Ris(out)
    }
}

impl<W: Write> Sink for Ris<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let Some(reference) = Reference::of(item) else { return Ok(()) };
        let hit = reference.hit;
        let day = hit.published.map(|day| day.format("%Y/%m/%d/").to_string());
        let mut fields = vec![("TY", "NEWS".to_owned()), ("TI", reference.title().to_owned())];
        fields.extend(reference.authors.iter().map(|author| ("AU", author.clone())));
        let optional = [
            ("T2", hit.publisher.clone()),
            ("DA", day),
            ("UR", hit.url.clone()),
            ("LA", hit.language.clone()),
        ];
        fields.extend(optional.into_iter().filter_map(|(tag, value)| Some((tag, value?))));
        fields.extend([("ID", hit.id.clone()), ("L1", hit.path.clone()), ("ER", String::new())]);
        for (tag, value) in fields {
            write!(self.0, "{tag}  - {}\r\n", one_line(&value))?;
        }
        self.0.write_all(b"\r\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> Bibtex<W> {
    pub(super) fn new(out: W) -> Bibtex<W> {
        Bibtex(out)
    }
}

impl<W: Write> Sink for Bibtex<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let Some(reference) = Reference::of(item) else { return Ok(()) };
        let hit = reference.hit;
        let key: String = hit.id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        writeln!(self.0, "@article{{{key},")?;
        let fields = [
            ("title", Some(reference.title().to_owned())),
            ("author", Some(reference.authors.join(" and ")).filter(|authors| !authors.is_empty())),
            ("journal", hit.publisher.clone()),
            ("year", hit.published.map(|day| day.format("%Y").to_string())),
            ("date", hit.published.map(|day| day.to_string())),
            ("url", hit.url.clone()),
            ("langid", hit.language.clone()),
            ("file", Some(hit.path.clone())),
        ];
        for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            writeln!(self.0, "  {name} = {{{}}},", tex(&value))?;
        }
        writeln!(self.0, "}}\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> Csl<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Csl<W>> {
        out.write_all(b"[")?;
        Ok(Csl { out, empty: true })
    }
}

impl<W: Write> Sink for Csl<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        let Some(reference) = Reference::of(item) else { return Ok(()) };
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        Ok(serde_json::to_writer(&mut self.out, &csl(&reference))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}

fn csl(reference: &Reference<'_>) -> Value {
    let hit = reference.hit;
    let authors = reference.authors.iter().map(|author| json!({ "literal": author }));
    let issued = hit.published.map(|day| {
        let part = |pattern: &str| day.format(pattern).to_string().parse::<i32>().unwrap_or(0);
        json!({ "date-parts": [[part("%Y"), part("%m"), part("%d")]] })
    });
    let mut object = json!({
        "id": hit.id,
        "type": "article-newspaper",
        "title": reference.title(),
        "author": authors.collect::<Vec<_>>(),
        "container-title": hit.publisher,
        "issued": issued,
        "URL": hit.url,
        "language": hit.language,
    });
    if let Some(fields) = object.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    object
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escapes what TeX would read as a command.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '$' | '#' | '&' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn tex_reads_every_sign_as_itself() {
        assert_eq!(super::tex("A&B_C 50% \\x"), "A\\&B\\_C 50\\% \\textbackslash{}x");
    }
}
