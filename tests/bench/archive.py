#!/usr/bin/env python3
"""How fast an archive is taken in and asked, next to plain tantivy.

    cargo build --release --examples && cargo build --release
    tests/bench/archive.py FOLDER [--with NAME]... [--release DIR]

Both programs read the same files one after the other, so that the ratio holds
on a busy machine where the seconds do not. CPU seconds are those of all
threads, memory is the peak of resident memory as the system counted it.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time


def run(*command):
    """Runs a command; returns wall seconds, CPU seconds, peak memory in MB and the output."""
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = child.stdout.read().decode()
    err = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{err}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def size(folder):
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def row(name, wall, cpu, memory, disk, texts):
    files, megabytes = texts
    print(f"{name:24} {wall:8.2f} s {cpu:8.2f} s {memory:7.0f} MB {disk / 1e6:8.1f} MB"
          f" {files / wall:9.0f}/s {megabytes / wall:7.2f} MB/s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--release", default="target/release", help="where cargo put the programs")
    arguments.add_argument("--with", dest="names", action="append", default=[], help="a name to ask meetings of")
    given = arguments.parse_args()
    release = pathlib.Path(given.release)
    dateline, plain = release / "dateline", release / "examples" / "plain_tantivy"
    texts = [path for path in pathlib.Path(given.folder).rglob("*") if path.is_file()]
    counted = (len(texts), sum(path.stat().st_size for path in texts) / 1e6)
    print(f"{counted[0]} files, {counted[1]:.1f} MB; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"{'':24} {'wall':>10} {'CPU':>10} {'memory':>10} {'index':>11} {'files':>11} {'text':>12}")
    work = pathlib.Path(tempfile.mkdtemp(prefix="dateline-bench-"))
    try:
        measure(given, dateline, plain, work, counted)
    finally:
        shutil.rmtree(work)


def measure(given, dateline, plain, work, counted):
    base = run(plain, given.folder, work / "plain")
    row("plain tantivy", *base[:3], size(work / "plain"), counted)
    index = ("index", given.folder, "--index", work / "own")
    first = run(dateline, *index)
    row("dateline index", *first[:3], size(work / "own"), counted)
    second = run(dateline, *index)
    row("dateline index, again", *second[:3], size(work / "own"), counted)
    print(f"{'ratio to plain tantivy':24} {first[0] / base[0]:8.1f}   {first[1] / base[1]:8.1f}  "
          f" {first[2] / base[2]:7.1f}    {size(work / 'own') / size(work / 'plain'):8.1f}")
    print(f"{'again to the first':24} {100 * second[0] / first[0]:8.1f} % {100 * second[1] / first[1]:8.1f} %")
    print(first[3].strip())
    for name in given.names:
        asked = ("meetings", "--with", name, "-a", given.folder, "--index", work / "own", "--format", "jsonl")
        answers = [run(dateline, *asked) for _ in range(21)]
        wall = statistics.median(answer[0] for answer in answers)
        cpu = statistics.median(answer[1] for answer in answers)
        print(f"meetings --with {name!r}: {len(answers[0][3].splitlines())} rows,"
              f" {wall * 1e3:.1f} ms wall, {cpu * 1e3:.1f} ms CPU, {answers[0][2]:.0f} MB")


if __name__ == "__main__":
    main()
