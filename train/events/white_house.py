#!/usr/bin/env python3
"""Fill in the text of the labelled White House passages, in the shape of meetings_dev.jsonl.

usage: white_house.py [--flat] [--raw] [--labels white_house.jsonl] ARCHIVE OUTDIR
  ARCHIVE  folder of the Markdown files (blog/, press-briefings/, statements-releases/ ...)
  OUTDIR   where white_house_dev.jsonl and white_house_test.jsonl go (every third id, wh003, wh006 ..., is test);
           keep it out of the repository: the text stays outside
  --flat   paragraphs joined with a space, as in meetings_dev.jsonl, instead of an empty line
  --raw    the text exactly as it is stored (wrapped lines, Markdown), instead of plain text
Needs nothing but Python 3.9. Stops if a file has changed so that the labels no longer fit.
"""
import argparse, hashlib, json, os, re, sys


def front(text):
    """The title of the front matter, decoded from its YAML."""
    m = re.search(r'^title: ?((?:.*\n)(?:[ \t]+.*\n)*)', text.partition('\n---\n')[0] + '\n', re.M)
    t = m.group(1).strip() if m else ''
    if t[:1] == '"':
        t = re.sub(r'\\\n\s*', '', t[1:-1])
        t = re.sub(r'\s*\n\s*', ' ', t)
        esc = lambda e: {'_': ' ', ' ': ' ', 'n': ' ', 't': ' '}.get(e.group(1)[0]) or (chr(int(e.group(1)[1:], 16)) if len(e.group(1)) > 1 else e.group(1))
        t = re.sub(r'\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)', esc, t)
    elif t[:1] == "'": t = t[1:-1].replace("''", "'")
    return re.sub(r'\s+', ' ', t.replace('\u2060', '')).strip()


MARK = re.compile(r'<!--.*?-->|</?(?:u|em|strong|sub|sup|br)\s*/?>|\*+|\]\([^)\s]*\)|\[(?=[^\]]*\]\()|\\(?=[\[\]#()*_\'"$.<>~|`-])|\\$|^[ \t]*-[ ]{3}(?=\S)|\u2060|^---+$|^#+ ', re.M | re.S)


def plain(raw, flat):
    """Plain text of a passage, and for every raw offset its place in it."""
    drop = [False] * len(raw)
    for m in MARK.finditer(raw):
        for i in range(*m.span()): drop[i] = True
    out, at, n = [], [], 0
    i = 0
    while i < len(raw):
        if drop[i]: at.append(n); i += 1; continue
        if raw[i].isspace():
            j = i
            while j < len(raw) and (drop[j] or raw[j].isspace()): j += 1
            gap = raw[i:j]; lists = re.search(r'\n[ \t]*-[ ]{3}', gap)
            sep = '' if not n or j == len(raw) else '\n\n' if not flat and (lists or re.search(r'\n[^\S\n]*\n', gap)) else ' '
            at += [n] * (j - i); out.append(sep); n += len(sep); i = j; continue
        at.append(n); out.append(raw[i]); n += 1; i += 1
    return ''.join(out), at + [n]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('archive'); ap.add_argument('outdir'); ap.add_argument('--flat', action='store_true'); ap.add_argument('--raw', action='store_true')
    ap.add_argument('--labels', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), 'white_house.jsonl'))
    a = ap.parse_args(); os.makedirs(a.outdir, exist_ok=True); files = {'dev': [], 'test': []}
    for line in open(a.labels, encoding='utf8'):
        d = json.loads(line)
        text = open(os.path.join(a.archive, d['file']), encoding='utf8', newline='').read()
        raw = text[d['from']:d['to']]; title = front(text)
        if hashlib.sha256(raw.encode()).hexdigest()[:12] != d['sha']: sys.exit(f"{d['id']}: {d['file']} is not the file that was labelled")
        body, at = (raw, list(range(len(raw) + 1))) if a.raw else plain(raw, a.flat)
        ms = []
        for m in d['meetings']:
            f, t = m['evidence']['from'], m['evidence']['to']
            ev = body[at[f - d['from']]:at[t - d['from']]].strip() if d['from'] <= f else title      # before the passage: the title
            if not ev: sys.exit(f"{d['id']}: empty evidence")
            ms.append(dict(m, evidence=ev))
        o = dict(id=d['id'], source=f"White House briefing room (brian14708/wh-briefings): {d['file']}", licence='CC0 / US Government work',
                 date=d['date'], title=title, text=body, meetings=ms, tags=[d['kind'], d['stratum']], note=None)
        files['test' if int(d['id'][2:]) % 3 == 0 else 'dev'].append(o)
    for k, rows in files.items():
        path = os.path.join(a.outdir, f'white_house_{k}.jsonl')
        with open(path, 'w', encoding='utf8') as f:
            for o in rows: f.write(json.dumps(o, ensure_ascii=False) + '\n')
        print(path, len(rows), 'passages,', sum(any(not m['optional'] for m in o['meetings']) for o in rows), 'with a meeting that is scored')


if __name__ == '__main__': main()
