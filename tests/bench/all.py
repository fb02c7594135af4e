#!/usr/bin/env python3
"""How good and how fast it is, in one table: accuracy, throughput, memory, latency.

    cargo build --release --bins --examples
    tests/bench/all.py FOLDER [--with NAME]... [--scorer PROGRAM --gold TASK:FILE...] [--release DIR]

FOLDER is an archive to be indexed and asked, NAME who is asked for. PROGRAM is
called as `PROGRAM --bin dateline TASK FILE` for each gold file, and what it
prints is the figure. The table says on what machine it was made, how busy that
was, and of which version; on a busy machine only the ratios tell.
"""

import argparse
import datetime
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

from archive import run, size
from names import start_up

HERE = pathlib.Path(__file__).resolve().parent


def said(*command):
    """The first line of what a command prints; nothing where it cannot be run."""
    try:
        printed = subprocess.run(command, capture_output=True, text=True, cwd=HERE).stdout
    except OSError:
        return ""
    return printed.strip().partition("\n")[0]


def machine():
    """Processor, system, and how busy it is."""
    names = [line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")] if os.path.exists("/proc/cpuinfo") else [platform.processor()]
    return f"{len(names)} × {names[0]}, {platform.system()} {platform.release()}, load {os.getloadavg()[0]:.1f}"


def accuracy(scorer, dateline, gold):
    """A row a gold file: what the scorer prints of it."""
    for task, _, file in (one.partition(":") for one in gold):
        scored = subprocess.run([sys.executable, scorer, "--bin", dateline, task, file], capture_output=True, text=True)
        figures = [" ".join(line.split()) for line in (scored.stdout or scored.stderr).splitlines() if line.strip()]
        yield f"{task}", pathlib.Path(file).name, "; ".join(figures[-8:])


def speed(release, folder, names, work):
    """Rows of one archive: indexing beside plain tantivy, and questions."""
    dateline, examples = release / "dateline", release / "examples"
    texts = [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in texts) / 1e6
    what = f"{len(texts)} files, {megabytes:.1f} MB"
    base = run(examples / "plain_tantivy", folder, work / "plain")
    index = ("index", folder, "--index", work / "own")
    first, again = run(dateline, *index), run(dateline, *index)
    for name, (wall, processor, memory, _), written in (
        ("plain tantivy", base, work / "plain"), ("first run", first, work / "own"), ("nothing changed", again, work / "own")):
        yield name, what, (f"{wall:.1f} s, {processor:.1f} s of processor time, {megabytes / wall:.2f} MB/s,"
                           f" {memory:.0f} MB at the peak, index {size(written) / 1e6:.1f} MB")
    yield "first run to plain tantivy", what, f"{first[1] / base[1]:.1f} times the processor time"
    asked = ("-a", folder, "--index", work / "own")
    for name in names:
        answers = [run(dateline, "meetings", "--with", name, "--format", "jsonl", "--limit", "all", *asked) for _ in range(21)]
        median = 1000 * statistics.median(answer[0] for answer in answers)
        rows = len(answers[0][3].splitlines())
        yield f"`meetings --with {name}`", what, f"{rows} rows, {median:.1f} ms, {max(answer[2] for answer in answers):.0f} MB"
    questions = run(examples / "questions", work / "own", "200")[3].splitlines()
    sums = (line for line in questions if line.startswith("of "))
    yield "mixed questions, facets and histogram, in the process", what, "; ".join(sums)
    yield "start-up", "one line", f"{start_up(dateline, 'fast'):.1f} ms"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--with", dest="names", action="append", default=[], help="a name to ask meetings of")
    arguments.add_argument("--scorer", help="the program that scores")
    arguments.add_argument("--gold", action="append", default=[], metavar="TASK:FILE", help="what it is to score")
    arguments.add_argument("--release", default="target/release", help="where cargo put the programs")
    given = arguments.parse_args()
    if given.gold and not given.scorer:
        arguments.error("--gold needs a --scorer")
    release = pathlib.Path(given.release).resolve()
    versions = [said(release / "dateline", "--version"), said("git", "log", "-1", "--format=%h of %cs"), said("rustc", "--version"),
                f"Python {platform.python_version()}"]
    print(f"{datetime.date.today()}, {', '.join(version for version in versions if version)}; {machine()}\n")
    print("| what | on | figure |\n|---|---|---|", flush=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix="dateline-all-"))
    try:
        for rows in (speed(release, given.folder, given.names, work), accuracy(given.scorer, release / "dateline", given.gold)):
            for row in rows:
                print(f"| {' | '.join(row)} |", flush=True)
    finally:
        shutil.rmtree(work)
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
