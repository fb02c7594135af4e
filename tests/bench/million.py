#!/usr/bin/env python3
"""How fast a large archive answers, and whether its exports are whole.

    cargo build --release --bins --examples
    tests/bench/million.py [COUNT] [--release DIR] [--index DIR]

Invents COUNT articles (a million) out of the sentences of sample_corpus, as
`examples/invent` does, unless the index is there already; asks 200 mixed
questions inside one process, each with three facets and a histogram
(`examples/questions`), and some as whole commands; exports everything as csv,
jsonl and parquet and counts the rows. Memory is the peak of what was resident as
the system counts it, pages of mapped files included.
"""

import argparse
import csv
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

QUESTIONS = [
    "talks",
    '"special envoy" published:2010..2012',
    "envoy NEAR/5 minister",
    "negoti*",
    "/minist(er|ry)s?/",
    "ceasfire~1",
    "place:Africa ceasefire",
    "meeting(in:Geneva status:held)",
    '"met PERSON in PLACE"~5',
    "meeting(told:(railway))",
    "mentions:2015 talks",
    "*",
]


def run(*command, output=subprocess.PIPE):
    """Runs a command; returns wall seconds, peak memory in MB and the output."""
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=output, stderr=subprocess.PIPE)
    out = child.stdout.read().decode() if child.stdout else ""
    err = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{err}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, out


def size(folder):
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def rows(path):
    """Counts the rows of a file with a reader that is not ours."""
    if path.suffix == ".csv":
        csv.field_size_limit(1 << 30)
        with open(path, newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    if path.suffix == ".jsonl":
        with open(path, "rb") as file:
            return sum(1 for _ in file)
    try:
        import pyarrow.parquet
    except ImportError:
        return "not counted: pip install pyarrow"
    return pyarrow.parquet.ParquetFile(path).metadata.num_rows


def commands(dateline, index):
    times = []
    for question in QUESTIONS:
        asked = (dateline, "search", question, "--facet", "person", "--facet", "place", "--facet", "source",
                 "--by", "month", "--index", index, "-a", index)
        answers = [run(*asked) for _ in range(5)]
        times.append(statistics.median(answer[0] for answer in answers) * 1000)
        print(f"{times[-1]:8.1f} ms {max(answer[1] for answer in answers):6.0f} MB  {question}")
    print(f"whole commands: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", nargs="?", type=int, default=1_000_000)
    arguments.add_argument("--release", default="target/release", help="where cargo put the programs")
    arguments.add_argument("--index", help="where the index lies, or is to lie; else it is removed at the end")
    arguments.add_argument("--no-export", action="store_true", help="leave the exports out")
    given = arguments.parse_args()
    release = pathlib.Path(given.release)
    work = pathlib.Path(tempfile.mkdtemp(prefix="dateline-million-"))
    index = pathlib.Path(given.index) if given.index else work / "index"
    try:
        if not (index / "index" / "meta.json").exists():
            wall, memory, _ = run(release / "examples" / "invent", given.count, "sample_corpus", "--index", index)
            print(f"{given.count} articles invented and written in {wall:.0f} s, {memory:.0f} MB")
        print(f"index of {size(index) / 1e6:.0f} MB; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        print(run(release / "examples" / "questions", index)[2], end="")
        commands(release / "dateline", index)
        for extension in () if given.no_export else ("csv", "jsonl", "parquet"):
            for query in ("published:2010", "*"):
                path = work / f"all.{extension}"
                asked = (release / "dateline", "export", query, "-o", path, "--index", index, "-a", index)
                wall, memory, _ = run(*asked)
                print(f"{extension:8} {rows(path)} rows, {path.stat().st_size / 1e6:.0f} MB in {wall:.0f} s, {memory:.0f} MB")
                path.unlink()
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
