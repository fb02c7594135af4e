//! Who met whom, as a graph: GEXF 1.3 for Gephi, and GraphML.
//!
//! Nodes are participants, an edge joins two who took part in an event, and
//! its weight is the number of such events.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::html::escaped;
use super::{About, Item, Sink, sheet};
use crate::resolve::Party;
use crate::search::EventRow;

/// Two who took part in the same events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// The number of events.
    pub events: usize,
    /// The first day of one, ISO 8601.
    pub first: Option<String>,
    /// The last day of one.
    pub last: Option<String>,
    /// What says so, of at most ten events: the sentence and its article's path.
    pub evidence: Vec<(String, String)>,
}

/// Events of an edge whose sentences are kept.
const EVIDENCE: usize = 10;

/// Who met whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Participants, and the number of events of each.
    pub nodes: BTreeMap<Party, usize>,
    /// Pairs of participants, the lesser first.
    pub edges: BTreeMap<(Party, Party), Edge>,
}

impl Graph {
    /// Returns the graph of `events`.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a EventRow>) -> Graph {
        let mut graph = Graph::default();
        events.into_iter().for_each(|row| graph.add(row));
        graph
    }

    /// Returns the pairs, those with most events first.
    pub fn pairs(&self) -> Vec<(&Party, &Party, &Edge)> {
        let mut pairs: Vec<_> = self.edges.iter().map(|((one, other), edge)| (one, other, edge)).collect();
        pairs.sort_by_key(|(_, _, edge)| std::cmp::Reverse(edge.events));
        pairs
    }

    fn add(&mut self, row: &EventRow) {
        let mut parties: Vec<&Party> = row.participants.iter().collect();
        parties.sort();
        parties.dedup();
        for (number, one) in parties.iter().enumerate() {
            *self.nodes.entry((*one).clone()).or_default() += 1;
            for other in &parties[number + 1..] {
                self.edges.entry(((*one).clone(), (*other).clone())).or_default().add(row);
            }
        }
    }
}

impl Edge {
    fn add(&mut self, row: &EventRow) {
        self.events += 1;
        let from = row.when.and_then(|when| when.from.or(when.to)).map(|day| day.to_string());
        let to = row.when.and_then(|when| when.to.or(when.from)).map(|day| day.to_string());
        self.first = self.first.take().into_iter().chain(from).min();
        self.last = self.last.take().into_iter().chain(to).max();
        if let Some(report) = sheet::telling(row).filter(|_| self.evidence.len() < EVIDENCE) {
            self.evidence.push((report.evidence.clone(), report.path.clone()));
        }
    }
}

/// Returns the identifier of a node: the entity's, or its words.
fn key(party: &Party) -> String {
    escaped(if party.id.is_empty() { &party.name } else { &party.id })
}

/// Writes a whole graph; the text says what the graph is of.
type Draw<W> = fn(&mut W, &Graph, &str) -> io::Result<()>;

/// A graph that is gathered event by event and drawn at the end.
pub(super) struct Drawn<W> {
    out: W,
    graph: Graph,
    about: String,
    draw: Draw<W>,
}

impl<W: Write> Drawn<W> {
    pub(super) fn new(out: W, about: &About, draw: Draw<W>) -> Drawn<W> {
        let about = escaped(&format!("{} ({})", about.query, about.line()));
        Drawn { out, graph: Graph::default(), about, draw }
    }
}

impl<W: Write> Sink for Drawn<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        if let Item::Event(row) = item {
            self.graph.add(row);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        (self.draw)(&mut self.out, &self.graph, &self.about)?;
        self.out.flush()
    }
}

/// The attributes of an edge that has them, by name.
fn attributes(edge: &Edge) -> impl Iterator<Item = (&'static str, String)> {
    let evidence: Vec<String> =
        edge.evidence.iter().map(|(sentence, path)| escaped(&format!("{sentence} ({path})"))).collect();
    let evidence = (!evidence.is_empty()).then(|| evidence.join("\n"));
    let all = [("first", edge.first.clone()), ("last", edge.last.clone()), ("evidence", evidence)];
    all.into_iter().filter_map(|(name, value)| Some((name, value?)))
}

/// Draws GEXF 1.3.
pub(super) fn write_gexf<W: Write>(out: &mut W, graph: &Graph, about: &str) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(out, "<meta><creator>Dateline</creator><description>{about}</description></meta>")?;
    writeln!(out, "<graph defaultedgetype=\"undirected\" mode=\"static\">")?;
    for (class, attributes) in [
        ("node", &[("kind", "string"), ("events", "integer")][..]),
        ("edge", &[("first", "string"), ("last", "string"), ("evidence", "string")]),
    ] {
        writeln!(out, "<attributes class=\"{class}\">")?;
        for (name, kind) in attributes {
            writeln!(out, "<attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")?;
        }
        writeln!(out, "</attributes>")?;
    }
    writeln!(out, "<nodes>")?;
    for (party, events) in &graph.nodes {
        let (id, label, kind) = (key(party), escaped(&party.name), party.kind.as_str());
        writeln!(out, "<node id=\"{id}\" label=\"{label}\"><attvalues>")?;
        writeln!(out, "<attvalue for=\"kind\" value=\"{kind}\"/>")?;
        writeln!(out, "<attvalue for=\"events\" value=\"{events}\"/></attvalues></node>")?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for (number, ((one, other), edge)) in graph.edges.iter().enumerate() {
        let (source, target, weight) = (key(one), key(other), edge.events);
        writeln!(out, "<edge id=\"{number}\" source=\"{source}\" target=\"{target}\" weight=\"{weight}\">")?;
        writeln!(out, "<attvalues>")?;
        for (name, value) in attributes(edge) {
            let value = value.replace('\n', "&#10;");
            writeln!(out, "<attvalue for=\"{name}\" value=\"{value}\"/>")?;
        }
        writeln!(out, "</attvalues></edge>")?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

/// Draws GraphML.
pub(super) fn write_graphml<W: Write>(out: &mut W, graph: &Graph, about: &str) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n<desc>{about}</desc>")?;
    for (target, name, kind) in [
        ("node", "name", "string"),
        ("node", "kind", "string"),
        ("node", "events", "int"),
        ("edge", "weight", "int"),
        ("edge", "first", "string"),
        ("edge", "last", "string"),
        ("edge", "evidence", "string"),
    ] {
        writeln!(out, "<key id=\"{name}\" for=\"{target}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(out, "<graph edgedefault=\"undirected\">")?;
    for (party, events) in &graph.nodes {
        let (id, name, kind) = (key(party), escaped(&party.name), party.kind.as_str());
        writeln!(out, "<node id=\"{id}\"><data key=\"name\">{name}</data><data key=\"kind\">{kind}</data>")?;
        writeln!(out, "<data key=\"events\">{events}</data></node>")?;
    }
    for ((one, other), edge) in &graph.edges {
        let (source, target, weight) = (key(one), key(other), edge.events);
        write!(out, "<edge source=\"{source}\" target=\"{target}\"><data key=\"weight\">{weight}</data>")?;
        for (name, value) in attributes(edge) {
            write!(out, "<data key=\"{name}\">{value}</data>")?;
        }
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</graph>\n</graphml>")
}
