#!/usr/bin/env python3
"""Scores `dateline extract` on articles whose gold dates cover their openings alone.

usage: covered.py [--bin PATH] [--misses] GOLD.jsonl

Gold lines hold "id", "text", "published" and "dates" with "start", "end",
"type" and "timex" (TIMEX3). Where annotators read only the first sentences of
an article, all that is rightly found further down counts as false. Printed are

  whole    all that is found against all gold: what a plain scorer prints
  covered  the same up to the end of each article's last gold expression
  bound    what a finder would reach on the whole that finds every gold
           expression with its value, nothing else in the covered parts, and
           what is found now in the parts that nobody read

Measures are those of TempEval-3: spans that overlap (relaxed), and of these
the ones with the same value, times of day apart from the day left out; DATE and TIME only. A
duration that the gold marks as one is neither an error nor a gain.
"""
import argparse
import json
import re
import subprocess


def plain(timex):
    return re.sub(r"T.*$", "", timex or "") if re.match(r"\d{4}-\d\d-\d\dT", timex or "") else timex or ""


def overlap(one, other):
    return one["start"] < other["end"] and other["start"] < one["end"]


def measure(found, gold):
    """Returns how many are found, how many of these with their value, how many there are on each side."""
    dates = [date for date in gold if date["type"] in ("DATE", "TIME")]
    others = [date for date in gold if date["type"] not in ("DATE", "TIME")]
    used, relaxed, value = set(), 0, 0
    misses = []
    for date in dates:
        index = next((i for i, one in enumerate(found) if i not in used and overlap(one, date)), None)
        if index is None:
            misses.append((date, None))
            continue
        used.add(index)
        relaxed += 1
        right = plain(found[index]["timex"]) == plain(date["timex"])
        value += right
        if not right:
            misses.append((date, found[index]))
    spare = [one for one in found if any(overlap(one, date) for date in others) and not any(overlap(one, date) for date in dates)]
    false = [one for i, one in enumerate(found) if i not in used and one not in spare]
    return (relaxed, value, len(found) - len(spare), len(dates)), misses, false


def show(name, counts):
    relaxed, value, found, gold = counts
    line = [f"{name:8}"]
    for measured, right in (("relaxed", relaxed), ("value", value)):
        line.append(f"{measured} P {right / max(1, found):.3f} R {right / max(1, gold):.3f} F1 {2 * right / max(1, found + gold):.3f}")
    print("  ".join(line) + f"  ({found} found, {gold} gold)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", default="target/release/dateline")
    arguments.add_argument("--misses", action="store_true", help="list what is missed, wrong or false in the covered parts")
    arguments.add_argument("gold", metavar="GOLD")
    options = arguments.parse_args()
    documents = [json.loads(line) for line in open(options.gold, encoding="utf8")]
    lines = [json.dumps({key: doc[key] for key in ("id", "text", "published")}) for doc in documents]
    run = subprocess.run([options.bin, "extract", "-", "--input-format", "jsonl"], input="\n".join(lines) + "\n",
                         capture_output=True, text=True, check=True)
    whole, covered, beyond = [0] * 4, [0] * 4, 0
    for doc, line in zip(documents, run.stdout.splitlines()):
        found = json.loads(line)["dates"]
        last = max((date["end"] for date in doc["dates"]), default=0)
        inside = [date for date in found if date["start"] < last]
        whole = [a + b for a, b in zip(whole, measure(found, doc["dates"])[0])]
        counts, misses, false = measure(inside, doc["dates"])
        covered = [a + b for a, b in zip(covered, counts)]
        beyond += len(found) - len(inside)
        if options.misses:
            report(doc, misses, false)
    show("whole", whole)
    show("covered", covered)
    gold = whole[3]
    show("bound", (gold, gold, gold + beyond, gold))


def report(doc, misses, false):
    context = lambda date: doc["text"][max(0, date["start"] - 70):date["end"] + 40].replace("\n", " ")
    for date, found in misses:
        told = f"{found['text']!r} {found['timex']}" if found else "nothing"
        print(f"MISS {doc['published']} {doc['text'][date['start']:date['end']]!r} {date['timex']} | found {told} | {context(date)}")
    for date in false:
        print(f"FALSE {doc['published']} {date['text']!r} {date['timex']} | {context(date)}")


if __name__ == "__main__":
    main()
