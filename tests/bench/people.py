#!/usr/bin/env python3
"""The people of an archive with the most meetings, and whom a reader may hold for the same: to be read by eye.

usage: people.py [--bin PATH] [--top N] ARCHIVE [--index DIR]

For each of the N people who took part in the most meetings: the entity, its mentions and articles, every spelling with
the number of articles that use it, and each other entity that bears one of its names, a part of one, or a name within
two letters, with its mentions and its share of the person's own. A share over 2 % is marked with `!!`.
Needs nothing but Python 3.9.
"""
import argparse, collections, json, re, subprocess, unicodedata

SMALL = set('jr sr ii iii de da von van der la le al el bin dr mr mrs ms'.split())


def words(name):
    folded = unicodedata.normalize('NFKD', name).encode('ascii', 'ignore').decode().lower()
    return [w for w in re.sub(r"[^a-z0-9 -]", ' ', folded).split() if w not in SMALL]


def near(a, b):
    """Whether two words differ by at most two letters, and by less than a third of them."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        old, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            old, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, old + (x != y))
    return row[-1] <= 2 and row[-1] * 3 < max(len(a), len(b))


def alike(own, other):
    """Whether the words of one name may be another way to write the other."""
    if not own or not other: return False
    if len(other) == 1: return other[0] in own or near(other[0], own[-1])
    if len(own) == 1: return own[0] in other
    same = lambda a, b: a == b or near(a, b) or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))
    return same(own[-1], other[-1]) and (same(own[0], other[0]) or own[0][0] == other[0][0]) or set(own) == set(other)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument('archive'); args.add_argument('--index'); args.add_argument('--top', type=int, default=10)
    args.add_argument('--bin', default='target/release/dateline')
    args = args.parse_args()

    def ask(*arguments):
        where = ['-a', args.archive] + (['--index', args.index] if args.index else [])
        out = subprocess.run([args.bin, *arguments, *where], check=True, capture_output=True, text=True).stdout
        return [json.loads(line) for line in out.splitlines()]

    def page(id):
        where = ['-a', args.archive] + (['--index', args.index] if args.index else [])
        out = subprocess.run([args.bin, 'who', id, '--format', 'json', *where], check=True, capture_output=True, text=True)
        return json.loads(out.stdout)
    people = [e for e in ask('export', '--unit', 'entities', '--format', 'jsonl') if e['kind'] == 'person']
    met = collections.Counter()
    for event in ask('meetings', '--status', 'any', '--limit', 'all', '--format', 'jsonl'):
        met.update({p['id'] for p in event['participants'] if p['id'] and p['kind'] == 'person'})
    for place, (id, count) in enumerate(met.most_common(args.top), 1):
        one = page(id)
        own = [words(n['name']) for n in one['names'] if len(words(n['name'])) > 1] or [words(one['name'])]
        print(f"{place}. {one['name']} ({id}): {count} meetings, {one['articles']} articles, {one['mentions']} mentions")
        print('   ' + ', '.join(f"{n['name']} ({n['count']})" for n in one['names']))
        others = [e for e in people if e['id'] != id and any(alike(o, words(e['name'])) for o in own)]
        others = [page(e['id']) for e in sorted(others, key=lambda e: -e['articles'])[:25]]
        for other in sorted(others, key=lambda e: -e['mentions']):
            share = 100 * other['mentions'] / one['mentions']
            roles = ', '.join(role['title'] for role in other['roles'][:3])
            print(f"   {'!!' if share > 2 else '  '} {share:5.2f} %  {other['name']} ({other['mentions']} mentions, {other['articles']} articles): {roles}  {other['id']}")
        print()


main()
