#!/usr/bin/env python3
"""Reads the exports of an archive with foreign readers: counts and values must agree.

    tests/readers.py target/release/dateline sample_corpus

Only Python's own library is used: zipfile and ElementTree for workbooks and
graphs, csv, json, and the line grammars of RIS, BibTeX and iCalendar.
"""

import csv
import datetime
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of_workbook(path):
    """Returns the rows of the first sheet, each a dict from column letter to value."""
    with zipfile.ZipFile(path) as book:
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = tree.fromstring(book.read("xl/sharedStrings.xml"))
            strings = ["".join(text.text or "" for text in item.iter(SHEET + "t")) for item in shared]
        sheet = tree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(SHEET + "row"):
        cells = {}
        for cell in row.iter(SHEET + "c"):
            column = re.match("[A-Z]+", cell.get("r")).group()
            value = cell.find(SHEET + "v")
            if cell.get("t") == "s":
                cells[column] = strings[int(value.text)]
            elif cell.get("t") == "inlineStr":
                cells[column] = "".join(text.text or "" for text in cell.iter(SHEET + "t"))
            elif value is not None:
                cells[column] = float(value.text)
        rows.append(cells)
    return rows


def day_of(number):
    return (datetime.date(1899, 12, 30) + datetime.timedelta(days=number)).isoformat()


def main():
    binary, archive = sys.argv[1:3]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-readers-"))

    def export(unit, extension):
        path = folder / f"{unit}.{extension}"
        command = [binary, "export", "--unit", unit, "-o", path, "--index", folder / "index", "-a", archive]
        if extension in ("ftm", "plover", "csl", "bibtex"):
            command += ["--format", extension]
        subprocess.run([str(part) for part in command], check=True, stderr=subprocess.DEVNULL)
        return path

    def check(name, found, expected):
        print(f"{'ok' if found == expected else 'WRONG':5} {name}: {found}")
        assert found == expected, f"{name}: {found} instead of {expected}"

    lines = lambda path: [json.loads(line) for line in path.read_text().splitlines()]
    articles, events = lines(export("articles", "jsonl")), lines(export("events", "jsonl"))

    for unit, objects in (("articles", articles), ("events", events)):
        table = list(csv.DictReader(io.StringIO(export(unit, "csv").read_text(), newline="")))
        check(f"{unit} csv ids", [row["id"] for row in table], [each["id"] for each in objects])
        rows = rows_of_workbook(export(unit, "xlsx"))
        names = {name: letter for letter, name in rows[0].items()}
        check(f"{unit} xlsx ids", [row[names["id"]] for row in rows[1:]], [each["id"] for each in objects])
        day, key = ("published", "published") if unit == "articles" else ("from", "from")
        days = [day_of(row[names[day]]) if names[day] in row else None for row in rows[1:]]
        check(f"{unit} xlsx days", days, [each[key] for each in objects])

    ris = export("articles", "ris").read_text()
    check("ris titles", len(re.findall(r"^TI  - .+$", ris, re.M)), len(articles))
    check("ris ids", re.findall(r"^ID  - (.+)$", ris, re.M), [each["id"] for each in articles])
    bibtex = export("articles", "bibtex").read_text()
    check("bibtex entries", len(re.findall(r"^@article\{[\w-]+,$", bibtex, re.M)), len(articles))
    check("bibtex braces", bibtex.count("{"), bibtex.count("}"))
    check("csl ids", [each["id"] for each in json.loads(export("articles", "csl").read_text())],
          [each["id"] for each in articles])

    calendar = export("events", "ics").read_bytes().decode().replace("\r\n ", "")
    starts = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", calendar)
    check("ics starts", starts, [each["from"].replace("-", "") for each in events if each["from"]])
    pairs = {tuple(sorted((a["id"] or a["name"], b["id"] or b["name"])))
             for each in events for a in each["participants"] for b in each["participants"] if a != b}
    gexf = tree.parse(export("events", "gexf")).getroot()
    space = "{http://gexf.net/1.3}"
    check("gexf edges", {tuple(sorted((edge.get("source"), edge.get("target")))) for edge in gexf.iter(space + "edge")},
          pairs)
    graphml = tree.parse(export("events", "graphml")).getroot()
    check("graphml edges", len(list(graphml.iter("{http://graphml.graphdrawing.org/xmlns}edge"))), len(pairs))
    ftm = lines(export("events", "ftm"))
    check("ftm events", [each["id"] for each in ftm if each["schema"] == "Event"], [each["id"] for each in events])
    known = {each["id"] for each in ftm}
    check("ftm references", all(party in known for each in ftm for party in each["properties"].get("involved", [])),
          True)
    check("plover ids", [each["id"] for each in lines(export("events", "plover"))], [each["id"] for each in events])


if __name__ == "__main__":
    main()
