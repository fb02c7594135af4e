"""Makes gold data, for `train-names test` and `score.py`, of the development set that was labelled by reading.

usage: dev.py WHITE_HOUSE_ARCHIVE OUT

`dev/wire.txt` holds invented paragraphs in the manner of agencies of 2017 to 2020, each name as `[name|kind]`;
`dev/white_house.jsonl` holds no text: for each paragraph its file in the archive of 2021 and 2022, the code points where
it stands there, and its names by code points of the paragraph. The kinds are p, o, l for person, organization, place, as
CoNLL-2003 has them, but without titles and articles; x marks what readers would not agree about. OUT gets wire.jsonl and
white_house.jsonl.
"""
import json, pathlib, re, sys

KINDS = dict(p="person", o="organization", l="place", x="open")


def wire(path):
    for number, paragraph in enumerate(path.read_text(encoding="utf8").strip().split("\n\n")):
        text, names = "", []
        for part in re.split(r"(\[[^]|]*\|[polx]\])", paragraph):
            if part.startswith("["):
                name, kind = part[1:-1].split("|")
                names.append(dict(start=len(text), end=len(text) + len(name), kind=KINDS[kind]))
                part = name
            text += part
        yield dict(id=f"wire-{number}", text=text, mentions=names)


def white_house(path, archive):
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        label = json.loads(line)
        text = (archive / label["path"]).read_text(encoding="utf8")[label["start"]:label["end"]]
        yield dict(id=f"white-house-{number}", text=text.replace("\n", " "), mentions=label["mentions"])


def main(archive, out):
    dev, out = pathlib.Path(__file__).parent.parent / "dev", pathlib.Path(out)
    sets = dict(wire=wire(dev / "wire.txt"), white_house=white_house(dev / "white_house.jsonl", pathlib.Path(archive)))
    for name, docs in sets.items():
        with open(out / f"{name}.jsonl", "w", encoding="utf8") as file:
            file.writelines(json.dumps(doc, ensure_ascii=False) + "\n" for doc in docs)


main(*sys.argv[1:])
