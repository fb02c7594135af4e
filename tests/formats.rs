//! Each export format holds what went in, whatever signs are in it.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use dateline::document::Document;
use dateline::present::{About, Format, Item, Unit, columns, sink};

use crate::answers::{day, event, hit, vague};

#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(format: Format, unit: Unit, items: &[Item<'_>]) -> String {
    String::from_utf8(bytes(format, unit, items)).unwrap()
}

fn bytes(format: Format, unit: Unit, items: &[Item<'_>]) -> Vec<u8> {
    let memory = Memory::default();
    let about = About {
        query: "a <b> & \"c\"".into(),
        today: Some(day("2024-04-01")),
        index: "0f".into(),
        ..About::default()
    };
    let mut sink = sink(format, unit, &about, Box::new(memory.clone())).unwrap().unwrap();
    items.iter().for_each(|item| sink.item(*item).unwrap());
    sink.finish().unwrap();
    drop(sink);
    memory.0.take()
}

fn events(format: Format) -> String {
    written(format, Unit::Events, &[Item::Event(&event()), Item::Event(&vague())])
}

fn hits(format: Format) -> String {
    written(format, Unit::Hits, &[Item::Hit(&hit())])
}

#[test]
fn csv_and_tsv_have_a_row_an_item_and_no_formula() {
    for (format, delimiter) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
        let text = events(format);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), columns(Unit::Events));
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(&rows[0][6], "Wáng Jiahe; Coastal Council; two negotiators");
        assert_eq!(&rows[0][14], "The Daily Beacon, \"late\" edition");
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    }
}

#[test]
fn every_unit_has_as_many_cells_as_columns() {
    let (hit, event, doc) = (hit(), event(), Document::new(Some("T"), "Text"));
    for (unit, item) in [
        (Unit::Hits, Item::Hit(&hit)),
        (Unit::Events, Item::Event(&event)),
        (Unit::Articles, Item::Article(&hit, &doc)),
    ] {
        let cells = dateline::present::cells(item);
        assert_eq!(cells.len(), columns(unit).len(), "{unit:?}");
        assert!(!cells[0].is_empty(), "{unit:?}");
    }
}

#[test]
fn jsonl_and_json_hold_the_same_objects() {
    let lines: Vec<serde_json::Value> =
        events(Format::Jsonl).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let array: Vec<serde_json::Value> = serde_json::from_str(&events(Format::Json)).unwrap();
    assert_eq!(lines, array);
    lines.iter().for_each(|object| crate::schema::check("event", object));
    let none: Vec<serde_json::Value> =
        serde_json::from_str(&written(Format::Json, Unit::Events, &[])).unwrap();
    assert!(none.is_empty());
}

#[test]
fn markdown_has_a_line_an_item() {
    let page = events(Format::Md);
    assert!(page.starts_with("# a \\<b\\>"), "{page}");
    assert_eq!(page.lines().filter(|line| line.starts_with("| ")).count(), 3);
}

#[test]
fn html_runs_no_script_and_escapes_what_it_shows() {
    let page = events(Format::Html) + &hits(Format::Html);
    assert!(page.contains("a &lt;b&gt; &amp; &quot;c&quot;"));
    assert!(page.contains("<mark>ceasefire</mark>"));
    assert!(!page.contains("<script") && !page.contains("<b>Talks"));
    assert!(!page.contains("src=") && !page.contains("href="));
}

#[test]
fn ris_and_bibtex_have_an_entry_an_article() {
    let ris = hits(Format::Ris);
    assert!(ris.starts_with("TY  - NEWS\r\n") && ris.contains("DA  - 2024/03/20/\r\n"));
    assert_eq!(ris.matches("ER  - ").count(), 1);
    let bibtex = hits(Format::Bibtex);
    assert!(bibtex.contains("title = {Café talks: 50\\% \\& more}"), "{bibtex}");
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
}

#[test]
fn csl_says_a_newspaper_article_and_its_day() {
    let array: serde_json::Value = serde_json::from_str(&hits(Format::Csl)).unwrap();
    assert_eq!(array[0]["type"], "article-newspaper");
    assert_eq!(array[0]["issued"]["date-parts"][0], serde_json::json!([2024, 3, 20]));
}

#[test]
fn a_calendar_holds_the_dated_events_as_whole_days() {
    let calendar = events(Format::Ics);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
    assert!(calendar.contains("DTSTART;VALUE=DATE:20240317\r\nDTEND;VALUE=DATE:20240319\r\n"));
    assert!(calendar.lines().all(|line| line.len() <= 76));
}

#[test]
fn a_map_has_a_feature_an_event() {
    let map: serde_json::Value = serde_json::from_str(&events(Format::Geojson)).unwrap();
    assert_eq!(map["features"].as_array().unwrap().len(), 2);
    assert_eq!(map["features"][0]["geometry"]["coordinates"], serde_json::json!([51.531, 25.2854]));
    assert!(map["features"][1]["geometry"].is_null());
}

#[test]
fn graphs_join_those_who_met() {
    let gexf = events(Format::Gexf);
    assert_eq!((gexf.matches("<node ").count(), gexf.matches("<edge ").count()), (4, 3));
    let graphml = events(Format::Graphml);
    assert_eq!((graphml.matches("<node ").count(), graphml.matches("<edge ").count()), (4, 3));
}

#[test]
fn an_edge_says_what_says_so() {
    for format in [Format::Gexf, Format::Graphml] {
        let graph = events(format);
        assert!(graph.contains("met the Coastal Council in Doha on Sunday"), "{graph}");
        assert!(graph.contains("beacon/a1.txt") && graph.contains("index 0f, 2024-04-01"), "{graph}");
    }
}

#[test]
fn a_workbook_is_a_zip_file_with_a_sheet() {
    for unit in [Unit::Events, Unit::Hits] {
        let (event, hit) = (event(), hit());
        let item = if unit == Unit::Events { Item::Event(&event) } else { Item::Hit(&hit) };
        let book = bytes(Format::Xlsx, unit, &[item]);
        assert!(book.starts_with(b"PK\x03\x04") && book.len() > 2000);
    }
}

#[test]
fn parquet_begins_and_ends_with_its_magic_and_says_where_the_footer_is() {
    let file = bytes(Format::Parquet, Unit::Events, &[Item::Event(&event()), Item::Event(&vague())]);
    let end = file.len();
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    let footer = u32::from_le_bytes(file[end - 8..end - 4].try_into().unwrap()) as usize;
    let footer = &file[end - 8 - footer..end - 8];
    assert!(String::from_utf8_lossy(footer).contains("plover_event"));
    assert!(String::from_utf8_lossy(&file).contains("met the Coastal Council in Doha on Sunday"));
}

#[test]
fn followthemoney_writes_the_parties_once_and_the_event_that_involves_them() {
    let text = events(Format::Ftm);
    let entities: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let schemas: Vec<&str> = entities.iter().map(|entity| entity["schema"].as_str().unwrap()).collect();
    assert_eq!(schemas, ["Person", "Organization", "Event", "Person", "Event"]);
    assert_eq!(entities[2]["properties"]["startDate"], serde_json::json!(["2024-03-17"]));
    assert_eq!(entities[2]["properties"]["involved"][0], entities[0]["id"]);
    assert_eq!(entities[2]["properties"]["country"], serde_json::json!(["qa"]));
}

#[test]
fn plover_records_say_who_did_what_to_whom() {
    let text = events(Format::Plover);
    let records: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes =
        |at: usize| (records[at]["event"].clone(), records[at]["mode"].clone(), records[at]["cameo"].clone());
    assert_eq!(codes(0), ("CONSULT".into(), "multilateral".into(), "040".into()));
    assert_eq!(codes(1), ("REJECT".into(), "meet".into(), "125".into()));
    assert_eq!(records[0]["target"].as_array().unwrap().len(), 2);
}
