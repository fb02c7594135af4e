"""Labels text with the teacher network.

usage: train-names tokens TEXT.jsonl | teacher.py MODEL.onnx TOKENIZER.json OUT.jsonl

Reads the text with the spans of its sentences' tokens, writes training text. Where the teacher is unsure of a token, the
label stays open.
"""
import json, sys

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
KINDS = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "other"}
ALLOW = np.array([[-1e4 if y[0] == "I" and x[2:] != y[2:] else 0.0 for y in LABELS] for x in LABELS])
WINDOW, SURE = 128, 0.6


def shape(word):
    if word.islower(): return 1
    if word.isdigit(): return 2
    if word.isupper(): return 3 if len(word) > 1 else 4
    if word[:1].isupper() and word[1:].islower(): return 5
    if any(c.isdigit() for c in word): return 6
    if word[:1].isupper(): return 7
    return 8 if any(c.isalpha() for c in word) else 9


class Pieces:
    """Pieces of words, remembered."""

    def __init__(self, path):
        self.tokenizer, self.known = Tokenizer.from_file(path), {}
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def of(self, word):
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:12] or [100]
            first = shape(word)
            self.known[word] = ids, [first] + [first + 10] * (len(ids) - 1)
        return self.known[word]


def windows(doc, pieces):
    """Runs of sentences of about WINDOW pieces, as (ids, cases, first pieces, spans)."""
    current = ([101], [0], [], [])
    for sentence in doc["sentences"]:
        for part in (sentence[i:i + 60] for i in range(0, len(sentence), 60)):
            words = [pieces.of(doc["text"][a:b]) for a, b in part]
            if len(current[0]) > 1 and len(current[0]) + sum(len(w[0]) for w in words) > WINDOW:
                yield current
                current = ([101], [0], [], [])
            for (ids, cases), span in zip(words, part):
                current[2].append(len(current[0]))
                current[3].append(span)
                current[0].extend(ids)
                current[1].extend(cases)
    if current[3]:
        yield current


def best(logs):
    score, back = logs[0] + np.where([y[0] == "I" for y in LABELS], -1e4, 0), []
    for row in logs[1:]:
        total = score[:, None] + ALLOW
        back.append(total.argmax(0))
        score = total.max(0) + row
    path = [int(score.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def mentions(path, sure, spans):
    found, start, kind = [], None, None
    for i, label in enumerate([*path, 0]):
        name = LABELS[label]
        if kind and (name[0] != "I" or name[2:] != kind):
            weak = any(p < SURE for p in sure[start:i])
            found.append(dict(start=spans[start][0], end=spans[i - 1][1], kind="open" if weak else KINDS[kind]))
            kind = None
        if name[0] == "B":
            start, kind = i, name[2:]
        elif name == "O" and i < len(sure) and sure[i] < SURE:
            found.append(dict(start=spans[i][0], end=spans[i][1], kind="open"))
    return found


def run(session, batch):
    longest = max(len(w[0]) for w in batch) + 1
    pad = lambda row, end: row + end + [0] * (longest - len(row) - len(end))
    ids = np.array([pad(w[0], [102]) for w in batch], dtype=np.int64)
    cases = np.array([pad(w[1], []) for w in batch], dtype=np.int64)
    return session.run(None, {"ids": ids, "cs": cases, "mask": (ids != 0).astype(np.int64)})[0]


def main(model, tokenizer, out):
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session, pieces = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"]), Pieces(tokenizer)
    docs = [json.loads(line) for line in sys.stdin]
    names = [[] for _ in docs]
    for group in range(0, len(docs), 64):
        work = [(d, w) for d in range(group, min(group + 64, len(docs))) for w in windows(docs[d], pieces)]
        work.sort(key=lambda item: len(item[1][0]))
        for at in range(0, len(work), 8):
            batch = work[at:at + 8]
            for (doc, window), logits in zip(batch, run(session, [w for _, w in batch])):
                logits = logits[window[2]].astype(np.float64)
                logs = logits - np.log(np.exp(logits - logits.max(1, keepdims=True)).sum(1, keepdims=True)) - logits.max(1, keepdims=True)
                path = best(logs)
                names[doc] += mentions(path, [np.exp(logs[i, label]) for i, label in enumerate(path)], window[3])
    with open(out, "w", encoding="utf8") as file:
        for doc, found in zip(docs, names):
            found.sort(key=lambda m: m["start"])
            file.write(json.dumps(dict(id=doc.get("id"), text=doc["text"], mentions=found, other=True), ensure_ascii=False) + "\n")


main(*sys.argv[1:])
