#!/usr/bin/env python3
"""Where the processor time of indexing goes, component by component.

    cargo build --release --bins --examples
    tests/bench/budget.py FOLDER [--release DIR] [--tries N]

`extract --timings` says what each component of understanding takes, on one
thread; what the index takes besides is what the whole of `index` takes more.
The least of several tries counts, since other programs only ever add to it.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from archive import run


def components(dateline, folder):
    """Returns the processor time of each component of one run.

    The program tells what passed by the clock; a busy machine lets as much more
    of it pass in one component as in the other, so its shares are those of the
    processor time.
    """
    start = time.monotonic()
    child = subprocess.Popen([dateline, "extract", folder, "--timings"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    rows = [line.split() for line in child.stderr.read().decode().splitlines()]
    _, _, usage = os.wait4(child.pid, 0)
    scale = (usage.ru_utime + usage.ru_stime) / (time.monotonic() - start)
    return {row[0]: scale * float(row[1]) for row in rows if len(row) == 3 and row[2] == "s"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--release", default="target/release", help="where cargo put the programs")
    arguments.add_argument("--tries", type=int, default=3, help="how often each is run")
    given = arguments.parse_args()
    release = pathlib.Path(given.release)
    dateline, plain = release / "dateline", release / "examples" / "plain_tantivy"
    work = pathlib.Path(tempfile.mkdtemp(prefix="dateline-budget-"))
    whole, base, least = float("inf"), float("inf"), {}
    try:
        for _ in range(given.tries):
            for name, seconds in components(dateline, given.folder).items():
                least[name] = min(least.get(name, seconds), seconds)
            shutil.rmtree(work)
            whole = min(whole, run(dateline, "index", given.folder, "--index", work)[1])
            shutil.rmtree(work)
            base = min(base, run(plain, given.folder, work)[1])
    finally:
        shutil.rmtree(work, ignore_errors=True)
    least["reading, parsing, the index, deciding"] = whole - sum(least.values())
    print(f"load {os.getloadavg()[0]:.1f}; plain tantivy {base:.2f} s: {whole / base:.1f} times")
    print("\n| component | s of processor time | share |\n|---|---|---|")
    for name, seconds in least.items():
        print(f"| {name} | {seconds:.2f} | {100 * seconds / whole:.0f} % |")
    print(f"| **`index`, all of it** | **{whole:.2f}** | 100 % |")


if __name__ == "__main__":
    main()
