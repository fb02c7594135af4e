#!/usr/bin/env python3
"""Draws how sure the names are, and how sure they claim to be: `reliability.svg`.

usage: reliability.py DATELINE OUT.svg GOLD.jsonl...

GOLD is as `prepare/gold.py` and `prepare/dev.py` write it, or as `score.py` reads it; names that a set leaves open count
for nobody. For each tagger the names of all sets are put into tenths by the confidence that they claim; a point stands
where claim and share of right names meet, its area is the number of names. The expected calibration error (the mean
distance of the points from the diagonal, by names) is printed. Needs nothing but Python 3.9.
"""
import json, math, pathlib, subprocess, sys

TAGGERS = (("fast", "#1f77b4"), ("best", "#d62728"))
SIZE, LEFT, TOP = 420, 60, 40


def claims(dateline, tagger, golds):
    """Pairs of the confidence of a name and whether its span and kind are right."""
    lines = "".join(json.dumps(dict(id=str(at), text=gold["text"], language="en")) + "\n" for at, gold in enumerate(golds))
    command = [dateline, "extract", "-", "--tagger", tagger]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf8", check=True)
    for gold, line in zip(golds, run.stdout.splitlines()):
        spans = {(m["start"], m["end"], m["kind"]) for m in gold["mentions"]}
        disputed = [span for span in spans if span[2] == "open"]
        for m in json.loads(line)["mentions"]:
            if m["form"] == "name" and not any(o[0] < m["end"] and m["start"] < o[1] for o in disputed):
                yield m["confidence"], (m["start"], m["end"], m["kind"]) in spans


def tenths(pairs):
    """For each tenth that holds names: the mean claim, the share of right names, their number."""
    bins = {}
    for claimed, right in pairs:
        bins.setdefault(min(9, int(10 * claimed)), []).append((claimed, right))
    for _, held in sorted(bins.items()):
        yield sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held)


def place(claimed, share):
    return LEFT + SIZE * claimed, TOP + SIZE * (1 - share)


def text(x, y, words, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{words}</text>'


def main(dateline, out, *paths):
    golds = [json.loads(line) for path in paths for line in pathlib.Path(path).read_text(encoding="utf8").splitlines()]
    (x0, y0), (x1, y1) = place(0, 0), place(1, 1)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + SIZE + 30} {TOP + SIZE + 60}" font-family="sans-serif" font-size="13">',
             f'<rect width="100%" height="100%" fill="white"/><rect x="{x0}" y="{y1}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#999"/>',
             f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#999" stroke-dasharray="4 4"/>']
    for tenth in range(0, 11, 2):
        x, y = place(tenth / 10, tenth / 10)
        parts.append(text(x, y0 + 18, f"{tenth / 10:.1f}", 'text-anchor="middle"'))
        parts.append(text(x0 - 8, y + 4, f"{tenth / 10:.1f}", 'text-anchor="end"'))
    parts.append(text(LEFT + SIZE / 2, y0 + 42, "confidence that the names claim", 'text-anchor="middle"'))
    parts.append(text(LEFT + SIZE / 2, TOP - 16, "share of them that are right", 'text-anchor="middle"'))
    for row, (tagger, colour) in enumerate(TAGGERS):
        points = list(tenths(claims(dateline, tagger, golds)))
        names = sum(count for _, _, count in points)
        error = sum(abs(claimed - share) * count for claimed, share, count in points) / names
        print(f"{tagger}: {names} names, expected calibration error {error:.3f};",
              " ".join(f"{claimed:.2f}:{share:.2f}({count})" for claimed, share, count in points))
        line = " ".join("{:.1f},{:.1f}".format(*place(claimed, share)) for claimed, share, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}"/>')
        for claimed, share, count in points:
            x, y = place(claimed, share)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + math.sqrt(count) / 6:.1f}" fill="{colour}" fill-opacity=".35"/>')
        parts.append(text(x0 + 14, y1 + 24 + 20 * row, f"{tagger}: {names} names, mean error {error:.3f}", f'fill="{colour}"'))
    pathlib.Path(out).write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(*sys.argv[1:])
