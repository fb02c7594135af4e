#!/usr/bin/env python3
"""Whether indexing has become slower, next to plain tantivy in the same run.

    cargo build --release --bins --examples
    tests/bench/ratio.py [--release DIR] [--tries N] [--set]

Invents articles out of the sentences of sample_corpus, as `examples/invent`
does, and takes them in with dateline and with plain tantivy by turns. The
least processor time of each counts, so that a busy machine makes little of a
difference, and their ratio is compared with the one in `ratio.json`. One that
has grown by more than a quarter is a failure, exit status 1; `--set` writes the
ratio of this run down instead.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from archive import run

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE / "ratio.json"
# What a file of the archive holds, and how many there are.
ARTICLES, FILES = 12, 200
# Plain tantivy takes each file in so many times: one time is too short to tell.
COPIES = 10
GROWTH = 1.25


def invent(release, folder):
    """Writes the files; each is as long as a news article is."""
    lines = folder / "articles.jsonl"
    corpus = HERE.parent.parent / "sample_corpus"
    subprocess.run([release / "examples" / "invent", str(ARTICLES * FILES), corpus, "--texts", lines], check=True)
    texts = [json.loads(line)["text"] for line in lines.open(encoding="utf-8")]
    copies = [folder / "archives" / str(copy) for copy in range(COPIES)]
    for copy in copies:
        copy.mkdir(parents=True)
    for number in range(FILES):
        some = "\n\n".join(texts[number * ARTICLES : (number + 1) * ARTICLES])
        for copy in copies:
            (copy / f"{number}.txt").write_text(some, encoding="utf-8")
    return copies[0]


def least(command, index, tries):
    """Returns the least processor time of an index made anew."""
    times = []
    for _ in range(tries):
        shutil.rmtree(index, ignore_errors=True)
        times.append(run(*command)[1])
    return min(times)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--release", default="target/release", help="where cargo put the programs")
    arguments.add_argument("--tries", type=int, default=4, help="how often each is run")
    arguments.add_argument("--set", action="store_true", help="write the ratio down as the one to keep")
    given = arguments.parse_args()
    release = pathlib.Path(given.release).resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-ratio-"))
    try:
        archive = invent(release, folder)
        index = folder / "index"
        plain = (release / "examples" / "plain_tantivy", archive.parent, index)
        whole = (release / "dateline", "index", archive, "--index", index)
        ours, base = float("inf"), float("inf")
        for _ in range(given.tries):
            base = min(base, least(plain, index, 3) / COPIES)
            ours = min(ours, least(whole, index, 1))
    finally:
        shutil.rmtree(folder)
    ratio = ours / base
    if given.set:
        REFERENCE.write_text(json.dumps({"ratio": round(ratio, 1)}) + "\n", encoding="utf-8")
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))["ratio"]
    print(f"dateline {ours:.2f} s, plain tantivy {base:.4f} s of processor time: {ratio:.1f} times, {reference} are kept")
    if ratio > GROWTH * reference:
        sys.exit(f"indexing takes {ratio / reference:.2f} times what it took next to plain tantivy; {GROWTH} are borne")


if __name__ == "__main__":
    main()
