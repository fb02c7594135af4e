"""Draws text of the White House archive for the teacher: one JSON object a line, {"id", "text"}.

usage: archive.py ARCHIVE OUT [ARTICLES [SEED]]

Front matter is left out and hard line breaks are undone. Of long articles one run of about 700 words is taken.
"""
import json, pathlib, random, re, sys


def paragraphs(path):
    body = path.read_text(encoding="utf8", errors="replace").split("\n---\n", 1)[-1]
    for paragraph in re.split(r"\n\s*\n", body):
        text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", re.sub(r"\s+", " ", paragraph.replace("\\", " "))).strip(" *#_>")
        if re.search(r"[a-z]", text) and "|" not in text:
            yield re.sub(r"\*\*?|__", "", text)


def main(archive, out, articles=700, seed=5):
    rnd = random.Random(int(seed))
    paths = sorted(pathlib.Path(archive).rglob("*.md"))
    rnd.shuffle(paths)
    with open(out, "w", encoding="utf8") as file:
        for path in paths[:int(articles)]:
            parts = list(paragraphs(path))
            words = [len(part.split()) for part in parts]
            start = rnd.randrange(max(1, len(parts) // 2)) if sum(words) > 1200 else 0
            taken, count = [], 0
            for part, size in zip(parts[start:], words[start:]):
                if count > 700:
                    break
                taken.append(part)
                count += size
            if count > 40:
                file.write(json.dumps(dict(id=path.stem, text="\n".join(taken)), ensure_ascii=False) + "\n")


main(*sys.argv[1:])
