"""Makes training text of the labelled sets: JSON Lines of untokenised articles with their names.

usage: gold.py NER SYNTAX OUT

NER holds eng.{train,testa}.xz and extra.tar.xz, SYNTAX gum_{train,dev}.conllu.xz. Each line of the output is
{"id", "text", "mentions": [{"start", "end", "kind"}], "other": bool}: kinds person, organization, place and other; "other"
tells whether the set marks other names at all. Offsets count code points.
"""
import json, lzma, random, re, sys, tarfile

KINDS = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "other"}
CROSSNER = dict.fromkeys("politician person writer scientist researcher musicalartist".split(), "PER")
CROSSNER |= dict.fromkeys("organisation politicalparty band university magazine".split(), "ORG")
CROSSNER |= dict.fromkeys("country location".split(), "LOC")
CROSSNER |= dict.fromkeys("event election award book song album poem".split(), "MISC")
TITLES = set("""mr mr. mrs mrs. ms ms. dr dr. prof prof. professor president senator sen. sen representative rep. rep governor gov. gov prime
minister king queen prince princess pope sir lord lady judge justice captain capt. capt general gen. gen colonel col. lt. sgt. secretary
chairman ceo director mayor chancellor attorney chief foreign vice former saint coach detective officer spokesman""".split())
NO_SPACE_BEFORE = set(", . ; : ! ? ) ] } % 's 'S n't N'T 're 've 'll 'd 'm ...".split())
NO_SPACE_AFTER = set("( [ { $".split())


def sentences_of(lines, tag, rename=lambda kind: kind):
    """Documents of sentences of (word, BIO tag) from a column file; IOB1 is read as well."""
    docs, sentence = [[]], []
    for line in [*lines, ""]:
        if line.startswith(("-DOCSTART-", "# newdoc")):
            docs.append([])
        elif line.startswith("#"):
            continue
        elif not line.strip():
            docs[-1] += [sentence] if sentence else []
            sentence = []
        else:
            fields = line.split("\t") if "\t" in line else line.split()
            word, label = fields[1 if tag == 2 else 0], fields[tag]
            kind = rename(label[2:]) if label != "O" else None
            sentence.append((word, f"{label[0]}-{kind}" if kind in KINDS else "O"))
    return [doc for doc in docs if doc]


def spans(sentence):
    start, kind, found = None, None, []
    for i, (_, tag) in enumerate([*sentence, ("", "O")]):
        if kind and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            found.append((start, i, kind))
            kind = None
        if tag != "O" and kind is None:
            start, kind = i, tag[2:]
    return found


def write_text(doc, rnd):
    """The document as running text, and its names by offsets."""
    text, mentions = "", []
    for sentence in doc:
        if text:
            text += rnd.choice((" ", " ", "\n")) if re.search(r"[.!?]['\"”]?$", text) else "\n"
        places, quotes, glued = [], 0, True
        for word, _ in sentence:
            quote = word in ('"', "''", "``")
            closing = quote and quotes % 2 == 1
            if not (glued or word in NO_SPACE_BEFORE or word.startswith("'") and len(word) < 4 and word != "''" or closing):
                text += " "
            quotes += quote
            glued = word in NO_SPACE_AFTER or quote and not closing
            word = '"' if quote else {"-LRB-": "(", "-RRB-": ")"}.get(word, word)
            places.append((len(text), len(text) + len(word)))
            text += word
        mentions += [dict(start=places[a][0], end=places[b - 1][1], kind=KINDS[kind]) for a, b, kind in spans(sentence)]
    return text, mentions


def gum_documents(lines):
    doc, rows, raw = [], [], ""
    for line in [*lines, "# newdoc id = end"]:
        if line.startswith("# newdoc"):
            if doc:
                yield genre, doc
            genre, doc = line.split("_")[1] if "_" in line else "", []
        elif line.startswith("# text = "):
            raw = line[9:]
        elif line and not line.startswith("#"):
            fields = line.split("\t")
            rows += [fields] if fields[0].isdigit() else []
        elif not line and rows:
            doc.append((raw, rows))
            rows = []


def gum_mentions(rows, opened):
    """The entities of a sentence as (first, last, type, head positions), nested ones included."""
    found = []
    for i, row in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", entity.group(1)) if entity else ():
            body = part.strip("()").split("-")
            if part.startswith("("):
                mention = [body[0], i, body[1] if len(body) > 1 else "", body[5] if len(body) > 5 else "1"]
                if part.endswith(")"):
                    found.append((i, i, mention[2], mention[3]))
                else:
                    opened.append(mention)
            else:
                for k in range(len(opened) - 1, -1, -1):
                    if opened[k][0] == body[0]:
                        _, start, kind, head = opened.pop(k)
                        found.append((start, i, kind, head))
                        break
    return found


def gum_name(rows, first, last, kind, head):
    """The proper name inside an entity, in the manner of CoNLL-2003: (first, last), or none."""
    proper = lambda k: rows[k][4] in ("NNP", "NNPS") or rows[k][1] == "-" and 0 < k < len(rows) - 1 and rows[k - 1][4] == rows[k + 1][4] == "NNP"
    heads = [first + int(h) - 1 for h in head.split(",") if h.isdigit()] or [last]
    heads = [k for k in heads if first <= k <= last and rows[k][4] in ("NNP", "NNPS")]
    if not heads or kind == "PER" and rows[heads[0]][4] == "NNPS":
        return None
    a = b = heads[0]
    while a > first and proper(a - 1):
        a -= 1
    while b < last and proper(b + 1):
        b += 1
    while kind == "ORG" and b + 2 <= last and rows[b + 1][1].lower() in ("of", "for", "and", "&", "on", "in"):
        c = b + 3 if rows[b + 2][1].lower() == "the" and b + 3 <= last else b + 2
        if not proper(c):
            break
        b = c
        while b < last and proper(b + 1):
            b += 1
    if kind == "PER":
        titles = [k for k in range(a, b + 1) if rows[k][1].lower() in TITLES]
        a = titles[-1] + 1 if titles else a
    return (a, b) if a <= b else None


def gum(lines):
    """GUM's articles with the names of people, organizations and places."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    for genre, doc in gum_documents(lines):
        text, mentions = "", []
        for raw, rows in doc:
            places, at = [], 0
            for row in rows:
                at = raw.index(row[1], at)
                places.append((len(text) + at, len(text) + at + len(row[1])))
                at += len(row[1])
            text += raw.rstrip()
            text += ("\n" if genre in ("conversation", "vlog") or not re.search(r"[.!?]['\"”]?$", text) else " ")
            named = [(gum_name(rows, a, b, kinds[t], h), kinds[t]) for a, b, t, h in gum_mentions(rows, []) if t in kinds]
            taken = set()
            for (a, b), kind in sorted((n for n in named if n[0]), key=lambda n: n[0][0] - n[0][1]):
                if taken.isdisjoint(range(a, b + 1)):
                    taken |= set(range(a, b + 1))
                    mentions.append(dict(start=places[a][0], end=places[b][1], kind=KINDS[kind]))
        yield genre, text.strip(), sorted(mentions, key=lambda m: m["start"])


def main(ner, syntax, out):
    rnd = random.Random(11)
    lines = lambda path: lzma.open(path, "rt", encoding="utf8").read().split("\n")
    counts = {}

    def save(name, texts, other):
        with open(f"{out}/{name}.jsonl", "w", encoding="utf8") as file:
            for i, (text, mentions) in enumerate(texts):
                file.write(json.dumps(dict(id=f"{name}-{i}", text=text, mentions=mentions, other=other), ensure_ascii=False) + "\n")
                counts[name] = counts.get(name, 0) + len(mentions)

    def save_columns(name, docs, other=True, size=None):
        if size:
            docs = [doc[i:i + size] for doc in docs for i in range(0, len(doc), size)]
        save(name, (write_text(doc, rnd) for doc in docs), other)

    save_columns("conll_train", sentences_of(lines(f"{ner}/eng.train.xz"), 3))
    archive = tarfile.open(f"{ner}/extra.tar.xz")
    member = lambda name: archive.extractfile(next(m for m in archive if m.name.endswith(name))).read().decode().split("\n")
    save_columns("wikigold", sentences_of(member("wikigold.conll.txt"), 1), size=8)
    for domain in ("politics", "literature", "science", "music", "ai"):
        # Their further kinds (fields, tasks, substances) are partly names, partly not: they stay open.
        save_columns(f"crossner_{domain}", sentences_of(member(f"crossner_{domain}.conll"), 1, CROSSNER.get), other=False, size=1)
    for part in ("dev", "test"):
        save_columns(f"ewt_{part}", sentences_of(member(f"en_ewt-ud-{part}.iob2"), 2), other=False)
    every = [d for part in ("train", "dev") for d in gum(lines(f"{syntax}/gum_{part}.conllu.xz"))]
    save("gum_news", [d[1:] for d in every if d[0] == "news"], False)
    save("gum", [d[1:] for d in every if d[0] in ("academic", "bio", "interview", "speech", "court", "voyage", "essay", "letter", "podcast")], False)
    print(counts)


main(*sys.argv[1:])
