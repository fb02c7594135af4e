//! Who met whom, as a graph: GEXF 1.3 for Gephi, and GraphML.
//!
//! Nodes are participants, an edge joins two who took part in an event, and
//! its weight is the number of such events.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::html::escaped;
use super::{About, Item, Sink};
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
}

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
    }
}

/// Returns the identifier of a node: the entity's, or its words.
fn key(party: &Party) -> String {
    escaped(if party.id.is_empty() { &party.name } else { &party.id })
}

/// GEXF 1.3.
pub(super) struct Gexf<W> {
    out: W,
    graph: Graph,
    about: String,
}

impl<W: Write> Gexf<W> {
    pub(super) fn new(out: W, about: &About) -> Gexf<W> {
        Gexf { out, graph: Graph::default(), about: escaped(&about.query) }
    }
}

impl<W: Write> Sink for Gexf<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        if let Item::Event(row) = item {
            self.graph.add(row);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let out = &mut self.out;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
        writeln!(out, "<meta><creator>Dateline</creator><description>{}</description></meta>", self.about)?;
        writeln!(out, "<graph defaultedgetype=\"undirected\" mode=\"static\">")?;
        writeln!(out, "<attributes class=\"node\"><attribute id=\"kind\" title=\"kind\" type=\"string\"/>")?;
        writeln!(out, "<attribute id=\"events\" title=\"events\" type=\"integer\"/></attributes>")?;
        writeln!(
            out,
            "<attributes class=\"edge\"><attribute id=\"first\" title=\"first\" type=\"string\"/>"
        )?;
        writeln!(out, "<attribute id=\"last\" title=\"last\" type=\"string\"/></attributes>\n<nodes>")?;
        for (party, events) in &self.graph.nodes {
            let (id, label, kind) = (key(party), escaped(&party.name), party.kind.as_str());
            write!(
                out,
                "<node id=\"{id}\" label=\"{label}\"><attvalues><attvalue for=\"kind\" value=\"{kind}\"/>"
            )?;
            writeln!(out, "<attvalue for=\"events\" value=\"{events}\"/></attvalues></node>")?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for (number, ((one, other), edge)) in self.graph.edges.iter().enumerate() {
            let (source, target, weight) = (key(one), key(other), edge.events);
            write!(
                out,
                "<edge id=\"{number}\" source=\"{source}\" target=\"{target}\" weight=\"{weight}\"><attvalues>"
            )?;
            for (name, day) in [("first", &edge.first), ("last", &edge.last)] {
                if let Some(day) = day {
                    write!(out, "<attvalue for=\"{name}\" value=\"{day}\"/>")?;
                }
            }
            writeln!(out, "</attvalues></edge>")?;
        }
        writeln!(out, "</edges>\n</graph>\n</gexf>")?;
        out.flush()
    }
}

/// GraphML.
pub(super) struct Graphml<W> {
    out: W,
    graph: Graph,
}

impl<W: Write> Graphml<W> {
    pub(super) fn new(out: W) -> Graphml<W> {
        Graphml { out, graph: Graph::default() }
    }
}

impl<W: Write> Sink for Graphml<W> {
    fn item(&mut self, item: Item<'_>) -> io::Result<()> {
        if let Item::Event(row) = item {
            self.graph.add(row);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let out = &mut self.out;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        let keys = [
            ("name", "node", "string"),
            ("kind", "node", "string"),
            ("events", "node", "int"),
            ("weight", "edge", "int"),
        ];
        for (name, target, kind) in keys {
            writeln!(out, "<key id=\"{name}\" for=\"{target}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
        }
        writeln!(out, "<graph edgedefault=\"undirected\">")?;
        for (party, events) in &self.graph.nodes {
            let (id, name, kind) = (key(party), escaped(&party.name), party.kind.as_str());
            write!(
                out,
                "<node id=\"{id}\"><data key=\"name\">{name}</data><data key=\"kind\">{kind}</data>"
            )?;
            writeln!(out, "<data key=\"events\">{events}</data></node>")?;
        }
        for ((one, other), edge) in &self.graph.edges {
            let (source, target) = (key(one), key(other));
            writeln!(
                out,
                "<edge source=\"{source}\" target=\"{target}\"><data key=\"weight\">{}</data></edge>",
                edge.events
            )?;
        }
        writeln!(out, "</graph>\n</graphml>")?;
        out.flush()
    }
}
