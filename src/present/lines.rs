//! JSON Lines, and one JSON array.

use std::io::{self, Write};

use serde_json::Value;

use super::{Item, Sink, article, json};

/// One object a line.
pub(super) struct Lines<W>(W);

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Lines<W> {
        Lines(out)
    }
}

impl<W: Write> Sink for Lines<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, &object(item))?;
        self.0.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// All objects in one array, an object a line.
pub(super) struct Array<W> {
    out: W,
    empty: bool,
}

impl<W: Write> Array<W> {
    pub(super) fn begin(mut out: W) -> io::Result<Array<W>> {
        out.write_all(b"[")?;
        Ok(Array { out, empty: true })
    }
}

impl<W: Write> Sink for Array<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        Ok(serde_json::to_writer(&mut self.out, &object(item))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}

fn object(item: Item<'_>) -> Value {
    match item {
        Item::Article(_, doc) => article::article(doc),
        Item::Hit(hit) => json::hit(hit),
        Item::Event(row) => json::event(row),
        Item::Mention(row) => json::mention(row),
        Item::Entity(row) => json::entity(row),
    }
}
