#!/usr/bin/env python3
"""Reads the exports of an archive with foreign readers: counts and values must agree.

    pip install -r tests/readers.txt
    tests/readers.py target/release/dateline sample_corpus

What the JSON Lines say is what every other file must say: openpyxl reads the
workbooks, pyarrow the Parquet files, rispy, bibtexparser and citeproc the
references, icalendar the calendar, networkx the graphs, and Python's own csv
the tables.
"""

import csv
import datetime
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import bibtexparser
import icalendar
import networkx
import openpyxl
import pyarrow.parquet
import rispy
from citeproc.source.json import CiteProcJSON

checks = 0


def check(name, found, expected):
    """Compares two lists, and shows where they part."""
    global checks
    checks += 1
    if found == expected:
        size = f", {len(found)} values" if isinstance(found, (list, set, dict)) else ""
        print(f"ok    {name}{size}")
        return
    print(f"WRONG {name}")
    if isinstance(found, list) and isinstance(expected, list):
        for at, (one, other) in enumerate(zip(found, expected)):
            if one != other:
                sys.exit(f"value {at}: {one!r} instead of {other!r}")
        sys.exit(f"{len(found)} values instead of {len(expected)}")
    sys.exit(f"{found!r} instead of {expected!r}")


def plain(tex):
    """Takes back what BibTeX needs escaped."""
    for written, meant in ((r"\textbackslash{}", "\\"), (r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^")):
        tex = tex.replace(written, meant)
    for sign in "{}%$#&_":
        tex = tex.replace("\\" + sign, sign)
    return tex


def single(text):
    return " ".join((text or "").split())


def day(value):
    """Returns an ISO day of what a reader takes for a date."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else value or ""


class Exports:
    def __init__(self, binary, archive, folder):
        self.binary, self.archive, self.folder = binary, archive, folder

    def file(self, unit, extension):
        path = self.folder / f"{unit}.{extension}"
        command = [self.binary, "export", "--unit", unit, "--format", extension, "-o", path,
                   "--index", self.folder / "index", "-a", self.archive]
        done = subprocess.run([str(part) for part in command], stderr=subprocess.PIPE)
        if done.returncode:
            sys.exit(done.stderr.decode())
        return path

    def lines(self, unit, extension="jsonl"):
        return [json.loads(line) for line in self.file(unit, extension).read_text().splitlines()]


def tables(exports, unit, objects):
    """A workbook and a Parquet file hold what the csv holds, cell by cell."""
    path = exports.file(unit, "csv")
    table = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    names = list(table[0])
    if "id" in names:
        check(f"{unit} csv ids", [row["id"] for row in table], [each["id"] for each in objects])
    check(f"{unit} csv rows", len(table), len(objects))

    book = openpyxl.load_workbook(exports.file(unit, "xlsx"))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    check(f"{unit} xlsx header", list(rows[0]), names)
    check(f"{unit} xlsx rows", len(rows) - 1, len(table))
    shown = [{name: cell_text(cell) for name, cell in zip(names, row)} for row in rows[1:]]
    for name in names:
        expected = [same_in_workbook(row[name]) for row in table]
        check(f"{unit} xlsx {name}", [same_in_workbook(row[name]) for row in shown], expected)
    days = [name for name in ("published", "from", "to") if name in names]
    for name in days:
        kinds = {type(row[names.index(name)]).__name__ for row in rows[1:]} - {"NoneType"}
        check(f"{unit} xlsx {name} are dates", kinds <= {"datetime", "date"}, True)

    columns = pyarrow.parquet.read_table(exports.file(unit, "parquet")).to_pydict()
    check(f"{unit} parquet columns", list(columns), names)
    for name in names:
        expected = [same_number(row[name]) for row in table]
        check(f"{unit} parquet {name}", [same_number(day(value) if not isinstance(value, (int, float)) else value)
                                         for value in columns[name]], expected)


def cell_text(cell):
    return day(cell) if isinstance(cell, (datetime.date, type(None))) else cell


def same_number(value):
    """Numbers are the same however they are written; a sign before a formula is none of the text."""
    try:
        return round(float(value), 4)
    except (TypeError, ValueError):
        return unguarded(value)


def same_in_workbook(value):
    # A cell of a workbook holds 32,767 characters, and no carriage return.
    value = same_number(value)
    return value[:32_000].replace("\r\n", "\n") if isinstance(value, str) else value


def unguarded(text):
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text


def references(exports, articles):
    def of(each):
        return [each["id"], single(each["title"] or each["path"]), each["source"] or "", each["published"] or "",
                each["url"] or "", each["byline"]]

    expected = [of(each) for each in articles]
    entries = rispy.loads(exports.file("articles", "ris").read_bytes().decode())
    check("ris types", {entry["type_of_reference"] for entry in entries}, {"NEWS"})
    found = [[entry["id"], entry["title"], entry.get("secondary_title", ""),
              entry.get("date", "").strip("/").replace("/", "-"), (entry.get("urls") or [entry.get("url", "")])[0],
              entry.get("authors", [])] for entry in entries]
    check("ris values", found, expected)

    parser = bibtexparser.bparser.BibTexParser(interpolate_strings=False, common_strings=False)
    entries = bibtexparser.loads(exports.file("articles", "bibtex").read_text(), parser).entries
    found = [[entry["ID"], plain(entry["title"]), plain(entry.get("journal", "")), entry.get("date", ""),
              plain(entry.get("url", "")), [name for name in plain(entry.get("author", "")).split(" and ") if name]]
             for entry in entries]
    check("bibtex values", found, expected)
    check("bibtex years", [entry.get("year", "") for entry in entries], [each[3][:4] for each in expected])

    objects = json.loads(exports.file("articles", "csl").read_text())
    source = CiteProcJSON(objects)
    check("csl ids", list(source), [each["id"].lower() for each in articles])
    parts = lambda each: "-".join(f"{part:02}" for part in each["issued"]["date-parts"][0]) if "issued" in each else ""
    found = [[each["id"], single(each["title"]), each.get("container-title", ""), parts(each), each.get("URL", ""),
              [author["literal"] for author in each["author"]]] for each in objects]
    check("csl values", found, expected)
    read = [str(source[each["id"].lower()]["title"]) for each in objects]
    check("csl titles read", [single(title) for title in read], [single(each["title"]) for each in objects])


def calendar(exports, events):
    read = icalendar.Calendar.from_ical(exports.file("events", "ics").read_bytes())
    dated = [each for each in events if each["from"]]
    found = list(read.walk("VEVENT"))
    check("ics uids", [str(each["UID"]) for each in found], [f"{each['id']}@dateline" for each in dated])
    check("ics starts", [day(each["DTSTART"].dt) for each in found], [each["from"] for each in dated])
    ends = [day(each["DTEND"].dt - datetime.timedelta(days=1)) for each in found]
    check("ics ends", ends, [each["to"] or each["from"] for each in dated])
    places = [str(each.get("LOCATION", "")) for each in found]
    check("ics places", places, [", ".join(place["name"] for place in each["places"]) for each in dated])
    statuses = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED", "denied": "CANCELLED"}
    check("ics statuses", [str(each["STATUS"]) for each in found], [statuses[each["status"]] for each in dated])
    told = ["\n".join(f"{report['evidence']['text']} ({report['path']})" for report in each["reports"]) for each in dated]
    check("ics evidence", [str(each["DESCRIPTION"]) for each in found], told)


def graphs(exports, events):
    party = lambda each: each["id"] or each["name"]
    names = {party(each): each["name"] for event in events for each in event["participants"]}
    meetings = {}
    for event in events:
        parties = sorted({party(each) for each in event["participants"]})
        for at, one in enumerate(parties):
            for other in parties[at + 1:]:
                meetings[one, other] = meetings.get((one, other), 0) + 1
    for extension, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        graph = read(exports.file("events", extension))
        found = {tuple(sorted((one, other))): int(data["weight"]) for one, other, data in graph.edges(data=True)}
        check(f"{extension} edges and weights", found, meetings)
        labels = {node: data.get("label") or data["name"] for node, data in graph.nodes(data=True)}
        met = {each for pair in meetings for each in pair}
        check(f"{extension} names", {node: labels[node] for node in met}, {node: names[node] for node in met})


def investigations(exports, events):
    ftm = exports.lines("events", "ftm")
    check("ftm events", [each["id"] for each in ftm if each["schema"] == "Event"], [each["id"] for each in events])
    known = {each["id"] for each in ftm}
    references = [party for each in ftm for party in each["properties"].get("involved", [])]
    check("ftm references", [party for party in references if party not in known], [])
    check("plover ids", [each["id"] for each in exports.lines("events", "plover")], [each["id"] for each in events])


def main():
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="dateline-readers-") as folder:
        exports = Exports(*sys.argv[1:3], pathlib.Path(folder))
        objects = {unit: exports.lines(unit) for unit in ("articles", "events", "mentions", "entities")}
        for unit, of_unit in objects.items():
            tables(exports, unit, of_unit)
        references(exports, objects["articles"])
        calendar(exports, objects["events"])
        graphs(exports, objects["events"])
        investigations(exports, objects["events"])
    print(f"{checks} checks, all as they should be")


if __name__ == "__main__":
    main()
